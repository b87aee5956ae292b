"""A hand on the keys: the reader open on the sample corpus, and a way to wait without sleeping."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from textual._context import active_app
from textual.app import App
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, OptionList

from briefing import library
from briefing.actors import Gazetteer
from briefing.config import Config
from briefing.library import Library
from briefing.naming import actorsfile
from briefing.tui.app import BriefingApp
from briefing.tui.running import Hands
from briefing.tui.screens.main import MainScreen
from briefing.tui.screens.panes import Panes
from briefing.tui.upkeep import Upkeep
from briefing.tui.widgets.actors_pane import ActorsPane
from briefing.tui.widgets.article_list import ArticleList
from briefing.tui.widgets.chips import Chips
from briefing.tui.widgets.reader import Reader
from briefing.tui.widgets.search_box import SearchBox
from briefing.tui.widgets.status_line import StatusLine

LONG = {"following", "index"}
"""Groups of workers that go on while the reader is used."""
ASKING = {"default", "asking", "choosing"}
"""Groups of workers that wait for what a dialog answers."""
LEFT_ALONE = Config(follow=False)
"""No folder is followed, where a test does not ask for that."""
PATIENCE = 60
SAMPLE = Path(__file__).parent.parent.parent / "corpus"


async def quiet(*_: float) -> None:
    """Wait until nothing is left in any queue; Textual itself watches the clock instead, for 20 ms at least."""
    app: App[Any] = active_app.get()
    settled = False
    while not settled and app.is_running:
        await Pilot(app)._wait_for_screen()
        screen = app.screen
        settled = not any(node._message_queue.qsize() for node in (app, *screen.walk_children(with_self=True)))
        if settled and (
            screen._layout_required or screen._scroll_required or screen._dirty_widgets or screen._callbacks
        ):
            screen._on_timer_update()
            settled = False


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Colours and animations as everywhere; painting when all is quiet, and notices that stay, not by a clock."""
    for name in ("NO_COLOR", "TEXTUAL_ANIMATIONS", "COLORTERM", "LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for room in ("pilot", "app"):
        monkeypatch.setattr(f"textual.{room}.wait_for_idle", quiet)
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", 10.0)
    monkeypatch.setattr("briefing.tui.widgets.status_line.SAY_FOR", 10 * PATIENCE)


read_anew = actorsfile.read


@cache
def read_as_of(file: Path, stamp: int) -> Gazetteer:
    return read_anew(file)


def read_once(file: Path) -> Gazetteer:
    """The actors file, read again only when it changed: half of the time that opening a library takes."""
    return read_as_of(file, file.stat().st_mtime_ns)


@pytest.fixture(scope="session")
def once_indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample corpus, its index and the state that goes with it; not to be changed."""
    folder = tmp_path_factory.mktemp("once")
    shutil.copytree(SAMPLE, folder / "corpus")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("STATE", "CACHE", "CONFIG"):
            patch.setenv(f"BRIEFING_{name}", str(folder / name.lower()))
        patch.chdir(folder)
        library.index(folder / "corpus")
    return folder


@pytest.fixture
def opened(once_indexed: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """The sample corpus, opened, with a state of its own."""
    monkeypatch.setattr(actorsfile, "read", read_once)
    for name in ("state", "cache"):
        shutil.copytree(once_indexed / name, home / name)
    before = _looks(once_indexed / "corpus")
    found = Library.open(once_indexed / "corpus")
    yield found
    found.close()
    assert _looks(once_indexed / "corpus") == before, "this test changed what others share; let it use `living`"


def _looks(folder: Path) -> set[tuple[Path, int]]:
    return {(path, path.stat().st_mtime_ns) for path in folder.rglob("*")}


@pytest.fixture
def living(sample: Path) -> Iterator[Library]:
    """A copy of the sample corpus that may be changed, indexed and opened."""
    library.index(sample)
    found = Library.open(sample)
    yield found
    found.close()


class Hand:
    """Presses keys on a running reader and looks at what they did."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self._threads = Hands()
        asyncio.get_running_loop().set_default_executor(self._threads)

    @property
    def app(self) -> BriefingApp:
        assert isinstance(self.pilot.app, BriefingApp)
        return self.pilot.app

    @property
    def main(self) -> MainScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    @property
    def screen(self) -> Screen[Any]:
        return self.app.screen

    @property
    def panes(self) -> Panes:
        return self.main.query_one(Panes)

    @property
    def articles(self) -> ArticleList:
        return self.main.query_one(ArticleList)

    @property
    def reader(self) -> Reader:
        return self.main.query_one(Reader)

    @property
    def actors(self) -> ActorsPane:
        return self.main.query_one(ActorsPane)

    @property
    def chips(self) -> Chips:
        return self.main.query_one(Chips)

    @property
    def search(self) -> SearchBox:
        return self.main.query_one(SearchBox)

    @property
    def options(self) -> OptionList:
        return self.screen.query_one(OptionList)

    @property
    def asked(self) -> str:
        """The query whose answer is shown."""
        assert self.main.results is not None
        return self.main.results.query.text

    @property
    def said(self) -> str:
        """The notice."""
        notice = self.main.query_one(StatusLine).notice
        return notice.text if notice else ""

    @property
    def bottom(self) -> str:
        """The bottom line, as it is drawn."""
        return self.lines(self.main.query_one(StatusLine))[0]

    @property
    def upkeep(self) -> Upkeep:
        return self.main.query_one(Upkeep)

    @property
    def drawn(self) -> str:
        """The whole screen, line by line."""
        return "\n".join(strip.text for strip in self.screen._compositor.render_strips())

    @property
    def current(self) -> str:
        """The id of the article under the cursor."""
        assert self.articles.current is not None
        return self.articles.current.row.id

    @property
    def focused(self) -> str | None:
        return self.app.focused.id if self.app.focused else None

    async def press(self, *keys: str) -> None:
        """Press keys, and wait after each until nothing more happens."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        await self.pilot.press(*(NAMES.get(letter, letter) for letter in text))
        await self.settle()

    async def settle(self) -> None:
        """Wait until all is done that was begun, and what that posted; who asks in a dialog waits for its answer."""
        still = False
        while not still:
            await self.until(lambda: not self.busy)
            await self.pilot.pause()
            still = not self.busy

    @property
    def busy(self) -> bool:
        """Does anything go on that ends by itself?"""
        running = [worker for worker in self.app.workers if worker.is_running]
        asks = len(self.app.screen_stack) > 1
        if any(w.group not in LONG and not (asks and w.group in ASKING) for w in running):
            return True
        return not any(w.group in LONG for w in running) and bool(self._threads.busy)

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for something that is bound to happen."""
        async with asyncio.timeout(PATIENCE):
            await self.pilot.pause()
            while not condition():
                await asyncio.sleep(0.002)
                await self.pilot.pause()

    async def dialog(self, key: str) -> None:
        """Press a key that opens a dialog."""
        await self.press(key)
        await self.until(lambda: self.screen is not self.main)
        await self.settle()

    async def command(self, name: str) -> None:
        """Run what the palette has under this name."""
        await self.dialog("colon")
        await self.type(name)
        await self.until(lambda: self.options.option_count)
        await self.press("enter")
        await self.until(lambda: not isinstance(self.screen, CommandPalette))

    async def answered(self, text: str) -> None:
        """Wait for the answer to a query."""
        await self.until(lambda: self.asked == text)
        await self.settle()

    def lines(self, widget: Any) -> list[str]:
        """What a line-drawing widget shows."""
        return [widget.render_line(y).text for y in range(widget.size.height)]


NAMES = {" ": "space", ":": "colon", ".": "full_stop", "-": "minus", '"': "quotation_mark", "(": "left_parenthesis"}


@pytest.fixture
def hand_on() -> type[Hand]:
    """For an app that is made by the test itself."""
    return Hand


Reading = Callable[..., Any]


@pytest.fixture
def reading(opened: Library) -> Reading:
    """`async with reading(width, height) as hand`: the sample corpus, read."""

    @asynccontextmanager
    async def read(
        width: int = 120, height: int = 30, config: Config | None = None, library: Library | None = None
    ) -> AsyncIterator[Hand]:
        app = BriefingApp(library or opened, config or LEFT_ALONE)
        async with app.run_test(size=(width, height)) as pilot:
            hand = Hand(pilot)
            await hand.until(lambda: hand.main.opened is not None)
            await hand.settle()
            yield hand

    return read


Before = Callable[[Pilot[None]], Awaitable[None]]


@pytest.fixture
def scene(opened: Library) -> Callable[..., tuple[BriefingApp, Before]]:
    """An app, and what to do with it before it is compared with its picture."""

    def make(theme: str, *keys: str) -> tuple[BriefingApp, Before]:
        async def before(pilot: Pilot[None]) -> None:
            hand = Hand(pilot)
            await hand.until(lambda: hand.main.opened is not None)
            await hand.settle()
            for key in keys:
                await (hand.dialog(key.removeprefix("dialog:")) if key.startswith("dialog:") else hand.press(key))
            await hand.settle()
            for field in hand.screen.query(Input):
                field.cursor_blink = False

        return BriefingApp(opened, Config(theme=theme, follow=False)), before

    return make


@pytest.fixture
def work(home: Path) -> Path:
    """The working folder, where exports go."""
    return Path.cwd()
