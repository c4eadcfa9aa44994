"""Each type that we ship, from its first mail to closed, by the buttons that it has."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from ombud.testing.factories import make_channel
from ombud.testing.mails import letter, take_in
from ombud.tickets.models import Ticket
from ombud.users.models import Team
from ombud.workflows.models import Action, ActionKind
from ombud.workflows.plan import Plan
from ombud.workflows.starting import SLUGS, starter, starter_plan

Way = list[str]
PATIENCE = 15_000


def longest_way(plan: Plan) -> Way:
    """The actions by which a ticket sees most states before it is closed."""
    ends = {state["slug"] for state in plan["states"] if state["kind"] == "closed"}

    def ways(state: str, seen: frozenset[str]) -> list[Way]:
        if state in ends:
            return [[]]
        return [
            [action["slug"], *rest]
            for action in plan["actions"]
            if action["kind"] == ActionKind.MOVE and state in action.get("from", [])
            if action.get("to") and action["to"] not in seen
            for rest in ways(action["to"], seen | {action["to"]})
        ]

    first = plan["states"][0]["slug"]
    return max(ways(first, frozenset({first})), key=len)


def press(page: Page, action: Action) -> None:
    """In the menu, and what it asks with it."""
    page.locator("#ticket-actions-more").click()
    menu = page.locator("#action-menu")
    # “Qualify”, and not “Disqualify”; behind the name stands its key.
    named = re.compile(rf"^{re.escape(action.label)}\b")
    menu.get_by_role("button", name=named).first.click()
    uses = list(action.field_uses.select_related("field"))
    if uses:
        form = page.locator("#action-form")
        expect(form.locator("#action-form-title")).to_have_text(action.label)
        for use in uses:
            for field in form.locator(f"[name^=fields-{use.field.slug}]").all():
                # What is hidden beside the others is not asked for.
                if use.required and field.is_visible():
                    fill(field)
        form.get_by_role("button", name=action.label).click()
    expect(page.locator("#ticket-state")).to_contain_text(
        action.to_state.label if action.to_state else "", timeout=PATIENCE
    )


def fill(field: Locator) -> None:
    """Something that fits."""
    tag = field.evaluate("field => field.type")
    if tag.startswith("select"):
        field.select_option(index=1)
    elif tag == "checkbox":
        field.check()
    else:
        field.fill({"date": "2026-12-24", "number": "1"}.get(tag, "24.90"))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_type_is_walked_from_the_first_mail_to_closed(
    slug: str, ines_page: Page, support: Team, until
) -> None:
    workflow, way = starter(slug), longest_way(starter_plan(slug))
    take_in(letter("It leaks."), make_channel(support, workflow=workflow))
    ticket = Ticket.objects.get()
    assert ticket.workflow == workflow
    ines_page.goto(ticket.get_absolute_url())
    for name in way:
        action = Action.objects.select_related("to_state").get(
            workflow=workflow, slug=name
        )
        press(ines_page, action)
    until(lambda: not Ticket.objects.get().is_open)
