"""What the reader did: set, undone, followed, carried elsewhere, and still there after whatever happens."""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from briefing.paths import corpus_key
from briefing.state import LONGEST_NOTE, Marks, Note, Shelved, State, StateError, paragraph_number, words_hash

A, B, C = "aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., State]]:
    states: list[State] = []

    def open_(corpus: str = "corpus", folder: str = "state") -> State:
        states.append(State.open(tmp_path / folder, tmp_path / corpus))
        return states[-1]

    yield open_
    for state in states:
        state.close()


@pytest.fixture
def state(opened: Callable[..., State]) -> State:
    return opened()


def test_nothing_is_marked_at_first(state: State) -> None:
    assert state.marks() == {
        "read": set(),
        "starred": set(),
        "aside": set(),
        "noted": set(),
        "tagged": set(),
        "working": set(),
    }
    assert (state.notes(), state.saved(), state.history(), state.notices) == ([], {}, [], ())
    assert state.undo() is None


MARKS = [
    ("read", "2 articles marked read", "2 articles marked unread"),
    ("starred", "2 articles starred", "2 articles unstarred"),
    ("aside", "2 articles set aside", "2 articles taken back from aside"),
    ("tag:Libya talks", "2 articles tagged Libya talks", "2 articles no longer tagged Libya talks"),
]


@pytest.mark.parametrize(("kind", "on", "off"), MARKS)
def test_marks_are_set_kept_and_undone(kind: str, on: str, off: str, opened: Callable[..., State]) -> None:
    state = opened()
    assert state.set(kind, [A, B, A], True) == 2
    assert state.set(kind, [A, B], True) == 0
    assert opened().marks()[kind] == {A, B}
    assert state.set(kind, [A, B, C], False) == 2
    assert state.undo() == off
    assert state.marks()[kind] == {A, B}
    assert state.undo() == on
    assert state.marks().get(kind, set()) == set()
    assert state.undo() is None
    assert opened().marks().get(kind, set()) == set()


def test_undo_takes_back_only_what_changed(state: State) -> None:
    state.set("read", [A], True)
    state.set("read", [A, B], True)
    assert state.undo() == "1 article marked read"
    assert state.marks()["read"] == {A}


TAGS = [
    ("tag: Libya ", "tag:Libya"),
    ("tag:two\n words", "tag:two words"),
    ("tag:\x1b[31mred\x9b\u202e", "tag:[31mred"),
    ("tag:a\ud800b", "tag:ab"),
    ("tag:ليبيا 🕊", "tag:ليبيا 🕊"),
    ("tag:tag:x", "tag:tag:x"),
]


@pytest.mark.parametrize(("given", "kept"), TAGS)
def test_tags_are_cleaned(given: str, kept: str, state: State) -> None:
    state.set(given, [A], True)
    assert set(state.marks()) == {"read", "starred", "aside", "noted", "tagged", "working", kept}


def test_a_tag_keeps_its_first_spelling(state: State) -> None:
    state.set("tag:Libya", [A], True)
    state.set("tag:LIBYA", [B], True)
    state.set("tag:Aid", [B], True)
    assert state.marks()["tag:Libya"] == {A, B}
    assert state.tags(B) == ["Aid", "Libya"]
    assert state.tags(C) == []


@pytest.mark.parametrize("kind", ["tag:", "tag: \x1b", "noted", "unread", "", "tag:" + "x" * 61])
def test_what_is_no_mark_is_refused(kind: str, state: State) -> None:
    with pytest.raises(StateError, match=r"tag needs a name|at most 60"):
        state.set(kind, [A], True)
    assert state.undo() is None


