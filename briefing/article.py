"""What was written and how we know: a page as it was saved, and the article that was read out of it."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal

from briefing.dates import PartialDate, Period, Precision

Basis = Literal["judgement", "front-matter", "meta", "byline", "dateline", "header", "url", "none"]
TitleBasis = Literal["front-matter", "meta", "printed", "breadcrumb", "derived", "none"]
Trust = Literal["high", "medium", "low"]
Kind = Literal["person", "organisation", "faction", "place"]
Via = Literal["name", "alias", "variant", "short", "post", "gazetteer", "unlisted"]
Side = Literal["after", "before"]
Complete = Literal["yes", "cut", "wall"]


@dataclass(frozen=True, slots=True)
class Page:
    """One article as it was saved: clean text, page furniture and all, and what its format said about it."""

    path: str
    """Relative to the corpus, with forward slashes."""
    text: str
    entry: str | None = None
    """What tells it apart where a file holds several articles."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """Keys in lower case: title, date, source, author, url, language, translator, and whatever else was given."""
    meta_basis: Literal["front-matter", "meta"] = "meta"
    encoding: str = "utf-8"
    remarks: tuple[str, ...] = ()
    """What a person should know about how it was read."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One date on offer, where it stands, and how far it can be trusted."""

    date: PartialDate
    basis: Basis
    evidence: str
    trust: Trust


@dataclass(frozen=True, slots=True)
class Bound:
    """A day that an undated article cannot be before (`after`), or cannot be after (`before`), and the reason."""

    date: dt.date
    side: Side
    because: str


@dataclass(frozen=True, slots=True)
class Dating:
    """When an article was published, as far as it can be known."""

    date: PartialDate | None = None
    basis: Basis = "none"
    evidence: str = ""
    trust: Trust = "low"
    others: tuple[Claim, ...] = ()
    bounds: tuple[Bound, ...] = ()

    @property
    def precision(self) -> Precision:
        """Of the date; `none` without one."""
        return self.date.precision if self.date else "none"

    @property
    def dated(self) -> bool:
        """Does the article itself give at least a year?"""
        return self.date is not None and self.date.year is not None

    @property
    def not_before(self) -> dt.date | None:
        """The tightest lower bound."""
        return max((b.date for b in self.bounds if b.side == "after"), default=None)

    @property
    def not_after(self) -> dt.date | None:
        """The tightest upper bound."""
        return min((b.date for b in self.bounds if b.side == "before"), default=None)

    @property
    def period(self) -> Period:
        """The days it may have been published on: those of its date, else those between its bounds.

        A day without a year that falls between the bounds in one year only is that day.
        """
        if self.date is not None and self.dated:
            return self.date.period
        between = Period(self.not_before, self.not_after)
        return (self.date.within(between) if self.date else None) or between

    @property
    def label(self) -> str:
        """The date as people are shown it: never a day that is not known."""
        return date_label(self.date, self.period)

    @property
    def explanation(self) -> str:
        """Why this date, in words: `header date, may be the day saved`."""
        if self.date is not None:
            words = {
                "judgement": "your judgement",
                "front-matter": "front matter",
                "meta": "page metadata",
                "byline": "byline",
                "dateline": "dateline",
                "header": "header date, may be the day saved",
                "url": "from the address",
            }.get(self.basis, self.basis)
            return words + (", year not given" if self.date.year is None else "")
        if self.bounds:
            return "no date printed"
        return "no date in the text"


def date_label(day: PartialDate | None, period: Period) -> str:
    """A date for people: `2025-09-16`; `2014-08 to 2014-09, inferred`; `undated`."""
    if day is not None and day.year is None:
        return f"{period.single}, year inferred" if period.single else f"????{str(day)[1:]}, year unknown"
    if day is not None:
        return str(day)
    if period.open:
        return "undated"
    first, last = (str(PartialDate(d.year, d.month)) if d else None for d in (period.first, period.last))
    if first and last:
        return f"{first}, inferred" if first == last else f"{first} to {last}, inferred"
    return f"since {first}, inferred" if first else f"until {last}, inferred"


