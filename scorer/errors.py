"""The project's errors, each with the exit code of its kind.

ScorerError
├── UsageError        2  the command line cannot be carried out
├── ChecklistError    2  a rule file is wrong; holds every mistake with its place
└── ReadError         3  a report could not be read

Messages are Chinese and say where, what and what to do. Anything else that is raised is a bug of
this project and keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class SourcePlace(NamedTuple):
    """A place in a rule file; line and column count from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """One mistake in a rule file."""

    place: SourcePlace | None
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class ScorerError(Exception):
    """A mistake or fault that the user can do something about."""

    exit_code = 1


class UsageError(ScorerError):
    """The command or call asks for something that cannot be done."""

    exit_code = 2


class ChecklistError(ScorerError):
    """A checklist, vocabulary, cue file or overlay is wrong."""

    exit_code = 2

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ReadError(ScorerError):
    """A report could not be read; `source` is the file's name."""

    exit_code = 3

    def __init__(self, source: str, message: str) -> None:
        self.source = source
        self.message = message
        super().__init__(f"{source}：{message}")

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str]]:
        # The default would call __init__ with the joined message and fail in worker processes.
        return (type(self), (self.source, self.message))
