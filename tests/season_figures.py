"""Every figure of a district's outputs, reckoned out of the results' JSON, the list of units and what
reviewers said, without the product's own summary, standing or rendering."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from statistics import fmean, median
from typing import Any, Final, NamedTuple

from scorer.loader import load_checklist

ORDER: Final = ("absent", "planned", "stated", "evidenced", "not_applicable", "unreadable")
WORDS: Final = dict(
    zip(
        ORDER, ("缺失", "仅计划或自认不足", "泛泛表述", "有实据", "不适用", "未能判定"), strict=True
    )
)
SYMBOLS: Final = dict(zip(ORDER, "×○△√－？", strict=True))
SEVERITIES: Final = {"error": "应改正", "warning": "应核对", "hint": "供参考"}
MISSING: Final = ("absent", "planned")
UNPROVEN: Final = (*MISSING, "stated")
JUDGED: Final = (*UNPROVEN, "evidenced")
_STANDING: Final = {
    "holds": "有效",
    "reopened": "须重新审查（原句有变）",
    "conflict": "意见不一，按程序的判定",
    "gone": "已无此项",
    "superseded": "本人后来另有意见",
}
_COUNTED: Final = {
    "holds": "有效",
    "reopened": "须重新审查",
    "conflict": "意见不一",
    "gone": "已无此项",
}
DECISIONS: Final = {**WORDS, "accepted": "采纳", "dismissed": "不采纳", "": ""}


class Said(NamedTuple):
    """What a reviewer wrote; `new` empty: a remark. `quotes` is what the result then quoted."""

    unit: str
    subject: str
    new: str
    reviewer: str
    reason: str
    day: str
    quotes: tuple[str, ...]
    old: str
    """What was held until then; empty for a finding of which nobody had said anything."""
    before: float
    after: float


class Opinion(NamedTuple):
    """What was said and how it stands now."""

    said: Said
    hold: str
    lost: tuple[str, ...]
    gained: tuple[str, ...]

    @property
    def decides(self) -> bool:
        return self.hold == "holds" and bool(self.said.new)

    @property
    def change(self) -> str:
        said = self.said
        if not said.new:
            return "附言"
        if "#" in said.subject:
            return DECISIONS[said.new]
        if said.new == said.old:
            return f"同意判为{WORDS[said.new]}"
        return f"由{WORDS[said.old]}改判为{WORDS[said.new]}"

    @property
    def standing(self) -> str:
        if not self.said.new and self.hold != "gone":
            return "原句有变" if self.hold == "reopened" else ""
        return _STANDING[self.hold]

    @property
    def lines(self) -> str:
        """As the workbook tells it beside the item."""
        standing = f"【{self.standing}】" if self.standing else ""
        told = (
            f"{standing}{self.change}：{self.said.reason}（{self.said.reviewer}，{self.said.day}）"
        )
        return "\n".join(
            [
                told,
                *(f"原来的句子：{quote}" for quote in self.lost),
                *(f"现在的句子：{quote}" for quote in self.gained),
            ]
        )


def quotes_of(result: dict[str, Any], subject: str) -> tuple[str, ...] | None:
    """What the result quotes for an item or a finding; None where it has neither."""
    for item in result["items"]:
        if item["id"] == subject:
            return tuple(q["quote"] for q in item["evidence"] or item["near_misses"])
    for key, check in keyed(result["checks"]):
        if key == subject:
            return (check["message"], *(place["quote"] for place in check["places"]))
    return None


def keyed(checks: Sequence[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """A result's findings with the keys that reviewers refer to."""
    seen: Counter[str] = Counter()
    found = []
    for check in checks:
        seen[check["id"]] += 1
        found.append((f"{check['id']}#{seen[check['id']]}", check))
    return found


class Mark(NamedTuple):
    """An item with the reviewers' decisions."""

    item: dict[str, Any]
    verdict: str
    points: float
    most: float


