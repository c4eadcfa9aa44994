"""One style sheet and one script for a page, joined from many small files.

Every app may add files: they are found where Django finds static files. A file is read
once a process; while developing, at each page.
"""

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

FIRST = ("css/tokens.css", "css/reset.css", "css/base.css")
LAST = ("css/utilities.css",)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A joined file: its name tells its contents, so browsers keep it for ever."""

    name: str
    content_type: str
    body: bytes
    zipped: bytes


def bundle(kind: str) -> Bundle:
    """The bundle of that kind, css or js."""
    return _built(kind) if settings.DEBUG else _kept(kind)


@lru_cache(maxsize=2)
def _kept(kind: str) -> Bundle:
    return _built(kind)


def _built(kind: str) -> Bundle:
    text = stylesheet() if kind == "css" else script()
    body = text.encode()
    return Bundle(
        name=f"ombud.{hashlib.sha256(body).hexdigest()[:12]}.{kind}",
        content_type="text/css" if kind == "css" else "text/javascript",
        body=body,
        zipped=gzip.compress(body, 9, mtime=0),
    )


def stylesheet() -> str:
    """Tokens, reset and base first, then the components, the utilities last."""
    found = dict(_files("css"))
    middle = sorted(found.keys() - {*FIRST, *LAST})
    return "\n".join(_text(found[name]) for name in (*FIRST, *middle, *LAST))


def script() -> str:
    """The elements, each in a block of its own, so that names cannot meet."""
    return "\n".join(f"{{\n{_text(path)}\n}}" for _, path in sorted(_files("js")))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip()


def _files(kind: str) -> Iterator[tuple[str, Path]]:
    """Our own files: css/… and js/… of the apps of this house."""
    house = Path(__file__).resolve().parent.parent
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            if (
                name.startswith(f"{kind}/")
                and name.endswith(f".{kind}")
                and house in path.parents
            ):
                yield name, path
