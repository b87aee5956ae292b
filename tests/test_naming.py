"""Who is meant, on that day: names, short names and posts, in texts of an invented country."""

from datetime import date
from pathlib import Path

import pytest

from briefing.actors import Gazetteer
from briefing.article import Article, Page
from briefing.naming.actorsfile import read as read_actors
from briefing.naming.spelling import key
from briefing.reading import read

ACTORS = """
version: 1
groups:
  - {id: north, name: Northern Army, kind: armed-force, aliases: [NA, {text: the army, requires: [Osk]}], faction: true,
     start: 2010-03}
  - {id: south, name: Southern Council, kind: government, aliases: [{text: unity cabinet, end: 2020-06}], faction: true}
  - {id: south2, name: Council of Renewal, kind: government, aliases: [{text: unity cabinet, start: 2020-07}]}
  - {id: staff, name: General Staff, kind: armed-force, parent: north}
people:
  - id: harun-belgad
    name: Harun Belgad
    aliases: [Haroun Belgad, Marshal Belgad]
    posts:
      - {title: Commander of the Northern Army, phrases: [northern army commander, commander of the northern army],
         group: north, start: 2015-03-02, checked: 2025-09, exclusive: true}
  - id: khaled-belgad
    name: Khaled Belgad
    posts:
      - {title: Chief of the General Staff, phrases: [northern chief of staff], group: staff, start: 2025-08}
  - id: adel-hegaz
    name: Adel Hegaz
    posts:
      - {title: Chief of Staff, phrases: [southern chief of staff], group: south, start: 2014-03-27, end: 2017-10-28}
  - id: farid-hegaz
    name: Farid Hegaz
    posts:
      - {title: Chief of Staff, phrases: [southern chief of staff], group: south, start: 2017-10-28, checked: 2025-09}
  - id: orla-venn
    name: Orla Venn
    aliases: [Orla Ven]
    posts:
      - {title: Interior Minister, phrases: [interior minister of Osk], group: south, start: 2018, end: 2021,
         contested: true}
  - id: samir-shukri
    name: Samir Shoukry
places:
  - {id: osk, name: Osk}
  - {id: port-osk, name: Port Osk}
"""


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    file: Path = tmp_path_factory.mktemp("actors") / "actors.yaml"
    file.write_text(ACTORS, "utf-8")
    return read_actors(file)


def article(known: Gazetteer, text: str, day: str = "") -> Article:
    meta = {"date": day} if day else {}
    return read(Page("a.txt", text + " Nothing else was known on the quay.", meta=meta), "a", known, date(2032, 1, 1))


def found(known: Gazetteer, text: str, day: str = "") -> list[tuple[str, str | None, str]]:
    read_ = article(known, text, day)
    assert all(read_.body[m.start : m.end] == m.text for m in read_.mentions)
    return [(m.text, m.actor, m.via) for m in read_.mentions]


