"""The articles of a brief in Markdown: what is known of each and how, the user's notes, and the words quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from briefing.article import Article
from briefing.export import facts
from briefing.export.brief import Brief, Entry, Excerpt
from briefing.export.escaping import code, escaped, escaped_line
from briefing.export.facts import Fact

_FOREIGN = re.compile(r"[^0-9a-z]")


def section(entries: Sequence[Entry]) -> Iterator[str]:
    """The articles of a section, block by block."""
    for entry in entries:
        article = entry.article
        yield f"### {escaped_line(facts.heading(entry))}{facts.marked(article)}[^{label(article)}]"
        yield listed((*facts.known(article), *facts.beside(entry)))
        for excerpt in entry.excerpts:
            said = facts.remarks(excerpt, article)
            yield facts.places((excerpt.paragraph,)) + (f" ({escaped_line(said)})" if said else "")
            yield from quotation(excerpt)


def footnotes(brief: Brief) -> Iterator[str]:
    """The source of each article."""
    for entry, found in facts.sources(brief):
        words = ", ".join(f"{fact.label.lower()} {_text(fact)}" for fact in found)
        yield f"[^{label(entry.article)}]: “{escaped_line(facts.title(entry.article))}”, {words}"


def listed(found: Iterable[Fact]) -> str:
    """Facts as a list, each in one item with its own lines."""
    return "\n".join(line for fact in found for line in _item(fact))


def _item(fact: Fact) -> Iterator[str]:
    yield f"- {fact.label}: {_text(fact)}"
    yield from (f"  - {escaped_line(other)}" for other in fact.more)


def _text(fact: Fact) -> str:
    if fact.literal:
        return code(fact.text)
    return "\n  ".join(line for line in escaped(fact.text).split("\n") if line.strip())


def label(article: Article) -> str:
    """Of the footnote that is its source: the same in every brief, whatever other articles come."""
    return _FOREIGN.sub("", article.id)


def quotation(excerpt: Excerpt) -> Iterator[str]:
    """The words as a block quotation, under the anchor that ties them to the saved copy."""
    yield str(excerpt.anchor)
    yield "\n".join(f"> {line}" for line in escaped(excerpt.words).split("\n"))
