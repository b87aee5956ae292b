"""Queries of every kind: each is answered, refused with a caret, or too broad, within a second; and answers agree."""

from __future__ import annotations

import itertools
import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from briefing import library, plainly
from briefing.inert import inert
from briefing.library import Library, Sort
from briefing.parsing import parse
from briefing.query import QueryError, caret, understood
from briefing.results import Results
from torture import folders
from torture.asking import SAVED, TAGS, any_query, clause, good
from torture.mutations import texts
from torture.reckoning import POSSIBLE, SURE, Reckoner
from torture.spending import within
from torture.trial import Attempt, Part

ARTICLES = 400
"""Invented ones; with the others some 600."""
SECONDS = 1.0
_LISTED = 20
"""Hits that are printed of each answer."""
_THROUGH_THE_COMMAND = 250
"""Every so manieth query is asked by `briefing search`."""
_SORTS: tuple[Sort | None, ...] = (None, "date", "oldest", "relevance", "source", "unread")


@contextmanager
def _begin(folder: Path) -> Iterator[Attempt]:
    corpus = folders.make(folder / "corpus", ARTICLES)
    for number, text in enumerate(texts()[::2]):
        (corpus / f"other-{number}.txt").write_text(text, "utf-8")
    for number in range(40):
        (corpus / f"undated-{number}.txt").write_text(_undated(number), "utf-8")
    library.index(corpus)
    with Library.open(corpus) as opened:
        _mark(opened)
        yield within(SECONDS, Asked(opened).attempt)


def _undated(number: int) -> str:
    """An article without a date, every other one with a bound."""
    past = f"The toll was raised on 4 May {2015 + number % 10}." if number % 2 else "The toll was raised."
    return f"Tolls are raised once more\n\nThe crews said the ferry was late. {past} The crews left.\n"


def _mark(opened: Library) -> None:
    """Read marks, stars, tags, notes and saved searches, those that ask for themselves too."""
    ids = [row.id for row in opened.rows]
    opened.mark(ids[::3], read=True)
    opened.mark(ids[::7], starred=True)
    opened.mark(ids[::11], aside=True)
    for number, tag in enumerate(TAGS):
        opened.state.set(f"tag:{tag}", ids[number :: len(TAGS) * 3], True)
    for name, query in SAVED.items():
        opened.state.save(name, query)


