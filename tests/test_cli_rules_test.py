"""`scorer rules test` shows what each example gives, also where the checklist does not pass."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from scorer.cli import run
from scorer.cli.rules.test import test as command

TINY = Path(__file__).parent / "checklists" / "lintable.yaml"


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, standalone_mode=False)


def failing(folder: Path) -> Path:
    text = TINY.read_text("utf-8")
    for old, new in (
        ("充分发挥法律顾问作用。, verdict: stated", "充分发挥法律顾问作用。, verdict: evidenced"),
        ("聘请法律顾问2名。, verdict: evidenced", "聘请法律顾问2名。, verdict: stated"),
        ("聘请社会律师。, verdict: absent", "聘请社会律师。, verdict: planned"),
        ("开展普法宣传5场。", "开展普法宣传5场。举办培训2次。"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "tiny.yaml"
    path.write_text(text, "utf-8")
    return path


def test_the_shipped_examples_are_counted_per_item() -> None:
    result = invoke("LA-02", "LA-01")
    assert result.return_value == 0
    lines = result.output.splitlines()
    assert lines[0].startswith("LA-01 聘请法律顾问、设立法律顾问室：")
    assert lines[1].startswith("LA-02 公职律师：")
    assert lines[1].endswith("句，全对")
    assert "漏判0句，误判0句。" in lines[2]


def test_a_failure_is_shown_with_sentence_match_and_refusal(tmp_path: Path) -> None:
    path = failing(tmp_path)
    result = invoke("--checklist", str(path))
    assert result.return_value == 1
    assert f"{path}:51:16: 漏判 LA-01 例句2\n    │ 充分发挥法律顾问作用。\n" in result.output
    assert (
        "    应判“有实据”，实判“泛泛表述”\n    命中：LA-01.a told，给“泛泛表述”\n" in result.output
    )
    assert "    还差：LA-01.a told（没有次数、日期、名称等可核查的事实）\n" in result.output
    assert "误判 LA-01 例句5" in result.output
    assert "命中：LA-01.c number，给“有实据”（事实：2名）" in result.output
    assert (
        "    │ 聘请社会律师。\n    应判“仅计划或自认不足”，实判“缺失”\n    没有模式命中\n"
        in result.output
    )
    assert "    │ 一、主要举措\n    │ 开展普法宣传5场。举办培训2次。\n" in result.output
    assert "LA-01 聘请法律顾问：5句，漏判1、误判1\n" in result.output
    assert result.output.endswith("合计：3个要点、14个例句，对10句，漏判2句，误判2句。\n")


def test_json_tells_the_same(tmp_path: Path) -> None:
    path = failing(tmp_path)
    result = invoke("LA-01", "--checklist", str(path), "--format", "json")
    found = json.loads(result.output)
    assert found["checklist"]["id"] == "lintable"
    assert found["items"] == [{"item": "LA-01", "examples": 5, "missed": 1, "overclaimed": 1}]
    first, second = found["failures"]
    assert (first["item"], first["example"], first["kind"]) == ("LA-01", 2, "missed")
    assert (first["file"], first["line"], first["column"]) == (str(path), 51, 16)
    assert (first["expected"], first["given"]) == ("evidenced", "stated")
    assert first["matched"] == [{"pattern": "LA-01.a", "verdict": "stated", "facts": []}]
    assert first["refused"] == [{"pattern": "LA-01.a", "reason": "no_fact"}]
    assert (second["kind"], second["matched"][0]["facts"]) == ("overclaimed", ["2名"])


def test_an_unknown_item_is_named_with_its_neighbour(capsys) -> None:  # type: ignore[no-untyped-def]
    assert run(["rules", "test", "LA-1"]) == 2
    assert "检查单里没有要点“LA-1”；是否想写“LA-01”？" in capsys.readouterr().err
    assert run(["rules", "test", "甲"]) == 2
    assert "检查单里没有要点“甲”；现有：ST-01、" in capsys.readouterr().err
