"""What another ticket can be to one, in the order in which people think of it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ombud.tickets.models.link import (
    CHILD,
    DUPLICATE,
    EARLIER,
    LATER,
    PARENT,
    RELATED,
)

RELATIONS: dict[str, "str | Promise"] = {
    PARENT: pgettext_lazy("of a ticket", "Parent"),
    CHILD: pgettext_lazy("of a ticket", "Children"),
    DUPLICATE: _("The same matter"),
    RELATED: _("Linked tickets"),
    LATER: _("Goes on in"),
    EARLIER: _("Goes on with"),
}
# As the dialog asks: the other ticket is …
CHOICES: dict[str, "str | Promise"] = {
    RELATED: _("It has to do with it"),
    CHILD: _("It is a child: solved with this one"),
    PARENT: _("It is the parent of this one"),
    DUPLICATE: _("It is the same matter"),
}
