"""Whether words stand where their anchor says: as they are, as an editor sets them, or shortened with […]."""

from __future__ import annotations

from briefing.anchors import Anchor, digest
from briefing.verifying import Checked, Piece, Verdict
from briefing.verifying.comparing import difference
from briefing.verifying.copies import Copy, Span
from briefing.verifying.sameness import MARKS, forms, plain
from briefing.verifying.shortening import fault, left_out

SHORTENED, CUT_OFF = "shortened with […]", "it is cut off inside a word"


def at_home(words: str, copy: Copy, anchor: Anchor) -> Checked | None:
    """What became of words at their own place; None where what stands there is not the same."""
    here = (anchor.start, anchor.end)
    saved = copy.at(*here)
    for form, how in forms(words):
        if form == (plain(saved) if MARKS in how else saved):
            whole = copy.whole_words(*here)
            if whole != here:
                return _told("changed", copy, here, (CUT_OFF,), difference(copy.at(*whole), words))
            return _told("found", copy, here, (how, _misnumbered(copy, anchor)))
    return _shortened(words, saved, copy, anchor)


def _shortened(words: str, saved: str, copy: Copy, anchor: Anchor) -> Checked | None:
    """Only within what the brief quoted once, and within one paragraph: else anything could be pieced together."""
    here = (anchor.start, anchor.end)
    if digest(saved) != anchor.digest or copy.paragraph(here[0]) != copy.paragraph(here[1] - 1):
        return None
    for form, how in forms(words):
        pieces = left_out(form, plain(saved) if MARKS in how else saved, saved)
        if pieces and copy.whole_words(*here) == here:
            wrong = fault(words, pieces)
            told = (SHORTENED, how, wrong or _misnumbered(copy, anchor))
            return _told("changed" if wrong else "found", copy, here, told, pieces)
    return None


def _misnumbered(copy: Copy, anchor: Anchor) -> str:
    return "" if copy.paragraph(anchor.start) == anchor.paragraph else f"its anchor says ¶ {anchor.paragraph}"


def _told(
    verdict: Verdict, copy: Copy, here: Span, because: tuple[str, ...], pieces: tuple[Piece, ...] = ()
) -> Checked:
    told = "; ".join(filter(None, because))
    return Checked(0, verdict, "", None, copy.path, copy.id, copy.paragraph(here[0]), told, pieces)
