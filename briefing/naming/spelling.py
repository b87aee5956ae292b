"""When two spellings are one word of a name: rules of transliteration, never a score of likeness."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from briefing.naming import world
from briefing.words import LONGEST, fold

Grade = Literal["equal", "usual", "loose", "slip"]
_Place = tuple[int, int]

# One name a line, in the spellings that the rules below do not join. Two words of different lines are never one name.
_NAMES = """
    abbas; abdullah abdallah abdalla abdulla abdollah cabdullah cabdullahi cabdullaah cabdullaahi; abubakr abubakar
    boubaker boubakeur boubekeur aboubacar abubakir; adam; adel adil; aisha ayesha aicha aysha aiesha; ahmad ahmed
    ahmet axmed; akram; ala alaa; ali; amin ameen amine; amir amer emir; amjad; ammar; amr; anas; anwar; ashraf; asim;
    atif atef; awad; aws; ayad; ayman aiman; ayub eyup; aziz; aziza; azzam; badr; bahaa; bakr; bandar; baqi; bashar;
    bashir bachir; basil basel; basit baset; bassam; darwish; daud dawood davud dawud daoud david; dina; fadel fadil
    fadhil fazil; fadi; fahd; fahim; fahmi; faraj farag; fares faris; farhat; farid; faris; faruq farouk; fathi;
    fatima fatma; fattah; fawzi; fayez faiz faez; faysal feisal faycal; fuad; ghafur; ghani; gharib; ghazi; habib;
    hadi hedi; hafez hafiz; haitham; hakim; halim; hamad hamed; hanan; hanin haneen; hamada; hamdan; hamdi; hamed
    hamid; hammud hamoud; hamza; hani; haq haque huq hak; harith; harun haroun; hasan hassan; hashim hashem; hatim
    hatem; hazem; hisham hicham; husam hossam; husni hosni; hussein husayn hossein husein houcine hoceine huseyin
    hussain; ibrahim ebrahim brahim ibraheem; idris driss; ihab ehab; imad emad; imran; isa issa eissa; isam essam
    issam; ishaq isaac; iskandar; ismail smail ismael esmail; iyad eyad; jabbar; jaber jabir gaber; jafar gaafar;
    jalal galal; jalil; jamal gamal djamel jamel; jamil gamil; jasim jassem; jawad; kadhim kazem kazim; kamal kamel;
    kamil kamel; karam; karim; khalaf; khaled khalid; khalifa khalifah; khalil; khaliq; laila leila layla; latif;
    lutfi; mahdi mehdi; mahir maher; mahmud mahmoud mahmut; majdi magdi; majed majid maged majeed; malik; mansur
    mansour; marwan; masud massoud mesut; mawla moula; mazen mazin; mubarak mobarak mbarek mbarak; muhammad mohammed
    mohamed mohamad muhammed mohammad mohamet mehmet mehmed maxamed mohd muhamad muhamed mamadou; muhsin mohsen;
    mukhtar mokhtar; munir mounir; musa moussa; mustafa moustapha; muti mouti; nabil; nadia; nadim; nadir nader; naim;
    naji nagi; najib naguib najeeb; najm; nasir nasser naser; nasr; nasri; nazim; nazir; nizar nazar; nur nour noor;
    nuri noury; omar umar omer oumar amor; osama usama ousama; othman uthman osman usman; qadir kader; qahhar; qasim
    kassem gasim kacem; qayyum; quddus; rabi rabie; rafiq rafic; rahim; rahman rehman rahmane; ramadan ramazan; rami;
    ramzi; rashad; rashid rachid; rauf raouf; razzaq razak razek; rida reda reza ridha; riyad riad; saad sad; sabah;
    sabri; sadam saddam; sadiq sadek; safwan; sahib; said saeed sayeed sayid; saif seif sayf; salah; salam; saleh
    salih salleh; salim salem saleem selim; salma; salman; sameh samih; samer; sami; samir; samira; sarah sara;
    sattar; saud; sayyid sayed sayid sayeed sid sidi; shadi; shafiq chafik; shakir; shakur; sharif sherif cherif;
    shawqi; sheikh; shihab chehab; shukri; sufyan sofiane sufian soufiane; suhail; sulayman suleiman soliman
    souleymane sulaiman slimane sleiman suleyman; sultan; taha; tahir taher tahar; talal; talib taleb; tariq tarek;
    tawfiq taufik toufic tewfik tevfik; turki; ubayd obeid; wadud; wael wail; wahab wahhab; wahid; walid oualid
    waleed; yahya yehia yahia; yasin; yasir yasser yaser; yazid; younis younes yunus yunis; yusuf youssef yousef yusif
    youcef yousif yusef; zahir zaher; zaid zayd zeid; zakaria zakariya; zaki; zayid zayed; zayn zein zine zain; ziad
    ziyad; zuhair zouhair zoheir;
    aleksandr alexander aleksander aleksandar alexandr alexandre oleksandr; aleksandra alexandra; aleksei alexei
    alexey oleksiy; anatoly anatoli; andrea; andrei andrey andrej andriy; andrew; anna; arkady; boris; dmitry dmitri
    dimitri dmytro; evgenia yevgenia; evgeny yevgeny yevgeniy evgeni yevhen; fedor fyodor; gennady; georgia; georgy
    georgi; grigory grigori; igor ihor; ilya; ivan; ivana; konstantin; leonid; maksim maxim maksym; mikhail mikhael
    mikail mykhailo michail; nikita; nikola; nikolai nikolay mykola nicolai; oleg oleh; olga; pavel pavlo; petar;
    pyotr petr piotr petro; roman; ruslan; sergei sergey serguei serhiy sergej; stepan; valentin; valentina; valery
    valeri; vasily vasili vasyl; viktor victor; viktoria victoria; vitaly vitali; vladimir volodymyr wladimir;
    vladislav; vyacheslav viacheslav; yulia julia; yuri yury iouri jurij yuriy;
    adrian; adriana; albana; albena; albina; alena; alina; alisa alissa; amalia; amelia; calvin; dalia; delia; elisa
    elissa; gareth; garrett; gary garry; gene; gerry; ginny; goran; gustav gustave; jenny; jerry; jiri; jorn; kelvin;
    lena; lina; merlin; pari; perry; sawsan; susan suzan; yasmin yasmine yasemin yasmeen; ekaterina yekaterina
    katerina; alan allan allen; albert; alberto; ana; anderson andersen; antonia; antonio; baker; barker; becker;
    bell; braun; brown; carl karl; carla; carlo; carlos; clark clarke; cook; dan; daniel; daniela; davies; davis;
    dean; denis dennis; diana; elena; ellen; eric erik; erica; ernest; ernesto; francisca; francisco; gabriel;
    gabriela; george; hall; harris; harrison; hayward; helen; helena; hill; howard; hull; jackson; jan; jane; jean;
    joan; joao; john jon; johnson jonson; johnston; jonathan; jones; jose; josef joseph; juan; julian; julio; karen;
    karin; keller; kelly; laura; laurent; lawrence; leo; leon; lewis; lisa; louis luis; louise; lucas; lucia; luisa;
    manuel; manuela; marco; maria; marie; mario; mark marc; marsh; marshall; marta martha; marten; martin; martina;
    mary; max; merton; michael; michel michele; michelle; miller; morris; morrison; muller mueller; nelson; nicholas
    nicolas; nicola; nicole; nielsen; olsen olson; parker; patricia; patrick; paul; paula; paulo; pedro; perez; peter;
    peters; peterson petersen; philip phillip; phillips; pires; ramon; reed reid; ricardo; robert; roberta; roberto;
    rogers rodgers; rosa; ross; rossi; russell; russo; schmidt schmitt; silvia sylvia; simon; simone; smith; stefan;
    stefano; stephen steven stephan; stewart stuart; taylor; teresa theresa; thomas; thompson thomson; turner; tyler;
    victoria; walker; wallace; walls; walsh; weber webber; wells; welsh; white; william; wilson; wright;
