"""The brief as entities of FollowTheMoney, for Aleph and its relatives: one JSON object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from briefing.actors import Gazetteer, Group
from briefing.article import Article, Mention
from briefing.export import facts, sentences
from briefing.export.brief import PRINTED, Brief, Entry, Saying
from briefing.export.entities import Entity, address, day, identify, language, line, location, name, text, texts
from briefing.export.parties import KINDS, SCHEMATA, parties, party_id, unlisted
from briefing.inert import escaped

_KNOWN_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
_SAID = (
    "The saved copy gives these words to the speaker: that they were said, or are true, is not claimed.",
    "The saved copy reports this of the speaker: that it was said, or is true, is not claimed.",
)


def ftm(brief: Brief) -> str:
    """Articles, actors, posts, mentions and statements as entities; the same ids for the same things."""
    written: dict[str, str] = {}
    for made in _entities(brief):
        whole = {"id": made.id, "schema": made.schema, "properties": dict(sorted(made.properties.items()))}
        written.setdefault(made.id, escaped(json.dumps(whole, ensure_ascii=False)))
    return "".join(f"{one}\n" for one in written.values())


def _entities(brief: Brief) -> Iterator[Entity]:
    """In an order in which nothing is referred to before it was there."""
    articles = [entry.article for entry in brief.entries]
    mentions = [mention for article in articles for mention in _mentioned(article)]
    yield from (_article(entry, brief) for entry in brief.entries)
    yield from parties(dict.fromkeys(m.actor for m in mentions if m.actor), brief.gazetteer, brief.revised)
    for mention in mentions:
        if not mention.actor and (found := _stranger(mention)):
            yield found
    for article in articles:
        yield from _mentions(article, brief.gazetteer)
    entries = {entry.number: entry for entry in brief.entries}
    for saying in brief.sayings:
        yield _statement(saying, entries[saying.number].article, brief.gazetteer)
    if brief.commission.notes:
        yield from (note for entry in brief.entries for note in _notes(entry))


def _article_id(article: Article) -> str:
    return identify("article", article.id)


def _mentioned(article: Article) -> tuple[Mention, ...]:
    return *article.mentions, *article.title_mentions


def _article(entry: Entry, brief: Brief) -> Entity:
    """An article; a date that may be the day it was saved is no date of publication, and a range is none at all."""
    article, published = entry.article, entry.article.published
    made = Entity(_article_id(article), "Article")
    made.say("title", line(article.title))
    made.say("fileName", line(article.path))
    if published.dated:
        made.say("date" if published.basis == "header" else "publishedAt", day(published.date))
    made.say("retrievedAt", entry.saved.isoformat() if entry.saved and entry.saved_basis == PRINTED else None)
    made.say("publisher", line(article.source))
    made.say("author", line(article.author))
    made.say("sourceUrl", address(article.url))
    made.say("language", language(facts.language(article)))
    made.say("summary", text(f"Date: {facts.dated(published)}"))
    first, *others = facts.known(article)
    made.say("description", *map(text, first.more))
    made.say("notes", *(text(f"{fact.label}: {fact.text}") for fact in others), *_by_post(article, brief.gazetteer))
    mentions = [mention for mention in _mentioned(article) if mention.via != "post"]
    made.say("peopleMentioned", *(name(m.text) for m in mentions if m.kind == "person"))
    made.say("companiesMentioned", *(name(m.text) for m in mentions if m.kind in ("organisation", "faction")))
    made.say("locationMentioned", *(location(m.text) for m in mentions if m.kind == "place"))
    if brief.commission.notes:
        made.say("keywords", *map(line, entry.tags))
    if brief.commission.full:
        made.say("bodyText", *texts(article.body))
    return made


def _by_post(article: Article, gazetteer: Gazetteer) -> Iterator[str]:
    """Who is never named in the article, and only meant by a post."""
    meant: dict[str, list[Mention]] = {}
    for mention in _mentioned(article):
        if mention.actor:
            meant.setdefault(mention.actor, []).append(mention)
    for actor, mentions in meant.items():
        if all(mention.via == "post" for mention in mentions):
            phrases = ", ".join(dict.fromkeys(f"“{line(mention.text)}”" for mention in mentions))
            yield f"By post, not named: {line(gazetteer.name(actor))} ({phrases})"


def _stranger(mention: Mention) -> Entity | None:
    """Whoever a name means that is not in the actors file, where that is one and not undecided between several."""
    return None if mention.candidates or mention.via == "post" else unlisted(mention.key, mention.name, mention.kind)


def _party(mention: Mention, gazetteer: Gazetteer) -> tuple[str | None, str | None]:
    """The id of whoever is meant and the schema, as far as they are known."""
    known = gazetteer.get(mention.actor) if mention.actor else None
    if known is None:
        found = None if mention.actor else _stranger(mention)
        return (found.id if found else None), KINDS.get(mention.kind)
    if known.id in gazetteer.places:
        return None, None
    return party_id(known.id), SCHEMATA[known.kind] if isinstance(known, Group) else "Person"


def _mentions(article: Article, gazetteer: Gazetteer) -> Iterator[Entity]:
    """A mention for everyone meant and every spelling; without an entity where it could not be decided who."""
    for mention in _mentioned(article):
        whom, schema = _party(mention, gazetteer)
        if schema and (printed := name(mention.text)):
            made = Entity(identify("mention", article.id, whom or mention.key, schema, printed), "Mention")
            made.say("document", _article_id(article))
            made.say("name", printed)
            made.say("detectedSchema", schema)
            made.say("resolved", whom)
            yield made


def _statement(saying: Saying, article: Article, gazetteer: Gazetteer) -> Entity:
    """Who said what and when, as the article has it."""
    anchor = saying.excerpt.anchor
    place = f"{anchor.article} p{anchor.paragraph} {anchor.start}-{anchor.end} {anchor.digest}"
    made = Entity(identify("statement", place), "Event")
    when = _day_said(saying, article)
    made.say("name", name(f"{saying.name}: statement of {when}" if when else f"{saying.name}: statement"))
    if saying.quoted:
        made.say("summary", *texts(saying.excerpt.words))
    made.say("date", when)
    made.say("involved", *_speakers(saying.speaker, article, gazetteer))
    made.say("proof", _article_id(article))
    made.say("recordId", line(place))
    made.say("sourceUrl", address(article.url))
    made.say("publisher", line(article.source))
    held = sentences.speaker(saying)
    made.say("description", text(f"Date: {sentences.when(saying)}"))
    made.say("description", text(f"{saying.name} on that day: {held}") if held else "")
    made.say("notes", text(" · ".join(filter(None, (f"¶ {anchor.paragraph}", sentences.manner(saying))))))
    made.say("notes", _SAID[not saying.direct], "" if saying.quoted else f"{sentences.NOT_QUOTED.capitalize()}.")
    return made


def _day_said(saying: Saying, article: Article) -> str | None:
    """The day of a statement: no range, nor one that was read from what may be the day the page was saved."""
    known = bool(_KNOWN_DAY.fullmatch(saying.when)) and saying.when >= "1000"
    saved = article.published.basis == "header" and article.published.explanation in saying.basis
    return saying.when if known and not saved else None


def _speakers(key: str, article: Article, gazetteer: Gazetteer) -> Iterable[str]:
    return list(filter(None, (_party(m, gazetteer)[0] for m in _mentioned(article) if m.key == key)))[:1]


def _notes(entry: Entry) -> Iterator[Entity]:
    """The user's own notes."""
    for paragraph, words in sorted(entry.notes.items()):
        made = Entity(identify("note", entry.article.id, str(paragraph), words), "Note")
        made.say("entity", _article_id(entry.article))
        made.say("description", *texts(words))
        made.say("summary", f"On ¶ {paragraph}" if paragraph else "On the article")
        yield made
