"""A date of publication is one that stands in the file, whole and as that: none is filled in, guessed or forged."""

import json
import re
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.intake.days import iso_day
from briefing.intake.months import MONTH, MONTHS

WORDS = "The council of Port Alden met again on the harbour, and put off its vote once more. " * 4


def feed(written: str) -> str:
    item = (
        f"<item><guid>1</guid><title>Vote</title><pubDate>{written}</pubDate><description>{WORDS}</description></item>"
    )
    return f"<rss version='2.0'><channel><title>Wire</title>{item}</channel></rss>"


def page(written: str, place: str = '<meta name="date" content="{}">') -> str:
    return (
        f"<html><head>{place.format(written)}</head><body><article><h1>Vote</h1><p>{WORDS}</p></article></body></html>"
    )


def printed(written: str) -> str:
    return page("").replace("<p>", f'<span class="published">{written}</span><p>')


def stamped(written: str) -> str:
    return page("").replace("<p>", f'<time class="published" datetime="{written}">then</time><p>')


def item(**keys: str | int) -> str:
    return json.dumps({"text": WORDS, **keys})


def front(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", WORDS])


def mail(written: str) -> str:
    return f"From: Wire <desk@wire.example>\nSubject: Vote\nDate: {written}\n\n{WORDS}"


def dated(folder: Path, name: str, source: str, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """`published` of the one article in a file, as `extract --json` has it."""
    (folder / name).write_text(source, "utf-8")
    assert main(["extract", "--json", str(folder / name)]) == 0
    published: dict[str, str] = json.loads(capsys.readouterr().out)["published"]
    return published


@pytest.mark.parametrize(
    ("name", "source", "day", "evidence"),
    [
        ("a.rss", feed("2014, May 1"), "2014-05-01", "published: 2014, May 1"),
        ("a.rss", feed("2014. május 1."), "2014-05-01", "published: 2014. május 1."),
        ("a.rss", feed("2014 Dec 01 10:00"), "2014-12-01", "published: 2014 Dec 01 10:00"),
        ("a.rss", feed("Thu, 1 May 14 10:00:00 GMT"), "2014-05-01", "published: Thu, 1 May 14 10:00:00 GMT"),
        ("a.rss", feed("2014-05-01T23:50:00-05:00"), "2014-05-01", "published: 2014-05-01T23:50:00-05:00"),
        ("a.html", page("Updated 3 Dec 2014, first published 4 May 2014"), "2014-05-04",
         "meta date: Updated 3 Dec 2014, first published 4 May 2014"),
        ("a.html", printed("Posted 4 May 2014 10:30 pm, Updated Dec 3, 2014"), "2014-05-04",
         "span marked as published: Posted 4 May 2014 10:30 pm, Updated Dec 3, 2014"),
        ("a.html", printed("7:53 PM - Sunday, 4 May 2014 - 5 min read"), "2014-05-04",
         "span marked as published: 7:53 PM - Sunday, 4 May 2014 - 5 min read"),
        ("a.html", printed("4. Mai 2014"), "2014-05-04", "span marked as published: 4. Mai 2014"),
        ("a.html", printed("le 1er août 2014 à 10h30"), "2014-08-01",
         "span marked as published: le 1er août 2014 à 10h30"),
        ("a.html", stamped("2014-05-04 10:00:00.000 UTC"), "2014-05-04",
         "time marked as published: 2014-05-04 10:00:00.000 UTC"),
        ("a.json", item(date="20141301", published="2014-05-06"), "2014-05-06", "published: 2014-05-06"),
        ("a.json", item(date="last week", pubDate="Tue, 6 May 2014 10:00 GMT"), "2014-05-06",
         "pubDate: Tue, 6 May 2014 10:00 GMT"),
        ("a.json", item(date="20140506101530"), "2014-05-06", "date: 20140506101530"),
        ("a.md", front("date: soon", "published: 2014-05-06"), "2014-05-06", "2014-05-06"),
        ("a.md", front("date: 2014-05-06", 'date_evidence: "Date header: Tue, 6 May 2014"'), "2014-05-06",
         "2014-05-06"),
        ("a.json", item(date="6 MAYIS 2014"), "2014-05-06", "date: 6 MAYIS 2014"),
        ("a.json", item(date="6 Hazİran 2014, 10:00"), "2014-06-06", "date: 6 Hazİran 2014, 10:00"),
        ("a.md", front("published: 6 KASIM 2014", "date: then"), "2014-11-06", "6 KASIM 2014"),
        ("a.json", item(date="1970-01-01T00:00:00Z", published="2014-05-06"), "2014-05-06", "published: 2014-05-06"),
        ("a.json", item(date="1970-01-02"), "1970-01-02", "date: 1970-01-02"),
        ("a.md", front("created: 1970-01-01", "date: 2014-05-06"), "2014-05-06", "2014-05-06"),
        ("a.md", front('date: "- 6 May 2014"'), "2014-05-06", "- 6 May 2014"),
        ("a.html", printed("6 May 2014 BC Wire"), "2014-05-06", "span marked as published: 6 May 2014 BC Wire"),
        ("a.html", page("6 ARALIK 2014"), "2014-12-06", "meta date: 6 ARALIK 2014"),
        ("a.html", printed("6 Μαΐου 2014"), "2014-05-06", "span marked as published: 6 Μαΐου 2014"),
        ("a.rss", feed("6 EKİM 2014"), "2014-10-06", "published: 6 EKİM 2014"),
        ("a.eml", mail("6-maı-14 10:00"), "2014-05-06", "Date header: 6-maı-14 10:00"),
        ("a.eml", mail("Tue, 6 May 2014 06:45:00 +0200 (CEST)"), "2014-05-06",
         "Date header: Tue, 6 May 2014 06:45:00 +0200 (CEST)"),
    ],
)  # fmt: skip
def test_a_day_that_stands_there(
    name: str, source: str, day: str, evidence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published = dated(tmp_path, name, source, capsys)
    assert (published["date"], published["evidence"]) == (day, evidence)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.rss", feed("2014-121 (May 1)")),
        ("a.rss", feed("2014-05")),
        ("a.rss", feed("1 May")),
        ("a.rss", feed("2014 May 10:00")),
        ("a.rss", feed("Updated Thu, 1 May 2014")),
        ("a.html", printed("-0500 2014-05 at 1:2:3 sept")),
        ("a.html", stamped("Mayor.1:2:3.2014-123")),
        ("a.html", page("Updated 3 Dec 2014")),
        ("a.html", page("Last published 3 Dec 2014, written 4 May 2014")),
        ("a.html", page("3 Dec 2014; 4 May 2014")),
        ("a.html", page("2014-05-06 - 2014-05-09")),
        ("a.html", printed("4 - 6 May 2014")),
        ("a.html", printed("4 and 6 May 2014")),
        ("a.html", printed("30 April to 6 May 2014")),
        ("a.html", printed("04/05/2014")),
        ("a.html", printed("31 June 2014")),
        ("a.json", item(published_at=1801123112345)),
        ("a.json", item(published_at="180112311234")),
        ("a.json", item(published_at=1399370000)),
        ("a.json", item(date="2014-05-06 (updated 2014-12-03)")),
        ("a.md", front('date_evidence: "Date header: Sun, 1 Jan 1995"')),
        ("a.md", front('date_others: "1995-01-01 (meta date)"', "time: 10:00")),
        ("a.md", front('Date_Evidence: "Date header: Sun, 1 Jan 1995"', "page_starts: 0 9")),
        ("a.eml", mail("2014, May")),
        *[
            (name, write(written))
            for written in (
                "1970-01-01T00:00:00Z", "1 January 1970", "1969-12-31T19:00:00-05:00", "1/1/1900", "1899-12-30",
                "-2014-05-06", "−2014-05-06", "2014-05-06 BC", "6 May 2014, B.C.E.",
            )
            for name, write in (
                ("a.json", lambda day: item(date=day)), ("a.md", lambda day: front(f'date: "{day}"')),
                ("a.html", page), ("a.rss", feed),
            )
        ],
        ("a.txt", f"date 1970-01-01 Vote\n\n{WORDS}"),
        ("a.json", item(url="https://wire.example/1970/01/01/vote")),
    ],
)  # fmt: skip
def test_no_day_where_none_stands(name: str, source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    published = dated(tmp_path, name, source, capsys)
    assert len(published["date"] or "") < len("2014-05-06")
    assert "1995" not in json.dumps(published)


@pytest.mark.parametrize("name", MONTHS)
def test_a_month_in_whatever_letters_its_pattern_finds(name: str) -> None:
    written = [name, name.upper(), name.title(), name.lower()]
    written += [name.replace(*pair) for pair in ("iİ", "iı", "sſ", ("k", "\N{KELVIN SIGN}"))]
    for one in filter(re.compile(MONTH, re.IGNORECASE).fullmatch, written):
        assert iso_day(f"6 {one} 2014") == f"2014-{MONTHS[name]:02}-06"


def plain(line: str) -> str:
    return f"Vote on the harbour put off\n{line}\n\n{WORDS}\n"


@pytest.mark.parametrize(
    "line",
    [
        "Published 4 May 2014, updated 3 December 2014",
        "Updated 3 December 2014 | Published 4 May 2014",
        "4 May 2014 - Updated 3 December 2014",
        "By Revista Wire, 4 May 2014",
        "Port Alden 4 May 2014",
    ],
)
def test_of_the_days_of_a_line_it_is_the_one_of_publication(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published = dated(tmp_path, "a.txt", plain(line), capsys)
    assert (published["date"], published["evidence"]) == ("2014-05-04", line)


@pytest.mark.parametrize(
    "line",
    [
        "Born 4 May 2014",
        "Expires 4 May 2014",
        "Embargoed until 4 May 2014",
        "4 May 2014 (last updated)",
        "4 May 2014, modified",
        "Aktualisiert 4 May 2014",
        "更新 2014-05-04",
        "PORT ALDEN, 5 May 0014 (Wire) -- The council met.",
        "Port Alden, May 4 1030 (Wire) - The council met.",
    ],
)
def test_a_line_that_says_another_day_than_that_of_publication(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dated(tmp_path, "a.txt", plain(line), capsys)["date"] is None
