"""Lines that belong to the page, wherever they stand, and sentences that look like them and belong to the article."""

import pytest

from briefing.actors import NOBODY
from briefing.article import Page
from briefing.facts import furniture
from briefing.facts.furniture import split
from briefing.reading import read

LEAD = "The harbour council of Tarvena met the ferry crews on Monday to settle the dispute over night crossings."
MORE = "Both sides agreed to meet again before the end of the week, the council said in a short statement."
STORY = f"{LEAD}\n\n{MORE}"

ANYWHERE = [
    ("The quay at dusk. (Photo by Ilen Marrow)", "caption"),
    ("Photo credit: Coast Wire", "caption"),
    ("Picture: Coast Wire", "caption"),
    ("File photo of the harbour", "caption"),
    ("Image source, Getty Images", "caption"),
    ("Image caption, The quay at dusk", "caption"),
    ("Ilen Marrow/AFP", "caption"),
    ("© Ilen Marrow / Reuters", "caption"),
    ("Crews wait at the quay on Monday [Ilen Marrow/EPA-EFE]", "caption"),
    ("(AFP)", "caption"),
    ("Share", "share"),
    ("Share this story on WhatsApp", "share"),
    ("Facebook Twitter Telegram WhatsApp", "share"),
    ("Email this article", "share"),
    ("About sharing", "share"),
    ("Like us on Facebook", "share"),
    ("Join our WhatsApp channel", "share"),
    ("Sign up for our daily newsletter", "share"),
    ("Get the latest news in your inbox", "share"),
    ("Download our app", "share"),
    ("Story continues below", "share"),
    ("1.2k views", "share"),
    ("Listen to this article", "share"),
    ("ALSO READ: Night crossings to resume", "more"),
    ("Read next: Night crossings to resume", "more"),
    ("READ | Night crossings to resume", "more"),
    ("WATCH: Crews return to the quay", "more"),
    ("Most read", "more"),
    ("View the full article on Coast Wire", "more"),
    ("Originally published in Coast Wire.", "more"),
    ("The post Night crossings to resume appeared first on Coast Wire.", "more"),
    ("Comments (12)", "comments"),
    ("No comments", "comments"),
    ("Join the conversation", "comments"),
    ("Post a comment", "comments"),
    ("Topics: ferries, harbours", "tags"),
    ("Categories: News", "tags"),
    ("Keywords: ferry", "tags"),
    ("All rights reserved.", "copyright"),
    ("(c) 2031 Coast Wire", "copyright"),
    ("Material from this site may not be reproduced without leave.", "copyright"),
    ("The views expressed in this article are those of the author alone.", "notice"),
    ("Disclaimer: this page is for information only.", "notice"),
    ("Our Standards: the Coast Wire Principles.", "notice"),
    ("— Ilen Marrow (@ilenmarrow) May 4, 2031", "embed"),
    ("pic.twitter.com/AbCdEf", "embed"),
    ("View this post on Instagram", "embed"),
    ("Skip to content", "navigation"),
    ("Menu", "navigation"),
    ("Back to top", "navigation"),
    ("Sign in", "navigation"),
    ("Privacy Policy", "navigation"),
    ("Next article", "navigation"),
    ("Subscribe to continue reading", "cut"),
    ("Already a subscriber? Log in", "cut"),
    ("To continue reading, subscribe or log in.", "cut"),
    ("This article is for subscribers only.", "cut"),
    ("You have reached your limit of free articles.", "cut"),
    ("We use cookies to improve your experience on this site.", "wall"),
    ("Please enable JavaScript to view this page.", "wall"),
    ("Accept all cookies", "wall"),
]
ABOVE = [
    ("Harbour of Tarvena (File Photo)", "caption"),
    ("Photo: Coast Wire", "caption"),
    ("[Image: the harbour at dusk]", "caption"),
    ("Crews wait at the quay [Coast Wire via AP]", "caption"),
    ("Thursday, May 8, 2031", "byline"),
    ("By: Coast Wire staff", "byline"),
    ("Coast Online , Sunday 4 May 2031", "byline"),
    ("Published On 4 May 2031", "byline"),
    ("Ilen Marrow, Orla Venn |04.05.2031 - Update : 05.05.2031", "byline"),
    ("Politics", "breadcrumb"),
    ("Home / News / Ferry talks", "breadcrumb"),
    ("Home » World » Tarvena", "breadcrumb"),
    ("Share on Facebook", "share"),
    ("Share | Tweet | Email | Print", "share"),
    ("3 min read", "share"),
    ("Advertisement", "share"),
    ("By Ilen Marrow", "byline"),
    ("16 September 2025", "byline"),
    ("Published: 4 May 2031", "byline"),
    ("Coast Wire (Tarvena)", "byline"),
    ("Source: Coast Wire", "byline"),
]
BELOW = [
    ("Read more:", "more"),
    ("Read more: Night crossings to resume", "more"),
    ("Continue reading…", "more"),
    ("Read the original article on Coast Wire.", "more"),
    ("This article was first published on Coast Wire.", "more"),
    ("Click here to subscribe.", "more"),
    ("Tags: ferry, harbour", "tags"),
    ("Filed under: News", "tags"),
    ("Leave a comment", "comments"),
    ("12 Comments", "comments"),
    ("Public Reaction", "comments"),
    ("Copyright © 2031 Coast Wire. All rights reserved.", "copyright"),
    ("© 2031 Coast Wire", "copyright"),
    ("Follow us on Telegram", "share"),
    ("Share this article: Facebook | E-mail | Print", "share"),
    ("Subscribe to our newsletter", "share"),
    ("Coast Wire", "credit"),
    ("Translation by Orla Venn", "credit"),
    ("Translated by the Tarvena Desk", "credit"),
]
SENTENCES = [
    "The Monday meeting was moved to 4 December 2023, the council said, after the crews had asked for time.",
    "By Wednesday the crews had returned to work, though nobody in the harbour could say for how long.",
    "Read more widely, the accord also covers freight, and it will be tested when the winter storms arrive.",
    "Copyright law was not discussed at the meeting, which dealt with wages, rosters and the night crossings.",
    "Share prices of the ferry line fell by a tenth on the day after the talks had been broken off in anger.",
    "Home to nine thousand people, the island of Osk has no other link with the mainland than the ferry.",
    "Photographs of the quay show that the barriers are still standing where the crews had put them in May.",
    "Related talks on the fishing grounds went on in another room, and their outcome was not known at first.",
    "Comments by the minister were met with silence, and the crews left the room before he had finished.",
    "Tags on the containers were removed, according to a customs officer who saw them on the night in question.",
    "“We follow us and our own rules,” the captain said. “Subscribe to that, or leave the harbour for good.”",
    "The photo, taken at dusk, shows the quay, and nobody who saw it could say when it had been taken.",
    "Photographers were kept away from the quay (photo permits had been withdrawn on Sunday), the council said.",
    "Shares in the ferry line fell on Monday, and few in the harbour expected that they would rise again soon.",
    "Share and share alike was the rule on the quay, the captain said, and nobody would have it otherwise.",
    "Email from the council reached the crews on Monday, hours after the meeting that it called them to.",
    "Sign up or stay home, the captain told the crews, and in the end most of them did neither of the two.",
    "Subscribe was the word the council used when it spoke of the bonds with which the ferry was to be paid.",
    "Read more into it than was said, and the accord looks like a defeat for the council and its chairman.",
    "Also read at the meeting was a letter from the island, whose people asked that the night boats go on.",
    "Watch was kept on the quay all night, and at dawn the crews found that the barriers had been moved.",
    "Related to the dispute is an older one about wages, which nobody at the table wanted to open on Monday.",
    "Trending upwards for a year, the fares had become the matter that moved the island more than any other.",
    "Comments were not allowed at the meeting, and the crews left the room with their questions unasked.",
    "Reactions on the island were mixed, and in the evening a crowd gathered in front of the council house.",
    "Leave a comment on the door, somebody had written, and by Tuesday the door of the office was covered.",
    "Topics such as wages: none of them was on the table when the crews came in, the council said later.",
    "Tagged containers were opened on the quay by customs officers, who found nothing that they had looked for.",
    "Copyright in the song of the crews belongs to nobody, the judge said, and so it may be sung on the quay.",
    "He said that all rights were reserved to the council, which alone may close the quay to the night boats.",
    "The views expressed were not shared by the chairman, who left the meeting before the vote was taken.",
    "A disclaimer, the captain said, is no use to a crew that has not been paid since the beginning of March.",
    "Our standards are those of the sea, the captain said, and they were not made in the house of a council.",
    "Search parties left the quay at dawn, and came back in the evening without having found the lost boat.",
    "Home is where the boat is, the captain said, and his crew stayed on board until the dispute was settled.",
    "Menu prices on the ferry have doubled, and the crews say that they eat what they bring from the island.",
    "Next came the question of fares, which the council put off until the week after the talks had ended.",
    "Close to nine thousand people live on the island, and most of them work on the mainland by day or night.",
    "Register offices on the island closed on Monday, as those who work in them could not reach the quay.",
    "This article of the treaty is for the islanders only, the judge said, and the mainland cannot rely on it.",
    "You have reached the end of my patience, the chairman told the crews, and he closed the meeting there.",
    "We use cookies as bait, the fisherman said, and the council has no rule that would keep us from doing so.",
    "Please enable us to do our work, the crews wrote to the council, and open the quay to the night boats.",
    "Access was denied to the crews on Monday, and it took the council until noon to say that it had been wrong.",
    "Accept it or leave, the chairman told the crews, who had come to the meeting with proposals of their own.",
    "Just a moment before the vote the chairman had left the room, and nobody could say where he had gone to.",
    "By clicking his tongue the captain showed what he thought of it, and the crews left the room behind him.",
    "Translation by night was the rule at the talks, and by morning both sides had the text in their language.",
    "Edited by nobody, the letter of the islanders was read aloud, and it was heard in silence to its end.",
    "Source of the dispute was a roster, and it is a roster that will have to settle it, the captain said.",
    "Via Tarvena the boats could reach the island in an hour, but the council has closed that way to them.",
    "Follow us or stay, the captain said to those on the quay, and about forty of them went aboard with him.",
    "© is the sign that the crews painted on the quay, and nobody in the council could say what it stood for.",
]


