"""Each type that we ship, from its first mail to closed, by those who may do each step.

The complaint has a journey of its own, with a mailbox and a worker.
"""

from collections.abc import Callable

import pytest

from ombud.testing.factories import make_agent, make_team
from ombud.testing.servers import SmtpServer
from ombud.tickets.models import Ticket
from ombud.users.models import User
from tests.journeys.walking import Desk, a_mail_opens, told

OWNER, WAREHOUSE, SUPPORT = "role:owner", "team:warehouse", "team:support"
Read = Callable[[], str]


@pytest.fixture
def at(new_page) -> Callable[[User], Desk]:
    """Somebody's desk."""
    return lambda user: Desk(new_page(user))


@pytest.fixture
def read(smtp_server: SmtpServer, run_jobs) -> Read:
    """All that Carla has been written."""
    return lambda: told(smtp_server, run_jobs)


def is_closed() -> bool:
    return not Ticket.objects.get().is_open


def test_support_is_answered_handed_over_and_closed_by_the_owner(
    at, read: Read, smtp_server, agnes: User, bela: User, olaf: User, ines: User
) -> None:
    a_mail_opens("support", smtp_server, may={"close": [OWNER]})
    at(olaf).sees_nothing_of_it()
    hers = at(agnes)
    hers.finds_it()
    hers.does("Assign to me", "New")
    hers.answers("Which kettle is it?")
    assert "Which kettle is it?" in read()
    hers.gives_it_to("Béla Balogh", "She has the old kettle.")
    hers.lacks("Close")
    his = at(bela)
    his.finds_it("mine")
    his.reads("She has the old kettle.")
    his.does("Solve", "Solved")
    his.lacks("Close")
    owners = at(ines)
    owners.finds_it("all")
    owners.does("Close", "Closed")
    assert is_closed()
    assert "is done" in read()


def test_a_repair_goes_to_the_warehouse_the_workshop_and_back(
    at, read: Read, smtp_server, agnes: User, olaf: User
) -> None:
    otto = make_agent("Otto Orsini", make_team("workshop"))
    workshop = "team:workshop"
    a_mail_opens(
        "return",
        smtp_server,
        may={
            "received": [WAREHOUSE],
            "send-supplier": [workshop],
            "from-supplier": [workshop],
            "repair-done": [workshop],
            "send-back": [WAREHOUSE],
        },
        sees={
            "underway": [SUPPORT, WAREHOUSE],
            "inspection": [SUPPORT, workshop],
            "supplier": [SUPPORT, workshop],
            "repaired": [SUPPORT, WAREHOUSE],
        },
    )
    hers, parcels, tools = at(agnes), at(olaf), at(otto)
    parcels.sees_nothing_of_it()
    hers.finds_it()
    hers.does(
        "Ask for the parcel",
        "On its way",
        return_reason="repair",
        serial_number="LP-20417",
    )
    hers.lacks("The parcel has arrived")
    parcels.finds_it()
    parcels.lacks("Send to the manufacturer", "Reply")
    parcels.passes_it_on("The parcel has arrived")
    tools.finds_it()
    tools.lacks("Send back", "Solve")
    tools.does(
        "Send to the manufacturer",
        "With the manufacturer",
        supplier_name="Officine Belloni",
        back_by="2026-12-24",
    )
    hers.finds_it()
    hers.lacks("Back from the manufacturer")
    cost = {"repair_cost_0": "80", "repair_cost_1": "EUR"}
    tools.passes_it_on("Back from the manufacturer", **cost)
    parcels.finds_it()
    parcels.lacks("Back from the manufacturer")
    parcels.passes_it_on("Send back", tracking_number="1Z 999")
    hers.finds_it("all")
    letters = read()
    assert all(one in letters for one in ("on the parcel", "manufacturer", "1Z 999"))
    hers.answers("Does it heat again?")
    hers.does("Close without answer", "Closed")
    assert is_closed()
    assert "Does it heat again?" in read()


def test_a_lead_is_handed_to_sales_and_won_by_the_owner(
    at, read: Read, smtp_server, support, agnes: User, ines: User
) -> None:
    sara = make_agent("Sara Silva", support, make_team("sales"))
    a_mail_opens("lead", smtp_server, may={"win": [OWNER]}, owners=["team:sales"])
    hers = at(agnes)
    hers.finds_it()
    # Only sales may own leads.
    hers.lacks("Assign to me", "Contacted")
    hers.gives_it_to("Sara Silva", "They open a second bar.")
    sells = at(sara)
    sells.finds_it("mine")
    sells.reads("They open a second bar.")
    sells.does("Contacted", "Contacted")
    sells.does("Qualify", "Qualified", need="Three machines.")
    sells.answers("Here is our quote.")
    sells.does("Quote sent", "Quote sent")
    sells.lacks("Won")
    owners = at(ines)
    owners.finds_it("all")
    owners.does("Won", "Won", order_value_0="14000", order_value_1="EUR")
    assert is_closed()
    assert "Here is our quote." in read()


def test_feedback_is_passed_on_thanked_for_and_answered(
    at, read: Read, smtp_server, support, agnes: User, olaf: User
) -> None:
    quinn = make_agent("Quinn Quist", support, make_team("quality"))
    a_mail_opens("feedback", smtp_server, may={"thank": ["team:quality"]})
    at(olaf).sees_nothing_of_it()
    hers = at(agnes)
    hers.finds_it()
    hers.lacks("Thank and done")
    hers.gives_it_to("Quinn Quist", "The seal, once more.")
    theirs = at(quinn)
    theirs.finds_it("mine")
    theirs.reads("The seal, once more.")
    theirs.does("Thank and done", "Read")
    assert "Thank you for telling us." in read()
    theirs.answers("We use another seal now.")
    assert "We use another seal now." in read()
    assert is_closed()


def test_an_application_is_reviewed_and_decided_by_the_owner(
    at, read: Read, smtp_server, agnes: User, olaf: User, ines: User
) -> None:
    may = {"accept": [OWNER], "refuse": [OWNER]}
    a_mail_opens("application", smtp_server, may=may)
    at(olaf).sees_nothing_of_it()
    hers = at(agnes)
    hers.finds_it()
    hers.does("Start the review", "Review", position_wanted="Barista trainer")
    hers.answers("Where do you work now?")
    assert "Where do you work now?" in read()
    hers.does("Invite", "Invited", interview_on="2026-12-01")
    hers.lacks("Accept", "Refuse")
    assert "would like to meet" in read()
    owners = at(ines)
    owners.finds_it("all")
    owners.does("Refuse", "Refused")
    assert is_closed()
    assert "somebody else this time" in read()
