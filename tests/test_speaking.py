"""Who is said to have said what: tables of sentences, and of look-alikes that must give nobody words."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from briefing.article import Article, Dating, Kind, Mention
from briefing.speaking import Statement, statements

_MARKED = re.compile(r"\[([^\]|]+)(?:\|(\w+))?\]")
KINDS: dict[str, Kind] = {"org": "organisation", "faction": "faction", "place": "place", "person": "person"}


def article(marked: str) -> Article:
    """An article whose names stand in brackets: `[Orsek]` is a person, `[Velmora|place]` a place."""
    body, mentions, at = "", [], 0
    for found in _MARKED.finditer(marked):
        body += marked[at : found.start()]
        kind = KINDS[found[2] or "person"]
        label = found[1].split()[-1]
        mentions.append(Mention(len(body), len(body) + len(found[1]), found[1], kind, None, label, "unlisted", ""))
        body, at = body + found[1], found.end()
    return Article("a.txt", "a", "", "none", Dating(), body + marked[at:], mentions=tuple(mentions))


def told(marked: str) -> list[tuple[str | None, str, str]]:
    """(speaker, verb, words) of an article's statements; reported words in parentheses."""
    given = article(marked)
    return [
        (said.speaker and said.speaker.partition(":")[2], said.verb, words(given, said)) for said in statements(given)
    ]


def words(given: Article, said: Statement) -> str:
    text = given.body[said.start : said.end]
    return text if said.direct else f"({text})"


GO = "“We will not leave the harbour”"
DIRECT = [
    (f"[Orsek] said: {GO}.", "Orsek", "said"),
    (f"[Orsek] told the council on Monday: {GO}.", "Orsek", "told"),
    (f"{GO}, said [Ilva Orsek].", "Orsek", "said"),
    (f"{GO}, said Gen. [Ilva Orsek], who commands the coast.", "Orsek", "said"),
    (f"{GO}, [Orsek] told reporters in [Vash|place].", "Orsek", "told"),
    (f"{GO}, [Orsek], the harbour master, said.", "Orsek", "said"),
    (f"{GO}, the [Harbour Guard|org] said in a statement.", "Guard", "said"),
    (f"{GO}, according to [Orsek].", "Orsek", "according to"),
    (f"{GO}, according to a statement by the [Harbour Guard|org].", "Guard", "according to"),
    (f"[Orsek], who met [Tarn] in [Vash|place], said: {GO}.", "Orsek", "said"),
    (f"[Orsek], commander of the [Harbour Guard|org] said: {GO}.", "Orsek", "said"),
    (f"[Orsek] of the [Harbour Guard|org] said: {GO}.", "Orsek", "said"),
    (f"[Velmora|place]’s minister [Orsek] said: {GO}.", "Orsek", "said"),
    (f"On Monday [Orsek] said: {GO}.", "Orsek", "said"),
    (f"After talks with [Tarn], [Orsek] said: {GO}.", "Orsek", "said"),
    (f"[Orsek] was quoted by the [Coast Herald|org] as saying: {GO}.", "Orsek", "quoted as saying"),
    (f"The [Coast Herald|org] quoted [Orsek] as saying: {GO}.", "Orsek", "quoted as saying"),
    (f"[Orsek] walked in. {GO}, he said.", "Orsek", "said"),
    (f"[Orsek] told guests in the customs hall that {GO}.", "Orsek", "told"),
    (f"[Orsek] was asked about the port. {GO}, he said.", "Orsek", "said"),
    (f"[Orsek] spoke of the neighbours. {GO}, he said.", "Orsek", "said"),
    (f"[Orsek] called the port {GO}.", "Orsek", "called"),
    (f"[Orsek] described the port as {GO}.", "Orsek", "described"),
    (f"[Orsek] replied in an interview with the [Coast Herald|org] on Monday: {GO}.", "Orsek", "replied"),
    ("[Orsek] stated that his men “will not leave the harbour”.", "Orsek", "stated"),
    ("“We will not leave.” [Orsek] said on Monday.", "Orsek", "said"),
    ("“Never,” said [Orsek].", "Orsek", "said"),
    ("“Shall we leave the harbour?” [Orsek] asked.", "Orsek", "asked"),
    ("[Orsek] said:\n\n“We will not leave the harbour.”", "Orsek", "said"),
    ("The port was gone, what [Orsek] called “the last free place on the coast”.", "Orsek", "called"),
]

