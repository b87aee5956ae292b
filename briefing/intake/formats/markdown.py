"""Markdown with or without YAML front matter: the words without their markup, and what the front matter says.

Notes of web clippers are Markdown in which `source` is an address and `created` the day of the clip.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from briefing import plainyaml
from briefing.article import Page
from briefing.clean import clean, clean_line
from briefing.intake.days import iso_day
from briefing.intake.decode import decode
from briefing.intake.markup import gap

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ ]*\n(.*?)^(?:---|\.\.\.)[ ]*$\n?", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\A\+\+\+[ ]*\n(.*?)^\+\+\+[ ]*$\n?", re.DOTALL | re.MULTILINE)
_OPENED = re.compile(r"\A(?:---|\+\+\+)[ ]*\n")
_KEY = re.compile(r"""["']?([\w.-]+)["']?[ ]*[:=](?:\s|\Z)|\[[\w.-]+\]\s*\Z""")
_BELOW_KEY = re.compile(r"[ ]+\S|-[ ]|[\]}]")
_TOML_BYTES = 20_000
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)\Z")
_TAG = re.compile(r"<(?:(/?)([A-Za-z][A-Za-z0-9]*)|[!?])[^<>]{0,2000}>")
_LINES = re.compile(r"\n{3,}")
_NAMES = {
    "published": "date",
    "publisher": "source",
    "site": "source",
    "link": "url",
    "byline": "author",
    "created": "saved",
}
_USUAL = frozenset(
    "title date source author url language translator published publisher site link byline created updated "
    "modified saved subtitle description summary excerpt abstract keywords tags tag categories category topics "
    "topic series section type kind layout template permalink slug aliases alias cssclass cssclasses id uid uuid "
    "guid draft status publish lang locale authors creator image cover banner thumbnail rating weight order toc "
    "comments copyright license version doi isbn location country people related parent up name label note notes "
    "project publication domain website clipped captured accessed retrieved archived archive read pubdate "
    "publishdate lastmod expirydate time day year headline agency bibliography output format header footer theme "
    "style head".split()
)
"""Keys that front matter has, in lower case: where it has none of them, it is words between two rules."""
_OURS = {"date_evidence", "date_others", "time", "origin", "distributor", "page_starts", "front_end", "came_from"}
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
MOST_SIGNS = 200_000
"""What the parser takes two seconds for; half a million characters of an article with many links cost a third."""
_BLOCK = re.compile(r"^[ \t]{0,8}(?:>|[-+*#][ \t]|\d{1,9}[.)][ \t])|(?<=[-+*>][ \t])[-+*>][ \t]", re.MULTILINE)
_LONGEST_HINT = 100
"""Characters of what Markdown shows as a hint over a link, or not at all."""
_HINTS = "{} of its links or blocks {} titles that Markdown hides, long enough to be words of the article"
_UNREAD = "{} for its markup to be read, so that stands in the text"


def pages(path: str, raw: bytes) -> list[Page]:
    """One page; front matter that cannot be read stays in the text, up to `front_end` in meta, and is remarked upon."""
    text, encoding = decode(raw)
    text = clean(text)
    meta: dict[str, str] = {}
    remarks: list[str] = []
    front, rest = _apart(text)
    try:
        data = _front(text) if front else {}
        if _USUAL.isdisjoint(data) and data:
            remarks.append("it begins like front matter, of which no key is a usual one, so that stands in the text")
        else:
            meta = _meta(data, remarks)
            text = rest
        front = ""
    except plainyaml.YamlError as error:
        place = f"line {error.line}, column {error.column}" if error.column else f"line {error.line}"
        remarks.append(f"front matter, {place}: {error.bare}")
        if _is_front(front):
            text, meta = rest, {"front_end": str(len(front))}
        else:
            front = ""
    words = _words(text, remarks)
    return [
        Page(
            path=path,
            text=clean(f"{front}\n\n{words}" if front else words),
            meta=meta,
            meta_basis="front-matter",
            encoding=encoding,
            remarks=tuple(remarks),
        )
    ]


def _apart(text: str) -> tuple[str, str]:
    """(front matter without its fences, what follows); ("", all of it) without any.

    What is never closed ends before the first line that is not like it.
    """
    if found := _FRONT.match(text) or _TOML.match(text):
        return found[1].strip("\n") or " ", text[found.end() :]
    if opened := _OPENED.match(text):
        lines = itertools.takewhile(_in_front, text[opened.end() :].splitlines(keepends=True))
        end = opened.end() + sum(map(len, lines))
        return text[opened.end() : end].strip("\n") or " ", text[end:]
    return "", text


def _in_front(line: str) -> bool:
    return bool(_KEY.match(line) or _BELOW_KEY.match(line))


def _is_front(front: str) -> bool:
    """Is most of it keys and their values, one of them a usual key, rather than words between two rules?"""
    lines = [line for line in front.split("\n") if line.strip()]
    keys = [key[1].lower() for key in map(_KEY.match, lines) if key and key[1]]
    return 4 * sum(map(_in_front, lines)) >= 3 * len(lines) and not _USUAL.isdisjoint(keys)


