"""Values as indented lines."""

import pytest

from ombud.workflows.option_lines import LinesWrong, as_lines, read_lines

TREE = [
    {
        "slug": "machines",
        "name": "Machines",
        "options": [
            {
                "slug": "brio",
                "name": "Brio",
                "options": [{"slug": "200", "name": "200"}],
            }
        ],
    },
    {"slug": "coffee", "name": "Coffee"},
]


def test_a_tree_goes_to_lines_and_back():
    assert as_lines(TREE) == "Machines\n  Brio\n    200\nCoffee"
    assert read_lines(as_lines(TREE), TREE, is_tree=True) == TREE


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Coffee\nMachines", ["coffee", "machines"]),
        ("\n  Coffee  \n\n", ["coffee"]),
        ("Kaffee", ["kaffee"]),
        ("Ä\nÖ", ["a", "o"]),
        ("…\n!!", ["value", "value-2"]),
        ("Coffee beans\nCoffee", ["coffee-beans", "coffee"]),
        ("", []),
    ],
)
def test_keys_of_a_list(text, keys):
    assert [one["slug"] for one in read_lines(text, TREE, is_tree=False)] == keys


def test_a_new_name_never_takes_an_old_key():
    known = [{"slug": "red", "name": "Rot"}]
    assert read_lines("Red", known, is_tree=False)[0]["slug"] == "red-2"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("A\n  B", "A list has no values below others: “B”."),
        ("A\nA", "“A” stands there twice."),
        ("x" * 81, "longer than 80 letters"),
    ],
)
def test_what_is_no_list_is_told(text, sentence):
    with pytest.raises(LinesWrong, match=sentence):
        read_lines(text, [], is_tree=False)
