"""Is the whole article here, or was the page cut by a paywall, or is it only the wall before one?"""

from __future__ import annotations

import re

from briefing.article import Complete
from briefing.facts.furniture import Parts

_WHOLE = 60
"""Words: a page with a wall on it and fewer of its own is nothing but the wall."""
_BROKEN_OFF = re.compile(r"(?:\[(?:…|\.\.\.)\]|\[?\+\d+ chars\]?|(?<!\.)\.\.\. ?\[\+\d+ chars\])\s*\Z")


def complete(parts: Parts) -> Complete:
    """`wall` where there is hardly a text beside one; `cut` where the text says that it goes on elsewhere."""
    walls, cuts = parts.of("wall"), parts.of("cut")
    if walls and len(parts.body.split()) < _WHOLE:
        return "wall"
    broken_off = parts.body.rstrip().endswith(("]", "chars")) and _BROKEN_OFF.search(parts.body)
    return "cut" if cuts or broken_off else "yes"
