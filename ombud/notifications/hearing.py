"""What is done becomes news: who hears of it, under the bell and by mail."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from ombud.channels.waking import gathered_wakes
from ombud.notifications import notices
from ombud.notifications.filling import Filled
from ombud.notifications.mailing import send_now
from ombud.notifications.models import Mail, Notification, Reason, Unheard
from ombud.notifications.models.reason import RANK
from ombud.notifications.recipients import Heard, News, heard_by
from ombud.notifications.staff import Staff
from ombud.tickets.models import Entry, Following, Verb
from ombud.users.models import User
from ombud.workflows.models import Notice, State

log = logging.getLogger(__name__)

# So many entries share what is looked up: people, teams, followers, notices.
MOST = 100
NO_WORDS = Filled()


def hear() -> None:
    """Tell of every entry that nobody was told of yet."""
    while hear_some():
        log.debug("entries told")


def hear_some() -> bool:
    """Some of them in one transaction; whether there were any."""
    with gathered_wakes(), transaction.atomic():
        ids = Unheard.objects.claim(MOST)
        if ids:
            Telling(ids).tell()
    return bool(ids)


class Telling:
    """Some entries, and all that is needed to tell people of them."""

    def __init__(self, ids: Sequence[int]) -> None:
        """Nothing is looked up yet."""
        self.ids = ids
        self.staff = Staff()
        self.rung: list[Notification] = []

    def tell(self) -> None:
        """To those outside at once; to agents under the bell and by mail."""
        self._write(Notification.objects.ring(self.gathered()))

    def gathered(self) -> list[Notification]:
        """Each entry by itself: one that breaks must not silence the others."""
        for news in self.news():
            self._safely(partial(self._tell, news))
        return self.rung

    def _write(self, rows: Sequence[Notification]) -> None:
        """One mail to each agent about each ticket, of what they want at once."""
        letters: dict[tuple[int, int], list[Notification]] = defaultdict(list)
        for row in rows:
            if row.mail == Mail.NOW:
                letters[row.user_id, row.ticket_id].append(row)
        for (user, _ticket), some in letters.items():
            some.sort(key=lambda row: RANK[Reason(row.reason)])
            self._safely(partial(self._send, self.staff.people[user], some))

    @transaction.atomic
    def _send(self, user: User, rows: Sequence[Notification]) -> None:
        send_now(user, rows)

    def news(self) -> Iterator[News]:
        """The entries with what their recipients follow from."""
        for entry in self.entries:
            yield News(
                entry=entry,
                staff=self.staff,
                followers=self.followers.get(entry.ticket_id, []),
                kinds=self.kinds,
                is_first=not entry.has_earlier,  # type: ignore[attr-defined]
                was_given=entry.was_given,  # type: ignore[attr-defined]
                opened_by=entry.opened_by,  # type: ignore[attr-defined]
                author=self.authors.get(entry.particulars.get("entry", 0)),
            )

    @cached_property
    def entries(self) -> list[Entry]:
        """As they are now, with their tickets; in their own order."""
        same = Entry.objects.filter(ticket=OuterRef("ticket"))
        opened = same.filter(verb=Verb.OPENED, pk__gt=OuterRef("pk"))
        found = Entry.objects.filter(pk__in=self.ids).annotate(
            has_earlier=Exists(same.filter(pk__lt=OuterRef("pk"))),
            was_given=Exists(same.filter(changes__has_key="assignee")),
            opened_by=Subquery(opened.order_by("pk").values("agent")[:1]),
        )
        found = found.select_related(
            "ticket__state", "ticket__workflow", "ticket__team"
        )
        return list(found.defer("html", "quoted_html").order_by("pk"))

    @cached_property
    def followers(self) -> dict[int, list[int]]:
        """Who follows each of the tickets."""
        tickets = {entry.ticket_id for entry in self.entries}
        found: dict[int, list[int]] = defaultdict(list)
        rows = Following.objects.filter(ticket__in=tickets).order_by("pk")
        for ticket, user in rows.values_list("ticket_id", "user_id"):
            found[ticket].append(user)
        return found

    @cached_property
    def kinds(self) -> dict[tuple[int, str], str]:
        """What each state means."""
        rows = State.objects.values_list("workflow_id", "slug", "kind")
        return {(workflow, slug): kind for workflow, slug, kind in rows}

    @cached_property
    def planned(self) -> dict[int, list[Notice]]:
        """What each of the workflows sends out."""
        found: dict[int, list[Notice]] = defaultdict(list)
        workflows = {entry.ticket.workflow_id for entry in self.entries}
        rows = Notice.objects.filter(workflow__in=workflows)
        for notice in rows.select_related("action"):
            found[notice.workflow_id].append(notice)
        return found

    @cached_property
    def authors(self) -> dict[int, int | None]:
        """Who wrote what was not delivered."""
        failed = [
            entry.particulars.get("entry", 0)
            for entry in self.entries
            if entry.verb == Verb.DELIVERY_FAILED
        ]
        if not failed:
            return {}
        rows = Entry.objects.filter(pk__in=failed).values_list("pk", "agent_id")
        return dict(rows)

    def _safely(self, work: Callable[[], object]) -> None:
        try:
            work()
        except (OperationalError, InterfaceError):
            # The database went away: all of these come again.
            raise
        except Exception:
            log.exception("entries not told entries=%s", self.ids)

    def _tell(self, news: News) -> None:
        entry = news.entry
        if entry.verb == Verb.UNDONE:
            undone = entry.particulars.get("entry", 0)
            Notification.objects.withdraw(undone)
            notices.call_back(entry.ticket, about=undone)
        elif entry.verb == Verb.REPLIED and self.planned:
            notices.call_back(entry.ticket)
        self.rung += self.notifications(news, self._noticed(news))

    def _noticed(self, news: News) -> notices.Texts:
        """The words of the workflow's notices, for each agent who gets one."""
        texts = notices.Texts()
        workflow = news.entry.ticket.workflow_id
        for notice in notices.due(news, self.planned.get(workflow, [])):
            texts = notices.send(news, notice) | texts
        return texts

    def notifications(self, news: News, texts: notices.Texts) -> Iterator[Notification]:
        """One for each who hears of it and wants to; a notice lends its words."""
        now = timezone.now()
        noticed = {pk: Heard(Reason.NOTICE) for pk in texts}
        for pk, heard in (noticed | heard_by(news)).items():
            wish = self.staff.wish(pk, heard.reason)
            words = texts.get(pk, NO_WORDS)
            if pk in texts:
                wish = wish.with_other(self.staff.wish(pk, Reason.NOTICE))
            if not wish.is_deaf:
                yield Notification(
                    user_id=pk,
                    ticket=news.entry.ticket,
                    entry=news.entry,
                    reason=heard.reason,
                    instead_of_id=heard.instead_of,
                    subject=words.subject[:300],
                    text=words.body,
                    in_app=wish.in_app,
                    mail=wish.mail or Mail.NEVER,
                    mailed_at=now if wish.mail == Mail.NOW else None,
                )
