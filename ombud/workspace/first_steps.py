"""What a new desk still has to do, as its rows tell it."""

from dataclasses import dataclass

from django.db.models import Exists, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ombud.channels.models import Channel, DeliveryState, Kind
from ombud.intake.models import Fate, Inbound
from ombud.tickets.models import Message, Verb
from ombud.users.models import User
from ombud.users.permissions import Permission

CONNECTED = {"ok", "failing", "silent"}


@dataclass(frozen=True, slots=True)
class Step:
    """One of them: what it is, how it stands, and where it is done."""

    label: str
    words: str
    icon: str
    is_done: bool
    url: str
    action: str
    is_trouble: bool = False


def first_steps(reader: User) -> list[Step]:
    """All four, by two queries; a page that the reader may not open is not linked."""
    channel = Channel.objects.filter(kind=Kind.MAIL).order_by("pk").first()
    facts = _facts(reader)
    manages_people = reader.may(Permission.MANAGE_PEOPLE)
    return [
        _mailbox(channel, reader),
        Step(
            _("First mail received"),
            _first_mail(channel),
            "inbox",
            facts.is_received,
            reverse("inbox"),
            _("See the tickets"),
        ),
        Step(
            _("First answer sent"),
            _("Open a ticket and answer it. You have ten seconds to take it back."),
            "send",
            facts.is_answered,
            reverse("inbox"),
            _("Answer a ticket"),
        ),
        Step(
            _("Colleagues invited"),
            _("Each gets a mail with a link to choose a password."),
            "user-plus",
            facts.has_colleagues,
            reverse("person-new") if manages_people else "",
            _("Invite somebody"),
        ),
    ]


@dataclass(frozen=True, slots=True)
class Facts:
    """What has happened already."""

    is_received: bool
    is_answered: bool
    has_colleagues: bool


def _facts(reader: User) -> Facts:
    received = Inbound.objects.filter(fate=Fate.TICKETED)
    answered = Message.objects.filter(
        entry__verb=Verb.REPLIED, delivery__state=DeliveryState.SENT
    )
    others = User.objects.filter(~Q(pk=reader.pk), is_active=True)
    row = User.objects.filter(pk=reader.pk).values_list(
        Exists(received), Exists(answered), Exists(others)
    )
    return Facts(*row.get())


def _mailbox(channel: Channel | None, reader: User) -> Step:
    health = channel.health if channel else ""
    is_met = bool(channel and (channel.last_contact_at or not channel.fetches))
    return Step(
        _("Mailbox connected"),
        _how_it_is(channel, health, is_met=is_met),
        "mail",
        health in CONNECTED and is_met,
        _mailbox_url(channel, health) if reader.may(Permission.MANAGE_CHANNELS) else "",
        _("Look at the mailbox") if channel else _("Connect your mailbox"),
        is_trouble=health in {"failing", "silent"},
    )


def _how_it_is(channel: Channel | None, health: str, *, is_met: bool) -> str:
    if channel is None:
        return _("Customers go on writing to your address; Ombud fetches the mail.")
    if channel.last_error:
        return channel.last_error
    if health == "new":
        return _("Say which of the mails in it become tickets.")
    if health == "off":
        return _("%(name)s is switched off.") % {"name": channel.name}
    if not is_met:
        return _("Waiting for the first contact with the server.")
    return channel.address or channel.name


def _mailbox_url(channel: Channel | None, health: str) -> str:
    if channel is None:
        return reverse("channel-new")
    return reverse(
        "channel-start" if health == "new" else "channel", args=[channel.slug]
    )


def _first_mail(channel: Channel | None) -> str:
    if channel and channel.address:
        facts = {"address": channel.address}
        return _("Write to %(address)s from a mailbox of your own.") % facts
    return _("Write to your mailbox from another address, once it is connected.")
