"""Queries drawn from the articles themselves with a fixed seed: so many of each kind."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from briefing.library import Library
from briefing.words import words

EACH = 40
SEED = 7
SAMPLED = 400
"""Articles that the words are taken from."""
COMMON = 3
"""A word that stands in every third article is one nobody asks for."""
SHORTEST, LONGEST = 5, 12


class Drawn:
    """Words and phrases as they stand in the articles: common ones are drawn more often."""

    def __init__(self, corpus: Path) -> None:
        self._dice = random.Random(SEED)
        files = sorted(corpus.rglob("*.txt"))
        texts = [file.read_text("utf-8") for file in files[:: max(1, len(files) // SAMPLED)]]
        self._texts = [[word for word, _, _ in words(text)][3:] for text in texts]
        known = Counter(word for text in self._texts for word in set(text))
        self._common = {word for word, count in known.items() if count * COMMON > len(texts)}

    def _asked(self, word: str) -> bool:
        return word.isalpha() and SHORTEST <= len(word) <= LONGEST and word not in self._common

    def words(self, count: int = EACH) -> list[str]:
        """Different words that somebody might ask for."""
        return _different((self._word() for _ in range(100 * count)), count)

    def _word(self) -> str:
        return self._dice.choice([word for word in self._dice.choice(self._texts) if self._asked(word)] or ["report"])

    def stems(self, count: int = EACH) -> list[str]:
        """Beginnings of four letters, no two of which begin with the same two letters."""
        drawn = (self._word()[:4] for _ in range(200 * count))
        return list({stem[:2]: stem for stem in drawn}.values())[:count]

    def phrases(self, count: int = EACH) -> list[str]:
        """Two or three words that stand beside each other."""
        return _different((self._phrase() for _ in range(100 * count)), count)

    def _phrase(self) -> str:
        text = self._dice.choice(self._texts)
        length = self._dice.randint(2, 3)
        at = self._dice.randrange(max(1, len(text) - length))
        return '"' + " ".join(text[at : at + length]) + '"'

    def fuzzy(self, count: int = EACH) -> list[str]:
        """Words with one letter wrong."""
        return _different((self._slip(word) for word in self.words(count)), count)

    def _slip(self, word: str) -> str:
        at = self._dice.randrange(1, len(word))
        return f"{word[:at]}{self._dice.choice('aeiostnr')}{word[at + 1 :]}~1"

    def filters(self, opened: Library, count: int = EACH) -> list[str]:
        """A faction, a source, a year, a month or a stretch of years."""
        return _different(self._clauses(opened, count), count)

    def _clauses(self, opened: Library, count: int) -> Iterator[str]:
        facets = opened.search("").facets
        offered = {name: [facet.value for facet in facets.get(name, ())] for name in ("faction", "source", "month")}
        for _ in range(100 * count):
            first, last = sorted(self._dice.sample(range(1988, 2026), 2))
            clauses = [f"date:{first}..{last}", f"date:{first}-{self._dice.randint(1, 12):02}", f"date:{first}"]
            clauses += [
                f'{name}:"{self._dice.choice(offered[name])}"' for name in ("faction", "source") if offered[name]
            ]
            yield self._dice.choice(clauses)

    def narrowed(self, opened: Library, count: int = EACH) -> list[str]:
        """A word and a filter together."""
        return [
            f"{word} {clause}" for word, clause in zip(self.words(count), self.filters(opened, count), strict=False)
        ]


def _different(drawn: Iterable[str], count: int) -> list[str]:
    found: dict[str, None] = {}
    for one in drawn:
        found[one] = None
        if len(found) == count:
            break
    return list(found)
