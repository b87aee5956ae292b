"""What a brief holds: the nouns that every form of it is written from. They are gathered in `briefing.briefs`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from briefing.actors import Gazetteer
from briefing.anchors import Anchor, digest
from briefing.article import Article, Kind
from briefing.dates import Period
from briefing.inert import inert_line
from briefing.speaking import Statement

Form = Literal["md", "html", "json", "csv", "ftm", "bibtex", "csl"]
Table = Literal["articles", "mentions", "actors"]
Flavor = Literal["plain", "obsidian", "hugo"]
Scope = Literal["articles", "query", "working list"]
Reason = Literal["chosen", "asked for", "statement", "opening", "actors", "context", "whole text"]
FORMS: tuple[Form, ...] = get_args(Form)
TABLES: tuple[Table, ...] = get_args(Table)
FLAVORS: tuple[Flavor, ...] = get_args(Flavor)
MAX_WORDS = 900
"""Words that a brief quotes in all, unless the user says otherwise."""

PRINTED = "printed on the saved page"
"""How the day is known on which a page was saved, where that is sure."""
_RUN = 30
"""Letters without a space after which another word is counted: not every script has spaces."""


def counted(text: str) -> int:
    """How many words a text has."""
    return sum(1 + len(word) // _RUN for word in text.split())


@dataclass(frozen=True, slots=True)
class Commission:
    """What a brief is to hold. Its front matter keeps it, so that the brief can be made again."""

    scope: Scope = "articles"
    ids: tuple[str, ...] = ()
    """The articles, where the user named them."""
    passages: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """The numbers of the paragraphs that the user chose, by article; 1 is the first."""
    query: str = ""
    """What selects the articles; else what the excerpts are to be about."""
    max_words: int = MAX_WORDS
    full: bool = False
    """Whole texts instead of excerpts?"""
    notes: bool = False
    """The user's notes and tags too?"""
    flavor: Flavor = "plain"
    links: bool = False
    """Names as links, where the flavor has such?"""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of an article, exactly as its body has them: half-open offsets, within one paragraph."""

    article: str
    paragraph: int
    start: int
    end: int
    words: str
    because: Reason
    whole: bool = True
    """Is it all of the paragraph?"""

    @property
    def anchor(self) -> Anchor:
        """What ties it to the saved copy."""
        return Anchor(self.article, self.paragraph, self.start, self.end, digest(self.words))


class Tally:
    """Counts words that are quoted, each once, however often a brief shows them."""

    def __init__(self, excerpts: Iterable[Excerpt] = ()) -> None:
        self.words = 0
        self._spans: dict[tuple[str, int], list[tuple[int, int]]] = {}
        for excerpt in excerpts:
            self.add(excerpt)

    def cost(self, excerpt: Excerpt) -> int:
        """How many words more it would be; none where it lies within what was added."""
        spans = self._spans.get((excerpt.article, excerpt.paragraph), ())
        return 0 if any(a <= excerpt.start and excerpt.end <= b for a, b in spans) else counted(excerpt.words)

    def add(self, excerpt: Excerpt) -> None:
        """Quote it too."""
        if cost := self.cost(excerpt):
            self.words += cost
            self._spans.setdefault((excerpt.article, excerpt.paragraph), []).append((excerpt.start, excerpt.end))


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of a brief."""

    number: int
    """Of its source, from 1, in the order of the brief."""
    article: Article
    excerpts: tuple[Excerpt, ...] = ()
    """In reading order; none overlaps another."""
    statements: tuple[Statement, ...] = ()
    saved: date | None = None
    """The day the page was saved."""
    saved_basis: str = ""
    """How that is known: `printed on the saved page`, `header date, may be the day published`, `date of the file`."""
    notes: Mapping[int, str] = field(default_factory=dict)
    """The user's, by paragraph; 0 is the article. Only where they were asked for."""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """An actor as of the days of some articles, on all of which group and posts were the same: a row of the table."""

    key: str
    """Gathers the mentions (see `Mention.key`)."""
    actor: str | None
    name: str
    kind: Kind
    group: str
    """The heading it is shown under: a faction, a group, `Places`, `Unlisted` …"""
    posts: tuple[str, ...]
    """As they are to be shown: `General Commander (contested; last verified 2025-09)`."""
    undecided: tuple[str, ...]
    """The names between whom it could not be decided."""
    by_post: bool
    """Is the person never named in these articles, only meant by a post?"""
    forms: tuple[str, ...]
    """What stands in the texts, in order of first mention; nothing where it is in titles only."""
    where: tuple[tuple[int, tuple[int, ...]], ...]
    """(number of the source, paragraphs), in order; no paragraphs where the title alone has the name."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement with a speaker, and when it was made, as far as the text says."""

    number: int
    """Of the source."""
    excerpt: Excerpt
    direct: bool
    speaker: str
    """The key of the speaker's mentions."""
    name: str
    group: str
    """Of the speaker on that day; "" where there is none, or it is not known."""
    posts: tuple[str, ...]
    verb: str
    period: Period
    when: str
    """`2014-08-27`, `2014-08 to 2014-09, inferred`."""
    basis: str
    """How that is known: `“on Monday”, read from the day of the article (byline)`, `day of the article (byline)`."""
    quoted: bool = True
    """Else it is listed without its words: those of the brief are used up."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What one voice calls an actor whom another voice calls otherwise."""

    key: str
    name: str
    """Of the actor who is called so."""
    voice: str
    """`Aguila Saleh`, or the publisher, whose own words they are."""
    faction: str
    """Of the voice on that day; "" where it has none."""
    number: int
    excerpt: Excerpt
    """The words: `army commander`; they hold no quotation mark."""


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything that a brief says, in no form yet."""

    commission: Commission
    created: date
    revised: date
    gazetteer: Gazetteer
    dated: tuple[Entry, ...] = ()
    """In the order of their dates."""
    bounded: tuple[Entry, ...] = ()
    """Those whose date is only bounded, or unknown."""
    not_judged: int = 0
    """How many more articles the query could not judge for want of a date."""
    standings: tuple[Standing, ...] = ()
    sayings: tuple[Saying, ...] = ()
    """In the order of time; those that are only bounded at the end."""
    wordings: tuple[Wording, ...] = ()
    remarks: tuple[str, ...] = ()
    """What a person must know who commissioned it: `abcdefghij is not in the folder any more, and was left out.`"""
    understood: str = ""
    """The query with every operator written out."""
    own: Mapping[str, str] = field(default_factory=dict)
    """What the analyst wrote, as it stands, by slot: `bottom-line`, `known`, `disputed`, `not-known`."""
    titled: str = ""
    """The title that the analyst gave it, where there is one."""

    @property
    def words(self) -> int:
        """How many its excerpts and its chronology quote, each once; the few of each wording are not counted."""
        tally = Tally(excerpt for entry in self.entries for excerpt in entry.excerpts)
        for saying in self.sayings:
            if saying.quoted:
                tally.add(saying.excerpt)
        return tally.words

    @property
    def quotations(self) -> Iterator[tuple[int, Excerpt]]:
        """(number of the source, words) of all that it quotes."""
        yield from ((entry.number, excerpt) for entry in self.entries for excerpt in entry.excerpts)
        yield from ((saying.number, saying.excerpt) for saying in self.sayings if saying.quoted)
        yield from ((wording.number, wording.excerpt) for wording in self.wordings)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All articles, in the order of the brief."""
        return (*self.dated, *self.bounded)

    @property
    def title(self) -> str:
        """The analyst's; else of one article its own; else what was asked; else how many, and of which months."""
        asked = inert_line(self.commission.query)
        if titled := inert_line(self.titled):
            return titled
        if asked:
            return f"Brief: {asked}"
        if len(self.entries) == 1:
            return inert_line(self.entries[0].article.title) or "Brief"
        days = " and ".join(filter(None, (self._months, "undated" if self.bounded else "")))
        return f"Brief: {len(self.entries):,} articles" + (f", {days}" if days else "")

    @property
    def _months(self) -> str:
        """`2020-12 to 2025-09`; a year where no month is known, "" where nothing is dated."""
        days = [entry.article.published for entry in self.dated]
        if not days:
            return ""
        first = min(days, key=lambda day: day.period.first or date.max)
        last = max(days, key=lambda day: day.period.last or date.min)
        begins, ends = str(first.date)[:7], str(last.date)[:7]
        return begins if begins == ends else f"{begins} to {ends}"
