"""What every concern of a ticket may use: its columns, change() and record()."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ombud.channels.models.channel import kind_choices
from ombud.core.actor import Actor
from ombud.core.live import publish
from ombud.core.statements import insert
from ombud.customers.matching import key_choices
from ombud.tickets.models.entry import Entry, EntryKind, Verb
from ombud.tickets.models.tag import Tag
from ombud.tickets.signals import entry_recorded
from ombud.workflows.models import Stateful
from ombud.workflows.models.state import UNFINISHED

PREVIEW_LENGTH = 160
# What an owner may do without having looked at the matter.
NO_STEPS = {Verb.ASSIGNED, Verb.UNDONE, Verb.OPENED}


class Priority(models.TextChoices):
    """How soon; normal shows nothing."""

    LOW = "low", _("Low")
    NORMAL = "normal", _("Normal")
    HIGH = "high", _("High")
    URGENT = "urgent", _("Urgent")


# In changes, a custom field stands behind this: "fields.reason".
OF_FIELD = "fields."


def key_of(value: Any) -> Any:
    """How a value stands in the history: by its public key."""
    if hasattr(value, "noun"):
        return value.pk  # a customer: they may have no address, or lose it
    for name in ("slug", "email"):
        if hasattr(value, name):
            return getattr(value, name)
    return value.isoformat() if isinstance(value, datetime) else value


class TicketBase(Stateful):
    """One matter of one customer: the columns, and the end of every change."""

    number = models.BigIntegerField(
        unique=True, db_default=Func(Value("ticket_number"), function="nextval")
    )
    subject = models.CharField(_("subject"), max_length=1000)
    channel = models.ForeignKey(
        "channels.Channel", models.SET_NULL, null=True, related_name="tickets"
    )
    origin = models.CharField(max_length=12, choices=kind_choices, default="mail")
    team = models.ForeignKey("users.Team", models.PROTECT, related_name="tickets")
    priority = models.CharField(
        _("priority"),
        max_length=8,
        choices=Priority.choices,
        default=Priority.NORMAL,
    )
    language = models.CharField(max_length=10, blank=True)
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)

    # Who it is about. Without a contact the requester stands for themselves.
    contact = models.ForeignKey(
        "customers.Contact", models.SET_NULL, null=True, related_name="tickets"
    )
    # It may be known from the sender's domain alone, and stays when they move on.
    organisation = models.ForeignKey(
        "customers.Organisation",
        models.SET_NULL,
        null=True,
        related_name="tickets",
        db_index=False,  # its partial index stands in Ticket.Meta
    )
    # By what they were found: a key of customers/matching.py.
    matched_by = models.CharField(max_length=10, choices=key_choices, blank=True)
    # They did not agree to be kept: no record of them, and erased once it is over.
    not_stored = models.BooleanField(_("not stored"), default=False)
    requester_name = models.CharField(max_length=200, blank=True)
    requester_email = models.CharField(max_length=320, blank=True)
    requester_phone = models.CharField(max_length=40, blank=True)

    # What every list row shows stands here, so that no list needs to look further.
    is_open = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    # In the bin since then; nothing but the bin shows it.
    deleted_at = models.DateTimeField(null=True)
    # What was personal is gone since then; see erasing.py. None again once it reopens.
    erased_at = models.DateTimeField(null=True)
    # The ticket that shows all of it since it was merged; never one that is merged too.
    merged_into = models.ForeignKey(
        "tickets.Ticket",
        models.CASCADE,
        null=True,
        related_name="merged",
        db_index=False,  # its partial index stands in Ticket.Meta
    )
    # Asleep until then: out of the lists that ask for work. See snoozable.py.
    asleep_until = models.DateTimeField(null=True)
    stays_asleep = models.BooleanField(default=False, db_default=False)
    # Since when it is back and nobody has done anything.
    woken_at = models.DateTimeField(null=True)
    # A reply was to leave then; perhaps it has, or was taken back.
    sends_at = models.DateTimeField(null=True)
    last_message_at = models.DateTimeField(default=timezone.now)
    last_in_at = models.DateTimeField(null=True)
    last_kind = models.CharField(max_length=8, blank=True)
    last_preview = models.CharField(max_length=PREVIEW_LENGTH, blank=True)

    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="assigned_tickets",
    )
    # How the first owner was found; see owner_chain.py.
    owner_chain = models.JSONField(null=True, default=list)
    # Since when it waits for an owner, or for the owner's first step; else None.
    idle_since = models.DateTimeField(null=True, default=timezone.now)
    # Because of which it went to somebody else.
    absence = models.ForeignKey(
        "users.Absence",
        models.SET_NULL,
        null=True,
        related_name="tickets",
        db_index=False,  # its partial index stands in Ticket.Meta
    )
    category = models.ForeignKey(
        "workflows.Category",
        models.SET_NULL,
        null=True,
        related_name="tickets",
        db_index=False,  # its partial index stands in Ticket.Meta
    )

    SETTINGS = ("state", "workflow", "team")

    class Meta:
        abstract = True

    @property
    def requester(self) -> str:
        """Who it is about, as a name to read."""
        return self.requester_name or self.requester_email or self.requester_phone

    def change(self, **values: Any) -> dict[str, list[Any]]:
        """Set those fields that differ; gives {field: [old key, new key]}.

        A custom field is named "fields.reason"; None takes its value away.
        """
        changes = {}
        for name, new in values.items():
            old = self.value_of(name)
            if old != new:
                self._set(name, new)
                changes[name] = [key_of(old), key_of(new)]
        columns = {name.partition(".")[0] for name in changes}
        if "assignee" in columns:
            self.idle_since = timezone.now()
            columns.add("idle_since")
        if columns & {"state", "deleted_at", "asleep_until"}:
            self._follow_state(moved="state" in columns)
            columns |= {"is_open", "closed_at", "erased_at"}
        if changes:
            self.save(update_fields=columns)
        if "tags" in changes:
            Tag.objects.make_missing(set(self.tags) - set(changes["tags"][0]))
        return changes

    def value_of(self, name: str) -> Any:
        """Of a column, or of a custom field."""
        if name.startswith(OF_FIELD):
            return self.fields.get(name.removeprefix(OF_FIELD))
        return getattr(self, name)

    def _set(self, name: str, value: Any) -> None:
        if not name.startswith(OF_FIELD):
            setattr(self, name, value)
        elif value is None:
            self.fields.pop(name.removeprefix(OF_FIELD), None)
        else:
            self.fields[name.removeprefix(OF_FIELD)] = value

    def record(  # the end of every change, called by verbs alone
        self,
        verb: Verb,
        *,
        by: Actor,
        kind: EntryKind = EntryKind.EVENT,
        changes: Mapping[str, list[Any]] | None = None,
        action: str = "",
        at: datetime | None = None,
        quiet: bool = False,
        **content: Any,
    ) -> Entry:
        """Write the entry, bring the row's columns up to date, tell those who listen.

        `content` is what a message or note says: text, html, quoted_html, reply_text,
        direction. `quiet`: no news for lists, nor for open pages by itself.
        """
        entry = Entry(
            ticket_id=self.pk,
            kind=kind,
            verb=verb,
            changes=dict(changes or {}),
            action=action,
            at=at or timezone.now(),
            **Entry.author_columns(by),
            **content,
        )
        insert(entry)
        columns = self._shown_of(entry) if kind != EntryKind.EVENT and not quiet else {}
        self._update(columns | self._step_of(entry))
        entry_recorded.send(type(self), entry=entry, ticket=self)
        if not quiet:
            self.announce()
        return entry

    def announce(self) -> None:
        """Tell open pages to look again, once the transaction is committed."""
        whose = [
            f"{noun}-{pk}-said"
            for noun, pk in (
                ("contact", self.contact_id),
                ("organisation", self.organisation_id),
            )
            if pk
        ]
        publish("tickets", f"ticket-{self.number}", *whose)

    def refreshed(self) -> Self:
        """The row as it is now, with what its pages show."""
        manager: models.Manager[Self] = type(self)._default_manager
        return manager.get(pk=self.pk)

    def _shown_of(self, entry: Entry) -> dict[str, Any]:
        """What lists show once it is the newest entry."""
        return list_columns(entry.preview, entry.direction or entry.kind, entry.at)

    def _step_of(self, entry: Entry) -> dict[str, Any]:
        """The owner has begun to work on it; being given it is no step."""
        is_owners = entry.agent_id and entry.agent_id == self.assignee_id
        step: dict[str, Any] = {}
        if is_owners and entry.verb not in NO_STEPS:
            step["idle_since"] = None
        if entry.agent_id and entry.verb not in NO_STEPS:
            step["woken_at"] = None
        return step

    def _update(self, columns: Mapping[str, Any]) -> None:
        changed = [name for name, new in columns.items() if getattr(self, name) != new]
        for name in changed:
            setattr(self, name, columns[name])
        if changed:
            self.save(update_fields=changed)

    def _follow_state(self, *, moved: bool) -> None:
        is_finished = self.state.kind not in UNFINISHED
        is_away = self.deleted_at is not None or self.asleep_until is not None
        is_elsewhere = is_away or self.merged_into_id is not None
        self.is_open = not is_finished and not is_elsewhere
        if moved:
            self.closed_at = timezone.now() if is_finished else None
            self.erased_at = self.erased_at if is_finished else None


def list_columns(preview: str, kind: str, at: datetime) -> dict[str, Any]:
    """What lists show of the newest message; a new ticket is made with them."""
    columns = {
        "last_message_at": at,
        "last_kind": kind,
        "last_preview": preview[:PREVIEW_LENGTH],
    }
    return columns | ({"last_in_at": at} if kind == "in" else {})


NEWEST_FIRST = [F("last_message_at").desc(), F("id").desc()]