NOT_THEIRS = [
    f"{GO}, a spokesman for [Orsek] said.",
    f"{GO}, said a spokesman for [Orsek].",
    f"{GO}, [Orsek]’s spokesman said.",
    f"{GO}, a source close to [Orsek] said.",
    f"{GO}, [Orsek] and [Tarn] said.",
    f"[Orsek] was told: {GO}.",
    f"[Orsek] did not say {GO}.",
    f"[Orsek] denied saying {GO}.",
    f"[Orsek] rejected the letter, which reads {GO}.",
    f"[Orsek] spoke of posters with the words {GO}.",
    f"Speaking alongside [Orsek], the minister, a lawyer, said: {GO}.",
    f"The men backing [Orsek] said: {GO}.",
    f"If [Orsek] said {GO}, nobody heard it.",
    f"[Orsek] met [Tarn]. {GO}, he said.",
    f"The guard saw [Orsek] leave. {GO}, he said.",
    f"[Orsek] sat down. The talks went on. {GO}, he said.",
    f"[Orsek] said nothing. {GO} was painted on the wall.",
    f"Asked about {GO}, [Orsek] laughed.",
    f"{GO}, said the brother of [Orsek].",
    f"Neither [Orsek] nor [Tarn] said {GO}.",
    # another voice comes after the verb of speech
    f"[Orsek] said a soldier screamed {GO}.",
    f"[Orsek] said the raiders had bragged: {GO}.",
    f"[Orsek] testified that the colonel ordered: {GO}.",
    f"[Orsek] noted that the charter reads {GO}.",
    f"[Orsek] praised a sailor who sang {GO}.",
    f"[Orsek] described how a sailor cried {GO}.",
    f"[Orsek] told how a sailor had cried {GO}.",
    f"[Orsek] recalled her mother’s words: {GO}.",
    f"[Orsek] acknowledged the crowd’s cry of {GO}.",
    f"[Orsek] said he disagreed with [Tarn]’s claim that {GO}.",
    f"[Orsek] said the slogan of the sailors, {GO}, was an insult.",
    f"[Orsek] claimed victory as the crowd roared {GO}.",
    f"[Orsek] said her captors kept muttering {GO}.",
    f"[Orsek] repeated the general’s statement: {GO}.",
    f"According to [Orsek], the crowd sang {GO}.",
    "[Orsek] said that his men shout “will you go away now”.",
    f"[Orsek] told [Tarn], who said: {GO}.",
    f"[Orsek] said in a letter from a soldier: {GO}.",
    f"[Orsek] called the crowd’s chant {GO}.",
    # and before it
    f"The crowd sang {GO}, [Orsek] said.",
    f"The crowd sang {GO}, according to [Orsek].",
    f"A leaflet, {GO}, was found, [Orsek] said.",
    f"The {GO} slogan is false, [Orsek] said.",
    "A fisherman shouted “Will you leave the harbour?” [Orsek] replied on Monday.",
    "“Will you leave the harbour?” [Orsek] replied on Monday.",
    f"[Orsek] said {GO} was the slogan of the raiders.",
    f"[Orsek] said: {GO}, a soldier sang.",
    # words that are rejected
    f"[Orsek] condemned the threat by raiders: {GO}.",
    f"[Orsek] denounced the claim that {GO}.",
    f"[Orsek] condemned the use of the phrase by reporters, {GO}, as vile.",
    # whom `he` means is not sure
    f"[Orsek] met the mayor.\n\nHe said: {GO}.",
    f"[Orsek] met the mayor. He said: {GO}.",
    f"[Orsek] met the skipper. He said: {GO}.",
    f"[Orsek] walked in.\n\n{GO}, she said.",
    f"[Orsek] was criticised by a general. {GO}, he said.",
    f"[Orsek] resigned, the ministry said. {GO}, he added.",
    f"[Orsek], a man of the coast, left. She said: {GO}.",
    f"[Orsek] shook his head. She said: {GO}.",
    f"[Orsek] waved to Karim Denz. He said: {GO}.",
    # said or not?
    f"It is unlikely that [Orsek] said {GO}.",
    f"Rumours that [Orsek] said {GO} were wrong.",
    f"A satirical site wrote that [Orsek] said: {GO}.",
    f"Few believed that [Orsek] said {GO}.",
    f"In the novel [Orsek] says: {GO}.",
    f"When [Orsek] says {GO}, they go.",
    f"Had [Orsek] said {GO}, they would go.",
    f"Has [Orsek] said {GO}?",
]

