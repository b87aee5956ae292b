"""What must hold of every article that was read, whatever its file was: each check says in words what does not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from briefing.article import Article, Page, article_from_json, article_json
from briefing.clean import clean, clean_line

_CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_AS_WRITTEN = re.compile(r"(?:.*\.)?(?:body|text|evidence)")
"""Fields that hold what stands in the page, line ends too; every other string is one line."""
_ADDED = (re.compile(r" \(year of the header\)$"), re.compile(r"^(?:updated|saved) "))
"""Words of ours in an evidence."""
_BECAUSE = (re.compile(r"^tells of (.+) in the past tense$"), re.compile(r"saved that day: “(.+)”", re.DOTALL))
_BLANK = re.compile(r"\s+")
_DIGITS = re.compile(r"\d+")


def wrong(page: Page, article: Article, raw: bytes) -> str | None:
    """The first thing that is wrong with an article that was read out of this page of a file; None where nothing is."""
    return next((f"{article.entry or ''} {fault}" for check in CHECKS for fault in check(page, article, raw)), None)


def control(text: str) -> re.Match[str] | None:
    """The first control character of a text, other than a line end."""
    return _CONTROL.search(text)


def _json(page: Page, article: Article, raw: bytes) -> Iterator[str]:
    row = article_json(article)
    told = json.dumps(row, ensure_ascii=False)
    if article_from_json(json.loads(told)) != article:
        yield "the JSON does not say the same as the article"
    for where, text in _strings(row, ""):
        if where != "path" and (found := control(text)):
            around = text[max(0, found.start() - 20) : found.end() + 20]
            yield f"a control character {found[0]!r} in {where}: {around!r}"
        if "\n" in text and not _AS_WRITTEN.fullmatch(where):
            yield f"a line end in {where}: {text[:80]!r}"


def _strings(value: object, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _strings(part, f"{where}.{key}" if where else key)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part, where)


def _offsets(page: Page, article: Article, raw: bytes) -> Iterator[str]:
    lists: tuple[tuple[str, Any, str], ...] = (
        ("mentions", article.mentions, article.body),
        ("title_mentions", article.title_mentions, article.title),
        ("times", article.times, article.body),
        ("furniture", article.furniture, page.text),
    )
    for name, spans, text in lists:
        before = None
        for span in spans:
            if not 0 <= span.start < span.end <= len(text):
                yield f"{name}: {span.start}..{span.end} of {len(text)} is empty or outside"
            if text[span.start : span.end] != span.text:
                yield f"{name}: {span.text!r} is not at {span.start}, where {text[span.start : span.end]!r} stands"
            if before and not _in_order(before, span, holds="mentions" in name):
                yield f"{name}: {before} and then {span}"
            before = span if before is None or span.end > before.end else before


def _in_order(before: Any, span: Any, *, holds: bool) -> bool:
    """Is the one before the other? A post or a longer name may hold the name of a group."""
    if span.start < before.start:
        return False
    within = before.start <= span.start and span.end <= before.end and span.text != before.text
    wider = before.start == span.start and before.end < span.end
    return before.end <= span.start or (holds and (within or wider))


def _whole(page: Page, article: Article, raw: bytes) -> Iterator[str]:
    """Every word of the page is in the body or in the furniture, in order, and nowhere else."""
    left, last, places = [], 0, [0]
    for piece in article.furniture:
        left.append(page.text[last : piece.start])
        last = piece.end
        places.append(piece.at)
    left.append(page.text[last:])
    if _BLANK.sub("", "".join(left)) != _BLANK.sub("", article.body):
        yield "body and furniture are not the page"
    if places != sorted(places) or places[-1] > len(article.body):
        yield f"furniture stood at {places}, in a body of {len(article.body)}"


def _dates(page: Page, article: Article, raw: bytes) -> Iterator[str]:
    """No date without evidence that stands in the page or its metadata, and holds the date's own numbers."""
    said = [page.text, article.body, *page.meta.values()]
    dating = article.published
    claims = [(claim.date, claim.basis, claim.evidence) for claim in dating.others]
    if dating.date is not None:
        claims.append((dating.date, dating.basis, dating.evidence))
    elif dating.evidence or dating.basis != "none":
        yield f"evidence {dating.evidence!r} of no date"
    for date, basis, evidence in claims:
        bare = evidence
        for added in _ADDED:
            bare = added.sub("", bare)
        if not bare or not any(bare in text for text in said):
            yield f"the evidence {evidence!r} of {date} ({basis}) stands nowhere"
        numbers = {int(found) for found in _DIGITS.findall(evidence)}
        if date.year is not None and not _written(date.year, evidence, numbers):
            yield f"no year {date.year} in {evidence!r} ({basis})"
        if date.day is not None and not _written(date.day, evidence, numbers):
            yield f"no day {date.day} in {evidence!r} ({basis})"
    for bound in dating.bounds:
        quoted = [found[1] for shape in _BECAUSE for found in shape.finditer(bound.because)]
        if not all(any(words in text for text in said) for words in quoted):
            yield f"the reason {bound.because!r} of a bound stands nowhere"


def _written(number: int, evidence: str, numbers: set[int]) -> bool:
    return number in numbers or number % 100 in numbers or any(f"{number:02}" in str(n) for n in numbers)


def _periods(page: Page, article: Article, raw: bytes) -> Iterator[str]:
    for time in article.times:
        first, last = time.period.first, time.period.last
        if first and last and first > last:
            yield f"the time {time.text!r} ends before it begins: {first} to {last}"
    since, until = article.published.not_before, article.published.not_after
    if since and until and since > until:
        yield f"the bounds {since} and {until} contradict each other"


def _settled(page: Page, article: Article, raw: bytes) -> Iterator[str]:
    """What is clean stays as it is when it is cleaned again."""
    if clean(page.text) != page.text:
        yield "cleaning the text again changes it"
    for key, value in page.meta.items():
        if clean_line(value) != value:
            yield f"cleaning {key} again changes it: {value!r}"


CHECKS: tuple[Callable[[Page, Article, bytes], Iterator[str]], ...] = (
    *(_json, _offsets, _whole),
    *(_dates, _periods, _settled),
)