def test_notes_are_written_replaced_removed_and_undone(opened: Callable[..., State]) -> None:
    state, words = opened(), words_hash("The two sides met.")
    state.note(A, "who says so?\x1b]0;x\x07", 3, words)
    state.note(A, " on the whole ")
    assert [(n.paragraph, n.text, n.words) for n in opened().notes(A)] == [
        (None, "on the whole", ""),
        (3, "who says so?]0;x", words),
    ]
    assert state.marks()["noted"] == {A}
    state.note(A, "the ministry", 3, words)
    assert state.undo() == "note on paragraph 3 written"
    assert state.notes(A)[1].text == "who says so?]0;x"
    state.note(A, "")
    assert [n.paragraph for n in state.notes()] == [3]
    assert state.undo() == "note on the article removed"
    assert [n.paragraph for n in state.notes()] == [None, 3]


def test_a_note_takes_the_place_of_others_as_one_change(state: State) -> None:
    state.note(A, "gone with its paragraph", 4, "hash")
    state.note(A, "moved", 9, "other")
    state.note(A, "all of it", instead=state.notes(A))
    assert [(note.paragraph, note.text) for note in state.notes(A)] == [(None, "all of it")]
    assert state.undo() == "note on the article written"
    assert [(note.paragraph, note.text, note.words) for note in state.notes(A)] == [
        (4, "gone with its paragraph", "hash"),
        (9, "moved", "other"),
    ]
    state.note(A, "", 4, "hash", instead=state.notes(A))
    assert state.of(A).noted is False


def test_a_note_has_an_end(state: State) -> None:
    state.note(A, "x" * LONGEST_NOTE)
    with pytest.raises(StateError, match="at most 20,000 characters; this one has 20,001"):
        state.note(A, "x" * (LONGEST_NOTE + 1))
    assert len(state.notes(A)[0].text) == LONGEST_NOTE


def test_the_working_list_is_filled_emptied_and_undone(opened: Callable[..., State]) -> None:
    state = opened()
    state.follow({A: "1", B: "2"})
    assert state.shelve([Shelved(B, 2, "hash"), Shelved(A), Shelved(A)], True) == 2
    assert state.shelve([Shelved(A)], True) == 0
    assert {(item.article, item.paragraph, item.words) for item in opened().shelf()} == {(A, None, ""), (B, 2, "hash")}
    assert state.marks()["working"] == {A, B}
    assert state.shelve([Shelved(B, 2), Shelved(C)], False) == 1
    assert (state.of(A).working, state.of(B).working) == (True, False)
    assert state.undo() == "1 passage taken off the working list"
    assert [item.words for item in state.shelf() if item.article == B] == ["hash"]
    assert state.undo() == "2 articles put on the working list"
    assert (state.shelf(), state.undo()) == ([], None)
    state.shelve([Shelved(A, at=3), Shelved(C, 1, at=1), Shelved(B, at=2)], True)
    assert [item.article for item in state.shelf()] == [C, B, A], "in the order in which it was filled"
    state.shelve([Shelved(C, 9)], True)
    state.shelve([Shelved(B, 9)], True)
    state.shelve([Shelved(A, 9)], True)
    assert [item.article for item in state.shelf() if item.paragraph == 9] == [C, B, A]


def test_places_and_choices_are_kept_and_need_no_undoing(opened: Callable[..., State]) -> None:
    state = opened()
    state.keep_place(A, 700)
    state.keep_place(B, 5)
    state.keep_place(B, 0)
    state.set_setting("theme", "light\x1b")
    state.set_setting("theme", "dark\n\x9b")
    assert (opened().place(A), opened().place(B), opened().place(C)) == (700, 0, 0)
    assert (opened("other").setting("theme"), state.setting("measure")) == ("dark", None)
    assert (opened("other").place(A), state.undo(), state.latest) == (0, None, 0.0)


def test_one_article_and_every_tag(state: State) -> None:
    state.set("starred", [A], True)
    state.set("tag:zeal", [A, B], True)
    state.set("tag:Aid", [B], True)
    state.note(B, "x", 3)
    assert state.of(A) == Marks(starred=True, tagged=True)
    assert state.of(B) == Marks(tagged=True, noted=True)
    assert state.of(C) == Marks()
    assert list(state.every_tag().items()) == [("Aid", 1), ("zeal", 2)]
    state.set("tag:Aid", [B], False)
    assert list(state.every_tag()) == ["zeal"]
    assert "tag:Aid" not in state.marks()


