"""When two spellings are one name; short forms; variants of known names; clusters of unlisted ones."""

import random

import pytest

from briefing.actors import Actor, Alias, Gazetteer, Judgements
from briefing.article import Page
from briefing.dates import PartialDate
from briefing.naming import world
from briefing.naming.clusters import clusters, organisations
from briefing.naming.comparing import blocks, compare, parsed
from briefing.naming.families import short_forms
from briefing.naming.shortnames import Forms
from briefing.naming.shortnames import keys as form_keys
from briefing.naming.spelling import alike, key, rough, rough_of
from briefing.naming.variants import Index, Variants
from briefing.naming.variants import keys as rough_keys
from briefing.reading import read

WORDS = [
    ("hegazy", "hijazi", "usual"),
    ("nazhuri", "nadoori", "usual"),
    ("nadhuri", "nazhuri", "usual"),
    ("choukri", "shoukry", "usual"),
    ("qadhafi", "gaddafi", "usual"),
    ("kadhafi", "gaddafi", "loose"),
    ("haftar", "hifter", "loose"),
    ("salameh", "salama", "usual"),
    ("tawfiq", "toufik", "usual"),
    ("abdelhamid", "abdulhameed", "usual"),
    ("noureddine", "nuruddin", "usual"),
    ("lavrov", "lavroff", "usual"),
    ("zelenskiy", "zelensky", "usual"),
    ("yeltsin", "eltsin", "usual"),
    ("milosevic", "milosevich", "usual"),
    ("dawood", "daud", "usual"),
    ("valid", "walid", "usual"),
    ("margrave", "margrove", "loose"),
    ("pelgrin", "pelgrim", "slip"),
    ("khalifa", "khaled", None),
    ("hassan", "hussein", None),
    ("mahmoud", "mohamed", None),
    ("jamal", "jamil", None),
    ("saleh", "salah", None),
    ("hamid", "abdelhamid", None),
    ("peng", "ping", None),
    ("maria", "mario", None),
]


@pytest.mark.parametrize(("one", "other", "grade"), WORDS)
def test_words(one: str, other: str, grade: str | None) -> None:
    for likeness in (alike(one, other), alike(other, one)):
        assert (likeness and likeness.grade) == grade
        assert likeness is None or likeness.rules


APART = """
    Orlando/Rolando Hilda/Gilda Carlo/Carol Cristina/Kerstin Karsten/Kristin Alain/Ellen Amelia/Emilia Alec/Ellis
    Mario/Maria Julio/Julia Paulo/Paula Dario/Daria Carlo/Carla Emilio/Emilia Sergio/Sergia Augusto/Augusta
    Fernando/Fernanda Branko/Branka Mirko/Mirka Petro/Petra Zoran/Zorana Rafael/Rafaela Milan/Milena Martin/Martina
    Ali/Alia Amin/Amina Amine/Amina Nadim/Nadima Khalid/Khalida Rashid/Rashida Salim/Salima Latif/Latifa Rana/Rania
    Andre/Andrea Anne/Anna Simon/Simone Martin/Martine Denis/Denise Christian/Christine Christian/Christiane
    Amir/Omar Hassan/Hussein Said/Saad Samir/Samar Karim/Karam Jamil/Jamal Hamid/Ahmed Salim/Salma Hanan/Haneen
    Marina/Mariana Dina/Diana Nina/Nana Sofia/Safia Fatou/Fathi Doris/Driss Carl/Carol Fred/Farid Jon/Jan Vit/Wyatt
    Wesley/Vasily Uli/Wally Stella/Saadallah Adele/Ataullah Carmela/Carmelo Loic/Luis Lena/Lina Gary/Gerry
    Dalmiro/Dalmira Odrano/Rodano Tarsov/Tarsova
"""
TOGETHER = """
    Mohamed/Muhammad Nadir/Nader Kareem/Karim Krim/Karim Fahd/Fahad Badr/Bader Fuad/Fuat Murad/Murat Rokia/Rukia
    Aicha/Ayesha Zahra/Zehra Brahim/Ibrahim Smail/Ismail Slimane/Suleiman Mbarek/Mubarak Dmitri/Dimitri
    Katerina/Ekaterina Tatiana/Tatyana Sofia/Sophia Moammar/Muammar Agila/Aqila Belal/Bilal Choukri/Shukri
    Gamal/Jamal Pavel/Pawel Abdelkrim/Abdulkarim Noureddine/Nuruddin Seren/Ceren Fatemeh/Fatima Walid/Oualid
"""


