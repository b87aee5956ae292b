"""Briefs as pages: whole, readable, checked by what stands in them, and with nothing live."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from briefing import briefs
from briefing.actors import Actor, Gazetteer, Group, Post
from briefing.anchors import digest, folded
from briefing.article import Bound, Dating, Kind, Mention
from briefing.cli import main
from briefing.dates import PartialDate, Period
from briefing.export.brief import Brief, Commission, Entry, Excerpt, Saying, Standing, Wording
from tests import chromium
from tests.invented_briefs import CONTROLS, HOSTILE, article, brief, excerpts, hostile

ALLOWED: dict[str, set[str]] = {
    "html": {"lang"},
    "head": set(),
    "meta": {"charset", "http-equiv", "content", "name"},
    "title": set(),
    "style": set(),
    "body": set(),
    "header": set(),
    "nav": {"aria-label"},
    "main": set(),
    "section": {"id", "aria-labelledby"},
    "article": {"id", "aria-labelledby"},
    **{tag: {"id"} for tag in ("h1", "h2", "h3")},
    **{tag: {"class"} for tag in ("span", "ol", "dd", "figure")},
    "p": {"class", "dir"},
    **{tag: set() for tag in "dl dt figcaption strong sup caption thead tbody tr table".split()},
    "li": {"id"},
    "a": {"href", "class", "aria-label"},
    "bdi": {"dir"},
    "code": {"dir"},
    "blockquote": {"dir", "lang", "data-briefing"},
    "th": {"scope"},
    "td": {"data-label"},
}
CLASSES = {"yours", "made", "when", "more", "phrase", "sayings", "sources", "back", None}
POLICY = re.compile(r"default-src 'none'; style-src 'sha256-([\w+/]+=)'; base-uri 'none'; form-action 'none'")
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\ud800-\udfff]")


class Tags(HTMLParser):
    """What a reader of HTML sees, who knows nothing of XML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.started: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.other: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.started.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def unknown_decl(self, data: str) -> None:
        self.other.append(data)

    def handle_pi(self, data: str) -> None:
        self.other.append(data)


def words(element: Element | None) -> str:
    assert element is not None
    return folded("".join(element.itertext()))


def page(made: Brief) -> Element:
    text = briefs.text(made, "html")
    return sound(text, {entry.article.id: entry.article.body for entry in made.entries})


def sound(text: str, bodies: dict[str, str]) -> Element:
    """Is the page whole, closed, and nothing but what is allowed; and are its quotations those of the articles?"""
    assert text.startswith("<!DOCTYPE html>\n<html lang=")
    assert not UNSEEN.search(text)
    root = ElementTree.fromstring(text)
    seen = Tags()
    seen.feed(text)
    seen.close()
    assert not seen.other
    elements = list(root.iter())
    assert [tag for tag, _ in seen.started] == [one.tag for one in elements]
    assert [attributes for _, attributes in seen.started] == [one.attrib for one in elements]
    assert folded("".join(seen.words)) == words(root)
    for one in elements:
        assert one.attrib.keys() <= ALLOWED[one.tag], one.tag
        assert one.get("class") in CLASSES
    ids = [one.get("id") for one in elements if "id" in one.attrib]
    assert len(set(ids)) == len(ids)
    for link in root.iter("a"):
        assert link.attrib["href"][0] == "#"
        assert link.attrib["href"][1:] in ids
    for one in elements:
        assert one.get("aria-labelledby") in {*ids, None}
    policies = [POLICY.fullmatch(meta.get("content", "")) for meta in root.iter("meta") if meta.get("http-equiv")]
    [style] = root.iter("style")
    assert policies[0]
    assert policies[0][1] == base64.b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
    assert ("referrer", "no-referrer") in {(meta.get("name"), meta.get("content")) for meta in root.iter("meta")}
    for quotation in root.iter("blockquote"):
        place = re.fullmatch(r"([0-9a-z]{10}) p(\d+) (\d+)-(\d+) ([0-9a-f]{10})", quotation.attrib["data-briefing"])
        assert place
        body = bodies[place[1]][int(place[3]) : int(place[4])]
        assert words(quotation) == folded(body)
        assert place[5] == digest(body)
    return root


