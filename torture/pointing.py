"""A reader without a terminal whose every cell can be pointed at, and which notes what that led to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any

from textual import events
from textual.app import App
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.errors import NoWidget
from textual.geometry import Offset
from textual.screen import Screen
from textual.scrollbar import ScrollBar
from textual.widgets import Input, TextArea

from briefing import tui
from briefing.config import Config
from briefing.library import Library
from briefing.tui.answering import Answering
from briefing.tui.app import BriefingApp
from briefing.tui.commands import commands
from briefing.tui.running import Hands
from briefing.tui.screens.export import ExportDialog
from briefing.tui.screens.main import MainScreen
from briefing.tui.screens.panes import Panes

PATIENCE = 20.0
LONG, ASKING = {"following", "index"}, {"default", "asking", "choosing"}
"""Groups of workers that go on while the reader is used, and of those that wait for what a dialog answers."""
OURS = {"option", "pointed", "offset"}
"""What a cell may know about itself: the number of an option, what a button does, and where its text stands."""
SCROLLING = ("grab", "scroll_up", "scroll_down")
KINDS: dict[str, tuple[int, dict[str, bool], int]] = {
    "left": (1, {}, 1),
    "double": (1, {}, 2),
    "right": (3, {}, 1),
    "middle": (2, {}, 1),
    "ctrl": (1, {"ctrl": True}, 1),
    "shift": (1, {"shift": True}, 1),
    "meta": (1, {"meta": True}, 1),
}
"""Ways to point at a cell: the button, what is held down, and how often."""


class Watched(BriefingApp):
    """It is never left, opens nothing, and writes down every action that a click leads to."""

    CSS_PATH = str(Path(tui.__file__).parent / "briefing.tcss")

    def __init__(self, library: Library, config: Config) -> None:
        super().__init__(library, config)
        self.pointing = ""
        """What is pointed at; "" while keys are pressed."""
        self.faults: list[str] = []
        self.clicks = 0

    def fault(self, words: str) -> None:
        """Keep what went wrong with where it was."""
        self.faults.append(f"{self.pointing or 'by keys'}: {words}")

    async def run_action(
        self,
        action: str | Any,
        default_namespace: DOMNode | None = None,
        namespaces: Any = None,
    ) -> bool:
        """A click may lead to what a key of this screen does, or a button of the dialog; then it is not done."""
        bar = isinstance(default_namespace, ScrollBar) and action in SCROLLING
        if self.pointing and not bar:
            if action not in offered(self):
                self.fault(f"the action {action!r} was run")
            return True
        return await super().run_action(action, default_namespace, namespaces)

    async def _broker_event(self, event_name: str, event: events.Event, default_namespace: DOMNode) -> bool:
        style = getattr(event, "style", None)
        meta = style.meta if style else {}
        asked = [name for name in meta if name.startswith("@")]
        if asked and not isinstance(default_namespace, ScrollBar):
            self.fault(f"{default_namespace} was asked for {[(name, meta[name]) for name in asked]}")
            return True
        return await super()._broker_event(event_name, event, default_namespace)

    def action_witness(self, *_: object) -> None:
        """Only markup of an article asks for this."""
        self.fault("the witness was called")

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Nothing is ever opened."""
        self.fault(f"{url} was to be opened")

    def deliver_text(self, path_or_file: str | Path | IO[str], **_: Any) -> str | None:
        """Nothing is ever downloaded."""
        self.fault(f"{path_or_file} was to be delivered")
        return None

    def exit(self, *given: Any, **named: Any) -> None:
        """No click leaves."""
        if self.pointing:
            self.fault("the reader was left")
        else:
            super().exit(*given, **named)


def offered(app: App[Any]) -> set[str]:
    """The actions of all keys that are bound on this screen, of the buttons of its dialog, and what the palette has."""
    screen = app.screen
    found = {active.binding.action for active in screen.active_bindings.values()}
    if isinstance(screen, CommandPalette):
        found |= {command.action for command in commands(app, app.screen_stack[-2])}
    if isinstance(screen, ExportDialog):
        found |= {"turn(-1)", "turn(1)", "wish('full')", "wish('notes')", "wish('links')"}
    return found


def _let_be(*_: object) -> None:
    """In place of what follows from a choice."""


