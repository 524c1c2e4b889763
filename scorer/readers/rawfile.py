"""A file's bytes with all that a reader of one format needs to know, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from scorer.errors import ReadError
from scorer.readers.limits import DEFAULT_LIMITS, Limits
from scorer.report import Block, ReadingGap


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFile:
    """One file in memory; `name` is what messages call it."""

    name: str
    data: bytes
    encoding: str | None = None
    """Encoding that the caller insists on, for text and HTML."""
    limits: Limits = DEFAULT_LIMITS

    def error(self, message: str) -> ReadError:
        """The error that says why this file cannot be read."""
        return ReadError(self.name, message)

    def with_data(self, data: bytes) -> RawFile:
        """The same file after a conversion."""
        return replace(self, data=data)


class Content(NamedTuple):
    """What a reader of one format found."""

    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()
    gaps: tuple[ReadingGap, ...] = ()
