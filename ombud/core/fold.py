"""Names as people search for them: without accents, in small letters."""

from typing import Any

from django.db.models import Func, GeneratedField, TextField


class Fold(Func):
    """`ombud_fold(name)`: “Nováková” is found by “novakova”. See migration 0003."""

    function = "ombud_fold"
    arity = 1

    def __init__(self, expression: Any, **extra: Any) -> None:
        """A text, whatever the column is."""
        extra.setdefault("output_field", TextField())
        super().__init__(expression, **extra)


def folded(column: str) -> "GeneratedField":
    """The same of a column, kept by the database: what is found is compared once more,
    and folding thousands of names takes longer than finding them."""
    return GeneratedField(
        expression=Fold(column), output_field=TextField(), db_persist=True
    )
