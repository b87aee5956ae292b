"""The articles of a brief in Markdown: what is known of each and how, the user's notes, and the words quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.article import Article, Claim, Dating, TitleBasis
from briefing.export.brief import Entry, Excerpt
from briefing.export.escaping import code, escaped, escaped_line
from briefing.inert import inert_line

_TITLES: dict[TitleBasis, str] = {
    "derived": "made from the first sentence; the saved copy prints none",
    "breadcrumb": "taken from the path printed on the page",
    "none": "none found",
}
_SOURCES = {"source": "Source", "agency": "Agency", "distributor": "Distributor", "author": "Author"}
_ORIGINS = {"translator": "by", "origin": "from", "language": "language"}
_INCOMPLETE = {"cut": "the saved copy breaks off", "wall": "the saved copy ends at a paywall"}


def section(heading: str, entries: Sequence[Entry]) -> Iterator[str]:
    """The articles of a section, block by block."""
    if entries:
        yield f"## {heading}"
    for entry in entries:
        yield from _entry(entry)


def footnotes(entries: Sequence[Entry]) -> Iterator[str]:
    """The source of each article: where its words are said to be from, and where they were found."""
    for entry in entries:
        article = entry.article
        numbers = sorted({excerpt.paragraph for excerpt in entry.excerpts})
        parts = [
            f"“{escaped_line(article.title) or '(no title)'}”",
            escaped_line(article.source or "publisher unknown"),
            escaped_line(f"{article.published.label} ({article.published.explanation})"),
            code(article.url or ""),
            _saved(entry),
            f"file {code(article.path)}" + (f", entry {code(article.entry)}" if article.entry else ""),
            places(numbers) if numbers else "not quoted",
            f"article {code(article.id)}",
        ]
        yield f"[^{entry.number}]: {', '.join(filter(None, parts))}"


def places(numbers: Sequence[int]) -> str:
    """`¶ 2, 4–6`; "" for none."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    named = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return f"¶ {', '.join(named)}" if named else ""


def quotation(excerpt: Excerpt) -> Iterator[str]:
    """The words as a block quotation, under the anchor that ties them to the saved copy."""
    yield str(excerpt.anchor)
    yield "\n".join(f"> {line}" for line in escaped(excerpt.words).split("\n"))


def translation(article: Article) -> str:
    """`in translation by A from B`; "" where the article is none."""
    if not article.translator:
        return ""
    return f"in translation by {article.translator}" + (f" from {article.origin}" if article.origin else "")


def _saved(entry: Entry) -> str:
    if entry.saved is None:
        return "day saved unknown"
    return escaped_line(f"saved {entry.saved}" + (f" ({entry.saved_basis})" if entry.saved_basis else ""))


def _entry(entry: Entry) -> Iterator[str]:
    article = entry.article
    title = f"{article.published.label} · {inert_line(article.title) or '(no title)'}"
    yield f"### {escaped_line(title)}{' (translation)' if article.translator else ''}[^{entry.number}]"
    yield "\n".join([*_facts(article), *_notes(entry)])
    for excerpt in entry.excerpts:
        yield _locator(excerpt, entry)
        yield from quotation(excerpt)


def _locator(excerpt: Excerpt, entry: Entry) -> str:
    remarks = filter(None, ("" if excerpt.whole else "part of the paragraph", translation(entry.article)))
    said = "; ".join(remarks)
    return f"¶ {excerpt.paragraph}[^{entry.number}]" + (f" ({escaped_line(said)})" if said else "")


def _facts(article: Article) -> Iterator[str]:
    yield from _dates(article.published)
    if basis := _TITLES.get(article.title_basis):
        yield f"- Title: {basis}"
    for name, label in _SOURCES.items():
        if value := getattr(article, name):
            yield f"- {label}: {escaped_line(value)}"
    if words := "; ".join(f"{word} {value}" for name, word in _ORIGINS.items() if (value := getattr(article, name))):
        yield f"- {'Translation' if article.translator else 'Origin'}: {escaped_line(words)}"
    if article.dateline:
        yield f"- Dateline: {escaped_line(article.dateline.text.rstrip(' –—-'))}"
    if words := _INCOMPLETE.get(article.complete, ""):
        yield f"- Incomplete: {words}"
    for doubt in article.doubts:
        yield f"- Doubt: {escaped_line(doubt)}"


def _dates(dating: Dating) -> Iterator[str]:
    claim = _claim(dating) if dating.date else escaped_line(dating.explanation)
    yield f"- Date: {escaped_line(dating.label)} ({claim})"
    for other in dating.others:
        yield f"  - also claimed: {escaped_line(str(other.date))} ({_claim(other)})"
    for bound in dating.bounds:
        side = "not before" if bound.side == "after" else "not after"
        yield f"  - {side} {bound.date}: {escaped_line(bound.because)}"


def _claim(claim: Claim | Dating) -> str:
    words = [Dating(claim.date, claim.basis).explanation, f"{claim.trust} trust"]
    if evidence := inert_line(claim.evidence):
        words.insert(1, f"“{evidence}”")
    return escaped_line("; ".join(words))


def _notes(entry: Entry) -> Iterator[str]:
    """The user's notes, each in one list item with its own lines, and the tags."""
    for paragraph, note in sorted(entry.notes.items()):
        lines = [line for line in escaped(note.strip()).split("\n") if line.strip()]
        if lines:
            yield f"- Note{f' on ¶ {paragraph}' if paragraph else ''}: " + "\n  ".join(lines)
    if entry.tags:
        yield f"- Tags: {escaped_line(', '.join(entry.tags))}"
