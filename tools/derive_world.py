"""Derive `places.tsv` and `words.txt` of `briefing.naming.world`, whose `SOURCES.md` says from what and how."""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from anyascii import anyascii

from briefing.naming import world
from briefing.words import fold, fold_text

ROOM = Path(world.__file__).parent
TOOLS = Path(__file__).parent

# Where wars and peace talks are reported from places that are small: as many as there is room for.
CLOSE = frozenset(
    "SY IQ LY YE LB JO PS IL EG SD SS TD NE ML BF MR DZ TN MA EH SO ET ER DJ UA AM AZ GE AF PK IR TR "
    "GT SV HN NI CR PA CO PE NG CM CF CD RW BI XK BA RS SA AE QA KW OM BH MM".split()
)
LEAST_CLOSE, LEAST_ELSEWHERE, LEAST_RESPELLED = 6_000, 30_000, 40_000
LEAST_ORDINARY, LEAST_SURNAME, LEAST_SHORT = 300_000, 150_000, 200_000
MOST_SPELLINGS = 8

# Cities that are also English words, given names or surnames, and yet are mostly read as cities.
FAMOUS = frozenset(
    "nice split cork bath tyre bergen florence venice verona essen goma gao derna ghat hama aden lourdes".split()
)
# Read as something else, whatever their size.
NEVER = frozenset(
    "santos leon reading best mobile orange police can van man male oral sale soul erode hail hums lime meshed pest "
    "queens sour tunes vine fry gent roma latina berber".split()
)
NEVER_ADMIN = frozenset(
    "central north south east west northern southern eastern western federal capital city nord "
    "sud est ouest centre centro norte sur para lacs sila orange".split()
)

