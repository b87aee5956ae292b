"""The one place where whatever a foreign parser raises becomes a reason for people."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

from briefing.files import Unreadable

for _name in ("charset_normalizer", "feedparser", "ftfy", "htmldate", "pypdf", "trafilatura"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # else they write on the screen


@contextlib.contextmanager
def foreign(what: str) -> Iterator[None]:
    """Only calls into other people's parsers belong inside: all they raise leaves as Unreadable(`not {what}`).

    A package that is missing is no fault of the file, and is not taken for one. What the parser says may hold words of
    the file, and reasons reach logs and reports: only the kind of its complaint is told.
    """
    try:
        yield
    except (Unreadable, ImportError, MemoryError):
        raise
    except RecursionError as error:
        raise Unreadable(f"not {what} (nested too deeply)") from error
    except Exception as error:
        raise Unreadable(f"not {what} ({type(error).__name__})") from error
