"""The languages in which something is written: ours, by their short codes."""

from django.conf import settings


def languages() -> dict[str, str]:
    """{code: its own name}, such as {"de": "Deutsch"}."""
    return {short(code): str(name) for code, name in settings.LANGUAGES}


def short(code: str) -> str:
    """“en-gb” is written as “en”."""
    return code.partition("-")[0].lower()
