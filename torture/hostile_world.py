"""A corpus, an actors file, marks and wishes all of whose fields hold one payload, each beside letters that name it."""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from briefing import library
from briefing.state import Shelved, State, StateError

ESC, BEL, ST = "\x1b", "\x07", "\x1b\\"
PAYLOADS = {
    "titles": f"{ESC}]0;pwned{BEL}{ESC}]2;pwned{ST}{ESC}kpwned{ST}",
    "a link": f"{ESC}]8;;https://news.example/x{ST}pwned{ESC}]8;;{ST}",
    "the clipboard": f"{ESC}]52;c;{base64.b64encode(b'pwned').decode()}{BEL}{ESC}]52;p;?{ST}",
    "an order without an end": f"{ESC}]0;pwned",
    "clearing": f"{ESC}[2J{ESC}[H{ESC}[3J{ESC}[1;1f{ESC}[10A{ESC}[r{ESC}[8;1;1t",
    "reports": f"{ESC}[6n{ESC}[c{ESC}[>c{ESC}]4;1;?{BEL}{ESC}[21t{ESC}Z{ESC}[?1$p",
    "modes": f"{ESC}[?1049l{ESC}[?25l{ESC}[?1003h{ESC}[?2004l{ESC}[<u{ESC}[4h{ESC}[5m{ESC}[8m",
    "device strings": f'{ESC}P$q"p{ST}{ESC}P+q544e{ST}{ESC}Ptmux;{ESC}{ESC}]52;c;eA=={BEL}{ST}',
    "other strings": f"{ESC}_Ga=T;AAAA{ST}{ESC}^pwned{ST}{ESC}Xpwned{ST}",
    "eight bits": "\x9b2J\x9d0;pwned\x9c\x90q\x9c\x9fG\x9c\x9epm\x9c\x98sos\x9c\x84\x85\x88\x8d\x8e\x8f\x9a",
    "reset": f"{ESC}c{ESC}7{ESC}8{ESC}(0{ESC}#8{ESC}%G{ESC} F{ESC}>{ESC}=\x0e\x0f",
    "direction": "\u202egnp\u202c\u202dx\u202c\u2066a\u2069\u2067b\u2069\u2068c\u2069\u200e\u200f\u061c",
    "what is not seen": "\ufeff\u200b\u200c\u200d\u2060\ufff9\ufffa\ufffb\U000e0041\U000e0067\U000e007f",
    "controls": "\x00\x01\x05\x07\x08\x08\r\x0b\x0c\x11\x13\x18\x1a\x7f",
    "halves": "\ud83d|\udc80|\udcff|\udc1b[2J|\ud800\udbff",
    "separators": "\u2028\u2029\x85\x1c\x1d\x1e\x1f|",
    "marks": "a" + "".join(map(chr, range(0x0300, 0x036F))) * 3,
    "nested": f"{ESC}{ESC}[[31m31m{ESC}[3{ESC}[31m1m{ESC}{ESC}]0;a{BEL}]0;b{BEL}\x9b\x9b31m31m{ESC}\u202e[2J",
    "overlapping": f"{ESC}]0;{ESC}[31m{BEL}{ESC}[{ESC}]0;x{BEL}2J{ESC}]52;c;{ESC}]52;c;eA=={BEL}{BEL}{ESC}\ud800[2J",
    "written out": "&#27;]0;x&#7;&#x9b;2J&#155;&#x202e; \\u001b]0;x\\u0007 \\e[2J \\x1b[2J %1b]0;x%07 =1B]0;x=07 ^[[2J",
    "of some terminals": f"{ESC}]1337;File=inline=1:AAAA{BEL}{ESC}]9;pwned{BEL}{ESC}]777;notify;a;b{BEL}",
}
DAY = "2026-01-05"
MOST = 60
"""Characters of a key in YAML, which may have 1,024 when they are escaped."""


def field(name: str, payload: str) -> str:
    """What stands in a field: letters that name it, and the payload."""
    return f"Q{name}q {payload} z{name}Z"


def name_of(name: str, payload: str) -> str:
    """The same as the name of a file."""
    return field(name, payload).replace("/", "").replace("\0", "")[:80].encode("utf-8", "replace").decode()