@pytest.mark.parametrize("pair", APART.split())
def test_given_names_that_are_not_one(pair: str) -> None:
    one, other = (f"{given} Contreras" for given in pair.split("/"))
    assert compare(one, other).verdict != "same" != compare(other, one).verdict


@pytest.mark.parametrize("pair", TOGETHER.split())
def test_given_names_that_are_one(pair: str) -> None:
    one, other = (f"{given} Contreras" for given in pair.split("/"))
    assert compare(one, other).verdict == "same" == compare(other, one).verdict


@pytest.mark.parametrize(
    ("one", "other"), [("Hegazy", "Hegazi"), ("Dbeibah", "Dbeiba"), ("Mehmet", "Muhammad"), ("Đinđić", "Djindjic")]
)
def test_keys_that_usual_spellings_share(one: str, other: str) -> None:
    assert key(one) == key(other)


SAME = [
    ("Harun Belgad", "Haroun Belgad"),
    ("Harun Belgad", "Marshal Harun Belgad"),
    ("Harun Belgad", "Belgad, Harun"),
    ("Harun al-Belgadi", "Haroun El Belgady"),
    ("Harun al-Belgadi", "Haroun Belgadi"),
    ("Harun Belgad", "Harun Tarsi Belgad"),
    ("Harun Belgad", "Harun T. Belgad"),
    ("Harun T. Belgad", "H. T. Belgad"),
    ("Harun ben Tarsi", "Haroun Bentarsi"),
    ("Abdul Razzaq al-Nazhuri", "Abdelrazek El-Nadoori"),
    ("Abd al-Hamid Dbeibah", "Abdulhamid al-Dabaiba"),
    ("Abu Bakr Tarsi", "Abubaker Tarsi"),
    ("Nur al-Din Tarsi", "Noureddine Tarsi"),
    ("Muammar Gaddafi", "Moammar al-Qadhafi"),
    ("Sameh Shoukry", "Samih Choukri"),
    ("Sergei Lavrov", "Sergey Lavroff"),
    ("Zoran Djindjic", "Zoran Đinđić"),
    ("Xi Jinping", "Jinping Xi"),
    ("Kim Jong-un", "Kim Jong Un"),
    ("Gabriel Garcia Marquez", "Gabriel García"),
    ("Mohammed Adib Tarsi", "Adib Tarsi"),
    ("HARUN BELGAD", "harun belgad"),
    ("Harun Belgad هارون", "Haroun Belgad"),
]
DIFFERENT = [
    ("Khalifa Haftar", "Khaled Haftar"),
    ("Saddam Haftar", "Khaled Haftar"),
    ("Orla Venn", "Odo Venn"),
    ("Hassan Tarsi", "Hussein Tarsi"),
    ("Mohamed Tarsi", "Mahmoud Tarsi"),
    ("Maria Lopez", "Mario Lopez"),
    ("Kim Jong-un", "Kim Jong-il"),
    ("Li Peng", "Li Ping"),
    ("John A. Smith", "John B. Smith"),
    ("Alan Baker", "Alan Becker"),
    ("Mohammed bin Salman", "Mohammed bin Zayed"),
    ("Abbas Tarsi", "Mahmoud Abbas"),
    ("Otto II", "Otto III"),
]
UNSURE = [
    ("Saddam Khalifa Haftar", "Khalifa Haftar"),
    ("Mohamed Abdel Aziz", "Mohamed Ould Abdel Aziz"),
    ("J. Smith", "John Smith"),
    ("H. T. Belgad", "Harun Tarsi Belgad"),
    ("Harun Belgad", "Harun Belgad Jr."),
    ("Harun Tarsi Belgad", "Harun Orsa Belgad"),
    ("Abbas Mahmoud", "Mahmoud Abbas"),
    ("Ahmed Khalifa", "Ahmed Khalifa Belgad"),
    ("Ryan Kelly", "Kelly Ryan"),
    ("Mohammed bin Salman", "Salman"),
    ("Harun", "Harun Belgad"),
    ("", "Harun Belgad"),
]


