"""Templates: languages that follow the main one, versions, and which comes first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ombud.knowledge.models import Template
from ombud.testing.factories import make_team
from ombud.testing.knowledge import make_template

pytestmark = pytest.mark.django_db
EN, DE = "<p>Dear customer</p>", "<p>Guten Tag</p>"


def changed(template, code, html):
    return {**template.texts, code: {"subject": "", "html": html}}


def names(found):
    return [one.name for one in found]


def test_changing_the_main_text_marks_the_others(ines):
    one = make_template(html=EN, de=DE)
    assert (one.behind, one.gaps) == ([], ["cs", "hu", "el"])
    one.keep(by=ines, texts=changed(one, "en", "<p>Dear friend</p>"))
    assert one.behind == ["de"]


def test_a_translation_catches_up_by_change_or_by_word(ines):
    one = make_template(html=EN, de=DE, cs="<p>Dobrý den</p>")
    one.keep(by=ines, texts=changed(one, "en", "<p>Dear friend</p>"))
    one.keep(by=ines, texts=changed(one, "de", "<p>Lieber Freund</p>"))
    assert one.behind == ["cs"]
    one.keep(by=ines, right=["cs"])
    assert one.behind == []


def test_every_save_keeps_what_was_and_restoring_is_one_more(ines):
    one = make_template(html=EN, de=DE)
    one.keep(by=ines, texts=changed(one, "en", "<p>Dear friend</p>"), name="Friendly")
    one.restore(one.versions.get(number=1), by=ines)
    again = Template.objects.get()
    assert (again.name, again.words["html"], again.behind) == ("Greeting", EN, [])
    assert [v.number for v in again.versions.all()] == [3, 2, 1]


def test_saving_without_a_change_makes_no_version(ines):
    one = make_template()
    one.keep(by=ines, name=one.name)
    assert one.versions.count() == 1


def test_a_missing_language_is_written_in_the_main_one():
    one = make_template(html=EN, de=DE)
    assert one.text_for("de-at")[1]["html"] == DE
    assert one.text_for("hu")[0] == "en"


def test_the_nearest_category_comes_first_then_the_language(agnes):
    make_template("Any")
    make_template("Any, German", de=DE)
    make_template("Leaks", category="leaks")
    make_template("Coffee", category="coffee")
    make_template("Shoes", category="shoes")
    found = Template.objects.best_for(["leaks", "coffee"], "de", None)
    expected = ["Leaks", "Coffee", "Any, German", "Any", "Shoes"]
    assert names(found) == expected


def test_words_are_found_without_their_marks():
    make_template("Rücksendung", html="<p>Nováková</p>")
    assert names(Template.objects.matching("ruck")) == ["Rücksendung"]
    assert names(Template.objects.matching("NOVAK")) == ["Rücksendung"]
    assert names(Template.objects.matching("50%")) == []


def test_other_teams_do_not_see_it(agnes, olaf, ines, support):
    make_template("Ours", team=support)
    assert names(Template.objects.visible_to(agnes)) == ["Ours"]
    assert names(Template.objects.visible_to(olaf)) == []
    assert names(Template.objects.visible_to(ines)) == ["Ours"]


def test_what_lacks_a_language_or_is_unused_for_long_is_found(ines):
    one = make_template("Old", html=EN, de=DE)
    make_template("German", html=EN, de=DE)
    one.keep(by=ines, texts=changed(one, "en", "<p>Dear friend</p>"))
    Template.objects.filter(pk=one.pk).update(
        used_at=timezone.now() - timedelta(days=200)
    )
    assert names(Template.objects.lacking("de")) == ["Old"]
    assert names(Template.objects.lacking("cs")) == ["German", "Old"]
    assert names(Template.objects.idle()) == ["Old"]


def test_uses_are_counted():
    one = make_template()
    one.count_use()
    one.count_use()
    one.refresh_from_db()
    assert (one.uses, one.used_at is not None) == (2, True)


@pytest.mark.parametrize("name", ["Greeting", "новый", "new"])
def test_each_has_an_address_of_its_own(name):
    assert make_template(name).slug != make_template(name).slug
    assert not Template.objects.filter(slug="new").exists()


def test_the_solution_of_a_type_is_the_nearest_one(support):
    make_template("General", solves="support")
    make_template("Leaks", solves="support", category="leaks")
    make_template("Others", solves="support", team=make_team("warehouse"))
    find = Template.objects.solution_for
    assert find("support", ["leaks"], support.pk, "en").name == "Leaks"
    assert find("support", [], support.pk, "en").name == "General"
    assert find("complaint", [], support.pk, "en") is None
