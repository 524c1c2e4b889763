"""Each measure against values worked out by hand, and what it says when it is not defined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer.checklist import Verdict
from scorer.evaluate.metrics import (
    ClassScores,
    Interval,
    agreement,
    bootstrap_interval,
    class_scores,
    cohen_kappa,
    confusion,
    f1_missing,
    false_credit,
    quadratic_kappa,
)

A, P, S, E = Verdict.ABSENT, Verdict.PLANNED, Verdict.STATED, Verdict.EVIDENCED
N, U = Verdict.NOT_APPLICABLE, Verdict.UNREADABLE
verdict_pairs = st.lists(st.tuples(st.sampled_from(Verdict), st.sampled_from(Verdict)), max_size=40)


def table(verdicts, rows):
    """Pairs of a contingency table whose rows are labels."""
    return [
        (labelled, given)
        for labelled, row in zip(verdicts, rows, strict=True)
        for given, count in zip(verdicts, row, strict=True)
        for _ in range(count)
    ]


def test_agreement_is_the_share_of_equal_pairs():
    assert agreement([(A, A), (S, S), (S, E), (E, E)]) == 0.75


# 20+15 of 50 agree (0.70), marginals 25/25 and 30/20 make 0.50 by chance: (0.7-0.5)/(1-0.5).
# 70 of 100 agree; marginals 50·60+30·30+20·10 make 0.41 by chance: 0.29/0.59.
@pytest.mark.parametrize(
    ("rows", "kappa"),
    [
        ([[20, 5], [10, 15]], 0.4),
        ([[44, 5, 1], [7, 20, 3], [9, 5, 6]], 0.29 / 0.59),
        ([[10, 0], [0, 10]], 1.0),
        ([[0, 10], [10, 0]], -1.0),
        ([[25, 25], [25, 25]], 0.0),
    ],
)
def test_cohen_kappa_has_the_textbook_value(rows, kappa):
    assert cohen_kappa(table([A, S, E][: len(rows)], rows)) == pytest.approx(kappa)


def test_quadratic_kappa_weighs_by_the_square_of_the_distance():
    # Disagreement 1²+2²=5; by chance 35/5=7 (marginals 2,1,2 and 2,2,1): 1 - 5/7.
    pairs = [(A, A), (P, S), (S, S), (E, E), (E, A)]
    assert quadratic_kappa(pairs) == pytest.approx(2 / 7)


def test_quadratic_kappa_takes_absent_and_planned_as_one():
    assert quadratic_kappa([(A, P), (P, A), (E, E)]) == 1.0


@pytest.mark.parametrize("outside", [N, U])
def test_quadratic_kappa_leaves_out_pairs_that_are_not_on_the_scale(outside):
    pairs = [(A, A), (S, S), (S, E), (E, E)]
    assert quadratic_kappa([*pairs, (outside, E), (A, outside)]) == quadratic_kappa(pairs)


def test_class_scores_have_the_textbook_values():
    pairs = [*[(S, S)] * 6, *[(S, E)] * 4, *[(A, S)] * 2, *[(N, N)] * 8]
    assert class_scores(pairs, {S}) == ClassScores(6 / 8, 6 / 10, 2 * 6 / 18, 10, 8)


def test_a_class_that_is_never_given_has_no_precision_but_an_f1_of_zero():
    assert class_scores([(P, A), (A, A)], {P}) == ClassScores(None, 0.0, 0.0, 1, 0)


def test_a_class_that_is_never_labelled_has_no_recall_but_an_f1_of_zero():
    assert class_scores([(A, P), (A, A)], {P}) == ClassScores(0.0, None, 0.0, 0, 1)


def test_missing_counts_absent_and_planned_as_one_class():
    # Labelled missing 4, given missing 3, both 2: F1 = 4/7.
    pairs = [(A, P), (P, A), (A, S), (P, E), (N, A), (E, E)]
    assert f1_missing(pairs) == pytest.approx(4 / 7)


def test_false_credit_is_a_share_of_the_items_labelled_absent_or_planned():
    pairs = [(A, S), (P, E), (A, A), (A, N), (P, P), (N, E), (S, E), (E, E)]
    assert false_credit(pairs) == pytest.approx(2 / 5)
    assert false_credit(pairs, undeserving={A, P, N}) == pytest.approx(3 / 6)


def test_confusion_counts_each_pair_in_the_order_of_the_verdicts():
    pairs = [(E, S), (A, A), (E, S), (A, E)]
    assert list(confusion(pairs).items()) == [((A, A), 1), ((A, E), 1), ((E, S), 2)]


@pytest.mark.parametrize(
    "measure", [agreement, cohen_kappa, quadratic_kappa, f1_missing, false_credit]
)
def test_no_pairs_define_no_measure(measure):
    assert measure([]) is None
    assert bootstrap_interval([], measure) is None


def test_kappas_are_undefined_when_both_sides_know_one_value_only():
    assert cohen_kappa([(S, S)] * 9) is None
    assert quadratic_kappa([(A, P)] * 9) is None


def test_kappa_is_zero_when_one_side_always_says_the_same():
    assert cohen_kappa([(S, S), (E, S), (A, S)]) == 0.0


@given(verdict_pairs)
def test_measures_stay_within_their_bounds(pairs):
    for measure in (agreement, f1_missing, false_credit):
        assert measure(pairs) is None or 0 <= measure(pairs) <= 1
    for measure in (cohen_kappa, quadratic_kappa):
        assert measure(pairs) is None or -1 <= measure(pairs) <= 1
    assert sum(confusion(pairs).values()) == len(pairs)


@given(verdict_pairs)
def test_agreement_and_kappas_do_not_care_which_side_is_the_label(pairs):
    swapped = [(right, left) for left, right in pairs]
    for measure in (agreement, cohen_kappa, quadratic_kappa, f1_missing):
        assert measure(pairs) == pytest.approx(measure(swapped))


def test_interval_lies_about_the_value_as_the_binomial_would():
    # 80 of 100: the exact binomial 2.5 % and 97.5 % quantiles are 0.72 and 0.87.
    pairs = [*[(S, S)] * 80, *[(S, E)] * 20]
    low, high = bootstrap_interval([pairs[:50], pairs[50:]], agreement)
    assert low == pytest.approx(0.72, abs=0.03)
    assert high == pytest.approx(0.87, abs=0.03)


def test_interval_keeps_the_size_of_every_report():
    # One report always right, one always wrong: resampling items within reports cannot move 0.75.
    strata = [[(S, S)] * 30, [], [(S, E)] * 10]
    assert bootstrap_interval(strata, agreement) == Interval(0.75, 0.75)


def test_interval_is_the_same_every_time_and_depends_on_the_seed():
    strata = [[(S, S), (A, S), (E, E), (A, A), (P, S)] * 3]
    assert bootstrap_interval(strata, cohen_kappa) == bootstrap_interval(strata, cohen_kappa)
    assert bootstrap_interval(strata, cohen_kappa, seed=1, resamples=20) != bootstrap_interval(
        strata, cohen_kappa, seed=2, resamples=20
    )


def test_interval_leaves_out_resamples_in_which_the_measure_is_undefined():
    # With one planned item of two, a quarter of the resamples hold none.
    assert bootstrap_interval([[(P, P), (N, N)]], f1_missing) == Interval(1.0, 1.0)
