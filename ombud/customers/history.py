"""What was changed of a customer, in words: who, when, from what to what."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ombud.core.countries import country_name
from ombud.customers.custom import custom_fields
from ombud.customers.facts import language_name
from ombud.customers.forms import ContactForm, Customer, OrganisationForm
from ombud.customers.models import Change
from ombud.customers.models.merge import Merge
from ombud.lib.phone import readable

PAGE = 50
# A merge and the line about it are made in one go.
AT_ONCE = timedelta(seconds=5)
OWN_LABELS: dict[str, Any] = {
    "organisation": gettext_lazy("Company"),
    "merged": gettext_lazy("Merged with"),
    "merged_into": gettext_lazy("Merged into"),
}
FORMS: dict[str, Any] = {"contact": ContactForm, "organisation": OrganisationForm}
# What nobody has said: where values come from is shown beside them.
UNSAID = {"synced"}
READERS = {
    "phones": readable,
    "phone": readable,
    "language": language_name,
    "country": country_name,
}


@dataclass(frozen=True, slots=True)
class Altered:
    """One value: its name, what it was, what it is."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """One change as the page tells it."""

    change: Change
    lines: list[Altered] = field(default_factory=list)
    # The merge that it tells of, where that can still be taken back.
    merge: Merge | None = None

    @property
    def is_first(self) -> bool:
        """Whether they were added then."""
        return self.change.changes.get("name", [""])[0] is None


@dataclass
class ChangesTold:
    """A page of changes, the newest first; three queries."""

    customer: Customer
    before: str = ""

    @cached_property
    def rows(self) -> list[ChangeTold]:
        """Those of this page in which anything is told."""
        merges = self._merges()
        told = [
            ChangeTold(one, list(lines_of(one, self.customer.noun)), _of(one, merges))
            for one in self._found[:PAGE]
        ]
        return [one for one in told if one.lines]

    @property
    def older_url(self) -> str:
        """What was changed before; empty where nothing was."""
        if len(self._found) <= PAGE:
            return ""
        return f"?before={self._found[PAGE - 1].pk}"

    @cached_property
    def _found(self) -> list[Change]:
        rows = Change.objects.filter(**{self.customer.noun: self.customer})
        if self.before.isdecimal():
            rows = rows.filter(pk__lt=int(self.before[:18]))
        return list(rows.select_related("by").order_by("-pk")[: PAGE + 1])

    def _merges(self) -> list[Merge]:
        still = self.customer.merges_in.filter(undone_at=None)
        return list(still.select_related("gone"))


def lines_of(change: Change, noun: str) -> Iterator[Altered]:
    """Value by value; custom fields by their own names."""
    for name, (old, new) in change.changes.items():
        if name == "fields":
            yield from _custom(noun, old or {}, new or {})
        elif name not in UNSAID:
            yield Altered(_label(noun, name), _said(name, old), _said(name, new))


def _custom(noun: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Altered]:
    known = custom_fields().form_fields(noun)
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            label = str(known[key].label) if key in known else key
            yield Altered(label, _said(key, old.get(key)), _said(key, new.get(key)))


def _label(noun: str, name: str) -> str:
    if name in OWN_LABELS:
        return str(OWN_LABELS[name])
    asked = FORMS[noun].base_fields.get(name)
    return str(asked.label) if asked else name


def _said(name: str, value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    read = READERS.get(name, str)
    each = value if isinstance(value, list) else [value]
    return ", ".join(str(read(one)) for one in each)


def _of(change: Change, merges: list[Merge]) -> Merge | None:
    """The one that was made with it."""
    _old, gone = change.changes.get("merged", [None, None])
    for merge in merges:
        if str(merge.gone) == gone and abs(merge.at - change.at) < AT_ONCE:
            return merge
    return None
