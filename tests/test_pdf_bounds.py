"""P9: how much the sheets of a PDF file may draw, measured by the size of the file."""

from __future__ import annotations

import random

from briefing.intake.formats import pdf
from tests import hostile_files

WORDS = "the council of port alden met crews on harbour talks about night crossings and tariffs".split()
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def book(sheets: list[bytes], contents: list[int]) -> bytes:
    """A PDF file that holds these packed contents, and a page for each of the numbers of the content it shows."""
    first = 4 + len(sheets)
    kids = b" ".join(b"%d 0 R" % (first + number) for number in range(len(contents)))
    pages = [
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
        % (4 + content)
        for content in contents
    ]
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents))
    packed = map(hostile_files.stream, sheets)
    return hostile_files.pdf(b"<</Type/Catalog/Pages 2 0 R>>", tree, FONT, *packed, *pages)


def sheet(*lines: str) -> bytes:
    shown = " ".join(f"0 -14 Td ({line}) Tj" for line in lines)
    return f"BT /F1 12 Tf 20 780 Td {shown} ET".encode()


def test_sheets_that_draw_the_same_again_and_again_are_left_at_some_size() -> None:
    same = sheet(*["the crews went home"] * 25_000)
    (page,) = pdf.pages("a.pdf", book([same], [0] * 200))
    assert page.remarks == (f"only the first {pdf.MOST_DRAWN // len(same)} of 200 pages were read",)
    assert page.text.startswith("the crews went home")


def test_a_single_sheet_is_read_however_much_it_draws() -> None:
    (page,) = pdf.pages(
        "a.pdf", book([b" " * (pdf.MOST_DRAWN + 1) + sheet("the crews went home, and then came back")], [0])
    )
    assert page.text == "the crews went home, and then came back"
    assert not page.remarks


def test_a_book_is_read_to_its_last_page() -> None:
    dice = random.Random(5)
    sheets = [sheet(*(" ".join(dice.choices(WORDS, k=10)) for _ in range(40)), f"leaf {n}") for n in range(60)]
    (page,) = pdf.pages("a.pdf", book(sheets, [*range(60)]))
    assert not page.remarks
    assert page.text.endswith("leaf 59")
