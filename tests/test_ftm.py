"""Briefs as entities of FollowTheMoney: whole by its model, saying what is known and nothing more."""

from __future__ import annotations

import json
import re
import warnings
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefing import briefs
from briefing.actors import Actor, Alias, Gazetteer, Group, GroupKind, Place, Post
from briefing.article import Article, Bound, Dating, Mention
from briefing.cli import main
from briefing.dates import PartialDate, Period
from briefing.export.brief import Brief, Commission, Entry, Excerpt, Saying
from tests import ftm_facts
from tests.invented_briefs import CONTROLS, HARBOUR, HOSTILE, TODAY, article, brief, hostile

Thing = dict[str, Any]
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\ud800-\udfff]")


def read(lines: str) -> dict[str, Thing]:
    """The entities by their ids; every line is one, and none comes twice."""
    things = [json.loads(line) for line in lines.splitlines()]
    assert lines == "" or lines.endswith("\n")
    assert len({thing["id"] for thing in things}) == len(things)
    return {thing["id"]: thing for thing in things}


def written(made: Brief) -> dict[str, Thing]:
    things = read(briefs.text(made, "ftm"))
    sound(things)
    return things


def of(things: dict[str, Thing], schema: str) -> list[Thing]:
    return [thing["properties"] for thing in things.values() if thing["schema"] == schema]


def sound(things: dict[str, Thing]) -> None:
    """Do the entities agree with the facts of the model?"""
    seen: set[str] = set()
    for thing in things.values():
        schema, properties = thing["schema"], thing["properties"]
        assert list(thing) == ["id", "schema", "properties"]
        assert re.fullmatch(r"[0-9a-f]{40}", thing["id"])
        assert ftm_facts.REQUIRED[schema] <= properties.keys() <= ftm_facts.TYPES[schema].keys()
        seen.add(thing["id"])
        for name, values in properties.items():
            assert values
            assert len(set(values)) == len(values)
            kind = ftm_facts.TYPES[schema][name]
            for value in values:
                assert not UNSEEN.search(value)
                assert value == value.strip() != ""
                if kind == ftm_facts.ENTITY:
                    assert value in seen, "referred to before it was there"
                    assert ftm_facts.RANGES[schema, name] in ftm_facts.WITHIN[things[value]["schema"]]
                    continue
                assert len(value) <= ftm_facts.LONGEST[kind]
                assert kind == "text" or "\n" not in value
                assert kind != "date" or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value)
                assert kind != "url" or re.match(r"https?://[^\s<>\"@]+$", value)
                assert kind != "country" or re.fullmatch(r"[a-z]{2}", value)
                assert kind != "language" or re.fullmatch(r"[a-z]{3}", value)


