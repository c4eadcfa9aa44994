"""Bytes to text, whatever charset they claim or forget."""

import codecs

# What mail programs write, beside what they mean. The Latin ones follow the WHATWG
# encoding standard: what calls itself ISO 8859-1 is Windows-1252 in practice.
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "iso-8859-8-i": "iso-8859-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "unicode-1-1-utf-7": "utf-7",
    "unicode": "utf-16",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "x-unknown": "",
    "unknown-8bit": "",
    "default": "",
    "binary": "",
}
_UNSTORABLE = {0: None} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_DETECT_BYTES = 8192
_ENOUGH = 24
_ASCII = bytes(range(128))


def decode(raw: bytes, charset: str = "") -> str:
    """The text these bytes most likely are; never fails."""
    if raw.isascii() and b"\x1b" not in raw and _is_ascii_based(charset):
        return storable(raw.decode("ascii"))
    codec = codec_for(charset)
    for name in (codec, "utf-8") if codec != "ascii" else ("utf-8",):
        text = _strictly(raw, name)
        if text is not None:
            return storable(text)
    return storable(_loosely(raw, codec))


def codec_for(charset: str) -> str:
    """Python's name for a charset as written in a mail; empty when there is none."""
    name = charset.strip().strip("'\"").lower()
    name = _MEANT.get(name, name)
    try:
        info = codecs.lookup(name) if name else None
    except (LookupError, ValueError):
        return ""
    # Python also knows codecs that make no text (rot13, zlib, idna).
    is_text = info is not None and getattr(info, "_is_text_encoding", True)
    return info.name if info and is_text and info.name not in _NO_CHARSETS else ""


def storable(text: str) -> str:
    """Without NUL and lone surrogates, which PostgreSQL cannot hold."""
    if text.isascii():
        return text.replace("\x00", "") if "\x00" in text else text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.translate(_UNSTORABLE)
    return text.replace("\x00", "")


_NO_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"}
_WIDE = (
    "utf-7",
    "utf-16",
    "utf-32",
    "ucs",
    "hz",
    "unicode",
    "ebcdic",
    "cp037",
    "cp500",
)


def _is_ascii_based(charset: str) -> bool:
    return not charset or not charset.strip(" '\"").lower().startswith(_WIDE)


def _strictly(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec) if codec else None
    except (UnicodeError, ValueError):
        return None


def _loosely(raw: bytes, codec: str) -> str:
    if codec and codec != "ascii":
        text = raw.decode(codec, "replace")
        # Not one good sequence: Latin text that calls itself UTF-8.
        mislabelled = codec == "utf-8" and text.replace("\ufffd", "").isascii()
        return raw.decode("cp1252", "replace") if mislabelled else text
    if b"\x1b$" in raw:
        return raw.decode("iso2022_jp_ext", "replace")
    return _strictly(raw, _guessed(raw)) or raw.decode("cp1252", "replace")


def _guessed(raw: bytes) -> str:
    start = next((i for i, byte in enumerate(raw) if byte > 0x7F), 0)
    sample = raw[max(0, start - 1024) : start + _DETECT_BYTES]
    foreign = len(sample.translate(None, delete=_ASCII))
    # A few accents tell nothing; they are Western far more often than not.
    if foreign < _ENOUGH and foreign * 2 < len(sample):
        return "cp1252"
    return _detected(sample)


def _detected(sample: bytes) -> str:
    # It takes a third of a second to load, and hardly any mail needs it.
    from charset_normalizer import from_bytes

    best = from_bytes(sample, steps=3).best()
    return best.encoding if best else ""
