"""Who held what on the day of the article: hand-overs, namesakes, changes of office, rivals and factions."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from briefing import library
from briefing.actors import Gazetteer
from briefing.article import Article, Mention, Page
from briefing.dates import PartialDate
from briefing.judgements import Dated
from briefing.library import Library
from briefing.naming.actorsfile import read as read_actors
from briefing.reading import read

ACTORS = """
version: 1
groups:
  - {id: coast-army, name: Coast Army, kind: armed-force, aliases: [CA], faction: true}
  - {id: coast-staff, name: Coast General Staff, kind: armed-force, parent: coast-army}
  - {id: accord, name: Government of Coast Accord, kind: government, faction: true, start: 2015-12-17, end: 2021-03-15,
     aliases: [GCA, Al-Sulhan, Al-Sulhan government, conciliation government,
       {text: unity cabinet, start: 2015-12-17, end: 2021-03-15}]}
  - {id: accord-interior, name: Al-Sulhan Interior Ministry, kind: ministry, parent: accord}
  - {id: unity, name: Government of Coast Unity, kind: government, faction: true, start: 2021-03-16,
     aliases: [GCU, {text: unity cabinet, start: 2021-03-16}]}
  - {id: chamber, name: Marenth Chamber, kind: legislature, faction: true}
  - {id: norvia, name: Norvian state, kind: state}
  - {id: keltar, name: Keltarian state, kind: state}
  - {id: dune-front, name: Dune Front, kind: movement, faction: true}
people:
  - id: adel-torvel
    name: Adel Torvel
    posts:
      - {title: Chief of Staff, phrases: [coast chief of staff], group: coast-staff,
         start: 2014-03-27, end: 2017-10-27, exclusive: true}
  - id: farid-torvel
    name: Farid Torvel
    posts:
      - {title: Chief of Staff, phrases: [coast chief of staff], group: coast-staff,
         start: 2017-10-28, end: 2025-07-21, exclusive: true}
  - id: ilan-marsk
    name: Ilan Marsk
    posts:
      - {title: Chief of Staff, phrases: [coast chief of staff], group: coast-staff,
         start: 2025-07-22, checked: 2025-09, exclusive: true}
  - id: norvia-president
    name: Mohamed Ould Abdel Tarsin
    posts:
      - {title: President of Norvia, phrases: [norvian president, president of norvia], group: norvia,
         start: 2009-08-05, end: 2019-08-01}
  - id: dune-leader
    name: Mohamed Abdel Tarsin
    posts:
      - {title: Secretary-General of the Dune Front, phrases: [dune front leader], group: dune-front,
         start: 1976-08, end: 2016-05-31}
  - id: keltar-minister
    name: Mohamed Abdel Tarsin
    posts:
      - {title: Foreign Minister of Keltar, phrases: [keltarian foreign minister], group: keltar,
         start: 2012-11, end: 2014-08}
  - id: sami-orkan
    name: Sami Orkan
    posts:
      - {title: Foreign Minister of Norvia, phrases: [norvian foreign minister], group: norvia, start: 2011, end: 2015}
  - id: fathi-varsk
    name: Fathi Varsk
    posts:
      - {title: Interior Minister, phrases: [al-sulhan interior minister], group: accord-interior,
         start: 2018-10-07, end: 2021-03-15}
      - {title: Prime Minister of the Chamber, phrases: [chamber prime minister], group: chamber,
         start: 2022-03-03, end: 2023-05-15}
  - id: hamid-dabrin
    name: Hamid Dabrin
    posts:
      - {title: Prime Minister of the Coast, phrases: [coast prime minister], group: unity,
         start: 2021-03-16, checked: 2025-09, contested: true}
      - {title: Head of the Government of Coast Unity, phrases: [gcu prime minister], group: unity,
         start: 2021-03-16, checked: 2025-09}
  - id: osama-hammel
    name: Osama Hammel
    posts:
      - {title: Prime Minister of the Coast, phrases: [coast prime minister], group: chamber,
         start: 2023-05-16, checked: 2025-09, contested: true}
      - {title: Prime Minister of the Chamber, phrases: [chamber prime minister], group: chamber,
         start: 2023-05-16, checked: 2025-09}