"""

# Consonants that stand for each other: those of one row ordinarily, those of the second table in some spellings only.
_USUAL_ROWS = "k q c; q g gh; g j; c ch; c ts; c s; ch sh; kh h; d dh zh; dh z; z zh; t th; th dh; j zh; j ch; ng n"
_LOOSE_ROWS = """
    k g; k gh; kh k; kh q; kh gh; d z; d t; th z; th s; s z; s sh; c j; j kh; j h; b p; v f; v b; g kh; c sh; s ts;
    j d
"""
_PHONE = re.compile(r"shch|tsch|sch|tch|dzh|dj|dh|th|zh|kh|gh|ph|ch|sh|ck|ts|tz|cz|[aeiouyw]+|[b-df-hj-np-tvz]")
_CANON = {"shch": "sh", "tsch": "ch", "sch": "sh", "tch": "ch", "dzh": "j", "dj": "j", "ph": "f", "ck": "k", "tz": "ts"}
_CANON["cz"] = "ch"
_RUNS = re.compile(r"(.)\1+")
_SERVANT = re.compile(r"c?abd(?:[aeou]{1,2}l|[aeou](?=(.)\1))(?!l?l?ah?\Z|l?ahi\Z)(?P<of>.{3,})\Z")
_FAITH = re.compile(r"(?P<of>.{3,}?)(?:[aeiu]d?|a?l)d[iy]n[e]?\Z")
_GOD = re.compile(r"(?P<of>.{3,}?)(?:[aou]l+[ao]h|[aou]ll[ao]|ul[ao]|el+ah)\Z")
_SLIP = 3
_NEVER = 99
_BAND = 3


def _pairs(rows: str) -> Iterator[frozenset[str]]:
    for row in rows.split(";"):
        sounds = row.split()
        yield from (frozenset((one, other)) for one in sounds for other in sounds if one != other)


_USUAL = frozenset(_pairs(_USUAL_ROWS))
_LOOSE = frozenset(_pairs(_LOOSE_ROWS)) - _USUAL


def _once(text: str) -> str:
    """Every run of one letter as a single letter."""
    return _RUNS.sub(r"\1", text) if _RUNS.search(text) else text


class Phone(NamedTuple):
    """A consonant or a group of vowels: as heard, and as written."""

    sound: str
    written: str
    vowel: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """How well two words agree, and the rules that were needed."""

    grade: Grade
    rules: tuple[str, ...] = ()
    cost: int = 0
    """How many rules only half fit."""


@lru_cache(maxsize=65_536)
def phones(word: str) -> tuple[Phone, ...]:
    """The sounds of a folded word; doubled letters are one, y and w are vowels, a final h is silent."""
    found: list[Phone] = []
    for match in _PHONE.finditer(_once(word.replace("x", "ks"))):
        phone = _phone(match[0])
        if phone.vowel or not found or found[-1].sound != phone.sound:
            found.append(phone)
    if len(found) > 2 and found[-1].sound == "h" and found[-2].vowel:
        found.pop()
    return tuple(found)


@lru_cache(maxsize=4096)
def _phone(written: str) -> Phone:
    if written[0] in "aeiouyw":
        return Phone(_once(written.translate(_HEARD)), written, vowel=True)
    return Phone(_CANON.get(written, written), written, vowel=False)


_HEARD = str.maketrans("oyw", "uiu")
_REPRESENTED = {
    sound: row.split()[0] for row in ("k q c", "g gh j", "sh ch", "h kh", "z dh zh", "t th") for sound in row.split()
}
_ROUGH = {
    **dict.fromkeys("q g gh k".split(), "k"),
    **dict.fromkeys("d dh t zh".split(), "d"),
    **dict.fromkeys("s sh ch ts".split(), "s"),
    **dict.fromkeys("b p f".split(), "b"),
    "v": "b ",
    "c": "ks",
    "j": "kd",
    "z": "ds",
    "th": "ds",
    "kh": "k ",
    "h": " ",
}


def _sounded(word: str) -> str:
    """The key without the table of names."""
    spelt = []
    for n, phone in enumerate(phones(compounded(word.replace("ee", "i")))):
        if not phone.vowel:
            spelt.append(_REPRESENTED.get(phone.sound, phone.sound))
        else:
            spelt.append(phone.sound.replace("e", "a") if n or phone.sound != "ie" else "a")
    return _once("".join(spelt)) if spelt else word


def compounded(word: str) -> str:
    """A folded word with the joint of a compound in one form: Abdelhamid, Noureddine, Fadlullah."""
    if found := _SERVANT.match(word):
        return "abd" + found["of"]
    if len(word) > 6 and (found := _FAITH.match(word)):
        return found["of"] + "adin"
    if len(word) > 6 and (found := _GOD.match(word)):
        return found["of"] + "alah"
    return word


def _table(spelt: Callable[[str], str]) -> dict[str, frozenset[int]]:
    lines: dict[str, set[int]] = {}
    for n, line in enumerate(_LINES):
        for word in line:
            lines.setdefault(spelt(word), set()).add(n)
    return {word: frozenset(ns) for word, ns in lines.items()}


_LINES = [line.split() for line in _NAMES.split(";") if line.strip()]


def _ended(word: str) -> str:
    """The sound of a word, but with a bare -e at the end kept apart from -a and -eh: Amine is not Amina."""
    sound = _sounded(word)
    return sound[:-1] + "e" if word[-1:] == "e" and word[-2:-1] not in ("e", "i") else sound


_AS_WRITTEN, _BY_SOUND = _table(str), _table(_ended)


@lru_cache(maxsize=65_536)
def names(word: str) -> frozenset[int]:
    """Which of the usual names a folded word may be, by number."""
    return _AS_WRITTEN.get(word) or _BY_SOUND.get(_ended(word)) or frozenset()


def listed(word: str) -> str:
    """A folded word, or the first spelling of the usual name that it is written as."""
    known = _AS_WRITTEN.get(word)
    return _LINES[min(known)][0] if known and len(known) == 1 else word


@lru_cache(maxsize=65_536)
def key(word: str) -> str:
    """One word of a name in the form that its usual transliterations share: Nazhuri and Nadhuri are `nazuri`."""
    plain = letters(word)
    known = names(plain)
    return _LINES[min(known)][0] if len(known) == 1 else _sounded(plain)


def rough(word: str) -> str:
    """Much less than the key, and made in a tenth of the time: words that have a key in common have this in common."""
    plain = word.lower() if word.isascii() and word.isalpha() and len(word) <= LONGEST else letters(word)
    if not plain.isalpha():
        return rough_of(key(word))
    if plain.startswith(("abd", "cabd")) or plain.endswith(_JOINTS):
        plain = compounded(plain.replace("ee", "i"))
    return rough_of(plain)


def rough_of(key: str) -> str:
    """The same, of the key itself."""
    coarse = _coarse(key)
    return _MET.get(coarse, coarse)


_JOINTS = tuple("din dine deen deene dyn dyne la lo lah loh".split())
_KINDS = str.maketrans(
    {**dict.fromkeys("kqcgjszdtx", "t"), **dict.fromkeys("bpfv", "b"), "o": "u", "w": "u", "y": "i", "e": "a", "h": ""}
)
_KH = re.compile(r"[ckq]*[kq]h")


def _coarse(plain: str) -> str:
    if "ee" in plain:
        plain = plain.replace("ee", "i")
    if "kh" in plain or "qh" in plain:
        plain = _KH.sub("", plain)
    return _RUNS.sub(r"\1", plain.translate(_KINDS)).lstrip("aiu")


def _met() -> dict[str, str]:
    """The spellings of one usual name have one rough form, though they are written with other consonants."""
    met: dict[str, str] = {}

    def head(coarse: str) -> str:
        while met.get(coarse, coarse) != coarse:
            coarse = met[coarse]
        return coarse

    for line in _LINES:
        for word in line:
            for form in (word, compounded(word.replace("ee", "i"))):
                met[head(_coarse(form))] = head(_coarse(line[0]))
    return {coarse: head(coarse) for coarse in met}


_MET = _met()


def letters(word: str) -> str:
    """A word without case and diacritics; the Serbian and Vietnamese đ, which folding takes for d, as dj."""
    return fold(word.replace("đ", "dj").replace("Đ", "Dj") if "đ" in word or "Đ" in word else word)


@lru_cache(maxsize=65_536)
def skeletons(word: str) -> tuple[str, ...]:
    """The rough consonants of a folded word, four readings at most: words that the rules join share one of them."""
    readings = [""]
    for phone in phones(compounded(_canonical(word))):
        if not phone.vowel:
            rough = _ROUGH.get(phone.sound, phone.sound)
            rough = rough if len(readings) < 3 else rough[:1]
            readings = [reading + sound for reading in readings for sound in rough]
    return tuple(dict.fromkeys(_once(reading.replace(" ", "")) for reading in readings))


def _canonical(word: str) -> str:
    known = names(word)
    return _LINES[min(known)][0] if len(known) == 1 else word


@lru_cache(maxsize=262_144)
def alike(one: str, other: str) -> Likeness | None:
    """How two folded words agree as one word of a name; None where they do not."""
    if one == other:
        return Likeness("equal")
    first, second = names(one), names(other)
    if first & second:
        return Likeness("usual", (f"{one}/{other}",))
    if first and second:
        return None
    if not _within_reach(one, other):
        return None
    words = one, other
    one, other, rules = _levelled(one, other)
    if one.startswith("abd") and other.startswith("abd") and min(len(one), len(other)) > 5:
        return _served(one[3:], other[3:])
    if any(word.startswith("abd") and len(word) > 5 for word in (one, other)) or _parted(one, other):
        return None
    cost, path = _aligned(phones(one), phones(other))
    if _given_apart(*words, cost):
        return None
    rules = (*rules, *_doubled(one, other), *path)
    if cost == 0:
        return Likeness("usual", rules or (f"{one}/{other}",))
    heard = sum(not phone.vowel for phone in phones(one))
    if cost < _SLIP and (cost < 2 or heard > 2):
        return Likeness("loose", rules, cost)
    if cost == _SLIP and min(len(one), len(other)) >= 5:
        return Likeness("slip", rules, cost)
    return None


def _served(one: str, other: str) -> Likeness | None:
    """How two names with Abd- agree, by what follows it."""
    likeness = alike(one, other)
    if likeness is None or likeness.grade == "slip":
        return None
    grade: Grade = "usual" if likeness.grade == "equal" else likeness.grade
    return Likeness(grade, likeness.rules or ("Abdul/Abdel/Abd al-",), likeness.cost)


def _within_reach(one: str, other: str) -> bool:
    """Do the rough consonants agree, but for one at most? What is further apart no rule joins."""
    ours, theirs = skeletons(one), skeletons(other)
    return not set(ours).isdisjoint(theirs) or any(_nearly(a, b) for a in ours for b in theirs)


def _nearly(one: str, other: str) -> bool:
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    more = len(long) - len(short)
    if more > 1:
        return False
    for n, sound in enumerate(short):
        if sound != long[n]:
            return long[n + 1 :] == short[n + 1 - more :]
    return True


def _levelled(one: str, other: str) -> tuple[str, str, tuple[str, ...]]:
    """Both words with the same joints of compounds, and with w where only one has v."""
    rules: tuple[str, ...] = ()
    if ("v" in one) != ("v" in other) and ("w" in one or "w" in other):
        one, other, rules = one.replace("v", "w"), other.replace("v", "w"), ("v/w",)
    return compounded(one), compounded(other), rules


def _doubled(one: str, other: str) -> tuple[str, ...]:
    counts = [len(word) - len(_once(word)) for word in (one, other)]
    return ("doubled letters",) if counts[0] != counts[1] else ()


@lru_cache(maxsize=65_536)
def _vowels_of(word: str) -> tuple[str, ...]:
    """What stands before, between and after the consonants of a word: a group of vowels, or ""."""
    groups, vowel = [""], False
    for phone in phones(word.replace("ee", "i").replace("oo", "u")):
        vowel = phone.vowel
        if vowel:
            groups[-1] = _once(phone.written.translate(_SPELT).replace("ou", "u"))
        else:
            groups.append("")
    if vowel and word.endswith("eh"):
        groups[-1] = groups[-1][:-1] + "a"
    return tuple(groups)


_SPELT = str.maketrans("yw", "iu")
_MERGED = {"ae": str.maketrans("a", "e"), "ei": str.maketrans("i", "e"), "ou": str.maketrans("u", "o")}
_LONG_E = frozenset(["ai", "ei", "e"])


def _parted(one: str, other: str) -> bool:
    """Do they differ by what no transliteration does: by the sex of the ending, or by sounds that change places?"""
    ours, theirs = _vowels_of(one), _vowels_of(other)
    ends = {ours[-1][-1:], theirs[-1][-1:]}
    if "a" in ends and not ends <= {"a", "e"}:
        return True
    if len(ours) != len(theirs):
        return False
    gaps = [bool(a) - bool(b) for a, b in zip(ours, theirs, strict=True)]
    return any(gap * after < 0 for gap, after in pairwise(gaps))


def _given_apart(one: str, other: str, cost: int) -> bool:
    """Are these two given names, and not spellings of one? They are where more than one kind of vowel changes."""
    if not world.given().issuperset((one, other)):
        return False
    if cost:
        return one[:-1] != other[:-1] or {one[-1], other[-1]} not in ({"d", "t"}, {"b", "p"})
    if any(_HARD.search(a) and _VELAR.isdisjoint(b) for a, b in ((one, other), (other, one))):
        return True
    joints = compounded(one), compounded(other)
    if (joints[0] != one) != (joints[1] != other):
        return True
    ours, theirs = (_vowels_of(word.replace("w", "v") if "v" in one + other else word) for word in joints)
    if len(ours) != len(theirs) or ours[-1][-1:] != theirs[-1][-1:]:
        return True
    kinds = {_kind(ours, theirs, n) for n, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a != b}
    return len(kinds) > 1 or "" in kinds


_HARD = re.compile(r"c(?![eiyhkz])")
_VELAR = frozenset("ckqg")


def _kind(ours: tuple[str, ...], theirs: tuple[str, ...], n: int) -> str:
    """How the vowels after a consonant changed, and which way; "" where no custom of spelling explains it."""
    a, b = ours[n], theirs[n]
    if not a or not b:
        opened = n == 1 and len(ours) > 3 and not ours[0]
        closed = n == len(ours) - 2 > 1 and not ours[-1]
        return "left out" if (opened or closed) and a + b in ("a", "e", "i") else ""
    for kind, merged in _MERGED.items():
        if a.translate(merged) == b.translate(merged):
            opened = n == 0 and kind == "ae" and bool(ours[1])
            return "" if opened else kind + ("<" if a < b else ">")
    if {a, b} <= _LONG_E or {a, b} == {"au", "u"} or {a, b} == {"oe", "u"}:
        return a + b
    return ""


def _aligned(one: tuple[Phone, ...], other: tuple[Phone, ...]) -> tuple[int, tuple[str, ...]]:
    """The least that has to be granted for these sounds to be the same, and the rules on that way."""
    if not one or not other or abs(len(one) - len(other)) > _BAND:
        return _NEVER, ()
    single = sum(p.vowel for p in one) == 1 == sum(p.vowel for p in other)
    ways: dict[_Place, tuple[int, _Place, str]] = {(0, 0): (0, (0, 0), "")}
    for n in range(len(one) + 1):
        least = _NEVER
        for m in range(max(0, n - _BAND), min(len(other), n + _BAND) + 1):
            steps = []
            if (way := ways.get((n - 1, m - 1))) is not None:
                steps.append((way, _exchanged(one, n - 1, other, m - 1, single=single), (n - 1, m - 1)))
            if (way := ways.get((n - 1, m))) is not None:
                steps.append((way, _left_out(one, n - 1, other, m), (n - 1, m)))
            if (way := ways.get((n, m - 1))) is not None:
                steps.append((way, _left_out(other, m - 1, one, n), (n, m - 1)))
            for (spent, _, _), (cost, rule), place in steps:
                if spent + cost <= _SLIP and ((n, m) not in ways or spent + cost < ways[n, m][0]):
                    ways[n, m] = (spent + cost, place, rule)
            least = min(least, ways.get((n, m), (_NEVER,))[0])
        if least > _SLIP:
            return _NEVER, ()
    return _traced(ways, (len(one), len(other)))


def _traced(ways: Mapping[_Place, tuple[int, _Place, str]], end: _Place) -> tuple[int, tuple[str, ...]]:
    if end not in ways:
        return _NEVER, ()
    rules: list[str] = []
    place = end
    while place != (0, 0):
        _, place, rule = ways[place]
        if rule and rule not in rules:
            rules.append(rule)
    return ways[end][0], tuple(reversed(rules))


def _left_out(word: tuple[Phone, ...], n: int, other: tuple[Phone, ...], gap: int) -> tuple[int, str]:
    """What it takes that one sound of a word is not in the other, where the gap is."""
    phone = word[n]
    rule = f"{phone.written} left out"
    if not phone.vowel:
        return (1, rule) if phone.sound == "h" and n else (_SLIP, rule)
    if len(phone.sound) > 1 or any(p.vowel for p in other[max(gap - 1, 0) : gap + 1]):
        return 2, rule
    if n and (n < len(word) - 1 or phone.sound == "e"):
        return 0, "short vowels"
    return (1 if n or phone.sound in ("e", "i") else _SLIP), rule


def _exchanged(one: tuple[Phone, ...], n: int, other: tuple[Phone, ...], m: int, *, single: bool) -> tuple[int, str]:
    """What it takes for one sound to stand for another."""
    a, b = one[n], other[m]
    rule = f"{a.written}/{b.written}" if a.written != b.written else ""
    if a.sound == b.sound:
        return 0, rule
    if a.vowel and b.vowel:
        if n == m == 0 and {a.sound, b.sound} == {"e", "ie"}:
            return 0, rule
        open_o = {a.written, b.written} == {"a", "o"} and not single
        return (1 if open_o else _vowels(a.sound, b.sound, single)), rule
    if a.vowel or b.vowel:
        return _NEVER, ""
    sounds = frozenset((a.sound, b.sound))
    last = n == len(one) - 1 and m == len(other) - 1
    if sounds in _USUAL or (last and sounds == {"v", "f"}):
        return 0, rule
    return (1 if sounds in _LOOSE else _SLIP), rule


def _vowels(one: str, other: str, single: bool) -> int:
    """How far one group of vowels may stand for another: e for a and i freely, but in a word of one syllable."""
    shared = set(one) & set(other)
    for vowel in shared:
        one, other = one.replace(vowel, "", 1), other.replace(vowel, "", 1)
    left = {one, other}
    if single and not shared:
        return _NEVER
    if left <= {"", "e"} or left in ({"e", "a"}, {"e", "i"}, {"e", "ai"}) or (left == {"", "a"} and shared == {"u"}):
        return 0
    return min(max(len(one), len(other)), 3) if left != {"a", "u"} else 2
