"""How often one address may do something that anybody may do.

Counted twice. In this process's memory first, so that a flood does not reach the
database: what is too much for one process alone is refused there. The rest is counted
in a row that all web processes share.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from ipaddress import IPv6Address, ip_address
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ombud.core.statements import ask

DAY = 24 * 60 * 60
# The row tells nobody's address; a new span begins where the old one is over.
COUNT = """
INSERT INTO core_limitcount AS known (who, began, count)
VALUES (%(who)s, %(now)s, 1)
ON CONFLICT (who) DO UPDATE SET
 began = CASE WHEN known.began <= %(since)s THEN excluded.began ELSE known.began END,
 count = CASE WHEN known.began <= %(since)s THEN 1 ELSE known.count + 1 END
RETURNING count
"""
FORGET = "DELETE FROM core_limitcount WHERE began < %s"
# More addresses than this at once are forgotten, the longest counted first.
MOST_KEPT = 20_000
_counts: dict[tuple[str, str], tuple[float, int]] = {}
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Limit:
    """So often in so many seconds."""

    name: str
    most: int
    seconds: int

    def take(self, who: str) -> bool:
        """Whether they may once more; counted from the first time on."""
        now, key = time.time(), (self.name, who)
        return self._is_few_here(key, now) and self._is_few_everywhere(key, now)

    def _is_few_everywhere(self, key: tuple[str, str], now: float) -> bool:
        """One statement; asked so often at most as one process lets through."""
        who = salted_hmac("ombud.core.limits", "\n".join(key)).hexdigest()
        values = {"who": who, "now": now, "since": now - self.seconds}
        ((count,),) = ask(COUNT, values)
        if count == 1:
            ask(FORGET, [now - DAY])
        return int(count) <= self.most

    def _is_few_here(self, key: tuple[str, str], now: float) -> bool:
        with _lock:
            began, count = _counts.get(key, (now, 0))
            if now - began >= self.seconds:
                began, count = now, 0
                _counts.pop(key, None)
            _counts[key] = (began, count + 1)
            while len(_counts) > MOST_KEPT:
                del _counts[next(iter(_counts))]
        return count < self.most


def limited(limit: Limit, *, method: str = "POST") -> Callable[[Any], Any]:
    """A view that one address may ask only so often; asked before anything is read."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == method and not limit.take(address_of(request)):
                return too_many(request, limit)
            return view(request, *args, **kwargs)

        return counted

    return decorate


def too_many(request: HttpRequest, limit: Limit) -> HttpResponse:
    """One sentence, and when to come again."""
    why = _("Too much came from your address at once. Wait a few minutes, try again.")
    response = render(request, "429.html", {"why": why}, status=429)
    response.headers["Retry-After"] = str(limit.seconds)
    return response


def address_of(request: HttpRequest) -> str:
    """Who asks: of IPv6 the network, which one household or machine has for itself.

    Behind TLS there is a proxy of ours; the last address of the list is its word.
    """
    named = request.headers.get("x-forwarded-for", "") if settings.BEHIND_TLS else ""
    told = named.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(told)
    except ValueError:
        return str(told)
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or address.exploded[:19])


def forget_counts() -> None:
    """For tests, which all come from one address."""
    _counts.clear()