@dataclass(frozen=True)
class Unit:
    """A unit of the list with its result, and what was said of it."""

    row: dict[str, Any]
    result: dict[str, Any] | None
    said: tuple[Said, ...] = ()
    """In the order in which it was taken."""

    @property
    def name(self) -> str:
        return str(self.row["unit"])

    @property
    def file(self) -> str:
        return self.row["file"] or ""

    @cached_property
    def opinions(self) -> tuple[Opinion, ...]:
        assert self.result is not None
        told = []
        for at, said in enumerate(self.said):
            hold, lost, gained = _stands(self.result, said)
            if said.new and _said_again(self.said[at + 1 :], said):
                hold, lost, gained = "superseded", (), ()
            told.append(Opinion(said, hold, lost, gained))
        sides: dict[str, set[str]] = {}
        for one in told:
            if one.decides:
                sides.setdefault(one.said.subject, set()).add(one.said.new)
        return tuple(
            one._replace(hold="conflict")
            if one.decides and len(sides[one.said.subject]) > 1
            else one
            for one in told
        )

    @property
    def decided(self) -> dict[str, str]:
        return {one.said.subject: one.said.new for one in self.opinions if one.decides}

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        assert self.result is not None
        return tuple(_mark(item, self.decided.get(item["id"])) for item in self.result["items"])

    @property
    def points(self) -> float:
        return round(sum(mark.points for mark in self.marks), 6)

    @property
    def most(self) -> float:
        return round(sum(mark.most for mark in self.marks), 6)

    @property
    def percent(self) -> float:
        return round(100 * self.points / self.most, 1)

    @property
    def program(self) -> float:
        assert self.result is not None
        items = self.result["items"]
        points = round(sum(item["points"] for item in items), 6)
        return round(100 * points / round(sum(item["max_points"] for item in items), 6), 1)

    @property
    def groups(self) -> dict[str, tuple[float, float]]:
        """Points and their most, by group."""
        assert self.result is not None
        return {
            group["id"]: (
                round(sum(m.points for m in self.marks if m.item["group"] == group["id"]), 6),
                round(sum(m.most for m in self.marks if m.item["group"] == group["id"]), 6),
            )
            for group in self.result["groups"]
        }

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(mark.verdict for mark in self.marks)

    @property
    def changed(self) -> int:
        return sum(mark.verdict != mark.item["verdict"] for mark in self.marks)

    @property
    def findings(self) -> list[tuple[str, dict[str, Any]]]:
        assert self.result is not None
        return keyed(self.result["checks"])

    @property
    def kept_findings(self) -> list[tuple[str, dict[str, Any]]]:
        return [(key, f) for key, f in self.findings if self.decided.get(key) != "dismissed"]

    @property
    def holds(self) -> Counter[str]:
        return Counter(one.hold for one in self.opinions if one.said.new)

    @property
    def late(self) -> int:
        return (_day(self.row["received"]) - _day(self.row["due"])).days

    def says(self, subject: str, new: str, *, reviewer: str, reason: str, day: str) -> Said:
        """What a reviewer says of this result, with the score before and after."""
        assert self.result is not None
        quotes = quotes_of(self.result, subject)
        assert quotes is not None, subject
        program = {item["id"]: item["verdict"] for item in self.result["items"]}
        old = self.decided.get(subject, program.get(subject, ""))
        bare = Said(self.name, subject, new, reviewer, reason, day, quotes, old, self.percent, 0.0)
        after = Unit(self.row, self.result, (*self.said, bare)).percent
        return bare._replace(after=after)

    def with_verdict(self, verdict: str) -> list[str]:
        """Items to which the program gave it, in the order of the checklist."""
        return [mark.item["id"] for mark in self.marks if mark.item["verdict"] == verdict]

    def on(self, subject: str) -> list[Opinion]:
        return [o for o in self.opinions if o.said.subject == subject and o.hold != "superseded"]


def _day(told: str) -> date:
    return date.fromisoformat(told)


def _said_again(later: Sequence[Said], said: Said) -> bool:
    return any(
        one.new and (one.subject, one.reviewer) == (said.subject, said.reviewer) for one in later
    )


def _stands(result: dict[str, Any], said: Said) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    now = quotes_of(result, said.subject)
    if now is None:
        return "gone", (), ()
    if set(now) == set(said.quotes):
        return "holds", (), ()
    lost = dict.fromkeys(quote for quote in said.quotes if quote not in now)
    gained = dict.fromkeys(quote for quote in now if quote not in said.quotes)
    return "reopened", tuple(lost), tuple(gained)


def _mark(item: dict[str, Any], new: str | None) -> Mark:
    if new is None or new == item["verdict"]:
        return Mark(item, item["verdict"], item["points"], item["max_points"])
    rules = load_checklist()
    full = next(one.points for one in rules.items if one.id == item["id"])
    if new not in JUDGED:
        return Mark(item, new, 0.0, 0.0)
    credit = {verdict.value: credit for verdict, credit in rules.credits.items()}[new]
    return Mark(item, new, full * credit, full)


