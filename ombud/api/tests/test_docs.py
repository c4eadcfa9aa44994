"""The examples in docs/api/ are true."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ombud.api.tests.conftest import Program
from ombud.channels.models import Channel
from ombud.sales.models import RecordType
from ombud.users.models import User
from ombud.users.permissions import Permission
from ombud.workflows.starting import starter

DOCS = Path(__file__).parents[3] / "docs" / "api"
EXAMPLE = re.compile(
    r"```http\n(?P<method>\w+) (?P<path>\S+)\n\s*(?P<body>.*?)\n?```\s+(?:[^`]|`[^`])*?"
    r"```json (?P<status>\d+)\n(?P<answer>.*?)```",
    re.DOTALL,
)


def examples(text: str) -> Iterator[dict[str, str]]:
    return (match.groupdict() for match in EXAMPLE.finditer(text))


def with_true_numbers(text: str, numbers: dict[int, int]) -> str:
    """The numbers of the examples are made up; these are those of this run."""
    return re.sub(r"\b\d{4}\b", lambda m: str(numbers.get(int(m[0]), m[0])), text)


def agree(told: Any, found: Any, numbers: dict[int, int], name: str = "") -> None:
    """All that the example tells is found; ids and numbers are remembered."""
    if name in {"number", "id"}:
        assert numbers.setdefault(told, found) == found
    elif isinstance(told, dict):
        for key, value in told.items():
            agree(value, found[key], numbers, key)
    elif isinstance(told, list):
        assert len(found) >= len(told)
        for one, other in zip(told, found, strict=False):
            agree(one, other, numbers)
    else:
        assert found == told


@pytest.mark.parametrize("file", sorted(DOCS.glob("*.md")), ids=lambda file: file.name)
def test_examples_are_true(
    file: Path, agnes: User, agnes_calls: Program, mailbox: Channel
) -> None:
    role = agnes.roles.get()
    role.permissions = [
        *role.permissions,
        Permission.SEE_INTAKE,
        Permission.MANAGE_WORKFLOWS,
        Permission.SEE_ORDERS,
        Permission.CHANGE_ORDERS,
        Permission.SEE_CUSTOMERS,
        Permission.EDIT_CUSTOMERS,
        Permission.WRITE_TEMPLATES,
    ]
    role.save()
    if file.stem == "tickets":
        starter("complaint")
    RecordType.objects.create(slug="contract", name="Contract", plural="Contracts")
    numbers: dict[int, int] = {}
    found = list(examples(file.read_text("utf-8")))
    assert found
    for example in found:
        path = with_true_numbers(example["path"], numbers)
        body = with_true_numbers(example["body"], numbers)
        call = {
            "GET": agnes_calls.get,
            "PATCH": agnes_calls.patch,
            "POST": agnes_calls.post,
            "PUT": agnes_calls.put,
        }[example["method"]]
        answer = call(path, json.loads(body)) if body else call(path)
        assert answer.status_code == int(example["status"]), answer.content
        agree(json.loads(example["answer"]), answer.json(), numbers)
