"""What decides which tickets an agent sees, apart from who they are."""

from dataclasses import dataclass
from typing import Self

from ombud.users.models import Belongings, User
from ombud.workflows.models import Rights


@dataclass(frozen=True, slots=True)
class Sight:
    """Roles, teams and the matrix, as they stand for one reader in this request.

    A statement that is built once is built anew for another sight: it is part of the
    key that the statement is kept by, and only the reader's id may be filled in later.
    """

    belongings: Belongings
    rights: Rights

    @classmethod
    def of(cls, reader: User) -> Self:
        """Theirs."""
        return cls(reader.belongings, Rights.of(reader))

    def reader(self, pk: int) -> User:
        """A stand-in who sees as much, and who asks the database nothing for it."""
        user = User(pk=pk)
        vars(user).update(belongings=self.belongings, rights=self.rights)
        return user
