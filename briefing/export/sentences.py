"""What a brief says in its own words, alike in every form of it: plain text, to be escaped by whoever writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.article import Article, Claim, Dating, TitleBasis
from briefing.dates import Period
from briefing.export.brief import Brief, Entry, Excerpt, Saying, Standing, Wording
from briefing.inert import inert, inert_line

HEADINGS: Mapping[str, str] = {
    "question": "Question",
    "articles": "Articles",
    "actors": "Actors",
    "chronology": "Chronology",
    "wordings": "In whose words",
    "bounded": "Articles whose date is only bounded",
    "meaning": "What this brief says",
    "sources": "Sources",
}
"""Of the sections, in their order; in Markdown the sources are footnotes, and have none."""
ACTORS = ("Actor", "Group", "On that day", "In the text as", "Where")
"""The columns of the table of actors."""
CALLED = ("Actor", "Is called", "By")
"""The columns of the table of wordings."""
MEANING = (
    "Every quotation above was taken word for word from the saved copy that is named with it. That it is found again"
    " means that these words stand in the saved copy: not that they were said, nor that they are true.",
    "An actor “by post, not named” was found through an office that the text mentions, and by who held that office on"
    " that day. “Last verified” says until when the actors file knew of a post. A date that is inferred is a range: no"
    " day inside it is known. To mention people of a group is not to be for it.",
)
BOUNDED = "The date of none of these articles is known in full. Where a range is given, no day inside it is."
NOT_QUOTED = "not quoted: the words of this brief are used up"
WORDINGS = "Where one voice calls somebody otherwise than another does: the words, and whose they are."
_SCOPES = {"articles": "articles chosen one by one", "query": "all that answer a query", "working list": "working list"}
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


def numbered(number: int, noun: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def title(article: Article) -> str:
    """Of an article, never empty."""
    return inert_line(article.title) or "(no title)"


def marked(article: Article) -> str:
    """What stands behind the title of a translation."""
    return " (translation)" if article.translator else ""


def span(entries: Sequence[Entry]) -> Period:
    """The days that articles are from."""
    periods = [entry.article.published.period for entry in entries]
    return Period(
        min((p.first for p in periods if p.first), default=None),
        max((p.last for p in periods if p.last), default=None),
    )


def summary(brief: Brief) -> str:
    """How many articles, and of which days, in one sentence."""
    words = numbered(len(brief.entries), "article")
    if brief.dated:
        words += f", {span(brief.dated)}"
    if brief.bounded:
        words += f"; of {len(brief.bounded):,} the date is only bounded or unknown"
    if brief.not_judged:
        words += f"; {numbered(brief.not_judged, 'more article')} could not be judged for want of a date"
    return f"{words}."


def question(brief: Brief) -> Iterator[Fact]:
    """What was asked for, and what came of it."""
    asked, query = brief.commission, inert_line(brief.commission.query)
    yield Fact("Selection", _SCOPES[asked.scope])
    if query:
        yield Fact("Query" if asked.scope == "query" else "About", query, literal=True)
        if (understood := inert_line(brief.understood)) and understood != query:
            yield Fact("Understood as", understood, literal=True)
    yield Fact("Articles", f"{len(brief.entries):,}" + (f", {span(brief.dated)}" if brief.dated else ""))
    if brief.bounded:
        yield Fact("Date only bounded or unknown", f"{len(brief.bounded):,}, in a section of their own")
    if brief.not_judged:
        yield Fact("Not judged", f"{numbered(brief.not_judged, 'more article')} without a date and without bounds")
    yield Fact("Quoted", _quoted(brief))
    yield from (Fact("Remark", inert_line(remark)) for remark in brief.remarks)


def _quoted(brief: Brief) -> str:
    words, most = brief.words, brief.commission.max_words
    if brief.commission.full:
        return f"whole texts, {numbered(words, 'word')}"
    without = sum(not entry.excerpts and bool(entry.article.body.strip()) for entry in brief.entries)
    left = f"; {numbered(without, 'article')} without an excerpt, as these words were used up" if without else ""
    over = ", as the paragraphs chosen are quoted whole" if words > most else ""
    return f"{numbered(words, 'word')} of at most {most:,}{over}{left}"


def made(brief: Brief) -> str:
    """When the brief was made, and when it was made again."""
    again = f", brought up to date on {brief.revised}" if brief.revised != brief.created else ""
    return f"Made on {brief.created}{again}."


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


def facts(article: Article) -> Iterator[Fact]:
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


def position(standing: Standing) -> str:
    """What an actor was on that day, or between whom it could not be decided."""
    if standing.undecided:
        return "not decided between " + ", ".join(map(inert_line, standing.undecided))
    return "; ".join(map(inert_line, standing.posts))


def forms(standing: Standing) -> str:
    """What the texts call an actor: `“army commander” (by post, not named)`."""
    words = "; ".join(f"“{inert_line(form)}”" for form in standing.forms) or "in the title"
    return f"{words} (by post, not named)" if standing.by_post else words


def unquoted(brief: Brief) -> str:
    """How many statements are listed without their words; "" for none."""
    without = sum(not saying.quoted for saying in brief.sayings)
    return f"{without:,} of {numbered(len(brief.sayings), 'statement')} {NOT_QUOTED}." if without else ""


def when(saying: Saying) -> str:
    """The day of a statement and how it is known: `2014-08-27 (day of the article (byline))`."""
    return inert_line(saying.when) + basis(saying)


def basis(saying: Saying) -> str:
    """What stands behind the day of a statement: ` (day of the article (byline))`."""
    return f" ({inert_line(saying.basis)})" if saying.basis else ""


def manner(saying: Saying) -> str:
    """How the words were given: `“said”`, `“said” · reported speech, in the words of the article`."""
    verb = inert_line(saying.verb)
    reported = "" if saying.direct else "reported speech, in the words of the article"
    return " · ".join(filter(None, (f"“{verb}”" if verb else "", reported)))


def speaker(saying: Saying) -> str:
    """What the speaker was on that day: `Velmoran Army (Chief of Staff)`."""
    group, posts = inert_line(saying.group), "; ".join(map(inert_line, saying.posts))
    return f"{group} ({posts})" if group and posts else group or posts


def voice(wording: Wording) -> str:
    """Whose words they are: `Ilo Vash (Velmoran Army)`."""
    faction = inert_line(wording.faction)
    return inert_line(wording.voice) + (f" ({faction})" if faction else "")


def sources(brief: Brief) -> Iterator[tuple[Entry, tuple[Fact, ...]]]:
    """Each article, where its words are said to be from, and where they were found."""
    quoted: dict[int, set[int]] = {}
    for number, excerpt in brief.quotations:
        quoted.setdefault(number, set()).add(excerpt.paragraph)
    for entry in brief.entries:
        yield entry, tuple(_source(entry, quoted.get(entry.number, ())))


def _source(entry: Entry, quoted: Iterable[int]) -> Iterator[Fact]:
    article = entry.article
    yield Fact("Publisher", inert_line(article.source or "") or "unknown")
    yield Fact("Date", f"{article.published.label} ({article.published.explanation})")
    if words := translation(article):
        yield Fact("Translation", words)
    if article.url:
        yield Fact("Address", inert_line(article.url), literal=True)
    yield Fact("Saved", _saved(entry))
    yield Fact("File", inert_line(article.path), literal=True)
    if article.entry:
        yield Fact("Entry of the file", inert_line(article.entry), literal=True)
    yield Fact("Quoted", places(sorted(quoted)) or "nothing")
    yield Fact("Article", inert_line(article.id), literal=True)


def _saved(entry: Entry) -> str:
    if entry.saved is None:
        return "on an unknown day"
    return str(entry.saved) + (f" ({inert_line(entry.saved_basis)})" if entry.saved_basis else "")
