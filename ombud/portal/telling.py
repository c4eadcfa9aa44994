"""What the timeline says of customers' links."""

from collections.abc import Callable
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from ombud.tickets.models import Verb
from ombud.tickets.sentences import Sentence


def _shared(facts: dict[str, Any]) -> Sentence:
    """For how long, and whether it was sent."""
    if facts.get("to"):
        text = format_html(_("The customer's link was sent to {to}"), to=facts["to"])
        return Sentence(text, 5, "send")
    until = str(facts.get("until", ""))[:10]
    text = format_html(_("A link for the customer, until {day}"), day=until)
    return Sentence(text, 5, "qr-code")


def _unshared(_facts: dict[str, Any]) -> Sentence:
    return Sentence(format_html("{}", _("The customer's link was revoked")), 5, "ban")


TOLD: dict[str, Callable[[dict[str, Any]], Sentence]] = {
    Verb.SHARED: _shared,
    Verb.UNSHARED: _unshared,
}
