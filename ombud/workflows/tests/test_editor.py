"""The editor: panels, the draft, and two people who draw at the same time."""

import re

import pytest

from ombud.core.icons import names_in_sprite
from ombud.testing.factories import make_ticket
from ombud.workflows.checking import faults_of
from ombud.workflows.drafts import draft_of
from ombud.workflows.editor_forms import ActionForm
from ombud.workflows.icon_field import OFFERED
from ombud.workflows.models import Field, Version
from ombud.workflows.plan import plan_of

URL = "/settings/workflows/complaint/"


def drawn_form(workflow) -> list:
    return plan_of(workflow)["form"]


def row(plan: dict, noun: str, slug: str) -> dict:
    return next(one for one in plan[noun] if one["slug"] == slug)


ACTION = {
    "name": "Refund",
    "kind": "move",
    "origins": ["open", "inspection"],
    "to": "refund",
    "hotkey": "4",
    "icon": "banknote",
}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("", "Only whose ticket it is acts on it"),
        ("?view=list", "The parcel has arrived"),
        ("form/", "What is wrong"),
        ("states/", "New state"),
        ("states/parcel/", "Waiting for your parcel"),
        ("actions/", "New action"),
        ("actions/refund/", "Amount to refund"),
        ("actions/refund/assignment/", "It sets by itself"),
        ("actions/refund/notices/", "Customer, The team"),
        ("actions/refund/rights/", "Nobody ticked"),
        ("notices/?on=created", "New notice"),
        ("notices/1/", "We are sorry about the trouble"),
        ("publication/", "Nothing is different"),
        ("versions/", "Version 1"),
        ("versions/1/", "Make this the draft"),
    ],
)
def test_every_panel_has_an_address(ines_client, complaint, path, words):
    answer = ines_client.get(URL + path)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert words in page
    # The graph is there whatever is open, or the list.
    assert 'id="node-parcel"' in page


@pytest.mark.parametrize(
    "path",
    [
        "states/heaven/",
        "actions/fly/",
        "actions/fly/rights/",
        "actions/refund/secrets/",
        "notices/?on=action:fly",
        "notices/?on=",
        "notices/99/",
        "notices/0/",
        "versions/7/",
        "panels/../",
    ],
)
def test_forged_panels_are_not_there(ines_client, complaint, path):
    assert ines_client.get(URL + path).status_code == 404


@pytest.mark.parametrize(
    "step", ["", "state-fly:new", "__class__:new", "state-up:heaven"]
)
def test_forged_steps_change_nothing(send, complaint, step):
    assert send(there="steps/", step=step).status_code == 404
    assert draft_of(complaint) is None


def test_looking_makes_no_draft(ines_client, complaint):
    ines_client.get(URL)
    assert draft_of(complaint) is None


def test_a_page_costs_the_same_whatever_is_open(
    ines_client, complaint, django_assert_max_num_queries
):
    ines_client.get(URL)
    for path in ("", "states/parcel/", "actions/refund/", "?view=list"):
        with django_assert_max_num_queries(26):
            ines_client.get(URL + path)


def test_the_first_change_begins_a_draft(send, complaint, drawn):
    send("states/parcel/", name="On its way", kind="waiting", hue="3", stays="on")
    state = row(drawn(), "states", "parcel")
    assert state["name"] == "On its way"
    assert (state["hue"], state["stays"]) == (3, True)
    assert "public_name" not in state
    assert complaint.states.get(slug="parcel").name == "Waiting for the parcel"


def test_the_head_tells_the_draft_and_its_changes(send, ines_client, complaint):
    send("states/parcel/", name="On its way", kind="waiting")
    page = ines_client.get(URL).content.decode()
    assert "draft of version 1" in page
    assert "1 change" in page


