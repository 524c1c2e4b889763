"""The example reports keep their verdicts; where one moves, report, item and sentence are shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus.documents import EXAMPLES as EXAMPLE_FOLDER
from corpus.documents import SOURCES, document_bytes
from corpus.frozen import EXAMPLES, Move, accepted, checklist, expected, moves, scored, table

_ACCEPT = "If this is meant: python tests/corpus/accept.py, and tell it in CHANGELOG.md."
RIGHT_AT_LEAST = 0.95
"""Share of verdicts of the corpus that must be those decided by hand."""


def _name(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("example", EXAMPLES, ids=_name)
def test_no_verdict_moves_unseen(example: Path) -> None:
    moved = moves(example)
    assert not moved, f"\n{table(moved)}\n{_ACCEPT}"


@pytest.mark.parametrize("example", EXAMPLES, ids=_name)
def test_no_score_moves_unseen(example: Path) -> None:
    before, after = expected(example).percent, scored(example).percent
    assert after == before, f"{example.stem}: {before} % -> {after} %. {_ACCEPT}"


@pytest.mark.parametrize("example", EXAMPLES, ids=_name)
def test_unit_kind_and_year_are_found(example: Path) -> None:
    report = scored(example).report
    assert (report.unit_kind, report.year) == (expected(example).unit_kind, expected(example).year)


@pytest.mark.parametrize("example", EXAMPLES, ids=_name)
def test_every_item_was_judged_by_hand(example: Path) -> None:
    assert set(expected(example).verdicts) == {item.id for item in checklist().items}


@pytest.mark.parametrize("example", EXAMPLES, ids=_name)
def test_what_is_kept_as_missed_is_really_wrong(example: Path) -> None:
    kept = expected(example)
    assert [item for item, verdict in kept.missed.items() if verdict == kept.verdicts[item]] == []


def test_most_verdicts_are_those_decided_by_hand() -> None:
    judged = sum(len(expected(example).verdicts) for example in EXAMPLES)
    wrong = [
        f"{example.stem} {item}: {verdict}, right is {expected(example).verdicts[item]}"
        for example in EXAMPLES
        for item, verdict in expected(example).missed.items()
    ]
    assert 1 - len(wrong) / judged >= RIGHT_AT_LEAST, "\n".join(wrong)


def test_a_moved_verdict_is_told_with_both_sentences() -> None:
    move = Move(
        "report", "LA-01", "evidenced", "absent", "evidenced", "聘请法律顾问。", "下一步聘请。"
    )
    told = table([move])
    for part in (
        "LA-01",
        "evidenced -> absent",
        "right is evidenced",
        "聘请法律顾问。",
        "下一步聘请。",
    ):
        assert part in told


def test_accepting_keeps_what_was_decided_by_hand() -> None:
    example = EXAMPLES[0]
    assert accepted(example)["verdicts"] == expected(example).verdicts


@pytest.mark.parametrize("source", sorted(SOURCES.glob("*.md")), ids=_name)
def test_word_examples_are_those_of_their_sources(source: Path) -> None:
    written = (EXAMPLE_FOLDER / f"{source.stem}.docx").read_bytes()
    assert written == document_bytes(source.read_text(encoding="utf-8"))


@pytest.mark.parametrize("source", sorted(SOURCES.glob("*.md")), ids=_name)
def test_automatic_numbers_of_word_come_out(source: Path) -> None:
    text = scored(EXAMPLE_FOLDER / f"{source.stem}.docx").report.text
    assert "一、" not in source.read_text(encoding="utf-8")
    assert all(f"\n{number}" in text for number in ("一、", "二、", "（一）", "（二）"))


def test_a_source_line_without_a_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="no such mark"):
        document_bytes("没有记号的一行")