def grade(percent: float) -> str:
    return next(g.title for g in load_checklist().grades if percent >= g.percent)


class Share(NamedTuple):
    """How all units stand on an item."""

    id: str
    title: str
    group: str
    points: float
    counts: Counter[str]
    judged: int
    missing: float
    unproven: float
    lost: float
    gaps: list[tuple[str, str]]
    """Verdict and unit, what is missing first."""


@dataclass(frozen=True)
class Figures:
    """Everything of one state of a results folder."""

    units: tuple[Unit, ...]
    listed: dict[str, Any]

    @cached_property
    def scored(self) -> list[Unit]:
        """The best first."""
        found = [unit for unit in self.units if unit.result is not None]
        return sorted(found, key=lambda unit: (-unit.percent, unit.name))

    @cached_property
    def unread(self) -> list[Unit]:
        found = [unit for unit in self.units if unit.file and unit.result is None]
        return sorted(found, key=lambda unit: unit.name)

    @cached_property
    def absent(self) -> list[Unit]:
        return sorted((u for u in self.units if not u.file), key=lambda unit: unit.name)

    @cached_property
    def mean(self) -> float:
        return round(fmean(unit.percent for unit in self.scored), 1)

    @cached_property
    def median(self) -> float:
        return round(median(unit.percent for unit in self.scored), 1)

    @property
    def opinions(self) -> list[tuple[Unit, Opinion]]:
        return [(unit, one) for unit in self.scored for one in unit.opinions]

    @property
    def opinion_counts(self) -> str:
        counts = Counter(one.hold for _, one in self.opinions if one.said.new)
        told = [f"{word} {counts[hold]} 条" for hold, word in _COUNTED.items() if counts[hold]]
        return "，".join(told)

    @property
    def places(self) -> list[int]:
        percents = [unit.percent for unit in self.scored]
        return [percents.index(percent) + 1 for percent in percents]

    @cached_property
    def shares(self) -> list[Share]:
        """In the order of the checklist."""
        return [self._share(item) for item in load_checklist().items]

    def _share(self, item: Any) -> Share:
        marks = [(u.name, m) for u in self.scored for m in u.marks if m.item["id"] == item.id]
        counts = Counter(mark.verdict for _, mark in marks)
        judged = sum(counts[verdict] for verdict in JUDGED)
        gaps = [(mark.verdict, name) for name, mark in marks if mark.verdict in UNPROVEN]
        return Share(
            item.id,
            item.title,
            next(group.title for group in load_checklist().groups if group.id == item.group),
            item.points,
            counts,
            judged,
            sum(counts[verdict] for verdict in MISSING) / judged if judged else 0.0,
            sum(counts[verdict] for verdict in UNPROVEN) / judged if judged else 0.0,
            round(sum(mark.most - mark.points for _, mark in marks), 4),
            sorted(gaps, key=lambda gap: (ORDER.index(gap[0]), gap[1])),
        )

    @property
    def common(self) -> list[Share]:
        """Items that some unit lacks, the most widely missed first."""
        lacking = [share for share in self.shares if share.gaps]
        return sorted(lacking, key=lambda share: (-share.missing, -share.unproven, share.id))

    @property
    def bands(self) -> list[tuple[int, int]]:
        """From where a band of ten points goes, and its units; the last band holds 100 too."""
        lows = Counter(min(int(unit.percent // 10) * 10, 90) for unit in self.scored)
        return [(low, lows[low]) for low in range(0, 100, 10)]

    @property
    def grades(self) -> list[tuple[str, int]]:
        counts = Counter(grade(unit.percent) for unit in self.scored)
        return [(one.title, counts[one.title]) for one in load_checklist().grades]

    @property
    def group_rates(self) -> list[tuple[str, list[float]]]:
        return [
            (
                group.title,
                [p / m for p, m in (unit.groups[group.id] for unit in self.scored) if m],
            )
            for group in load_checklist().groups
        ]


def figures(out: Path, said: Sequence[Said] = ()) -> Figures:
    """The figures of a results folder. `said` is everything that was taken so far, in order."""
    listed = json.loads((out / "清单.json").read_bytes())
    units = []
    for row in listed["units"]:
        name = next((name for name in row["outputs"] if name.endswith(".json")), None)
        result = json.loads((out / name).read_bytes()) if name else None
        units.append(Unit(row, result, tuple(one for one in said if one.unit == row["unit"])))
    return Figures(tuple(units), listed)
