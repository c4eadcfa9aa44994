"""Trying a draft: what would happen, and that nothing does."""

import itertools
import json
import re
from html import unescape

import pytest
from django.apps import apps
from django.core.files.base import ContentFile

from ombud.channels.models import Delivery
from ombud.core.rehearsal import rehearsal
from ombud.core.remembered import remembered
from ombud.testing.factories import make_ticket
from ombud.tickets.models import Ticket
from ombud.users.models import Role
from ombud.workflows.drafts import draft_of
from ombud.workflows.models import Field
from ombud.workflows.rehearsing import MOST_STEPS

URL = "/settings/workflows/complaint/rehearsal/"


class Page:
    """The panel as somebody who draws presses its buttons."""

    def __init__(self, client):
        self.client = client
        self.wish = {"who": "role:agent", "team": "support"}
        self.look()

    def look(self, **wish):
        self.wish |= wish
        self.answer = self.client.post(URL, {"steps": "[]", **self.wish})
        return self._read()

    def press(self, action):
        return self._send(press=action)

    def perform(self, action, **words):
        return self._send(perform=action, **words)

    def _send(self, **words):
        self.answer = self.client.post(URL, {"steps": self.steps, **self.wish, **words})
        return self._read()

    def _read(self):
        self.text = unescape(self.answer.content.decode())
        found = re.search(r'name="steps" value="(.*?)">', self.answer.content.decode())
        self.steps = unescape(found[1]) if found else ""
        return self

    @property
    def buttons(self):
        return re.findall(r'name="press" value="([\w-]+)"', self.text)


@pytest.fixture
def tried(ines_client, complaint, agnes) -> Page:
    return Page(ines_client)


def rows_of_everything() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed
    }


def test_a_pretend_ticket_stands_in_the_first_state(tried):
    assert tried.answer.status_code == 200
    assert "The kettle leaks" in tried.text
    assert "nobody yet" in tried.text
    assert {"reply", "take", "ask-parcel"} <= set(tried.buttons)
    assert "parcel-arrived" not in tried.buttons


def test_looking_needs_no_choice(ines_client, complaint, agnes):
    page = ines_client.get(URL).content.decode()
    assert "What Agent may do" in page
    assert 'id="to-rehearsal"' in page


def test_what_asks_nothing_is_performed_at_once(tried):
    tried.press("take")
    assert "Assigned to <b>Agent</b>" in tried.text
    assert json.loads(tried.steps)[0]["action"] == "take"


def test_what_asks_something_shows_its_form_first(tried):
    tried.press("ask-parcel")
    assert "What is wrong" in tried.text
    assert 'name="perform" value="ask-parcel"' in tried.text
    assert json.loads(tried.steps) == []


def test_a_missing_field_is_said_at_the_form(tried):
    tried.perform("ask-parcel")
    assert tried.answer.status_code == 422
    assert "What is wrong is needed." in tried.text
    assert json.loads(tried.steps) == []


def test_what_would_happen_is_told_with_the_letter_filled_in(tried):
    tried.perform("ask-parcel", **{"fields-complaint_reason": "damaged"})
    assert "New → <b>Waiting for the parcel</b>" in tried.text
    assert "What is wrong: – → <b>Damaged on the way</b>" in tried.text
    assert "To Carla Conti" in tried.text
    assert "Dear Carla Conti," in tried.text
    assert "put the number 0 on it" in tried.text


def test_it_goes_on_from_the_new_state(tried):
    tried.perform("ask-parcel", **{"fields-complaint_reason": "damaged"})
    tried.press("parcel-arrived")
    assert "Your parcel has arrived." in tried.text
    assert "report" in tried.buttons


def test_beginning_anew_forgets_the_steps(tried):
    tried.press("take").look()
    assert "nobody yet" in tried.text


def test_a_reply_asks_for_its_words_and_is_a_letter(tried):
    assert "What is written" in tried.press("reply").text
    assert "Write something first." in tried.perform("reply").text
    tried.perform("reply", text="We look into it.")
    assert "To Carla Conti" in tried.text
    assert "We look into it." in tried.text


def test_a_forward_goes_to_whom_it_names(tried):
    tried.perform("forward", to="lab@example.org", text="Have a look.")
    assert "To lab@example.org" in tried.text


def test_colleagues_who_would_hear_are_named(tried, bela):
    tried.perform("assign", to="support/bela@ombud.example", note="Yours.")
    assert "To Béla Balogh" in tried.text


def test_a_certain_agent_is_seen_with_their_own_rights(tried, olaf):
    tried.look(who="agent:olaf@ombud.example")
    assert tried.buttons == []
    assert "Olaf Olsen does not see this ticket" in tried.text


def test_the_draft_is_tried_and_not_what_is_published(tried, send, complaint):
    send("states/new/", name="Fresh", kind="new")
    assert "Fresh" in tried.look().text
    assert complaint.states.get(slug="new").name == "New"
    assert draft_of(complaint)


def test_a_broken_draft_says_what_is_wrong(tried, send):
    send(there="steps/", step="state-remove:solved")
    send(there="steps/", step="state-remove:closed")
    assert tried.look().answer.status_code == 422
    assert "No state is solved or closed" in tried.text


def test_an_action_that_is_unknown_or_not_possible_is_refused(tried):
    assert "This workflow has no such action." in tried.press("fly").text
    assert tried.answer.status_code == 422
    assert "is not possible while the state is" in tried.press("paid").text
    assert "nobody yet" in tried.text


