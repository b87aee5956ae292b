"""A brief, the files that it quotes as they are now, and who is who in them, packed where its check holds there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from briefing import verifying
from briefing.article import Article
from briefing.below import real
from briefing.bundling import archive, explaining, manifest, names
from briefing.bundling.archive import BundleError
from briefing.bundling.copies import Copies
from briefing.files import Unreadable
from briefing.inert import inert_line
from briefing.intake import formats
from briefing.naming import actorsfile, slicing
from briefing.paths import refusal, write_atomically
from briefing.verifying import Checked, Report, Shelf

_NOTED = re.compile(r"\barticle `([0-9a-z]{10})`")
"""As the sources of a brief name an article."""
_ACTORS = f"{names.CORPUS}actors.yaml"
_MODE = 0o666
"""Less what the umask takes: an archive is the user's own file."""
_MOST_TOLD = 20


class Corpus(Shelf, Protocol):
    """What is asked of a library here."""

    corpus: Path


@dataclass(frozen=True, slots=True)
class Packed:
    """An archive, and what to say of it."""

    data: bytes
    files: tuple[str, ...]
    """The saved copies in it, by their paths in the corpus."""
    faults: tuple[str, ...] = ()
    """Why its check does not hold, where it was packed all the same; sentences."""
    remarks: tuple[str, ...] = ()


class GoesAlong(BundleError):
    """Files that are quoted hold articles that are not: what was packed all the same, for whoever agrees to that."""

    def __init__(self, sentences: Sequence[str], packed: Packed) -> None:
        super().__init__("\n".join(_told(sentences)))
        self.packed = packed


@dataclass(slots=True)
class _Gathered:
    """What goes into an archive, and what was found wrong with it."""

    files: dict[str, bytes] = field(default_factory=dict)
    """By their paths in the corpus."""
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def text_of(file: Path) -> str:
    """A brief as it was written, to the byte; BundleError where it cannot be read, or is none."""
    shown = inert_line(file.name)
    with archive.opened(file, shown) as stream:
        raw = stream.read(names.LARGEST_BRIEF + 1)
    if len(raw) > names.LARGEST_BRIEF:
        raise BundleError(f"{shown} is larger than {names.LARGEST_BRIEF // 1_000_000} MB; no brief is.")
    if raw.startswith(b"PK\x03\x04"):
        raise BundleError(f"{shown} is an archive already; `briefing verify` reads it.")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BundleError(f"{shown}, line {line}: not UTF-8; save it again in that encoding.") from error


def pack(corpus: Corpus, brief: str, *, actors: Path | None = None, force: bool = False) -> Packed:
    """Pack a brief in Markdown with the files that it quotes. `actors` is the actors file.

    BundleError where it quotes nothing, and, unless by `force`, where a quotation is not found or a file cannot be
    packed; GoesAlong where a file holds more articles than are quoted.
    """
    try:
        raw = brief.encode("utf-8")
    except UnicodeEncodeError as error:
        raise BundleError("The brief holds half a character and cannot be packed; write the whole one.") from error
    quoted = _quoted(verifying.verify(brief, corpus))
    gathered = _Gathered()
    articles = list(_articles(corpus, quoted, gathered))
    _gather(real(corpus.corpus), {article.path: None for article in articles}, gathered)
    copies = Copies(gathered.files)
    _compare(articles, copies, gathered)
    report = verifying.verify(brief, copies)
    gathered.faults += _not_found(report)
    along = _along(copies, quoted)
    gathered.remarks += [*along, *_left_out(brief, quoted), *report.remarks]
    if gathered.faults and not force:
        raise BundleError(_refused(gathered.faults))
    contents = {names.BRIEF: raw}
    contents |= {f"{names.CORPUS}{path}": data for path, data in gathered.files.items()}
    if actors is not None:
        contents |= _slice(actors, copies, gathered)
    contents[names.README] = explaining.readme(gathered.faults, gathered.remarks, actors=_ACTORS in contents)
    contents[names.MANIFEST] = manifest.lines(contents)
    data = archive.write(contents, archive.moment())
    packed = Packed(data, tuple(gathered.files), tuple(gathered.faults), tuple(gathered.remarks))
    if along and not force:
        raise GoesAlong(along, packed)
    return packed


def check(target: Path, corpus: Path) -> None:
    """BundleError where no archive may be written, inside the corpus above all."""
    if why := refusal(target, corpus):
        raise BundleError(f"{inert_line(str(target))} was not written: {why}.")


def write(packed: Packed, target: Path, corpus: Path, *, overwrite: bool = False) -> None:
    """Write all of an archive or nothing. FileExistsError where the target exists and may not be replaced;
    BundleError where it cannot or must not be written, inside the corpus above all."""
    shown = inert_line(str(target))
    try:
        check(target, corpus)
        write_atomically(target, packed.data, overwrite=overwrite, mode=_MODE, outside=corpus)
    except FileExistsError as error:
        raise FileExistsError(f"{shown} exists already; choose another name, or ask to replace it.") from error
    except OSError as error:
        raise BundleError(f"{shown} was not written: {error.strerror}; choose another place.") from error


