"""What a reply carries of the message it answers."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ombud.lib import html as html_lib
from ombud.tickets.models.entry import Entry

# More would only make it heavy.
MAX_QUOTED = 100_000


def quoted_html(previous: Entry | None) -> SafeString:
    """The message we answer, and what it quoted itself, as mail programs do."""
    if previous is None:
        return mark_safe("")
    return format_html(
        '<div class="gmail_quote"><p>{}</p>'
        '<blockquote type="cite">{}</blockquote></div>',
        attribution(previous),
        mark_safe(_body(previous)),  # noqa: S308  # cleaned when it came in
    )


def quoted_text(previous: Entry | None) -> str:
    """The same in plain text, with > before each line (RFC 3676, 4.5)."""
    if previous is None:
        return "\n"
    lines = previous.text[:MAX_QUOTED].splitlines()
    quoted = "\n".join(
        f">{line}" if line.startswith(">") else f"> {line}".rstrip() for line in lines
    )
    return f"\n\n{attribution(previous)}\n{quoted}\n"


def attribution(previous: Entry) -> str:
    """The line above a quote, in the reader's language."""
    return _("On %(date)s, %(name)s wrote:") % {
        "date": date_format(timezone.localtime(previous.at), "DATETIME_FORMAT"),
        "name": previous.author_name,
    }


def _body(previous: Entry) -> str:
    """As much of it as a mail can carry: first the older history goes, then looks."""
    words = previous.reply_text or previous.text
    body = previous.html or html_lib.html_from(words)
    if len(body) > MAX_QUOTED:
        return html_lib.html_from(words[:MAX_QUOTED])
    if len(body) + len(previous.quoted_html) > MAX_QUOTED:
        return body
    return body + previous.quoted_html
