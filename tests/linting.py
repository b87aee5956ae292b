"""Rules about the sources that no other tool knows: each is a function from one file to what is wrong in it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

Rule = Callable[["Source"], Iterator[str]]


@dataclass(frozen=True)
class Source:
    """One file of the house, and what is known of all of them."""

    place: str
    """As `tui/screens/page.py`."""
    text: str
    drawn: Collection[str] = ()
    """Names of functions that return text which is no markup, by what they are annotated with."""
    derived: Mapping[str, str] = field(default_factory=dict)
    """Names of our widgets, with the widget of Textual that each is made of."""

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each imported name is in full."""
        found: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.asname or alias.name.split(".")[0]: alias.name for alias in node.names if alias.asname}
            elif isinstance(node, ast.ImportFrom):
                found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        return found

    @cached_property
    def imported(self) -> Mapping[str, int]:
        """Full names of all that is imported, and the lines."""
        found: dict[str, int] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name: node.lineno for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found |= {f"{node.module}.{alias.name}": node.lineno for alias in node.names}
        return found

    @cached_property
    def calls(self) -> list[ast.Call]:
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]

    def called(self, node: ast.expr) -> str:
        """The full name of what is called, as `os.replace`; of what is no module, the last name with a dot before."""
        if isinstance(node, ast.Name):
            return self.names.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            base = self.called(node.value) if isinstance(node.value, ast.Name | ast.Attribute) else ""
            known = isinstance(node.value, ast.Name) and (node.value.id in self.names or node.value.id in self._modules)
            return f"{base}.{node.attr}" if known or base in self._dotted else f".{node.attr}"
        return ""

    @cached_property
    def _modules(self) -> set[str]:
        nodes = (node for node in ast.walk(self.tree) if isinstance(node, ast.Import))
        return {alias.asname or alias.name.split(".")[0] for node in nodes for alias in node.names}

    @cached_property
    def _dotted(self) -> set[str]:
        return {name.rpartition(".")[0] for name in self.imported} | set(self.imported)

    def function(self, node: ast.AST) -> str:
        """The name of the innermost function that holds a node; "" for none."""
        holding = [
            (each.lineno, each.name)
            for each in ast.walk(self.tree)
            if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and any(part is node for part in ast.walk(each))
        ]
        return max(holding, default=(0, ""))[1]


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((word.value for word in call.keywords if word.arg == name), None)


def is_false(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def literal(node: ast.expr | None) -> bool:
    """Is it known when it is written?"""
    return node is None or isinstance(node, ast.Constant)


def at(node: ast.AST, words: str) -> str:
    return f"line {getattr(node, 'lineno', 0)}: {words}"


# What is never done, and where a few things are done

DANGEROUS = {
    *("pickle", "marshal", "shelve", "dill", "code", "codeop", "ctypes", "webbrowser", "xml", "pty", "antigravity"),
    *("ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc", "runpy"),
}
"""Modules that run, load or open what they are given."""
NETWORK = {"urllib.request", "urllib.robotparser", "socket", "socketserver", "http", "ssl", "requests", "httpx"}
RUNNING = {
    *("eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.startfile", "subprocess.getoutput"),
    *("subprocess.getstatusoutput", "asyncio.create_subprocess_shell", "os.posix_spawn", "os.execv", "os.execvp"),
    *("yaml.load", "yaml.load_all", "yaml.full_load", "yaml.unsafe_load", "asyncio.start_server"),
    *("asyncio.open_connection", "asyncio.open_unix_connection"),
}
PROCESSES = {
    "index/crew.py": "workers of ours",
    "intake/confined.py": "a reader of ours, confined",
    "serving/session.py": "the reader behind a page",
    "tui/editing.py": "the editor of the user",
    "tui/indexing.py": "the builder of ours",
}
STARTING = {"subprocess.run", "subprocess.Popen", "subprocess.call", "subprocess.check_output", "subprocess.check_call"}
STARTING |= {"asyncio.create_subprocess_exec"}
DYNAMIC = {"tui/keymap.py": "modules of ours, to gather their bindings"}


def nothing_runs_what_it_is_given(source: Source) -> Iterator[str]:
    """No code out of data, no shell, no network but in `serving`, processes in few places with a list of words."""
    for name, line in source.imported.items():
        if name.split(".")[0] in DANGEROUS:
            yield f"line {line}: {name} loads or runs what it is given"
        network = any(name == module or name.startswith(f"{module}.") for module in NETWORK)
        if network and not source.place.startswith("serving/"):
            yield f"line {line}: {name} speaks to a network"
    for call in source.calls:
        name = source.called(call.func)
        if name in RUNNING:
            yield at(call, f"{name} runs or loads what it is given")
        if name == "importlib.import_module" and source.place not in DYNAMIC:
            yield at(call, "modules are imported by name")
        shell = keyword(call, "shell")
        if shell is not None and not is_false(shell):
            yield at(call, "a shell reads what it is given")
        if name in STARTING:
            if source.place not in PROCESSES:
                yield at(call, "processes are started in few places")
            if call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp):
                yield at(call, "a process is given a list of words")


