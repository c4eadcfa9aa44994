"""How one person may be called: short names, vocatives, the same in Latin letters.

1. Short names of the five languages, a line a name; whoever stands on a line with
   another may be meant by it.
2. Czech and Greek call people in a case of its own: “pane Nováku”, “κύριε Παπαδόπουλε”.
3. A Greek name may be written in Latin letters in the address book.
"""

from difflib import SequenceMatcher
from functools import cache, lru_cache

from ombud.lib.plain import plain

SHORT_NAMES = """
jan honza jenda jenik honzik johannes hannes hans janos jani jancsi john jack johnny
josef pepa pepik jozka jozef sepp jupp jozsef joska jozsi joseph joe joey
frantisek franta fanda ferenc feri francis frank franz
jiri jirka jura georg schorsch gyorgy gyuri george
karel kaja karlik karl kalle karoly karcsi charles charlie chuck
pavel pavlik pal pali paul
petr peta petrik peter peti pete
petra peta petruska
tomas tom tomik tamas tomi thomas tommy
jakub kuba jakob jacob jake
vaclav vasek venca vaclavek
stanislav standa stana
miroslav mirek mira
jaroslav jarda jarek slavek
zdenek zdenda zdenecek
vladimir vlada
ladislav lada laco laszlo laci
bohumil bohous
lubomir lubos luba
radoslav radek radomir
antonin tonda tonik antal toni anton anthony tony
vojtech vojta
ondrej ondra andras andris bandi andreas andi andy andrew drew
matej mata matyas matyi matthias hias matze matthew matt
mikulas miklos miki nikolaus klaus nicholas nick nico
martin martinek marci marton
michal misa michael mike mick michi michl mihaly misi
david dave davidek davey
daniel dan danny danek dani
adam adamek
filip fila philip phil fulop
lukas luky lucas luke
marek marecek markus mark marcus
roman romek
jana jana janicka janka jani johanna hanna
katerina katka kata kacka katarina katharina kathi kathe katrin katja katalin kati
katherine catherine kate katie cathy kathy kat
anna anicka andula anca anni anne panni annus ann annie anneliese
marie maruska marenka majka maria mitzi mari marika mary molly maja
alzbeta bet betka eliska elisabeth lisa lisi sissi elli erzsebet erzsi bozsi zsoka
elizabeth liz beth betty eliza lizzy lizzie
tereza terka theresa resi therese terezia teri terez
barbora bara barca barbara babsi barb borbala bori
hana hanka hanicka
eva evicka evi evike eve
zuzana zuzka susanne susi sanne zsuzsanna zsuzsa zsuzsi susan sue suzanne susie
marketa marketka margarete grete gretl margit margaret peggy maggie meg
veronika verca vroni veronica ronnie
michaela misa michi
lucie lucka lucia
alena alenka
magdalena magda majda leni
ludmila lida
helena helenka helene lena ilona ica ili helen
jitka jituska judit jutka judith judy
monika monca moni
ivana iva ivanka
kristyna kris krisztina kriszti christine chris christina tina kirsten
gabriela gabina gabi gabriele gabriella
natalie natalka natalia
nikola niki nicole
william will bill billy liam willi wilhelm vilmos vili
robert bob rob bobby bert robi robo
richard dick rick rich ricky risa
james jim jimmy jamie
edward ed ted eddie eduard
alexander alex sandy sasha alexandr sandor sanyi xander
alexandra alex sandra sasa sasha lexi
benjamin ben benny beno
samuel sam sammy
samantha sam
christopher chris kit christoph krystof
christian chris krisztian
patricia pat trish patty
patrick pat paddy patrik
jennifer jen jenny
victoria vicky viktoria viki viktorie
rebecca becky becca rebeka
deborah debbie deb
stephen steven steve stefan stepan stepanka istvan pista pisti
stephanie steffi stefanie
frederick fred freddy friedrich fritz fredy bedrich frigyes
henry harry hank heinrich heinz heini jindrich jindra henrik
maximilian max maxi
sebastian basti seb sebestyen
wolfgang wolfi wolf
ursula uschi ulla
franziska franzi frantiska fany
ulrich uli ulli
manfred manni
ludwig lutz lajos lali ludvik
andrea andi andrejka
zoltan zoli
gabor gabi
agnes agi anezka
attila ati
imre imi
eszter eszti ester esther
dora dori dorottya dorothea doris dorothy
zsolt zsolti
balazs balazska
timothy tim timmy
gregory greg gregor gergely gergo
jonathan jon jonny
joshua josh
kenneth ken kenny
lawrence larry laurenz lorinc
leonard leo len lenny
ronald ron ronnie
theodore theo ted
raymond ray
gerald gerry jerry
jeffrey jeff geoffrey geoff
pamela pam
kimberly kim
cynthia cindy
γεωργιοσ γιωργοσ γιωργησ
γεωργια γιωτα
ιωαννησ γιαννησ γιαννακησ
ιωαννα γιαννα
κωνσταντινοσ κωστασ ντινοσ κωστησ
κωνσταντινα ντινα
δημητριοσ δημητρησ μητσοσ τζιμησ
δημητρα μιμη
νικολαοσ νικοσ νικολασ
παναγιωτησ πανοσ τακησ
αθανασιοσ θανασησ νασοσ
βασιλειοσ βασιλησ
βασιλικη βασω βικυ
εμμανουηλ μανωλησ μανοσ
σπυριδων σπυροσ
ευαγγελοσ βαγγελησ
ευαγγελια λιτσα εβελινα
αικατερινη κατερινα καιτη
ελενη λενα λενιω
μαρια μαιρη μαρακι
αναστασια νατασα τασια
αναστασιοσ τασοσ
αλεξανδροσ αλεκοσ αλεξησ
αλεξανδρα αλεκα
παρασκευη ευη βουλα
αντωνιοσ αντωνησ
στυλιανοσ στελιοσ
στυλιανη στελλα
θεοδωροσ θοδωρησ
χρηστοσ χρηστακησ
μιχαηλ μιχαλησ μιχαλισ
σταυροσ σταυρακησ
"""
# ISO 843 as it is written in addresses and shops; the pairs come first.
_LATIN = "a v g d e z i th i k l m n x o p r s t y f ch ps o"
LATIN = {
    "ου": "ou",
    "γγ": "ng",
    "γκ": "gk",
    "μπ": "b",
    "ντ": "nt",
    "αυ": "av",
    "ευ": "ev",
    **dict(
        zip(
            "αβγδεζηθικλμνξοπρστυφχψω",
            _LATIN.split(),
            strict=True,
        )
    ),
}
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
# So much of a name has to be the same once it is in other letters.
ALIKE = 0.72
SHORTEST = 3


