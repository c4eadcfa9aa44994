"""Raw bytes → what the other steps need to know."""

from dataclasses import dataclass

from ombud.lib import html as html_lib
from ombud.lib import language, quoting
from ombud.lib.automatic import Automatic, classify
from ombud.lib.mail import Mail, parse

# Longer texts are kept whole in the raw mail; this much is shown and searched.
MAX_TEXT = 500_000
MAX_HTML = 1_000_000


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as read: its envelope, its kind, its words."""

    mail: Mail
    automatic: Automatic
    text: str
    reply_text: str
    html: str
    quoted_html: str
    is_designed: bool
    language: str

    @property
    def words(self) -> dict[str, object]:
        """The columns of the entry that will hold it."""
        return {
            "text": self.text,
            "reply_text": self.reply_text,
            "html": self.html,
            "quoted_html": self.quoted_html,
            "is_designed": self.is_designed,
        }


def read(raw: bytes) -> Letter:
    """Parse, classify, clean, and part the new words from the old."""
    mail = parse(raw)
    new, quoted = html_of(mail)
    text = (mail.text or html_lib.text_from(new + quoted))[:MAX_TEXT]
    reply = quoting.split(text).reply or text
    return Letter(
        mail=mail,
        automatic=classify(mail),
        text=text,
        reply_text=reply,
        html=new,
        quoted_html=quoted,
        is_designed=is_designed(new),
        language=language.detect(f"{mail.subject}\n{reply}"),
    )


def html_of(mail: Mail) -> tuple[str, str]:
    """Safe HTML, new and quoted; empty where the mail has none or far too much."""
    if not mail.html or len(mail.html) > MAX_HTML:
        return "", ""
    return quoting.split_html(html_lib.clean(mail.html))


def is_designed(html: str) -> bool:
    """Whether it has a layout of its own, that our style would only break."""
    return (
        html.count("<table") > 1
        or html.count("bgcolor=") + html.count("background-color") > 1
    )
