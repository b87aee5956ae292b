"""What to export, and under which name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from briefing.tui.fitted import ends
from briefing.tui.plain import plain

WHERE = "in the working folder, or where the name leads"


@dataclass(frozen=True, slots=True)
class Scope:
    """Articles that may be exported together."""

    label: str
    ids: tuple[str, ...]
    name: str
    """The file name it suggests."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the user wants written, and where to."""

    scope: Scope
    name: str
    """As it was typed."""
    target: Path
    overwrite: bool = False


class ExportDialog(ModalScreen[Order | None]):
    """Returns the order; None where it was left. An existing file is only replaced after a second enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "leave", id="export.leave"),
        Binding("down", "move(1)", "what to export", show=False, id="export.down"),
        Binding("up", "move(-1)", "what to export", show=False, id="export.up"),
    ]

    def __init__(
        self, scopes: Sequence[Scope], folder: Path, corpus: Path, *, before: Order | None = None, problem: str = ""
    ) -> None:
        super().__init__()
        self._scopes, self._folder, self._corpus = scopes, folder, corpus
        self._before, self._problem = before, problem
        self._confirmed: Path | None = None

    def compose(self) -> ComposeResult:
        """The scopes, the name, and what stands in the way."""
        with Vertical(classes="dialog"):
            yield Static("Export a Markdown brief", classes="dialog--title", markup=False)
            yield OptionList(*(Option(ends(scope.label)) for scope in self._scopes))
            name = self._before.name if self._before else self._scopes[0].name
            yield Input(name, classes="dialog--input", select_on_focus=False)
            yield Static(WHERE, classes="dialog--keys dialog--aside", markup=False)
            yield Static(plain(self._problem), id="mistake", markup=False)
            yield Static("enter writes · ↑↓ what · esc leaves", classes="dialog--keys", markup=False)

    def on_mount(self) -> None:
        """Start in the name, on the narrowest scope or the one ordered before."""
        scope = self._before.scope if self._before else self._scopes[0]
        self.query_one(OptionList).highlighted = self._scopes.index(scope)
        self.query_one(Input).focus()

    @property
    def _scope(self) -> Scope:
        return self._scopes[self.query_one(OptionList).highlighted or 0]

    def action_move(self, step: int) -> None:
        """Another scope."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if step > 0 else options.action_cursor_up()

    @on(OptionList.OptionHighlighted)
    def _rename(self) -> None:
        """Suggest another name, unless the user gave one."""
        field = self.query_one(Input)
        if field.value in {scope.name for scope in self._scopes}:
            field.value = self._scope.name

    @on(Input.Changed)
    def _forgive(self) -> None:
        self._confirmed = None

    @on(OptionList.OptionSelected)
    @on(Input.Submitted)
    def _take(self) -> None:
        name = self.query_one(Input).value.strip()
        try:
            target = self._folder / Path(name).expanduser()
            problem = self._objection(name, target)
        except (OSError, RuntimeError) as error:
            problem = str(error)
        if problem:
            self.query_one("#mistake", Static).update(Content(plain(problem)))
        else:
            self.dismiss(Order(self._scope, name, target, overwrite=self._confirmed == target))

    def _objection(self, name: str, target: Path) -> str:
        if not name:
            return "a file name is needed"
        if "\0" in name:
            return "this is not a file name"
        if not target.parent.is_dir():
            return f"there is no folder {Path(name).parent}"
        if target.is_dir():
            return f"{name} is a folder"
        if target.is_symlink() or (target.exists() and not target.is_file()):
            return f"{name} is a link or a device: choose another name"
        if target.parent.resolve().is_relative_to(self._corpus.resolve()):
            return "in the corpus it would be read as an article: choose another folder"
        if target.exists() and self._confirmed != target:
            self._confirmed = target
            return f"{name} exists: enter again replaces it"
        return ""
