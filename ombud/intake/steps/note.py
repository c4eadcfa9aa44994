"""An agent has answered a notification: the mail becomes a note, or waits."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ombud.intake.steps.link import requester_of
from ombud.lib import quoting
from ombud.notifications.answering import Answer, NotAnswered

if TYPE_CHECKING:
    from ombud.intake.models import Inbound
    from ombud.intake.steps.parse import Letter
    from ombud.notifications.tokens import Token


def file_note(letter: "Letter", token: "Token", inbound: "Inbound") -> None:
    """Never a message: what cannot be a note is held with its reason."""
    answer = Answer(letter.mail, token)
    if earlier := answer.earlier:
        inbound.entry = earlier
        inbound.drop(_("The same mail is here already."))
        return
    if not letter.automatic.is_from_person:
        inbound.drop(_("It is an automatic reply to a notification."))
        return
    # Not letter.reply_text: where all is quoted, that is all of it.
    words = quoting.split(letter.text).reply
    try:
        if inbound.is_released:
            by = requester_of(letter.mail)
            inbound.accept(answer.keep_anyway(words, by=by))
        else:
            inbound.accept(answer.keep(words))
    except NotAnswered as why:
        inbound.hold(str(why))
