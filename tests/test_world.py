"""What the world calls its places, nations and bodies: a table of what is looked up in news."""

from collections.abc import Collection
from pathlib import Path

import pytest

from briefing.naming import world
from briefing.words import fold, fold_text

ROOM = Path(world.__file__).parent


@pytest.mark.parametrize(
    ("written", "name", "country", "kind"),
    [
        ("Tripoli", "Tripoli", "LY", "capital"),
        ("Benghazi", "Benghazi", "LY", "city"),
        ("Surt", "Sirte", "LY", "city"),
        ("Misurata", "Misrata", "LY", "city"),
        ("Az Zawiyah", "Zawiya", "LY", "city"),
        ("Fezzan", "Fezzan", "LY", "region"),
        ("Ar Raqqah", "Raqqa", "SY", "city"),
        ("Dayr az Zawr", "Deir ez-Zor", "SY", "city"),
        ("Idleb", "Idlib", "SY", "city"),
        ("Homs", "Homs", "SY", "city"),
        ("Falluja", "Fallujah", "IQ", "city"),
        ("Anbar", "Anbar", "IQ", "region"),
        ("Sana'a", "Sanaa", "YE", "capital"),
        ("Al Hudaydah", "Hodeidah", "YE", "city"),
        ("Khan Yunis", "Khan Younis", "PS", "city"),
        ("Gaza Strip", "Gaza", "PS", "region"),
        ("Kiev", "Kyiv", "UA", "capital"),
        ("Odessa", "Odesa", "UA", "city"),
        ("Donbass", "Donbas", "UA", "region"),
        ("Nagorny Karabakh", "Nagorno-Karabakh", "AZ", "region"),
        ("El-Fasher", "El Fasher", "SD", "city"),
        ("Tigray", "Tigray", "ET", "region"),
        ("N'Djamena", "N'Djamena", "TD", "capital"),
        ("Kivu", "Kivu", "CD", "region"),
        ("Zaire", "Democratic Republic of the Congo", "CD", "country"),
        ("Côte d'Ivoire", "Ivory Coast", "CI", "country"),
        ("U.S.", "United States", "US", "country"),
        ("U.K.", "United Kingdom", "GB", "country"),
        ("Scotland", "Scotland", "GB", "region"),
        ("Burma", "Myanmar", "MM", "country"),
        ("Türkiye", "Turkey", "TR", "country"),
        ("USSR", "Soviet Union", "", "country"),
        ("Kosovo", "Kosovo", "XK", "country"),
        ("Georgia", "Georgia", "GE", "country"),
        ("Jordan", "Jordan", "JO", "country"),
        ("Paris", "Paris", "FR", "capital"),
        ("Washington", "Washington", "US", "capital"),
        ("Texas", "Texas", "US", "region"),
        ("Ontario", "Ontario", "CA", "region"),
        ("Nice", "Nice", "FR", "city"),
        ("San Salvador", "San Salvador", "SV", "capital"),
        ("Chalatenango", "Chalatenango", "SV", "city"),
        ("Ayacucho", "Ayacucho", "PE", "city"),
        ("Medellín", "Medellin", "CO", "city"),
        ("Sahel", "Sahel", "", "region"),
        ("Kashmir", "Kashmir", "", "region"),
        ("Strait of Hormuz", "Strait of Hormuz", "", "water"),
        ("Suez Canal", "Suez Canal", "EG", "water"),
        ("Euphrates", "Euphrates", "", "water"),
    ],
)
def test_a_place_is_known_by_what_news_call_it(written: str, name: str, country: str, kind: str) -> None:
    spot = world.spots()[fold_text(written)]
    assert (spot.name, spot.country, spot.kind) == (name, country, kind)


@pytest.mark.parametrize(
    "word",
    "of most best bar bay man march police normal independence opportunity orange liberal mobile reading along male "
    "will clinton santos leon mohammed ahmed maria who said".split(),
)
def test_what_is_mostly_read_as_something_else_is_no_place(word: str) -> None:
    assert word not in world.spots()


def test_people_are_counted_in_cities_and_countries() -> None:
    assert world.spots()["aleppo"].people > 1_000_000
    assert world.spots()["libya"].people > 5_000_000
    assert world.spots()["red sea"].people == 0


def test_all_spots_can_be_made() -> None:
    kinds = {"country", "capital", "region", "city", "water"}
    odd = [spot for spot in world.spots().values() if spot.kind not in kinds or len(spot.country) not in (0, 2)]
    assert not odd
    assert "nowhere at all" not in world.spots()
    assert world.spots().get("nowhere at all") is None