@pytest.mark.parametrize(
    ("verdict", "one", "other"),
    [
        *(("same", *pair) for pair in SAME),
        *(("different", *pair) for pair in DIFFERENT),
        *(("unsure", *pair) for pair in UNSURE),
    ],
)
def test_full_names(verdict: str, one: str, other: str) -> None:
    for found in (compare(one, other), compare(other, one)):
        assert found.verdict == verdict, found.because
        assert found.because


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_share_a_block(one: str, other: str) -> None:
    assert blocks(parsed(one)) & blocks(parsed(other))


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        ("Abdul Razzaq al-Nazhuri", "Abdul Razzaq Nadhuri", "zh/dh; al- left out"),
        ("Harun Belgad", "Haroun Tarsi Belgad", "harun/haroun; without “Tarsi”"),
        ("Harun Belgad", "Khaled Belgad", "“Harun” and “Khaled” differ"),
        ("Belgad", "Harun Belgad", "the surname alone"),
    ],
)
def test_reasons(one: str, other: str, because: str) -> None:
    assert compare(one, other).because == because


FORMS = [
    ("Khalifa Haftar", "Haftar"),
    ("Fayez al-Sarraj", "al-Sarraj, Sarraj"),
    ("Fayez Al Sarraj", "Al Sarraj, Sarraj"),
    ("Abdul Fattah al-Burhan", "al-Burhan, Burhan"),
    ("Abu Bakr al-Baghdadi", "al-Baghdadi, Baghdadi"),
    ("Mohamed Ould Abdel Aziz", "Ould Abdel Aziz, Abdel Aziz, Aziz"),
    ("Mohammed bin Salman", "bin Salman"),
    ("Zine El Abidine Ben Ali", "Ben Ali"),
    ("Ahmed Fathy Khalifa", "Khalifa"),
    ("Major-General Ahmed Hassan", "Hassan"),
    ("Marshal Haftar", "Haftar"),
    ("Gabriel García Márquez", "García Márquez, García, Márquez"),
    ("Andres Manuel Lopez Obrador", "Lopez Obrador, Lopez, Obrador"),
    ("Jose Napoleon Duarte", "Duarte"),
    ("Daniel Ortega", "Ortega"),
    ("Ursula von der Leyen", "von der Leyen"),
    ("Dominique de Villepin", "de Villepin, Villepin"),
    ("Manuel de la Torre", "de la Torre"),
    ("Marine Le Pen", "Le Pen"),
    ("Miguel Diaz-Canel", "Diaz-Canel"),
    ("Martin Luther King Jr.", "King"),
    ("Xi Jinping", "Xi"),
    ("Kim Jong-un", "Kim"),
    ("Kim Kardashian", "Kardashian"),
    ("Ban Ki-moon", "Ban"),
    ("Nguyen Van Thieu", "Thieu"),
    ("Aung San Suu Kyi", "Suu Kyi"),
    ("Thein Sein", ""),
    ("Abdul Hamid", ""),
    ("Suharto", "Suharto"),
    ("Orla Venn", "Venn"),
    ("", ""),
]


@pytest.mark.parametrize(("name", "forms"), FORMS)
def test_short_forms(name: str, forms: str) -> None:
    assert ", ".join(short_forms(name)) == forms


def gazetteer(different: tuple[tuple[str, str], ...] = ()) -> Gazetteer:
    people = [
        Actor("nazhuri", "Abdul Razzaq al-Nazhuri", (Alias("Nazhuri"), Alias("General Nazhuri"))),
        Actor("belgad", "Harun Belgad", (Alias("Odo Tarsi", end=PartialDate(2010)),)),
        Actor("belgad-2", "Haroun Tarsi Belgad"),
        Actor("venn", "Orla Venn", (Alias("Orla Marrow", requires=("Osk",)),)),
    ]
    return Gazetteer({person.id: person for person in people}, judgements=Judgements(different=different))


VARIANTS = [
    ("Abdulrazek al-Nadoori", ["nazhuri"]),
    ("General Abdel Razak Nadhuri", ["nazhuri"]),
    ("Haroun Belgad", ["belgad", "belgad-2"]),
    ("Nadhuri", []),
    ("Oddo Tarsi", []),
    ("Orlah Marrow", []),
    ("Odo Venn", []),
    ("Khaled Belgad", []),
]