REPORTED = [
    ("[Orsek] said that the port would close.", "Orsek", "said", "the port would close"),
    ("[Orsek] said the port would close.", "Orsek", "said", "the port would close"),
    ("[Orsek] told reporters on Monday that the port would close.", "Orsek", "told", "the port would close"),
    ("According to [Orsek], the port would close.", "Orsek", "According to", "the port would close"),
    ("The port would close, according to [Orsek].", "Orsek", "according to", "The port would close"),
    ("The port would close, [Orsek] said on Monday.", "Orsek", "said", "The port would close"),
    ("[Orsek] said that [Tarn] had lost the port.", "Orsek", "said", "Tarn had lost the port"),
    ("[Orsek] said the port would close, but nobody believed it.", "Orsek", "said", "the port would close"),
    (
        "[Orsek] said the port would close and an aide of the mayor said that it was late.",
        "Orsek",
        "said",
        "the port would close",
    ),
    ("[Orsek] said that the “free” port would close.", "Orsek", "said", "the “free” port would close"),
]

NOTHING = [
    "",
    "[Orsek] did not say that the port would close.",
    "[Orsek] was told that the port would close.",
    "[Orsek] denied that the port would close.",
    "[Orsek] is said to own the port of the town.",
    "[Orsek] announced that day a truce of two weeks.",
    "A source close to [Orsek] said that the port would close.",
    "It is not true that [Orsek] said that the port would close.",
    "After talks with [Orsek], the minister said the port would close.",
    "If [Orsek] says that the port will close, they go.",
    "Suppose [Orsek] said that the port would close.",
    "Had [Orsek] said that the port would close, it would be over.",
    "Should [Orsek] say that the port would close, it is over.",
    "Has [Orsek] said that the port would close?",
    "The judges found no proof that [Orsek] said that the port would close.",
    "The rumour that [Orsek] said the port would close was false.",
    "When [Orsek] says that the port will close, it will.",
    "[Orsek] said the port would close, [Tarn] said, but it stayed open.",
    "[Orsek] said his prayers before the army came in.",
    "[Orsek] said all the right things to the crowd.",
    "[Orsek] says it all with his eyes closed.",
    "[Orsek] said that after the army had left town.",
    "According to [Orsek], a novel by a friend, the port would close.",
    "[Orsek] told the man that had robbed him to leave the port.",
    'The ‘free’ port of the “so-called” guard, its ‘heroes’ and the 5" guns.',
    "The book “The Long Way to the Harbour” is about [Orsek].",
    "The fishermen’s boats and the sailors' nets lay in the captains’ houses.",
]


@pytest.mark.parametrize(("text", "speaker", "verb"), DIRECT)
def test_a_quotation_and_who_speaks(text: str, speaker: str, verb: str) -> None:
    assert [(who, how) for who, how, _ in told(text)] == [(speaker, verb)]


@pytest.mark.parametrize("text", NOT_THEIRS)
def test_nobody_is_given_the_words_of_another(text: str) -> None:
    assert [who for who, _, _ in told(text)] == [None]


