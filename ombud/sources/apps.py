"""Where what other systems keep comes from: files, and connections to them."""

from collections.abc import Mapping

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ombud.core import navigation
from ombud.core.addresses import address

LINES = (
    (_("Import"), "imports", "upload"),
    (_("Connected systems"), "connectors", "plug-zap"),
)


class SourcesConfig(AppConfig):
    """Where what other systems keep comes from: files, and connections to them."""

    name = "ombud.sources"
    label = "sources"

    def ready(self) -> None:
        """Add our settings pages."""
        for position, (label, url_name, icon) in enumerate(LINES):
            navigation.register(
                "settings",
                label,
                url_name,
                icon,
                group=_("Data"),
                permission="manage_sources",
                position=40 + position,
                count_key=url_name,
            )
        navigation.register_counter(_silent)


def _silent(request: HttpRequest) -> Mapping[str, int]:
    """How many systems have fallen silent, for those who can do something about it."""
    from ombud.sources.models import Connector

    # Where one looks for it; other pages need not pay for the query.
    if request.path not in {address("settings"), address("connectors")}:
        return {}
    return {"connectors": len(Connector.objects.silent())}
