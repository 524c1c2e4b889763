"""Rows of the district's summary as the journal keeps them: a thousand rows fit into memory, a
thousand reports' passages need not."""

from __future__ import annotations

import base64
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar, overload

from scorer.batch.journal import FINISHED, Journal
from scorer.season import Passage, UnitRow
from scorer.unpickling import load_values

_MODULES: Final = frozenset(
    {"scorer.copies", "scorer.kinds", "scorer.opinions", "scorer.result", "scorer.season"}
)
_OTHERS: Final = frozenset({("datetime", "date")})
_ROW: Final = "row"
_PASSAGES: Final = "passages"
Mark = TypeVar("Mark", bound=tuple[Any, ...])


def packed_row(row: UnitRow) -> dict[str, Any]:
    """The row as JSON values, its passages apart."""
    source = row.passages
    passages = [] if source is None else [list(passage) for passage in source.passages]
    bare = replace(row, passages=None if source is None else replace(source, passages=()))
    packed = base64.b64encode(pickle.dumps(bare, protocol=5)).decode("ascii")
    return {_ROW: packed, _PASSAGES: passages}


def unpacked_row(kept: Mapping[str, Any]) -> UnitRow | None:
    """The row without its passages, None where it is damaged or of another version."""
    try:
        content = base64.b64decode(kept[_ROW])
        found = load_values(content, modules=_MODULES, others=_OTHERS)
        [Passage(text, paragraph) for text, paragraph in kept[_PASSAGES]]
    except Exception:
        # A pickle of another shape fails in many ways; all of them mean: make it afresh.
        return None
    return found if isinstance(found, UnitRow) else None


class Rows:
    """The rows of finished jobs; what many of them say is held once."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._words: dict[Any, Any] = {}

    def of(self, key: str) -> UnitRow | None:
        """The row of a job, whose passages are read when they are wanted; None where it is gone."""
        row = unpacked_row(self._journal.recall(FINISHED, key) or {})
        if row is None or row.passages is None:
            return row
        return replace(
            row,
            marks=tuple(map(self._shared, row.marks)),
            findings=tuple(map(self._shared, row.findings)),
            passages=replace(row.passages, passages=KeptPassages(self._journal, key)),
        )

    def _shared(self, mark: Mark) -> Mark:
        words = self._words
        return type(mark)(*(words.setdefault((type(word), word), word) for word in mark))


@dataclass(frozen=True, slots=True)
class KeptPassages(Sequence[Passage]):
    """A report's passages, on the disk."""

    journal: Journal
    key: str
    step: str = FINISHED

    def _read(self) -> tuple[Passage, ...]:
        kept = self.journal.recall(self.step, self.key) or {}
        return tuple(Passage(text, paragraph) for text, paragraph in kept.get(_PASSAGES, ()))

    def __iter__(self) -> Iterator[Passage]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    @overload
    def __getitem__(self, at: int) -> Passage: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, at: int | slice) -> Passage | tuple[Passage, ...]:
        return self._read()[at]