@dataclass(frozen=True, slots=True)
class Furniture:
    """Words of the page that are not the article's: offsets into the page's text.

    `at` is the place in the body where they stood.
    """

    start: int
    end: int
    text: str
    kind: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Dateline:
    """`TRIPOLI, Sept 16 (Xinhua) --`: where, when and by whom, as printed before the first sentence."""

    place: str | None
    date: PartialDate | None
    source: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression in the body and the days it means, where the article's date allows to say."""

    start: int
    end: int
    text: str
    period: Period
    precision: Precision


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the body that means an actor; half-open offsets in code points.

    `actor` is the id of a person, group or place of the actors file, or None where the name is unlisted or
    could not be decided; `name` is how to show it; `because` is the rule and the evidence, in words.
    """

    start: int
    end: int
    text: str
    kind: Kind
    actor: str | None
    name: str
    via: Via
    because: str
    candidates: tuple[str, ...] = ()
    affiliation: str | None = None

    @property
    def key(self) -> str:
        """What gathers the mentions of one actor within an article."""
        return self.actor or f"{self.kind}:{self.name}"


@dataclass(frozen=True, slots=True)
class Article:
    """A page, read: the article's own text and every fact found in it. Shapes as in `extract --json`."""

    path: str
    id: str
    title: str
    title_basis: TitleBasis
    published: Dating
    body: str
    entry: str | None = None
    source: str | None = None
    agency: str | None = None
    distributor: str | None = None
    translator: str | None = None
    origin: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    complete: Complete = "yes"
    dateline: Dateline | None = None
    furniture: tuple[Furniture, ...] = ()
    times: tuple[Time, ...] = ()
    mentions: tuple[Mention, ...] = ()
    title_mentions: tuple[Mention, ...] = ()
    doubts: tuple[str, ...] = ()
    """What not to rely on, in words: dates and bounds that contradict each other, names that cannot be matched."""

    @property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Half-open offsets of the paragraphs of the body, in order; paragraph 1 is the first."""
        return paragraphs(self.body)

    @property
    def actors(self) -> list[str]:
        """Ids of all listed actors mentioned in title or body, in order of first mention."""
        return list(dict.fromkeys(m.actor for m in (*self.title_mentions, *self.mentions) if m.actor))


def article_id(path: str, entry: str | None = None) -> str:
    """Ten base32 characters that stand for a path in the corpus and an entry of that file; edits do not change them."""
    place = path if entry is None else f"{path}\0{entry}"
    digest = hashlib.sha256(place.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest[:10])[:10].decode("ascii").lower()


def distinct(pages: Iterable[Page]) -> Iterator[Page]:
    """The pages of one file, each with an entry of its own, so that their ids differ."""
    seen: set[str | None] = set()
    last: dict[str | None, int] = {}
    for page in pages:
        entry, ordinal = page.entry, last.get(page.entry, 1)
        while entry in seen:
            ordinal += 1
            entry = f"{page.entry or ''}#{ordinal}"
        last[page.entry] = ordinal
        seen.add(entry)
        yield replace(page, entry=entry)


_BLOCK = re.compile(r"\S[^\n]*(?:\n(?![ \t]*(?:\n|\Z))[^\n]*)*")
WRAPPED = 100
"""A block of lines none of which is longer was wrapped by hand; longer lines are a paragraph each."""


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Split at blank lines, and at every line end where the lines are too long to have been wrapped."""
    return list(_paragraphs(text))


@lru_cache(maxsize=4)
def _paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for block in _BLOCK.finditer(text):
        start, lines = block.start(), block[0].split("\n")
        if max(map(len, lines)) <= WRAPPED:
            spans.append((start, start + len(block[0].rstrip())))
            continue
        for line in lines:
            if stripped := line.strip():
                begin = start + len(line) - len(line.lstrip())
                spans.append((begin, begin + len(stripped)))
            start += len(line) + 1
    return tuple(spans)


