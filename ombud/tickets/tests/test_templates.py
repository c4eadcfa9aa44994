"""Templates in the composer: the likeliest first, filled in, and never sent half."""

import json

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from ombud.knowledge.models import Template
from ombud.testing.factories import CARLA, make_channel, make_message, make_ticket
from ombud.testing.knowledge import make_template
from ombud.tickets.answering import answer
from ombud.tickets.models import Draft, Entry, Message
from ombud.workflows.models import ActionKind, ActionNotAllowed, Category

HTMX = {"HX-Request": "true"}


@pytest.fixture
def ticket(support):
    made = make_ticket(team=support, channel=make_channel(support), language="de")
    make_message(made)
    return made


def url(name, ticket):
    return reverse(name, args=[ticket.number])


def insert(client, ticket, template, **more):
    data = {"slug": template.slug, **more}
    return client.post(url("ticket-insertions", ticket), data, headers=HTMX)


def inserted(answer):
    return json.loads(answer.headers["HX-Trigger"])["ombud:insert"]["all"][0]["html"]


def listed(client, ticket, **query):
    return client.get(url("ticket-templates", ticket), query, headers=HTMX).text


def send(client, ticket, html, **more):
    data = {"html": html, "to": CARLA["address"], "state": "keep", **more}
    place = reverse("ticket-action", args=[ticket.number, "reply"])
    return client.post(place, data, headers=HTMX)


def test_this_category_and_language_come_first(agnes_client, ticket):
    category = Category.objects.create(name="Leaks", slug="leaks")
    category.keep()
    type(ticket).objects.update(category=category)
    make_template("General")
    make_template("Leaking", category="leaks")
    make_template("Leaking, German", category="leaks", de="<p>Es tropft</p>")
    html = listed(agnes_client, ticket)
    places = [html.index(f">{name}</b>") for name in ("Leaking, German", "Leaking")]
    assert places == sorted(places)
    assert places[-1] < html.index(">General</b>")
    assert "Es tropft" in html


def test_two_letters_find_it(agnes_client, ticket):
    make_template("Refund")
    make_template("Welcome")
    html = listed(agnes_client, ticket, q="re")
    assert ("Refund" in html, ">Welcome<" in html) == (True, False)


def test_it_is_filled_in_in_the_customers_language(agnes_client, ticket):
    one = make_template(de="<p>Guten Tag {{ customer.name }}, {{ agent.name }}</p>")
    html = inserted(insert(agnes_client, ticket, one))
    assert html == "<p>Guten Tag Carla Conti, Agnes Adler</p>"
    assert Template.objects.get().uses == 1


def test_another_language_may_be_chosen(agnes_client, ticket):
    one = make_template(de="<p>Guten Tag</p>")
    assert "Dear Carla" in inserted(insert(agnes_client, ticket, one, language="en"))


def test_what_a_customer_is_called_is_no_html(agnes_client, ticket):
    type(ticket).objects.update(requester_name="<img src=x> & Co")
    one = make_template(html="<p>{{ customer.name }}</p>")
    assert inserted(insert(agnes_client, ticket, one)) == (
        "<p>&lt;img src=x&gt; &amp; Co</p>"
    )


def test_what_is_missing_stays_to_be_filled_in(agnes, ticket):
    ticket.requester_name = ""
    one = make_template(html="<p>Dear {{ customer.name }}: {{ ask.reason }}</p>")
    found = answer(one, ticket, by=agnes)
    assert found.missing == ["customer.name", "ask.reason"]
    assert "Dear {{ customer.name }}" in found.html


def test_a_gap_is_not_sent(agnes_client, ticket):
    sent = send(agnes_client, ticket, "<p>Dear {{ customer.name }}</p>")
    assert sent.status_code == 422
    assert "“customer.name” is not filled in" in sent.text
    assert not Entry.objects.filter(verb="replied").exists()
    assert Draft.objects.get().html


def test_no_program_sends_a_gap_either(agnes, ticket):
    action = ticket.action_of_kind(ActionKind.REPLY, by=agnes)
    with pytest.raises(ActionNotAllowed, match="not filled in"):
        ticket.perform(action, by=agnes, values={"text": "Dear {{customer.name}}"})


