"""One guard each: no file of the house goes past them. The rules themselves are tried on code that breaks them."""

import random
import sys
from dataclasses import replace

import pytest

from briefing.plainyaml import dump_scalar, read
from tests.linting import (
    Rule,
    Source,
    an_index_has_one_door,
    files_are_written_by_the_file_layer,
    nothing_prints_but_put_and_say,
    nothing_runs_what_it_is_given,
    yaml_has_one_room,
)
from tests.linting_markup import drawn_by, made_of, no_markup_from_data
from tests.test_law import HOUSE, SOURCES

RULES: tuple[Rule, ...] = (
    no_markup_from_data,
    nothing_runs_what_it_is_given,
    files_are_written_by_the_file_layer,
    yaml_has_one_room,
    nothing_prints_but_put_and_say,
    an_index_has_one_door,
)
READ = [Source(file.relative_to(HOUSE).as_posix(), file.read_text("utf-8")) for file in SOURCES]
_SCREEN = [source for source in READ if source.place.startswith("tui/")]
DRAWN, DERIVED = drawn_by(_SCREEN), made_of(_SCREEN)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house(rule: Rule) -> None:
    broken = [f"{s.place}, {words}" for s in READ for words in rule(replace(s, drawn=DRAWN, derived=DERIVED))]
    assert not broken, "\n".join(broken)


WIDGETS = "from textual.widgets import OptionList, Static\nfrom textual.content import Content\n"
COMMAND = "from textual.command import DiscoveryHit, Hit\nfrom textual.content import Content\n"

MARKUP = [
    ("Static(title)", False),
    ("Static('a', markup=True)", False),
    ("Static(title, markup=False)", True),
    ("OptionList(*options)", False),
    ("OptionList(*options, markup=False)", True),
    ("Scopes()", False),
    ("self.border_title = title", False),
    ("self.border_title = '[b]x'", False),
    ("self.border_title = f'{title}'", False),
    ("self.border_title = Content(title)", True),
    ("self.border_subtitle = Content(a) + Content(b) if a else ''", True),
    ("self.border_subtitle = Content(a) if a else b", False),
    ("self.tooltip = article.title", False),
    ("Input(tooltip=title)", False),
    ("LEGEND = Content.assemble((a, 'bold'))\nself.border_title = LEGEND", True),
    ("LEGEND = heading\nself.border_title = LEGEND", False),
    ("self.app.sub_title = title", False),
    ("self.border_title = ends(title)", True),
    ("Content.from_markup(title)", False),
    ("Content.from_text(title)", False),
    ("Content.styled(title, f'[{title}]')", False),
    ("Content.styled(title, 'bold')", True),
    ("Content.assemble((title, article.url))", False),
    ("Content.assemble((title, 'bold'), title)", True),
    ("self.notify(title)", False),
    ("self.app.open_url(article.url)", False),
    ("self.run_action(article.title)", False),
    ("Style.from_meta({'pointed': title})", False),
    ("from rich.style import Style\nStyle(link=article.url)", False),
    ("from rich.style import Style\nStyle(meta={'@click': title})", False),
    ("'[@click=app.quit]x[/]'", False),
    ("from textual.widgets import Label", False),
    ("from textual.widgets import Markdown", False),
    ("from rich.console import Console", False),
    ("from rich.text import Text\nText(title)", True),
    ("from rich.text import Text\nText.from_markup(title)", False),
    ("def render(self) -> str:\n  return title", False),
    ("def render(self) -> Content:\n  return Content(title)", True),
    (f"{COMMAND}Hit(1, title, run)", False),
    (f"{COMMAND}Hit(1, Content(title), run, title)", True),
    (f"{COMMAND}Hit(1, matcher.highlight(title), run)", False),
    (f"{COMMAND}DiscoveryHit(title, run)", False),
    (f"{COMMAND}DiscoveryHit(Content(title), run, help=title)", False),
    ("SystemCommand(title, 'help', run)", False),
    ("SystemCommand('theme', 'help', run)", True),
    ("Binding('j', f'open({title})', 'down')", False),
    ("Binding('j', 'open', 'down')", True),
    ("app.exit(message=title)", False),
    ("from rich.text import Text\nmessage = Text(title)\napp.exit(message=message)", True),
]


