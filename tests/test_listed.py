"""What is known of a whole answer without a look at its articles."""

import pytest

from briefing.dates import PartialDate, Period
from briefing.library import Library, Sort
from briefing.results import INFERRED, POSSIBLE, UNDATED, month_of

AUGUST = PartialDate(2014, 8, 27).period


@pytest.mark.parametrize(
    ("dated", "period", "expected"),
    [
        (True, AUGUST, "2014-08"),
        (True, PartialDate(2014, 8).period, "2014-08"),
        (True, PartialDate(2014).period, "2014"),
        (True, PartialDate(987, 8).period, "0987-08"),
        (False, AUGUST, INFERRED),
        (False, Period(None, AUGUST.last), INFERRED),
        (False, Period(), UNDATED),
    ],
)
def test_an_article_stands_under_its_month_where_it_says_one(dated: bool, period: Period, expected: str) -> None:
    assert month_of(dated, period) == expected


@pytest.mark.parametrize("sort", ["date", "oldest", "relevance", None])
@pytest.mark.parametrize("query", ["", "date:2014-08", "haftar date:2014..2016", "zebra haftar"])
def test_an_answer_knows_the_ids_and_months_of_its_hits(opened: Library, query: str, sort: Sort | None) -> None:
    results = opened.search(query, sort=sort)
    assert results.ids == {hit.row.id for hit in results.hits}
    assert [*results.months] == [
        POSSIBLE if hit.possible else month_of(hit.row.dated, hit.row.period) for hit in results.hits
    ]


def test_some_articles_of_the_sample_have_no_month_of_their_own(opened: Library) -> None:
    assert INFERRED in opened.search("").months
    assert POSSIBLE in opened.search("date:2014").months
