"""The placeholders that a template may use, and what is wrong with one."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ombud.knowledge.above import above
from ombud.lib.liquid import TemplateWrong, variables_of

# What only the agent can say: {{ ask.reason }} stands there until they do.
ASKED = "ask."


def faults_of(text: str, *, html: bool = False) -> Iterator[str]:
    """Sentences: it cannot be read, or asks for what nobody knows."""
    try:
        used = variables_of(text, html=html)
    except TemplateWrong as wrong:
        yield _("The text cannot be read: %(why)s.") % {"why": wrong}
        return
    known = above().placeholders()
    for word in sorted(used - known.keys()):
        if not word.startswith(ASKED):
            yield _("There is no placeholder “%(name)s”.") % {"name": word}


def grouped() -> dict[str, list[tuple[str, str]]]:
    """{"ticket": [("ticket.number", "1042")]}, as the editor lists them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for word, sample in above().placeholders().items():
        found.setdefault(word.partition(".")[0], []).append((word, sample))
    return found