def test_what_is_known_of_marks_is_what_is_in_the_file(opened: Callable[..., State]) -> None:
    """After every kind of change, and after one that failed."""
    state = opened()
    state.follow({A: "1", B: "2"})
    changes: list[Callable[[], object]] = [
        lambda: state.set("read", [A, B], True),
        lambda: state.set("tag:x", [A], True),
        lambda: state.set("tag:X", [A], False),
        lambda: state.note(A, "one", 1),
        lambda: state.note(A, "two", 2),
        lambda: state.note(A, "", 1),
        lambda: state.shelve([Shelved(A), Shelved(A, 2)], True),
        lambda: state.shelve([Shelved(A)], False),
        lambda: state.keep_place(A, 7),
        lambda: state.asked("x"),
        lambda: state.import_lines([HEADER, f'{{"is": "mark", "kind": "aside", "article": "{B}"}}']),
        lambda: state.set("starred", [B], True),
        state.undo,
        lambda: state.follow({C: "1", B: "2"}),
    ]
    for change in changes:
        change()
        assert state.marks() == opened().marks()
    with pytest.raises(StateError):
        state.set("tag:", [A], True)
    assert state.marks() == opened().marks()


def test_nobody_who_looks_waits_for_who_writes(state: State) -> None:
    state.set("starred", [A], True)
    writing, looked = Event(), Event()

    def slowly() -> Iterator[str]:
        yield A
        writing.set()
        looked.wait(10)

    writer = Thread(target=state.set, args=("read", slowly(), True))
    writer.start()
    assert writing.wait(10)
    seen = state.of(A)
    looked.set()
    writer.join()
    assert (seen, state.of(A)) == (Marks(starred=True), Marks(read=True, starred=True))