def test_steps_that_the_draft_has_no_more_end_there(tried, send):
    tried.press("start").press("solve")
    send(there="steps/", step="action-remove:solve")
    tried._send()
    assert "This workflow has no such action." in tried.text
    assert [one["action"] for one in json.loads(tried.steps)] == ["start"]


@pytest.mark.parametrize(
    "steps",
    [
        "{",
        "7",
        "[7]",
        '[{"who": 1, "action": []}]',
        '[{"who": "a", "action": "take", "fields": 7}]',
        '[{"who": "a", "action": "take", "words": {"to": 7}}]',
        "[" * 100_000,
        json.dumps([{"who": "role:agent", "action": "note"}] * (MOST_STEPS + 1)),
    ],
)
def test_forged_steps_are_refused(tried, steps):
    tried.steps = steps
    assert tried._send().answer.status_code == 422
    assert "Begin anew." in tried.text


@pytest.mark.parametrize(
    "step",
    [
        {"who": "role:nobody", "action": "take"},
        {"who": "agent:a\0b", "action": "take"},
        {"who": "role:agent", "action": "ta\0ke"},
        {"who": "role:agent", "action": "note", "words": {"text": ""}},
        {"who": "role:agent", "action": "ask-parcel", "fields": {"fly": 1}},
        {"who": "role:agent", "action": "ask-parcel", "fields": {"paid_on": {}}},
    ],
)
def test_a_step_that_cannot_be_taken_is_told(tried, step):
    tried.steps = json.dumps([step])
    assert tried._send().answer.status_code in {200, 422}
    assert "The kettle leaks" in tried.text


@pytest.mark.parametrize("wish", [{"who": "role:fly"}, {"team": "fly"}, {"who": ""}])
def test_a_forged_choice_is_refused(tried, wish):
    assert tried.look(**wish).answer.status_code == 422


def test_no_row_is_left_and_no_mail_is_queued(tried, bela):
    tried.press("take")
    before = rows_of_everything()
    tried.perform("assign", to="support/bela@ombud.example", note="Yours.")
    tried.perform("reply", text="We look into it.")
    tried.perform("ask-parcel", **{"fields-complaint_reason": "damaged"})
    tried.press("parcel-arrived")
    assert rows_of_everything() == before
    assert not Delivery.objects.exists()
    assert not Ticket.objects.exists()


def test_nothing_waits_for_the_commit(tried, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        tried.perform("reply", text="We look into it.")
    assert waiting == []


def test_real_numbers_are_not_used_up(tried):
    first = make_ticket()
    tried.press("take")
    assert make_ticket().number == first.number + 1


def test_what_was_read_meanwhile_is_not_remembered(db, agent_role):
    names = remembered(lambda: sorted(Role.objects.values_list("slug", flat=True)))
    assert names() == ["agent"]
    with rehearsal():
        Role.objects.create(slug="pretender", name="Pretender", permissions=[])
        assert "pretender" in names()
    assert names() == ["agent"]
    assert names.afresh() == ["agent"]


def test_each_further_step_costs_the_same(tried, django_assert_max_num_queries):
    def cost() -> int:
        with django_assert_max_num_queries(1000) as asked:
            tried._send()
        return len(asked)

    costs = [cost()]
    for _number in range(3):
        tried.perform("note", text="Look.")
        costs.append(cost())
    first, second, third = (b - a for a, b in itertools.pairwise(costs))
    assert second == third
    assert first <= 60


def test_a_file_is_named_and_not_kept(tried, send, complaint):
    Field.objects.create(noun="ticket", slug="photo", name="Photo", kind="file")
    send("actions/start/", there="actions/start/uses/", field="photo")
    tried.perform("start", **{"fields-photo": ContentFile(b"x", name="leak.png")})
    assert "leak.png" in tried.text
    assert "leak.png" in tried.press("solve").text


def test_who_may_not_draw_may_not_try(olaf_client, client, complaint):
    assert olaf_client.get(URL).status_code == 403
    assert olaf_client.post(URL, {"press": "take"}).status_code == 403
    assert client.get(URL).status_code == 302


def test_whose_it_would_be_is_told_step_by_step(tried, bela):
    tried.look(customers=bela.email)
    assert "Customer Carla Conti: Béla Balogh owns it." in tried.text
    assert "It would be Béla Balogh’s." in tried.text
    assert "nobody yet" in tried.text
    tried.look(customers="", mailboxes=bela.email)
    assert "Mailbox Support: Béla Balogh owns it." in tried.text


def test_who_may_not_own_it_is_passed_over_with_the_reason(tried, olaf):
    tried.look(customers=olaf.email)
    assert "Olaf Olsen may not own tickets of the team Support." in tried.text
    assert "It would be" not in tried.text


def test_what_opening_asks_is_filled_in_and_kept(tried):
    assert "Asked when it is opened" in tried.text
    tried._send(open="yes", **{"fields-complaint_reason": "damaged"})
    assert "What is wrong: – → <b>Damaged on the way</b>" in tried.text
    assert "Asked when it is opened" not in tried.text
    tried.press("take")
    assert "Damaged on the way" in tried.text
    assert [one["action"] for one in json.loads(tried.steps)] == ["", "take"]


def test_what_opening_needs_is_said_at_the_form(tried, send):
    name = "complaint_reason"
    wish = {f"{name}-show_if_field": "", f"{name}-required": "on"}
    send("form/", **wish)
    tried._send(open="yes")
    assert tried.answer.status_code == 422
    assert "What is wrong is needed." in tried.text
