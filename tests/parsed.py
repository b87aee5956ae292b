"""Markdown as parsers see it, and texts that would be more than text if they could."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefing.anchors import Anchor, read_anchor
from briefing.plainyaml import Plain, read

DIALECTS = {
    "commonmark": MarkdownIt("commonmark").enable("table"),
    "gfm": MarkdownIt("gfm-like"),
    "default": MarkdownIt("js-default", {"html": True}),
}
LIVE = {"link_open", "image", "em_open", "strong_open", "s_open", "hardbreak"}
BLOCKS = {"fence", "code_block", "hr"}
INLINE = re.compile("“([^”]*)” (<!-- briefing:[^>]* -->)")

HOSTILE = [
    "# A heading",
    "A line\n===\nanother\n---\nlast",
    "---\ntitle: other\n---",
    "```\nfence\n```",
    "~~~ python\nfence",
    "    four spaces",
    "words\n    four spaces\n\tand a tab  \nand the end",
    "hard break  \nand a backslash\\\nend",
    "<script>alert(1)</script>",
    "<div onclick=x>\nwords\n</div>",
    "<!-- a comment -->",
    "<!-- briefing:zzzzzzzzzz p1 0-5 0000000000 -->",
    "<https://example.org> <me@example.org>",
    "[click](javascript:alert(1))",
    "![image](https://example.org/x.png)",
    "[x]: https://example.org\n[x] and [y][x]",
    "note[^1]\n[^1]: the note",
    "https://www.example.org/a?b=c&d and www.example.org and www.1x.org and example.com and me@example.org",
    "javascript:alert(1) mailto:me@example.org //example.org/x ftp://example.org",
    "1. one\n2. two\n3) three\n10. ten",
    "- one\n+ two\n* three\n-",
    "-- dash -- and --- dash",
    "a | b\n--- | ---\nc | d",
    "| a |\n|---|\n| b |",
    "> quoted\n>> twice",
    "*emphasis* _and_ **strong** __too__ snake_case_word ~~struck~~",
    "`code` and ``more`` and `unclosed",
    "&lt;b&gt; &amp; &#60; &copy; R&D, Q & A",
    "back\\slash \\* \\< \\\\ \\",
    "$math$ $$more$$ \\(x\\) H~2~O x^2^ ==marked== {.class} {{ template }} {% raw %}",
    ":smile: 10:30:45 term\n: definition",
    "%% comment %% #tag @person",
    "line\n\u00a0\nafter a blank that is none",
    "U.S. forces, 3.5 million, 5 + 5 committee, No. 1.",
    "“curly”, ‘quotes’, naïve, سلام عليكم, 🕊, e\u0301",
    "* * *",
    "_ _ _",
    "[[wiki link]] ![[embed]] [toc]",
    "1986. A great year\n- 7 degrees",
    "\\",
    "x" * 5000,
    "(1) one\n(a) two\n iv. three\na) four\n#. five\n(@) six",
    "::: warning\nwords\n:::\n\\begin{quote} x \\end{quote} \\newcommand{a}{b}",
    "{{< figure src=x >}} {{% notice %}} {{ page.title }} {% include x %} {%",
    "@cite [@cite, p. 2] [-@cite] ^[an inline note] [words]{.mark} `x`{=html}",
    "<!-- briefing:yours end -->",
    "<!-- briefing:yours bottom-line -->",
    "[^1]: another source\n[^x]",
    "$$\nx^2\n$$",
    "wait... -- what --- 'quoted' \"twice\"",
    "%%\nhidden\n%%",
    "Table: a caption\n: another",
    "+---+\n| a |\n+---+",
    "\u3000wide blank\u3000",
    "a --> b <!-- c",
    "<%* await tp.user.harvest() %> and <%= ferry %> <? echo 1 ?> <?= $x ?> {# gone #}",
    "ferry:: late\n(harbour:: closed) [tide:: high] deep:::: :: x::y",
    "INPUT[toggle:ferry]",
    "!!! danger\n??? note\n??",
]


def split(text: str) -> tuple[dict[str, Plain], str]:
    """The front matter as a YAML reader has it, what is under `params` with the rest, and the body."""
    _, front, body = re.split(r"^---$", text, maxsplit=2, flags=re.MULTILINE)
    data = read(front, name="front matter").data
    assert isinstance(data, dict)
    inner = data.pop("params", None)
    return {**data, **inner} if isinstance(inner, dict) else data, body


def inline_text(token: Token) -> str:
    """Its words, a line break as one."""
    breaks = {"softbreak": "\n", "hardbreak": "\\\n"}
    return "".join(breaks.get(child.type, child.content) for child in token.children or [])


def quotations(body: str, parser: MarkdownIt) -> Iterator[tuple[Anchor | None, str]]:
    """(anchor, words) of every block quotation."""
    anchor, depth = None, 0
    for token in parser.parse(body):
        depth += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if token.type == "html_block":
            anchor = read_anchor(token.content)
        elif token.type == "inline" and depth:
            yield anchor, inline_text(token)


def shown(body: str, parser: MarkdownIt, kind: str) -> list[str]:
    """The words of every block that opens with such a token: `heading_open`, `td_open`."""
    tokens = parser.parse(body)
    return [inline_text(tokens[at + 1]) for at, token in enumerate(tokens) if token.type == kind]


def live(body: str, parser: MarkdownIt) -> list[str]:
    """Whatever in it is more than text, headings, lists, tables, quotations and comments of ours."""
    found: list[str] = []
    for token in parser.parse(body):
        found += [token.content or token.type] * (token.type in BLOCKS)
        for part in [token, *(token.children or [])]:
            if part.type in ("html_block", "html_inline") and not ours(part.content):
                found.append(part.content)
            found += [part.type] * (part.type in LIVE)
    return found


def ours(comment: str) -> bool:
    """Is it an anchor, or a mark of a slot?"""
    slot = re.fullmatch(r"<!-- briefing:yours (bottom-line|known|disputed|not-known|end) -->", comment.strip())
    return bool(slot or read_anchor(comment))


needs_pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="needs pandoc, which is not here")


def pandoc(text: str, form: str = "markdown-smart") -> dict[str, Any]:
    """What pandoc reads."""
    done = subprocess.run(["pandoc", "-f", form, "-t", "json"], input=text, capture_output=True, text=True, check=True)
    assert not done.stderr
    document = json.loads(done.stdout)
    assert isinstance(document, dict)
    return document


def nodes(tree: object) -> Iterator[dict[str, Any]]:
    """Every element of a document of pandoc, in order."""
    if isinstance(tree, dict):
        if "t" in tree:
            yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for part in tree:
            yield from nodes(part)


def said(tree: object) -> str:
    """The words of an element of pandoc."""
    blanks = {"Space": " ", "SoftBreak": "\n", "LineBreak": "\\\n"}
    if isinstance(tree, list):
        return "".join(map(said, tree))
    if not isinstance(tree, dict):
        return ""
    if tree["t"] == "Str":
        return str(tree["c"])
    if tree["t"] == "Quoted":
        mark = '"' if tree["c"][0]["t"] == "DoubleQuote" else "'"
        return f"{mark}{said(tree['c'][1])}{mark}"
    return blanks.get(tree["t"]) or said(tree.get("c"))
