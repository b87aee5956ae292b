"""What became of each quotation of a brief: found where its anchor says, moved, changed on one side, or missing."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.anchors import Anchor, digest, folded
from briefing.bounded import SECONDS, within
from briefing.files import Unreadable
from briefing.verifying import Checked, Report, Shelf, Verdict
from briefing.verifying.beside import contradictions
from briefing.verifying.comparing import alike, difference
from briefing.verifying.copies import Copies, Copy, Span
from briefing.verifying.home import at_home
from briefing.verifying.leaves import front_matter
from briefing.verifying.nearest import NEAR
from briefing.verifying.quotations import Quotation, read
from briefing.verifying.runs import ANCHOR
from briefing.verifying.sameness import unbracketed
from briefing.verifying.seeking import holders

MOST_HOLDERS = 50
"""How many articles are looked through for words that left their place."""
MOST_ERRANDS = 5_000
"""How often, for one brief, words are looked for in the whole corpus or compared with all articles it cites."""
MOST_SECONDS = 60
"""Of computing, for all quotations of a brief."""
MOST_CITED = 200
"""How many cited articles a quotation without an anchor is compared with."""
_MADE_WITH = re.compile(r"""^[ \t]*briefing_quotations:[ \t]*["']?([0-9]{1,9})""", re.MULTILINE)
_OURS = re.compile(r"^[ \t]*briefing_\w+:", re.MULTILINE)
_IDS = re.compile(r"^[ \t]*briefing_ids:[ \t]*\[([^\]\n]*)\]", re.MULTILINE)
_NOTED = re.compile(r"article `([0-9a-z]{10})`")
_ID = re.compile(r"[0-9a-z]{10}")
_VERDICTS = ("found", "moved", "changed", "missing")
GONE, RENAMED = "the article is not in this corpus any more", "the file is now"
NO_ANCHOR, BROKEN_ANCHOR = "this quotation has no anchor", "its anchor cannot be read"
BRIEF_CHANGED, COPY_CHANGED = "the brief was changed", "the saved copy was changed"
BOTH_CHANGED = "the brief and the saved copy were changed"
TOO_LONG = f"it was not looked for: those before it took longer than {MOST_SECONDS} s"
AT_HOME = 0.8
"""What is so like the words at its place was changed there, whatever else is like it."""


def checked(brief: str, shelf: Shelf) -> Report:
    """Find every quotation of a brief in Markdown again."""
    try:
        reading, front = within(SECONDS, lambda: read(brief)), front_matter(brief)
    except Unreadable as error:
        return Report((Checked(1, "missing", "", None, because=f"the brief {error}"),))
    found = reading.quotations
    cited = list(
        dict.fromkeys([*(one.anchor.article for one in found if one.anchor), *_named(front), *_NOTED.findall(brief)])
    )
    checker = _Checker(shelf, cited)
    order = sorted(range(len(found)), key=lambda place: (found[place].anchor is None, _article(found[place])))
    done = {place: checker.check(found[place]) for place in order}
    checked = tuple(done[place] for place in range(len(found)))
    remarks = (*_remarks(brief, front, found), *reading.remarks, *contradictions(brief, checked))
    return Report(checked, remarks)


def _article(one: Quotation) -> str:
    return one.anchor.article if one.anchor else ""


def _named(front: str) -> list[str]:
    listed = _IDS.search(front)
    return _ID.findall(listed[1]) if listed else []


def _remarks(brief: str, front: str, found: Sequence[Quotation]) -> Iterator[str]:
    anchors = sum(one.anchor is not None or one.damaged for one in found)
    made = _MADE_WITH.search(front)
    if not anchors and not _OURS.search(front):
        yield "this is no brief of ours: nothing in it says which saved copies it quotes"
    if made and int(made[1]) > anchors:
        gone = int(made[1]) - anchors
        yield f"{gone} of the {made[1]} quotations that it was made with {'is' if gone == 1 else 'are'} not in it"
    if unread := len(ANCHOR.findall(brief)) - anchors:
        anchors_ = "1 anchor was" if unread == 1 else f"{unread} anchors were"
        yield f"{anchors_} not read: in code, in an address, or nested too deep"


