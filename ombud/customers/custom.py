"""Custom fields of customers: the app that defines fields tells which there are.

It stands above this one, so it comes and says so: `provide` is called in its ready().
"""

from collections.abc import Mapping
from typing import Any, Protocol

from django import forms


class CustomFields(Protocol):
    """What the provider can do."""

    def form_fields(self, noun: str) -> dict[str, forms.Field]:
        """The form's field of each, by key."""

    def stored(self, cleaned: Any) -> Any:
        """A cleaned value as JSON keeps it; None where nothing was given."""

    def shown(self, noun: str, values: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Label and value of those that are filled in, as people read them."""


class _None:
    def form_fields(self, _noun: str) -> dict[str, forms.Field]:
        return {}

    def stored(self, cleaned: Any) -> Any:
        return cleaned

    def shown(self, _noun: str, _values: Mapping[str, Any]) -> list[tuple[str, str]]:
        return []


_provider: CustomFields = _None()


def provide(provider: CustomFields) -> None:
    """From now on these are the custom fields."""
    global _provider  # noqa: PLW0603  # one place, filled once at the start
    _provider = provider


def custom_fields() -> CustomFields:
    """What there is."""
    return _provider
