"""Markdown as it is saved: no word of it is lost without being told, and what looks alike stays as it was."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.actors import Gazetteer
from briefing.article import Article, Page
from briefing.intake.formats import pages
from briefing.reading import read


def only(text: str) -> Page:
    (page,) = pages("a.md", text.encode())
    return page


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("The ferry<br>stopped<br />at noon.", "The ferry\nstopped\nat noon."),
        ("The fer<b>ry</b> stopped<!-- ! -->.", "The ferry stopped."),
        ("<table><tr><td>Sarn</td><td>12</td></tr></table>", "Sarn  12"),
        ("<div>\nfrom 2 < 4 and on, said Oldt, > 7 boats\n</div>", "from 2 < 4 and on, said Oldt, > 7 boats"),
        ("<div class='a'>\nfrom 2 to <em>7</em> boats\n</div>", "from 2 to 7 boats"),
    ],
)
def test_tags_part_words_and_what_is_no_tag_stays(written: str, words: str) -> None:
    page = only(written)
    assert (page.text.strip(), page.remarks) == (words, ())


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("[Sarn]: /x 'The ferry\nstopped at noon.'\n\nMore.", "1 of its links or blocks has titles"),
        ("[Sarn](/x 'The ferry\nstopped.') and ![a](/b 'At\nnoon.')", "2 of its links or blocks have titles"),
        (f"``` {'The ferry stopped. ' * 9}\nwords\n```\n", "1 of its links or blocks has titles"),
        ("[Sarn]: /x 'Town of Sarn'\n\nMore of [Sarn].\n\n``` python\nx\n```\n", ""),
    ],
)
def test_words_that_markdown_hides_are_told_of(written: str, told: str) -> None:
    (remark,) = only(written).remarks or ("",)
    assert remark.startswith(told)
    assert bool(remark) == bool(told)


def test_words_between_two_rules_are_no_front_matter() -> None:
    page = only("---\nSarn: the ferry stopped\n---\nMore.\n")
    assert page.text == "Sarn: the ferry stopped\n\nMore.\n"
    assert (page.meta, page.remarks) == (
        {},
        ("it begins like front matter, of which no key is a usual one, so that stands in the text",),
    )
    page = only("---\nSarn: yes\nTags: [ferry]\n---\nMore.\n")
    assert (page.text, page.meta, page.remarks) == ("More.\n", {"sarn": "yes", "tags": "ferry"}, ())


LEAD = "The crews of the ferry met in the old harbour on Monday, and they will meet there again next week."
REFUSED = [
    "---\nlayout: &top {x: y}\ntitle: Ferry is late\n---\n",
    "---\ntitle: !x Ferry is late\ntags:\n  - a\n- b\n---\n",
    "---\n# of the clipper\ntitle: Ferry is late\nTags: [a]\ntitle: Ferry is early\n---\n",
    '---\n"title": "Ferry \\y is late"\n---\n',
    "---\ntitle: Ferry is late\ntags: [a]\n\n",
    "---\ntitle: Ferry is late\n",
    "+++\ntitle = Ferry is late\n+++\n",
    "+++\n[params]\ntitle = 'Ferry is late'\n",
]


def read_whole(text: str) -> Article:
    return read(only(text), "x", Gazetteer(), today=date(2026, 1, 1))


@pytest.mark.parametrize("front", REFUSED)
@pytest.mark.parametrize("title", ["", "# Crews meet in Sarn\n\n"])
def test_front_matter_that_is_refused_is_neither_title_nor_text(front: str, title: str) -> None:
    article = read_whole(f"{front}{title}{LEAD}\n\n{LEAD}\n")
    assert article.title == ("Crews meet in Sarn" if title else LEAD.rstrip("."))
    assert article.title_basis == ("printed" if title else "derived")
    assert article.body == f"{LEAD}\n\n{LEAD}"
    assert "Ferry" in "".join(piece.text for piece in article.furniture if piece.kind == "front matter")
    assert only(f"{front}{LEAD}").remarks[0].startswith("front matter, line ")


@pytest.mark.parametrize(
    "text",
    [
        f'---\nSarn: the "ferry: stopped\n---\n{LEAD}\n',
        f"---\n\n{LEAD}\n",
        f"---\nSarn: the ferry stopped\n\n{LEAD}\n",
        f"+++ Ferry stopped +++\n\n{LEAD}\n",
        f"title: the ferry stopped\n\n{LEAD}\n",
        f"---\ntitle of the ferry\nsaid the mayor\n\n{LEAD}\n",
    ],
)
def test_words_that_are_like_front_matter_are_words(text: str) -> None:
    assert "front matter" not in {piece.kind for piece in read_whole(text).furniture}
    assert "front_end" not in only(text).meta


@pytest.mark.parametrize(
    ("toml", "meta"),
    [
        ('title = "Ferry is late"\ndate = 2021-03-04T10:00:00Z\ntags = ["a", "b"]\ndraft = false',
         {"title": "Ferry is late", "date": "2021-03-04", "date_evidence": "2021-03-04T10:00:00+00:00",
          "tags": "a, b"}),
        ("date = 2021-03-04\nauthor = 'Ana Belt'\n[params]\ntitle = 'x'", {"date": "2021-03-04", "author": "Ana Belt"}),
        ("title = 'x'\nfront_end = '9999'\npage_starts = '0'", {"title": "x"}),
    ],
)  # fmt: skip
def test_front_matter_in_toml(toml: str, meta: dict[str, str]) -> None:
    page = only(f"+++\n{toml}\n+++\n{LEAD}\n")
    assert (page.text.strip(), page.meta, page.remarks) == (LEAD, meta, ())
    assert page.meta_basis == "front-matter"


def test_front_matter_in_toml_is_bounded() -> None:
    for toml in ("title = " + "[" * 9_000, "title = 'x'\n" + "a = 1\n" * 9_000, "title = " + "9" * 9_000):
        assert only(f"+++\n{toml}\n+++\n{LEAD}\n").remarks[0].startswith("front matter, line 2")


@pytest.mark.parametrize(
    ("keys", "day", "others"),
    [
        ("Date: 2021-03-04\ndate: 2022-03-04", None, "2021-03-04 (front matter); 2022-03-04 (front matter)"),
        ("date: 2021-03-04\npublished: 5 March 2021", None, "2021-03-04 (front matter); 2021-03-05 (front matter)"),
        ("date: 2021-03-04\npublished: 4 March 2021", "2021-03-04", None),
        ("date: 2021-03\npublished: 4 March 2021", "2021-03", None),
        ("date: soon\npublished: 4 March 2021", "2021-03-04", None),
        ("created: 2022-03-04\ndate: 2021-03-04", "2021-03-04", None),
    ],
)
def test_of_two_days_under_keys_that_mean_the_same_none_is_the_date(
    keys: str, day: str | None, others: str | None
) -> None:
    page = only(f"---\n{keys}\n---\nThe ferry stopped.\n")
    assert (page.meta.get("date"), page.meta.get("date_others")) == (day, others)
    assert [remark[:47] for remark in page.remarks] == (
        ["its front matter gives 2 different days for its"] if others else []
    )


@pytest.mark.parametrize("sign", ["[", "![", "- a\n", "a\n\n", "*a_", "[a](", "a <![CDATA["])
def test_markdown_too_full_of_signs_is_shown_as_it_stands(sign: str) -> None:
    page = only(f"Ferry\n\n{sign * (400_000 // len(sign))}")
    assert page.remarks == ("too full of signs for its markup to be read, so that stands in the text",)
    assert sign.strip() in page.text


def test_a_long_note_with_many_links_is_read() -> None:
    page = only("The **ferry** of [Sarn](https://a.example/x_y) stopped, said *Oldt*.\n\n" * 6_000)
    assert page.text.startswith("The ferry of Sarn stopped, said Oldt.\n\nThe")
    assert page.remarks == ()
