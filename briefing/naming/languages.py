"""Texts whose names are not matched reliably: told by their letters, their small words and what the page says."""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 4000
"""Characters that are looked at."""
_FEWEST_LETTERS, _FEWEST_WORDS = 40, 40
_SHARE, _DIFFERENT = 0.08, 5
"""Of all words, how many are small words of the language; and how many different ones at least."""
_CLEARLY = 3
"""How many times the small words of English."""

_SPACED = {
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Cyrillic": "\u0400-\u052f",
    "Armenian": "\u0531-\u058a",
    "Hebrew": "\u05d0-\u05f2\ufb1d-\ufb4f",
    "Arabic": "\u0620-\u064a\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9\ufb50-\ufefc",
    "Syriac": "\u0710-\u074f",
    "Thaana": "\u0780-\u07b1",
    "Devanagari": "\u0900-\u097f",
    "Bengali": "\u0980-\u09ff",
    "Gurmukhi": "\u0a00-\u0a7f",
    "Gujarati": "\u0a80-\u0aff",
    "Oriya": "\u0b00-\u0b7f",
    "Tamil": "\u0b80-\u0bff",
    "Telugu": "\u0c00-\u0c7f",
    "Kannada": "\u0c80-\u0cff",
    "Malayalam": "\u0d00-\u0d7f",
    "Sinhala": "\u0d80-\u0dff",
    "Georgian": "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2d",
    "Ethiopic": "\u1200-\u139f",
    "Mongolian": "\u1820-\u18aa",
    "Tifinagh": "\u2d30-\u2d67",
    "Korean": "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3",
}
_UNSPACED = {
    "Chinese": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "Japanese": "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f",
    "Thai": "\u0e01-\u0e4e",
    "Lao": "\u0e81-\u0ecd",
    "Tibetan": "\u0f40-\u0fbc",
    "Burmese": "\u1000-\u109f",
    "Khmer": "\u1780-\u17d3",
}
"""Scripts that leave no space between words, so that no name has a beginning and an end."""
_SCRIPTS = {name: re.compile(f"[{letters}]+") for name, letters in (_SPACED | _UNSPACED).items()}
_OTHER = re.compile(f"[{''.join((_SPACED | _UNSPACED).values())}]+")
_LATIN = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]+")

_ENGLISH = frozenset("the of and to that was for with by from said has were his an this which are".split())
_SMALL_WORDS = {
    "French": "le la les des et une dans est que pour qui sur par au aux avec ont été a plus ce un",
    "Spanish": "el la los las y en que un una por con se para su como fue lo más es ha no",
    "German": "der die das und den dem mit des im ist für auf ein eine nicht sich zu wurde auch hat in",
    "Portuguese": "o os as a que em um uma não para com por se no na foi ao e mais é nos",
    "Italian": "il che la è e per un una con non sono gli nel alla le dei ha in si anche delle",
    "Turkish": "ve bir bu için ile da de olarak olan çok daha sonra gibi ise etti dedi olduğunu kadar her",
    "Dutch": "het een en in is op dat te voor met zijn niet aan door die om ook werd er heeft de",
    "Indonesian": "yang dan di dengan untuk dari pada ini itu dalam tidak akan ke oleh mengatakan juga para telah",
}
"""The most frequent ones, but for those that names are made with, as Portuguese `da` and `dos`."""
_SMALL = {language: frozenset(small.split()) for language, small in _SMALL_WORDS.items()}
_CODES = """
en eng English|fr fra fre French|es spa Spanish|de deu ger German|pt por Portuguese|it ita Italian|tr tur Turkish
nl nld dut Dutch|id ind in Indonesian|ms msa may Malay|ro ron rum Romanian|pl pol Polish|cs ces cze Czech
sk slk slo Slovak|hu hun Hungarian|sv swe Swedish|da dan Danish|no nb nn nor nob Norwegian|fi fin Finnish
et est Estonian|lv lav Latvian|lt lit Lithuanian|sl slv Slovene|hr hrv Croatian|bs bos Bosnian|sq sqi alb Albanian
ca cat Catalan|gl glg Galician|eu eus baq Basque|sw swa Swahili|so som Somali|ha hau Hausa|vi vie Vietnamese
az aze Azerbaijani|uz uzb Uzbek|tk tuk Turkmen|ku kmr kur Kurdish|tl fil tgl Filipino|af afr Afrikaans|mt mlt Maltese
""".replace("\n", "|")
_STATED = {
    spelled.lower(): language
    for row in _CODES.split("|")
    if row
    for *codes, language in [row.split()]
    for spelled in (*codes, language)
}
"""Languages in Latin letters, by their codes and by their English names."""


def unmatched(body: str, language: str | None = None) -> str | None:
    """Why names in the text are not matched, or not reliably, in words; None where they are, and where that is unsure.

    `language` is what the page says of itself: the text's own words count for more.
    """
    sample = body[:_SAMPLE]
    if not sample.isascii() and (script := _script(sample)):
        if script in _UNSPACED:
            return f"the text is in {script}, without spaces between words: names in it are not matched reliably"
        return f"the text is in {script} script: only names spelled so in the actors file are matched"
    spelt = sample.lower().split()
    if len(spelt) < _FEWEST_WORDS or sum(map(_ENGLISH.__contains__, spelt)) > 2 * _SHARE * len(spelt):
        return None
    words = Counter(spelt)
    stated = _STATED.get(re.split(r"[-_\s]", language.strip().lower(), maxsplit=1)[0]) if language else None
    counted = _counted(words)
    spoken = counted or stated
    if spoken is None or spoken == "English":
        return None
    sure = "is" if counted == stated else "seems to be" if counted else "is said to be"
    return f"the text {sure} in {spoken}: only names of the actors file are matched reliably"


def _script(text: str) -> str | None:
    """The script, other than Latin, that most letters are of."""
    other = sum(map(len, _OTHER.findall(text)))
    if other < _FEWEST_LETTERS or other <= sum(map(len, _LATIN.findall(text))):
        return None
    letters = {name: sum(map(len, pattern.findall(text))) for name, pattern in _SCRIPTS.items()}
    if 10 * letters["Japanese"] > letters["Chinese"]:
        letters["Japanese"] += letters["Chinese"]
    most = max(letters, key=letters.__getitem__)
    return most if 2 * letters[most] > other else None


def _counted(words: Counter[str]) -> str | None:
    """The language whose small words are in the text; None where that is not clear."""
    total, english = words.total(), _sum(words, _ENGLISH)
    counts = {language: _sum(words, small) for language, small in _SMALL.items()}
    most = max(counts, key=counts.__getitem__)
    if english >= _SHARE * total and english > counts[most]:
        return "English"
    different = len(words.keys() & _SMALL[most])
    clear = counts[most] >= _SHARE * total and different >= _DIFFERENT and counts[most] >= _CLEARLY * english
    return most if clear else None


def _sum(words: Counter[str], small: frozenset[str]) -> int:
    return sum(words[word] for word in small)