class Asked:
    """An open library, and what is asked of it."""

    def __init__(self, opened: Library) -> None:
        self._opened = opened
        self._reckoner = Reckoner(opened)

    def attempt(self, number: int, dice: random.Random) -> str | None:
        """One query, the same while it is typed, and a law that its answer must keep."""
        text = any_query(dice)
        if number % _THROUGH_THE_COMMAND == 0:
            return self._by_command(text)
        fault = self._answered(text, dice) or self._typed(text, dice) or dice.choice(self._laws)(dice)
        return f"{fault} [{text[:600]!r}]" if fault else None

    def _answered(self, text: str, dice: random.Random) -> str | None:
        try:
            results = self._opened.search(text, dice.choice(_SORTS))
        except QueryError as error:
            return _refused(error, text)
        return self._told(results) or self._reckoned(results)

    def _told(self, results: Results) -> str | None:
        """Is the answer as it is printed whole, in JSON and in lines?"""
        row = plainly.results_json(self._opened, results, _LISTED)
        lines = list(plainly.results_lines(self._opened, results, _LISTED))
        json.dumps(row)
        if len(row["hits"]) != min(_LISTED, results.total) or len(set(results.ids)) != results.total:
            return f"{len(row['hits'])} hits of {results.total}, {len(set(results.ids))} of them different"
        for hit in row["hits"]:
            size = len(hit["snippet"])
            if any(not 0 <= start < end <= size for start, end in hit["matches"]):
                return f"matches {hit['matches']} in a snippet of {size}"
        if broken := [line for line in lines if inert(line) != line or "\n" in line]:
            return f"a line that is none: {broken[0]!r}"
        return _counts(results)

    def _reckoned(self, results: Results) -> str | None:
        """Is it what looking at every article gives, where that can be done simply?"""
        expected = self._reckoner.answer(results.query.root)
        if expected is None:
            return None
        found = {hit.row.id: POSSIBLE if hit.possible else SURE for hit in results.hits}
        if found != expected:
            wrong = {id: (found.get(id), expected.get(id)) for id in found.keys() ^ expected.keys()}
            wrong = wrong or {id: (found[id], expected[id]) for id in found if found[id] != expected[id]}
            return f"{len(found)} found, {len(expected)} reckoned; {dict(itertools.islice(wrong.items(), 3))}"
        unjudged = self._reckoner.unjudged(results.query.root)
        return f"{results.undated} undated, {unjudged} reckoned" if results.undated != unjudged else None

    def _typed(self, text: str, dice: random.Random) -> str | None:
        """While it is typed nothing more is refused; what is understood means the same when it is written out."""
        begun = text[: dice.randint(0, min(len(text), 520))]
        try:
            self._opened.search(begun, typing=True)
        except QueryError as error:
            if fault := _refused(error, begun):
                return fault
        try:
            query = parse(text, date.today())
        except QueryError:
            return None
        try:
            parse(text, date.today(), typing=True)
            again = parse(understood(query), date.today())
        except QueryError as error:
            return None if len(understood(query)) > 512 else f"typed or written out it is refused: {error.message}"
        return None if understood(again) == understood(query) else f"{understood(query)!r} is {understood(again)!r}"

    def _found(self, text: str) -> tuple[frozenset[str], frozenset[str]] | None:
        """(the sure, all that answer); None where it is refused."""
        try:
            results = self._opened.search(text, "date")
        except QueryError:
            return None
        return frozenset(hit.row.id for hit in results.hits if not hit.possible), results.ids

    def _contradiction(self, dice: random.Random) -> str | None:
        asked = good(dice, 1)
        found = self._found(f"({asked}) -({asked})")
        return f"({asked}) -({asked}) is found" if found and found[0] else None

    def _either(self, dice: random.Random) -> str | None:
        one, other = clause(dice), clause(dice)
        a, b = self._found(one), self._found(other)
        both, either = self._found(f"({one}) ({other})"), self._found(f"({one}) OR ({other})")
        if not (a and b and both and either):
            return None
        good = all(both[n] == a[n] & b[n] and either[n] == a[n] | b[n] for n in (0, 1))
        return None if good else f"({one}), ({other}): AND and OR are not what the two are"

    def _of_morgan(self, dice: random.Random) -> str | None:
        one, other = clause(dice), clause(dice)
        found = self._found(f"-(({one}) OR ({other}))"), self._found(f"-({one}) -({other})")
        return None if None in found or found[0] == found[1] else f"NOT ({one} OR {other}) is not what it should be"

    def _everything(self, dice: random.Random) -> str | None:
        asked = clause(dice)
        found, others = self._found(asked), self._found(f"-({asked})")
        if not found or not others:
            return None
        everything = {row.id for row in self._opened.rows}
        doubts = everything - found[0] - others[0]
        good = not found[0] & others[0] and found[1] & doubts == others[1] & doubts
        return None if good else f"{asked} and -({asked}) are not everything"

    def _sorted(self, dice: random.Random) -> str | None:
        asked = good(dice, 1)
        try:
            found = {self._opened.search(asked, sort).ids for sort in _SORTS}
        except QueryError:
            return None
        return None if len(found) == 1 else f"{asked}: the order changes what is found"

    @property
    def _laws(self) -> tuple[Callable[[random.Random], str | None], ...]:
        return self._contradiction, self._either, self._of_morgan, self._everything, self._sorted

    def _by_command(self, text: str) -> str | None:
        """The same through the command line, in a process of its own."""
        asked = text.replace("\0", "")[:20_000].encode("utf-8", "replace").decode()
        command = [
            sys.executable,
            "-m",
            "briefing",
            "search",
            "--json",
            "--corpus",
            str(self._opened.corpus),
            "--",
            asked,
        ]
        done = subprocess.run(command, capture_output=True, check=False)
        told = done.stderr.decode("utf-8", "replace")
        if done.returncode not in (0, 2) or "Traceback" in told:
            return f"ended with {done.returncode}: {told[-500:]}"
        if done.returncode == 0:
            json.loads(done.stdout)
        elif "the query cannot be understood" not in told:
            return f"refused without a reason: {told[-300:]}"
        return None


def _refused(error: QueryError, text: str) -> str | None:
    """A reason, and a caret that stands within the text."""
    if not error.message.strip() or not 0 <= error.start < max(error.end, 1) or error.end > max(len(text), 1):
        return f"refused at {error.start}..{error.end} of {len(text)}: {error.message!r}"
    line, carets, *reason = caret(error, text).split("\n")
    if not line.isprintable() or carets.strip(" ^") or "^" not in carets or not reason:
        return f"a caret that cannot be shown: {line!r} {carets!r} {reason!r}"
    return None


def _counts(results: Results) -> str | None:
    """No value of a facet has more than there are; the years together are all that have one."""
    for name, facets in results.facets.items():
        if any(not 0 <= facet.possible <= facet.count <= results.total or not facet.count for facet in facets):
            return f"the facet {name} counts what is not there"
    months, years = (sum(facet.count for facet in results.facets[name]) for name in ("month", "year"))
    if not months <= years <= results.total:
        return f"{months} in months, {years} in years, {results.total} in all"
    return None


PART = Part("questions", "P10", full=5_000, small=40, begin=_begin, limit=10 * SECONDS)
