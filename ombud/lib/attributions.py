"""Attributions, "On Monday Carla wrote:", in the languages of mail programs.

Every pattern is tried on a few joined lines of bounded length.
"""

import re

MAX_LENGTH = 600

_VERBS = (
    r"wrote|writes|writed|said|a écrit|écrit|a ecrit|schrieb|geschrieben|schreef"
    r"|geschreven|escribió|escribio|ha escrit|va escriure|ha scritto|scrisse|escreveu"
    r"|skrev|skreiv|skrifaði|kirjoitti|kirjutas|napisał(?:\(a\)|a)?|pisze"
    r"|napsal(?:\(a\)|a)?|napísal(?:\(a\)|a)?|napisao|napisala|je napisao|írta|έγραψε"
    r"|έγραψαν|написал(?:\(а\)|а)?|написав|написала|пишет|пише|писал|написа|a scris"
    r"|rakstīja|rašė|parašė|yazdı|şunu yazdı|shkroi|viết|đã viết|menulis|เขียน|כתב|كتب"
    r"|写道|寫道|写到|書きました|のメール|wrote on behalf of|님이 작성|작성"
)
_VERB = re.compile(
    rf"(?:(?<!\w)(?:{_VERBS})(?!\w)|写道|寫道|のメール|작성)", re.IGNORECASE
)
_START = re.compile(
    r"(?:(?:on|le|am|op|el|il|em|den|dne|dňa|dnia|w dniu|în data|pe|în|у|в|στις|την|το"
    r"|às|no dia|il giorno|el día|ter|vào|pada|lúc|date|datum|на|el dia|a|an|à)\s"
    r".{0,30}?\d|[在于於]\s?\d"
    r"|\w{1,12}[.,]{0,2}\s{1,3}(?:den )?\d{1,2}|\d{1,4}[.\-/年 ])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+=-]{1,80}@[\w-]{1,63}\.[\w.-]{1,100}")
_WHEN = re.compile(
    r"\d{1,2}[:.h]\d{2}|\b(?:19|20)\d{2}\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
    r"|\d年|\d{1,2}月"
)
_DATE_FIRST = re.compile(
    r"(?:\w{2,12}[,.]? {1,3})?\d{1,4}(?:[./年-]| ?(?:de )?\w{3,12}\.? )\d{0,4}"
)
_QUOTING = re.compile(
    r"(?:quoting|zitat von|citation de|citando|citát od|citat fra|citerar|idézet)\s",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"[^<>:;!?]{0,80}?[\"']?\s{0,3}(?:<|&lt;|\(|\[mailto:)?"
    r"[\w.+=-]{1,80}@[\w-]{1,63}\.[\w.-]{1,100}[^:;!?]{0,80}"
)
_AROUND = " \t*_-~<>[]"
_VERB_ENDS = re.compile(rf"(?:(?<!\w)(?:{_VERBS})|写道|寫道)\Z", re.IGNORECASE)


def is_attribution(joined: str, *, before_quote: bool) -> bool:
    """Whether these words say who wrote what follows.

    `before_quote`: a quoted line comes next, so that a colon may be missing.
    """
    if len(joined) > MAX_LENGTH:
        return False
    text = joined.lstrip(_AROUND).rstrip(_AROUND)
    ends = text.endswith((":", "："))
    if not ends and not before_quote and not _VERB_ENDS.search(text[-40:]):
        return False
    has_when = _WHEN.search(text) is not None
    if _VERB.search(text):
        if has_when and _START.match(text):
            return True
        return _NAMED.match(text) is not None
    return _ADDRESS.search(text) is not None and bool(
        _QUOTING.match(text)
        or (has_when and _DATE_FIRST.match(text))
        or (has_when and before_quote and _NAMED.match(text))
    )
