"""Addresses of the channels' settings."""

from django.urls import path

from ombud.channels.views import channels, deletions, outbox, starts, trials

urlpatterns = [
    # /settings/channels/
    path("settings/channels/", channels.channels, name="channels"),
    path("settings/channels/list/", channels.channel_list, name="channel-list"),
    path("settings/channels/new/", channels.new_channel, name="channel-new"),
    path("settings/channels/trials/", trials.new_trials, name="channel-new-trials"),
    path("settings/channels/<slug:slug>/", channels.channel, name="channel"),
    path("settings/channels/<slug:slug>/trials/", trials.trials, name="channel-trials"),
    path("settings/channels/<slug:slug>/start/", starts.start, name="channel-start"),
    path("settings/channels/<slug:slug>/counts/", starts.counts, name="channel-counts"),
    path(
        "settings/channels/<slug:slug>/deletion/",
        deletions.deletion,
        name="channel-deletion",
    ),
    path(
        "settings/channels/<slug:slug>/enabled/",
        deletions.enabled,
        name="channel-enabled",
    ),
    # /settings/outbox/
    path("settings/outbox/", outbox.outbox, name="outbox"),
    path("settings/outbox/<int:pk>/retries/", outbox.retries, name="delivery-retries"),
]
