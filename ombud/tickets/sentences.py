"""What happened on a ticket, in sentences people read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from ombud.core import local_time
from ombud.core.actor import ActorKind
from ombud.customers.matching import Key
from ombud.tickets.models import Entry, Priority, Verb
from ombud.tickets.models.base import OF_FIELD
from ombud.tickets.models.concerns.snoozable import TIME, WROTE
from ombud.tickets.models.concerns.undoable import WROTE_FIRST
from ombud.tickets.models.incoming import THANKS
from ombud.tickets.models.link import CHILD, DUPLICATE, EARLIER, LATER, PARENT
from ombud.tickets.names import Names
from ombud.tickets.owner_words import reason_of


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing that happened; the most important has the lowest rank."""

    text: SafeString
    rank: int
    icon: str = "history"
    glyph: str = ""
    details: str = ""


# What a ticket can be linked with besides tickets; the apps above fill it in ready().
LINK_WORDS: dict[str, str | Promise] = {}
# What another ticket is to this one.
RELATIONS: dict[str, Promise] = {
    CHILD: gettext_lazy("{number} is a child of this ticket"),
    PARENT: gettext_lazy("{number} is the parent of this ticket"),
    DUPLICATE: gettext_lazy("{number} is the same matter as this ticket"),
}
Words = Callable[[list[Any], Names], SafeString]
# Why a ticket has left the bin by itself.
BACK = {
    "mail": gettext_lazy("Back, because the customer has written again"),
    "undelivered": gettext_lazy("Back, because a reply was not delivered"),
}


def sentences_of(entry: Entry, names: Names) -> list[Sentence]:
    """Everything this entry tells besides its words."""
    if types := entry.changes.get("workflow"):
        names = names.between(*types)
    found = list(_of_verb(entry)) + list(_of_changes(entry.changes, names))
    found += _of_kept(entry.particulars.get("kept"), names)
    return found or [Sentence(_plain(entry.get_verb_display()), 9)]


def _of_verb(entry: Entry) -> Iterator[Sentence]:
    facts = entry.particulars
    match entry.verb:
        case Verb.DELIVERY_FAILED:
            yield _failed(facts)
        case Verb.UNDONE:
            yield _taken_back(facts)
        case Verb.RECEIVED if facts.get(THANKS):
            yield Sentence(_plain(_("Only thanks, so it stays as it is")), 5, "smile")
        case Verb.LINKED if facts.get("why") in {LATER, EARLIER}:
            yield _gone_on(facts)
        case Verb.LINKED | Verb.UNLINKED:
            yield _linked(entry.verb, facts)
        case Verb.ASSIGNED:
            if why := reason_of(facts):
                yield Sentence(_plain(why), 4, "circle-question-mark")
        case Verb.NOTICE_FAILED:
            text, why = _("A notice was not sent"), str(facts.get("error", ""))
            yield Sentence(_plain(text), 0, "triangle-alert", details=why)
        case Verb.RESTORED:
            if back := BACK.get(str(facts.get("why", ""))):
                yield Sentence(_plain(back), 0, "rotate-ccw")
        case verb if tell := TOLD.get(verb):
            yield tell(facts)
        case Verb.OPENED:
            yield Sentence(_plain(_("Ticket opened")), 5, "plus")


def _of_kept(kept: Any, names: Names) -> list[Sentence]:
    """What a ticket held that its new type does not ask for."""
    if not isinstance(kept, dict):
        return []
    told = []
    for slug, value in kept.items():
        field = names.field(slug)
        label = field.label if field else slug
        told.append(f"{label}: {names.value(field, value)}")
    text = format_html(_("Kept from the type before: {fields}"), fields="; ".join(told))
    return [Sentence(text, 8, "text-cursor-input")]


def _erased(facts: dict[str, Any]) -> Sentence:
    """What went, and why."""
    words = _("Messages: %(messages)s. Files: %(files)s. Kept for %(days)s days.")
    figures = {name: facts.get(name, 0) for name in ("messages", "files", "days")}
    text = _plain(_("Erased for good: messages, files and who it was about"))
    return Sentence(text, 0, "trash-2", details=words % figures)


def _gone_on(facts: dict[str, Any]) -> Sentence:
    """A late answer began a new ticket: told on the old one, and on the new."""
    if facts["why"] == LATER:
        pattern = _("Answered too late to be opened again: {number} goes on with it")
    else:
        pattern = _("Goes on with {number}, which was closed too long ago")
    number = _bold(f"#{facts.get('number', '')}")
    days, details = facts.get("days"), ""
    if days:
        words = ngettext(
            "An answer opens it again within %(days)s day.",
            "An answer opens it again within %(days)s days.",
            days,
        )
        details = words % {"days": days}
    return Sentence(format_html(pattern, number=number), 2, "link", details=details)


