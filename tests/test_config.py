"""The configuration: what is read, and how a mistake is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.config import Config, ConfigError, read_config

READ = [
    ("", Config()),
    ("# nothing yet\n", Config()),
    ("theme: nord\n", Config(theme="nord")),
    ("theme: no\n", Config(theme="no")),
    ("theme:\nkeys:\ncorpus:\n", Config()),
    ("corpus: /data/libya\n", Config(corpus=Path("/data/libya"))),
    ("corpus: ~/libya\n", Config(corpus=Path("~/libya").expanduser())),
    ("keys:\n  read: r\n  search: ['/', ctrl+f]\n", Config(keys={"read": ("r",), "search": ("/", "ctrl+f")})),
    ("keys: {page: space, select: space}\n", Config(keys={"page": ("space",), "select": ("space",)})),
    ("keys:\n  read:\n  undo: [u, u]\n", Config(keys={"read": (), "undo": ("u",)})),
    ("ner: en_core_web_sm\n", Config(ner="en_core_web_sm")),
    ("ner:\n", Config()),
    ("follow: false\n", Config(follow=False)),
    ("follow: true\n", Config()),
    ("follow:\n", Config()),
    ("glyphs: ascii\n", Config(glyphs="ascii")),
    ("glyphs:\n", Config()),
    ('keys: {next: "]", top: G}\n', Config(keys={"next": ("]",), "top": ("G",)})),
]

MISTAKES = [
    ("- theme\n", 1, "one setting a line"),
    ("theme: nord\nthemes: nord\n", 2, "did you mean `theme`"),
    ("colour: red\n", 1, "there are theme, corpus, keys, ner"),
    ("theme: [a, b]\n", 1, "one value"),
    ("corpus: libya\n", 1, "the whole path"),
    ("corpus: ~nobody-of-this-name/x\n", 1, "no home folder"),
    ("keys: r\n", 1, "one action a line"),
    ("keys:\n  read: r\n  search: ctrl+s\n", 3, "multiplexers"),
    ("keys:\n  read: CTRL+I\n", 2, "another key"),
    ("keys:\n  read: two words\n", 2, "wants keys"),
    ("keys:\n  read: {a: b}\n", 2, "wants keys"),
    ('keys:\n  read: "\\e"\n', 2, "wants keys"),
    ('"th\\e[31meme": nord\n', 1, "no setting `th[31meme`"),
    ("keys:\n  read: r\n  read: s\n", 3, "given twice"),
    ("theme: nord\nner: yes\n", 2, "such as `en_core_web_sm`"),
    ("ner: ../model\n", 1, "the name of a spaCy model"),
    ("ner: [en_core_web_sm]\n", 1, "one value"),
    ("theme: nord\nfollow: 20 s\n", 2, "`follow` is `true` or `false`"),
    ("theme: nord\nglyphs: plain\n", 2, "`glyphs` is `ascii` or `unicode`"),
    ("theme: &a nord\n", 1, "anchor"),
    ("theme: 'nord\n", 2, "not closed"),
]


@pytest.mark.parametrize(("text", "config"), READ)
def test_what_was_configured_is_read(text: str, config: Config, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(text)
    assert read_config(tmp_path / "config.yaml") == config


def test_where_keys_were_given_is_kept(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("theme: nord\nkeys:\n  do.star: x\n\n  do.read: y\n")
    lines = read_config(tmp_path / "config.yaml").lines
    assert (lines["theme"], lines["do.star"], lines["do.read"]) == tuple(f"config.yaml, line {n}" for n in (1, 3, 5))


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert read_config(tmp_path / "config.yaml") == Config()


@pytest.mark.parametrize(("text", "line", "words"), MISTAKES)
def test_a_mistake_is_named_with_its_line(text: str, line: int, words: str, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(text)
    with pytest.raises(ConfigError, match=rf"^{re.escape(str(tmp_path))}/config\.yaml, line {line}\b") as caught:
        read_config(tmp_path / "config.yaml")
    assert words in str(caught.value)


@pytest.mark.parametrize(("make", "words"), [("folder", "cannot be read"), ("latin", "UTF-8")])
def test_a_file_that_is_no_text_is_told(make: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    if make == "folder":
        path.mkdir()
    else:
        path.write_bytes("thème: x".encode("latin-1"))
    with pytest.raises(ConfigError, match=words) as caught:
        read_config(path)
    assert str(path) in str(caught.value)


def test_what_only_looks_is_not_stopped_by_a_mistake(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = home / "config" / "config.yaml"
    file.parent.mkdir()
    file.write_text("theme: nord\nthemes: nord\n")
    (tmp_path / "corpus").mkdir()
    place = ["--corpus", str(tmp_path / "corpus")]
    assert main(["paths", *place]) == 0
    said = capsys.readouterr()
    assert f"state         {home / 'state'}\n" in said.out
    assert f"{file}, line 2: " in said.err
    assert main(["doctor", *place]) == 1
    said = capsys.readouterr()
    assert "Mistakes in the configuration (1):" in said.out
    assert f"{file}, line 2: " in " ".join(said.out.split())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("theme: nrod\n", "config.yaml, line 1: there is no theme `nrod`; did you mean `nord`?"),
        ("keys:\n  do.star: r\n", "config.yaml, line 2: `r` is the key of `do.star` and of `do.read`"),
        ("follow: true\ncorpus: /no/such/folder\n", "config.yaml, line 2: there is no folder /no/such/folder"),
    ],
)
def test_wishes_that_cannot_be_granted_are_told_by_the_doctor(
    home: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    (home / "config").mkdir()
    (home / "config" / "config.yaml").write_text(text)
    Path("corpus").mkdir()
    assert main(["doctor"]) == 1
    assert words in " ".join(capsys.readouterr().out.split())
