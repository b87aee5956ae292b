"""So many words shared out to articles: something of each before more of any, and nothing cut within a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.export.brief import Excerpt, Reason, counted
from briefing.export.cutting import Span, cut

if TYPE_CHECKING:
    from briefing.article import Article

LEAST = 15
"""Words to which the first excerpt of an article is cut, where its sentences allow it, so that others have one too."""
LONGEST = 60
"""Words of a sentence that may be quoted although it is longer than what falls to its article."""
FEWEST = 4
"""Words that are left in the end and not worth a quotation."""
IN_VAIN = 200
"""Articles in a row that had nothing as short as what is left; then no further one is looked at."""
INSTEAD = 5
"""How many passages of an article are tried for a shorter one, where words are scarce."""
CANDIDATES = 2
"""How many more articles are looked at than can have an excerpt, where there are very many."""
_GOLDEN = (5**0.5 - 1) / 2
"""Its multiples, less their whole parts, lie as evenly between 0 and 1 as can be, however many are taken."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that is worth quoting, and the words in it for whose sake."""

    paragraph: int
    around: Span
    because: Reason


@dataclass(frozen=True, slots=True)
class _Turn:
    """What an article quotes first, as short as it can be."""

    place: int
    """Of the article, among all."""
    article: Article
    passage: Passage
    words: int


Look = Callable[["Article"], list[Passage]]


def quoted(article: Article, number: int, span: Span, because: Reason) -> Excerpt:
    """The words of a span within a paragraph; 1 is the first."""
    start, end = span
    whole = article.paragraphs[number - 1] == span
    return Excerpt(article.id, number, start, end, article.body[start:end], because, whole)


def shared(articles: Sequence[Article], left: int, look: Look) -> Iterator[Excerpt]:
    """At most `left` words: of each article its best passage first, then of each its second best, and so on.

    Where not all can have one, those go without whose sentences are the longest. `look` gives the passages, best first.
    """
    queues: dict[str, list[Passage]] = {}

    def queue(article: Article) -> list[Passage]:
        return queues[article.id] if article.id in queues else queues.setdefault(article.id, look(article))

    served: set[str] = set()
    for excerpt in _first_turns(articles, left, queue):
        left -= counted(excerpt.words)
        served.add(excerpt.article)
        yield excerpt
    last = sorted(articles, key=lambda article: article.id in served)
    for waiting, last_turns in (([article for article in articles if article.id in served], False), (last, True)):
        while waiting and left >= FEWEST:
            share = left if last_turns else left // len(waiting)
            again: list[Article] = []
            in_vain = 0
            for article in waiting:
                found = _first_that_fits(article, queue(article), min(share, left), min(max(share, LONGEST), left))
                in_vain = 0 if found else in_vain + 1
                if found:
                    left -= counted(found.words)
                    again.append(article)
                    yield found
                if left < FEWEST or in_vain >= IN_VAIN:
                    break
            waiting = again


def _first_that_fits(article: Article, queue: list[Passage], share: int, longest: int) -> Excerpt | None:
    """The best passage that can be cut to so many words, taken out of those that wait."""
    for place, passage in enumerate(queue):
        if span := cut(article, passage.paragraph, passage.around, share, longest):
            del queue[place]
            return quoted(article, passage.paragraph, span, passage.because)
    return None


def _first_turns(articles: Sequence[Article], left: int, queue: Look) -> Iterator[Excerpt]:
    """An excerpt of as many articles as can have one: each cut short, then as long as the rest of the words allows."""
    served: list[_Turn] = []
    for turn in sorted(_turns(articles, left, queue), key=_cheapest):
        if turn.words <= left:
            left -= turn.words
            served.append(turn)
    for done, turn in enumerate(sorted(served, key=lambda turn: turn.place)):
        article, passage = turn.article, turn.passage
        room = turn.words + left // (len(served) - done)
        if span := cut(article, passage.paragraph, passage.around, room, room):
            queue(article).remove(passage)
            excerpt = quoted(article, passage.paragraph, span, passage.because)
            left -= counted(excerpt.words) - turn.words
            yield excerpt


def _cheapest(turn: _Turn) -> tuple[int, float]:
    """The fewest words first; of those alike, some from all over the brief, so that no end of it loses."""
    return max(turn.words, LEAST), turn.place * _GOLDEN % 1


def _turns(articles: Sequence[Article], left: int, queue: Look) -> list[_Turn]:
    """The best passage of each article; a shorter one of those whose best is too long for all to have theirs."""
    places = _spread(len(articles), CANDIDATES * (left // LEAST + 1))
    share = max(left // max(len(places), 1), LEAST)
    longest = min(max(share, LONGEST), left)
    found = [turn for at in places if (turn := next(_possible(at, articles[at], queue(articles[at]), longest), None))]
    if sum(turn.words for turn in found) <= left:
        return found
    return [_shorter(turn, queue(turn.article)[:INSTEAD], share) for turn in found]


def _shorter(turn: _Turn, passages: Sequence[Passage], share: int) -> _Turn:
    """The first turn of an article that takes no more than its share, else the shortest; headings apart."""
    others = _possible(turn.place, turn.article, passages, turn.words)
    return min((turn, *(one for one in others if one.words > LEAST // 2)), key=lambda one: max(one.words, share))


def _spread(number: int, most: int) -> Sequence[int]:
    """At most so many places of a row, as far apart as can be."""
    return range(number) if number <= most else [place * number // most for place in range(most)]


def _possible(place: int, article: Article, passages: Sequence[Passage], longest: int) -> Iterator[_Turn]:
    """The passages that can be cut to so many words."""
    for passage in passages:
        if span := cut(article, passage.paragraph, passage.around, min(LEAST, longest), longest):
            yield _Turn(place, article, passage, counted(article.body[span[0] : span[1]]))
