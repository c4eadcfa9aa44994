"""Fields of a form in our clothes."""

from django import forms
from django.template.loader import render_to_string

from ombud.core.widgets import widget


class Form(forms.Form):
    name = forms.CharField(help_text="As on the door.")
    secret = forms.CharField(widget=forms.PasswordInput, required=False)
    kind = forms.ChoiceField(choices=[("a", "A")])
    on = forms.BooleanField(required=False)
    several = forms.MultipleChoiceField(
        choices=[("x", "X"), ("y", "Y")], widget=forms.CheckboxSelectMultiple
    )


def test_each_kind_has_its_class() -> None:
    form = Form()
    assert 'class="input"' in widget(form["name"])
    assert 'class="select"' in widget(form["kind"])
    assert 'class="switch"' in widget(form["on"])
    assert widget(form["several"]).count('class="check"') == 2


def test_a_password_can_be_looked_at() -> None:
    assert "<ombud-reveal>" in widget(Form()["secret"])


def test_an_error_is_tied_to_its_field() -> None:
    html = render_to_string("_field.html", {"field": Form({"kind": "a"})["name"]})
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html


def test_optional_fields_say_so() -> None:
    assert "optional" in render_to_string("_field.html", {"field": Form()["secret"]})
