"""A rule file that is edited keeps every byte that was not meant: comments, order, quotes, breaks."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorer.authoring import rewritten
from scorer.authoring.spans import spans_of, value_of
from scorer.errors import ChecklistError

ROOT = Path(__file__).parents[1]
SHIPPED = sorted((ROOT / "checklists").rglob("*.yaml"))
FUZZED = [
    ROOT / "checklists" / name
    for name in ("items/la.yaml", "items/st.yaml", "overlays/tianjin.yaml")
]


def said(text: str) -> Any:
    return value_of(spans_of(text, "x.yaml"))


def after(text: str, change: Callable[[Any], object]) -> str:
    value = said(text)
    change(value)
    return rewritten(text, value, "x.yaml")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_not_edited_keeps_every_byte(path: Path, newline: str) -> None:
    text = path.read_text("utf-8").replace("\n", newline)
    assert rewritten(text, said(text), path.name) == text


ITEM = """\
# 标题
- id: LA-01  # 编号
  points: 4
  applies_to: all
  basis:
    # 依据的注释
    - {document: 某某意见, confidence: recalled}  # 待核
  look_alikes: [村法律顾问,  # 村里的
    社区法律顾问, '企业法律顾问']
  stated:
    - {name: told, all: [$法律顾问]}
    - {name: more, all: [甲, [乙, 丙]], near: 14}
  examples:
    - {text: "一句: 话。", verdict: stated}
    - text: |-
        一、标题
        两行。
      verdict: absent

# 尾注
- id: LA-02
  points: 1
