"""What must hold inside an item and between the parts of a checklist, beyond the right keys."""

from __future__ import annotations

import datetime
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from scorer.checklist import PATTERN_LISTS, Checklist, Example, Item, Others, Verdict
from scorer.loader.intake import Intake, Path, listed, suggestion

_ITEM_ID = re.compile(r"[A-Z]{2,4}-\d{2,3}")
_LEAST_EXAMPLES = 4
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_CREDITED = (Verdict.ABSENT, Verdict.PLANNED, Verdict.STATED, Verdict.EVIDENCED)
_HALF_WAY = frozenset({Verdict.PLANNED, Verdict.STATED})
_NOTHING_THERE = frozenset({Verdict.ABSENT, Verdict.NOT_APPLICABLE})


def check_item(item: Item, path: Path, intake: Intake) -> None:
    """Note what an item lacks on its own."""
    for key, message in _faults(item):
        place = intake.origins.get((*path, key)) or intake.origins.get((*path, "id"))
        intake.note(place, path, message)


def _faults(item: Item) -> Iterable[tuple[str, str]]:
    if not _ITEM_ID.fullmatch(item.id):
        yield "id", f"编号“{item.id}”应由两到四个大写字母、连字符和数字组成，如 LA-01"
    if item.points <= 0:
        yield "points", "分值应大于0"
    if not item.basis:
        yield "basis", "至少要有一条依据（basis）"
    for basis in item.basis:
        yield from _year_faults(basis.from_year, basis.to_year)
    patterns = tuple(pattern for name in PATTERN_LISTS for pattern in getattr(item, name))
    if item.structure and patterns:
        yield "structure", "有 structure 的要点由报告结构判定，不能再写模式"
    if not item.structure and not (item.stated or item.evidenced):
        yield "id", "stated 和 evidenced 至少要有一个模式，否则永远不会得分"
    if item.others is Others.NEVER and item.told_by:
        yield "told_by", "写了 told_by，others 就应为 when_told 或 when_had"
    if item.others is not Others.NEVER and not item.applies_to:
        yield "others", "applies_to 为 all 时没有“其他单位”，请删去 others"
    yield from _example_faults(item)


def _year_faults(first: int | None, last: int | None) -> Iterable[tuple[str, str]]:
    for year in (first, last):
        if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
            yield "basis", f"年份{year}不在{_FIRST_YEAR}至{_LAST_YEAR}之间"
    if first and last and first > last:
        yield "basis", f"from_year（{first}）晚于 to_year（{last}）"


def _example_faults(item: Item) -> Iterable[tuple[str, str]]:
    verdicts = {example.verdict for example in item.examples}
    number = len(item.examples)
    if number < _LEAST_EXAMPLES:
        yield "examples", f"至少要有{_LEAST_EXAMPLES}个例句，现有{number}个"
        return
    if not item.structure and not verdicts & _HALF_WAY:
        yield "examples", "例句中至少要有一句应判 planned 或 stated"
    if not verdicts & _NOTHING_THERE:
        yield "examples", "例句中至少要有一句应判 absent（貌似而不是的说法）"
    if not verdicts - _NOTHING_THERE - {Verdict.PLANNED}:
        yield "examples", "例句中至少要有一句应判 evidenced 或 stated"
    if Verdict.UNREADABLE in verdicts:
        yield "examples", "例句不能判 unreadable"


def check_agreement(checklist: Checklist, intake: Intake) -> None:
    """Note what does not fit together."""
    _check_groups(checklist, intake)
    _check_kinds(checklist, intake)
    _check_told_by(checklist, intake)
    _check_scale(checklist, intake)
    _check_history(checklist, intake)


def _check_history(checklist: Checklist, intake: Intake) -> None:
    _check_date(checklist.date, ("date",), intake)
    for number, release in enumerate(checklist.changelog):
        _check_date(release.date, ("changelog", str(number), "date"), intake)
    newest = checklist.changelog[0].version if checklist.changelog else checklist.version
    if newest != checklist.version:
        message = f"更新记录的第一条应是现版本“{checklist.version}”，现为“{newest}”"
        _note(intake, ("changelog", "0", "version"), message)
    for item in checklist.items:
        if item.id in checklist.retired:
            message = f"编号“{item.id}”已停用（retired），不能再用；请另取一个"
            _note(intake, ("items", item.id, "id"), message)