LAYER = {
    "paths.py": "whole files",
    "storage.py": "files that are held or made in pieces",
    "state/file.py": "SQLite's own file",
    "journal.py": "the log, a line at a time",
    "crash.py": "reports of a crash",
}
"""Who writes files of ours."""
WRITING = {f"os.{name}" for name in (
    *("replace", "rename", "renames", "link", "symlink", "unlink", "remove", "rmdir", "removedirs", "mkdir"),
    *("makedirs", "truncate", "ftruncate", "chmod", "fchmod", "chown", "fchown", "utime", "mkfifo", "mknod"),
)}  # fmt: skip
WRITING |= {f"shutil.{name}" for name in ("copy", "copy2", "copyfile", "copytree", "move", "rmtree", "chown")}
METHODS = {".write_text", ".write_bytes", ".unlink", ".rmdir", ".mkdir", ".touch", ".chmod", ".symlink_to"}
METHODS |= {".hardlink_to", ".lchmod"}
FLAGS = {"O_CREAT", "O_WRONLY", "O_RDWR", "O_TRUNC", "O_APPEND"}
EXCEPTIONS = {
    ("cli.py", "os.open"): "the null device, when nobody reads any more",
    ("index/generations.py", "os.fchmod"): "the folder of an index, held open",
}


def files_are_written_by_the_file_layer(source: Source) -> Iterator[str]:
    """Whoever writes, names or removes a file goes through `paths` or `storage`."""
    if source.place in LAYER:
        return
    for name, line in source.imported.items():
        if name.split(".")[0] == "tempfile" and name != "tempfile":
            yield f"line {line}: {name} writes"
    for call in source.calls:
        name = source.called(call.func)
        temporary = name.startswith("tempfile.") and name != "tempfile.gettempdir"
        renamed = name in (".replace", ".rename") and len(call.args) == 1 and _is_a_path(call)
        if (source.place, name) in EXCEPTIONS:
            continue
        if name in WRITING or name in METHODS or temporary or renamed:
            yield at(call, f"{name} is for the file layer")
        if name == "os.open" and FLAGS & _names(call):
            yield at(call, "os.open for writing is for the file layer")
        if name in ("open", ".open", "io.open") and _writes(call, 0 if name == ".open" else 1):
            yield at(call, "opening for writing is for the file layer")


def _is_a_path(call: ast.Call) -> bool:
    """A text is replaced by two others; a path is given one name."""
    return not isinstance(call.args[0], ast.Call | ast.Dict | ast.Lambda)


def _names(node: ast.AST) -> set[str]:
    return {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}


def _writes(call: ast.Call, place: int) -> bool:
    mode = keyword(call, "mode") or (call.args[place] if len(call.args) > place else None)
    return isinstance(mode, ast.Constant) and isinstance(mode.value, str) and bool(set(mode.value) & set("wax+"))


QUOTING = {"export/front.py", "naming/judging.py", "naming/slicing.py"}
"""Who writes YAML: front matter, judgements, the actors of an archive."""


def yaml_has_one_room(source: Source) -> Iterator[str]:
    """YAML is read by `plainyaml` alone, by its events, and written by its one function for any string."""
    for name, line in source.imported.items():
        if name.split(".")[0] in ("yaml", "ruamel", "_yaml") and source.place != "plainyaml.py":
            yield f"line {line}: {name} is for plainyaml"
        if name == "briefing.plainyaml.dump_scalar" and source.place not in QUOTING:
            yield f"line {line}: YAML is written in {len(QUOTING)} places"
    for call in source.calls:
        name = source.called(call.func)
        if name.startswith("yaml.") and name != "yaml.parse":
            yield at(call, f"{name} makes more of YAML than strings")


