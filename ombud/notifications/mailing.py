"""Mails to agents: what happened on one ticket, or on many since the last mail."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ombud.channels.models import Channel, Delivery, Kind
from ombud.core.models import Installation
from ombud.lib import subjects
from ombud.notifications.bell import by_ticket
from ombud.notifications.models import Alarm, Notification
from ombud.notifications.tokens import MANY, ROOT, new_message_id, reply_address
from ombud.tickets.composing import whole
from ombud.tickets.mail_headers import OWN_HEADER, mailbox
from ombud.tickets.models import Ticket
from ombud.tickets.wire import WIRE
from ombud.users.models import User
from ombud.workflows.models import ActionNotAllowed

# Of what was said: enough to answer from a telephone, and no second archive.
MOST_LETTERS = 4000


@dataclass(frozen=True, slots=True)
class Line:
    """One notification as a mail tells it."""

    row: Notification

    @property
    def said(self) -> str:
        """The words of the notice or of the entry, or what was done."""
        entry = self.row.entry
        words = self.row.text or entry.reply_text or entry.text or self.row.snippet
        cut = words[:MOST_LETTERS].strip()
        return f"{cut} …" if len(words) > MOST_LETTERS else cut

    @property
    def url(self) -> str:
        """Where it stands, for whoever reads the mail elsewhere."""
        return f"{settings.PUBLIC_URL}{self.row.url}"


def send_now(user: User, rows: Sequence[Notification]) -> Delivery | None:
    """One mail of what has just happened on one ticket; its answer is a note."""
    ticket = rows[0].ticket
    way = way_out(ticket)
    if way is None or is_ours(user):
        return None
    with speaking_to(user):
        first = rows[0]
        title = first.subject or f"{first.words}: {ticket.subject or _('No subject')}"
        mail = head(way, user, subjects.tagged(title, ticket.number), ticket.number)
        if way.plus_addressing:
            mail["Reply-To"] = reply_address(way.address, ticket.number, user.pk)
        return queue(way, user, mail, rows, answerable=True)


def send_alarm(user: User, alarms: Sequence[Alarm]) -> Delivery | None:
    """One mail of something that is down, or good again."""
    way = way_out(None)
    if way is None or is_ours(user) or not alarms:
        return None
    with speaking_to(user):
        mail = head(way, user, alarms[0].title, MANY)
        return queue(way, user, mail, (), answerable=False, alarms=alarms)


def send_digest(
    user: User, rows: Sequence[Notification], alarms: Sequence[Alarm] = ()
) -> Delivery | None:
    """One mail of what has gathered, ticket by ticket."""
    if not rows:
        return send_alarm(user, alarms)
    way = way_out(None)
    if way is None or is_ours(user):
        return None
    with speaking_to(user):
        words = ngettext(
            "%(count)d thing has happened on your tickets",
            "%(count)d things have happened on your tickets",
            len(rows),
        )
        mail = head(way, user, words % {"count": len(rows)}, MANY)
        return queue(way, user, mail, rows, answerable=False, alarms=alarms)


def way_out(ticket: Ticket | None) -> Channel | None:
    """The mailbox it leaves from: the ticket's own, or any that can send."""
    if ticket is None:
        ways = Channel.objects.filter(kind=Kind.MAIL, enabled=True)
        return ways.exclude(out_host="").first()
    try:
        return ticket.way_out()
    except ActionNotAllowed:
        return None


def is_ours(user: User) -> bool:
    """Whether the address is one of our own mailboxes: it would write to itself."""
    own = Channel.objects.values_list("address", "aliases")
    known = {one.lower() for address, more in own for one in (address, *more)}
    return user.email.lower() in known


@contextmanager
def speaking_to(user: User) -> Iterator[None]:
    """In the agent's language, by the agent's clock."""
    company = Installation.current()
    zone = ZoneInfo(user.time_zone or company.time_zone)
    with (
        translation.override(user.language or company.language),
        timezone.override(zone),
    ):
        yield


def head(way: Channel, user: User, subject: str, number: int) -> EmailMessage:
    """From a machine, and to be answered by none (RFC 3834, 3.1.7 and 5)."""
    domain = way.address.rpartition("@")[2]
    mail = EmailMessage(policy=WIRE)
    company = way.sender_name or Installation.current().name
    mail["From"] = mailbox(company, way.address)
    mail["To"] = mailbox(user.name, user.email)
    mail["Subject"] = subject
    mail["Date"] = format_datetime(timezone.now())
    mail["Message-ID"] = f"<{new_message_id(number, user.pk, domain)}>"
    # Mail programs put all mails about one ticket together.
    root = new_message_id(number, user.pk, domain, salt=ROOT)
    if number != MANY:
        mail["In-Reply-To"] = mail["References"] = f"<{root}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail[OWN_HEADER] = str(number)
    return mail


def queue(  # what a mail is made of
    way: Channel,
    user: User,
    mail: EmailMessage,
    rows: Sequence[Notification],
    *,
    answerable: bool,
    alarms: Sequence[Alarm] = (),
) -> Delivery:
    """Plain text and HTML, finished, into the outbox."""
    preferences = reverse("notification-preferences")
    context = {
        "groups": [
            {
                "ticket": group.ticket,
                "url": f"{settings.PUBLIC_URL}{group.ticket.get_absolute_url()}",
                "lines": [Line(row) for row in group.rows],
            }
            for group in by_ticket(rows)
        ],
        "alarms": alarms,
        "site": settings.PUBLIC_URL,
        "answerable": answerable,
        "preferences": f"{settings.PUBLIC_URL}{preferences}",
    }
    plain = render_to_string("notifications/mail/mail.txt", context)
    html = render_to_string("notifications/mail/mail.html", context)
    mail.set_content(plain, cte="quoted-printable")
    mail.add_alternative(whole(html), subtype="html", cte="quoted-printable")
    return Delivery.objects.queue(
        way,
        sender=way.address,
        recipients=[user.email],
        raw=mail.as_bytes(),
        message_id=str(mail["Message-ID"]).strip("<>"),
        subject=str(mail["Subject"]),
    )
