"""Trying a channel out, step by step, while a person waits."""

import threading
import time
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid

from django.utils import translation
from django.utils.translation import gettext as _

from ombud.channels.drivers import Driver, Said, Stage, Step, driver_for
from ombud.channels.drivers.base import WireError
from ombud.channels.models import Channel, Delivery, Protocol

# A person waits for the answer, and a proxy in front of us not much longer.
TRIAL_SECONDS = 15
DIAL_SECONDS = 5
# Intake sets aside what carries it: a trial makes no ticket.
TRIAL_HEADER = "X-Ombud-Trial"


@dataclass
class Direction:
    """The steps one way; they fill up while the trial runs."""

    title: str
    stages: list[Stage]
    steps: list[Step] = field(default_factory=list)
    since: float = 0.0
    is_over: bool = False

    @property
    def ok(self) -> bool:
        """Whether every step was done."""
        return all(step.ok for step in self.steps)

    def go(self) -> None:
        """One step after the other, until one fails."""
        for stage in self.stages:
            self.since = time.monotonic()
            step = _taken(stage, self.since)
            if self.is_over:
                return
            self.steps.append(step)
            if not step.ok:
                return

    def conclude(self) -> None:
        """Name what has not been done: the step that hangs, and those behind it."""
        self.is_over = True
        done = len(self.steps)
        left = [stage.name for stage in self.stages[done:]]
        if left and all(step.ok for step in self.steps):
            waited = round(1000 * (time.monotonic() - self.since))
            sentence = _("%(step)s: no answer in time.") % {"step": left.pop(0)}
            self.steps.append(Step(sentence, ok=False, milliseconds=waited))
        self.steps += [Step(name, ok=None) for name in left]


def try_out(channel: Channel, seconds: float = TRIAL_SECONDS) -> list[Direction]:
    """Receive and send at the same time, for so long at most; nothing is stored.

    The talk runs in threads of its own, because looking up a name cannot be given a
    time limit: one that hangs is left behind.
    """
    driver = driver_for(channel, DIAL_SECONDS)
    directions = [
        Direction(_("Incoming"), driver.incoming_stages()),
        Direction(_("Outgoing"), [*driver.outgoing_stages(), _test_mail(driver)]),
    ]
    if channel.protocol == Protocol.PIPE:
        del directions[0]
    if try_stages(directions, seconds):
        driver.close()
    return directions


def try_stages(directions: list[Direction], seconds: float = TRIAL_SECONDS) -> bool:
    """All directions at the same time. False: one hangs, and is left behind."""
    threads = [_started(direction) for direction in directions]
    until = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(0, until - time.monotonic()))
    for direction in directions:
        direction.conclude()
    return not any(thread.is_alive() for thread in threads)


def _started(direction: Direction) -> threading.Thread:
    language = translation.get_language() or "en-gb"

    def run() -> None:
        with translation.override(language):
            direction.go()

    thread = threading.Thread(target=run, daemon=True, name="trial")
    thread.start()
    return thread


def _taken(stage: Stage, since: float) -> Step:
    try:
        said = stage.run()
    except WireError as error:
        return Step(error.message, ok=False, words=error.words, milliseconds=_ms(since))
    return Step(said.sentence, ok=True, words=said.words, milliseconds=_ms(since))


def _ms(since: float) -> int:
    return round(1000 * (time.monotonic() - since))


def _test_mail(driver: Driver) -> Stage:
    def send() -> Said:
        receipt = driver.send(trial_delivery(driver.channel))
        sentence = _("Test mail sent to %(address)s")
        return Said(sentence % {"address": driver.channel.address}, receipt.words)

    return Stage(_("Test mail"), send)


def trial_delivery(channel: Channel) -> Delivery:
    """A mail from the channel to itself; never saved."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = mail["To"] = channel.address
    mail["Date"] = formatdate(localtime=False)
    mail["Message-ID"] = make_msgid(domain=channel.address.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail[TRIAL_HEADER] = "1"
    mail["Subject"] = _("Test of this mailbox by Ombud")
    mail.set_content(_("This mail shows that the mailbox can send. It needs no reply."))
    raw = mail.as_bytes()
    return Delivery(
        channel=channel,
        sender=channel.address,
        recipients=[channel.address],
        raw=raw,
        size=len(raw),
        message_id=str(mail["Message-ID"]),
    )
