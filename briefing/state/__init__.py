"""What the reader did, kept for good: the only room with SQLite that holds anything precious."""

from briefing.state.file import StateError
from briefing.state.lines import LONGEST_LINE, LONGEST_NOTE, Note, Shelved
from briefing.state.marks import KINDS, LONGEST_TAG, QUOTES, Marks
from briefing.state.paragraphs import paragraph_number, words_hash
from briefing.state.store import State

__all__ = [
    "KINDS",
    "LONGEST_LINE",
    "LONGEST_NOTE",
    "LONGEST_TAG",
    "QUOTES",
    "Marks",
    "Note",
    "Shelved",
    "State",
    "StateError",
    "paragraph_number",
    "words_hash",
]
