"""Archives of earlier years, as a review compares its reports with them (`--last-year`)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scorer.archive import Archive, Entry
    from scorer.batch.earlier import EarlierArchive, EarlierFile, EarlierReport


@contextmanager
def opened_earlier(places: Sequence[str]) -> Iterator[tuple[EarlierArchive, ...]]:
    """The archives at these places: folders, results folders, ledgers. UsageError where one is
    none. Leave the context when they have been read."""
    with ExitStack() as opened:
        yield tuple(_earlier(opened, place) for place in places)


def inside(folder: Path, places: Sequence[str]) -> tuple[Path, ...]:
    """Those places that lie below a folder of this year's reports, of which they are none."""
    paths = [Path(place) for place in places if "://" not in place]
    return tuple(path for path in paths if folder.resolve() in path.resolve().parents)


def _earlier(opened: ExitStack, place: str) -> EarlierArchive:
    from scorer.archive import open_archive
    from scorer.batch.earlier import EarlierArchive

    archive = opened.enter_context(open_archive(place))

    def load(numbers: Sequence[int]) -> Sequence[EarlierReport | str]:
        return _loaded(archive, numbers)

    return EarlierArchive(
        files=tuple(map(_file, archive.entries)),
        load=load,
        troubles=tuple(f"“{one.name}”没有比对：{one.reason}" for one in archive.troubles),
    )


def _file(entry: Entry) -> EarlierFile:
    from scorer.batch.earlier import EarlierFile

    if entry.head is not None:
        head = entry.head
        return EarlierFile(entry.name, head.report_digest, head.unit, head.year)
    return EarlierFile(entry.name, _digest(entry.path))


def _digest(path: Path | None) -> str:
    try:
        with (path or Path()).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        # Why it cannot be opened is told when it is read.
        return ""


def _loaded(archive: Archive, numbers: Sequence[int]) -> Sequence[EarlierReport | str]:
    from scorer.archive import Unarchived
    from scorer.batch.earlier import EarlierReport

    found = archive.load([archive.entries[number] for number in numbers])
    return [
        one.reason if isinstance(one, Unarchived) else EarlierReport(one.reading, one.unit_kind)
        for one in found
    ]
