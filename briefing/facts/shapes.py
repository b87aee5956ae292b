"""The shapes of lines that belong to a page and not to its article. Each is the shape of a whole line."""

from __future__ import annotations

import re

from briefing.facts.written import MONTH, WEEKDAY


def _any(*shapes: str) -> re.Pattern[str]:
    return re.compile("|".join(shapes), re.IGNORECASE)


_SAVING = "retrieved|accessed|saved|fetched|archived|downloaded|printed"
_TIME = r"[0-2]?\d[:.][0-5]\d(?:[:.]\d+)*(?: ?[ap]\.?m\b\.?)?(?: ?(?:(?-i:Z\b|[A-Z]{2,4}\b)|[+-]\d\d:?\d\d))?"
CRAWL = re.compile(
    rf"\A\s*((?:date|crawled|{_SAVING})(?: (?:on|at))?:? "
    r"\d{4}-\d\d-\d\d(?:T[\d:.+Z-]*| [0-2]\d:[0-5]\d(?::[0-5]\d)?(?:\.\d+)?(?: ?(?:(?-i:Z|UTC|GMT)|[+-]\d\d:?\d\d))?)?)"
    r"(?=\s)",
    re.IGNORECASE,
)
SAVED = re.compile(
    rf"[\W_]*(?:last |page |article |date )?(?:{_SAVING})(?: (?:on|at))?[:\s,–—-]+"
    rf"(?:(?:{WEEKDAY}|(?:mon|tue|wed|thu|fri|sat|sun))\b[,.\s]*)?"
    rf"(?:\d{{4}}[-/.]\d\d?[-/.]\d\d?|\d\d?[./-]\d\d?[./-]\d{{4}}|\d\d?(?:st|nd|rd|th)?[ -]{MONTH}\.?,?[ -]\d{{4}}"
    rf"|{MONTH}\.? \d\d?(?:st|nd|rd|th)?,? \d{{4}})(?:(?:[ ,|–—-]|\bat\b|T(?=\d))*{_TIME})?[\W_]*",
    re.IGNORECASE,
)
"""A line that says when the page was saved, and no more. One with an address may be a note on what the article cites."""
ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
CLOCK = re.compile(rf"(?:{WEEKDAY})\s*,?\s.{{0,40}}\d{{4}}(?:\s.{{0,20}})?", re.IGNORECASE)
_CRUMB = re.compile(r"[/»›>|→]|::")
_FIRST_CRUMBS = frozenset({"home", "main", "front page", "news", "world", "you are here", "you are here:"})


def is_breadcrumb(text: str) -> bool:
    """`Home / News / Ferry talks`: where the page stands in its site."""
    crumbs = [crumb.strip() for crumb in _CRUMB.split(text)]
    return len(crumbs) > 1 and crumbs[0].lower() in _FIRST_CRUMBS and all(crumbs)


