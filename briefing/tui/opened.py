"""The article on screen, with all that the panes show of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.article import Article, Dating, Mention, Time
    from briefing.cast import Company, Role
    from briefing.speaking import Statement

_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Opened:
    """An article, its actors, and where the words of the query stand in it."""

    article: Article
    companies: tuple[Company, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    """In how many articles each listed actor is mentioned."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Of those between whom a mention could not be decided."""
    title_hits: tuple[tuple[int, int], ...] = ()
    hits: tuple[tuple[int, int], ...] = ()
    """Offsets into the body, in order."""
    found_as: tuple[str, ...] = ()
    """What stands in it for words of the query that do not."""
    notes: Mapping[int, str] = field(default_factory=dict)
    """The reader's notes by the number of the paragraph; 0 is the article."""
    tags: tuple[str, ...] = ()
    working: frozenset[int] = frozenset()
    """The numbers of the paragraphs on the working list; 0 is the article."""
    place: int = 0
    """How far it was read when it was open last: an offset of the body."""
    statements: tuple[Statement, ...] | None = None
    """Who said what in it, in reading order; None where nobody looked yet."""

    @property
    def factions(self) -> dict[str, str]:
        """The group under which each actor is listed."""
        return {role.key: company.group for company in self.companies for role in company.roles if company.group}

    def role(self, key: str | None) -> Role | None:
        """The actor of this key, where the article mentions it."""
        return next((role for company in self.companies for role in company.roles if role.key == key), None)


def followed(key: str | None, before: Opened | None, now: Opened | None) -> str | None:
    """Whom the words of this actor mean, once the article is named anew and mentions the actor no more."""
    if before is None or now is None or before.article.id != now.article.id or now.role(key):
        return key
    old, new = before.article, now.article
    for earlier, later in ((old.mentions, new.mentions), (old.title_mentions, new.title_mentions)):
        for was in earlier:
            near = [said for said in later if said.start < was.end and was.start < said.end] if was.key == key else []
            if near:
                return min(near, key=lambda said: abs(said.start - was.start) + abs(said.end - was.end)).key
    return key


def days_of(time: Time, dating: Dating) -> str:
    """`“last week”: 2014-08-18 to 2014-08-24`, or why its days are not known."""
    period, said = time.period, f"“{' '.join(time.text.split())}”"
    if period.open:
        return f"{said}: not known, {_unknown(dating)}"
    if _WEEKDAY.search(time.text) and period.first and period.last and period.single is None:
        return f"{said}: {period.first} or {period.last}, either day"
    doubt = ", if the date of the header is right" if dating.basis == "header" and not _YEAR.search(time.text) else ""
    return f"{said}: {period}{doubt}"


def _unknown(dating: Dating) -> str:
    if dating.period.single:
        return "the text does not say from which day it counts"
    if dating.date is None:
        return "the article has no date"
    return "the day of the article is not known" if dating.dated else "the year of the article is not known"


def about(mention: Mention) -> str:
    """Who is meant, and why we think so."""
    return f"{mention.name} · {mention.because}" if mention.because else mention.name
