"""Forms are made, asked and previewed in the settings; what waits is decided there."""

from typing import Any

import pytest
from django.test import Client

from ombud.core.limits import forget_counts
from ombud.forms.models import Fate, Form, Own, Question, ShopKey, Submission
from ombud.forms.tests.conftest import Send
from ombud.tickets.models import Ticket
from ombud.users.models import Team, User
from ombud.users.permissions import Permission

SAID = {"email": "zoe@stranger.example", "message": "Buy this."}


def page_of(form: Form, **changed: Any) -> dict[str, Any]:
    """What the settings page sends back."""
    said: dict[str, Any] = {
        "name": form.name,
        "slug": form.slug,
        "is_active": "on",
        "languages": form.languages,
        "workflow": form.workflow_id,
        "team": form.team_id,
        "channel": form.channel_id,
    }
    for question in form.questions.all():
        prefix = f"q{question.pk}"
        said[f"{prefix}-show_if"] = question.show_if
        said[f"{prefix}-show_if_values"] = "yes" if question.show_if else ""
        if question.required:
            said[f"{prefix}-required"] = "on"
    return said | changed


def url_of(form: Form, end: str = "") -> str:
    return f"/settings/forms/{form.slug}/{end}"


def question(form: Form, key: str) -> Question:
    return next(one for one in form.questions.all() if one.key == key)


def test_a_new_form_is_open_at_once(
    ines_client: Client, support: Team, client: Client, contact_form: Form
) -> None:
    said = {"name": "Write us", "workflow": contact_form.workflow_id}
    answer = ines_client.post("/settings/forms/new/", said | {"team": support.pk})
    assert answer.headers["Location"] == "/settings/forms/write-us/"
    assert 'name="message"' in client.get("/f/write-us/").text


def test_the_list_and_the_page_open(ines_client: Client, contact_form: Form) -> None:
    assert "/f/contact/" in ines_client.get("/settings/forms/").text
    page = ines_client.get(url_of(contact_form)).text
    assert "/embed/contact.js" in page
    assert "Preview" in page


def test_settings_are_saved(ines_client: Client, contact_form: Form) -> None:
    said = page_of(
        contact_form,
        title_cs="Napište nám",
        tags="web, contact",
        origins="https://Shop.example/\nhttp://127.0.0.1:8000",
    )
    assert ines_client.post(url_of(contact_form), said).status_code == 302
    form = Form.objects.get()
    assert form.texts["cs"] == {"title": "Napište nám"}
    assert form.tags == ["web", "contact"]
    assert form.origins == ["https://shop.example", "http://127.0.0.1:8000"]
    assert question(form, "message").required


@pytest.mark.parametrize(
    "origin", ["shop.example", "https://a.example; script-src *", "https://x/y", "*"]
)
def test_nothing_but_sites_gets_into_the_policy(
    ines_client: Client, contact_form: Form, origin: str
) -> None:
    said = page_of(contact_form, origins=origin)
    answer = ines_client.post(url_of(contact_form), said)
    assert answer.status_code == 422
    assert "is no site" in answer.text


@pytest.mark.parametrize(
    ("step", "first"), [("down", "email"), ("remove", "email"), ("up", "name")]
)
def test_questions_move_and_go(
    ines_client: Client, contact_form: Form, step: str, first: str
) -> None:
    name = question(contact_form, "name")
    said = page_of(contact_form, step=f"{step}-{name.pk}")
    ines_client.post(url_of(contact_form), said)
    assert contact_form.questions.first().key == first


def test_a_question_is_added(ines_client: Client, contact_form: Form) -> None:
    question(contact_form, "order").delete()
    said = page_of(contact_form, step="add", added="order")
    ines_client.post(url_of(contact_form), said)
    assert contact_form.questions.last().own == Own.ORDER


def test_a_question_is_shown_beside_another_and_called_otherwise(
    ines_client: Client, contact_form: Form, client: Client
) -> None:
    phone = f"q{question(contact_form, 'phone').pk}"
    said = page_of(contact_form)
    said |= {f"{phone}-show_if": "field-broken", f"{phone}-show_if_values": "yes"}
    said |= {f"{phone}-label_de": "Handy"}
    assert ines_client.post(url_of(contact_form), said).status_code == 302
    page = client.get(f"{contact_form.url_path}?lang=de").text
    assert 'data-field="phone" data-if="field-broken" data-is="True"' in page
    assert "Handy" in page


