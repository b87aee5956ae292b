"""Whether other people's parsers can bear a page: their time grows with what nests in it, by far faster than the page.

One walk over the tree measures it. The largest pages that people have written reach a tenth of each measure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_NESTED = 3_000_000
"""Elements, each counted as often as it has others around it."""
MOST_NESTED_TEXT = 100_000_000
"""Characters, counted in the same way."""
MOST_IN_TABLES = 250_000
"""Elements, each counted as often as it has tables around it."""
MOST_IN_A_PARAGRAPH = 5_000
"""Elements within a line: words in bold, links, spans."""


def bearable(tree: HtmlElement) -> bool:
    """Is it within all of these measures?"""
    from lxml.etree import iterwalk  # comes with trafilatura

    depth = tables = nested = text = in_tables = 0
    for event, element in iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start":
            depth += 1
            nested += depth
            tables += element.tag == "table"
            in_tables += tables
            text += depth * len(element.text or "")
            if element.tag == "p" and _within_lines(element) > MOST_IN_A_PARAGRAPH:
                return False
        elif event == "end":
            depth -= 1
            tables -= element.tag == "table"
        if event != "start":
            text += depth * len(element.tail or "")
    return nested <= MOST_NESTED and text <= MOST_NESTED_TEXT and in_tables <= MOST_IN_TABLES


def _within_lines(paragraph: HtmlElement) -> int:
    return len(paragraph) and len(paragraph) - len(paragraph.findall("br"))