def _check_date(date: str, path: Path, intake: Intake) -> None:
    try:
        datetime.date.fromisoformat(date)
    except ValueError:
        _note(intake, path, f"日期“{date}”应写成年-月-日，如 2026-11-01")


def _note(intake: Intake, path: Path, message: str) -> None:
    intake.note(intake.origins.get(path), path, message)


def _check_groups(checklist: Checklist, intake: Intake) -> None:
    known = tuple(group.id for group in checklist.groups)
    sums: defaultdict[str, float] = defaultdict(float)
    for item in checklist.items:
        sums[item.group] += item.points
        if item.group not in known:
            hint = suggestion(item.group, known)
            message = f"没有分组“{item.group}”，可用的分组：{listed(known)}{hint}"
            _note(intake, ("items", item.id, "group"), message)
    if intake.problems:
        # With items missing, sums would only tell of mistakes that are told already.
        return
    for group in checklist.groups:
        if not math.isclose(sums[group.id], group.points):
            stated, found = f"{group.points:g}", f"{sums[group.id]:g}"
            message = f"分组 {group.id} 定为{stated}分，其要点合计{found}分；两者应相等"
            _note(intake, ("groups", group.id, "points"), message)


def _check_kinds(checklist: Checklist, intake: Intake) -> None:
    known = {kind.id: kind.title for kind in checklist.unit_kinds}
    for kind in checklist.unit_kinds:
        _check_known(kind.refines, known, ("unit_kinds", kind.id, "refines"), intake)
    for name in checklist.actors.kinds:
        _check_known(name, known, ("actors", "kinds", name), intake)
    for item in checklist.items:
        path = ("items", item.id)
        for name in item.applies_to:
            _check_known(name, known, (*path, "applies_to"), intake)
        for list_name in PATTERN_LISTS:
            for pattern in getattr(item, list_name):
                for name in pattern.kinds:
                    _check_known(name, known, (*path, list_name), intake)
        for example in item.examples:
            _check_example(example, known, path, intake)


def _check_example(example: Example, known: Mapping[str, str], path: Path, intake: Intake) -> None:
    _check_known(example.unit_kind, known, (*path, "examples"), intake)
    if not example.text.strip():
        _note(intake, (*path, "examples"), "有空的例句")


def _check_known(name: str | None, known: Mapping[str, str], path: Path, intake: Intake) -> None:
    """`known` gives the title of each kind; who wrote a title is told its id."""
    if name is not None and name not in known:
        meant = next((one for one, title in known.items() if title == name), None)
        hint = f"；这里要写编号“{meant}”" if meant else suggestion(name, known)
        kinds = listed(f"{one}（{title}）" for one, title in known.items())
        _note(intake, path, f"没有单位类型“{name}”，可用的类型：{kinds}{hint}")


def _check_told_by(checklist: Checklist, intake: Intake) -> None:
    known = {path[1] for path in intake.origins if path[0] == "items" and len(path) > 1}
    for item in checklist.items:
        if item.told_by is None:
            continue
        path = ("items", item.id, "told_by")
        if item.told_by not in known:
            hint = suggestion(item.told_by, known)
            _note(intake, path, f"told_by 指的要点“{item.told_by}”不存在{hint}")
        elif item.told_by == item.id:
            _note(intake, path, "told_by 不能指要点自己")


def _check_scale(checklist: Checklist, intake: Intake) -> None:
    percents = [grade.percent for grade in checklist.grades]
    if percents != sorted(set(percents), reverse=True) or percents[-1:] != [0]:
        _note(intake, ("grades",), "等次应从高到低排列，各不相同，最后一档从0开始")
    missing = [verdict for verdict in _CREDITED if verdict not in checklist.credits]
    extra = [verdict for verdict in checklist.credits if verdict not in _CREDITED]
    if missing or extra:
        _note(intake, ("credits",), f"得分比例应写明且只写：{listed(_CREDITED)}")
        return
    shares = [checklist.credits[verdict] for verdict in _CREDITED]
    if shares != sorted(shares) or shares[0] < 0 or shares[-1] > 1:
        message = f"得分比例应在0和1之间，并按{listed(_CREDITED)}从低到高"
        _note(intake, ("credits",), message)
    for name, points in checklist.deductions.items():
        if points < 0:
            _note(intake, ("deductions", name), "扣分应写成正数")
