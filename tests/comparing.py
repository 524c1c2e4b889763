"""Sides built by hand and reports of an invented unit, for tests of comparisons."""

from __future__ import annotations

from typing import Any

from scorer.compared import FindingState, GroupState, ItemState, Quoted, Side
from scorer.kinds import Verdict

CREDITS = {"absent": 0.0, "planned": 0.0, "stated": 0.5, "evidenced": 1.0}

FIRST = """青禾区档案局2024年度法治政府建设情况报告
现将青禾区档案局2024年度法治政府建设情况报告如下：
一、主要举措和成效
（一）学法用法
全年组织局党组会前学法6次，学习档案法等法律，班子成员轮流领学并结合工作谈体会、提建议。
（二）规范决策
充分发挥法律顾问作用。
（三）普法宣传
下一步将制定普法责任清单。
二、存在的不足和原因
普法形式不够丰富，主要原因是人手不足。
三、下一年度安排
继续加强普法宣传。
青禾区档案局
2025年1月10日
"""
AGAIN = FIRST.replace(
    "充分发挥法律顾问作用。",
    "聘请某某律师事务所2名律师担任法律顾问，全年审查合同14份。",
).replace("继续加强普法宣传。", "继续加强普法宣传。开展以案释法活动。")
NEXT_YEAR = AGAIN.replace("2024年", "2025年").replace("2025年1月10日", "2026年1月12日")


def make_state(id: str = "XX-01", verdict: str = "stated", **fields: Any) -> ItemState:
    most = 0.0 if verdict in {"not_applicable", "unreadable"} else 4.0
    values: dict[str, Any] = {
        "id": id,
        "group": id.split("-")[0],
        "title": f"{id}的事项",
        "verdict": Verdict(verdict),
        "max_points": most,
        "reason": "理由。",
        "advice": "写明次数。",
        "quotes": (),
    }
    values |= fields
    credit = CREDITS.get(verdict, 0.0)
    values.setdefault("points", credit * values["max_points"])
    values.setdefault("points_at_stake", (1 - credit) * values["max_points"])
    return ItemState(**values)


def make_side(*items: ItemState, **fields: Any) -> Side:
    groups = tuple(
        GroupState(
            group,
            f"{group}组",
            sum(item.points for item in items if item.group == group),
            sum(item.max_points for item in items if item.group == group),
        )
        for group in dict.fromkeys(item.group for item in items)
    )
    points = sum(item.points for item in items)
    most = sum(item.max_points for item in items)
    values: dict[str, Any] = {
        "source": "报告.txt",
        "digest": "a" * 64,
        "title": "青禾区档案局2024年度法治政府建设情况报告",
        "unit": "青禾区档案局",
        "unit_kind": "department",
        "kind_title": "部门",
        "kind_guessed": True,
        "year": 2024,
        "signed_on": "2025-01-10",
        "complete": True,
        "gaps": (),
        "checklist_id": "test",
        "checklist_title": "测试检查单",
        "checklist_version": "1",
        "checklist_digest": "0" * 64,
        "overlays": (),
        "tool_version": "9.9.9",
        "points": points,
        "max_points": most,
        "percent": round(100 * points / most, 1) if most else None,
        "grade": "良好",
        "groups": groups,
        "items": items,
        "findings": (),
    }
    return Side(**(values | fields))


def make_finding(id: str = "CK-01", message: str = "年度不符。", *quotes: str) -> FindingState:
    return FindingState(id, "年度错位", "error", message, quotes)


def quoted(*texts: str, why: str = "") -> tuple[Quoted, ...]:
    return tuple(Quoted(text, "第3段", why) for text in texts)
