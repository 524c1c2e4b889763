"""What does nothing, is needless or untested in the rules is told with place and remedy."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from scorer.checklist import LintRule
from scorer.cli.rules.lint import lint as command
from scorer.linting import ABOUT, LintFinding, lint
from scorer.linting.phrases import escapes, offset_in, overlaps
from scorer.linting.reach import knows_unit
from scorer.linting.rulebook import NAMED_IN_CODE
from scorer.linting.telling import lines_of
from scorer.loader import load_checklist, shipped_checklists, shipped_overlays

HERE = Path(__file__).parent
TINY = HERE / "checklists" / "lintable.yaml"

TOLD = "{name: told, all: [$法律顾问]}"
HIRED = "{name: hired, all: [$签约, $法律顾问], within: sentence}"
ALIKE = "look_alikes: [村法律顾问]"
EXAMPLES = "    examples:\n      - {text: 与某某律师事务所签订法律顾问合同。"


def written(folder: Path, *changes: tuple[str, str]) -> Path:
    text = TINY.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    path = folder / "tiny.yaml"
    path.write_text(text, "utf-8")
    return path


def told(findings: tuple[LintFinding, ...], path: Path) -> list[str]:
    return [
        f"{one.place.line}:{one.place.column} {one.rule} {one.item or '-'} {one.message}"
        for one in findings
        if one.place and one.place.path == str(path)
    ]


def test_the_small_checklist_of_these_tests_has_nothing_to_tell() -> None:
    assert told(lint(TINY).findings, TINY) == []


CASES = [
    ("look-alike in every phrase of the anchor", TOLD, "{name: told, all: [[村法律顾问, 小村法律顾问甲]]}",
     LintRule.DEAD_PATTERN, "模式“told”永远不会采纳：它总是碰到貌似说法“村法律顾问”"),
    ("look-alike in one phrase", TOLD, "{name: told, all: [[$法律顾问, 村法律顾问]]}",
     LintRule.DEAD_PHRASE, "“村法律顾问”永远不起作用：它总是碰到貌似说法“村法律顾问”"),
    ("none in the anchor", TOLD, "{name: told, all: [$法律顾问], none: [顾问]}",
     LintRule.DEAD_PATTERN, "模式“told”永远不会采纳：它含有 none 里的“顾问”"),
    ("none in another term of the clause", TOLD, "{name: told, all: [$法律顾问, 聘请], none: [聘]}",
     LintRule.DEAD_PATTERN, "模式“told”永远不会采纳：它含有 none 里的“聘”"),
    ("none in one phrase of another term", TOLD, "{name: told, all: [$法律顾问, [聘请, 作用]], none: [聘]}",
     LintRule.DEAD_PHRASE, "“聘请”永远不起作用：它含有 none 里的“聘”"),
    ("a title not admitted", TOLD, "{name: told, all: [《律师法》]}",
     LintRule.DEAD_PATTERN, "书名号里的命中不算（除非写 in_titles: true）"),
    ("a phrase over two clauses", TOLD, "{name: told, all: [$法律顾问, '作用，推进']}",
     LintRule.DEAD_PATTERN, "词里有断句的标点，一个分句里放不下它"),
    ("a gap in a heading", TOLD, "{name: told, all: [$法律顾问], under: [法…问]}",
     LintRule.DEAD_PATTERN, "这里不能用省略号“…”"),
    ("a gap in a fact's words", "{name: number, all: [$法律顾问], facts: [{count: [名, 家]}]}",
     "{name: number, all: [$法律顾问], facts: [{count: [名], words: [法…问, 律师]}]}",
     LintRule.DEAD_PHRASE, "“法…问”永远不起作用：这里不能用省略号“…”"),
    ("kinds that are never judged", "{name: told, all: [公职律师], none: [没有]}", "{name: told, all: [公职律师], none: [没有], kinds: [department]}",
     LintRule.DEAD_PATTERN, "kinds 里的单位类型都不适用本要点（applies_to：office）"),
    ("shortcomings only", TOLD, "{name: told, all: [$法律顾问], sections: [shortcomings]}",
     LintRule.DEAD_PATTERN, "不足部分的话不计分"),
    ("a negative distance", HIRED, "{name: hired, all: [$签约, $法律顾问], near: -1}",
     LintRule.DEAD_PATTERN, "near 不能小于0"),
    ("a year before the duty", "{name: told, all: [公职律师], none: [没有]}",
     "{name: told, all: [公职律师], none: [没有], to_year: 2015}", LintRule.NO_EFFECT,
     "to_year（2015）早于要点的 from_year（2016），只在还没有这项义务的年度才算"),
    ("near with one term", TOLD, "{name: told, all: [$法律顾问], near: 3}",
     LintRule.NO_EFFECT, "模式“told”：near 不起作用，模式只有一个词"),
    ("ordered with one term", TOLD, "{name: told, all: [$法律顾问], ordered: true}",
     LintRule.NO_EFFECT, "ordered 不起作用"),
    ("within with one term", TOLD, "{name: told, all: [$法律顾问], within: sentence}",
     LintRule.NO_EFFECT, "within 不起作用，模式只有一个词，也不要求事实"),
    ("pooled without a count", HIRED, "{name: hired, all: [$签约, $法律顾问], within: sentence, pooled: true}",
     LintRule.NO_EFFECT, "pooled 不起作用，模式不要求次数、件数"),
    ("no facts in the list", HIRED, "{name: hired, all: [$签约, $法律顾问], within: sentence, facts: []}",
     LintRule.NO_EFFECT, "facts 不起作用，列表是空的"),
    ("one kind too many", "{name: told, all: [公职律师], none: [没有]}", "{name: told, all: [公职律师], none: [没有], kinds: [office, department]}",
     LintRule.NO_EFFECT, "kinds 里的 department 不适用本要点"),
    ("no unit", "facts: [{count: [名, 家]}]", "facts: [{count: [名, 余名]}]",
     LintRule.NO_EFFECT, "程序不把“余名”认作量词，永远数不到"),
    ("the same term twice", HIRED, "{name: hired, all: [$法律顾问, $法律顾问, $签约], within: sentence}",
     LintRule.NO_EFFECT, "all 的第1、第2个词相同，要出现两次才算"),
    ("a narrower pattern", TOLD, "{name: told, all: [$法律顾问]}\n      - {name: more, all: [常年法律顾问, 作用]}",
     LintRule.SUBSUMED_PATTERN, "模式“more”（stated）从不起决定作用：它命中时，模式“told”（stated）一定也命中"),
    ("a statement that is always proof", TOLD, "{name: told, all: [$法律顾问]}\n      - {name: more, all: [$签约, $法律顾问], sections: [measures]}",
     LintRule.SUBSUMED_PATTERN, "模式“more”（stated）从不起决定作用：它命中时，模式“hired”（evidenced）一定也命中"),
    ("the same pattern twice", TOLD, "{name: told, all: [$法律顾问]}\n      - {name: again, all: [$法律顾问]}",
     LintRule.SUBSUMED_PATTERN, "模式“again”（stated）"),
    ("the same pattern in two items", "{name: told, all: [公职律师], none: [没有]}", "{name: told, all: [公职律师]}\n      - {name: too, all: [$法律顾问]}",
     LintRule.OVERLAPPING_ITEMS, "模式“too”与 LA-01 的模式“told”找的是同样的话"),
    ("a statement that fires on what is waived", "{name: told, all: [公职律师], none: [没有]}", "{name: told, all: [公职律师]}",
     LintRule.DEAD_PATTERN, "永远不会采纳：模式“told”会先命中同样的字，应在它的 none 里写上“没有”的说法"),
    ("a longer phrase in the vocabulary", "法律顾问: [法律顾问]", "法律顾问: [法律顾问, 法律顾问室]",
     LintRule.SWALLOWED_PHRASE, "词条“法律顾问”里“法律顾问室”含有“法律顾问”，有“法律顾问”就已命中，这个词不起作用"),
    ("a longer phrase with a gap", TOLD, "{name: told, all: [$法律顾问, [作用, 发挥…作用]]}",
     LintRule.SWALLOWED_PHRASE, "“发挥…作用”含有“作用”"),
    ("a longer look-alike", ALIKE, "look_alikes: [村法律顾问, 某村法律顾问]",
     LintRule.SWALLOWED_PHRASE, "“某村法律顾问”含有“村法律顾问”"),
    ("a phrase twice", ALIKE, "look_alikes: [村法律顾问, 村法律顾问]",
     LintRule.REPEATED_PHRASE, "“村法律顾问”在同一处写了两次，第43行第19列已有"),
    ("two entries with the same phrases", "签约: [签订, 聘请]", "签约: [签订, 聘请]\n  聘用: [聘请, 签订]",
     LintRule.SAME_TERM, "词条“聘用”与“签约”的词语完全相同"),
    ("an entry that is not used", "签约: [签订, 聘请]", "签约: [签订, 聘请]\n  其他: [甲, $更多]\n  更多: [乙]",
     LintRule.UNUSED_TERM, "词条“更多”没有任何要点用到"),
    ("a look-alike that touches nothing", ALIKE, "look_alikes: [村法律顾问, 企业体检]",
     LintRule.IDLE_LOOK_ALIKE, "貌似说法“企业体检”碰不到本要点任何模式的锚"),
    ("a look-alike that kills an example", ALIKE, "look_alikes: [村法律顾问, 发挥法律顾问]",
     LintRule.LOOK_ALIKE_KILLS, "貌似说法“发挥法律顾问”挡住了自己的例句；例句2“充分发挥法律顾问作用。”应判“泛泛表述”"),
    ("an example that fails", "{text: 开展法律服务宣传。, verdict: absent}", "{text: 聘请法律顾问。, verdict: absent}",
     LintRule.FAILING_EXAMPLE, "误判：例句4“聘请法律顾问。”应判“缺失”"),
    ("a verdict without example", "{text: 聘请法律顾问2名。, verdict: evidenced}", "{text: 开展服务。, verdict: absent}",
     LintRule.NEVER_EXERCISED, "模式“number”（evidenced）没有任何例句用到"),
    ("no example of what was waived", "{text: 本年度没有公职律师。, verdict: not_applicable}", "{text: 开展宣传。, verdict: absent}",
     LintRule.MISSING_EXAMPLE, "没有一个例句应判“不适用”（not_applicable）"),
    ("a recalled basis", "confidence: secondary, from_year: 2016", "confidence: recalled, from_year: 2016",
     LintRule.WEAK_BASIS, "依据《某某意见》是凭记忆写的（recalled）"),
    ("a basis that has run out", "confidence: secondary, from_year: 2016", "confidence: secondary, to_year: 2020",
     LintRule.WEAK_BASIS, "全部依据到2026年都已不再适用"),
    ("thin advice", "advice: 写明聘请了哪家律师事务所、几名律师。", "advice: 写清楚。",
     LintRule.THIN_ADVICE, "补充建议“写清楚。”没有告诉人写什么"),
    ("a longer cue", "words: [下一步]", "words: [下一步, 下一步工作]",
     LintRule.SWALLOWED_CUE, "线索词 planned-01 的“下一步工作”不起作用：同一组的“下一步”已经够了"),
    ("a cue twice", "words: [不断]", "words: [不断, 下一步]",
     LintRule.SWALLOWED_CUE, "线索词 pseudo-01 的“下一步”不起作用：planned-01 已有这个词，同一处只算前面的"),
    ("an allowance for nothing", EXAMPLES, "    allow: [{rule: dead-pattern, reason: 试试}]\n" + EXAMPLES,
     LintRule.IDLE_ALLOWANCE, "allow 里的 dead-pattern没有放过任何情况"),
    ("an allowance without target", "items:\n", "allow: [{rule: dead-pattern, reason: 试试}]\nitems:\n",
     LintRule.IDLE_ALLOWANCE, "allow 里的 dead-pattern 没有写 at，不知道放过哪一处"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "old", "new", "rule", "message"), CASES, ids=[c[0] for c in CASES]
)
def test_what_does_nothing_is_found(
    tmp_path: Path, case: str, old: str, new: str, rule: LintRule, message: str
) -> None:
    path = written(tmp_path, (old, new))
    found = [one for one in lint(path).findings if one.rule is rule]
    assert any(message in one.message for one in found), told(lint(path).findings, path)
    assert all(one.place and one.place.line > 1 and one.remedy for one in found)


SPARED = [
    ("with near a longer phrase reaches farther", HIRED, "{name: hired, all: [[签订, 签订合同, 聘请], $法律顾问], near: 5}", LintRule.SWALLOWED_PHRASE),
    ("a look-alike that refuses more", ALIKE, "look_alikes: [村法律顾问, 法律顾问村法律顾问]", LintRule.SWALLOWED_PHRASE),
    ("a title within an anchor", TOLD, "{name: told, all: [[法律顾问, 《法律顾问]]}", LintRule.SWALLOWED_PHRASE),
    ("a gap that may be too wide", TOLD, "{name: told, all: [$法律顾问, [甲…丙, 甲…乙…丙]]}", LintRule.SWALLOWED_PHRASE),
    ("another section", TOLD, "{name: told, all: [$法律顾问]}\n      - {name: more, all: [顾问], sections: [leader]}", LintRule.SUBSUMED_PATTERN),
    ("a wider pattern with conditions", TOLD, "{name: told, all: [$法律顾问], none: [宣传]}\n      - {name: more, all: [$法律顾问, 作用]}", LintRule.SUBSUMED_PATTERN),
    ("facts that are quoted", "{name: number, all: [$法律顾问], facts: [{count: [名, 家]}]}", "{name: number, all: [$法律顾问], facts: [{count: [名, 家]}]}\n      - {name: bare, all: [法律顾问]}", LintRule.DEAD_PATTERN),
    ("a pseudo-cue that guards", "words: [不断]", "words: [不断, 不日]", LintRule.SWALLOWED_CUE),
    ("another cue would begin behind", "words: [不断]", "words: [不断, 步工作]", LintRule.SWALLOWED_CUE),
]  # fmt: skip


@pytest.mark.parametrize(("case", "old", "new", "rule"), SPARED, ids=[c[0] for c in SPARED])
def test_what_only_looks_needless_is_left_alone(
    tmp_path: Path, case: str, old: str, new: str, rule: LintRule
) -> None:
    path = written(tmp_path, (old, new))
    assert [one.message for one in lint(path).findings if one.rule is rule] == []


@pytest.mark.parametrize(
    ("narrow", "wide", "covered"),
    [
        ("all: [$签约, $法律顾问]", "all: [$签约, $法律顾问], within: sentence", True),
        ("all: [$签约, $法律顾问], within: sentence", "all: [$签约, $法律顾问]", False),
        ("all: [$签约, $法律顾问], near: 3", "all: [$签约, $法律顾问], near: 5", True),
        ("all: [$签约, $法律顾问], near: 8", "all: [$签约, $法律顾问], near: 5", False),
        ("all: [$签约, $法律顾问], near: 3", "all: [$签约, $法律顾问], near: 5, ordered: true", False),
        ("all: [$签约], facts: [{count: [名]}]", "all: [$签约], facts: [{count: [名, 家]}]", True),
        ("all: [$签约], facts: [{count: []}]", "all: [$签约], facts: [{count: [名, 家]}]", False),
        ("all: [$签约], facts: [date]", "all: [$签约], facts: [rate, date]", True),
        ("all: [$签约], facts: [date], within: sentence", "all: [$签约], facts: [date]", False),
        ("all: [$签约], facts: [{document: [合同]}]", "all: [$签约], facts: [document]", True),
        ("all: [$签约], facts: [document]", "all: [$签约], facts: [{document: [合同]}]", False),
        ("all: [$签约], facts: [{title: 2}]", "all: [$签约], facts: [{title: 1}]", True),
        ("all: [$签约], facts: [{count: [名]}], pooled: true", "all: [$签约], facts: [{count: [名]}]", False),
        ("all: [$签约], facts: [date]", "all: [$签约]", False),
        ("all: [$签约], actors: [leader]", "all: [$签约], actors: [leader, unit]", True),
        ("all: [$签约]", "all: [$签约], actors: [leader, unit]", False),
        ("all: [$签约], actors: [other_organ]", "all: [$签约]", False),
        ("all: [$签约], sections: [leader]", "all: [$签约], sections: [leader, measures]", True),
        ("all: [$签约], under: [法律顾问工作]", "all: [$签约], under: [法律顾问]", True),
        ("all: [$签约], under: [法律]", "all: [$签约], under: [法律顾问]", False),
        ("all: [$签约], none: [甲]", "all: [$签约], none: [甲乙]", True),
        ("all: [$签约], none: [甲乙]", "all: [$签约], none: [甲]", False),
        ("all: [$签约], in_titles: true", "all: [$签约]", False),
        ("all: [$签约], to_year: 2019", "all: [$签约], to_year: 2020", True),
        ("all: [$签约]", "all: [$签约], to_year: 2020", False),
        ("all: [$签约], kinds: [office]", "all: [$签约]", True),
        ("all: [$签约]", "all: [$签约], kinds: [office]", False),
        ("all: [签订、合同]", "all: [合同]", False),
    ],
)  # fmt: skip
def test_a_pattern_covers_another_only_where_it_must_fire_too(
    tmp_path: Path, narrow: str, wide: str, covered: bool
) -> None:
    both = f"{{name: narrow, {narrow}}}\n      - {{name: wide, {wide}}}"
    path = written(tmp_path, (HIRED, both))
    names = {
        (one.names[0], "模式“wide”" in one.message)
        for one in lint(path).findings
        if one.rule is LintRule.SUBSUMED_PATTERN
    }
    assert (("narrow", True) in names) is covered


def test_an_allowance_lets_pass_visibly_and_only_what_it_names(tmp_path: Path) -> None:
    allow = "    allow:\n      - {rule: swallowed-phrase, at: 某村法律顾问, reason: 本地常用}\n"
    alike = (ALIKE, "look_alikes: [村法律顾问, 某村法律顾问, 大村法律顾问]")
    path = written(tmp_path, alike, (EXAMPLES, allow + EXAMPLES))
    report = lint(path)
    assert [one.names[0] for one in report.findings] == ["大村法律顾问"]
    assert [(one.finding.names[0], one.reason) for one in report.silenced] == [
        ("某村法律顾问", "本地常用")
    ]
    lines = list(lines_of(report, allowed=True))
    assert lines[-1] == "合计：错误0处、警告1处、提示0处；规则文件里用 allow 放过1处。"
    assert "    理由：本地常用" in lines
    assert any("swallowed-phrase" in line and "放过1处" in line for line in lines)


def test_an_allowance_of_the_checklist_serves_the_vocabulary(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        ("签约: [签订, 聘请]", "签约: [签订, 聘请]\n  备用: [甲乙]"),
        ("items:\n", "allow: [{rule: unused-term, at: 备用, reason: 留给补充规则}]\nitems:\n"),
    )
    report = lint(path)
    assert report.findings == ()
    assert len(report.silenced) == 1


def test_an_allowance_changes_no_digest(tmp_path: Path) -> None:
    allow = "    allow: [{rule: dead-pattern, reason: 试试}]\n"
    path = written(tmp_path, (EXAMPLES, allow + EXAMPLES))
    assert load_checklist(path).digest == load_checklist(TINY).digest


OVERLAY = """id: place
extends: lintable
change:
  LA-01:
    points: 4
    title: 聘请本地法律顾问
    basis: {add: [{document: 某某办法, confidence: verified}]}
    applies_to: all
  LA-02: {points: 3}
