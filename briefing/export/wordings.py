"""What the sides call an actor, where one calls them otherwise than another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.actors import Gazetteer
from briefing.export.brief import Entry, Excerpt, Wording
from briefing.export.describing import Description, descriptions
from briefing.export.epithets import LOADED, RANKS
from briefing.export.voices import Voice, Voices

_Meaning = frozenset[str]
_OFFICIAL = frozenset(("field",))


def wordings(entries: Sequence[Entry], gazetteer: Gazetteer) -> Iterator[Wording]:
    """The wordings of each actor for whom voices differ, in the order of the brief; each of a voice's once."""
    told: dict[str, dict[tuple[Voice, _Meaning], Wording]] = {}
    for entry in entries:
        for wording, voice, meaning in told_in(entry, gazetteer):
            known = wording.key if wording.key in gazetteer else f"{wording.key} in {entry.number}"
            told.setdefault(known, {}).setdefault((voice, meaning), wording)
    for said in told.values():
        sides: dict[_Meaning, set[str]] = {}
        for voice, meaning in said:
            sides.setdefault(meaning, set()).add(voice.side)
        for (voice, meaning), wording in said.items():
            if any(differ(meaning, other) and whose - {voice.side} for other, whose in sides.items()):
                yield wording


def told_in(entry: Entry, gazetteer: Gazetteer) -> Iterator[tuple[Wording, Voice, frozenset[str]]]:
    """What somebody is called in an article, by whom, and the words of it that count."""
    voices: Voices | None = None
    for found in descriptions(entry.article):
        if voices is None:
            voices = Voices(entry.article, entry.statements, gazetteer)
        voice = voices.voice(found.start, found.end, found.paragraph, found.mention.end)
        if voice:
            yield _wording(entry, found, voice, gazetteer), voice, found.meaning


def _wording(entry: Entry, found: Description, voice: Voice, gazetteer: Gazetteer) -> Wording:
    article, mention = entry.article, found.mention
    whole = (found.start, found.end) == article.paragraphs[found.paragraph - 1]
    words = article.body[found.start : found.end]
    excerpt = Excerpt(article.id, found.paragraph, found.start, found.end, words, "statement", whole)
    name = gazetteer.name(mention.actor) if mention.actor and mention.actor in gazetteer else mention.name
    return Wording(mention.key, name, voice.name, voice.faction, entry.number, excerpt)


def differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Do two descriptions say something else of an actor?

    Not where one only says more, unless with a word that takes a side; and a rank is no other thing than a post.
    """
    if one == other:
        return False
    if (one ^ other) & LOADED:
        return True
    if one <= other or other <= one:
        return False
    return (one <= RANKS | _OFFICIAL) == (other <= RANKS | _OFFICIAL)
