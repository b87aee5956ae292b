"""Where an export goes: the only place that names and writes it."""

from __future__ import annotations

import re
import stat
from collections.abc import Sequence
from pathlib import Path

from briefing.article import Article
from briefing.export.brief import Form
from briefing.inert import inert_line
from briefing.paths import refusal, safe_name, write_atomically

ENDINGS: dict[Form, str] = {
    "md": ".md",
    "html": ".html",
    "json": ".json",
    "csv": ".csv",
    "ftm": ".ftm.json",
    "bibtex": ".bib",
    "csl": ".csl.json",
}
_SUITED: dict[str, tuple[Form, ...]] = {
    ".ftm.json": ("ftm",),
    ".csl.json": ("csl",),
    ".json": ("json", "ftm", "csl"),
    ".ndjson": ("ftm",),
    ".jsonl": ("ftm",),
    ".html": ("html",),
    ".htm": ("html",),
    ".csv": ("csv",),
    ".bib": ("bibtex",),
    ".md": ("md",),
    ".markdown": ("md",),
}
"""The forms that an ending may be of, the likeliest first; the longer endings before those that they end in."""
_OTHERS = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".xls", ".xlsx", ".ods")
"""Endings of files that other programs make of ours."""
_SIGNS = (
    (re.compile(r"(?<![^\s(])-(?=\S)"), "not "),
    (re.compile(r":>="), " from "),
    (re.compile(r":<="), " until "),
    (re.compile(r":>"), " after "),
    (re.compile(r":<"), " before "),
    (re.compile(r"\.\."), " to "),
)
_MODE = 0o666
"""Less what the umask takes: an export is the user's own file."""


class ExportError(Exception):
    """An export that was not written: why, and what to do."""


class BriefError(ExportError):
    """A brief that cannot be made, or cannot be read: why, and what to do."""


def default_name(articles: Sequence[Article], query: str, form: Form, *, working: bool = False) -> str:
    """A file name for an export: of one article its day and title, else the query; never empty, never a path."""
    if len(articles) == 1:
        published = articles[0].published
        day = f"{published.date} " if published.dated else ""
        name = safe_name(day + articles[0].title)
    else:
        name = safe_name(f"{'working list ' if working else ''}{_spoken(query)}")
    return f"{name or 'brief'}{ENDINGS[form]}"


def form_for(name: str, wanted: Form | None = None) -> Form:
    """The form that is wanted, else that of a file name's ending, else Markdown; ExportError where they differ, and
    for an ending that promises what is not made here."""
    if wanted is None and name.lower().endswith(_OTHERS):
        what = Path(name).suffix.lower()
        made = "csv, which spreadsheets open" if "s" in what else "md or html"
        raise ExportError(f"no {what} is written here; take {made}, and another program makes that of it.")
    ending = next((ending for ending in _SUITED if name.lower().endswith(ending)), None)
    if ending is None:
        return wanted or "md"
    if wanted and wanted not in _SUITED[ending]:
        raise ExportError(
            f"{inert_line(Path(name).name)} ends like {_SUITED[ending][0]}, and the form is {wanted}: give a name that "
            f"ends in {ENDINGS[wanted]}, or the other form."
        )
    return wanted or _SUITED[ending][0]


def _spoken(query: str) -> str:
    """A query with words for the signs that no file name holds, and without which it would ask another thing."""
    for sign, words in _SIGNS:
        query = sign.sub(words, query)
    return query


def write(text: str, target: Path, *, overwrite: bool = False, corpus: Path | None = None) -> None:
    """Write all of an export or nothing. FileExistsError where the target exists and may not be replaced;
    ExportError where it cannot or must not be written, inside the corpus above all."""
    name = inert_line(str(target))
    try:
        if why := refusal(target, corpus):
            raise ExportError(f"{name} was not written: {why}.")
        mode = stat.S_IMODE(target.stat().st_mode) & _MODE if target.exists() else _MODE
        write_atomically(target, text.encode("utf-8"), overwrite=overwrite, mode=mode, outside=corpus)
    except FileExistsError as error:
        raise FileExistsError(f"{name} exists already; choose another name, or ask to replace it.") from error
    except OSError as error:
        raise ExportError(f"{name} was not written: {error.strerror}; choose another place.") from error
