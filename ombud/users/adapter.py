"""How signing in works here: by invitation, with the house's own words."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped package
    """Nobody signs up by themselves: agents are added by those who manage people."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("E-mail or password do not match."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code does not match. Codes change every 30 seconds."),
        "too_many_login_attempts": _(
            "Too many tries. Wait five minutes, then try again."
        ),
        "rate_limited": _("Too many tries. Wait a minute, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to where the password stood."""
        return reverse("mfa_index")

    def format_email_subject(self, subject: str) -> str:
        """Without a site's name before it."""
        return subject
