"""Markdown with or without YAML front matter: the words without their markup, and what the front matter says.

Notes of web clippers are Markdown in which `source` is an address and `created` the day of the clip.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefing import plainyaml
from briefing.article import Page
from briefing.clean import clean, clean_line
from briefing.intake.days import iso_day
from briefing.intake.decode import decode

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ ]*\n(.*?)^(?:---|\.\.\.)[ ]*$\n?", re.DOTALL | re.MULTILINE)
_OPENED = re.compile(r"\A---[ ]*\n")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_NAMES = {
    "published": "date",
    "publisher": "source",
    "site": "source",
    "link": "url",
    "byline": "author",
    "created": "saved",
}
_OURS = {"date_evidence", "date_others", "time", "origin", "distributor", "page_starts"}
"""What the house itself notes of a page: a file that has such a key means something else by it, or forges."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_WIKILINK = re.compile(r"\[\[(?:[^\[\]|]{1,500}\|)?([^\[\]|]{1,500})\]\]")
_FRONT_MATTER_BYTES = 100_000
LARGEST_PARSED = 500_000
"""Characters."""
_DEEPEST = 40
"""Lists in lists and quotations in quotations, counted twice each; what lies deeper the parser would leave out."""
_NESTED = re.compile(r"^(?![-* \t]*$)(?:[ \t]{0,8}(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])){20}", re.MULTILINE)
"""So many signs before the words of a line nest that deeply; every line below costs the parser each of them again."""
_UNREAD = "{} for its markup to be read, so that stands in the text"


def pages(path: str, raw: bytes) -> list[Page]:
    """One page; front matter that cannot be read stays in the text and is remarked upon."""
    text, encoding = decode(raw)
    text = clean(text)
    meta: dict[str, str] = {}
    remarks: tuple[str, ...] = ()
    found = _FRONT.match(text)
    if found:
        try:
            meta = _meta(found[1])
            text = text[found.end() :]
        except plainyaml.YamlError as error:
            remarks = (f"front matter, line {error.line}, column {error.column}: {error.bare}",)
    elif _OPENED.match(text):
        remarks = ("front matter, line 1: opened with --- but never closed",)
    words = _words(text) if len(text) <= LARGEST_PARSED else None
    if words is None:
        remarks = (*remarks, _UNREAD.format("too long" if len(text) > LARGEST_PARSED else "nested too deeply"))
    return [
        Page(
            path=path,
            text=clean(text if words is None else words),
            meta=meta,
            meta_basis="front-matter",
            encoding=encoding,
            remarks=remarks,
        )
    ]


def _meta(yaml: str) -> dict[str, str]:
    """Scalars by lower-case key; a list becomes its items joined by commas."""
    data = plainyaml.read(yaml, name="front matter", first_line=2, limit=_FRONT_MATTER_BYTES).data
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise plainyaml.YamlError("not a mapping of keys and values", 2, 1, name="front matter")
    meta: dict[str, str] = {}
    for key, value in data.items():
        written = ", ".join(_strings(value))
        name = clean_line(key).lower()
        if written.strip() and name not in _OURS:
            name, line = _NAMES.get(name, name), clean_line(_WIKILINK.sub(r"\1", written))
            surer = name == "date" and iso_day(line) and not iso_day(meta.get("date", ""))
            meta[name] = line if surer else meta.get(name, line)
    if _ADDRESS.fullmatch(meta.get("source", "")):
        meta.setdefault("url", meta.pop("source"))
    return meta


def _strings(value: plainyaml.Plain) -> Iterator[str]:
    """A scalar or the items of a list; a link in two brackets without quotes is a list in a list."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _words(text: str) -> str | None:
    """The text without its markup; None where that nests too deeply."""
    from markdown_it import MarkdownIt  # 40 ms to import

    if _NESTED.search(text):
        return None
    tokens = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).parse(text)
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        return None
    blocks = (_block(token) for token in tokens)
    return "\n\n".join(block for block in blocks if block.strip()) + "\n"


def _block(token: Token) -> str:
    if token.type == "inline":
        return "".join(_span(child) for child in token.children or [])
    if token.type in ("fence", "code_block"):
        return token.content.strip("\n")
    if token.type == "html_block":
        return html.unescape(_TAG.sub("", token.content)).strip()
    return ""


def _span(token: Token) -> str:
    if token.type in ("text", "code_inline"):
        return token.content
    return "\n" if token.type in ("softbreak", "hardbreak") else ""
