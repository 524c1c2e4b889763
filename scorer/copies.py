"""Values of passages that stand in two reports: what `scorer.summary` compares and finds, and
renderers show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Passage(NamedTuple):
    """A stretch of a report's body and the number of its paragraph, from 1."""

    text: str
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageSource:
    """The body of one report, to be compared with others."""

    unit: str
    year: int | None
    file: str
    passages: Sequence[Passage]
    """May be read from a disk each time."""
    gap_page: str = ""
    earlier: bool = False
    """Whether it is only compared with, being of an earlier season."""


class CopyPiece(NamedTuple):
    """A run of a compared passage; `same` is true where both passages have it word for word."""

    text: str
    same: bool


class CopyPlace(NamedTuple):
    """One of the two places of a copied passage."""

    unit: str
    year: int | None
    file: str
    paragraph: int
    pieces: tuple[CopyPiece, ...]
    gap_page: str
    earlier: bool = False
    """Whether it is in a report of an earlier season."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedPassage:
    """Two passages that share most of their words; nothing says which one came first, unless the
    other is of an earlier year."""

    first: CopyPlace
    second: CopyPlace
    shared: int
    """Characters that both have, in runs."""
    similarity: float
    """`shared` over the length of the shorter passage, 0..1."""
    same_unit: bool
    """Whether a unit took over its own earlier words."""
