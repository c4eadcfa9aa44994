"""Agents answer, and Ombud confirms."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Case, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext as _

from ombud.channels.models import Channel, Delivery, Kind
from ombud.core.actor import Actor
from ombud.core.prepared import Prepared
from ombud.core.statements import insert
from ombud.lib import html as html_lib
from ombud.tickets.composing import Letter, compose
from ombud.tickets.gaps import gaps_in, sentence_for
from ombud.tickets.guarding import Outgoing, look_twice, sizes_of
from ombud.tickets.inline_images import as_written
from ombud.tickets.models.attachment import Attachment
from ombud.tickets.models.concerns.assignable import Assignable
from ombud.tickets.models.concerns.movable import Movable, slug_of
from ombud.tickets.models.concerns.unmailed import AnswerWay, Unmailed
from ombud.tickets.models.draft import Draft
from ombud.tickets.models.entry import Direction, Entry, EntryKind, Verb
from ombud.tickets.tokens import new_message_id
from ombud.users.models import User
from ombud.workflows.models import Action, ActionNotAllowed, State, StateKind

People = Sequence[dict[str, str]]
# In the particulars of a reply: when it is to leave.
LEAVES_AT = "later"


def _ways(*, team: int) -> QuerySet[Channel]:
    """Mailboxes that can send, that team's own first; their passwords are not asked."""
    ways = Channel.objects.filter(kind=Kind.MAIL, enabled=True).exclude(out_host="")
    near = Case(When(team=team, then=0), default=1)
    ways = ways.select_related("team").defer("in_password", "out_password")
    return ways.order_by(near, "name", "pk")[:1]


_WAYS = Prepared(_ways)


