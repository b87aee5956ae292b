"""An article laid out on lines."""

from datetime import date

from briefing.article import Article, Bound, Claim, Dateline, Dating, Furniture
from briefing.dates import PartialDate
from briefing.tui.sheet import LONGEST_FACT, LONGEST_TITLE, Sheet, dateline, lay_out
from briefing.tui.wrapping import cells

BODY = "The first paragraph is short.\n\nThe second one was\nwrapped by hand.\n\n東京 and 大阪."


def article(**changes: object) -> Article:
    given = {
        "path": "a.txt",
        "id": "abc",
        "title": "A title",
        "title_basis": "printed",
        "published": Dating(PartialDate(2020, 5), "byline", "May 2020", "high"),
        "body": BODY,
        **changes,
    }
    return Article(**given)  # type: ignore[arg-type]


def drawn(part: str, made: Article, width: int = 40, furniture: bool = False) -> list[str]:
    sheet = lay_out(made, width, furniture=furniture)
    return [line.text[line.line.start : line.line.end] for line in sheet.lines if line.part == part]


def test_lines_that_were_wrapped_by_hand_are_wrapped_anew() -> None:
    assert drawn("body", article()) == [
        "The first paragraph is short.",
        "The second one was\nwrapped by hand.",
        "東京 and 大阪.",
    ]


def test_every_offset_of_a_word_leads_to_a_place_and_back() -> None:
    for width in (5, 12, 40):
        sheet = lay_out(article(), width)
        for offset, letter in enumerate(BODY):
            if not letter.isspace():
                place = sheet.place(offset)
                assert place is not None
                assert sheet.offset(*place) == offset


def test_beside_the_body_there_is_no_offset() -> None:
    sheet = lay_out(article(), 40)
    assert sheet.offset(0, 0) is None
    assert sheet.offset(999, 0) is None
    assert lay_out(article(body=""), 40).place(0) is None


def test_furniture_stands_at_its_place_when_asked_for() -> None:
    piece = Furniture(0, 9, "Read More", "link", at=31)
    assert drawn("furniture", article(furniture=(piece,))) == []
    sheet = lay_out(article(furniture=(piece,)), 40, furniture=True)
    parts = [line.part for line in sheet.lines if line.part in ("body", "furniture")]
    assert parts == ["body", "furniture", "body", "body"]


def test_furniture_after_the_last_paragraph_is_shown_too() -> None:
    piece = Furniture(0, 9, "Read More", "link", at=len(BODY))
    assert drawn("furniture", article(furniture=(piece,)), furniture=True) == ["Read More"]


def test_facts_say_how_they_are_known() -> None:
    dating = Dating(
        PartialDate(2020, 12, 27),
        "header",
        "27 December 2020",
        "low",
        others=(Claim(PartialDate(2020, 12, 20), "url", "/2020/12/20/", "medium"),),
        bounds=(
            Bound(date(2019, 1, 1), "after", "loose"),
            Bound(date(2020, 1, 1), "after", "tight"),
            Bound(date(2021, 1, 1), "before", "tight too"),
        ),
    )
    made = article(
        published=dating, source="Al Arab", translator="T. R. Anslator", complete="cut", title_basis="derived"
    )
    assert drawn("fact", made, 200) == [
        "2020-12-27 · header date, may be the day saved “27 December 2020”",
        "also claimed: 2020-12-20 · from the address “/2020/12/20/”",
        "not before 2020-01-01 · tight",
        "not after 2021-01-01 · tight too",
        "Al Arab · translated by T. R. Anslator",
        "⋯ cut by the page's paywall or “read more”: the text goes on elsewhere",
    ]
    assert drawn("note", made) == ["‹title taken from the first sentence›"]


def test_a_title_that_never_ends_leaves_room_for_the_article() -> None:
    made = article(title="[red]東 " * 2_000, source="s" * 10_000)
    title, fact = drawn("title", made), drawn("fact", made)
    assert len(title) == LONGEST_TITLE
    assert len([line for line in fact if set(line) <= {"s", "…"}]) == LONGEST_FACT
    assert title[-1].endswith("…")
    assert fact[-1].endswith("…")
    assert all(cells(line) <= 40 for line in (*title, *fact))


def test_where_the_dateline_stands() -> None:
    line = Dateline("TARVENA", None, None, "TARVENA —")
    assert dateline(article(body="TARVENA — Ferries ran.", dateline=line)) == (0, 9)
    assert dateline(article(body="Ferries ran.", dateline=line)) is None
    assert dateline(article()) is None


def test_a_sheet_that_is_not_whole_knows_what_it_holds() -> None:
    whole = lay_out(article(), 12)
    part = Sheet(whole.lines[:-4], whole=False)
    last = part.body[-1][0]
    assert part.holds(0)
    assert part.holds(last - 1)
    assert not part.holds(last)
    assert whole.holds(len(BODY))
    assert not Sheet(whole=False).holds(0)
