"""Headline, dates, times and sources: shapes of the wild, and look-alikes that must not match."""

from datetime import date

import pytest

from briefing.actors import NOBODY
from briefing.article import Article, Page
from briefing.facts.written import written_date, written_dates
from briefing.reading import read

LEAD = "The harbour council of Tarvena met the ferry crews on Monday to settle the dispute over night crossings."
MORE = "Both sides agreed to meet again before the end of the week, the council said in a short statement."
STORY = f"{LEAD}\n\n{MORE}"


def article(text: str, **meta: str) -> Article:
    return read(Page("a.txt", text, meta=meta), "a", NOBODY, today=date(2032, 1, 1))


TITLES = [
    (f"Ferry talks resume in Tarvena\n\n{STORY}", "Ferry talks resume in Tarvena", "printed"),
    (f"Will the ferry sail tonight?\n\n{STORY}", "Will the ferry sail tonight?", "printed"),
    (f" date 2031-05-04 Ferry talks resume in Tarvena\n\n{STORY}", "Ferry talks resume in Tarvena", "printed"),
    (f"Home / News / Ferry talks resume in Tarvena\n\n{STORY}", "Ferry talks resume in Tarvena", "breadcrumb"),
    (f"The quay (File Photo)\n\nFerry talks resume\n\n{STORY}", "Ferry talks resume", "printed"),
    (f"[/b] talks [@click=app.quit]\n\n{STORY}", "[/b] talks [@click=app.quit]", "printed"),
    (
        STORY,
        "The harbour council of Tarvena met the ferry crews on Monday to settle the dispute over night crossings",
        "derived",
    ),
    (
        f" date 2031-05-04 {STORY}",
        "The harbour council of Tarvena met the ferry crews on Monday to settle the dispute over night crossings",
        "derived",
    ),
    (
        "TARVENA, 25 APR 90 (CNS) -- [TEXT] THE COUNCIL HAS MET THE CREWS OF THE FERRY LINE.",
        "THE COUNCIL HAS MET THE CREWS OF THE FERRY LINE",
        "derived",
    ),
    ("Gen. Orsa met the crews. Nobody else came to the quay.", "Gen. Orsa met the crews", "derived"),
    (f"Monday , 4 December 2023\n\n{STORY}", LEAD.rstrip("."), "derived"),
]


@pytest.mark.parametrize(("text", "title", "basis"), TITLES)
def test_headline(text: str, title: str, basis: str) -> None:
    read_ = article(text)
    assert (read_.title, read_.title_basis) == (title, basis)


def test_a_standfirst_stays_where_metadata_have_the_title() -> None:
    text = f"Ferry talks resume in Tarvena - Coast News\n\nTalks held behind closed doors\n\n{STORY}"
    read_ = article(text, title="Ferry talks resume in Tarvena")
    assert read_.body.startswith("Talks held behind closed doors")
    assert article(text.split("\n\n", 1)[1], title="Ferry talks resume in Tarvena").body == read_.body


def test_a_long_lead_is_cut_where_its_sense_breaks() -> None:
    lead = (
        "The harbour council of the old town of Tarvena met the crews of the northern ferry line on Monday evening, "
        "after weeks of dispute over the night crossings that had left the island of Osk without fresh bread."
    )
    title = article(lead + "\n\n" + MORE).title
    assert title == (
        "The harbour council of the old town of Tarvena met the crews of the northern ferry line on Monday evening …"
    )


def test_a_wrapped_first_line_is_no_title() -> None:
    wrapped = "The harbour council of Tarvena met the crews of the ferry line\non Monday to settle the dispute."
    assert article(wrapped).title_basis == "derived"


