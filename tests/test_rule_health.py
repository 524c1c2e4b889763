"""Rule health: counts are those of the results and the decisions, shares have their intervals, and
an overruled sentence becomes an example that names nobody."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import jsonschema
import pytest

from scorer.checklist import Verdict
from scorer.cli import run
from scorer.errors import UsageError
from scorer.health import RuleHealth
from scorer.ledger import open_ledger
from scorer.ledger.values import Decision, DecisionKind
from scorer.loader import load_checklist
from scorer.renderers.health_json import health_schema, render_health_json
from scorer.renderers.health_text import SAMPLED, render_health_text
from scorer.rule_health import propose_example, rule_health, wilson, without_names

TINY = Path(__file__).parent / "checklists" / "tiny.yaml"
SENTENCES = {
    "甲": "与云岭律师事务所签订法律顾问合同。",
    "乙": "青禾区乙局充分发挥法律顾问作用。",
    "丙": "青禾区丙局充分发挥法律顾问作用。",
    "丁": "开展普法宣传5场。",
}


def report(name: str, sentence: str) -> str:
    return f"""云岭市青禾区{name}局2024年度法治政府建设情况报告
一、主要举措
{sentence}
二、下一年度安排
下一步将续聘法律顾问。
云岭市青禾区{name}局
2025年1月10日
"""


class Season(NamedTuple):
    folder: Path
    ledger: Path
    rules: Path
    review: Callable[[], None]
    decide: Callable[..., str]
    health: Callable[..., tuple[int, str, str]]

    def found(self, *items: str, same_rules: bool = False) -> RuleHealth:
        with open_ledger(self.ledger) as ledger:
            return rule_health(ledger, items, same_rules=same_rules)


@pytest.fixture
def season(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Season:
    """A reviewed folder under rules of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder, rules, results = tmp_path / "报告", tmp_path / "rules.yaml", tmp_path / "结果"
    folder.mkdir()
    shutil.copy(TINY, rules)
    for name, sentence in SENTENCES.items():
        (folder / f"{name}.txt").write_text(report(name, sentence), "utf-8")
    ledger = results / "审查记录.sqlite"

    def review() -> None:
        out = ["--out", str(results), "--checklist", str(rules)]
        assert run(["review", str(folder), *out]) == 0

    def decide(name: str, verdict: str, reviewer: str = "甲某", item: str = "LA-01") -> str:
        by = ("--reviewer", reviewer, "--reason", f"{reviewer}看过")
        given = (f"云岭市青禾区{name}局", item, "--verdict", verdict)
        assert run(["decide", str(ledger), *given, *by]) == 0
        with open_ledger(ledger) as opened:
            return opened.decisions()[-1].key

    def health(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        code = run(
            ["rules", "health", "--ledger", str(ledger), "--checklist", str(rules), *arguments]
        )
        return (code, *capfd.readouterr())

    review()
    return Season(folder, ledger, rules, review, decide, health)


@pytest.mark.parametrize(
    ("part", "of", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (1, 1, 0.2065, 1.0)],
)
def test_intervals_are_wilsons(part: int, of: int, low: float, high: float) -> None:
    share = wilson(part, of)
    assert share is not None
    assert (round(share.low, 4), round(share.high, 4)) == (low, high)
    assert share.value == part / of


def test_of_nothing_there_is_no_share() -> None:
    assert wilson(0, 0) is None


def test_how_often_an_item_is_credited_is_counted_by_kind_of_unit(season: Season) -> None:
    found = season.found()
    with open_ledger(season.ledger) as ledger:
        results = [json.loads(one.result) for one in ledger.runs()]
    assert found.reports == len(results) == 4
    for item in found.items:
        given = [
            one["verdict"] for result in results for one in result["items"] if one["id"] == item.id
        ]
        counted = [v.value for k in item.kinds for v, n in k.verdicts.items() for _ in range(n)]
        assert sorted(counted) == sorted(given)
        assert item.credited == sum(one in {"stated", "evidenced"} for one in given)
    (first,) = season.found("LA-01").items
    assert [(kind.kind, kind.judged, kind.credited) for kind in first.kinds] == [
        ("department", 4, 3)
    ]
    assert first.habit == ""


def test_items_that_are_never_or_always_credited_are_told(season: Season) -> None:
    habits = {item.id: item.habit for item in season.found().items}
    (season.folder / "丁.txt").unlink()
    assert habits["LA-01"] == ""
    for name in ("甲", "乙", "丙"):
        (season.folder / f"{name}.txt").write_text(report(name, "开展普法宣传。"), "utf-8")
    season.review()
    assert season.found("LA-01").items[0].habit == "never"
    told = season.health("--item", "LA-01")[1]
    assert "LA-01 聘请法律顾问：采信0/4，从未采信" in told
    for path in season.folder.iterdir():
        path.write_text(report(path.stem, "充分发挥法律顾问作用。"), "utf-8")
    (season.folder / "丁.txt").write_text(report("丁", "充分发挥法律顾问作用。"), "utf-8")
    season.review()
    assert "采信4/4，每份都采信" in season.health("--item", "LA-01")[1]


def test_decisions_give_precision_recall_and_the_ways_of_overruling(season: Season) -> None:
    season.decide("甲", "有实据")
    season.decide("乙", "缺失")
    season.decide("丙", "缺失")
    season.decide("丁", "泛泛表述")
    first = season.found().items[0]
    assert (first.id, first.reviewed, first.overruled, first.disputed) == ("LA-01", 4, 3, 0)
    stated, absent = Verdict.STATED, Verdict.ABSENT
    given = Verdict.PLANNED if (Verdict.PLANNED, stated) in first.ways else absent
    assert first.ways == {(stated, absent): 2, (given, stated): 1}
    assert first.precision is not None and (first.precision.part, first.precision.of) == (1, 3)
    assert first.recall is not None and (first.recall.part, first.recall.of) == (1, 2)


def test_what_nobody_reviewed_is_unknown_and_not_right(season: Season) -> None:
    (first,) = season.found("LA-01").items
    assert (first.reviewed, first.precision, first.recall, first.worst) == (0, None, None, ())
    season.decide("丁", "缺失")
    (first,) = season.found("LA-01").items
    assert (first.precision, first.recall) == (None, None)
    told = season.health()[1]
    assert SAMPLED in told and "采信的准确率 无从计算；找全率 无从计算" in told


def test_reviewers_who_differ_are_counted_apart_and_the_last_word_of_each_counts(
    season: Season,
) -> None:
    season.decide("乙", "缺失")
    season.decide("乙", "有实据", reviewer="乙某")
    (first,) = season.found("LA-01").items
    assert (first.reviewed, first.disputed) == (0, 1)
    assert "另有1个审查人意见不一，不计" in season.health()[1]
    season.decide("乙", "有实据")
    (first,) = season.found("LA-01").items
    assert (first.reviewed, first.overruled, first.disputed) == (1, 1, 0)


def test_the_worst_sentences_are_those_overruled_most_often(season: Season) -> None:
    for name, words in (("乙", "充分发挥法律顾问作用。"), ("丙", "充分发挥 法律顾问作用。")):
        (season.folder / f"{name}.txt").write_text(report(name, words), "utf-8")
    season.review()
    key = season.decide("乙", "缺失")
    season.decide("丙", "缺失")
    season.decide("甲", "缺失")
    worst = season.found().items[0].worst
    assert [(one.quote, one.total) for one in worst] == [
        (worst[0].quote, 2),
        (SENTENCES["甲"], 1),
    ]
    assert worst[0].reason == "甲某看过" and "法律顾问作用。" in worst[0].quote
    told = season.health()[1]
    assert f"泛泛表述→缺失 “{worst[0].quote}”" in told and "等2处" in told
    assert worst[0].decision in told
    assert key.startswith(worst[0].decision) or worst[0].name.startswith("云岭市青禾区丙局")


def test_only_the_newest_result_of_a_unit_counts_and_a_decision_keeps_to_its_text(
    season: Season,
) -> None:
    season.decide("乙", "缺失")
    (season.folder / "乙.txt").write_text(report("乙", "开展普法宣传。"), "utf-8")
    season.review()
    found = season.found("LA-01")
    (first,) = found.items
    assert (found.reports, first.judged, first.credited) == (4, 4, 2)
    assert (first.reviewed, first.overruled) == (1, 1), "the text that was overruled is still known"


def test_results_by_other_rules_are_told_and_can_be_left_out(season: Season) -> None:
    text = season.rules.read_text("utf-8")
    season.rules.write_text(
        text.replace("points: 2.5", "points: 3.5").replace("6.5", "7.5"), "utf-8"
    )
    (season.folder / "甲.txt").unlink()
    season.review()
    found = season.found()
    assert [one.reports for one in found.rules] == [3, 1]
    assert "结果出自2版不同的规则" in season.health()[1]
    same = season.found(same_rules=True)
    assert (same.reports, len(same.rules)) == (3, 1)


def test_the_json_satisfies_its_schema(season: Season) -> None:
    season.decide("乙", "缺失")
    code, out, _ = season.health("--format", "json")
    told = json.loads(out)
    validator = jsonschema.Draft202012Validator(health_schema())
    validator.validate(told)
    assert code == 0 and told["items"][0]["precision"]["of"] == 1
    assert not validator.is_valid({**told, "more": 1})
    assert render_health_json(season.found()) == out.encode()


def test_text_has_no_control_characters_and_long_quotes_are_cut(season: Season) -> None:
    long = f"充分发挥法律顾问作用{'，认真负责' * 40}。"
    (season.folder / "乙.txt").write_text(report("乙", long), "utf-8")
    season.review()
    season.decide("乙", "缺失")
    told = render_health_text(season.found(), {})
    assert "……”" in told and all(len(line) < 250 for line in told.splitlines())


def test_it_can_be_written_to_a_file(season: Season, tmp_path: Path) -> None:
    path = tmp_path / "健康.json"
    code, out, _ = season.health("--format", "json", "--output", str(path))
    assert (code, out) == (0, f"{path}\n")
    assert json.loads(path.read_text("utf-8"))["reports"] == 4


def test_an_overruled_sentence_becomes_an_example_without_names(season: Season) -> None:
    key = season.decide("乙", "有实据")
    code, out, err = season.health("--to-example", key[:12])
    assert code == 2 and "例句：某某局充分发挥法律顾问作用。" in out and "请核对" in out
    assert "没有写" in err and "--keep-failing" in err
    before = season.rules.read_text("utf-8")
    code, out, _ = season.health("--to-example", key[:12], "--keep-failing")
    assert code == 0
    after = season.rules.read_text("utf-8")
    line = "- {text: 某某局充分发挥法律顾问作用。, verdict: evidenced}"
    added = [one.strip() for one in after.splitlines() if one not in before.splitlines()]
    assert added == [line]
    item = next(one for one in load_checklist(season.rules).items if one.id == "LA-01")
    assert item.examples[-1].text == "某某局充分发挥法律顾问作用。"


def test_the_user_may_word_the_example_otherwise(season: Season) -> None:
    key = season.decide("甲", "有实据")
    text = "同某某律师事务所签订法律顾问合同。"
    code, out, _ = season.health("--to-example", key, "--text", text)
    assert code == 0 and "请核对" not in out
    assert text in season.rules.read_text("utf-8")


def test_an_example_keeps_its_section_and_the_year_that_it_tells_of(season: Season) -> None:
    sentence = "2024年将续聘法律顾问。"
    text = report("丁", "开展普法宣传。").replace("下一步将续聘法律顾问。", f"下一步{sentence}")
    (season.folder / "丁.txt").write_text(text, "utf-8")
    season.review()
    key = season.decide("丁", "缺失")
    with open_ledger(season.ledger) as ledger:
        proposed = propose_example(ledger, key)
    assert (proposed.section, proposed.year) == ("plan", 2024)
    assert (proposed.text, proposed.verdict) == (f"下一步{sentence}", "absent")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--to-example", "abc"), "太短"),
        (("--to-example", "0" * 20), "没有编号"),
        (("--text", "a"), "要与 --to-example 一起用"),
        (("--keep-failing",), "要与 --to-example 一起用"),
        (("--item", "XX-99"), "没有要点“XX-99”；现有："),
    ],
)
def test_what_cannot_be_done_is_told(season: Season, arguments: tuple[str, ...], told: str) -> None:
    code, _, err = season.health(*arguments)
    assert code == 2 and told in err


