"""What is known of an article and how, in words that are alike in every form of a brief: plain text, not escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefing.article import Article, Claim, Dating, TitleBasis
from briefing.export.brief import Brief, Entry, Excerpt
from briefing.inert import inert, inert_line, named

_TITLES: dict[TitleBasis, str] = {
    "derived": "made from the first sentence; the saved copy prints none",
    "breadcrumb": "taken from the path printed on the page",
    "none": "none found",
}
_ROLES = {
    "source": "Source",
    "agency": "Agency",
    "distributor": "Distributor",
    "origin": "Origin",
    "author": "Author",
    "language": "Language",
}
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}")
_INCOMPLETE = {"cut": "the saved copy breaks off", "wall": "the saved copy ends at a paywall"}


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is known of an article, as it is listed under its title."""

    label: str
    text: str
    literal: bool = False
    """An address or the name of a file, to be shown letter by letter?"""
    more: tuple[str, ...] = ()
    """Of a date: what else was claimed, and the bounds."""


def title(article: Article) -> str:
    """Of an article, never empty."""
    return inert_line(article.title) or "(no title)"


def marked(article: Article) -> str:
    """What stands behind the title of a translation."""
    return " (translation)" if article.translator else ""


def claim(said: Claim | Dating) -> str:
    """How a date is known: `byline; “August 27, 2014”; high trust`."""
    words = [Dating(said.date, said.basis).explanation, f"{said.trust} trust"]
    if evidence := inert_line(said.evidence):
        words.insert(1, f"“{evidence}”")
    return "; ".join(words)


def dated(dating: Dating) -> str:
    """A date with how it is known: `2014-08-27 (byline; “August 27, 2014”; high trust)`."""
    return f"{dating.label} ({claim(dating) if dating.date else dating.explanation})"


def translation(article: Article) -> str:
    """`by or from Coast Wire`, as the page may say either; "" where an article is not known to be a translation."""
    name = inert_line(article.translator or "")
    return f"by or from {name}" if name else ""


def language(article: Article) -> str | None:
    """The code of the language as the page has it: `en`, `pt-BR`; None where its words may be in another one."""
    code = inert_line(article.language or "").replace("_", "-").lower()
    if not _LANGUAGE.fullmatch(code):
        return None
    english = code.partition("-")[0] in ("en", "eng")
    other = any(doubt.startswith("the text ") and (english or " seems " in doubt) for doubt in article.doubts)
    return None if other else code


def known(article: Article) -> Iterator[Fact]:
    """What is known of an article, the date first."""
    yield Fact("Date", dated(article.published), more=tuple(_others(article.published)))
    if basis := _TITLES.get(article.title_basis):
        yield Fact("Title", basis)
    for name, label in _ROLES.items():
        if value := inert_line(getattr(article, name) or ""):
            yield Fact(label, value)
    if words := translation(article):
        yield Fact("Translation", words)
    if article.dateline:
        yield Fact("Dateline", inert_line(article.dateline.text.rstrip(" –—-")))
    if words := _INCOMPLETE.get(article.complete, ""):
        yield Fact("Incomplete", words)
    for doubt in article.doubts:
        yield Fact("Doubt", inert_line(doubt))


def _others(dating: Dating) -> Iterator[str]:
    for other in dating.others:
        yield f"also claimed: {other.date} ({claim(other)})"
    for bound in dating.bounds:
        side = "not before" if bound.side == "after" else "not after"
        yield f"{side} {bound.date}: {inert_line(bound.because)}"


def beside(entry: Entry) -> Iterator[Fact]:
    """The user's notes, on their lines, and tags."""
    for paragraph, note in sorted(entry.notes.items()):
        if words := inert(note).strip():
            yield Fact(f"Note on ¶ {paragraph}" if paragraph else "Note", words)
    if entry.tags:
        yield Fact("Tags", ", ".join(map(inert_line, entry.tags)))


def translated(article: Article) -> str:
    """`translated, by or from Coast Wire`, to stand with its words; "" where it is not known to be a translation."""
    words = translation(article)
    return f"translated, {words}" if words else ""


def remarks(excerpt: Excerpt, article: Article) -> str:
    """What must be said of quoted words: `part of the paragraph; translated, by or from Coast Wire`."""
    return "; ".join(filter(None, ("" if excerpt.whole else "part of the paragraph", translated(article))))


def places(numbers: Sequence[int]) -> str:
    """Paragraphs: `¶ 2, 4–6`; "" for none."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    named = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return f"¶ {', '.join(named)}" if named else ""


def located(where: Iterable[tuple[int, Sequence[int]]]) -> str:
    """Articles by their numbers, with their paragraphs: `1 ¶ 7, 10; 3 ¶ 1; 4 title`."""
    return "; ".join(f"{number} {places(numbers) or 'title'}" for number, numbers in where)


def heading(entry: Entry) -> str:
    """`1 · 2014-08-27 · Chiefs of staff meet`."""
    return f"{entry.number} · {entry.article.published.label} · {title(entry.article)}"


def sources(brief: Brief) -> Iterator[tuple[Entry, tuple[Fact, ...]]]:
    """Each article, where its words are said to be from, and where they were found."""
    quoted: dict[int, set[int]] = {}
    for number, excerpt in brief.quotations:
        quoted.setdefault(number, set()).add(excerpt.paragraph)
    for entry in brief.entries:
        yield entry, tuple(_source(entry, quoted.get(entry.number, ())))


def _source(entry: Entry, quoted: Iterable[int]) -> Iterator[Fact]:
    article = entry.article
    yield Fact("Publisher", inert_line(article.source or "") or "not known")
    yield Fact("Date", f"{article.published.label} ({article.published.explanation})")
    if words := translation(article):
        yield Fact("Translation", words)
    if article.url:
        yield Fact("Address", inert_line(article.url), literal=True)
    yield Fact("Saved", _saved(entry))
    yield Fact("File", named(article.path), literal=True)
    if article.entry:
        yield Fact("Entry of the file", inert_line(article.entry), literal=True)
    yield Fact("Quoted", places(sorted(quoted)) or "nothing")
    yield Fact("Article", inert_line(article.id), literal=True)


def _saved(entry: Entry) -> str:
    if entry.saved is None:
        return "on an unknown day"
    return str(entry.saved) + (f" ({inert_line(entry.saved_basis)})" if entry.saved_basis else "")
