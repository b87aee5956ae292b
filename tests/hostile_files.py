"""Files of strangers, made by function: bombs, loops, depths and lies in every format that is read, and bad names."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import socket
import zlib
from collections.abc import Callable
from pathlib import Path

PLAIN = "The council met the crews on Monday to settle the dispute over night crossings.\n"
PAGE = f"<html><head><title>Talks</title></head><body><article><h1>Talks</h1><p>{PLAIN * 5}</p>"
ATTACKS = (
    "\x1b]52;c;cm0=\x07\x1b]8;;file:///etc/passwd\x1b\\x\x1b]8;;\x1b\\\x1b[2J\x1b[31m\x1bc\x9b2J\x9d0;t\x9c\u202eevil\u2069"
    "\x00\x07\x08\x7f\x85\u2028\ufeff\U000e0041\x1bP+q\x1b\\"
)
"""Everything that a terminal might obey."""
XML_ATTACKS = "".join(f"&#{ord(letter)};" for letter in ATTACKS)
Made = Callable[[], bytes]


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R", start: int | None = None) -> bytes:
    """A file of these objects, the first of them the catalogue, with the table of where they stand."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out) if start is None else start
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, table)


def stream(data: bytes, told: bytes = b"", layers: int = 1) -> bytes:
    for _ in range(layers):
        data = zlib.compress(data, 9)
    filters = b"/FlateDecode " * layers
    return b"<</Length %d /Filter [%s] %s>>\nstream\n%s\nendstream" % (len(data), filters, told, data)


def sheet(content: bytes, *more: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF file of one page with this content stream."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    catalogue, pages = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf(catalogue, pages, page, content, font, *more, trailer=trailer)


def shown(text: bytes) -> bytes:
    return b"BT /F1 12 Tf 20 700 Td (" + text + b") Tj ET\n"


def feed(item: str, head: str = "<?xml version='1.0'?>") -> bytes:
    return f"{head}<rss version='2.0'><channel><title>Wire</title><item>{item}</item></channel></rss>".encode()


def mail(headers: str, body: str = PLAIN * 5) -> bytes:
    return f"{headers}\nMIME-Version: 1.0\n\n{body}".encode("utf-8", "surrogateescape")


def front(yaml: str) -> bytes:
    return f"---\n{yaml}\n---\n\n{PLAIN}".encode("utf-8", "surrogatepass")


def _deep_mime(depth: int) -> bytes:
    parts = [b"From: a@example.org\nMIME-Version: 1.0\n"]
    parts += [b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth)]
    return b"".join(parts) + b"Content-Type: text/plain\n\n" + PLAIN.encode()


def _attacked_mail() -> bytes:
    attacks = ATTACKS.replace("\0", "").encode()
    encoded = base64.b64encode(attacks).decode()
    quoted = "".join(f"={byte:02X}" for byte in attacks)
    return mail(
        f"From: =?utf-8?b?{encoded}?= <a@example.org>\nSubject: =?utf-8?q?{quoted}?=\n"
        "Date: Tue, 3 Oct 2023 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable",
        quoted + "\n\n" + PLAIN * 3,
    )


def _attacked_pdf() -> bytes:
    wide = b"\xfe\xff" + ("Talks on " + ATTACKS + " night").encode("utf-16-be")
    escaped = b"".join(b"\\%03o" % byte for byte in wide)
    text = b"".join(b"\\%03o" % byte for byte in b"Talks \x1b]52;c;cm0=\x07\x1b[2J\x9b2J on the crossings")
    return sheet(
        stream(shown(text)), b"<</Title (%s)/Author (%s)>>" % (escaped, escaped), trailer=b"/Root 1 0 R/Info 6 0 R"
    )


def _attacked_page() -> bytes:
    linked = json.dumps({"@type": "NewsArticle", "headline": ATTACKS + "Talks", "author": {"name": ATTACKS + "A"}})
    return (
        f"<html lang='{XML_ATTACKS}'><head><title>{XML_ATTACKS}Talks</title><meta property='og:site_name' "
        f"content='{XML_ATTACKS}Wire'><meta name=author content='{XML_ATTACKS}'><meta property='"
        f"article:published_time' content='2020-05-04{XML_ATTACKS}'><link rel=canonical href='https://example.org/{XML_ATTACKS}'>"
        f"<script type='application/ld+json'>{linked}</script></head><body><article><h1>{XML_ATTACKS}Talks</h1>"
        f"<p>{XML_ATTACKS} {PLAIN * 5}</p></article>"
    ).encode()


