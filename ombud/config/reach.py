"""Can the database be reached, and is it one that Ombud can use? In one sentence."""

from urllib.parse import urlsplit

OLDEST = 16


class DatabaseUnusable(Exception):
    """The database cannot be used; the text says why and what to do."""


def check(url: str) -> None:
    """Connect once; raises the sentence for the person who started the command."""
    import psycopg

    if urlsplit(url).scheme not in {"postgres", "postgresql"}:
        raise DatabaseUnusable(
            "OMBUD_DATABASE_URL names no PostgreSQL database. "
            "Write it as postgresql://user:password@host:5432/ombud."
        )
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            version = connection.info.server_version // 10000
    except psycopg.Error as error:
        raise DatabaseUnusable(_sentence(url, str(error))) from None
    if version < OLDEST:
        raise DatabaseUnusable(
            f"The database runs on PostgreSQL {version}, and Ombud needs {OLDEST} or "
            "newer. Upgrade that server, or leave OMBUD_DATABASE_URL unset to use the "
            "one that comes with Ombud."
        )


def _sentence(url: str, words: str) -> str:
    """What libpq said, without its address lists and never with the password."""
    where = _place(url)
    if "password authentication failed" in words:
        return (
            f"The database {where} refused the user name or the password. "
            "Correct them in OMBUD_DATABASE_URL."
        )
    if "does not exist" in words:
        return f"The server has no database {where}. Create it: createdb -E UTF8 …"
    cause = words.strip().splitlines()[0].split("failed: ")[-1].strip(" .")
    return (
        f"The database {where} cannot be reached ({cause}). "
        "Start it, or correct OMBUD_DATABASE_URL."
    )


def _place(url: str) -> str:
    parts = urlsplit(url)
    host = parts.hostname or "this machine"
    return f"“{parts.path.lstrip('/') or 'ombud'}” on {host}"