@pytest.mark.parametrize(("name", "people"), VARIANTS)
def test_variants(name: str, people: list[str]) -> None:
    ids, because = Variants(gazetteer()).find(name)
    assert list(ids) == people
    assert because.startswith("transliteration of “" if people else "")


@pytest.mark.parametrize("pair", [("belgad", "Haroun Belgad"), ("haroun  BELGAD", "Harun Belgad")])
def test_a_spelling_judged_different_is_no_variant(pair: tuple[str, str]) -> None:
    assert Variants(gazetteer((pair,))).find("Haroun Belgad")[0] == ("belgad-2",)


def test_the_reason_of_a_variant_names_the_spelling_and_the_rules() -> None:
    because = Variants(gazetteer()).find("Abdul Razzaq Nadhuri")[1]
    assert because == "transliteration of “Abdul Razzaq al-Nazhuri”: dh/zh; al- left out"


CAST = Gazetteer(
    {
        id: Actor(id, name)
        for id, name in {
            "marquez": "Gabriel Tarsi Marquez",
            "tarsi": "Pablo Tarsi",
            "leyen": "Ursula von der Leyen",
            "xi": "Xi Jinping",
            "aziz": "Mohamed Ould Abdel Aziz",
            "salman": "Mohammed bin Salman",
            "king": "Salman Orsa",
            "canel": "Miguel Diaz-Canel",
        }.items()
    }
)
ALONE = [
    ("Gabriel Tarsi Marquez came. Tarsi Marquez spoke.", "Tarsi Marquez", "marquez"),
    ("Gabriel Tarsi Marquez met Pablo Tarsi. Then Tarsi Marquez spoke.", "Tarsi Marquez", "marquez"),
    ("Ursula von der Leyen came. The plan of von der Leyen stood.", "von der Leyen", "leyen"),
    ("Xi Jinping came. Later Xi spoke.", "Xi", "xi"),
    ("Xi Jinping came. Xi Yuan came. Later Xi spoke.", "Xi", None),
    ("Mohamed Ould Abdel Aziz came. Ould Abdel Aziz spoke.", "Ould Abdel Aziz", "aziz"),
    ("Mohamed Ould Abdel Aziz came. Abdel Aziz spoke.", "Abdel Aziz", "aziz"),
    ("Mohammed bin Salman came. The plan of bin Salman stood.", "bin Salman", "salman"),
    ("Mohammed bin Salman came. The plan of Salman stood.", "Salman", None),
    ("Miguel Diaz-Canel came. Diaz-Canel spoke.", "Diaz-Canel", "canel"),
]


@pytest.mark.parametrize(("text", "words", "actor"), ALONE)
def test_short_forms_in_an_article(text: str, words: str, actor: str | None) -> None:
    found = read(Page("a.txt", text + " Nothing else was known on the quay."), "a", CAST).mentions
    assert [m.actor for m in found if m.start == text.rindex(words) and m.via == "short"] == ([actor] if actor else [])


COUNTS = {
    "Harun Belgad": 9,
    "Haroun Belgad": 4,
    "HARUN BELGAD": 1,
    "Harun Tarsi Belgad": 2,
    "Khaled Belgad": 5,
    "Khalid Belgad": 5,
    "Belgad": 7,
    "John Smith": 3,
    "John A. Smith": 2,
    "John B. Smith": 2,
    "Orla Venn": 1,
    "Orla Marrow": 1,
    "Orla Marrow-Venn": 1,
}


def together(found: dict[str, str]) -> set[tuple[str, ...]]:
    return {tuple(sorted(s for s in found if found[s] == label)) for label in set(found.values())}


def test_clusters() -> None:
    found = clusters(COUNTS)
    assert found["Haroun Belgad"] == found["HARUN BELGAD"] == found["Harun Tarsi Belgad"] == "Harun Belgad"
    assert found["Khaled Belgad"] == found["Khalid Belgad"] == "Khaled Belgad"
    assert {name for name, label in found.items() if name == label} >= {"Belgad", "John Smith", "John A. Smith"}
    assert len({found[name] for name in COUNTS if name.endswith("Smith")}) == 3


def test_clusters_do_not_depend_on_the_order_of_arrival() -> None:
    expected = clusters(COUNTS)
    names = list(COUNTS)
    for seed in range(20):
        random.Random(seed).shuffle(names)
        assert clusters({name: COUNTS[name] for name in names}) == expected


