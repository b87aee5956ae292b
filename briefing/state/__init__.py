"""What the reader did, kept for good: the only room with SQLite that holds anything precious."""

from briefing.state.file import StateError
from briefing.state.lines import Note
from briefing.state.store import KINDS, State, paragraph_of, words_hash

__all__ = ["KINDS", "Note", "State", "StateError", "paragraph_of", "words_hash"]
