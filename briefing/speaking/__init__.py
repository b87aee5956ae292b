"""Who is said to have said what: quotations of an article with the actor to whom the text gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.article import Article


@dataclass(frozen=True, slots=True)
class Statement:
    """Words that an article gives to somebody; half-open offsets into its body."""

    start: int
    end: int
    """Of the words said, quotation marks included."""
    speaker: str | None
    """The key of the mention of whoever speaks (see `Mention.key`); None where the text does not say who."""
    verb: str
    """The word that says so, as it is printed: `said`, `according to`; "" without a speaker."""
    paragraph: int
    """The number of the paragraph; 1 is the first."""
    direct: bool = True
    """Between quotation marks? Else reported: `said that …`."""


def statements(article: Article) -> list[Statement]:
    """The quotations and reported statements of an article, in reading order; none overlaps another.

    A speaker is named only where the text leaves no doubt.
    """
    from briefing.speaking.attributing import attributed

    return [Statement(*said) for said in attributed(article)]
