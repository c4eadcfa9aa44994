"""Small tables that many pages read: this process keeps them for half a minute."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar
from weakref import WeakSet

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

P = ParamSpec("P")
T = TypeVar("T")

# Another process may change the rows: so soon is soon enough.
SECONDS = 30.0
Known = dict[object, tuple[float, Any]]
# What is known of rows that nobody else sees, by reader.
_apart: ContextVar[dict[object, Known] | None] = ContextVar("apart", default=None)


@contextmanager
def remembered_apart() -> Iterator[None]:
    """What is read inside is forgotten, and nothing from outside is known.

    For rows that will never be committed: other requests must not be told of them.
    """
    token = _apart.set({})
    try:
        yield
    finally:
        _apart.reset(token)


class remembered(Generic[P, T]):  # noqa: N801  # a decorator
    """A reader whose answer is kept, one for each set of arguments.

    Everybody gets the same object: nobody changes it. Whoever changes the rows calls
    `forget` of the reader; see also `forgotten_with`.
    """

    everything: "WeakSet[remembered[..., Any]]" = WeakSet()

    def __init__(self, read: Callable[P, T]) -> None:
        """Nothing is known yet."""
        self._read = read
        self._shared: Known = {}
        update_wrapper(self, read)
        self.everything.add(self)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """As it was read less than half a minute ago, else as it is."""
        known: tuple[float, T | None]
        known = self._known.get((args, *kwargs.items()), (0.0, None))
        until, found = known
        if found is None or until < time.monotonic():
            return self.afresh(*args, **kwargs)
        return found

    def afresh(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """As it is now."""
        found, now = self._read(*args, **kwargs), time.monotonic()
        for key in [key for key, (until, _old) in self._known.items() if until < now]:
            self._known.pop(key, None)
        self._known[(args, *kwargs.items())] = (now + SECONDS, found)
        return found

    def forget(self) -> None:
        """Now; and on commit, for who has read the old rows meanwhile."""
        self._known.clear()
        transaction.on_commit(self._known.clear)

    @property
    def _known(self) -> Known:
        apart = _apart.get()
        return self._shared if apart is None else apart.setdefault(self, {})

    @classmethod
    def forget_everything(cls) -> None:
        """For tests, which begin with another database each."""
        for one in cls.everything:
            one._shared.clear()


Reader = TypeVar("Reader", bound="remembered[..., Any]")


def forgotten_with(*models: type[Model]) -> Callable[[Reader], Reader]:
    """When a row of one of these is saved or deleted in this process."""

    def connected(reader: Reader) -> Reader:
        def forget(**_facts: object) -> None:
            reader.forget()

        for model in models:
            for signal in (post_save, post_delete):
                signal.connect(forget, sender=model, weak=False)
        return reader

    return connected