def _attacked_fields() -> bytes:
    one = {name: f"{ATTACKS}{name}" for name in "id title source author url language date updated translator".split()}
    return json.dumps({**one, "text": f"{ATTACKS} {PLAIN}"}).encode()


FILES: dict[str, Made] = {
    # PDF
    "flate bomb.pdf": lambda: sheet(stream(b" " * 60_000_000)),
    "flate bomb of bombs.pdf": lambda: sheet(stream(b"\0" * 100_000_000, layers=3)),
    "text bomb.pdf": lambda: sheet(stream(shown(b"The council met the crews. ") * 100_000)),
    "operators.pdf": lambda: sheet(stream(b"q " * 600_000 + shown(PLAIN[:-1].encode()))),
    "brackets.pdf": lambda: sheet(stream(b"[" * 200_000 + shown(PLAIN[:-1].encode()))),
    "dictionaries.pdf": lambda: sheet(b"<<" * 50_000),
    "page is its own child.pdf": lambda: pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
    "pages in a circle.pdf": lambda: pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 9/Parent 3 0 R>>",
        b"<</Type/Pages/Kids[2 0 R 2 0 R 2 0 R]/Count 9/Parent 2 0 R>>",
    ),
    "doubling pages.pdf": lambda: pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        *(b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count 2>>" % (n, n) for n in range(3, 33)),
        b"<</Type/Page/MediaBox[0 0 9 9]>>",
    ),
    "a million pages.pdf": lambda: pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + b"3 0 R " * 30_000 + b"]/Count 1000000>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    ),
    "xref in a circle.pdf": lambda: sheet(stream(shown(PLAIN[:-1].encode())), trailer=b"/Root 1 0 R/Prev 10"),
    "xref of itself.pdf": lambda: (made := sheet(stream(shown(b"x")))).replace(
        b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % made.rindex(b"xref\n0")
    ),
    "xref far away.pdf": lambda: pdf(b"<</Type/Catalog>>", start=99_999_999_999),
    "size of billions.pdf": lambda: sheet(stream(b""), trailer=b"/Size 99999999999/Root 1 0 R"),
    "reference to itself.pdf": lambda: pdf(b"1 0 R"),
    "form in itself.pdf": lambda: pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</X 4 0 R>>>>>>",
        stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/Resources<</XObject<</X 4 0 R>>>>"),
    ),
    "unclosed stream.pdf": lambda: b"%PDF-1.7\n1 0 obj\n<</Length 999999999>>\nstream\n" + b"A" * 100_000,
    "header only.pdf": lambda: b"%PDF-1.7",
    "no pdf.pdf": lambda: os.urandom(50_000),
    "attacks.pdf": _attacked_pdf,
    # XML
    "laughs.xml": lambda: feed(
        "<title>&i;</title>",
        "<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY a 'ha'>"
        + "".join(f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 10}'>" for n in range(9))
        + "]>",
    ),
    "one long entity.xml": lambda: feed("&a;" * 9_999, f"<!DOCTYPE x [<!ENTITY a '{'x' * 90_000}'>]>"),
    "foreign entity.xml": lambda: feed(
        "<title>&x;</title>", "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
    ),
    "foreign dtd.xml": lambda: feed(
        f"<description>{PLAIN}</description>", "<!DOCTYPE rss SYSTEM 'http://127.0.0.1:9/x.dtd'>"
    ),
    "dtd in utf-16.xml": lambda: feed("<title>&x;</title>", "<!DOCTYPE x [<!ENTITY x 'y'>]>").decode().encode("utf-16"),
    "dtd in utf-7.xml": lambda: b"<?xml version='1.0' encoding='utf-7'?>" + feed(PLAIN, "+ADwAIQ-DOCTYPE x"),
    "deep.xml": lambda: feed("<a>" * 100_000),
    "deep within.rss": lambda: feed(f"<description>{'<b>' * 50_000}{PLAIN}</description>"),
    "attributes.xml": lambda: feed(
        f"<x {' '.join(f'a{n}=1' for n in range(50_000))}/><description>{PLAIN}</description>"
    ),
    "unclosed cdata.xml": lambda: feed("<description><![CDATA[" * 20_000),
    "comments.atom": lambda: feed("<!--" * 100_000 + PLAIN),
    "instructions.xml": lambda: b"<?" * 200_000,
    "dates.rss": lambda: feed(
        "</item><item>".join(
            f"<guid>{n}</guid><pubDate>{day}</pubDate><description>{PLAIN}</description>"
            for n, day in enumerate(
                (
                    "99999-99-99",
                    "0000-00-00",
                    "Mon, 99 Foo 99999999999999 99:99:99",
                    "-1",
                    "1e999",
                    "9" * 5_000,
                    "2020-W99",
                )
            )
        )
    ),
    "attacks.rss": lambda: feed(
        f"<title>{XML_ATTACKS}</title><guid>{XML_ATTACKS}</guid><author>{XML_ATTACKS}</author>"
        f"<pubDate>3 Oct 2023{XML_ATTACKS}</pubDate><link>https://example.org/{XML_ATTACKS}</link>"
        f"<description><![CDATA[{ATTACKS} {PLAIN}]]></description>"
    ),
    # HTML
    "attributes.html": lambda: f"{PAGE}<p {' '.join(f'a{n}=1' for n in range(100_000))}>x</p>".encode(),
    "one attribute.html": lambda: f"{PAGE}<p class='{'a ' * 500_000}'>x</p>".encode(),
    "deep.html": lambda: PAGE.encode() + b"<div>" * 100_000,
    "deep tables.html": lambda: PAGE.encode() + b"<table><tr><td>" * 10_000,
    "deep lists.html": lambda: PAGE.encode() + b"<ul><li>" * 20_000,
    "deep bold.html": lambda: PAGE.encode() + b"<b><i><font>" * 30_000,
    "unclosed paragraphs.html": lambda: PAGE.encode() + b"<p>" * 100_000,
    "unclosed links.html": lambda: PAGE.encode() + b"<a href=x>y" * 30_000,
    "unclosed comment.html": lambda: PAGE.encode() + b"<!--" * 100_000,
    "unclosed scripts.html": lambda: PAGE.encode() + b"<script>" * 100_000,
    "unclosed styles.html": lambda: PAGE.encode() + b"<style><svg>" * 60_000,
    "brackets.html": lambda: PAGE.encode() + b"<" * 400_000,
    "cdata.html": lambda: PAGE.encode() + b"<![CDATA[" * 50_000,
    "plaintext.html": lambda: PAGE.encode() + b"<plaintext>" + b"<p>x" * 20_000,
    "frames.html": lambda: b"<frameset><frame src=file:///etc/passwd>" * 5_000,
    "base64.html": lambda: f"{PAGE}<img src='data:image/png;base64,{'A' * 3_000_000}'>".encode(),
    "entities.html": lambda: PAGE.encode() + b"&amp" * 100_000 + b"&#99999999999;&#0;&#xD800;&#27;" * 5_000,
    "templates.html": lambda: PAGE.encode() + b"<template>" * 20_000,
    "forms.html": lambda: PAGE.encode() + b"<form><select><option>" * 20_000,
    "dates.html": lambda: PAGE.encode() + b"<time class=published datetime='99999-99-99'>0000</time>" * 3_000,
    "printed dates.html": lambda: PAGE.encode() + b"<span class=published>May 4, 2020 or so</span>" * 3_000,
    "metas.html": lambda: b"<meta name=date content='99999-99-99T99:99'>" * 30_000 + PAGE.encode(),
    "linked data.html": lambda: PAGE.encode() + b"<script type='application/ld+json'>" + b"[" * 100_000 + b"</script>",
    "linked number.html": lambda: (
        PAGE.encode() + b'<script type=\'application/ld+json\'>{"@type":"Report","x":' + b"9" * 100_000 + b"}</script>"
    ),
    "charset idna.html": lambda: b"<meta charset=idna>" + PAGE.encode() + b"\xe4\xf6",
    "charset utf-7.html": lambda: b"<meta charset=utf-7>" + PAGE.encode() + b"+ADw-script+AD4-\xe4",
    "charset zlib.html": lambda: b"<meta charset=zlib_codec>" + zlib.compress(b"A" * 9_000_000) + b"\xff" * 100,
    "charset escape.html": lambda: b"<meta charset=unicode_escape>" + PAGE.encode() + b"\\x1b]52;c;x\\x07\xe4",
    "two charsets.html": lambda: b"\xff\xfe<meta charset=utf-8>" + PAGE.encode("utf-16-le"),
    "utf-16 unmarked.html": lambda: PAGE.encode("utf-16-be"),
    "zeros.html": lambda: PAGE.encode().replace(b"t", b"t\0"),
    "a zero.html": lambda: PAGE.encode() + b"\0",
    "attacks.html": _attacked_page,
    # mail and web archives
    "parts.eml": lambda: mail(
        "From: a@example.org\nContent-Type: multipart/mixed; boundary=b",
        "".join(f"--b\nContent-Type: text/plain\n\n{n}\n" for n in range(20_000)) + "--b--",
    ),
    "attached.eml": lambda: mail(
        "From: a@example.org\nContent-Type: multipart/mixed; boundary=b",
        f"--b\n\n{PLAIN}\n"
        + "".join(f'--b\nContent-Disposition: attachment; filename="\x1b[2J{n}"\n\nx\n' for n in range(2_000)),
    ),
    "deep parts.eml": lambda: _deep_mime(2_000),
    "messages in messages.eml": lambda: b"Content-Type: message/rfc822\n\n" * 3_000 + PLAIN.encode(),
    "headers.eml": lambda: mail("From: a@example.org\n" + "X: y\n" * 100_000),
    "long header.eml": lambda: mail("From: a@example.org\nSubject: " + "x" * 3_000_000),
    "folded header.eml": lambda: mail("From: a@example.org\nSubject: x" + "\n y" * 200_000),
    "encoded words.eml": lambda: mail("From: a@example.org\nSubject: " + "=?utf-8?q?=41?= " * 100_000),
    "broken words.eml": lambda: mail("From: a@example.org\nSubject: " + "=?utf-8?q?" * 100_000),
    "words in rot13.eml": lambda: mail("From: =?rot13?q?nop?= <a@example.org>\nSubject: =?zlib_codec?b?eJw=?="),
    "senders.eml": lambda: mail("From: " + "<" * 50_000 + "(" * 50_000 + "\nTo: " + "a@b," * 50_000),
    "parameters.eml": lambda: mail("Content-Type: text/plain; " + "".join(f"a*{n}*=x;" for n in range(20_000))),
    "charsets.eml": lambda: mail(
        "From: a\nContent-Type: text/plain; charset=unicode_escape", PLAIN + "\\x1b[2J \udce4"
    ),
    "charset rot13.eml": lambda: mail("From: a\nContent-Type: text/plain; charset=rot13", PLAIN + "\udce4"),
    "charset nonsense.eml": lambda: mail('From: a\nContent-Type: text/plain; charset="' + "x" * 5_000 + '"', "\udce4"),
    "uuencoded.eml": lambda: mail("From: a\nContent-Transfer-Encoding: x-uuencode", "begin 644 a\n" + "M" * 99_999),
    "base64.eml": lambda: mail("From: a\nContent-Transfer-Encoding: base64", "QUJD" * 500_000 + "="),
    "boundary.eml": lambda: mail('Content-Type: multipart/mixed; boundary=""', "--\n" * 50_000),
    "dates.eml": lambda: mail("From: a@example.org\nDate: Mon, 99 Foo 999999999999 99:99:99 +99999999"),
    "archive in archive.mhtml": lambda: mail(
        "Content-Type: multipart/related; boundary=b", "--b\nContent-Type: text/html\n\n" + PAGE + "\n--b" * 50_000
    ),
    "archive of nothing.mhtml": lambda: b"Snapshot-Content-Location: https://example.org/\n\n",
    "attacks.eml": _attacked_mail,
    # JSON
    "deep.json": lambda: b'{"text":' + b"[" * 200_000,
    "deep objects.json": lambda: b'{"text":"x","a":' + b'{"a":' * 100_000,
    "integer.json": lambda: json.dumps({"text": PLAIN}).encode()[:-1] + b',"id":' + b"9" * 100_000 + b"}",
    "numbers.json": lambda: json.dumps({"text": PLAIN}).encode()[:-1] + b',"id":1e999,"date":NaN,"title":-Infinity}',
    "halves.json": lambda: b'{"text":"The council \\ud800 met \\udfff\\ud83d","title":"\\udc00","id":"\\udbff"}',
    "twice.json": lambda: b'{"text":"The council met.","text":"x","text":["y"],"title":"a","title":{"name":["b"]}}',
    "kinds.json": lambda: b'{"text":["a",["b"],{}],"body":{},"content":1,"content_html":"<p>The council","date":[[]]}',
    "many.json": lambda: b"[" + b'{"text":"x"},' * 2_000 + b'{"text":"y"}]',
    "one string.json": lambda: b'"' + b"\\u001b" * 200_000 + b'"',
    "telegram.json": lambda: (
        b'{"name":{},"type":1,"id":null,"messages":[1,null,{"text":[[{"text":{}}]]},{"text":{"text":"hi"}}]}'
    ),
    "attacks.json": _attacked_fields,
    "attacks.jsonl": lambda: _attacked_fields() + b"\n{\n[[[[\n" + b"[" * 100_000 + b"\n\x1b[2J\n",
    "no line.jsonl": lambda: b"{" * 500_000,
    "bad lines.jsonl": lambda: b"x\n" * 100_000 + b'{"text":"The council met."}',
    # front matter and Markdown
    "aliases.md": lambda: front("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]"),
    "merge.md": lambda: front("a: &a {x: 1}\nb:\n  <<: *a"),
    "tags.md": lambda: front("title: !!python/object/apply:os.system ['true']"),
    "binary.md": lambda: front("title: !!binary AAAA"),
    "escapes.md": lambda: front('title: "\\e]52;c;cm0=\\a\\x9b2J \\u202e Talks"\nauthor: "\\0\\x07\\x7f"'),
    "halves.md": lambda: front('title: "\\uD800"'),
    "raw half.md": lambda: front("title: a\ud800b"),
    "deep.md": lambda: front("a: " + "[" * 20_000),
    "deep block.md": lambda: front("\n".join(" " * n + "a:" for n in range(400))),
    "dates.md": lambda: front("date: 99999-99-99"),
    "year 0.md": lambda: front("date: 0000-00-00"),
    "infinite.md": lambda: front("title: .inf\ndate: .nan\nauthor: 1e999\nsource: 0x" + "f" * 9_000),
    "twice.md": lambda: front("title: a\ntitle: b"),
    "documents.md": lambda: front("a: 1\n...\n---\nb: 2"),
    "directives.md": lambda: front("%YAML 9.9\n%TAG ! tag:x,2000:\ntitle: x"),
    "keys.md": lambda: front("? [a, b]\n: c\n? {a: b}\n: c"),
    "many keys.md": lambda: front("\n".join(f"k{n}: v" for n in range(9_000))),
    "not closed.md": lambda: b"---\ntitle: x\n" + PLAIN.encode() * 3,
    "only a rule.md": lambda: b"---\n---\n---\n",
    "quotes.md": lambda: (">" * 5_000 + " x\n").encode() * 20,
    "lists.md": lambda: b"".join(b" " * n + b"- x\n" for n in range(1_000)),
    "brackets.md": lambda: b"[" * 10_000,
    "links.md": lambda: b"[a](" * 5_000,
    "stars.md": lambda: b"*a **b " * 5_000,
    "backticks.md": lambda: b" ".join(b"`" * n for n in range(600)),
    "images.md": lambda: b"![" * 4_000 + b"](" * 4_000,
    "rulers.md": lambda: b"* " * 100_000,
    "tags in text.md": lambda: b"<a " * 50_000,
    "references.md": lambda: b"".join(b"[a%d]: /x\n" % n for n in range(5_000)) + b"[a1]" * 5_000,
    # text
    "attacks.txt": lambda: f"{ATTACKS}Talks\n\n{ATTACKS}May 4, 2020\n\n{ATTACKS}{PLAIN}".encode(
        "utf-8", "surrogatepass"
    ),
    "unfinished.txt": lambda: (PLAIN + "\x1b]0;" * 50_000 + "\x1b[" * 50_000).encode(),
    "nested.txt": lambda: (PLAIN + "\x1b" * 999 + "[[31m31m" + "\x1b]8;\x1b]8;;\x07;\x07" * 9_999).encode(),
    "marks.txt": lambda: ("A" + "\u0301" * 300_000).encode(),
    "utf-16 cut.txt": lambda: PLAIN.encode("utf-16")[:-1],
    "utf-32.txt": lambda: b"\xff\xfe\0\0" + b"\xff" * 4_000,
    "overlong.txt": lambda: PLAIN.encode() + b"\xc0\xaf\xed\xa0\x80\xf4\x90\x80\x80\xf8\x88",
    "escape sequences of japan.txt": lambda: b"\x1b$B" + b'$"' * 9_999 + b"\x1b(B" + b"\xe4",
    "picture.txt": lambda: b"\x89PNG\r\n\x1a\n" + os.urandom(99_999),
    "dates.txt": lambda: (
        b"Talks\n\n99999-99-99\n\n0000-00-00, 31 February 2020, 32/13/20201, May 99 0\n\n" + PLAIN.encode()
    ),
    "returns.txt": lambda: b"\r" * 300_000 + PLAIN.encode(),
}

