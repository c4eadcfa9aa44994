"""One configured way in or out."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ombud.core.fields import EncryptedTextField
from ombud.core.live import publish
from ombud.core.models import Installation

if TYPE_CHECKING:
    from datetime import datetime


CLOCK_GRACE = timedelta(minutes=10)


class Kind(models.TextChoices):
    """How a matter reaches us; also kept on each ticket as its origin."""

    MAIL = "mail", _("E-mail")
    FORM = "form", _("Web form")
    PHONE = "phone", _("Telephone")
    COUNTER = "counter", _("Counter")
    SMS = "sms", _("SMS")
    FAX = "fax", _("Fax")
    FIELD = "field", _("Field service")
    PORTAL = "portal", _("Portal")
    API = "api", _("API")


class Protocol(models.TextChoices):
    """How mail is fetched."""

    IMAP = "imap", _("IMAP")
    POP3 = "pop3", _("POP3")
    PIPE = "pipe", _("Forwarding")


class Security(models.TextChoices):
    """How a connection is encrypted."""

    TLS = "tls", _("TLS")
    STARTTLS = "starttls", _("STARTTLS")
    PLAIN = "plain", _("None")


class AfterFetch(models.TextChoices):
    """What becomes of a mail on the server once it is stored here."""

    LEAVE = "leave", _("Leave it as it is")
    SEEN = "seen", _("Mark as read")
    MOVE = "move", _("Move to a folder")
    DELETE = "delete", _("Delete")


class StartChoice(models.TextChoices):
    """Which of the mails that are in the mailbox already become tickets."""

    NOW = "now", _("From now on")
    DAYS = "days", _("Of the last days")
    ALL = "all", _("Everything, silently")


def kind_choices() -> list[tuple[str, str]]:
    """A callable, so that a new kind makes no migration."""
    return [(value, str(label)) for value, label in Kind.choices]


class ChannelQuerySet(models.QuerySet["Channel"]):
    """Which channels do what."""

    def fetched(self) -> "ChannelQuerySet":
        """Enabled mailboxes that we fetch from and whose start has been chosen."""
        return self.filter(
            enabled=True,
            kind=Kind.MAIL,
            protocol__in=[Protocol.IMAP, Protocol.POP3],
            started_at__isnull=False,
        )


class Channel(models.Model):
    """One configured way in or out: a mailbox, a form, a telephone line."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=12, choices=kind_choices, default=Kind.MAIL)
    enabled = models.BooleanField(_("enabled"), default=True)

    # Who gets what comes in, and how we answer.
    team = models.ForeignKey(
        "users.Team", models.PROTECT, related_name="channels", verbose_name=_("team")
    )
    # Owns what comes in here, where nobody looks after the customer.
    responsible = models.ForeignKey(
        "users.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible agent"),
    )
    workflow = models.ForeignKey(
        "workflows.Workflow",
        models.PROTECT,
        related_name="channels",
        verbose_name=_("workflow"),
    )
    language = models.CharField(_("language of replies"), max_length=10, blank=True)
    address = models.EmailField(_("address"), blank=True)
    aliases = ArrayField(
        models.EmailField(), verbose_name=_("aliases"), default=list, blank=True
    )
    sender_name = models.CharField(_("sender name"), max_length=120, blank=True)
    signature = models.TextField(_("signature"), blank=True)
    auto_reply = models.BooleanField(
        _("confirm every new ticket to the customer"), default=True
    )
    plus_addressing = models.BooleanField(
        _("the server delivers name+anything@ to this mailbox"), default=False
    )

    # Incoming
    protocol = models.CharField(
        _("protocol"), max_length=8, choices=Protocol.choices, default=Protocol.IMAP
    )
    in_host = models.CharField(_("server"), max_length=200, blank=True)
    in_port = models.PositiveIntegerField(_("port"), default=993)
    in_security = models.CharField(
        _("security"), max_length=10, choices=Security.choices, default=Security.TLS
    )
    in_user = models.CharField(_("user"), max_length=200, blank=True)
    in_password = EncryptedTextField(_("password"), blank=True)
    verify_certificate = models.BooleanField(
        _("check the servers' certificates"), default=True
    )
    folder = models.CharField(_("folder"), max_length=200, default="INBOX")
    after_fetch = models.CharField(
        _("after fetching"),
        max_length=8,
        choices=AfterFetch.choices,
        default=AfterFetch.LEAVE,
    )
    move_to = models.CharField(_("move to"), max_length=200, blank=True)

    # Outgoing
    out_host = models.CharField(_("SMTP server"), max_length=200, blank=True)
    out_port = models.PositiveIntegerField(_("port"), default=587)
    out_security = models.CharField(
        _("security"),
        max_length=10,
        choices=Security.choices,
        default=Security.STARTTLS,
    )
    same_login = models.BooleanField(
        _("same user and password as incoming"), default=True
    )
    out_user = models.CharField(_("user"), max_length=200, blank=True)
    out_password = EncryptedTextField(_("password"), blank=True)

    # First connect: chosen by a person, carried out by intake on its first fetch.
    started_at = models.DateTimeField(null=True)
    start_choice = models.CharField(
        max_length=8, choices=StartChoice.choices, default=StartChoice.NOW
    )
    start_days = models.PositiveSmallIntegerField(_("days"), default=7)

    # Health
    last_contact_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    last_sent_at = models.DateTimeField(null=True)
    last_send_error = models.TextField(blank=True)
    silence_minutes = models.PositiveIntegerField(
        _("alarm after minutes of silence"), default=30
    )
    alarmed_at = models.DateTimeField(null=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def addresses(self) -> list[str]:
        """Every address that lands here, in lower case, the main one first."""
        return [one.lower() for one in [self.address, *self.aliases] if one]

    @property
    def is_make_believe(self) -> bool:
        """A mailbox of the demo shop: its server can never exist (RFC 2606)."""
        return self.out_host.endswith(".example") and Installation.current().is_demo

    @property
    def smtp_login(self) -> tuple[str, str]:
        """User and password for sending; both empty where the server wants none."""
        if self.same_login:
            return self.in_user, self.in_password
        return self.out_user, self.out_password

    @property
    def starts_from(self) -> "datetime | None":
        """Mails that arrived before this moment make no tickets; None: all do.

        The grace is for servers whose clock is slow: better one old mail too many
        than a new one lost.
        """
        if not self.started_at or self.start_choice == StartChoice.ALL:
            return None
        days = self.start_days if self.start_choice == StartChoice.DAYS else 0
        return self.started_at - timedelta(days=days) - CLOCK_GRACE

    @property
    def fetches(self) -> bool:
        """Whether we go and get its mail."""
        return self.kind == Kind.MAIL and self.protocol != Protocol.PIPE

    @property
    def is_used(self) -> bool:
        """Whether anything points here that must not vanish with it."""
        return any(
            relation.related_model._base_manager.filter(
                **{relation.field.name: self}
            ).exists()
            for relation in self._meta.related_objects
            if relation.on_delete is not models.CASCADE
        )

    @property
    def silent_since(self) -> "datetime | None":
        """Since when there has been no contact, once that is longer than agreed."""
        if not self.started_at or not self.enabled or not self.fetches:
            return None
        last = self.last_contact_at or self.started_at
        limit = timedelta(minutes=self.silence_minutes)
        return last if timezone.now() - last > limit else None

    @property
    def health(self) -> str:
        """One word for the tile: off, new, ok, failing or silent."""
        if not self.enabled:
            return "off"
        if not self.started_at and self.fetches:
            return "new"
        if self.silent_since:
            return "silent"
        return "failing" if self.last_error or self.last_send_error else "ok"

    def note_contact(self) -> None:
        """The server answered: remember when, and that all is well again."""
        if self.last_error or self.alarmed_at:
            publish("channels")
        self.last_contact_at = timezone.now()
        self.last_error = ""
        self.alarmed_at = None
        self.save(update_fields=["last_contact_at", "last_error", "alarmed_at"])

    def note_trouble(self, words: str) -> None:
        """The server could not be used: remember its words."""
        if words != self.last_error:
            self.last_error = words
            self.save(update_fields=["last_error"])
            publish("channels")

    def note_sent(self) -> None:
        """A mail went out: sending works."""
        self.last_sent_at = timezone.now()
        self.last_send_error = ""
        self.save(update_fields=["last_sent_at", "last_send_error"])

    def note_send_trouble(self, words: str) -> None:
        """Nothing could be sent: remember why."""
        if words != self.last_send_error:
            self.last_send_error = words
            self.save(update_fields=["last_send_error"])
            publish("channels")

    def start(self, choice: str, days: int = 7) -> None:
        """Begin to fetch; what is in the mailbox already is treated as chosen."""
        self.start_choice, self.start_days = choice, days
        self.started_at = timezone.now()
        self.save(update_fields=["start_choice", "start_days", "started_at"])

    def enable(self, *, on: bool) -> None:
        """Fetch from it, or leave it alone."""
        self.enabled = on
        self.save(update_fields=["enabled"])

    def alarm(self) -> None:
        """It has been silent for too long: say so once."""
        self.alarmed_at = timezone.now()
        self.save(update_fields=["alarmed_at"])
