"""Templates: filled in, left open, and never without an end."""

import time

import pytest

from ombud.lib.liquid import Gap, Missing, TemplateWrong, fill, variables_of

CARLA = {"customer": {"name": "Carla <b>", "city": "Milano\nItalia"}}
DOUBLING = """{% assign s = 'x' %}{% for a in (1..900) %}
{% assign s = s | append: s %}{% endfor %}"""
LONG = "x" * 9000
HUNGRY = [
    "{% for a in (1..1000) %}{% for b in (1..1000) %}x{% endfor %}{% endfor %}",
    "{% for a in (1..999999999) %}x{% endfor %}",
    DOUBLING,
    f"{{% for a in (1..900) %}}{LONG}{{% endfor %}}",
    f"{{% assign s = '{LONG}' %}}{{{{ s{' | append: s' * 700} }}}}",
    "{{ 'aaaa' | replace: 'a', 'aaaaaaaa' }}",
    "{{ (1..99999999) | join: '' }}",
    "{% include 'settings' %}",
    "{% while true %}",
]


def test_values_in_html_are_words_and_keep_their_lines():
    filled = fill("<p>{{ customer.name }}, {{ customer.city }}</p>", CARLA, html=True)
    assert filled == "<p>Carla &lt;b&gt;, Milano<br>Italia</p>"


def test_an_editor_may_escape_what_stands_in_a_tag():
    text = "{% if customer.name.size &gt; 3 %}long{% endif %}"
    assert fill(text, CARLA, html=True) == "long"


def test_a_gap_stays_to_be_filled_in():
    values = {"customer": {"name": Gap("customer.name")}}
    text = "Dear {{ customer.name }}{% if customer.name %}!{% endif %}"
    assert fill(text, values, html=True) == "Dear {{ customer.name }}"
    assert fill("{{ customer.name | default: 'you' }}", values) == "you"


def test_what_is_missing_is_never_printed_as_nothing():
    with pytest.raises(TemplateWrong) as wrong:
        fill("{{ customer.name }}", {"customer": {"name": Missing("customer.name")}})
    assert wrong.value.name == "customer.name"


def test_the_names_are_told():
    text = "{{ ticket.number }}{% if customer.name != &quot;x&quot; %}{% endif %}"
    assert variables_of(text, html=True) == {"ticket.number", "customer.name"}


@pytest.mark.parametrize("text", HUNGRY)
def test_nothing_runs_or_grows_without_end(text):
    start = time.monotonic()
    with pytest.raises(TemplateWrong):
        fill(text, CARLA)
    assert time.monotonic() - start < 2
