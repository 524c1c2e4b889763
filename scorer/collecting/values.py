"""What was found in a file that reviewers filled in; whose report it is on comes later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Told(NamedTuple):
    """Something about a place in a file, for the user."""

    file: str
    place: str
    """Table and row, or sheet and row; empty: the file as a whole."""
    message: str

    def __str__(self) -> str:
        return f"{self.file}{f'，{self.place}' if self.place else ''}：{self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a file or a row tells of the report it is on; empty where it does not."""

    digest: str = ""
    """SHA-256 of the report's file."""
    rules: str = ""
    """Digest of the checklist."""
    unit: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row with something filled in, word for word."""

    file: str
    place: str
    origin: Origin
    subject: str
    """Item id or finding key as the row tells it; empty where it does not."""
    title: str
    """Title of the item, or the finding's words."""
    finding: bool
    """Whether the row stands in a table of findings."""
    change: str
    opinion: str
    reviewer: str
    day: str
    """The date as it was written, ISO where the cell held a date."""
    one_cell: bool = False
    """Whether change and opinion are one merged cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A review sheet or workbook with what was filled in."""

    file: str
    entries: tuple[Entry, ...]
    rows: int
    """Rows in which something could have been filled in."""
    notices: tuple[Told, ...] = ()
    """What the reader should know; nothing is wrong."""
    faults: tuple[Told, ...] = ()
    """What was not taken, and what to do."""
