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


def _judging(*, show: bool) -> list[BindingType]:
    """Overruling the naming; each with a few words for the bottom line and more of them for the help."""
    return [
        Binding(key, f"screen.judge('{verb}')", hint, show=show, tooltip=more, id=f"actors.{verb}")
        for key, verb, hint, more in (
            ("W", "why", "why this name", "why this name: the rule and the evidence"),
            ("equals_sign", "merge", "same as", "the same as …: merge, or say who is meant"),
            ("exclamation_mark", "apart", "not so", "not so: somebody else here, or never one with …"),
            ("plus", "add", "add", "add to the actors file"),
        )
    ]


LIST: list[BindingType] = [
    *MOVING,
    Binding("enter", "open", "open", id="list.open"),
    Binding("space", "select", "select", id="list.select"),
]

READER: list[BindingType] = [
    *MOVING,
    Binding("space", "page(1)", "page", id="reader.page"),
    *_judging(show=False),
]

ACTORS: list[BindingType] = [
    *MOVING,
    Binding("enter", "go", "first mention", id="actors.go"),
    Binding("space", "go", "first mention", show=False, id="actors.space"),
    *_judging(show=True),
    Binding("a", "filter", "only this actor", id="actors.filter"),
]

MAIN: list[BindingType] = [
    Binding("slash", "search", "search", id="find.search"),
    Binding("f", "narrow('faction')", "factions", id="find.factions"),
    Binding("d", "dates", "dates", id="find.dates"),
    Binding("a", "narrow('actor')", "actors", id="find.actors"),
    _hidden("v", "narrow('source')", "sources, places, years, months and all else to narrow by", "find.facets"),
    _hidden("backspace", "drop", "drop the last clause", "find.drop"),
    _hidden("S", "sort", "sort", "find.sort"),
    _hidden("r", "mark('read')", "read or unread", "do.read"),
    Binding("s", "mark('starred')", "star", id="do.star"),
    _hidden("m", "mark('aside')", "set aside", "do.aside"),
    Binding("e", "export", "export", id="do.export"),
    _hidden("u", "undo", "undo", "do.undo"),
    _hidden("J", "article(1)", "next article", "move.next-article"),
    _hidden("K", "article(-1)", "previous article", "move.previous-article"),
    _hidden("M", "unread", "next unread", "move.next-unread"),
]

PANES: list[BindingType] = [
    _hidden("n", "hit(1)", "next hit", "find.next-hit"),
    _hidden("N", "hit(-1)", "previous hit", "find.previous-hit"),
    Binding("right_square_bracket", "mention(1)", "next mention", id="find.next-mention"),
    _hidden("left_square_bracket", "mention(-1)", "previous mention", "find.previous-mention"),
    _hidden("right_curly_bracket", "time(1)", "next time in the text, and its days", "find.next-time"),
    _hidden("left_curly_bracket", "time(-1)", "previous time in the text", "find.previous-time"),
    _hidden("F", "toggle('furniture')", "page furniture", "view.furniture"),
    _hidden("less_than_sign", "measure(-4)", "narrower", "view.narrower"),
    _hidden("greater_than_sign", "measure(4)", "wider", "view.wider"),
    _hidden("tab", "turn(1, True)", "next pane", "pane.next"),
    _hidden("shift+tab", "turn(-1, True)", "previous pane", "pane.previous"),
    _hidden("l,right", "turn(1)", "pane to the right", "pane.right"),
    _hidden("h,left", "turn(-1)", "pane to the left", "pane.left"),
    _hidden("1", "pane('list')", "articles", "pane.list"),
    _hidden("2", "pane('reader')", "reader", "pane.reader"),
    _hidden("3", "pane('actors')", "actors of the article", "pane.actors"),
    _hidden("z", "read_only", "reading only", "view.reading-only"),
    _hidden("escape", "leave", "close or leave", "pane.leave"),
    _hidden("q", "back", "back, then quit", "pane.back"),
]


def _named(name: str, description: str, id: str, action: str = "") -> Binding:
    return Binding(f"{NO_KEY}-{name}", action or name, description, show=False, key_display=f":{name}", id=id)


COMMANDS: list[BindingType] = [
    _named("places", "narrow to places", "find.places", "narrow('place')"),
    _named("years", "narrow to years", "find.years", "narrow('year')"),
    _named("months", "narrow to months", "find.months", "narrow('month')"),
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
    _hidden("colon,ctrl+p", "command_palette", "commands", "app.commands"),
    Binding("question_mark,f1", "help", "help", id="app.help"),
]