@pytest.mark.parametrize(("text", "speaker", "verb", "clause"), REPORTED)
def test_reported_words(text: str, speaker: str, verb: str, clause: str) -> None:
    assert told(text) == [(speaker, verb, f"({clause})")]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_statement(text: str) -> None:
    assert told(text) == []


SEVERAL = [
    ("“We stay here,” [Orsek] said. “It is our port.”", ["Orsek", "Orsek"]),
    ("“We stay here,” [Orsek] said, “and we fish.”", ["Orsek", "Orsek"]),
    ("[Orsek] said: “We stay here.” [Tarn] said: “You will go.”", ["Orsek", "Tarn"]),
    ("“We stay here,” [Orsek] said. “You will go,” said [Tarn].", ["Orsek", "Tarn"]),
    ("“We stay here,” [Orsek] said, adding that the port was theirs.", ["Orsek", "Orsek"]),
    ("“We stay here,” [Orsek] said. The guard left. “So be it then.”", ["Orsek", None]),
    ("“We stay here,” said [Orsek].\n\n“You will all have to go.”", ["Orsek", None]),
    ("[Orsek] said: “We stay here.\n\n“It is our port.\n\n“We fish.”", ["Orsek", "Orsek", "Orsek"]),
    ("“We stay here for good.\n\n“It is our port,” [Orsek] said.", ["Orsek", "Orsek"]),
    ("[Orsek] said: “We stay here.\n\nThe guard left the port.", ["Orsek"]),
    ("[Orsek] walked in. “We stay here,” he said. “It is our port,” he added.", ["Orsek", "Orsek"]),
]


@pytest.mark.parametrize(("text", "speakers"), SEVERAL)
def test_one_after_the_other(text: str, speakers: list[str | None]) -> None:
    assert [who for who, _, _ in told(text)] == speakers


MARKS = [
    '"We will not leave the harbour,"',
    "“We will not leave the “free” harbour,”",
    "“We will not ‘leave’ the harbour,”",
    "‘We will not leave the sailors’ harbour,’",
    "'We won't leave the harbour,'",
    "« We will not leave the harbour »",
    "„We will not leave the harbour“",
]


@pytest.mark.parametrize("quoted", MARKS)
def test_marks_of_all_kinds(quoted: str) -> None:
    assert told(f"{quoted} said [Orsek].") == [("Orsek", "said", quoted)]


def test_paragraphs_are_counted_and_nothing_overlaps() -> None:
    given = article(
        "[Orsek] came.\n\n“We stay here.\n\n“It is our port,” he said.\n\n[Tarn] said that he was wrong there."
    )
    found = statements(given)
    assert [(said.paragraph, said.direct) for said in found] == [(2, True), (3, True), (4, False)]
    assert all(one.end <= other.start for one, other in pairwise(found))
    spans = given.paragraphs
    assert all(spans[s.paragraph - 1][0] <= s.start < s.end <= spans[s.paragraph - 1][1] for s in found)


@pytest.mark.parametrize(
    "torn", ["“", '"', "‘", "'", "”", "said ", "“ said ", "[Orsek], ", "quoted as saying ", "“a” "]
)
def test_torn_text_swallows_nothing(torn: str) -> None:
    assert told(torn * 5_000 + "\n\n[Orsek] said: “We stay here.”")[-1] == ("Orsek", "said", "“We stay here.”")


HEAPS = [
    "[Orsek] said ",
    "[Orsek] said that ",
    "[Orsek] went. He said he said “we go there now” ",
    "“We all go there” said [Orsek], ",
    "[Orsek], x said, “we will all go” ",
    "[Orsek] said “we all go there”, adding ",
    "[Orsek] left.\n\n",
    "[Orsek] said:\n\n",
    "He said.\n\n",
]


@pytest.mark.parametrize("heap", HEAPS)
def test_a_heap_of_speech_takes_no_longer_than_it_is_long(heap: str) -> None:
    """Each would take minutes if every word of speech looked at all the others."""
    found = statements(article(heap * (600_000 // len(heap))))
    assert all(one.end <= other.start for one, other in pairwise(found))
