"""Opening what the first look did not need: beside the screen, once its first frame stands."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from textual import on, work
from textual.message import Message
from textual.widget import Widget

from briefing import pausing
from briefing.library import Damaged, Library, LibraryError
from briefing.state import StateError
from briefing.tui.messages import Tell


@dataclass
class Ready(Message):
    """Everything is open."""


@dataclass
class Unfit(Message):
    """The index cannot be used, for this reason."""

    reason: str


class Opening(Widget):
    """Nothing to see: it opens the library, has an index that cannot be used made anew, and says when all is open."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library

    def on_mount(self) -> None:
        """The first frame comes first."""
        if self._library.loaded:
            self.post_message(Ready())
        else:
            self.call_after_refresh(self._begin)

    def _tell(self, text: str) -> None:
        self.post_message(Tell(text))

    def _begin(self) -> None:
        """A thread that nobody waits for when the user leaves."""
        pausing.resumed()
        threading.Thread(target=self._load, daemon=True, name="opening").start()

    def _load(self) -> None:
        try:
            self._library.load(mend=False)
            self.post_message(Ready())
            self._library.warm()
            pausing.resumed()  # rows and columns are there to stay
        except Damaged as damage:
            self.post_message(Unfit(str(damage)))
        except (LibraryError, StateError) as error:
            self.post_message(Tell(str(error), problem=True))
        except OSError as error:
            self.post_message(
                Tell(": ".join(filter(None, [error.strerror or str(error), error.filename])), problem=True)
            )

    @on(Unfit)
    def _mend(self, unfit: Unfit) -> None:
        self.post_message(Tell(f"The index could not be used ({unfit.reason}) and is being made anew.", problem=True))
        self._index(unfit.reason)

    @work(group="index")
    async def _index(self, reason: str) -> None:
        """In a process of its own, as the screen does it always."""
        from briefing.tui.indexing import indexed

        said, failed = await indexed(self._library, self._tell)
        if failed:
            self.post_message(Tell(said, problem=True))
        else:
            self._library.events += (f"The index could not be used ({reason}) and was made anew.",)
            if not self._library.loaded:
                self._begin()
