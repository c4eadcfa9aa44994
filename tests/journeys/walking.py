"""The words of a journey on one ticket: who finds it, who does what, who may not."""

import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from ombud.channels.models import Delivery
from ombud.channels.sending import send_due
from ombud.lib.mail import parse
from ombud.testing.mails import letter, make_mailbox, take_in
from ombud.testing.servers import SmtpServer
from ombud.tickets.models import Entry, Ticket
from ombud.workflows.plan import Plan
from ombud.workflows.publishing import publish
from ombud.workflows.starting import starter_plan

CARLA = "carla@example.com"
SUBJECT = "Broken parcel"
Holders = Sequence[str]
Rights = Mapping[str, Holders]


@dataclass
class Desk:
    """Somebody with the one ticket before them, or without."""

    page: Page

    def finds_it(self, view: str = "teams") -> None:
        """In a list, where a person looks; by its row it opens."""
        self.page.goto(f"/inbox/{view}/")
        self.page.locator(".trow", has_text=SUBJECT).click()
        expect(self.page.locator(".ticket-title")).to_have_text(SUBJECT)

    def sees_nothing_of_it(self) -> None:
        """Neither in the list nor by its address."""
        self.page.goto("/inbox/teams/")
        expect(self.page.locator(".trow")).to_have_count(0)
        answer = self.page.goto(Ticket.objects.get().get_absolute_url())
        assert answer is not None
        assert answer.status == 404

    def does(self, name: str, state: str, **values: str) -> None:
        """Press a button, fill in what it asks, and the ticket stands there."""
        self.presses(name, **values)
        expect(self.page.locator("#ticket-state")).to_contain_text(state)

    def passes_it_on(self, name: str, **values: str) -> None:
        """Press a button that leads out of their own sight: the list says so."""
        self.presses(name, **values)
        expect(self.page.locator(".toast").first).to_be_visible()
        expect(self.page.locator(".trow")).to_have_count(0)

    def presses(self, name: str, **values: str) -> None:
        """In the menu, which lists also those for which the row has no room."""
        self.page.locator("#ticket-actions-more").click()
        self.page.locator("#action-menu").get_by_role("button", name=only(name)).click()
        if not values:
            return
        form = self.page.locator("#action-form")
        for field, value in values.items():
            fill(form.locator(f"[name=fields-{field}]"), value)
        form.get_by_role("button", name=name, exact=True).click()

    def answers(self, text: str) -> None:
        """By the keyboard alone."""
        self.page.keyboard.press("r")
        expect(self.page.locator("#reply-form .ProseMirror")).to_be_focused()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Control+Enter")
        expect(self.page.locator(".toast").first).to_contain_text("Carla Conti")
        expect(self.page.locator(".timeline").get_by_text(text)).to_be_visible()

    def gives_it_to(self, name: str, why: str) -> None:
        """By the dialog of owners, with a word to them."""
        self.page.keyboard.press("a")
        dialog = self.page.locator("dialog.owners")
        dialog.locator("textarea[name=note]").fill(why)
        dialog.get_by_role("button", name=re.compile(name)).first.click()
        expect(self.page.locator("#dialogs ombud-dialog")).to_have_count(0)
        expect(self.page.locator(".props")).to_contain_text(name)

    def reads(self, text: str) -> None:
        """What somebody before them has left."""
        expect(self.page.locator(".timeline").get_by_text(text)).to_be_visible()

    def lacks(self, *names: str) -> None:
        """No such button, neither in the row nor in the menu, and none that is off."""
        expect(self.page.locator("#ticket-actions-more")).to_be_attached()
        for name in names:
            wherever = "#action-menu *, .actions-row *, #state-menu *"
            found = self.page.locator(wherever).filter(has_text=only(name))
            expect(found).to_have_count(0)


def only(name: str) -> re.Pattern[str]:
    """“Qualify”, and not “Disqualify”; behind the name stands its key."""
    return re.compile(rf"^\s*{re.escape(name)}\s*(\b\w)?\s*$")


def fill(field: Locator, value: str) -> None:
    """As its kind is filled in."""
    kind = field.evaluate("field => field.type")
    if kind.startswith("select"):
        field.select_option(value)
    elif kind == "checkbox":
        field.check()
    else:
        field.fill(value)


def a_mail_opens(
    slug: str, smtp_server: SmtpServer, *, owners: Holders = (), **rights: Rights
) -> None:
    """Carla writes to a mailbox of that type; `may` and `sees` are its rights."""
    box = make_mailbox(
        workflow=publish(ruled(starter_plan(slug), owners, **rights)),
        out_port=smtp_server.port,
        out_security="plain",
        same_login=False,
    )
    take_in(letter("It leaks.", subject=SUBJECT), box)


def ruled(
    starter: Plan,
    owners: Holders = (),
    may: Rights = MappingProxyType({}),
    sees: Rights = MappingProxyType({}),
) -> Plan:
    """The starter, where some actions and states are only somebody's."""
    plan = deepcopy(starter) | ({"owners": list(owners)} if owners else {})
    for parts, key, rights in (
        ("actions", "allowed", may),
        ("states", "seen_by", sees),
    ):
        for part in plan[parts]:
            if held := rights.get(part["slug"]):
                part[key] = list(held)
    return plan


def told(smtp_server: SmtpServer, run_jobs: Callable[[], None]) -> str:
    """An hour later: all that Carla has been written.

    Notices are silent to whom an agent has written within two minutes.
    """
    run_jobs()
    Delivery.objects.update(due_at=timezone.now())
    send_due()
    Entry.objects.update(at=F("at") - timedelta(hours=1))
    mails = [one for one in smtp_server.received if CARLA in one.recipients]
    return "\n".join(parse(one.raw).text for one in mails)
