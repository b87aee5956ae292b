"""A file in the user's own editor, in the foreground of the terminal, which the reader leaves to it meanwhile."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from briefing.tui.running import ENDINGS

KEYS = (signal.SIGINT, signal.SIGQUIT)
"""What keys of the terminal send to everybody in its foreground: they are meant for the editor."""


class EditorError(Exception):
    """No editor can be begun: why, in a sentence."""


def editor(app: App[Any], environ: Mapping[str, str]) -> list[str]:
    """The words of the command that the user named; EditorError where there is none, or no terminal for it."""
    if app.is_web:
        raise EditorError("in a browser no editor can be opened: enter writes the brief")
    name = next((name for name in ("VISUAL", "EDITOR") if environ.get(name, "").strip()), None)
    if name is None:
        raise EditorError("neither $VISUAL nor $EDITOR names an editor: enter writes the brief")
    try:
        words = shlex.split(environ[name])
    except ValueError as error:
        raise EditorError(f"${name} is no command ({error}): enter writes the brief") from error
    if not shutil.which(words[0]):
        raise EditorError(f"${name} names {words[0]}, which is not here: enter writes the brief")
    return words


def edit(app: App[Any], command: Sequence[str], file: Path) -> str:
    """How it went, in words, once the editor has ended."""
    try:
        with app.suspend():
            ended = _ended(command, file)
    except SuspendNotSupported:
        return "no editor can be opened here"
    app.refresh(layout=True)
    return ended


def _ended(command: Sequence[str], file: Path) -> str:
    """Raises nothing: Textual takes the terminal back only where nothing was raised."""
    name = Path(command[0]).name
    try:
        with _deaf() as heeded:
            process = subprocess.Popen([*command, str(file.absolute())])  # noqa: S603 - the user's own
            heeded.append(process)
            code = process.wait()
    except (OSError, ValueError) as error:
        return f"{name} could not be begun: {getattr(error, 'strerror', None) or error}"
    if code < 0:
        return f"{name} was ended by signal {-code}"
    return f"{name} ended with exit code {code}" if code else f"opened in {name}"


@contextlib.contextmanager
def _deaf() -> Iterator[list[subprocess.Popen[bytes]]]:
    """What keys send is not for us; what else would end us is heard once the editor has ended.

    An editor that puts itself to sleep puts us to sleep too, so that the shell has the terminal; one whose terminal was
    closed hears of that.
    """
    heard: set[int] = set()
    heeded: list[subprocess.Popen[bytes]] = []

    def hear(number: int, _: object) -> None:
        heard.add(number)
        if number == signal.SIGHUP:
            for process in heeded:
                process.send_signal(number)

    listener = signal.set_wakeup_fd(-1)
    before = {number: signal.signal(number, hear) for number in {*ENDINGS, *KEYS}}
    before[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, lambda *_: os.kill(os.getpid(), signal.SIGSTOP))
    before[signal.SIGCONT] = signal.signal(signal.SIGCONT, signal.SIG_DFL)
    try:
        yield heeded
    finally:
        for given, handler in before.items():
            signal.signal(given, handler)
        signal.set_wakeup_fd(listener)
        for number in heard.difference(KEYS):
            signal.raise_signal(number)
