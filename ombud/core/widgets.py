"""A form's field in our clothes: each kind of widget gets its class."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "switch"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.Widget, "input"),
)


def widget(field: BoundField, **attributes: Any) -> SafeString:
    """The field's control: {% widget form.name autofocus=True aria_label="Name" %}."""
    kind = field.field.widget
    if isinstance(kind, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return _choices(field)
    named = {name.replace("_", "-"): value for name, value in attributes.items()}
    attrs = {"class": _class_of(kind), **named}
    if not field.field.required:
        attrs.setdefault("required", False)
    html = field.as_widget(attrs=attrs)
    return _with_reveal(html) if isinstance(kind, forms.PasswordInput) else html


def _class_of(kind: forms.Widget) -> str:
    own = kind.attrs.get("class", "")
    found = next(name for of, name in CLASSES if isinstance(kind, of))
    return f"{found} {own}".strip()


def _choices(field: BoundField) -> SafeString:
    return format_html(
        '<div class="choices-list">{}</div>',
        format_html_join(
            "\n",
            '<label class="check">{}<span>{}</span></label>',
            ((option.tag(), option.choice_label) for option in field.subwidgets),
        ),
    )


def _with_reveal(html: SafeString) -> SafeString:
    """A password that can be looked at; without script the button stays away."""
    from ombud.core.templatetags.ui import icon

    return format_html(
        '<ombud-reveal><div class="input-group">{}<button type="button" hidden '
        'class="btn btn-quiet btn-icon" aria-pressed="false" aria-label="{}">{}'
        "</button></div></ombud-reveal>",
        html,
        _("Show password"),
        icon("eye"),
    )
