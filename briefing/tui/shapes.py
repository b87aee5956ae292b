"""The forms that a brief can be given on the screen, and how they are drawn: each with what it may have more of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from textual.content import Content
from textual.style import Style

from briefing.export.brief import Flavor, Form, Table

Wish = Literal["full", "notes", "links"]
"""Whole texts, notes and tags, names as links."""
POINTED = "pointed"
"""What a click does is kept under this name."""
WISHES: Mapping[Wish, tuple[str, str, str]] = {
    "full": ("t", "excerpts", "whole texts"),
    "notes": ("n", "without notes", "with your notes"),
    "links": ("l", "without links", "with links"),
}
"""The key, and what is said where it is not wished and where it is."""

_BETWEEN = Content.styled(" · ", "$quiet")


@dataclass(frozen=True, slots=True)
class Shape:
    """A form that a brief can be given."""

    name: str
    form: Form
    flavor: Flavor = "plain"
    table: Table = "articles"
    about: str = ""
    """What it is good for."""

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """What it can have more of: words of the articles, the user's notes, links."""
        if self.flavor == "obsidian":
            return "full", "notes", "links"
        if self.form in ("md", "html", "json"):
            return "full", "notes"
        return ("notes",) if self.form == "ftm" else ()


SHAPES = (
    Shape("Markdown", "md", about="a text for any editor"),
    Shape("Markdown for Obsidian", "md", "obsidian", about="a program for linked notes"),
    Shape("Markdown for Hugo", "md", "hugo", about="a program that makes websites"),
    Shape("HTML", "html", about="a page for any browser"),
    Shape("JSON", "json", about="everything, for programs"),
    Shape("CSV of the articles", "csv", about="for spreadsheets"),
    Shape("CSV of the mentions", "csv", table="mentions", about="for spreadsheets"),
    Shape("CSV of the actors", "csv", table="actors", about="for spreadsheets"),
    Shape("FollowTheMoney", "ftm", about="entities, for Aleph"),
    Shape("sources in BibTeX", "bibtex", about="for LaTeX and Zotero"),
    Shape("sources in CSL-JSON", "csl", about="for Zotero and pandoc"),
)


def drawn(shape: Shape, wished: Collection[Wish]) -> Content:
    """The form and what it is good for, and below it what there may be more of or less."""
    return Content.assemble(*_pieces(shape, wished))


def _pieces(shape: Shape, wished: Collection[Wish]) -> Iterator[Content | str]:
    yield _button("◂", "turn(-1)")
    yield f" {shape.name} "
    yield _button("▸", "turn(1)")
    yield Content.styled(f" {shape.about}", "$quiet")
    for number, wish in enumerate(shape.wishes):
        key, no, yes = WISHES[wish]
        yield _BETWEEN if number else "\n"
        yield _button(key, f"wish('{wish}')", f" {yes if wish in wished else no}")


def _button(key: str, action: str, label: str = "") -> Content:
    """A key with what it does, which can be clicked too."""
    button = Content.assemble((key, "bold $text-primary"), label)
    return button.stylize(Style.from_meta({POINTED: action}))