def _day(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None


def dating_json(dating: Dating) -> dict[str, Any]:
    """The `published` object of every JSON we print."""
    return {
        "date": str(dating.date) if dating.date else None,
        "precision": dating.precision,
        "basis": dating.basis,
        "evidence": dating.evidence,
        "trust": dating.trust,
        "others": [{**_shallow(claim), "date": str(claim.date)} for claim in dating.others],
        "not_before": _day(dating.not_before),
        "not_after": _day(dating.not_after),
        "bounds": [{**_shallow(bound), "date": bound.date.isoformat()} for bound in dating.bounds],
    }


_PLAIN = (
    "path entry id title title_basis source agency distributor translator origin author url language complete body"
).split()


def article_json(article: Article) -> dict[str, Any]:
    """The article as `extract --json` prints it; `article_from_json` reads it back exactly."""
    plain = {name: getattr(article, name) for name in _PLAIN}
    return {
        **plain,
        "published": dating_json(article.published),
        "dateline": article.dateline and _dateline_json(article.dateline),
        "furniture": [_shallow(furniture) for furniture in article.furniture],
        "times": [_time_json(time) for time in article.times],
        "mentions": [_mention_json(mention) for mention in article.mentions],
        "title_mentions": [_mention_json(mention) for mention in article.title_mentions],
        "doubts": list(article.doubts),
    }


def _shallow(noun: Claim | Bound | Furniture | Dateline) -> dict[str, Any]:
    """The fields of a noun, in their order; `asdict` copies what is in them too, and takes ten times as long."""
    return {name: getattr(noun, name) for name in noun.__slots__}


def _mention_json(mention: Mention) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "kind": mention.kind,
        "actor": mention.actor,
        "name": mention.name,
        "via": mention.via,
        "because": mention.because,
        "candidates": list(mention.candidates),
        "affiliation": mention.affiliation,
    }


def _dateline_json(dateline: Dateline) -> dict[str, Any]:
    return {**_shallow(dateline), "date": str(dateline.date) if dateline.date else None}


def _time_json(time: Time) -> dict[str, Any]:
    return {
        "start": time.start,
        "end": time.end,
        "text": time.text,
        "from": _day(time.period.first),
        "to": _day(time.period.last),
        "precision": time.precision,
    }


def _from_day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _partial(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def dating_from_json(row: Mapping[str, Any]) -> Dating:
    """The inverse of `dating_json`."""
    return Dating(
        date=_partial(row["date"]),
        basis=row["basis"],
        evidence=row["evidence"],
        trust=row["trust"],
        others=tuple(Claim(**{**c, "date": PartialDate.parse(c["date"])}) for c in row["others"]),
        bounds=tuple(Bound(**{**b, "date": dt.date.fromisoformat(b["date"])}) for b in row["bounds"]),
    )


def article_from_json(row: Mapping[str, Any]) -> Article:
    """The inverse of `article_json`; KeyError or ValueError where the shape is another."""
    try:
        return _article_from_json(row)
    except (TypeError, AttributeError) as error:
        raise ValueError(f"not an article: {error}") from error


def _article_from_json(row: Mapping[str, Any]) -> Article:
    dateline = row["dateline"]
    mentions = {
        key: tuple(Mention(**{**m, "candidates": tuple(m["candidates"])}) for m in row[key])
        for key in ("mentions", "title_mentions")
    }
    return Article(
        **{
            **row,
            "published": dating_from_json(row["published"]),
            "dateline": Dateline(**{**dateline, "date": _partial(dateline["date"])}) if dateline else None,
            "furniture": tuple(Furniture(**f) for f in row["furniture"]),
            "times": tuple(
                Time(
                    t["start"],
                    t["end"],
                    t["text"],
                    Period(_from_day(t["from"]), _from_day(t["to"])),
                    t["precision"],
                )
                for t in row["times"]
            ),
            **mentions,
            "doubts": tuple(row["doubts"]),
        }
    )
