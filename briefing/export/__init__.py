"""From articles to files that people pass on: briefs in Markdown, tables in JSON and CSV. Everything is inert text."""

from briefing.export.writing import ExportError, default_name, write

__all__ = ["ExportError", "default_name", "write"]
