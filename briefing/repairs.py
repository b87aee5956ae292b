"""What people probably meant where a query cannot be understood: names of fields, words glued together, dates."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection
from datetime import date

from briefing.query import QueryError
from briefing.words import words

ALSO_CALLED = {
    "since": "date:>=",
    "after": "date:>",
    "before": "date:<",
    "until": "date:<=",
    "till": "date:<=",
    "year": "date:",
    "month": "date:",
    "day": "date:",
    "published": "date:",
    "time": "when:",
    "person": "actor:",
    "people": "actor:",
    "name": "actor:",
    "who": "actor:",
    "group": "org:",
    "organisation": "org:",
    "organization": "org:",
    "side": "faction:",
    "party": "faction:",
    "where": "place:",
    "in": "place:",
    "city": "place:",
    "location": "place:",
    "from": "source:",
    "publisher": "source:",
    "outlet": "source:",
    "site": "source:",
    "agency": "source:",
    "headline": "title:",
    "text": "body:",
    "content": "body:",
    "file": "path:",
    "folder": "path:",
    "label": "tag:",
    "with": "together:",
    "near": "together:",
    "similar": "like:",
    "related": "like:",
    "search": "saved:",
    "query": "saved:",
}
"""What other programs call our fields, and what to write here."""
_STATES_MEANT = {
    "dated": "NOT is:undated",
    "complete": "NOT is:cut",
    "listed": "NOT is:unlisted",
    "unstarred": "NOT is:starred",
    "new": "is:unread",
    "seen": "is:read",
    "favourite": "is:starred",
    "noted": "has:note",
    "annotated": "has:note",
}
_OPERATORS = {"AND", "OR", "NOT"}
_GLUED = re.compile(r"\w(\?+)\w")
_BOOSTED = re.compile(r"\w(\^[\d.]*)$")
_PIECE = re.compile(r'(-?)("[^"]*"?|[^\s()"]+)')
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAY_MONTH = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?[ .-]*)?([a-z]{3,9})\.?[ ,.-]+(\d{4})", re.ASCII)
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?[ .-]*(\d{1,2})(?:st|nd|rd|th)?[ ,.-]+(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?|(\d{4})(\d\d)(\d\d)?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})", re.ASCII)
_YEARS = re.compile(r"(\d{4}) ?[-–—/:] ?(\d{4})", re.ASCII)


def field_meant(name: str, fields: Collection[str]) -> str | None:
    """What to write in place of an unknown field and its colon."""
    if name in ALSO_CALLED:
        return ALSO_CALLED[name]
    close = difflib.get_close_matches(name, fields, 1, 0.6)
    return f"{close[0]}:" if close else None


def state_meant(field: str, value: str, known: Collection[str]) -> str | None:
    """What to write in place of a state that there is not."""
    if value in _STATES_MEANT:
        return _STATES_MEANT[value]
    close = difflib.get_close_matches(value, known, 1, 0.5)
    return f"{field}:{close[0]}" if close else None


def spread(field: str, inner: str) -> str:
    """`title:(a OR b)`, which the language does not have, as `(title:a OR title:b)`."""
    return _PIECE.sub(lambda found: found[0] if found[2] in _OPERATORS else f"{found[1]}{field}:{found[2]}", inner)


def check_letters(text: str, first: int) -> None:
    """QueryError for signs in words, from column `first` on, that cannot be looked for or mean something elsewhere."""
    for at, char in enumerate(text, first):
        if unicodedata.category(char) in {"So", "Co", "Cn"}:
            raise QueryError("this character cannot be searched for", at, at + 1, "")
    last = first + len(text)
    if not any(words(text)) and any(map(str.isalpha, text)):
        raise QueryError("these letters cannot be searched for", first, last, "")
    if "|" in text:
        raise QueryError("one or the other is asked for with OR", first, last, _alternatives(text))
    if boosted := _BOOSTED.search(text):
        raise QueryError("no word counts more than another", first + boosted.start(1), last, "")
    if glued := _GLUED.search(text):
        raise QueryError("a ? stands for no letter; a * can end a word", first + glued.start(1), last, "*")


def misplaced_star(token: str, first: int) -> QueryError:
    """That a star does not end a word; what stands before it may be what was meant, or what stands behind it."""
    star, last = first + token.index("*"), first + len(token)
    letters = token.replace("*", "")
    if not any(words(letters)):
        return QueryError("a * needs letters before it", first, last, "")
    if any(words(token[: star - first])):
        return QueryError("a * can only end a word", star, last, "*")
    return QueryError("a * can only end a word", first, last, letters + "*")


def _alternatives(token: str) -> str:
    """`a|b` as `(a OR b)`, and a bar that stands by itself as `OR`."""
    parts = [part for part in token.split("|") if part]
    return f"({' OR '.join(parts)})" if len(parts) > 1 else f"OR {parts[0]}" if parts else "OR"


def date_meant(text: str) -> str | None:
    """A date that is written in another way, as `2014-08-27`, `2014-08` or `2014`; None where that takes guessing."""
    text = " ".join(text.strip("= ").split())
    if years := _YEARS.fullmatch(text):
        return f"{years[1]}..{years[2]}" if years[1] <= years[2] else None
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(*(found[n] or found[n + 3] for n in (1, 2, 3)))
    if found := _YEAR_LAST.fullmatch(text):
        day, month = (found[3], found[1]) if int(found[3]) > 12 else (found[1], found[3])
        sure = found[2] == "." or int(day) > 12 or day == month
        return _day(found[4], month, day) if sure else None
    if found := _MONTH_DAY.fullmatch(text):
        return _named_day(found[3], found[1], found[2])
    if found := _DAY_MONTH.fullmatch(text):
        return _named_day(found[3], found[2], found[1])
    return text if re.fullmatch(r"\d{4}", text, re.ASCII) else None


def _named_day(year: str, name: str, day: str | None) -> str | None:
    """A month may be cut to three letters and more; September to four."""
    name = name.removesuffix("t") if name == "sept" else name
    known = [month for month in _MONTHS if len(name) >= 3 and month.startswith(name)]
    return _day(year, str(_MONTHS.index(known[0]) + 1), day) if known else None


def _day(year: str, month: str, day: str | None) -> str | None:
    """Without the part that no calendar has."""
    if year == "0000" or not 1 <= int(month) <= 12:
        return year if int(year) else None
    try:
        return date(int(year), int(month), int(day)).isoformat() if day else f"{year}-{int(month):02}"
    except ValueError:
        return f"{year}-{int(month):02}"
