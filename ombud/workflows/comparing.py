"""What differs between two plans: sentences, each with its place."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ombud.workflows.checking import Fault
from ombud.workflows.drafting import Row
from ombud.workflows.plan import Plan

# A change is told as a fault is: a place and a sentence.
Change = Fault
OF_PARTS = {"states", "actions", "fields", "notices", "form"}


def changes(before: Plan, after: Plan) -> list[Change]:
    """What a plan changes; one line a part."""
    return [Change(place, sentence) for place, sentence in _changes(before, after)]


def _changes(before: Plan, after: Plan) -> Iterator[tuple[str, str]]:
    if _itself(before) != _itself(after):
        yield "", _("The workflow itself is changed.")
    yield from _parts("states", before, after)
    yield from _parts("actions", before, after)
    if before.get("form", []) != after.get("form", []):
        yield "form", _("What is asked when a ticket is opened is changed.")
    if before.get("fields", []) != after.get("fields", []):
        yield "form", _("Fields are changed.")
    yield from _notices(before, after)


def _itself(plan: Plan) -> Plan:
    return {name: value for name, value in plan.items() if name not in OF_PARTS}


def _parts(noun: str, before: Plan, after: Plan) -> Iterator[tuple[str, str]]:
    old = {row["slug"]: row for row in before.get(noun, [])}
    new = {row["slug"]: row for row in after.get(noun, [])}
    for slug, row in new.items():
        place, words = f"{noun}.{slug}", {"name": row["name"]}
        if slug not in old:
            yield place, _("“%(name)s” is new.") % words
        elif row != old[slug]:
            yield place, _difference(old[slug], row)
    for slug, row in old.items():
        if slug not in new:
            yield "", _("“%(name)s” is removed.") % {"name": row["name"]}
    kept = [slug for slug in old if slug in new]
    if kept != [slug for slug in new if slug in old]:
        yield "", _ORDER[noun]()


_ORDER = {
    "states": lambda: _("The states have another order."),
    "actions": lambda: _("The actions have another order."),
}


def _difference(old: Row, new: Row) -> str:
    if old["name"] != new["name"]:
        return _("“%(old)s” is called “%(new)s”.") % {
            "old": old["name"],
            "new": new["name"],
        }
    return _("“%(name)s” is changed.") % {"name": new["name"]}


def _notices(before: Plan, after: Plan) -> Iterator[tuple[str, str]]:
    """By what they are sent on: their numbers say nothing."""
    old, new = _by_event(before), _by_event(after)
    names = {row["slug"]: row["name"] for row in after.get("actions", [])}
    for event in {**old, **new}:
        slug = event.partition(":")[2]
        if old.get(event) == new.get(event) or (slug and slug not in names):
            continue
        if slug:
            sentence = _("The notices after “%(name)s” are changed.")
            yield f"actions.{slug}.notices", sentence % {"name": names[slug]}
        else:
            yield "", _("The notices on opening or completion are changed.")


def _by_event(plan: Plan) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for notice in plan.get("notices", []):
        found.setdefault(notice["on"], []).append(notice)
    return found