def test_states_are_added_moved_copied_and_removed(send, complaint, drawn):
    assert send("states/", name="Escalated", kind="open")["Location"].endswith(
        "states/escalated/"
    )
    send("states/escalated/", "steps/", step="state-up:escalated")
    send("states/escalated/", "states/escalated/copies/")
    keys = [state["slug"] for state in drawn()["states"]]
    assert keys[-4:] == ["escalated", "escalated-copy", "solved", "closed"]
    send("states/escalated/", "steps/", step="state-remove:escalated")
    assert "escalated" not in [state["slug"] for state in drawn()["states"]]


def test_actions_are_added_changed_copied_and_removed(send, complaint, drawn):
    send("actions/", **ACTION | {"name": "Half refund", "hotkey": "8"})
    assert row(drawn(), "actions", "half-refund")["from"] == ["open", "inspection"]
    send("actions/half-refund/", **ACTION | {"name": "Half", "hotkey": "", "to": ""})
    action = row(drawn(), "actions", "half-refund")
    assert action["name"] == "Half"
    assert "to" not in action
    send("actions/half-refund/", "actions/half-refund/copies/")
    send("", "steps/", step="action-remove:half-refund")
    keys = [action["slug"] for action in drawn()["actions"]]
    assert "half-copy" in keys
    assert "half-refund" not in keys


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ({"name": ""}, "This field is required."),
        ({"kind": "fly"}, "not one of the available choices"),
        ({"to": "heaven"}, "not one of the available choices"),
        ({"origins": ["heaven"]}, "not one of the available choices"),
        ({"hotkey": "%"}, "A key is one letter or a figure from 1 to 9."),
        ({"icon": "no-such-icon"}, "There is no icon of this name."),
        ({"icon": '"><script>'}, "There is no icon of this name."),
    ],
)
def test_what_cannot_be_is_told_beside_the_field(send, complaint, wish, sentence):
    answer = send("actions/refund/", **ACTION | wish)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert draft_of(complaint) is None


def test_what_was_saved_can_be_published(send, complaint, drawn):
    send("actions/refund/", **ACTION | {"name": "Give the money back"})
    send("actions/", **ACTION | {"name": "Another way", "hotkey": ""})
    send("states/", name="Second opinion", kind="open", hue="5")
    send("", name="Moaning", icon="gavel")
    assert faults_of(drawn()) == []
    assert drawn()["icon"] == "gavel"
    assert row(drawn(), "actions", "another-way")["from"] == ["open", "inspection"]


def test_icons_are_chosen_by_looking_and_one_of_a_file_stays(send, complaint, drawn):
    page = send("actions/refund/", **ACTION | {"icon": "rabbit"})
    assert page.status_code == 302
    assert row(drawn(), "actions", "refund")["icon"] == "rabbit"
    form = ActionForm(plan=drawn(), initial={"icon": "rabbit"})
    assert [str(value) for value, _name in form.fields["icon"].choices][-1] == "rabbit"


def test_every_icon_on_offer_is_in_the_sprite():
    assert set(OFFERED) <= {name.removeprefix("i-") for name in names_in_sprite()}


def test_the_older_page_is_refused_in_a_sentence(ines_client, send, complaint, drawn):
    page = ines_client.get(URL + "states/parcel/").content.decode()
    old = re.search(r'name="seen" value="([^"]*)"', page)[1]
    send("states/parcel/", name="Mine", kind="waiting")
    wish = {"seen": old, "name": "Yours", "kind": "waiting"}
    answer = ines_client.post(URL + "states/parcel/", wish)
    assert answer.status_code == 409
    assert "Inés Ibarra has changed this workflow since." in answer.content.decode()
    boosted = {"HX-Request": "true", "HX-Boosted": "true"}
    answer = ines_client.post(URL + "states/parcel/", wish, headers=boosted)
    # With words in it the answer would take the place of what was typed.
    assert (answer.status_code, answer.content) == (409, b"")
    assert "X-Ombud-Message" in answer.headers
    assert row(drawn(), "states", "parcel")["name"] == "Mine"


