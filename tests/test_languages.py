"""Texts whose names we cannot match reliably say so, and no others do."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.actors import NOBODY
from briefing.article import Page
from briefing.cli import main
from briefing.library import extract
from briefing.naming import actorsfile
from briefing.naming.languages import unmatched
from briefing.reading import read
from briefing.tui.sheet import facts
from tests.conftest import SAMPLE

Captured = pytest.CaptureFixture[str]

ENGLISH = (
    "The commander of the northern forces met a delegation of the council in the capital on Tuesday, and both sides "
    "agreed that the road to the coast would be opened for aid within a week. A spokesman said that talks on the "
    "exchange of prisoners were to go on, but that no date had been set for them."
)
FRENCH = (
    "Le commandant des forces du nord a reçu mardi dans la capitale une délégation du conseil, et les deux parties ont "
    "convenu que la route de la côte serait ouverte aux secours avant la fin de la semaine. Un porte-parole a dit que "
    "les pourparlers sur l'échange de prisonniers se poursuivraient, mais qu'aucune date n'avait été fixée."
)
SPANISH = (
    "El comandante de las fuerzas del norte recibió el martes en la capital a una delegación del consejo, y las dos "
    "partes acordaron que la carretera de la costa se abriría para la ayuda antes del fin de la semana. Un portavoz "
    "dijo que las conversaciones sobre el canje de prisioneros seguirán, pero que no se ha fijado una fecha."
)
GERMAN = (
    "Der Befehlshaber der Truppen im Norden hat am Dienstag in der Hauptstadt eine Abordnung des Rates empfangen, und "
    "beide Seiten kamen überein, dass die Straße zur Küste noch in dieser Woche für die Hilfe geöffnet wird. Ein "
    "Sprecher sagte, die Gespräche über den Austausch von Gefangenen gingen weiter, doch sei noch kein Tag genannt."
)
PORTUGUESE = (
    "O comandante das forças do norte recebeu na terça-feira na capital uma delegação do conselho, e as duas partes "
    "concordaram que a estrada da costa seria aberta para a ajuda antes do fim da semana. Um porta-voz disse que as "
    "conversações sobre a troca de prisioneiros vão continuar, mas que não foi marcada uma data."
)
ITALIAN = (
    "Il comandante delle forze del nord ha ricevuto martedì nella capitale una delegazione del consiglio, e le due "
    "parti hanno convenuto che la strada della costa sarà aperta per gli aiuti entro la fine della settimana. Un "
    "portavoce ha detto che i colloqui sullo scambio dei prigionieri continueranno, ma che non c'è una data."
)
TURKISH = (
    "Kuzey güçlerinin komutanı salı günü başkentte bir meclis heyetini kabul etti ve iki taraf kıyıya giden yolun bu "
    "hafta içinde yardım için açılması konusunda anlaştı. Bir sözcü, esir değişimi için görüşmelerin daha sonra da "
    "devam edeceğini, ancak bu konuda henüz bir tarih belirlenmediğini ve her iki tarafın da çok temkinli olduğunu "
    "söyledi."
)
DUTCH = (
    "De bevelhebber van de noordelijke troepen heeft dinsdag in de hoofdstad een afvaardiging van de raad ontvangen, "
    "en beide partijen werden het erover eens dat de weg naar de kust nog deze week voor hulp open gaat. Een "
    "woordvoerder zei dat het overleg over de ruil van gevangenen verder gaat, maar zonder dag."
)
INDONESIAN = (
    "Panglima pasukan utara pada hari Selasa menerima utusan dewan di ibu kota, dan kedua pihak sepakat bahwa jalan ke "
    "pantai akan dibuka untuk bantuan dalam pekan ini. Seorang juru bicara mengatakan bahwa pembicaraan tentang "
    "pertukaran tawanan itu akan dilanjutkan, tetapi tidak ada tanggal yang telah ditetapkan untuk pertemuan ini."
)
SWAHILI = (
    "Kamanda wa vikosi vya kaskazini alikutana Jumanne na ujumbe wa baraza katika mji mkuu, na pande zote mbili "
    "zilikubaliana kuwa barabara ya pwani itafunguliwa kwa misaada kabla ya mwisho wa wiki. Msemaji alisema kuwa "
    "mazungumzo kuhusu kubadilishana wafungwa yataendelea, lakini hakuna tarehe iliyowekwa kwa mkutano huo."
)
ARABIC = "استقبل قائد قوات الشمال يوم الثلاثاء وفدا من المجلس في العاصمة واتفق الطرفان على فتح الطريق إلى الساحل"
RUSSIAN = "Командующий северными силами принял во вторник в столице делегацию совета, и стороны договорились о дороге"
GREEK = "Ο διοικητής των δυνάμεων του βορρά δέχθηκε την Τρίτη στην πρωτεύουσα αντιπροσωπεία του συμβουλίου"
HEBREW = "מפקד כוחות הצפון קיבל ביום שלישי בבירה משלחת של המועצה ושני הצדדים הסכימו לפתוח את הדרך אל החוף"
HINDI = "उत्तरी बलों के कमांडर ने मंगलवार को राजधानी में परिषद के एक प्रतिनिधिमंडल से मुलाकात की और सड़क खोलने पर सहमति बनी"
KOREAN = "북부군 사령관은 화요일 수도에서 평의회 대표단을 만났고 양측은 해안으로 가는 길을 열기로 합의했다고"
CHINESE = "北方部队司令星期二在首都会见了委员会的代表团,双方同意在本周内开放通往海岸的道路,发言人说会谈将继续"
JAPANESE = (
    "北部軍の司令官は火曜日に首都で評議会の代表団と会い、双方は今週中に海岸への道を開くことで合意したと報道官が述べた。"
)
THAI = "ผู้บัญชาการกองกำลังฝ่ายเหนือพบกับคณะผู้แทนของสภาในเมืองหลวงเมื่อวันอังคารและทั้งสองฝ่ายตกลงจะเปิดถนน"
NAMES = "Luís da Silva, Maria do Carmo, João dos Santos, Pedro de Sousa, Ana das Neves; " * 4

LATIN = [
    (FRENCH, None, "seems to be in French"),
    (FRENCH, "fr-CA", "is in French"),
    (FRENCH, "French", "is in French"),
    (FRENCH, "en", "seems to be in French"),
    (FRENCH.upper(), None, "seems to be in French"),
    (SPANISH, None, "seems to be in Spanish"),
    (GERMAN, None, "seems to be in German"),
    (PORTUGUESE, "pt_BR", "is in Portuguese"),
    (PORTUGUESE, None, "seems to be in Portuguese"),
    (ITALIAN, None, "seems to be in Italian"),
    (TURKISH, None, "seems to be in Turkish"),
    (TURKISH, "tr", "is in Turkish"),
    (DUTCH, None, "seems to be in Dutch"),
    (INDONESIAN, None, "seems to be in Indonesian"),
    (SWAHILI, "sw", "is said to be in Swahili"),
    (f"{FRENCH} “{ENGLISH[:90]}”", None, "seems to be in French"),
]
SCRIPTS = [
    (ARABIC, "Arabic"),
    (RUSSIAN, "Cyrillic"),
    (GREEK, "Greek"),
    (HEBREW, "Hebrew"),
    (HINDI, "Devanagari"),
    (KOREAN, "Korean"),
    (f"{ARABIC} (Reuters, Cairo, 5+5)", "Arabic"),
]
UNSPACED = [(CHINESE, "Chinese"), (JAPANESE, "Japanese"), (THAI, "Thai")]
SILENT = [
    ("", None),
    (ENGLISH, None),
    (ENGLISH, "en"),
    (ENGLISH, "en-US"),
    (ENGLISH, "fr"),  # a label of the site, not of the text
    (ENGLISH, "ar"),
    (ENGLISH, "no language at all"),
    (ENGLISH.upper(), None),
    (f"{ENGLISH} “{FRENCH[:60]}”", None),
    (f"{ENGLISH} {ARABIC[:60]}", None),
    (f"{ENGLISH} {FRENCH}", None),  # half and half
    (" ".join(FRENCH.split()[:30]), None),  # too short to be sure
    (ARABIC[:30], None),
    (SWAHILI, None),
    (SWAHILI, "ar"),
    (SWAHILI, " "),
    (NAMES, None),
    ("1 2 3 4 5 6 7 8 9 … — ½ " * 20, None),
    ("Zürich Malmö Łódź Şırnak Đà Nẵng São Paulo Nîmes " * 8, None),
]


@pytest.mark.parametrize(("text", "language", "words"), LATIN)
def test_another_language(text: str, language: str | None, words: str) -> None:
    assert unmatched(text, language) == f"the text {words}: only names of the actors file are matched reliably"


@pytest.mark.parametrize(("text", "script"), SCRIPTS)
def test_another_script(text: str, script: str) -> None:
    told = f"the text is in {script} script: only names spelled so in the actors file are matched"
    assert unmatched(text) == unmatched(text, "en") == told


@pytest.mark.parametrize(("text", "script"), UNSPACED)
def test_a_script_without_spaces(text: str, script: str) -> None:
    told = f"the text is in {script}, without spaces between words: names in it are not matched reliably"
    assert unmatched(text) == told


@pytest.mark.parametrize(("text", "language"), SILENT)
def test_nothing_is_said_of_english_nor_where_it_is_unsure(text: str, language: str | None) -> None:
    assert unmatched(text, language) is None


def test_no_article_of_the_sample_is_doubted_so() -> None:
    for file in SAMPLE.rglob("*.*"):
        if file.suffix in (".txt", ".md"):
            assert unmatched(file.read_text("utf-8")) is None, file


def test_names_spelled_in_another_script_do_match() -> None:
    for name, text in (("قائد قوات الشمال", ARABIC), ("Командующий северными силами", RUSSIAN)):
        file = f"version: 1\npeople:\n  - {{id: a, name: Some Body, aliases: [{name}]}}\n"
        found = read(Page("a.txt", text), "a", actorsfile.parse(file.encode(), "actors.yaml"))
        assert [m.actor for m in found.mentions] == ["a"]
        assert [words for words in found.doubts if "spelled so in the actors file" in words]


def test_it_is_said_wherever_the_article_is(sample: Path, capsys: Captured) -> None:
    (sample / "north.txt").write_text(FRENCH, "utf-8")
    for command in (["extract", str(sample / "north.txt")], ["show", "north.txt"], ["doctor"]):
        assert main([*command, "--corpus", str(sample)]) == 0
        out, _ = capsys.readouterr()
        assert "the text seems to be in French: only names" in out
    assert "Doubtful (1):" in out
    (article,) = extract(sample / "north.txt", NOBODY)
    assert facts(article)[-1].startswith("doubtful: the text seems to be in French")