PRINTING = {
    ("cli.py", "say"): "on stderr",
    ("cli.py", "put"): "on stdout",
    ("crash.py", "_say"): "whatever is broken",
    ("tui/app.py", "run_reader"): "when the screen is gone",
}
"""Where something is printed; each of them hands it to the guard first."""
STREAMS = {".write", ".writelines"}
LOGGING = {
    "intake/foreign.py": "to silence what parsers log",
    "serving/site.py": "to silence what is no fault of ours",
}
QUIET = {"logging.getLogger", "logging.NullHandler", "logging.disable"}
ALOUD = {".basicConfig", ".StreamHandler", ".FileHandler", "traceback.print_exc", "traceback.print_exception"}
ALOUD |= {"traceback.print_stack", "warnings.warn", "logging.basicConfig", "logging.StreamHandler", "pprint.pprint"}


def nothing_prints_but_put_and_say(source: Source) -> Iterator[str]:
    """What is written to a terminal passes the one guard there."""
    if any(name.split(".")[0] == "logging" for name in source.imported) and source.place not in LOGGING:
        yield f"line {source.imported.get('logging', 0)}: what is logged lands on the screen"
    for call in source.calls:
        name = source.called(call.func)
        if name == "print" and not (_guarded(source, call) and (source.place, source.function(call)) in PRINTING):
            yield at(call, "print passes by the guard: use put or say")
        if name == "rich.progress.TextColumn" and not is_false(keyword(call, "markup")):
            yield at(call, "a column reads markup: say markup=False")
        if name in ALOUD or (name.startswith("logging.") and name not in QUIET):
            yield at(call, f"{name} passes by the guard")
        if name in STREAMS and isinstance(call.func, ast.Attribute) and _stream(call.func.value):
            yield at(call, "writing to a stream passes by the guard")


def _guarded(source: Source, call: ast.Call) -> bool:
    given = call.args[0] if call.args else None
    return isinstance(given, ast.Call) and source.called(given.func) == "briefing.inert.inert"


def _stream(node: ast.expr) -> bool:
    """Is it one of the streams of the process?"""
    words = ast.unparse(node)
    return any(name in words for name in ("sys.stdout", "sys.stderr", "sys.__std"))


OPENING = {"whoosh.index.open_dir", "whoosh.index.exists_in", "whoosh.index.create_in", "whoosh.index.FileIndex"}
OPENING |= {"whoosh.filedb.filestore.FileStorage", "whoosh.index.TOC", "whoosh.index.version_in"}
DOOR = "index/segments.py"
"""Where segments are written; what is read comes from the door of `generations`, verified."""
SQLITE = {"index/database.py": "a file of a generation", "state/file.py": "the state"}


def an_index_has_one_door(source: Source) -> Iterator[str]:
    """Nothing of Whoosh opens a folder by itself, and SQLite is opened in two places; to read, read-only."""
    for name, line in source.imported.items():
        if name in OPENING and source.place != DOOR:
            yield f"line {line}: {name} unpickles what nobody has verified"
        if name == "sqlite3" and not source.place.startswith(("index/", "state/")):
            yield f"line {line}: sqlite3 is for index and state"
    for call in source.calls:
        name = source.called(call.func)
        if (name in OPENING and source.place != DOOR) or name in (".open_dir", ".exists_in"):
            yield at(call, f"{name} unpickles what nobody has verified")
        if name == "sqlite3.connect":
            if source.place not in SQLITE:
                yield at(call, "SQLite is opened in two places")
            elif (
                source.place == "index/database.py"
                and source.function(call) != "write"
                and not _read_only(source, call)
            ):
                yield at(call, "what is only read is opened read-only")


def _read_only(source: Source, call: ast.Call) -> bool:
    uri = keyword(call, "uri")
    inside = source.function(call)
    bodies = [node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef) and node.name == inside]
    words = {part.value for body in bodies for part in ast.walk(body) if isinstance(part, ast.Constant)}
    return isinstance(uri, ast.Constant) and uri.value is True and any("mode=ro" in str(word) for word in words)
