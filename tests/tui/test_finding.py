"""Words found in one text."""

import pytest

from briefing.tui.finding import MOST, Folded

TEXT = "Café ﬁt ŁÓDŹ e\u0301te\u0301 “x” İz ß—a\nb a.c [x] 東京 مُجَلِّس 👩\u200d👧"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", []),
        ("  ", []),
        ("zebra", []),
        ("cafe", ["Café"]),
        ("CAFÉ", ["Café"]),
        ("lodz", ["ŁÓDŹ"]),
        ("fit", ["ﬁt"]),
        ("iz", ["İz"]),
        ("ete", ["e\u0301te\u0301"]),
        ("t", ["t", "t"]),
        ('"x"', ["“x”"]),
        ("ss-a b", ["ß—a\nb"]),
        ("a.c", ["a.c"]),
        ("[x]", ["[x]"]),
        ("京", ["京"]),
        ("مجلس", ["مُجَلِّس"]),
        ("👩👧", ["👩\u200d👧"]),
    ],
)
def test_case_diacritics_and_line_ends_do_not_count(words: str, found: list[str]) -> None:
    assert [TEXT[start:end] for start, end in Folded(TEXT).find(words)] == found


def test_a_text_in_many_letters() -> None:
    letters = "".join(map(chr, range(0xC0, 0x180)))
    text = f"{letters} zÜrich"
    (found,) = Folded(text).find("ZURICH")
    assert text[slice(*found)] == "zÜrich"


def test_no_more_places_than_anyone_would_visit() -> None:
    assert len(Folded("e" * (MOST + 5)).find("E")) == MOST
