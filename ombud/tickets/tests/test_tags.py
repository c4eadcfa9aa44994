"""Tags on a ticket: put on, made, taken off, and who may."""

import pytest
from django.urls import reverse

from ombud.testing.factories import make_ticket
from ombud.tickets.models import KnownTags, Tag, Ticket
from ombud.users.permissions import Permission
from ombud.workflows.models import ActionNotAllowed


@pytest.fixture
def ticket(agnes):
    return make_ticket("The kettle leaks")


@pytest.fixture
def no_new_tags(agent_role):
    agent_role.permissions.remove(Permission.MAKE_TAGS)
    agent_role.save()


def send(client, ticket, **wish):
    return client.post(reverse("ticket-tags", args=[ticket.number]), wish)


def page(client, ticket):
    return client.get(reverse("ticket-tags", args=[ticket.number]))


def tags_of(ticket):
    return Ticket.objects.get(pk=ticket.pk).tags


def test_a_new_tag_is_made_while_it_is_typed(agnes_client, ticket):
    assert send(agnes_client, ticket, typed="leak").status_code == 302
    assert tags_of(ticket) == ["leak"]
    assert Tag.objects.get().hue == 0


def test_a_tag_is_one_however_it_is_written(agnes_client, ticket):
    Tag.objects.create(name="Leak", former=["drips"])
    send(agnes_client, ticket, typed="LEAK, drips")
    assert tags_of(ticket) == ["Leak"]
    assert Tag.objects.count() == 1


def test_a_button_counts_more_than_what_was_typed_to_find_it(agnes_client, ticket):
    Tag.objects.create(name="leak")
    send(agnes_client, ticket, typed="le", add="leak")
    assert tags_of(ticket) == ["leak"]


def test_a_tag_is_taken_off_and_put_on_again_by_undo(agnes, agnes_client, ticket):
    ticket.retag(by=agnes, add=["leak", "vip"])
    send(agnes_client, ticket, off="leak")
    entry = ticket.entries.order_by("-pk").first()
    assert (tags_of(ticket), entry.changes["tags"][0]) == (["vip"], ["leak", "vip"])
    ticket.undo(entry, by=agnes)
    assert tags_of(ticket) == ["leak", "vip"]


def test_putting_it_on_twice_leaves_one_entry(agnes, ticket):
    assert ticket.retag(by=agnes, add=["leak"])
    assert ticket.retag(by=agnes, add=["leak"]) is None


def test_the_toast_says_which_tag(agnes_client, ticket):
    url = reverse("ticket-tags", args=[ticket.number])
    answer = agnes_client.post(url, {"typed": "leak"}, headers={"HX-Request": "true"})
    assert "Tag added: leak" in answer.headers["HX-Trigger"]


@pytest.mark.usefixtures("no_new_tags")
def test_without_the_right_one_chooses_among_those_there_are(agnes_client, ticket):
    Tag.objects.create(name="leak")
    answer = send(agnes_client, ticket, typed="drips")
    assert "your roles do not let you make new ones" in answer.text
    send(agnes_client, ticket, typed="leak")
    assert tags_of(ticket) == ["leak"]
    assert "Make the tag" not in page(agnes_client, ticket).text


def test_what_the_ticket_speaks_of_comes_first(agnes_client, ticket):
    Tag.objects.bulk_create([Tag(name="billing"), Tag(name="leak")])
    html = page(agnes_client, ticket).text
    assert html.index("speaks of") < html.index('value="leak"')
    assert html.index('value="leak"') < html.index('value="billing"')


def test_there_are_at_most_fifty(agnes, ticket):
    ticket.retag(by=agnes, add=[str(number) for number in range(50)])
    with pytest.raises(ActionNotAllowed, match="at most 50"):
        ticket.retag(by=agnes, add=["one more"])


def test_what_an_action_sets_is_spelt_as_the_tag_is(agnes, ticket):
    Tag.objects.create(name="Leak", former=["drips"])
    assert KnownTags.read(fresh=True).resolve(["drips", " leak ", "new"]) == [
        "Leak",
        "new",
    ]


def test_olaf_and_zoe_tag_nothing(olaf_client, outsider_client, ticket):
    assert send(olaf_client, ticket, typed="mine").status_code == 404
    assert page(olaf_client, ticket).status_code == 404
    assert "/accounts/login/" in send(outsider_client, ticket).headers["Location"]
    assert not Tag.objects.exists()


def test_the_page_shows_colours_without_asking_for_them(
    agnes, agnes_client, ticket, django_assert_max_num_queries
):
    url = reverse("ticket-header", args=[ticket.number])
    ticket.retag(by=agnes, add=["leak"])
    Tag.objects.update(hue=7)
    KnownTags.read(fresh=True)
    agnes_client.get(url)
    with django_assert_max_num_queries(8):
        assert 'data-hue="7"' in agnes_client.get(url).text
