"""Dates as pages write them: sixty shapes, and look-alikes that are none."""

import pytest

from briefing.facts.written import day_first, stamped_dates, written_date, written_dates

STAMPS = [
    ("2031-05-04", "2031-05-04"),
    ("2031-05-04T10:30:00Z", "2031-05-04"),
    ("2031-05-04T10:30:00+02:00", "2031-05-04"),
    ("2031-05-04 10:30", "2031-05-04"),
    ("2031/05/04", "2031-05-04"),
    ("2031.05.04", "2031-05-04"),
    ("4 May 2031", "2031-05-04"),
    ("04 May 2031", "2031-05-04"),
    ("4 MAY 2031", "2031-05-04"),
    ("4th May 2031", "2031-05-04"),
    ("4th of May 2031", "2031-05-04"),
    ("4 May, 2031", "2031-05-04"),
    ("May 4, 2031", "2031-05-04"),
    ("May 4 2031", "2031-05-04"),
    ("May 4th, 2031", "2031-05-04"),
    ("MAY 4, 2031", "2031-05-04"),
    ("Sept. 16, 2025", "2025-09-16"),
    ("Sept 16, 2025", "2025-09-16"),
    ("Sep 16, 2025", "2025-09-16"),
    ("16 Sept 2025", "2025-09-16"),
    ("16 Sept. 2025", "2025-09-16"),
    ("16 September 2025", "2025-09-16"),
    ("16 SEPTEMBER 2025", "2025-09-16"),
    ("Jan. 1, 2030", "2030-01-01"),
    ("1 Jan 2030", "2030-01-01"),
    ("29 February 2028", "2028-02-29"),
    ("31 December 1999", "1999-12-31"),
    ("20-MAR-1987", "1987-03-20"),
    ("20-Mar-1987", "1987-03-20"),
    ("20-Mar-87", "1987-03-20"),
    ("25 Aug 88", "1988-08-25"),
    ("25 AUG 88", "1988-08-25"),
    ("7 Jul '16", "2016-07-07"),
    ("08.04.2017", "2017-04-08"),
    ("8.4.2017", "2017-04-08"),
    ("27.12.2020", "2020-12-27"),
    ("27/12/2020", "2020-12-27"),
    ("12/27/2020", "2020-12-27"),
    ("27-12-2020", "2020-12-27"),
    ("05/05/2020", "2020-05-05"),
    ("08/04/2017", "2017"),
    ("Monday , 4 December 2023", "2023-12-04"),
    ("Monday, 4 December 2023", "2023-12-04"),
    ("Monday 4 December 2023", "2023-12-04"),
    ("Mon, 4 Dec 2023", "2023-12-04"),
    ("Mon 4 Dec 2023 10:30", "2023-12-04"),
    ("Sunday, May 4, 2031", "2031-05-04"),
    ("May 4, 2031 10:30 am", "2031-05-04"),
    ("May 4, 2031 at 9:00 am", "2031-05-04"),
    ("4 May 2031, 10:30 GMT", "2031-05-04"),
    ("4 May 2031 | 10:30", "2031-05-04"),
    ("10:30, May 4, 2031", "2031-05-04"),
    ("4 May 2031 - 01:15 GMT", "2031-05-04"),
    ("May 4, 2031 - 11:48 am GMT+3", "2031-05-04"),
    ("4 May 2031 10.30 pm", "2031-05-04"),
    ("Sun, 04 May 2031 10:30:00 GMT", "2031-05-04"),
    ("September 2025", "2025-09"),
    ("Sept 2025", "2025-09"),
    ("Jun 182016", "2016-06-18"),
    ("June 18 2016", "2016-06-18"),
    ("1 May 1890", "1890-05-01"),
]
NO_STAMPS = [
    "",
    "5+5",
    "5 + 5",
    "2031",
    "May",
    "May 4",
    "4 May",
    "4 may 2031",
    "march 2031",
    "31 February 2031",
    "30 February 2028",
    "0 May 2031",
    "32 May 2031",
    "2031-13-40",
    "2031-00-10",
    "31.02.2031",
    "13/13/2031",
    "1.5 May 2031",
    "12 Mayors 2031",
    "Maya 4 2031",
    "the 4 May 2031 accord",
    "4 May 2031 accord",
    "4 May 2031 and 5 May 2031",
    "4 May 12031",
    "4 May 1215",
    "4 May 2310",
    "version 2.4.2031.7",
    "192.168.10.2031",
    "10:30",
    "10.30 pm",
    "ISO 8601",
    "Resolution 1973",
    "F-16 2020",
    "Mar-a-Lago 2020",
]
LOOK_ALIKES = [
    "We met the 5+5 commission, and 5 + 5 made ten.",
    "They may march 20 times, and may 2031 be better.",
    "April Marrow met May Orsa and June Venn.",
    "A brigade of 3 Marines held 4 Augusta rifles.",
    "It rose by 4.5 per cent to 2031 points.",
    "They march 20 km; the mayor may 4 times veto it.",
    "The Mar 4x4 was seen, and an Oct-16 drone.",
    "Dec 4.5 litres were left.",
    "Article 5 of resolution 1973 applies.",
    "He has 16 Septembers behind him.",
    "Room 12, Junefield 2020.",
    "The score was 3-4 in May-Orsa's favour.",
    "Sept-Iles has 25,000 people.",
    "It is 10:30 and 4 Maybe 5 will come.",
    "The 12 Julys of his youth.",
    "in the may 4 2020 sense",
]
RUNNING = [
    ("signed on 4 May 2031 in Tarvena", ["2031-05-04"]),
    ("signed in May 2031 in Tarvena", ["2031-05"]),
    ("elections on December 24 and a visit on April 20.", ["--12-24", "--04-20"]),
    ("the ceasefire of 23 October, and the 1st of May", ["--10-23", "--05-01"]),
    ("from May 4, 2031 to June 2031", ["2031-05-04", "2031-06"]),
    ("dated 2031-05-04T10:00 and 2031-05-05", ["2031-05-04", "2031-05-05"]),
    ("on the 20-MAR-1987 tape", ["1987-03-20"]),
    ("THE TALKS OF 30 DECEMBER", ["--12-30"]),
]


@pytest.mark.parametrize(("text", "expected"), STAMPS)
def test_a_stamp(text: str, expected: str) -> None:
    assert str(written_date(text)) == expected


@pytest.mark.parametrize("text", NO_STAMPS)
def test_what_is_no_stamp(text: str) -> None:
    assert written_date(text) is None


@pytest.mark.parametrize(("text", "expected"), RUNNING)
def test_running_text(text: str, expected: list[str]) -> None:
    assert [str(found) for _, _, found in written_dates(text)] == expected


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_look_alikes_in_running_text(text: str) -> None:
    assert list(written_dates(text)) == []


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("27/12/2020", True),
        ("12/27/2020", False),
        ("08/04/2017", None),
        ("27/12/2020 and 12/27/2020", None),
        ("", None),
    ],
)
def test_the_order_that_a_page_shows(text: str, order: bool | None) -> None:
    assert day_first(text) is order


@pytest.mark.parametrize(("order", "expected"), [(True, "2017-04-08"), (False, "2017-08-04"), (None, "2017")])
def test_two_numbers_are_read_in_the_order_of_the_page(order: bool | None, expected: str) -> None:
    assert [str(found) for _, _, found in stamped_dates("08/04/2017", order)] == [expected]