def _merged(facts: dict[str, Any]) -> Sentence:
    """Which numbers lead here since then."""
    numbers = listed_numbers(facts.get("numbers", ()))
    pattern = ngettext(
        "{numbers} was merged into this ticket",
        "{numbers} were merged into this ticket",
        len(facts.get("numbers", ())),
    )
    return Sentence(format_html(pattern, numbers=_bold(numbers)), 1, "merge")


def _parted(facts: dict[str, Any]) -> Sentence:
    """It stands by itself again."""
    number = _bold(f"#{facts.get('number', '')}")
    pattern = _("No longer merged into {number}")
    return Sentence(format_html(pattern, number=number), 1, "split")


def _split(facts: dict[str, Any]) -> Sentence:
    """What became a ticket of its own; or from where this one came."""
    number = _bold(f"#{facts.get('number', '')}")
    if facts.get("from"):
        text = format_html(_("Split from {number}"), number=number)
        return Sentence(text, 1, "split")
    copies = facts.get("copies", ())
    count = len(copies or facts.get("moved", ()))
    pattern = ngettext("{count} message", "{count} messages", count)
    told = format_html(pattern, count=count)
    way = _("{told} copied to {number}") if copies else _("{told} moved to {number}")
    return Sentence(format_html(way, told=told, number=number), 1, "split")


def listed_numbers(numbers: Iterable[int]) -> str:
    """“#1042, #1043”."""
    return ", ".join(f"#{number}" for number in numbers)


def _linked(verb: str, facts: dict[str, Any]) -> Sentence:
    """With another ticket, or with something that an app above has a word for."""
    kind = str(facts.get("link", ""))
    if verb == Verb.LINKED and kind in RELATIONS:
        told = _bold(f"#{facts.get('number', '')}")
        text = format_html(str(RELATIONS[kind]), number=told)
        return Sentence(text, 4, "link", details=str(facts.get("why", "")))
    number = str(facts.get("number", ""))
    word = LINK_WORDS.get(str(facts.get("kind", "")))
    shown = f"{word} {number}" if word else f"#{number}"
    pattern = (
        _("Linked with {number}")
        if verb == Verb.LINKED
        else _("No longer linked with {number}")
    )
    return Sentence(
        format_html(pattern, number=_bold(shown)),
        4,
        "link",
        details=str(facts.get("why", "")),
    )


def _identified(facts: dict[str, Any]) -> Sentence:
    """Whose it is since then, and by what they were found."""
    if not facts.get("name"):
        return Sentence(_plain(_("Taken from the customer")), 3, "contact")
    key = str(dict(Key.choices).get(str(facts.get("key", "")), ""))
    if facts.get("number"):
        key = f"{key}: {facts['number']}"
    name = _bold(facts["name"])
    text = format_html(_("Belongs to {name}"), name=name)
    return Sentence(text, 3, "contact", details=key)


def _taken_back(facts: dict[str, Any]) -> Sentence:
    """By somebody; or a reply that was to leave later."""
    if facts.get("why") == WROTE_FIRST:
        text = _("Not sent, because the customer has written first")
        return Sentence(_plain(text), 0, "undo-2")
    return Sentence(_plain(_("Taken back")), 1, "undo-2")


def _woken(facts: dict[str, Any]) -> Sentence:
    """Why it is back."""
    why = {
        TIME: _("Woke up, for its time has come"),
        WROTE: _("Woke up, because the customer has written"),
    }
    return Sentence(_plain(why.get(str(facts.get("why")), _("Woken up"))), 1, "sun")


def _put_off(facts: dict[str, Any]) -> Sentence:
    """When a reply leaves since then."""
    if not facts.get("at"):
        return Sentence(_plain(_("The reply leaves now after all")), 4, "send")
    pattern = _("The reply leaves {time}")
    text = format_html(pattern, time=_bold(_moment(facts["at"])))
    return Sentence(text, 4, "clock")


def _asleep(values: list[Any], _names: Names) -> SafeString:
    if values[1]:
        until = _bold(_moment(values[1]))
        return format_html(_("Asleep until {time}"), time=until)
    return _plain(_("No longer asleep"))


def _moment(text: str) -> str:
    return local_time.full(datetime.fromisoformat(text))


# Verbs that are one sentence of their particulars.
TOLD: dict[str, Callable[[dict[str, Any]], Sentence]] = {
    Verb.ERASED: _erased,
    Verb.IDENTIFIED: _identified,
    Verb.MERGED: _merged,
    Verb.PARTED: _parted,
    Verb.SPLIT: _split,
    Verb.WOKEN: _woken,
    Verb.PUT_OFF: _put_off,
}


