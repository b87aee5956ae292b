"""A brief, the files that it cites as they are now, and who is who in them, packed where its check holds there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from briefing import plainyaml, verifying
from briefing.anchors import read_anchor
from briefing.article import Article
from briefing.bundling import archive, explaining, manifest, names
from briefing.bundling.archive import BundleError
from briefing.bundling.copies import Copies
from briefing.files import Unreadable
from briefing.inert import inert_line
from briefing.intake import formats
from briefing.naming import actorsfile, slicing
from briefing.paths import refusal, write_atomically
from briefing.verifying import Checked, Report

_COMMENT = re.compile(r"<!--\s{1,20}briefing:[^<>]{1,200}-->")
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_IDS = "briefing_ids"
_NOTED = re.compile(r"\barticle `([0-9a-z]{10})`")
"""As the sources of a brief name an article."""
_ACTORS = f"{names.CORPUS}actors.yaml"
_MODE = 0o666
"""Less what the umask takes: an archive is the user's own file."""
_MOST_TOLD = 20
_LARGEST_BRIEF = 20_000_000


class Corpus(Protocol):
    """What is asked of a library here."""

    corpus: Path

    def article(self, id: str) -> Article:
        """One article; KeyError for an id that is not here."""


@dataclass(frozen=True, slots=True)
class Packed:
    """An archive, and what to say of it."""

    data: bytes
    files: int
    """Saved copies in it."""
    faults: tuple[str, ...] = ()
    """Why its check does not hold, where it was packed all the same; sentences."""
    remarks: tuple[str, ...] = ()


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
        raw = stream.read(_LARGEST_BRIEF + 1)
    if len(raw) > _LARGEST_BRIEF:
        raise BundleError(f"{shown} is larger than {_LARGEST_BRIEF // 1_000_000} MB; no brief is.")
    if raw.startswith(b"PK\x03\x04"):
        raise BundleError(f"{shown} is an archive already; `briefing verify` reads it.")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BundleError(f"{shown}, line {line}: not UTF-8; save it again in that encoding.") from error


def pack(corpus: Corpus, brief: str, *, actors: Path | None = None, force: bool = False) -> Packed:
    """Pack a brief in Markdown with what it cites. `actors` is the actors file, `force` packs what cannot be checked.

    BundleError where it cites nothing, and where a quotation is not found or a file cannot be packed.
    """
    try:
        raw = brief.encode("utf-8")
    except UnicodeEncodeError as error:
        raise BundleError("The brief holds half a character and cannot be packed; write the whole one.") from error
    cited, remarks = _cited(brief)
    gathered = _Gathered(remarks=remarks)
    articles = list(_articles(corpus, cited, _NOTED.findall(brief), gathered))
    _gather(corpus.corpus, {article.path: None for article in articles}, gathered)
    copies = Copies(gathered.files)
    _compare(articles, copies, gathered)
    report = verifying.verify(brief, copies)
    gathered.faults += _not_found(report)
    gathered.remarks += report.remarks
    if gathered.faults and not force:
        raise BundleError(_refused(gathered.faults))
    contents = {names.BRIEF: raw}
    contents |= {f"{names.CORPUS}{path}": data for path, data in gathered.files.items()}
    if actors is not None:
        contents |= _slice(actors, copies, gathered)
    contents[names.README] = explaining.readme(gathered.faults, gathered.remarks, actors=_ACTORS in contents)
    contents[names.MANIFEST] = manifest.lines(contents)
    data = archive.write(contents, archive.moment())
    return Packed(data, len(gathered.files), tuple(gathered.faults), tuple(gathered.remarks))


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
        write_atomically(target, packed.data, overwrite=overwrite, mode=_MODE)
    except FileExistsError as error:
        raise FileExistsError(f"{shown} exists already; choose another name, or ask to replace it.") from error
    except OSError as error:
        raise BundleError(f"{shown} was not written: {error.strerror}; choose another place.") from error


def _cited(brief: str) -> tuple[list[str], list[str]]:
    """The ids that the anchors and the front matter of a brief name, in their order; and what to say of that."""
    anchors = (read_anchor(comment) for comment in _COMMENT.findall(brief))
    ids = [anchor.article for anchor in anchors if anchor]
    remarks = []
    try:
        ids += _listed(brief)
    except plainyaml.YamlError as error:
        remarks.append(f"The front matter of the brief cannot be read ({error}); only what it quotes was packed.")
    if not ids:
        raise BundleError(
            "The brief cites no article: it has no quotation with an anchor, as `briefing export` writes them, "
            f"and no `{_IDS}` in its front matter. Nothing was packed."
        )
    return list(dict.fromkeys(ids)), remarks


def _listed(brief: str) -> list[str]:
    front = _FRONT.match(brief)
    if front is None:
        return []
    data = plainyaml.read(front[1], name="front matter", first_line=2).data
    keys = data if isinstance(data, dict) else {}
    under = keys.get("params")
    ids = keys.get(_IDS) or (under.get(_IDS) if isinstance(under, dict) else None)
    return [id for id in ids if isinstance(id, str)] if isinstance(ids, list) else []


def _articles(corpus: Corpus, ids: Sequence[str], noted: Sequence[str], gathered: _Gathered) -> Iterator[Article]:
    for id in dict.fromkeys([*ids, *noted]):
        try:
            yield corpus.article(id)
        except KeyError:
            if id not in ids:
                continue
            gathered.faults.append(f"Article {inert_line(id)[:40]}, which it cites, is not in the corpus.")


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
            raw = _copied(corpus, path)
            if len(raw) > room:
                raise Unreadable(f"an archive holds {archive.MOST_BYTES:,} bytes at most")
        except Unreadable as error:
            gathered.faults.append(f"{inert_line(path)} is not packed: {error}.")
            continue
        room -= len(raw)
        gathered.files[path] = raw


def _copied(corpus: Path, path: str) -> bytes:
    """The bytes of a file of the corpus; a link on the way to it is refused, as it is in reading."""
    for folder in (corpus / path).parents:
        if folder == corpus:
            break
        if folder.is_symlink():
            raise Unreadable("the folder that it lies in is a link by now")
    return formats.read_file(corpus / path)


def _compare(articles: Sequence[Article], copies: Copies, gathered: _Gathered) -> None:
    """Say which files are not as they were when they were indexed."""
    for article in articles:
        path = inert_line(article.path)
        if article.path in copies.unreadable:
            gathered.faults.append(f"{path} cannot be read any more: {copies.unreadable[article.path]}.")
        elif article.path in gathered.files and article.id not in copies.pages:
            gathered.faults.append(f"{path} does not hold article {article.id} any more.")
        elif article.id in copies.pages and copies.article(article.id).body != article.body:
            gathered.remarks.append(f"{path} changed since it was indexed; it was packed as it is now.")


def _not_found(report: Report) -> list[str]:
    lost = [one for one in report.checked if one.verdict != "found"]
    return [f"Line {one.line} of the brief: the quotation is {_verdict(one)}." for one in lost]


def _verdict(one: Checked) -> str:
    because = f" ({inert_line(one.because)})" if one.because else ""
    return f"{one.verdict}{because}"


def _refused(faults: Sequence[str]) -> str:
    told = [f"  {fault}" for fault in faults[:_MOST_TOLD]]
    if more := len(faults) - len(told):
        told.append(f"  … and {more} more.")
    what = "The brief was not packed, since its check would not hold in the archive:"
    return "\n".join(
        [what, *told, "`briefing verify` shows the differences; --force packs it all the same, and says so."]
    )


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
