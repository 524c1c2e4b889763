"""Compliance checklist scorer for annual rule-of-law reports (法治政府建设年度报告).

    from scorer import load_checklist, score_text

    scorecard = score_text(text, load_checklist())
    for result in scorecard.items:
        print(result.item.id, result.verdict, result.reason)

The score measures how complete and checkable the text is, not how well the unit works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scorer.loader import load_checklist as load_checklist
    from scorer.pipeline import score_text as score_text

__version__ = "0.1.0"
__all__ = ["__version__", "load_checklist", "score_text"]

_PLACES = {"load_checklist": "scorer.loader", "score_text": "scorer.pipeline"}


def __getattr__(name: str) -> object:
    """Import the public names when they are first used: `scorer --help` needs none of them."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_PLACES[name]), name)
    globals()[name] = value
    return value
