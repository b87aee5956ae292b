"""Where an article was left, and when that is worth keeping: once it was read, and beyond its first half screen."""

from __future__ import annotations

from briefing.tui.sheet import Sheet


class Bookmark:
    """Lies in one article. What is only looked at from the list does not move it."""

    def __init__(self, place: int = 0) -> None:
        self.place = place
        """As it was kept last: an offset of the body, 0 for the beginning."""
        self.reading = False
        self._returning = False

    def enter(self, *, untouched: bool) -> None:
        """Begin to read; one who has not moved yet is to go on where the article was left."""
        if not self.reading:
            self.reading = True
            self._returning = untouched and self.place > 0

    def stay(self) -> None:
        """One went elsewhere, and need not be brought back."""
        self._returning = False

    def back(self, sheet: Sheet, height: int) -> int | None:
        """The line to go to, once; None where that is in sight, or is not laid out yet."""
        if not self._returning or not sheet.holds(self.place):
            return None
        self._returning = False
        place = sheet.place(self.place)
        return place[0] if place and place[0] >= half(height) else None

    def moved(self, sheet: Sheet, top: int, height: int) -> bool:
        """Is there another place to keep, now that this line is the first in sight?"""
        if not self.reading or self._returning:
            return False
        place = sheet.offset_from(top) or 0 if top >= half(height) else 0
        changed, self.place = place != self.place, place
        return changed


def half(height: int) -> int:
    """Lines beyond which one has read on."""
    return max(1, height // 2)