def test_every_quotation_of_the_sample_corpus(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "--corpus", str(sample)]) == 0
    everything = ["export", "--corpus", str(sample), "--query", "date:1900..", "--full", "-o", "-"]
    capsys.readouterr()
    assert main([*everything, "--format", "html"]) == 0
    text = capsys.readouterr().out
    from briefing import Library

    with Library.open(sample) as opened:
        bodies = {row.id: opened.article(row.id).body for row in opened.rows}
    root = sound(text, bodies)
    assert len(list(root.iter("article"))) > 10
    assert len(list(root.iter("blockquote"))) > 50
    assert str(sample) not in text
    assert main([*everything, "--format", "html"]) == 0
    assert capsys.readouterr().out == text


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_stays_text(text: str) -> None:
    root = page(hostile(text, "Before.\n\nNobody said anything."))
    shown = folded(re.sub(UNSEEN, "", text.replace("\r", " ").replace("\u2028", " ").replace("\U000e0041", "")))
    assert words(root.find(".//h1")) == f"Brief: {shown}"
    assert shown in words(root.find(".//*[@id='article-1']/h3"))
    assert [words(cell) for cell in root.findall(".//*[@id='actors']//tbody/tr[1]/*")][:3] == [shown] * 3
    assert words(root.find(".//*[@id='chronology']//strong")) == shown
    assert words(root.find(".//*[@id='sources']//strong")) == shown
    assert shown in [words(code) for code in root.iter("code")]


@pytest.mark.parametrize("text", [one for one in HOSTILE if one != CONTROLS and not UNSEEN.search(one)])
def test_any_body_is_quoted_word_for_word(text: str) -> None:
    made = page(hostile("A harbour", f"{text}\n\nAnd {text}\n{text}"))
    assert len(made.findall(".//*[@id='article-1']//blockquote")) >= 2


def test_control_characters_do_not_leave() -> None:
    text = briefs.text(hostile(CONTROLS, CONTROLS), "html")
    assert not UNSEEN.search(text)
    ElementTree.fromstring(text)


def test_nothing_is_fetched() -> None:
    style = page(hostile("x")).find(".//style")
    assert style is not None
    assert not re.search(r"url\(|@import|@font-face|expression|://|[<&]", style.text or "")


FIRST = article(
    "The board met.\nIt was late.\n\n“We keep the harbour open,” Orva said.",
    mentions=(Mention(58, 62, "Orva", "person", "orva", "Tilda Orva", "short", ""),),
    url="https://example.org/harbour",
    language="en-GB",
    source="Coast Wire",
)
SECOND = article(
    "قال المجلس إن الميناء مفتوح.",
    id="zyx987wvut",
    path="2019/port.txt",
    title="الميناء",
    language="ar",
    translator="Sun Desk",
)
AFTER = Bound(date(2019, 5, 4), "after", "a vote")
THIRD = article("Nobody came.", id="third12345", published=Dating(bounds=(AFTER,)))
WHO = Gazetteer(
    {"orva": Actor("orva", "Tilda Orva", posts=(Post("Chair", group="board", start=PartialDate(2015)),))},
    {"board": Group("board", "Harbour Board", faction=True)},
)
SPOKEN = Excerpt(FIRST.id, 2, 29, 57, FIRST.body[29:57], "statement", whole=False)


def whole(**parts: object) -> Brief:
    given: dict[str, object] = {
        "commission": Commission("query", query="harbour", max_words=50),
        "understood": "body:harbour",
        "standings": (
            Standing(
                "orva", "orva", "Tilda Orva", "person", "Harbour Board", ("Chair",), (), True, ("chair",), ((1, (2,)),)
            ),
        ),
        "sayings": (
            Saying(
                *(1, SPOKEN, True, "orva", "Tilda Orva", "Harbour Board", ("Chair",), "said"),
                *(Period(), "2019-05-04", "day of the article (byline)"),
            ),
        ),
        "wordings": (Wording("orva", "Tilda Orva", "Coast Wire", "", 1, SPOKEN),),
        "not_judged": 3,
    }
    return brief(FIRST, SECOND, THIRD, gazetteer=WHO, **{**given, **parts})


