"""Checklist files (YAML) → `Checklist`: strict keys, every mistake at once with its place.

The only package that knows the rule files. What comes out is frozen and complete; nothing in a
file runs. Names are imported when they are used: a start from the cache needs no YAML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scorer.loader.loading import EffectiveChecklist as EffectiveChecklist
    from scorer.loader.loading import load_checklist as load_checklist
    from scorer.loader.loading import load_effective as load_effective
    from scorer.loader.places import find_version as find_version
    from scorer.loader.places import shipped_checklists as shipped_checklists
    from scorer.loader.places import shipped_overlays as shipped_overlays

__all__ = [
    "EffectiveChecklist",
    "find_version",
    "load_checklist",
    "load_effective",
    "shipped_checklists",
    "shipped_overlays",
]

_PLACES = {
    "EffectiveChecklist": "loading",
    "find_version": "places",
    "load_checklist": "loading",
    "load_effective": "loading",
    "shipped_checklists": "places",
    "shipped_overlays": "places",
}


def __getattr__(name: str) -> object:
    """A public name of the package, from the module that defines it."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    globals()[name] = value
    return value
