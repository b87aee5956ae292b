"""Names that no actors file knows: people, organisations and places found by the shape of the text around them."""

from __future__ import annotations

from briefing.naming.unlisted.capitals import in_newspaper_case
from briefing.naming.unlisted.found import Name
from briefing.naming.unlisted.reader import found
from briefing.naming.unlisted.settling import settle

__all__ = ["Name", "names"]


def names(body: str, title: str = "", *, printed: bool = True) -> tuple[list[Name], list[Name]]:
    """Every name in the body and in the title, in order and without overlaps; each says for the other what it is.

    A title that is not `printed` was made of the body, and says nothing new.
    """
    texts = [in_newspaper_case(body), in_newspaper_case(title, headline=True)]
    made = [found(text) for text in texts]
    settle(texts, made, printed=printed)
    for text, some in zip((body, title), made, strict=True):
        for name in some:
            name.text = text[name.start : name.end]
    in_body, in_title = ([name for name in some if name.kind] for some in made)
    return in_body, in_title
