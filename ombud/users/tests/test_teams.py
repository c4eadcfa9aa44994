"""Teams."""

from django.test import Client

from ombud.users.models import Team, User

LIST = "/settings/teams/"


def test_a_team_is_founded(ines_client: Client, agnes: User) -> None:
    ines_client.post(f"{LIST}new/", {"name": "Größe & Maß", "members": [agnes.pk]})
    team = Team.objects.get(name="Größe & Maß")
    assert team.slug == "groe-ma"
    assert list(team.members.all()) == [agnes]


def test_a_taken_slug_gets_a_number(ines_client: Client, support: Team) -> None:
    ines_client.post(f"{LIST}new/", {"name": "Support!"})
    assert Team.objects.get(name="Support!").slug == "support-2"


def test_a_greek_name_gets_a_slug_too(ines_client: Client) -> None:
    ines_client.post(f"{LIST}new/", {"name": "Αποθήκη"})
    assert Team.objects.get(name="Αποθήκη").slug


def test_a_new_name_keeps_the_address(ines_client: Client, support: Team) -> None:
    ines_client.post(f"{LIST}support/", {"name": "Help"})
    assert Team.objects.get(name="Help").slug == "support"


def test_two_teams_cannot_share_a_name(ines_client: Client, support: Team) -> None:
    response = ines_client.post(f"{LIST}new/", {"name": "Support"})
    assert response.status_code == 422


def test_the_list_counts_who_works(ines_client: Client, agnes: User) -> None:
    assert '<span class="num muted">1</span>' in ines_client.get(LIST).content.decode()
