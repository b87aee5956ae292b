"""No string of data is read as markup: what Textual and Rich would read it in, and what may be given to that."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from tests.linting import Source, at, is_false, keyword, literal

WIDGETS = {"Input", "OptionList", "Static", "TextArea", "option_list.Option"}
"""Those of Textual whose ways with markup were looked into: two read it unless they are told not to."""
READ_MARKUP = {"Static", "Label", "OptionList"}
RICH = ("rich.cells", "rich.segment", "rich.style", "rich.text")
MAKERS = {"Content", "Content.assemble", "Content.styled", "Text"}
KEEPING = {".join", ".stylize", ".append", ".truncate"}
"""What makes one text of another."""
LABELS = {"border_title", "border_subtitle", "tooltip", "title", "sub_title", "TITLE", "SUB_TITLE"}
LABELS |= {"BORDER_TITLE", "BORDER_SUBTITLE"}
NEVER = {
    *("from_markup", "from_text", "render_str", "notify", "open_url", "action_link", "deliver_text", "deliver_binary"),
    *("highlight_regex", "deliver_screenshot"),
}
ACTIONS = {
    "tui/commands.py": "of a binding",
    "tui/screens/main.py": "of a hint",
    "tui/screens/export.py": "of a button",
}
"""Who runs actions by name, and whose."""
BUTTONS = "tui/shapes.py"
"""Where cells are given something that a click does: the buttons of one dialog, literals all of them."""
BINDINGS = ("tui/keys.py", "tui/keymap.py")
"""Where bindings are made by functions, when they are imported."""
LIVE = ("@click", "@mouse", "[link", "[@")


def no_markup_from_data(source: Source) -> Iterator[str]:
    """Whatever Textual or Rich would read markup in is a literal, text that was made without, or told not to."""
    if not source.place.startswith("tui/"):
        return
    yield from _unknown_widgets(source)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            yield from _in_call(source, node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = {target.attr for target in targets if isinstance(target, ast.Attribute)}
            names |= {target.id for target in targets if isinstance(target, ast.Name) and target.id.isupper()}
            if names & LABELS and isinstance(node.value, ast.expr) and not _is_text(source, node.value):
                yield at(node, f"{names & LABELS} may be markup")
        elif isinstance(node, ast.FunctionDef) and node.name == "render" and _annotation(node) not in DRAWN:
            yield at(node, "what `render` returns may be markup: say that it is Content")
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and any(sign in node.value for sign in LIVE)
        ):
            yield at(node, "markup that can be clicked")


def _unknown_widgets(source: Source) -> Iterator[str]:
    for name, line in source.imported.items():
        if name.startswith("textual.widgets.") and name.removeprefix("textual.widgets.") not in WIDGETS:
            yield f"line {line}: whether {name} reads markup has to be looked into first"
        if name.startswith("rich.") and not name.startswith(RICH):
            yield f"line {line}: {name} reads markup"


def _in_call(source: Source, call: ast.Call) -> Iterator[str]:
    name = source.called(call.func)
    last = name.rpartition(".")[2]
    widget = source.derived.get(last, last)
    if widget in READ_MARKUP and not is_false(keyword(call, "markup")):
        yield at(call, f"{last} reads markup: say markup=False")
    if last in NEVER or name == "rich.style.Style.parse" or name.endswith("console.print"):
        yield at(call, f"`{last}` reads markup, or opens what it is given")
    if last == "run_action" and source.place not in ACTIONS:
        yield at(call, "only bindings, hints and buttons run actions")
    if (last == "from_meta" or keyword(call, "meta")) and source.place != BUTTONS:
        yield at(call, "only buttons can be clicked into an action")
    if last in ("Style", "Text", "Content") and keyword(call, "link"):
        yield at(call, "no cell is a link")
    for place, word in _shown(name, last, widget):
        given = keyword(call, word) or (call.args[place] if place is not None and len(call.args) > place else None)
        if given is not None and not _is_text(source, given):
            yield at(call, f"`{word}` of {last} may be markup")
    if last == "Binding" and source.place not in BINDINGS and not all(map(literal, call.args)):
        yield at(call, "a binding is written out")
    yield from _styles(call, last)


def _shown(name: str, last: str, widget: str) -> Iterator[tuple[int | None, str]]:
    """Arguments that are read as markup: the place of each, and its keyword."""
    if last not in ("Binding", "_hidden", "_judging"):
        yield None, "tooltip"
    if name == "textual.command.Hit":
        yield from ((1, "match_display"), (4, "help"))
    elif name == "textual.command.DiscoveryHit":
        yield from ((0, "display"), (3, "help"))
    elif last == "SystemCommand":
        yield from ((0, "title"), (1, "help"))
    elif last == "exit":
        yield None, "message"
    elif widget == "TextArea":
        yield None, "placeholder"


def _styles(call: ast.Call, last: str) -> Iterator[str]:
    """The style of a piece of text may hold an action too."""
    pieces: list[ast.expr] = []
    if last in ("styled", "stylize"):
        pieces = call.args[1:2] if last == "styled" else call.args[:1]
    elif last == "assemble":
        pieces = [part.elts[1] for part in call.args if isinstance(part, ast.Tuple) and len(part.elts) == 2]
    for style in pieces:
        known = isinstance(style, ast.Constant | ast.Call) or getattr(style, "id", getattr(style, "attr", "")) in STYLES
        if not known:
            yield at(call, "a style that is made of data may hold an action")


STYLES = {"style", "match_style"}
DRAWN = {"Content", "Fitted", "Text", "Strip"}


def _annotation(function: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    return ast.unparse(function.returns) if function.returns else ""


def _is_text(source: Source, node: ast.expr) -> bool:
    """Is it text that nobody will read markup in?"""
    match node:
        case ast.Constant(value=str(words)):
            return "[" not in words
        case ast.Constant():
            return True
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _is_text(source, left) and _is_text(source, right)
        case ast.IfExp(body=one, orelse=other):
            return _is_text(source, one) and _is_text(source, other)
        case ast.Name(id=name):
            given = _assigned(source, name)
            return bool(given) and all(_is_text(source, value) for value in given)
        case ast.Call(func=func):
            name = source.called(func)
            short = ".".join(name.split(".")[-2:]) if name.split(".")[-2:-1] == ["Content"] else name.rpartition(".")[2]
            if name in KEEPING and isinstance(func, ast.Attribute):
                return _is_text(source, func.value)
            return short in MAKERS or short in source.drawn
    return False


def _assigned(source: Source, name: str) -> list[ast.expr]:
    """All that a name is ever given in a file."""
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
            found.append(node.value)
    return found


def drawn_by(sources: Collection[Source]) -> set[str]:
    """Names of the functions that are annotated to return text which is no markup, and nothing else."""
    returned: dict[str, set[str]] = {}
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                returned.setdefault(node.name, set()).add(_annotation(node))
    return {name for name, annotations in returned.items() if annotations <= DRAWN}


def made_of(sources: Collection[Source]) -> dict[str, str]:
    """Our widgets that are made of one of Textual's."""
    classes = [node for source in sources for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef)]
    found: dict[str, str] = {}
    for _ in range(3):  # of one another too
        for node in classes:
            for base in node.bases:
                name = base.id if isinstance(base, ast.Name) else ""
                if name in WIDGETS or name in found:
                    found[node.name] = found.get(name, name)
    return found
