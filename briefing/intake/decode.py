"""From bytes to text, and a record of how."""

from __future__ import annotations

import codecs

from briefing.files import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 200_000


def decode(raw: bytes) -> tuple[str, str]:
    """(text, encoding): by byte-order mark, else strict UTF-8, else detection; Unreadable for what is not text."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace"), encoding
    if b"\0" in raw:
        raise Unreadable("not text: it holds zero bytes, as pictures and archives do")
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _detected(raw)


def _detected(raw: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes  # 60 ms to import, and rarely needed

    best = from_bytes(raw[:_LOOKED_AT]).best()
    if best is None:
        raise Unreadable("not text in any encoding known here; save it again as UTF-8")
    return raw.decode(best.encoding, errors="replace"), best.encoding