@pytest.mark.parametrize(
    ("form", "country"),
    [
        ("Libyan", "LY"),
        ("Libyans", "LY"),
        ("Egyptian", "EG"),
        ("British", "GB"),
        ("Briton", "GB"),
        ("Frenchman", "FR"),
        ("American", "US"),
        ("Emirati", "AE"),
        ("Saudis", "SA"),
        ("Congolese", "CD"),
        ("Salvadoran", "SV"),
        ("South Sudanese", "SS"),
        ("Kosovar", "XK"),
        ("Chechens", "RU"),
        ("Arab", ""),
        ("Kurdish", ""),
        ("Tuareg", ""),
        ("European", ""),
        ("African", ""),
        ("Soviet", ""),
    ],
)
def test_nations_and_peoples(form: str, country: str) -> None:
    assert world.demonyms()[fold_text(form)] == country


def test_every_nation_of_some_size_has_an_adjective() -> None:
    large = {spot.country for spot in world.spots().values() if spot.kind == "country" and spot.people > 200_000}
    assert large - set(world.demonyms().values()) <= {"", "CG"}  # the Congolese of news are those of Kinshasa


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("UN", "United Nations"),
        ("U.N.", "United Nations"),
        ("NATO", "NATO"),
        ("Hizbullah", "Hezbollah"),
        ("al-Qaida", "Al-Qaeda"),
        ("Daesh", "Islamic State"),
        ("Boko Haram", "Boko Haram"),
        ("M23", "M23"),
        ("FMLN", "Farabundo Marti National Liberation Front"),
        ("Sendero Luminoso", "Shining Path"),
        ("M-19", "M-19"),
        ("Revolutionary Guards", "Islamic Revolutionary Guard Corps"),
        ("Pentagon", "Pentagon"),
        ("AFP", "Agence France-Presse"),
        ("MSF", "Medecins Sans Frontieres"),
    ],
)
def test_two_names_of_one_body_share_the_name_shown(written: str, shown: str) -> None:
    assert world.groups()[fold_text(written)] == shown


@pytest.mark.parametrize(
    "name",
    "Mohammed Mohamed Muhammad Ahmed Abdel Abdulrahman Abdallah Khaled Khalifa Moustafa Aguila Fayez Saddam "
    "José João François Jürgen Volodymyr Vladimir Recep Tayyip Benjamin Binyamin Olusegun Haile Narendra "
    "Shinzo Susilo Emomali John Mary Mark Peter".split(),
)
def test_given_names(name: str) -> None:
    assert fold(name) in world.given()


@pytest.mark.parametrize("word", "will may june april grace hope faith joy rich drew chase art dean miles sue".split())
def test_words_that_would_mislead_are_no_given_names(word: str) -> None:
    assert word not in world.given()


def test_family_names_that_stand_first() -> None:
    assert {"xi", "wang", "zhang", "kim", "park", "nguyen"} <= world.family_first()


def test_english_words() -> None:
    assert {"the", "said", "ministers", "fighting", "colour", "color"} <= world.english()
    assert not {"tripoli", "mohammed", "ministry's"} & world.english()


@pytest.mark.parametrize("keys", [world.spots, world.demonyms, world.groups], ids=lambda table: table.__name__)
def test_keys_are_folded(keys: object) -> None:
    assert callable(keys)
    table: Collection[str] = keys()
    assert [key for key in table if key != fold_text(key)] == []


@pytest.mark.parametrize("words", [world.given, world.family_first, world.english], ids=lambda table: table.__name__)
def test_words_are_folded(words: object) -> None:
    assert callable(words)
    table: Collection[str] = words()
    assert [word for word in table if word != fold(word)] == []


def test_the_files_keep_their_size() -> None:
    assert (ROOM / "places.tsv").stat().st_size <= 700_000
    assert (ROOM / "words.txt").stat().st_size <= 500_000
    assert sum(file.stat().st_size for file in ROOM.iterdir() if file.is_file()) <= 2_000_000
    assert len(world.given()) >= 2_500
    assert len(set(world.groups().values())) >= 500


@pytest.mark.parametrize("file", ["places.tsv", "demonyms.tsv", "groups.tsv", "words.txt", "given.txt"])
def test_every_file_says_where_it_comes_from(file: str) -> None:
    first, *rows = (ROOM / file).read_text("utf-8").splitlines()
    assert first.startswith("# ")
    assert not any(row.startswith("#") or not row.strip() for row in rows)
