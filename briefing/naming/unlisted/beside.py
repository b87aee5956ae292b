"""What the words directly before and after a name say of it."""

from __future__ import annotations

import re

from briefing.article import Kind
from briefing.naming.unlisted import traits as T
from briefing.naming.unlisted.found import Name
from briefing.naming.unlisted.traits import traits

Said = tuple[Kind, int, str]

_IN = frozenset(
    "in near at outside inside around across throughout toward towards into northern southern eastern western central "
    "besieged nearby downtown southeastern southwestern northeastern northwestern".split()
)
_SETTLEMENTS = "city town village province district port suburb island hamlet county neighborhood neighbourhood".split()
_OF_PLACE = frozenset(
    "region outskirts suburbs governorate north south east west northeast northwest southeast southwest streets coast "
    "municipality countryside capital residents people mayor governor battle siege treaty".split()
) | {*_SETTLEMENTS}
_KIND_OF_PLACE = frozenset([*_SETTLEMENTS, "enclave", "stronghold"])
_SITES = frozenset(
    "governorate region airport river valley oblast peninsula camp area mountains hills prefecture municipality "
    "countryside".split()
) | {*_SETTLEMENTS}
_COMPANIES = (
    "company group newspaper agency network firm party movement militia charity website station operator broadcaster"
).split()
_KIND_OF_BODY = frozenset("magazine chipmaker carmaker automaker maker daily weekly giant club team".split()) | {
    *_COMPANIES
}
_BODIES = frozenset(
    "battalion forces brigade gang cartel fighters militants rebels clan tribe faction guerrillas troops front "
    "organisation organization spokesman spokeswoman shares executives headquarters subsidiary employees "
    "customers".split()
) | {*_COMPANIES}
_SPEAKS = frozenset(
    "said says told added announced stressed noted confirmed explained declared warned insisted claimed argued tweeted "
    "wrote recalled admitted denied testified pleaded acknowledged replied commented expressed underlined emphasized "
    "emphasised reiterated reaffirmed vowed urged who died resigned married".split()
)
_RULE = frozenset("regime administration family loyalists supporters aide aides".split())
_PLURAL = "“the” before a plural"
_NO_PLURAL = T.TITLE | T.NATION | T.NEVER | T.CALENDAR | T.SITE | T.EVENT | T.BODY
OVERRULES = frozenset({_PLURAL, *(f"“{word}” after it" for word in _RULE)})
"""Reasons that make a name even of a common word: `the Bush administration`, `the Colts`."""

_SAID_TO_BE = r",[ \n](?:a|an|the|another)[ \n](?:(?!(?:of|for|at|in|who)\b)[\w'’-]{1,30}[ \n]){0,3}"
_A_PLACE = re.compile(
    _SAID_TO_BE + r"(?:town|city|village|province|district|region|island|port|suburb|area|neighbou?rhood|country|state|"
    r"capital|stronghold|hamlet)\b"
)
_A_BODY = re.compile(
    _SAID_TO_BE
    + r"(?:group|company|organi[sz]ation|agency|firm|party|movement|newspaper|charity|militia|coalition|bank|"
    r"maker|network|body|alliance|union|website|broadcaster|subsidiary|operator|producer|manufacturer|giant|supplier|"
    r"retailer)\b"
)
_A_PERSON = re.compile(
    r",[ \n](?:(?:the|a|an|his|her|its|their)[ \n](?!\w+[ \n](?:town|city|village|company|group))"
    r"|(?:who|whose|himself|herself|then|former|chief|head|leader|president|minister|commander|director|chairman|"
    r"spokesman|spokeswoman|secretary|senior|deputy|vice|professor)\b|\d{2},)"
)


def beside(text: str, name: Name) -> Said | None:
    """The kind that they speak for, how much, and the words themselves; None where they say nothing."""
    return _before(text, name) or _after(text, name)


def _before(text: str, name: Name) -> Said | None:
    before = text[max(0, name.start - 30) : name.start]
    if before.endswith((", ", ",\n")) and traits(name.text) & T.STATE:
        return "place", 3, "a state after a town"
    before = before.rstrip("\"“‘'")
    if not before[-1:].isspace() or before.endswith("\n\n"):
        return None
    words = before.rsplit(None, 2)[-2:]
    last = words[-1].lower() if words else ""
    if last in _IN or last in _KIND_OF_PLACE:
        return "place", 2, f"“{last}” before it"
    if last == "of" and words[0].lower() in _OF_PLACE:
        return "place", 2, f"“{words[0]} of” before it"
    if last == "the" and _is_plural(name):
        return "organisation", 2, _PLURAL
    if last in _KIND_OF_BODY:
        return "organisation", 2, f"“{last}” before it"
    return None


def _is_plural(name: Name) -> bool:
    """`Colts`, `Houthis`: one word that is a plural, and no name of any other kind."""
    plural = name.kind is None and name.text.endswith("s") and " " not in name.text
    return plural and not traits(name.text) & _NO_PLURAL


def _after(text: str, name: Name) -> Said | None:
    after = text[name.end : name.end + 140]
    if after.startswith("-based"):
        return "place", 2, "“-based” after it"
    if name.start == 0 and len(name.text) > 3 and name.text.isupper() and after.startswith((", ", " (")):
        return "place", 3, "a dateline"
    if after[:1].isspace() and not after.startswith("\n\n"):
        words = after[:40].split(None, 1)
        return _word_after(name, words[0].rstrip('.,;:”"')) if words else None
    if after[:2] in (", ", ",\n"):
        if _A_PLACE.match(after):
            return "place", 2, "said to be a place"
        if _A_BODY.match(after):
            return "organisation", 2, "said to be an organisation"
        if _A_PERSON.match(after):
            return "person", 1, "words after the comma"
    return None


def _word_after(name: Name, word: str) -> Said | None:
    because, single = f"“{word}” after it", " " not in name.text
    if word in _SITES:
        return "place", 2, because
    if word in _BODIES:
        return "organisation", 1, because
    if single and word in _RULE:
        return "person", 2, because
    if word in _SPEAKS:
        return "person", 1 if single else 2, because
    return None