def test_clusters_follow_judgements() -> None:
    found = clusters(COUNTS, same=[("Orla Venn", "Orla Marrow")], different=[("Harun Belgad", "Haroun Belgad")])
    assert found["Orla Venn"] == found["Orla Marrow"]
    assert found["Harun Belgad"] != found["Haroun Belgad"]
    assert found["HARUN BELGAD"] == "Harun Belgad"


def test_two_judged_different_are_not_joined_by_a_third() -> None:
    counts = {"Harun Belgad": 3, "Haroun Belgad": 2, "Harun Belgade": 1}
    found = clusters(counts, different=[("Haroun Belgad", "Harun Belgade")])
    assert found["Haroun Belgad"] != found["Harun Belgade"]


def test_organisations() -> None:
    counts = {"the Coast Guard": 1, "Coast Guard": 3, "Coast-Guard": 1, "Coast Guards": 2, "Guard": 1, "COAST GUARD": 1}
    found = organisations(counts, same=[("Guard", "Coast Guards")])
    assert together(found) == {
        ("COAST GUARD", "Coast Guard", "Coast-Guard", "the Coast Guard"),
        ("Coast Guards", "Guard"),
    }
    assert found["the Coast Guard"] == "Coast Guard"
    assert clusters({}) == organisations({}) == {}


def test_comparing_is_bounded() -> None:
    for one in ("A" * 100_000, "Al-" * 40_000, "Abdul " * 30_000, "bin " * 30_000, "x." * 50_000, "Ould-" * 30_000):
        assert compare(one, one[::-1]).because
        short_forms(one)
        Variants(gazetteer()).find(one)
        clusters({one: 1, one[1:]: 1})


def generated(count: int) -> list[str]:
    """Names of all kinds of words, the same on every machine."""
    dice = random.Random(7)
    words = sorted(world.given())
    syllables = "ka ri mo sha lu ben khu dje zed gha tsi oua ckh ull ie ée đa 'i k1".split()
    joints = "al- Abdul Abu bin Ould Nur al-Din General Ban la".split()

    def word() -> str:
        return dice.choice([dice.choice(words), "".join(dice.choices(syllables, k=dice.randint(1, 4)))]).capitalize()

    return [
        " ".join(dice.choice(joints) if dice.random() < 0.2 else word() for _ in range(dice.randint(1, 5)))
        for _ in range(count)
    ]


def test_words_of_one_key_are_of_one_rough_form() -> None:
    for word in {word for name in [*generated(3000), *world.given()] for word in name.split()}:
        assert rough(word) == rough_of(key(word)), word


def test_spellings_are_found_by_every_key_that_they_have() -> None:
    names = generated(600)
    spellings = [(str(n), name) for n, name in enumerate(names)]
    full: dict[str, list[tuple[str, str]]] = {}
    for person, name in spellings:
        for rough_key in rough_keys(name):
            full.setdefault(rough_key, []).append((person, name))
    index = Index(spellings)
    random.Random(3).shuffle(names)
    for rough_key in [rough_key for name in names for rough_key in sorted(rough_keys(name))]:
        assert index.find(rough_key) == full[rough_key]
    assert index.find("x x") == []


def test_short_forms_are_found_by_every_key_that_they_have() -> None:
    people = {str(n): Actor(str(n), name) for n, name in enumerate(generated(600))}
    full: dict[tuple[str, ...], set[str]] = {}
    for id, person in people.items():
        for form in short_forms(person.name):
            if form != person.name.strip("-"):
                full.setdefault(form_keys(form), set()).add(id)
    forms = Forms(Gazetteer(people))
    for words, bearers in full.items():
        ending = forms.ending(words[-1])
        assert ending is not None
        found = {(*longer.before, words[-1]): longer.people for longer in ending.longer} | {words[-1:]: ending.single}
        assert found[words] == bearers


def test_a_crowd_of_one_name_is_gathered_in_time() -> None:
    letters = str.maketrans("0123456789", "bdfgklmnrs")
    crowd = {f"Mohamed {str(n).translate(letters).title()}al Haddad": 1 for n in range(1_500)}
    assert set(clusters(crowd)) == set(crowd)
