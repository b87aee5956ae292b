"""The brief in Markdown: the analyst's slots first, then all that is quoted, each with what it can be checked by."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.export import entries, people
from briefing.export.brief import Brief
from briefing.export.escaping import code, escaped_line
from briefing.export.front import counted, front_matter, span
from briefing.export.slots import FRONT, empty_slots, parts
from briefing.inert import inert_line

_SCOPES = {"articles": "articles chosen one by one", "query": "all that answer a query", "working list": "working list"}
_MEANING = (
    """\
Every quotation above was taken word for word from the saved copy that is named with it. That it is found again means
that these words stand in the saved copy: not that they were said, nor that they are true.""",
    """\
An actor “by post, not named” was found through an office that the text mentions, and by who held that office on that
day. “Last verified” says until when the actors file knew of a post. A date that is inferred is a range: no day inside
it is known. To mention people of a group is not to be for it.""",
    """\
To check every quotation: `briefing verify` and the name of this file. Each is tied to its article, paragraph and place
by the comment that stands with it. What stands between the marks `briefing:yours` is the analyst’s own.""",
)


def markdown(brief: Brief) -> str:
    """The brief in Markdown, in the flavor it was commissioned in; to the byte the same for the same brief."""
    body = "\n\n".join(_blocks(brief)) + "\n"
    found = [(part.name, part.digest) for part in parts(body)]
    front = front_matter(brief, _anchors(brief), lambda own: [(FRONT, own), *found])
    return f"{front}\n\n{body}"


def _anchors(brief: Brief) -> int:
    return sum(len(entry.excerpts) for entry in brief.entries) + len(brief.sayings) + len(brief.wordings)


def _blocks(brief: Brief) -> Iterator[str]:
    yield f"# {escaped_line(brief.title)}"
    yield _summary(brief)
    yield from empty_slots()
    yield "## Question"
    yield "\n".join(f"- {line}" for line in _question(brief))
    yield from entries.section("Articles", brief.dated)
    yield from people.actors(brief)
    yield from people.chronology(brief)
    yield from people.wordings(brief)
    yield from entries.section("Articles whose date is only bounded", brief.bounded)
    yield "## What this brief says"
    yield from _MEANING
    yield from entries.footnotes(brief.entries)


def _summary(brief: Brief) -> str:
    """One sentence: how many articles, for what, from which days."""
    asked, days = inert_line(brief.commission.query), span(brief)
    words = counted(len(brief.entries), "article")
    if brief.commission.scope == "query":
        words += f" for the query {code(asked)}"
    if days:
        words += f", {days}"
    if brief.bounded:
        words += f"; of {len(brief.bounded):,} the date is only bounded or unknown"
    if brief.not_judged:
        words += f"; {counted(brief.not_judged, 'more article')} could not be judged for want of a date"
    return f"{words}."


def _question(brief: Brief) -> Iterator[str]:
    asked = brief.commission
    yield f"Selection: {_SCOPES[asked.scope]}"
    if query := inert_line(asked.query):
        yield f"{'Query' if asked.scope == 'query' else 'About'}: {code(query)}"
        if (understood := inert_line(brief.understood)) and understood != query:
            yield f"Understood as: {code(understood)}"
    yield f"Articles: {len(brief.entries):,}" + (f", {span(brief)}" if brief.dated else "")
    if brief.bounded:
        yield f"Date only bounded or unknown: {len(brief.bounded):,}, in a section of their own"
    if brief.not_judged:
        yield f"Not judged: {counted(brief.not_judged, 'more article')} without a date and without bounds"
    yield f"Excerpts: {_quoted(brief)}"
    yield from (f"Remark: {escaped_line(remark)}" for remark in brief.remarks)


def _quoted(brief: Brief) -> str:
    words = brief.words
    if brief.commission.full:
        return f"whole texts, {counted(words, 'word')}"
    without = sum(not entry.excerpts and bool(entry.article.body.strip()) for entry in brief.entries)
    left = f"; {counted(without, 'article')} without an excerpt, as these words were used up" if without else ""
    return f"{counted(words, 'word')} of at most {brief.commission.max_words:,}{left}"
