"""The main screen, which owns the state, and the dialogs, which return a value."""
