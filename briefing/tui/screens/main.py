"""The main screen: it owns what is shown, its panes receive it, and every request ends here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import Input

from briefing.library import Library, Sort
from briefing.query import Query
from briefing.results import Hit, Results
from briefing.tui import asking, desk, keys, messages
from briefing.tui.answering import Answering
from briefing.tui.commands import Command, commands
from briefing.tui.doing import Deed, Doing
from briefing.tui.factions import Badge, badges
from briefing.tui.messages import Overruled
from briefing.tui.opened import Opened
from briefing.tui.opening import Opening, Ready
from briefing.tui.screens.panes import Panes
from briefing.tui.subject import Subject
from briefing.tui.upkeep import Noticed, Progressed, Renewed, Upkeep, in_our_words
from briefing.tui.widgets.article_list import ArticleList
from briefing.tui.widgets.chips import Chips
from briefing.tui.widgets.reader import Reader
from briefing.tui.widgets.search_box import Refusal, SearchBox
from briefing.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from briefing.tui.conversing import Topic
    from briefing.tui.judging import Verb
    from briefing.tui.views import View


class MainScreen(Screen[None]):
    """List, reader and actors of one library."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.MAIN, *keys.COMMANDS]

    results: var[Results | None] = var(None)
    articles: var[int] = var(0)
    opened: var[Opened | None] = var(None)
    selected: var[frozenset[str]] = var(frozenset())
    refusal: var[Refusal | None] = var(None)
    order: var[Sort] = var[Sort]("date")
    badges: var[Mapping[str, Badge]] = var(dict)
    notices: var[tuple[str, ...]] = var(())
    progress: var[str] = var("")
    history: var[tuple[str, ...]] = var(())
    searching: var[bool] = var(False, init=False)

    def __init__(self, library: Library, *, follow: bool = True) -> None:
        super().__init__()
        self._library, self._follow = library, follow
        self._open = False
        self._entered = False
        """Is the search line to close with the next answer?"""
        self._hinted: tuple[Command, ...] = ()
        """What the bottom line offers."""
        self._wanted: messages.GoTo | None = None
        """Where one wants to go in an article that is not open yet."""

    def compose(self) -> ComposeResult:
        """Chips or the search line, the panes, and the bottom line."""
        here, library = MainScreen, self._library
        yield Chips(library.corpus.name).data_bind(here.results, here.articles)
        yield SearchBox().data_bind(here.refusal, here.history)
        yield Panes(library.marks).data_bind(
            here.results, here.opened, here.selected, here.badges, here.order, here.progress
        )
        yield StatusLine().data_bind(here.notices, here.progress)
        yield Upkeep(library, follow=self._follow)
        yield Opening(library)
        yield Answering(library)
        yield Doing(library)

    def on_mount(self) -> None:
        """Show the newest articles at once, and ask for everything as soon as that can be answered."""
        library = self._library
        self._panes.measure = desk.measure(library) or self._panes.measure
        self._panes.go("list")
        if library.front and not library.loaded:
            self.badges = badges(library.factions)
            hits = tuple(map(Hit, library.front.rows))
            self.articles = library.front.total
            self.results = Results(Query(""), hits, more=library.front.total - len(hits))
        self.notices = tuple(map(in_our_words, library.notices))

    @on(Ready)
    async def _begin(self) -> None:
        """Everything can be asked from now on, and what was asked meanwhile is answered."""
        from briefing.tui.conversing import Conversing
        from briefing.tui.judging import Judging
        from briefing.tui.views import Views

        if not self.is_attached:
            return  # the reader was left meanwhile
        await self.mount(*(room(self._library) for room in (Conversing, Judging, Views)))
        self.badges = badges(self._library.factions)
        self.notices = tuple(map(in_our_words, self._library.notices))
        self.history = tuple(self._library.state.history())
        self._open = True
        self.articles = len(self._library.rows)
        self._answering.begin(typing=self.searching)
        if not self._library.standing:
            self.query_one(Upkeep).look_for_changes()

    # What is asked, and the answers

    @property
    def _query(self) -> Query:
        return self.results.query if self.results else Query("")

    @property
    def _list(self) -> ArticleList:
        return self._panes.articles

    @property
    def _panes(self) -> Panes:
        return self.query_one(Panes)

    @property
    def _answering(self) -> Answering:
        return self.query_one(Answering)

    @on(desk.Answered)
    def _answered(self, answer: desk.Answered) -> None:
        self.refusal = None
        self.order = desk.order_of(answer.question, answer.results.query)
        self.articles = max(self.articles, answer.results.total)
        self.results = answer.results
        if self._entered and not answer.question.typing:
            self.searching = False
        self._answering.ready.set()

    @on(desk.Refused)
    def _refused(self, answer: desk.Refused) -> None:
        self.refusal = Refusal(answer.error, answer.question.text, answer.question.typing)
        if not self.searching:
            self._say(answer.error.message, problem=True)
        self._answering.ready.set()

    @on(desk.Unanswered)
    def _unanswered(self, answer: desk.Unanswered) -> None:
        self._say(answer.sentence, problem=True)
        self.notices = (answer.sentence, *(said for said in self.notices if said != answer.sentence))
        self.searching = self.searching and not self._entered
        self._answering.ready.set()

    @on(messages.Ask)
    def _ask_text(self, ask: messages.Ask) -> None:
        self._entered = not ask.typing
        if not ask.typing:
            self._remember(ask.text)
        self._answering.ask(desk.Question(ask.text, self._answering.asked.sort, ask.typing))

    @on(messages.DropClause)
    def _drop_clause(self, drop: messages.DropClause) -> None:
        self._ask_text(messages.Ask(asking.dropped(self._query, drop.index)))

    @on(messages.FilterBy)
    def _filter(self, wanted: messages.FilterBy) -> None:
        self._ask_text(messages.Ask(asking.with_clause(self._query, wanted.field, [wanted.value])))

    @on(Renewed)
    def _renewed(self, renewed: Renewed) -> None:
        self.articles = renewed.size
        self.badges = badges(self._library.factions)
        self._answering.again(typing=self.searching)

    @on(Noticed)
    def _noticed(self, noticed: Noticed) -> None:
        self.notices = noticed.notices

    @on(Progressed)
    def _progressed(self, progressed: Progressed) -> None:
        self.progress = progressed.words

    # What is shown

    @on(ArticleList.Highlighted)
    def _show(self) -> None:
        hit = self._list.current
        if hit is None or self.results is None or not self._open:
            self.opened = None
        else:
            self._fetch(self.results, hit.row.id)

    @work(thread=True, exclusive=True, group="article", description="article")
    def _fetch(self, results: Results, id: str) -> None:
        self.post_message(desk.fetch(self._library, results, id))

    @on(desk.Fetched)
    def _fetched(self, fetched: desk.Fetched) -> None:
        hit = self._list.current
        if fetched.results is self.results and hit and hit.row.id == fetched.id:
            self.opened = fetched.opened
            self._arrive()

    @on(messages.GoTo)
    def _go_to(self, wanted: messages.GoTo) -> None:
        """Open an article at a place, listed alone where what is listed does not hold it."""
        place = self.results.place(wanted.article) if self.results else None
        self._wanted = wanted
        if self.results is None or place is None:
            self._ask_text(messages.Ask(asking.field_text("id", wanted.article)))
            return
        self._list.highlight(self.results.hits[place])
        self._read()
        self._show()

    def _arrive(self) -> None:
        """Where one wanted to go, now that the article is open."""
        if (wanted := self._wanted) and self.opened and self.opened.article.id == wanted.article:
            self._wanted = None
            self._panes.go("reader")
            if wanted.offset is not None:
                self._panes.show_passage(wanted.offset)

    @on(messages.Tell)
    def _tell(self, request: messages.Tell) -> None:
        self._say(request.text, problem=request.problem)

    def _say(self, text: str, *, problem: bool = False) -> None:
        self.query_one(StatusLine).say(text, problem=problem)

    def watch_searching(self, searching: bool) -> None:
        """The search line takes the place of the chips."""
        self.query_one(SearchBox).display = searching
        self.query_one(Chips).display = not searching
        self._panes.go("list")
        if searching:
            self.query_one(SearchBox).open(self._answering.asked.text)
        else:
            self.refusal = None

    @on(SearchBox.Left)
    def _leave_search(self) -> None:
        """What was not understood is let go of: what is listed is what was asked before."""
        if self.refusal:
            self._answering.ask(replace(self._answering.asked, text=self._query.text, typing=False))
        self.searching = False

    def on_descendant_focus(self) -> None:
        """Every pane has keys of its own to hint at."""
        offered = () if self.searching else tuple(c for c in commands(self.app, self) if c.shown)
        typing = isinstance(self.focused, Input)
        self._hinted = tuple(c for c in offered if not (typing and c.node in (self, self._panes)))
        hints = tuple((command.keys, command.hint) for command in self._hinted)
        self.query_one(StatusLine).hints = SearchBox.HINTS if self.searching else hints

    @on(StatusLine.Clicked)
    async def _take_hint(self, event: StatusLine.Clicked) -> None:
        if event.index < len(self._hinted):
            command = self._hinted[event.index]
            await self.app.run_action(command.action, command.node)

    # What is done with articles

    @on(ArticleList.Opened)
    @on(Reader.Paged)
    def _read(self) -> None:
        """The article in the reader was read."""
        if hit := self._list.current:
            self.query_one(Doing).read(hit.row.id)

    @on(desk.WasRead)
    def _was_read(self, was: desk.WasRead) -> None:
        self._done(was.said)

    def _done(self, said: messages.Tell | None) -> None:
        self._list.refresh()
        if said:
            self.post_message(said)

    @on(messages.Keep)
    @on(messages.KeepPlace)
    def _keep(self, kept: messages.Keep | messages.KeepPlace) -> None:
        self.query_one(Doing).keep(kept)

    def _remember(self, text: str) -> None:
        """Keep what was asked, for the keys that walk back through it."""
        if text.strip() and text != next(iter(self.history), None):
            self.history = (text, *(query for query in self.history if query != text))
            self.query_one(Doing).keep(messages.Remember(text))

    @on(messages.Marked)
    def _marked(self, marked: messages.Marked) -> None:
        """Rows and the article show it."""
        self._done(marked.said)
        self._show()

    @on(ArticleList.Toggled)
    def _select(self, event: ArticleList.Toggled) -> None:
        self.selected ^= {event.hit.row.id}

    @on(ArticleList.AllToggled)
    def _select_all(self, event: ArticleList.AllToggled) -> None:
        self.selected ^= event.ids

    def action_article(self, step: int) -> None:
        """Read the next article, or the one before."""
        self._list.action_move(step)
        self._read()

    @work(group="unread", description="unread")
    async def action_unread(self) -> None:
        """Read the next unread article."""
        await self._answering.ready.wait()
        self.post_message(await asyncio.to_thread(desk.first_unread, self._library, self._list.onward))

    @on(desk.Unread)
    def _go_on(self, found: desk.Unread) -> None:
        if found.hit is None:
            self._say("nothing here is unread")
        else:
            self._list.highlight(found.hit)
            self._read()

    @property
    def _subject(self) -> Subject:
        hit = self._list.current
        row, selected, panes = hit.row if hit else None, tuple(sorted(self.selected)), self._panes
        return Subject(row, selected, self.opened, panes.paragraph, panes.chosen, self.results)

    def action_do(self, deed: Deed) -> None:
        """Mark, tag, note and the like: the selected articles, else the one under the cursor; or take it back."""
        if deed == "undo":
            self._when_ready(lambda: self.query_one(Doing).begin(deed, self._subject))
        else:
            self.query_one(Doing).begin(deed, self._subject)

    def action_judge(self, verb: Verb) -> None:
        """Overrule the naming of the chosen actor, or the date; or read why it is so."""
        from briefing.tui.judging import Judging

        self._when_ready(lambda: self.query_one(Judging).begin(verb, self.opened, self._panes.chosen))

    def action_view(self, view: View) -> None:
        """Look at something beyond the panes."""
        from briefing.tui.views import Views

        self._when_ready(lambda: self.query_one(Views).begin(view, self._subject))

    def action_ask(self, text: str) -> None:
        """Ask a query."""
        self._ask_text(messages.Ask(text))

    def _when_ready(self, do: Callable[[], object]) -> None:
        if self._answering.ready.is_set():
            do()
        else:
            self._put_off(do)

    @work(description="put off")
    async def _put_off(self, do: Callable[[], object]) -> None:
        await self._answering.ready.wait()
        do()

    @on(Overruled)
    def _overruled(self, overruled: Overruled) -> None:
        self._list.refresh()
        if overruled.renamed:
            self.badges = badges(self._library.factions)
            self._show()
            self.query_one(Upkeep).catch_up()

    # Keys

    def action_search(self) -> None:
        """Type a query."""
        self._entered = False
        self.searching = True

    def action_drop(self) -> None:
        """Ask without the last clause."""
        if self._query.clauses:
            self.post_message(messages.DropClause(len(self._query.clauses) - 1))

    def action_dialog(self, topic: Topic) -> None:
        """Narrow, sort or export, as a dialog asks."""
        from briefing.tui.conversing import Conversing

        self._when_ready(lambda: self.query_one(Conversing).begin(topic, self._subject, self.order))

    @on(messages.Export)
    def _export(self) -> None:
        self.action_dialog("export working")

    @on(messages.Sort)
    def _sort(self, wanted: messages.Sort) -> None:
        self._answering.ask(desk.Question(self._query.text, wanted.order))

    def action_index(self) -> None:
        """Bring the index up to date."""
        self._say(self.query_one(Upkeep).index())

    def action_notices(self) -> None:
        """Read the notices in full."""
        from briefing.tui import notices
        from briefing.tui.screens.page import PageScreen

        said = dict.fromkeys((*self.notices, *self._library.events))
        self.app.push_screen(PageScreen("Notices", notices.in_full(list(said))))
