"""Every sentence of `tests/cues/` keeps its status; every cue of the file is needed by one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from scorer.assertion import classify
from scorer.checklist import Cue
from scorer.kinds import Status
from scorer.report import Report, SectionRole
from scorer.result import Assertion
from tests.clause_reports import cut_report, load_cues

FOLDER = Path(__file__).parent / "cues"
CASES = [
    (f"{path.stem}:{number}", case)
    for path in sorted(FOLDER.glob("*.yaml"))
    for number, case in enumerate(yaml.safe_load(path.read_text("utf-8")), 1)
]


@cache
def _cues() -> tuple[Cue, ...]:
    return load_cues()


def _report(case: dict[str, Any]) -> Report:
    return cut_report(
        case["text"].replace("【", "").replace("】", ""),
        role=SectionRole(case.get("section", "measures")),
        year=case.get("year", 2024),
        heading=case.get("heading", ""),
    )


def _judged(case: dict[str, Any], cues: tuple[Cue, ...]) -> Assertion:
    """The assertion of the clause in which the marked act begins."""
    report = _report(case)
    act = report.text.index(case["text"].split("【")[1].split("】")[0])
    opening = len(case["text"].split("【")[0])
    act = max(act, opening + len(report.text) - len(case["text"]) + 2)
    number = next(c.number for c in report.clauses if c.span.start <= act < c.span.end)
    return classify(report, cues)[number]


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES])
def test_marked_act_gets_its_status(case: dict[str, Any]) -> None:
    found = _judged(case, _cues())
    said = f"{case['text']} 判为 {found.status}（{found.cue_id} {found.cue}）"
    assert found.status is Status(case["status"]), said
    assert found.other_year is case.get("other_year", False), said


@pytest.mark.parametrize("cue", [pytest.param(cue, id=cue.id) for cue in load_cues()])
def test_every_cue_is_needed_by_a_sentence(cue: Cue) -> None:
    without = tuple(other for other in _cues() if other.id != cue.id)
    changed = [
        case["text"] for _, case in CASES if _judged(case, without) != _judged(case, _cues())
    ]
    assert changed, f"没有例句用到线索 {cue.id}，请在 tests/cues/ 加一句"


DONE_CASES = [
    pytest.param(case, id=name)
    for name, case in CASES
    if case["status"] == "done" and case.keys() <= {"text", "status"}
]


@pytest.mark.parametrize("case", DONE_CASES)
def test_nothing_is_done_in_a_shortcomings_section(case: dict[str, Any]) -> None:
    assert _judged(case | {"section": "shortcomings"}, _cues()).status is not Status.DONE


@pytest.mark.parametrize("opening", ["下一步，", "今后，", "接下来，"])
def test_hardly_anything_is_done_after_a_plan_opening(opening: str) -> None:
    done = [
        case["text"]
        for (case,) in (param.values for param in DONE_CASES)
        if _judged({"text": opening + case["text"]}, _cues()).status is Status.DONE
    ]
    assert len(done) / len(DONE_CASES) <= 0.03, done


def test_sentences_are_many_and_unlike() -> None:
    marked = [
        (case["text"], case.get("section"), case.get("year"), case.get("heading"))
        for _, case in CASES
    ]
    assert len(marked) >= 220
    assert len(set(marked)) == len(marked)


def test_no_word_stands_in_two_cues() -> None:
    seen: dict[str, str] = {}
    for cue in _cues():
        if cue.id == "year-continues":
            continue  # looked for by itself, in sentences of an earlier year only
        for word in cue.words:
            assert word not in seen, f"“{word}”同时在 {seen[word]} 和 {cue.id}"
            seen[word] = cue.id
