"""Briefs of an invented country, with any text in every place that a text can come from."""

from __future__ import annotations

from datetime import date

from briefing.actors import Actor, Alias, Gazetteer, Group, Place, Post
from briefing.article import Article, Bound, Claim, Dateline, Dating, Mention
from briefing.dates import PartialDate, Period
from briefing.export.brief import Brief, Commission, Entry, Excerpt, Saying, Standing, Wording

TODAY = date(2026, 11, 21)
HARBOUR = Dating(PartialDate(2019, 5, 4), "byline", "4 May 2019", "high")
CONTROLS = "a\x00b\x1b[31mc\x07\x7f\x9b\u202e\u2066\ufeff\u2028\ufffe\U000e0041d\re"
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' style='color:red' x='",
    "</title></style></blockquote></body></html>",
    "<!-- a comment --> --> <!DOCTYPE x [<!ENTITY e 'x'>]> &e;",
    "<![CDATA[ x ]]> ]]>",
    "&lt;b&gt; &amp; &#60; &copy; R&D, Q & A &",
    "javascript:alert(1)",
    "data:text/html,<b>x</b>",
    'https://example.org/?a=1&b="2"<3>',
    "//example.org/x",
    "{{ template }} {% raw %} ${x} `y`",
    "\\ \\u003cb\\u003e",
    "\u05e9\u05dc\u05d5\u05dd \u0633\u0644\u0627\u0645 abc",
    "\u202eevil\u202c \u2067x\u2069 \u200e\u200f",
    "e\u0301\u0302 a\u00a0b \u2003c \u200bd \u200ce\u200df",
    "'quoted'",
    "\"'nested'\"",
    '"',
    ",, ; Main Street, . <BR/> ESQ. ,",
    "x" * 5000,
    "../../etc/passwd",
    CONTROLS,
]


def article(body: str = "", **facts: object) -> Article:
    given: dict[str, object] = {
        "path": "2019/harbour.txt",
        "id": "abc123defg",
        "title": "Harbour board meets",
        "title_basis": "printed",
        "published": HARBOUR,
        "body": body,
    }
    return Article(**{**given, **facts})  # type: ignore[arg-type]


def excerpts(saved: Article) -> tuple[Excerpt, ...]:
    """Every paragraph."""
    return tuple(
        Excerpt(saved.id, number, start, end, saved.body[start:end], "whole text")
        for number, (start, end) in enumerate(saved.paragraphs, 1)
    )


def brief(*entries: Entry | Article, gazetteer: Gazetteer | None = None, **parts: object) -> Brief:
    """A brief of these articles, each paragraph quoted."""
    numbered = [
        one if isinstance(one, Entry) else Entry(number, one, excerpts(one)) for number, one in enumerate(entries, 1)
    ]
    dated = tuple(entry for entry in numbered if entry.article.published.dated)
    bounded = tuple(entry for entry in numbered if not entry.article.published.dated)
    given: dict[str, object] = {"commission": Commission(), "created": TODAY, "revised": TODAY}
    known = gazetteer or Gazetteer()
    return Brief(**{**given, "gazetteer": known, "dated": dated, "bounded": bounded, **parts})  # type: ignore[arg-type]


def hostile(text: str, body: str = "Nobody said anything.") -> Brief:
    """A brief that has this text wherever a text can be, its body apart."""
    anyone = [
        Mention(0, 1, text, "person", "someone", text, "name", text),
        Mention(0, 1, text, "person", "someone", text, "post", text),
        Mention(0, 1, text, "person", None, text, "unlisted", text),
        Mention(0, 1, text, "organisation", None, text, "name", text, candidates=("someone", "group")),
        Mention(0, 1, text, "faction", "group", text, "name", text),
        Mention(0, 1, text, "place", "town", text, "gazetteer", text),
        Mention(0, 1, text, "place", None, text, "unlisted", text),
    ]
    roles = ["source", "agency", "distributor", "translator", "origin", "author", "url", "language"]
    saved = article(
        body,
        title=text,
        title_basis="derived",
        path=text,
        entry=text,
        complete="wall",
        published=Dating(
            PartialDate(2019),
            "byline",
            text,
            "low",
            others=(Claim(PartialDate(2018), "url", text, "low"),),
            bounds=(Bound(date(2018, 1, 1), "after", text),),
        ),
        dateline=Dateline(text, None, None, text),
        mentions=tuple(anyone),
        title_mentions=tuple(anyone),
        doubts=(text,),
        **dict.fromkeys(roles, text),
    )
    undated = article(body, id="zyx987wvut", path=text, title="", title_basis="none", published=Dating())
    gazetteer = Gazetteer(
        {
            "someone": Actor(
                "someone",
                text,
                (Alias(text), Alias(text, requires=(text,))),
                (
                    Post(text, (), "group", PartialDate(2010), contested=True, source=text),
                    Post(text, checked=PartialDate(2020, 1), first_cited=PartialDate(2011), confidence="low"),
                ),
            )
        },
        {"group": Group("group", text, "armed-force", text, parent="whole"), "whole": Group("whole", text, "state")},
        {"town": Place("town", text)},
    )
    quoted = excerpts(saved)
    said = [
        Saying(1, one, True, "someone", text, text, (text,), text, Period(), when, text)
        for one in quoted
        for when in ("2019-05", text)
    ]
    return brief(
        Entry(1, saved, quoted, (), TODAY, text, {0: text, 1: text}, (text,)),
        Entry(2, undated, excerpts(undated)),
        gazetteer=gazetteer,
        commission=Commission("query", query=text, notes=True, full=True),
        standings=(
            Standing("someone", "someone", text, "person", text, (text,), (), True, (text,), ((1, (1,)),)),
            Standing("x", None, text, "person", text, (), (text, text), False, (), ((1, ()), (2, (1, 3)))),
        ),
        sayings=tuple(said),
        wordings=tuple(Wording("someone", text, text, text, 1, one) for one in quoted),
        not_judged=2,
    )
