"""Links that a shop signs: in an order's mail, to the form that is about it.

    /f/complaint/?order=CC-10481&expires=1798761600&key=shop_…&signature=…

The signature is the HMAC-SHA256, in hex, of the form's address, the order's number, the
moment it expires (seconds since 1970), the e-mail address and the name, one a line; the
last two are empty where they are not in the link.
"""

import hashlib
import hmac
import time
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ombud.forms.models.form import Form
from ombud.forms.models.shop_key import ShopKey
from ombud.lib.numbers import key_of
from ombud.sales.models import Order

SIGNED = ("order", "expires", "email", "name")
NAMES = (*SIGNED, "key", "signature")


class LinkWrong(Exception):
    """The link is not the shop's, or was once; the text is a sentence.

    `expired`: it was right.
    """

    def __init__(self, message: str, *, expired: bool = False) -> None:
        super().__init__(message)
        self.expired = expired


def signature(secret: str, slug: str, said: Mapping[str, str]) -> str:
    """What a shop puts behind its link."""
    words = "\n".join([slug, *(said.get(name, "") for name in SIGNED)])
    return hmac.new(secret.encode(), words.encode(), hashlib.sha256).hexdigest()


def read_link(form: Form, said: Mapping[str, str]) -> dict[str, Any]:
    """What the shop says: order, name, email, shop; nothing for a plain address."""
    if not said.get("signature"):
        return {}
    key = ShopKey.objects.working().filter(public=said.get("key", "")).first()
    right = signature(key.secret, form.slug, said) if key else ""
    if key is None or not hmac.compare_digest(
        right.encode(), said["signature"].encode()
    ):
        raise LinkWrong(
            _(
                "This link is not whole, or somebody has changed it. Open it once more "
                "from the mail of your order."
            )
        )
    expires = said.get("expires", "")
    if not expires.isdecimal() or int(expires) < time.time():
        raise LinkWrong(
            _("This link has expired. Write to us with the number of your order."),
            expired=True,
        )
    return bound_to(said, key)


def bound_to(said: Mapping[str, str], key: ShopKey) -> dict[str, Any]:
    """With the buyer as the order names them, where the link does not."""
    order = order_of(said.get("order", ""))
    known = {
        "name": order.customer if order else "",
        "email": address_of(order) if order else "",
    }
    return {
        "order": order.number if order else said.get("order", "")[:64],
        "name": said.get("name", "")[:200] or known["name"],
        "email": said.get("email", "")[:320] or known["email"],
        "shop": key.name,
    }


def order_of(number: str) -> Order | None:
    """However it is written."""
    key = key_of(number[:64])
    found = Order.objects.select_related("contact__organisation")
    order: Order | None = found.filter(key=key).first() if key else None
    return order


def address_of(order: Order) -> str:
    """The buyer's own, else the main one of the contact."""
    if order.customer_email or not order.contact:
        return order.customer_email
    main = order.contact.addresses.order_by("-is_main", "pk").first()
    return main.address if main else ""
