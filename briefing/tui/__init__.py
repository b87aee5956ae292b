"""The reader's screen: the only rooms that know Textual."""
