"""Whether a name may be that of whom an address belongs to: anybody can write any name into a page or a mail."""

from __future__ import annotations

import re
import unicodedata

_HOST = re.compile(r"(?:https?://)?(?:[^/@\s]*@)?([a-z0-9.-]{4,100})(?::\d+)?(?:[/?#].*)?", re.IGNORECASE | re.DOTALL)
_MARKS = re.compile("[\u0300-\u036f]")
_SMALL = frozenset("a al and at by de el for la le of on the".split())
_SHORTEST = 3


def foreign_to(name: str, address: str) -> str:
    """The host of an address (of a page, or `@` and a domain) without a word or the initials of the name; else ""."""
    found = _HOST.fullmatch(address)
    words = re.findall(r"[a-z0-9]+", _MARKS.sub("", unicodedata.normalize("NFKD", name.lower())))
    if not found or "." not in found[1] or not words:
        return ""
    host = found[1].lower().removeprefix("www.")
    labels = [label.replace("-", "") for label in host.split(".")[:-1]]
    telling = [word for word in words if word not in _SMALL]
    initials = {"".join(word[0] for word in some) for some in (words, telling)}
    named = (
        "".join(words) in label
        or any(word in label if len(word) >= _SHORTEST else word == label for word in telling)
        or any(len(short) > 1 and label.startswith(short) for short in initials)
        or (len(label) >= _SHORTEST and any(label in short for short in initials))
        for label in labels
    )
    return "" if any(named) else host
