"""One form as it was sent: kept before anything is made of it."""

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ombud.core.actor import Actor
from ombud.core.live import publish
from ombud.forms.models.form import Form
from ombud.tickets.models import Attachment
from ombud.tickets.models.attachment import store_blob

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from ombud.lib.mail import Part

log = logging.getLogger(__name__)
KEPT = timedelta(days=30)
# Also heard by what counts held mail.
TOPIC = "intake"


class Fate(models.TextChoices):
    """What became of it."""

    OPEN = "open", gettext_lazy("Just sent")
    TICKETED = "ticketed", gettext_lazy("On a ticket")
    HELD = "held", gettext_lazy("Held for a person")
    FAILED = "failed", gettext_lazy("Could not be filed")
    DROPPED = "dropped", gettext_lazy("Set aside")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Keeping, finding, forgetting."""

    @transaction.atomic
    def keep(
        self, form: Form, key: "UUID", parts: "Iterable[Part]" = (), **columns: Any
    ) -> "tuple[Submission, bool]":
        """All that was sent, and the number its ticket will have; once for a key."""
        made, is_new = self.get_or_create(
            key=key, defaults={"form": form, "number": _next_number(), **columns}
        )
        for part in parts if is_new else ():
            made.files.create(attachment=_kept(part))
        return made, is_new

    def waiting(self) -> "SubmissionQuerySet":
        """What a person must look at."""
        return self.filter(fate__in=[Fate.HELD, Fate.FAILED])

    def forget_old(self) -> None:
        """What was set aside goes after a month, with its files."""
        old = self.filter(fate=Fate.DROPPED, processed_at__lt=timezone.now() - KEPT)
        for submission in old:
            submission.forget()


class Submission(models.Model):
    """A form as it was sent, with its fate; kept before a ticket is made of it."""

    form = models.ForeignKey(Form, models.PROTECT, related_name="submissions")
    # Of the page it was sent from: sent twice it is one.
    key = models.UUIDField(unique=True)
    # The number of its ticket, told at once.
    number = models.BigIntegerField(unique=True)
    language = models.CharField(max_length=10)
    # {question: answer as it was typed}
    answers = models.JSONField(default=dict)
    # What the shop's signed link says: order, email, name, shop.
    bound = models.JSONField(default=dict)
    # The challenge that was solved: no solution counts twice.
    proof = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField(default=timezone.now)

    fate = models.CharField(max_length=10, choices=Fate.choices, default=Fate.OPEN)
    why = models.TextField(blank=True)
    processed_at = models.DateTimeField(null=True)
    ticket = models.ForeignKey(
        "tickets.Ticket", models.CASCADE, null=True, related_name="submissions"
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proof"], name="proof_once", condition=~models.Q(proof="")
            )
        ]
        indexes = [
            models.Index(
                fields=["-id"],
                name="submission_waiting",
                condition=models.Q(fate__in=["held", "failed"]),
            )
        ]

    def __str__(self) -> str:
        return f"submission {self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Whether a person must look at it."""
        return self.fate in {Fate.HELD, Fate.FAILED}

    @property
    def who(self) -> str:
        """As they name themselves."""
        given = self.answers.get("name") or self.answers.get("email")
        return str(given or self.bound.get("name") or self.bound.get("email") or "")

    @property
    def words(self) -> str:
        """What they say, on one line."""
        said = self.answers.get("subject") or self.answers.get("message") or ""
        return " ".join(str(said).split())[:160]

    def settle(self, doubts: list[str]) -> None:
        """A ticket at once; or a person decides. What fails waits, and is not lost."""
        if doubts:
            self.hold(" ".join(doubts))
            return
        self.file()

    def file(self) -> None:
        """Make the ticket."""
        from ombud.forms.filing import file

        try:
            with transaction.atomic():
                locked = Submission.objects.select_for_update().get(pk=self.pk)
                if locked.ticket_id is None:
                    ticket = file(locked)
                    locked.ticket = ticket
                    locked._decide(Fate.TICKETED)
        except Exception as error:
            log.exception("submission failed submission=%s", self.pk)
            words = _("It could not be filed (%(error)s).")
            self._decide(Fate.FAILED, words % {"error": type(error).__name__})
            return
        self.refresh_from_db()

    def hold(self, why: str) -> None:
        """A person shall decide."""
        self._decide(Fate.HELD, why)

    def release(self, *, by: Actor) -> bool:
        """It gets in after all; whether it is on a ticket now."""
        log.info("submission released submission=%s by=%r", self.pk, by.actor_name)
        if self.is_waiting:
            self.file()
        return self.fate == Fate.TICKETED

    def discard(self, *, by: Actor) -> None:
        """It is nothing: set aside, and gone after a month."""
        if self.is_waiting:
            self._decide(
                Fate.DROPPED,
                _("%(name)s has set it aside.") % {"name": by.actor_name},
            )

    def erase(self) -> None:
        """Words go; that it came stays."""
        self.answers, self.bound = {}, {}
        self.save(update_fields=["answers", "bound"])

    @transaction.atomic
    def forget(self) -> None:
        """With its files, unless they are a ticket's by now."""
        from ombud.tickets.models.concerns.purgeable import defer_dropping

        files = Attachment.objects.filter(submission_file__submission=self, entry=None)
        digests = set(files.values_list("digest", flat=True))
        files.delete()
        self.delete()
        defer_dropping(sorted(digests))

    def _decide(self, fate: Fate, why: str = "") -> None:
        self.fate, self.why, self.processed_at = fate, why, timezone.now()
        self.save(update_fields=["fate", "why", "processed_at", "ticket"])
        publish(TOPIC)


class SubmissionFile(models.Model):
    """A file of a submission; it is handed over to the ticket's entry."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="files")
    attachment = models.OneToOneField(
        "tickets.Attachment", models.CASCADE, related_name="submission_file"
    )

    def __str__(self) -> str:
        return self.attachment.filename


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('ticket_number')")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _kept(part: "Part") -> Attachment:
    return Attachment.objects.create(
        filename=part.filename[:255],
        content_type=part.content_type,
        size=part.size,
        digest=store_blob(part.content),
    )
