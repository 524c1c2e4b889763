"""Reports of earlier seasons, wherever they are kept, in; their texts, ready to be scored, out.

An archive is a folder (or a zip) of report files, a results folder of `scorer review`, or a ledger
by path or URL. It is only read. Reports are loaded a portion at a time, so that memory does not
grow with the archive, and any process may load any portion.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple

from scorer.batch.journal import WORK_FOLDER
from scorer.batch.kept_readings import reading_of_text
from scorer.batch.sources import find_submissions
from scorer.errors import ReadError, UsageError
from scorer.readers import read, read_many
from scorer.report import Reading

if TYPE_CHECKING:
    from scorer.ledger import RunHead

LEDGER_NAME: Final = "审查记录.sqlite"
"""As `scorer.batch.recording` names it, which needs the libraries of a ledger."""
PORTION: Final = 25
"""Reports that are in memory at once."""
_SQLITE: Final = b"SQLite format 3\0"
_NO_TEXT: Final = (
    "记录库里只有评查结果，没有报告的文字（旧版本记录的）。用原来的报告文件夹再运行一次"
    " scorer review 就会补上。"
)
_OTHER_TEXT: Final = "记录库里这份报告的文字读不出来，没有采用。"
_FAULT: Final = "程序出错（{}），这份没有读。请连同文件交给维护人员。"
_NO_LEDGER: Final = (
    "“{}”是评查的结果文件夹，但里面没有“{}”。请改写当时的记录库（--ledger 写的那个），"
    "或放原报告的文件夹。"
)
_NO_LIBRARY: Final = (
    '读审查记录库需要组件 SQLAlchemy：请运行 pip install "rule-of-law-scorer[ledger]"。'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedReport:
    """A report of an archive. Score it with `unit_kind`, and its result is what it was then (with
    the same rules); `unit` and `year` only tell which report it is."""

    unit: str
    """As the ledger has it; empty for a file of a folder, whose text has to tell."""
    year: int | None
    """As the ledger has it; None for a file, or where the text told none."""
    unit_kind: str | None
    """As the register of that review gave it; None: to be told from the text."""
    source: str
    """File name without its folder."""
    digest: str
    """SHA-256 of the file's bytes, hexadecimal."""
    reading: Reading
    run: str = ""
    """Key of the newest run of it in the ledger; empty for a file of a folder."""


class Unarchived(NamedTuple):
    """A part of an archive that cannot be scored again, and why."""

    name: str
    reason: str


