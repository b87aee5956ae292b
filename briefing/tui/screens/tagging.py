"""The tags of articles: put on, taken off and made while one types."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from briefing.tui.fitted import Fitted, ends
from briefing.tui.leaving import Dialog
from briefing.tui.plain import plain
from briefing.tui.screens.picker import MOST, Choice, found_by, narrowed

Worn = Literal["all", "some", "none"]
SIGNS: dict[Worn, str] = {"all": "✓", "some": "~", "none": " "}
TAG = "tag:"
KEYS = "enter puts on or takes off · ↑↓ · esc is done"


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, how many articles bear it, and whether those that are meant do."""

    name: str
    count: int
    worn: Worn = "none"


def tags_of(ids: Set[str], marks: Mapping[str, Set[str]]) -> list[Tag]:
    """Every tag there is, those that are borne by these articles first."""
    tags = [_tag(kind.removeprefix(TAG), bearing, ids) for kind, bearing in marks.items() if kind.startswith(TAG)]
    return sorted(tags, key=lambda tag: (tag.worn == "none", tag.name.casefold()))


def _tag(name: str, bearing: Set[str], ids: Set[str]) -> Tag:
    both = len(ids & bearing)
    return Tag(name, len(bearing), "none" if not both else "all" if both == len(ids) else "some")


def fitting(tags: Sequence[Tag], typed: str) -> list[Tag]:
    """The tags that what is typed may mean, the one that is spelled so first; then what it would make."""
    typed = " ".join(typed.split())
    if not typed:
        return list(tags)
    by_name = {tag.name: tag for tag in tags}
    choices = [Choice(tag.name, tag.name) for tag in tags]
    found = [by_name[choice.value] for choice in narrowed([(found_by(c), c) for c in choices], typed)]
    same = [tag for tag in tags if tag.name.casefold() == typed.casefold()]
    if same:
        return [*same, *(tag for tag in found if tag not in same)]
    return [*found, Tag(typed, 0)]


class Tagging(Dialog[dict[str, bool]]):
    """Returns which tags to put on (True) and to take off; nothing where all is as it was.

    `check` says as a ValueError what is wrong with a new name.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "done", id="tagging.leave"),
        Binding("down", "move(1)", "down", show=False, priority=True, id="tagging.down"),
        Binding("up", "move(-1)", "up", show=False, priority=True, id="tagging.up"),
    ]

    def __init__(self, title: str, tags: Sequence[Tag], check: Callable[[str], object]) -> None:
        super().__init__()
        self._title, self._check = title, check
        self._tags = list(tags)
        self._before = {tag.name: tag.worn for tag in tags}
        self._shown: list[Tag] = []

    def compose(self) -> ComposeResult:
        """Title, a line to type, the tags, and what stands in the way."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title), classes="dialog--title", markup=False)
            yield Input(placeholder="a tag, or the beginning of one", classes="dialog--input")
            yield OptionList(markup=False)
            yield Static("", id="mistake", markup=False)
            yield Static(KEYS, classes="dialog--keys", markup=False)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(OptionList).can_focus = False
        self.query_one(Input).focus()
        self._fill()

    def _fill(self) -> None:
        typed, options = self.query_one(Input).value, self.query_one(OptionList)
        self._shown = fitting(self._tags, typed)[:MOST]
        options.clear_options()
        options.add_options(Option(self._prompt(tag)) for tag in self._shown)
        if not self._shown:
            options.add_option(Option(Content.styled("no tags yet: type one", "$quiet"), disabled=True))
        options.highlighted = 0 if self._shown else None

    def _prompt(self, tag: Tag) -> Fitted:
        if tag.name not in self._before:
            if not any(made.name == tag.name for made in self._tags):
                return ends(f"+ a new tag: {tag.name}")
            return ends(f"{SIGNS[tag.worn]} {tag.name}", "new")
        return ends(f"{SIGNS[tag.worn]} {tag.name}", f"{tag.count:,}")

    @on(Input.Changed)
    def _narrow(self) -> None:
        self.query_one("#mistake", Static).update(Content())
        self._fill()

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _take(self) -> None:
        """Put the highlighted tag on all, or take it off where all have it; then type the next."""
        place = self.query_one(OptionList).highlighted
        if place is None or place >= len(self._shown):
            return
        tag = self._shown[place]
        if not any(known.name == tag.name for known in self._tags):
            try:
                self._check(tag.name)
            except ValueError as error:
                self.query_one("#mistake", Static).update(Content(plain(str(error))))
                return
            self._tags.insert(0, tag)
        at = next(at for at, known in enumerate(self._tags) if known.name == tag.name)
        self._tags[at] = Tag(tag.name, tag.count, "none" if tag.worn == "all" else "all")
        self._next(tag.name)

    def _next(self, name: str) -> None:
        """Ready for another tag; the cursor stays at the one that was changed where nothing was typed."""
        field = self.query_one(Input)
        with self.prevent(Input.Changed):
            field.value = ""
        self._fill()
        self.query_one(OptionList).highlighted = next((i for i, tag in enumerate(self._shown) if tag.name == name), 0)

    def action_move(self, step: int) -> None:
        """One tag on, or back."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if step > 0 else options.action_cursor_up()

    def action_leave(self) -> None:
        """Empty the line, so that nothing half typed is taken for a tag; then leave with what was chosen."""
        field = self.query_one(Input)
        if field.value:
            field.value = ""
            return
        changed = {tag.name: tag.worn for tag in self._tags if tag.worn != self._before.get(tag.name, "none")}
        self.dismiss({name: worn == "all" for name, worn in changed.items()})
