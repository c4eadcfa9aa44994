"""How signing in works here: by invitation, with the house's own words."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped package
    """Nobody signs up by themselves: agents are added by those who manage people."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed."""
        return False