"""
ADEL, FARID, MARSK = "adel-torvel", "farid-torvel", "ilan-marsk"
NORVIA, DUNE, KELTAR = "norvia-president", "dune-leader", "keltar-minister"
VARSK, DABRIN, HAMMEL = "fathi-varsk", "hamid-dabrin", "osama-hammel"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    file: Path = tmp_path_factory.mktemp("actors") / "actors.yaml"
    file.write_text(ACTORS, "utf-8")
    return read_actors(file)


def article(known: Gazetteer, text: str, day: str = "") -> Article:
    meta = {"title": "What was seen from the quay"} | ({"date": day} if day else {})
    return read(Page("a.txt", f"{text} Nothing else was known there.", meta=meta), "a", known, date(2032, 1, 1))


def people(known: Gazetteer, text: str, day: str = "") -> list[Mention]:
    return [m for m in article(known, text, day).mentions if m.kind == "person"]


def meant(known: Gazetteer, text: str, day: str = "") -> list[tuple[str, str | None]]:
    """(text, actor) of every person in it."""
    return [(m.text, m.actor) for m in people(known, text, day)]


CHIEFS = [
    ("2014-03-26", None),
    ("2014-03-27", ADEL),
    ("2016", ADEL),
    ("2017-10-27", ADEL),
    ("2017-10-28", FARID),
    ("2017-11", FARID),
    ("2025-07-21", FARID),
    ("2025-07-22", MARSK),
    ("2031-01-01", MARSK),
]


@pytest.mark.parametrize(("day", "actor"), CHIEFS)
def test_one_post_and_three_men(known: Gazetteer, day: str, actor: str | None) -> None:
    (mention,) = people(known, "The coast chief of staff spoke.", day)
    assert (mention.text, mention.actor, mention.via) == ("coast chief of staff", actor, "post")
    assert mention.candidates == ()
    assert mention.affiliation == ("coast-staff" if actor else None)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Farid Torvel replaced Marsk as coast chief of staff.", FARID),
        ("Farid Torvel replaced Gen. O. Marsk as coast chief of staff.", FARID),
        ("Farid Torvel succeeded him as the coast chief of staff.", FARID),
        ("Farid Torvel replaced Marsk. Orla Vensk served as coast chief of staff.", None),
        ("Was Farid Torvel replaced by then? Orla Vensk acted as coast chief of staff.", None),
    ],
)
def test_a_post_is_said_of_nobody_in_a_sentence_before(known: Gazetteer, text: str, actor: str | None) -> None:
    (post,) = (m for m in people(known, text, "2016-05-05") if m.via == "post")
    assert (post.text, post.actor) == ("coast chief of staff", actor)


@pytest.mark.parametrize("day", ["2017-10", "2017", ""])
def test_days_on_both_sides_of_a_hand_over(known: Gazetteer, day: str) -> None:
    (mention,) = people(known, "The coast chief of staff spoke.", day)
    assert (mention.actor, mention.candidates) == (None, (ADEL, FARID) if day else ())


@pytest.mark.parametrize(
    ("text", "day", "actor"),
    [
        ("Torvel spoke.", "2017-10-27", ADEL),
        ("Torvel spoke.", "2017-10-28", FARID),
        ("General Torvel spoke.", "2018-05-05", FARID),
        ("Torvel spoke.", "2026-05-05", None),
        ("Torvel spoke.", "", None),
        ("Adel Torvel left. Torvel spoke.", "2018-05-05", ADEL),
        ("Farid Torvel left. Torvel spoke.", "2015-05-05", FARID),
        ("Adel Torvel met Farid Torvel. Torvel spoke.", "2018-05-05", None),
        ("Adel Torvel left.\n\nFarid Torvel came. Torvel spoke.", "2015-05-05", FARID),
    ],
)
def test_two_men_of_one_surname(known: Gazetteer, text: str, day: str, actor: str | None) -> None:
    mention = people(known, text, day)[-1]
    assert (mention.text, mention.actor) == ("Torvel", actor)
    assert mention.candidates == (() if actor else (ADEL, FARID))


@pytest.mark.parametrize(
    ("text", "day", "actor"),
    [
        ("Coast chief of staff Torvel spoke.", "2015-05-05", ADEL),
        ("The coast chief of staff, General Torvel, spoke.", "2018-05-05", FARID),
        ("General Torvel, the coast chief of staff, spoke.", "2018-05-05", FARID),
        ("Coast chief of staff Adel Torvel spoke.", "2018-05-05", ADEL),
        ("Coast chief of staff Adel Torvel spoke. The coast chief of staff left.", "2018-05-05", ADEL),
    ],
)
def test_name_and_post_mean_one_man(known: Gazetteer, text: str, day: str, actor: str) -> None:
    assert {m.actor for m in people(known, text, day)} == {actor}


BOUNDED = [
    ("Dune Front met. The coast chief of staff spoke.", None),
    ("Al-Sulhan interior minister Fathi Varsk met the coast chief of staff.", FARID),
    ("Chamber prime minister Fathi Varsk met the coast chief of staff.", FARID),
    ("Norvian foreign minister Sami Orkan met the coast chief of staff.", None),
    ("Coast chief of staff Adel Torvel met Norvian foreign minister Sami Orkan. Torvel spoke.", ADEL),
    ("The Government of Coast Unity met the coast chief of staff.", None),
]


@pytest.mark.parametrize(("text", "actor"), BOUNDED)
def test_an_undated_article_whose_bounds_lie_within_one_term(known: Gazetteer, text: str, actor: str | None) -> None:
    read_ = article(known, text)
    assert read_.published.date is None
    found = [m.actor for m in read_.mentions if m.text in ("coast chief of staff", "Coast chief of staff", "Torvel")]
    assert set(found) == {actor}


NAMESAKES = [
    ("The Norvian president met the Dune Front leader.", [("Norvian president", NORVIA), ("Dune Front leader", DUNE)]),
    ("The Keltarian foreign minister spoke.", [("Keltarian foreign minister", KELTAR)]),
    ("Mohamed Ould Abdel Tarsin spoke.", [("Mohamed Ould Abdel Tarsin", NORVIA)]),
    ("Mohammed Ould Abdul-Tarsin spoke.", [("Mohammed Ould Abdul-Tarsin", NORVIA)]),
    ("Mohamed Abdel Tarsin spoke.", [("Mohamed Abdel Tarsin", None)]),
    ("Abdel Tarsin spoke.", [("Abdel Tarsin", None)]),
    ("Norvian President Mohamed Ould Abdel Tarsin spoke.",
     [("Norvian President", NORVIA), ("Mohamed Ould Abdel Tarsin", NORVIA)]),
    ("Mohamed Ould Abdel Tarsin met the Dune Front leader. Abdel Tarsin spoke.",
     [("Mohamed Ould Abdel Tarsin", NORVIA), ("Dune Front leader", DUNE), ("Abdel Tarsin", NORVIA)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMESAKES)
def test_three_of_one_name_in_one_year(known: Gazetteer, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert meant(known, text, "2013-05-05") == expected


@pytest.mark.parametrize("day", ["2013-05-05", "2017-05-05", ""])
def test_a_name_of_several_proposes_them_and_means_none(known: Gazetteer, day: str) -> None:
    (mention,) = people(known, "Mohamed Abdel Tarsin spoke.", day)
    assert mention.actor is None
    assert {DUNE, KELTAR} <= set(mention.candidates) <= {NORVIA, DUNE, KELTAR}
    assert "decides between them" in mention.because


@pytest.mark.parametrize(
    ("day", "affiliation", "factions"),
    [
        ("2018-10-06", None, []),
        ("2018-10-07", "accord-interior", ["accord"]),
        ("2021-03-15", "accord-interior", ["accord"]),
        ("2021-03-16", None, []),
        ("2022-03-03", "chamber", ["chamber"]),
        ("2024-01-01", None, []),
        ("", None, []),
    ],
)
def test_a_man_who_changed_office(known: Gazetteer, day: str, affiliation: str | None, factions: list[str]) -> None:
    read_ = article(known, "Fathi Varsk spoke.", day)
    (mention,) = read_.mentions
    assert (mention.actor, mention.affiliation) == (VARSK, affiliation)
    assert known.factions_of(VARSK, read_.published.period) == factions


RIVALS = [
    ("The coast prime minister spoke.", "2024-05-05", None, (DABRIN, HAMMEL)),
    ("The coast prime minister spoke.", "2022-05-05", None, (DABRIN,)),
    ("The coast prime minister spoke.", "2019-05-05", None, ()),
    ("The coast prime minister spoke.", "", None, ()),
    ("The coast prime minister, Osama Hammel, spoke.", "2024-05-05", HAMMEL, ()),
    ("Coast prime minister Hammel spoke.", "2024-05-05", HAMMEL, ()),
    ("Hamid Dabrin, the coast prime minister, spoke.", "2024-05-05", DABRIN, ()),
    ("The GCU prime minister spoke.", "2024-05-05", DABRIN, ()),
    ("The chamber prime minister spoke.", "2024-05-05", HAMMEL, ()),
    ("The chamber prime minister spoke.", "2022-05-05", VARSK, ()),
]


@pytest.mark.parametrize(("text", "day", "actor", "candidates"), RIVALS)
def test_rivals_for_one_post(
    known: Gazetteer, text: str, day: str, actor: str | None, candidates: tuple[str, ...]
) -> None:
    (mention,) = [m for m in people(known, text, day) if m.via == "post"]
    assert (mention.actor, mention.candidates) == (actor, candidates)


SIDES = [
    ("The coast prime minister of the Government of Coast Unity spoke.", "2024-02-01", DABRIN),
    ("The Government of Coast Unity's coast prime minister spoke.", "2024-02-01", DABRIN),
    ("The coast prime minister of the Marenth Chamber spoke.", "2024-02-01", HAMMEL),
    ("The coast prime minister met the Marenth Chamber.", "2024-02-01", None),
    ("The coast prime minister of the Dune Front spoke.", "2024-02-01", None),
]


@pytest.mark.parametrize(("text", "day", "actor"), SIDES)
def test_a_side_that_the_sentence_names(known: Gazetteer, text: str, day: str, actor: str | None) -> None:
    assert [m.actor for m in people(known, text, day) if m.via == "post"] == [actor]


BESIDE = [
    ("Norvian president Mohamed Abdel Tarsin spoke.", "2013-05-05", None),
    ("Keltarian foreign minister Mohamed Abdel Tarsin spoke.", "2013-05-05", KELTAR),
    ("Keltarian foreign minister Mohamed Abdel Tarsin spoke.", "2016-05-05", None),
    ("Tarsin spoke.", "2013-05-05", None),
    ("Nothing stirs in Varsk.", "2022-05-05", None),
    ("Ahmed Varsk spoke. Varsk left.", "2022-05-05", None),
    ("Nadim A. Varsk spoke.", "2022-05-05", None),
]


@pytest.mark.parametrize(("text", "day", "actor"), BESIDE)
def test_a_name_in_common_is_decided_by_a_post_or_by_nothing(
    known: Gazetteer, text: str, day: str, actor: str | None
) -> None:
    assert {m.actor for m in people(known, text, day) if m.via != "post"} <= {actor}


@pytest.mark.parametrize(
    ("day", "verified"), [("2025-07-30", True), ("2025-09-30", True), ("2025-10-01", False), ("2031", False)]
)
def test_an_open_post_answers_beyond_its_last_check_only_with_the_day_of_that(
    known: Gazetteer, day: str, verified: bool
) -> None:
    (mention,) = people(known, "The coast chief of staff spoke.", day)
    assert mention.actor == MARSK
    assert ("last verified 2025-09" in mention.because) is not verified


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The coast chief of staff spoke.", "2001-01-01"),
        ("The Al-Sulhan interior minister spoke.", "2016-05-05"),
        ("The chamber prime minister spoke.", "2021-05-05"),
        ("The Norvian president spoke.", "2020-05-05"),
    ],
)
def test_a_post_without_a_holder_is_a_mention_of_nobody(known: Gazetteer, text: str, day: str) -> None:
    (mention,) = people(known, text, day)
    assert (mention.actor, mention.candidates, mention.via) == (None, (), "post")
    assert "nobody in the actors file held it" in mention.because


COUNTERPARTS = [
    ("Norvian Foreign Minister Sami Orkan met his Keltarian counterpart.", "2013-05-05", KELTAR),
    ("The Norvian foreign minister met his Keltarian counterpart.", "2013-05-05", KELTAR),
    ("Norvian Foreign Minister Sami Orkan met his Keltarian counterpart.", "2014-09-01", None),
    ("Norvian Foreign Minister Sami Orkan met his Keltarian counterpart.", "", None),
    ("The Keltarian foreign minister met his Norvian counterpart.", "2013-05-05", "sami-orkan"),
    ("The Keltarian foreign minister met his Norvian counterpart, Sami Orkan.", "2013-05-05", "sami-orkan"),
    ("The Keltarian foreign minister met his Norvian counterpart, Nadim Orsa.", "2013-05-05", None),
]


@pytest.mark.parametrize(("text", "day", "actor"), COUNTERPARTS)
def test_a_counterpart_is_whoever_held_the_other_post_that_day(
    known: Gazetteer, text: str, day: str, actor: str | None
) -> None:
    (mention,) = [m for m in people(known, text, day) if "counterpart" in m.text]
    assert mention.actor == actor


PARALLEL = [
    ("The Government of Coast Accord met.", "2018-05-05", ["accord"]),
    ("The Al-Sulhan government met the GCA.", "2018-05-05", ["accord"]),
    ("The conciliation government met Al-Sulhan.", "2018-05-05", ["accord"]),
    ("The unity cabinet met.", "2021-03-15", ["accord"]),
    ("The unity cabinet met.", "2021-03-16", ["unity"]),
    ("The Al-Sulhan Interior Ministry spoke.", "2018-05-05", ["accord"]),
    ("The Coast General Staff spoke.", "2018-05-05", ["coast-army"]),
    ("Farid Torvel spoke.", "2018-05-05", ["coast-army"]),
    ("The coast chief of staff spoke.", "2018-05-05", ["coast-army"]),
    ("Adel Torvel spoke.", "2018-05-05", []),
    ("The Al-Sulhan interior minister spoke.", "2016-05-05", ["accord"]),
]


def corpus_of(folder: Path, texts: list[tuple[str, str]]) -> Path:
    folder.mkdir()
    (folder / "actors.yaml").write_text(ACTORS, "utf-8")
    for n, (text, day) in enumerate(texts):
        head = f"---\ntitle: What was seen from the quay\n{f'date: {day}' if day else ''}\n---\n\n"
        (folder / f"{n:02}.md").write_text(f"{head}{text} Nothing else was known there.\n", "utf-8")
    return folder


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Library]:
    """A corpus of every text above about factions, and of four about one man and one post."""
    texts = [(text, day) for text, day, _ in PARALLEL]
    texts += [("Fathi Varsk spoke.", day) for day in ("2017-05-05", "2020-05-05", "2022-05-05")]
    texts += [("The coast chief of staff spoke.", "2017-10-20")]
    corpus = corpus_of(tmp_path / "corpus", texts)
    library.index(corpus)
    found = Library.open(corpus)
    yield found
    found.close()


def answers(opened: Library, query: str) -> set[int]:
    return {int(hit.row.path.removesuffix(".md")) for hit in opened.search(query).hits}


def test_an_article_mentions_a_faction_by_any_of_its_names_parts_and_people(opened: Library) -> None:
    expected = {n: factions for n, (_, _, factions) in enumerate(PARALLEL)}
    rows = {int(row.path.removesuffix(".md")): row for row in opened.rows}
    assert {n: list(rows[n].factions) for n in expected} == expected
    for faction in ("accord", "unity", "coast-army"):
        named = {n for n, factions in expected.items() if faction in factions}
        assert answers(opened, f"faction:{faction}") & expected.keys() == named


@pytest.mark.parametrize("name", ["GCA", "Al-Sulhan", '"conciliation government"', '"Government of Coast Accord"'])
def test_a_faction_is_asked_for_by_any_of_its_names(opened: Library, name: str) -> None:
    assert answers(opened, f"faction:{name}") == answers(opened, "faction:accord") != set()


def test_a_man_is_of_a_faction_only_in_his_years_there(opened: Library) -> None:
    before, accord, chamber = range(len(PARALLEL), len(PARALLEL) + 3)
    his = {before, accord, chamber}
    assert answers(opened, "actor:fathi-varsk") == his
    assert answers(opened, "faction:accord") & his == {accord}
    assert answers(opened, "faction:chamber") & his == {chamber}
    assert answers(opened, "faction:accord actor:fathi-varsk date:2022") == set()


def test_a_corrected_date_changes_who_is_meant(opened: Library) -> None:
    last = opened.resolve(f"{len(PARALLEL) + 3:02}.md").id

    def holder() -> str | None:
        (mention,) = opened.article(last).mentions
        return mention.actor

    assert holder() == ADEL
    opened.judge(Dated(last, PartialDate(2017, 10, 28), "the printed edition"))
    assert holder() == FARID
    opened.undo()
    assert holder() == ADEL
    opened.judge(Dated(last, PartialDate(2017, 10)))
    assert holder() is None
    opened.undo()
    opened.judge(Dated(last, PartialDate(2017, 10, 28)))
    library.index(opened.corpus)
    assert opened.refresh()
    assert (holder(), str(opened.article(last).published.date)) == (FARID, "2017-10-28")
