"""When a statement was made: the day that its reporting clause names, else that of the article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from briefing.article import Article, Dating, Time
from briefing.dates import Period
from briefing.speaking import Statement
from briefing.speaking.frames import Token, frame, outermost, sentences
from briefing.speaking.lexicon import BETWEEN, DETERMINERS, HE, PAPERS, SETTINGS, TITLES
from briefing.speaking.quotations import OPENING, quotations
from briefing.words import one_line

AHEAD = timedelta(1)
"""How far after its article something may have been said: it is another day elsewhere."""
LONGEST = 400
"""Tokens above which a sentence is none, and tells nothing."""
NEAR = 14
"""Tokens between a verb of speech and the day that is told with it."""
ACCORDING = "according to"
EARLIER = frozenset("had earlier previously recently already once".split())
"""Beside a verb of speech these say that it was before the article, and not when."""
PLACING = frozenset("in at on during to with via".split())
"""Begin where, to whom and on what occasion somebody speaks; not `after` and `before`, which tell of another day."""
PASSED_BY = frozenset(("by", "from", "of", ","))
WORDS = "“…”"
"""What stands for somebody's words."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Occasion:
    """The days on which something may have been said, as people are shown them, and how that is known."""

    period: Period
    when: str
    basis: str
    dated: bool
    """Is it known from a date, and not from bounds?"""
    told: bool = False
    """Does the reporting clause itself tell it?"""


class Clock:
    """Tells the occasions of one article's statements."""

    def __init__(self, article: Article, statements: Sequence[Statement]) -> None:
        """`statements` are all of the article, those without a speaker too."""
        self.article, self.spans = article, article.paragraphs
        self.said = sorted(statements, key=lambda said: said.start)
        self.said_starts = [said.start for said in self.said]
        self.names = outermost(article.mentions)
        self.name_starts = [name.start for name in self.names]
        self.time_starts = [time.start for time in article.times]
        self.of_article = _of_article(article.published)
        self.framed: tuple[int, list[Token], list[tuple[int, int]]] = (0, [], [])
        self.worth: dict[int, bool] = {}

    def occasion(self, statement: Statement) -> Occasion:
        """That of the words, or the article's where the text leaves doubt."""
        if not 0 < statement.paragraph <= len(self.spans):
            return self.of_article
        if not self._may_tell(statement.paragraph):
            return self.of_article
        clause = self._clause(statement)
        verb = _verb(clause, statement.verb)
        if verb is None:
            return self.of_article
        near = self._times(clause[0].start, clause[-1].end)
        outside = [time for time in near if _within(time, clause)]
        if len(outside) == 1 and _beside(clause, verb, outside[0], statement):
            return self._told(outside[0])
        if any(token.text in EARLIER for token in clause[max(0, verb[0] - 2) : verb[0]]):
            return self._at_the_latest("")
        return self.of_article

    def _may_tell(self, paragraph: int) -> bool:
        """Is there anything in the paragraph that tells of a time?"""
        if paragraph not in self.worth:
            start, end = self.spans[paragraph - 1]
            found = self._times(start, end) or _EARLIER.search(self.article.body, start, end)
            self.worth[paragraph] = bool(found)
        return self.worth[paragraph]

    def _times(self, start: int, end: int) -> Sequence[Time]:
        starts = self.time_starts
        return self.article.times[bisect_left(starts, start) : bisect_left(starts, end)]

    def _told(self, time: Time) -> Occasion:
        published = self.article.published
        last = published.period.last
        words = one_line(time.text)
        if time.period.open or time.period.first is None:
            return self._at_the_latest(f"; when exactly, “{words}” may tell")
        if last and time.period.first > (last + AHEAD if published.dated else last):
            return self.of_article
        given = bool(_YEAR.search(words))
        how = "as the text has it" if given else f"read from the {_noun(published)} of the article"
        basis = f"“{words}”, {how}" + ("" if given else f" ({published.explanation})")
        return Occasion(time.period, str(time.period), basis, True, told=True)

    def _at_the_latest(self, remark: str) -> Occasion:
        known = self.of_article
        if known.period.last is None:
            return known
        period = Period(None, known.period.last)
        return Occasion(period, f"{known.when} at the latest", known.basis + remark, known.dated)

    def _clause(self, statement: Statement) -> list[Token]:
        """The tokens of the sentence that tells of the words, all that anybody says in it taken out but these."""
        tokens, ranges = self._frame(statement.paragraph)
        at = bisect_left(ranges, statement.end, key=lambda range: tokens[range[1] - 1].end)
        if at == len(ranges):
            return []
        first, last = ranges[at]
        only_said = all(token.sort in ("quote", "mark", "stop") for token in tokens[first:last])
        if only_said and at + 1 < len(ranges) and tokens[last - 1].soft:
            last = ranges[at + 1][1]
        return list(self._without_words(tokens[first:last], statement)) if last - first <= LONGEST else []

    def _without_words(self, tokens: Sequence[Token], statement: Statement) -> Iterator[Token]:
        """Each statement among the tokens as one; that whose verb is looked for stays a quotation, if it is one."""
        done = -1
        for token in tokens:
            inside = self._statement_at(token.start)
            if inside is None or (inside == statement and statement.direct):
                yield token
            elif inside.start != done:
                done = inside.start
                yield Token("mark", token.start, token.end, WORDS)

    def _statement_at(self, at: int) -> Statement | None:
        found = bisect_right(self.said_starts, at) - 1
        return self.said[found] if found >= 0 and at < self.said[found].end else None

    def _frame(self, paragraph: int) -> tuple[list[Token], list[tuple[int, int]]]:
        number, tokens, ranges = self.framed
        if number != paragraph:
            body, (start, end) = self.article.body, self.spans[paragraph - 1]
            follows = paragraph < len(self.spans) and body[self.spans[paragraph][0]] in OPENING
            starts = self.name_starts
            names = self.names[bisect_left(starts, start) : bisect_left(starts, end)]
            tokens = frame(body, start, end, quotations(body, start, end, follows), names)
            ranges = sentences(tokens, body)
            self.framed = paragraph, tokens, ranges
        return tokens, ranges


