"""A disputed quotation, looked for in the whole corpus: what is nearest to it, and who is said to have said it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.anchors import folded
from briefing.article import Article
from briefing.speaking import Statement, statements
from briefing.verifying import LIKE, LONGEST, Passage, Shelf, Sought, Wordless
from briefing.verifying.comparing import difference, unspaced
from briefing.verifying.copies import Copy
from briefing.verifying.nearest import Text, Window, nearby
from briefing.verifying.sameness import loose, plain
from briefing.verifying.seeking import in_a_row, likely, lookups, oldest
from briefing.words import folded_words

MOST_READ = 100
"""How many articles are read for one quotation."""
MOST_UNSPACED = 1_000
"""How many are, where words cannot be told apart without reading: the newest."""
BESIDE = 2 / 3
"""What is less alike than so much of the nearest is not shown beside it."""
_MARKS = {"“": "”", '"': '"', "«": "»", "»": "«", "„": "“", "‘": "’", "'": "'", "「": "」", "`": "`"}


@dataclass(frozen=True, slots=True)
class _Found:
    """A passage in its article, and the day that puts it in order."""

    window: Window
    article: Article
    words: str
    when: tuple[str, str]


def sought(words: str, shelf: Shelf, *, limit: int = 10) -> Sought:
    """Look for a quotation in the whole corpus; Wordless where it holds no word, or too many letters."""
    if len(words) > LONGEST:
        raise Wordless(f"a quotation of {len(words):,} characters is too long; at most {LONGEST:,} are looked for.")
    asked = unquoted(words)
    indexed = folded_words(asked)
    if not indexed:
        raise Wordless("there is no word in it to look for.")
    size = len(shelf.rows)
    answers = list(lookups(indexed, shelf))
    wanted = Text(asked)
    row = in_a_row(indexed, shelf) if answers else None
    ids = [*(oldest(row, MOST_READ) if row else ()), *likely(answers, size, MOST_READ)]
    ids = list(dict.fromkeys(ids))[:MOST_READ]
    if unspaced(asked) and not (row and row.total):
        ids = list(dict.fromkeys([*ids, *(row.id for row in shelf.rows[:MOST_UNSPACED])]))
        size = len(ids)
    found = [one for id in ids for one in _of_article(wanted, asked, shelf.article(id))]
    found.sort(key=lambda one: (-round(one.window.likeness, 6), one.when, one.article.path, one.window.start))
    passages = _versions(_worth_showing(found), asked, shelf, limit)
    return Sought(tuple(passages), size, max(0, row.total - MOST_READ) if row else 0)


def _worth_showing(found: Sequence[_Found]) -> Sequence[_Found]:
    """The first is the nearest: with it, what is much like the quotation, and not much less so; else it alone."""
    best = found[0].window.likeness if found else 0.0
    return [one for one in found if one.window.likeness >= max(LIKE, best * BESIDE)] or found[:1]


def _versions(found: Sequence[_Found], asked: str, shelf: Shelf, limit: int) -> list[Passage]:
    """Passages in the same words, given to the same voice, are one."""
    versions: dict[tuple[str, str | None], list[_Found]] = {}
    voices: dict[tuple[str, str | None], Statement | None] = {}
    said: dict[str, list[Statement]] = {}
    for one in found:
        if one.article.id not in said:
            said[one.article.id] = statements(one.article)
        statement = _said(said[one.article.id], one.window)
        key = one.words, _name(one.article, statement.speaker, shelf) if statement else None
        if key not in versions and len(versions) >= limit:
            continue
        versions.setdefault(key, []).append(one)
        voices.setdefault(key, statement)
    return [_passage(group, key[1], voices[key], asked) for key, group in versions.items()]


def unquoted(words: str) -> str:
    """The words on one line, without quotation marks around the whole."""
    line = folded(words)
    while len(line) > 1 and _MARKS.get(line[0]) == line[-1] and line[0] not in line[1:-1]:
        line = line[1:-1].strip()
    return line


def _of_article(wanted: Text, asked: str, article: Article) -> list[_Found]:
    text = Text(article.body)
    period = article.published.period
    when = (str(period.first or period.last or "unknown"), str(period.last or "unknown"))
    found = []
    for window in nearby(wanted, text):
        whole = _with_marks(window, asked, article.body)
        found.append(_Found(whole, article, folded(article.body[whole.start : whole.end]), when))
    return found


def _with_marks(window: Window, asked: str, body: str) -> Window:
    """A passage with the marks before and after it that the quotation has too."""
    start, end = window.start, window.end
    head = next(at for at, char in enumerate(asked) if char.isalnum())
    tail = next(at for at, char in enumerate(reversed(asked)) if char.isalnum())
    while head and start and not (body[start - 1].isalnum() or body[start - 1].isspace()):
        start, head = start - 1, head - 1
    while tail and end < len(body) and not (body[end].isalnum() or body[end].isspace()):
        end, tail = end + 1, tail - 1
    return replace(window, start=start, end=end)


def _passage(group: Sequence[_Found], speaker: str | None, said: Statement | None, asked: str) -> Passage:
    """The first of those that have the same words, with the others beside it."""
    one = group[0]
    article, window = one.article, one.window
    copy = Copy(article)
    return Passage(
        article=article.id,
        path=copy.path,
        title=article.title,
        date=article.published.label,
        source=article.source or "",
        paragraph=copy.paragraph(window.start),
        start=window.start,
        end=window.end,
        words=one.words,
        likeness=round(window.likeness, 3),
        difference=difference(one.words, asked, loose),
        verbatim=plain(one.words) == plain(asked),
        speaker=speaker,
        verb=said.verb if said and speaker else "",
        also=tuple(dict.fromkeys(Copy(other.article).path for other in group[1:] if other.article.id != article.id)),
    )


def _said(said: Sequence[Statement], window: Window) -> Statement | None:
    """The statement that covers most of a passage, and half of it at least."""
    covered = {one: min(one.end, window.end) - max(one.start, window.start) for one in said}
    best = max(covered, key=lambda one: covered[one], default=None)
    return best if best and 2 * covered[best] >= window.end - window.start else None


def _name(article: Article, key: str | None, shelf: Shelf) -> str | None:
    """How to show whoever speaks; None where the text does not say who."""
    if key is None:
        return None
    if key in shelf.gazetteer:
        return shelf.gazetteer.name(key)
    return next((one.name for one in (*article.mentions, *article.title_mentions) if one.key == key), None)
