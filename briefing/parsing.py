"""The one parser of the query language: by recursive descent, bounded, and patient with what is still being typed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date
from typing import get_args

from briefing.periods import asked_period, longer_period, unfinished_period
from briefing.query import (
    And,
    DateField,
    Dates,
    Field,
    FieldName,
    Match,
    Node,
    Not,
    Or,
    Query,
    QueryError,
    Text,
    TextField,
)
from briefing.repairs import check_letters, field_meant, misplaced_star, spread, state_meant
from briefing.words import words

LONGEST = 512
DEEPEST = 20
MOST = 20
FARTHEST = 50
MOST_EDITS = 2

STATES = ("unread", "read", "undated", "possible", "starred", "aside", "tagged", "working", "unlisted", "cut")
"""What `is:` may ask for."""
_LISTED = {"is": STATES, "has": ("note",)}
_DATED: tuple[DateField, ...] = get_args(DateField)
_NAMED: tuple[FieldName, ...] = get_args(FieldName)
_TEXTS: tuple[TextField, ...] = ("title", "body")
FIELDS = (*_TEXTS, *_DATED, *_NAMED)
"""Every word that may stand before a colon."""
_EXAMPLES = {"date": "2020-12", "when": "2020-12", "added": "last-week", "is": "unread", "has": "note"}

_QUOTES = '"“”„‟«»'
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | str.maketrans("−–،、", "--,,")
"""Full-width forms, dashes and commas count as what stands on a plain keyboard; a letter for a letter."""
_OPERATOR = re.compile(r"(AND|OR|NOT)(?![\w:])")
_FIELD = re.compile(r"([^\W\d_]+):")
_BARE = re.compile(rf"[^\s(){_QUOTES}]+")
_LISTING = re.compile(rf"(?:[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}]?|[^\s(){_QUOTES}]+)+")
_QUOTED = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)([{_QUOTES}])?")
_SHOUTED = re.compile(rf"!+(?=[\w({_QUOTES}=])")
_NEGATED = re.compile(rf"(-+)(?=[\w({_QUOTES}=])")
_REACH = re.compile(r"(\*?)~(\d*)(\*?)|\*")
_SPACED = re.compile(rf"\s+([^\s(){_QUOTES}]+|[{_QUOTES}][^{_QUOTES}]+[{_QUOTES}])")
_BLANK = re.compile("[\\s\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
"""White space, and what turns lines round: between words, wherever the query is shown."""
_AFTER_DOTS = re.compile(r"\s+(\d{4}[^\s()]*)")
_SPACED_RANGE = re.compile(r"\s*(?:\.\.+|…)\s*(\d[^\s()]*)?")
_STEM = re.compile(r"(.*?)(\*|~\d*)?", re.DOTALL)


def parse(text: str, today: date, *, typing: bool = False) -> Query:
    """Read a query; blank asks for everything. QueryError for what cannot be understood or is beyond the limits.

    With `typing`, what is unfinished at the very end is closed or left out, and a last plain word becomes a prefix.
    """
    if len(text) > LONGEST:
        raise QueryError(f"a query has at most {LONGEST} characters", LONGEST, len(text))
    for at, char in enumerate(text):
        if unicodedata.category(char) in {"Cc", "Cs"} and not char.isspace():
            raise QueryError("this character cannot be searched for", at, at + 1, "")
    shown = _BLANK.sub(" ", text)
    root = _Parser(shown, today, typing).whole()
    if root is None and not typing and text.strip():
        raise QueryError("nothing to search for", 0, len(text), "")
    return Query(shown, root)


class _Parser:
    """One pass over one text; each method reads what it is named after, or None where there is nothing to read."""

    def __init__(self, text: str, today: date, typing: bool) -> None:
        self.text, self.typed, self.today, self.typing = text.translate(_NARROW), text, today, typing
        self.at = 0
        self.terms = 0

    def whole(self) -> Node | None:
        node = self.either(0)
        if not self.ended:
            raise QueryError("this parenthesis closes nothing", self.at, self.at + 1, "")
        return node

    @property
    def ended(self) -> bool:
        return self.at >= len(self.text)

    @property
    def forgiven(self) -> bool:
        """Is what is missing here still to be typed?"""
        return self.typing and not self.text[self.at :].strip()

    @property
    def unfinished(self) -> bool:
        """May what was just read still grow?"""
        return self.typing and self.ended

    def ahead(self, *chars: str) -> bool:
        return self.text[self.at : self.at + 1] in chars

    def space(self) -> None:
        while not self.ended and self.text[self.at].isspace():
            self.at += 1

    def operator(self) -> str:
        """AND, OR or NOT where one stands next, else ""."""
        self.space()
        found = _OPERATOR.match(self.text, self.at)
        return found[1] if found else ""

    def either(self, depth: int) -> Node | None:
        parts: list[Node] = []
        asked = None
        while True:
            part = self.all(depth)
            if part:
                parts.append(part)
                asked = None
            elif asked and not self.forgiven:
                raise QueryError("OR has nothing after it", *asked, "")
            if self.operator() != "OR":
                break
            if not parts:
                raise QueryError("OR has nothing before it", self.at, self.at + 2, "")
            asked = (self.at, self.at + 2)
            self.at += 2
        return Or(tuple(parts), parts[0].start, parts[-1].end) if len(parts) > 1 else parts[0] if parts else None

    def all(self, depth: int) -> Node | None:
        parts: list[Node] = []
        asked = None
        while (operator := self.operator()) != "OR" and not self.ended and not self.ahead(")"):
            if operator == "AND":
                if asked or not parts:
                    raise QueryError("AND has nothing before it", self.at, self.at + 3, "")
                asked = (self.at, self.at + 3)
                self.at += 3
            elif part := self.one(depth):
                parts.append(part)
                asked = None
        if asked and not self.forgiven:
            raise QueryError("AND has nothing after it", *asked, "")
        return And(tuple(parts), parts[0].start, parts[-1].end) if len(parts) > 1 else parts[0] if parts else None

    def one(self, depth: int) -> Node | None:
        if depth > DEEPEST:
            raise QueryError(f"nested more than {DEEPEST} deep", self.at, self.at + 1)
        start = self.at
        if self.operator() == "NOT":
            self.at += 3
            return self.negation(start, depth)
        if found := _NEGATED.match(self.text, start):
            if len(found[1]) > 1:
                raise QueryError("one - is enough to leave something out", start, found.end(), "-")
            self.at = found.end()
            return self.negation(start, depth)
        if found := _SHOUTED.match(self.text, start):
            raise QueryError("to leave something out, write a - before it", start, found.end(), "-")
        if self.ahead("("):
            return self.group(depth)
        if found := _FIELD.match(self.text, start):
            return self.field(found[1].lower(), start, found.end())
        return self.words("any", start)

    def negation(self, start: int, depth: int) -> Node | None:
        after = self.at
        stopped = self.operator() in {"AND", "OR"} or self.ended or self.ahead(")")
        part = None if stopped else self.one(depth + 1)
        if part:
            return Not(part, start, part.end)
        if self.forgiven:
            return None
        raise QueryError("NOT has nothing after it", start, after, "")

    def group(self, depth: int) -> Node | None:
        start = self.at
        self.at += 1
        node = self.either(depth + 1)
        if self.ahead(")"):
            self.at += 1
        elif not self.typing:
            whole = self.typed[start:].rstrip()
            raise QueryError("this parenthesis is not closed", start, start + len(whole), whole + ")")
        if node:
            return replace(node, start=start, end=self.at)
        if self.forgiven:
            return None
        raise QueryError("there is nothing between these parentheses", start, self.at, "")

    def counted(self, node: Node) -> Node:
        self.terms += 1
        if self.terms > MOST:
            raise QueryError(f"more than {MOST} terms", node.start, node.end)
        return node

    def field(self, name: str, start: int, after: int) -> Node | None:
        if name not in FIELDS:
            meant = field_meant(name, FIELDS)
            known = "" if meant else f"; there are {', '.join(FIELDS)}"
            raise QueryError(
                f"unknown field {name}:{known}", start, after, meant or f"{self.typed[start : after - 1]} "
            )
        self.at = after
        if name in _TEXTS:
            text = None if self.ahead("-") else self.words("title" if name == "title" else "body", start)
            if text is None and not self.forgiven:
                raise self.valueless(name, start, after, f"{name}: needs a word or a quoted phrase")
            return text
        negated = self.ahead("-") and name not in {*_DATED, "path", "tag", "saved"}
        value = "" if negated else self.listing() if name == "together" else self.value()
        if not value:
            if self.forgiven:
                return None
            raise self.valueless(name, start, after, f"{name}: needs a value")
        for dated in _DATED:
            if name == dated:
                return self.dates(dated, value, start)
        return self.named(next(known for known in _NAMED if known == name), value, start)

    def valueless(self, name: str, start: int, after: int, message: str) -> QueryError:
        """That nothing stands behind a field: a gap, a parenthesis or a minus may be what is wrong."""
        if self.at == after and (gap := _SPACED.match(self.text, after)):
            return QueryError(message, start, gap.end(), f"{name}:{gap[1]}")
        if self.ahead("-") and (value := _BARE.match(self.text, after + 1)):
            message = f"the - stands before {name}:"
            return QueryError(message, start, value.end(), f"NOT {name}:{value[0]}")
        closing = self.text.find(")", after)
        if self.ahead("(") and closing > 0 and "(" not in self.text[after + 1 : closing]:
            repair = spread(name, self.text[after : closing + 1])
            return QueryError(f"{name}: takes one value; the parenthesis stands before it", start, closing + 1, repair)
        example = f"{name}:{_EXAMPLES[name]}" if name in _EXAMPLES else ""
        return QueryError(message, start, max(self.at, after), example)

    def value(self) -> str:
        """A quoted or bare value, without its quotes and the space around it."""
        if self.ahead(*_QUOTES):
            return " ".join(self.quoted().split())
        found = _BARE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.typed[found.start() : found.end()] if found else ""

    def listing(self) -> str:
        """Values with commas between, each of them quoted or bare."""
        found = _LISTING.match(self.text, self.at)
        if not found:
            return ""
        self.at = found.end()
        return ",".join(part.strip() for part in re.sub(f"[{_QUOTES}]", "", found[0]).split(","))

    def dates(self, name: DateField, value: str, start: int) -> Node | None:
        if self.unfinished and unfinished_period(value):
            return None
        spaced = (_AFTER_DOTS if value.endswith("..") else _SPACED_RANGE).match(self.text, self.at)
        if spaced:
            whole = f"{name}:{value.removesuffix('..')}..{spaced[1] or ''}"
            raise QueryError("a range has no spaces in it", start, spaced.end(), whole)
        try:
            period = asked_period(value, self.today)
        except QueryError as error:
            more, repair = longer_period(value, self.text[self.at :]) or (0, error.suggestion)
            raise QueryError(error.message, start, self.at + more, f"{name}:{repair}" if repair else None) from None
        return self.counted(Dates(name, period, start, self.at))

    def named(self, name: FieldName, value: str, start: int) -> Node | None:
        known = _LISTED.get(name)
        if known:
            value = value.lower()
            if self.unfinished and value not in known and any(state.startswith(value) for state in known):
                return None
            if value not in known:
                message = f"{name}: takes {', '.join(known)}"
                raise QueryError(message, start, self.at, state_meant(name, value, known))
        if name == "together" and [bool(part) for part in value.split(",")] != [True, True]:
            if self.unfinished and value.count(",") < 2:
                return None
            repair = self.pair(value)
            raise QueryError("together: takes two actors with a comma between them", start, self.at, repair)
        return self.counted(Field(name, value, start, self.at))

    def pair(self, value: str) -> str | None:
        """Two actors for `together:`, out of too many, or with the word after it."""
        actors = [part for part in value.split(",") if part]
        if len(actors) == 1 and (after := _SPACED.match(self.text, self.at)):
            self.at, actors = after.end(), [actors[0], after[1]]
        return f"together:{actors[0]},{actors[1]}" if len(actors) > 1 and " " not in "".join(actors) else None

    def quoted(self) -> str:
        """What stands between the quotation marks here; to the end where the closing one is still to be typed."""
        start = self.at
        found = _QUOTED.match(self.text, start)
        if found is None:
            raise AssertionError("no quotation mark here")
        self.at = found.end()
        if not found[2] and not self.typing:
            closed = found[0].rstrip() + '"' if found[1].strip() else ""
            raise QueryError("this quotation mark is not closed", start, self.at, closed)
        return self.typed[found.start(1) : found.end(1)]

    def words(self, field: TextField, start: int) -> Node | None:
        """Plain words, a phrase or an exact spelling, after the field if there was one."""
        if self.ahead("=") and self.text[self.at + 1 : self.at + 2] in {*_QUOTES}:
            self.at += 1
            return self.exact(self.quoted(), field, start)
        if self.ahead(*_QUOTES):
            return self.phrase(field, start)
        found = _BARE.match(self.text, self.at)
        if not found:
            return None
        self.at = found.end()
        check_letters(found[0], found.start())
        return self.bare(found[0], field, start)

    def exact(self, content: str, field: TextField, start: int) -> Node | None:
        if suffix := _REACH.match(self.text, self.at):
            raise QueryError("an exact spelling is taken as it stands", self.at, suffix.end(), "")
        if not any(words(content)):
            return None
        spelling = unicodedata.normalize("NFC", " ".join(content.split()))
        return self.counted(Text((spelling,), "exact", field, start, self.at))

    def phrase(self, field: TextField, start: int) -> Node | None:
        first = self.at + 1
        content = self.quoted().translate(_NARROW)
        open_ended = self.typing and self.text[self.at - 1] not in _QUOTES
        if "|" not in content and "?" not in content:
            check_letters(content, first)
        starred, within = self.reach()
        stem = content.rstrip()
        if stem.endswith("*"):
            starred, stem = True, stem[:-1]
        folded = list(words(stem))
        if misplaced := re.search(r"\S*\*\S*", stem):
            message = "a * can only end the last word of a phrase"
            repair = misplaced[0].replace("*", "")
            raise QueryError(message, first + misplaced.start(), first + misplaced.end(), repair)
        if starred and (not folded or folded[-1][2] != len(stem)):
            star = max(self.text.rfind("*", start, self.at), start)
            raise QueryError("a * needs letters before it", star, star + 1, "")
        if not folded:
            return None
        being_typed = open_ended and within == 1 and folded[-1][2] == len(content)
        match: Match = "prefix" if starred or being_typed else "phrase"
        within = 1 if match == "prefix" and len(folded) == 1 else within
        return self.counted(Text(tuple(word for word, _, _ in folded), match, field, start, self.at, within))

    def reach(self) -> tuple[bool, int]:
        """What stands behind a phrase: a star, and how many words apart."""
        reach = _REACH.match(self.text, self.at)
        if not reach:
            return False, 1
        self.at = reach.end()
        if reach[2] is None or (self.unfinished and not reach[2]):
            return reach[0].startswith("*"), 1
        within = int(reach[2][:4] or 0)
        fitting = f"{reach[1] or reach[3]}~{min(max(within, 1), FARTHEST)}"
        if not 1 <= within <= FARTHEST:
            message = f"the words of a phrase may be 1 to {FARTHEST} apart"
            raise QueryError(message, reach.start(), self.at, fitting)
        if reach[3]:
            raise QueryError("the * stands before the ~", reach.start(), self.at, fitting)
        return bool(reach[1]), within

    def bare(self, token: str, field: TextField, start: int) -> Node | None:
        parts = _STEM.fullmatch(token)
        stem, suffix = (parts[1], parts[2] or "") if parts else (token, "")
        first = self.at - len(token)
        folded = list(words(stem))
        if "*" in stem or (suffix == "*" and not folded):
            raise misplaced_star(token, first)
        if token.startswith("=") and folded:
            raise QueryError(
                'an exact spelling stands in quotation marks: ="…"', first, self.at, f'="{stem.strip("=")}"'
            )
        if suffix.startswith("~"):
            return self.fuzzy([word for word, _, _ in folded], suffix, field, start)
        if not folded:
            return None
        being_typed = self.unfinished and folded[-1][2] == len(stem)
        several: Match = "phrase" if len(folded) > 1 else "word"
        match: Match = "prefix" if suffix or being_typed else several
        return self.counted(Text(tuple(word for word, _, _ in folded), match, field, start, self.at))

    def fuzzy(self, folded: list[str], suffix: str, field: TextField, start: int) -> Node:
        tilde = self.at - len(suffix)
        if len(folded) != 1:
            raise QueryError("~ needs a single word before it", tilde, self.at, "")
        edits = int(suffix[1:5] or 1)
        if not 1 <= edits <= MOST_EDITS:
            message = f"a word may differ by 1 to {MOST_EDITS} letters"
            raise QueryError(message, tilde, self.at, f"~{min(max(edits, 1), MOST_EDITS)}")
        return self.counted(Text((folded[0],), "fuzzy", field, start, self.at, edits))
