"""Articles whose every field wants out of it: for the tests of all that is exported."""

from __future__ import annotations

import random
from datetime import date

from briefing.actors import NOBODY
from briefing.article import Article, Bound, Claim, Dateline, Dating, Mention, article_id
from briefing.dates import PartialDate
from briefing.export.brief import Brief, Commission, Entry, Excerpt

CONTROLS = "a\x00b\x1b[31mc\x07\x7f\x9b\u202e\u2066\ufeff\ud800d\re"
TEXTS = [
    CONTROLS,
    "x" * 10_000,
    "{" * 40 + "}" * 41 + "\\",
    "} , title = {other}",
    "}}\n@comment{x,\n@misc{key, url = {https://example.org}}",
    "a } b { c {d} e \\} f \\{ g",
    "\\input{/etc/passwd} \\write18{id} \\end{document} $\\{$ \\\\ \\",
    "100 % of $5 & #3_4 ~ ^ \" ' ` ``x'' -- --- ,, ?` !` << >> | @string{a = 1}",
    '<i>one</i> <B>two</B> <span class="nocase">three</span> <sup>4</sup> <script>alert(1)</script> &lt;i&gt;',
    "{:title: other} {:issued:2001} title: other",
    "javascript:alert(1)",
    "https://example.org/{a}\\b?q=%41 and more",
    "HTTPS://example.org:80/{a}}\\b?q=%41&r=~x#«é»",
    "https://example.org@elsewhere.example/",
    "=1+1",
    "\t=cmd|' /C calc'!A0",
    "\u200b\x00＝1",
    "'=1",
    "''+1",
    "'quoted'",
    "-1",
    "@SUM(A1)",
    "\n=1\n=2\r\n+3",
    'a,b;"c"\n"d",""',
    "---\ntitle: other\n---\n\n```\n[x](javascript:alert(1))",
    "../../etc/passwd",
    "con",
    "سلام \u202eعليكم\u2069 é e\u0301 🕊 \U000e0041",
    "\u2028\u2029\x85",
    "",
    "  ",
]


def article(number: int = 0, **facts: object) -> Article:
    given: dict[str, object] = {
        "path": f"2014/chiefs-{number}.txt",
        "id": article_id(f"2014/chiefs-{number}.txt"),
        "title": "Chiefs of staff meet",
        "title_basis": "printed",
        "published": Dating(PartialDate(2014, 8, 27), "byline", "August 27, 2014", "high"),
        "body": "Nobody came.",
    }
    return Article(**{**given, **facts})  # type: ignore[arg-type]


def articles(count: int) -> list[Article]:
    """The same ones each time."""
    dice = random.Random(7)
    return [_any(number, dice) for number in range(count)]


def _any(number: int, dice: random.Random) -> Article:
    def text() -> str:
        return "".join(dice.choices(TEXTS, k=dice.choice((1, 1, 2, 3))))[:12_000]

    body = f"{text()}\n\n{text()} end"
    start = dice.randrange(len(body))
    maybe = ("source", "agency", "distributor", "translator", "origin", "author", "url", "language", "entry")
    since, until = Bound(date(2014, 8, 3), "after", text()), Bound(date(2014, 9, 1), "before", text())
    return article(
        number,
        title=text(),
        body=body,
        path=f"{number}/{text()}",
        published=dice.choice(
            (
                Dating(PartialDate(2014, 8, 27), "header", text(), "medium"),
                Dating(PartialDate(2014), "meta", text(), "high", (Claim(PartialDate(2015), "url", text(), "low"),)),
                Dating(PartialDate(None, 9, 16), "dateline", text(), "high"),
                Dating(PartialDate(None, 8, 16), "dateline", text(), "high", (), (since, until)),
                Dating(bounds=(since, until)),
                Dating(bounds=(since,)),
                Dating(),
            )
        ),
        **{name: dice.choice((None, text())) for name in maybe},
        dateline=Dateline(text(), PartialDate(2014, 8), text(), text()),
        mentions=(
            Mention(start, start + 1, body[start], "person", None, text(), "unlisted", text(), (text(),), text()),
        ),
        title_mentions=(Mention(0, 0, "", "place", None, text(), "gazetteer", text()),),
        doubts=(text(),),
    )


def brief(*given: Article, saved_basis: str | None = None) -> Brief:
    """Of these articles, each with its first paragraph as an excerpt, a note and tags."""
    entries = []
    for number, one in enumerate(given, 1):
        basis = one.title if saved_basis is None else saved_basis
        excerpts = tuple(
            Excerpt(one.id, 1, start, end, one.body[start:end], "opening") for start, end in one.paragraphs[:1]
        )
        entries.append(Entry(number, one, excerpts, (), date(2015, 1, 2), basis, {0: one.title}, (one.title, "aid")))
    dated = tuple(entry for entry in entries if entry.article.published.dated)
    bounded = tuple(entry for entry in entries if not entry.article.published.dated)
    day = date(2026, 11, 21)
    return Brief(Commission(query=TEXTS[0]), day, day, NOBODY, dated, bounded)
