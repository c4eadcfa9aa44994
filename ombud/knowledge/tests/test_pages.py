"""Pages of templates: the list, the editor, versions, and who may open them."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ombud.knowledge.models import Template
from ombud.testing.factories import make_team, make_ticket, make_workflow
from ombud.testing.knowledge import make_template

LIST = reverse("templates")
NEW = reverse("template-new")


def fields(**more):
    return {
        "name": "Greeting",
        "kind": "block",
        "main": "en",
        "html_en": "<p>Dear {{ customer.first_name }},</p>",
        **more,
    }


def page(template):
    return template.get_absolute_url()


def test_a_template_is_written_in_languages(writer_client, agnes):
    answer = writer_client.post(NEW, fields(html_de="<p>Guten Tag</p>", owner=agnes.pk))
    made = Template.objects.get()
    assert answer.headers["Location"] == page(made)
    assert (sorted(made.texts), made.owner) == (["de", "en"], agnes)


def test_without_script_the_text_comes_plain(writer_client):
    sent = fields(text_en="Dear customer")
    del sent["html_en"]
    writer_client.post(NEW, sent)
    assert "Dear customer" in Template.objects.get().words["html"]


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("<p>{{ customer.shoe }}</p>", "There is no placeholder “customer.shoe”."),
        ("<p>{% if %}</p>", "The text cannot be read"),
        ("<p> </p>", "Write the text in its main language first."),
    ],
)
def test_what_cannot_be_used_is_said_at_once(writer_client, html, sentence):
    answer = writer_client.post(NEW, fields(html_en=html))
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert not Template.objects.exists()


def test_no_script_is_kept(writer_client):
    writer_client.post(NEW, fields(html_en="<p>Hello<script>x()</script></p>"))
    assert "script" not in Template.objects.get().words["html"]


def test_a_full_answer_sets_more_than_words(writer_client):
    make_workflow()
    label = SimpleUploadedFile("label.pdf", b"%PDF")
    more = {"kind": "full", "state": "solved", "tags": "return, return, label"}
    writer_client.post(NEW, fields(**more, solves="support", upload=label))
    made = Template.objects.get()
    expected = ("solved", ["return", "label"], "support")
    assert (made.state, made.tags, made.solves) == expected
    assert made.files.get().read() == b"%PDF"


def test_files_are_taken_off_again(writer_client):
    one = make_template(kind="full")
    file = one.files.create(filename="a.pdf", size=1)
    file.content.save("a.pdf", ContentFile(b"x"))
    writer_client.post(page(one), fields(kind="full", drop=[file.pk]))
    assert not one.files.exists()


def test_the_editor_marks_what_is_out_of_date(writer_client, ines):
    one = make_template(de="<p>Guten Tag</p>")
    one.keep(by=ines, texts={**one.texts, "en": {"html": "<p>Hi</p>"}})
    assert "Out of date" in writer_client.get(page(one)).text
    writer_client.post(
        page(one),
        fields(html_en="<p>Hi</p>", html_de="<p>Guten Tag</p>", right_de="on"),
    )
    one.refresh_from_db()
    assert one.behind == []


def test_the_preview_reads_on_a_ticket(writer_client, support):
    ticket = make_ticket(team=support, requester_name="")
    sent = fields(preview="on", ticket=f"#{ticket.number}", language="en")
    html = writer_client.post(NEW, sent).text
    assert "Without a value there: customer.first_name" in html
    sent = fields(preview="on", ticket="", language="en")
    assert "<p>Dear Carla,</p>" in writer_client.post(NEW, sent).text
    assert not Template.objects.exists()


def test_the_preview_shows_no_ticket_of_others(writer_client, warehouse):
    ticket = make_ticket(team=warehouse)
    sent = fields(preview="on", ticket=str(ticket.number), language="en")
    assert "that you may see" in writer_client.post(NEW, sent).text


def test_the_list_finds_by_words_language_and_use(writer_client):
    make_template("Refund", de="<p>Geld</p>")
    make_template("Welcome")
    assert "Refund" in writer_client.get(f"{LIST}?q=geld").text
    assert "Refund" not in writer_client.get(f"{LIST}?lacks=de").text
    assert "No template is like that" in writer_client.get(f"{LIST}?idle=on").text


def test_versions_are_shown_and_restored(writer_client, ines):
    one = make_template()
    one.keep(by=ines, texts={"en": {"html": "<p>Other words</p>"}})
    url = reverse("template-versions", args=[one.slug])
    assert "Dear {{ customer.first_name }}" in writer_client.get(url).text
    writer_client.post(reverse("template-restorations", args=[one.slug, 1]))
    one.refresh_from_db()
    assert "Dear" in one.words["html"]


def test_a_removed_template_is_gone(writer_client):
    one = make_template()
    url = reverse("template-removals", args=[one.slug])
    assert writer_client.get(url).status_code == 200
    writer_client.post(url)
    assert not Template.objects.exists()


def test_other_teams_templates_are_not_there(writer_client, warehouse):
    one = make_template("Theirs", team=warehouse)
    assert "Theirs" not in writer_client.get(LIST).text
    assert writer_client.get(page(one)).status_code == 404


def test_who_is_of_one_team_writes_for_no_other(writer_client):
    other = make_team("warehouse")
    answer = writer_client.post(NEW, fields(team=other.pk))
    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["template", "template-versions", "template-removals"])
def test_olaf_and_zoe_write_no_templates(name, olaf_client, outsider_client):
    url = reverse(name, args=[make_template().slug])
    assert olaf_client.get(url).status_code == 403
    assert outsider_client.get(url).status_code == 302
    assert olaf_client.get(LIST).status_code == 403
    assert olaf_client.post(NEW, fields()).status_code == 403


def test_the_list_costs_the_same_with_many(
    writer_client, django_assert_max_num_queries
):
    for number in range(30):
        make_template(f"Greeting {number}")
    with django_assert_max_num_queries(12):
        writer_client.get(LIST)
