"""What the reader did, kept for good: the only room with SQLite that holds anything precious."""

from briefing.state.file import StateError
from briefing.state.lines import Note, Shelved
from briefing.state.store import KINDS, Marks, State, paragraph_number, words_hash

__all__ = ["KINDS", "Marks", "Note", "Shelved", "State", "StateError", "paragraph_number", "words_hash"]
