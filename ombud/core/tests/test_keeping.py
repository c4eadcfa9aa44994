"""A part that is drawn once shows nothing that its key does not tell."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch
from django.utils import translation
from django.utils.safestring import mark_safe

from ombud.core.addresses import address
from ombud.users.models import Team


class Counter:
    """Hashable, and counts how often it was asked."""

    count = 0

    def next(self):
        self.count += 1
        return self.count


def draw(template, **values):
    return template.render(Context(values))


def test_the_same_is_drawn_once():
    part = Template("{% keep who=who seen=seen %}{{ who }}{{ seen.next }}{% endkeep %}")
    seen = Counter()
    assert draw(part, who="agnes", seen=seen) == "agnes1"
    assert draw(part, who="agnes", seen=seen) == "agnes1"
    assert draw(part, who="olaf", seen=seen) == "olaf2"


def test_what_is_not_named_is_not_there():
    part = Template("{% keep who=who %}{{ who }}{{ other }}{% endkeep %}")
    assert draw(part, who="agnes", other="secret") == "agnes"


def test_what_is_late_differs_each_time_and_is_escaped():
    part = Template("{% keep late n=n %}<b>{{ n }}</b>{% endkeep %}")
    assert draw(part, n=1) == "<b>1</b>"
    assert draw(part, n="<i>") == "<b>&lt;i&gt;</b>"


def test_a_late_number_stands_in_addresses():
    part = Template('{% keep late n=n %}{% url "ticket" n %}{% endkeep %}')
    assert [draw(part, n=7), draw(part, n=8)] == ["/tickets/7/", "/tickets/8/"]


def test_everybody_has_their_own_token():
    part = Template("{% keep %}{% csrf_token %}{% endkeep %}")
    found = [draw(part, csrf_token="agnes1"), draw(part, csrf_token="olaf2")]
    assert ["agnes1" in found[0], "olaf2" in found[1]] == [True, True]


def test_each_language_has_its_own():
    part = Template('{% keep %}{% translate "Close" %}{% endkeep %}')
    with translation.override("de"):
        german = draw(part)
    assert german != draw(part)


def test_fixed_words_are_looked_up_once_a_language():
    part = Template('{% translate "Close" %}')
    with translation.override("de"):
        german = draw(part)
    with translation.override("en-gb"):
        assert (draw(part), german) == ("Close", "Schließen")


def test_a_row_is_the_same_only_while_its_columns_are():
    part = Template("{% keep team=team %}{{ team.name }}{% endkeep %}")
    assert draw(part, team=Team(pk=1, name="Support")) == "Support"
    assert draw(part, team=Team(pk=1, name="Service")) == "Service"


def test_an_icon_may_have_a_name_of_the_page():
    part = Template('{% icon "x" %}{% icon name %}')
    assert "#i-menu" in draw(part, name="menu")
    assert "#i-plus" in draw(part, name="plus")


def test_an_unknown_address_is_an_error_in_a_template():
    part = Template('{% url "no-such-page" as there %}{{ there }}')
    assert (draw(part), address("no-such-page")) == ("", "")
    with pytest.raises(NoReverseMatch, match="no-such-page"):
        draw(Template('{% url "no-such-page" %}'))


def test_what_is_safe_is_no_excuse_for_what_is_not():
    part = Template("{% keep words=words %}{{ words }}{% endkeep %}")
    found = [draw(part, words=words) for words in (mark_safe("<b>"), "<b>")]
    assert found == ["<b>", "&lt;b&gt;"]