NAMES = (
    "-rf.txt",
    "--help.txt",
    "..txt",
    "...txt",
    "..%2f..%2fetc.txt",
    "~root.txt",
    "$(touch x).txt",
    "`id`;&|.txt",
    "[@click=app.quit]x[].txt",
    "{0.__class__} %s.txt",
    "a\nb.txt",
    "a\rb.txt",
    "a\tb.txt",
    "\x1b]52;c;cm0=\x07.txt",
    "\x1b[2J.txt",
    "\x9b2J.txt",
    "\u202etxt.exe.txt",
    "\u2066x\u2069.txt",
    "a\u200bb.txt",
    "a\u2028b.txt",
    "\ufeffa.txt",
    "\U000e0041.txt",
    "a\u0301.txt",
    "\u00e1.txt",
    "case.txt",
    "CASE.txt",
    " spaces .txt",
    "\u3000.txt",
    "👩‍👩‍👧.txt",
    "con.txt",
    "a:b|c?.txt",
    'quote".txt',
    "a\\b.txt",
    "2020-99-99.txt",
    "9" * 251 + ".txt",
    "ж" * 125 + ".txt",
    "actors.yaml.txt",
    "CURRENT",
    ".hidden.txt",
    "noending",
    "a.TXT",
    "a.html.exe",
)
BYTES = (b"\xff\xfe.txt", b"a\x80b.txt", b"\xc3.txt", b"\xed\xa0\x80.txt")