def _quoted(report: Report) -> list[str]:
    """The ids of the articles that a brief quotes: what else names an article does not count."""
    ids = [_article(one) for one in report.checked if one.words]
    if quoted := [id for id in dict.fromkeys(ids) if id]:
        return quoted
    raise BundleError(
        "The brief quotes no article: it has no quotation with an anchor, as `briefing export` writes them. "
        "Nothing was packed."
    )


def _article(one: Checked) -> str:
    if one.anchor:
        return one.anchor.article
    return one.article if one.verdict == "found" else ""


def _articles(corpus: Corpus, ids: Sequence[str], gathered: _Gathered) -> Iterator[Article]:
    for id in ids:
        try:
            yield corpus.article(id)
        except KeyError:
            gathered.faults.append(f"Article {inert_line(id)[:40]}, which it quotes, is not in the corpus.")


def _along(copies: Copies, quoted: Sequence[str]) -> list[str]:
    """Which files hold articles that the brief does not quote: a file goes into an archive as a whole."""
    more = Counter(copies.pages[id].path for id in copies.pages.keys() - set(quoted))
    return [
        f"{inert_line(path)} holds {number:,} more article{'s' * (number != 1)} that the brief does not quote; "
        f"{'they go' if number != 1 else 'it goes'} along."
        for path, number in sorted(more.items())
    ]


def _left_out(brief: str, quoted: Sequence[str]) -> Iterator[str]:
    number = len(set(_NOTED.findall(brief)).difference(quoted))
    if number == 1:
        yield "1 article of the brief is not quoted, so its file is not in the archive."
    elif number:
        yield f"{number:,} articles of the brief are not quoted, so their files are not in the archive."


def _gather(corpus: Path, paths: Mapping[str, None], gathered: _Gathered) -> None:
    """Read the files as they are now; what cannot be packed is said."""
    seen: dict[str, str] = {}
    room = archive.MOST_BYTES
    for path in sorted(paths):
        name = f"{names.CORPUS}{path}"
        other = seen.setdefault(names.alike(name), path)
        try:
            if why := names.unsafe(name):
                raise Unreadable(f"its name {why}; rename it and make the brief again")
            if other != path:
                raise Unreadable(f"on some systems it is one file with {inert_line(other)}; rename one of them")
            if len(gathered.files) >= archive.MOST_FILES - 10:
                raise Unreadable(f"an archive holds {archive.MOST_FILES:,} files at most")
            raw = formats.read_below(corpus, path)
            if len(raw) > room:
                raise Unreadable(f"an archive holds {archive.MOST_BYTES:,} bytes at most")
        except Unreadable as error:
            gathered.faults.append(f"{inert_line(path)} is not packed: {error}.")
            continue
        room -= len(raw)
        gathered.files[path] = raw


def _compare(articles: Sequence[Article], copies: Copies, gathered: _Gathered) -> None:
    """Say which files are not as they were when they were indexed."""
    for article in articles:
        path = inert_line(article.path)
        try:
            now = copies.article(article.id)
        except KeyError:
            now = None
        if article.path in copies.unreadable:
            gathered.faults.append(f"{path} cannot be read any more: {copies.unreadable[article.path]}.")
        elif article.path in gathered.files and now is None:
            gathered.faults.append(f"{path} does not hold article {article.id} any more.")
        elif now and now.body != article.body:
            gathered.remarks.append(f"{path} changed since it was indexed; it was packed as it is now.")


def _not_found(report: Report) -> list[str]:
    lost = [one for one in report.checked if one.verdict != "found"]
    return [f"Line {one.line} of the brief: the quotation is {_verdict(one)}." for one in lost]


def _verdict(one: Checked) -> str:
    because = f" ({inert_line(one.because)})" if one.because else ""
    return f"{one.verdict}{because}"


def _refused(faults: Sequence[str]) -> str:
    what = "The brief was not packed, since its check would not hold in the archive:"
    return "\n".join(
        [what, *_told(faults), "`briefing verify` shows the differences; --force packs it all the same, and says so."]
    )


def _told(sentences: Sequence[str]) -> list[str]:
    told = [f"  {sentence}" for sentence in sentences[:_MOST_TOLD]]
    more = len(sentences) - len(told)
    return [*told, f"  … and {more} more."] if more else told


def _slice(actors: Path, copies: Copies, gathered: _Gathered) -> dict[str, bytes]:
    """What the actors file has of the articles, by its name; nothing where it cannot be read, which is said."""
    try:
        return {_ACTORS: slicing.sliced(actorsfile.raw(actors), actors.name, copies.named)}
    except actorsfile.Mistakes as error:
        why = f"has mistakes, the first in {error.lines[0]}"
    except OSError as error:
        why = f"cannot be read: {error.strerror}"
    gathered.remarks.append(f"No part of the actors file was packed, since it {inert_line(why)}.")
    return {}
