"""briefing: a terminal reader for a folder of saved news articles."""

__version__ = "0.1.0"
