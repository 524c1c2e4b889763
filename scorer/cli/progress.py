"""How far a run is, on standard error: a bar on a terminal, else plain lines."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from scorer.cli.output import warn

if TYPE_CHECKING:
    from scorer.batch import Progress

Tell = Callable[["Progress"], None]
_LINES = 10


@contextmanager
def shown_progress(*, terminal: bool | None = None) -> Iterator[Tell]:
    """A function to tell progress to. `terminal` None: asks standard error."""
    if sys.stderr.isatty() if terminal is None else terminal:
        with _bar() as tell:
            yield tell
    else:
        yield _Lines()


class _Lines:
    """At most `_LINES` lines for each step, so that a log stays readable."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._step = ""
        self._tenth = 0
        self._start = 0.0

    def __call__(self, progress: Progress) -> None:
        if progress.step != self._step:
            self._step, self._tenth, self._start = progress.step, -1, self._clock()
        tenth = progress.done * _LINES // max(1, progress.total)
        if tenth > self._tenth:
            self._tenth = tenth
            left = _left(progress, self._clock() - self._start)
            warn(f"{progress.step}：{progress.done}/{progress.total}{_asides(progress)}{left}")


def _asides(progress: Progress) -> str:
    kept = f"，其中{progress.kept}份上次已完成" if progress.kept else ""
    failed = f"，失败{progress.failed}份" if progress.failed else ""
    return kept + failed


def _left(progress: Progress, seconds: float) -> str:
    """Time left, once some of this run's own work is done."""
    own = progress.done - progress.kept
    rest = progress.total - progress.done
    if own <= 0 or rest <= 0:
        return ""
    return f"，约剩{_duration(seconds / own * rest)}"


def _duration(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole}秒" if whole < 60 else f"{whole // 60}分{whole % 60}秒"


@contextmanager
def _bar() -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn
    from rich.progress import Progress as Bars

    told = TextColumn("{task.fields[told]}", markup=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), told)
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, tuple[TaskID, float]] = {}

        def tell(progress: Progress) -> None:
            if progress.step not in tasks:
                task = bars.add_task(progress.step, total=progress.total, told="")
                tasks[progress.step] = (task, time.monotonic())
            task, start = tasks[progress.step]
            left = _left(progress, time.monotonic() - start)
            text = f"{_asides(progress)}{left}".removeprefix("，")
            bars.update(task, completed=progress.done, told=text)

        yield tell
