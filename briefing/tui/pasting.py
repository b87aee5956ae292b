"""What is pasted, on its way in: nothing in it is a key, whatever it was copied from."""

from __future__ import annotations

from briefing.inert import inert

BEGINNING, END = "\x1b[200~", "\x1b[201~"
"""How a terminal tells what is pasted from what is typed."""


class Washed:
    """Keys pass as they are; of what is pasted only the text does. It comes in pieces of any size."""

    def __init__(self) -> None:
        self._inside = False
        self._before = ""

    def wash(self, text: str) -> str:
        """What the piece is, or the part of it that can be told by now."""
        passed = ""
        while text:
            piece, text = self._pasted(text) if self._inside else self._typed(text)
            passed += piece
        return passed

    def _typed(self, text: str) -> tuple[str, str]:
        """As it is, up to where a paste begins, which may have begun in the piece before."""
        whole = self._before + text
        found = whole.find(BEGINNING)
        if found < 0:
            self._before = whole[1 - len(BEGINNING) :]
            return text, ""
        self._inside, at = True, found + len(BEGINNING) - len(self._before)
        self._before = ""
        return text[:at], text[at:]

    def _pasted(self, text: str) -> tuple[str, str]:
        """The text in it; a beginning of its end is held back until it is known to be one."""
        whole, self._before = self._before + text, ""
        found = whole.find(END)
        if found >= 0:
            self._inside = False
            return inert(whole[:found]) + END, whole[found + len(END) :]
        held = next(size for size in range(len(END) - 1, -1, -1) if whole.endswith(END[:size]))
        cut = len(whole) - held
        self._before = whole[cut:]
        return inert(whole[:cut]), ""
