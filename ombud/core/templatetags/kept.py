"""Tags that do their work once: {% keep %}, and Django's and ours with fixed words."""

from typing import Any

from django import template
from django.template import Context
from django.template.base import FilterExpression, Node, Parser, Token, Variable
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as do_url
from django.template.library import SimpleNode
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from ombud.core.addresses import address
from ombud.core.keeping import KeepNode
from ombud.core.templatetags import ui

register = template.Library()


@register.tag
def keep(parser: Parser, token: Token) -> KeepNode:
    """{% keep kind=sheet.kind late number=ticket.number %}…{% endkeep %}."""
    words = token.split_contents()[1:]
    border = words.index("late") if "late" in words else len(words)
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(
        nodelist, _named(parser, words[:border]), _named(parser, words[border + 1 :])
    )


def _named(parser: Parser, words: list[str]) -> dict[str, FilterExpression]:
    pairs = [word.partition("=") for word in words]
    return {name: parser.compile_filter(value or name) for name, _is, value in pairs}


class Settled(Node):
    """Draws its node once a language: it looks at nothing else."""

    def __init__(self, node: Node) -> None:
        """Drawn when it is first asked for."""
        self._node = node
        self._kept: dict[str | None, str] = {}

    def render(self, context: Context) -> Any:
        """What it has drawn in this language."""
        language = get_language()
        found = self._kept.get(language)
        if found is None:
            found = self._kept[language] = self._node.render(context)
        return found


@register.tag("translate")
def translate(parser: Parser, token: Token) -> Node:
    """Django's, looked up once a language."""
    node = do_translate(parser, token)
    if not isinstance(node, TranslateNode):
        return node
    is_plain = not (node.noop or node.asvar or node.message_context)
    return Settled(node) if is_plain and _is_fixed(node.filter_expression) else node


@register.tag("icon")
def icon(parser: Parser, token: Token) -> Node:
    """Ours, drawn once where it is always the same."""
    node = ui.register.tags["icon"](parser, token)
    values = [*node.args, *node.kwargs.values()]
    is_plain = isinstance(node, SimpleNode) and not node.target_var
    return Settled(node) if is_plain and all(map(_is_fixed, values)) else node


class AddressNode(URLNode):
    """{% url %} that remembers."""

    def render(self, context: Context) -> Any:
        """The address; Django's own words where there is none."""
        if self.kwargs:
            return super().render(context)
        args = [value.resolve(context) for value in self.args]
        found = address(self.view_name.resolve(context), *args)
        if self.asvar:
            context[self.asvar] = found
            return ""
        return conditional_escape(found) if found else super().render(context)


@register.tag("url")
def url(parser: Parser, token: Token) -> Node:
    """Django's, worked out once for the same page."""
    node = do_url(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)


def _is_fixed(value: FilterExpression) -> bool:
    """Whether it is a word between quotes, as it stands."""
    if value.filters:
        return False
    return not isinstance(value.var, Variable) or value.var.literal is not None
