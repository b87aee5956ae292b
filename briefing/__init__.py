"""briefing: a terminal reader for a folder of saved news articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.library import Library

__version__ = "0.1.0"
__all__ = ["Library", "__version__"]


def __getattr__(name: str) -> object:
    """`from briefing import Library` imports it, and `import briefing` does not wait for it."""
    if name == "Library":
        from briefing.library import Library

        return Library
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
