"""Many files in one call: those that need LibreOffice share its start, most of the cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from scorer.errors import ReadError
from scorer.readers.formats import Format
from scorer.readers.limits import DEFAULT_LIMITS, Limits
from scorer.readers.opening import Prepared, load, prepare, read_raw, reading_of
from scorer.report import Reading

OFFICE_FORMATS: Final = frozenset({Format.DOC, Format.ODT, Format.OFFICE_XML})


def read_many(
    paths: Iterable[Path | str],
    *,
    encoding: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> list[Reading | ReadError]:
    """Read files; each gives its reading or its error, in the order of the paths.

    Holds all files in memory: hand over a folder in portions of some dozens.
    """
    found: dict[int, Reading | ReadError] = {}
    waiting: list[tuple[int, Prepared]] = []
    for number, path in enumerate(paths):
        try:
            raw = load(Path(path), encoding=encoding, limits=limits)
            prepared = prepare(raw)
            if prepared.format in OFFICE_FORMATS:
                waiting.append((number, prepared))
            else:
                found[number] = read_raw(raw)
        except ReadError as problem:
            found[number] = problem
    found.update(_read_converted(waiting))
    return [found[number] for number in sorted(found)]


def _read_converted(waiting: Sequence[tuple[int, Prepared]]) -> dict[int, Reading | ReadError]:
    if not waiting:
        return {}
    from scorer.readers.office import convert, find_office, read_converted

    raws = [prepared.raw for _, prepared in waiting]
    converted = convert(raws) if find_office() else [None] * len(raws)
    found: dict[int, Reading | ReadError] = {}
    for (number, prepared), data in zip(waiting, converted, strict=True):
        try:
            found[number] = reading_of(prepared, read_converted(prepared.raw, data))
        except ReadError as problem:
            found[number] = problem
    return found
