"""Markdown as it is saved: no word of it is lost without being told, and what looks alike stays as it was."""

from __future__ import annotations

import pytest

from briefing.article import Page
from briefing.intake.formats import pages


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
