"""Tags over the API: put on and off, listed, and whose to make."""

from ombud.api.tests.conftest import Program
from ombud.tickets.models import Tag, Ticket
from ombud.users.models import Role
from ombud.users.permissions import Permission


def test_tags_come_and_go(agnes_calls: Program, ticket: Ticket) -> None:
    path = f"/tickets/{ticket.number}/tags"
    assert agnes_calls.post(path, {"add": ["leak", "vip"]}).json()["tags"] == [
        "leak",
        "vip",
    ]
    answer = agnes_calls.post(path, {"add": ["VIP"], "remove": ["Leak"]})
    assert answer.json()["tags"] == ["vip"]
    assert answer.json()["entries"][-1]["changes"] == {
        "tags": [["leak", "vip"], ["vip"]]
    }


def test_a_former_name_means_the_tag_it_has_become(
    agnes_calls: Program, ticket: Ticket
) -> None:
    Tag.objects.create(name="damaged", hue=1, former=["broken"])
    agnes_calls.post(f"/tickets/{ticket.number}/tags", {"add": ["broken"]})
    found = agnes_calls.get("/tickets?tag=broken").json()["items"]
    assert [one["number"] for one in found] == [ticket.number]
    told = {"name": "damaged", "colour": 1, "former_names": ["broken"]}
    assert agnes_calls.get("/tags").json() == {"items": [told]}


def test_who_may_make_no_tags_makes_none(
    agnes_calls: Program, ticket: Ticket, agent_role: Role
) -> None:
    agent_role.permissions.remove(Permission.MAKE_TAGS)
    agent_role.save()
    path = f"/tickets/{ticket.number}/tags"
    assert agnes_calls.post(path, {"add": ["new"]}).status_code == 403
    changed = agnes_calls.patch(f"/tickets/{ticket.number}", {"tags": ["new"]})
    assert changed.status_code == 403
    assert not Tag.objects.exists()


def test_olaf_tags_no_ticket_of_others(olaf_calls: Program, ticket: Ticket) -> None:
    path = f"/tickets/{ticket.number}/tags"
    assert olaf_calls.post(path, {"add": ["mine"]}).status_code == 404
