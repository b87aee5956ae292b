"""The naming overruled from the sidebar: asked, written, shown at once, and undone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Input

from briefing import library
from briefing.library import Library
from briefing.tui import upkeep
from briefing.tui.screens.choosing import Choosing
from briefing.tui.screens.line import LineDialog
from briefing.tui.screens.page import PageScreen
from briefing.tui.screens.picker import Choice, narrowed
from briefing.words import fold_text

if TYPE_CHECKING:
    from tests.tui.conftest import Hand, Reading

STRANGER = "person:Joss Almery"
BORDER, EXPLAINER = "velmora/border-posts.txt", "who-commands-what.md"


@pytest.fixture
def file(tmp_path: Path, once_indexed: Path) -> Path:
    """An actors file that may be written to."""
    return Path(shutil.copy(once_indexed / "corpus" / "actors.yaml", tmp_path))


@pytest.fixture
def judged(file: Path, once_indexed: Path, opened: Library) -> Iterator[Library]:
    """The sample corpus with an actors file of its own."""
    found = Library.open(once_indexed / "corpus", file)
    yield found
    found.close()


@pytest.fixture
def caught_up(monkeypatch: pytest.MonkeyPatch) -> list[Library]:
    """How often the index was brought up to date, which is not done here."""
    made: list[Library] = []

    async def indexed(of: Library, _: object) -> tuple[str, bool]:
        made.append(of)
        return "indexed", False

    monkeypatch.setattr(upkeep, "indexed", indexed)
    return made


async def choose(hand: Hand, path: str, key: str) -> None:
    """Choose somebody of an article in the actors pane."""
    hit = next(hit for hit in hand.articles.hits if hit.row.path == path)
    hand.articles.highlight(hit)
    await hand.settle()
    hand.panes.chosen = key
    await hand.press("1", "3")
    assert hand.actors._key == key


def shown(hand: Hand) -> list[str | None]:
    return [item.id for item in hand.actors.items]


def meaning(hand: Hand, words: str) -> set[str]:
    """Whom these words mean in the open article."""
    assert hand.main.opened is not None
    return {mention.key for mention in hand.main.opened.article.mentions if mention.text == words}


async def test_an_unlisted_name_becomes_part_of_an_actor(
    reading: Reading, judged: Library, file: Path, caught_up: list[Library]
) -> None:
    before = file.read_bytes()
    async with reading(library=judged) as hand:
        await choose(hand, BORDER, STRANGER)
        place = hand.reader.scroll_offset
        await hand.dialog("equals_sign")
        assert "Joss Almery is the same as" in hand.drawn
        assert hand.drawn.index("in this article") < hand.drawn.index("Abbas Kamel")
        await hand.type("halden")
        await hand.press("enter")
        assert 'same: [halden-roke, "Joss Almery"]' in file.read_text("utf-8")
        assert "“Halden Roke” and “Joss Almery” are the same" in hand.said
        assert STRANGER not in shown(hand)
        assert hand.panes.chosen == hand.actors._key == "halden-roke"
        assert meaning(hand, "Joss Almery") == {"halden-roke"}
        assert hand.reader.scroll_offset == place
        assert hand.focused == "actors"
        assert caught_up == [judged]
        await hand.press("u")
        assert hand.said.startswith("undone: ")
        assert file.read_bytes() == before
        assert meaning(hand, "Joss Almery") == {STRANGER}
        assert caught_up == [judged, judged]


async def test_what_cannot_be_undone_is_told(reading: Reading, judged: Library, file: Path, caught_up: object) -> None:
    async with reading(library=judged) as hand:
        await choose(hand, BORDER, STRANGER)
        await hand.command("add to the actors file")
        await hand.press("enter")
        file.write_text(file.read_text("utf-8") + "# mine\n", "utf-8")
        await hand.press("u")
        assert "was changed since" in hand.said
        assert "# mine" in file.read_text("utf-8")


async def test_a_listed_actor_becomes_part_of_another(reading: Reading, judged: Library, caught_up: object) -> None:
    async with reading(library=judged) as hand:
        await choose(hand, BORDER, "ilan-orsek")
        await hand.dialog("equals_sign")
        await hand.type("roke hal")
        await hand.press("enter")
        assert hand.panes.chosen == hand.actors._key == "halden-roke"
        assert "ilan-orsek" not in shown(hand)


async def test_a_name_that_could_not_be_decided_is_decided_in_this_article(
    reading: Reading, judged: Library, file: Path, caught_up: object
) -> None:
    async with reading(library=judged) as hand:
        await choose(hand, EXPLAINER, "person:Haftar")
        assert any("Haftar ?" in line for line in hand.drawn.splitlines())
        await hand.dialog("equals_sign")
        assert "In this article “Haftar” is" in hand.drawn
        assert hand.drawn.count("may be meant") == 2
        await hand.type("khaled")
        await hand.press("enter")
        assert "words: Haftar, actor: khaled-haftar" in file.read_text("utf-8").replace('"', "")
        assert hand.panes.chosen == "khaled-haftar"


async def test_not_so_in_this_article(reading: Reading, judged: Library, file: Path, caught_up: object) -> None:
    async with reading(library=judged) as hand:
        await choose(hand, BORDER, "halden-roke")
        await hand.dialog("exclamation_mark")
        assert isinstance(hand.screen, Choosing)
        assert "In this article “Halden Roke” is somebody else" in hand.drawn
        await hand.press("j", "k", "enter")
        assert 'words: "Halden Roke", actor: none' in file.read_text("utf-8")
        assert "“Halden Roke”" in hand.said
        assert "is nobody of the actors file" in hand.said
        assert meaning(hand, "Halden Roke") == {"person:Halden Roke"}


async def test_never_one_and_refused_when_that_is_contradicted(
    reading: Reading, judged: Library, file: Path, caught_up: list[Library]
) -> None:
    async with reading(80, 24, library=judged) as hand:
        await choose(hand, BORDER, STRANGER)
        await hand.dialog("exclamation_mark")
        await hand.press("G", "enter")
        await hand.until(lambda: "Joss Almery is never" in hand.drawn)
        await hand.type("Roke")
        await hand.press("enter")
        written = file.read_text("utf-8")
        assert 'different: ["Joss Almery", halden-roke]' in written
        await hand.dialog("equals_sign")
        await hand.type("Roke")
        await hand.press("enter")
        assert file.read_text("utf-8") == written
        bottom = hand.drawn.splitlines()[-2:]
        assert bottom[0].startswith(" ✗ “Halden Roke” and “Joss Almery”: judged different on ")
        assert "take that back first." in bottom[1]
        assert len(caught_up) == 1


async def test_an_unlisted_name_is_added(reading: Reading, judged: Library, file: Path, caught_up: object) -> None:
    async with reading(library=judged) as hand:
        await choose(hand, BORDER, STRANGER)
        await hand.dialog("plus")
        assert "as a person" in hand.drawn
        field = hand.screen.query_one(Input)
        assert field.value == "Joss Almery"
        field.value = " "
        await hand.press("enter")
        assert "a name is needed" in hand.drawn
        field.value = "Joss Almery"
        await hand.press("enter")
        assert 'name: "Joss Almery"' in file.read_text("utf-8")
        assert hand.panes.chosen == hand.actors._key == "joss-almery"
        await hand.press("plus")
        assert "in the actors file already" in hand.said


async def test_an_actor_is_renamed(reading: Reading, judged: Library, caught_up: object) -> None:
    async with reading(library=judged) as hand:
        await choose(hand, BORDER, "halden-roke")
        await hand.command("rename")
        assert hand.screen.query_one(Input).value == "Halden Roke"
        await hand.type(" II")
        await hand.press("enter")
        assert "Halden Roke II" in hand.drawn
        assert hand.panes.chosen == "halden-roke"


async def test_a_name_is_ignored_after_asking(reading: Reading, judged: Library, file: Path, caught_up: object) -> None:
    async with reading(library=judged) as hand:
        before = file.read_bytes()
        await choose(hand, BORDER, STRANGER)
        for keys in (["escape"], ["j", "enter"]):
            await hand.command("ignore")
            assert "“Joss Almery”: nobody's name" in hand.drawn
            await hand.press(*keys)
            assert file.read_bytes() == before
        await hand.command("ignore")
        await hand.press("enter")
        assert 'ignore: "Joss Almery"' in file.read_text("utf-8")
        assert meaning(hand, "Joss Almery") == set()
        assert STRANGER not in shown(hand)


async def test_the_date_is_corrected_and_the_list_follows(reading: Reading, living: Library) -> None:
    async with reading(library=living) as hand:
        hit = next(hit for hit in hand.articles.hits if hit.row.path == BORDER)
        hand.articles.highlight(hit)
        await hand.settle()
        await hand.command("correct")
        assert isinstance(hand.screen, LineDialog)
        field = hand.screen.query_one(Input)
        assert field.value == "2024-09-17"
        for mistake, said in (("last year", "is not a date"), ("--09-16", "a year is needed")):
            field.value = mistake
            await hand.press("enter")
            assert said in hand.drawn
        field.value = "2014-08"
        await hand.press("enter")
        assert "2014-08 · your judgement" in hand.drawn
        await hand.until(lambda: str(hand.articles.current.row.date) == "2014-08")
        assert hand.current == hit.row.id
        assert "date: 2014-08" in (living.corpus / "actors.yaml").read_text("utf-8")
        await hand.until(lambda: not hand.upkeep._indexing)
        await hand.settle()
        assert not hand.main.notices


async def test_a_corpus_without_an_actors_file_gets_one_after_asking(
    reading: Reading, tmp_path: Path, opened: Library, caught_up: object
) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(opened.corpus / "velmora", corpus)
    file = corpus / "actors.yaml"
    library.index(corpus)
    bare = Library.open(corpus)
    async with reading(library=bare) as hand:
        await choose(hand, "border-posts.txt", "person:Halden Roke")
        for keys in (["escape"], ["j", "enter"]):
            await hand.dialog("plus")
            await hand.press("enter")
            await hand.until(lambda: "There is no actors.yaml yet" in hand.drawn)
            assert "make " in hand.drawn
            await hand.press(*keys)
            assert not file.exists()
        await hand.dialog("plus")
        await hand.press("enter")
        await hand.until(lambda: isinstance(hand.screen, Choosing))
        await hand.press("enter")
        assert 'name: "Halden Roke"' in file.read_text("utf-8")
        assert hand.panes.chosen == "halden-roke"
        await hand.press("u")
        assert not file.exists()
        assert hand.panes.chosen == "person:Halden Roke"
    bare.close()


async def test_why_this_name(reading: Reading, opened: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["[@click=app.quit]alias \x1b[31m“Hifter”", *(f"line {number}" for number in range(99))]
    asked = []

    def why(id: str, key: str) -> list[str]:
        asked.append((id, key))
        return lines

    monkeypatch.setattr(opened, "why", why)
    async with reading(80, 24) as hand:
        await choose(hand, EXPLAINER, "khalifa-haftar")
        await hand.dialog("W")
        assert asked == [(hand.current, "khalifa-haftar")]
        assert isinstance(hand.screen, PageScreen)
        assert "Khalifa Haftar" in hand.drawn
        assert "[@click=app.quit]alias [31m“Hifter”" in hand.drawn
        await hand.press("G")
        assert hand.screen.query_one(VerticalScroll).scroll_offset.y > 0
        assert "line 98" in hand.drawn


async def test_the_keys_work_in_the_reader_for_who_is_chosen(reading: Reading, opened: Library) -> None:
    async with reading() as hand:
        await hand.press("2", "equals_sign")
        assert hand.said == "choose somebody in the actors pane first"
        await choose(hand, EXPLAINER, "khalifa-haftar")
        await hand.press("2")
        await hand.dialog("equals_sign")
        assert "Khalifa Haftar is the same as" in hand.drawn
        await hand.press("escape")
        await choose(hand, EXPLAINER, "person:Egypt’s foreign minister")
        for key in ("plus", "exclamation_mark"):
            await hand.press(key)
            assert "is a post and no name" in hand.said


@pytest.mark.parametrize(("width", "height"), [(40, 12), (60, 20), (160, 45)])
async def test_what_every_dialog_needs_is_in_sight(reading: Reading, width: int, height: int) -> None:
    async with reading(width, height) as hand:
        await choose(hand, BORDER, "ilan-orsek")
        for key, needed in (
            ("equals_sign", ["the same as", "Halden Roke", "enter takes"]),
            ("exclamation_mark", ["In this article", "enter takes"]),
        ):
            await hand.dialog(key)
            assert [words for words in needed if words not in hand.drawn] == [], (key, hand.drawn)
            await hand.press("escape")
        for name, needed in (
            ("rename", ["Show Ilan Orsek as", "enter takes"]),
            ("ignore", ["nobody's", "leave it as it is", "enter takes"]),
            ("correct", ["2024-09-17", "enter takes"]),
        ):
            await hand.command(name)
            assert [words for words in needed if words not in hand.drawn] == [], (name, hand.drawn)
            await hand.press("escape")


async def test_keys_for_names_are_hinted_at_beside_them(reading: Reading) -> None:
    async with reading(80, 24) as hand:
        await hand.press("3")
        assert "o overview  W why this name  = same as  ! not so  + add " in hand.bottom
        await hand.dialog("question_mark")
        assert "add to the actors file" in hand.drawn


async def test_an_unlisted_name_narrows(reading: Reading) -> None:
    async with reading() as hand:
        for path, key, asked in (
            (BORDER, STRANGER, 'actor:"Joss Almery"'),
            (BORDER, "sarn", "place:sarn"),
            (BORDER, "highland-front", "actor:highland-front"),
        ):
            await choose(hand, path, key)
            await hand.press("a")
            await hand.answered(asked)
            assert path in [hit.row.path for hit in hand.articles.hits]
            await hand.press("backspace")
            await hand.answered("")


async def test_nothing_is_asked_of_a_name_in_every_line(reading: Reading) -> None:
    async with reading(160, 45) as hand:
        await choose(hand, BORDER, STRANGER)
        assert "Joss Almery " in hand.drawn
        assert "Joss Almery ?" not in hand.drawn


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["Khalifa Haftar", "Khaled Haftar", "Ali Saad"]),
        ("haf kha", ["Khalifa Haftar", "Khaled Haftar"]),
        ("ali", ["Ali Saad", "Khalifa Haftar"]),
        ("hifter", ["Khalifa Haftar"]),
        ("khld", ["Khaled Haftar"]),
        ("xyz", []),
    ],
)
def test_a_picker_finds_words_in_any_order_and_letters_that_were_left_out(typed: str, found: list[str]) -> None:
    also = {"Khalifa Haftar": "Hifter"}
    names = ["Khalifa Haftar", "Khaled Haftar", "Ali Saad"]
    sought = [(fold_text(f"{name} {also.get(name, '')}"), Choice(name, name)) for name in names]
    assert [choice.value for choice in narrowed(sought, typed)] == found
