"""A form in another language than the page around it."""

from django import template
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from ombud.forms.asking import AskForm
from ombud.forms.models import Form

register = template.Library()


@register.simple_tag
def spoken_form(shown: Form, asked: AskForm, language: str) -> SafeString:
    """As its customers would see it."""
    with translation.override(language or None):
        context = {"shown": shown, "form": asked, "language": language}
        html = render_to_string("forms/_preview_form.html", context)
    return mark_safe(html)  # noqa: S308  # a rendered template
