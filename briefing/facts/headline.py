"""The title: as printed, as the metadata has it, or derived from the lead and marked so."""

from __future__ import annotations

import re

from briefing.article import Page, TitleBasis, paragraphs
from briefing.facts.furniture import Parts
from briefing.facts.source import split_title
from briefing.words import one_line

LONGEST_DERIVED = 120
_SHORTEST_DERIVED = 50
_LONGEST_LEAD = 2_000
_SEPARATOR = re.compile(r"\s*[/»›>|]\s*")
_BREAKS = (
    re.compile(r"[;:] | [–—-]{1,2} "),
    re.compile(r", "),
    re.compile(
        r" (?=(?:after|as|amid|when|while|where|which|who|that|during|following|to|for|with|in|on|at|by|and)\b)"
    ),
)
_SENTENCE_END = re.compile(r"[.!?](?<![A-Z].)(?<!\b[A-Z][a-z].)(?<!\b[A-Z][a-z]{2}.)[\"”’)]?(?=\s+[\"“A-Z])")
_DATELINE = re.compile(r"^.{0,90}?\s(?:--|—|–)\s+(?:\[[^\]]{0,80}\]\s*)*")


def headline(page: Page, parts: Parts) -> tuple[str, TitleBasis]:
    """(title, where it stands); ("", "none") for a page without a word of its own."""
    if title := page.meta.get("title"):
        return title, page.meta_basis
    if printed := parts.of("title"):
        return split_title(one_line(printed[0]))[0], "printed"
    for crumbs in parts.of("breadcrumb"):
        last = _SEPARATOR.split(crumbs)[-1]
        if len(last.split()) >= 4:
            return one_line(last), "breadcrumb"
    derived = _derived(parts.body)
    return derived, "derived" if derived else "none"


def _derived(body: str) -> str:
    """The first sentence, cut where its sense breaks, with an ellipsis where it was cut."""
    spans = paragraphs(body)
    if not spans:
        return ""
    lead = one_line(body[spans[0][0] : min(spans[0][1], spans[0][0] + _LONGEST_LEAD)])
    lead = _DATELINE.sub("", lead, count=1) if _DATELINE.match(lead) else lead
    ended = _SENTENCE_END.search(lead)
    sentence = lead[: ended.start()] if ended else lead.rstrip(".,;: ")
    if len(sentence) <= LONGEST_DERIVED:
        return sentence
    return _cut(sentence) + " …"


def _cut(sentence: str) -> str:
    window = sentence[: LONGEST_DERIVED + 1]
    for shape in _BREAKS:
        breaks = [found.start() for found in shape.finditer(window) if found.start() >= _SHORTEST_DERIVED]
        if breaks:
            return window[: breaks[-1]].rstrip(" ,;:–—-")
    return window.rsplit(" ", 1)[0].rstrip(" ,;:–—-")
