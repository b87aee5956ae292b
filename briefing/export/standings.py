"""Who the actors of a brief were on the days of its articles."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from briefing.actors import Gazetteer
from briefing.cast import Heading, Role, companies, rank
from briefing.export.brief import Entry, Standing
from briefing.words import one_line

_Known = tuple[str, Heading, tuple[str, ...], tuple[str, ...], bool]
"""What is the same in all articles of a row: key, heading, posts, names not decided between, by post."""


@dataclass(slots=True)
class _Row:
    """A row while it is gathered."""

    role: Role
    known: _Known
    forms: dict[str, None] = field(default_factory=dict)
    where: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)


def standings(entries: Sequence[Entry], gazetteer: Gazetteer) -> Iterator[Standing]:
    """A row for every actor and every group and set of posts that it had, in order.

    Headings come as the cast has them, those of groups in the order in which the articles name them; under each, an
    actor's rows stand together, and actors and rows in the order of first mention.
    """
    rows: dict[_Known, _Row] = {}
    headings: dict[Heading, tuple[int, int]] = {}
    first: dict[tuple[str, Heading], int] = {}
    for entry in entries:
        starts = [start for start, _ in entry.article.paragraphs]
        for company in companies(entry.article, gazetteer):
            heading = company.group, company.name
            headings.setdefault(heading, (rank(heading), len(headings)))
            for role in company.roles:
                known = (role.key, heading, role.posts, undecided(role, gazetteer), role.by_post_only)
                first.setdefault((role.key, heading), len(first))
                row = rows.setdefault(known, _Row(role, known))
                row.forms.update(dict.fromkeys(one_line(mention.text) for mention in role.mentions))
                numbers = {bisect_right(starts, mention.start) for mention in role.mentions}
                row.where.append((entry.number, tuple(sorted(numbers))))
    for row in sorted(rows.values(), key=lambda row: (headings[row.known[1]], first[row.known[:2]])):
        key, (_, group), posts, names, by_post = row.known
        role = row.role
        yield Standing(
            key, role.actor, role.name, role.kind, group, posts, names, by_post, tuple(row.forms), tuple(row.where)
        )


def undecided(role: Role, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The names between whom it could not be decided who is meant, in order."""
    ids = dict.fromkeys(id for mention in role.mentions if mention.actor is None for id in mention.candidates)
    return tuple(dict.fromkeys(map(gazetteer.name, ids)))
