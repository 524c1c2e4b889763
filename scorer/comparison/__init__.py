"""Two scored reports in, what changed between them out: values in, a frozen `Comparison` out.

`sources` scores what is to be compared; `compare` only compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scorer import __version__
from scorer.compared import Basis, Comparison, Move, Relation, Side
from scorer.comparison.items import (
    count_same,
    finding_changes,
    group_changes,
    item_changes,
    mendings,
    minus,
    promises,
    split,
)
from scorer.comparison.notices import notices, relation_of, takeover_notices, text_notices
from scorer.comparison.passages import difference, takeover
from scorer.comparison.results import read_result, side_of
from scorer.report import Report

__all__ = ["Bridge", "Texts", "compare", "read_result", "side_of"]


class Bridge(NamedTuple):
    """One of the two texts, scored under the other one's rules."""

    side: Side
    basis: Basis
    """OLD_TEXT_NEW_RULES or NEW_TEXT_OLD_RULES."""


class Texts(NamedTuple):
    """Both reports' texts, and words that all reports have to use."""

    old: Report
    new: Report
    formulas: Sequence[str] = ()


def compare(
    old: Side, new: Side, *, bridge: Bridge | None = None, texts: Texts | None = None
) -> Comparison:
    """What changed from `old` to `new`. Without a bridge rules and text are told apart only where
    one of the two is the same; without texts no words are compared."""
    basis = _basis(old, new, bridge)
    between = bridge.side if bridge and basis is bridge.basis else None
    relation = relation_of(old, new)
    changes = item_changes(old, new, between, basis)
    again = relation is Relation.RESUBMISSION
    taken = takeover(*texts) if texts and not again else None
    changed = difference(texts.old, texts.new) if texts and again else None
    return Comparison(
        old=old,
        new=new,
        relation=relation,
        notices=(
            *notices(old, new, relation, basis, texts=texts is not None),
            *text_notices(texts is not None, taken, changed),
            *takeover_notices(taken),
        ),
        basis=basis,
        percent=_percent(old, between, new, basis),
        points=split(old.points, between.points if between else None, new.points, basis),
        groups=group_changes(old, new, between, basis),
        items=changes,
        unchanged=count_same(old, new, changes),
        findings=finding_changes(old, new),
        mendings=mendings(old, new) if again else (),
        promises=promises(old, new) if relation is Relation.LATER_YEAR else (),
        takeover=taken,
        difference=changed,
        tool_version=__version__,
    )


def _basis(old: Side, new: Side, bridge: Bridge | None) -> Basis:
    if old.rules == new.rules:
        return Basis.SAME_RULES
    if old.content == new.content:
        return Basis.SAME_TEXT
    return bridge.basis if bridge else Basis.UNKNOWN


def _percent(old: Side, between: Side | None, new: Side, basis: Basis) -> Move:
    """Percentages have one decimal, so that their parts add up as they are shown."""
    if old.percent is None or new.percent is None:
        return Move(None, None, None)
    middle = between.percent if between else None
    move = split(old.percent, middle, new.percent, basis)
    return Move(*(None if part is None else minus(part, 0.0) for part in move))