class Hand:
    """Presses keys, points, and waits until nothing goes on any more."""

    def __init__(self, app: Watched) -> None:
        self.app = app
        self._hands = Hands()
        asyncio.get_running_loop().set_default_executor(self._hands)

    @property
    def main(self) -> MainScreen:
        """The screen below all others."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    @property
    def lines(self) -> list[str]:
        """The screen as it is drawn."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def asked(self) -> str:
        """The query whose answer is listed."""
        return self.main.results.query.text if self.main.results else ""

    def leave(self) -> None:
        """No thread outlives the trial."""
        self._hands.finish()

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for what is bound to happen; TimeoutError where it does not."""
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await self.settle(1)
                await asyncio.sleep(0.001)

    async def settle(self, passes: int = 3) -> None:
        """Wait until all queues have been empty that often in a row, and no thread works."""
        calm = 0
        while calm < passes and self.app.is_running:
            await asyncio.sleep(0)
            calm = 0 if self._busy() else calm + 1

    def _busy(self) -> bool:
        app = self.app
        screen: Screen[Any] = app.screen
        if self._queued:
            return True
        if screen._layout_required or screen._scroll_required or screen._dirty_widgets or screen._callbacks:
            screen._on_timer_update()
            return True
        return False

    @property
    def _queued(self) -> bool:
        nodes = (self.app, *self.app.screen.walk_children(with_self=True))
        return any(node._message_queue.qsize() for node in nodes)

    async def rest(self) -> None:
        """Wait until what was begun is done as well; who asks in a dialog waits for its answer."""
        async with asyncio.timeout(PATIENCE):
            while True:
                await self.settle()
                if not self._works():
                    return
                await asyncio.sleep(0.001)

    def _works(self) -> bool:
        running = [worker for worker in self.app.workers if worker.is_running]
        asks = len(self.app.screen_stack) > 1
        if isinstance(self.app.screen, CommandPalette):
            return False
        return any(w.group not in LONG and not (asks and w.group in ASKING) for w in running) or bool(self._hands.busy)

    async def press(self, *keys: str) -> None:
        """Press keys one after the other; `text:…` is pasted, `ask:…` is asked, `act:…` is done."""
        for key in keys:
            how, _, what = key.partition(":")
            if what and how == "text":
                self.app.post_message(events.Paste(what))
            elif what and how == "ask":
                self.main.action_ask(what)
            elif what and how == "act":
                await self.app.run_action(what, self.main)
            else:
                self.app.post_message(events.Key(key, key if len(key) == 1 else None))
            await self.rest()

    async def home(self) -> None:
        """To the top of the list of everything, whatever is open."""
        vars(self.main.query_one(Answering)).pop("ask", None)
        vars(self.app.screen).pop("dismiss", None)
        for _ in range(30):
            typing = isinstance(self.app.focused, Input | TextArea)
            if self.app.screen is self.main and not typing and not self.main.searching:
                break
            await self.press("escape")
        if self.main.results and self.main.results.query.text:
            self.main.action_ask("")
            await self.rest()
        panes = self.main.query_one(Panes)
        panes.furniture = panes.reading_only = panes.articles.grouped = False
        panes.articles.cursor = 0
        await self.rest()

    @property
    def whereabouts(self) -> object:
        """What a click may change so that others would land elsewhere: the screen, the query, the search line."""
        return id(self.app.screen), self.asked, self.main.searching

    def _hold(self) -> None:
        """Let this screen stay, whatever is chosen on it, so that the next cell can be clicked."""
        screen: Any = self.app.screen
        answering: Any = self.main.query_one(Answering)
        answering.ask = _let_be
        if screen is not self.main:
            screen.dismiss = _let_be

    async def point(self, cells: Iterable[tuple[Offset, str]], where: str) -> None:
        """Point at cells, each in its way, one after the other; what a click would ask or choose is not."""
        self._hold()
        with self.app.batch_update():  # it is painted once, when all have been pointed at
            for at, kind in cells:
                self._point_at(at, kind, where)
            while self._queued:
                await asyncio.sleep(0)
        await self.rest()
        self.app.pointing = ""

    def _point_at(self, at: Offset, kind: str, where: str) -> None:
        self.app.pointing = f"in line {at.y} of {where}"
        self.app.clicks += 1
        button, held, times = KINDS[kind]
        keys = {"shift": False, "meta": False, "ctrl": False} | held
        for made in (events.MouseMove, *((events.MouseDown, events.MouseUp) * times)):
            event = made(None, at.x, at.y, 0, 0, button, screen_x=at.x, screen_y=at.y, **keys)  # type: ignore[arg-type]
            self.app.post_message(event)

    def look(self) -> str | None:
        """What a cell knows that only data can have told it."""
        screen = self.app.screen
        for y in range(screen.size.height):
            for x in range(screen.size.width):
                try:
                    widget, _ = screen.get_widget_at(x, y)
                except NoWidget:
                    continue
                style = screen.get_style_at(x, y)
                known = set(style.meta) - OURS
                if style.link or (known and not isinstance(widget, ScrollBar)):
                    return f"cell {x}, {y} of {widget} holds {style.meta} and the link {style.link}"
                if widget.tooltip is not None:
                    return f"{widget} has the tooltip {widget.tooltip!r}"
        return None
