"""`ombud sign_form_link complaint CC-10481`: the link a shop would send, to compare."""

import time
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlencode

from django.core.management.base import BaseCommand, CommandError

from ombud.forms.models import Form, ShopKey
from ombud.forms.signing import signature


class Command(BaseCommand):
    """Print a signed link to a form for an order."""

    help = "Print the signed link to a form for an order, as a shop would send it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Form, order, and for how many days."""
        parser.add_argument("form")
        parser.add_argument("order")
        parser.add_argument("--days", type=int, default=30)
        parser.add_argument("--email", default="")
        parser.add_argument("--name", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """With the newest key that works."""
        form = Form.objects.filter(slug=options["form"]).first()
        key = ShopKey.objects.working().order_by("pk").last()
        if form is None:
            raise CommandError(f"There is no form “{options['form']}”.")
        if key is None:
            raise CommandError("No shop has a key yet. Make one under Settings, Forms.")
        expires = str(int(time.time()) + options["days"] * 86400)
        said = {"order": options["order"], "expires": expires}
        said |= {n: options[n] for n in ("email", "name") if options[n]}
        signed = signature(key.secret, form.slug, said)
        query = urlencode(said | {"key": key.public, "signature": signed})
        self.stdout.write(f"{form.url}?{query}")
