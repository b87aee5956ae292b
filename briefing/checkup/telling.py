"""The findings for people: the worst first, each with what to do about it, at 80 columns."""

from __future__ import annotations

import re
import textwrap
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefing.checkup.looking import LITTLE_SPACE, Findings
from briefing.files import INTERNAL, Skipped

WIDTH = 80
BOUND = 12
"""More lines than so many are put together, where not all are asked for."""
NAMED = 3
"""Files that are named of those that have the same reason."""
EVENTS = 8
_REMEDIES = (
    (
        "cannot be (read|opened)|cannot be begun",
        "Could not be got at",
        "See to their rights (chmod u+rX and the name) and to their disk; then `briefing index`.",
    ),
    ("^(larger than|more than .* MB)", "Too large to be read", "Cut them up, or move them out of the folder."),
    (
        "rename it$|folders deep$",
        "In places, or under names, that are not read",
        "Rename them, or move them higher up; then `briefing index`.",
    ),
    (f"^{INTERNAL}", "Left out by a mistake of our own", "`briefing index` tries them again; tell us, if it stays so."),
    ("", "Could not be read", "Save these pages again, or move them out of the folder."),
)
"""(What stands in a reason, what to call such files, what to do about them): the first that fits."""


@dataclass(frozen=True, slots=True)
class Section:
    """Findings of one kind: (file, what is to be said of it), and what a person can do."""

    heading: str
    entries: Sequence[tuple[str, str]]
    advice: str
    urgent: bool = False


def lines(found: Findings, *, whole: bool = False) -> Iterator[str]:
    """All there is to say, or with many files of a kind the gist of it."""
    sections = [section for section in _sections(found) if section.entries]
    urgent = sum(section.urgent for section in sections)
    yield from _wrapped(f"Index: {found.index}", "       ")
    if not found.unusable:
        yield from _wrapped(
            f"Articles: {found.articles:,}, of which {found.undated:,} undated "
            f"({found.bounded:,} of these have bounds from their text)",
            "          ",
        )
    if urgent:
        yield f"{urgent} {'thing needs' if urgent == 1 else 'things need'} you; the worst comes first."
    else:
        yield "Nothing here needs you."
    for section in sections:
        yield ""
        yield from _told(section, whole)
    if not whole and any(len(section.entries) > BOUND for section in sections):
        yield ""
        yield "`briefing doctor --all` names every file."


def _sections(found: Findings) -> Iterator[Section]:
    around = found.around
    yield Section("The articles could not be opened", _plain(filter(None, [found.unusable])), "", urgent=True)
    yield Section(
        "Marks, tags and notes: a damaged file was put aside, and is kept",
        _plain(around.aside),
        "What `briefing state export` once wrote comes back with `briefing state import FILE`. Of the damaged file, "
        "`sqlite3 FILE .dump` prints what can still be read. Once you miss nothing, delete it.",
        urgent=True,
    )
    yield Section(
        "Mistakes in the configuration",
        _plain(found.config),
        "Mend these lines; `briefing paths` says where the file lies.",
        urgent=True,
    )
    shut = any("cannot be read" in mistake for mistake in found.actors)
    yield Section(
        "The actors file cannot be read" if shut else "Mistakes in the actors file",
        _plain(found.actors),
        ("See to it and its rights (chmod u+r)" if shut else "Mend these lines")
        + f"; `briefing actors lint` looks again. {found.meanwhile}",
        urgent=True,
    )
    low = around.free < LITTLE_SPACE
    yield Section(
        "Little room on the disk",
        _plain([f"{around.free / 1e6:,.0f} MB are free where marks and indexes are kept"] if low else []),
        "Make room: without it nothing you mark or note can be kept.",
        urgent=True,
    )
    yield Section(
        "Open to others on this machine",
        _plain(around.rights),
        "Nobody but you should be able to read these: chmod -R go= and the name of each.",
        urgent=True,
    )
    yield Section(
        "Of other users",
        _plain(around.foreign),
        "Whoever owns these can read and change them: have them given to you (chown), or removed.",
        urgent=True,
    )
    yield from _left_out(found.quarantined)
    yield from _lesser(found)


def _left_out(quarantined: Iterable[Skipped]) -> Iterator[Section]:
    """The files that could not be read, by what can be done about them."""
    kinds: dict[tuple[str, str], list[tuple[str, str]]] = {(heading, advice): [] for _, heading, advice in _REMEDIES}
    for file in quarantined:
        remedy = next(remedy for remedy in _REMEDIES if re.search(remedy[0], file.reason))
        kinds[remedy[1:]].append((file.path, file.reason))
    for (heading, advice), entries in kinds.items():
        yield Section(heading, entries, advice, urgent=True)


def _lesser(found: Findings) -> Iterator[Section]:
    """What may be looked at, or only known."""
    around = found.around
    yield Section(
        "Reports of mistakes of our own",
        _plain(around.crashes),
        "They hold no text of an article, and nobody was sent them. Look at them, and send them along if you tell us.",
    )
    yield Section(
        "Doubtful",
        [(doubt.path, doubt.words) for doubt in found.doubts],
        "`briefing show FILE` has all the dates that are on offer.",
    )
    yield Section(
        "Read, but", list(found.remarks), "What is said here is missing or was mended; compare with the page."
    )
    yield Section(
        "Left half made by runs that were ended",
        _plain(around.drafts),
        "They are harmless; the next `briefing index` clears them away.",
    )
    happened = [
        (f"{time.strftime('%Y-%m-%d %H:%M', time.gmtime(e.when))} UTC", _event(e.words, e.promise))
        for e in reversed(around.happened)
    ]
    yield Section("What happened in the last month", happened[:EVENTS], "")
    yield Section("Passed over on purpose", [(s.path, s.reason) for s in found.skipped], "")


def _event(words: str, promise: str) -> str:
    return f"{words} ({promise} in SECURITY.md)" if promise else words


def _plain(lines: Iterable[str]) -> list[tuple[str, str]]:
    return [("", line) for line in lines]


def _told(section: Section, whole: bool) -> Iterator[str]:
    yield f"{section.heading} ({len(section.entries):,}):"
    if len(section.entries) > BOUND and not whole:
        yield from _gathered(section.entries)
    else:
        for path, words in section.entries:
            yield from _wrapped(f"  {path}: {words}" if path else f"  {words}", "    ")
    if section.advice:
        yield from _wrapped(f"  To do: {section.advice}", "    ")


def _gathered(entries: Sequence[tuple[str, str]]) -> Iterator[str]:
    """By what is said of them, the most frequent first, each with a few of the files."""
    files: dict[str, list[str]] = defaultdict(list)
    for path, words in entries:
        files[words].append(path)
    said = sorted(files.items(), key=lambda entry: -len(entry[1]))
    for words, named in said[:BOUND]:
        more = f" and {len(named) - NAMED:,} more" if len(named) > NAMED else ""
        names = ", ".join(filter(None, named[:NAMED]))
        yield from _wrapped(f"  {len(named):,} x {words}{': ' if names else ''}{names}{more}", "    ")
    if len(said) > BOUND:
        yield f"  ... and {sum(len(named) for _, named in said[BOUND:]):,} more"


def _wrapped(text: str, indent: str) -> list[str]:
    """At 80 columns; a name is never broken."""
    return textwrap.wrap(
        text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )
