"""The rules that keep the project readable, and the shipped rules free of what they must not hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scorer.loader.nodes import ListNode, MapNode, Node, ScalarNode, scalar_of
from scorer.loader.parsing import parse

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "scorer").rglob("*.py"))
RULE_FILES = sorted((ROOT / "checklists").rglob("*.yaml"))

MOST_LINES = 300
MOST_FUNCTION_LINES = 40
BANNED = (
    "util",
    "helper",
    "manager",
    "handler",
    "processor",
    "common",
    "core",
    "base",
    "data",
    "info",
)
BANNED_IN_NAMES = ("util", "helper", "manager", "handler", "processor")

LONGEST_PHRASE = 12
FORMULAS = frozenset(
    {
        # Fixed formulas of the genre and official terms; shortening them would let others in.
        "推进法治建设第一责任人职责",
        "履行法治建设第一责任人职责",
        "党风廉政建设“第一责任人”",
        "党政主要负责人履行推进法治建设第一责任人职责",
        "谁执法谁普法普法责任制",
        "习近平新时代中国特色社会主义思想",
        "把权力关进制度的笼子里",
    }
)
PLACES = [
    "北京",
    "天津",
    "上海",
    "重庆",
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "海南",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "台湾",
    "内蒙古",
    "广西",
    "西藏",
    "宁夏",
    "新疆",
    "香港",
    "澳门",
    "哈尔滨",
    "呼兰",
    "南开",
    "石家庄",
]
UNIT_NAME = re.compile(r"([一-鿿]{2})(?:省|市|区|县|镇|乡|街道)(?:人民政府|政府|[一-鿿]{1,6}局)")
NO_PLACE = re.compile("[某由向报送在过部委和及对给为的]|自治|民族|开发|直辖")
"""What stands before 区政府 when no place does."""


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def definitions(
    tree: ast.Module,
) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    yield from (node for node in ast.walk(tree) if isinstance(node, kinds))


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_a_module_says_what_it_is_and_stays_short(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text)), "no module docstring"
    assert text.count("\n") <= MOST_LINES


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_functions_stay_short(path: Path) -> None:
    found = []
    for node in definitions(ast.parse(path.read_text("utf-8"))):
        lines = (node.end_lineno or 0) - node.lineno
        if not isinstance(node, ast.ClassDef) and lines > MOST_FUNCTION_LINES:
            found.append(f"{node.name}: {lines} lines")
    assert found == []


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_values_and_entry_points_say_their_contract(path: Path) -> None:
    """Every public class; and the functions of the modules that other packages call."""
    entry = path.parent.name == "scorer" or path.name == "__init__.py"
    found = []
    for node in ast.parse(path.read_text("utf-8")).body:
        wanted = (ast.ClassDef, ast.FunctionDef) if entry else (ast.ClassDef,)
        if isinstance(node, wanted) and node.name[0] != "_" and not ast.get_docstring(node):
            found.append(node.name)
    assert found == []


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_names_are_those_of_the_field(path: Path) -> None:
    assert path.stem not in BANNED
    assert path.parent.name not in BANNED
    names = [node.name.lower() for node in definitions(ast.parse(path.read_text("utf-8")))]
    assert [name for name in names if any(word in name for word in BANNED_IN_NAMES)] == []


def scalars(
    node: Node | None, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], ScalarNode]]:
    """Every text of a rule file with the keys above it."""
    if isinstance(node, ScalarNode):
        yield path, node
    elif isinstance(node, ListNode):
        for item in node.items:
            yield from scalars(item, path)
    elif isinstance(node, MapNode):
        for entry in node.entries:
            yield from scalars(entry.value, (*path, entry.key.text))


PHRASE_KEYS = frozenset({"all", "none", "look_alikes", "under", "words", "count", "document"})
WHOLE_FILES = frozenset({"vocabulary", "outline.yaml", "actors.yaml"})


def phrases(path: Path) -> Iterator[ScalarNode]:
    """The phrases of a rule file that are matched against reports."""
    root, problems = parse(path.read_text("utf-8"), relative(path))
    assert problems == ()
    whole = bool(WHOLE_FILES & {path.name, path.parent.name})
    for keys, scalar in scalars(root):
        if "basis" not in keys and (whole or PHRASE_KEYS & set(keys)):
            yield scalar


@pytest.mark.parametrize("path", RULE_FILES, ids=relative)
def test_phrases_are_words_of_the_genre_not_sentences_of_a_report(path: Path) -> None:
    if path.name == "legal-titles.yaml":
        pytest.skip("titles of laws are as long as they are")
    too_long = [
        f"{scalar.place}: {scalar.text}"
        for scalar in phrases(path)
        for part in re.split("[…|]+", scalar.text)
        if len(part) > LONGEST_PHRASE and "《" not in part and part not in FORMULAS
    ]
    assert too_long == []


@pytest.mark.parametrize("path", RULE_FILES, ids=relative)
def test_no_rule_and_no_example_names_a_real_unit(path: Path) -> None:
    if path.parent.name == "overlays":
        pytest.skip("an overlay is for a place, so it may name it")
    root, _ = parse(path.read_text("utf-8"), relative(path))
    found = []
    for keys, scalar in scalars(root):
        if "basis" in keys or path.name == "legal-titles.yaml":
            continue
        named = [place for place in PLACES if place in scalar.text]
        unit = UNIT_NAME.search(scalar.text)
        if named or (unit and not NO_PLACE.search(unit[1]) and "names" not in keys):
            found.append(f"{scalar.place}: {scalar.text}")
    assert found == []


@pytest.mark.parametrize("path", RULE_FILES, ids=relative)
def test_items_hold_at_least_one_rule_in_plain_chinese(path: Path) -> None:
    if path.parent.name != "items":
        pytest.skip("no items")
    root, _ = parse(path.read_text("utf-8"), relative(path))
    assert isinstance(root, ListNode)
    for item in root.items:
        for key in ("title", "requirement", "advice"):
            text = scalar_of(item, key)
            assert not re.search(r"[A-Za-z]{3,}", text.replace("XX", "")), f"{item.place}: {text}"