"""


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (lambda v: v[0].update(points=5.5), "points: 4", "points: 5.5"),
        (lambda v: v[0].update(points=5.0), "points: 4", "points: 5"),
        (lambda v: v[0].update(applies_to=["office"]), "applies_to: all", "applies_to: [office]"),
        (
            lambda v: v[0]["basis"][0].update(article="第3条", confidence="verified"),
            "document: 某某意见, confidence: recalled}",
            "document: 某某意见, article: 第3条, confidence: verified}",
        ),
        (
            lambda v: v[0]["look_alikes"].pop(0),
            "[村法律顾问,  # 村里的\n    社区",
            "[  # 村里的\n    社区",
        ),
        (lambda v: v[0]["look_alikes"].pop(1), "    社区法律顾问, '企业", "    '企业"),
        (lambda v: v[0]["look_alikes"].pop(2), "社区法律顾问, '企业法律顾问']", "社区法律顾问]"),
        (lambda v: v[0]["look_alikes"].insert(0, "新"), "[村法", "[新, 村法"),
        (lambda v: v[0]["look_alikes"].append("新, 的"), "顾问']", '顾问\', "新, 的"]'),
        (
            lambda v: v[0]["look_alikes"].__setitem__(2, "it's"),
            "'企业法律顾问'",
            "'it''s'",
        ),
        (
            lambda v: v[0]["look_alikes"].clear(),
            "[村法律顾问,  # 村里的\n    社区法律顾问, '企业法律顾问']",
            "[]",
        ),
        (
            lambda v: v[0]["look_alikes"].append("长" * 120),
            "'企业法律顾问']",
            f"'企业法律顾问',\n    {'长' * 120}]",
        ),
        (lambda v: v[0]["stated"].pop(0), "    - {name: told, all: [$法律顾问]}\n", ""),
        (
            lambda v: v[0]["stated"].insert(1, {"name": "x", "all": ["a", ["b"]]}),
            "[$法律顾问]}\n",
            "[$法律顾问]}\n    - {name: x, all: [a, [b]]}\n",
        ),
        (
            lambda v: v[0]["stated"].insert(0, {"name": "x", "all": []}),
            "  stated:\n",
            "  stated:\n    - {name: x, all: []}\n",
        ),
        (lambda v: v[0]["stated"][1].pop("near"), ", near: 14", ""),
        (lambda v: v[0]["examples"][0].update(text="改"), '"一句: 话。"', '"改"'),
        (
            lambda v: v[0]["examples"][0].update(text="两\n行"),
            '- {text: "一句: 话。", verdict: stated}',
            "- text: |-\n        两\n        行\n      verdict: stated",
        ),
        (
            lambda v: v[0]["examples"][1].update(text="一、标题\n三行。\n完。"),
            "        两行。\n",
            "        三行。\n        完。\n",
        ),
        (
            lambda v: v[0]["examples"].append({"text": "末句。", "verdict": "planned"}),
            "      verdict: absent\n",
            "      verdict: absent\n    - text: 末句。\n      verdict: planned\n",
        ),
        (
            lambda v: v[0].update(waived=[{"name": "none", "all": ["未制定"]}]),
            "near: 14}\n",
            "near: 14}\n  waived:\n    - {name: none, all: [未制定]}\n",
        ),
        (lambda v: v[0].pop("stated"), ITEM[ITEM.index("  stated") : ITEM.index("  examples")], ""),
        (
            lambda v: v[0].update(basis=[]),
            "  basis:\n    # 依据的注释\n    - {document: 某某意见, confidence: recalled}",
            "  basis: []  # 依据的注释",
        ),
        (lambda v: v.pop(0), ITEM[ITEM.index("- id: LA-01") : ITEM.index("\n# 尾注")], ""),
        (lambda v: v.pop(), "- id: LA-02\n  points: 1\n", ""),
        (lambda v: v[1].update(from_year=2026), "points: 1\n", "points: 1\n  from_year: 2026\n"),
    ],
)
def test_an_edit_changes_its_own_place_only(
    change: Callable[[Any], object], old: str, new: str
) -> None:
    assert ITEM.count(old) == 1
    assert after(ITEM, change) == ITEM.replace(old, new)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a: b",
            "x #y",
            "[z]",
            "it's",
            'say "x"',
            "no",
            "On",
            "12",
            "1:30",
            "2026-01-01",
            "null",
            "~",
        ),
        *(
            "逗,号",
            "结尾:",
            "*星",
            "&锚",
            "!标签",
            "- x",
            "?",
            " 前空",
            "后空 ",
            "　全角",
            "a\tb",
            "\\n",
        ),
        *(
            "一行\n二行",
            "有\n\n空行",
            "行 \n尾",
            "",
            "<<",
            "=",
            "'",
            '"',
            "’",
            "“八五”普法",
            "…",
            "...",
            "{",
            "%",
        ),
    ],
)
@pytest.mark.parametrize(
    "place", ["k: v\n", "[v]\n", "{k: v}\n", "- v\n", 'k: "v"\n', "k: 'v'\n", "k: |-\n  v\n  w\n"]
)
def test_any_text_is_written_so_that_it_is_read_as_itself(text: str, place: str) -> None:
    value = said(place)
    value["k" if isinstance(value, dict) else 0] = text
    assert said(rewritten(place, value, "x.yaml")) == value


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("retired: []\n", {"retired": ["LA-01"]}, "retired: [LA-01]\n"),
        ("examples: []\n", {"examples": [{"text": "甲"}]}, "examples:\n  - {text: 甲}\n"),
        ("a:\n  - x\n  - y\nb: 1\n", {"a": "all", "b": 1}, "a: all\nb: 1\n"),
        ("a: # 注释\n  - x\nb: 1\n", {"a": "all", "b": 1}, "a: all  # 注释\nb: 1\n"),
        ("a:\nb: 1\n", {"a": "x", "b": 1}, "a: x\nb: 1\n"),
        ("{a: , b: 1}\n", {"a": "x", "b": 1}, "{a: x, b: 1}\n"),
        ("'a:b': 1\nc: 2\n", {"a:b": ["x"], "c": 2}, "'a:b': [x]\nc: 2\n"),
        ("a: 1", {"a": 1, "b": 2}, "a: 1\nb: 2"),
        (
            "a: 1\r\nb: 2\r\n",
            {"a": 1, "b": 2, "c": "x\ny"},
            "a: 1\r\nb: 2\r\nc: |-\r\n  x\r\n  y\r\n",
        ),
        ("- a\n\n- b\n", ["a", "x", "b"], "- a\n\n- x\n\n- b\n"),
        ("- a\n\n- b\n\n- c\n", ["a", "c"], "- a\n\n- c\n"),
        ("# 注释\n- a\n- b\n", [], "# 注释\n[]\n"),
        (
            "[]\n",
            [{"id": "x", "examples": [{"text": "甲"}]}],
            "- id: x\n  examples:\n    - {text: 甲}\n",
        ),
        ("a: true\n", {"a": False}, "a: false\n"),
        ("a: 1\n", {"a": None}, "a: null\n"),
        ("- a\n- b\n", ["新", "b"], "- 新\n- b\n"),
        ("- - a\n  - b\n- c\n", [["b"], "c"], "- [b]\n- c\n"),
        ("defects: {}\n", {"defects": {"x": "一句"}}, "defects:\n  x: 一句\n"),
    ],
)
def test_lists_and_maps_grow_shrink_and_change_their_kind(
    text: str, value: Any, expected: str
) -> None:
    found = rewritten(text, value, "x.yaml")
    assert said(found) == value
    assert found == expected


@pytest.mark.parametrize("text", ["a: [1\n", "a: *x\n", "a: 1\na: 2\n", ""])
def test_a_file_that_cannot_be_read_is_not_edited(text: str) -> None:
    with pytest.raises(ChecklistError):
        rewritten(text, {"a": 1}, "x.yaml")


WORDS = ["新词", "a: b", "x #y", "no", "一行\n二行", "有\n\n空行", "逗,号", "$引用", "", " 前"]
KEYS = ["name", "all", "none", "facts", "examples", "text", "others", "from_year", "defects", "zz"]


def fresh(chance: random.Random, depth: int = 0) -> Any:
    kind = chance.random()
    if kind < 0.6 or depth > 1:
        return chance.choice([*WORDS, 1, 2.5, True, None])
    if kind < 0.8:
        return [fresh(chance, depth + 1) for _ in range(chance.randint(0, 3))]
    return {chance.choice(KEYS): fresh(chance, depth + 1) for _ in range(chance.randint(1, 4))}


def altered(value: Any, chance: random.Random) -> Any:
    if not isinstance(value, list | dict):
        return fresh(chance)
    keys = list(range(len(value))) if isinstance(value, list) else list(value)
    if keys and chance.random() < 0.75:
        key = chance.choice(keys)
        value[key] = altered(value[key], chance)
    elif keys and chance.random() < 0.4:
        del value[chance.choice(keys)]
    elif isinstance(value, list):
        again = copy.deepcopy(chance.choice(value)) if value else "x"
        value.insert(chance.randint(0, len(value)), chance.choice([fresh(chance), again]))
    else:
        value[chance.choice(KEYS)] = fresh(chance)
    return value


@settings(max_examples=120, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(FUZZED), st.sampled_from(["\n", "\r\n"]))
def test_whatever_is_edited_the_file_says_just_that(
    chance: random.Random, path: Path, newline: str
) -> None:
    text = path.read_text("utf-8").replace("\n", newline)
    value = said(text)
    for _ in range(chance.randint(1, 6)):
        value = altered(value, chance)
    found = rewritten(text, value, path.name)
    assert rewritten(found, value, path.name) == found
    lines = found.replace("\r\n", "\n").split("\n")
    outside = [line for line in text.replace("\r\n", "\n").split("\n") if line.startswith("#")]
    assert [line for line in lines if line.startswith("#")] == outside