def make(folder: Path, payload: str) -> Path:
    """Files, names, marks and wishes; the corpus, indexed. To be done in a process that is thrown away."""
    corpus = folder / name_of("corpus", payload)
    corpus.mkdir(parents=True)
    (corpus / "actors.yaml").write_text(yaml(_actors(payload)), "utf-8")
    (corpus / "all.json").write_text(json.dumps([_article(payload)]), "utf-8")
    (corpus / name_of("folder", payload)).mkdir()
    file = name_of("file", payload) + os.fsdecode(b"\xff" if "\ud800" in payload else b"")
    (corpus / f"{file}.txt").write_text("Zed Orsek met nobody.")
    text = f"{field('plain', payload)}\n\nZed Orsek met nobody on 5 May 2020. {payload}\n"
    for number, ending in enumerate(("txt", "md", "html", "eml", "bin", "json")):
        (corpus / f"{number}.{ending}").write_bytes(_as(ending, text, payload))
    library.index(corpus, ner=None)
    opened = library.Library.open(corpus)
    try:
        _marked(opened.state, [row.id for row in opened.rows], payload)
    finally:
        opened.close()
    config = Path(os.environ["BRIEFING_CONFIG"])
    config.mkdir(parents=True, exist_ok=True)
    return corpus


def wish(payload: str) -> None:
    """Wishes that make no sense, and are told of."""
    keys = {field("action", payload)[:MOST]: "x"}
    Path(os.environ["BRIEFING_CONFIG"], "config.yaml").write_text(
        yaml({"theme": field("theme", payload), "keys": keys})
    )


def open_the_door() -> None:
    """Take the sanitiser out, everywhere: what is left is the other guard alone."""
    from briefing import clean

    for guard in (clean.clean, clean.clean_line):
        for name, module in list(sys.modules.items()):
            if name.startswith("briefing") and getattr(module, guard.__name__, None) is guard:
                setattr(module, guard.__name__, _let_in)


def _let_in(text: str) -> str:
    """All of it, but for what no file and no terminal can hold."""
    return text.encode("utf-8", "replace").decode()


def yaml(value: object) -> str:
    """JSON is YAML, but for halves of letters, and for characters that YAML wants to see escaped, each by itself."""
    return "".join(
        letter if " " <= letter <= "~" else f"\\U{ord(letter):08x}" if ord(letter) > 0xFFFF else f"\\u{ord(letter):04x}"
        for letter in json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    )


def _article(payload: str) -> dict[str, str]:
    body = (
        f"PASLA (Qdateline {payload} News) — Zed Orsek met the Grand Front in Velm. {field('body', payload)}.\n\n"
        f"“We {payload} will sail again on 3 May 2025,” said the front leader. Zed Orsek {payload} left.\n\n"
        f"Read more: {field('furniture', payload)}"
    )
    names = ("id", "title", "source", "author", "language", "section")
    return {name: field(name, payload) for name in names} | {
        "url": f"https://news.example/Qurlq{payload}zurlZ",
        "date": DAY,
        "text": body,
    }


def _actors(payload: str) -> dict[str, object]:
    post = {"title": field("post", payload), "group": "g", "start": "2010-01", "phrases": ["front leader"]}
    return {
        "version": "1",
        "groups": [
            {
                "id": "g",
                "name": field("group", payload),
                "kind": "armed-force",
                "faction": True,
                "aliases": ["Grand Front"],
            }
        ],
        "people": [
            {
                "id": "zed",
                "name": field("name", payload),
                "aliases": ["Zed Orsek", field("alias", payload)],
                "posts": [post | {"source": field("reference", payload)}],
            }
        ],
        "places": [{"id": "velm", "name": field("place", payload), "country": "XA", "aliases": ["Velm"]}],
    }


def _as(ending: str, text: str, payload: str) -> bytes:
    raw = text.replace("\0", "").encode("utf-8", "replace")  # otherwise it would be no text at all
    if ending == "md":
        return f"---\ntitle: {yaml(field('yaml', payload))}\nauthor: {yaml(payload)}\n---\n\n".encode() + raw
    if ending == "html":
        escaped = "".join(f"&#{ord(letter)};" for letter in payload)
        return f"<title>{field('html', escaped)}</title><p>Zed Orsek {escaped} met nobody at all.</p>".encode()
    if ending == "eml":
        packed = base64.b64encode(field("subject", payload).encode("utf-8", "surrogatepass")).decode()
        head = f"From: a@news.example\nSubject: =?utf-8?b?{packed}?=\nContent-Type: text/plain; charset=utf-8\n\n"
        return head.encode() + raw
    return b"{" + raw if ending == "json" else raw


def _marked(state: State, ids: list[str], payload: str) -> None:
    tries: list[Callable[[], object]] = [
        partial(state.set, f"tag:{field('tag', payload)[:60].replace(chr(34), '')}", ids, True),
        partial(state.note, ids[0], field("note", payload)),
        partial(state.save, field("saved", payload), field("savedquery", payload)),
        partial(state.save, "Qplainq", field("savedquery", payload)),
        partial(state.asked, field("history", payload)),
        partial(state.shelve, [Shelved(id) for id in ids], True),
    ]
    for trial in tries:
        with suppress(StateError):  # a name that holds what no name may hold is refused
            trial()
