"""`scorer decide` from review to resubmission."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scorer.cli import run
from scorer.ledger import open_ledger

TINY = Path(__file__).parent / "checklists" / "tiny.yaml"
UNIT = "某某区司法局"
REPORT = """某某区司法局2024年度法治政府建设情况报告
一、主要举措
充分发挥法律顾问作用。开展普法宣传5场。
某某区司法局
2025年1月10日
"""
BY = ("--reviewer", "审查人甲", "--reason", "附件有合同", "--time", "2025-03-03T10:00")
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "报告").mkdir()

    def reviewed(text: str) -> None:
        (tmp_path / "报告/a.txt").write_text(text, "utf-8")
        out = str(tmp_path / "结果")
        assert run(["review", str(tmp_path / "报告"), "--out", out, "--checklist", str(TINY)]) == 0

    return reviewed


@pytest.fixture
def decide(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Call:
    def called(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        code = run(["decide", str(tmp_path / "结果/审查记录.sqlite"), *arguments])
        return (code, *capfd.readouterr())

    return called


def test_a_decision_is_kept_holds_and_is_open_again_after_a_resubmission(
    review: Callable[[str], None], decide: Call, tmp_path: Path
) -> None:
    review(REPORT)
    code, out, _ = decide(UNIT, "LA-01", "--verdict", "有实据", *BY)
    assert code == 0
    assert out.startswith("已登记：LA-01。得分率：")
    assert "LA-01　泛泛表述→有实据　审查人甲　2025-03-03 10:00　附件有合同　【有效】" in out
    review(REPORT.replace("5场", "6场"))
    assert "【有效】" in decide(UNIT)[1]
    review(REPORT.replace("充分发挥", "认真发挥"))
    _, out, _ = decide(UNIT)
    assert (
        "【须重新审查（原句有变）】\n  － 充分发挥法律顾问作用。\n  ＋ 认真发挥法律顾问作用。"
        in out
    )
    with open_ledger(tmp_path / "结果/审查记录.sqlite") as ledger:
        assert len(ledger.runs()) == 3 and len(ledger.decisions()) == 1


def test_two_reviewers_who_disagree_are_both_shown(
    review: Callable[[str], None], decide: Call
) -> None:
    review(REPORT)
    decide(UNIT, "LA-01", "--verdict", "evidenced", *BY)
    _, out, _ = decide(
        UNIT, "LA-01", "--verdict", "缺失", "--reviewer", "审查人乙", "--reason", "没有合同"
    )
    assert out.count("【意见不一，按程序的判定】") == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("没有的局",), "有记录的单位：某某区司法局"),
        (("某某区财政局",), "有记录的单位：某某区司法局"),
        (("某某司法局",), "是不是“某某区司法局”？"),
        (
            (UNIT, "LA-01", "--verdict", "很好", *BY),
            "没有判定“很好”；可以填：缺失、仅计划或自认不足、泛泛表述、有实据、不适用\n",
        ),
        ((UNIT, "LA-01", "--verdict", "缺失", "--accept", *BY), "只能写一个"),
        ((UNIT, "LA-01", "--verdict", "缺失", "--reason", "x"), "缺少--reviewer"),
        ((UNIT, "LA-01", "--reviewer", "x"), "缺少--reason"),
        ((UNIT, "LA-01", "--accept", *BY), "可以填"),
        ((UNIT, "LA-01", *BY[:4], "--time", "昨天"), "“昨天”"),
    ],
)
def test_a_wrong_call_says_what_is_missing_and_records_nothing(
    review: Callable[[str], None], decide: Call, arguments: tuple[str, ...], told: str
) -> None:
    review(REPORT)
    code, _, err = decide(*arguments)
    assert code == 2
    assert told in err
    assert "程序得分率" in decide(UNIT)[1].split("\n")[0]
