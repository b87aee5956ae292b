"""A brief with all that it cites, as one archive: packed so that its check holds in it, and read from any stranger."""

from briefing.bundling.archive import BundleError, is_one
from briefing.bundling.checking import verify
from briefing.bundling.packing import GoesAlong, Packed, check, pack, text_of, write

__all__ = ["BundleError", "GoesAlong", "Packed", "check", "is_one", "pack", "text_of", "verify", "write"]
