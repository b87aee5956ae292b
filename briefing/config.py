"""The user's wishes: theme, keys, glyphs, default corpus, spaCy; mistakes in config.yaml are told with their line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from briefing.below import whole
from briefing.inert import inert_line

if TYPE_CHECKING:
    from briefing.plainyaml import Document

Glyphs = Literal["ascii", "unicode"]

_LARGEST = 100_000
_LARGEST_FILE = 4 * _LARGEST
"""Bytes that so many characters may have."""
_KEY = re.compile(r"[^\W_]|[!-~]|(?:(?:ctrl|shift|alt|super)\+)*[a-z0-9_]+", re.IGNORECASE)
_MODEL = re.compile(r"[a-z]\w*(?:[.-]\w+)*", re.ASCII | re.IGNORECASE)
_NO_MODEL = {"true", "false", "yes", "no", "on", "off", "none", "spacy"}
_TAKEN = {
    **dict.fromkeys(("ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m"), "terminals send another key for it"),
    **dict.fromkeys(("ctrl+s", "ctrl+b", "ctrl+o"), "terminals and multiplexers keep it for themselves"),
}


class ConfigError(Exception):
    """A mistake in the configuration: where the file lies, line, what is wrong and what to write instead."""


@dataclass(frozen=True, slots=True)
class Config:
    """What was configured; what was not is None or empty."""

    theme: str | None = None
    corpus: Path | None = None
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys by the id of the action they are for; none at all takes its keys away."""
    ner: str | None = None
    """The spaCy model that proposes names too."""
    follow: bool = True
    """Does the open reader index by itself what changes in the folder?"""
    glyphs: Glyphs | None = None
    """What signs and borders are made of; as the terminal seems to want it where nothing is said."""
    lines: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Where in the file an action is given keys, or a setting its value: `config.yaml, line 3`."""


def read_config(path: Path) -> Config:
    """Read a file; the defaults where there is none, ConfigError where it holds a mistake."""
    try:
        text = whole(path, _LARGEST_FILE).decode()
    except FileNotFoundError:
        return Config()
    except UnicodeDecodeError as error:
        raise ConfigError(inert_line(f"{path} is not UTF-8 text; save it as UTF-8.")) from error
    except OSError as error:
        raise ConfigError(inert_line(f"{path} cannot be read: {error.strerror}.")) from error
    from briefing.plainyaml import YamlError, read

    try:
        document = read(text, name=str(path), limit=_LARGEST)
    except YamlError as error:
        raise ConfigError(inert_line(f"{error}.")) from error
    return _Checked(path, document).config()


@dataclass(frozen=True, slots=True)
class _Checked:
    """A document, with its mistakes turned into sentences."""

    path: Path
    document: Document

    def config(self) -> Config:
        data = self.document.data
        if data is None:
            return Config()
        if not isinstance(data, dict):
            raise self.mistake("write one setting a line, such as `theme: nord`")
        known = [name for name in Config.__dataclass_fields__ if name != "lines"]
        for name in data:
            if name not in known:
                raise self.mistake(f"there is no setting `{name}`{_instead(name, known)}", name)
        return Config(
            self.text("theme"), self.corpus(), self.keys(), self.ner(), self.follow(), self.glyphs(), self.lines()
        )

    def text(self, name: str) -> str | None:
        value = (
            self.document.data[name] if isinstance(self.document.data, dict) and name in self.document.data else None
        )
        if isinstance(value, list | dict):
            raise self.mistake(f"`{name}` is one value, not a list", name)
        return inert_line(value or "") or None

    def corpus(self) -> Path | None:
        written = self.text("corpus")
        if written is None:
            return None
        try:
            folder = Path(written).expanduser()
        except RuntimeError:
            raise self.mistake(f"there is no home folder for `{written}`", "corpus") from None
        if not folder.is_absolute():
            raise self.mistake("write the whole path of the corpus, beginning with `/` or `~`", "corpus")
        return folder

    def ner(self) -> str | None:
        model = self.text("ner")
        if model and (model.lower() in _NO_MODEL or not _MODEL.fullmatch(model)):
            raise self.mistake(
                "`ner` wants the name of a spaCy model, such as `en_core_web_sm`, or no line at all", "ner"
            )
        return model

    def follow(self) -> bool:
        written = self.text("follow")
        if written not in (None, "true", "false"):
            raise self.mistake("`follow` is `true` or `false`", "follow")
        return written != "false"

    def glyphs(self) -> Glyphs | None:
        written = self.text("glyphs")
        for glyphs in get_args(Glyphs):
            if written == glyphs:
                return glyphs  # type: ignore[no-any-return]
        if written is not None:
            raise self.mistake("`glyphs` is `ascii` or `unicode`", "glyphs")
        return None

    def lines(self) -> dict[str, str]:
        assert isinstance(self.document.data, dict)
        actions = self.document.data.get("keys") or {}
        places = [(name,) for name in self.document.data] + [("keys", action) for action in actions]
        return {inert_line(str(place[-1])): self.place(*place) for place in places}

    def keys(self) -> dict[str, tuple[str, ...]]:
        assert isinstance(self.document.data, dict)
        written = self.document.data.get("keys")
        if written is None:
            return {}
        if not isinstance(written, dict):
            raise self.mistake("write `keys` as one action a line, such as `  search: /`", "keys")
        return {inert_line(action): self.keys_of(action, value) for action, value in written.items()}

    def keys_of(self, action: str, value: object) -> tuple[str, ...]:
        values = value if isinstance(value, list) else [] if value is None else [value]
        keys = []
        for key in values:
            if not isinstance(key, str) or not _KEY.fullmatch(key):
                raise self.mistake(f"`{action}` wants keys such as `r`, `ctrl+d` or `[f5, space]`", "keys", action)
            if reason := _TAKEN.get(key.lower()):
                raise self.mistake(f"`{key}` cannot be used: {reason}", "keys", action)
            keys.append(key)
        return tuple(dict.fromkeys(keys))

    def place(self, *path: str | int) -> str:
        return f"{self.path.name}, line {self.line(*path)}"

    def line(self, *path: str | int) -> int:
        line, _ = self.document.mark(*path)
        return line

    def mistake(self, words: str, *path: str | int) -> ConfigError:
        return ConfigError(inert_line(f"{self.path}, line {self.line(*path)}: {words}."))


def _instead(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"; did you mean `{near[0]}`?" if near else f"; there are {', '.join(known)}"
