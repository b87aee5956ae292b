"""Any text as a field of BibTeX: whatever it holds, the braces close and TeX typesets that text."""

from __future__ import annotations

import re

_SIGNS = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "`": "{`}",
    **{sign: f"\\{sign}" for sign in "%$#&_"},
}
_BRACES = {"{": (r"\{", r"$\lbrace$"), "}": (r"\}", r"$\rbrace$")}
"""Of a pair; and of one without its fellow, for BibTeX counts the braces that TeX does not."""
_SPECIAL = re.compile(r"[\\~^<>`%$#&_{}]|(?<=-)-|(?<=')'|(?<=,),")


def field(text: str) -> str:
    """One line of text as the value of a field, in two pairs of braces: no style changes its capitals or splits it."""
    paired = _paired(text)

    def sign(found: re.Match[str]) -> str:
        char = found[0]
        if char in _BRACES:
            return _BRACES[char][found.start() not in paired]
        return _SIGNS.get(char) or f"{{}}{char}"

    return f"{{{{{_SPECIAL.sub(sign, text)}}}}}"


def _paired(text: str) -> set[int]:
    """Where the braces stand that open or close a pair."""
    paired: set[int] = set()
    opened: list[int] = []
    for found in re.finditer(r"[{}]", text):
        if found[0] == "{":
            opened.append(found.start())
        elif opened:
            paired |= {opened.pop(), found.start()}
    return paired
