"""The guard over a letter: what it warns of, and what it lets pass."""

from time import perf_counter

import pytest

from ombud.lib.enclosures import speaks_of_file
from ombud.lib.greetings import greeted, is_for_another
from ombud.lib.guarding import Fault, Letter, addresses_in, faults, new_words
from ombud.lib.inside_words import inside_words

RIGHT = [
    # English
    ("Dear James,\nthank you.", "James Miller"),
    ("Dear Mr. Miller,\nthank you.", "James Miller"),
    ("Dear Mr Miller: thank you.", "Miller, James"),
    ("Hi Jim!\nIt is here.", "James Miller"),
    ("Hello Bill,", "William Turner"),
    ("Hi Kate - quick one", "Catherine Jones"),
    ("Good morning Liz,", "Elizabeth Bennet"),
    ("Dear Sir or Madam,", "James Miller"),
    ("Hello there,", "James Miller"),
    ("Dear customer,", "James Miller"),
    ("Dear Ms O'Brien,", "Siobhán O'Brien"),
    ("Dear Alex,", "Alexandra Hill"),
    ("Hi all,", "James Miller"),
    ("Thank you for your mail.", "James Miller"),
    ("Hi, Miller's law is a law.", "James Miller"),
    # German
    ("Sehr geehrte Frau Schäfer,", "Anna Schaefer-Schäfer"),
    ("Sehr geehrter Herr Dr. Weiß,", "Klaus Weiss"),
    ("Liebe Steffi,", "Stefanie Kurz"),
    ("Hallo Herr Müller,", "Peter Müller"),
    ("Guten Tag, Frau Kurz,", "Stefanie Kurz"),
    ("Sehr geehrte Damen und Herren,", "Peter Müller"),
    ("Hallo zusammen,", "Peter Müller"),
    ("Liebe Kundin,", "Stefanie Kurz"),
    ("Moin Sepp,", "Josef Huber"),
    ("Grüß Gott Frau Huber,", "Resi Huber"),
    # Czech
    ("Dobrý den, pane Nováku,\nděkujeme.", "Jan Novák"),
    ("Dobrý den, pane Nováku", "Novák"),
    ("Dobrý den, paní Nováková,", "Jana Nováková"),
    ("Vážený pane Dvořáku,", "Petr Dvořák"),
    ("Vážený pane inženýre Němče,", "Karel Němec"),
    ("Ahoj Pavle,", "Pavel Horák"),
    ("Ahoj Marku,", "Marek Horák"),
    ("Ahoj Honzo,", "Jan Horák"),
    ("Ahoj Pepo,", "Josef Horák"),
    ("Milá Katko,", "Kateřina Malá"),
    ("Dobrý den, pane Svobodo,", "Tomáš Svoboda"),
    ("Dobrý den, pane Kučero,", "Tomáš Kučera"),
    ("Dobrý den, Tomáši,", "Tomáš Kučera"),
    ("Dobrý den, pane Kozle,", "Jiří Kozel"),
    ("Dobrý den,\nbalík jsme odeslali.", "Jan Novák"),
    ("Dobrý den, Váš balík jsme odeslali.", "Jan Novák"),
    ("Vážení zákazníci,", "Jan Novák"),
    # Hungarian
    ("Kedves Kovács Anna!", "Anna Kovács"),
    ("Tisztelt Nagy Úr!", "Nagy István"),
    ("Tisztelt Kovácsné!", "Kovács Péterné"),
    ("Kedves Pista!", "Nagy István"),
    ("Szia Zsuzsi!", "Tóth Zsuzsanna"),
    ("Tisztelt Vásárlónk!", "Nagy István"),
    ("Jó napot kívánok, Nagy Úr!", "István Nagy"),
    ("Tisztelt Hölgyem!", "Tóth Zsuzsanna"),
    # Greek
    ("Αγαπητέ κύριε Παπαδόπουλε,", "Γιώργος Παπαδόπουλος"),
    ("Αγαπητέ Γιώργο,", "Παπαδόπουλος Γεώργιος"),
    ("Καλημέρα Γιάννη,", "Ιωάννης Βλάχος"),
    ("Αγαπητή κυρία Παπαδοπούλου,", "Ελένη Παπαδοπούλου"),
    ("Γεια σας κύριε Βλάχο,", "Giannis Vlachos"),
    ("Αγαπητέ Νίκο,", "Nikos Georgiou"),
    ("Dear Mr Papadopoulos,", "Γιώργος Παπαδόπουλος"),
    ("Αγαπητέ πελάτη,", "Γιώργος Παπαδόπουλος"),
    # Companies, and nobody that is known
    ("Dear Bohemia Coffee s.r.o.,", "Jana Nováková"),
    ("Liebes Team der Rösterei,", "Jana Nováková"),
    ("Hallo Rösterei Huber GmbH,", "Jana Nováková"),
    ("Dear Jana,", ""),
]
WRONG = [
    ("Dear Petra,\nthank you.", "James Miller", "Petra"),
    ("Hello Mr. Meyer,", "Peter Maier", "Meyer"),
    ("Dear Peter Miller,", "James Miller", "Peter Miller"),
    ("Hi Anna,", "Andrea Weiss", "Anna"),
    ("Sehr geehrter Herr Schulz,", "Peter Müller", "Schulz"),
    ("Liebe Susi,", "Stefanie Kurz", "Susi"),
    ("Dobrý den, pane Dvořáku,", "Jan Novák", "Dvořáku"),
    ("Dobrý den, paní Malá,", "Jana Nováková", "Malá"),
    ("Ahoj Honzo,", "Petr Horák", "Honzo"),
    ("Kedves Kovács Anna!", "Tóth Zsuzsanna", "Kovács Anna"),
    ("Tisztelt Szabó Úr!", "Nagy István", "Szabó"),
    ("Αγαπητέ κύριε Βλάχο,", "Γιώργος Παπαδόπουλος", "Βλάχο"),
    ("Αγαπητή Ελένη,", "Maria Georgiou", "Ελένη"),
]


