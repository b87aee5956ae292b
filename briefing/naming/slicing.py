"""The part of an actors file that some articles need: as little of it as names them in the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from briefing.actors import Actor, Gazetteer, Group, Place
from briefing.article import Article
from briefing.clean import clean_line
from briefing.naming.actorsfile import NOBODY, Written, as_written, parse
from briefing.naming.counterparts import sightings
from briefing.naming.matching import Sighting
from briefing.naming.mistakes import Mistakes
from briefing.naming.spelling import rough
from briefing.plainyaml import Plain, dump_scalar
from briefing.words import fold_text, one_line

Naming: TypeAlias = Callable[[Gazetteer], Sequence[Article]]
"""The articles as they are read by who is known, always in the same order."""
_HEAD = """\
# The part of an actors file that the articles beside it need: whom they mention, and whoever has to be known
# so that nobody is taken for another.
version: 1
"""
_SECTIONS = ("groups", "people", "places")


def sliced(raw: bytes, name: str, articles: Naming) -> bytes:
    """The part of the file of these bytes by which these articles read the same as by the whole; Mistakes in it."""
    written = as_written(raw, name)
    whole, wrong = written.overruled
    if wrong:
        raise Mistakes(name, wrong)
    target = articles(whole)
    wanted = {actor for article in target for actor in _mentioned(article, whole)}
    for more in (_sighted, _namesakes):
        made = _part(written, whole, wanted, target)
        read = articles(parse(made, name))
        strange = [article for article, again in zip(target, read, strict=True) if article != again]
        if not strange:
            return made
        wanted.update(actor for article in strange for actor in more(article, whole))
    made = _part(written, whole, wanted, target)
    if list(articles(parse(made, name))) == list(target):
        return made
    return _part(written, whole, {entry.id for entry in whole}, target)


def _mentioned(article: Article, known: Gazetteer) -> Iterator[str]:
    """Whoever is mentioned, may be, or was judged to be."""
    for mention in (*article.title_mentions, *article.mentions):
        yield from filter(None, (mention.actor, mention.affiliation, *mention.candidates))
    yield from (actor for (id, _), actor in known.judgements.assign.items() if id == article.id and actor)


def _sighted(article: Article, known: Gazetteer) -> Iterator[str]:
    """Whoever has a name or a post that stands there, whether it was found to mean them or not."""
    for text, beside in ((article.body, article.title), (article.title, article.body)):
        for sighting in sightings(text, known, beside):
            yield from _meant(sighting)


def _meant(sighting: Sighting) -> Iterator[str]:
    yield from (name.actor for name in sighting.names)
    yield from (held.actor for held in sighting.posts)
    for inside in sighting.holds:
        yield from _meant(inside)


def _namesakes(article: Article, known: Gazetteer) -> Iterator[str]:
    """Whoever has a word of their name that sounds like a word that stands there."""
    heard = {rough(word) for word in _words(f"{article.title} {article.body}") if word[0].isupper()}
    for person in known.people.values():
        if any(rough(word) in heard for spelling in known.spellings(person.id) for word in _words(spelling)):
            yield person.id


def _words(text: str) -> set[str]:
    return {word for part in text.replace("-", " ").split() if (word := part.strip(".,;:!?()[]\"'’‘“”"))}


def _part(written: Written, whole: Gazetteer, wanted: Iterable[str], articles: Sequence[Article]) -> bytes:
    """The entries of the file that are wanted or belong to these, and the judgements about them and the articles."""
    data = written.document.data
    assert isinstance(data, dict | None)
    ids = _belonging(wanted, written.known, whole)
    lines = [_HEAD]
    for section in _SECTIONS:
        entries = [entry for entry in _items(data, section) if clean_line(str(entry["id"])) in ids]
        lines += _block(section, entries)
    judgements = _items(data, "judgements")
    concern = _Concern(ids, written.known, articles, judgements)
    judged = [part for item in judgements if (part := concern.part(item))]
    return "".join([*lines, *_block("judgements", judged)]).encode()


def _belonging(wanted: Iterable[str], known: Gazetteer, whole: Gazetteer) -> set[str]:
    """The ids, those that were judged to be one with them, the groups of their posts and all parents."""
    bands: dict[str, list[str]] = {}
    for entry in known:
        bands.setdefault(whole.merged.get(entry.id, entry.id), []).append(entry.id)
    found: set[str] = set()
    queue = list(wanted)
    while queue:
        actor = queue.pop()
        for id in bands.get(whole.merged.get(actor, actor), ()):
            if id not in found:
                found.add(id)
                queue += _referred(known.get(id))
    return found


def _referred(entry: Actor | Group | Place | None) -> list[str]:
    if isinstance(entry, Actor):
        return [post.group for post in entry.posts if post.group]
    return [entry.parent] if isinstance(entry, Group) and entry.parent else []


def _items(data: dict[str, Plain] | None, section: str) -> list[dict[str, Plain]]:
    items = (data or {}).get(section)
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


class _Concern:
    """Which judgements are about these actors, these articles or what stands in them."""

    def __init__(
        self, ids: set[str], known: Gazetteer, articles: Sequence[Article], judgements: Sequence[dict[str, Plain]]
    ) -> None:
        self._ids, self._known = ids, known
        mentions = [m for a in articles for m in (*a.title_mentions, *a.mentions)]
        self._heard = {fold_text(words) for m in mentions for words in (m.text, m.name)}
        self._texts = [one_line(f"{a.title}\n{a.body}") for a in articles]
        self._cited = {article.id for article in articles}
        before = -1
        while before != len(self._heard):
            before = len(self._heard)
            for pair in (item.get(key) for item in judgements for key in ("same", "different")):
                if self._pair(pair):
                    self._heard.update(map(fold_text, self._spellings(pair)))

    def part(self, item: dict[str, Plain]) -> dict[str, Plain]:
        """What of one item concerns them, with its day; nothing where nothing does."""
        kept = {key: value for key, value in item.items() if self._concerns(key, value)}
        return {**kept, "when": item.get("when")} if kept else {}

    def _concerns(self, key: str, value: Plain) -> bool:
        if key in ("same", "different"):
            return self._pair(value)
        if key == "ignore":
            return isinstance(value, str) and any(one_line(clean_line(value)) in text for text in self._texts)
        if not isinstance(value, dict):
            return False
        article, actor = (clean_line(str(value.get(name))) for name in ("article", "actor"))
        if key == "assign":
            return article in self._cited and (actor == NOBODY or actor in self._ids)
        return article in self._cited if key == "date" else key == "rename" and actor in self._ids

    def _pair(self, pair: Plain) -> bool:
        if not isinstance(pair, list):
            return False
        listed = [word for word in map(clean_line, map(str, pair)) if word in self._known]
        if listed:
            return all(word in self._ids for word in listed)
        return any(fold_text(word) in self._heard for word in self._spellings(pair))

    def _spellings(self, pair: Plain) -> list[str]:
        words = [clean_line(str(word)) for word in pair] if isinstance(pair, list) else []
        return [word for word in words if word not in self._known]


def _block(section: str, entries: Sequence[dict[str, Plain]]) -> list[str]:
    """A section as lines: each key of an entry on one, each item of a list on one."""
    lines = [f"\n{section}:\n"] if entries else []
    for entry in entries:
        lead = "  - "
        for key, value in entry.items():
            if value is None:
                continue
            if isinstance(value, list) and any(isinstance(item, dict) for item in value):
                lines.append(f"{lead}{key}:\n")
                lines += [f"      - {_flow(item)}\n" for item in value]
            else:
                lines.append(f"{lead}{key}: {_flow(value)}\n")
            lead = "    "
    return lines


def _flow(value: Plain) -> str:
    if isinstance(value, str):
        return dump_scalar(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_flow(item)}' for key, item in value.items())}}}"
    return "null"
