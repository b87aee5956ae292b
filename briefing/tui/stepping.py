"""From one thing in an article to the next: the stretch to go to, and what is said on arriving there."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from briefing.tui.marking import Stretch
from briefing.tui.opened import about, days_of
from briefing.tui.painting import Painting
from briefing.words import one_line

Step = tuple[Stretch | None, str]
Way = Callable[[Painting, int, int], Step]
"""Of an article, from an offset on, forwards (1) or back (-1); round the end."""
TOLD = 3
"""Times whose days are said at once."""


def to_hit(painting: Painting, here: int, step: int) -> Step:
    """The next words of the query, or the next that are looked for in this article."""
    stretch, said = to_found(painting, here, step)
    if painting.sought:
        return stretch, f"“{painting.sought}”: {said}"
    return stretch, f"hit {said}" if stretch else "no words of the query in this text"


def to_found(painting: Painting, here: int, step: int) -> Step:
    """The same, and only how many there are."""
    if (index := painting.hits.beyond(here, step)) is None:
        return None, "nothing found"
    said = f"{index + 1:,} of {len(painting.hits):,}{'+' * painting.more}"
    return _arrived(painting, painting.hits.stretches[index], said)


def to_mention(painting: Painting, here: int, step: int) -> Step:
    """The next mention of the chosen actor, else of anybody."""
    layer, mentions = painting.of(painting.chosen)
    if (index := layer.beyond(here, step)) is None:
        return None, "nobody is mentioned"
    return _arrived(painting, layer.stretches[index], f"{index + 1} of {len(layer)}: {about(mentions[index])}")


def to_first_mention(painting: Painting, here: int, step: int) -> Step:
    """The first mention of the chosen actor."""
    layer, mentions = painting.of(painting.chosen)
    if not mentions or mentions[0].key != painting.chosen:
        return None, "only mentioned in the title"
    return layer.stretches[0], f"1 of {len(layer)}: {about(mentions[0])}"


def to_time(painting: Painting, here: int, step: int) -> Step:
    """The next time expression, and the days it means."""
    if (index := painting.times.beyond(here, step)) is None:
        return None, "no times are told"
    return painting.times.stretches[index], f"{index + 1} of {len(painting.times)}: {days(painting, index)}"


def to_paragraph(painting: Painting, here: int, step: int) -> Step:
    """The next paragraph: what was noted on it, who speaks in it, and the days of the times in it."""
    if not painting.paragraphs:
        return None, "no text"
    number = max(1, min(painting.number(here) + step, len(painting.paragraphs)))
    stretch = painting.paragraphs[number - 1]
    note = painting.opened.notes.get(number)
    told = [f"¶ {number} of {len(painting.paragraphs)}", *([f"note: {one_line(note)}"] if note else [])]
    return _arrived(painting, stretch, " · ".join([*told, *speakers(painting, stretch)]))


def speakers(painting: Painting, stretch: Stretch) -> list[str]:
    """`Hulusi Akar (TUR) speaks`, for each to whom words are given between two offsets; who is not clear, last."""
    if painting.speech is None:
        return []
    found = dict.fromkeys(said.speaker for said in painting.speech.within(*stretch))
    told = []
    for role in filter(None, map(painting.opened.role, filter(None, found))):
        badge = painting.badges.get(painting.opened.factions.get(role.key, ""))
        told.append(f"{role.name} ({badge.label}) speaks" if badge else f"{role.name} speaks")
    return [*told, *(["a quotation, not clear whose"] if None in found else [])]


def _arrived(painting: Painting, stretch: Stretch, said: str) -> Step:
    """The days of the times one stands on are said too."""
    told = [days(painting, index) for index in islice(painting.times.within(*stretch), TOLD)]
    return stretch, " · ".join((said, *told))


def days(painting: Painting, index: int) -> str:
    """The days that one of the times means."""
    article = painting.opened.article
    return days_of(article.times[index], article.published)
