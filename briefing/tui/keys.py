"""Every key of the main screen, by the id under which it can be remapped."""

from __future__ import annotations

from textual.binding import Binding, BindingType

NO_KEY = "no-key"
"""A name that no key has: what an action is bound to that was given none."""


def _hidden(key: str, action: str, description: str, id: str) -> Binding:
    return Binding(key, action, description, show=False, id=id)


MOVING: list[BindingType] = [
    _hidden("j,down", "move(1)", "down", "move.down"),
    _hidden("k,up", "move(-1)", "up", "move.up"),
    _hidden("g,home", "edge(-1)", "to the top", "move.top"),
    _hidden("G,end", "edge(1)", "to the bottom", "move.bottom"),
    _hidden("ctrl+d", "half(1)", "half a page down", "move.half-down"),
    _hidden("ctrl+u", "half(-1)", "half a page up", "move.half-up"),
    _hidden("pagedown", "page(1)", "a page down", "move.page-down"),
    _hidden("pageup", "page(-1)", "a page up", "move.page-up"),
]
"""What every pane understands."""


def _judging(*verbs: str, show: bool) -> list[BindingType]:
    """Overruling the naming; each with a few words for the bottom line and more of them for the help."""
    return [
        Binding(key, f"screen.judge('{verb}')", hint, show=show, tooltip=more, id=f"actors.{verb}")
        for key, verb, hint, more in (
            ("W", "why", "why this name", "why this name: the rule and the evidence"),
            ("equals_sign", "merge", "same as", "the same as …: merge, or say who is meant"),
            ("exclamation_mark", "apart", "not so", "not so: somebody else here, or never one with …"),
            ("plus", "add", "add", "add to the actors file"),
        )
        if verb in verbs
    ]


LIST: list[BindingType] = [
    *MOVING,
    Binding("enter", "open", "open", id="list.open"),
    _hidden("space", "select", "select", "list.select"),
    _hidden("asterisk", "select_all", "select all that is listed, or nothing", "list.select-all"),
    _hidden("escape", "select_none", "let go of the selection", "list.select-none"),
    _hidden("b", "group", "by month, under headings", "list.group"),
]

READER: list[BindingType] = [
    *MOVING,
    Binding("space", "page(1)", "page", tooltip="a page down", id="reader.page"),
    *_judging("why", "merge", "apart", show=False),
]

ACTORS: list[BindingType] = [
    *MOVING,
    Binding(
        "o", "screen.view('overview')", "overview", tooltip="overview: posts, names, statements", id="actors.overview"
    ),
    Binding("enter", "go", "first mention", id="actors.go"),
    Binding("space", "go", "first mention", show=False, id="actors.space"),
    *_judging("why", "merge", "apart", "add", show=True),
    Binding("a", "filter", "only this actor", id="actors.filter"),
]

MAIN: list[BindingType] = [
    Binding("slash", "search", "search", id="find.search"),
    Binding("f", "dialog('faction')", "factions", tooltip="narrow to factions", id="find.factions"),
    Binding("d", "dialog('dates')", "dates", tooltip="narrow to dates", id="find.dates"),
    Binding("e", "dialog('export')", "export", tooltip="export a brief", id="do.export"),
    Binding("a", "dialog('actor')", "actors", tooltip="narrow to actors", id="find.actors"),
    _hidden("v", "dialog('source')", "sources, places, years, months and all else to narrow by", "find.facets"),
    _hidden("backspace", "drop", "drop the last clause", "find.drop"),
    _hidden("S", "dialog('sort')", "sort", "find.sort"),
    _hidden("p", "view('saved')", "saved searches", "find.saved"),
    _hidden("P", "do('save')", "keep this search under a name", "do.save"),
    _hidden("r", "do('read')", "read or unread", "do.read"),
    _hidden("A", "do('all-read')", "all that is listed was read", "do.all-read"),
    Binding("s", "do('starred')", "star", id="do.star"),
    _hidden("m", "do('aside')", "set aside", "do.aside"),
    _hidden("t", "do('tag')", "tag", "do.tag"),
    _hidden("c", "do('note')", "note on the article, or in the reader on this paragraph", "do.note"),
    _hidden("w", "do('work')", "on the working list or off it, in the reader this paragraph", "do.work"),
    _hidden("u", "do('undo')", "undo", "do.undo"),
    _hidden("o", "view('overview')", "overview of the chosen actor", "view.overview"),
    _hidden("T", "view('timeline')", "time line of what is listed", "view.timeline"),
    _hidden("L", "view('working')", "working list", "view.working"),
    _hidden("O", "view('original')", "the original: file, address, the page as it was saved", "do.original"),
    _hidden("J", "article(1)", "next article", "move.next-article"),
    _hidden("K", "article(-1)", "previous article", "move.previous-article"),
    _hidden("M", "unread", "next unread", "move.next-unread"),
]

