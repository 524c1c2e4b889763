"""Rule files, read and assembled, with overlays applied → the effective checklist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from scorer.checklist import Checklist
from scorer.errors import ChecklistError, Problem, SourcePlace
from scorer.loader import intake as _intake
from scorer.loader.building import build_checklist
from scorer.loader.intake import Intake, RefusedError
from scorer.loader.nodes import MapNode
from scorer.loader.overlay import apply_overlay
from scorer.loader.sources import Sources, assemble, gather, overlay_root


class EffectiveChecklist(NamedTuple):
    """A checklist and, for every value, the place that gave it: base or overlay."""

    checklist: Checklist
    origins: Mapping[_intake.Path, SourcePlace]
    """By path: `("items", "LA-01", "points")`, `("vocabulary", "法律顾问")`."""
    root: MapNode
    """The checklist as nodes, overlays applied and parts in their place, for printing."""


def load_checklist(
    checklist: str | Path | None = None, overlays: Sequence[str | Path] = ()
) -> Checklist:
    """Load a checklist by its id or path (None: the shipped one) with overlays applied in order.

    The same content gives the same object. ChecklistError holds every mistake with its place.
    """
    return load_effective(checklist, overlays).checklist


def load_effective(
    checklist: str | Path | None = None, overlays: Sequence[str | Path] = ()
) -> EffectiveChecklist:
    """Like `load_checklist`, with the origin of every value."""
    return load_sources(gather(checklist, overlays))


def load_sources(sources: Sources) -> EffectiveChecklist:
    """Like `load_effective` for texts that need not stand in files: an edit is tried on them."""
    return _load(sources)


@lru_cache(maxsize=16)
def _load(sources: Sources) -> EffectiveChecklist:
    intake = Intake()
    root = assemble(sources, intake.problems)
    names = []
    try:
        if root is not None:
            for source in sources.overlays:
                overlay = overlay_root(source, intake.problems)
                if overlay is not None:
                    root, name = apply_overlay(root, overlay, intake)
                    names.append(name)
            found = build_checklist(root, tuple(names), intake)
            return EffectiveChecklist(found, MappingProxyType(intake.origins), root)
    except RefusedError:
        pass
    raise ChecklistError(_in_order(intake.problems))


def _in_order(problems: list[Problem]) -> list[Problem]:
    """By file, line and column, each once; those without a place first."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda problem: problem.place or SourcePlace("", 0, 0))
