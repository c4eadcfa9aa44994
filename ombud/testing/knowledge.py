"""Templates for tests."""

from typing import Any

from ombud.core.actor import Actor, Machine
from ombud.knowledge.models import Template

HELLO = "<p>Dear {{ customer.first_name }},</p>"


def make_template(
    name: str = "Greeting", html: str = HELLO, *, by: Actor | None = None, **more: Any
) -> Template:
    """A text block in English, for everybody; other languages as `de="…"`."""
    codes = [code for code in ("de", "cs", "hu", "el") if code in more]
    texts = {"en": {"subject": more.pop("subject", ""), "html": html}}
    texts |= {code: {"subject": "", "html": more.pop(code)} for code in codes}
    return Template.objects.make(by=by or Machine(), name=name, texts=texts, **more)
