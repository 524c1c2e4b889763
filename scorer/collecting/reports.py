"""Which run of the ledger a row is on: by the report's digest, else by unit and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from scorer.collecting.values import Origin
from scorer.ledger.values import RunHead


class Found(NamedTuple):
    """A row's run; or why there is none."""

    run: RunHead | None
    notice: str = ""
    """How it was found, where that is not by the digest alone."""
    problem: str = ""


class Runs:
    """A ledger's runs by digest and by unit, in the order in which they were last handed in."""

    def __init__(self, runs: Iterable[RunHead]) -> None:
        self._by_digest: defaultdict[str, list[RunHead]] = defaultdict(list)
        self._by_unit: defaultdict[str, list[RunHead]] = defaultdict(list)
        for run in runs:
            self._by_digest[run.report_digest].append(run)
            self._by_unit[_plain(run.unit)].append(run)

    def newest(self, run: RunHead) -> RunHead:
        """The run of the same unit and year that was handed in last."""
        return [one for one in self._by_unit[_plain(run.unit)] if one.year == run.year][-1]

    def find(self, origin: Origin) -> Found:
        """The run that the reviewer had before them."""
        if origin.digest:
            return self._by_report(origin)
        return self._by_name(origin)

    def _by_report(self, origin: Origin) -> Found:
        runs = self._by_digest.get(origin.digest, [])
        if not runs:
            return Found(
                None,
                problem=f"记录库里没有这份报告（原文件摘要 {origin.digest[:12]}……）的评查结果。"
                "请核对 --ledger 是不是评查时的记录库；报告换过文件的，请先用 scorer review 评查。",
            )
        units = dict.fromkeys(run.unit for run in runs)
        told = [run for run in runs if _plain(run.unit) == _plain(origin.unit)]
        if not told and len(units) > 1:
            return Found(
                None,
                problem=f"同一份文件有{len(units)}个单位报送（{'、'.join(units)}），"
                "表上没有写明是哪一个。请在表上写明单位。",
            )
        if not told and _plain(origin.unit) in self._by_unit:
            return Found(
                None,
                problem=f"表上写的单位是“{origin.unit}”，但这张表是为“{runs[0].unit}”的报告做的。"
                "请用各单位自己的审查表填写，不要拿别的单位的表来改。",
            )
        return Found(_same_rules(told or runs, origin))

    def _by_name(self, origin: Origin) -> Found:
        if not origin.unit:
            return Found(
                None,
                problem="看不出是哪份报告：文件的标记没有了，表上也没有写明单位。"
                "请在原来的审查表（或汇总表）上填写，或者在表上写明“报告单位”。",
            )
        runs = self._by_unit.get(_plain(origin.unit), [])
        if origin.year is not None:
            runs = [run for run in runs if run.year == origin.year]
        year = "" if origin.year is None else f"{origin.year}年度"
        if not runs:
            return Found(
                None,
                problem=f"记录库里没有“{origin.unit}”{year}的评查结果。"
                "请核对单位名称和年度，以及 --ledger 是不是评查时的记录库。",
            )
        if len({run.year for run in runs}) > 1:
            years = "、".join(sorted({str(run.year) for run in runs}))
            return Found(
                None,
                problem=f"“{origin.unit}”有几个年度的评查结果（{years}），"
                "表上看不出是哪一年度的。请在表上写明“报告年度”。",
            )
        run = _same_rules(runs, origin)
        return Found(
            run,
            notice=f"文件的标记没有了，按单位和年度认作“{run.unit}”{year}的报告"
            f"（{run.file}，{run.recorded_at[:10]}评查）。请核对。",
        )


def _same_rules(runs: Sequence[RunHead], origin: Origin) -> RunHead:
    """The last one under the checklist that the sheet names, else the last one."""
    same = [run for run in runs if origin.rules and run.checklist_digest == origin.rules]
    return (same or runs)[-1]


def _plain(unit: str) -> str:
    return "".join(unit.split())
