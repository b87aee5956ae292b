"""What a program wrote to its terminal, read strictly: whatever is not known to be ours is a fault."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections import Counter

from rich.cells import cell_len

_OBEYED = "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
BARRED = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_OBEYED}]")
"""No text that is drawn or written holds these."""
_TOKEN = re.compile(
    rf"(?P<text>[^\x00-\x1f\x7f-\x9f{_OBEYED}]+)"
    r"|\x1b\[(?P<mark>[<=>?]?)(?P<numbers>[0-9;:]*)(?P<middle>[ -/]*)(?P<final>[@-~])"
    r"|\x1b\]52;c;(?P<copied>[A-Za-z0-9+/=]*)\x07|\x1b\]22;(?P<pointer>[a-z-]+)\x07"
    r"|(?P<control>[\r\n\t\x07])"
)
_MODES = frozenset({7, 25, 1000, 1003, 1004, 1006, 1015, 1016, 1049, 2004, 2026, 2048})
"""What a program may switch on and off."""
FRAME = "2026"
"""What is painted while this is on is shown at once."""
_AT_REST = {7: True, 25: True}
"""How modes are before a program begins; all others are off."""
_ASKED = {"?2026": "\x1b[?2026;2$y", "?2048": "\x1b[?2048;0$y"}
_BAR = frozenset({"2K", "1A"})
"""How the bar of `index` goes back to its beginning."""
_LONGEST = 1_000_000
"""Characters of a copied text; what is longer and has no end is none of ours."""


class Stream:
    """The modes, the cells and the faults of one program. Its text goes in as bytes."""

    def __init__(self, width: int, height: int, *, wide: bool = False) -> None:
        self.width, self.height = width, height
        self.cells: dict[tuple[int, int], str] = {}
        self.modes = dict(_AT_REST)
        self.keyboards = 0
        """How often a keyboard protocol was put on, less how often it was taken off."""
        self.pointer = "default"
        self.copied: list[str] = []
        self.seen: Counter[str] = Counter()
        self.faults: list[str] = []
        self.told = ""
        """What was written beside the full screen."""
        self.farthest = (0, 0)
        """The lowest line and the last column where something was drawn, counted from 1."""
        self._line = self._column = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._rest = self._before = ""
        self._answers = _ASKED if not wide else _ASKED | {"?2048": "\x1b[?2048;2$y"}

    def feed(self, raw: bytes, *, last: bool = False) -> list[str]:
        """Take in what came; the answers that the program waits for."""
        try:
            text = self._rest + self._decoder.decode(raw, last)
        except UnicodeDecodeError as error:
            self.faults.append(f"not UTF-8: {error.object[max(0, error.start - 20) : error.end + 20]!r}")
            self._decoder.reset()
            return []
        at, answers = 0, list[str]()
        while at < len(text):
            if token := _TOKEN.match(text, at):
                at = token.end()
                answers += self._take(token)
            elif text[at] == "\x1b" and len(text) - at < _LONGEST and not last and _begun(text[at:]):
                break
            else:
                self.faults.append(
                    f"an order that is not ours: {text[at : at + 60]!r} after {text[max(0, at - 40) : at]!r}"
                )
                at += 1
        self._rest, self._before = text[at:], (self._before + text[:at])[-60:]
        return answers

    def _take(self, token: re.Match[str]) -> list[str]:
        if token["text"]:
            self._write(token["text"])
        elif token["final"]:
            return self._command(token)
        elif token["copied"] is not None:
            self._copy(token["copied"])
        elif token["pointer"]:
            self.pointer = token["pointer"]
        elif token["control"] == "\r":
            self._column = 0
        elif token["control"] == "\n":
            self._line, self._column = self._line + 1, 0
        elif token["control"] == "\x07":
            self.seen["bell"] += 1
        return []

    def _write(self, text: str) -> None:
        for letter in text:
            self.cells[self._line, self._column] = letter
            width = cell_len(letter)
            for behind in range(1, width):
                self.cells[self._line, self._column + behind] = ""
            self._column += width
        if not self.modes.get(1049):
            self.told += text + "\n"
        else:
            self.farthest = (max(self.farthest[0], self._line + 1), max(self.farthest[1], self._column))

    def _copy(self, packed: str) -> None:
        try:
            text = base64.b64decode(packed, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            self.faults.append(f"something else than text is copied: {packed[:60]!r}")
            return
        self.copied.append(text)
        if found := BARRED.search(text):
            self.faults.append(f"a control character is copied: {text[max(0, found.start() - 40) :][:80]!r}")

    def _command(self, token: re.Match[str]) -> list[str]:
        mark, numbers, middle, final = token["mark"], token["numbers"], token["middle"], token["final"]
        self.seen[mark + middle + final] += 1
        match mark + middle + final:
            case "m":
                self.seen["colour"] += bool(re.search(r"(?:^|;)(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;|$)", numbers))
            case "H":
                line, _, column = numbers.partition(";")
                self._line, self._column = int(line or 1) - 1, int(column or 1) - 1
            case "?h" | "?l" if numbers.isdecimal() and int(numbers) in _MODES:
                self.modes[int(numbers)] = final == "h"
                if numbers == FRAME and (self.farthest[0] > self.height or self.farthest[1] > self.width):
                    self.wipe()  # it was painted for the size before
            case "?$p" if mark + numbers in self._answers:
                return [self._answers[mark + numbers]]
            case ">u" | "<u":
                self.keyboards += 1 if mark == ">" else -1
            case _ if mark + numbers + final in _BAR:
                pass
            case _:
                self.faults.append(f"an order that is not ours: {token[0]!r}")
        return []

    @property
    def rows(self) -> list[str]:
        """The lines of the screen, as far as something was drawn."""
        lines: dict[int, dict[int, str]] = {}
        for (line, column), letter in self.cells.items():
            lines.setdefault(line, {})[column] = letter
        return [
            "".join(row.get(column, " ") for column in range(max(row, default=-1) + 1))
            for row in (lines.get(line, {}) for line in range(max(lines, default=-1) + 1))
        ]

    @property
    def shown(self) -> str:
        """All lines, one below the other."""
        return "\n".join(self.rows)

    def wipe(self) -> None:
        """Forget what was drawn until now."""
        self.cells.clear()
        self.farthest = (0, 0)

    def left_on(self) -> str | None:
        """What was switched and not switched back; None where all is as it was."""
        odd = [
            f"mode {mode} is {'on' if on else 'off'}"
            for mode, on in sorted(self.modes.items())
            if on != _AT_REST.get(mode, False)
        ]
        if self.keyboards:
            odd.append(f"keyboard protocols on the terminal: {self.keyboards}")
        if self.pointer != "default":
            odd.append(f"the pointer is a {self.pointer}")
        return ", ".join(odd) or None


def _begun(text: str) -> bool:
    """Can this become an order of ours, once the rest of it is there?"""
    return bool(
        re.fullmatch(r"\x1b(?:\[[<=>?]?[0-9;:]*[ -/]*|\](?:5?|52;?|52;c;?[A-Za-z0-9+/=]*|22?;?[a-z-]*))?", text)
    )