@pytest.fixture(scope="module")
def model() -> Any:
    """The model itself, where it is installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pytest.importorskip("followthemoney")
        from followthemoney import model

        model.get("Article")
    return model


def sound_by_the_model(things: dict[str, Thing], model: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for thing in things.values():
            schema = model.get(thing["schema"])
            schema.validate(thing)
            proxy = model.get_proxy(thing)
            for name, values in thing["properties"].items():
                prop = schema.properties[name]
                assert [prop.type.clean(value, format=prop.format) for value in values] == values, name
                assert max(map(len, values)) <= prop.max_length
                assert sorted(proxy.get(name)) == sorted(values)
                if prop.range:
                    assert all(model.get(things[value]["schema"]).is_a(prop.range) for value in values)


def test_the_facts_are_those_of_the_model(model: Any) -> None:
    for name, properties in ftm_facts.TYPES.items():
        schema = model.get(name)
        assert {one.name for one in schema.schemata} == ftm_facts.WITHIN[name]
        assert set(schema.required) == ftm_facts.REQUIRED[name]
        assert {one: schema.properties[one].type.name for one in properties} == properties
        for one, kind in properties.items():
            prop = schema.properties[one]
            assert (prop.range.name if prop.range else None) == ftm_facts.RANGES.get((name, one))
            assert kind == ftm_facts.ENTITY or prop.type.max_length >= ftm_facts.LONGEST[kind]


def exported(corpus: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Thing]:
    """Every article of the folder."""
    assert main(["index", "--corpus", str(corpus)]) == 0
    capsys.readouterr()
    assert main(["list", "--json", "--corpus", str(corpus)]) == 0
    ids = [json.loads(row)["id"] for row in capsys.readouterr().out.splitlines()]
    assert main(["export", "--corpus", str(corpus), "--format", "ftm", "-o", "-", *options, *ids]) == 0
    return read(capsys.readouterr().out)


def test_the_sample_corpus_by_the_facts(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    things = exported(sample, capsys)
    sound(things)
    assert ftm_facts.TYPES.keys() - {"Note"} == {thing["schema"] for thing in things.values()}
    assert str(sample) not in json.dumps(things)


def test_the_sample_corpus_by_the_model(sample: Path, capsys: pytest.CaptureFixture[str], model: Any) -> None:
    sound_by_the_model(exported(sample, capsys, "--full"), model)


def test_the_seeds(seeds: Path, sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    things = exported(seeds, capsys, "--actors", str(sample / "actors.yaml"))
    sound(things)
    assert len(of(things, "Article")) == 5


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_anywhere(text: str) -> None:
    written(hostile(text, text))


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_anywhere_by_the_model(text: str, model: Any) -> None:
    sound_by_the_model(read(briefs.text(hostile(text, text), "ftm")), model)


def the_article(saved: Article, **parts: Any) -> Thing:
    [properties] = of(written(brief(saved, **parts)), "Article")
    return properties


BETWEEN = (Bound(date(2019, 3, 1), "after", "a board"), Bound(date(2019, 4, 30), "before", "a vote"))
DATES = [
    (HARBOUR, ["2019-05-04"], None),
    (Dating(PartialDate(2019, 5), "dateline", "May 2019", "high"), ["2019-05"], None),
    (Dating(PartialDate(2019), "judgement", "printed edition", "high"), ["2019"], None),
    (Dating(PartialDate(2019, 5, 4), "header", "4 May 2019 10:00", "medium"), None, ["2019-05-04"]),
    (Dating(bounds=BETWEEN), None, None),
    (Dating(bounds=(Bound(date(2019, 3, 1), "after", "x"), Bound(date(2019, 3, 1), "before", "x"))), None, None),
    (Dating(PartialDate(None, 5, 4), "dateline", "May 4", "high", bounds=BETWEEN), None, None),
    (Dating(PartialDate(None, 3, 4), "dateline", "March 4", "high", bounds=BETWEEN), None, None),
    (Dating(PartialDate(312), "byline", "312", "high"), None, None),
    (Dating(), None, None),
]


@pytest.mark.parametrize(("published", "publication", "other"), DATES)
def test_a_date_is_given_as_far_as_it_is_known(
    published: Dating, publication: list[str] | None, other: list[str] | None
) -> None:
    said = the_article(article(published=published))
    assert (said.get("publishedAt"), said.get("date")) == (publication, other)
    assert published.label in said["summary"][0]
    assert published.explanation in said["summary"][0]


def test_bounds_are_said_in_words() -> None:
    said = the_article(article(published=Dating(bounds=BETWEEN)))
    assert said["description"] == ["not before 2019-03-01: a board", "not after 2019-04-30: a vote"]


ADDRESSES = [
    ("https://example.org/a?b=c&d=1#e", "https://example.org/a?b=c&d=1#e"),
    ("http://example.org", "http://example.org/"),
    ("http://example.org:8080?x=1", "http://example.org:8080/?x=1"),
    ("javascript:alert(1)", None),
    ("ftp://example.org/x", None),
    ("file:///home/someone/x.html", None),
    ("https://someone:secret@example.org/", None),
    ("https://someone@example.org/", None),
    ("https://example.org:port/", None),
    ("https://[::1/", None),
    ("http://localhost/x", None),
    ("http://127.0.0.1/x", None),
    ("//example.org/x", None),
    ("https://example.org/a b", None),
    ('https://example.org/"x', None),
    ("https:example.org", None),
    ("https://" + "x" * 5000 + ".org", None),
    (None, None),
]


@pytest.mark.parametrize(("url", "kept"), ADDRESSES)
def test_only_addresses_of_the_web_are_given(url: str | None, kept: str | None) -> None:
    assert the_article(article(url=url)).get("sourceUrl") == (kept and [kept])


def test_the_addresses_stand_in_the_model(model: Any) -> None:
    for _, kept in ADDRESSES:
        assert kept is None or model.get("Article").get("sourceUrl").type.clean(kept) == kept


ODD = "the text seems to be in Portuguese: only names of the actors file are matched reliably"
SCRIPT = "the text is in Arabic script: only names spelled so in the actors file are matched"
OTHER = "no year is given, and the bounds contradict each other"
LANGUAGES = [
    ("en", (), "eng"),
    ("en-GB", (), "eng"),
    ("POR", (), "por"),
    ("pt_BR", (OTHER,), "por"),
    ("ar", (SCRIPT,), "ara"),
    ("es", (ODD,), None),
    ("en", (SCRIPT,), None),
    ("english", (), None),
    ("xx", (), None),
    ("", (), None),
    (None, (), None),
]


@pytest.mark.parametrize(("stated", "doubts", "code"), LANGUAGES)
def test_a_language_is_given_where_it_is_certain(stated: str | None, doubts: tuple[str, ...], code: str | None) -> None:
    assert the_article(article(language=stated, doubts=doubts)).get("language") == (code and [code])


def test_every_language_and_country_is_known_to_the_model(model: Any) -> None:
    languages, countries = model.get("Article").get("language").type, model.get("Organization").get("country").type
    found = {the_article(article(language=one)).get("language", [""])[0] for one in languages.names}
    assert found >= set(languages.names) - {"cnr", "fil", "gle", "tgl", "mul"}
    for first in "abcdefghijklmnopqrstuvwxyz":
        for second in "abcdefghijklmnopqrstuvwxyz":
            code = groups(Group("x", "Board", country=(first + second).upper()))["Board"]["properties"].get("country")
            assert code is None or countries.clean(code[0]) == code[0] == first + second


def groups(*known: Group) -> dict[str, Thing]:
    """The groups as entities by their names, where an article mentions the first."""
    gazetteer = Gazetteer(groups={one.id: one for one in known})
    saved = article("x", mentions=(Mention(0, 1, "The Board", "faction", known[0].id, known[0].name, "name", ""),))
    things = written(brief(saved, gazetteer=gazetteer))
    return {thing["properties"]["name"][0]: thing for thing in things.values() if "classification" in str(thing)}


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        ("state", "PublicBody"),
        ("government", "PublicBody"),
        ("legislature", "PublicBody"),
        ("ministry", "PublicBody"),
        ("armed-force", "Organization"),
        ("movement", "Organization"),
        ("commission", "Organization"),
        ("international", "Organization"),
        ("other", "Organization"),
    ],
)
def test_what_a_group_is(kind: GroupKind, schema: str) -> None:
    made = groups(Group("board", "Harbour Board", kind, "LY", start=PartialDate(2014, 5), end=PartialDate(2020)))
    assert made["Harbour Board"]["schema"] == schema
    assert made["Harbour Board"]["properties"] == {
        "name": ["Harbour Board"],
        "classification": [kind.replace("-", " ")],
        "country": ["ly"],
        "incorporationDate": ["2014-05"],
        "dissolutionDate": ["2020"],
    }


def test_an_invented_country_is_left_out() -> None:
    assert "country" not in groups(Group("board", "Harbour Board", country="XV"))["Harbour Board"]["properties"]


def test_a_name_that_means_somebody_only_at_times_or_in_company_is_a_weak_one() -> None:
    names = (Alias("Board"), Alias("the Board", requires=("Harbour",)), Alias("Old Board", end=PartialDate(2010)))
    said = groups(Group("board", "Harbour Board", aliases=names))["Harbour Board"]["properties"]
    assert (said["alias"], said["weakAlias"]) == (["Board"], ["the Board", "Old Board"])


ORVA = Actor(
    "orva",
    "Tilda Orva",
    posts=(
        Post(
            "Chair", (), "board", PartialDate(2015, 3), PartialDate(2018), contested=True, source="https://a.example/"
        ),
        Post("Member", (), "board", PartialDate(2020), checked=PartialDate(2025, 9), confidence="low", source="a book"),
        Post("Envoy", first_cited=PartialDate(2012, 4, 1), last_cited=PartialDate(2013)),
    ),
)
SENNE = Actor("senne", "Bram Senne", posts=(Post("Chair", (), "board", PartialDate(2018)), Post("Envoy")))
WHO = Gazetteer(
    {"orva": ORVA, "senne": SENNE},
    {"board": Group("board", "Harbour Board", "commission", parent="city"), "city": Group("city", "City", "state")},
    {"port": Place("port", "Port Ansel")},
    merged={"tilda": "orva"},
)
BODY = "Orva met the chair, Senne, and Kell in Port Ansel. The envoy and Jonne Kell left."
MENTIONS = (
    Mention(0, 4, "Orva", "person", "orva", "Tilda Orva", "short", ""),
    Mention(13, 18, "chair", "person", "senne", "Bram Senne", "post", ""),
    Mention(20, 25, "Senne", "person", None, "Senne", "short", "", candidates=("senne", "other")),
    Mention(31, 35, "Kell", "person", None, "Jonne Kell", "unlisted", ""),
    Mention(39, 49, "Port Ansel", "place", "port", "Port Ansel", "gazetteer", ""),
    Mention(55, 60, "envoy", "person", None, "envoy", "post", ""),
    Mention(65, 75, "Jonne Kell", "person", None, "Jonne Kell", "unlisted", ""),
)


def meeting(**facts: Any) -> Article:
    return article(BODY, mentions=MENTIONS, **facts)


def named(things: dict[str, Thing], schema: str, name: str) -> str:
    [id] = [id for id, one in things.items() if (one["schema"], one["properties"].get("name")) == (schema, [name])]
    return id


def test_posts_are_given_with_their_terms_as_far_as_known() -> None:
    things = written(brief(meeting(), gazetteer=WHO))
    orva = named(things, "Person", "Tilda Orva")
    held = [one for one in of(things, "Occupancy") if one["holder"] == [orva]]
    assert [
        (things[one["post"][0]]["properties"]["name"], one.get("startDate"), one.get("endDate"), one.get("date"))
        for one in held
    ] == [
        (["Chair"], ["2015-03"], ["2018"], None),
        (["Member"], ["2020"], None, None),
        (["Envoy"], None, None, ["2012-04-01", "2013"]),
    ]
    assert [(one.get("status"), one.get("sourceUrl")) for one in held] == [
        (["ended", "contested"], ["https://a.example/"]),
        (None, None),
        (None, None),
    ]
    assert held[1]["description"] == ["No end is known; last verified 2025-09. Confidence: low. Source: a book"]
    assert "Known from reports only, the first of 2012-04-01" in held[2]["description"][0]


def test_a_post_of_a_group_is_one_post_and_one_without_a_group_its_holders_own() -> None:
    both = article("x", mentions=tuple(Mention(0, 1, "x", "person", one, one, "name", "") for one in WHO.people))
    things = written(brief(both, gazetteer=WHO))
    posts = [one["name"][0] for one in of(things, "Position")]
    assert sorted(posts) == ["Chair", "Envoy", "Envoy", "Member"]
    [chair] = [one for one in of(things, "Position") if one["name"] == ["Chair"]]
    assert chair["organization"] == [named(things, "Organization", "Harbour Board")]


def test_who_holds_a_post_of_a_group_belongs_to_it_and_a_part_to_its_whole() -> None:
    things = written(brief(meeting(), gazetteer=WHO))
    board, city = named(things, "Organization", "Harbour Board"), named(things, "PublicBody", "City")
    ties = {(one["member"][0], one["organization"][0], one["role"][0]) for one in of(things, "Membership")}
    orva, senne = named(things, "Person", "Tilda Orva"), named(things, "Person", "Bram Senne")
    assert ties == {
        (orva, board, "Chair"),
        (orva, board, "Member"),
        (senne, board, "Chair"),
        (board, city, "part of"),
    }


def test_a_mention_is_resolved_only_where_it_was_decided_who_is_meant() -> None:
    things = written(brief(meeting(), gazetteer=WHO))
    found = [
        (one["name"][0], one["detectedSchema"][0], things[one["resolved"][0]]["properties"]["name"][0])
        if "resolved" in one
        else (one["name"][0], one["detectedSchema"][0], None)
        for one in of(things, "Mention")
    ]
    assert found == [
        ("Orva", "Person", "Tilda Orva"),
        ("chair", "Person", "Bram Senne"),
        ("Senne", "Person", None),
        ("Kell", "Person", "Jonne Kell"),
        ("envoy", "Person", None),
        ("Jonne Kell", "Person", "Jonne Kell"),
    ]
    [said] = of(things, "Article")
    assert said["peopleMentioned"] == ["Orva", "Senne", "Kell", "Jonne Kell"]
    assert said["locationMentioned"] == ["Port Ansel"]
    assert "By post, not named: Bram Senne (“chair”)" in said["notes"]


def test_an_unlisted_name_is_somebody_of_that_name_and_says_so() -> None:
    things = written(brief(meeting(), meeting(id="other12345", path="other.txt"), gazetteer=WHO))
    [kell] = [one for one in of(things, "Person") if "notes" in one]
    assert kell["name"] == ["Jonne Kell"]
    assert "by this name alone" in kell["notes"][0]
    assert len([one for one in of(things, "Mention") if one["name"] == ["Kell"]]) == 2


def test_somebody_merged_is_whom_they_were_merged_into() -> None:
    mention = Mention(0, 4, "Orva", "person", "tilda", "Tilda Orva", "name", "")
    things = written(brief(article(BODY, mentions=(mention,)), gazetteer=WHO))
    assert [one["resolved"] for one in of(things, "Mention")] == [[named(things, "Person", "Tilda Orva")]]


def test_somebody_gone_from_the_file_is_a_name_only() -> None:
    mention = Mention(0, 4, "Orva", "person", "gone", "Tilda Orva", "name", "")
    things = written(brief(article(BODY, mentions=(mention,)), gazetteer=WHO))
    assert [thing["schema"] for thing in things.values()] == ["Article", "Mention"]
    assert "resolved" not in of(things, "Mention")[0]


SAID = Excerpt("abc123defg", 1, 0, 4, "Orva", "statement")


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("2019-05-04", ["2019-05-04"]),
        ("2019-05", ["2019-05"]),
        ("2019", ["2019"]),
        ("2019-03 to 2019-04, inferred", None),
        ("2019-03, inferred", None),
        ("2019-03-04, year inferred", None),
        ("????-03-04, year unknown", None),
        ("undated", None),
    ],
)
def test_a_statement_has_the_day_that_is_known(when: str, day: list[str] | None) -> None:
    said = Saying(1, SAID, True, "orva", "Tilda Orva", "Board", ("Chair",), "said", Period(), when, "“on Monday”")
    things = written(brief(meeting(), gazetteer=WHO, sayings=(said,)))
    [event] = of(things, "Event")
    assert event.get("date") == day
    assert event["description"][0] == f"Date: {when} (“on Monday”)"
    assert event["summary"] == ["Orva"]
    assert event["involved"] == [named(things, "Person", "Tilda Orva")]
    assert things[event["proof"][0]]["schema"] == "Article"
    assert event["recordId"] == [str(SAID.anchor).removeprefix("<!-- briefing:").removesuffix(" -->")]
    assert "is not claimed" in event["notes"][1]


@pytest.mark.parametrize(
    ("basis", "day"),
    [
        ("day of the article (header date, may be the day saved)", None),
        ("“on Monday”, read from the day of the article (header date, may be the day saved)", None),
        ("“on 4 May 2019”, printed with the words", ["2019-05-04"]),
    ],
)
def test_a_statement_of_what_may_be_the_day_saved_has_no_day(basis: str, day: list[str] | None) -> None:
    header = Dating(PartialDate(2019, 5, 6), "header", "6 May 2019 10:00", "medium")
    said = Saying(1, SAID, True, "orva", "Tilda Orva", "", (), "said", Period(), "2019-05-04", basis)
    [event] = of(written(brief(meeting(published=header), gazetteer=WHO, sayings=(said,))), "Event")
    assert event.get("date") == day
    assert ("2019" in event["name"][0]) == bool(day)
    assert event["description"] == [f"Date: 2019-05-04 ({basis})"]


def test_nobody_undecided_is_involved_in_a_statement() -> None:
    said = Saying(1, SAID, False, "person:Senne", "Senne", "", (), "said", Period(), "2019", "")
    [event] = of(written(brief(meeting(), gazetteer=WHO, sayings=(said,))), "Event")
    assert "involved" not in event


def test_whole_texts_only_where_they_were_asked_for() -> None:
    assert "bodyText" not in the_article(meeting())
    assert the_article(meeting(), commission=Commission(full=True))["bodyText"] == [BODY]
    long = "\n".join(f"Line {number} of a long text." for number in range(9_000))
    pieces = the_article(article(long), commission=Commission(full=True))["bodyText"]
    assert "\n".join(pieces) == long


def test_notes_and_tags_only_where_they_were_asked_for() -> None:
    entry = Entry(1, meeting(), notes={0: "Ask\nher.", 2: "Who?"}, tags=("later",))
    things = written(brief(entry))
    assert not of(things, "Note")
    assert "keywords" not in of(things, "Article")[0]
    things = written(brief(entry, commission=Commission(notes=True)))
    assert [(one["description"], one["summary"]) for one in of(things, "Note")] == [
        (["Ask\nher."], ["On the article"]),
        (["Who?"], ["On ¶ 2"]),
    ]
    assert of(things, "Article")[0]["keywords"] == ["later"]


def test_the_day_a_file_was_written_is_no_day_of_retrieval() -> None:
    def retrieved(basis: str) -> object:
        return of(written(brief(Entry(1, meeting(), saved=TODAY, saved_basis=basis))), "Article")[0].get("retrievedAt")

    assert retrieved("printed on the saved page") == [str(TODAY)]
    assert retrieved("date of the file") is None


def test_the_same_things_have_the_same_ids_in_every_brief() -> None:
    other = article("Orva left.", id="other12345", path="other.txt", mentions=MENTIONS[:1])
    both, one = written(brief(meeting(), other, gazetteer=WHO)), written(brief(other, gazetteer=WHO))
    assert one.items() <= both.items()
    assert briefs.text(brief(meeting(), other, gazetteer=WHO), "ftm") == briefs.text(
        brief(meeting(), other, gazetteer=WHO), "ftm"
    )


def test_another_article_is_another_thing_and_its_people_are_the_same() -> None:
    first = written(brief(meeting(), gazetteer=WHO))
    second = written(brief(meeting(id="other12345"), gazetteer=WHO))
    assert {first[id]["schema"] for id in first.keys() - second.keys()} == {"Article", "Mention"}
    assert {first[id]["schema"] for id in first.keys() & second.keys()} >= {"Person", "Occupancy", "Membership"}


def test_a_name_is_not_whoever_of_the_actors_file_has_it_for_an_id() -> None:
    strange = Mention(0, 4, "Orva", "person", None, "orva", "unlisted", "")
    listed = written(brief(meeting(), gazetteer=WHO)).keys()
    assert listed.isdisjoint(written(brief(article(BODY, id="other12345", mentions=(strange,)))))


def test_an_empty_brief_is_an_empty_file() -> None:
    assert briefs.text(brief(), "ftm") == ""


def test_each_entity_stays_on_its_line() -> None:
    lines = briefs.text(hostile(CONTROLS, CONTROLS), "ftm")
    assert len(re.split(r"[\n\r\x0b\x0c\x85\u2028\u2029]", lines)) == len(read(lines)) + 1
