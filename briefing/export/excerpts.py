"""Which words of its articles a brief quotes: what the user chose, else what answers the question."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.export.brief import Commission, Excerpt, Reason, counted
from briefing.export.cutting import Span, cut
from briefing.words import fold_text

if TYPE_CHECKING:
    from briefing.article import Article
    from briefing.speaking import Statement

Asked = Callable[["Article"], list[Span]]
Said = Mapping[str, Sequence["Statement"]]
LONGEST = 60
"""Words of a sentence that may be quoted although it is longer than what falls to its article."""
FEWEST = 4
"""Words that are left in the end and not worth a quotation."""
IN_VAIN = 200
"""Articles in a row that had nothing as short as what is left; then no further one is looked at."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that is worth quoting, and the words in it for whose sake."""

    paragraph: int
    around: Span
    because: Reason


def choose(
    articles: Sequence[Article], commission: Commission, asked: Asked, said: Said
) -> Mapping[str, tuple[Excerpt, ...]]:
    """The excerpts of each article by its id, at most `commission.max_words` words in all.

    The articles come in the order of the brief. `asked` gives the spans of a body that answer the query, `said` the
    statements of each article by its id. What the user chose is whole and all there, however long it is.
    """
    found = {article.id: list(_whole(article, commission)) for article in articles}
    left = commission.max_words - sum(counted(excerpt.words) for held in found.values() for excerpt in held)
    if left > 0 and not commission.full:
        open_ones = [article for article in articles if not found[article.id]]
        for excerpt in _shared(open_ones, left, lambda article: _passages(article, asked, said)):
            found[excerpt.article].append(excerpt)
    return {id: tuple(sorted(held, key=lambda excerpt: excerpt.start)) for id, held in found.items()}


def _whole(article: Article, commission: Commission) -> Iterator[Excerpt]:
    """The paragraphs that the user chose; all of them where whole texts are asked for."""
    chosen = set(commission.passages.get(article.id, ()))
    if chosen or commission.full:
        for number, span in enumerate(article.paragraphs, 1):
            if number in chosen or commission.full:
                yield _excerpt(article, number, span, "chosen" if number in chosen else "whole text")


def _excerpt(article: Article, number: int, span: Span, because: Reason) -> Excerpt:
    start, end = span
    whole = article.paragraphs[number - 1] == span
    return Excerpt(article.id, number, start, end, article.body[start:end], because, whole)


def _shared(articles: Sequence[Article], left: int, look: Callable[[Article], list[Passage]]) -> Iterator[Excerpt]:
    """So many words shared out: to each article its best passage first, in order, then its second best, and so on.

    What is too long for the share of its article waits until everybody had a turn.
    """
    queues: dict[str, list[Passage]] = {}
    for last_turns in (False, True):
        waiting = articles
        while waiting and left >= FEWEST:
            share = left if last_turns else left // len(waiting)
            served: list[Article] = []
            in_vain = 0
            for article in waiting:
                queue = queues[article.id] if article.id in queues else queues.setdefault(article.id, look(article))
                excerpt = _first_that_fits(article, queue, min(share, left), min(max(share, LONGEST), left))
                in_vain = 0 if excerpt else in_vain + 1
                if excerpt:
                    left -= counted(excerpt.words)
                    served.append(article)
                    yield excerpt
                if left < FEWEST or in_vain >= IN_VAIN:
                    break
            waiting = served


def _first_that_fits(article: Article, queue: list[Passage], share: int, longest: int) -> Excerpt | None:
    """The best passage that can be cut to so many words, taken out of those that wait."""
    for place, passage in enumerate(queue):
        if span := cut(article, passage.paragraph, passage.around, share, longest):
            del queue[place]
            return _excerpt(article, passage.paragraph, span, passage.because)
    return None


def _passages(article: Article, asked: Asked, said: Said) -> list[Passage]:
    """What is worth quoting, the best first: what answers, else the opening and who says something."""
    statements = [statement for statement in said.get(article.id, ()) if statement.speaker]
    return _answering(article, asked(article), statements) or _unasked(article, statements)


def _answering(article: Article, spans: Iterable[Span], statements: Sequence[Statement]) -> list[Passage]:
    """The paragraphs that answer: first those that hold most of what was asked for, and in which somebody speaks."""
    starts = [start for start, _ in article.paragraphs]
    gathered: dict[int, list[Span]] = {}
    for span in spans:
        if number := bisect_right(starts, span[0]):
            gathered.setdefault(number, []).append(span)
    spoken = {statement.paragraph for statement in statements}

    def worth(number: int) -> tuple[int, bool, int, int]:
        here = gathered[number]
        return (
            -len({fold_text(article.body[start:end]) for start, end in here}),
            number not in spoken,
            -len(here),
            number,
        )

    return [Passage(number, gathered[number][0], "asked for") for number in sorted(gathered, key=worth)]


def _unasked(article: Article, statements: Sequence[Statement]) -> list[Passage]:
    """The opening paragraph, then those in which somebody speaks: first word for word, and of the actors file."""
    if not article.paragraphs:
        return []
    start, _ = article.paragraphs[0]
    opening = Passage(1, (start, start + 1), "opening")
    first: dict[int, Statement] = {}
    for statement in sorted(statements, key=lambda one: (not one.direct, ":" in (one.speaker or ""), one.start)):
        first.setdefault(statement.paragraph, statement)
    return [opening, *(Passage(n, (one.start, one.end), "statement") for n, one in first.items() if n != 1)]