DATES = [
    ("2031-05-04", "2031-05-04"),
    ("2031-05-04T10:30:00Z", "2031-05-04"),
    ("4 May 2031", "2031-05-04"),
    ("04 May 2031", "2031-05-04"),
    ("4th of May 2031", "2031-05-04"),
    ("May 4, 2031", "2031-05-04"),
    ("May 4th, 2031", "2031-05-04"),
    ("Sept. 16, 2025", "2025-09-16"),
    ("16 Sept 2025", "2025-09-16"),
    ("16 SEPTEMBER 2025", "2025-09-16"),
    ("Monday , 4 December 2023", "2023-12-04"),
    ("Sunday, 4 May 2031, 10:30", "2031-05-04"),
    ("May 4, 2031 10:30 am", "2031-05-04"),
    ("September 2025", "2025-09"),
    ("31 February 2031", None),
    ("5+5", None),
    ("May we", None),
    ("4 may 2031", None),
    ("march 2031", None),
    ("1.5 May 2031", None),
    ("2031-13-40", None),
    ("12 Mayors 2031", None),
    ("the 4 May 2031 accord", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_written_date(text: str, expected: str | None) -> None:
    found = written_date(text)
    assert (str(found) if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("signed on 4 May 2031 in Tarvena", ["2031-05-04"]),
        ("elections on December 24 and a visit on April 20.", ["--12-24", "--04-20"]),
        ("the 5+5 commission may march 20 times", []),
        ("April Marrow met May Orsa", []),
        ("a brigade of 3 Marines", []),
        ("from May 4, 2031 to June 2031", ["2031-05-04", "2031-06"]),
    ],
)
def test_dates_in_running_text(text: str, expected: list[str]) -> None:
    assert [str(found) for _, _, found in written_dates(text)] == expected


PUBLISHED = [
    (f" date 2031-05-04 {STORY}", "2031-05-04", "header", []),
    (
        f" date 2031-05-05 Ferry talks\n\n4 May 2031\nCoast Wire (Tarvena)\n\n{STORY}",
        "2031-05-04",
        "byline",
        ["2031-05-05"],
    ),
    (f"Ferry talks resume\n\nMay 4, 2031\n\n{STORY}", "2031-05-04", "byline", []),
    (f"Monday , 4 December 2023\nHome / News / Ferry talks\n\nFerry talks\n\n{STORY}", None, "none", ["2023-12-04"]),
    (f"TARVENA, 25 APR 90 (CNS) -- {STORY}", "1990-04-25", "dateline", []),
    (f"TARVENA, May 4 (Coast Wire) -- {STORY}", "--05-04", "dateline", []),
    (f" date 2031-05-06 Ferry talks\n\nTARVENA, May 4 (BPA) - {STORY}", "2031-05-04", "dateline", ["2031-05-06"]),
    (f" date 2031-09-06 Ferry talks\n\nTARVENA, May 4 (BPA) - {STORY}", "2031-09-06", "header", ["--05-04"]),
    (f"Ferry talks\n\nTalks held in Tarvena\n\nPublished On 4 May 2031\n\n{STORY}", "2031-05-04", "byline", []),
    (f"Sunday, May 4, 2031\n\nFerry talks resume\n\n{STORY}", "2031-05-04", "byline", []),
    (f"Sunday, May 4, 2031\nMenu\n\nFerry talks resume\n\n{STORY}", None, "none", ["2031-05-04"]),
    (f"4 May 2031\nHome / News / Ferry talks\n\nFerry talks resume\n\n{STORY}", None, "none", ["2031-05-04"]),
    (STORY, None, "none", []),
    (f"{STORY}\n\nThe accord of 4 May 2029 remains in force, he said.", None, "none", []),
    (f"Updated: 6 May 2031\n\n{STORY}", None, "none", ["2031-05-06"]),
    (f" date 2031-05-04 Ferry talks\n\n9 May 2031\n\n{STORY}", "2031-05-04", "header", ["2031-05-09"]),
    (f"Ferry talks\n\n4 May 2099\n\n{STORY}", None, "none", ["2099-05-04"]),
    (f"Released 4 May 2031\n\nFerry talks\n\n{STORY}", "2031-05-04", "byline", []),
    (f"Printed in Tarvena, 4 May 2031\n\nFerry talks\n\n{STORY}", "2031-05-04", "byline", []),
    (f"4 May 2031\nRetrieved on 9 May 2031\n\nFerry talks\n\n{STORY}", "2031-05-04", "byline", ["2031-05-09"]),
    (f"date 2031-05-04 10:30:00 Ferry talks\n\n{STORY}", "2031-05-04", "header", []),
]
SAVED = [
    "Saved 4 May 2031",
    "Downloaded: Sunday, May 4, 2031, 9:30 pm EST",
    "Last accessed on 2031-05-04",
    "Page archived May 4th, 2031",
    "[Fetched at 2031-05-04T10:30:00Z]",
    "Printed: 04.05.2031 10:30",
]


@pytest.mark.parametrize("line", SAVED)
@pytest.mark.parametrize("page", ["{line}\n\nFerry talks\n\n{story}", "Ferry talks\n\n{story}\n\n{line}\n"])
def test_a_day_of_saving_is_the_last_on_which_it_was_published(line: str, page: str) -> None:
    read_ = article(page.format(line=line, story=STORY))
    assert (str(read_.published.period), read_.title) == ("until 2031-05-04", "Ferry talks")
    assert line not in read_.body


@pytest.mark.parametrize(
    "line",
    [
        "The files were accessed on 4 May 2031.",
        "Retrieved May 4, 2031, from https://bay.example/report",
        "https://bay.example/report (accessed 4 May 2031)",
    ],
)
def test_a_note_on_what_was_read_is_no_day_of_saving(line: str) -> None:
    read_ = article(f"Ferry talks\n\n{STORY}\n\n{line}")
    assert read_.published.not_after is None
    assert line in read_.body


def test_a_day_of_saving_under_an_article_does_not_undo_its_date() -> None:
    read_ = article(f"{STORY}\n\nAccessed 4 May 2031", date="2031-05-09")
    assert str(read_.published.date) == "2031-05-09"
    assert any("2031-05-04" in doubt for doubt in read_.doubts)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Crawled: 2031-05-04 10:30\nhttps://bay.example/2031/05/04/ferry\n\nFerry talks", "Ferry talks"),
        ("Retrieved 2031-05-04 10:30:05 UTC\n\nFerry talks", "Ferry talks"),
        ("date 2031-05-04 10 killed on a ferry", "10 killed on a ferry"),
        ("https://bay.example/ferry\nFerry talks", "Ferry talks"),
        ("https://bay.example is shut down", "https://bay.example is shut down"),
    ],
)
def test_the_clock_and_the_address_of_a_crawl_are_not_of_the_title(head: str, title: str) -> None:
    assert article(f"{head}\n\n{STORY}").title == title


