"""Entities of FollowTheMoney: how they are known, and values as its model takes them without changing them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from briefing.clean import clean, clean_line
from briefing.dates import PartialDate

Schema = Literal[
    "Article",
    "Person",
    "Organization",
    "PublicBody",
    "Position",
    "Occupancy",
    "Membership",
    "Mention",
    "Event",
    "Note",
]
LONGEST_NAME, LONGEST_LINE, LONGEST_ADDRESS, LONGEST_TEXT = 384, 1024, 250, 65_000
"""Characters that the model allows a value of each type."""
_LONGEST_URL = 4096
_INVISIBLE = re.compile("[\u200c\u200d\u2028\u2029\ufffe\uffff]")
_QUOTES = "\"'"
_PLACE_BREAKS = re.compile(r"<BR/?>|ESQ[.]?,|;|,\s?(?=[,.])")
_LABEL = re.compile(r"[\w-]{1,63}")
_COUNTRIES = frozenset(
    """
    ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz ca
    cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo fr ga
    gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp
    ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms
    mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs
    ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw
    tz ua ug um us uy uz va vc ve vg vi vn vu wf ws xk ye yt za zm zw
    """.split()
)
_LANGUAGES = {
    code: pair.partition(":")[2]
    for pair in """
    af:afr am:amh ar:ara az:aze be:bel bg:bul bn:ben bs:bos ca:cat cs:ces da:dan de:deu el:ell en:eng es:spa et:est
    fa:fas fi:fin fr:fra ga:gle he:heb hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn ka:kat kk:kaz km:khm
    kn:kan ko:kor ky:kir lb:ltz lo:lao lt:lit lv:lav mk:mkd mn:mon ms:msa mt:mlt my:mya ne:nep nl:nld no:nor pl:pol
    ps:pus pt:por ro:ron ru:rus si:sin sk:slk sl:slv sq:sqi sr:srp sv:swe sw:swa ta:tam te:tel tg:tgk th:tha tk:tuk
    tr:tur uk:ukr ur:urd uz:uzb vi:vie zh:zho
    """.split()
    for code in pair.split(":")
}


def identify(kind: str, *key: str) -> str:
    """The id of a thing: the same for the same thing in every brief, and nothing can be read out of it."""
    named = "\0".join(("briefing", kind, *key)).encode("utf-8", "surrogatepass")
    return hashlib.sha1(named, usedforsecurity=False).hexdigest()


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing, with what is said of it."""

    id: str
    schema: Schema
    properties: dict[str, list[str]] = field(default_factory=dict)

    def say(self, name: str, *values: str | None) -> None:
        """Add values to a property; what is empty or was said before is left out."""
        for value in filter(None, values):
            said = self.properties.setdefault(name, [])
            if value not in said:
                said.append(value)


def text(words: str) -> str:
    """Words on their lines, without anything that cannot be seen."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", clean(words))).strip()


def line(words: str | None, longest: int = LONGEST_LINE) -> str:
    """Words on one line, cut where they are too long."""
    words = unicodedata.normalize("NFC", _INVISIBLE.sub("", clean_line(words or ""))).strip()
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def name(words: str | None) -> str:
    """A name on one line, out of the quotation marks it may stand in."""
    words = line(words, LONGEST_NAME)
    while len(words) > 1 and words[0] in _QUOTES and words[-1] in _QUOTES:
        words = words[1:-1].strip()
    return words


def location(words: str) -> str:
    """The name of a place, as the model takes addresses; "" where it could not be kept letter by letter."""
    words = line(words, LONGEST_ADDRESS)
    return "" if _PLACE_BREAKS.search(words) else words


def texts(words: str) -> Iterator[str]:
    """A text in pieces that are short enough, parted between lines where that can be."""
    words = text(words)
    while len(words) > LONGEST_TEXT:
        at = words.rfind("\n", 1, LONGEST_TEXT)
        at = at if at > 0 else LONGEST_TEXT
        yield words[:at].strip()
        words = words[at:].strip()
    yield words


def address(url: str | None) -> str | None:
    """An address of the web; None for any other, and for one that holds a user's name."""
    url = line(url, _LONGEST_URL + 1)
    if not url.isprintable() or re.search(r"""[\s<>"\\]""", url) or len(url) > _LONGEST_URL:
        return None
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    labels = host.split(".")
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or len(labels) < 2:
        return None
    if not all(_LABEL.fullmatch(label) and any(map(str.isalnum, label)) for label in labels):
        return None
    if len(labels[-1]) < 2 or labels[-1].isdigit():
        return None
    return parts._replace(path=parts.path or "/").geturl()


def day(when: PartialDate | None) -> str | None:
    """A day, month or year; None where the year is not known."""
    return str(when) if when and when.year and when.year >= 1000 else None


def country(code: str | None) -> str | None:
    """The code of a country in small letters; None for one that is in no list."""
    code = (code or "").strip().lower()
    return code if code in _COUNTRIES else None


def language(code: str | None) -> str | None:
    """`en-GB` or `eng` as `eng`; None for a language that is not of the model's list."""
    return _LANGUAGES.get(re.split(r"[-_]", (code or "").strip().lower(), maxsplit=1)[0])