def _front(text: str) -> dict[str, list[str]]:
    """What front matter writes under each key, in lower case; a list becomes its items joined by commas."""
    found = _FRONT.match(text)
    if not found and not _TOML.match(text):
        raise plainyaml.YamlError(f"opened with {text[:3]} but never closed", 1, 0)
    data = (
        plainyaml.read(found[1], name="front matter", first_line=2, limit=_FRONT_MATTER_BYTES).data
        if found
        else _toml(text)
    )
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise plainyaml.YamlError("not a mapping of keys and values", 2, 1, name="front matter")
    front: dict[str, list[str]] = {}
    for key, value in data.items():
        written = ", ".join(_strings(value))
        front.setdefault(clean_line(key).lower(), []).append(clean_line(_WIKILINK.sub(r"\1", written)))
    return front


def _toml(text: str) -> dict[str, plainyaml.Plain]:
    """The texts, days and lists of texts among its keys; YamlError where it is none that is read."""
    import tomllib  # few write it

    found = _TOML.match(text)
    written = found[1] if found else ""
    if len(written) > _TOML_BYTES:
        raise plainyaml.YamlError(f"too large: at most {_TOML_BYTES:,} characters of TOML are read", 2, 1)
    try:
        data = tomllib.loads(written)
    except (ValueError, RecursionError) as error:
        place = _TOML_PLACE.search(str(error))
        raise plainyaml.YamlError(
            "not TOML", 1 + int(place[1]) if place else 2, int(place[2]) if place else 0
        ) from None
    return {
        key: [one for one in value if isinstance(one, str)]
        if isinstance(value, list)
        else value.isoformat()
        if isinstance(value, date)
        else value
        for key, value in data.items()
        if isinstance(value, str | list | date)
    }


def _meta(front: Mapping[str, list[str]], remarks: list[str]) -> dict[str, str]:
    """Under our names; of two that mean the same the first counts, but an unreadable date before no readable one.

    Of two different days neither is the date.
    """
    meta: dict[str, str] = {}
    days: dict[str, str] = {}
    for key, line in ((key, line) for key, lines in front.items() for line in lines):
        if not line or key in _OURS:
            continue
        name = _NAMES.get(key, key)
        if name == "date" and (day := iso_day(line)):
            days.setdefault(day, f"{day} (front matter)")
        surer = name == "date" and iso_day(line) and not iso_day(meta.get("date", ""))
        meta[name] = line if surer else meta.get(name, line)
    if any(not longest.startswith(day) for longest in [max(days, key=len, default="")] for day in days):
        meta |= {"date_others": "; ".join(days.values())}
        del meta["date"]
        remarks.append(f"its front matter gives {len(days)} different days for its date, so none of them was taken")
    elif (day := iso_day(written := meta.get("date", ""))) and day != written:
        meta |= {"date": day, "date_evidence": written}
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


def _words(text: str, remarks: list[str]) -> str:
    """The text without its markup, or with it where that cannot be read; with remarks on what it hides."""
    from markdown_it import MarkdownIt  # 40 ms to import

    unread = _unread(text)
    if not unread:
        env: dict[str, Any] = {}
        tokens = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).parse(text, env)
        unread = "nested too deeply" if any(token.level >= _DEEPEST - 1 for token in tokens) else ""
    if unread:
        remarks.append(_UNREAD.format(unread))
        return text
    if hidden := sum(_long(hint) for hint in _hints(tokens, env)):
        remarks.append(_HINTS.format(hidden, "has" if hidden == 1 else "have"))
    blocks = (_block(token) for token in tokens)
    return "\n\n".join(block for block in blocks if block.strip()) + "\n"


def _unread(text: str) -> str:
    """Why its markup would take too long to read; "" where it would not."""
    if len(text) > LARGEST_PARSED:
        return "too long"
    if _NESTED.search(text):
        return "nested too deeply"
    signs = 3 * text.count("\n") + 8 * text.count("[") + text.count("*") + text.count("_")
    return "too full of signs" if signs + 3 * len(_BLOCK.findall(text)) > MOST_SIGNS else ""


def _hints(tokens: Iterable[Token], env: Mapping[str, Any]) -> Iterator[str]:
    """The titles of links and pictures, and what stands beside the fence of a block of code."""
    defined = [*env.get("references", {}).values(), *env.get("duplicate_refs", ())]
    yield from (str(one.get("title", "")) for one in defined)
    for token in tokens:
        yield token.info
        yield from (str(child.attrs["title"]) for child in token.children or [] if "title" in child.attrs)


def _long(hint: str) -> bool:
    return len(hint) > _LONGEST_HINT or "\n" in hint.strip()


def _block(token: Token) -> str:
    if token.type == "inline":
        return "".join(_span(child) for child in token.children or [])
    if token.type in ("fence", "code_block"):
        return token.content.strip("\n")
    if token.type == "html_block":
        return html.unescape(_LINES.sub("\n\n", _TAG.sub(_gap, token.content))).strip()
    return ""


def _span(token: Token) -> str:
    if token.type in ("text", "code_inline"):
        return token.content
    if token.type == "html_inline":
        return _TAG.sub(_gap, token.content) if _TAG.fullmatch(token.content) else ""
    return "\n" if token.type in ("softbreak", "hardbreak") else ""


def _gap(tag: re.Match[str]) -> str:
    return gap(tag[2].lower(), bool(tag[1])) if tag[2] else ""
