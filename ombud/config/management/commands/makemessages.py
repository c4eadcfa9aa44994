"""`ombud makemessages`: Django's, which also knows the house's second names."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Where a module needs the lazy and the prompt one, one of them is `_now`, `_lazy`."""

    xgettext_options = [
        *makemessages.Command.xgettext_options,
        "--keyword=_now",
        "--keyword=_lazy",
    ]
