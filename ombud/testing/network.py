"""Tests reach this machine and nothing else."""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest


class NetworkBlocked(RuntimeError):
    """Not an OSError: code that survives a broken network must not hide it."""


@pytest.fixture(autouse=True, scope="session")
def _this_machine_only() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _guarded(name))
        patch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))
        yield


def is_here(host: Any) -> bool:
    """Whether a host is this machine."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _guarded(name: str) -> Any:
    real = getattr(socket.socket, name)

    def guarded(self: socket.socket, *words: Any) -> Any:
        address = words[-1]
        if self.family != socket.AF_UNIX and not is_here(address[0]):
            raise NetworkBlocked(f"A test wanted to reach {address}.")
        return real(self, *words)

    return guarded


def _guarded_lookup(real: Any) -> Any:
    def guarded(host: Any, *words: Any, **more: Any) -> Any:
        if not is_here(host):
            raise NetworkBlocked(f"A test wanted to look up {host}.")
        return real(host, *words, **more)

    return guarded
