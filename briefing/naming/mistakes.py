"""The mistakes of an actors file, told together; apart from what finds them, which takes long to wake."""

from __future__ import annotations

from collections.abc import Iterable


class Mistakes(Exception):
    """Everything that is wrong with an actors file, a sentence each, in the order of the file."""

    def __init__(self, name: str, found: Iterable[tuple[int, int, str]]) -> None:
        self.found = tuple(sorted(found))
        self.lines = tuple(f"{name}, line {line}, column {column}: {words}" for line, column, words in self.found)
        super().__init__("\n".join(self.lines))
