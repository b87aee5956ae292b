"""The properties in the front matter of a brief as they are read back: what it was commissioned by."""

from __future__ import annotations

import re
from datetime import date
from typing import TypeVar, get_args

from briefing.export.brief import FLAVORS, MAX_WORDS, Commission, Scope
from briefing.export.writing import BriefError
from briefing.inert import inert_line
from briefing.plainyaml import Document, Plain

VERSION = 1
"""Of the shape of a brief."""
_PASSAGES = re.compile(r"(\w{1,40}):(\d{1,6}(?:,\d{1,6})*)", re.ASCII)

Word = TypeVar("Word", bound=str)


class Properties:
    """Those of a brief, on top or under `params`; BriefError with its line for what is not as we write it."""

    def __init__(self, document: Document) -> None:
        top = document.data if isinstance(document.data, dict) else {}
        inner = top.get("params")
        ours = inner if isinstance(inner, dict) and "briefing_version" in inner else {}
        self.data: dict[str, Plain] = {**{key: top[key] for key in top if not ours or key != "params"}, **ours}
        places = {key: (("params", key) if key in ours else (key,)) for key in self.data}
        self.lines = {key: document.mark(*place)[0] for key, place in places.items()}
        if "briefing_version" not in self.data:
            raise BriefError("line 1: this is no brief of briefing: its front matter has no `briefing_version`.")
        if (version := self._number("briefing_version", 1)) > VERSION:
            raise self._refusal("briefing_version", f"version {version} is of a later briefing; take that one")

    def commission(self) -> Commission:
        """What it is to hold."""
        asked = Commission(
            scope=self._one_of("briefing_scope", get_args(Scope)),
            ids=tuple(dict.fromkeys(self.many("briefing_ids"))),
            passages=self._passages(),
            query=self._words("briefing_query"),
            max_words=self._number("briefing_max_words", MAX_WORDS) or 1,
            full=self._one_of("briefing_full", ("false", "true")) == "true",
            notes=self._one_of("briefing_notes", ("false", "true")) == "true",
            flavor=self._one_of("briefing_flavor", FLAVORS),
            links=self._one_of("briefing_links", ("false", "true")) == "true",
        )
        if asked.scope == "query" and not asked.query:
            raise self._refusal("briefing_query", "there must be a query, as `briefing_scope` is one")
        return asked

    def _refusal(self, key: str, words: str) -> BriefError:
        return BriefError(f"line {self.lines.get(key, 1)}: `{key}`: {words}.")

    def _words(self, key: str) -> str:
        value = self.data.get(key)
        if isinstance(value, list | dict):
            raise self._refusal(key, "words are expected here, and no list")
        return inert_line(value or "")

    def _one_of(self, key: str, allowed: tuple[Word, ...]) -> Word:
        value = self._words(key) or allowed[0]
        for one in allowed:
            if one == value.lower():
                return one
        raise self._refusal(key, f"`{value}` is none of {', '.join(allowed)}")

    def _number(self, key: str, otherwise: int) -> int:
        value = self._words(key) or str(otherwise)
        if not (value.isascii() and value.isdecimal() and len(value) <= 9):
            raise self._refusal(key, f"`{value}` is not a number")
        return int(value)

    def day(self, key: str) -> date:
        """The value of a property that is a day."""
        try:
            return date.fromisoformat(self._words(key)[:10])
        except ValueError:
            raise self._refusal(key, "a day is expected here, as in 2026-11-21") from None

    def many(self, key: str) -> list[str]:
        """The values of a property that is a list of words."""
        value = self.data.get(key) or []
        if not isinstance(value, list):
            raise self._refusal(key, "a list is expected here")
        texts = [inert_line(item) for item in value if isinstance(item, str)]
        if len(texts) < len(value):
            raise self._refusal(key, "a list of words is expected here")
        return texts

    def _passages(self) -> dict[str, tuple[int, ...]]:
        made: dict[str, tuple[int, ...]] = {}
        for entry in self.many("briefing_passages"):
            found = _PASSAGES.fullmatch(entry)
            if not found:
                raise self._refusal("briefing_passages", f"`{entry}` is not an article and its paragraphs, as abc:2,4")
            made[found[1]] = (*made.get(found[1], ()), *map(int, found[2].split(",")))
        return made
