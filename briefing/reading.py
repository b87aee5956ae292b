"""The five steps from a page to an article, in this order and never back."""

from __future__ import annotations

import re
from datetime import date

from briefing.actors import Gazetteer
from briefing.article import Article, Page
from briefing.facts import bounds, dating, furniture, headline, source, times
from briefing.facts.completeness import complete
from briefing.facts.dateline import dateline_of
from briefing.naming import proposing, tenure, unlisted
from briefing.naming.counterparts import sightings
from briefing.naming.languages import unmatched
from briefing.naming.mentions import Setting, mentions
from briefing.words import FARTHEST, reached

MOST_NAMES = 10_000
"""Different words with a capital among these; a book of 300 pages has half as many."""
_CAPITALISED = re.compile(r"[^\W\d_a-z]\w*")


def read(page: Page, id: str, gazetteer: Gazetteer, today: date | None = None, *, ner: str | None = None) -> Article:
    """Everything that can be known of one page. `today` is the day after which no article was published.

    `ner` is the spaCy model that proposes names too; NotInstalled where it cannot be used.
    """
    # (a) the article's own text, apart from the page around it
    front_end = page.meta.get("front_end", "")
    parts = furniture.split(page.text, page.meta.get("title", ""), int(front_end) if front_end.isdecimal() else 0)
    body = reached(parts.body, _farthest(parts.body))
    dateline = dateline_of(body)
    origin = source.origin(page, parts, dateline)
    title, title_basis = headline.headline(page, parts)

    # (b) every date on offer, whoever is named
    offered = dating.claims(page, parts, dateline)

    # (c) who may be meant by full names, aliases and posts, whatever the day
    in_body, in_title = sightings(body, gazetteer, title), sightings(title, gazetteer, body)
    strangers, strangers_in_title = unlisted.names(body, title, printed=title_basis != "derived")
    proposed, proposed_in_title = proposing.names(body, ner), proposing.names(title, ner)

    # (d) the day, or the days between its bounds
    today = today or date.today()
    known = [*tenure.bounds(body, in_body, gazetteer), *bounds.past_events(body, today), *dating.saved_below(parts)]
    known += bounds.recent_events(body, known)
    published, doubts = dating.decide(offered, known, gazetteer.judgements.dates.get(id), today)

    # (e) who is meant, on that day
    setting = Setting(gazetteer, published.period, id)
    body_mentions = mentions(body, in_body, setting, strangers, proposed=proposed)
    title_mentions = mentions(
        title, in_title, setting, strangers_in_title, heard=body_mentions, proposed=proposed_in_title
    )

    doubts += source.forged(page)
    language = page.meta.get("language")
    if unnamed := unmatched(body, language):
        doubts += (unnamed,)
    if furniture.too_many_lines(page.text):
        doubts += (f"of its more than {furniture.MOST_LINES:,} lines none was told apart as not the article's",)
    if len(body) < len(parts.body):
        reach = f"the first {len(body):,} of {len(parts.body):,} characters"
        doubts += (f"names and times were looked for in {reach} only",)
    if len(parts.body) > FARTHEST:
        doubts += (f"what is searched for is marked in the first {FARTHEST:,} characters only",)

    return Article(
        path=page.path,
        entry=page.entry,
        id=id,
        title=title,
        title_basis=title_basis,
        published=published,
        body=parts.body,
        **{role: getattr(origin, role) for role in origin.__slots__},
        language=language,
        complete=complete(parts),
        dateline=dateline,
        furniture=parts.furniture,
        times=times.times(body, published),
        mentions=tuple(body_mentions),
        title_mentions=tuple(title_mentions),
        doubts=doubts,
    )


def _farthest(body: str) -> int:
    """Where there are more names than in any article, else how far it is looked at."""
    seen: set[str] = set()
    for found in _CAPITALISED.finditer(body, 0, FARTHEST) if len(body) > 3 * MOST_NAMES else ():
        if found[0][0].isupper():
            seen.add(found[0])
            if len(seen) > MOST_NAMES:
                return found.start()
    return FARTHEST