class _Checker:
    """Checks quotations against the saved copies, one article after the other."""

    def __init__(self, shelf: Shelf, cited: Sequence[str]) -> None:
        self._shelf, self._cited = shelf, cited
        self._copies = Copies(shelf)
        self._errands = MOST_ERRANDS
        self._until = time.thread_time() + MOST_SECONDS
        self._heirs: dict[str, str] = {}
        """Where the words of an article that is gone were found last: most likely the others are there too."""

    def check(self, quotation: Quotation) -> Checked:
        """What became of it: the best that any reading of it gives."""
        if not quotation.readings:
            because = quotation.flaw or (BROKEN_ANCHOR if quotation.damaged else "no quotation goes with this anchor")
            return Checked(quotation.line, "missing", "", quotation.anchor, because=because)
        if self._late:
            return Checked(quotation.line, "missing", folded(quotation.readings[0]), quotation.anchor, because=TOO_LONG)
        readings: list[Checked] = []
        for words in map(folded, quotation.readings):
            one = self._anchored(words, quotation.anchor) if quotation.anchor else self._unanchored(words, quotation)
            readings.append(replace(one, line=quotation.line, words=words, anchor=quotation.anchor))
            if one.verdict == "found":
                break
        best = min(readings, key=lambda one: (_VERDICTS.index(one.verdict), _differing(one)))
        return _flawed(best, quotation.flaw) if quotation.flaw else best

    @property
    def _late(self) -> bool:
        return time.thread_time() > self._until

    def _anchored(self, words: str, anchor: Anchor) -> Checked:
        copy = self._copies.get(anchor.article)
        if copy is None:
            return self._elsewhere(words, anchor, GONE)
        if there := at_home(words, copy, anchor):
            return there
        here = (anchor.start, anchor.end)
        saved = copy.at(*here)
        intact, kept = digest(words) == anchor.digest, digest(saved) == anchor.digest
        if found := copy.find(words, anchor.start):
            place, how = found
            if intact or not (kept and place[0] < anchor.end and anchor.start < place[1]):
                return _placed("moved", copy, place, f"it stood in ¶ {anchor.paragraph}", how)
        because = COPY_CHANGED if intact else BRIEF_CHANGED if kept else BOTH_CHANGED
        return _changed(words, copy, saved, here, because) or self._elsewhere(
            words, anchor, f"nothing like it stands in {copy.path} any more; {because}"
        )

    def _elsewhere(self, words: str, anchor: Anchor, why: str) -> Checked:
        """Look for the words in other articles: a file that was renamed has another id."""
        heir = self._copies.get(self._heirs.get(anchor.article, ""))
        if heir and (found := _copy_of(heir, words, anchor, why)):
            return found
        if self._errands <= 0:
            return _missing(f"{why}; it was not looked for elsewhere, as too many are missing")
        self._errands -= 1
        for copy in self._holding(words):
            if found := _copy_of(copy, words, anchor, why):
                self._heirs[anchor.article] = copy.id
                return found
        changed = _changed(words, heir, "", (0, 0), f"{why}, and what it has now is not the same") if heir else None
        return changed or _missing(f"{why}, and these words stand in no other article that is indexed")

    def _holding(self, words: str) -> Iterator[Copy]:
        for id in holders(next(iter(unbracketed(words)), words), self._shelf, MOST_HOLDERS):
            if not self._late and (copy := self._copies.get(id)):
                yield copy

    def _of_the_cited(self) -> Iterator[Copy]:
        for id in self._cited[:MOST_CITED]:
            if not self._late and (copy := self._copies.get(id)):
                yield copy

    def _unanchored(self, words: str, quotation: Quotation) -> Checked:
        """A passage that is set as a quotation: found where an article that the brief cites has its words."""
        why = BROKEN_ANCHOR if quotation.damaged else NO_ANCHOR
        if self._errands <= 0:
            return _missing(f"{why}, and was not looked for, as too many have none")
        self._errands -= 1
        for copy in self._of_the_cited():
            if found := copy.find(words):
                return _placed("found", copy, found[0], why, found[1])
        for copy in self._holding(words):
            if found := copy.find(words):
                known = copy.id in self._cited
                told = (why, found[1], "" if known else "not cited here")
                return _placed("found" if known else "moved", copy, found[0], *told)
        best, nearest = 0.0, None
        for copy in self._of_the_cited():
            if (window := copy.nearest(words)) and window.likeness > best:
                best, nearest = window.likeness, copy
        if nearest and (changed := _changed(words, nearest, "", (0, 0), why)):
            return changed
        if self._late:
            return _missing(f"{why}, and it took too long to look for it everywhere")
        return _missing(f"{why}, and no article that this brief cites has anything like it")


def _flawed(one: Checked, flaw: str) -> Checked:
    """Never found: what is seen of the words in the brief may be something else."""
    because = "; ".join(filter(None, (flaw, one.because)))
    return replace(one, verdict="missing" if one.verdict == "missing" else "changed", because=because)


def _copy_of(copy: Copy, words: str, anchor: Anchor, why: str) -> Checked | None:
    """The words in another article than theirs: the same one under another name, where they have the same place."""
    found = copy.find(words, anchor.start)
    if found is None:
        return None
    place, how = found
    same = place == (anchor.start, anchor.end) and digest(copy.at(*place)) == anchor.digest
    return _placed("moved", copy, place, f"{RENAMED} {copy.path}" if same and why == GONE else why, how)


def _placed(verdict: Verdict, copy: Copy, span: Span, *because: str) -> Checked:
    told = "; ".join(filter(None, because))
    return Checked(0, verdict, "", None, copy.path, copy.id, copy.paragraph(span[0]), told)


def _missing(because: str) -> Checked:
    return Checked(0, "missing", "", None, because=because)


def _changed(words: str, copy: Copy, saved: str, here: tuple[int, int], because: str) -> Checked | None:
    """How the words differ from what is most like them: at their place, else anywhere; None where nothing is."""
    likeness = alike(saved, words, AT_HOME) if saved else 0.0
    near = copy.nearest(words) if likeness < AT_HOME else None
    if near and near.likeness > likeness and not (here[0] <= near.start and near.end <= here[1]):
        likeness, here = near.likeness, (near.start, near.end)
        saved = copy.at(*here)
    if likeness < NEAR:
        return None
    return Checked(
        0, "changed", "", None, copy.path, copy.id, copy.paragraph(here[0]), because, difference(saved, words)
    )


def _differing(one: Checked) -> int:
    return sum(len(piece.words) for piece in one.difference if piece.side != "both")
