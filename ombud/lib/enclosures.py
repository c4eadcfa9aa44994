"""Does a letter speak of a file that goes with it? In five languages.

Sentence by sentence: “your attachment”, “attach a photo” and “as you attached” speak of
the customer's files and count for nothing.
"""

import re

from ombud.lib.plain import plain

SENTENCE = re.compile(r"[.!?;\n]+")
SPOKEN = re.compile(
    r"""
    \b(?:
      (?:please\s)?(?:find|see)\s(?:[\w\s]{0,30}\s)?(?:attached|enclosed)
    | (?:is|are|am|have|has|ve|m)\s(?:also\s|now\s|been\s)?
        (?:attached|attaching|enclosed|enclosing)
    | (?:i|we)\s(?:also\s|now\s)?(?:attach|enclose|attached|enclosed)
    | (?:attached|enclosed)\s
        (?:please|is|are|you|herewith|invoice|file|document|label|pdf|photo|copy|form)
    | (?:in|see|to)\s(?:the|this)\sattachment s?
    | attached\sto\sthis\s(?:e-?mail|message)
    | as\san?\sattachment

    | anbei | beiliegend\w* | beigefugt\w* | angehangt\w* | angefugt\w*
    | (?:im|als|vom|dem)\sanhang | (?:in|als)\s(?:der\s)?anlage
    | (?:fuge|hange|lege|fugen|hangen|legen)\s(?:\w+\s){0,6}(?:bei|an)\b
    | sende[n]?\s(?:\w+\s){0,6}(?:im\sanhang|anbei)

    | v\sprilohach | v\spriloze | v\spriloh\w* | priklada(?:m|me) | priloze\w+
    | prilozil[aiy]?\sjs(?:em|me) | prilohou\sposila\w* | prilohu\sposila\w*

    | mellekel(?:ten|em|jek|juk|ve|t\w*) | mellekletben | mellekletkent
    | csatol(?:tan|om|juk|va|t\w*) | csatolmany(?:ban|kent)

    | επισυναπτ(?:ω|ουμε|εται|ονται|ομενο\w*) | συνημμεν\w+ | εσωκλει(?:ω|ουμε)
    | στο\sσυνημμενο
    )
    """,
    re.VERBOSE,
)
# What speaks of files of the customer's, wished for or already here, or of a machine.
THEIRS = re.compile(
    r"""
    \byour\s(?:\w+\s)?attachment
    | \byou\s(?:have\s|had\s|kindly\s)?(?:attached|enclosed)
    | \b(?:please|could\syou|can\syou|to|you\scan|you\smay)\s(?:re)?attach\b
    | \battached\sto\s(?:the|your|its)\s(?!e-?mail|message) | \byou\ssent
    | \bnot\s(?:been\s)?attached | \bwas\s(?:missing|not)\b | \bno\sattachment

    | \bihr(?:e[mnr]?)?\s(?:anhang|anlage)
    | \bsie\s(?:\w+\s){0,6}(?:angehangt|beigefugt)
    | \bbitte\s(?:hangen|fugen|legen)\ssie | \bhangen\ssie | \bfugen\ssie | \blegen\ssie
    | \bvon\sihnen\s(?:\w+\s)?(?:angehangt|beigefugt) | \bihnen\sbeigefugte
    | \b(?:kein|ohne)\w*\s(?:anhang|anlage)

    | \bvasi\spriloh | \bvase\spriloh | \bvasich\spriloh
    | \bpriloz(?:te|it|ili\sjste)
    | \bvami\spriloz | \bprilozil[aiy]?\sjste | \bneprilozil | \bbez\spriloh

    | \b(?:on|onok)\saltal\s(?:mellekelt|csatolt) | \bcsatol(?:ja|jak|ni|ta|tak)\b
    | \bmellekel(?:je|jek|ni|te|tek)\b | \bnem\s(?:csatol|mellekel)

    | επισυναψ(?:τε|ετε|ατε) | επισυναπτετε | συνημμενο\sσασ | συνημμενα\sσασ
    | χωρισ\sσυνημμεν
    """,
    re.VERBOSE,
)
MOST_LETTERS = 60_000


def speaks_of_file(text: str) -> bool:
    """Whether it says that something is attached."""
    bare = plain(text[:MOST_LETTERS])
    return any(
        SPOKEN.search(one) and not THEIRS.search(one) for one in SENTENCE.split(bare)
    )