def test_a_programmers_braces_are_sent(agnes_client, ticket):
    assert send(agnes_client, ticket, "<p>{{ page.title }}</p>").status_code == 200


def test_a_full_answer_sets_subject_tags_files_and_state(agnes_client, ticket):
    one = make_template(
        "Label", subject="Your label", kind="full", state="solved", tags=["return"]
    )
    file = one.files.create(filename="label.pdf", size=4)
    file.content.save("label.pdf", ContentFile(b"%PDF"))
    shown = insert(agnes_client, ticket, one, language="en").text
    assert 'value="Your label"' in shown
    assert "label.pdf" in shown
    assert "Send and set Solved" in shown

    sets = {"template": one.slug, "target": "solved", "subject": "Your label"}
    draft = agnes_client.post(
        reverse("ticket-draft", args=[ticket.number, "reply"]),
        {"html": "<p>Here it is</p>", **sets},
        headers=HTMX,
    )
    assert draft.status_code == 200
    send(agnes_client, ticket, "<p>Here it is</p>", version=1, **sets, state="solved")
    ticket.refresh_from_db()
    assert (ticket.state.slug, ticket.tags) == ("solved", ["return"])
    message = Message.objects.get(entry__verb="replied")
    assert message.subject == f"[#{ticket.number}] Your label"
    assert message.entry.attachments.get().filename == "label.pdf"


def test_its_files_are_attached_once(agnes_client, ticket):
    one = make_template(kind="full")
    file = one.files.create(filename="label.pdf", size=4)
    file.content.save("label.pdf", ContentFile(b"%PDF"))
    insert(agnes_client, ticket, one)
    insert(agnes_client, ticket, one)
    assert Draft.objects.get().attachments.count() == 1


def test_what_a_template_sets_is_no_habit(agnes_client, ticket):
    more = {"state": "solved", "target": "solved", "template": "x"}
    sent = send(agnes_client, ticket, "<p>Done</p>", **more)
    assert sent.cookies["ombud_send"].value != "solved"


def test_taken_back_the_subject_is_there_again(agnes_client, ticket):
    send(agnes_client, ticket, "<p>Hello</p>", subject="Another", template="")
    entry = Entry.objects.get(verb="replied")
    agnes_client.post(reverse("entry-undo", args=[entry.pk]), headers=HTMX)
    assert Draft.objects.get().subject == "Another"


def test_without_script_it_goes_into_the_draft(agnes_client, ticket):
    one = make_template()
    page = agnes_client.get(url("ticket-templates", ticket)).text
    assert "Greeting" in page
    agnes_client.post(
        url("ticket-insertions", ticket), {"slug": one.slug, "language": "en"}
    )
    assert Draft.objects.get().html == "<p>Dear Carla,</p>"


def test_a_template_that_runs_wild_says_so(agnes_client, ticket):
    loop = "{% for a in (1..999) %}{% for b in (1..999) %}x{% endfor %}{% endfor %}"
    answer = insert(agnes_client, ticket, make_template(html=f"<p>{loop}</p>"))
    assert answer.status_code == 409
    assert "keeps%20the%20template" in answer.headers["X-Ombud-Message"]


def test_other_teams_templates_are_not_there(agnes_client, ticket, warehouse):
    one = make_template("Theirs", team=warehouse)
    assert "Theirs" not in listed(agnes_client, ticket)
    assert insert(agnes_client, ticket, one).status_code == 404


@pytest.mark.parametrize("name", ["ticket-templates", "ticket-insertions"])
def test_olaf_and_zoe_insert_nothing(name, olaf_client, outsider_client, ticket):
    one, way = make_template(), url(name, ticket)
    for client, code in ((olaf_client, 404), (outsider_client, 302)):
        method = client.get if name == "ticket-templates" else client.post
        assert method(way, {"slug": one.slug}).status_code == code


def test_inserting_costs_the_same(agnes_client, ticket, django_assert_max_num_queries):
    one = make_template(kind="full")
    with django_assert_max_num_queries(26):
        insert(agnes_client, ticket, one)
    with django_assert_max_num_queries(8):
        listed(agnes_client, ticket, q="gr")
