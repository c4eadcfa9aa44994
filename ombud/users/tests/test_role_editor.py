"""The editor of roles: groups, who has it, copies, deletion."""

from django.urls import reverse

from ombud.users.models import Role
from ombud.users.permission_groups import grouped
from ombud.users.permissions import Permission

URL = "/settings/roles/agent/"


def test_every_permission_is_shown_once():
    shown = [one for _group, lines in grouped() for one, _line in lines]
    assert sorted(shown) == sorted(Permission)


def test_each_has_a_line_and_who_has_the_role(ines_client, agnes):
    page = ines_client.get(URL).content.decode()
    assert "Also those of teams that one does not work in." in page
    assert "Agnes Adler" in page


def test_a_copy_begins_with_the_same_rights(ines_client, agent_role):
    page = ines_client.get("/settings/roles/new/?copy=agent").content.decode()
    assert 'value="work_tickets" checked' in page
    assert 'value="manage_people" checked' not in page


def test_a_used_role_stays_and_says_who_has_it(ines_client, agnes):
    answer = ines_client.post(reverse("role-deletions", args=["agent"]), follow=True)
    assert "The role Agent is in use: Agnes Adler." in answer.content.decode()
    assert Role.objects.filter(slug="agent").exists()


def test_an_unused_role_goes(ines_client, agent_role):
    ines_client.post(reverse("role-deletions", args=["agent"]))
    assert not Role.objects.filter(slug="agent").exists()


def test_ticks_survive_a_mistake(ines_client, agent_role):
    answer = ines_client.post(URL, {"name": "", "permissions": ["see_intake"]})
    assert answer.status_code == 422
    assert 'value="see_intake" checked' in answer.content.decode()


def test_olaf_deletes_nothing(olaf_client, owner_role):
    url = reverse("role-deletions", args=["owner"])
    assert olaf_client.post(url).status_code == 403


def test_zoe_has_to_sign_in(outsider_client, agent_role):
    assert outsider_client.get(URL).status_code == 302
