"""Several hands at once, each in a process of its own: they read, name and write segments while the builder records."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from multiprocessing.connection import Connection, wait
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Self

from briefing import crash
from briefing.index.tasks import Hand, Job, Outcome, Task, Written

HANDS = 2
CHUNK = 16
"""Tasks that are handed over together."""
AHEAD = 3
"""Chunks that a worker is given before it has done the first of them."""
MANY = 200
"""Tasks that are worth a crew: to begin takes a worker about a second."""
MOST_HELD = 16_000
"""Articles whose words one hand collects before they are written."""
PATIENCE = 2.0
"""Seconds that a worker has to end."""
ENDED = "reading it ended the process"
MOST_FRUITLESS = 20
"""Processes that may end one after another, none of them having done anything."""

Folder = Callable[[], Path]


class _Worker:
    """One process with a hand in it, and the chunks it was given and has not returned."""

    def __init__(self, job: Job) -> None:
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        command = [sys.executable, "-P", "-m", "briefing.index.crew", str(theirs_in), str(theirs_out)]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=(theirs_in, theirs_out)
            )
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        self._to = Connection(ours_out, readable=False)
        self.answers = Connection(ours_in, writable=False)
        self.given: deque[Sequence[Task]] = deque()
        self.held = 0
        self._send(job)

    def give(self, chunk: Sequence[Task]) -> None:
        self.given.append(chunk)
        self._send(chunk)

    def ask(self, folder: Path) -> None:
        self._send(folder)

    def _send(self, what: object) -> None:
        with contextlib.suppress(BrokenPipeError):  # that it ended is found out when it is listened to
            self._to.send(what)

    def take(self) -> list[Outcome]:
        """The outcomes of the first chunk; EOFError where the process ended."""
        outcomes: list[Outcome] = self.answers.recv()
        self.given.popleft()
        self.held += len(outcomes)
        return outcomes

    def written(self) -> Written | None:
        """The segment asked for; OSError where it could not be written, EOFError where the process ended."""
        try:
            answer: Written | OSError | None = self.answers.recv()
        except OSError as error:
            raise EOFError from error
        self.held = 0
        if isinstance(answer, OSError):
            raise answer
        return answer

    def close(self) -> None:
        self._to.close()
        self.answers.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Crew:
    """Does tasks in no fixed order; every so often all segments are written."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._workers = [_Worker(job) for _ in range(HANDS)]
        self._fruitless = 0
        self._suspected: set[str] = set()
        """Files that may have ended a process."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.close()

    def work(self, tasks: Iterable[Task], due: Callable[[], bool], folder: Folder) -> Iterator[Outcome | list[Written]]:
        """What comes of each task, and, whenever it is due and at the end, the segments of all that came before."""
        todo = iter(tasks)
        chunks = iter(lambda: tuple(islice(todo, CHUNK)), ())
        self._feed(chunks)
        while any(worker.given for worker in self._workers):
            yield from self._taken(chunks)
            if due() or any(worker.held >= MOST_HELD for worker in self._workers):
                while any(worker.given for worker in self._workers):
                    yield from self._taken(iter(()))
                segments = self._written(folder())
                self._feed(chunks)
                yield segments
        yield self._written(folder())

    def _feed(self, chunks: Iterator[Sequence[Task]]) -> None:
        for _ in range(AHEAD):
            for worker in self._workers:
                if len(worker.given) < AHEAD and (chunk := next(chunks, ())):
                    worker.give(chunk)

    def _taken(self, chunks: Iterator[Sequence[Task]]) -> Iterator[Outcome]:
        """The outcomes that are there, once there are some; for each chunk that came back another goes out."""
        busy = {worker.answers: worker for worker in self._workers if worker.given}
        for ready in wait(list(busy)):
            worker = busy[ready]  # type: ignore[index]
            try:
                outcomes = worker.take()
            except (EOFError, OSError):
                yield from self._replaced(worker)
                continue
            self._fruitless = 0
            if chunk := next(chunks, ()):
                worker.give(chunk)
            yield from outcomes

    def _replaced(self, worker: _Worker) -> Iterator[Outcome]:
        """A process ended: what it had is done again one by one, by others, and the task that ends them too is left."""
        self._exchange(worker)
        tasks = [task for chunk in worker.given for task in chunk]
        suspected = {task.found.path for task in worker.given[0]}
        if len(suspected) == 1 and suspected <= self._suspected:
            yield Outcome(tasks.pop(0), reason=ENDED)
        self._suspected |= suspected
        for task in tasks:
            self._workers[-1].give((task,))

    def _exchange(self, worker: _Worker) -> None:
        """A new process for one that ended; OSError where one after another does."""
        self._fruitless += 1
        if self._fruitless > MOST_FRUITLESS:
            raise OSError("the processes that read the files end as soon as they begin")
        self._workers.remove(worker)
        worker.close()
        self._workers.append(_Worker(self._job))

    def _written(self, folder: Path) -> list[Written]:
        """The segments of all hands; the words of one that ended meanwhile are missing, as the catalogue knows."""
        for worker in self._workers:
            worker.ask(folder)
        found = []
        for worker in list(self._workers):
            try:
                found.append(worker.written())
            except EOFError:
                self._exchange(worker)
        return [written for written in found if written]


def main() -> None:
    """Do what comes in through one pipe, and answer through the other, until nothing more can come."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    orders = Connection(int(sys.argv[1]), writable=False)
    answers = Connection(int(sys.argv[2]), readable=False)
    waiting: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_listen, args=(orders, waiting), daemon=True).start()
    with contextlib.suppress(BrokenPipeError):
        hand = Hand(waiting.get())
        while True:
            order = waiting.get()
            answers.send(_segment(hand, order) if isinstance(order, Path) else [hand.do(task) for task in order])


def _listen(orders: Connection, waiting: SimpleQueue[Any]) -> None:
    """Take every order at once, so that whoever gives it never waits; the process ends when no more can come.

    That is when the builder is done with it, or was killed: then nothing may be written into a draft any more.
    """
    with contextlib.suppress(EOFError, OSError):
        while True:
            waiting.put(orders.recv())
    os._exit(0)


def _segment(hand: Hand, folder: Path) -> Written | OSError | None:
    try:
        return hand.write(folder)
    except OSError as error:
        return error


if __name__ == "__main__":
    crash.guard()
    main()
