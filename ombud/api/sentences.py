"""What a schema finds wrong, in the words of people."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Details = dict[str, Any]
# By the names that pydantic gives to its errors.
SENTENCES: dict[str, Callable[[Details], str]] = {
    "missing": lambda d: _("This is missing."),
    "extra_forbidden": lambda d: _("There is no field of this name here."),
    "string_type": lambda d: _("This has to be text."),
    "int_type": lambda d: _("This has to be a whole number."),
    "int_parsing": lambda d: _("This has to be a whole number."),
    "int_from_float": lambda d: _("This has to be a whole number."),
    "bool_type": lambda d: _("This has to be true or false."),
    "bool_parsing": lambda d: _("This has to be true or false."),
    "list_type": lambda d: _("This has to be a list."),
    "dict_type": lambda d: _("This has to be an object."),
    "model_type": lambda d: _("This has to be an object."),
    "model_attributes_type": lambda d: _("This has to be an object."),
    "date_from_datetime_parsing": lambda d: _("Write the day as 2026-01-31."),
    "date_parsing": lambda d: _("Write the day as 2026-01-31."),
    "enum": lambda d: _("Use one of: %(words)s.") % {"words": d["expected"]},
    "literal_error": lambda d: _("Use one of: %(words)s.") % {"words": d["expected"]},
    "string_too_long": lambda d: _at_most(d["max_length"]),
    "string_too_short": lambda d: _("This must not be empty."),
    "too_short": lambda d: _("This must not be empty."),
    "too_long": lambda d: _("These are too many."),
    "greater_than_equal": lambda d: _("This is too small."),
    "less_than_equal": lambda d: _("This is too large."),
    # Raised by our own validators, which speak in sentences already.
    "value_error": lambda d: str(d["error"]),
}


def fault_of(error: Details, skip: int) -> dict[str, str]:
    """{"field", "message"} of one error that pydantic tells."""
    place = [str(word) for word in error["loc"]]
    sentence = SENTENCES.get(error["type"], _unclear)
    return {
        "field": ".".join(place[skip:] or place[-1:]),
        "message": sentence(error.get("ctx", {})),
    }


def _unclear(details: Details) -> str:
    return _("This cannot be understood.")


def _at_most(count: int) -> str:
    return ngettext(
        "This may have at most %(count)s letter.",
        "This may have at most %(count)s letters.",
        count,
    ) % {"count": count}
