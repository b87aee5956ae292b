"""Why somebody is named so: rules, evidence, posts and judgements, in lines for people."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from briefing.actors import Actor, Alias, Gazetteer, Group, Place, Post, described
from briefing.article import Article, Mention
from briefing.dates import Period
from briefing.judgements import Assign, Dated, Decision, Different, Ignore, Rename, Same, sentence
from briefing.naming.matching import matcher
from briefing.naming.posts import term
from briefing.words import fold_text, one_line


def why(article: Article, key: str, known: Gazetteer, file: str) -> list[str]:
    """Everything that made an actor of an article be named so; `key` is that of the mentions. No lines for no such."""
    starts = [start for start, _ in article.paragraphs]
    placed = [(m, 0) for m in article.title_mentions] + [(m, bisect_right(starts, m.start)) for m in article.mentions]
    found = [(mention, paragraph) for mention, paragraph in placed if mention.key == key]
    if not found:
        return []
    mentions = [mention for mention, _ in found]
    first, when = mentions[0], article.published.period
    entry = known.get(first.actor) if first.actor else None
    lines = [_heading(first, entry), *_evidence(found)]
    if isinstance(entry, Actor):
        lines += _posts(entry, when)
    lines += _candidates(mentions, known, when)
    if entry:
        texts = {fold_text(mention.text) for mention in mentions}
        lines += [_limits(alias) for alias in entry.aliases if fold_text(alias.text) in texts and _limited(alias)]
    words = {first.name, *(mention.text for mention in mentions)}
    return lines + _judged(known, file, entry.id if entry else None, words, article.id)


def about(id: str, known: Gazetteer, file: str, articles: int) -> list[str]:
    """What the file has of one actor, and in how many articles they are."""
    entry = known.get(id)
    if entry is None:
        return []
    lines = [f"{entry.name} ({kind_of_entry(entry)}, {entry.id}), in {counted(articles)}"]
    plain = [alias.text for alias in entry.aliases if not _limited(alias)]
    if plain:
        lines.append(f"  also: {', '.join(plain)}")
    lines += [f"  {_limits(alias)}" for alias in entry.aliases if _limited(alias)]
    if isinstance(entry, Actor):
        lines += [f"  post: {_post(post, Period())}" for post in entry.posts]
    if isinstance(entry, Group):
        above = [group.name for group in known.lineage(entry.id)[1:]]
        lines += [f"  part of: {', '.join(above)}"] if above else []
        lines += [f"  existed: {entry.term}"] if entry.term else []
    return lines + [f"  {line}" for line in _judged(known, file, entry.id, {entry.name}, "")]


def is_a_post(label: str, known: Gazetteer) -> bool:
    """Are these words of a mention a post, and thus nobody's name?"""
    return label.split(" ")[0] in ("his", "her", "their") or bool(matcher(known).holders(label))


def counted(articles: int) -> str:
    """`1 article`, `3 articles`, `no article`."""
    return "1 article" if articles == 1 else f"{articles or 'no'} article{'s' * bool(articles)}"


def kind_of_entry(entry: Actor | Group | Place) -> str:
    """What an entry is, in the words of a mention; of a group also its kind."""
    if isinstance(entry, Group):
        return "faction" if entry.faction else "organisation"
    return "person" if isinstance(entry, Actor) else "place"


def _heading(first: Mention, entry: Actor | Group | Place | None) -> str:
    if entry:
        return f"{entry.name} ({kind_of_entry(entry)}, {entry.id})"
    listed = "a post, and nobody by name" if first.via == "post" else "not in the actors file"
    return f"{first.name} ({first.kind}; {'undecided' if first.candidates else listed})"


def _evidence(found: Iterable[tuple[Mention, int]]) -> Iterator[str]:
    """Each wording with its rule: how often it stands where."""
    gathered: dict[tuple[str, str], list[int]] = {}
    for mention, paragraph in found:
        gathered.setdefault((one_line(mention.text), mention.because), []).append(paragraph)
    for (text, because), paragraphs in gathered.items():
        times = f" {len(paragraphs)}×" if len(paragraphs) > 1 else ""
        yield f"“{text}”{times} ({_where(paragraphs)}): {because or 'no rule was noted'}"


def _where(paragraphs: Sequence[int]) -> str:
    numbers = sorted(set(paragraphs) - {0})
    told = [f"paragraph{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))}"] if numbers else []
    return " and ".join([*(["title"] if 0 in paragraphs else []), *told])


def _posts(person: Actor, when: Period) -> Iterator[str]:
    if when.open:
        yield from (f"post, on whatever day it is: {_post(post, when)}" for post in person.posts)
    else:
        yield from (f"post on {when}: {_post(post, when)}" for post in person.posts_on(when))


def _post(post: Post, when: Period) -> str:
    """`Chief of Staff (contested), since 2015-03-02; high confidence; last verified 2025-09; source: …`."""
    told = [described(post, when) if not when.open else post.title]
    told[0] += f", {term(post)}"
    if post.contested and when.open:
        told.append("contested")
    if post.confidence == "high":
        told.append("high confidence")
    elif when.open:
        told.append(f"{post.confidence} confidence")
    if post.checked and not post.verified(when):
        told.append(f"checked {post.checked}")
    if post.source:
        told.append(f"source: {post.source}")
    return "; ".join(told)


def _candidates(mentions: Iterable[Mention], known: Gazetteer, when: Period) -> Iterator[str]:
    for id in dict.fromkeys(id for mention in mentions for id in mention.candidates):
        entry = known.get(id)
        posts = "; ".join(f"{p.title}, {term(p)}" for p in entry.posts_on(when)) if isinstance(entry, Actor) else ""
        reason = posts or ("no post known on that day" if isinstance(entry, Actor) else "has this name in the file")
        yield f"may be {known.name(id)}: {reason}"


def _limited(alias: Alias) -> bool:
    return bool(alias.start or alias.end or alias.requires)


def _limits(alias: Alias) -> str:
    days = f", {alias.period}" if not alias.period.open else ""
    company = f", in company of {' or '.join(alias.requires)}" if alias.requires else ""
    return f"“{alias.text}” counts only{days}{company}".replace("only,", "only", 1)


def _judged(known: Gazetteer, file: str, actor: str | None, words: Iterable[str], article: str) -> list[str]:
    folded = {fold_text(word) for word in words}
    return [
        f"judged{f' on {judged.when}' if judged.when else ''} ({file}, line {judged.line}): {sentence(judged.decision)}"
        for judged in known.judgements.made
        if _concerns(judged.decision, known, actor, folded, article)
    ]


def _concerns(decision: Decision, known: Gazetteer, actor: str | None, folded: set[str], article: str) -> bool:
    match decision:
        case Same(a, b) | Different(a, b):
            ids = {known.merged.get(word, word) for word in (a, b)}
            return (actor is not None and actor in ids) or bool({fold_text(a), fold_text(b)} & folded)
        case Assign(where, words, whom):
            meant = known.merged.get(whom, whom) if whom else None
            return where == article and (fold_text(words) in folded or (meant is not None and meant == actor))
        case Dated(where):
            return where == article
        case Ignore(words):
            return fold_text(words) in folded
        case Rename(whom):
            return actor is not None and known.merged.get(whom, whom) == actor
    return False
