"""The reader's screen: the only rooms that know Textual, which serves here nobody but the reader."""

import os

for _name in ("TEXTUAL", "TEXTUAL_DEBUG", "TEXTUAL_LOG", "TEXTUAL_PRESS", "TEXTUAL_SCREENSHOT"):
    os.environ.pop(_name, None)  # Textual's tools speak over a socket, write down every key, and press some themselves