@pytest.mark.parametrize(("code", "fine"), MARKUP)
def test_markup(code: str, fine: bool) -> None:
    made = Source("tui/widgets/new.py", WIDGETS + code, {"ends"}, {"Scopes": "OptionList"})
    assert (not list(no_markup_from_data(made))) is fine


OTHERS: list[tuple[Rule, str, str, bool]] = [
    (nothing_runs_what_it_is_given, "index/new.py", "import pickle", False),
    (nothing_runs_what_it_is_given, "index/new.py", "from marshal import loads", False),
    (nothing_runs_what_it_is_given, "intake/new.py", "from xml.etree import ElementTree", False),
    (nothing_runs_what_it_is_given, "tui/new.py", "import webbrowser", False),
    (nothing_runs_what_it_is_given, "intake/new.py", "import urllib.request", False),
    (nothing_runs_what_it_is_given, "intake/new.py", "from urllib import request", False),
    (nothing_runs_what_it_is_given, "intake/new.py", "from urllib.parse import urlsplit", True),
    (nothing_runs_what_it_is_given, "library.py", "import socket", False),
    (nothing_runs_what_it_is_given, "serving/new.py", "import socket", True),
    (nothing_runs_what_it_is_given, "query.py", "eval(text)", False),
    (nothing_runs_what_it_is_given, "query.py", "import re\nre.compile(text)", True),
    (nothing_runs_what_it_is_given, "query.py", "exec(text)", False),
    (nothing_runs_what_it_is_given, "cli.py", "import os\nos.system(f'vi {name}')", False),
    (nothing_runs_what_it_is_given, "cli.py", "from os import system\nsystem(name)", False),
    (nothing_runs_what_it_is_given, "cli.py", "import subprocess\nsubprocess.run([name])", False),
    (nothing_runs_what_it_is_given, "tui/editing.py", "import subprocess\nsubprocess.run([name])", True),
    (nothing_runs_what_it_is_given, "tui/editing.py", "import subprocess\nsubprocess.run(f'vi {name}')", False),
    (nothing_runs_what_it_is_given, "tui/editing.py", "import subprocess\nsubprocess.run(x, shell=True)", False),
    (nothing_runs_what_it_is_given, "tui/editing.py", "import asyncio\nasyncio.create_subprocess_shell(x)", False),
    (nothing_runs_what_it_is_given, "library.py", "import importlib\nimportlib.import_module(name)", False),
    (nothing_runs_what_it_is_given, "plainyaml.py", "import yaml\nyaml.load(text)", False),
    (files_are_written_by_the_file_layer, "library.py", "open(name, 'w')", False),
    (files_are_written_by_the_file_layer, "library.py", "open(name, mode='ab')", False),
    (files_are_written_by_the_file_layer, "library.py", "open(name, 'rb')", True),
    (files_are_written_by_the_file_layer, "library.py", "open(name)", True),
    (files_are_written_by_the_file_layer, "library.py", "path.open('wb')", False),
    (files_are_written_by_the_file_layer, "library.py", "Library.open(corpus)", True),
    (files_are_written_by_the_file_layer, "library.py", "path.write_text(text)", False),
    (files_are_written_by_the_file_layer, "library.py", "path.unlink(missing_ok=True)", False),
    (files_are_written_by_the_file_layer, "library.py", "path.mkdir()", False),
    (files_are_written_by_the_file_layer, "library.py", "path.replace(other)", False),
    (files_are_written_by_the_file_layer, "library.py", "text.replace(a, b)", True),
    (files_are_written_by_the_file_layer, "library.py", "import os\nos.open(a, os.O_CREAT | os.O_WRONLY)", False),
    (files_are_written_by_the_file_layer, "library.py", "import os\nos.open(a, os.O_RDONLY)", True),
    (files_are_written_by_the_file_layer, "library.py", "import os\nos.replace(a, b)", False),
    (files_are_written_by_the_file_layer, "library.py", "from os import rename\nrename(a, b)", False),
    (files_are_written_by_the_file_layer, "library.py", "import shutil\nshutil.rmtree(a)", False),
    (files_are_written_by_the_file_layer, "library.py", "from shutil import copyfile\ncopyfile(a, b)", False),
    (files_are_written_by_the_file_layer, "library.py", "import tempfile\ntempfile.mkstemp()", False),
    (files_are_written_by_the_file_layer, "library.py", "from tempfile import NamedTemporaryFile", False),
    (files_are_written_by_the_file_layer, "library.py", "from briefing import storage\nstorage.rename(a, b)", True),
    (files_are_written_by_the_file_layer, "storage.py", "import os\nos.rename(a, b)", True),
    (yaml_has_one_room, "config.py", "import yaml", False),
    (yaml_has_one_room, "plainyaml.py", "import yaml\nyaml.parse(text)", True),
    (yaml_has_one_room, "plainyaml.py", "import yaml\nyaml.safe_load(text)", False),
    (yaml_has_one_room, "state/lines.py", "from briefing.plainyaml import dump_scalar", False),
    (yaml_has_one_room, "export/front.py", "from briefing.plainyaml import dump_scalar", True),
    (nothing_prints_but_put_and_say, "checkup.py", "print(title)", False),
    (nothing_prints_but_put_and_say, "cli.py", "def put(t):\n  print(t)", False),
    (
        nothing_prints_but_put_and_say,
        "cli.py",
        "def put(t):\n  from briefing.inert import inert\n  print(inert(t))",
        True,
    ),
    (nothing_prints_but_put_and_say, "cli_index.py", "import sys\nsys.stderr.write(title)", False),
    (nothing_prints_but_put_and_say, "cli_index.py", "import sys\nsys.stdout.buffer.write(title)", False),
    (nothing_prints_but_put_and_say, "cli_index.py", "import sys\nsys.stdout.flush()", True),
    (nothing_prints_but_put_and_say, "intake/new.py", "import traceback\ntraceback.print_exc()", False),
    (nothing_prints_but_put_and_say, "intake/new.py", "import warnings\nwarnings.warn(title)", False),
    (nothing_prints_but_put_and_say, "intake/new.py", "import logging\nlogging.getLogger().error(title)", False),
    (nothing_prints_but_put_and_say, "intake/foreign.py", "import logging\nlogging.getLogger('x')", True),
    (nothing_prints_but_put_and_say, "intake/foreign.py", "import logging\nlogging.error(title)", False),
    (nothing_prints_but_put_and_say, "cli_index.py", "from rich.progress import TextColumn\nTextColumn(title)", False),
    (an_index_has_one_door, "library.py", "import sqlite3", False),
    (an_index_has_one_door, "index/known.py", "import sqlite3\nsqlite3.connect(path)", False),
    (an_index_has_one_door, "index/database.py", "import sqlite3\ndef read(f):\n  sqlite3.connect(f)", False),
    (
        an_index_has_one_door,
        "index/database.py",
        "import sqlite3\ndef read(f):\n  sqlite3.connect(f'{f}?mode=ro', uri=True)",
        True,
    ),
    (an_index_has_one_door, "index/searching.py", "from whoosh.index import open_dir\nopen_dir(path)", False),
    (an_index_has_one_door, "index/searching.py", "from whoosh import index\nindex.exists_in(path)", False),
    (an_index_has_one_door, "index/searching.py", "from whoosh.filedb.filestore import FileStorage", False),
]


