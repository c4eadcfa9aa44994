"""What several nouns need."""

from typing import Annotated

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

from ombud.lib.addresses import parse_addresses

MOST_LETTERS = 1_000_000


class In(Schema):
    """What comes in: a field that nobody knows is an error and not ignored."""

    model_config = ConfigDict(extra="forbid")


class Out(Schema):
    """What goes out."""


def _email(value: str) -> str:
    try:
        validate_email(value)
    except ValidationError:
        raise ValueError(_("This is not an e-mail address.")) from None
    return value


def _mailbox(value: str) -> str:
    found = parse_addresses(value)
    if len(found) != 1:
        raise ValueError(_("Write one address: name@example.com, or Name <…>."))
    _email(found[0].address)
    return value


Words = Annotated[str, Field(max_length=MOST_LETTERS)]
Email = Annotated[str, Field(max_length=320), AfterValidator(_email)]
# "a@example.com" or "Name <a@example.com>".
Mailbox = Annotated[str, Field(max_length=700), AfterValidator(_mailbox)]


def people(mailboxes: list[str]) -> list[dict[str, str]]:
    """As messages keep them: {"name", "address"}."""
    found = [one for mailbox in mailboxes for one in parse_addresses(mailbox)]
    return [{"name": one.name, "address": one.address} for one in found]
