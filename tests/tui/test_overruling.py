"""What can be decided about a name, as tables."""

from __future__ import annotations

import pytest

from briefing.actors import Actor, Gazetteer
from briefing.article import Article, Dating, Kind, Mention, Via
from briefing.cast import Role, roles
from briefing.judgements import Add, Assign, Decision, Different, Ignore, Rename, Same
from briefing.tui.opened import Opened, followed
from briefing.tui.overruling import (
    Target,
    added,
    ignored,
    merged,
    parted,
    renamed,
    undecided,
    ways_apart,
    wordings,
)

KNOWN = Gazetteer(people={id: Actor(id, name) for id, name in (("kh", "Khalifa Haftar"), ("na", "Razzaq Nazhuri"))})


def mention(
    text: str,
    actor: str | None = None,
    name: str = "",
    via: Via = "unlisted",
    candidates: tuple[str, ...] = (),
    kind: Kind = "person",
    start: int = 0,
) -> Mention:
    return Mention(start, start + len(text), text, kind, actor, name or text, via, "", candidates)


def article(*mentions: Mention, title: tuple[Mention, ...] = ()) -> Article:
    return Article("a.txt", "id", "Title", "printed", Dating(), "", mentions=mentions, title_mentions=title)


LISTED = article(
    mention("Khalifa\nHaftar", "kh", via="name"),
    mention("Haftar", "kh", via="short"),
    mention("army commander", "kh", via="post"),
    mention("Hifter", "kh", via="alias"),
    mention("Haftar", "kh", via="short"),
)
STRANGER = article(mention("Nadhuri", name="Abdul Nadhuri"), mention("Abd el-Nadhuri", name="Abdul Nadhuri"))
DOUBTFUL = article(title=(mention("Haftar", via="short", candidates=("kh", "na")),))
VACANT = article(mention("the foreign minister", via="post"))
GROUP = article(mention("Red Cross", name="Red Cross", kind="organisation"))


def role(of: Article) -> Role:
    (found,) = roles(of, KNOWN)
    return found


def test_wordings_stand_on_one_line_and_once() -> None:
    assert wordings(LISTED, role(LISTED)) == ["Khalifa Haftar", "Haftar", "army commander", "Hifter"]


@pytest.mark.parametrize(
    ("of", "unsure"), [(LISTED, False), (STRANGER, False), (DOUBTFUL, True), (VACANT, True), (GROUP, False)]
)
def test_what_is_no_name_of_its_own(of: Article, unsure: bool) -> None:
    assert undecided(of, role(of)) is unsure


@pytest.mark.parametrize(
    ("of", "other", "decided"),
    [
        (LISTED, Target("Razzaq Nazhuri", "na"), [Same("na", "kh")]),
        (LISTED, Target("Marshal H."), [Same("kh", "Marshal H.")]),
        (STRANGER, Target("Razzaq Nazhuri", "na"), [Same("na", "Abdul Nadhuri")]),
        (STRANGER, Target("A. Nadhuri"), [Same("A. Nadhuri", "Abdul Nadhuri")]),
        (DOUBTFUL, Target("Khalifa Haftar", "kh"), [Assign("id", "Haftar", "kh")]),
        (VACANT, Target("Khalifa Haftar", "kh"), [Assign("id", "the foreign minister", "kh")]),
    ],
)
def test_merging(of: Article, other: Target, decided: list[Decision]) -> None:
    assert list(merged(of, role(of), other)) == decided


@pytest.mark.parametrize(
    ("of", "ways"),
    [
        (
            LISTED,
            [
                ("In this article “Khalifa Haftar” is somebody else", Assign("id", "Khalifa Haftar", None)),
                ("In this article “Haftar” is not Khalifa Haftar", Assign("id", "Haftar", None)),
                ("In this article “army commander” is not Khalifa Haftar", Assign("id", "army commander", None)),
                ("In this article “Hifter” is not Khalifa Haftar", Assign("id", "Hifter", None)),
                ("“Hifter” is never Khalifa Haftar", Different("kh", "Hifter")),
                ("Never merge Khalifa Haftar with …", None),
            ],
        ),
        (
            STRANGER,
            [
                ("In this article “Nadhuri” is not Abdul Nadhuri", Assign("id", "Nadhuri", None)),
                ("In this article “Abd el-Nadhuri” is not Abdul Nadhuri", Assign("id", "Abd el-Nadhuri", None)),
                ("“Abd el-Nadhuri” is never Abdul Nadhuri", Different("Abdul Nadhuri", "Abd el-Nadhuri")),
                ("Never merge Abdul Nadhuri with …", None),
            ],
        ),
        (DOUBTFUL, [("In this article “Haftar” is nobody of the actors file", Assign("id", "Haftar", None))]),
        (VACANT, []),
    ],
)
def test_ways_apart(of: Article, ways: list[tuple[str, Decision | None]]) -> None:
    expected = [(words, (decision,) if decision else ()) for words, decision in ways]
    assert [(way.words, way.decisions) for way in ways_apart(of, role(of))] == expected


def test_the_other_decisions() -> None:
    assert parted(role(LISTED), Target("Razzaq Nazhuri", "na")) == (Different("kh", "na"),)
    stranger = role(STRANGER)
    assert added(STRANGER, stranger, "Abdul Nadhuri") == (Add("person", "Abdul Nadhuri", ("Abd el-Nadhuri",)),)
    assert added(STRANGER, stranger, "A. N.") == (Add("person", "A. N.", ("Abdul Nadhuri", "Abd el-Nadhuri")),)
    assert added(GROUP, role(GROUP), "Red Cross") == (Add("organisation", "Red Cross", ()),)
    assert renamed(LISTED, role(LISTED), "Haftar") == (Rename("kh", "Haftar"),)
    assert renamed(GROUP, role(GROUP), "ICRC") == (Add("organisation", "ICRC", ("Red Cross",)),)
    assert ignored(STRANGER, stranger) == (Ignore("Nadhuri"), Ignore("Abd el-Nadhuri"))


def test_whose_the_words_are_now() -> None:
    was = article(mention("Nadhuri", start=8))
    now = article(mention("General Nadhuri", "kh", via="post"), mention("Nadhuri", "na", start=8))
    assert (key := was.mentions[0].key) == "person:Nadhuri"
    shown = [Opened(of) for of in (was, now)]
    assert followed(key, *shown) == "na"
    assert followed("kh", *shown) == "kh"
    assert followed(None, *shown) is None
    assert followed(key, shown[0], None) == key
