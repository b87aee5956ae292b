"""What a brief says in its own words, alike in every form of it: plain text, to be escaped by whoever writes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.article import Article, Claim, Dating, TitleBasis
from briefing.dates import Period
from briefing.export.brief import Brief, Entry, Excerpt, Saying, Standing
from briefing.inert import inert_line

MEANING = (
    "Every quotation above stands, word for word, in the saved copy that is named with it: no more than that is"
    " claimed. That somebody is quoted there does not mean that it was said, nor that it is true.",
    "An actor “by post, not named” was found through an office that the text mentions, and by who held that office on"
    " that day. “Last verified” says until when it was known who held an office whose end is not known.",
    "A date that is inferred is a range: no day inside it is known. To mention people of a group is not to be for it.",
)
BOUNDED = "These articles print no date of their own. What is known is a range, and no day inside it."
WORDINGS = "What one voice calls somebody whom another voice calls otherwise, in the words of each."
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


def counted(number: int, noun: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def title(article: Article) -> str:
    """Of an article, never empty."""
    return inert_line(article.title) or "(no title)"


def span(entries: Sequence[Entry]) -> Period:
    """The days that articles are from."""
    periods = [entry.article.published.period for entry in entries]
    return Period(
        min((p.first for p in periods if p.first), default=None),
        max((p.last for p in periods if p.last), default=None),
    )


def summary(brief: Brief) -> Iterator[str]:
    """How many articles there are, and of which days, in sentences."""
    yield f"{counted(len(brief.entries), 'article')}."
    if brief.dated:
        yield f"Dates: {span(brief.dated)}."
    if brief.bounded:
        yield f"Without a date: {len(brief.bounded)}; they stand at the end, with the bounds that are known."
    if brief.not_judged:
        yield f"Not here: {counted(brief.not_judged, 'article')} that the dates asked for could not judge."


def asked(brief: Brief) -> tuple[str, str] | None:
    """What the question is called, and the question; None where none was asked."""
    query = inert_line(brief.commission.query)
    if not query:
        return None
    return ("Articles that answer" if brief.commission.scope == "query" else "Excerpts about"), query


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
    """`by or from Coast Wire, as the page says`; "" where the article is not known to be a translation."""
    name = inert_line(article.translator or "")
    return f"by or from {name}, as the page says" if name else ""


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
    if article.url:
        yield Fact("Address", inert_line(article.url), literal=True)
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


def place(excerpt: Excerpt) -> str:
    """Where quoted words stand, for people: `¶2, in part`."""
    return f"¶{excerpt.paragraph}" + ("" if excerpt.whole else ", in part")


def position(standing: Standing) -> str:
    """What an actor was on that day, or between whom it could not be decided."""
    if standing.undecided:
        return "not decided between " + ", ".join(map(inert_line, standing.undecided))
    return "; ".join(map(inert_line, standing.posts))


def forms(standing: Standing) -> str:
    """What the texts call an actor: `army commander (by post, not named)`."""
    words = "; ".join(dict.fromkeys(map(inert_line, standing.forms))) or "in the title"
    return f"{words} (by post, not named)" if standing.by_post else words


def paragraphs(numbers: Sequence[int]) -> str:
    """`¶2 ¶4`, or `title`."""
    return " ".join(f"¶{number}" for number in numbers) or "title"


def manner(saying: Saying) -> str:
    """How the words were given: `“said”, between quotation marks`."""
    verb = f"“{inert_line(saying.verb)}”, " if inert_line(saying.verb) else ""
    return verb + ("between quotation marks" if saying.direct else "reported, not between quotation marks")


def speaker(saying: Saying) -> str:
    """What the speaker was on that day: `Chief of Staff; Velmoran Army`."""
    return "; ".join(filter(None, map(inert_line, (*saying.posts, saying.group))))


def saved(entry: Entry) -> str:
    """The day the page was saved and how that is known; "" where it is not."""
    if entry.saved is None:
        return ""
    return f"saved {entry.saved}" + (f" ({inert_line(entry.saved_basis)})" if entry.saved_basis else "")
