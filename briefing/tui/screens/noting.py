"""Notes: several lines to write on an article, and on the paragraph one is at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from briefing.state import LONGEST_NOTE
from briefing.tui.fitted import ends
from briefing.tui.keeping import Page, Written, rescue, waiting
from briefing.tui.leaving import Dialog
from briefing.tui.messages import Tell
from briefing.tui.plain import plain

KEPT = "esc keeps it · emptied, it is removed"
FAILING = "esc tries again · ctrl+q quits: what cannot be kept then either is put into a file, which is named"
FAILED = 1
TURNED = "tab turns to the {}"


def clean(text: str) -> str:
    """Lines that may be drawn as they are."""
    return "\n".join(map(plain, text.splitlines()))


class Sheet(TextArea):
    """Lines to write on; what is pasted is made fit to be drawn."""

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = clean(event.text)


class Noting(Dialog[dict[int, str]]):
    """Returns what was changed, by place. Should the reader end meanwhile, `lost` is given that instead."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "keep and leave", id="noting.leave"),
        Binding("tab,shift+tab", "turn", "article or paragraph", priority=True, id="noting.turn"),
    ]

    def __init__(
        self,
        pages: Sequence[Page],
        lost: Callable[[Mapping[int, str]], Tell],
        *,
        before: Mapping[int, str] | None = None,
        problem: str = "",
    ) -> None:
        super().__init__()
        self._pages, self._lost, self._problem = pages, lost, problem
        self._shown = {page.place: clean(page.text) for page in pages}
        """The notes as they are drawn: what differs from that was changed."""
        self._drafts = self._shown | dict(before or {})
        waiting.drop(before)
        self._at = 0
        self._left = False

    def compose(self) -> ComposeResult:
        """What the note is about, the lines, what stands in the way, and the keys."""
        with Vertical(classes="dialog noting"):
            yield Static("", id="about", classes="dialog--title", markup=False)
            yield Sheet(self._drafts[self._page.place], show_line_numbers=False, highlight_cursor_line=False)
            yield Static(plain(self._problem), id="mistake", markup=False)
            yield Static("", id="keys", classes="dialog--keys", markup=False)

    @property
    def _page(self) -> Page:
        return self._pages[self._at]

    @property
    def _sheet(self) -> Sheet:
        return self.query_one(Sheet)

    def on_mount(self) -> None:
        """Begin at the end of what was written."""
        self._sheet.cursor_blink = False
        self._sheet.focus()
        self._head()

    def _head(self) -> None:
        self._sheet.move_cursor(self._sheet.document.end)
        page = self._page
        about = f"Note on paragraph {page.place}: “{page.words}”" if page.place else f"Note on: {page.words}"
        self.query_one("#about", Static).update(ends(about))
        other = "article" if page.place else "paragraph"
        keys = [FAILING if self._problem else KEPT, *([TURNED.format(other)] if len(self._pages) > 1 else [])]
        self.query_one("#keys", Static).update(Content(" · ".join(keys)))

    @on(TextArea.Changed)
    def _draft(self) -> None:
        self._drafts[self._page.place] = self._sheet.text

    def _changed(self) -> Written:
        changed = {place: text for place, text in self._drafts.items() if text != self._shown[place]}
        return Written(changed, self._pages)

    def action_turn(self) -> None:
        """Write on the article instead of the paragraph, or the reverse; what was written stays."""
        self._draft()
        self._at = (self._at + 1) % len(self._pages)
        self._sheet.text = self._drafts[self._page.place]
        self._head()

    def action_leave(self) -> None:
        """Leave with what was written, unless it is too long to be kept."""
        self._draft()
        changed = self._changed()
        if any(len(text) > LONGEST_NOTE for text in changed.values()):
            said = f"a note has at most {LONGEST_NOTE:,} characters: {max(map(len, changed.values())):,} are too many"
            self.query_one("#mistake", Static).update(Content(said))
            return
        self._left = True
        if changed:
            waiting.add(changed)
        self.dismiss(changed)

    def on_unmount(self) -> None:
        """The reader ends, by whatever: nothing that was typed is lost, and where it lies is said at the end."""
        if not self._left and (changed := self._changed()) and (said := self._lost(changed)).problem:
            message = Text(clean(f"briefing: {said.text}\n{rescue(changed)}"))
            self.app.exit(return_code=self.app.return_code or FAILED, message=message)
