"""The words around a name: whether it is whole, who stands beside it, and what is said of a post."""

from __future__ import annotations

import re

from briefing.naming import world
from briefing.words import fold

TITLES = frozenset(
    """
    admiral air ambassador archbishop army ayatollah baroness bishop brigadier captain caretaker chair chairman
    chairperson chairwoman chancellor chief colonel commander commissioner congressman coordinator corporal count
    defence defense delegate deputy director doctor dr emir emissary engineer envoy ex executive field foreign former
    general governor guide haj hajj head imam inspector interior interim interpreter intelligence judge justice king
    lady lawmaker leader lieutenant lord madam major marshal mayor member minister miss mister mp mr mrs ms mullah
    negotiator officer official ombudsman parliamentarian parliament pope premier presenter president prime prince
    princess prof professor queen rear representative retired rev reverend rival secretary senator sergeant shah
    sheik sheikh sheikha sir spokesman spokesperson spokeswoman speaker staff strongman sultan supreme
    superintendent vice warlord
    """.split()
)
_FUNCTION = frozenset(
    """
    a about above according across after again against ago all along also although amid among an and another any
    are around as at back be because been before being below between both but by can could despite did do does during
    each either even ever every except few first following for from had has have he her here him his how however i if
    in indeed instead into is it its just last later like many may meanwhile more most much must my near never next no
    nor not now of off on once one only or other our out over per perhaps second several she since so some soon still
    such than that the their them then there these they this those though through throughout thus to today together
    tomorrow too toward towards under unlike until up upon via was we were what when where whereas whether which while
    who whom whose why will with within without would yesterday yet you
    """.split()
)
_ORGANISED = re.compile(
    r"(?:['’]s)?[ \n](?:Foundation|University|Brigade|Battalion|Airport|Street|Road|Mosque|Hospital|Stadium|Institute|"
    r"Prize|Square|Bridge|Museum|Palace|School|College|Library|Award|Center|Centre|Camp)\b"
)
_WORD_BEFORE = re.compile(r"([\w'’.-]+)[ \n]\Z")
_WORD_AFTER = re.compile(r"[ \n]([\w'’-]+)")
_INITIAL = re.compile(r"[A-Z]\.")
_INFLECTED = re.compile(r".{2,}(?:ing|ed|ly|ian|ean|can|ese|ish|['’]s?)\Z", re.IGNORECASE)
_NEW_SENTENCE = re.compile(r"(?:\A|[.!?:;\"“”(\[—–-]\s*|\n\s*\n)\Z")
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())

_RANKS = (
    "General|Marshal|Colonel|Admiral|Brigadier|Major|Captain|Lieutenant|Sheikh"
    r"|Gen\.|Col\.|Maj\.|Lt\.|Dr\.?|Mr\.?|Mrs\.?|Ms\.?|Eng\."
)
_RANK = rf"(?:(?:[Rr]etired |[Ff]ormer )?(?:[A-Z][a-z]+[- ])?(?:{_RANKS})[ \n])"
_OPENING = rf"(?:[ \n]?\([^()\n]{{1,30}}\))?,?[ \n](?:{_RANK}){{0,4}}"
_GIVEN = r"[A-Z][\w'’-]+[ \n](?:(?:al|el|bin|ibn|de|van)[ \n-])?"
_BETWEEN = re.compile(rf"{_OPENING}\Z")
_UNLISTED_AFTER = re.compile(rf"{_OPENING}(?:{_GIVEN}){{1,3}}[A-Z][\w'’-]+")


def word_before(text: str, start: int) -> str:
    """The word directly before an offset, on the same line of thought; "" after punctuation."""
    found = _WORD_BEFORE.search(text, max(0, start - 40), start)
    return found[1] if found else ""


def word_after(text: str, end: int) -> str:
    """The word directly after an offset; "" before punctuation."""
    found = _WORD_AFTER.match(text, end)
    return found[1] if found else ""


def names_another(text: str, start: int, end: int) -> bool:
    """Is the name a piece of a longer one: another given name before it, an institution after it?"""
    return bool(_ORGANISED.match(text, end)) or is_given_name(text, start)


def is_given_name(text: str, start: int) -> bool:
    """Does a capitalised word stand directly before, that is no title, rank, country word or start of a sentence?"""
    word = word_before(text, start)
    if _INITIAL.fullmatch(word) or fold(word) in world.given():
        return word[0].isupper() and word.lower() not in TITLES | _FUNCTION
    if not word or not word[0].isupper() or len(word) < 3 or word.isupper() or word.endswith("."):
        return False
    parts = [part for part in re.split(r"[-'’]", word.lower()) if part]
    return not (
        any(part in TITLES for part in parts) or parts[0] in _FUNCTION or parts[0] in _DAYS or _INFLECTED.match(word)
    )


def follows_name(text: str, end: int) -> bool:
    """Does another capitalised word follow directly, as a family name does?"""
    word = word_after(text, end)
    lowered = word.lower()
    return bool(word) and word[0].isupper() and lowered not in TITLES | _DAYS | _FUNCTION and not word.isupper()


def beside(text: str, end: int, start: int) -> bool:
    """Is there nothing but a bracket, a comma and a rank between the two offsets?"""
    return 0 < start - end <= 80 and bool(_BETWEEN.match(text[end:start]))


def unlisted_beside(text: str, end: int) -> bool:
    """Does a name of two words or more follow directly?"""
    return bool(_UNLISTED_AFTER.match(text, end))
