"""The article on screen, with all that the panes show of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefing.article import Article, Mention
from briefing.cast import Company, Role


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

    @property
    def factions(self) -> dict[str, str]:
        """The group under which each actor is listed."""
        return {role.key: company.group for company in self.companies for role in company.roles if company.group}

    def role(self, key: str | None) -> Role | None:
        """The actor of this key, where the article mentions it."""
        return next((role for company in self.companies for role in company.roles if role.key == key), None)


def about(mention: Mention) -> str:
    """Who is meant, and why we think so."""
    return f"{mention.name} · {mention.because}" if mention.because else mention.name