@pytest.mark.parametrize(("text", "name"), RIGHT)
def test_who_is_meant_is_greeted(text: str, name: str) -> None:
    assert is_for_another(text, [name]) == ""


@pytest.mark.parametrize(("text", "name", "called"), WRONG)
def test_somebody_else_is_greeted(text: str, name: str, called: str) -> None:
    assert is_for_another(text, [name]) == called


def test_a_company_is_greeted_by_its_own_name() -> None:
    assert is_for_another("Dear Bohemia,", ["Jana Nováková", "Bohemia Coffee"]) == ""


def test_two_receivers_may_be_greeted_by_either_name() -> None:
    assert is_for_another("Dear Jana,", ["Petr Malý", "Jana Nováková"]) == ""


@pytest.mark.parametrize("text", ["", "\n\n", "Dear", ",,,", "Dear " + "A " * 500])
def test_a_strange_first_line_greets_nobody(text: str) -> None:
    assert greeted(text) == ()


SPEAKS = [
    "Please find attached the invoice.",
    "I have attached the label.",
    "The label is attached.",
    "I attach the return label.",
    "We enclose a copy.",
    "Attached you will find the form.",
    "The invoice is in the attachment.",
    "Anbei die Rechnung.",
    "Das Etikett finden Sie im Anhang.",
    "Ich hänge Ihnen das Etikett an.",
    "Wir fügen die Rechnung bei.",
    "Die Anleitung ist beigefügt.",
    "Siehe Anleitung in der Anlage",
    "V příloze zasílám štítek.",
    "Přikládám fakturu.",
    "Faktura je přiložena.",
    "v priloze najdete navod",
    "Mellékelten küldjük a számlát.",
    "Csatolom a címkét.",
    "A számlát a mellékletben találja.",
    "A csatolmányban küldöm.",
    "Σας επισυνάπτω το τιμολόγιο.",
    "Θα βρείτε συνημμένο το έντυπο.",
    "Δείτε στο συνημμένο αρχείο",
]
SILENT = [
    "Could you attach a photo?",
    "Please attach the invoice.",
    "I could not open your attachment.",
    "The hose is attached to the machine.",
    "You attached the wrong file.",
    "Thank you for the photo you sent.",
    "Bitte hängen Sie ein Foto an.",
    "Ihr Anhang liess sich nicht öffnen.",
    "Die Datei, die Sie angehängt haben, ist leer.",
    "Der Schlauch hängt am Kessel.",
    "Přiložte prosím fotografii.",
    "Vaši přílohu nelze otevřít.",
    "Kérjük, csatolja a fotót.",
    "Az Ön által csatolt fájl üres.",
    "Παρακαλώ επισυνάψτε μια φωτογραφία.",
    "Το συνημμένο σας δεν ανοίγει.",
    "It is on its way.",
    "",
]


