"""The way of a customer to the page of their ticket, without an account."""

import base64
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ombud.core.actor import Actor
from ombud.core.addresses import address
from ombud.core.models import Installation
from ombud.tickets.models import Entry, Ticket, Verb
from ombud.users.models import User
from ombud.workflows.models import ActionNotAllowed

# Days that an agent may choose; a form's link lives as long as the longest.
DAYS = (7, 30, 90)
SALT = "ombud.portal.CustomerLink"
SIGNED_BYTES = 15


class LinkUnusable(Exception):
    """The link opens nothing; the text is a sentence for the customer.

    `known`: whether it was ours once.
    """

    def __init__(self, message: str, *, known: bool) -> None:
        super().__init__(message)
        self.known = known


class CustomerLinkQuerySet(models.QuerySet["CustomerLink"]):
    """Making links, and finding what one opens."""

    def working(self) -> "CustomerLinkQuerySet":
        """Neither expired nor revoked."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def of(self, ticket: Ticket) -> "CustomerLink | None":
        """The newest that works."""
        return self.working().filter(ticket_id=ticket.pk).order_by("pk").last()

    @transaction.atomic
    def make(
        self, ticket: Ticket, *, by: Actor, days: int = DAYS[-1], quiet: bool = False
    ) -> "CustomerLink":
        """A new one; `quiet` where the customer has just made the ticket by a form."""
        _check(ticket, by)
        link = self.create(
            ticket_id=ticket.pk,
            nonce=get_random_string(16),
            made_by=by if isinstance(by, User) else None,
            expires_at=timezone.now() + timedelta(days=days),
        )
        link.ticket = ticket
        if not quiet:
            facts = {"until": timezone.localtime(link.expires_at).isoformat()}
            ticket.record(Verb.SHARED, by=by, particulars=facts)
        return link

    def find(self, token: str) -> "CustomerLink":
        """What this token opens; raises LinkUnusable with the reason."""
        pk, _dash, signature = token.partition("-")
        whole = self.select_related(
            "ticket__state", "ticket__workflow", "ticket__team", "ticket__contact"
        )
        link = whole.filter(pk=int(pk)).first() if _is_key(pk) else None
        if link is None or not constant_time_compare(link.signature, signature):
            raise LinkUnusable(
                _(
                    "This link is not whole. Open it once more where you have it from, "
                    "or copy all of it."
                ),
                known=False,
            )
        link.check_usable()
        return link


class CustomerLink(models.Model):
    """The signed way of a customer to one ticket's page, without an account."""

    ticket = models.ForeignKey(
        "tickets.Ticket", models.CASCADE, related_name="customer_links"
    )
    # Part of what is signed: the token itself stands nowhere.
    nonce = models.CharField(max_length=16)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    objects = CustomerLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"customer link {self.pk}"

    @property
    def signature(self) -> str:
        """120 bits that only this installation can make."""
        words = f"{self.pk}.{self.nonce}"
        mac = salted_hmac(SALT, words, algorithm="sha256").digest()[:SIGNED_BYTES]
        return base64.urlsafe_b64encode(mac).decode()

    @property
    def token(self) -> str:
        """What stands in the address."""
        return f"{self.pk}-{self.signature}"

    @property
    def url(self) -> str:
        """The whole address, as a phone needs it."""
        return f"{settings.PUBLIC_URL}{self.url_path}"

    @property
    def url_path(self) -> str:
        """The same within this site."""
        return address("customer-page", self.token)

    def check_usable(self) -> None:
        """Raises LinkUnusable where it opens nothing any more."""
        ways_on = _("Answer one of our letters, or ask us for a new link.")
        if self.revoked_at:
            raise LinkUnusable(f"{_('This link was closed.')} {ways_on}", known=True)
        if self.expires_at <= timezone.now():
            raise LinkUnusable(f"{_('This link has expired.')} {ways_on}", known=True)

    @transaction.atomic
    def revoke(self, *, by: Actor) -> None:
        """It opens nothing from now on; said twice it is said once."""
        ticket = self.ticket.locked()
        _check(ticket, by)
        mine = CustomerLink.objects.filter(pk=self.pk, revoked_at=None)
        if mine.update(revoked_at=timezone.now()):
            ticket.record(Verb.UNSHARED, by=by)

    @transaction.atomic
    def send(self, *, by: Actor) -> Entry:
        """By mail to whoever the ticket is about; it leaves when it can't be undone."""
        ticket: Ticket = self.ticket.locked()
        _check(ticket, by)
        self.check_usable()
        people = ticket.default_recipients()
        if not people:
            raise ActionNotAllowed(
                _("There is no address to send it to. Show the code, or copy the link.")
            )
        facts = {"to": people[0]["address"]}
        entry = ticket.record(Verb.SHARED, by=by, particulars=facts)
        language = ticket.language or Installation.current().language
        with translation.override(language):
            return ticket.tell(by=by, to=people, about=entry, **self._letter(people[0]))

    def note_visit(self) -> None:
        """Remember the minute; agents see that the customer has opened it."""
        now = timezone.now()
        if not self.seen_at or now - self.seen_at > timedelta(minutes=1):
            self.seen_at = now
            self.save(update_fields=["seen_at"])

    def _letter(self, person: dict[str, Any]) -> dict[str, str]:
        facts = {
            "name": person.get("name") or "",
            "number": self.ticket.number,
            "url": self.url,
            "day": date_format(timezone.localtime(self.expires_at), "DATE_FORMAT"),
        }
        hello = _("Hello %(name)s,") % facts if facts["name"] else _("Hello,")
        words = _(
            "here you see where your request #%(number)s stands, and can answer and "
            "add photos:"
        )
        until = _("The link is only for you and works until %(day)s.")
        text = "\n\n".join((hello, words % facts, self.url, until % facts))
        return {"subject": _("Your request, on a page of its own"), "text": text}


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 16


def _check(ticket: Ticket, by: Actor) -> None:
    """Whoever works on a ticket may let its customer in, and shut the door again."""
    if isinstance(by, User) and not ticket.may_act(by):
        raise ActionNotAllowed(_("You may not do this on this ticket."), never=True)
