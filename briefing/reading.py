"""The five steps from a page to an article, in this order and never back."""

from __future__ import annotations

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


def read(page: Page, id: str, gazetteer: Gazetteer, today: date | None = None, *, ner: str | None = None) -> Article:
    """Everything that can be known of one page. `today` is the day after which no article was published.

    `ner` is the spaCy model that proposes names too; NotInstalled where it cannot be used.
    """
    # (a) the article's own text, apart from the page around it
    parts = furniture.split(page.text, page.meta.get("title", ""))
    dateline = dateline_of(parts.body)
    origin = source.origin(page, parts, dateline)
    title, title_basis = headline.headline(page, parts)

    # (b) every date on offer, whoever is named
    offered = dating.claims(page, parts, dateline)

    # (c) who may be meant by full names, aliases and posts, whatever the day
    in_body, in_title = sightings(parts.body, gazetteer, title), sightings(title, gazetteer, parts.body)
    strangers, strangers_in_title = unlisted.names(parts.body, title, printed=title_basis != "derived")
    proposed, proposed_in_title = proposing.names(parts.body, ner), proposing.names(title, ner)

    # (d) the day, or the days between its bounds
    today = today or date.today()
    known = [*tenure.bounds(parts.body, in_body, gazetteer), *bounds.past_events(parts.body, today)]
    known += bounds.recent_events(parts.body, known)
    published, doubts = dating.decide(offered, known, gazetteer.judgements.dates.get(id), today)

    # (e) who is meant, on that day
    setting = Setting(gazetteer, published.period, id)
    body_mentions = mentions(parts.body, in_body, setting, strangers, proposed=proposed)
    title_mentions = mentions(
        title, in_title, setting, strangers_in_title, heard=body_mentions, proposed=proposed_in_title
    )

    language = page.meta.get("language")
    if unnamed := unmatched(parts.body, language):
        doubts += (unnamed,)

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
        times=times.times(parts.body, published),
        mentions=tuple(body_mentions),
        title_mentions=tuple(title_mentions),
        doubts=doubts,
    )