_EARLIER = re.compile(r"\b(?:" + "|".join(sorted(EARLIER)) + r")\b")


def _noun(published: Dating) -> str:
    if published.period.single:
        return "day"
    return published.precision if published.precision in ("month", "year") else "date"


def _of_article(published: Dating) -> Occasion:
    how = published.explanation
    basis = f"{_noun(published)} of the article ({how})" if published.date else how
    return Occasion(published.period, published.label, basis, published.dated)


def _verb(clause: Sequence[Token], words: str) -> tuple[int, int] | None:
    """Where the verb of speech stands, half-open, if it stands there once."""
    wanted = words.lower().split()
    found = [
        at
        for at in range(len(clause) - len(wanted) + 1)
        if wanted and [token.text for token in clause[at : at + len(wanted)]] == wanted
    ]
    return (found[0], found[0] + len(wanted)) if len(found) == 1 else None


def _within(time: Time, clause: Sequence[Token]) -> bool:
    """Is it one of the clause, outside of any words said?"""
    return any(token.sort not in ("quote", "mark") and time.start <= token.start < time.end for token in clause)


def _beside(clause: Sequence[Token], verb: tuple[int, int], time: Time, statement: Statement) -> bool:
    """Is it told with the verb: `said on Monday`, `told reporters in Vash on Monday`, `On Monday, X said`?"""
    told = [i for i, token in enumerate(clause) if token.sort != "quote" and time.start <= token.start < time.end]
    after = clause[told[-1] + 1] if told[-1] + 1 < len(clause) else None
    if after and after.text == "'s":
        return False
    if told[0] >= verb[1]:
        between = clause[verb[1] : told[0]]
        according = statement.verb.lower() == ACCORDING
        return len(between) <= NEAR and _sets(between, statement, according=according)
    between = clause[told[-1] + 1 : verb[0]]
    if statement.verb.lower() == ACCORDING or len(between) > NEAR:
        return False
    begins = all(token.text in ("on", "in", "late", "early") for token in clause[: told[0]])
    if begins:
        return bool(between) and all(_is_speaker(token, statement.speaker) for token in between)
    before = clause[told[0] - 1] if clause[told[0] - 1].text != "on" else clause[max(0, told[0] - 2)]
    named = before.mention is not None and before.mention.key == statement.speaker
    return named and all(token.text in BETWEEN for token in between)


def _is_speaker(token: Token, key: str | None) -> bool:
    """May it stand before a verb of speech as a part of whoever speaks: `the army commander, X, has`?"""
    if token.mention:
        return token.mention.key == key or token.mention.kind == "place"
    return token.text in TITLES | DETERMINERS | BETWEEN | HE or token.text in (",", "'s", "(", ")")


def _sets(between: Sequence[Token], statement: Statement, *, according: bool) -> bool:
    """Do these tell no more than who speaks, where, to whom and on what occasion?"""
    opening = ""
    for token in between:
        if token.quotation:
            if token.start != statement.start:
                return False
        elif token.mention:
            ours = token.mention.key == statement.speaker
            if not (ours or opening in ("to", "with") or (opening and token.mention.kind == "place")):
                return False
        elif token.text in PLACING:
            opening = token.text
        elif according and token.text in PAPERS | PASSED_BY:
            continue
        elif token.text not in SETTINGS | DETERMINERS | TITLES and token.text != ",":
            return False
    return True