@pytest.mark.parametrize(("text", "expected", "basis", "others"), PUBLISHED)
def test_published(text: str, expected: str | None, basis: str, others: list[str]) -> None:
    dating = article(text).published
    assert (str(dating.date) if dating.date else None, dating.basis) == (expected, basis)
    assert [str(claim.date) for claim in dating.others] == others


def test_metadata_wins() -> None:
    dating = article(f"4 May 2031\n\n{STORY}", date="2031-05-01").published
    assert (str(dating.date), [str(c.date) for c in dating.others]) == ("2031-05-01", ["2031-05-04"])


CONTRADICTED = [
    (f"4 May 2031\n\n{STORY}", "2030-05-04", "the meta date 2030-05-04 is contradicted by the byline date 2031-05-04"),
    (f"4 May 2031\n\n{STORY}", "2031-05-09", "the meta date 2031-05-09 is contradicted by the byline date 2031-05-04"),
    (f"4 May 2031\n\n{STORY}", "2031-06", "the meta date 2031-06 is contradicted by the byline date 2031-05-04"),
    (
        f"4 May 2031\n\nTARVENA, 1 March 2031 (BPA) -- {STORY}",
        "2031-05-04",
        "the meta date 2031-05-04 is contradicted by the dateline date 2031-03-01",
    ),
    (
        f"4 May 2031\n\nTARVENA, 9 May 2031 (BPA) -- {STORY}",
        "",
        "the byline date 2031-05-04 is contradicted by the dateline date 2031-05-09",
    ),
]
AGREED = [
    (f"4 May 2031\n\n{STORY}", "2031-05-06"),
    (f"4 May 2031\n\n{STORY}", "2031-05"),
    (f"4 May 2031\n\n{STORY}", "2031"),
    (f"Updated 9 May 2031\n\n{STORY}", "2031-05-04"),
    (f"4 May 2099\n\n{STORY}", "2031-05-04"),
    (f"4 May 2031\n\nTARVENA, 26 April 2031 (BPA) -- {STORY}", ""),
    (f"4 May 2031\n\nTARVENA, 26 April (BPA) -- {STORY}", ""),
    (f"First published 4 May 2029, published 4 May 2031\n\n{STORY}", ""),
]


