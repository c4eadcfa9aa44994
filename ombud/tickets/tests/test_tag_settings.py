"""All tags: renamed, coloured, merged, removed; their tickets follow."""

import pytest
from django.urls import reverse

from ombud.testing.factories import make_ticket
from ombud.tickets.models import Entry, Tag, Ticket


@pytest.fixture
def leak(agnes):
    for number in range(3):
        make_ticket(f"Kettle {number}").retag(by=agnes, add=["leak"])
    return Tag.objects.get(name="leak")


def tags():
    return list(Ticket.objects.order_by("pk").values_list("tags", flat=True))


def post(client, url, tag, **data):
    return client.post(reverse(url, args=[tag.pk]), data)


def history(verb="changed"):
    return Entry.objects.filter(verb=verb).count()


def test_the_page_counts_uses_and_leads_to_them(ines_client, leak):
    html = ines_client.get(reverse("tags")).text
    assert "/inbox/all/?tag=leak" in html
    assert ">3</a>" in html


def test_a_tag_is_found_by_its_former_name(ines_client, leak):
    Tag.objects.filter(pk=leak.pk).update(former=["drips"])
    url = reverse("tags")
    assert 'tag-lg hued" href' in ines_client.get(f"{url}?q=DRIP").text
    assert "No tag is called so" in ines_client.get(f"{url}?q=100%").text


def test_renaming_leaves_no_entry_and_the_old_word_finds_it(
    ines_client, leak, run_jobs
):
    before = history()
    post(ines_client, "tag", leak, name="leaking", hue="4")
    run_jobs()
    assert tags() == [["leaking"]] * 3
    assert history() == before
    found = Tag.objects.get()
    assert (found.name, found.hue, found.former) == ("leaking", 4, ["leak"])


def test_writing_it_otherwise_renames_it_too(ines_client, leak, run_jobs):
    post(ines_client, "tag", leak, name="Leak", hue="0")
    run_jobs()
    assert (tags()[0], Tag.objects.get().former) == (["Leak"], [])


def test_two_tags_are_never_called_the_same(ines_client, leak):
    Tag.objects.create(name="drips")
    answer = post(ines_client, "tag", leak, name="DRIPS", hue="0")
    assert (answer.status_code, "Merge the two instead" in answer.text) == (422, True)


def test_merging_says_how_many_and_each_ticket_tells_it(ines_client, leak, run_jobs):
    other = Tag.objects.create(name="drips")
    assert (
        "3 tickets have this tag"
        in ines_client.get(reverse("tag-merges", args=[leak.pk])).text
    )
    before = history()
    post(ines_client, "tag-merges", leak, into=other.pk)
    run_jobs()
    assert (tags(), history() - before) == ([["drips"]] * 3, 3)
    assert Tag.objects.get().former == ["leak"]


def test_a_merge_is_taken_back_on_a_ticket(ines, leak, run_jobs):
    other = Tag.objects.create(name="drips")
    leak.merge_into(other, by=ines)
    run_jobs()
    ticket = Ticket.objects.order_by("pk").first()
    ticket.undo(ticket.entries.order_by("-pk").first(), by=ines)
    assert tags()[0] == ["leak"]
    assert Tag.objects.get(name="drips").former == []


def test_a_removed_tag_leaves_its_tickets(ines_client, leak, run_jobs):
    post(ines_client, "tag-removals", leak)
    run_jobs()
    assert (tags(), Tag.objects.count()) == ([[]] * 3, 0)


def test_a_job_that_runs_late_leaves_a_tag_that_was_made_again(
    agnes, ines, leak, run_jobs
):
    leak.remove(by=ines)
    make_ticket("Another").retag(by=agnes, add=["leak"])
    run_jobs()
    assert tags()[-1] == ["leak"]


@pytest.mark.parametrize("name", ["tag", "tag-merges", "tag-removals"])
def test_agents_and_strangers_change_no_tags(name, agnes_client, outsider_client, leak):
    url = reverse(name, args=[leak.pk])
    assert agnes_client.get(url).status_code == 403
    assert agnes_client.post(url, {"name": "x"}).status_code == 403
    assert "/accounts/login/" in outsider_client.post(url).headers["Location"]
    assert Tag.objects.get().name == "leak"


def test_olaf_does_not_see_all_tags(olaf_client, outsider_client):
    assert olaf_client.get(reverse("tags")).status_code == 403
    assert outsider_client.get(reverse("tag-new")).status_code == 302


def test_the_page_costs_the_same_with_many_tags(
    ines_client, leak, django_assert_max_num_queries
):
    Tag.objects.bulk_create(Tag(name=f"tag {number}") for number in range(130))
    with django_assert_max_num_queries(10):
        html = ines_client.get(reverse("tags")).text
    assert html.count("tag-lg") == 100
    assert "page=2" in html
