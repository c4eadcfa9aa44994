"""Indexes for searching by parts of words."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass


def words_index(expression: Any, *, name: str) -> GinIndex:
    """Finds `%part%` without reading the table, from three letters on."""
    return GinIndex(OpClass(expression, name="gin_trgm_ops"), name=name)