@pytest.mark.parametrize(("text", "stated", "told"), CONTRADICTED)
def test_sure_dates_that_contradict_each_other_are_told_and_less_sure(text: str, stated: str, told: str) -> None:
    read_ = article(text, **({"date": stated} if stated else {}))
    assert told in read_.doubts
    rivals = [claim for claim in read_.published.others if told.endswith(str(claim.date))]
    assert [read_.published.trust, *(claim.trust for claim in rivals)] == ["medium", "medium"]


@pytest.mark.parametrize(("text", "stated"), AGREED)
def test_dates_that_do_not_contradict_each_other(text: str, stated: str) -> None:
    read_ = article(text, **({"date": stated} if stated else {}))
    assert (read_.published.trust, read_.doubts) == ("high", ())


TIMES = [
    ("They met on Monday.", "2031-05-05"),
    ("They will meet on Monday.", "2031-05-12"),
    ("They met yesterday.", "2031-05-06"),
    ("They met three days ago.", "2031-05-04"),
    ("They met ſix days ago.", "2031-05-01"),
    ("They met yeſterday.", "2031-05-06"),
    ("In İzmir they met thıs week.", "2031-05-05 to 2031-05-11"),
    ("In İzmir they met on Frİday.", "2031-05-02"),
    ("They met last Saturday.", "2031-05-03"),
    ("They met last Tuesday.", "2031-04-29 to 2031-05-06"),
    ("They met on 4 May 2029.", "2029-05-04"),
    ("They met on 4 May.", "2031-05-04"),
    ("They met on 9 May.", "2030-05-09"),
    ("They will vote on 9 May.", "2031-05-09"),
    ("They met in early April.", "2031-04-01 to 2031-04-10"),
    ("They met in October.", "2030-10"),
    ("They meet Friday.", "unknown"),
    ("Marrow said Sunday it was late.", "2031-05-04"),
    ("They met last week.", "2031-04-28 to 2031-05-04"),
    ("They met in June 2030.", "2030-06"),
]


@pytest.mark.parametrize(("text", "period"), TIMES)
def test_times_as_of_the_day(text: str, period: str) -> None:
    read_ = article(f"{text} {STORY.replace(' on Monday', '')}", date="2031-05-07")
    (time,) = read_.times
    assert str(time.period) == period
    assert read_.body[time.start : time.end] == time.text


def test_times_stay_open_without_a_day() -> None:
    (time,) = article(STORY).times
    assert time.period.open