def test_a_decision_without_a_sentence_or_about_no_verdict_is_no_example(season: Season) -> None:
    (season.folder / "丁.txt").write_text(
        report("丁", "开展普法宣传。").replace("下一步将续聘法律顾问。", "下一步将加强培训。"),
        "utf-8",
    )
    season.review()
    key = season.decide("丁", "泛泛表述")
    code, _, err = season.health("--to-example", key)
    assert code == 2 and "请用 --text" in err
    with open_ledger(season.ledger) as ledger:
        (known,) = ledger.decisions()
        told = {name: getattr(known, name) for name in Decision.__slots__}
        remark = Decision(**{**told, "kind": DecisionKind.REMARK, "new": ""})
        ledger.add([remark])
        with pytest.raises(UsageError, match="不是对要点判定的意见"):
            propose_example(ledger, remark.key)


def test_a_key_that_several_decisions_begin_with_is_refused(
    season: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    season.decide("乙", "缺失")
    season.decide("丙", "缺失")
    monkeypatch.setattr(Decision, "key", "abcdef0123")
    with open_ledger(season.ledger) as ledger, pytest.raises(UsageError, match="有2条意见"):
        propose_example(ledger, "abcdef")


def test_an_empty_ledger_is_told(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "a.sqlite") as ledger, pytest.raises(UsageError, match="还没有"):
        rule_health(ledger)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("云岭市青禾区水务局印发通知。", "某某局印发通知。"),
        ("青禾区水务局印发通知。", "某某局印发通知。"),
        ("全市水务局长会议在云岭市召开。", "全市水务局长会议在某某市召开。"),
        ("在青禾区开展宣传。", "在某某区开展宣传。"),
        ("白鹭街道办事处报告。", "某某街道办事处报告。"),
        ("白鹭街道的居民。", "某某街道的居民。"),
        ("松鹤馆报告。", "某某单位报告。"),
        ("没有名字。", "没有名字。"),
    ],
)
def test_names_of_units_and_places_are_gone(text: str, right: str) -> None:
    units = ["云岭市青禾区水务局", "白鹭街道办事处", "松鹤馆", "局"]
    assert without_names(text, units) == right
