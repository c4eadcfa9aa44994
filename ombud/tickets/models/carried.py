"""What goes along with merged tickets on this floor: followers, links, drafts."""

from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from ombud.tickets.models.attachment import Attachment
from ombud.tickets.models.draft import Draft
from ombud.tickets.models.following import Following
from ombud.tickets.models.link import TicketLink
from ombud.tickets.models.merging import Carrier


def _carry_followers(main: int, gone: list[int]) -> list[int]:
    """Whoever followed one of them follows the main ticket; who did not before."""
    known = Following.objects.filter(ticket=main).values("user")
    found = Following.objects.filter(ticket__in=gone).exclude(user__in=known)
    users = list(found.order_by("user").values_list("user", flat=True).distinct())
    Following.objects.bulk_create(
        [Following(ticket_id=main, user_id=user) for user in users],
        ignore_conflicts=True,
    )
    return users


def _leave_followers(then: int, _now: int, users: list[int]) -> None:
    Following.objects.filter(ticket=then, user__in=users).delete()


def _carry_links(main: int, gone: list[int]) -> list[list[Any]]:
    """What they are linked with, but for each other."""
    group = [main, *gone]
    rows = TicketLink.objects.filter(Q(ticket__in=group) | Q(other__in=group))
    found = set(rows.values_list("ticket", "other", "kind"))
    wanted = {
        (main if ticket in gone else ticket, main if other in gone else other, kind)
        for ticket, other, kind in found
        if not (ticket in group and other in group)
    }
    new = sorted(wanted - found)
    TicketLink.objects.bulk_create(
        [TicketLink(ticket_id=one, other_id=two, kind=kind) for one, two, kind in new],
        ignore_conflicts=True,
    )
    return [list(row) for row in new]


def _leave_links(_then: int, _now: int, rows: list[list[Any]]) -> None:
    gone = Q(pk=None)
    for one, two, kind in rows:
        gone |= Q(ticket=one, other=two, kind=kind)
    TicketLink.objects.filter(gone).delete()


def _carry_drafts(main: int, gone: list[int]) -> list[dict[str, Any]]:
    """What somebody is writing; below their own words, where they write on both."""
    drafts = Draft.objects.filter(ticket__in=[main, *gone]).select_for_update()
    rows = list(drafts.order_by("-updated_at"))
    here = {(one.author_id, one.kind): one for one in rows if one.ticket_id == main}
    notes = []
    for draft in rows:
        if draft.ticket_id == main:
            continue
        if written := here.get((draft.author_id, draft.kind)):
            notes.append(_join(written, draft))
            continue
        here[draft.author_id, draft.kind] = draft
        notes.append({"draft": draft.pk, "from": draft.ticket_id})
        draft.ticket_id = main
        draft.save(update_fields=["ticket"])
    return notes


def _join(written: Draft, draft: Draft) -> dict[str, Any]:
    """The words of both, and the files of both; the other draft keeps its words."""
    files = list(draft.attachments.values_list("pk", flat=True))
    draft.attachments.update(draft=written)
    before = written.html
    written.html = f"{before}{draft.html}"
    written.version += 1
    written.updated_at = timezone.now()
    written.save(update_fields=["html", "version", "updated_at"])
    return {
        "draft": written.pk,
        "other": draft.pk,
        "files": files,
        "before": before,
        "version": written.version,
    }


def _leave_drafts(then: int, now: int, notes: list[dict[str, Any]]) -> None:
    """Back where they were; words that were joined and written on stay together."""
    for note in reversed(notes):
        mine = Draft.objects.filter(pk=note["draft"], ticket__in=[then, now])
        if "other" in note:
            _part(mine.filter(version=note["version"]), note)
            continue
        draft = mine.select_for_update().first()
        if draft and not _writes_on(note["from"], draft):
            draft.ticket_id = note["from"]
            draft.save(update_fields=["ticket"])


def _part(mine: Any, note: dict[str, Any]) -> None:
    if mine.update(html=note["before"], version=F("version") + 1):
        files = Attachment.objects.filter(draft=note["draft"], pk__in=note["files"])
        files.update(draft=note["other"])
    elif mine.model.objects.filter(pk=note["draft"]).exists():
        # It was written on: its words are there already.
        Draft.objects.filter(pk=note["other"]).delete()


def _writes_on(ticket: int, draft: Draft) -> bool:
    there = Draft.objects.filter(ticket=ticket, author=draft.author_id)
    return there.filter(kind=draft.kind).exists()


CARRIERS = {
    "followers": Carrier(_carry_followers, _leave_followers),
    "links": Carrier(_carry_links, _leave_links),
    "drafts": Carrier(_carry_drafts, _leave_drafts),
}