def is_meant(called: str, name: str) -> bool:
    """Whether who is called so may be the bearer of that name (one word each)."""
    a, b = plain(called), plain(name)
    if a == b or a in _forms(b) or _spelt_out(called) == _spelt_out(name):
        return True
    if _is_greek(a) != _is_greek(b):
        ratio = SequenceMatcher(None, _latin(a), _latin(b)).ratio()
        return ratio >= ALIKE or any(
            SequenceMatcher(None, _latin(a), _latin(one)).ratio() >= ALIKE
            for one in _family(b)
        )
    # “Alex” for Alexandra, “Kovácsné” for the wife of Kovács.
    short, long = sorted((a, b), key=len)
    return len(short) >= SHORTEST and long.startswith(short) and _is_near(a, b)


def _spelt_out(name: str) -> str:
    """Müller and Mueller are one."""
    return plain(name.casefold().translate(UMLAUTS))


def _is_near(called: str, name: str) -> bool:
    return len(called) < len(name) or len(called) - len(name) <= 3


@lru_cache(maxsize=5000)
def _forms(name: str) -> frozenset[str]:
    """The name and its short names, each as it is and as one calls out."""
    return frozenset(form for one in _family(name) for form in _called(one))


def _family(name: str) -> set[str]:
    """Itself, and whoever stands on a line with it."""
    return {name}.union(*(line for line in _lines() if name in line))


@cache
def _lines() -> list[frozenset[str]]:
    blocks = SHORT_NAMES.strip().splitlines()
    return [frozenset(line.split()) for line in blocks]


def _called(name: str) -> set[str]:
    """Itself and its vocatives, however the language makes them."""
    if _is_greek(name):
        return _greek(name)
    found = {name} | _latin_greek(name)
    if name[-1] == "a":
        found |= {name[:-1] + "o", name[:-1] + "e"}
    elif name[-1] not in "eiouy":
        # Pavel, Pavle; Marek, Marku; Němec, Němče.
        bases = {name}
        if len(name) > 3 and name[-2] == "e":
            bases.add(name[:-2] + name[-1])
        found |= {base + ending for base in bases for ending in ("e", "i", "u")}
    return found


def _greek(name: str) -> set[str]:
    """Παπαδόπουλος: Παπαδόπουλε, Γιώργο; Γιάννης: Γιάννη."""
    found = {name}
    if name.endswith("οσ"):
        found |= {name[:-2] + "ε", name[:-1]}
    elif name.endswith("σ"):
        found.add(name[:-1])
    elif name.endswith(("α", "η", "ω")):
        # Whose wife or daughter: Παπαδόπουλος, κυρία Παπαδοπούλου.
        found.add(name + "σ")
    return found | ({name[:-2] + "ου"} if name.endswith("οσ") else set())


def _latin_greek(name: str) -> set[str]:
    """The same for Greek names in Latin letters."""
    if name.endswith("os") and len(name) > 4:
        return {name[:-2] + "e", name[:-1], name[:-2] + "ou"}
    return {name[:-1]} if name.endswith(("as", "is")) and len(name) > 4 else set()


@lru_cache(maxsize=5000)
def _latin(name: str) -> str:
    for greek, latin in LATIN.items():
        name = name.replace(greek, latin)
    return name


def _is_greek(name: str) -> bool:
    return any("α" <= letter <= "ω" for letter in name)
