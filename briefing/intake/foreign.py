"""The one place where whatever a foreign parser raises becomes a reason for people."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

from briefing.clean import clean_line
from briefing.files import Unreadable

for _name in ("charset_normalizer", "feedparser", "ftfy", "htmldate", "pypdf", "trafilatura"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # else they write on the screen


@contextlib.contextmanager
def foreign(what: str) -> Iterator[None]:
    """Only calls into other people's parsers belong inside: all they raise leaves as Unreadable(`not {what}`).

    A package that is missing is no fault of the file, and is not taken for one.
    """
    try:
        yield
    except (Unreadable, ImportError):
        raise
    except RecursionError as error:
        raise Unreadable(f"not {what} (nested too deeply)") from error
    except Exception as error:
        words = clean_line(str(error))[:120] or type(error).__name__
        raise Unreadable(f"not {what} ({words})") from error
