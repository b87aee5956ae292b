"""Where an article comes from: its file and its address, to be copied or read, never opened by us."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any, Literal

from textual.app import App

from briefing.article import Article
from briefing.inert import named
from briefing.library import Damaged, Library, LibraryError
from briefing.tui.messages import Tell
from briefing.tui.plain import plain
from briefing.tui.screens.choosing import Choosing
from briefing.tui.screens.saved_page import SavedPage

Way = Literal["path", "address", "page"]


def ways(article: Article, saved: date | None) -> dict[Way, str]:
    """What can be done, each with what it is about."""
    entry = f", entry {article.entry}" if article.entry else ""
    day = f", in the folder since {saved}" if saved else ""
    found: dict[Way, str] = {
        "page": f"read the page as it was saved{day}",
        "path": f"copy the path: {named(article.path)}{entry}",
    }
    if article.url:
        found["address"] = f"copy the address: {article.url}"
    return found


async def original(app: App[Any], library: Library, article: Article) -> Tell | None:
    """Say where it comes from, and copy or show what is chosen."""
    offered = ways(article, await asyncio.to_thread(_saved, library, article.id))
    number = await app.push_screen_wait(Choosing("The original", list(offered.values())))
    if number is None:
        return None
    way = list(offered)[number]
    if way == "page":
        return await _read(app, library, article)
    text = plain(str(library.corpus.absolute() / article.path) if way == "path" else article.url or "")
    app.copy_to_clipboard(text)
    return Tell(f"the {way} is in the clipboard, if the terminal takes it: {text}")


async def _read(app: App[Any], library: Library, article: Article) -> Tell | None:
    try:
        text = await asyncio.to_thread(library.page_text, article.id)
    except (KeyError, Damaged):
        return Tell("the page is not in the index any more", problem=True)
    await app.push_screen_wait(SavedPage(article.path, text))
    return None


def _saved(library: Library, id: str) -> date | None:
    try:
        return date.fromtimestamp(library.resolve(id).added)
    except (LibraryError, OSError, OverflowError, ValueError):
        return None
