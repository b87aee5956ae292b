"""Who the actors of a brief were, what they said when, and what the sides call each other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefing import library
from briefing.actors import Gazetteer
from briefing.article import Page
from briefing.export.brief import Entry, Saying, Standing
from briefing.export.chronology import sayings
from briefing.export.standings import standings
from briefing.export.wordings import wordings
from briefing.naming.actorsfile import read as read_actors
from briefing.reading import read
from briefing.speaking import statements
from tests.conftest import SAMPLE

ACTORS = """
version: 1
groups:
  - {id: coast-army, name: Coast Army, kind: armed-force, faction: true, aliases: [coastal army]}
  - {id: accord, name: Government of Accord, kind: government, faction: true, aliases: [Accord, unity cabinet]}
  - {id: dune-front, name: Dune Front, kind: movement, faction: true}
  - {id: herald, name: Marenth Herald, kind: other}
people:
  - id: ilva-orsek
    name: Ilva Orsek
    posts:
      - {title: Commander of the Coast Army, phrases: [coast army commander, commander of the Coast Army],
         group: coast-army, start: 2015-03-01, end: 2020-06-30, exclusive: true}
      - {title: Interior Minister of Accord, phrases: [accord interior minister], group: accord,
         start: 2020-07-01, checked: 2021-02, exclusive: true}
  - id: karim-denz
    name: Karim Denz
    posts:
      - {title: Prime Minister of Accord, phrases: [accord prime minister], group: accord, start: 2016-01-01,
         contested: true}
  - id: tarn-vell
    name: Tarn Vell
    posts:
      - {title: Spokesman of the Coast Army, phrases: [coast army spokesman], group: coast-army, start: 2015-01-01}
  - id: odo-salim
    name: Odo Salim
places:
  - {id: marenth, name: Marenth}
  - {id: dravia, name: Dravia}
