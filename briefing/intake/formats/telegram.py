"""Telegram's chat export (`result.json`): every message with text is a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefing.article import Page
from briefing.clean import clean_line
from briefing.files import Unreadable
from briefing.intake.days import clock, iso_day
from briefing.intake.many import not_too_many


def is_export(data: object) -> bool:
    """Is it one chat, or an export of several?"""
    return isinstance(data, dict) and bool(_chats(data))


def pages(path: str, data: dict[str, Any], encoding: str) -> list[Page]:
    """One page a message, told apart by its id; in an export of several chats, by chat and message."""
    chats = _chats(data)
    several = len(chats) > 1 or "chats" in data
    read = list(not_too_many(page for chat in chats for page in _messages(path, chat, several, encoding)))
    if not read:
        raise Unreadable("no text in it: a Telegram export without a message that has text")
    return read


def _chats(data: dict[str, Any]) -> list[dict[str, Any]]:
    held = data.get("chats")
    listed = held.get("list") if isinstance(held, dict) else [data]
    return [
        chat
        for chat in (listed if isinstance(listed, list) else [])
        if isinstance(chat, dict) and isinstance(chat.get("messages"), list) and ("name" in chat or "type" in chat)
    ]


def _messages(path: str, chat: dict[str, Any], several: bool, encoding: str) -> Iterator[Page]:
    for place, message in enumerate(chat["messages"], 1):
        if not isinstance(message, dict) or message.get("type", "message") != "message":
            continue
        if text := said(message.get("text")).strip():
            id = _scalar(message.get("id")) or f"place {place}"
            entry = f"{_scalar(chat.get('id')) or _scalar(chat.get('name'))}/{id}" if several else id
            yield Page(path=path, text=text, entry=entry, meta=_meta(message, chat), encoding=encoding)


def said(text: object) -> str:
    """The words of a message: a string, or a list of strings and of objects (links, bold words) with their text."""
    if isinstance(text, list):
        return "".join(said(part) for part in text if not isinstance(part, list))
    if isinstance(text, dict):
        text = text.get("text")
    return text if isinstance(text, str) else ""


def _meta(message: dict[str, Any], chat: dict[str, Any]) -> dict[str, str]:
    date, name = _scalar(message.get("date")), _scalar(chat.get("name"))
    sender, day = _scalar(message.get("from")), iso_day(date)
    found = {
        "source": name,
        "author": sender if sender != name else "",
        "origin": _scalar(message.get("forwarded_from")),
        "date": day or "",
        "date_evidence": f"date of the message: {date}" if day else "",
        "time": (clock(date) or "") if day else "",
        "updated": iso_day(_scalar(message.get("edited"))) or "",
    }
    return {key: value for key, value in found.items() if value}


def _scalar(value: object) -> str:
    return clean_line(value) if isinstance(value, str) else str(value) if isinstance(value, int) else ""
