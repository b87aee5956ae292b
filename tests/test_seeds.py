"""A smoke test on five real articles, and on the same with other names, places, agencies and years."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from briefing.cli import main
from tests.conftest import SAMPLE, SHARED

SWAPS = {
    "Khalifa": "Harun", "Khaled": "Nadim", "Haftar": "Belgad", "Hifter": "Bilgad", "Heftar": "Belgid",
    "Libyans": "Norvians", "Libyan": "Norvian", "Libya": "Norvia", "Egyptian": "Keltarian", "Egypt": "Keltar",
    "Turkish": "Dravian", "Turkey": "Dravia", "French": "Galvian", "France": "Galvia", "Cairo": "Tarvena",
    "Tripoli": "Port Osk", "Benghazi": "Lomnaret", "Ankara": "Sorvander", "Tobruk": "Marenth", "Abbas": "Ilan",
    "Kamel": "Orsmund", "Aguila": "Odran", "Ageela": "Odrin", "Aqila": "Odrun", "Saleh": "Vennick",
    "Sisi": "Caldery", "Fattah": "Joss", "Fateh": "Jess", "Macron": "Almerich", "Emmanuel": "Edvin",
    "Tawfiq": "Kethlin", "Mahmoud": "Anselm", "Mazen": "Arvidus", "Madbouly": "Vashling", "Mostafa": "Teodrik",
    "Dbeibah": "Marrow", "Hamid": "Ines", "Bashagha": "Sarnholt", "Fathi": "Bram", "Trabelsi": "Lorn",
    "Imad": "Ivo", "Siyala": "Torvel", "Siala": "Torval", "Taher": "Rolf", "Akar": "Brandt", "Hulusi": "Mats",
    "Sarraj": "Quist", "Fayez": "Felix", "Nazhuri": "Ostrem", "Nadhuri": "Ostrim", "Hegazy": "Lindquy",
    "Hegazi": "Lindqui", "Abdulaziz": "Abdulborg", "Abdelaziz": "Abdelborg", "Shoukry": "Staunery",
    "Shoukri": "Stauneri", "Qadhafi": "Ulmen", "Gaddafi": "Ulman", "Moamer": "Petr", "Muammar": "Petar",
    "Ahram": "Corniche", "Al Arab": "Al Bayan", "Internationalist": "Meridian", "AllAfrica": "AllCoast",
    "Wefaq": "Sulh",
}  # fmt: skip
_WORD = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in SWAPS))
_YEAR = re.compile(r"\b(19[5-9]\d|20[0-3]\d)(?=\b|T)")


def swapped(text: str) -> str:
    """The same text of another country, four years earlier."""
    text = _WORD.sub(lambda found: SWAPS[found[0]], text)
    return _YEAR.sub(lambda found: str(int(found[0]) - 4), text)


def scored(shared: Path, actors: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The figures of the scorer that stands beside the articles."""
    files = sorted((shared / "seeds").glob("*.txt"))
    assert main(["extract", "--json", "--actors", str(actors), *map(str, files)]) == 0
    lines = shared / "lines.jsonl"
    lines.write_text(capsys.readouterr().out, "utf-8")
    command = [sys.executable, str(shared / "tools" / "score.py"), "seeds", "--json", str(lines)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


@pytest.mark.parametrize("kind", ["as they are", "swapped"])
def test_the_seeds(kind: str, seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy, actors = tmp_path / "shared", tmp_path / "actors.yaml"
    for part in ("seeds", "gold", "tools"):
        shutil.copytree(SHARED / part, copy / part, copy_function=shutil.copyfile)
    for folder in (copy, *copy.iterdir()):
        folder.chmod(0o755)
    change = swapped if kind == "swapped" else str
    actors.write_text(change((SAMPLE / "actors.yaml").read_text("utf-8")), "utf-8")
    for file in (*(copy / "seeds").iterdir(), copy / "gold" / "seeds.yaml"):
        file.write_text(change(file.read_text("utf-8")), "utf-8")
    tool = copy / "tools" / "score.py"
    tool.write_text(change(tool.read_text("utf-8")) if kind == "swapped" else tool.read_text("utf-8"), "utf-8")

    figures = scored(copy, actors, capsys)
    found = {measure.strip(): tuple(pair) for measure, pair in figures["all"].items()}
    assert figures["traps apart"]
    for measure in ("date wrong", "date invented", "date coarse where there is none", "title taken from furniture"):
        assert found[measure][0] == 0, measure
    assert found["given to a wrong person"][0] == 0
    for measure in (
        "title right, where one is printed", "title derived and says so", "date right", "competing dates listed",
        "bracket holds the truth", "bracket not wider than gold", "source right, or rightly none", "furniture removed",
        "body lines kept", "person mentions, recall", "person mentions, precision",
        "people under one name of their own",
    ):  # fmt: skip
        right, of = found[measure]
        assert right == of, f"{measure}: {right} of {of}"
