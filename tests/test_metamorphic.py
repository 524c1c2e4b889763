"""What must happen to the verdicts when a report is altered in a known way.

Runs over the examples and, where it lies beside the repository, over a folder of real reports.
Unit kind and year are told, as a reviewer would, so that only the alteration is measured.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from altered_reports import (
    DONE_MARKS,
    UNDENIABLE,
    as_denial,
    as_plan,
    as_recognised,
    full_width,
    half_width,
    in_other_words,
    shuffled_paragraphs,
    under_plan_heading,
    without_heading_numbers,
    without_line_breaks,
    without_sentences,
)

from scorer.checklist import Verdict
from scorer.evaluate.comparison import compact
from scorer.loader import load_checklist
from scorer.pipeline import score_file, score_text
from scorer.report import SectionRole, SentenceKind
from scorer.result import ItemResult, Scorecard

_ROOT = Path(__file__).resolve().parents[1]
REPORTS = [
    *sorted((_ROOT.parent / "shared" / "reports").glob("*.txt")),
    *sorted((_ROOT / "examples").glob("*.txt")),
    *sorted((_ROOT / "examples").glob("*.docx")),
]
RANKS = {
    Verdict.NOT_APPLICABLE: 0,
    Verdict.ABSENT: 1,
    Verdict.PLANNED: 2,
    Verdict.STATED: 3,
    Verdict.EVIDENCED: 4,
}
CREDIT = {Verdict.STATED, Verdict.EVIDENCED}
# A report in bad shape loses the last sign of its sections when it is damaged once more.
DAMAGED_TWICE = {
    "lost-numbering-2024": "标题没有编号，再丢换行，各部分的界线就看不出了",
    "thematic-2023": "标题只有主题、没有编号或换行，第一责任人部分的终点就看不出了",
}
each_report = pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)


@cache
def scored(path: Path) -> Scorecard:
    """The report as it is, from its own text, so that both sides go the same way."""
    first = score_file(path, load_checklist())
    return rescored(first, first.report.text)


def rescored(before: Scorecard, text: str) -> Scorecard:
    report = before.report
    return score_text(text, load_checklist(), unit_kind=report.unit_kind, year=report.year)


def moved(before: Scorecard, after: Scorecard) -> list[str]:
    """Items whose verdict differs, each with both verdicts."""
    return [
        f"{was.item.id} {was.verdict} → {now.verdict}"
        for was, now in zip(before.items, after.items, strict=True)
        if was.verdict is not now.verdict
    ]


def known_limit(path: Path, changes: list[str], *, most: int) -> None:
    """Ends the test as an expected failure where the limit of what can be seen is known."""
    if len(changes) > most and path.stem in DAMAGED_TWICE:
        pytest.xfail(f"{DAMAGED_TWICE[path.stem]}：{'、'.join(changes)}")


def credited(scorecard: Scorecard) -> dict[int, list[ItemResult]]:
    """The acts that got credit, by the number of each sentence that is their evidence.

    Parts of the report (ST) are left out: they are not carried by single sentences.
    """
    results: dict[int, list[ItemResult]] = {}
    for result in scorecard.items:
        if result.item.structure is None and result.verdict in CREDIT:
            for number in {one.sentence for one in result.evidence}:
                if scorecard.report.sentences[number].kind is SentenceKind.BODY:
                    results.setdefault(number, []).append(result)
    return results


def quoted(name: str, scorecard: Scorecard) -> set[str]:
    """The sentences that are evidence of an item."""
    report = scorecard.report
    result = next(one for one in scorecard.items if one.item.id == name)
    return {compact(report.quote(report.sentences[one.sentence].span)) for one in result.evidence}


def still_counting(before: Scorecard, alter, *, skip) -> list[str]:
    """Evidence that goes on counting after its sentence was altered so that it must not."""
    failures = []
    for number, results in credited(before).items():
        sentence = before.report.sentences[number]
        quote = before.report.quote(sentence.span)
        altered = None if skip.search(quote) else alter(before.report, sentence)
        if altered is None:
            continue
        after = rescored(before, altered.text)
        failures += [
            f"{result.item.id}：{quote}"
            for result in results
            if any(compact(altered.sentence) in one for one in quoted(result.item.id, after))
        ]
    return failures


def test_there_are_reports_to_alter():
    assert REPORTS


@each_report
def test_moved_under_the_plan_heading_evidence_no_longer_counts(path):
    assert still_counting(scored(path), under_plan_heading, skip=DONE_MARKS) == []


@each_report
def test_told_as_next_years_plan_evidence_no_longer_counts(path):
    assert still_counting(scored(path), as_plan, skip=DONE_MARKS) == []


@each_report
def test_denied_evidence_no_longer_counts(path):
    assert still_counting(scored(path), as_denial, skip=UNDENIABLE) == []


@each_report
def test_without_its_evidence_a_verdict_never_rises(path):
    before = scored(path)
    for result in {one.item.id: one for ones in credited(before).values() for one in ones}.values():
        numbers = sorted({one.sentence for one in result.evidence})
        sentences = [before.report.sentences[number] for number in numbers]
        after = rescored(before, without_sentences(before.report, sentences))
        now = next(one for one in after.items if one.item.id == result.item.id)
        assert RANKS[now.verdict] <= RANKS[result.verdict], result.item.id
        gone = {compact(before.report.quote(sentence.span)) for sentence in sentences}
        assert not gone & quoted(result.item.id, after)


@each_report
def test_without_all_that_is_done_nothing_is_done(path):
    """Left with title, headings, shortcomings and plan, a report earns nothing for its acts."""
    before = scored(path)
    report = before.report
    roles = {SectionRole.MEASURES, SectionRole.LEADER, SectionRole.OTHER, SectionRole.PREAMBLE}
    drop = [
        sentence
        for sentence in report.sentences
        if sentence.kind in (SentenceKind.BODY, SentenceKind.PREAMBLE)
        and report.sections[sentence.section].role in roles
    ]
    after = rescored(before, without_sentences(report, drop))
    kept = [
        result.item.id
        for result in after.items
        if result.item.structure is None and result.verdict is Verdict.EVIDENCED
    ]
    told = [name for name in kept if not DONE_MARKS.search(_evidence_text(after, name))]
    assert told == []


def _evidence_text(scorecard: Scorecard, name: str) -> str:
    result = next(one for one in scorecard.items if one.item.id == name)
    return "".join(scorecard.report.quote(one.span) for one in result.evidence)


@each_report
@pytest.mark.parametrize("seed", [1, 2])
def test_shuffling_paragraphs_within_a_section_moves_no_verdict(path, seed):
    before = scored(path)
    assert moved(before, rescored(before, shuffled_paragraphs(before.report, seed))) == []


@each_report
@pytest.mark.parametrize("alter", [full_width, half_width])
def test_width_of_digits_and_punctuation_moves_no_verdict(path, alter):
    before = scored(path)
    assert moved(before, rescored(before, alter(before.report.text))) == []


@each_report
def test_heading_numbers_move_at_most_one_verdict(path):
    before = scored(path)
    changes = moved(before, rescored(before, without_heading_numbers(before.report)))
    known_limit(path, changes, most=1)
    assert len(changes) <= 1, changes


@each_report
def test_lost_line_breaks_move_at_most_two_verdicts(path):
    before = scored(path)
    changes = moved(before, rescored(before, without_line_breaks(before.report.text)))
    known_limit(path, changes, most=2)
    assert len(changes) <= 2, changes


@each_report
def test_other_verbs_of_the_same_meaning_move_at_most_five_verdicts(path):
    """Two dozen verbs at once: rules must know the genre's acts, not one report's wording."""
    before = scored(path)
    changes = moved(before, rescored(before, in_other_words(before.report.text)))
    assert len(changes) <= 5, changes


@each_report
def test_one_in_a_hundred_characters_misread_moves_at_most_three_verdicts(path):
    """At most three as a rule: which characters are hit is chance, and now and then (in one draw
    of thirty) chance hits the one word on which each of four or five verdicts hangs."""
    before = scored(path)
    changes = [
        moved(before, rescored(before, as_recognised(before.report.text, seed)))
        for seed in range(1, 6)
    ]
    counts = sorted(map(len, changes))
    assert counts[2] <= 3, changes
    assert counts[-1] <= 6, changes
