"""What a text says of its own day without giving it: dated events that lie behind it, and "recent" ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from briefing.article import Bound, Dating
from briefing.dates import PartialDate
from briefing.facts.times import PAST_TENSE, looks_ahead
from briefing.facts.written import YEARS, around, written_dates
from briefing.words import lowered

_YEAR = re.compile(r"(?<![\w-])(?:in|since|after|during|of) ((?:19|20)\d\d)(?![\w-]|,\d|\.\d)", re.IGNORECASE)
_FOUR_DIGITS = re.compile(r"\d\d\d\d")
_RECENT = re.compile(
    r"\b(?:in|over|during|within) (?:the )?(?:recent|past few|last few) (days|weeks|months)\b", re.IGNORECASE
)
_WINDOW = {"days": 31, "weeks": 92, "months": 275}
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*")


def past_events(body: str, today: date) -> list[Bound]:
    """Not before: the dates, with their years, on which something is told to have happened."""
    found = []
    for sentence in _SENTENCE.finditer(body) if _FOUR_DIGITS.search(body) else ():
        dated = list(_dated(sentence[0])) if _FOUR_DIGITS.search(sentence[0]) else []
        if not dated or not PAST_TENSE.search(sentence[0]):
            continue
        for start, words, day in dated:
            first = day.period.first
            if first and first <= today and not looks_ahead(body, sentence.start() + start):
                found.append(Bound(first, "after", f"tells of {words} in the past tense"))
    latest = max((bound.date for bound in found), default=None)
    return [bound for bound in found if bound.date == latest][:1]


def _dated(sentence: str) -> Iterator[tuple[int, str, PartialDate]]:
    for start, end, day in written_dates(sentence):
        if day.year is not None:
            yield start, sentence[start:end], day
    for year in around(YEARS, _YEAR, sentence):
        yield year.start(), year[1], PartialDate(int(year[1]))


def recent_events(body: str, known: Sequence[Bound]) -> list[Bound]:
    """Tighter bounds from `in recent months … on April 20`: the article follows such a day, and by less than a year.

    Without a bound on the lower side the year cannot be told.
    """
    found: list[Bound] = []
    small = lowered(body)
    for sentence in _SENTENCE.finditer(body) if "recent " in small or " few " in small else ():
        premise = _RECENT.search(sentence[0])
        if not premise:
            continue
        for start, end, day in written_dates(sentence[0]):
            if day.year is None and not looks_ahead(body, sentence.start() + start):
                words = f"“{premise[0]}” it was {sentence[0][start:end]}"
                found.extend(_tightened(day, _WINDOW[lowered(premise[1])], words, known))
    return found


def _tightened(day: PartialDate, window: int, words: str, known: Sequence[Bound]) -> Iterator[Bound]:
    between = Dating(bounds=tuple(known))
    first, last = between.not_before, between.not_after
    if first is None or day.month is None or day.day is None or day.day > 28:
        return
    for year in range(first.year - 1, (last or first).year + 2):
        opened = date(year, day.month, day.day)
        if opened + timedelta(window) >= first:
            if opened > first and (last is None or opened <= last):
                yield Bound(opened, "after", words)
            return