@pytest.mark.parametrize(("line", "kind"), ANYWHERE)
def test_furniture_between_sentences(line: str, kind: str) -> None:
    parts = split(f"{LEAD}\n\n{line}\n\n{MORE}")
    assert parts.body == STORY
    assert [piece.kind for piece in parts.furniture] == [kind]


@pytest.mark.parametrize(("line", "kind"), ABOVE)
def test_furniture_above(line: str, kind: str) -> None:
    parts = split(f"{line}\n\n{STORY}\n")
    assert parts.body == STORY
    assert [piece.kind for piece in parts.furniture] == [kind]


@pytest.mark.parametrize(("line", "kind"), BELOW)
def test_furniture_below(line: str, kind: str) -> None:
    parts = split(f"{STORY}\n\n{line}\n")
    assert parts.body == STORY
    assert [piece.kind for piece in parts.furniture] == [kind]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_sentence_is_furniture(sentence: str) -> None:
    for text in (f"{sentence}\n\n{STORY}", f"{LEAD}\n\n{sentence}\n\n{MORE}", f"{STORY}\n\n{sentence}"):
        assert split(text).body == text


def test_what_hangs_under_check_also_is_furniture() -> None:
    text = f"{STORY}\n\nCheck Also\n\nSecond quay to open in spring\n\nThe island announced the opening …\n"
    assert split(text).body == STORY