ADMIN_WORDS = re.compile(
    r"^(Muhafazat|Sha`?biyat|Misto|Provincia de(l| la| los)?|Departamento de(l| la)?|Estado de|Wilayat? (de |d')?|"
    r"Region of|Province of|Republic of|Respublika|Mintaqat|Mayorality of|Amanat|Emirate of|"
    r"Gouvernorat de|Gouvernorat|Oblast|Judetul|Kraj|Baladiyat) | "
    r"(Governorate|Province|Oblast'?|Oblasts|Region|State|County|District|Department|Prefecture|Kray|Krai|"
    r"Voivodeship|Division|Territory|Canton|Municipality|Parish|Raion|Rayon|Viloyati|Sheng|Shi|"
    r"Zhuang ?zu Zizhiqu|Uygur Zizhiqu|Huizu Zizhiqu|Zizhiqu|Rayonu|Marz|Qalasy|City)$"
)
TRANSCRIBED = frozenset(
    "SY IQ LY YE LB JO PS EG SD DZ MA TN MR SA AE QA KW OM BH IR AF PK IN BD NP JP KP KR UA RU BY GE AM IL "
    "ET ER".split()
)
MACRONS = str.maketrans("āēīōūĀĒĪŌŪ", "aeiouAEIOU")
ARTICLES = "al|el|ar|er|as|es|ash|esh|az|ez|ad|ed|an|en|at|et|uz"
LEVELLED = (
    ("kh x", "gh g", "dh d", "th t", "dj j", "ou u", "oo u", "ee i"),
    ("q k", "ck k", "c k", "w u", "y i"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A candidate for one key; `weight` decides among several, the greatest first."""

    name: str
    country: str
    kind: str
    people: int
    weight: tuple[int, int]


def main() -> None:
    """Read the sources named on the command line and write the two files into the room."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("geonames", type=Path, help="folder with cities500.json, countries.json, us_states.json")
    asked.add_argument("admin", type=Path, help="rg_cities1000.csv, which names the first-level division of each place")
    asked.add_argument("words", type=Path, nargs="+", help="word lists, one word a line")
    options = asked.parse_args()
    write_words(options.words)
    world.english.cache_clear()
    places: dict[str, list[Place]] = defaultdict(list)
    for spelling, place in candidates(options.geonames, options.admin):
        if (key := fold_text(spelling)) and (place.weight[0] >= 8 or not misleading(key, place)):
            places[key].append(place)
    chosen = {key: max(rivals, key=lambda place: place.weight) for key, rivals in places.items()}
    write_places(chosen)


def candidates(geonames: Path, admin: Path) -> Iterator[tuple[str, Place]]:
    """Every spelling of every place worth listing."""
    cities = list(json.loads((geonames / "cities500.json").read_text("utf-8")).values())
    nations = list(json.loads((geonames / "countries.json").read_text("utf-8")).values())
    capitals = {(nation["iso"], fold_text(nation["capital"])) for nation in nations}
    largest: dict[tuple[str, str], int] = {}
    for city in cities:
        key = city["countrycode"], fold_text(city["name"])
        largest[key] = max(largest.get(key, 0), city["population"])
    people = {nation["iso"]: nation["population"] for nation in nations}
    hand = list(by_hand(largest, people))
    known = {(place.country, fold_text(form)) for form, place in hand}
    yield from hand
    for nation in nations:
        if nation["iso"] not in ("AN", "CS"):
            yield nation["name"], Place(nation["name"], nation["iso"], "country", nation["population"], (7, 0))
    for city in cities:
        own = city["countrycode"], fold_text(city["name"])
        if own not in known:
            yield from spellings(city, own in capitals)
    yield from divisions(admin, geonames, cities)


def by_hand(largest: dict[tuple[str, str], int], people: dict[str, int]) -> Iterator[tuple[str, Place]]:
    """The rows of `lands.tsv`, which win over everything else of their name; earlier rows win over later ones."""
    rows = (TOOLS / "lands.tsv").read_text("utf-8").splitlines()[1:]
    for place, row in enumerate(rows):
        name, country, kind, also = [*row.split("\t"), ""][:4]
        forms = [name, *filter(None, also.split("; "))]
        if kind == "country":
            number = people.get(country, 0)
        elif kind in ("city", "capital"):
            number = max(largest.get((country, fold_text(form)), 0) for form in forms)
        else:
            number = 0
        for form in forms:
            yield form, Place(name, country, kind, number, (8, -place))


def spellings(city: dict[str, object], capital: bool) -> Iterator[tuple[str, Place]]:
    """A city under its name and, where it is much reported on, under names that sound the same."""
    name, country, people = str(city["name"]), str(city["countrycode"]), int(str(city["population"]))
    close = country in CLOSE
    if not capital and people < (LEAST_CLOSE if close else LEAST_ELSEWHERE):
        return
    kind = "capital" if capital else "city"
    yield name, Place(plain(name, country), country, kind, people, (6 if capital else 5, people))
    if close and people >= LEAST_RESPELLED:
        others = city["alternatenames"]
        assert isinstance(others, list)
        for other in respelled(name, others):
            yield other, Place(plain(name, country), country, kind, people, (1, people))


def respelled(name: str, others: Iterable[str]) -> list[str]:
    """The other spellings in Latin letters that sound like the name, those nearest in length first."""
    sound, own = sounds(name), fold_text(name)
    found = {
        fold_text(other): other
        for other in others
        if re.fullmatch(r"[A-Za-zéèïĀāĪīŪūḨḩŞşŢţḐḑ‘’`' -]{4,}", other) and not other.islower() and not other.isupper()
    }
    kept = [other for key, other in found.items() if key != own and sounds(other) == sound]
    return sorted(kept, key=lambda other: (abs(len(other) - len(name)), other))[:MOST_SPELLINGS]


def sounds(name: str) -> str:
    """The consonants of a name and how it ends, with the articles and the habits of romanisation levelled."""
    text = re.sub(rf"^({ARTICLES}) (?=.{{3}})", "", fold_text(name.replace("-", " ")))
    text = re.sub(rf" ({ARTICLES}) ", " ", text).replace(" ", "")
    for pair in (pair for row in LEVELLED for pair in row):
        old, new = pair.split()
        text = text.replace(old, new)
    text = re.sub(r"(.)\1", r"\1", text)
    text = re.sub(r"(?<=[ae])h$", "", text)
    end = {"a": "a", "e": "a", "i": "i", "o": "u", "u": "u"}.get(text[-1:], "")
    return text[:1] + re.sub(r"[aeiou]", "", text[1:]) + end


def divisions(admin: Path, geonames: Path, cities: list[dict[str, object]]) -> Iterator[tuple[str, Place]]:
    """First-level provinces; what lives in their listed cities only ranks them against towns elsewhere."""
    people = {(city["countrycode"], city["name"]): int(str(city["population"])) for city in cities}
    folk: dict[tuple[str, str], int] = defaultdict(int)
    with admin.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            folk[row["cc"], row["admin1"]] += people.get((row["cc"], row["name"]), 0)
    for state in json.loads((geonames / "us_states.json").read_text("utf-8")).values():
        folk["US", state["name"]] += 1
    homes = {(city["countrycode"], fold_text(str(city["name"]))) for city in cities}
    for (country, full), number in folk.items():
        name = ADMIN_WORDS.sub("", ADMIN_WORDS.sub("", full)).strip().replace("`", "'")
        key = fold_text(name)
        if (
            len(key) < 4
            or set(key.split()) <= NEVER_ADMIN
            or (country not in CLOSE and country != "US" and number < 200_000)
        ):
            continue
        # A province called after its chief town leaves the name to the town.
        own = (country, key) in homes and country != "US"
        yield name, Place(plain(name, country), country, "region", 0, (2, number) if own else (5, number))


def misleading(key: str, place: Place) -> bool:
    """Whether a name is mostly read as a word or a person."""
    if " " in key or key in FAMOUS:
        return False
    if key in NEVER:
        return True
    if place.kind in ("country", "capital"):
        return False
    if len(key) < 4 and place.people < LEAST_SHORT:
        return True
    if (key in world.english() or key in world.demonyms() or key in world.groups()) and place.people < LEAST_ORDINARY:
        return True
    return (
        key in people_names()
        and place.people < LEAST_SURNAME
        and not (place.kind == "region" and place.weight[1] > 1e6)
    )


def people_names() -> frozenset[str]:
    """Given names and surnames met everywhere."""
    return world.given() | world.family_first() | frozenset((TOOLS / "surnames.txt").read_text("utf-8").split())


def plain(name: str, country: str) -> str:
    """A name as newspapers print it: without the marks of scholarly transcription."""
    name = re.sub(r"[‘’ʻʼ`ʿʾ]", "'", name).strip("'")
    if country in TRANSCRIBED or any(ord(letter) > 0x17F for letter in name):
        return anyascii(name)
    return name.translate(MACRONS)


def write_places(chosen: dict[str, Place]) -> None:
    """One row a key: key, country, kind unless a city, people, name unless it is the key in title case."""
    rows = ["# places: GeoNames (CC BY 4.0) and our own hand; see SOURCES.md"]
    for key, place in sorted(chosen.items()):
        kind = "" if place.kind == "city" else place.kind
        name = "" if place.name == key.title() else place.name
        rows.append("\t".join((key, place.country, kind, str(place.people or ""), name)))
    (ROOM / "places.tsv").write_text("\n".join(rows) + "\n", "utf-8")


def write_words(lists: list[Path]) -> None:
    """The words in lower case of all lists, folded."""
    seen = {
        fold(word) for file in lists for word in file.read_text("utf-8").split() if word.isalpha() and word.islower()
    }
    seen = {word for word in seen if len(word) > 1 or word in "aio"}
    rows = ["# words: SCOWL, as packaged in wamerican-small and wbritish-small; see SOURCES.md", *sorted(seen)]
    (ROOM / "words.txt").write_text("\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main()