_AGENCIES = (
    "afp|ap|ap photo|reuters|getty(?: images)?|epa(?:-efe)?|efe|anadolu(?: agency)?|aa|xinhua|shutterstock|tass|dpa"
)
CAPTION = _any(
    r".*[(\[](?:file )?(?:photo|picture|image|archive)s?\b[^)\]]*[)\]]\.?",
    r"(?:file )?(?:photo|picture|image|caption|illustration)s?(?: (?:by|credit|courtesy))?\s*[:©|].*",
    r"(?:photo|picture|image)s? (?:by|credit|courtesy of) .{1,80}",
    rf".*[(\[][^()\[\]]*(?:/|via |© ?)(?:{_AGENCIES})[^()\[\]]{{0,30}}[)\]]\.?",
    rf"(?:©\s*)?[A-Z][\w .'’-]{{1,40}}\s?/\s?(?:{_AGENCIES})(?:\s?/\s?[\w ]{{1,30}})?",
    rf"[(\[](?:{_AGENCIES})[)\]]",
    r"file photo\b.{0,160}",
    r"image (?:source|caption|copyright|credit)\b.{0,200}",
)
CAPTION_BELOW = _any(r"image (?:caption|source|copyright)\s*,?")
"""What announces that the next line is a caption."""
_BUTTON = "share|tweet|pin|e-?mail|print|save|copy link|whatsapp|facebook|twitter|telegram|linkedin|messenger|reddit"
SHARE = _any(
    rf"(?:{_BUTTON})(?:[\s|,:/·•&+]+(?:{_BUTTON}|on|via|this|the|article|story|post|page|with|friends|and|x)){{0,20}}:?",
    r"(?:follow|like|find|join|watch) us (?:on|at)\b.{0,80}",
    r"(?:join|follow) our (?:whatsapp|telegram|viber)\b.{0,60}",
    r"(?:subscribe|sign up)\b.{0,60}(?:(?:news)?letters?|channel|updates|alerts|inbox|podcast)\b.{0,60}",
    r"(?:get|receive) (?:the latest|our|all the)\b.{0,60}\b(?:inbox|newsletter|app|alerts|notifications)\b.{0,40}",
    r"(?:download|install) (?:our|the)\b.{0,40}\bapp\b.{0,60}",
    r"(?:advertisement|advertising|sponsored(?: content)?|promoted(?: content)?|story continues below(?: advertisement)?)",
    r"(?:listen to (?:this )?(?:article|story)|play audio|watch live|watch now)",
    r"(?:about sharing|share (?:this )?page|share this with.{0,80}|close(?: share)? panel)",
    r"short (?:link|url)\s*:?.{0,100}",
    r"\d[\d,.k]* (?:shares?|views?|likes?|min(?:ute)?s? read)",
)
MORE = _any(
    r"(?:read (?:more|also|next)|also read|see also|more (?:on this(?: story| topic)?|from [\w ]{1,30})"
    r"|recommended(?: for you)?|don['’]t miss|most read|continue reading|keep reading)(?:\s*[:|].{0,200}|\s*[.…»>]*)",
    r"(?:read|watch|listen|video|gallery|in pictures|opinion|related)\s*[|:] ?[A-Z\"“‘].{0,160}[^.]",
    r"(?:read|view|see) the (?:original|full|rest of the) (?:article|story|version|text|post)\b.{0,120}",
    r"(?:this (?:article|story|piece) )?(?:was )?(?:first|originally) (?:published|appeared) (?:on|in|by|at)\b.{0,120}",
    r"the post .{1,200} (?:first )?appeared first on .{1,80}",
    r"click here\b.{0,100}",
)
RELATED = _any(
    r"(?:check also|related(?: (?:articles?|news|stories|posts|topics|content|coverage))?"
    r"|you (?:may|might) also (?:like|enjoy|be interested in)"
    r"|more (?:stories|news|articles|headlines)|latest (?:news|stories|posts)|other news|read more|see also|top stories"
    r"|trending(?: now)?|popular(?: posts| now)?|editor['’]s picks?|recommended(?: stories| articles)?)\s*:?"
)
COMMENTS = _any(
    r"(?:(?:\d+ |no |public |readers?['’]? |user )?(?:comments?|reactions?|responses?)"
    r"|leave a (?:comment|reply)|join the (?:conversation|discussion)|(?:post|write|add|show|hide|view) (?:a )?comments?"
    r"|your email address will not be published\..{0,80})\s*(?:\(\d+\))?:?"
)
TAGS = _any(r"(?:tags?|tagged|topics?|filed under|categor(?:y|ies)|(?:search )?keywords|more (?:about|on))\s*:.{0,300}")
COPYRIGHT = _any(
    r"(?:copyright\s*(?:©|\(c\)|\d{4})|©\s*\d{4}|©\s*copyright|\(c\)\s*\d{4}).*",
    r".*\ball rights reserved\b.*",
    r"(?:this material|material from this (?:site|report)) may not be (?:published|reproduced)\b.{0,160}",
)
BLURB = _any(
    r"\b(?:publish\w*|copyright|permission|all rights|republish\w*|corrections?|newsrooms?|news organi[sz]ations|reports a day"
    r"|contact us|terms of use|content (?:provided|produced|supplied)|commissioned by|syndicat\w+)\b"
)
"""What a distributor says of itself under a copyright line."""
NOTICE = _any(
    r"(?:the )?(?:views|opinions) expressed (?:in this (?:article|piece|column)|here(?:in)?|by)\b.{0,240}",
    r"\(?this (?:story|article|report) (?:has not been|was not|is) (?:edited|auto-?generated|published)\b.{0,240}",
    r"our standards: .{1,100}",
    r"(?:disclaimer|editor['’]s note)\s*:.{0,300}",
)
EMBED = _any(
    rf"[—–-]\s?.{{1,60}} \(@\w{{1,30}}\),? {MONTH} \d{{1,2}}, \d{{4}}",
    r"(?:https?://)?pic\.(?:twitter|x)\.com/\w+",
    r"(?:view this post on (?:instagram|facebook|x|twitter)|a post shared by .{1,80}|embedded (?:tweet|post|video))",
)
NAVIGATION = _any(
    r"(?:skip to (?:main )?(?:content|navigation)|(?:main )?menu|toggle (?:navigation|menu)|search|sign in|log ?in|register"
    r"|subscribe|subscribe now|back to top|back to home|next (?:article|post)|previous (?:article|post)|prev|next|home|close"
    r"|a a a|font size|text size|show more|load more|show less|breaking news|live tv|newsletters?|contact us|about us"
    r"|privacy policy|terms (?:of (?:use|service)|and conditions)|cookie (?:policy|settings))\s*[:»›>]?"
)
CUT = _any(
    r"(?:already )?(?:a |an )?(?:subscriber|member|registered(?: user| reader)?)\?? (?:log|sign) in\b.{0,60}",
    r"(?:please )?(?:subscribe|log ?in|sign ?in|register|sign up)\b.{0,40}\b"
    r"(?:to (?:continue reading|keep reading|read (?:the (?:full|rest)|this|more|on)|unlock|access this|view this)|for full access)"
    r"\b.{0,80}",
    r"(?:to (?:continue|keep) reading|to read (?:more|the (?:full|rest)|on)|continue reading)\b.{0,60}\b"
    r"(?:subscri\w+|log ?in|sign ?in|register|account|trial)\b.{0,60}",
    r"(?:this|the) (?:article|content|story|page|post) is (?:only )?(?:for|available to|reserved for|exclusive to)\b.{0,40}\b"
    r"(?:subscribers|members|registered readers)\b.{0,40}",
    r"(?:you have|you['’]ve) (?:reached|used|read|exceeded)\b.{0,40}\bfree\b.{0,20}\b(?:limit|articles?)\b.{0,60}",
    r"(?:\d+|one) free articles? (?:left|remaining)\b.{0,40}",
    r"(?:premium|subscribers?[ -]only) (?:content|article|story)\.?",
)
WALL = _any(
    r"(?:we|this (?:site|website)|our (?:site|website))(?: and our partners)? (?:uses?|stores?|sets?)\b.{0,60}\bcookies (?:to|and|for|on|that|in|so)\b.{0,400}",
    r"by (?:continuing|clicking|using)\b.{0,80}\b(?:cookies|privacy policy)\b.{0,300}",
    r"(?:please )?(?:enable|turn on|activate) (?:java ?script|cookies)\b.{0,160}",
    r".{0,60}\b(?:java ?script|cookies) (?:is|are|must be|needs? to be) (?:disabled|enabled|required|turned on)\b.{0,120}",
    r"(?:checking|verifying) (?:your browser|(?:that )?you are (?:a )?human|if the site connection is secure)\b.{0,120}",
    r"(?:are you a robot\??|i['’]m not a robot|access (?:to this page has been )?denied|(?:403|404)\b.{0,30}|page not found"
    r"|just a moment)[.…]*",
    r"(?:accept|reject|manage|allow)(?: all)?(?: cookies| preferences| settings)?(?: (?:and|&) (?:continue|close))?",
)
LABEL = _any(r"(?:published|posted|updated|last updated|by|author|date|written by)\s*:?")
SECTION = _any(
    r"(?:world|politics|news|africa|middle east|mena|opinion|business|economy|asia|europe|americas|international|national|local"
    r"|sports?|culture|features?|analysis|security|defen[cs]e|society|top news|headlines)"
)
PUBLISHER = re.compile(r"(?:[A-Z][\w.&'’-]*)(?: (?:[A-Z][\w.&'’-]*|of|the|and|for))* \([A-Z][\w .,'’-]{1,40}\)")
SOURCE = _any(r"(?:source|via|agency|publisher)\s*:\s*\S.{1,80}")
CREDIT = _any(
    r"(?:translat(?:ion|ed)(?: from .{1,30})? by|translated from|edited by|reporting by|editing by|writing by|compiled by|source:)"
    r"\s(?:the )?(?-i:[A-Z0-9]).{0,160}",
    r"\((?:reporting|writing|editing|additional reporting) by .{1,200}\)",
)

ANYWHERE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("wall", WALL),
    ("cut", CUT),
    ("crawl", SAVED),
    ("caption", CAPTION),
    ("share", SHARE),
    ("more", MORE),
    ("comments", COMMENTS),
    ("tags", TAGS),
    ("copyright", COPYRIGHT),
    ("notice", NOTICE),
    ("embed", EMBED),
    ("navigation", NAVIGATION),
)
"""Kinds that are furniture wherever they stand, the most telling first."""
