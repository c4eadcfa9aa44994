"""Bounces that Amazon SES tells by mail, as JSON within JSON (SNS notifications)."""

import re

from ombud.lib.delivery_status import Group

_BOUNCE = re.compile(r'"notificationType"\s*:\s*"Bounce"')
_FIELD = re.compile(
    r'"(emailAddress|action|status|diagnosticCode)"\s*:\s*"([^"\n]{1,1000})"'
)
_NAMES = {
    "emailAddress": "final-recipient",
    "action": "action",
    "status": "status",
    "diagnosticCode": "diagnostic-code",
}


def groups_in(text: str) -> list[Group]:
    """What it says of the first recipient, in the fields of a delivery status."""
    if not text.lstrip().startswith("{"):
        return []
    plain = text.replace('\\"', '"')
    bounce = _BOUNCE.search(plain)
    if bounce is None:
        return []
    group: Group = {"action": "failed"}
    for field in _FIELD.finditer(plain, bounce.end()):
        group.setdefault(_NAMES[field[1]], field[2])
    return [group]