NAMES = [
    ("Harun Belgad spoke.", [("Harun Belgad", "harun-belgad", "name")]),
    ("Haroun Belgad spoke.", [("Haroun Belgad", "harun-belgad", "alias")]),
    ("Harun\nBelgad spoke.", [("Harun\nBelgad", "harun-belgad", "name")]),
    ("Harun-Belgad's men", [("Harun-Belgad", "harun-belgad", "name")]),
    ("Hárun Belgad’s men", [("Hárun Belgad", "harun-belgad", "name")]),
    ("HARUN BELGAD SPOKE.", [("HARUN BELGAD", "harun-belgad", "name")]),
    ("harun belgad spoke.", []),
    ("Field Marshal Harun Belgad spoke.", [("Harun Belgad", "harun-belgad", "name")]),
    ("Yesterday Harun Belgad spoke.", [("Harun Belgad", "harun-belgad", "name")]),
    ("Envoys met Saddam Harun Belgad there.", [("Saddam Harun Belgad", None, "unlisted")]),
    ("They toured the Harun Belgad University there.", [("Harun Belgad University", None, "unlisted")]),
    ("Harun\n\nBelgad spoke.", [("Belgad", None, "short")]),
    ("the NA and Northern Army", [("NA", "north", "alias"), ("Northern Army", "north", "name")]),
    ("the northern army and the na", [("northern army", "north", "name")]),
    ("in Port Osk and Osk", [("Port Osk", "port-osk", "gazetteer"), ("Osk", "osk", "gazetteer")]),
    ("Oskar came", []),
    ("the army left Osk", [("the army", "north", "alias"), ("Osk", "osk", "gazetteer")]),
    ("the army left town", []),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_known_names(known: Gazetteer, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(known, text) == expected


@pytest.mark.parametrize(
    ("day", "actor"), [("2020-06-30", "south"), ("2020-07-01", "south2"), ("2019", "south"), ("2031-01-01", "south2")]
)
def test_a_name_that_holds_for_a_time(known: Gazetteer, day: str, actor: str) -> None:
    assert found(known, "The unity cabinet met.", day)[0][1] == actor


def test_a_name_that_may_be_two(known: Gazetteer) -> None:
    (mention,) = article(known, "The unity cabinet met.").mentions
    assert (mention.actor, mention.candidates) == (None, ("south", "south2"))


SHORT = [
    ("Harun Belgad came. Belgad spoke.", "harun-belgad"),
    ("Samir Shoukry came. Shukri spoke.", "samir-shukri"),
    ("Orla Venn came. “Venn’s plan,” they said.", "orla-venn"),
    ("Harun Belgad came. General Belgad spoke.", "harun-belgad"),
    ("Harun Belgad met Khaled Belgad. Belgad spoke.", None),
    ("Harun Belgad came.\n\nKhaled Belgad came. Belgad spoke.", "khaled-belgad"),
]


@pytest.mark.parametrize(("text", "actor"), SHORT)
def test_surnames(known: Gazetteer, text: str, actor: str | None) -> None:
    mention = article(known, text).mentions[-1]
    assert (mention.via, mention.actor) == ("short", actor)
    assert bool(mention.candidates) is (actor is None)


@pytest.mark.parametrize(
    ("text", "day", "actor"),
    [
        ("Belgad spoke.", "2020-05-01", "harun-belgad"),
        ("Belgad spoke.", "2026-05-01", None),
        ("Belgad spoke.", "2001-05-01", None),
        ("Belgad spoke.", "", None),
        ("Hegaz spoke.", "2016", "adel-hegaz"),
        ("Hegaz spoke.", "2019-01-01", "farid-hegaz"),
    ],
)
def test_a_surname_by_itself_is_that_of_the_only_holder_of_a_post(
    known: Gazetteer, text: str, day: str, actor: str | None
) -> None:
    mention = article(known, text, day).mentions[0]
    assert mention.actor == actor
    assert mention.because


@pytest.mark.parametrize(
    "text",
    [
        "Nadim Belgad came. Belgad spoke.",
        "Belgad Street is closed.",
        "Ilen Marrow Belgad came.",
        "The belgad is a bird.",
        "They sailed on the Belgad Star.",
    ],
)
def test_a_strangers_surname_is_nobodys(known: Gazetteer, text: str) -> None:
    assert not [m for m in article(known, text, "2020-05-01").mentions if m.actor]


POSTS = [
    ("The northern army commander spoke.", "2015-03-01", None),
    ("The northern army commander spoke.", "2015-03-02", "harun-belgad"),
    ("The northern army commander spoke.", "2024-01-01", "harun-belgad"),
    ("The former northern army commander spoke.", "2024-01-01", None),
    ("The northern army commander, Nadim Orsa, spoke.", "2024-01-01", None),
    ("The southern chief of staff spoke.", "2017-10-27", "adel-hegaz"),
    ("The southern chief of staff spoke.", "2017-10-29", "farid-hegaz"),
    ("The southern chief of staff spoke.", "2017-10-28", None),
    ("The southern chief of staff spoke.", "2017-10", None),
    ("The southern chief of staff spoke.", "", None),
    ("Southern chief of staff General Adel Hegaz came.", "", "adel-hegaz"),
    ("Farid Hegaz, the southern chief of staff, came.", "", "farid-hegaz"),
    ("Adel Hegaz was southern chief of staff for a time.", "2024-01-01", "adel-hegaz"),
    ("Adel Hegaz, who has been southern chief of staff since May, came.", "2024-01-01", "adel-hegaz"),
    ("Nadim Orsa became the southern chief of staff.", "2024-01-01", None),
    ("The crews were met by the southern chief of staff.", "2024-01-01", "farid-hegaz"),
    ("The interior minister of Osk spoke.", "2019-01-01", None),
    ("The interior minister of Osk, Orla Venn, spoke.", "2019-01-01", "orla-venn"),
]


@pytest.mark.parametrize(("text", "day", "actor"), POSTS)
def test_posts(known: Gazetteer, text: str, day: str, actor: str | None) -> None:
    (mention,) = [m for m in article(known, text, day).mentions if m.via == "post"]
    assert mention.actor == actor
    assert mention.because


COUNTERPARTS = [
    ("Northern chief of staff Khaled Belgad met his Southern counterpart, Farid Hegaz.", "2026-01-01", "farid-hegaz"),
    ("Northern chief of staff Khaled Belgad met his Southern counterpart.", "2026-01-01", "farid-hegaz"),
    ("Northern chief of staff Khaled Belgad met his Eastern counterpart.", "2026-01-01", None),
    ("Northern chief of staff Khaled Belgad met his Southern counterpart, Nadim Orsa.", "2026-01-01", None),
]


@pytest.mark.parametrize(("text", "day", "actor"), COUNTERPARTS)
def test_counterparts(known: Gazetteer, text: str, day: str, actor: str | None) -> None:
    meant = [m.actor for m in article(known, text, day).mentions if "counterpart" in m.text]
    assert meant == ([] if "Eastern" in text else [actor])


def test_a_deputy_is_not_the_holder(known: Gazetteer) -> None:
    spoke = found(known, "The deputy northern army commander spoke.", "2024-01-01")
    assert spoke == [("northern army", "north", "name")]


def test_a_group_is_found_inside_of_a_post(known: Gazetteer) -> None:
    spoke = found(known, "The northern army commander spoke.", "2024-01-01")
    assert spoke == [("northern army commander", "harun-belgad", "post"), ("northern army", "north", "name")]


def test_an_open_post_says_until_when_it_was_checked(known: Gazetteer) -> None:
    mention, _ = article(known, "The northern army commander spoke.", "2026-01-01").mentions
    assert "last verified 2025-09" in mention.because


def test_a_later_mention_of_a_post_follows_the_name_it_was_given_to(known: Gazetteer) -> None:
    read_ = article(known, "Southern chief of staff Adel Hegaz came. The southern chief of staff spoke.")
    assert [m.actor for m in read_.mentions if m.via == "post"] == ["adel-hegaz", "adel-hegaz"]


BOUNDED = [
    ("Southern chief of staff Adel Hegaz came.", "2014-03-27", "2017-10-28"),
    ("Southern chief of staff Adel Hegaz met northern army commander Harun Belgad.", "2015-03-02", "2017-10-28"),
    ("Northern army commander Harun Belgad met southern chief of staff Farid Hegaz.", "2017-10-28", None),
    ("The council met.\n\nOn Monday southern chief of staff Adel Hegaz came.", "2014-03-27", "2017-10-28"),
    ("The council met.\n\nSouthern chief of staff Adel Hegaz came.", None, None),
    ("Then southern chief of staff Adel Hegaz came.", None, None),
    ("In 2015, southern chief of staff Adel Hegaz came.", "2015-01-01", None),
    ("In May 2015 southern chief of staff Adel Hegaz came.", "2015-05-01", None),
    ("In March, southern chief of staff Adel Hegaz came.", None, None),
    ("On 4 May southern chief of staff Adel Hegaz came.", None, None),
    ("Three years after southern chief of staff Adel Hegaz came, the quay is quiet.", None, None),
    ("Years later, people speak of southern chief of staff Adel Hegaz.", None, None),
    ("People recall how southern chief of staff Adel Hegaz came on Monday.", None, None),
    ("On the anniversary, they honoured southern chief of staff Adel Hegaz.", None, None),
    ("The late southern chief of staff Adel Hegaz was a pilot.", None, None),
    ("Southern chief of staff Adel Hegaz, at the time a colonel, came.", None, None),
    ("The council met.\n\nOn a Monday in October southern chief of staff Adel Hegaz came.", None, None),
    ("The council met.\n\nOn Monday, 4 May, southern chief of staff Adel Hegaz came.", None, None),
    ("Orla Venn met her southern counterpart.", None, None),
    ("Former southern chief of staff Adel Hegaz came.", None, None),
    ("The southern chief of staff came.", None, None),
    ("Adel Hegaz came.", None, None),
    ("Interior minister of Osk Orla Venn came.", None, None),
    ("The Northern Army came.", "2010-03-01", None),
    ("They want to form a Northern Army.", None, None),
    ("Southern chief of staff Adel Hegaz met northern chief of staff Khaled Belgad.", None, None),
]


@pytest.mark.parametrize(("text", "first", "last"), BOUNDED)
def test_bounds_from_terms_of_office(known: Gazetteer, text: str, first: str | None, last: str | None) -> None:
    dating = article(known, text).published
    assert dating.date is None
    assert (dating.not_before and str(dating.not_before), dating.not_after and str(dating.not_after)) == (first, last)
    assert all(bound.because for bound in dating.bounds)


def test_bounds_may_leave_one_year_for_a_day_without_one(known: Gazetteer) -> None:
    text = "OSK, May 4 (Coast Wire) -- Southern chief of staff Farid Hegaz met northern army commander Harun Belgad."
    assert article(known, text).published.label == "????-05-04, year unknown"
    text = "OSK, Nov 4 (Coast Wire) -- Interior talks began. The Northern Army came."
    assert article(known, text).published.label == "????-11-04, year unknown"


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Shoukry", "Shukri", True),
        ("Abdulaziz", "Abdelaziz", True),
        ("Mohamed", "Muhammad", True),
        ("Nazhuri", "Nadhuri", True),
        ("Siala", "Siyala", True),
        ("Khalifa", "Khaled", False),
        ("Hegazy", "Haftar", False),
    ],
)
def test_spellings(a: str, b: str, same: bool) -> None:
    assert (key(a) == key(b)) is same


def test_judgements_overrule(tmp_path: Path) -> None:
    file = tmp_path / "actors.yaml"
    file.write_text(
        ACTORS
        + "judgements:\n  - {assign: {article: a, words: Belgad, actor: khaled-belgad}}\n  - {ignore: Osk}\n"
        + "  - {date: {article: a, date: 2030-01-02, because: printed edition}}\n",
        "utf-8",
    )
    read_ = article(read_actors(file), "Belgad came to Osk.")
    assert [(m.text, m.actor, m.because) for m in read_.mentions] == [("Belgad", "khaled-belgad", "your judgement")]
    assert (str(read_.published.date), read_.published.basis) == ("2030-01-02", "judgement")
