"""What a brief says in its own words, alike in every form of it: plain text, to be escaped by whoever writes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.dates import Period
from briefing.export.brief import Brief, Entry, Saying, Standing, Wording
from briefing.export.facts import Fact
from briefing.inert import inert_line

HEADINGS: Mapping[str, str] = {
    "question": "Question",
    "articles": "Articles",
    "bounded": "Articles whose date is bounded or unknown",
    "actors": "Actors",
    "chronology": "Chronology",
    "wordings": "In whose words",
    "meaning": "What this brief says",
    "sources": "Sources",
}
"""Of the sections, in their order; in Markdown the sources are footnotes, and have no heading."""
WHERE = "Article and paragraphs"
"""The column of `1 ¶ 7, 10; 3 ¶ 1`."""
ACTORS = ("Actor", "Group", "On that day", "In the text as", WHERE)
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
NOBODY = (
    "None of those who are named here stands in an actors file, so this brief cannot say who held which post, or who"
    " belonged to whom."
)
CHRONOLOGY = (
    "Who said what: the statements whose speaker the text names, in the order of the days on which they were made, each"
    " with its article and paragraph. Those of which no day is known stand at the end."
)
WORDINGS = "Where one voice calls somebody otherwise than another does: the words, and whose they are."
_LISTED = 40
"""Names of a list that are shown; more are counted."""
_SCOPES = {"articles": "articles chosen one by one", "query": "all that answer a query", "working list": "working list"}


def numbered(number: int, noun: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


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


def position(standing: Standing) -> str:
    """What an actor was on that day, or between whom it could not be decided."""
    if standing.undecided:
        return "not decided between " + ", ".join(map(inert_line, standing.undecided))
    return "; ".join(map(inert_line, standing.posts))


def forms(standing: Standing) -> str:
    """What the texts call an actor: `“army commander” (by post, not named)`."""
    words = "; ".join(f"“{inert_line(form)}”" for form in standing.forms) or "in the title"
    return f"{words} (by post, not named)" if standing.by_post else words


@dataclass(frozen=True, slots=True)
class Names:
    """A list of names that are in no table, with where each stands."""

    label: str
    named: tuple[tuple[str, Standing], ...]
    """As it is to be shown, the most often mentioned first."""
    more: int
    """How many are not shown."""


def tabled(brief: Brief) -> list[Standing]:
    """The rows of the table of actors: those of the actors file, those undecided, and posts without a holder."""
    return [one for one in brief.standings if not _aside(one)]


def _aside(standing: Standing) -> str:
    """In which list an actor stands; "" where it has a row."""
    if standing.kind == "place":
        return "Places"
    unlisted = standing.actor is None and not standing.undecided and not standing.by_post
    return "Not in the actors file" if unlisted else ""


def names(brief: Brief) -> Iterator[Names]:
    """Those who have no row: who is in no actors file, and the places."""
    counts = Counter(
        mention.key for entry in brief.entries for mention in (*entry.article.mentions, *entry.article.title_mentions)
    )
    for label in ("Not in the actors file", "Places"):
        found = [standing for standing in brief.standings if _aside(standing) == label]
        found.sort(key=lambda standing: -counts[standing.key])
        if found:
            shown = ((f"“{inert_line(one.name)}”", one) for one in found[:_LISTED])
            yield Names(label, tuple(shown), max(0, len(found) - _LISTED))


def nobody(brief: Brief) -> str:
    """That nobody has a row; "" where somebody has, or nobody is named."""
    return NOBODY if brief.standings and not tabled(brief) else ""


def unnamed(brief: Brief) -> str:
    """How many quotations are not in the chronology; "" for none."""
    listed = {(saying.number, saying.speaker) for saying in brief.sayings}
    said = ((entry.number, statement.speaker) for entry in brief.entries for statement in entry.statements)
    number = sum(one not in listed for one in said)
    if not number:
        return ""
    has, are = ("has", "it is") if number == 1 else ("have", "they are")
    more = " more" if brief.sayings else ""
    return (
        f"{numbered(number, 'quotation')}{more} {has} no speaker that the text names for sure; {are} not listed here."
    )


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