def test_a_condition_without_values_is_refused(
    ines_client: Client, contact_form: Form
) -> None:
    phone = f"q{question(contact_form, 'phone').pk}"
    said = page_of(contact_form) | {f"{phone}-show_if": "field-broken"}
    answer = ines_client.post(url_of(contact_form), said)
    assert answer.status_code == 422
    assert "Say beside which values." in answer.text


def test_the_preview_shows_what_is_not_saved_yet(
    ines_client: Client, contact_form: Form
) -> None:
    said = page_of(contact_form, title_de="Neu", preview="de")
    answer = ines_client.post(url_of(contact_form, "preview/"), said)
    assert "<h1>Neu</h1>" in answer.text
    assert Form.objects.get().texts["de"]["title"] == "Kontakt"


def test_the_preview_survives_nonsense(ines_client: Client, contact_form: Form) -> None:
    said = {"name": "", "slug": "!!", "languages": "xx", "preview": "yy"}
    assert ines_client.post(url_of(contact_form, "preview/"), said).status_code == 200


def test_a_form_that_was_used_is_closed_and_not_removed(
    ines_client: Client, contact_form: Form, send: Send
) -> None:
    send(contact_form, **SAID)
    ines_client.post(url_of(contact_form, "removals/"))
    assert not Form.objects.get().is_active


def test_an_unused_form_is_removed(ines_client: Client, contact_form: Form) -> None:
    ines_client.post(url_of(contact_form, "removals/"))
    assert not Form.objects.exists()


def test_a_secret_is_shown_once(ines_client: Client) -> None:
    page = ines_client.post("/settings/forms/keys/", {"name": "Shop"})
    key = ShopKey.objects.get()
    assert key.secret in page.text
    assert key.secret not in ines_client.get("/settings/forms/keys/").text
    ines_client.post(f"/settings/forms/keys/{key.pk}/revocations/")
    assert not ShopKey.objects.working().exists()


def test_what_waits_is_released_or_set_aside(
    ines_client: Client, contact_form: Form, send: Send
) -> None:
    for _ in range(2):
        send(contact_form, **SAID, altcha="")
    second, first = Submission.objects.all()
    page = ines_client.get("/settings/submissions/").text
    assert 'id="nav-sent"' in page
    assert page.count("without JavaScript") == 2
    assert "Buy this." in ines_client.get(f"/settings/submissions/{first.pk}/").text
    ines_client.post(f"/settings/submissions/{first.pk}/", {"wish": "release"})
    ines_client.post(f"/settings/submissions/{second.pk}/", {"wish": "discard"})
    assert Ticket.objects.get().number == first.number
    assert Submission.objects.get(pk=second.pk).fate == Fate.DROPPED
    assert "Nothing waits" in ines_client.get("/settings/submissions/").text


def test_many_that_wait_cost_no_more_queries(
    ines_client: Client, contact_form: Form, send: Send, django_assert_max_num_queries
) -> None:
    for _ in range(6):
        forget_counts()
        send(contact_form, **SAID, altcha="")
    with django_assert_max_num_queries(8):
        ines_client.get("/settings/submissions/")


PRIVATE = ["", "new/", "keys/", "contact/", "contact/preview/", "contact/removals/"]


@pytest.mark.parametrize("end", PRIVATE)
def test_olaf_and_strangers_see_no_forms(
    contact_form: Form, olaf_client: Client, outsider_client: Client, end: str
) -> None:
    url = f"/settings/forms/{end}"
    method = "post" if end.count("/") > 1 else "get"
    assert getattr(olaf_client, method)(url).status_code == 403
    assert getattr(outsider_client, method)(url).status_code == 302


def test_olaf_and_strangers_decide_nothing(
    contact_form: Form, send: Send, olaf_client: Client, outsider_client: Client
) -> None:
    send(contact_form, **SAID, altcha="")
    url = f"/settings/submissions/{Submission.objects.get().pk}/"
    assert olaf_client.post(url, {"wish": "release"}).status_code == 403
    assert outsider_client.post(url, {"wish": "release"}).status_code == 302
    assert Submission.objects.get().fate == Fate.HELD


def test_whoever_sees_the_intake_sees_what_waits(agnes: User, client_of) -> None:
    role = agnes.roles.get()
    role.permissions = [*role.permissions, str(Permission.SEE_INTAKE)]
    role.save()
    assert client_of(agnes).get("/settings/submissions/").status_code == 200
