"""The first page: where there is no folder to open."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input

from briefing import cli, cli_screen
from briefing.config import Config
from briefing.library import Library
from briefing.tui import welcome
from briefing.tui.welcome import DEMO, WelcomeApp, completed


def test_a_path_is_made_whole_by_the_first_folder_that_begins_so(tmp_path: Path) -> None:
    for name in ("articles", "archive", ".hidden", "bad\x1b[31mname"):
        (tmp_path / name).mkdir()
    (tmp_path / "arrow.txt").touch()
    for typed, expected in (
        ("ar", "archive/"),
        ("art", "articles/"),
        ("arr", None),
        ("", "archive/"),
        (".h", ".hidden/"),
        ("bad", None),
        ("no/where", None),
    ):
        assert completed(f"{tmp_path}/{typed}") == (f"{tmp_path}/{expected}" if expected else None), typed
    assert completed("~nobody-of-this-name/x") is None


@pytest.mark.parametrize(
    ("keys", "expected"),
    [(["d"], DEMO), (["enter"], DEMO), (["q"], None), (["escape"], None), (["j", "j", "enter"], None)],
)
async def test_the_ways_to_begin(keys: list[str], expected: str | None) -> None:
    app = WelcomeApp(Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
    assert app.return_value == expected


@pytest.mark.parametrize(("width", "height"), [(80, 24), (40, 12)])
async def test_a_folder_is_typed_completed_and_looked_at_before_it_is_taken(
    tmp_path: Path, width: int, height: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "articles").mkdir()
    monkeypatch.chdir(tmp_path)
    app = WelcomeApp(Config(theme="briefing-light"))
    async with app.run_test(size=(width, height)) as pilot:

        def drawn() -> str:
            return "\n".join(strip.text for strip in app.screen._compositor.render_strips())

        for words in ("open the demo", "open a folder", "leave"):
            assert words in drawn()
        await pilot.press("pagedown")
        await pilot.pause()
        assert "briefing DIR" in drawn()
        await pilot.press("o")
        await pilot.pause()
        await pilot.press(*"art", "x", "enter")
        await pilot.pause()
        assert "there is no such folder" in drawn()
        await pilot.press("backspace")
        async with asyncio.timeout(10):
            while app.screen.query_one(Input)._suggestion != "articles/":
                await asyncio.sleep(0.002)
        await pilot.press("right", "enter")
        await pilot.pause()
    assert app.return_value == Path("articles")


def test_it_opens_at_a_terminal_only_and_what_is_chosen_is_read(
    sample: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([]) == 2
    assert "needs a terminal" in capsys.readouterr().err
    read: list[str] = []

    def run_reader(opened: Library, _: Config) -> tuple[int, bool]:
        read.append(opened.corpus.name)
        return 0, True

    chosen: list[Path | str | int] = [sample, DEMO, 0]
    monkeypatch.setattr(cli_screen, "at_terminal", lambda _: True)
    monkeypatch.setattr(welcome, "ask", lambda _: chosen.pop(0))
    monkeypatch.setattr("briefing.tui.app.run_reader", run_reader)
    assert [cli.main([]) for _ in range(3)] == [0, 0, 0]
    assert read == ["corpus", "sample"]
    monkeypatch.setenv("BRIEFING_CORPUS", "gone")
    assert cli.main([]) == 2
    assert "there is no folder gone" in capsys.readouterr().err
