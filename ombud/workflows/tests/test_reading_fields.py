"""What a custom field takes, from a form and from a program, and what it tells."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from ombud.workflows.forms import FieldsForm, FieldsWrong, read
from ombud.workflows.models import Field, FieldKind, FieldUse

OPTIONS = [
    {"slug": "broken", "name": "Broken", "options": [{"slug": "lid", "name": "Lid"}]},
    {"slug": "late", "name": "Late"},
]


@pytest.fixture
def use(db, agnes):
    """Its field, asked for."""

    def use(kind: str, *, required: bool = False) -> FieldUse:
        options = OPTIONS if kind in {"choice", "tree"} else []
        field = Field.objects.create(
            noun="ticket", slug=kind, name="Why", kind=kind, options=options
        )
        return FieldUse(field=field, required=required)

    return use


@pytest.mark.parametrize(
    ("kind", "given", "sentence"),
    [
        ("number", "many", "Why takes a number."),
        ("number", "NaN", "Why takes a number."),
        ("number", [1], "Why takes a number."),
        ("money", {"amount": "ten", "currency": "EUR"}, "amount and its currency"),
        ("money", {"amount": "10", "currency": "XXX"}, "amount and its currency"),
        ("money", "10", "amount and its currency"),
        ("date", "tomorrow", "Why takes a date, such as 2026-12-24."),
        ("date", "2026-02-30", "Why takes a date, such as 2026-12-24."),
        ("choice", "lost", "Why takes one of its values."),
        ("tree", "lost", "Why takes one of its values."),
        ("agent", "nobody@example.com", "Why takes one of your agents."),
        ("team", "nobody", "Why takes one of your teams."),
        ("text", "x" * 501, "500"),
    ],
)
def test_a_wrong_value_is_told_in_a_sentence(use, kind, given, sentence):
    with pytest.raises(FieldsWrong) as wrong:
        read([use(kind)], {kind: given})
    assert sentence in wrong.value.errors[kind]


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("number", "12.50", "12.5"),
        ("number", 7, "7"),
        ("date", "2026-12-24", "2026-12-24"),
        ("choice", "late", "late"),
        ("checkbox", True, True),
        ("agent", "agnes@example.com", "agnes@example.com"),
        ("money", {"amount": "12.5", "currency": "EUR"}, None),
        ("long_text", "two\nlines", "two\nlines"),
    ],
)
def test_a_right_value_is_kept(use, agnes, kind, given, kept):
    given = agnes.email if kind == "agent" else given
    kept = agnes.email if kind == "agent" else kept
    found = read([use(kind)], {kind: given})[kind]
    assert found == (kept or {"amount": "12.50", "currency": "EUR"})


@pytest.mark.parametrize("language", ["en-gb", "de", "cs", "hu", "el"])
@pytest.mark.parametrize("value", ["1.125", "1125", "0.5", "-3.000001"])
def test_what_is_kept_is_read_the_same_in_every_language(use, language, value):
    with translation.override(language):
        assert read([use("number")], {}, known={"number": value}) == {"number": value}


@pytest.mark.parametrize("value", ["1.12", "1125", "0.5"])
def test_an_amount_is_read_the_same_in_every_language(use, value):
    given = {"money": {"amount": value, "currency": "EUR"}}
    asked, found = use("money"), []
    for language in ("en-gb", "de", "cs"):
        with translation.override(language):
            found.append(read([asked], given)["money"]["amount"])
    assert [float(one) for one in found] == [float(value)] * 3


def test_agents_write_numbers_as_their_language_does(use):
    with translation.override("de"):
        form = FieldsForm([use("number")], {"fields-number": "1125,5"})
        assert form.is_valid()
        assert form.values == {"number": "1125.5"}


def test_what_is_needed_is_asked_for(use):
    with pytest.raises(FieldsWrong, match="Why is needed"):
        read([use("text", required=True)], {})


def test_a_field_that_is_not_asked_for_is_told(use):
    with pytest.raises(FieldsWrong, match="no field “colour” here"):
        read([use("text")], {"text": "a", "colour": "red"})


@pytest.mark.parametrize("kind", FieldKind.values)
def test_whatever_a_program_sends_ends_in_a_value_or_a_sentence(use, kind):
    asked = use(kind)
    for given in (None, "", "\0", "x" * 9999, -1, 1e400, True, [], [1], {}, {"a": 1}):
        said = said_of(asked, kind, given)
        assert not said or said.endswith((".", ").")), given


def said_of(asked: FieldUse, kind: str, given: object) -> str:
    try:
        read([asked], {kind: given})
    except FieldsWrong as wrong:
        return wrong.errors[kind]
    return ""


@pytest.mark.parametrize(
    ("known", "is_asked"), [({}, True), ({"checkbox": True}, False)]
)
def test_a_condition_on_what_is_not_asked_here_looks_at_the_ticket(
    use, known, is_asked
):
    cost = use("text")
    cost.show_if_field, cost.show_if_values = "checkbox", [False]
    form = FieldsForm([cost], {"fields-text": "80"}, initial=known)
    assert bool(form.rows) is is_asked
    assert "data-if" not in render_to_string("workflows/_fields.html", {"form": form})
    assert form.is_valid()
    assert ("text" in form.values) is is_asked
    assert ("text" in read([cost], {"text": "80"}, known=known)) is is_asked
