"""A mailbox for every test of the intake."""

from collections.abc import Callable

import pytest

from ombud.channels.models import Channel
from ombud.intake.channels import forget_channels
from ombud.intake.models import Inbound
from ombud.testing.mails import letter, make_mailbox, take_in


@pytest.fixture(autouse=True)
def _fresh_channels() -> None:
    forget_channels()


@pytest.fixture
def box(db: None) -> Channel:
    """support@shop.example."""
    return make_mailbox()


@pytest.fixture
def write(box: Channel) -> Callable[..., Inbound]:
    """Write to support, and have it read."""

    def written(text: str = "My parcel is broken.", **headers: object) -> Inbound:
        return take_in(letter(text, **headers), box)

    return written
