"""From bytes to text, and a record of how: byte-order mark, what is declared and written with escapes, strict UTF-8,
what is declared else, detection.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

from briefing.files import Unreadable
from briefing.intake.foreign import foreign

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 200_000
_LARGEST_REPAIRED = 2_000_000
"""Characters; repairing takes half a millisecond for every thousand."""
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,100}\sencoding\s*=\s*["']([\w.:-]{1,40})|<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_PAGE = re.compile(rb"<(?:!doctype\s+)?html\b", re.IGNORECASE)
_UNSEEN = re.compile(
    rb"<!--(?:-?>|.*?(?:--!?>|\Z))|<(script|style|title|textarea)\b.*?(?:</\1\b|\Z)", re.IGNORECASE | re.DOTALL
)
"""In which no declaration counts."""
_TOP, _TOP_AND_UNSEEN = 4_096, 50_000
"""Bytes."""
_ESCAPES = {"iso2022": re.compile(rb"\x1b"), "hz": re.compile(rb"~\{"), "utf-7": re.compile(rb"\+[A-Za-z0-9+/]{2}")}
"""How encodings that write every letter with ASCII leave ASCII, by how their names begin."""
_UNMISTAKABLE = re.compile(rb"\x1b\$(?:[@B]|(\)C))")
_WIDER = {"iso2022_jp": ("iso2022_jp_ext", "iso2022_jp_2004")}
"""Relatives with more letters, tried after."""
_WIDE = ("utf-16", "utf-32")
_STRAY = 10
"""Zero bytes in a short text."""
_NO_TEXT = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_NEVER_UTF_8 = re.compile(rb"[\xc0\xc1][\x80-\xbf]|\xed[\xa0-\xbf][\x80-\xbf]|\xff")
"""Letters in too many bytes, halves of characters, and a byte that by itself is a letter which hardly any text has."""
_GUESS = re.compile(r"(.+) \(detected\)")
_PLACES = re.compile(r"\d+ unreadable places?")
_SURE = re.compile("utf|iso2022")
_PRINTED = bytes([9, 10, 13, *range(32, 127)])
_ALIASES = {"iso8859-1": "cp1252", "latin_1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""What is declared by these names is, as in browsers, read by their larger relatives."""
_NOT_GUESSED = ["utf_7", "utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le"]
_SIGN_IN_A_WORD = re.compile("[a-z][¡-©¬-¶¸¹¼-¿‚„†‡ˆ‰‹›˜][a-z]|[a-z][\u0161\u0153\u017e]?[¹³¿]", re.IGNORECASE)
_MIXED = re.compile("[A-Za-z][\u0250-\u1dff\u2e80-\uffef]|[\u0250-\u1dff\u2e80-\uffef][A-Za-z]")
"""Letters of two scripts in one word: a wrong guess."""
_TEXTLESS = {"utf-8", "utf-8-sig", "utf-7", "idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined"}
"""As people write them; Python has some with a dash and some with an underscore."""
_MOJIBAKE = re.compile(
    "[ÂÃÄÅÐÑØÙ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    "|â[\u0080\u20ac]|ï»¿"
)


def declared(raw: bytes) -> str | None:
    """The encoding that an XML declaration or a meta element near the top names, other than in comments and scripts.

    As in browsers a meta element never means UTF-7, which would make tags of innocent text, and by UTF-16 it means
    UTF-8: it could not be read where that were true.
    """
    found = _DECLARED.search(_UNSEEN.sub(b" ", raw[:_TOP_AND_UNSEEN])[:_TOP])
    if not found:
        return None
    name = (found[1] or found[2]).decode("ascii", "replace")
    known = _known(name)
    if known.startswith(_WIDE):
        return "utf-8"
    return None if known == "utf-7" and not (found[1] and not _PAGE.search(raw[:_TOP])) else name


def _known(name: str | None) -> str:
    """The encoding as Python calls it; `undefined` for what it does not know."""
    try:
        return codecs.lookup(name or "undefined").name
    except (LookupError, ValueError):
        return "undefined"


