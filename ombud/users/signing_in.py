"""Who has signed in, with all that every page asks about them, in one statement."""

from allauth.account.auth_backends import AuthenticationBackend

from ombud.users.models import User


class Backend(AuthenticationBackend):  # type: ignore[misc]  # untyped package
    """allauth's; the user of a session comes with roles, teams and permissions."""

    def get_user(self, user_id: int) -> User | None:
        """Nobody where they may not sign in any more."""
        return next(iter(User.objects.with_belongings(SIGNED_IN, [user_id])), None)


SIGNED_IN = "WHERE id = %s AND is_active"
