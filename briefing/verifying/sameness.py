"""What an editor may do to a quotation that leaves its words the same: other marks, a first letter in brackets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

MARKS, FIRST_LETTER = "other quotation marks", "first letter"
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»＂", '"'),
        **dict.fromkeys("‘’‚‛‹›ʼ＇", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
"""Marks of one kind; single and double stay apart, as in 5′ and 5″, and letters and digits are never the same."""
_BRACKETED = re.compile(r"(?<!\w)\[([^\W\d_])\](?=\w)")


def plain(text: str) -> str:
    """With one kind of each mark and dash; as many characters."""
    return text if text.isascii() else text.translate(_PLAIN)


def forms(words: str) -> Iterator[tuple[str, str]]:
    """(words, why) of what they may have been before an editor had them, the words themselves first.

    Where `why` has MARKS they are plain, and to be looked for in plain text.
    """
    yield words, ""
    yield plain(words), MARKS
    for letters in unbracketed(words):
        yield letters, FIRST_LETTER
        yield plain(letters), f"{FIRST_LETTER}, {MARKS}"


def unbracketed(words: str) -> list[str]:
    """`[T]he` as `the` and as `The`; nothing where no first letter is in brackets."""
    if "[" not in words or not _BRACKETED.search(words):
        return []
    return [_BRACKETED.sub(lambda found: _other_case(found[1]), words), _BRACKETED.sub(r"\1", words)]


def _other_case(letter: str) -> str:
    other = letter.swapcase()
    return other if len(other) == 1 else letter


def loose(word: str) -> str:
    """A word without its case, its diacritics and the kind of its marks."""
    apart = unicodedata.normalize("NFKD", plain(word).casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))