def test_what_hangs_under_a_copyright_line_is_the_distributors() -> None:
    text = f"{STORY}\n\nCopyright © 2031 Coast Wire.\n\nAllCoast publishes 300 reports a day.\n"
    assert [piece.kind for piece in split(text).furniture] == ["copyright", "distributor"]


def test_a_long_text_after_a_related_heading_is_not_swallowed() -> None:
    text = "\n\n".join([LEAD, "Related", *([MORE] * 9)])
    assert split(text).body.count(MORE) == 9


def test_furniture_keeps_its_place() -> None:
    text = f"Ferry talks resume\n\n{LEAD}\n\nAdvertisement\n\n{MORE}\n\nRead more:\n"
    parts = split(text)
    for piece in parts.furniture:
        assert text[piece.start : piece.end] == piece.text
    assert [(piece.kind, piece.at) for piece in parts.furniture] == [
        ("title", 0),
        ("share", len(LEAD)),
        ("more", len(STORY)),
    ]


WHOLE = [
    (STORY, "yes"),
    (f"{STORY}\n\nSubscribe to continue reading", "cut"),
    (f"{STORY} The crews [...]", "cut"),
    (f"{STORY} The crews said… [+1234 chars]", "cut"),
    (f"{STORY} “And then …” he said.", "yes"),
    ("We use cookies to improve your experience.\n\nAccept all\n\nManage cookies", "wall"),
    (f"{STORY}\n\n{MORE} {MORE}\n\nWe use cookies to improve your experience.", "yes"),
    ("Just a moment...\n\nChecking your browser before you go on.", "wall"),
]


@pytest.mark.parametrize(("text", "complete"), WHOLE)
def test_a_page_that_was_cut(text: str, complete: str) -> None:
    assert read(Page("a.txt", text), "a", NOBODY).complete == complete


def test_a_page_of_too_many_lines_is_all_body_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page("a.txt", f"{STORY}\n\n\n\nShare\n")
    assert (read(page, "a", NOBODY).body, read(page, "a", NOBODY).doubts) == (STORY, ())
    monkeypatch.setattr(furniture, "MOST_LINES", 6)
    article = read(page, "a", NOBODY)
    assert (article.body, article.furniture) == (f"{STORY}\n\nShare", ())
    assert article.doubts == ("of its more than 6 lines none was told apart as not the article's",)
    assert read(Page("a.txt", STORY), "a", NOBODY).doubts == ()
