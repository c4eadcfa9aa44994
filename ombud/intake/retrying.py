"""Once more: a mail that was held, failed or set aside."""

from django.utils.translation import gettext as _

from ombud.channels.drivers import FetchError, driver_for
from ombud.intake.models import Fate, Inbound
from ombud.intake.waking import wake_drain

# A person has asked for this very mail: take it even if it is large.
LARGEST = 250 * 1024 * 1024


def retry(inbound: Inbound, *, release: bool = False) -> str:
    """Put it back into the queue; gives a sentence where that was not possible."""
    if inbound.entry_id:
        return _("The same mail is here already.")
    if inbound.is_partial or inbound.fate == Fate.SKIPPED:
        problem = fetch_whole(inbound)
        if problem:
            return problem
    if inbound.try_again(release=release):
        wake_drain()
    return ""


def fetch_whole(inbound: Inbound) -> str:
    """Fetch what the server has kept; gives a sentence where it cannot."""
    try:
        with driver_for(inbound.channel) as driver:
            mail = driver.fetch_one(inbound.uidvalidity, inbound.uid, LARGEST)
    except FetchError as error:
        return f"{error.message} {error.words}".strip()
    if mail is None or mail.too_large or not mail.raw:
        return _("The server does not have this mail any more.")
    inbound.complete(mail.raw)
    return ""