"""


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    file = tmp_path_factory.mktemp("actors") / "actors.yaml"
    file.write_text(ACTORS, "utf-8")
    return read_actors(file)


Told = tuple[str, str, str]
"""Day, publisher, text."""


def brief(known: Gazetteer, *told: Told) -> list[Entry]:
    """The articles, read."""
    entries = []
    for number, (day, source, text) in enumerate(told, 1):
        meta = {key: value for key, value in (("date", day), ("source", source), ("title", "News")) if value}
        article = read(Page(f"{number}.txt", text, meta=meta), f"article{number:03}", known, date(2032, 1, 1))
        entries.append(Entry(number, article, statements=tuple(statements(article))))
    return entries


END = " Nothing else was known there."


def row(standing: Standing) -> tuple[object, ...]:
    return standing.name, standing.group, standing.posts, standing.by_post, standing.where


def test_a_row_for_every_group_and_set_of_posts(known: Gazetteer) -> None:
    told = brief(
        known,
        ("2016-02-01", "", f"Ilva Orsek met Karim Denz in Marenth.{END}\n\nOrsek left.{END}"),
        ("2017-02-01", "", f"The coast army commander left Marenth.{END}"),
        ("2018-02-01", "", f"Ilva Orsek came back.{END}"),
        ("2021-03-05", "", f"Ilva Orsek met Odo Salim of the Sailors Union.{END}"),
    )
    commander = ("Commander of the Coast Army",)
    assert [row(one) for one in standings(told, known)] == [
        ("Ilva Orsek", "Coast Army", commander, False, ((1, (1, 2)), (3, (1,)))),
        ("Ilva Orsek", "Coast Army", commander, True, ((2, (1,)),)),
        ("Coast Army", "Coast Army", (), False, ((2, (1,)),)),
        ("Karim Denz", "Government of Accord", ("Prime Minister of Accord (contested)",), False, ((1, (1,)),)),
        (
            "Ilva Orsek",
            "Government of Accord",
            ("Interior Minister of Accord (last verified 2021-02)",),
            False,
            ((4, (1,)),),
        ),
        ("Odo Salim", "No group on that day", (), False, ((4, (1,)),)),
        ("Sailors Union", "Unlisted", (), False, ((4, (1,)),)),
        ("Marenth", "Places", (), False, ((1, (1,)), (2, (1,)))),
    ]
    forms = [one.forms for one in standings(told, known)]
    assert forms[:2] == [("Ilva Orsek", "Orsek"), ("coast army commander",)]


@pytest.mark.parametrize(
    ("day", "group", "posts"),
    [
        ("2015", "Coast Army", ("Commander of the Coast Army (may have held it)",)),
        ("2015-03", "Coast Army", ("Commander of the Coast Army",)),
        ("2015-02", "No group on that day", ()),
        ("", "No group on that day", ()),
    ],
)
def test_posts_of_days_that_are_not_known(known: Gazetteer, day: str, group: str, posts: tuple[str, ...]) -> None:
    (one,) = standings(brief(known, (day, "", f"Ilva Orsek was seen.{END}")), known)
    assert (one.group, one.posts) == (group, posts)


def test_bounds_give_posts_that_may_have_been_held(known: Gazetteer) -> None:
    text = f"Ilva Orsek was seen. They met on 4 March 2017.{END}"
    (one,) = standings(brief(known, ("", "", text)), known)
    assert one.posts == (
        "Commander of the Coast Army (may have held it)",
        "Interior Minister of Accord (may have held it)",
    )


def test_who_could_not_be_decided_is_said(tmp_path: Path) -> None:
    file = tmp_path / "actors.yaml"
    file.write_text(
        "version: 1\npeople:\n  - {id: a, name: Ilva Orsek}\n  - {id: b, name: Karim Orsek}\n", encoding="utf-8"
    )
    two = read_actors(file)
    (one,) = standings(brief(two, ("2016-02-01", "", f"Orsek was seen.{END}")), two)
    assert (one.group, one.undecided, one.actor) == ("Undecided", ("Ilva Orsek", "Karim Orsek"), None)


GO = "“We will not leave the harbour”"
BYLINE = "day of the article (front matter)"
WHEN = [
    # 2018-05-16 was a Wednesday
    (f"{GO}, Orsek said.", "2018-05-16", "page metadata"),
    (f"{GO}, Orsek said on Monday.", "2018-05-14", "“on Monday”"),
    (f"{GO}, Orsek told reporters in Marenth on Monday.", "2018-05-14", "“on Monday”"),
    (f"{GO}, said Orsek on Monday.", "2018-05-14", "“on Monday”"),
    (f"On Monday, Orsek said: {GO}.", "2018-05-14", "“On Monday”"),
    (f"Orsek said on Monday: {GO}.", "2018-05-14", "“on Monday”"),
    ("Orsek said “We still hold the harbour” on Monday.", "2018-05-14", "“on Monday”"),
    ("Orsek said on Monday that the army would leave the harbour.", "2018-05-14", "“on Monday”"),
    ("Orsek said yesterday that the army would leave the harbour.", "2018-05-15", "“yesterday”"),
    (f"Orsek said on 4 March 2017: {GO}.", "2017-03-04", "“4 March 2017”, as the text has it"),
    ("“We will not leave the harbour.” Orsek said on Monday.", "2018-05-14", "“on Monday”"),
    # the day is of something else
    ("Orsek said that the army would leave the harbour on Monday.", "2018-05-16", "page metadata"),
    ("Orsek said the army left the harbour on Monday.", "2018-05-16", "page metadata"),
    (f"{GO}, said Orsek, who met Denz on Monday.", "2018-05-16", "page metadata"),
    (f"{GO}, Orsek said after the attack on Monday.", "2018-05-16", "page metadata"),
    (f"{GO}, Orsek said in response to the raid on Monday.", "2018-05-16", "page metadata"),
    (f"In his speech on Monday's feast, Orsek said: {GO}.", "2018-05-16", "page metadata"),
    (f"{GO}, Orsek said on Monday's feast.", "2018-05-16", "page metadata"),
    (f"The guns fell silent on Monday. {GO}, Orsek said.", "2018-05-16", "page metadata"),
    (f"On Monday the guns fell silent, and Orsek said: {GO}.", "2018-05-16", "page metadata"),
    (f"{GO}, Orsek said on Monday and on Tuesday.", "2018-05-16", "page metadata"),
    (f"Orsek said on 4 March 2019: {GO}.", "2018-05-16", "page metadata"),
    ("Orsek said: “On Monday we will leave the harbour”.", "2018-05-16", "page metadata"),
    # it was before, and when is not told
    (f"Orsek had said: {GO}.", "2018-05-16 at the latest", "page metadata"),
]


def told(known: Gazetteer, *articles: Told) -> list[Saying]:
    return list(sayings(brief(known, *articles), known))


@pytest.mark.parametrize(("text", "when", "basis"), WHEN)
def test_when_it_was_said(known: Gazetteer, text: str, when: str, basis: str) -> None:
    (said,) = told(known, ("2018-05-16", "", f"Ilva Orsek and Karim Denz are known.{END}\n\n{text}"))
    assert said.when == when
    assert basis in said.basis
    assert said.basis.startswith("“") or said.basis.startswith("day of the article (")


def test_what_was_said_is_cited_exactly(known: Gazetteer) -> None:
    text = f"Ilva Orsek is known.{END}\n\nOrsek said: “We will not leave.\n\n“We are here to stay.”\n\nOrsek came."
    entries = brief(known, ("2018-05-16", "", text))
    said = list(sayings(entries, known))
    body = entries[0].article.body
    spans = entries[0].article.paragraphs
    assert [one.excerpt.words for one in said] == ["“We will not leave.", "“We are here to stay.”"]
    for one in said:
        first, last = spans[one.excerpt.paragraph - 1]
        assert body[one.excerpt.start : one.excerpt.end] == one.excerpt.words
        assert first <= one.excerpt.start < one.excerpt.end <= last
        assert one.excerpt.whole == ((first, last) == (one.excerpt.start, one.excerpt.end))


def test_who_speaks_is_shown_as_of_the_day_it_was_said(known: Gazetteer) -> None:
    (now, then) = reversed(
        told(
            known,
            ("2020-07-02", "", f"Ilva Orsek came.{END}\n\n{GO}, Orsek said.\n\nOrsek said on 4 March 2017: {GO}."),
        )
    )
    assert (now.group, now.posts) == ("Government of Accord", ("Interior Minister of Accord",))
    assert (then.group, then.posts) == ("Coast Army", ("Commander of the Coast Army",))


def test_sayings_come_in_the_order_of_time_and_those_of_no_day_last(known: Gazetteer) -> None:
    text = f"Odo Salim is known.{END}\n\n{GO}, Salim said."
    bounded = f"Odo Salim is known. They met on 4 March 2017 in Marenth.{END}\n\n{GO}, Salim said."
    said = told(known, ("", "", text), ("", "", bounded), ("2018-05-16", "", text), ("2016-01", "", text))
    assert [one.number for one in said] == [4, 3, 2, 1]
    assert [one.when for one in said][:2] == ["2016-01", "2018-05-16"]
    assert [one.basis.partition(" (")[0] for one in said] == [
        *("month of the article", "day of the article", "no date printed", "no date in the text")
    ]
    assert [one.when for one in said][2:] == ["since 2017-03, inferred", "undated"]


def test_places_and_nobody_say_nothing(known: Gazetteer) -> None:
    text = f"Ilva Orsek met Karim Denz.{END}\n\n{GO}, Dravia said.\n\n{GO}, a sailor said."
    assert told(known, ("2018-05-16", "", text)) == []


def called(known: Gazetteer, *articles: Told) -> list[tuple[str, str, str]]:
    """(actor, voice, words) of the wordings of a brief; each excerpt is checked against its article."""
    entries = brief(known, *articles)
    found = list(wordings(entries, known))
    for one in found:
        article, cited = entries[one.number - 1].article, one.excerpt
        first, last = article.paragraphs[cited.paragraph - 1]
        assert article.id == cited.article
        assert article.body[cited.start : cited.end] == cited.words
        assert first <= cited.start < cited.end <= last
        assert not set('"“”«»‘') & set(cited.words)
    return [(one.name, one.voice, one.excerpt.words) for one in found]


DAY = "2018-05-16"
OTHER = (DAY, "Dravia Post", f"The rebel warlord Ilva Orsek came to Marenth. The criminal gang Dune Front left.{END}")
"""Another publisher, who describes both otherwise than any article below."""
THERE = {("Ilva Orsek", "Dravia Post", "rebel warlord"), ("Dune Front", "Dravia Post", "criminal gang")}

DESCRIBED = [
    ("The retired general Ilva Orsek came to Marenth.", "Ilva Orsek", "retired general"),
    ("Retired General Ilva Orsek came to Marenth.", "Ilva Orsek", "Retired General"),
    ("They met former admiral Ilva Orsek in Marenth.", "Ilva Orsek", "former admiral"),
    ("The coast army commander came to Marenth.", "Ilva Orsek", "coast army commander"),
    ("Talks with the embattled coast army commander ended.", "Ilva Orsek", "embattled coast army commander"),
    ("Ilva Orsek, the army chief, came to Marenth.", "Ilva Orsek", "army chief"),
    ("Ilva Orsek, commander of the eastern forces, came.", "Ilva Orsek", "commander of the eastern forces"),
    ("Ilva Orsek (a retired general) came to Marenth.", "Ilva Orsek", "retired general"),
    ("Lt. Gen. Ilva Orsek came to Marenth.", "Ilva Orsek", "Lt. Gen."),
    ("The self-proclaimed marshal Ilva Orsek, who is old, came.", "Ilva Orsek", "self-proclaimed marshal"),
    ("Army chief Ilva Orsek said the port was open.", "Ilva Orsek", "Army chief"),
    ("Ilva Orsek, the army chief, told reporters that the port was open.", "Ilva Orsek", "army chief"),
    ("In Dravia General Ilva Orsek met nobody.", "Ilva Orsek", "General"),
    ("The terrorist group Dune Front left.", "Dune Front", "terrorist group"),
    ("The Keltar-backed Dune Front left.", "Dune Front", "Keltar-backed"),
    ("The Dune Front rebels left.", "Dune Front", "Dune Front rebels"),
    ("The Dune Front, an armed movement, left.", "Dune Front", "armed movement"),
]


@pytest.mark.parametrize(("text", "name", "words"), DESCRIBED)
def test_a_description_is_the_publishers(known: Gazetteer, text: str, name: str, words: str) -> None:
    article = (DAY, "Marenth Herald", f"{text}{END}")
    assert (name, "Marenth Herald", words) in called(known, article, OTHER)


NOT_DESCRIBED = [
    "After the general elections, Ilva Orsek came.",
    "General elections, Ilva Orsek found, are far.",
    "A former ally of general Salim, Ilva Orsek came.",
    "The commander met Ilva Orsek.",
    "The commander told Ilva Orsek to leave.",
    "They told the commander Ilva Orsek was ill.",
    "The general Ilva Orsek appointed was ill.",
    "After talks with Ilva Orsek, the general, who had come late, left.",
    "They met Ilva Orsek, the general, and the mayor.",
    "They met Odo Salim, Ilva Orsek, the general, who came late.",
    "Ilva Orsek, the general said, was ill.",
    "Ilva Orsek, general Hanno Brill, came.",
    "They were for the spokesman of the army Ilva Orsek left.",
    "He is not general Ilva Orsek.",
    "Ilva Orsek was the coast army commander.",
    "Ilva Orsek wants to be coast army commander.",
    "The coast army commander-designate came.",
    "The disgraceful general Ilva Orsek came.",
    "The council ousted general Ilva Orsek.",
    "General Ilva Orsek-led troops came.",
    "The general Orsekville council met.",
    "The “general” Ilva Orsek came.",
    "The “retired general Ilva Orsek” came.",
    "Dune Front forces left. The anti-Dune Front rebels came.",
    "The Dune Front rebel leader left.",
    "The former Dune Front officer left.",
    # whose words these are is not sure
    "Officials said the general Ilva Orsek was ill.",
    "The general Ilva Orsek was ill, officials said.",
    "According to officials, army chief Ilva Orsek was ill.",
    "Karim Denz said that army chief Ilva Orsek was ill.",
    "Karim Denz accused army chief Ilva Orsek of lies.",
    "We met army chief Ilva Orsek in Marenth.",
    "QUESTION: Has army chief Ilva Orsek come?",
    "Karim Denz said:\n\nThe port is open. Army chief Ilva Orsek came.",
]


@pytest.mark.parametrize("text", NOT_DESCRIBED)
def test_what_only_looks_like_a_description(known: Gazetteer, text: str) -> None:
    found = called(known, (DAY, "Marenth Herald", f"{text}{END}"), OTHER)
    assert [one for one in found if one[1] != "Dravia Post"] == []


def test_sides_in_their_own_words(known: Gazetteer) -> None:
    text = (
        "Karim Denz and Tarn Vell are known.\n\n“The terrorist militia Dune Front fled,” said Karim Denz.\n\n"
        "“The heroic movement Dune Front stayed,” said Tarn Vell.\n\n"
        "“Even the so-called ‘heroic movement’ Dune Front fled,” said Karim Denz."
    )
    entries = brief(known, (DAY, "Marenth Herald", text))
    assert [(one.voice, one.faction, one.excerpt.words) for one in wordings(entries, known)] == [
        ("Karim Denz", "Government of Accord", "terrorist militia"),
        ("Tarn Vell", "Coast Army", "heroic movement"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The retired general Ilva Orsek came.", "Retired general Ilva Orsek came."),
        ("The Dravian army chief Ilva Orsek came.", "The army chief Ilva Orsek came."),
        ("Gen. Ilva Orsek came.", "General Ilva Orsek came."),
        ("General Ilva Orsek came.", "The coast army commander came."),
        ("Ilva Orsek came.", "Mrs Ilva Orsek came. Orsek left."),
        ("Army chief Ilva Orsek came.", "Army head Ilva Orsek came."),
    ],
)
def test_what_is_no_difference(known: Gazetteer, one: str, other: str) -> None:
    assert called(known, (DAY, "Marenth Herald", one + END), (DAY, "Dravia Post", other + END)) == []


def test_one_voice_differs_from_nobody(known: Gazetteer) -> None:
    texts = ("The retired general Ilva Orsek came.", "The warlord Ilva Orsek came.")
    assert called(known, *((DAY, "Marenth Herald", text + END) for text in texts)) == []
    assert called(known, *((DAY, "", text + END) for text in texts)) == []
    assert called(known, (DAY, "", texts[0] + END), (DAY, "Marenth Herald", texts[1] + END)) == [
        ("Ilva Orsek", "publisher not known", "retired general"),
        ("Ilva Orsek", "Marenth Herald", "warlord"),
    ]


def test_the_real_articles(seeds: Path) -> None:
    everybody = read_actors(SAMPLE / "actors.yaml")
    entries = []
    for number, file in enumerate(sorted(seeds.glob("*.txt")), 1):
        (article,) = library.extract(file, everybody)
        entries.append(Entry(number, article, statements=tuple(statements(article))))
    assert {(one.name, one.excerpt.words) for one in wordings(entries, everybody)} == {
        ("Khalifa Haftar", "retired General"),
        ("Khalifa Haftar", "Field Marshal"),
        ("Khalifa Haftar", "Libyan army commander"),
    }
    for one in sayings(entries, everybody):
        assert entries[one.number - 1].article.body[one.excerpt.start : one.excerpt.end] == one.excerpt.words
    by_name = [one for one in standings(entries, everybody) if one.name == "Abdel Fattah el-Sisi"]
    assert [one.by_post for one in by_name] == [True, False]