PANES: list[BindingType] = [
    Binding("3", "pane('actors')", "its actors", tooltip="actors of the article", id="pane.actors"),
    _hidden("n", "hit(1)", "next hit", "find.next-hit"),
    _hidden("N", "hit(-1)", "previous hit", "find.previous-hit"),
    _hidden("right_square_bracket", "mention(1)", "next mention", "find.next-mention"),
    _hidden("left_square_bracket", "mention(-1)", "previous mention", "find.previous-mention"),
    _hidden("ctrl+f", "find_here", "find in this article", "find.here"),
    _hidden("right_parenthesis", "paragraph(1)", "next paragraph", "reader.next-paragraph"),
    _hidden("left_parenthesis", "paragraph(-1)", "previous paragraph", "reader.previous-paragraph"),
    _hidden("y", "copy", "copy the passage with its citation", "do.copy"),
    _hidden("right_curly_bracket", "time(1)", "next time in the text, and its days", "find.next-time"),
    _hidden("left_curly_bracket", "time(-1)", "previous time in the text", "find.previous-time"),
    _hidden("F", "toggle('furniture')", "page furniture", "view.furniture"),
    _hidden("less_than_sign,minus", "measure(-4)", "narrower", "view.narrower"),
    _hidden("greater_than_sign,plus", "measure(4)", "wider", "view.wider"),
    _hidden("tab", "turn(1, True)", "next pane", "pane.next"),
    _hidden("shift+tab", "turn(-1, True)", "previous pane", "pane.previous"),
    _hidden("l,right", "turn(1)", "pane to the right", "pane.right"),
    _hidden("h,left", "turn(-1)", "pane to the left", "pane.left"),
    _hidden("1", "pane('list')", "articles", "pane.list"),
    _hidden("2", "pane('reader')", "reader", "pane.reader"),
    _hidden("z", "read_only", "reading only", "view.reading-only"),
    _hidden("escape", "leave", "close or leave", "pane.leave"),
    _hidden("q", "back", "back, then quit", "pane.back"),
]


def _named(name: str, description: str, id: str, action: str = "") -> Binding:
    return Binding(f"{NO_KEY}-{name}", action or name, description, show=False, key_display=f":{name}", id=id)


COMMANDS: list[BindingType] = [
    _named("places", "narrow to places", "find.places", "dialog('place')"),
    _named("years", "narrow to years", "find.years", "dialog('year')"),
    _named("months", "narrow to months", "find.months", "dialog('month')"),
    _named("today", "what came today", "find.today", "ask('added:today')"),
    _named("tags", "narrow to a tag", "find.tags", "view('tags')"),
    _named("history", "what was asked before", "find.history", "view('history')"),
    _named("index", "bring the index up to date", "app.index"),
    _named("notices", "all notices in full", "app.notices"),
    _named("rename", "show the chosen actor under another name", "actors.rename", "judge('rename')"),
    _named("ignore", "the chosen name is nobody's", "actors.ignore", "judge('ignore')"),
    _named("correct", "correct the date of this article", "do.correct", "judge('date')"),
]
"""What has a name in the palette, and no key unless it is given one."""

SCROLLING: list[BindingType] = [*MOVING, _hidden("space", "page(1)", "a page down", "page.page")]
"""What a text in a box understands."""

APP: list[BindingType] = [
    _hidden("semicolon", "jump", "jump to what is in sight, by letters", "app.jump"),
    _hidden("colon,ctrl+p", "command_palette", "commands", "app.commands"),
    Binding("question_mark,f1", "help", "help", id="app.help"),
]
