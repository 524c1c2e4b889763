"""Portions of work in, their results out, however many worker processes die on the way.

A process that dies takes the whole pool of `concurrent.futures` with it. Here the pool is made
anew and the portions that were under way are tried one at a time in a process of their own; what
kills that one too is halved until a single piece is left, which is lost and named.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from typing import Any, Final, Generic, NamedTuple, TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")

ATTEMPTS: Final = 2
"""How often a single piece may kill its process before it is given up: the first time the
system may have done it, for want of memory."""
PATIENCE: Final = 900.0
"""Seconds without any result after which the workers count as hanging."""


class Lost(NamedTuple, Generic[Piece]):
    """A piece that killed every process that took it up."""

    piece: Piece


Start = tuple[Callable[..., None], tuple[Any, ...]]
"""What every worker calls first, with its arguments."""


class Pool(Generic[Piece, Result]):
    """Worker processes that are started when the first portion comes.

    `work` takes a portion and gives one result per piece; it and `start` must be importable.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Piece]], Sequence[Result]],
        start: Start,
        *,
        workers: int,
        patience: float = PATIENCE,
    ) -> None:
        self._work, self._start = work, start
        self._workers, self._patience = workers, patience
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Pool[Piece, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def run(
        self, portions: Sequence[Sequence[Piece]]
    ) -> Iterator[tuple[Sequence[Piece], Sequence[Result | Lost[Piece]]]]:
        """Each portion with its results, as they are done; a halved portion comes in parts."""
        waiting = list(portions)
        while waiting:
            suspects: list[Sequence[Piece]] = []
            done: set[int] = set()
            for number, results in self._together(waiting, suspects):
                done.add(number)
                yield waiting[number], results
            suspected = {id(portion) for portion in suspects}
            waiting = [
                portion
                for number, portion in enumerate(waiting)
                if number not in done and id(portion) not in suspected
            ]
            for portion in suspects:
                yield from self._alone(portion, ATTEMPTS)

    def _together(
        self, portions: Sequence[Sequence[Piece]], suspects: list[Sequence[Piece]]
    ) -> Iterator[tuple[int, Sequence[Result]]]:
        """Results by the portion's number, until all are done or the pool breaks; then
        `suspects` are those that may have been under way."""
        pending: dict[Future[Sequence[Result]], int] = {}
        numbers = iter(range(len(portions)))
        # Few at a time: all of them would wait in memory, and all would be suspects.
        broken = not self._feed(portions, numbers, pending)
        while pending and not broken:
            finished, _ = wait(pending, timeout=self._patience, return_when=FIRST_COMPLETED)
            broken = not finished
            for future in sorted(finished, key=pending.__getitem__):
                try:
                    results = future.result()
                except BrokenProcessPool:
                    broken = True
                else:
                    yield pending.pop(future), results
            broken = broken or not self._feed(portions, numbers, pending)
        if broken:
            suspects += [portions[number] for number in sorted(pending.values())]
            self._stop()

    def _feed(
        self,
        portions: Sequence[Sequence[Piece]],
        numbers: Iterator[int],
        pending: dict[Future[Sequence[Result]], int],
    ) -> bool:
        """Hand out portions until every worker has one and one is ready; False: the pool broke."""
        while len(pending) <= self._workers:
            number = next(numbers, None)
            if number is None:
                break
            try:
                pending[self._submit(portions[number])] = number
            except BrokenProcessPool:
                return False
        return True

    def _alone(
        self, portion: Sequence[Piece], attempts: int
    ) -> Iterator[tuple[Sequence[Piece], Sequence[Result | Lost[Piece]]]]:
        for _ in range(attempts if len(portion) == 1 else 1):
            executor = self._executor_of(1)
            try:
                yield portion, executor.submit(self._work, portion).result(self._patience)
                return
            except (BrokenProcessPool, TimeoutError):
                pass
            finally:
                _end(executor)
        if len(portion) == 1:
            yield portion, [Lost(portion[0])]
            return
        middle = len(portion) // 2
        for half in (portion[:middle], portion[middle:]):
            yield from self._alone(half, attempts)

    def _submit(self, portion: Sequence[Piece]) -> Future[Sequence[Result]]:
        if self._executor is None:
            self._executor = self._executor_of(self._workers)
        return self._executor.submit(self._work, portion)

    def _executor_of(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            workers,
            # The same on every system, and no lock of a forked thread is ever inherited.
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(self._start,),
        )

    def _stop(self) -> None:
        if self._executor is not None:
            _end(self._executor)
            self._executor = None


def _end(executor: ProcessPoolExecutor) -> None:
    """Stop at once: what is under way is done again or not wanted any more."""
    # The public way to this (terminate_workers) comes with Python 3.14.
    processes = list((executor._processes or {}).values())
    executor.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(5)
        if process.is_alive():
            process.kill()
    executor.shutdown(wait=True)


def _begin(start: Start) -> None:
    """Prepare a worker: Ctrl-C is the parent's affair, and nobody outlives the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    function, arguments = start
    function(*arguments)


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        with contextlib.suppress(OSError):
            connection.wait([parent.sentinel])
        os._exit(1)