def test_the_sections_stand_in_the_order_of_a_brief() -> None:
    root = page(whole())
    headings = [words(one) for one in root.iter("h2")]
    assert headings == [
        "Question",
        "Articles",
        "Articles whose date is bounded or unknown",
        "Actors",
        "Chronology",
        "In whose words",
        "What this brief says",
        "Sources",
    ]
    contents = root.find(".//nav")
    assert contents is not None
    assert [words(link) for link in contents.iter("a")] == headings


def test_what_is_empty_has_no_section() -> None:
    assert [words(one) for one in page(brief()).iter("h2")] == ["Question", "What this brief says"]


def test_what_was_asked_is_said() -> None:
    section = page(whole()).find(".//*[@id='question']")
    assert section is not None
    said = dict(zip(map(words, section.iter("dt")), map(words, section.iter("dd")), strict=True))
    assert said["Query"] == "harbour"
    assert said["Understood as"] == "body:harbour"
    assert said["Not judged"] == "3 more articles without a date and without bounds"


def test_a_source_is_led_to_and_leads_back() -> None:
    root = page(whole())
    for number in (1, 2, 3):
        source = root.find(f".//*[@id='source-{number}']")
        assert source is not None
        assert source.find(f".//a[@href='#article-{number}']") is not None
        assert root.find(f".//*[@id='article-{number}']//a[@href='#source-{number}']") is not None
    first = words(root.find(".//*[@id='source-1']"))
    for fact in ("Coast Wire", "2019-05-04 (byline)", "https://example.org/harbour", "2019/harbour.txt", FIRST.id):
        assert fact in first


def test_an_address_is_text() -> None:
    root = page(whole())
    assert not [link for link in root.iter("a") if "example" in link.attrib["href"]]
    assert "https://example.org/harbour" in [words(code) for code in root.iter("code")]


def test_where_a_quotation_stands_can_be_read() -> None:
    root = page(whole())
    captions = [words(one) for one in root.findall(".//*[@id='articles']//figcaption")]
    assert captions[1] == f"¶ 2 29–{len(FIRST.body)} {digest(FIRST.body[29:])}"


def test_a_translation_is_marked_at_its_title_and_at_every_quotation() -> None:
    second = page(whole()).find(".//*[@id='article-2']")
    assert second is not None
    assert "(translation)" in words(second.find("h3"))
    assert [("Sun Desk" in words(one)) for one in second.iter("figcaption")] == [True]


def test_a_quotation_has_its_language_and_finds_its_own_direction() -> None:
    quotations = [one.attrib for one in page(whole()).iter("blockquote")]
    assert {one.get("lang") for one in quotations} == {"en-gb", "ar", None}
    assert {one["dir"] for one in quotations} == {"auto"}


def test_a_bounded_date_is_no_day_and_says_why() -> None:
    third = page(whole()).find(".//*[@id='bounded']/article")
    assert third is not None
    assert words(third.find("h3/span")) == "since 2019-05, inferred"
    assert "not before 2019-05-04: a vote" in words(third)


def test_the_table_of_actors() -> None:
    root = page(whole())
    table = root.find(".//*[@id='actors']/table")
    assert table is not None
    assert words(table.find("caption"))
    assert [one.get("scope") for one in table.iter("th")] == ["col"] * 5 + ["row"]
    cells = [words(cell) for cell in table.findall("tbody/tr/*")]
    assert cells == ["Tilda Orva", "Harbour Board", "Chair", "“chair” (by post, not named)", "1 ¶ 2"]


def test_who_is_in_no_table_is_listed() -> None:
    def one(key: str, kind: Kind) -> Standing:
        return Standing(key, None, key.title(), kind, "x", (), (), False, (key,), ((1, (1, 2)), (2, ())))

    section = page(whole(standings=(one("lirn", "person"), one("sarn", "place")))).find(".//*[@id='actors']")
    assert section is not None
    assert section.find("table") is None
    assert [words(said) for said in section.findall("p")][1:] == [
        "Not in the actors file: “Lirn” (1 ¶ 1–2; 2 title).",
        "Places: “Sarn” (1 ¶ 1–2; 2 title).",
    ]


