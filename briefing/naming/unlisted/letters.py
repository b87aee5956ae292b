"""Letters that an article itself says the meaning of: `Syrian Democratic Forces (SDF)`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from briefing.naming.unlisted.found import Name
from briefing.naming.unlisted.known import folded, is_letters
from briefing.words import one_line

_BRACKETED = re.compile(
    r"[\"”’]?[ \n][\[(][\"“]?(?:the |also known as |or |known as )?([A-Z][\w.&/-]{1,11})[\"”]?[\])]"
)
_THINGS = re.compile(r"\b([A-Z]{2,6})s\b")
SURE = 5
"""The weight of what the article says in so many words."""


def explain(texts: Sequence[str], found: Sequence[Sequence[Name]]) -> dict[str, Name]:
    """Make organisations of the names with letters in brackets after them, and of the letters wherever they stand.

    The answer is the name that letters, folded, stand for.
    """
    full: dict[str, Name] = {}
    for text, names in zip(texts, found, strict=True):
        for letters, name in _defined(text, names):
            name.become("organisation", SURE, f"“({letters})” after it")
            full.setdefault(folded(letters), name)
    for name in (name for names in found for name in names):
        meant = full.get(folded(name.text))
        if meant is not None and meant is not name:
            name.become("organisation", SURE, f"stands for {one_line(meant.text)}")
    return full


def bar_things(texts: Sequence[str], found: Sequence[Sequence[Name]]) -> None:
    """Letters that the article has in the plural are a thing and no body: `VBIEDs`."""
    unsure = [name for names in found for name in names if name.weight < SURE - 1]
    alike = [name for name in unsure if len(name.text) < 8 and name.text.removesuffix("s").isupper()]
    things = {thing[1] for text in texts for thing in _THINGS.finditer(text)} if alike else set()
    for name in alike:
        if name.text.removesuffix("s") in things:
            name.barred = True


def _defined(text: str, names: Iterable[Name]) -> Iterator[tuple[str, Name]]:
    for name in names:
        if " " not in name.text or name.kind == "place":
            continue
        defined = _BRACKETED.match(text, name.end)
        if defined and (is_letters(defined[1]) or defined[1].isupper()):
            yield defined[1], name
