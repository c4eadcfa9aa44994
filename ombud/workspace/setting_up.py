"""A new installation gets its company and its first owner, once."""

from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.utils.crypto import constant_time_compare

from ombud.core.middleware import company
from ombud.core.models import Installation
from ombud.users.models import Team, User
from ombud.users.starters import owner_role
from ombud.workspace.starting import start

TRIES = "setup-tries"
MOST_TRIES = 20
TRIES_SECONDS = 600


class AlreadySetUp(Exception):
    """Somebody else has set it up."""


def awaits_owner() -> bool:
    """Whether nobody can sign in yet and the set-up page is the way in."""
    if not company().setup_code:
        return False
    try:
        if not User.objects.exists():
            return True
        # An owner was made on the command line.
        Installation.current().change(setup_code="")
    except DatabaseError:
        pass
    return False


def is_code(words: str) -> bool:
    """Whether this is the code that `ombud run` has printed."""
    typed = "".join(letter for letter in words.upper() if letter.isalnum())
    code = Installation.objects.values_list("setup_code", flat=True).first()
    return constant_time_compare(typed, code) if code else False


def may_try() -> bool:
    """Twenty wrong codes in ten minutes, whoever types them."""
    cache.add(TRIES, 0, TRIES_SECONDS)
    return int(cache.get(TRIES, 0)) < MOST_TRIES


def note_wrong_code() -> None:
    """One more."""
    cache.add(TRIES, 0, TRIES_SECONDS)
    cache.incr(TRIES)


@transaction.atomic
def set_up(  # what the page asks for
    *, company: str, language: str, time_zone: str, name: str, email: str, password: str
) -> User:
    """The company, the rows that a desk needs, and its owner, who works in the team."""
    installation = Installation.objects.select_for_update().get()
    if User.objects.exists():
        raise AlreadySetUp
    start()
    owner = User.objects.create_user(email, password, name=name)
    owner.roles.add(owner_role())
    owner.teams.add(*Team.objects.all()[:1])
    installation.change(
        name=company,
        language=language,
        time_zone=time_zone,
        setup_code="",
        shows_first_steps=True,
    )
    return owner