def test_an_article_has_one_reference_to_its_source_and_its_number_stands_elsewhere() -> None:
    root = page(whole())
    assert len(root.findall(".//sup")) == 3
    chronology = root.find(".//*[@id='chronology']//figcaption/span")
    assert words(chronology) == "1 ¶ 2 (part of the paragraph)"
    assert words(root.find(".//*[@id='article-1']/h3")) == "1 · 2019-05-04 · Harbour board meets[1]"


@pytest.mark.parametrize("text", [one for one in HOSTILE if one != CONTROLS and not UNSEEN.search(one)])
def test_what_the_analyst_wrote_comes_first_and_is_text(text: str) -> None:
    own = {"not-known": f"{text}\n- b\r\n \t\r\n# c", "known": "\n \n", "disputed": ""}
    root = page(whole(own=own))
    assert [words(one) for one in root.iter("h2")][:2] == ["Not known", "Question"]
    written = root.findall(".//*[@id='not-known']/p")
    assert ["".join(one.itertext()) for one in written] == [f"{text}\n- b", "# c"]
    assert {one.get("class") for one in written} == {"yours"}


def test_the_page_says_how_to_check() -> None:
    assert "the Markdown brief or its bundle: briefing verify" in words(page(whole()).find(".//*[@id='meaning']"))


def test_names_do_not_turn_what_stands_beside_them() -> None:
    for spot in ("h1", "h3", "tbody//th", "*[@id='chronology']//strong", "*[@id='sources']//strong"):
        for one in page(whole()).findall(f".//{spot}"):
            assert one.find("bdi") is not None


def test_notes_are_there_with_their_lines_where_they_were_asked_for() -> None:
    entry = Entry(1, FIRST, excerpts(FIRST), notes={0: "Ask\nher.", 2: "Who?"}, tags=("later", "<b>"))
    [first] = page(brief(entry)).iter("article")
    facts = dict(zip(map(words, first.iter("dt")), first.iter("dd"), strict=True))
    assert "".join(facts["Note"].itertext()).splitlines() == ["Ask", "her."]
    assert (words(facts["Note on ¶ 2"]), words(facts["Tags"])) == ("Who?", "later, <b>")


def _light(colour: str) -> float:
    full = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_ink_can_be_read_on_every_paper() -> None:
    style = page(brief()).find(".//style")
    assert style is not None
    schemes = re.findall(r":root \{([^}]+)\}", style.text or "")
    assert len(schemes) == 3
    for scheme in schemes:
        colours = dict(re.findall(r"--(\w+): (#[0-9a-f]+);", scheme))
        for ink in ("ink", "faint", "link"):
            for paper in ("paper", "shade"):
                dark, light = sorted((_light(colours[ink]), _light(colours[paper])))
                assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, paper)


LOOK = """({
  ran: window.ran ?? null,
  loaded: performance.getEntriesByType('resource').length,
  cut: document.documentElement.scrollWidth > innerWidth,
  shown: getComputedStyle(document.body).maxWidth,
})"""


@pytest.mark.skipif(chromium.found() is None, reason="needs Chromium")
async def test_in_a_browser_nothing_runs_and_nothing_is_cut_off(tmp_path: Path) -> None:
    text = "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'>" + "w" * 300
    file = tmp_path / "brief.html"
    file.write_text(briefs.text(hostile(text, f"{text}\n\nNobody."), "html"), "utf-8")
    async with chromium.page(chromium.found() or "", tmp_path / "profile") as tab:
        await tab.call("Emulation.setDeviceMetricsOverride", width=320, height=640, deviceScaleFactor=1, mobile=False)
        await tab.go(f"file://{quote(str(file))}")
        async with asyncio.timeout(chromium.PATIENCE):
            while await tab.value("document.readyState + document.title.slice(0, 6)") != "completeBrief:":
                await asyncio.sleep(0.05)
        looked = await tab.value(LOOK)
    assert looked == {"ran": None, "loaded": 0, "cut": False, "shown": looked["shown"]}
    assert looked["shown"].endswith("px"), "the page's own policy keeps its style sheet out"
