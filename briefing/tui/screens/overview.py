"""One actor on one page: who, posts, names, articles over time, company, statements, each leading to the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from briefing.dates import Period
from briefing.library import LibraryError
from briefing.overview import Overview
from briefing.query import QueryError
from briefing.tui.biography import Other, laid_out
from briefing.tui.leaving import Left
from briefing.tui.messages import Ask, FilterBy, GoTo
from briefing.tui.plain import plain
from briefing.tui.widgets.ledger import Ledger

Going = Callable[[], bool]
KEYS = "j k g G move · tab section · enter go there · backspace back · esc leaves"


@dataclass
class Gathered(Message):
    """An overview, or why there is none."""

    name: str
    view: Overview | str


class OverviewScreen(Left[GoTo | FilterBy | Ask | None]):
    """Returns what was chosen; None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,o", "dismiss(None)", "leave", id="overview.leave"),
        Binding("backspace", "back", "back to who was looked at before", id="overview.back"),
    ]

    def __init__(self, make: Callable[[str, Going], Overview], name: str, label: str, when: Period) -> None:
        """`make` is called in a thread, with the id, key or name of an actor, and whether it is still wanted."""
        super().__init__()
        self._make, self._when = make, when
        self._path: list[tuple[str, int]] = []
        """Whom one came from, and where the cursor was."""
        self._whom, self._begin_at, self._label = name, 0, label

    def compose(self) -> ComposeResult:
        """Whose it is, the entries, and the keys."""
        yield Static("", id="overview-head", markup=False)
        yield Ledger(id="overview-ledger")
        yield Static(KEYS, id="overview-keys", markup=False)

    @property
    def _ledger(self) -> Ledger:
        return self.query_one(Ledger)

    def on_mount(self) -> None:
        """Begin with whoever was chosen."""
        self._ledger.focus()
        self._begin(self._whom, self._label)

    def _begin(self, name: str, label: str, at: int = 0) -> None:
        self._whom, self._label, self._begin_at = name, label, at
        self._say(f"Overview · {label} · looking through the articles …")
        self._gather(name)

    def _say(self, text: str) -> None:
        self.query_one("#overview-head", Static).update(plain(text))

    @work(thread=True, exclusive=True, group="overview")
    def _gather(self, name: str) -> None:
        worker = get_current_worker()
        try:
            found: Overview | str = self._make(name, lambda: not worker.is_cancelled)
        except (LibraryError, QueryError) as error:
            found = str(error)
        if not worker.is_cancelled:
            self.post_message(Gathered(name, found))

    @on(Gathered)
    def _show(self, gathered: Gathered) -> None:
        view = gathered.view
        if gathered.name != self._whom:
            return
        if isinstance(view, str):
            self._ledger.show(None)
            self._say(f"Overview · {self._label} · {view}")
            return
        self._say(f"Overview · {view.name}")
        self._label = view.name
        self._ledger.show(lambda width: laid_out(view, self._when, width), self._begin_at)

    @on(Ledger.Entered)
    def _enter(self, event: Ledger.Entered) -> None:
        target = event.entry.target
        if isinstance(target, Other):
            self._path.append((self._whom, self._ledger.at))
            self._begin(target.name, target.name)
        elif target:
            self.dismiss(target)

    def action_back(self) -> None:
        """To who was looked at before; from the first, away."""
        if self._path:
            name, at = self._path.pop()
            self._begin(name, name, at)
        else:
            self.dismiss(None)
