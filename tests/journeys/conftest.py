"""A shop with a real mailbox, a real SMTP server and a real worker."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone

from ombud.channels.models import Channel
from ombud.config.children import die_with_parent
from ombud.testing.live_fixtures import LiveOmbud, database_url
from ombud.testing.mails import make_mailbox
from ombud.testing.servers import Mailbox, SmtpServer

Until = Callable[..., None]


@pytest.fixture
def shop(live_ombud: LiveOmbud, mailbox: Mailbox, smtp_server: SmtpServer) -> Channel:
    """support@shop.example, fetched over IMAP and sent over SMTP."""
    return make_mailbox(
        protocol="imap",
        in_host="127.0.0.1",
        in_port=mailbox.server.imap_port,
        in_security="plain",
        in_user=mailbox.user,
        in_password=mailbox.password,
        out_port=smtp_server.port,
        out_security="plain",
        same_login=False,
        started_at=timezone.now(),
    )


@pytest.fixture
def worker(shop: Channel) -> Iterator[None]:
    """The real worker, watching the mailbox."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ombud.config", "worker"],
        env=os.environ | {"OMBUD_DATABASE_URL": database_url()},
        preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509  # a prctl
    )
    yield
    process.kill()
    process.wait()


@pytest.fixture
def until() -> Until:
    """Waits for a condition; fails if it never comes true."""

    def wait(condition: Callable[[], object], seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "it never came true"
            time.sleep(0.1)

    return wait
