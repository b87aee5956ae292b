"""Names that a statistical tagger proposes where no rule of ours found any: spaCy, for those who ask for it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import accumulate
from typing import Any, Protocol

from briefing.article import Kind, Mention, paragraphs
from briefing.naming.unlisted import Name
from briefing.naming.unlisted.capitals import in_newspaper_case

_KINDS: dict[str, Kind] = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
"""What the labels of spaCy's models mean here; nationalities, days, sums and all the others are no names."""
_NOT_NEEDED = (
    "tagger parser morphologizer lemmatizer trainable_lemmatizer attribute_ruler senter sentencizer textcat "
    "textcat_multilabel entity_linker"
).split()
_LONGEST = 100_000
"""Characters of a paragraph that are read; spaCy refuses a million."""
_LONGEST_NAME = 120
_BEFORE = re.compile(r"(?:(?:the|The|THE)\s+|[\s\"“‘(,;:–-])*")
_AFTER = re.compile(r"(?:['’]s?|[\s\"”,;:]+)\Z")


class NotInstalled(Exception):
    """spaCy or its model is missing or cannot be used; the message says what to do."""


class Proposer(Protocol):
    """Takes a text and proposes half-open stretches of it, each with what it names, in order and without overlaps."""

    def __call__(self, text: str) -> Iterable[tuple[int, int, Kind]]:
        """The proposals for one text."""


@lru_cache(maxsize=1)
def spacy_proposer(model: str) -> Proposer:
    """The tagger of names of an installed model, loaded once; NotInstalled where there is none."""
    try:
        import spacy

        return partial(_proposals, spacy.load(model, exclude=_NOT_NEEDED))
    except (ImportError, OSError) as error:
        raise NotInstalled(
            f"the configuration asks for names proposed by spaCy's model {model}, which is not installed: "
            f"pip install 'briefing-reader[ner]' and the model (python -m spacy download {model}); "
            "or take `ner:` out of config.yaml."
        ) from error
    except Exception as error:  # a model that was made for another spaCy fails in many ways
        raise NotInstalled(
            f"the configuration asks for names proposed by spaCy's model {model}, which cannot be used "
            f"({type(error).__name__}); install the one made for your spaCy (python -m spacy download {model}), "
            "or take `ner:` out of config.yaml."
        ) from error


def _proposals(nlp: Any, text: str) -> Iterator[tuple[int, int, Kind]]:
    """What a loaded model proposes, paragraph by paragraph, wrapped lines read as one."""
    starts = [(start, min(end, start + _LONGEST)) for start, end in paragraphs(text)]
    read = (text[start:end].replace("\n", " ") for start, end in starts)
    for (start, _), doc in zip(starts, nlp.pipe(read), strict=True):
        for found in doc.ents:
            if found.label_ in _KINDS:
                yield start + found.start_char, start + found.end_char, _KINDS[found.label_]


def names(text: str, model: str | None) -> list[Name]:
    """What the model proposes for the text, in order, without articles and possessives; nothing without a model.

    NotInstalled where the model cannot be used.
    """
    if model is None or not text:
        return []
    cased, because = in_newspaper_case(text), f"proposed by spaCy ({model})"
    found = []
    for start, end, kind in spacy_proposer(model)(cased):
        if end - start <= _LONGEST_NAME:
            written = _BEFORE.sub("", cased[start:end], count=1)
            start = end - len(written)
            written = _AFTER.sub("", written)
            end = start + len(written)
            if any(map(_begins_a_name, written)):
                found.append(Name(start, end, text[start:end], kind, 0, because, " ".join(written.split())))
    return found


def _begins_a_name(letter: str) -> bool:
    """Is it a capital, or a letter of a script that has none?"""
    return letter.isalpha() and not letter.islower()


def clear_of(proposed: Iterable[Name], taken: Iterable[Name | Mention]) -> Sequence[Name]:
    """Those that share no letter with any that is found already."""
    found = sorted((one.start, one.end) for one in taken)
    starts = [start for start, _ in found]
    reach = [0, *accumulate((end for _, end in found), max)]
    return [name for name in proposed if reach[bisect_left(starts, name.end)] <= name.start]
