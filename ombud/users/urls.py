"""Addresses of one's own profile and of people, teams and roles."""

from django.urls import path
from django.views.generic import RedirectView

from ombud.users.views import (
    absences,
    company,
    people,
    profile,
    roles,
    teams,
    tokens,
)

urlpatterns = [
    # /accounts/ is allauth's, but an address is changed by those who manage people.
    path(
        "accounts/email/",
        RedirectView.as_view(pattern_name="profile"),
        name="account_email",
    ),
    # /profile/
    path("profile/", profile.profile, name="profile"),
    path("profile/availability/", profile.availability, name="profile-availability"),
    path("profile/keys/", profile.keys, name="profile-keys"),
    path("profile/absences/", absences.own_absences, name="profile-absences"),
    path("absences/<int:pk>/endings/", absences.endings, name="absence-endings"),
    path("absences/<int:pk>/removals/", absences.removals, name="absence-removals"),
    path("profile/tokens/", tokens.tokens, name="tokens"),
    path(
        "profile/tokens/<int:pk>/revocations/",
        tokens.revocations,
        name="token-revocations",
    ),
    # /settings/
    path("settings/company/", company.company, name="company"),
    path("settings/people/", people.people, name="people"),
    path("settings/people/new/", people.new_person, name="person-new"),
    path("settings/people/<int:pk>/", people.person, name="person"),
    path(
        "settings/people/<int:pk>/absences/",
        absences.absences_of,
        name="person-absences",
    ),
    path(
        "settings/people/<int:pk>/invitations/",
        people.invitations,
        name="person-invitations",
    ),
    path("settings/teams/", teams.teams, name="teams"),
    path("settings/teams/new/", teams.new_team, name="team-new"),
    path("settings/teams/<slug:slug>/", teams.team, name="team"),
    path("settings/roles/", roles.roles, name="roles"),
    path("settings/roles/new/", roles.new_role, name="role-new"),
    path("settings/roles/<slug:slug>/", roles.role, name="role"),
    path(
        "settings/roles/<slug:slug>/deletions/",
        roles.deletions,
        name="role-deletions",
    ),
]
