"""Which words are whose: quotations and reported speech brought together with the cues around them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefing.speaking.beside import leads, leaves
from briefing.speaking.cues import Course, Cue, about, cues, ends, nobody_else, persons
from briefing.speaking.frames import Token, frame, outermost, sentences
from briefing.speaking.lexicon import FEMALE, HE, MALE, REACTING, REPLYING, THAT, VERBS
from briefing.speaking.quotations import OPENING, quotations
from briefing.speaking.reporting import reported

if TYPE_CHECKING:
    from briefing.article import Article

Said = tuple[int, int, str | None, str, int, bool]
"""What a statement is made of."""
_WORTH_A_LOOK = re.compile("[“”„‟«»\"＂‘’']|\\b(?:" + "|".join(sorted(VERBS)) + "|according)\\b", re.IGNORECASE)
SHORT = 3
"""Words up to which a quotation without a verb of speech beside it says nothing."""
NOBODY = Course()
BUT = frozenset("but and yet so".split())
SEX = MALE | FEMALE


def attributed(article: Article) -> Iterator[Said]:
    """Every statement, in reading order."""
    text, names = article.body, outermost(article.mentions)
    starts = [mention.start for mention in names]
    spans, course = article.paragraphs, NOBODY
    run: list[Said] = []
    for number, (start, end) in enumerate(spans, 1):
        if not _WORTH_A_LOOK.search(text, start, end):
            yield from _joined(run)
            run, course = [], NOBODY
            continue
        follows = number < len(spans) and text[spans[number][0]] in OPENING
        quoted = quotations(text, start, end, follows)
        if quoted:
            quoted[0].resumed = bool(run) and quoted[0].start == start
        here = names[bisect_left(starts, start) : bisect_left(starts, end)]
        found, course = _paragraph(text, frame(text, start, end, quoted, here), number, course)
        if quoted and quoted[0].resumed and found:
            run.append(found.pop(0))
        opened = bool(quoted) and quoted[-1].open
        if found or not opened:
            yield from _joined(run)
            run = []
        if opened and found:
            run.append(found.pop())
        yield from found
    yield from _joined(run)


def _joined(run: Sequence[Said]) -> Iterator[Said]:
    """One quotation that runs over paragraphs has one speaker."""
    whose = next(((speaker, verb) for _, _, speaker, verb, _, _ in run if speaker), (None, ""))
    for start, end, speaker, verb, paragraph, direct in run:
        yield (start, end, *((speaker, verb) if speaker else whose), paragraph, direct)


def _paragraph(text: str, tokens: Sequence[Token], number: int, course: Course) -> tuple[list[Said], Course]:
    """The statements of a paragraph, and what its last sentence leaves."""
    found: list[Said] = []
    colon = course.last if course.last and course.last[1].endswith(":") else None
    last_words = (colon[0], colon[1].removesuffix(":")) if colon else None
    course = Course(last=last_words)
    for first, last in _whole(tokens, text, course):
        heard = cues(tokens, first, last, course, text)
        said = _sentence(tokens, first, last, heard, course, text)
        said += [
            (start, end, cue.key, cue.words if cue.key else "", False)
            for start, end, cue in reported(tokens, first, last, heard, [(start, end) for start, end, *_ in said])
        ]
        said.sort(key=lambda words: words[0])
        found += [(start, end, key, verb, number, direct) for start, end, key, verb, direct in said]
        course = _after(tokens, first, last, heard, course, (said[-1][2], said[-1][3]) if said else None)
    return found, course


def _whole(tokens: Sequence[Token], text: str, course: Course) -> Iterator[tuple[int, int]]:
    """Sentences; one that only tells whose the quotation before it was belongs to that: `“We go.” X said.`"""
    ranges = sentences(tokens, text)
    at = 0
    while at < len(ranges):
        first, last = ranges[at]
        at += 1
        if at < len(ranges) and tokens[last - 1].soft:
            begin, end = ranges[at]
            heard = cues(tokens, first, end, course, text) if end - begin < 40 else []
            after = next((cue for cue in heard if cue.verb >= begin), None)
            if after and after.first == begin and not after.according and ends(tokens, after, end):
                last, at = end, at + 1
        yield first, last


def _after(
    tokens: Sequence[Token],
    first: int,
    last: int,
    heard: Sequence[Cue],
    course: Course,
    said: tuple[str | None, str] | None,
) -> Course:
    if all(token.sort in ("quote", "mark", "stop") for token in tokens[first:last]):
        return Course(course.persons, course.about, said or course.last)
    if last == len(tokens) and tokens[last - 1].text == ":" and heard and heard[-1].verb >= last - 8:
        said = (heard[-1].key, f"{heard[-1].words}:")
    if last == len(tokens):
        return Course(last=said)
    named = persons(tokens, first, last)
    subject = about(tokens, first, last)
    spoke = heard[0].key if heard else None
    if heard and not heard[0].according and tokens[heard[0].first].text in HE | {heard[0].words.lower()}:
        alone = spoke is not None and (not named or named == {spoke}) and nobody_else(tokens, first, last, spoke)
        subject = subject or (spoke if alone else None)
    if any(cue.key != subject and tokens[cue.verb - 1].text not in ("was", "is", "been") for cue in heard):
        subject = None
    sex = frozenset(token.text for token in tokens[first:last] if token.text in SEX)
    return Course(named, subject, said, sex)


def _sentence(
    tokens: Sequence[Token], first: int, last: int, heard: Sequence[Cue], course: Course, text: str
) -> list[tuple[int, int, str | None, str, bool]]:
    """(start, end, speaker, verb, direct) of the quotations of a sentence."""
    found: list[tuple[int, int, str | None, str, bool]] = []
    alone = all(token.sort in ("quote", "mark", "stop") for token in tokens[first:last])
    answered = first > 0 and tokens[first - 1].soft
    left: tuple[int, Cue] | None = None
    verbs, firsts = [cue.verb for cue in heard], [cue.first for cue in heard]
    for at in range(first, last):
        quotation = tokens[at].quotation
        if quotation is None:
            continue
        words = quotation.words(text)
        if alone:
            whose = None if answered else course.last
            beside = whose is not None and whose[0] is not None
        else:
            number, after = bisect_left(verbs, at), bisect_right(firsts, at)
            before = heard[number - 1] if number else None
            cue, beside = _cue(
                tokens, at, first, last, before, heard[after] if after < len(heard) else None, left, text
            )
            if cue and cue is before and cue.key:
                left = at, cue
            whose = (cue.key, cue.words) if cue else None
            beside = beside and cue is not None and (tokens[cue.verb].text in THAT or cue.according)
        if len(words) <= SHORT and not (beside or quotation.open or quotation.resumed):
            continue
        key, verb = whose or (None, "")
        if key is None and not beside and _is_a_title(words, text[quotation.inner_start : quotation.inner_end]):
            continue
        found.append((quotation.start, quotation.end, key, verb if key else "", True))
    return found


def _is_a_title(words: Sequence[str], inner: str) -> bool:
    return not words or (
        not inner.rstrip().endswith(tuple(".,!?…")) and all(word[0].isupper() for word in words if len(word) > SHORT)
    )


def _cue(
    tokens: Sequence[Token],
    at: int,
    first: int,
    last: int,
    before: Cue | None,
    after: Cue | None,
    left_before: tuple[int, Cue] | None,
    text: str,
) -> tuple[Cue | None, bool]:
    """What tells whose a quotation is, and whether it stands right beside it."""
    left = before is not None and leads(tokens, before, at, text) and leaves(tokens, at, last, after)
    right = after is not None and _follows(tokens, after, at, first, last, text)
    if left and right:
        assert before
        assert after
        if before.key != after.key:
            return (before, True) if before.last == at - 1 or tokens[at - 1].text == ":" else (None, False)
    if left or right:
        return (before if left else after), True
    if left_before and left_before[1] is before and _goes_on(tokens, left_before[0], at):
        return before, False
    return None, False


def _goes_on(tokens: Sequence[Token], quoted: int, at: int) -> bool:
    """`“…” and “…”`"""
    return at - quoted < 4 and all(token.text in (",", "and", "or", "-") for token in tokens[quoted + 1 : at])


def _follows(tokens: Sequence[Token], cue: Cue, at: int, first: int, last: int, text: str) -> bool:
    """`“…,” X said`: does the cue begin where the quotation ends, and end there? Does nothing stand before it?"""
    begin = at + 2 if at + 1 < last and tokens[at + 1].text in (",", "-", "–", "—") else at + 1
    if cue.first != begin or not (cue.according or ends(tokens, cue, last)) or tokens[cue.verb].text in REACTING:
        return False
    quotation = tokens[at].quotation
    assert quotation
    if tokens[cue.verb].text in REPLYING and text[quotation.inner_start : quotation.inner_end].rstrip().endswith("?"):
        return False
    if at == first or (at == first + 1 and (tokens[first].text in BUT or tokens[first].sort == "mark")):
        return True
    return cue.according and tokens[at - 1].text == "," and _goes_on_doing(quotation.words(text))


def _goes_on_doing(words: Sequence[str]) -> bool:
    """`The guests left, “praising the port”, according to X`: whoever tells of that says these words."""
    return bool(words) and words[0].islower() and words[0].endswith("ing")