@pytest.mark.parametrize(("rule", "place", "code", "fine"), OTHERS)
def test_a_rule(rule: Rule, place: str, code: str, fine: bool) -> None:
    assert (not list(rule(Source(place, code)))) is fine


def test_any_text_is_quoted_so_that_it_is_read_back_as_it_was() -> None:
    dice = random.Random(8)
    signs = "-?:,[]{}#&*!|>'\"%@`\\\n\r\t\x00\x1b\x85\u2028\ufeff~<=yn0: # null"
    texts = [
        "",
        "null",
        "~",
        "yes",
        "1e3",
        "2020-01-02",
        "- a",
        "a: b",
        "'",
        '"',
        "\\",
        "\n",
        "---",
        "...",
        "<<",
        "&a",
        "*a",
    ]
    texts += ["".join(dice.choice(signs) for _ in range(dice.randrange(9))) for _ in range(2_000)]
    texts += ["".join(map(chr, range(start, start + 0x400))) for start in range(0, sys.maxunicode, 0x4000)]
    for text in texts:
        clean = "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text)
        for written in (f"k: {dump_scalar(text)}", f"[{{k: {dump_scalar(text)}, l: 1}}]", f"- {dump_scalar(text)}"):
            data = read(written, name="").data
            found = data[0] if isinstance(data, list) else data
            assert (found["k"] if isinstance(found, dict) else found) == clean
            assert "\n" not in written
