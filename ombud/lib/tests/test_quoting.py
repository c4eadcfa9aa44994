"""New words, history and signature apart."""

import pytest

from ombud.lib.html import clean
from ombud.lib.quoting import split, split_html

NEW = "Thank you, it prints again.\nIt was the cable."

ATTRIBUTIONS = [
    "On Mon, Jan 5, 2026 at 10:00 AM Carla <carla@shop.example> wrote:",
    "On 2026-01-05 10:00, Carla wrote:",
    "Am Mo., 5. Jan. 2026 um 10:00 Uhr schrieb Carla <carla@shop.example>:",
    "Am 05.01.26 um 10:00 schrieb Carla:",
    "Carla <carla@shop.example> schrieb am Mo., 5. Jan. 2026, 10:00:",
    "po 5. 1. 2026 v 10:00 odesílatel Carla <carla@shop.example> napsal:",
    "Dne 5. 1. 2026 v 10:00 Carla napsal(a):",
    "po 5. 1. 2026 o 10:00 Carla <carla@shop.example> napísal(a):",
    "Carla <carla@shop.example> ezt írta (időpont: 2026. jan. 5., H, 10:00):",
    "2026. 01. 05. 10:00 keltezéssel, Carla írta:",
    "Στις Δευ 5 Ιαν 2026 στις 10:00, ο χρήστης Carla <carla@shop.example> έγραψε:",
    "Στις 5/1/2026 10:00 π.μ., ο/η Carla έγραψε:",
    "Le lun. 5 janv. 2026 à 10:00, Carla <carla@shop.example> a écrit :",
    "El lun, 5 ene 2026 a las 10:00, Carla (<carla@shop.example>) escribió:",
    "Il giorno lun 5 gen 2026 alle ore 10:00 Carla <carla@shop.example> ha scritto:",
    "pon., 5 sty 2026 o 10:00 Carla <carla@shop.example> napisał(a):",
    "Op ma 5 jan 2026 om 10:00 schreef Carla <carla@shop.example>:",
    "Em seg., 5 de jan. de 2026 às 10:00, Carla <carla@shop.example> escreveu:",
    "man. 5. jan. 2026 kl. 10.00 skrev Carla <carla@shop.example>:",
    "Den mån 5 jan. 2026 kl 10:00 skrev Carla <carla@shop.example>:",
    "ma 5. tammik. 2026 klo 10.00 Carla (carla@shop.example) kirjoitti:",
    "пн, 5 янв. 2026 г. в 10:00, Carla <carla@shop.example>:",
    "Carla <carla@shop.example>, 5 Oca 2026 Pzt, 10:00 tarihinde şunu yazdı:",
    "2026年1月5日(月) 10:00 Carla <carla@shop.example>:",
    "On Mon, 5 Jan 2026 at 10:00, Carla from upstairs\n<carla@shop.example>\nwrote:",
]


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_history_goes_from_its_attribution_on(attribution: str) -> None:
    marked = split(f"{NEW}\n\n{attribution}\n> Does it\n> print?")
    bare = split(f"{NEW}\n\n{attribution}\n\nDoes it\nprint?")
    assert marked.reply == bare.reply == NEW
    assert marked.quoted.startswith(attribution)
    assert bare.quoted.endswith("Does it\nprint?")


@pytest.mark.parametrize(
    "head",
    [
        "From: C <c@d.cz>\nSent: Monday\nTo: x\nSubject: y",
        "*From:* C\n*Sent:* x\n*To:* y\n*Subject:* z",
        "Von: C\nGesendet: Montag\nAn: x\nBetreff: y",
        "Od: C\nOdesláno: pondělí\nKomu: x\nPředmět: y",
        "Feladó: C\nElküldve: x\nCímzett: x\nTárgy: y",
        "Από: C\nΣτάλθηκε: x\nΠρος: x\nΘέμα: y",
        "De : C\nEnvoyé : lundi\nÀ : x\nObjet : y",
        "Da: C\nInviato: x\nA: x\nOggetto: y",
        "Od: C\nWysłano: x\nDo: x\nTemat: y",
        "От: C\nДата: x\nКому: x\nТема: y",
        "________________________________\nFrom: C\nSent: x\nTo: x\nSubject: y",
        "-----Original Message-----\nanything",
        "-----Ursprüngliche Nachricht-----",
        "-------- Původní zpráva --------",
        "----- Eredeti üzenet -----",
        "-------- Αρχικό μήνυμα --------",
        "---------- Forwarded message ---------",
        "Begin forwarded message:",
        "##- Please type your reply above this line -##",
    ],
)
def test_history_goes_from_its_head_on(head: str) -> None:
    found = split(f"{NEW}\n\n{head}\n\nDoes it print?")
    assert found.reply == NEW
    assert "Does it print?" in found.quoted


