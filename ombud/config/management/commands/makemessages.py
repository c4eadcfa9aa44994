"""`ombud makemessages`: Django's, which also knows the house's second names."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """A module with two of them calls one `_now` or `_lazy`."""

    xgettext_options = [
        *makemessages.Command.xgettext_options,
        "--keyword=_now",
        "--keyword=_lazy",
    ]
    # A guess is worse than English: it must be looked at by a person anyway.
    msgmerge_options = [
        *makemessages.Command.msgmerge_options,
        "--no-fuzzy-matching",
    ]
