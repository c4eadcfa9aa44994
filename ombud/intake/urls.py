"""What came in."""

from django.urls import path

from ombud.intake.views import inbound, ledger

urlpatterns = [
    # /settings/incoming/
    path("settings/incoming/", ledger.incoming, name="incoming"),
    path("settings/incoming/<int:pk>/", inbound.inbound, name="inbound"),
    path("settings/incoming/<int:pk>/file/", inbound.inbound_file, name="inbound-file"),
    path(
        "settings/incoming/<int:pk>/retries/",
        inbound.inbound_retry,
        name="inbound-retry",
    ),
    path("settings/channels/<slug:slug>/ledger/", ledger.ledger, name="ledger"),
    # /entries/…
    path("entries/<int:pk>/original/", inbound.entry_original, name="entry-original"),
    path("entries/<int:pk>/original/file/", inbound.entry_file, name="entry-file"),
]
