"""What numbers look like, learned from those that exist."""

from collections import Counter
from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ombud.core.remembered import remembered
from ombud.core.statements import ask
from ombud.lib.numbers import checks_of, shape_of

# So many must have held before a check digit is believed in.
ENOUGH = 20
NOTE = """
INSERT INTO sales_numbershape AS known (kind, shape, count, checks)
SELECT %s, shape, count, string_to_array(checks, ' ')
FROM unnest(%s::text[], %s::int[], %s::text[]) AS new (shape, count, checks)
ON CONFLICT (kind, shape) DO UPDATE SET count = known.count + excluded.count,
checks = ARRAY(SELECT unnest(known.checks) INTERSECT SELECT unnest(excluded.checks))
"""


class NumberShapeManager(models.Manager["NumberShape"]):
    """Learning shapes, and asking for them."""

    def learn(self, kind: str, keys: Iterable[str]) -> None:
        """These numbers are new; one statement."""
        counts: Counter[str] = Counter()
        checks: dict[str, set[str]] = {}
        for key in keys:
            shape, fits = shape_of(key), set(checks_of(key))
            # A number without a digit is a word, and words are everywhere.
            if "9" in shape:
                counts[shape] += 1
                checks[shape] = checks.get(shape, fits) & fits
        if counts:
            shapes = sorted(counts)
            fits_all = [" ".join(sorted(checks[one])) for one in shapes]
            ask(NOTE, [kind, shapes, [counts[one] for one in shapes], fits_all])
            _known.forget()

    def known(self) -> "dict[str, list[str]]":
        """{shape: check digits it always has}, over all kinds; kept half a minute."""
        return _known()


class NumberShape(models.Model):
    """How the numbers of one kind look: CC99999, and which check digits all have."""

    kind = models.CharField(max_length=40)
    shape = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)
    checks = ArrayField(models.CharField(max_length=8), default=list)

    objects = NumberShapeManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "shape"], name="shape_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.shape}"


@remembered
def _known() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in NumberShape.objects.all():
        sure = one.checks if one.count >= ENOUGH else []
        both = found.get(one.shape, sure)
        found[one.shape] = [name for name in both if name in sure]
    return found