def decode(raw: bytes, declared: str | None = None) -> tuple[str, str]:
    """(text, how it was decoded, for people); Unreadable for what is not text.

    Valid UTF-8 is UTF-8 whatever is declared, other than an encoding whose escapes it holds. Text that was once
    decoded wrongly and saved so is repaired.
    """
    text, how = _decoded(raw, declared)
    mended = _repaired(text)
    return (mended, f"{how}, repaired") if mended != text else (text, how)


def doubts(hows: Iterable[str]) -> Iterator[str]:
    """What is to be said of texts that were decoded in these ways: that it was a guess, or that bytes were lost."""
    parts = dict.fromkeys(part for how in hows for part in how.split(", "))
    for guess in filter(None, map(_GUESS.fullmatch, parts)):
        if not _SURE.match(guess[1]):
            yield f"its encoding is a guess: it was read as {guess[1]}"
    for places in filter(_PLACES.fullmatch, parts):
        yield f"{places}: bytes that are no letters in its encoding, for which U+FFFD stands"


def _decoded(raw: bytes, declared: str | None) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _replaced(raw, encoding, encoding)
    if b"\0" in raw and _known(declared).startswith(_WIDE) and (said := _as_declared(raw, declared)):
        return said
    if b"\0" in raw:
        raw, wide = _with_zeros(raw)
        if wide:
            return raw.decode(wide), f"{wide} (detected)"
    if escaped := _escaped(raw, declared) or _escaped_unsaid(raw):
        return escaped
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _damaged(raw) or _as_declared(raw, declared) or _detected(raw)


def _with_zeros(raw: bytes) -> tuple[bytes, str | None]:
    """UTF-16 without its mark, (all of it, its name): zero bytes in every second place and in no other.

    UTF-8 with a few stray zero bytes is given back without them, where it is short only if it has no other signs that
    no text has; Unreadable for all else.
    """
    rest = raw.replace(b"\0", b"")
    stray = len(raw) - len(rest)
    few = stray <= _STRAY and stray * 10 <= len(raw) and not _NO_TEXT.search(rest)
    if few and _decodes(rest, "utf-8"):
        return rest, None
    plain = not raw[:4096].translate(None, b"\0" + _PRINTED)
    even, odd = raw[:4096:2].count(0), raw[1:4096:2].count(0)
    for own, other, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        often = stray * 5 >= 2 * len(raw) if plain else own > 1 and own * 40 > len(raw[:4096])
        if often and not other and _decodes(raw, encoding):
            return raw, encoding
    if stray * 100 <= len(raw) and _decodes(rest, "utf-8"):
        return rest, None
    raise Unreadable("not text: it holds zero bytes, as pictures and archives do")


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _escaped(raw: bytes, declared: str | None) -> tuple[str, str] | None:
    """Text in ASCII alone that is declared to mean other letters, and has the escapes that do so."""
    name = _known(declared)
    escape = next((sign for start, sign in _ESCAPES.items() if name.startswith(start)), None)
    if escape is None or not escape.search(raw):
        return None
    for relative in (name, *_WIDER.get(name, ())):
        if _decodes(raw, relative):
            return raw.decode(relative), f"{_shown(relative)} (declared)"
    text = raw.decode(name, errors="replace")
    bad = _bad_places(text)
    return None if bad is None else (text, f"{_shown(name)} (declared), {_places(bad)}")


def _escaped_unsaid(raw: bytes) -> tuple[str, str] | None:
    """The same of what nobody declares, where its escapes leave no doubt."""
    found = _UNMISTAKABLE.search(raw)
    name = found and ("iso2022_kr" if found[1] else "iso2022_jp")
    text = raw.decode(name) if name and _decodes(raw, name) else "\x1b"
    return None if not name or "\x1b" in text else (text, f"{_shown(name)} (detected)")