def _failed(facts: dict[str, Any]) -> Sentence:
    to = ", ".join(facts.get("to", ()))
    pattern = (
        _("The mail to {to} came back")
        if facts.get("bounced")
        else _("Not delivered to {to}")
    )
    return Sentence(
        format_html(pattern, to=_bold(to)),
        0,
        "triangle-alert",
        details=str(facts.get("error", "")),
    )


def _of_changes(changes: dict[str, list[Any]], names: Names) -> Iterator[Sentence]:
    for field, values in changes.items():
        words = WORDS.get(field)
        if not isinstance(values, list) or len(values) != 2:
            continue
        if field.startswith(OF_FIELD):
            slug = field.removeprefix(OF_FIELD)
            yield Sentence(_field(slug, values, names), 7, "text-cursor-input")
        if words is None:
            continue
        rank, icon, phrase = words
        glyph = names.glyph(values[1]) if field == "state" else ""
        yield Sentence(phrase(values, names), rank, icon, glyph)


def _state(values: list[Any], names: Names) -> SafeString:
    old, new = values
    return format_html("{} → {}", names.state_before(old), _bold(names.state(new)))


def _assignee(values: list[Any], names: Names) -> SafeString:
    old, new = values
    if new:
        return format_html(_("Assigned to {name}"), name=_bold(names.agent(new)))
    return format_html(_("Taken from {name}"), name=_bold(names.agent(old)))


def _team(values: list[Any], names: Names) -> SafeString:
    return format_html(
        _("Handed to the team {name}"), name=_bold(names.team(values[1]))
    )


def _priority(values: list[Any], _names: Names) -> SafeString:
    old, new = (dict(Priority.choices).get(value, value) for value in values)
    return format_html(_("Priority {old} → {new}"), old=old, new=_bold(new))


def _category(values: list[Any], names: Names) -> SafeString:
    if values[1]:
        return format_html(_("Category {name}"), name=_bold(names.category(values[1])))
    return _plain(_("Category removed"))


def _field(slug: str, values: list[Any], names: Names) -> SafeString:
    field = names.field(slug)
    old, new = (names.value(field, value) for value in values)
    label = field.label if field else slug
    return format_html("{}: {} → {}", label, old, _bold(new))


def _type(values: list[Any], names: Names) -> SafeString:
    old, new = (names.type(value) for value in values)
    return format_html(_("Type {old} → {new}"), old=old, new=_bold(new))


def _bin(values: list[Any], _names: Names) -> SafeString:
    return _plain(_("Moved to the bin") if values[1] else _("Taken out of the bin"))


def _not_stored(values: list[Any], _names: Names) -> SafeString:
    stays = _("The customer may be stored")
    return _plain(_("The customer is not stored") if values[1] else stays)


def _address(values: list[Any], _names: Names) -> SafeString:
    """Where the customer can be written to; the old one, where that was taken back."""
    if not values[1]:
        return _plain(_("The customer's address was removed"))
    return format_html(_("The customer's address: {address}"), address=values[1])


def _subject(values: list[Any], _names: Names) -> SafeString:
    return format_html(_("Subject changed to “{subject}”"), subject=_bold(values[1]))


def _tags(values: list[Any], _names: Names) -> SafeString:
    return tags_changed(values)


def tags_changed(values: list[Any]) -> SafeString:
    """“Tag added: leak”."""
    old, new = (set(value or ()) for value in values)
    added, removed = ", ".join(sorted(new - old)), ", ".join(sorted(old - new))
    if added and removed:
        pattern = _("Tags: {added} added, {removed} removed")
    else:
        pattern = _("Tag added: {added}") if added else _("Tag removed: {removed}")
    return format_html(pattern, added=_bold(added), removed=_bold(removed))


# field: how important, which icon, which words.
WORDS: dict[str, tuple[int, str, Words]] = {
    "state": (2, "history", _state),
    "assignee": (3, "user", _assignee),
    "team": (3, "users", _team),
    "priority": (6, "history", _priority),
    "category": (6, "folder", _category),
    "workflow": (4, "workflow", _type),
    "deleted_at": (1, "trash-2", _bin),
    "not_stored": (5, "eye-off", _not_stored),
    "subject": (7, "pencil", _subject),
    "requester_email": (6, "at-sign", _address),
    "tags": (8, "tag", _tags),
    "asleep_until": (4, "moon", _asleep),
}


def words_of_tags(entry: Entry) -> str:
    """Which tags came and went, as plain text; empty where none did."""
    values = entry.changes.get("tags")
    return unescape(strip_tags(tags_changed(values))) if values else ""


def author_of(entry: Entry) -> str:
    """Who did it, as the line names them: nobody where Ombud did."""
    if entry.author_kind == ActorKind.MACHINE:
        return pgettext("who did it", "automatic")
    return entry.author_name


def _bold(text: object) -> SafeString:
    return format_html("<b>{}</b>", text)


def _plain(text: object) -> SafeString:
    return format_html("{}", text)
