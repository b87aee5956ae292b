"""Time expressions in the text, and the days they mean as of the day of the article, where that can be told."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from briefing.article import Dating, Time
from briefing.dates import FIRST_YEAR, LAST_YEAR, PartialDate, Period, Precision
from briefing.facts.written import (
    MONTH,
    MONTHS,
    WEEKDAY,
    WEEKDAYS,
    YEARS,
    around,
    month_number,
    written_dates,
)
from briefing.words import lowered

_COUNTS = {
    word: n for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
_SOME = r"\d{1,3}|a|an|" + "|".join(list(_COUNTS)[1:])
_DAYS = WEEKDAY.lower()
_RELATIVE = re.compile(
    rf"""(?<![\w-])(?:
        (?:(?P<which>last|next|this|past|on|the[ ]following|the[ ]previous)[ ])?(?P<weekday>{_DAYS})s?(?![\w-])
      | (?P<day>the[ ]day[ ]before[ ]yesterday|yesterday|today|tonight|tomorrow)(?![\w-])
      | (?P<side>last|this|next|the[ ]past|the[ ]coming)[ ](?P<span>week|weekend|month|year)(?!\w)
      | (?P<count>{_SOME})[ ](?P<unit>day|week|month|year)s?[ ](?P<way>ago|earlier|later)(?!\w)
    )""",
    re.VERBOSE,
)
_UNITS = re.compile("day|week|month|year|tonight|tomorrow")
_PART = re.compile(
    rf"(?<![\w-])(?P<part>[Ee]arly|[Mm]id|[Ll]ate|[Tt]he (?:beginning|start|middle|end) of)(?: in)?[ -]"
    rf"(?P<month>{MONTH})(?:,? (?P<year>\d{{4}}))?(?![\w-])"
)
_ALONE = re.compile(
    rf"(?<![\w-])(?:[Ii]n|[Ss]ince|[Ll]ast|[Dd]uring|[Uu]ntil|[Bb]y) (?P<month>{MONTH})"
    r"(?![\w-]|\.? \d|,? [A-Z]| (?:said|told))"
)
_YEAR = re.compile(
    r"(?<![\w-])(?:[Ii]n|[Ss]ince|[Ff]rom|[Uu]ntil|[Bb]efore|[Aa]fter|[Dd]uring|of) (?P<year>(?:19|20)\d\d)"
    r"(?![\w-]|,\d|\.\d)"
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|to be|is to|are to|due|plans?|scheduled|expected|planned|slated|set (?:to|for)|upcoming"
    r"|ahead of|to (?:lead|hold|take place|start|begin|run|vote)|elections?)\b[^.!?]*\Z"
)
PAST_TENSE = re.compile(
    r"\b(?:\w{2,}ed|was|were|had|met|said|told|held|took|came|went|gave|made|began|left|saw|led|won|lost|sent|fell|spoke"
    r"|became|broke|brought|built|fought|found|got|kept|paid|ran|set|shot|stood|struck|thought|wrote)\b"
)
_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_WORDS = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}


def times(body: str, published: Dating) -> tuple[Time, ...]:
    """Every time expression of the body, in order; its days are open where they cannot be told."""
    day = published.period.single
    if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
        day = None
    spans: list[Time] = []
    taken = bytearray(len(body))
    for finder in (_of_parts, _as_written, _as_month, _as_year, _as_relative):
        for time in finder(body, day):
            if not any(taken[time.start : time.end]):
                taken[time.start : time.end] = b"\1" * (time.end - time.start)
                spans.append(time)
    return tuple(sorted(spans, key=lambda time: time.start))


def looks_ahead(body: str, start: int) -> bool:
    """Does the sentence, up to there, speak of what is still to come?"""
    before = body[max(0, start - 120) : start]
    sentence = re.split(r"[.!?]\s", before)[-1]
    return bool(_AHEAD.search(sentence)) and not _tells(re.split(r",\s", sentence)[-1])


def _tells(clause: str) -> bool:
    return bool(PAST_TENSE.search(clause)) and not _AHEAD.search(clause)


def _time(body: str, start: int, end: int, period: Period, precision: Precision) -> Time:
    return Time(start, end, body[start:end], period, precision if not period.open else "none")


def _as_written(body: str, day: date | None) -> list[Time]:
    found = []
    for start, end, written in written_dates(body):
        if written.year is not None:
            found.append(_time(body, start, end, written.period, written.precision))
        else:
            period = _nearest(written, day, ahead=looks_ahead(body, start))
            precision: Precision = "day" if period.single else "partial"
            found.append(Time(start, end, body[start:end], period, precision))
    return found


def _nearest(written: PartialDate, day: date | None, *, ahead: bool) -> Period:
    """The last such day up to the article's own, or the next one from it; open without that, and for 29 February."""
    if day is None or written.month is None or written.day is None:
        return Period()
    year = day.year
    try:
        this = date(year, written.month, written.day)
        other = date(year + 1, written.month, written.day) if ahead else date(year - 1, written.month, written.day)
    except ValueError:
        return Period()
    meant = this if (this >= day if ahead else this <= day) else other
    return Period(meant, meant)