SOURCES = [
    (
        f"Ferry talks\n\n4 May 2031\nCoast Wire (Tarvena)\n\n{STORY}\n\nBay Online",
        {"source": "Coast Wire", "origin": "Bay Online"},
    ),
    (f"{STORY}\n\nThe Bay\n\nTranslation by Orla Venn", {"source": "The Bay", "translator": "Orla Venn"}),
    (f"TARVENA, May 4 (Coast Wire) -- {STORY}", {"source": "Coast Wire", "agency": "Coast Wire"}),
    (f"Source: Coast Wire\n\n{STORY}", {"source": "Coast Wire"}),
    (f"By Ilen Marrow\n\n{STORY}", {"source": None, "author": "Ilen Marrow"}),
    (
        f"{STORY}\n\nCopyright © 2031 Coast Wire. All rights reserved. Distributed by AllCoast Media (a.example).",
        {"source": "Coast Wire", "distributor": "AllCoast Media"},
    ),
    (f"Source: Xinhua| 2031-05-04 03:33:40|Editor: marrow\n\n{STORY}", {"source": "Xinhua"}),
    (f"Coast Online , Sunday 4 May 2031\n\n{STORY}", {"source": "Coast Online"}),
    (f"May 4, 2031 / 10:23 AM EDT / Coast News\n\n{STORY}", {"source": "Coast News"}),
    (f"Published 4 May 2031 | Tarvena | The Bay Herald\n\n{STORY}", {"source": "The Bay Herald"}),
    (f"By Reuters Staff\n\n4 May 2031\n\n{STORY}", {"source": "Reuters", "author": None}),
    (f"TARVENA (REUTERS) - {STORY}", {"source": "Reuters"}),
    (f"Ferry talks resume - Coast News\n\n{STORY}", {"source": "Coast News", "title": "Ferry talks resume"}),
    (f"Ferry talks resume – at last\n\n{STORY}", {"source": None, "title": "Ferry talks resume – at last"}),
    (f"By Ilen Marrow\n\nTarvena, 4 May 2031\n\n{STORY}", {"source": None, "author": "Ilen Marrow"}),
    (STORY, {"source": None, "agency": None, "author": None, "translator": None}),
]


@pytest.mark.parametrize(("text", "expected"), SOURCES)
def test_source(text: str, expected: dict[str, str | None]) -> None:
    read_ = article(text)
    assert {role: getattr(read_, role) for role in expected} == expected


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("TARVENA, 25 APR 90 (CNS) -- THE COUNCIL MET.", "TARVENA"),
        ("PORT OSK, Sept 16 (Coast Wire) -- The council met.", "PORT OSK"),
        ("Tarvena (Coast Wire) – The council met.", "Tarvena"),
        ("TARVENA — The council met.", "TARVENA"),
        ("TARVENA (VELMORA), 14 MAR 90 (VELPRESS)-- THE COUNCIL MET.", "TARVENA (VELMORA)"),
        ("TARVENA (VELMORA), NO DATE (RADIO OSK) -- THE COUNCIL MET.", "TARVENA (VELMORA)"),
        ("NO CITY, NO DATE -- THE COUNCIL MET.", "NO CITY"),
        ("PORT OSK, 17 NOV 89 (BAY PRESS AGENCY [BPA]) -- THE COUNCIL MET.", "PORT OSK"),
        ("TARVENA, Velmora (BPA) — The council met.", "TARVENA, Velmora"),
        ("Tarvena, 16 September 2025 (BPA) – The council met.", "Tarvena"),
        ("TARVENA, Velmora, Sept. 16, 2025 /BayWire/ -- The council met.", "TARVENA, Velmora"),
        ("TARVENA – 4 May 2031: The council met.", "TARVENA"),
        ("Tarvena, 4 May 2031: The council met.", "Tarvena"),
        ("Tarvena: the old capital.", None),
        ("TARVENA: the old capital.", None),
        ("Tarvena – the old capital – is quiet.", None),
        ("The council met in Tarvena (Velmora) – it was late.", None),
        ("On Sept 16 – a Tuesday – the council met.", None),
        ("Ilen Marrow, 44 – a pilot – came.", None),
        ("A – B talks began.", None),
        ("The council – all nine of them – met.", None),
        ("UN and EU envoys met in Tarvena.", None),
    ],
)
def test_dateline(body: str, place: str | None) -> None:
    found = article(f"{body} {MORE}").dateline
    assert (found.place if found else None) == place


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/x", True),
        ("javascript:alert(1)", False),
        ("https://a.example/\nx", False),
        ("file:///etc", False),
    ],
)
def test_only_web_addresses_are_kept(url: str, kept: bool) -> None:
    assert (article(STORY, url=url).url is not None) is kept
