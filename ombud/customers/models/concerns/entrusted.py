"""Somebody of ours looks after this customer."""

from ombud.customers.models.concerns.changeable import Changeable
from ombud.users.models import User


class Entrusted(Changeable):
    """Somebody of ours looks after this customer: what is new of them is theirs."""

    class Meta:
        abstract = True

    def entrust(self, user: User | None, *, by: User | None = None) -> None:
        """From now on they look after this customer, or nobody does."""
        self.change(by=by, responsible=user)
