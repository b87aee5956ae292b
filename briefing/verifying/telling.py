"""What a check or a search for a quotation came to, as lines for people and as objects for programs."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, get_args

from briefing.verifying import LIKE, Checked, Passage, Piece, Report, Sought, Verdict
from briefing.verifying.comparing import common

MEANING = (
    "Found means that these words stand in the saved copy: not that they were said, nor that they are true. Who said"
    " them, and when, is not checked."
)
AROUND = 8
"""Words that are shown before and after each difference."""
SHOWN = 30
"""Words that are shown of a quotation that is missing."""
MOST_ALSO = 5
"""Saved copies that are named, of those that have the same words."""
MOST_TOLD = 3
"""Letters that are told by their names, in one difference."""
_INDENT = " " * 9
_VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


def report_lines(report: Report) -> Iterator[str]:
    """A line for each quotation, what differs under it; the remarks, and the count at the end."""
    for one in report.checked:
        yield from _checked_lines(one)
    yield from report.remarks
    if not report.checked:
        yield "0 quotations: there is nothing to verify."
        return
    counts = Counter(one.verdict for one in report.checked)
    shortened = sum(one.shortened for one in report.checked)
    more = {"found": f", {shortened:,} of them shortened" if shortened else ""}
    told = ", ".join(f"{counts[one]:,} {one}{more.get(one, '')}" for one in _VERDICTS if counts[one])
    yield f"{_counted(len(report.checked), 'quotation')}: {told}. {MEANING}"


def _checked_lines(one: Checked) -> Iterator[str]:
    where = f"¶ {one.paragraph} of {one.path}" if one.path else ""
    if one.verdict == "moved":
        named = one.path in one.because
        where = f"¶ {one.paragraph}" if named else f"now {where}"
    why = f"{': ' if where else ''}{one.because}" if one.because else ""
    verdict = "found, shortened  " if one.shortened else f"{one.verdict:9}"
    yield f"{verdict}line {one.line}  {where}{why}"
    if one.difference:
        yield _INDENT + _marked(one.difference)
        yield from (_INDENT + told for told in _letters(one.difference, "the brief"))
    elif one.verdict == "missing" and one.words:
        yield f"{_INDENT}“{_cut(one.words)}”"


def report_objects(report: Report) -> Iterator[dict[str, Any]]:
    """An object for each quotation, and a last one with the counts."""
    for one in report.checked:
        yield {
            "line": one.line,
            "verdict": one.verdict,
            "shortened": one.shortened,
            "because": one.because,
            "path": one.path or None,
            "article": one.article or None,
            "paragraph": one.paragraph or None,
            "anchor": str(one.anchor) if one.anchor else None,
            "words": one.words,
            "difference": _pieces(one.difference),
        }
    counts = Counter(one.verdict for one in report.checked)
    yield {
        "quotations": len(report.checked),
        **{verdict: counts[verdict] for verdict in _VERDICTS},
        "shortened": sum(one.shortened for one in report.checked),
        "good": report.good,
        "remarks": list(report.remarks),
        "means": MEANING,
    }


def sought_lines(sought: Sought) -> Iterator[str]:
    """The passages, the nearest first, with what differs and who is said to have said it."""
    if not sought.passages:
        yield f"Nothing like it stands in {_counted(sought.articles, 'article')}."
        return
    for number, passage in enumerate(sought.passages):
        if number:
            yield ""
        yield from _passage_lines(passage)
    if sought.unread:
        yield ""
        yield f"{_counted(sought.unread, 'more article')} may have these words; add words to tell them apart."


def _passage_lines(passage: Passage) -> Iterator[str]:
    source = f", {passage.source}" if passage.source else ""
    yield f"{_likeness(passage)}  ¶ {passage.paragraph} of {passage.path}  [{passage.article}]"
    yield f"  {passage.date}{source}: {passage.title or '(no title)'}"
    if passage.speaker:
        yield f"  given to {passage.speaker} (“{passage.verb}”)" if passage.verb else f"  given to {passage.speaker}"
    else:
        yield "  the text does not say for sure whose words they are"
    if any(piece.side != "both" for piece in passage.difference):
        yield f"  {_marked(passage.difference)}"
        yield from (f"  {told}" for told in _letters(passage.difference, "the quotation"))
    else:
        yield f"  “{passage.words}”"
    if passage.also:
        more = len(passage.also) - MOST_ALSO
        yield f"  also in {', '.join(passage.also[:MOST_ALSO])}" + (f" and {more:,} more" if more > 0 else "")


def _likeness(passage: Passage) -> str:
    if passage.likeness < 1:
        little = "" if passage.likeness >= LIKE else ", not much like it"
        return f"{min(99, round(100 * passage.likeness))} % alike{little}"
    return "word for word" if passage.verbatim else "the same words"


def passage_object(passage: Passage) -> dict[str, Any]:
    """A passage for programs."""
    plain = {name: getattr(passage, name) for name in Passage.__slots__}
    return {**plain, "also": list(passage.also), "difference": _pieces(passage.difference)}


def _pieces(difference: Sequence[Piece]) -> list[dict[str, str]]:
    return [{"side": piece.side, "words": piece.words} for piece in difference]


def _marked(difference: Sequence[Piece]) -> str:
    """`the army [-stayed-] {+advanced+} at dawn`: what only the saved copy has, and what only the quotation has."""
    shown = []
    for place, piece in enumerate(difference):
        words = piece.words.rstrip()
        space = piece.words[len(words) :]
        if piece.side == "both":
            shown.append(_middle_left_out(words, first=place == 0, last=place == len(difference) - 1) + space)
        else:
            shown.append((f"[-{words}-]" if piece.side == "saved" else f"{{+{words}+}}") + (space or " "))
    return "".join(shown).rstrip()


def _middle_left_out(words: str, *, first: bool, last: bool) -> str:
    written = words.split(" ")
    if len(written) <= 2 * AROUND or (first and last):
        return words
    before = [] if first else written[:AROUND]
    after = [] if last else written[-AROUND:]
    return " ".join([*before, "…", *after])


def _letters(difference: Sequence[Piece], where: str) -> Iterator[str]:
    """The letters in which two words differ, by their names, where the eye may not tell them apart."""
    told = 0
    for one, other in pairwise(difference):
        saved, quoted = one.words.strip(), other.words.strip()
        if (one.side, other.side) != ("saved", "quoted") or " " in saved + quoted:
            continue
        pairs = common(saved, quoted)
        only_saved = [char for place, char in enumerate(saved) if place not in {i for i, _ in pairs}]
        only_quoted = [char for place, char in enumerate(quoted) if place not in {j for _, j in pairs}]
        if set(only_saved) & set(only_quoted):
            continue
        hard = any(not (char.isascii() and char.isalnum()) for char in (*only_saved, *only_quoted))
        if hard and max(len(only_saved), len(only_quoted)) <= MOST_TOLD and told < MOST_TOLD:
            told += 1
            yield f"the saved copy has {_named(only_saved)}, {where} {_named(only_quoted)}"


def _named(letters: Sequence[str]) -> str:
    return (
        " and ".join(f"U+{ord(char):04X} {unicodedata.name(char, 'no letter')}" for char in letters) or "nothing there"
    )


def _cut(words: str) -> str:
    written = words.split(" ")
    return words if len(written) <= SHOWN else " ".join([*written[:SHOWN], "…"])


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
