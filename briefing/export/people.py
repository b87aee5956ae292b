"""Who is in a brief, who said what when, and in whose words, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing.article import Article
from briefing.export import facts, sentences
from briefing.export.brief import Brief, Saying, Standing, Wording
from briefing.export.entries import quotation
from briefing.export.escaping import escaped_line, wikilink


def actors(brief: Brief) -> Iterator[str]:
    """The table of who was what on the days of the articles, and lists of those of whom that is not known."""
    if said := sentences.nobody(brief):
        yield escaped_line(said)
    if rows := sentences.tabled(brief):
        linked = brief.commission.links and brief.commission.flavor == "obsidian"
        yield _table(sentences.ACTORS, (_standing(standing, linked) for standing in rows))
    for names in sentences.names(brief):
        named = [f"{escaped_line(name)} ({facts.located(standing.where)})" for name, standing in names.named]
        more = f"; and {names.more:,} more" if names.more else ""
        yield f"{names.label}: {'; '.join(named)}{more}."


def chronology(brief: Brief) -> Iterator[str]:
    """The statements in the order of time, each with its words where these are quoted."""
    if brief.sayings:
        yield escaped_line(sentences.CHRONOLOGY)
    for said in filter(None, (sentences.unquoted(brief), sentences.unnamed(brief))):
        yield escaped_line(said)
    articles = {entry.number: entry.article for entry in brief.entries}
    for saying in brief.sayings:
        yield _saying(saying, articles[saying.number])
        if saying.quoted:
            yield from quotation(saying.excerpt)


def wordings(brief: Brief) -> Iterator[str]:
    """What the voices call an actor, where one calls them otherwise than another."""
    if brief.wordings:
        yield escaped_line(sentences.WORDINGS)
        yield _table((*sentences.CALLED, sentences.WHERE), map(_wording, brief.wordings))


def _table(names: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (f"| {' | '.join(row)} |" for row in (names, ("---",) * len(names), *rows))
    return "\n".join(lines)


def _standing(standing: Standing, linked: bool) -> tuple[str, ...]:
    return (
        wikilink(standing.name) if linked else escaped_line(standing.name),
        escaped_line(standing.group),
        escaped_line(sentences.position(standing)),
        escaped_line(sentences.forms(standing)),
        facts.located(standing.where),
    )


def _saying(saying: Saying, article: Article) -> str:
    """`2014-08-27 (day of the article (byline)) · A, B (C) · “said” · 1 ¶ 4`."""
    who = ", ".join(filter(None, (saying.name, sentences.speaker(saying))))
    parts = (sentences.when(saying), who, sentences.manner(saying), facts.translated(article))
    where = facts.located([(saying.number, (saying.excerpt.paragraph,))])
    return f"{escaped_line(' · '.join(filter(None, parts)))} · {where}"


def _wording(wording: Wording) -> tuple[str, ...]:
    words = f"“{escaped_line(wording.excerpt.words)}” {wording.excerpt.anchor}"
    where = facts.located([(wording.number, (wording.excerpt.paragraph,))])
    return escaped_line(wording.name), words, escaped_line(sentences.voice(wording)), where