def _of_parts(body: str, day: date | None) -> list[Time]:
    """`early December`, `late March 2020`: ten days or so."""
    found = []
    for match in around(MONTHS, _PART, body):
        word = match["part"].lower().split()
        first, last = _PARTS[_WORDS.get(word[1], "mid") if len(word) > 1 else word[0]]
        month, year = month_number(match["month"]), int(match["year"]) if match["year"] else None
        if year is None:
            year = _year_of(month, day, ahead=looks_ahead(body, match.start()))
        period = Period()
        if year and month:
            last = min(last, calendar.monthrange(year, month)[1])
            period = Period(date(year, month, first), date(year, month, last))
        found.append(_time(body, *match.span(), period, "partial"))
    return found


def _year_of(month: int | None, day: date | None, *, ahead: bool) -> int | None:
    if day is None or month is None:
        return None
    if ahead:
        return day.year if month >= day.month else day.year + 1
    return day.year if month <= day.month else day.year - 1


def _as_month(body: str, day: date | None) -> list[Time]:
    """`in October`: the month alone."""
    found = []
    for match in around(MONTHS, _ALONE, body):
        month = month_number(match["month"])
        year = _year_of(month, day, ahead=looks_ahead(body, match.start()))
        period = PartialDate(year, month).period if year and month else Period()
        found.append(_time(body, *match.span("month"), period, "month"))
    return found


def _as_year(body: str, day: date | None) -> list[Time]:
    return [
        _time(body, *match.span("year"), PartialDate(int(match["year"])).period, "year")
        for match in around(YEARS, _YEAR, body)
    ]


def _as_relative(body: str, day: date | None) -> list[Time]:
    found = []
    for match in around(_UNITS, _RELATIVE, lowered(body)):
        period = _relative(match, day, ahead=looks_ahead(body, match.start())) if day else Period()
        if match["weekday"] and not match["which"] and day and not _said_of_the_past(body, match):
            period = Period()
        precision: Precision = "day" if period.single else "partial"
        found.append(_time(body, *match.span(), period, precision))
    return found


def _said_of_the_past(body: str, match: re.Match[str]) -> bool:
    """Is a bare weekday told in the past tense: `Akar said Sunday`?"""
    sentence = re.split(r"[.!?]\s", body[max(0, match.start() - 80) : match.start()])[-1]
    return bool(PAST_TENSE.search(sentence))


def _relative(found: re.Match[str], day: date, *, ahead: bool) -> Period:
    group = {name: words for name, words in found.groupdict().items() if words}
    if "day" in group:
        steps = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
        that = day + timedelta(steps.get(group["day"], -2))
        return Period(that, that)
    if "span" in group:
        return _span(group["side"], group["span"], day)
    if "count" in group:
        return _counted(group["count"], group["unit"], group["way"], day)
    return _weekday([name.lower() for name in WEEKDAYS].index(group["weekday"]), group.get("which"), day, ahead=ahead)


def _span(side: str, span: str, day: date) -> Period:
    """`last week` is the calendar week before, Monday to Sunday; `the past week` the seven days up to the day."""
    step = {"last": -1, "this": 0, "next": 1}.get(side)
    if step is None:
        length = {"week": 7, "weekend": 7, "month": 31, "year": 366}[span]
        return Period(day - timedelta(length), day) if side == "the past" else Period(day, day + timedelta(length))
    monday = day - timedelta(day.weekday()) + timedelta(7 * step)
    if span in ("week", "weekend"):
        return Period(monday + timedelta(5 if span == "weekend" else 0), monday + timedelta(6))
    if span == "year":
        return PartialDate(day.year + step).period
    month = day.year * 12 + day.month - 1 + step
    return PartialDate(month // 12, month % 12 + 1).period


def _counted(count: str, unit: str, way: str, day: date) -> Period:
    """`three days ago` is a day; weeks, months and years ago are about then."""
    if way != "ago":
        return Period()
    number = 1 if count in ("a", "an") else _COUNTS.get(count) or int(count)
    length = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}[unit] * number
    if length >= day.toordinal():
        return Period()
    that, slack = day - timedelta(int(length)), {"day": 0, "week": 3, "month": 15, "year": 183}[unit]
    return Period(that - timedelta(slack), that + timedelta(slack))


def _weekday(weekday: int, which: str | None, day: date, *, ahead: bool) -> Period:
    """The nearest such day on the side that is spoken of; two days where a "last Saturday" may mean either."""
    back = (day.weekday() - weekday) % 7
    latest, coming = day - timedelta(back), day + timedelta((weekday - day.weekday()) % 7 or 7)
    if which in ("the following", "the previous"):
        return Period()
    if which == "next":
        return Period(coming, coming + timedelta(7)) if (coming - day).days <= 2 else Period(coming, coming)
    if which in ("last", "past"):
        latest = latest if back else latest - timedelta(7)
        return Period(latest - timedelta(7), latest) if back in (1, 2) else Period(latest, latest)
    if ahead:
        that = latest if back == 0 else coming
        return Period(that, that)
    if which == "this":
        monday = day - timedelta(day.weekday())
        return Period(monday + timedelta(weekday), monday + timedelta(weekday))
    return Period(latest, latest)
