"""The check of a brief in an archive that anybody may have made: whether it is whole, then its quotations."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from briefing import verifying
from briefing.bundling import archive, manifest, names
from briefing.bundling.archive import BundleError
from briefing.bundling.copies import Copies
from briefing.bundling.explaining import CONSISTENT
from briefing.export import edited
from briefing.inert import inert_line
from briefing.verifying import Report


def verify(file: Path) -> Report:
    """Find every quotation of the brief in an archive in the copies beside it; BundleError where it is no such one."""
    contents = archive.read(file)
    shown = inert_line(file.name)
    if names.BRIEF not in contents:
        raise BundleError(f"{shown} holds no {names.BRIEF}; it was not made by `briefing bundle`.")
    if len(contents[names.BRIEF]) > names.LARGEST_BRIEF:
        raise BundleError(
            f"{names.BRIEF} in {shown} is larger than {names.LARGEST_BRIEF // 1_000_000} MB; no brief is."
        )
    try:
        brief = contents[names.BRIEF].decode("utf-8")
    except UnicodeDecodeError as error:
        raise BundleError(f"{names.BRIEF} in {shown} is not UTF-8.") from error
    faults = manifest.faults(contents)
    saved = names.CORPUS
    copies = Copies({name.removeprefix(saved): data for name, data in contents.items() if name.startswith(saved)})
    report = verifying.verify(brief, copies)
    unread = [f"{inert_line(path)} in it cannot be read: {why}." for path, why in copies.unreadable.items()]
    remarks = (*faults, *unread, *report.remarks, *edited.remarks(brief), CONSISTENT)
    return replace(report, remarks=remarks, sound=report.sound and not faults)