class Entry(NamedTuple):
    """One report of an archive, not yet loaded."""

    name: str
    """Path below the folder, with `/`; of a ledger's reports unit and year."""
    path: Path | None
    head: RunHead | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An open archive. Entries are in a fixed order: by name, or by unit and year."""

    shown: str
    """What messages call it; without any password."""
    place: str
    """Path or URL of the ledger; empty for a folder of files."""
    entries: tuple[Entry, ...]
    troubles: tuple[Unarchived, ...] = ()
    """What could not even be looked into."""

    def load(self, entries: Sequence[Entry]) -> list[ArchivedReport | Unarchived]:
        """Some entries, in their order; for a few dozen at a time."""
        files = [entry for entry in entries if entry.path is not None]
        runs = [entry for entry in entries if entry.head is not None]
        found = dict(zip(files, _read_files(files), strict=True)) if files else {}
        if runs:
            found |= zip(runs, _recall_runs(self.place, runs), strict=True)
        return [found[entry] for entry in entries]

    def reports(self) -> Iterator[ArchivedReport | Unarchived]:
        """Everything: first what could not be looked into, then the entries."""
        yield from self.troubles
        for at in range(0, len(self.entries), PORTION):
            yield from self.load(self.entries[at : at + PORTION])


@contextmanager
def open_archive(place: str | Path) -> Iterator[Archive]:
    """The archive at a path or URL. UsageError where there is none or nothing in it; a single
    report that cannot be had is an `Unarchived` of its place. Leave the context when done: what
    was unpacked is gone then."""
    ledger = _ledger_of(place)
    if ledger is not None:
        yield _of_ledger(ledger)
        return
    folder = Path(place)
    with tempfile.TemporaryDirectory(prefix="scorer-") as unpacked:
        submissions, troubles = find_submissions(folder, Path(unpacked))
        yield Archive(
            shown=str(folder),
            place="",
            entries=tuple(Entry(one.name, one.path, None) for one in submissions),
            troubles=tuple(Unarchived(one.name, one.reason) for one in troubles),
        )


def _ledger_of(place: str | Path) -> str | None:
    """Path or URL of the ledger that a place is or holds, None where it is files."""
    if "://" in str(place):
        return str(place)
    path = Path(place)
    if path.is_file():
        with path.open("rb") as stream:
            return str(path) if stream.read(len(_SQLITE)) == _SQLITE else None
    inside = path / LEDGER_NAME
    if inside.is_file():
        return str(inside)
    if (path / WORK_FOLDER).is_dir():
        raise UsageError(_NO_LEDGER.format(path, LEDGER_NAME))
    return None


def _of_ledger(place: str) -> Archive:
    if find_spec("sqlalchemy") is None or find_spec("alembic") is None:
        raise UsageError(_NO_LIBRARY)
    from scorer.ledger import open_ledger

    with open_ledger(place) as ledger:
        shown = ledger.shown
        # Added later, so newer: a report that was handed in again counts once.
        newest = {(head.unit, head.year): head for head in ledger.heads()}
    if not newest:
        raise UsageError(f"审查记录库“{shown}”里还没有评查过的报告。请先运行 scorer review。")
    heads = sorted(newest.values(), key=lambda head: (head.unit, head.year or 0))
    entries = tuple(Entry(_name(head), None, head) for head in heads)
    return Archive(shown=shown, place=place, entries=entries)


def _name(head: RunHead) -> str:
    return head.unit if head.year is None else f"{head.unit}（{head.year}年度）"


def _recall_runs(place: str, entries: Sequence[Entry]) -> list[ArchivedReport | Unarchived]:
    from scorer.ledger import open_ledger

    heads = [entry.head for entry in entries if entry.head is not None]
    with open_ledger(place) as ledger:
        texts = ledger.readings_of([head.report_digest for head in heads])
        runs = ledger.runs_of([head.key for head in heads])
    return [_recalled(head, texts.get(head.report_digest), runs[head.key].result) for head in heads]


def _recalled(head: RunHead, text: str | None, result: str) -> ArchivedReport | Unarchived:
    if text is None:
        return Unarchived(_name(head), _NO_TEXT)
    source = PurePosixPath(head.file).name
    try:
        reading = reading_of_text(text, source)
        told = json.loads(result)["report"]
        kind = None if told["unit_kind_guessed"] else told["unit_kind"]
    except (KeyError, TypeError, ValueError, RecursionError):
        return Unarchived(_name(head), _OTHER_TEXT)
    return ArchivedReport(
        unit=head.unit,
        year=head.year,
        unit_kind=kind,
        source=source,
        digest=head.report_digest,
        reading=reading,
        run=head.key,
    )


def _read_files(entries: Sequence[Entry]) -> list[ArchivedReport | Unarchived]:
    paths = [entry.path for entry in entries if entry.path is not None]
    found: list[Reading | ReadError | str]
    try:
        found = [*read_many(paths)]
    except Exception:
        # One of them met a bug: each on its own, so that only that one is lost.
        found = [_read_alone(path) for path in paths]
    return [_archived(entry, one) for entry, one in zip(entries, found, strict=True)]


def _read_alone(path: Path) -> Reading | ReadError | str:
    try:
        return read(path)
    except ReadError as error:
        return error
    except Exception as error:
        return _FAULT.format(type(error).__name__)


def _archived(entry: Entry, found: Reading | ReadError | str) -> ArchivedReport | Unarchived:
    if isinstance(found, Reading):
        return ArchivedReport(
            unit="",
            year=None,
            unit_kind=None,
            source=found.source,
            digest=found.digest,
            reading=found,
        )
    return Unarchived(entry.name, found.message if isinstance(found, ReadError) else found)
