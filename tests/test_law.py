"""The import law: which room may use which, read from the sources."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent / "briefing"

LEAVES = {
    "below",
    "bounded",
    "clean",
    "crash",
    "dates",
    "day_words",
    "files",
    "inert",
    "journal",
    "paths",
    "pausing",
    "plainyaml",
    "progress",
    "storage",
    "words",
}
NOUNS = {"anchors", "article", "actors", "cast", "judgements", "query", "results", "speaking"}
LAW: dict[str, set[str]] = {
    **dict.fromkeys(LEAVES, LEAVES),
    "anchors": LEAVES,
    "article": LEAVES,
    "judgements": LEAVES,
    "actors": LEAVES | {"judgements"},
    "cast": LEAVES | {"article", "actors"},
    "speaking": LEAVES | {"article"},
    "query": LEAVES | {"article"},
    "results": LEAVES | {"article", "query"},
    "repairs": LEAVES | {"query"},
    "periods": LEAVES | {"query", "repairs"},
    "parsing": LEAVES | {"query", "periods", "repairs"},
    "config": LEAVES,
    "watching": LEAVES | {"intake"},
    "intake": LEAVES | {"article"},
    "facts": LEAVES | {"article", "actors"},
    "naming": LEAVES | {"article", "actors", "judgements"},
    "whoswho": LEAVES | NOUNS | {"intake", "naming", "index"},
    "reading": LEAVES | {"article", "actors", "intake", "facts", "naming"},
    "index": LEAVES | NOUNS,
    "state": LEAVES | NOUNS,
    "export": LEAVES | NOUNS,
    "verifying": LEAVES | NOUNS | {"parsing"},
    "bundling": LEAVES | NOUNS | {"intake", "naming", "reading", "export", "verifying"},
    "briefs": LEAVES | NOUNS | {"bundling", "export", "naming", "state", "verifying"},
    "folders": LEAVES | NOUNS | {"whoswho", "intake", "naming", "reading", "index"},
    "library": LEAVES
    | NOUNS
    | {
        "folders",
        "whoswho",
        "parsing",
        "intake",
        "naming",
        "reading",
        "index",
        "state",
        "export",
        "briefs",
        "verifying",
    },
    "checkup": LEAVES | NOUNS | {"library", "state"},
    "plainly": LEAVES | NOUNS | {"library", "state"},
    "overview": LEAVES | NOUNS | {"library"},
    "timeline": LEAVES | NOUNS | {"library"},
    "tui": LEAVES
    | NOUNS
    | {"briefs", "parsing", "library", "overview", "timeline", "watching", "config", "state", "export"},
    "usage": LEAVES,
    "serving": LEAVES,
    "sample": LEAVES,
    "cli_actors": LEAVES | NOUNS | {"cli", "library", "overview", "plainly"},
    "cli_brief": LEAVES | NOUNS | {"cli", "cli_update", "library", "briefs", "bundling", "export", "verifying"},
    "cli_update": LEAVES | NOUNS | {"cli", "briefs", "export", "library"},
    "cli_screen": LEAVES | NOUNS | {"cli", "library", "watching", "config", "tui", "serving", "sample"},
    "cli_state": LEAVES | NOUNS | {"cli", "state"},
    "cli_timeline": LEAVES | NOUNS | {"cli", "library", "plainly", "timeline"},
    "cli_index": LEAVES | NOUNS | {"cli", "library", "watching"},
    "cli": LEAVES
    | NOUNS
    | {
        "cli_actors",
        "cli_brief",
        "cli_index",
        "cli_screen",
        "cli_state",
        "cli_timeline",
        "usage",
        "library",
        "watching",
        "checkup",
        "plainly",
        "config",
        "state",
        "export",
        "tui",
    },
    "__main__": {"cli"},
    "__init__": {"library"},
}
TONGUES = {
    "aiohttp": {"serving"},
    "textual_serve": {"serving"},
    "textual": {"tui"},
    "rich": {"tui", "cli_index"},
    "watchfiles": {"watching"},
    "whoosh": {"index"},
    "yaml": {"plainyaml"},
    "pydantic": {"naming"},
    "ahocorasick_rs": {"naming"},
    "spacy": {"naming"},
    "sqlite3": {"index", "state"},
    "markdown_it": {"intake", "verifying"},
    "trafilatura": {"intake"},
    "htmldate": {"intake"},
    "lxml": {"intake"},
    "feedparser": {"intake"},
    "pypdf": {"intake"},
    "ftfy": {"intake"},
    "charset_normalizer": {"intake"},
    "email": {"intake"},
}
SOURCES = sorted(HOUSE.rglob("*.py"))


def room(file: Path) -> str:
    return file.relative_to(HOUSE).parts[0].removesuffix(".py")


def imports(file: Path) -> set[str]:
    """Full names of all that a file imports, those inside functions and for type checking included."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            names.add(node.module or "")
            if node.module == "briefing":
                names.update(f"briefing.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(HOUSE)))
def test_the_law(file: Path) -> None:
    own = room(file)
    used = {name.split(".")[1] for name in imports(file) if name.startswith("briefing.")} - {own, "__version__"}
    assert used <= LAW[own], f"{own} may not use {used - LAW[own]}"


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(HOUSE)))
def test_one_foreign_tongue_a_room(file: Path) -> None:
    spoken = {name.split(".")[0] for name in imports(file)} & TONGUES.keys()
    assert all(room(file) in TONGUES[tongue] for tongue in spoken), f"{room(file)} speaks {spoken}"


def test_widgets_know_neither_each_other_nor_screens_nor_the_library() -> None:
    widgets = HOUSE / "tui" / "widgets"
    for file in widgets.glob("*.py"):
        used = imports(file)
        others = {f"briefing.tui.widgets.{other.stem}" for other in widgets.glob("*.py")} - {
            f"briefing.tui.widgets.{file.stem}"
        }
        assert not used & (others | {"briefing.library"}), file
        assert not [name for name in used if name.startswith("briefing.tui.screens")], file


@pytest.mark.parametrize("module", ["briefing.library", "briefing.reading", "briefing.parsing", "briefing.cli"])
def test_the_domain_wakes_no_screen(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({{'textual', 'rich'}} & {{n.split('.')[0] for n in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_command_line_wakes_nothing_it_does_not_need() -> None:
    code = "import sys, briefing.cli; print(*sorted(n for n in sys.modules if n.startswith('briefing')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["briefing", "briefing.cli"]
