"""Measures of agreement: pure functions over pairs (labelled, given).

A pair is two verdicts of one item or two statuses of one sentence; the label comes first.
A measure that its pairs do not define (nothing to divide by) is None, never 0 or 1.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple, TypeVar

from scorer.checklist import Verdict

Pair = tuple[Verdict, Verdict]
"""(labelled, given)."""

_Drawn = TypeVar("_Drawn")

MISSING = frozenset({Verdict.ABSENT, Verdict.PLANNED})
"""Verdicts of an item that the report misses: nothing done is told."""
CREDITED = frozenset({Verdict.STATED, Verdict.EVIDENCED})
"""Verdicts that give points."""

_RANKS = {Verdict.ABSENT: 0, Verdict.PLANNED: 0, Verdict.STATED: 1, Verdict.EVIDENCED: 2}


class Interval(NamedTuple):
    """Bounds of a confidence interval, both included."""

    low: float
    high: float


class ClassScores(NamedTuple):
    """How well one class (or a set of classes taken as one) is recognised."""

    precision: float | None
    recall: float | None
    f1: float | None
    labelled: int
    """Pairs whose label is in the class."""
    given: int
    """Pairs whose given value is in the class."""


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def agreement(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Share of pairs with the same value on both sides."""
    return _share(sum(labelled == given for labelled, given in pairs), len(pairs))


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Agreement beyond chance (Cohen 1960), over all values that occur.

    None also where chance alone explains full agreement (both sides know one value only).
    """
    total = len(pairs)
    if not total:
        return None
    labelled = Counter(pair[0] for pair in pairs)
    given = Counter(pair[1] for pair in pairs)
    # In whole numbers, so that a denominator of zero is exactly zero.
    by_chance = sum(count * given[value] for value, count in labelled.items())
    observed = sum(left == right for left, right in pairs) * total
    return _share(observed - by_chance, total * total - by_chance)


def quadratic_kappa(pairs: Sequence[Pair]) -> float | None:
    """Kappa with quadratic weights (Cohen 1968) over absent+planned < stated < evidenced.

    Pairs with not_applicable or unreadable on either side have no place on this scale and are
    left out.
    """
    ranks = [(_RANKS[a], _RANKS[b]) for a, b in pairs if a in _RANKS and b in _RANKS]
    if not ranks:
        return None
    labelled = Counter(rank for rank, _ in ranks)
    given = Counter(rank for _, rank in ranks)
    by_chance = sum(
        (left - right) ** 2 * left_count * right_count
        for left, left_count in labelled.items()
        for right, right_count in given.items()
    )
    observed = len(ranks) * sum((left - right) ** 2 for left, right in ranks)
    return _share(by_chance - observed, by_chance)


def class_scores(pairs: Sequence[Pair], verdicts: Collection[Verdict]) -> ClassScores:
    """Precision, recall and F1 of `verdicts` taken as one class against all the rest.

    F1 = 2·hits / (labelled + given); None only where the class is on neither side.
    """
    labelled = sum(left in verdicts for left, _ in pairs)
    given = sum(right in verdicts for _, right in pairs)
    hits = sum(left in verdicts and right in verdicts for left, right in pairs)
    return ClassScores(
        precision=_share(hits, given),
        recall=_share(hits, labelled),
        f1=_share(2 * hits, labelled + given),
        labelled=labelled,
        given=given,
    )


def f1_missing(pairs: Sequence[Pair]) -> float | None:
    """F1 of "missing": absent and planned taken as one class."""
    return class_scores(pairs, MISSING).f1


def false_credit(
    pairs: Sequence[Pair], *, undeserving: Collection[Verdict] = MISSING
) -> float | None:
    """Share of the items that deserve no credit which nevertheless get stated or evidenced.

    The denominator is the items *labelled* absent or planned: these deserve nothing and count in
    the score. Items labelled not_applicable leave the score's denominator, so that they neither
    deserve nor are denied credit; they are let in by passing `undeserving`, as the second figure
    of the evaluation does.
    """
    given = [right for left, right in pairs if left in undeserving]
    return _share(sum(verdict in CREDITED for verdict in given), len(given))


def confusion(pairs: Sequence[Pair]) -> Mapping[Pair, int]:
    """How often each pair occurs, in the order of the verdicts; pairs that do not are left out."""
    counts = Counter(pairs)
    return {(a, b): counts[a, b] for a in Verdict for b in Verdict if counts[a, b]}


def bootstrap_interval(
    strata: Sequence[Sequence[_Drawn]],
    measure: Callable[[Sequence[_Drawn]], float | None],
    *,
    resamples: int = 1000,
    seed: int = 20231231,
) -> Interval | None:
    """95 % percentile interval of a measure; the same input gives the same bounds everywhere.

    Items (or sentences) are drawn with replacement *within* each report (one stratum each), so
    that every resample has the reports and sizes of the original. The interval therefore speaks
    of other items of such reports, not of other reports: a handful of labelled reports is too few
    to resample whole. Resamples in which the measure is undefined are left out; None where all
    are.
    """
    draw = random.Random(seed)
    values = []
    for _ in range(resamples):
        sample = [one for stratum in strata if stratum for one in _redraw(draw, stratum)]
        value = measure(sample)
        if value is not None:
            values.append(value)
    if not values:
        return None
    values.sort()
    return Interval(_nearest_rank(values, 0.025), _nearest_rank(values, 0.975))


def _redraw(draw: random.Random, stratum: Sequence[_Drawn]) -> list[_Drawn]:
    return draw.choices(stratum, k=len(stratum))


def _nearest_rank(ordered: Sequence[float], share: float) -> float:
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
