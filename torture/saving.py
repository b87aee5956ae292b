"""An article saved in each format, with good facts and bad ones beside it."""

from __future__ import annotations

import html
import json
import random
from collections.abc import Callable

from torture.pieces import DATES, HOSTILE, NAMES


def _facts(text: str, dice: random.Random) -> dict[str, str]:
    """What a format says beside the text: some of it good, some of it anything."""

    def value(good: str) -> str:
        other = dice.choice((*HOSTILE, *DATES, *NAMES, text[:300], "", "x" * 5_000))
        return dice.choice((good, good, good, f"{good}{other}", f"{other}{good}", other))

    good = {
        "title": "Talks on the crossings",
        "date": dice.choice(DATES),
        "author": "A. Writer",
        "source": "Pasla Herald",
        "url": "https://news.example/2020/05/04/talks",
        "language": "en",
        "updated": dice.choice(DATES),
    }
    return {name: value(words) for name, words in good.items() if dice.random() < 0.8}


def _plain(text: str, dice: random.Random) -> str:
    return text


def _markdown(text: str, dice: random.Random) -> str:
    mark = dice.choice(("", "", '"', "'", "|\n  ", "[", "&a ", "*a", "!!str "))
    front = "".join(
        f"{name}: {mark}{value}{mark if mark in chr(34) + chr(39) else ''}\n"
        for name, value in _facts(text, dice).items()
    )
    return f"---\n{front}{dice.choice(('---', '---', '...', '', '----'))}\n{text}"


def _page(text: str, dice: random.Random) -> str:
    facts = {name: html.escape(value) if dice.random() < 0.8 else value for name, value in _facts(text, dice).items()}
    metas = "".join(
        f'<meta property="{dice.choice(("og:", "article:", ""))}{name}" content="{value}">'
        for name, value in facts.items()
    )
    linked = json.dumps({"@type": "NewsArticle", "headline": facts.get("title"), "datePublished": facts.get("date")})
    tag = dice.choice(("p", "p", "p", "div", "li", "td", "pre", "h2", "blockquote"))
    written = html.escape(text) if dice.random() < 0.8 else text
    body = "".join(f"<{tag}>{part}</{dice.choice((tag, tag, 'x'))}>" for part in written.split("\n\n"))
    deep = "<div>" * dice.choice((0, 0, 0, 10, 3_000))
    head = f'<title>{facts.get("title", "")}</title>{metas}<script type="application/ld+json">{linked}</script>'
    stamp = f'<h1>{facts.get("title", "")}</h1><time datetime="{facts.get("date", "")}"></time>'
    return f"<!doctype html><html><head>{head}</head><body>{deep}<article>{stamp}{body}</article></body></html>"


def _feed(text: str, dice: random.Random) -> str:
    def item(part: str) -> str:
        facts = {name: html.escape(value) for name, value in _facts(part, dice).items()}
        return (
            f"<item><title>{facts.get('title', '')}</title><link>{facts.get('url', '')}</link>"
            f"<pubDate>{facts.get('date', '')}</pubDate><description>{html.escape(part)}</description></item>"
        )

    third = max(1, len(text) // 3)
    items = "".join(item(text[at : at + third]) for at in range(0, len(text), third))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Herald</title>{items}</channel></rss>'


def _entries(text: str, dice: random.Random) -> list[dict[str, object]]:
    half = max(1, len(text) // dice.choice((1, 2)))
    parts = [text[at : at + half] for at in range(0, len(text), half)] or [""]
    odd: tuple[object, ...] = (None, 7, [], {}, ["x"], True, -1e308, "")
    return [
        {
            **_facts(part, dice),
            dice.choice(("text", "body", "content")): part,
            dice.choice(("id", "url", "title", "date", "more")): dice.choice(("x", "https://e.example/1", *odd)),
        }
        for part in parts
    ]


def _json(text: str, dice: random.Random) -> str:
    entries = _entries(text, dice)
    deep = dice.choice((0, 0, 0, 5, 5_000))
    told = json.dumps(dice.choice((entries, entries[0], {"articles": entries})), ensure_ascii=dice.random() < 0.5)
    return "[" * deep + told + "]" * deep


def _jsonlines(text: str, dice: random.Random) -> str:
    lines = [json.dumps(entry, ensure_ascii=dice.random() < 0.5) for entry in _entries(text, dice)]
    return "\n".join((*lines, *dice.choices(("", "{", "[]", "null", '{"text": 3}', lines[0], lines[0][:50]), k=2)))


def _mail(text: str, dice: random.Random) -> str:
    facts = _facts(text, dice)
    named = {"From": "author", "Subject": "title", "Date": "date"}
    head = "".join(f"{name}: {facts.get(fact, '')}\n" for name, fact in named.items())
    kind = dice.choice(
        ("text/plain; charset=utf-8", "text/html", "text/plain; charset=no-such", "multipart/mixed; boundary=b")
    )
    body = f"--b\nContent-Type: text/plain\n\n{text}\n--b--\n" if "multipart" in kind else text
    return f"{head}MIME-Version: 1.0\nContent-Type: {kind}\n\n{body}"


def _archive(text: str, dice: random.Random) -> str:
    head = "From: <Saved by a browser>\nSnapshot-Content-Location: https://news.example/2020/05/04/talks\n"
    kind = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
    return f"{head}{kind}--b\nContent-Type: text/html\n\n{_page(text, dice)}\n--b--\n"


WRITERS: dict[str, Callable[[str, random.Random], str]] = {
    ".txt": _plain,
    ".text": _plain,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _page,
    ".rss": _feed,
    ".json": _json,
    ".jsonl": _jsonlines,
    ".eml": _mail,
    ".mhtml": _archive,
}
"""The ending of a file to what writes such a file of a text."""