def test_nobody_who_looks_waits_for_the_file_after_a_write_that_failed(
    opened: Callable[..., State], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened().set("starred", [A], True)
    state, other = opened(), opened()

    def full(*_: object) -> object:
        raise sqlite3.OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr("briefing.state.store.changes.marking", full)
        with pytest.raises(StateError, match="Your mark was not saved"):
            state.set("read", [A], True)
    writing, looked = Event(), Event()

    def slowly() -> Iterator[str]:
        yield B
        writing.set()
        looked.wait(10)

    writer = Thread(target=state.set, args=("read", slowly(), True))
    with monkeypatch.context() as patch:
        patch.setattr(State, "_gathered", full)
        assert state.of(A) == Marks(starred=True)
    writer.start()
    assert writing.wait(10)
    seen = state.of(A), state.marks()["starred"]
    looked.set()
    writer.join()
    assert seen == (Marks(starred=True), frozenset({A}))
    other.set("aside", [A], True)
    state.keep_place(A, 3)
    assert state.of(A) == Marks(starred=True, aside=True), "what another did is known after the next change"


def test_what_another_changed_since_is_not_undone(opened: Callable[..., State]) -> None:
    here, there = opened(), opened()
    here.set("starred", [A, B, C], True)
    there.set("starred", [B], False)
    here.save("talks", "mine")
    there.save("talks", "theirs")
    here.note(B, "untouched")
    here.note(A, "mine")
    there.note(A, "theirs")
    with pytest.raises(StateError, match="note on the article written: changed since by somebody else; not undone"):
        here.undo()
    assert here.undo() == "note on the article written"
    with pytest.raises(StateError, match="search talks saved: changed since by somebody else; not undone"):
        here.undo()
    assert [(note.article, note.text) for note in here.notes()] == [(A, "theirs")]
    assert here.saved() == {"talks": "theirs"}
    assert here.undo() == "3 articles starred"
    assert (here.marks()["starred"], here.undo()) == (frozenset(), None)
    here.note(A, "", instead=here.notes(A))
    there.note(A, "again")
    with pytest.raises(StateError, match="not undone"):
        here.undo()
    assert [note.text for note in here.notes()] == ["again"]


BEGUN = [
    ("", "mine", "mine", False),
    ("first", "theirs", "theirs\nmine", True),
    ("first", "mine", "mine", False),
    ("first", "", "mine", True),
]


@pytest.mark.parametrize(("began", "there", "kept", "met"), BEGUN)
def test_what_two_write_at_one_place_is_kept_of_both(
    began: str, there: str, kept: str, met: bool, opened: Callable[..., State]
) -> None:
    state = opened()
    state.note(A, began)
    opened().note(A, there)
    assert state.note(A, "mine", began=began) is met
    assert [note.text for note in state.notes(A)] == [kept]


def gone(file: Path) -> None:
    file.unlink()


def replaced(file: Path) -> None:
    file.rename(file.with_name("moved.sqlite"))
    file.touch()


@pytest.mark.parametrize("harm", [gone, replaced])
def test_nothing_is_acknowledged_that_goes_into_a_file_that_is_gone(
    harm: Callable[[Path], None], tmp_path: Path, state: State
) -> None:
    state.set("read", [A], True)
    harm(tmp_path / "state" / "state.sqlite")
    for change in (lambda: state.set("starred", [A], True), state.undo, lambda: state.asked("x")):
        with pytest.raises(StateError, match=r"the file of your marks, .*, was moved or deleted; leave and start"):
            change()
    assert state.of(A) == Marks(read=True)


PLACES = [
    (["One.", "Two.", "Three."], 2),
    (["Zero.", "One.", "Two.", "Three."], 3),
    (["One.", "  two !  ", "Three."], 2),
    (["Two.", "Two."], 2),
    (["One.", "Two, changed."], None),
    ([], None),
]


@pytest.mark.parametrize(("paragraphs", "place"), PLACES)
def test_a_note_finds_its_paragraph_again(paragraphs: list[str], place: int | None) -> None:
    assert paragraph_number(2, words_hash("Two."), paragraphs) == place
    assert paragraph_number(None, "", paragraphs) is None


def test_searches_are_saved_under_names(state: State) -> None:
    state.save("talks", "talks date:2020")
    state.save("talks", "talks\x1b date:2021")
    state.save("army", "faction:lna")
    assert state.saved() == {"army": "faction:lna", "talks": "talks date:2021"}
    state.save("army", None)
    assert state.undo() == "search army forgotten"
    assert state.undo() == "search army saved"
    assert state.undo() == "search talks saved"
    assert state.saved() == {"talks": "talks date:2020"}
    with pytest.raises(StateError, match="needs a name"):
        state.save(" ", "x")


def test_history_holds_each_query_once_newest_first(state: State) -> None:
    for query in ["a", "b", "", "  ", "a", "c\x1b"]:
        state.asked(query)
    assert state.history() == ["c", "a", "b"]
    assert state.history(1) == ["c"]
    for number in range(510):
        state.asked(f"query {number}")
    assert len(state.history(1000)) == 500
    assert state.history(1000)[-1] == "query 10"


def test_corpora_are_kept_apart(opened: Callable[..., State]) -> None:
    one, other = opened("one"), opened("other")
    one.set("read", [A], True)
    one.note(A, "x")
    one.save("x", "y")
    one.asked("y")
    assert other.marks()["read"] == set()
    assert (other.notes(), other.saved(), other.history()) == ([], {}, [])


def test_what_another_process_does_is_seen(opened: Callable[..., State]) -> None:
    here, there = opened(), opened()
    assert here.marks()["read"] == set()
    there.set("read", [A], True)
    assert here.marks()["read"] == {A}


FOLLOWED = [
    ({A: "1", B: "2"}, {A: "1", B: "2"}, {}),
    ({A: "1", B: "2"}, {C: "1", B: "2"}, {A: C}),
    ({A: "1", B: "2"}, {A: "9", B: "2"}, {}),
    ({A: "1", B: "2"}, {B: "2"}, {}),
    ({A: "1", B: "2"}, {B: "1", C: "1"}, {}),
    ({A: "1", B: "2"}, {B: "1"}, {A: B}),
]


@pytest.mark.parametrize(("before", "after", "moved"), FOLLOWED)
def test_state_follows_an_article_that_moved(
    before: dict[str, str], after: dict[str, str], moved: dict[str, str], opened: Callable[..., State]
) -> None:
    state = opened()
    state.set("read", [A], True)
    assert state.follow(before) == {}
    state.set("tag:x", [A], True)
    state.note(A, "mine", 2, "hash")
    state.shelve([Shelved(A), Shelved(A, 2, "hash")], True)
    state.keep_place(A, 70)
    assert opened().follow(after) == moved
    place = moved.get(A, A)
    marks = opened().marks()
    assert marks["read"] == marks["tag:x"] == marks["noted"] == marks["working"] == {place}
    assert [(item.article, item.paragraph) for item in state.shelf()] == [(place, None), (place, 2)]
    assert (state.place(place), state.place(A)) == (70, 70 if place == A else 0)
    assert [note.text for note in state.notes(place)] == ["mine"]


def test_an_edited_article_is_followed_by_its_new_hash(state: State) -> None:
    state.follow({A: "1"})
    state.set("read", [A], True)
    state.follow({A: "2"})
    assert state.follow({B: "2"}) == {A: B}


def test_no_note_is_lost_where_two_meet(state: State) -> None:
    state.follow({A: "1"})
    state.note(A, "first")
    state.note(B, "second")
    state.follow({B: "1"})
    assert [note.text for note in state.notes()] == ["second\nfirst"]


def test_two_long_notes_that_meet_can_be_carried_elsewhere(opened: Callable[..., State]) -> None:
    state, long = opened(), "x" * LONGEST_NOTE
    state.follow({A: "1"})
    for article, words in ((A, "first"), (B, "second")):
        state.note(article, f"{words} {long}"[:LONGEST_NOTE], 2, "hash")
    assert state.follow({B: "1"}) == {A: B}
    assert [(note.paragraph, note.text[:6], note.words) for note in state.notes(B)] == [
        (2, "second", "hash"),
        (3, "first ", "hash"),
    ]
    other = opened("other", "elsewhere")
    other.import_lines(state.export_lines())
    assert other.notes() == state.notes()


def test_state_is_carried_as_lines(opened: Callable[..., State]) -> None:
    state = opened()
    state.follow({A: "1", B: "2"})
    for kind in ("read", "aside", "tag:Libya"):
        state.set(kind, [A, B], True)
    state.note(A, "two\nlines \u2028 “quoted”", 2, "hash")
    state.shelve([Shelved(B), Shelved(A, 2, "hash")], True)
    state.keep_place(A, 700)
    state.save("talks", 'title:"peace talks"')
    state.asked("one")
    state.asked("two")
    lines = list(state.export_lines())
    assert all(line.isascii() and json.loads(line) for line in lines)
    other = opened("other", "elsewhere")
    assert other.import_lines(lines) == len(lines) - 1
    assert list(other.export_lines()) == lines
    assert other.import_lines(lines) == len(lines) - 1
    assert list(other.export_lines()) == lines
    assert other.undo() is None


def test_an_import_loses_nothing_of_either(opened: Callable[..., State]) -> None:
    here, there = opened("here"), opened("there")
    here.keep_place(A, 1)
    there.keep_place(A, 2)
    there.keep_place(B, 3)
    for paragraph, state, word in ((1, here, "ours"), (2, there, "theirs")):
        state.shelve([Shelved(A, paragraph, word)], True)
        state.note(A, word)
        state.save("talks", word)
        state.set(f"tag:{word}", [A], True)
        state.asked(word)
    here.import_lines(there.export_lines())
    assert [note.text for note in here.notes()] == ["ours\ntheirs"]
    assert here.saved() == {"talks": "ours", "talks 2": "theirs"}
    assert here.tags(A) == ["ours", "theirs"]
    assert here.history() == ["theirs", "ours"]
    assert [(item.paragraph, item.words) for item in here.shelf()] == [(1, "ours"), (2, "theirs")]
    assert (here.place(A), here.place(B)) == (1, 3)
    lines = list(here.export_lines())
    here.import_lines(there.export_lines())
    assert list(here.export_lines()) == lines


JOINED = [
    ("ours", "ours", "ours"),
    ("ours", "theirs", "ours\ntheirs"),
    ("a\nb", "b", "a\nb"),
    ("b", "a\nb", "a\nb"),
    ("UN", "fund", "UN\nfund"),
    ("", "x", "x"),
    ("x", "", "x"),
]


@pytest.mark.parametrize(("here", "there", "text"), JOINED)
def test_notes_that_meet_keep_every_line(here: str, there: str, text: str, state: State) -> None:
    state.note(A, here)
    line = json.dumps({"is": "note", "article": A, "text": there})
    for _ in range(2):
        state.import_lines([HEADER, line])
        assert [note.text for note in state.notes()] == [text]


HEADER = '{"briefing": "state", "version": 1}'
FOREIGN = [
    ("", "nothing in it"),
    ("hello", "line 1 is not a JSON object"),
    ("[1]", "line 1 is not a JSON object"),
    ("[" * 100_000, "line 1 is not a JSON object"),
    ('{"a": 1}', "line 1 does not begin a state"),
    ('{"briefing": "state", "version": 2}', "version 2 is not known"),
    (HEADER + "\n{}", "line 2 is neither"),
    (HEADER + '\n{"is": "mark", "kind": "read"}', "line 2: article"),
    (HEADER + '\n\n{"is": "mark", "kind": "read", "article": 5}', "line 3: article"),
    (HEADER + '\n{"is": "mark", "kind": "read", "article": "a", "at": true}', "line 2: at"),
    (HEADER + '\n{"is": "mark", "kind": "read", "article": "a", "at": 1' + "0" * 30 + "}", "line 2: at"),
    (HEADER + '\n{"is": "mark", "kind": "read", "article": "a", "by": "me"}', "line 2: by"),
    (HEADER + '\n{"is": "mark", "kind": "loved", "article": "a"}', "not a mark"),
    (HEADER + '\n{"is": "note", "article": "a", "text": "b", "paragraph": -1}', "line 2: paragraph"),
]


@pytest.mark.parametrize(("text", "words"), FOREIGN)
def test_foreign_lines_are_refused_whole(text: str, words: str, state: State) -> None:
    fine = f'{HEADER}\n{{"is": "mark", "kind": "starred", "article": "{A}"}}\n'
    text = text.replace(HEADER + "\n", fine)
    with pytest.raises(StateError, match=words.replace("line 2", "line 3").replace("line 3: article", "article")):
        state.import_lines(text.split("\n"))
    assert state.marks()["starred"] == set()


def test_the_file_is_its_owners_alone(tmp_path: Path, state: State) -> None:
    state.set("read", [A], True)
    for file in (tmp_path / "state").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


DAMAGES: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("not SQLite", lambda data: b"hello" * 5000),
    ("a torn page", lambda data: data[:4096] + b"\xff" * 4096 + data[8192:]),
    ("cut short", lambda data: data[: len(data) // 2]),
]


@pytest.mark.parametrize("damage", [damage for _, damage in DAMAGES], ids=[name for name, _ in DAMAGES])
def test_a_damaged_file_is_put_aside(
    damage: Callable[[bytes], bytes], tmp_path: Path, opened: Callable[..., State]
) -> None:
    state = opened()
    state.set("read", [f"{number:010}" for number in range(2000)], True)
    state.close()
    file = tmp_path / "state" / "state.sqlite"
    damaged = damage(file.read_bytes())
    for _ in range(2):
        file.write_bytes(damaged)
        state = opened()
        assert state.marks()["read"] == set()
        (notice,) = state.notices
        state.set("read", [A], True)
        state.close()
    aside = sorted((tmp_path / "state").glob("state.damaged-*.sqlite"), key=lambda path: len(path.name))
    assert len(aside) == 2
    assert aside[1].name in notice
    assert all(len(path.read_bytes()) == len(damaged) for path in aside)
    assert opened().notices == ()


def test_who_is_killed_while_a_damaged_file_is_put_aside_loses_nothing_of_it(
    tmp_path: Path, opened: Callable[..., State]
) -> None:
    state, folder = opened(), tmp_path / "state"
    state.set("read", [A], True)
    written = (folder / "state.sqlite-wal").read_bytes()
    (folder / "state.sqlite").rename(folder / "state.damaged-2026-01-01.sqlite")
    state = opened()
    assert (folder / "state.damaged-2026-01-01.sqlite-wal").read_bytes() == written
    assert "kept as state.damaged-2026-01-01.sqlite;" in state.notices[0]
    assert state.marks()["read"] == set()
    assert opened().notices == state.notices
    state.set("read", [B], True)
    assert opened().notices == ()


def test_what_belongs_to_a_file_that_somebody_deleted_is_kept_apart(
    tmp_path: Path, opened: Callable[..., State]
) -> None:
    folder = tmp_path / "state"
    folder.mkdir()
    (folder / "state.damaged-2026-01-01.sqlite").write_bytes(b"old")
    opened().set("read", [A], True)
    written = (folder / "state.sqlite-wal").read_bytes()
    (folder / "state.sqlite").unlink()
    assert opened().marks()["read"] == set()
    assert not (folder / "state.damaged-2026-01-01.sqlite-wal").exists()
    assert written in [path.read_bytes() for path in folder.glob("state.damaged-*.sqlite-wal")]


def test_a_foreign_database_is_put_aside(tmp_path: Path, opened: Callable[..., State]) -> None:
    (tmp_path / "state").mkdir()
    with sqlite3.connect(tmp_path / "state" / "state.sqlite") as foreign:
        foreign.execute("CREATE TABLE marks (x)")
    foreign.close()
    assert len(opened().notices) == 1


FIRST = """
CREATE TABLE marks (
    corpus TEXT NOT NULL, article TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (corpus, kind, article)
) STRICT, WITHOUT ROWID;
CREATE TABLE notes (
    corpus TEXT NOT NULL, article TEXT NOT NULL, paragraph INTEGER NOT NULL, words TEXT NOT NULL,
    text TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (corpus, article, paragraph)
) STRICT, WITHOUT ROWID;
CREATE TABLE digests (
    corpus TEXT NOT NULL, article TEXT NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (corpus, article)
) STRICT, WITHOUT ROWID;
CREATE TABLE saved (
    corpus TEXT NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (corpus, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE history (
    number INTEGER PRIMARY KEY, corpus TEXT NOT NULL, query TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX history_of_corpus ON history (corpus, number);
PRAGMA user_version = 1;
"""
"""The state as it was before there was a working list."""


def test_a_file_of_the_first_version_keeps_everything(tmp_path: Path, opened: Callable[..., State]) -> None:
    corpus = corpus_key(tmp_path / "corpus")
    (tmp_path / "state").mkdir()
    with closing(sqlite3.connect(tmp_path / "state" / "state.sqlite")) as first:
        first.executescript(FIRST)
        first.executemany("INSERT INTO marks VALUES (?, ?, ?, 1)", [(corpus, A, "read"), (corpus, B, "tag:aid")])
        first.execute("INSERT INTO notes VALUES (?, ?, 3, 'hash', 'mine', 1)", (corpus, A))
        first.execute("INSERT INTO digests VALUES (?, ?, '1')", (corpus, A))
        first.execute("INSERT INTO saved VALUES (?, 'talks', 'truce', 1)", (corpus,))
        first.execute("INSERT INTO history VALUES (1, ?, 'haftar', 1)", (corpus,))
        first.commit()
    state = opened()
    assert state.notices == ()
    assert (state.of(A), state.of(B)) == (Marks(read=True, noted=True), Marks(tagged=True))
    assert state.notes() == [Note(A, "mine", 3, "hash", 1)]
    assert (state.saved(), state.history()) == ({"talks": "truce"}, ["haftar"])
    assert state.follow({C: "1"}) == {A: C}
    state.shelve([Shelved(C)], True)
    assert opened().of(C) == Marks(read=True, noted=True, working=True)


def test_a_newer_file_is_left_alone(tmp_path: Path, opened: Callable[..., State]) -> None:
    opened().close()
    with sqlite3.connect(tmp_path / "state" / "state.sqlite") as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(StateError, match="newer briefing"):
        opened()
    assert list((tmp_path / "state").glob("*damaged*")) == []


def test_a_folder_that_is_a_file_is_told(tmp_path: Path, opened: Callable[..., State]) -> None:
    (tmp_path / "state").write_text("")
    with pytest.raises(StateError, match="The state was not opened"):
        opened()


def test_a_file_that_is_a_folder_is_told(tmp_path: Path, opened: Callable[..., State]) -> None:
    (tmp_path / "state" / "state.sqlite").mkdir(parents=True)
    with pytest.raises(StateError, match="The state was not opened"):
        opened()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anything")
def test_a_file_that_may_not_be_written_is_told(tmp_path: Path, opened: Callable[..., State]) -> None:
    opened().close()
    (tmp_path / "state").chmod(0o500)
    try:
        with pytest.raises(StateError):
            opened()
    finally:
        (tmp_path / "state").chmod(0o700)


def test_a_closed_state_says_so(state: State) -> None:
    state.close()
    with pytest.raises(StateError, match="Your mark was not saved"):
        state.set("read", [A], True)


def test_threads_share_one_state(state: State) -> None:
    threads = [Thread(target=state.set, args=("read", [f"{number:010}"], True)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(state.marks()["read"]) == 20


ACKNOWLEDGING = """
import sys
from pathlib import Path
from briefing.state import State
state = State.open(Path(sys.argv[1]), Path(sys.argv[2]))
for number in range(100_000):
    id = f"{number:010}"
    state.set("read", [id], True)
    state.note(id, "seen")
    print(id, flush=True)
"""


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path, opened: Callable[..., State]) -> None:
    command = [sys.executable, "-c", ACKNOWLEDGING, str(tmp_path / "state"), str(tmp_path / "corpus")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        acknowledged = {process.stdout.readline().strip() for _ in range(50)}
        process.send_signal(signal.SIGKILL)
        acknowledged.update(line.strip() for line in process.stdout if line.endswith("\n"))
    state = opened()
    assert state.notices == ()
    assert acknowledged <= state.marks()["read"]
    assert acknowledged <= state.marks()["noted"]


FILLING = """
import sys
from pathlib import Path
from briefing.state import State, StateError
state = State.open(Path(sys.argv[1]), Path(sys.argv[2]))
try:
    for number in range(100_000):
        state.set("read", [f"{number:010}"], True)
        print(f"{number:010}", flush=True)
except StateError as error:
    marks = state.marks()["read"]
    print(error, file=sys.stderr)
    sys.exit(3 if len(marks) == number else 4)
"""


def test_what_was_acknowledged_survives_a_full_disk(tmp_path: Path, opened: Callable[..., State]) -> None:
    opened().close()
    command = [sys.executable, "-c", FILLING, str(tmp_path / "state"), str(tmp_path / "corpus")]
    size = 200_000
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )
    assert done.returncode == 3, done.stderr
    assert done.stderr.startswith("Your mark was not saved: the disk ")
    state = opened()
    assert set(done.stdout.split()) == state.marks()["read"]
    state.set("starred", [A], True)
