"""The list of workflows: new ones, files, copies, switches, removal."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ombud.testing.factories import make_channel, make_ticket
from ombud.workflows.models import Version, Workflow
from ombud.workflows.plan import as_toml, plan_of, read_toml
from ombud.workflows.starting import starter, starter_plan

LIST = "/settings/workflows/"
SMALL = """
name = "Small"
slug = "small"
[[states]]
slug = "new"
name = "New"
kind = "new"
[[states]]
slug = "closed"
name = "Closed"
kind = "closed"
[[actions]]
slug = "close"
name = "Close"
kind = "move"
from = ["new"]
to = "closed"
"""

TWIN = """
[[actions]]
slug = "b"
name = "B"
kind = "note"
from = ["new"]
hotkey = "1"
"""


@pytest.fixture
def support_flow(db) -> Workflow:
    return starter("support")


def test_the_list_costs_the_same_however_many(
    ines_client, support_flow, django_assert_max_num_queries
):
    make_ticket()
    starter("complaint")
    with django_assert_max_num_queries(13):
        page = ines_client.get(LIST).content.decode()
    assert "1 open ticket" in page
    assert "Waiting for the parcel" in page


def test_ines_starts_from_a_starter(ines_client):
    assert "Return and repair" in ines_client.get(f"{LIST}new/").content.decode()
    answer = ines_client.post(f"{LIST}new/", {"starter": "return"})
    assert answer["Location"] == f"{LIST}return/"
    made = Workflow.objects.get(slug="return")
    assert not made.is_active
    assert made.states.count() == len(starter_plan("return")["states"])


def test_ines_starts_from_nothing(ines_client):
    assert "From nothing" in ines_client.get(f"{LIST}new/").content.decode()
    ines_client.post(f"{LIST}new/", {"starter": "workflow"})
    assert Workflow.objects.get().name == "New workflow"


def test_the_same_starter_twice_makes_two(ines_client, support_flow):
    ines_client.post(f"{LIST}new/", {"starter": "support"})
    assert Workflow.objects.get(slug="support-2").name == "Support 2"


def test_an_unknown_starter_makes_nothing(ines_client):
    assert ines_client.post(f"{LIST}new/", {"starter": "../x"}).status_code == 422
    assert not Workflow.objects.exists()


def test_a_file_makes_a_workflow(ines_client):
    file = SimpleUploadedFile("small.toml", SMALL.encode())
    answer = ines_client.post(f"{LIST}import/", {"file": file})
    assert answer["Location"] == f"{LIST}small/"


def test_text_for_a_workflow_that_is_here_is_its_draft(ines_client, support_flow):
    plan = plan_of(support_flow) | {"name": "Help"}
    ines_client.post(f"{LIST}import/", {"text": as_toml(plan)})
    assert Version.objects.get(published_at=None).plan["name"] == "Help"
    support_flow.refresh_from_db()
    assert support_flow.name == "Support"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name = ", "The file cannot be read"),
        ("", "“name” is missing."),
        (SMALL.replace('kind = "move"', "kind = 7"), "actions.close.kind"),
        (
            SMALL.replace('to = "closed"', 'to = "heaven"'),
            "“heaven” is not known here.",
        ),
        (SMALL.replace('kind = "closed"', 'kind = "open"'), "tickets would never end"),
        (f"{SMALL}wings = 2", "“wings” is no word of a workflow."),
        (f'{SMALL}icon = "no-such-icon"', "There is no icon “no-such-icon”."),
        (f'{SMALL}allowed = ["team:x"]', "“team:x” is not known here."),
        (
            f'{SMALL}hotkey = "1"\n{TWIN}',
            "Two actions in the state “New” have the key 1.",
        ),
        ("x" * 600_000, "too long"),
    ],
)
def test_a_file_with_faults_brings_nothing_and_says_where(ines_client, text, sentence):
    answer = ines_client.post(f"{LIST}import/", {"text": text})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Workflow.objects.exists()


def test_letters_that_are_none_are_no_workflow(ines_client):
    file = SimpleUploadedFile("x.toml", b"\xff\xfe\x00n")
    assert ines_client.post(f"{LIST}import/", {"file": file}).status_code == 422


def test_the_export_can_be_brought_in_again(ines_client, support_flow):
    answer = ines_client.get(f"{LIST}support/export/")
    assert answer["Content-Disposition"] == 'attachment; filename="support.toml"'
    assert read_toml(answer.content.decode()) == plan_of(support_flow)
    old = ines_client.get(f"{LIST}support/export/?version=1")
    assert read_toml(old.content.decode()) == plan_of(support_flow)


def test_a_copy_is_another_workflow(ines_client, support_flow):
    ines_client.post(f"{LIST}support/copies/")
    assert Workflow.objects.get(slug="support-2").name == "Support, copy"


def test_it_is_switched_off_and_on(ines_client, support_flow):
    ines_client.post(f"{LIST}support/activity/", {})
    assert not Workflow.objects.get().is_active
    ines_client.post(f"{LIST}support/activity/", {"active": "on"})
    assert Workflow.objects.get().is_active


def test_who_draws_switches_on_without_leaving(ines_client, support_flow):
    ines_client.post(f"{LIST}support/activity/", {})
    assert "Switch on" in ines_client.get(f"{LIST}support/").content.decode()
    wish = {"active": "on", "from": "editor"}
    answer = ines_client.post(f"{LIST}support/activity/", wish)
    assert answer["Location"] == f"{LIST}support/"
    assert "Switch on" not in ines_client.get(f"{LIST}support/").content.decode()


def test_a_workflow_with_tickets_stays(ines_client, support_flow):
    make_ticket()
    answer = ines_client.post(f"{LIST}support/removals/")
    assert answer.status_code == 409
    assert "1 ticket moves on Support." in answer.content.decode()


def test_a_workflow_of_a_mailbox_stays(ines_client, support_flow):
    make_channel(name="Hotline")
    answer = ines_client.post(f"{LIST}support/removals/")
    assert "Support is used by: Hotline" in answer.content.decode()


def test_an_unused_workflow_goes(ines_client, support_flow):
    assert (
        "Remove Support" in ines_client.get(f"{LIST}support/removals/").content.decode()
    )
    assert ines_client.post(f"{LIST}support/removals/")["Location"] == LIST
    assert not Workflow.objects.exists()


PAGES = [
    "workflows/",
    "workflows/new/",
    "workflows/import/",
    "workflows/support/",
    "workflows/support/activity/",
    "workflows/support/copies/",
    "workflows/support/removals/",
    "workflows/support/export/",
    "workflows/support/steps/",
    "workflows/support/publication/",
    "workflows/support/discards/",
    "workflows/support/versions/",
    "workflows/support/versions/1/",
    "workflows/support/form/",
    "workflows/support/form/uses/",
    "workflows/support/form/fields/",
    "workflows/support/form/uses/x/",
    "workflows/support/states/",
    "workflows/support/states/new/",
    "workflows/support/states/new/copies/",
    "workflows/support/actions/",
    "workflows/support/actions/solve/",
    "workflows/support/actions/solve/copies/",
    "workflows/support/actions/solve/assignment/",
    "workflows/support/actions/solve/notices/",
    "workflows/support/actions/solve/rights/",
    "workflows/support/actions/solve/uses/",
    "workflows/support/actions/solve/fields/",
    "workflows/support/actions/solve/uses/x/",
    "workflows/support/notices/?on=created",
    "workflows/support/notices/1/",
    "rights/",
    "rights/support/",
    "fields/",
    "fields/new/",
    "fields/1/",
    "fields/1/removals/",
    "view-as/",
]


@pytest.mark.parametrize("page", PAGES)
def test_olaf_draws_nothing(olaf_client, support_flow, page):
    before = plan_of(support_flow)
    for method in (olaf_client.get, olaf_client.post):
        assert method(f"/settings/{page}").status_code in {403, 405}
    assert plan_of(support_flow) == before
    assert not Version.objects.filter(published_at=None)


@pytest.mark.parametrize("page", PAGES)
def test_zoe_has_to_sign_in(outsider_client, support_flow, page):
    for method in (outsider_client.get, outsider_client.post):
        assert "login" in method(f"/settings/{page}")["Location"]
