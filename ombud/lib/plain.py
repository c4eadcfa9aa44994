"""Words as they are compared: small letters, no accents, one sigma."""

import unicodedata
from functools import lru_cache

# What no accent makes different.
_ALSO = str.maketrans({"ß": "ss", "ς": "σ", "ø": "o", "ł": "l", "đ": "d", "æ": "ae"})


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """“Nováková” and “NOVAKOVA” are one word."""
    parts = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    return bare.translate(_ALSO)