def test_who_forgets_what_they_saw_is_refused(ines_client, complaint):
    wish = {"name": "Yours", "kind": "waiting"}
    assert ines_client.post(URL + "states/parcel/", wish).status_code == 409


def test_fields_are_asked_for_ordered_and_let_go(send, complaint, drawn):
    send("actions/refund/", "actions/refund/uses/", field="verdict")
    send("actions/refund/", "actions/refund/uses/verdict/", step="up")
    uses = row(drawn(), "actions", "refund")["fields"]
    assert [use["field"] for use in uses] == ["verdict", "refund_amount"]
    send("actions/refund/", "actions/refund/uses/verdict/", step="remove")
    assert row(drawn(), "actions", "refund")["fields"] == [
        {"field": "refund_amount", "required": True}
    ]


def test_a_field_is_shown_beside_the_value_of_another(send, complaint, drawn):
    send("actions/refund/", "actions/refund/uses/", field="verdict")
    name = "refund_amount"
    wish = {
        f"{name}-required": "on",
        f"{name}-show_if_field": "verdict",
        f"{name}-show_if_values": "defect confirmed, none",
    }
    send("actions/refund/", **ACTION | wish)
    use = row(drawn(), "actions", "refund")["fields"][0]
    assert use["show_if"] == {"field": "verdict", "is": ["confirmed", "none"]}
    wish[f"{name}-show_if_values"] = "Blue"
    answer = send("actions/refund/", **ACTION | wish)
    assert answer.status_code == 422
    assert "“Verdict” has other values: Defect confirmed" in answer.content.decode()


def test_one_save_keeps_the_action_and_how_it_asks_for_its_fields(
    send, complaint, drawn
):
    wish = {"refund_amount-show_if_field": "", "refund_amount-required": ""}
    send("actions/refund/", **ACTION | wish | {"name": "Give it back"})
    action = row(drawn(), "actions", "refund")
    assert action["name"] == "Give it back"
    assert action["fields"] == [{"field": "refund_amount"}]


def test_one_save_keeps_how_fields_are_asked_for_when_a_ticket_is_opened(
    send, complaint, drawn
):
    field = drawn_form(complaint)[0]["field"]
    wish = {f"{field}-show_if_field": "", f"{field}-required": "on"}
    assert send("form/", **wish).status_code == 302
    assert drawn()["form"][0] == {"field": field, "required": True}
    wish |= {f"{field}-show_if_field": "verdict"}
    assert send("form/", **wish).status_code == 422


def test_who_asks_for_a_field_goes_on_at_it(send, ines_client, complaint):
    answer = send("actions/refund/", "actions/refund/uses/", field="verdict")
    assert answer["Location"].endswith("actions/refund/?field=verdict")
    page = ines_client.get(answer["Location"]).content.decode()
    assert "<summary autofocus>" in page


def test_a_new_field_is_made_and_asked_for(send, complaint, drawn):
    wish = {"name": "Colour", "kind": "choice", "lines": "Red\nBlue"}
    send("form/", "form/fields/", **wish)
    assert drawn()["form"][-1] == {"field": "colour"}
    assert row(drawn(), "fields", "colour")["options"][1]["slug"] == "blue"
    assert Field.objects.get(slug="colour").noun == "ticket"


def test_a_new_field_without_values_is_refused(send, complaint):
    wish = {"name": "Colour", "kind": "choice"}
    answer = send("actions/refund/", "actions/refund/fields/", **wish)
    assert answer.status_code == 422
    assert "Write at least one value." in answer.content.decode()


def test_what_an_action_sets_and_whose_the_ticket_is(send, complaint, drawn, support):
    send(
        "actions/refund/assignment/",
        **{
            "way": "least-loaded",
            "team": "support",
            "priority": "high",
            "tags": "money, , money, back",
            "fields-verdict": "confirmed",
        },
    )
    action = row(drawn(), "actions", "refund")
    assert action["assign"] == "least-loaded:support"
    assert action["set"] == {
        "priority": "high",
        "tags": ["money", "back"],
        "fields": {"verdict": "confirmed"},
    }
    send("actions/refund/assignment/", way="keep")
    assert "assign" not in row(drawn(), "actions", "refund")
    assert "set" not in row(drawn(), "actions", "refund")