class Repliable(Assignable, Movable, Unmailed):
    """Agents answer; the answer is a finished delivery in the same transaction."""

    class Meta:
        abstract = True

    @transaction.atomic(savepoint=False)
    def reply(  # noqa: PLR0913  # what a reply's form may hold
        self,
        *,
        by: Actor,
        html: str = "",
        text: str = "",
        to: People = (),
        cc: People = (),
        bcc: People = (),
        sender: str = "",
        subject: str = "",
        state: State | None = None,
        draft: Draft | None = None,
        files: Sequence[Attachment] = (),
        action: Action | None = None,
        key: UUID | None = None,
        also: Mapping[str, Any] | None = None,
        way: str = AnswerWay.MAIL,
        learned: str = "",
        despite: str | None = None,
        later: datetime | None = None,
    ) -> Entry:
        """Answer the customer; it leaves after the time in which it can be undone.

        `key`: of the draft. Called twice with the same one, it has one effect.
        `way`: other than by mail, for who has no address. `learned`: that they have
        now. `later`: when it leaves instead. `despite`: why, with another customer's
        data in it; else raises SecondLook.
        """
        if sent := Entry.objects.with_key(key):
            return sent
        if gaps := gaps_in(html, f"{subject}\n{text}"):
            raise ActionNotAllowed(sentence_for(gaps))
        if learned:
            self.learn_address(learned, by=by)
        letter = None
        if way == AnswerWay.MAIL:
            people = (list(to), cc, bcc)
            letter = self._letter(by, people, sender=sender, subject=subject)
        facts = self._leaves_later(later, letter)
        safe, words = as_written(html, text, draft)
        if way != AnswerWay.PHONE:
            receivers, sizes = letter.to if letter else (), sizes_of(draft, files)
            outgoing = Outgoing(words, receivers, cc, bcc, sizes)
            facts |= look_twice(self, outgoing, by=by, despite=despite)
        target = self.state_after_reply(state or (action.to_state if action else None))
        columns = {"state": target, "assignee": self.owner_after_reply(by)}
        changes = self.change(**(columns | dict(also or {})))
        said = {"changes": changes, "action": slug_of(action), "key": key}
        entry = self._answer(way, by, safe, words, said | {"particulars": facts})
        for file in files:
            file.hand_over(entry)
        if draft:
            draft.hand_over(entry)
        if letter:
            wait = timedelta(seconds=settings.UNDO_SEND_SECONDS)
            self._send(entry, letter, due_at=later or timezone.now() + wait)
        return entry

    @transaction.atomic(savepoint=False)
    def confirm(
        self,
        *,
        by: Actor,
        to: People,
        html: str,
        subject: str,
        answers: Entry | None = None,
    ) -> Entry:
        """An automatic answer: marked as one, and never answered by machines."""
        words = html_lib.text_from(html)
        entry = self._write(Verb.AUTO_REPLIED, by, html, words, {}, quiet=True)
        letter = Letter(
            self.way_out(),
            by,
            list(to),
            subject=subject,
            automatic=True,
            answers=answers,
        )
        self._send(entry, letter, due_at=timezone.now())
        return entry

    def state_after_reply(self, wanted: State | None) -> State:
        """As wanted, or as it is; but what has been answered is not new any more."""
        target = wanted or self.state
        if target.kind != StateKind.NEW:
            return target
        return self.state_of_kind(StateKind.OPEN) or target

    def way_out(self) -> Channel:
        """The mailbox that answers leave from.

        The ticket's own; but the team's, once the ticket has gone to another team.
        """
        own = self.channel
        if own and not (own.kind == Kind.MAIL and own.out_host):
            own = None
        if own and own.team_id == self.team_id:
            # The same row: the letter's signature need not look it up again.
            own.team = self.team
            return own
        found = _WAYS.rows(team=self.team_id)
        if own and not (found and found[0].team_id == self.team_id):
            return own
        if not found:
            raise ActionNotAllowed(
                _("No mailbox can send yet. Set up its outgoing server first.")
            )
        return found[0]

    def default_recipients(self) -> list[dict[str, str]]:
        """The one who wrote last, or whom the ticket is about."""
        last = self.last_incoming()
        if last and "reply_to" in last.particulars:
            return [last.particulars["reply_to"]]
        if last and last.message.from_address:
            sender = last.message
            return [{"name": sender.from_name, "address": sender.from_address}]
        return self.known_person()

    def news_since(self, entry_id: int, *, for_: User) -> list[Entry]:
        """What customers and colleagues have written that this agent has not seen."""
        return list(
            Entry.objects.filter(
                ticket_id=self.pk,
                kind=EntryKind.MESSAGE,
                pk__gt=entry_id,
                undone_at=None,
            )
            .exclude(agent=for_)
            .exclude(verb__in=[Verb.AUTO_REPLIED, Verb.NOTIFIED])
            .select_related("agent", "contact")
        )

    def last_incoming(self) -> Entry | None:
        """The newest message from outside."""
        return (
            Entry.objects.filter(ticket_id=self.pk, direction=Direction.IN)
            .select_related("message")
            .order_by("-at", "-id")
            .first()
        )

    def _letter(
        self,
        by: Actor,
        people: tuple[list[dict[str, str]], People, People],
        *,
        sender: str,
        subject: str,
    ) -> Letter:
        to, cc, bcc = people
        channel, receivers = self.way_out(), to or self.default_recipients()
        if not receivers:
            raise ActionNotAllowed(_("There is no address to answer to. Add one."))
        return Letter(channel, by, receivers, cc, bcc, sender, subject)

    def _leaves_later(
        self, later: datetime | None, letter: Letter | None
    ) -> dict[str, Any]:
        """What the entry keeps, and the ticket notes, of a reply that waits."""
        if later is None:
            return {}
        if letter is None:
            raise ActionNotAllowed(_("Only a mail can leave later."))
        if later <= timezone.now():
            raise ActionNotAllowed(_("This time is over. Name a later one."))
        self._update({"sends_at": later})
        return {LEAVES_AT: later.isoformat()}

    def _write(  # one line of columns
        self,
        verb: Verb,
        by: Actor,
        html: str,
        words: str,
        changes: dict[str, list[Any]],
        **columns: Any,
    ) -> Entry:
        return self.record(
            verb,
            by=by,
            kind=EntryKind.MESSAGE,
            direction=Direction.OUT,
            changes=changes,
            html=html,
            text=words,
            reply_text=words,
            **columns,
        )

    def _send(self, entry: Entry, letter: Letter, *, due_at: Any) -> None:
        domain = letter.address.partition("@")[2]
        message_id = new_message_id(self.number, domain)
        message, raw = compose(self, entry, letter, message_id=message_id)
        message.delivery = Delivery.objects.queue(
            letter.channel,
            sender=letter.address,
            recipients=letter.recipients,
            raw=raw,
            message_id=message_id,
            due_at=due_at,
            subject=message.subject,
        )
        insert(message)
