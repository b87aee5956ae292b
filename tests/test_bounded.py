"""P9: no text makes the reading of it run long. Each of these once did; the tests end, or the run does not."""

import pytest

from briefing.article import Page
from briefing.clean import clean
from briefing.naming.actorsfile import read as read_actors
from briefing.reading import read
from tests.conftest import SAMPLE

PLAIN = "The council met the crews on Monday to settle the dispute over night crossings.\n"
HOSTILE = {
    "breadcrumb": "home" + "/  " * 60 + "/\n\n" + PLAIN,
    "dateline": "A-" * 70 + "! – x y z",
    "dateline dashes": "A-" * 60 + "!" + "–x" * 11 + " – x y z",
    "blank line": "word\n" + " " * 400_000 + "\nend",
    "captions": "(c) 2020 " + "(photo" * 60_000,
    "agencies": PLAIN + "(c) 2020 [" + "/afp" * 90_000,
    "copyrights": PLAIN + "© 2020\n" * 60_000,
    "tags": PLAIN + "tags: x\n" * 50_000,
    "credits": PLAIN + "Translation by X\n" * 25_000,
    "one name": "A" + "a" * 400_000 + "-",
    "apostrophes": "A'" * 200_000,
    "sentences": "Tripoli said so. " * 25_000,
    "company": "Libyan army x Haftar " * 20_000,
    "surnames": "Khalifa Haftar met Khaled Haftar. " + "Haftar spoke. " * 25_000,
    "posts": "Egyptian Interior Minister Mahmoud Tawfiq and " * 9_000,
    "counterparts": "The Egyptian President met his Libyan counterpart. " * 8_000,
    "dates": "on 4 May 2020, " * 25_000,
    "lines": "\n" * 400_000 + "x",
    "brackets": "[" * 400_000,
    "quotes": "“" * 400_000,
    "commas": "A, " * 130_000,
    "capitals": "Word " * 80_000,
    "hyphens": "A" + "-a" * 100_000 + "1",
    "long hyphens": "A" + "-abcdef" * 30_000 + "-1",
    "dashes in a word": "A" + "-" * 200_000 + "x",
    "apostrophes in a word": "A" + "'" * 200_000 + "x",
    "a chain": "Ministry of Culture " + "of Egypt " * 40_000,
    "one surname": " ".join(f"Bel{n:x} Dor{n:x} Haftar." for n in range(1_500)).translate(
        str.maketrans("0123456789", "ghijklmnop")
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_reading_is_bounded(name: str) -> None:
    gazetteer = read_actors(SAMPLE / "actors.yaml")
    assert read(Page("a.txt", HOSTILE[name]), "a", gazetteer).path == "a.txt"


@pytest.mark.parametrize("stamp", ["T" * 99_000 + "x", "1/" * 50_000, "May " * 30_000])
def test_dates_of_metadata_are_bounded(stamp: str) -> None:
    gazetteer = read_actors(SAMPLE / "actors.yaml")
    page = Page("a.md", PLAIN, meta={"date": stamp, "title": "A" + "a" * 90_000 + "-"})
    assert read(page, "a", gazetteer).published.date is None


@pytest.mark.parametrize(
    "text", ["\x9d" * 400_000, "a" + "\u0300\u0316" * 100_000, "\x1b]" * 200_000, "א" + "\u05b0\u05b1" * 90_000]
)
def test_cleaning_is_bounded(text: str) -> None:
    assert len(clean(text)) < len(text)