def test_a_team_has_to_be_named(send, complaint):
    answer = send("actions/refund/assignment/", way="team")
    assert "Say who gets it." in answer.content.decode()


def test_a_team_beside_as_it_is_is_not_lost_in_silence(send, complaint, support):
    answer = send("actions/refund/assignment/", way="keep", team="support")
    assert answer.status_code == 422
    assert "“As it is” keeps team and agent." in answer.content.decode()


def test_rights_of_an_action_and_in_one_state(send, complaint, drawn, support):
    wish = {"allowed": ["team:support"], "in open": ["team:support"]}
    send("actions/refund/rights/", **wish)
    action = row(drawn(), "actions", "refund")
    assert action["allowed"] == ["team:support"]
    assert action["allowed_in"] == {"open": ["team:support"]}
    answer = send("actions/refund/rights/", allowed=["team:devils"])
    assert answer.status_code == 422


NOTICE = {
    "recipients": ["customer"],
    "addresses": "a@example.com, b@example.com",
    "subject_en": "News of {{ ticket.number }}",
    "body_en": "Dear {{ customer.name }}",
}


def test_a_notice_is_written_changed_and_removed(send, complaint, drawn, agnes):
    count = len(plan_of(complaint)["notices"])
    wish = NOTICE | {"agents": [agnes.email]}
    send("notices/?on=created", **wish)
    notice = drawn()["notices"][-1]
    assert notice["on"] == "created"
    assert notice["to"] == [
        "customer",
        f"agent:{agnes.email}",
        "address:a@example.com",
        "address:b@example.com",
    ]
    assert notice["texts"]["en"]["body"] == "Dear {{ customer.name }}"
    send(f"notices/{count + 1}/", step="remove")
    assert len(drawn()["notices"]) == count


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ({"recipients": [], "addresses": ""}, "Say to whom it goes."),
        ({"addresses": "nowhere"}, "“nowhere” is no e-mail address."),
        ({"body_en": ""}, "A notice needs its text in one language at least."),
        ({"body_en": "{{ oops"}, "The text cannot be read"),
        (
            {"subject_en": "{{ customer.nme }}"},
            "There is no placeholder “customer.nme”.",
        ),
    ],
)
def test_a_notice_that_cannot_be_sent_is_told(send, complaint, wish, sentence):
    answer = send("notices/?on=created", **NOTICE | wish)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_preview_reads_as_the_letter_will(send, complaint):
    ticket = make_ticket("It drips")
    wish = {"preview": "on", "language": "en"}
    page = send("notices/?on=created", **NOTICE | wish).content.decode()
    assert "News of 1042" in page
    wish["ticket"] = f"#{ticket.number}"
    page = send("notices/?on=created", **NOTICE | wish).content.decode()
    assert f"News of {ticket.number}" in page
    assert "Dear Carla Conti" in page
    wish["ticket"] = "9" * 30
    page = send("notices/?on=created", **NOTICE | wish).content.decode()
    assert "that you may see." in page
    assert draft_of(complaint) is None


def test_the_workflow_itself(send, complaint, drawn, support):
    wish = {"name": "Claim", "exclusive": "on", "reopen_days": "0"}
    send(**wish, owners=["team:support"])
    assert drawn()["name"] == "Claim"
    assert drawn()["exclusive"] is True
    assert drawn()["reopen_days"] == 0
    assert drawn()["owners"] == ["team:support"]
    assert send(name="X", reopen_days="-1").status_code == 422


def test_nothing_is_drawn_twice(send, complaint):
    send("states/parcel/", name="On its way", kind="waiting", stays="on")
    send("states/parcel/", name="On its way", kind="waiting", stays="on")
    assert Version.objects.filter(published_at=None).count() == 1
