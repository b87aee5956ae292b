"""The one parser of the query language: by recursive descent, bounded, and patient with what is still being typed."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import replace
from datetime import date
from typing import get_args

from briefing.periods import asked_period, unfinished_period
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
from briefing.words import words

LONGEST = 512
DEEPEST = 20
MOST = 20
FARTHEST = 50
MOST_EDITS = 2

STATES = ("unread", "read", "undated", "possible", "starred", "aside", "unlisted", "cut")
"""What `is:` may ask for."""
_LISTED = {"is": STATES, "has": ("note",)}
_DATED: tuple[DateField, ...] = get_args(DateField)
_NAMED: tuple[FieldName, ...] = get_args(FieldName)
_TEXTS: tuple[TextField, ...] = ("title", "body")
FIELDS = (*_TEXTS, *_DATED, *_NAMED)
"""Every word that may stand before a colon."""
_EXAMPLES = {"date": "2020-12", "when": "2020-12", "added": "last-week", "is": "unread", "has": "note"}

_QUOTES = '"“”„‟«»＂'
_OPERATOR = re.compile(r"(AND|OR|NOT)(?![\w:])")
_FIELD = re.compile(r"([^\W\d_]+):")
_BARE = re.compile(rf"[^\s(){_QUOTES}]+")
_LISTING = re.compile(rf"(?:[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}]?|[^\s(){_QUOTES}]+)+")
_QUOTED = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)([{_QUOTES}])?")
_NEGATED = re.compile(rf"-(?=[\w({_QUOTES}=])")
_REACH = re.compile(r"~(\d*)")
_STEM = re.compile(r"(.*?)(\*|~\d*)?", re.DOTALL)


def parse(text: str, today: date, *, typing: bool = False) -> Query:
    """Read a query; blank asks for everything. QueryError for what cannot be understood or is beyond the limits.

    With `typing`, what is unfinished at the very end is closed or left out, and a last plain word becomes a prefix.
    """
    if len(text) > LONGEST:
        raise QueryError(f"a query has at most {LONGEST} characters", LONGEST, len(text))
    for at, char in enumerate(text):
        if unicodedata.category(char) in {"Cc", "Cs"} and not char.isspace():
            raise QueryError("this character cannot be searched for", at, at + 1)
    root = _Parser(text, today, typing).whole()
    if root is None and not typing and text.strip():
        raise QueryError("nothing to search for", 0, len(text))
    return Query(text, root)


class _Parser:
    """One pass over one text; each method reads what it is named after, or None where there is nothing to read."""

    def __init__(self, text: str, today: date, typing: bool) -> None:
        self.text, self.today, self.typing = text, today, typing
        self.at = 0
        self.terms = 0

    def whole(self) -> Node | None:
        node = self.either(0)
        if not self.ended:
            raise QueryError("this parenthesis closes nothing", self.at, self.at + 1)
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
                raise QueryError("OR has nothing after it", *asked)
            if self.operator() != "OR":
                break
            if not parts:
                raise QueryError("OR has nothing before it", self.at, self.at + 2)
            asked = (self.at, self.at + 2)
            self.at += 2
        return Or(tuple(parts), parts[0].start, parts[-1].end) if len(parts) > 1 else parts[0] if parts else None

    def all(self, depth: int) -> Node | None:
        parts: list[Node] = []
        asked = None
        while (operator := self.operator()) != "OR" and not self.ended and not self.ahead(")"):
            if operator == "AND":
                if asked or not parts:
                    raise QueryError("AND has nothing before it", self.at, self.at + 3)
                asked = (self.at, self.at + 3)
                self.at += 3
            elif part := self.one(depth):
                parts.append(part)
                asked = None
        if asked and not self.forgiven:
            raise QueryError("AND has nothing after it", *asked)
        return And(tuple(parts), parts[0].start, parts[-1].end) if len(parts) > 1 else parts[0] if parts else None

    def one(self, depth: int) -> Node | None:
        if depth > DEEPEST:
            raise QueryError(f"nested more than {DEEPEST} deep", self.at, self.at + 1)
        start = self.at
        if self.operator() == "NOT":
            self.at += 3
            return self.negation(start, depth)
        if found := _NEGATED.match(self.text, start):
            self.at = found.end()
            return self.negation(start, depth)
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
        raise QueryError("NOT has nothing after it", start, after)

    def group(self, depth: int) -> Node | None:
        start = self.at
        self.at += 1
        node = self.either(depth + 1)
        if self.ahead(")"):
            self.at += 1
        elif not self.typing:
            raise QueryError("this parenthesis is not closed", start, start + 1)
        if node:
            return replace(node, start=start, end=self.at)
        if self.forgiven:
            return None
        raise QueryError("there is nothing between these parentheses", start, self.at)

    def counted(self, node: Node) -> Node:
        self.terms += 1
        if self.terms > MOST:
            raise QueryError(f"more than {MOST} terms", node.start, node.end)
        return node

    def field(self, name: str, start: int, after: int) -> Node | None:
        if name not in FIELDS:
            close = difflib.get_close_matches(name, FIELDS, 1, 0.6)
            known = "" if close else f"; there are {', '.join(FIELDS)}"
            raise QueryError(f"unknown field {name}:{known}", start, after, f"{close[0]}:" if close else None)
        self.at = after
        if name in _TEXTS:
            text = self.words("title" if name == "title" else "body", start)
            if text is None and not self.forgiven:
                raise QueryError(f"{name}: needs a word or a quoted phrase", start, max(self.at, after))
            return text
        value = self.listing() if name == "together" else self.value()
        if not value:
            if self.forgiven:
                return None
            example = name + ":" + _EXAMPLES[name] if name in _EXAMPLES else None
            raise QueryError(f"{name}: needs a value", start, max(self.at, after), example)
        for dated in _DATED:
            if name == dated:
                return self.dates(dated, value, start)
        return self.named(next(known for known in _NAMED if known == name), value, start)

    def value(self) -> str:
        """A quoted or bare value, without its quotes and the space around it."""
        if self.ahead(*_QUOTES):
            return " ".join(self.quoted().split())
        found = _BARE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found[0] if found else ""

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
        try:
            period = asked_period(value, self.today)
        except QueryError as error:
            repair = f"{name}:{error.suggestion}" if error.suggestion else None
            raise QueryError(error.message, start, self.at, repair) from None
        return self.counted(Dates(name, period, start, self.at))

    def named(self, name: FieldName, value: str, start: int) -> Node | None:
        known = _LISTED.get(name)
        if known:
            value = value.lower()
            if self.unfinished and value not in known and any(state.startswith(value) for state in known):
                return None
            if value not in known:
                close = difflib.get_close_matches(value, known, 1, 0.5)
                message = f"{name}: takes {', '.join(known)}"
                raise QueryError(message, start, self.at, f"{name}:{close[0]}" if close else None)
        if name == "together" and [bool(part) for part in value.split(",")] != [True, True]:
            if self.unfinished and value.count(",") < 2:
                return None
            raise QueryError("together: takes two actors with a comma between them", start, self.at)
        return self.counted(Field(name, value, start, self.at))

    def quoted(self) -> str:
        """What stands between the quotation marks here; to the end where the closing one is still to be typed."""
        start = self.at
        found = _QUOTED.match(self.text, start)
        if found is None:
            raise AssertionError("no quotation mark here")
        self.at = found.end()
        if not found[2] and not self.typing:
            raise QueryError("this quotation mark is not closed", start, self.at, found[0].rstrip() + '"')
        return found[1]

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
        return self.bare(found[0], field, start)

    def exact(self, content: str, field: TextField, start: int) -> Node | None:
        if not any(words(content)):
            return None
        spelling = unicodedata.normalize("NFC", " ".join(content.split()))
        return self.counted(Text((spelling,), "exact", field, start, self.at))

    def phrase(self, field: TextField, start: int) -> Node | None:
        content = self.quoted()
        open_ended = self.typing and self.text[self.at - 1] not in _QUOTES
        folded = list(words(content))
        within = 1
        if reach := _REACH.match(self.text, self.at):
            self.at = reach.end()
            within = int(reach[1][:4] or 0)
            if not 1 <= within <= FARTHEST:
                message = f"the words of a phrase may be 1 to {FARTHEST} apart"
                raise QueryError(message, reach.start(), self.at, f"~{min(max(within, 1), FARTHEST)}")
        if not folded:
            return None
        being_typed = open_ended and folded[-1][2] == len(content)
        match: Match = "prefix" if within == 1 and (being_typed or content.rstrip().endswith("*")) else "phrase"
        return self.counted(Text(tuple(word for word, _, _ in folded), match, field, start, self.at, within))

    def bare(self, token: str, field: TextField, start: int) -> Node | None:
        parts = _STEM.fullmatch(token)
        stem, suffix = (parts[1], parts[2] or "") if parts else (token, "")
        first = self.at - len(token)
        folded = list(words(stem))
        if "*" in stem or (suffix == "*" and not folded):
            star = first + token.index("*")
            message = "a * can only end a word" if folded else "a * needs letters before it"
            raise QueryError(message, star, star + 1)
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
            raise QueryError("~ needs a single word before it", tilde, self.at)
        edits = int(suffix[1:5] or 1)
        if not 1 <= edits <= MOST_EDITS:
            message = f"a word may differ by 1 to {MOST_EDITS} letters"
            raise QueryError(message, tilde, self.at, f"~{min(max(edits, 1), MOST_EDITS)}")
        return self.counted(Text((folded[0],), "fuzzy", field, start, self.at, edits))
