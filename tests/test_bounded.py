"""P9: no text makes the reading of it run long. Each of these once did; the tests end, or the run does not."""

import re
import signal
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import FrameType

import pytest

from briefing import folders
from briefing.actors import NOBODY, Gazetteer
from briefing.article import Article, Dating, Page
from briefing.bounded import SECONDS, too_long, within
from briefing.clean import clean
from briefing.files import Found, Skipped, Unreadable
from briefing.index import building, tasks
from briefing.index.searching import Searcher
from briefing.index.tasks import Work
from briefing.intake import formats
from briefing.intake.scan import scan
from briefing.naming.actorsfile import read as read_actors
from briefing.reading import read
from tests.conftest import SAMPLE

PLAIN = "The council met the crews on Monday to settle the dispute over night crossings.\n"
HOSTILE = {
    "breadcrumb": "home" + "/  " * 60 + "/\n\n" + PLAIN,
    "dateline": "A-" * 70 + "! – x y z",
    "dateline dashes": "A-" * 60 + "!" + "–x" * 11 + " – x y z",
    "blank line": "word\n" + " " * 400_000 + "\nend",
    "captions": "(c) 2020 " + "(photo" * 60_000,
    "agencies": PLAIN + "(c) 2020 [" + "/afp" * 90_000,
    "copyrights": PLAIN + "© 2020\n" * 60_000,
    "tags": PLAIN + "tags: x\n" * 50_000,
    "credits": PLAIN + "Translation by X\n" * 25_000,
    "one name": "A" + "a" * 400_000 + "-",
    "apostrophes": "A'" * 200_000,
    "sentences": "Tripoli said so. " * 25_000,
    "company": "Libyan army x Haftar " * 20_000,
    "surnames": "Khalifa Haftar met Khaled Haftar. " + "Haftar spoke. " * 25_000,
    "posts": "Egyptian Interior Minister Mahmoud Tawfiq and " * 9_000,
    "counterparts": "The Egyptian President met his Libyan counterpart. " * 8_000,
    "dates": "on 4 May 2020, " * 25_000,
    "lines": "\n" * 400_000 + "x",
    "brackets": "[" * 400_000,
    "quotes": "“" * 400_000,
    "commas": "A, " * 130_000,
    "capitals": "Word " * 80_000,
    "hyphens": "A" + "-a" * 100_000 + "1",
    "long hyphens": "A" + "-abcdef" * 30_000 + "-1",
    "dashes in a word": "A" + "-" * 200_000 + "x",
    "apostrophes in a word": "A" + "'" * 200_000 + "x",
    "a chain": "Ministry of Culture " + "of Egypt " * 40_000,
    "one surname": " ".join(f"Bel{n:x} Dor{n:x} Haftar." for n in range(1_500)).translate(
        str.maketrans("0123456789", "ghijklmnop")
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_reading_is_bounded(name: str) -> None:
    gazetteer = read_actors(SAMPLE / "actors.yaml")
    assert read(Page("a.txt", HOSTILE[name]), "a", gazetteer).path == "a.txt"


def spelt(number: int) -> str:
    return f"Bel{number:x}".translate(str.maketrans("0123456789", "ghijklmnop"))


@pytest.mark.parametrize(("names", "sentences", "told"), [(9_000, 9_000, False), (12_000, 0, True), (0, 30_000, True)])
def test_how_far_names_were_looked_for_is_told(names: int, sentences: int, told: bool) -> None:
    text = "".join(f"{spelt(n)} spoke. " for n in range(names)) + "Nobody came to the talks. " * sentences
    article = read(Page("a.txt", text), "a", NOBODY)
    (reach,) = [doubt for doubt in article.doubts if "looked for in the first" in doubt] or [""]
    assert bool(reach) == told == reach.endswith(f" of {len(article.body):,} characters only")


@pytest.mark.parametrize("stamp", ["T" * 99_000 + "x", "1/" * 50_000, "May " * 30_000])
def test_dates_of_metadata_are_bounded(stamp: str) -> None:
    gazetteer = read_actors(SAMPLE / "actors.yaml")
    page = Page("a.md", PLAIN, meta={"date": stamp, "title": "A" + "a" * 90_000 + "-"})
    assert read(page, "a", gazetteer).published.date is None


@pytest.mark.parametrize(
    "text", ["\x9d" * 400_000, "a" + "\u0300\u0316" * 100_000, "\x1b]" * 200_000, "א" + "\u05b0\u05b1" * 90_000]
)
def test_cleaning_is_bounded(text: str) -> None:
    assert len(clean(text)) < len(text)


def spin() -> None:
    while True:
        pass


def deaf() -> None:
    while True:
        try:
            spin()
        except Exception:  # noqa: BLE001
            continue


class Finalised:
    def __del__(self) -> None:
        spin()


ENDLESS: dict[str, Callable[[], object]] = {
    "a loop": spin,
    "an expression": lambda: re.match("(a|a)*b", "a" * 99),
    "what takes it for a mistake": deaf,
    "substitution": lambda: re.sub(".", lambda found: re.sub("(a+)+$", "", "a" * 99 + "!"), "aa"),
}


def bell(number: int, frame: FrameType | None) -> None:
    raise AssertionError("rung by another's timer")


@pytest.mark.parametrize("name", ENDLESS)
def test_what_does_not_end_is_ended(name: str) -> None:
    before = signal.signal(signal.SIGPROF, bell)
    try:
        with pytest.raises(Unreadable, match=re.escape(too_long(0.1))):
            within(0.1, ENDLESS[name])
        assert signal.getsignal(signal.SIGPROF) is bell
        assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    finally:
        signal.signal(signal.SIGPROF, before)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_end_that_a_finaliser_swallows_comes_again() -> None:
    def make() -> None:
        Finalised()
        spin()

    with pytest.raises(Unreadable):
        within(0.1, make)


def test_what_ends_in_time_is_given_and_never_ended_afterwards() -> None:
    for _ in range(200):
        try:
            assert within(0.001, lambda: sum(range(20_000))) == 199_990_000
        except Unreadable:
            continue
    until = time.process_time() + 0.1
    while time.process_time() < until:
        pass


def test_a_mistake_within_stays_the_mistake_that_it_is() -> None:
    with pytest.raises(ZeroDivisionError):
        within(9, lambda: 1 // 0)
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_in_another_thread_nothing_is_limited() -> None:
    made: list[int] = []
    thread = threading.Thread(target=lambda: made.append(within(0.0001, lambda: sum(range(2_000_000)))))
    thread.start()
    thread.join()
    assert made == [1_999_999_000_000]


def load(corpus: Path, found: Found) -> tuple[str, list[Page]]:
    return found.path, [Page(found.path, found.path)]


def reading(page: Page, id: str, gazetteer: Gazetteer) -> Article:
    if "endless" in page.path:
        spin()
    return Article(path=page.path, entry=None, id=id, title="", title_basis="none", published=Dating(), body="Talks")


def look(folder: Path) -> Iterable[Found | Skipped]:
    return scan(folder)


def gather(counts: Mapping[str, int], gazetteer: Gazetteer) -> Mapping[str, str]:
    return {}


def left_out_alone(corpus: Path, name: str, work: Work, reason: str) -> None:
    """Of three files only this one is left out, for this reason."""
    for file in ("a.txt", name, "z.txt"):
        (corpus / file).write_text("Talks")
    counts = building.build(corpus, work, NOBODY)
    assert (counts.indexed, counts.quarantined) == (2, 1)
    searcher = Searcher.open(corpus)
    assert searcher is not None
    with searcher:
        assert [(skipped.path, skipped.reason) for skipped in searcher.skipped()] == [(name, reason)]


def test_an_article_that_takes_too_long_is_left_out_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "SECONDS", 0.2)
    left_out_alone(tmp_path, "endless.txt", Work(look, load, reading, gather, "1"), too_long(0.2))


def load_many(corpus: Path, found: Found) -> tuple[str, list[Page]]:
    return found.path, [Page(found.path, f"{found.path} {number}", str(number)) for number in range(30)]


def reading_slowly(page: Page, id: str, gazetteer: Gazetteer) -> Article:
    until = time.thread_time() + ("slow" in page.path) * 0.05
    while time.thread_time() < until:
        pass
    return reading(page, id, gazetteer)


def test_a_file_whose_articles_together_take_too_long_is_left_out_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "SECONDS_OF_A_FILE", 0.5)
    left_out_alone(tmp_path, "slow.txt", Work(look, load_many, reading_slowly, gather, "1"), too_long(0.5))


def test_the_articles_of_one_file_are_bounded_together_in_every_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "SECONDS_OF_A_FILE", 0.0001)
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "Talks"}\n' * 50)
    told: list[str] = []

    def take() -> None:
        with pytest.raises(Unreadable) as error:
            folders.extract(file, NOBODY)
        told.append(str(error.value))

    thread = threading.Thread(target=take)
    thread.start()
    thread.join()
    take()
    assert told == [too_long(0.0001)] * 2


@pytest.mark.parametrize(
    "name",
    ["oneline", "many lines", "names", "dates", "one word", "Cyrillic"],
)
def test_a_long_text_is_read_within_the_limit(name: str) -> None:
    """Of a megabyte, most of these; what takes the square of the time is not."""
    text = {
        "oneline": PLAIN.replace("\n", " ") * 12_000,
        "many lines": PLAIN * 12_000,
        "names": "".join(f"Bel{n:x} Dor{n:x} met Khalifa Haftar in Tripoli. " for n in range(8_000)).translate(
            str.maketrans("0123456789", "ghijklmnop")
        ),
        "dates": "on 4 May 2020, " * 60_000,
        "one word": "a" * 1_000_000,
        "Cyrillic": "слово " * 160_000,
    }[name]
    gazetteer = read_actors(SAMPLE / "actors.yaml")
    page = formats.pages("a.txt", text.encode())[0]
    assert within(SECONDS, lambda: read(page, "a", gazetteer)).path == "a.txt"
