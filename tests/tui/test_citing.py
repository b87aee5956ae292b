"""A paragraph with where it stands."""

import pytest

from briefing.article import Article, Bound, Dating
from briefing.dates import PartialDate
from briefing.tui.citing import LONGEST, citation

DAY = PartialDate(2014, 8, 27)
GIVEN = {
    "title": "A title",
    "title_basis": "printed",
    "source": "Meridian",
    "body": "One.\n\nTwo\nlines “here”.\n\nThree.",
}


def article(**changes: object) -> Article:
    made = {"path": "a.txt", "id": "abc123defg", "published": Dating(DAY, "byline"), **GIVEN, **changes}
    return Article(**made)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("made", "cited"),
    [
        (article(), "“Two lines “here”.” — A title, Meridian, 2014-08-27, abc123defg ¶2"),
        (
            article(published=Dating(DAY, "header"), title_basis="derived"),
            "“Two lines “here”.” — ‹A title›, Meridian, 2014-08-27 (crawl date), abc123defg ¶2",
        ),
        (
            article(published=Dating(DAY, "url"), source=None),
            "“Two lines “here”.” — A title, 2014-08-27 (date of the address), abc123defg ¶2",
        ),
        (article(published=Dating(), title=""), "“Two lines “here”.” — untitled, Meridian, undated, abc123defg ¶2"),
        (
            article(published=Dating(bounds=(Bound(DAY.period.first, "after", ""),))),  # type: ignore[arg-type]
            "“Two lines “here”.” — A title, Meridian, since 2014-08, inferred, abc123defg ¶2",
        ),
        (
            article(body="x\n\na\x1b]52;c;eA==\x07b\u202e", title="T\x9b\nt"),
            "“a]52;c;eA==b” — T t, Meridian, 2014-08-27, abc123defg ¶2",
        ),
    ],
)
def test_citation(made: Article, cited: str) -> None:
    assert citation(made, 2) == cited


def test_a_very_long_paragraph_is_cut() -> None:
    words = citation(article(body="word " * 9_000), 1).partition("” — ")[0]
    assert len(words) <= LONGEST + 1
    assert words.endswith("word…")