@pytest.mark.parametrize(
    "mark",
    [
        "-- \nCarla\nShop",
        "--\nCarla",
        "Sent from my iPhone",
        "Von meinem iPhone gesendet",
        "Odesláno z iPhonu",
        "iPhone-ról küldve",
        "Στάλθηκε από το iPhone μου",
        "Get Outlook for iOS",
        "__\nA mailing list\nhttps://list.example",
    ],
)
def test_a_signature_stands_by_itself(mark: str) -> None:
    found = split(
        f"{NEW}\n\n{mark}\n\nOn 5 Jan 2026, at 10:00, Bela wrote:\n\n> Prints?"
    )
    assert found.reply == NEW
    assert found.signature == mark
    assert found.quoted.startswith("On 5 Jan 2026")


@pytest.mark.parametrize(
    "text",
    [
        "On Friday we met at 10:30 and agreed:\n- one\n- two",
        "On this day\n\nI wrote something",
        "At 10:00 the driver wrote: no parcel.\nStill true.",
        "From: Prague\nTo: Vienna\nI want to travel by train.",
        "I sent it on 5 January 2026:\nnobody answered",
        "We were sent from my bank to you.",
        "Name    Price\n-----------------\nCable   5",
        "| a | b |\n| 1 | 2 |\nis the table",
        "To check:\n-- first\n-- second\nThanks",
        "The message is:\n> cannot open\nWhat now?",
    ],
)
def test_what_a_customer_says_is_not_cut(text: str) -> None:
    assert split(text).reply == text


def test_answers_between_quotations_keep_them() -> None:
    text = "Hi,\n> Does it print?\nYes.\n> And scan?\nNo."
    assert split(text + "\n> Bela").reply == text


def test_an_answer_below_its_quotation_stands_alone() -> None:
    found = split("On 5 Jan 2026, at 10:00, Bela wrote:\n> Prints?\n\nYes, it does.")
    assert found.reply == "Yes, it does."
    assert "> Prints?" in found.quoted


def test_the_rest_of_a_wrapped_quotation_goes_with_it() -> None:
    quoted = "> " + "word " * 14 + "\nwrapped\n> Bela"
    assert split(f"{NEW}\n\n{quoted}").reply == NEW


def test_a_mail_forwarded_without_a_word_is_its_own_text() -> None:
    head = (
        "---------- Forwarded message ---------\nFrom: C <c@d.cz>\nDate: x\nSubject: y"
    )
    assert split(f"{head}\n\nThe old words.").reply == "The old words."


def test_nothing_but_quotation_leaves_nothing() -> None:
    assert split("> a\n> b").reply == ""
    assert split("").reply == ""


def test_no_line_is_lost() -> None:
    text = f"{NEW}\n-- \nCarla\nOn 5 Jan 2026, at 10:00, Bela wrote:\n> Prints?"
    found = split(text)
    together = "\n".join([found.reply, found.signature, found.quoted]).split("\n")
    assert [line for line in together if line] == text.split("\n")


@pytest.mark.parametrize(
    "line", ["> a", "On 2020 a", "From: a", "-", "a@b.example", ">" * 80, "wrote:", "|"]
)
def test_a_hostile_text_is_split(line: str) -> None:
    text = f"{line}\n" * (200_000 // len(line))
    found = split(text)
    lost = text.count(line) - (found.reply + found.quoted).count(line)
    assert lost == 0


@pytest.mark.parametrize(
    "quoted",
    [
        '<div class="gmail_quote">On X wrote:<blockquote>old</blockquote></div>',
        '<div class="moz-cite-prefix">X:</div><blockquote type="cite">old</blockquote>',
        '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">From</div><p>old</p>',
        '<div class="yahoo_quoted">old</div>',
        '<div class="protonmail_quote">old</div>',
        "<p>-----Original Message-----</p><p>old</p>",
        "<p><b>From:</b> C<br><b>Sent:</b> x<br><b>To:</b> y</p><p>old</p>",
    ],
)
def test_quoted_html_is_folded(quoted: str) -> None:
    new, old = split_html(clean(f"<div><p>New words</p>{quoted}</div>"))
    assert new == "<div><p>New words</p></div>"
    assert old == clean(f"<div>{quoted}</div>")


@pytest.mark.parametrize(
    "html",
    [
        "<p>plain</p><blockquote>a saying</blockquote>",
        '<blockquote type="cite">only quoted</blockquote>',
        '<p>a</p><blockquote type="cite">q</blockquote><p>answer below</p>',
    ],
)
def test_html_that_must_be_seen_whole_is_not_folded(html: str) -> None:
    assert split_html(clean(html)) == (clean(html), "")


@pytest.mark.parametrize(
    "piece", ['x<blockquote type="cite">', "<p>From: a</p>", "<p>a</p><p>Sent: a</p>"]
)
def test_hostile_html_is_split(piece: str) -> None:
    html = clean(piece * 5_000)
    new, old = split_html(html)
    assert len(new) + len(old) >= len(html)