def plant(corpus: Path) -> None:
    """All of them, and what is no file at all."""
    for name, made in FILES.items():
        (corpus / name).write_bytes(made())
    for number, name in enumerate(NAMES):
        _forgiving(corpus / name, f"Talks {number}\n\n{PLAIN}".encode())
    for raw in BYTES:
        _forgiving(Path(os.fsdecode(os.fsencode(corpus) + b"/" + raw)), PLAIN.encode())
    _oddities(corpus)


def _forgiving(file: Path, raw: bytes) -> None:
    """Some systems refuse some names."""
    with contextlib.suppress(OSError):
        file.write_bytes(raw)


def _oddities(corpus: Path) -> None:
    os.mkfifo(corpus / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as door:
        here = Path.cwd()
        os.chdir(corpus)  # its path may be too long for a socket
        door.bind("socket.txt")
        os.chdir(here)
    (corpus / "link.txt").symlink_to("/etc/passwd")
    (corpus / "link to itself.txt").symlink_to("link to itself.txt")
    (corpus / "link to zeros.txt").symlink_to("/dev/zero")
    (corpus / "linked folder").symlink_to("/")
    (corpus / "empty.txt").touch()
    (corpus / "folder.txt").mkdir()
    for name, size in (("sparse.txt", 20_000_000), ("huge.txt", 1 << 36)):
        with (corpus / name).open("wb") as sparse:
            sparse.truncate(size)
    deep = corpus.joinpath("deep", *"d" * 60)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(PLAIN)
    for folder in ("closed", "\x1b[2J folder \u202e"):
        (corpus / folder).mkdir()
        (corpus / folder / "a.txt").write_text(PLAIN)
    (corpus / "closed").chmod(0)
    (corpus / "locked.txt").write_text(PLAIN)
    (corpus / "locked.txt").chmod(0)