@pytest.mark.parametrize("text", SPEAKS)
def test_a_file_is_spoken_of(text: str) -> None:
    assert speaks_of_file(text)


@pytest.mark.parametrize("text", SILENT)
def test_no_file_of_ours_is_spoken_of(text: str) -> None:
    assert not speaks_of_file(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("INTERNAL ONLY: he complains a lot", ["INTERNAL ONLY"]),
        ("Nur intern! Der Einkaufspreis ist 40.", ["Nur intern", "Einkaufspreis"]),
        ("Nákupní cena je 40.", ["Nákupní cena"]),
        ("A beszerzési ár 40.", ["beszerzési ár"]),
        ("Μόνο για εσωτερική χρήση", ["Μόνο για εσωτερική χρήση"]),
        ("Dear {{ name }}, it is XXX", ["{{ name }}", "XXX"]),
        ("A tub of margarine, an international parcel", []),
        ("The purchase prices of coffee", []),
    ],
)
def test_inside_words_are_named_as_written(text: str, words: list[str]) -> None:
    assert inside_words(text) == words


def test_quoted_history_is_nobodys_fault() -> None:
    text = (
        "Hello Jana,\nit is on its way.\n\n"
        "On Monday, 3 June 2024 Jana Nováková <jana@x.example> wrote:\n"
        "> Dear Petr, please find attached the bill for petr@y.example.\n> nur intern"
    )
    letter = Letter(text, names=["Jana Nováková"])
    assert faults(letter) == []
    assert addresses_in(new_words(text)) == []


def test_quotes_between_answers_count_for_nothing() -> None:
    text = "> find attached the bill\nThank you.\n> nur intern\nYes."
    assert faults(Letter(text)) == []


def test_with_a_file_nothing_is_missing() -> None:
    letter = Letter("Please find attached the label.", files=[1000])
    assert faults(letter) == []


def test_a_copy_to_a_stranger_is_seen() -> None:
    letter = Letter(
        "Hello.",
        copies=["Eve@gmail.example", "boss@crema.example", "jana@x.example"],
        known=frozenset({"jana@x.example"}),
        domains=frozenset({"crema.example"}),
    )
    assert [(one.fault, one.what) for one in faults(letter)] == [
        (Fault.OUTSIDER, "Eve@gmail.example")
    ]


def test_what_weighs_too_much_for_many_mailboxes_is_seen() -> None:
    found = faults(Letter("Hello.", files=[6_000_000, 6_000_000]))
    assert [one.fault for one in found] == [Fault.HEAVY]


def test_ten_kilobytes_take_less_than_twenty_milliseconds() -> None:
    sentence = "Sehr geehrte Frau Kurz, wir melden uns bei Ihnen, a@b.example! "
    letter = Letter(sentence * 170, names=["Stefanie Kurz"])
    faults(letter)
    begun = perf_counter()
    faults(letter)
    addresses_in(letter.text)
    assert perf_counter() - begun < 0.02


@pytest.mark.parametrize(
    "piece", ["a" * 50_000, "Dear " * 9000, "> " * 20_000, "{{" * 9000]
)
def test_no_text_holds_it_up(piece: str) -> None:
    begun = perf_counter()
    faults(Letter(piece, names=["Jana Nováková"]))
    assert perf_counter() - begun < 0.5
