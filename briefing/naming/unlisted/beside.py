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
_OF_PLACE = frozenset(
    "city town village province region district port outskirts suburb suburbs governorate north south east west "
    "northeast northwest southeast southwest neighborhood neighbourhood streets coast island hamlet municipality "
    "countryside capital residents people mayor governor".split()
)
_KIND_OF_PLACE = frozenset(
    "city town village province district port suburb island hamlet county neighborhood neighbourhood enclave stronghold".split()
)
_KIND_OF_BODY = frozenset(
    "company group newspaper magazine agency network broadcaster chipmaker carmaker automaker maker firm party movement "
    "militia charity website station daily weekly giant operator club team".split()
)
_SAID = frozenset(
    "said says told added announced stressed noted confirmed explained declared warned insisted claimed argued tweeted "
    "wrote recalled admitted denied testified pleaded acknowledged replied commented expressed underlined emphasized "
    "emphasised reiterated reaffirmed vowed urged who died resigned married".split()
)
_SITES = frozenset(
    "province governorate district city town village region neighborhood neighbourhood airport river valley island "
    "county oblast peninsula camp area suburb mountains hills port prefecture municipality countryside".split()
)
_BODIES = frozenset(
    "group movement militia party battalion forces brigade gang cartel fighters militants rebels network clan tribe "
    "faction company guerrillas troops newspaper agency front organisation organization spokesman spokeswoman shares "
    "executives headquarters subsidiary employees customers".split()
)
_RULE = frozenset("regime administration family loyalists supporters aide aides".split())
RULED = frozenset(f"“{word}” after it" for word in _RULE)
"""Reasons that make even a common word a surname: `the Bush administration`."""
_PERSON = re.compile(
    r",[ \n](?:(?:the|a|an|his|her|its|their)[ \n](?!\w+[ \n](?:town|city|village|company|group))|(?:who|whose|himself|herself|then|former|"
    r"chief|head|leader|president|minister|commander|director|chairman|spokesman|spokeswoman|secretary|senior|deputy|vice|professor)\b|\d{2},)"
)
_PLACE = re.compile(
    r",[ \n](?:a|an|the|another)[ \n](?:[\w-]+[ \n]){0,3}(?:town|city|village|province|district|region|island|port|suburb|area|"
    r"neighbou?rhood|country|state|capital|stronghold|hamlet)\b"
)
_BODY = re.compile(
    r",[ \n](?:a|an|the|another)[ \n](?:[\w'’-]+[ \n]){0,3}(?:group|company|organi[sz]ation|agency|firm|party|movement|newspaper|charity|"
    r"militia|coalition|bank|maker|network|body|alliance|union|website|broadcaster|subsidiary|operator|producer|"
    r"manufacturer|giant|supplier|retailer)\b"
)
_IN_LAND = re.compile(r",[ \n](?P<word>[A-Z][\w.]+(?:[ \n][A-Z]\w+)?)")


def beside(text: str, name: Name) -> Said | None:
    """The kind that they speak for, how much, and the words themselves; None where they say nothing."""
    return _before(text, name) or _after(text, name)


def _after_it(word: str) -> str:
    return f"“{word}” after it"


def _many(name: Name) -> bool:
    """`Colts`, `Houthis`: one word that is a plural, and no name of any other kind."""
    known = traits(name.text)
    never = T.TITLE | T.NATION | T.NEVER | T.CALENDAR | T.SITE | T.EVENT | T.BODY
    return name.kind is None and name.text.endswith("s") and " " not in name.text and not known & never


def _before(text: str, name: Name) -> Said | None:
    before = text[max(0, name.start - 30) : name.start]
    if before.endswith((", ", ",\n")) and traits(name.text) & T.STATE:
        return "place", 3, "a state after a town"
    before = before.rstrip("\"“‘'") if before[-1:] in "\"“‘'" else before
    if not before[-1:].isspace() or "\n\n" in before[-3:]:
        return None
    words = before.split()
    if not words:
        return None
    last = words[-1].lower()
    if last in _IN:
        return "place", 2, f"“{words[-1]}” before it"
    if last == "of" and len(words) > 1 and words[-2].lower() in _OF_PLACE:
        return "place", 2, f"“{words[-2]} of” before it"
    if last == "the" and _many(name):
        return "organisation", 2, "“the” before a plural"
    if last in _KIND_OF_PLACE:
        return "place", 2, f"“{last}” before it"
    if last in _KIND_OF_BODY:
        return "organisation", 2, f"“{last}” before it"
    return None


def _after(text: str, name: Name) -> Said | None:
    after = text[name.end : name.end + 70]
    if after[:1].isspace():
        words = after.split(None, 1)
        word = words[0].rstrip(".,;:”\"") if words else ""
        if word in _SITES:
            return "place", 2, f"“{word}” after it"
        if word in _BODIES:
            return "organisation", 1, f"“{word}” after it"
        if word in _RULE and " " not in name.text:
            return "person", 2, _after_it(word)
        if word in _SAID:
            return "person", 2 if " " in name.text else 1, f"“{word}” after it"
    elif after[:2] in (", ", ",\n"):
        if _PLACE.match(after):
            return "place", 2, "said to be a place"
        if _BODY.match(after):
            return "organisation", 2, "said to be an organisation"
        if _PERSON.match(after):
            return "person", 1, "words after the comma"
    return None
