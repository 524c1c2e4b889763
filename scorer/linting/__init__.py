"""A checklist that loads → what in it is dead, needless, untested or unfounded.

Nothing here changes a verdict. Every rule that was run is told with the number of things that it
looked at, and every case that the rules allow is told with their reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from scorer.checklist import LintRule
from scorer.linting.cues import swallowed_cues
from scorer.linting.examples import missing_verdicts, unexercised_patterns, wrong_examples
from scorer.linting.findings import ABOUT, LintFinding, LintReport, Severity, Silenced
from scorer.linting.overlays import edits_of, idle_edits
from scorer.linting.reach import (
    dead_patterns,
    dead_phrases,
    keys_without_effect,
    repeated_terms,
)
from scorer.linting.rulebook import Rulebook, open_rulebook
from scorer.linting.silencing import allowances, let_pass
from scorer.linting.standing import thin_advice, weak_bases
from scorer.linting.subsumption import overlapping_items, subsumed_patterns
from scorer.linting.wording import (
    idle_look_alikes,
    repeated_phrases,
    same_terms,
    swallowed_phrases,
    unused_terms,
)
from scorer.loader import load_effective

__all__ = ["ABOUT", "LintFinding", "LintReport", "Severity", "Silenced", "lint"]

_CHECKS: tuple[Callable[[Rulebook], Iterable[LintFinding]], ...] = (
    dead_patterns,
    dead_phrases,
    keys_without_effect,
    repeated_terms,
    subsumed_patterns,
    overlapping_items,
    swallowed_phrases,
    repeated_phrases,
    same_terms,
    unused_terms,
    idle_look_alikes,
    wrong_examples,
    missing_verdicts,
    unexercised_patterns,
    weak_bases,
    thin_advice,
    swallowed_cues,
)


def lint(checklist: str | Path | None = None, overlays: Sequence[str | Path] = ()) -> LintReport:
    """Everything about a checklist (None: the shipped one) that its keepers should look at.

    ChecklistError where it cannot be loaded; examples that fail are findings like any other.
    """
    book = open_rulebook(load_effective(checklist, overlays))
    found = [finding for check in _CHECKS for finding in check(book)]
    if overlays:
        spared = _used_without_overlays(checklist)
        found = [one for one in found if not (_is_unused(one) and spared.issuperset(one.names))]
    found.extend(idle_edits(checklist, overlays))
    kept, silenced = let_pass(found, allowances(book))
    edits = edits_of(overlays)
    return LintReport(tuple(sorted(kept, key=_by_place)), silenced, _counts(book, edits))


def _is_unused(finding: LintFinding) -> bool:
    return finding.rule is LintRule.UNUSED_TERM


def _used_without_overlays(checklist: str | Path | None) -> frozenset[str]:
    """Terms that the checklist itself uses: where an overlay drops their items, they idle in a
    file that the overlay's author does not keep."""
    base = open_rulebook(load_effective(checklist))
    idle = {name for finding in unused_terms(base) for name in finding.names}
    return frozenset(base.vocabulary.keys() - idle)


def _by_place(finding: LintFinding) -> tuple[str, int, int, str, str]:
    path, line, column = finding.place or ("", 0, 0)
    return path, line, column, finding.rule.value, finding.message


def _counts(book: Rulebook, edits: int) -> dict[LintRule, int]:
    """By rule: how many things it looked at."""
    checklist = book.checklist
    patterns, items, terms = len(book.sites), len(checklist.items), len(book.vocabulary)
    words = sum(len(use.words) for use in book.uses)
    examples = sum(len(item.examples) for item in checklist.items)
    counts = {
        **dict.fromkeys(LintRule, patterns),
        LintRule.DEAD_PHRASE: words,
        LintRule.SWALLOWED_PHRASE: words,
        LintRule.REPEATED_PHRASE: words,
        LintRule.SAME_TERM: terms,
        LintRule.UNUSED_TERM: terms,
        LintRule.IDLE_LOOK_ALIKE: sum(len(use.words) for use in book.uses if use.site is None),
        LintRule.LOOK_ALIKE_KILLS: examples,
        LintRule.FAILING_EXAMPLE: examples,
        LintRule.MISSING_EXAMPLE: items,
        LintRule.WEAK_BASIS: items,
        LintRule.THIN_ADVICE: items,
        LintRule.SWALLOWED_CUE: sum(len(cue.words) for cue in checklist.cues),
        LintRule.IDLE_OVERLAY_EDIT: edits,
        LintRule.IDLE_ALLOWANCE: len(allowances(book)),
    }
    return {rule: counts[rule] for rule in ABOUT}
