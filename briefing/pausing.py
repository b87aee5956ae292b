"""A pause for the garbage collector while many small objects are made, none of them in circles."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """Half of the time to make 100,000 rows would go into looking through them."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def paused() -> None:
    """From now on, as at the start of a program that makes much and throws nothing away."""
    gc.disable()


def resumed() -> None:
    """From now on; what is there by now is looked through no more."""
    gc.freeze()
    gc.enable()
