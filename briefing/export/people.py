"""Who is in a brief, who said what when, and in whose words, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefing.export.brief import Brief, Entry, Saying, Standing, Wording
from briefing.export.entries import places, quotation, translation
from briefing.export.escaping import escaped_line, wikilink
from briefing.inert import inert_line

_NO_GROUP = ("No group on that day", "Undecided", "Post without a holder", "Unlisted")


def actors(brief: Brief) -> Iterator[str]:
    """The table of who was what on the days of the articles."""
    if brief.standings:
        yield "## Actors"
        linked = brief.commission.links and brief.commission.flavor == "obsidian"
        rows = (_standing(standing, brief, linked) for standing in brief.standings)
        yield _table(("Actor", "Group", "On that day", "In the text as", "Where"), rows)


def chronology(brief: Brief) -> Iterator[str]:
    """The statements in the order of time, each with its words."""
    if brief.sayings:
        yield "## Chronology"
    sources = {entry.number: entry for entry in brief.entries}
    for saying in brief.sayings:
        yield _saying(saying, sources)
        yield from quotation(saying.excerpt)


def wordings(brief: Brief) -> Iterator[str]:
    """What the voices call an actor, where one calls them otherwise than another."""
    if brief.wordings:
        yield "## In whose words"
        yield _table(("Actor", "Is called", "By", "Where"), map(_wording, brief.wordings))


def _table(names: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = (f"| {' | '.join(row)} |" for row in (names, ("---",) * len(names), *rows))
    return "\n".join(lines)


def _standing(standing: Standing, brief: Brief, linked: bool) -> tuple[str, ...]:
    between = ", ".join(map(brief.gazetteer.name, standing.undecided))
    posts = f"not decided between {between}" if between else "; ".join(standing.posts)
    forms = "; ".join(f"“{inert_line(form)}”" for form in standing.forms) or "in the title"
    return (
        wikilink(standing.name) if linked else escaped_line(standing.name),
        escaped_line(standing.group),
        escaped_line(posts),
        escaped_line(forms + (" (by post, not named)" if standing.by_post else "")),
        "; ".join(f"{places(numbers) or 'title'}[^{number}]" for number, numbers in standing.where),
    )


def _saying(saying: Saying, sources: Mapping[int, Entry]) -> str:
    """`2014-08-27 (day of the article) · A, B (C), “said” · ¶ 4[^1]`."""
    group = saying.group.lower() if saying.group in _NO_GROUP else saying.group
    who = saying.name + (f", {group}" if group else "")
    who += f" ({'; '.join(saying.posts)})" if saying.posts else ""
    when = saying.when + (f" ({saying.basis})" if saying.basis else "")
    parts = [when, who + (f", “{saying.verb}”" if saying.verb else "")]
    if not saying.direct:
        parts.append("reported speech, in the words of the article")
    source = sources.get(saying.number)
    if source and (translated := translation(source.article)):
        parts.append(translated)
    return f"{escaped_line(' · '.join(parts))} · ¶ {saying.excerpt.paragraph}[^{saying.number}]"


def _wording(wording: Wording) -> tuple[str, ...]:
    voice = wording.voice + (f" ({wording.faction})" if wording.faction else "")
    words = f"“{escaped_line(wording.excerpt.words)}” {wording.excerpt.anchor}"
    where = f"¶ {wording.excerpt.paragraph}[^{wording.number}]"
    return escaped_line(wording.name), words, escaped_line(voice), where