def _damaged(raw: bytes) -> tuple[str, str] | None:
    """UTF-8 with a few bad bytes, as a download cut short leaves it, or with such as no other text has."""
    if _decodes(_NEVER_UTF_8.sub(b"", raw), "utf-8"):
        return _replaced(raw, "utf-8", "utf-8")
    text = raw.decode("utf-8", errors="replace")
    bad = _bad_places(text)
    return None if bad is None else (text, f"utf-8, {_places(bad)}")


def _replaced(raw: bytes, encoding: str, how: str) -> tuple[str, str]:
    """(the text with U+FFFD for what cannot be read, how it was decoded and how often that stands there)."""
    text = raw.decode(encoding, errors="replace")
    bad = text.count("\ufffd")
    bad -= raw.decode(encoding, errors="ignore").count("\ufffd") if bad else 0
    return text, f"{how}, {_places(bad)}" if bad else how


def _bad_places(text: str) -> int | None:
    """How many there are; None for too many to be an accident."""
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", errors="ignore")) - bad
    return None if bad * 10 > good else bad


def _places(bad: int) -> str:
    return f"{bad} unreadable place{'s' * (bad != 1)}"


def _as_declared(raw: bytes, declared: str | None) -> tuple[str, str] | None:
    name = _ALIASES.get(_known(declared), _known(declared))
    if name.replace("_", "-") in _TEXTLESS or (name.startswith(_WIDE) and _narrow(raw)):
        return None
    try:
        return raw.decode(name), f"{_shown(name)} (declared)"
    except (LookupError, ValueError):
        return None


def _narrow(raw: bytes) -> bool:
    """Are most of its bytes letters of ASCII, so that two or four of them are none?"""
    return 5 * len(raw[:_LOOKED_AT].translate(None, _PRINTED)) < len(raw[:_LOOKED_AT])


def _detected(raw: bytes) -> tuple[str, str]:
    with foreign("text in any encoding known here; save it again as UTF-8"):
        from charset_normalizer import from_bytes  # 60 ms to import, and rarely needed

        best = from_bytes(raw[:_LOOKED_AT], cp_exclusion=_NOT_GUESSED).best()
    if best is None and sum(byte > 127 for byte in raw[:_LOOKED_AT]) * 20 >= len(raw[:_LOOKED_AT]):
        raise Unreadable("not text in any encoding known here; save it again as UTF-8")
    guess = best.encoding if best else "cp1252"
    if _MIXED.search(raw[:_LOOKED_AT].decode(guess, errors="replace")):
        guess = "cp1250"
    name = "cp1252" if _western(guess, raw) else guess
    return _replaced(raw, name, f"{_shown(name)} (detected)")


def _western(guess: str, raw: bytes) -> bool:
    """Does windows-1252 make words of it too? Its look-alikes are guessed too readily."""
    try:
        text = raw.decode("cp1252")
        like_it = all(ord(letter) < 0x250 or 0x2000 <= ord(letter) < 0x2200 for letter in raw.decode(guess))
    except UnicodeDecodeError:
        return False
    turkish = guess in ("cp1254", "iso8859_9") and re.search("[ðþýÞÐÝ]", text)
    return like_it and not turkish and not _SIGN_IN_A_WORD.search(text)


def _shown(name: str) -> str:
    return f"windows-{name[2:]}" if re.fullmatch(r"cp125\d", name) else name.replace("_", "-")


def _repaired(text: str) -> str:
    """The text without the traces of a wrong decoding; nothing else about it changes."""
    if len(text) > _LARGEST_REPAIRED or not _MOJIBAKE.search(text):
        return text
    with foreign("text that can be repaired"):
        from ftfy import TextFixerConfig, fix_text  # 50 ms to import, and rarely needed

        only_encoding = TextFixerConfig(
            unescape_html=False,
            remove_terminal_escapes=False,
            fix_latin_ligatures=False,
            fix_character_width=False,
            uncurl_quotes=False,
            fix_line_breaks=False,
            fix_surrogates=False,
            remove_control_chars=False,
            normalization=None,
            explain=False,
        )
        return "".join(
            fix_text(line, only_encoding) if _MOJIBAKE.search(line) else line for line in text.splitlines(keepends=True)
        )
