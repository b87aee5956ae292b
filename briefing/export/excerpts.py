"""Which words of its articles a brief quotes: what the user chose, else what answers the question, and its context."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from briefing.export.brief import Commission, Excerpt, counted
from briefing.export.context import add_context
from briefing.export.cutting import Span
from briefing.export.sharing import Passage, quoted, shared
from briefing.words import fold_text

if TYPE_CHECKING:
    from briefing.article import Article, Mention
    from briefing.speaking import Statement

Asked = Callable[["Article"], list[Span]]
Said = Mapping[str, Sequence["Statement"]]


def choose(
    articles: Sequence[Article], commission: Commission, asked: Asked, said: Said
) -> Mapping[str, tuple[Excerpt, ...]]:
    """The excerpts of each article by its id, at most `commission.max_words` words in all.

    The articles come in the order of the brief. `asked` gives the spans of a body that answer the query, `said` the
    statements of each article by its id. What the user chose is whole and all there, however long it is, and alone.
    Words that are left go to what tells whom the excerpts speak of.
    """
    found = {article.id: list(_whole(article, commission)) for article in articles}
    left = commission.max_words - sum(counted(excerpt.words) for held in found.values() for excerpt in held)
    if left > 0 and not commission.full:
        open_ones = [article for article in articles if not found[article.id]]
        for excerpt in shared(open_ones, left, lambda article: _passages(article, asked, said)):
            found[excerpt.article].append(excerpt)
            left -= counted(excerpt.words)
        add_context(open_ones, found, left)
    return {id: tuple(sorted(held, key=lambda excerpt: excerpt.start)) for id, held in found.items()}


def _whole(article: Article, commission: Commission) -> Iterator[Excerpt]:
    """The paragraphs that the user chose; all of them where whole texts are asked for."""
    chosen = set(commission.passages.get(article.id, ()))
    if chosen or commission.full:
        for number, span in enumerate(article.paragraphs, 1):
            if number in chosen or commission.full:
                yield quoted(article, number, span, "chosen" if number in chosen else "whole text")


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
    """The opening paragraph, then those in which somebody speaks: first word for word, and of the actors file; then
    those that bring several actors together."""
    if not article.paragraphs:
        return []
    start, _ = article.paragraphs[0]
    opening = Passage(1, (start, start + 1), "opening")
    first: dict[int, Statement] = {}
    for statement in sorted(statements, key=lambda one: (not one.direct, ":" in (one.speaker or ""), one.start)):
        first.setdefault(statement.paragraph, statement)
    speaking = [Passage(n, (one.start, one.end), "statement") for n, one in first.items() if n != 1]
    taken = {1, *first}
    return [opening, *speaking, *(passage for passage in _together(article) if passage.paragraph not in taken)]


def _together(article: Article) -> list[Passage]:
    """The paragraphs that mention several actors, those with most of them first."""
    starts = [start for start, _ in article.paragraphs]
    gathered: dict[int, dict[str, Mention]] = {}
    for mention in article.mentions:
        if mention.kind != "place" and (number := bisect_right(starts, mention.start)):
            gathered.setdefault(number, {}).setdefault(mention.key, mention)
    several = {number: list(here.values()) for number, here in gathered.items() if len(here) > 1}
    ordered = sorted(several, key=lambda number: (-len(several[number]), number))
    return [Passage(number, (several[number][0].start, several[number][0].end), "actors") for number in ordered]
