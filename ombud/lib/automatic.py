"""What kind of mail it is: from a person, a bounce, an auto-reply, a complaint.

And whether it may be answered by a machine (RFC 3834), so that no two machines ever
write to each other for a whole night.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from ombud.lib.bounces import Bounce, read_bounce
from ombud.lib.mail import Mail

__all__ = ["Automatic", "Bounce", "classify", "from_machine", "may_be_answered"]

Kind = Literal["message", "auto_reply", "bounce", "delayed", "feedback"]

_AUTO_REPLY_HEADERS = (
    "X-Autoreply",
    "X-Autorespond",
    "X-Autoresponder",
    "X-Auto-Reply",
    "X-AutoReply-From",
    "X-Mail-Autoreply",
    "X-Vacation",
)
_AUTO_REPLY_SUBJECT = re.compile(
    r"\s*(?:(?:re|aw|sv|vs|odp|fw|fwd|tr|rif)\s*:\s*){0,3}\[?"
    r"(?:auto(?:matic|mated)?[ -]?(?:reply|response|responder)\b|auto\s?:|ooo\s?:"
    r"|autoreply|out of (?:the )?office|i am out of|away from (?:the |my )?office"
    r"|vacation (?:reply|message|response)|on vacation|annual leave"
    r"|automatische antwort|abwesenheits|abwesend\b|nicht im (?:b[üu]ro|haus)"
    r"|r[ée]ponse automatique|absence du bureau|message d'absence"
    r"|respuesta autom[áa]tica|fuera de (?:la )?oficina"
    r"|risposta automatica|fuori sede|fuori ufficio"
    r"|resposta autom[áa]tica|aus[êe]ncia tempor[áa]ria"
    r"|automatisch antwoord|afwezig|autosvar|automatisk svar|fraværende?\b|frånvaro"
    r"|automaattinen vastaus|poissa"
    r"|odpowied[źz] automatyczna|autoodpowied|automatyczna odpowied"
    r"|automatick[áa] odpov[ěe]|mimo kancel[áa]|nep[řr][íi]tomnost"
    r"|automatikus v[áa]lasz|h[áa]zon k[íi]v[üu]l"
    r"|αυτόματη απάντηση|εκτός γραφείου"
    r"|автоответ|автоматический ответ|автоматична відповідь"
    r"|raspuns automat|răspuns automat|otomatik yanıt|automatski odgovor"
    r"|自動(?:返信|応答)|自动(?:回复|答复)|자동 ?(?:회신|응답))",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"(?:mailer-?daemon|postmaster|no-?reply|do-?not-?reply|donotreply|bounces?"
    r"|auto-?(?:reply|respond(?:er)?)|listserv|majordomo|mailman|noreply)\b|.*-bounces?$"
    r"|.*-(?:request|owner)$|owner-|bounce[+=]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Automatic:
    """The kind of a mail; for a bounce or a delay also of what and why."""

    kind: Kind = "message"
    bounce: Bounce | None = None

    @property
    def is_from_person(self) -> bool:
        return self.kind == "message"


def classify(mail: Mail) -> Automatic:
    """Which of the kinds it is. In doubt it is a message, for a person to read."""
    if _is_feedback(mail):
        return Automatic("feedback")
    if _says_auto_reply(mail) and "X-Failed-Recipients" not in mail.headers:
        return Automatic("auto_reply")
    found = read_bounce(mail)
    if found is not None:
        bounce, delayed = found
        return Automatic("delayed" if delayed else "bounce", bounce)
    if _is_auto_reply(mail):
        return Automatic("auto_reply")
    return Automatic()


def from_machine(mail: Mail) -> bool:
    """True for lists, bulk mail and everything a machine has sent by itself."""
    headers = mail.headers
    submitted = headers.raw("Auto-Submitted").partition(";")[0].strip().lower()
    precedence = headers.raw("Precedence").strip().lower()
    return (
        submitted not in {"", "no"}
        or precedence in {"bulk", "list", "junk", "auto_reply"}
        or any(name.startswith("list-") for name in headers)
        or "X-Auto-Response-Suppress" in headers
        or any(name in headers for name in _AUTO_REPLY_HEADERS)
        or mail.return_path == ""
        or bool(_MACHINE.match(_local_part(mail)))
    )


def may_be_answered(mail: Mail, *, own: Collection[str] = ()) -> bool:
    """Whether a machine may answer (RFC 3834, section 2); `own` are our addresses."""
    ours = {address.lower() for address in own}
    return (
        bool(mail.from_.address)
        and mail.from_.address.lower() not in ours
        and not from_machine(mail)
        and classify(mail).kind == "message"
    )


def _local_part(mail: Mail) -> str:
    return mail.from_.address.partition("@")[0]


def _is_feedback(mail: Mail) -> bool:
    """An abuse or authentication-failure report (RFC 5965, 6591, 6522)."""
    root = mail.entity
    if root is None:
        return False
    if root.parameters.get("report-type", "").lower() == "feedback-report":
        return True
    if any(e.content_type == "message/feedback-report" for e in root.walk()):
        return True
    # Hotmail's reports are older than the format.
    return mail.subject.lower().startswith("complaint about message from")


def _says_auto_reply(mail: Mail) -> bool:
    """What only an auto-responder writes, and no mail server that gives up."""
    return (
        bool(_AUTO_REPLY_SUBJECT.match(mail.subject[:300]))
        or any(name in mail.headers for name in _AUTO_REPLY_HEADERS)
        or mail.headers.raw("Precedence").strip().lower() == "auto_reply"
        or "vacation" in mail.headers.raw("Auto-Submitted").lower()
    )


def _is_auto_reply(mail: Mail) -> bool:
    """RFC 3834, and RFC 8098 for "it was read"."""
    submitted = mail.headers.raw("Auto-Submitted").strip().lower()
    if submitted.startswith("auto-replied"):
        return True
    root = mail.entity
    report = root.parameters.get("report-type", "") if root is not None else ""
    return report.lower() == "disposition-notification"
