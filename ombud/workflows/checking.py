"""What is wrong with a plan, and what is odd: sentences, each with its place."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ombud.core.icons import is_icon
from ombud.lib.liquid import TemplateWrong, variables_of
from ombud.workflows.models import (
    ActionKind,
    Assignment,
    Field,
    FieldKind,
    StateKind,
)
from ombud.workflows.models.notice import NoticeEvent, Recipient
from ombud.workflows.plan import Plan
from ombud.workflows.reaching import advice_on
from ombud.workflows.shape import shape_faults
from ombud.workflows.words import KNOWN, is_known


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: "actions.ask-for-parcel.to"."""

    place: str
    sentence: str


class PlanWrong(Exception):
    """A plan that cannot be published; names each fault."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(" ".join(fault.sentence for fault in faults))
        self.faults = faults


def faults_of(plan: Plan) -> list[Fault]:
    """Everything that keeps a plan from being published; three queries at most."""
    shape = [Fault(place, sentence) for place, sentence in shape_faults(plan)]
    if shape:
        # Nothing else can be looked at in what has no right shape.
        return shape
    return [Fault(place, sentence) for place, sentence in _faults(plan)]


def advice_of(plan: Plan) -> list[Fault]:
    """Dead ends, states that nothing leads to, actions that nobody may perform."""
    return [Fault(place, sentence) for place, sentence in advice_on(plan)]


Found = Iterator[tuple[str, str]]


def _faults(plan: Plan) -> Found:
    yield from _icon("icon", plan)
    yield from _twice(plan)
    yield from _states(plan)
    yield from _fields(plan)
    yield from _actions(plan)
    yield from _keys(plan)
    yield from _holders(plan)
    yield from _notices(plan)


def slugs(plan: Plan, noun: str) -> list[str]:
    """The keys of its states, actions or fields."""
    return [one["slug"] for one in plan.get(noun, [])]


def _twice(plan: Plan) -> Found:
    for noun in ("states", "actions", "fields"):
        for slug, count in Counter(slugs(plan, noun)).items():
            if count > 1:
                yield (
                    f"{noun}.{slug}",
                    _("The key “%(key)s” is used twice.") % {"key": slug},
                )


def _states(plan: Plan) -> Found:
    if not plan.get("states"):
        yield "states", _("A workflow needs at least one state.")
        return
    for state in plan["states"]:
        if state["kind"] not in StateKind.values:
            yield f"states.{state['slug']}.kind", _unknown(state["kind"])
    finished = {StateKind.SOLVED, StateKind.CLOSED}
    if not any(state["kind"] in finished for state in plan["states"]):
        yield "states", _("No state is solved or closed: tickets would never end.")


def _fields(plan: Plan) -> Found:
    named = slugs(plan, "fields")
    there = dict(
        Field.objects.filter(noun="ticket", slug__in=named).values_list("slug", "kind")
    )
    for field in plan.get("fields", []):
        place = f"fields.{field['slug']}"
        if field["kind"] not in FieldKind.values:
            yield f"{place}.kind", _unknown(field["kind"])
        elif there.get(field["slug"], field["kind"]) != field["kind"]:
            # Values of the other kind are kept already.
            yield f"{place}.kind", _("The field “%(slug)s” is of another kind.") % field
        if field["kind"] in {FieldKind.CHOICE, FieldKind.TREE} and not field.get(
            "options"
        ):
            yield (
                f"{place}.options",
                _("“%(name)s” needs values to choose from.") % field,
            )
    yield from _uses("form", plan.get("form", []), plan)


def _uses(place: str, uses: Iterable[Any], plan: Plan) -> Found:
    known = slugs(plan, "fields")
    for use in uses:
        asked = [use["field"], *([use["show_if"]["field"]] if "show_if" in use else [])]
        for slug in asked:
            if slug not in known:
                yield f"{place}.{use['field']}", _unknown(slug)


def _actions(plan: Plan) -> Found:
    states = slugs(plan, "states")
    for action in plan.get("actions", []):
        place = f"actions.{action['slug']}"
        if action["kind"] not in ActionKind.values:
            yield f"{place}.kind", _unknown(action["kind"])
        yield from _icon(place, action)
        wanted = [*action.get("from", []), *filter(None, [action.get("to")])]
        for slug in [*wanted, *action.get("allowed_in", {})]:
            if slug not in states:
                yield place, _unknown(slug)
        yield from _uses(place, action.get("fields", []), plan)
        yield from _assignment(place, action.get("assign", ""), plan)
        for slug in action.get("set", {}).get("fields", {}):
            if slug not in slugs(plan, "fields"):
                yield f"{place}.set", _unknown(slug)


def _icon(place: str, row: Plan) -> Found:
    if row.get("icon") and not is_icon(row["icon"]):
        yield f"{place}.icon", _("There is no icon “%(name)s”.") % {"name": row["icon"]}


def _assignment(place: str, wish: str, plan: Plan) -> Found:
    way, _colon, whose = wish.partition(":")
    if way and way not in Assignment.values:
        yield f"{place}.assign", _unknown(way)
    elif whose and not is_known("agent" if way == Assignment.AGENT else "team", whose):
        yield f"{place}.assign", _unknown(whose)
    elif way in {Assignment.TEAM, Assignment.AGENT} and not whose:
        yield f"{place}.assign", _("Say who gets it.")


def _keys(plan: Plan) -> Found:
    """Two actions of one state with the same key: only one of them could be pressed."""
    for state in plan["states"]:
        offered = [
            action["hotkey"]
            for action in plan.get("actions", [])
            if action.get("hotkey") and state["slug"] in action.get("from", [])
        ]
        for key, count in Counter(offered).items():
            if count > 1:
                words = {"key": key, "state": state["name"]}
                yield (
                    f"states.{state['slug']}",
                    _("Two actions in the state “%(state)s” have the key %(key)s.")
                    % words,
                )


def _holders(plan: Plan) -> Found:
    places = {"owners": plan.get("owners", [])}
    for state in plan["states"]:
        places[f"states.{state['slug']}.seen_by"] = state.get("seen_by", [])
    for action in plan.get("actions", []):
        inside = [one for some in action.get("allowed_in", {}).values() for one in some]
        places[f"actions.{action['slug']}.allowed"] = [
            *action.get("allowed", []),
            *inside,
        ]
    for place, holders in places.items():
        for holder in holders:
            kind, _colon, slug = holder.partition(":")
            if kind not in {"team", "role"} or not is_known(kind, slug):
                yield place, _unknown(holder)


def _notices(plan: Plan) -> Found:
    events = {str(NoticeEvent.CREATED), str(NoticeEvent.COMPLETED)}
    events |= {f"action:{slug}" for slug in slugs(plan, "actions")}
    for number, notice in enumerate(plan.get("notices", []), start=1):
        place = f"notices.{number}"
        if notice["on"] not in events:
            yield f"{place}.on", _unknown(notice["on"])
        for one in notice["to"]:
            yield from _recipient(f"{place}.to", one)
        if not notice.get("texts"):
            yield (
                f"{place}.texts",
                _("A notice needs its text in one language at least."),
            )
        for language, text in notice.get("texts", {}).items():
            yield from _text(f"{place}.texts.{language}", text, plan)


def _recipient(place: str, one: str) -> Found:
    kind, _colon, whose = one.partition(":")
    if kind not in Recipient.values:
        yield place, _unknown(one)
    elif kind == Recipient.AGENT and not is_known("agent", whose):
        yield place, _unknown(whose)
    elif kind == Recipient.ADDRESS and "@" not in whose:
        yield place, _("“%(name)s” is no e-mail address.") % {"name": whose}


def _text(place: str, text: dict[str, str], plan: Plan) -> Found:
    for part in ("subject", "body"):
        try:
            used = variables_of(text.get(part, ""))
        except TemplateWrong as wrong:
            yield (
                f"{place}.{part}",
                _("The text cannot be read: %(why)s.") % {"why": wrong},
            )
            continue
        fields = {f"fields.{slug}" for slug in slugs(plan, "fields")}
        for name in sorted(used - KNOWN - fields):
            yield (
                f"{place}.{part}",
                _("There is no placeholder “%(name)s”.") % {"name": name},
            )


def _unknown(name: str) -> str:
    return _("“%(name)s” is not known here.") % {"name": name}
