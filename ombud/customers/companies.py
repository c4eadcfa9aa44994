"""A company by its name, as people type it."""

from django.db.models import TextField, Value

from ombud.core.fold import Fold
from ombud.customers.models import Organisation
from ombud.users.models import User


def company_named(name: str, *, by: User) -> Organisation | None:
    """The one of that name, whatever its accents, else a new one; None without."""
    name = " ".join(name.split())
    if not name:
        return None
    wanted = Fold(Value(name, TextField()))
    named = Organisation.objects.living()
    found = named.filter(folded=wanted).order_by("pk").first()
    if found:
        return found
    made = Organisation.objects.create(name=name[:200])
    made.remember({"name": [None, made.name]}, by=by)
    return made
