"""Is a letter nothing but thanks? In the five languages that the product speaks.

1. Greeting, names, signature lines and emoji go.
2. Something must say thank you.
3. Every word that is left must belong to a thank-you. One strange word, a question mark
   or many words, and it is more than thanks: “thanks, but it is still broken”.

What is in doubt counts as more: an unneeded reopening costs a click, a complaint that
nobody reads costs a customer.
"""

import re
import unicodedata
from collections.abc import Iterable

MOST_WORDS = 25
MOST_LETTERS = 400

# As they are without accents and in small letters; see _plain.
_THANKING = """
thanks thank thankyou thx ty cheers
danke dank dankeschon dankeschoen dankend bedanke
diky dik dikes dekuji dekuju dekujeme dekujem
koszonom koszonjuk koszi kosz koszonet koszonettel koszike
ευχαριστω ευχαριστουμε ευχαριστιες
"""
# Each by itself says nothing; no word of doubt, denial or wish may ever stand here.
_BESIDE = """
a again agree all and appreciate appreciated as awesome best brilliant bunch by
confirmed cool dear done everything excellent fantastic fast fine for from glad got
good great guys happy have hello help helped helpful helping hey hi i im is it its
job kind kindest kindly kindness lot love lovely many much my nice now of ok okay
on our perfect perfectly quick quickly quick received regards reply response
resolved rest service sincerely so solved sorted sorting speedy splendid support
super superb team that thats the this time to top us very warm we well wishes with
wonderful work worked working works yay yes you your yours
alle alles an angekommen antwort auch auf bestens beste besten bearbeitung das den
der die dir du einen eine einwandfrei erhalten erledigt es euch eure eurer euren
freundliche freundlichen fur fuer ganz geholfen geklappt gelost geloest genau
funktioniert grusse gruesse gruss grusse gut gute guten habe haben hallo hat herr
herrn herzlich herzliche herzlichen hilfe hilfreich ich ihnen ihr ihre ihren ihrer
ihres im in ist ja jetzt klappt klasse lauft laeuft lg lieb liebe lieben lieber
liebes mfg mir mit mich moin nett nette netten nun perfekt prima problemlos prompte
prompten rasche raschen recht ruckmeldung rueckmeldung sage sagen schnell schnelle
schnellen schneller schones schoenes schonen schoenen sehr service sie spitze super
tag tausend team toll tolle tollen top und unterstutzung unterstuetzung
verbindlichen vg viele vielen vielmals vom von vorbildlich wieder wir wochenende
wunderbar wunsche wuensche zusammen
ahoj ano cenim dobry den hezky hezke hned hodne je jiz jste krasny mockrat moc
mne mnohokrat mi na od ok odpoved odpovedi ochotu parada pane pani panove perfektni
perfektne pekny pomoc pomohl pomohla pomohli pomoci pozdravem pozdravy prani prijemny
rychle rychlou rychlost rychlejsi rychla s se skvele skvela skvely srdecne super
to tymu tym uz uplne v vam vas vasi vase vse vsechno vsem vstricnost
vyborne vyborny vyreseno vyresili vyrizeni vyrizeno za zdravi zdravim funguje
dorazilo doslo dostal dostala dekovat naprosto podporu jednani velmi velice
es ez azt a az egy igen is jo joe jol kedves mar most mindent minden mindenki
megkaptam megerkezett megoldodott megoldottak megoldas mukodik nagyon nagyszeru
on onnek onoknek orom rendben segitseg segitseget segitsegert segitseguket
segitettek segitett gyors gyorsan gyorsasag valasz valaszt valaszat valaszukat
valaszukert valaszert tokeletes tokeletesen udvozlettel udv udvozlet szep napot szepen
szuper szia sziasztok tisztelettel tisztelt hala halas halasan remek ugyintezes
ugyintezest ugyintezeset kivalo jo hetveget ota ujra a
αγαπητη αγαπητε αγαπητοι αμεση αμεσα απαντηση απαντησης αντε βοηθεια βοηθεια βοηθησατε
για γεια γρηγορη γρηγορα δουλευει εγινε ειναι εξαιρετικα εξυπηρετηση εσας εσενα ελαβα
ημερα η θερμα θερμες ικανοποιημενος ικανοποιημενη και καλη καλημερα καλησπερα καλο
καλα λυθηκε λειτουργει μας με μια μου ναι ολα ολους οι οκ ο παλι παρα πολλες
πολυ πια σας σου στη στην στο σε συγχαρητηρια συνεργασια τα τελεια τελειο τη την της
το του τους τωρα υπεροχα υπεροχο υποστηριξη φιλικα φιλους χαιρετισμους χαιρετισμοι
χιλια χαρα χαιρομαι ωραια
"""
_SMALL_TALK = re.compile(
    r"^\s*(?:sent from my \w+|sent from outlook.*|get outlook for \w+"
    r"|von meinem \w+ gesendet|gesendet von (?:meinem )?\w+.*|odesl[aá]no z .*"
    r"|az \w+ készülékemről küldve|\w+ készülékről küldve"
    r"|στάλθηκε από .*|εστάλη από .*)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNS = re.compile(r"[\U0001F44D\U0001F64F\U00002764]|<3")
_WORD = re.compile(r"[^\W\d_]+")
# A question, a figure, an address, or a sad face.
_ASKING = re.compile(r"[?;\u037e]|\d|https?:|@|:['´]?-?\(|[\U0001F61E-\U0001F62D]")
# A semicolon asks in Greek, winks elsewhere.
_SMILEYS = re.compile(r"[:;=]['´]?-?[)DPpoO3*]+|\^\^|<3")


def _plain(text: str) -> str:
    """Small letters without accents: “Děkuji” and “dekuji” are one word."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return bare.replace("ς", "σ")


THANKING = frozenset(_plain(_THANKING).split())
BESIDE = frozenset(_plain(_BESIDE).split())


def is_mere_thanks(text: str, names: Iterable[str] = ()) -> bool:
    """Whether these new words of a letter say thank you, and nothing else.

    `names`: of the people between whom it goes; they may stand in it.
    """
    text = _SMALL_TALK.sub("", text.replace("’", "'")).strip()
    if not text or len(text) > MOST_LETTERS:
        return False
    is_thumb = bool(_SIGNS.search(text))
    text = _SMILEYS.sub(" ", text)
    if _ASKING.search(text):
        return False
    known = {word for name in names for word in _WORD.findall(_plain(name))}
    words = [word for word in _WORD.findall(_plain(text)) if word not in known]
    if len(words) > MOST_WORDS:
        return False
    says_so = is_thumb or any(word in THANKING for word in words)
    return says_so and all(word in THANKING or word in BESIDE for word in words)
