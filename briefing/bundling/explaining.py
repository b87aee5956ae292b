"""What an archive says of itself to whoever opens it: what is in it, how to check it, and what that shows."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from briefing.bundling.names import BRIEF, CORPUS, MANIFEST
from briefing.inert import inert_line

CONSISTENT = (
    f"{MANIFEST} shows that the files belong together and that none was damaged. It does not show who made them: "
    "whoever can change a file can change its hash there too."
)
FOUND = (
    "“Found” means that these words stand in the saved copy, at the place that the brief names. "
    "It does not mean that they were said, that they are true, or that the copy is as the publisher put it out."
)


def readme(faults: Sequence[str], remarks: Sequence[str], *, actors: bool) -> bytes:
    """The text, a letter to a reader who has never seen one of these."""
    holds = [
        f"    {BRIEF:21}the brief",
        f"    {CORPUS:21}the saved copies that it quotes, as they were when it was packed",
        *(
            [f"    {CORPUS + 'actors.yaml':21}who is who in them: the part of an actors file that they need"]
            if actors
            else []
        ),
        f"    {MANIFEST:21}the SHA-256 of every file",
    ]
    checks = [
        "To check that the files are whole, in the folder that this was unpacked into:",
        f"    sha256sum -c {MANIFEST}",
        f"    shasum -a 256 -c {MANIFEST}        (on macOS)",
        "To find every quotation of the brief in the saved copies, with the program “briefing”:",
        f"    briefing verify {BRIEF} --corpus {CORPUS.rstrip('/')}",
        "or on the archive itself, which need not be unpacked for that:",
        "    briefing verify ARCHIVE.zip",
    ]
    parts = [
        "A brief, with all that it quotes",
        "\n".join(holds),
        "\n".join(checks),
        _filled(FOUND),
        _filled(CONSISTENT),
    ]
    if faults:
        warning = "WARNING. This was packed although its check does not hold:"
        parts.insert(1, "\n".join([warning, *map(_item, faults)]))
    if remarks:
        parts.append("\n".join(["Said when it was packed:", *map(_item, remarks)]))
    return ("\n\n".join(parts) + "\n").encode()


def _item(text: str) -> str:
    return textwrap.fill(inert_line(text), 100, initial_indent="- ", subsequent_indent="  ")


def _filled(text: str) -> str:
    return textwrap.fill(text, 100)
