"""Which words are the name of somebody who publishes news, and how the best known of them are written."""

from __future__ import annotations

import re

_KNOWN = {
    name.casefold(): name
    for name in (
        "AFP|Al Arabiya|Al Jazeera|Anadolu|Anadolu Agency|AP|Associated Press|Asharq Al-Awsat|Axios|BBC|BBC News"
        "|Bloomberg|CBS News|CNN|Deutsche Welle|DPA|DW|EFE|Euronews|Interfax|Le Monde|MENA|NPR|Politico|Reuters|RFE/RL"
        "|RIA Novosti|RT|SANA|Sky News|Sputnik|TASS|The Associated Press|The Guardian|UPI|Voice of America|VOA|WAFA"
        "|WAM|Xinhua"
    ).split("|")
}
_WORD = re.compile(
    r"\b(?:Agency|Bulletin|Chronicle|Courier|Daily|Dispatch|Examiner|Express|Gazette|Globe|Guardian|Herald|Independent|Journal"
    r"|Ledger|Magazine|Mail|Mirror|Monitor|News|Newspaper|Newswire|Observer|Online|Post|Press|Radio|Record|Register|Review"
    r"|Standard|Star|Sun|Telegraph|Television|Times|Today|Tribune|TV|Weekly|Wire|Information Service|News Service)\b"
)
_STAFF = re.compile(
    r"\s+(?:staff(?: (?:writers?|reporters?))?|correspondents?|reporters?|and (?:news )?agencies|editors?|desk)\.?\Z",
    re.I,
)
_NAME = re.compile(r"[A-Z0-9][\w.&'’/-]*(?: (?:[A-Z0-9&][\w.&'’/-]*|of|the|and|for|al|el)){0,6}")


def outlet(text: str) -> str | None:
    """The name of the publisher where a text is one and nothing else, as it is properly written; else None."""
    name = _STAFF.sub("", " ".join(text.split())).strip(" .,:")
    if known := _KNOWN.get(name.casefold()):
        return known
    named = len(name.split()) >= 2 and len(name) <= 60 and _NAME.fullmatch(name)
    return name if named and _WORD.search(name) else None


def proper(name: str | None) -> str | None:
    """A name as its bearer writes it, where that is known: `REUTERS` is Reuters."""
    return _KNOWN.get(name.casefold(), name) if name else None