vocabulary: {签约: [聘请, 续聘]}
cues: {planned-01: [下一步, 明年]}
new_vocabulary: {}
grades: [{title: 良好, percent: 70}, {title: 需补充, percent: 0}]
"""


def test_edits_of_an_overlay_that_change_nothing_are_named(tmp_path: Path) -> None:
    path = tmp_path / "place.yaml"
    path.write_text(OVERLAY, "utf-8")
    report = lint(TINY, [path])
    found = [one for one in report.findings if one.rule is LintRule.IDLE_OVERLAY_EDIT]
    assert [(one.place.line if one.place else 0, " ".join(one.names)) for one in found] == [
        (5, "change LA-01 points"),
        (8, "change LA-01 applies_to"),
        (10, "vocabulary 签约 聘请"),
        (11, "cues planned-01 下一步"),
        (12, "new_vocabulary"),
        (13, "grades"),
    ]
    assert report.checked[LintRule.IDLE_OVERLAY_EDIT] == 11


def test_terms_that_only_an_overlay_leaves_idle_are_not_its_fault(tmp_path: Path) -> None:
    path = tmp_path / "place.yaml"
    about = "id: place\nextends: lintable\ntitle: 某地\n"
    path.write_text(f"{about}drop: [LA-01]\nnew_vocabulary: {{备用: [甲乙]}}\n", "utf-8")
    found = [one for one in lint(TINY, [path]).findings if one.rule is LintRule.UNUSED_TERM]
    assert [(one.names, one.place and one.place.path) for one in found] == [(("备用",), str(path))]


def test_all_parts_of_an_overlay_are_tried(tmp_path: Path) -> None:
    path = tmp_path / "place.yaml"
    path.write_text(
        "id: place\nextends: lintable\ntitle: 某地\ndrop: [LA-02]\n"
        "groups:\n  ST: {points: 2}\n  LA: {title: 法律顾问工作}\n",
        "utf-8",
    )
    found = [one for one in lint(TINY, [path]).findings if one.rule is LintRule.IDLE_OVERLAY_EDIT]
    assert [" ".join(one.names) for one in found] == ["groups ST points"]


def test_cost_grows_with_the_rules_and_not_faster() -> None:
    """Counted in lines of Python, which no other work on the machine can slow."""
    from scorer.linting.rulebook import open_rulebook
    from scorer.linting.wording import swallowed_phrases
    from scorer.loader import load_effective

    book = open_rulebook(load_effective(TINY))
    many = book._replace(uses=book.uses * 40)
    assert lines_run(lambda: list(swallowed_phrases(many))) < 60 * lines_run(
        lambda: list(swallowed_phrases(book))
    )


def lines_run(work: Callable[[], object]) -> int:
    import sys

    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("overlay", [None, *shipped_overlays()])
@pytest.mark.parametrize("name", shipped_checklists())
def test_what_we_ship_has_nothing_to_tell(name: str, overlay: str | None) -> None:
    report = lint(name, [overlay] if overlay else [])
    assert [f"{one.place}: {one.rule} {one.message}" for one in report.findings] == []
    assert all(reason for _, reason in report.silenced)
    assert set(report.checked) == set(LintRule) == set(ABOUT)


def test_the_terms_that_the_code_names_are_those_of_the_code() -> None:
    import re

    sources = (HERE.parent / "scorer").rglob("*.py")
    named = {
        name
        for path in sources
        for name in re.findall(r"\.words\(f?\"([^\"{]+)", path.read_text("utf-8"))
        if not name.endswith("·")
    }
    assert named == NAMED_IN_CODE


@pytest.mark.parametrize(
    ("inner", "outer", "offset"),
    [
        ("乙", "甲乙丙", 1),
        ("甲乙", "甲…乙", None),
        ("甲…乙", "甲丙乙", 0),
        ("甲…乙", "丁甲…乙", 1),
        ("甲…乙", "甲丙…乙", None),
        ("甲…乙", "甲" + "丙" * 13 + "乙", None),
        ("乙丙", "甲…乙丙", 2),
        ("甲…丙", "甲…乙…丙", None),
    ],
)
def test_a_phrase_stands_in_another_only_where_it_always_does(
    inner: str, outer: str, offset: int | None
) -> None:
    assert offset_in(inner, outer) == offset


@settings(deadline=None)
@given(st.text("甲乙", min_size=1, max_size=4), st.text("甲乙", min_size=1, max_size=5))
def test_overlaps_are_those_of_all_texts(word: str, alike: str) -> None:
    """Lay one over the other at every distance: they overlap where they agree."""
    agree = False
    for left in range(1 - len(word), len(alike)):
        places = [(left + n, c) for n, c in enumerate(word) if 0 <= left + n < len(alike)]
        agree = agree or all(alike[at] == c for at, c in places)
    assert overlaps(word, alike) is agree
    assert not escapes(word, alike, alike)


def test_units_are_those_of_the_fact_finder() -> None:
    assert all(knows_unit(unit) for unit in ("件", "人次", "场次", "个工作日", "万元"))
    assert not any(knows_unit(unit) for unit in ("余件", "年", "议题"))


@pytest.mark.parametrize(
    ("level", "code"), [("error", 0), ("warning", 1), ("hint", 1), ("never", 0)]
)
def test_the_command_fails_from_the_level_that_is_asked(
    tmp_path: Path, level: str, code: int
) -> None:
    path = written(tmp_path, (ALIKE, "look_alikes: [村法律顾问, 村法律顾问]"))
    arguments = ["--checklist", str(path), "--fail-on", level]
    result = CliRunner().invoke(command, arguments, standalone_mode=False)
    assert result.return_value == code
    assert f"{path}:43:26: LA-01：警告 repeated-phrase：" in result.output
    assert "    怎样改：删去一处。" in result.output


def test_an_error_fails_without_being_asked(tmp_path: Path) -> None:
    path = written(tmp_path, (TOLD, "{name: told, all: [$法律顾问], none: [顾问]}"))
    result = CliRunner().invoke(command, ["--checklist", str(path)], standalone_mode=False)
    assert result.return_value == 1


def test_json_holds_everything(tmp_path: Path) -> None:
    path = written(tmp_path, (ALIKE, "look_alikes: [村法律顾问, 村法律顾问]"))
    arguments = ["--checklist", str(path), "--format", "json"]
    result = CliRunner().invoke(command, arguments, standalone_mode=False)
    found = json.loads(result.output)
    assert found["counts"] == {"error": 0, "warning": 1, "hint": 0}
    assert found["findings"] == [
        {
            "rule": "repeated-phrase",
            "severity": "warning",
            "file": str(path),
            "line": 43,
            "column": 26,
            "item": "LA-01",
            "names": ["村法律顾问", "look_alikes"],
            "message": "“村法律顾问”在同一处写了两次，第43行第19列已有",
            "remedy": "删去一处",
        }
    ]
    assert [one["rule"] for one in found["checked"]] == [rule.value for rule in LintRule]
    assert found["silenced"] == []


def test_a_basis_may_be_missing_in_values_made_by_hand() -> None:
    from scorer.linting.rulebook import open_rulebook
    from scorer.linting.standing import weak_bases
    from scorer.loader import load_effective

    book = open_rulebook(load_effective(TINY))
    items = tuple(dataclasses.replace(item, basis=()) for item in book.checklist.items)
    bare = book._replace(checklist=dataclasses.replace(book.checklist, items=items))
    nodes = {
        name: node._replace(entries=tuple(e for e in node.entries if e.key.text != "basis"))
        for name, node in book.items.items()
    }
    found = list(weak_bases(bare._replace(items=nodes)))
    assert {one.message for one in found} == {"没有依据"}
