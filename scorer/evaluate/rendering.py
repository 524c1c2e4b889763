"""An evaluation for people (Chinese text table) and for programs (JSON)."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from scorer.checklist import Verdict
from scorer.evaluate.ablation import AblatedReport
from scorer.evaluate.comparison import ItemComparison, ReportComparison
from scorer.evaluate.evaluation import Evaluation, Measure
from scorer.result import NearMissReason

_VERDICTS = {
    Verdict.ABSENT: "缺失",
    Verdict.PLANNED: "仅计划",
    Verdict.STATED: "泛泛表述",
    Verdict.EVIDENCED: "有实据",
    Verdict.NOT_APPLICABLE: "不适用",
    Verdict.UNREADABLE: "未能判定",
}
_REASONS = {
    NearMissReason.PLANNED_ONLY: "仅为计划",
    NearMissReason.SHORTCOMING: "自认不足",
    NearMissReason.WRONG_SECTION: "所在部分不计分",
    NearMissReason.NO_FACT: "没有可核事实",
    NearMissReason.LOOK_ALIKE: "只是形似",
    NearMissReason.OTHER_ACTOR: "行为人不符",
    NearMissReason.OTHER_YEAR: "年度不符",
}
_SEVERITIES = {"error": "错误", "warning": "提醒", "hint": "提示"}
_NOTHING = "—"
_MEASURE_NOTES = (
    "区间：在各报告内对项目（句子）重复抽样 1000 次，随机种子固定；",
    "　　　说的是这类报告里的其他项目，不是其他报告。",
    "误给分率：标为缺失、仅计划的项目中，被判为泛泛表述或有实据的比例。",
)


def render_evaluation(evaluation: Evaluation) -> str:
    """The evaluation as plain text, columns aligned for a fixed-width Chinese font."""
    labelled = f"{len(evaluation.reports)} 份报告、{len(evaluation.items)} 项结论"
    blocks = [
        [f"清单 {evaluation.checklist} {evaluation.version}，对照标注：{labelled}"],
        _measure_lines(evaluation),
        _verdict_lines(evaluation),
        _confusion_lines(evaluation),
        _report_lines(evaluation.reports),
        _sentence_lines(evaluation.reports),
        _finding_lines(evaluation.reports),
        _disagreement_lines(evaluation.disagreements),
    ]
    if evaluation.ablation is not None:
        blocks.append(_ablation_lines(evaluation.ablation))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _measure_lines(evaluation: Evaluation) -> list[str]:
    rows = [["指标", "数值", "95% 区间", "目标", ""]]
    for measure in evaluation.measures:
        reached = {True: "达到", False: "未达到", None: ""}[measure.reached]
        rows.append(
            [measure.title, _number(measure.value), _bounds(measure), _aim(measure), reached]
        )
    return [*_table(rows), *_MEASURE_NOTES]


def _verdict_lines(evaluation: Evaluation) -> list[str]:
    rows = [["结论", "精确率", "召回率", "F1", "标注", "判定"]]
    for verdict, scores in evaluation.by_verdict.items():
        figures = [_number(scores.precision), _number(scores.recall), _number(scores.f1)]
        rows.append([_VERDICTS[verdict], *figures, str(scores.labelled), str(scores.given)])
    return _table(rows)


def _confusion_lines(evaluation: Evaluation) -> list[str]:
    verdicts = list(evaluation.by_verdict)
    rows = [["标注/判定", *(_VERDICTS[verdict] for verdict in verdicts)]]
    for labelled in verdicts:
        counts = [evaluation.confusion.get((labelled, given), 0) for given in verdicts]
        rows.append([_VERDICTS[labelled], *(str(count) if count else "·" for count in counts)])
    return _table(rows)


def _report_lines(reports: Sequence[ReportComparison]) -> list[str]:
    rows = [["报告", "一致", "句子", "单位类型", "年度"]]
    for report in reports:
        agreed = sum(item.agrees for item in report.items)
        sentences = sum(one.given == one.labelled for one in report.sentences)
        rows.append(
            [
                report.report,
                f"{agreed}/{len(report.items)}",
                f"{sentences}/{len(report.sentences)}",
                _change(report.labelled_unit_kind, report.given_unit_kind),
                _change(report.labelled_year, report.given_year),
            ]
        )
    return _table(rows)


def _sentence_lines(reports: Sequence[ReportComparison]) -> list[str]:
    lines = ["句子状态不一致："]
    for report in reports:
        lines += [
            f"  {report.report}  标注 {one.labelled}，判定 {one.given or '断句不同'}：{one.text}"
            for one in report.sentences
            if one.given != one.labelled
        ]
        lines += [f"  {report.report}  标注中没有这样断的句子：{s}" for s in report.extra_sentences]
    return _or_none(lines)


def _finding_lines(reports: Sequence[ReportComparison]) -> list[str]:
    lines = ["全文检查，标注有而未查出："]
    for report in reports:
        lines += [
            f"  {report.report}  {check.label.id} {check.label.what}：{check.label.quotes[0]}"
            for check in report.checks
            if not check.found
        ]
    unlabelled = ["全文检查，标注中没有（请人工看是否误报）："]
    for severity, word in _SEVERITIES.items():
        unlabelled += [
            f"  {word}  {report.report}  {one.id} {one.message}：{' / '.join(one.quotes)}"
            for report in reports
            for one in report.unlabelled_findings
            if one.severity == severity
        ]
    return [*_or_none(lines), "", *_or_none(unlabelled)]


def _disagreement_lines(items: Sequence[ItemComparison]) -> list[str]:
    lines = [f"结论不一致（{len(items)} 项）："]
    for item in items:
        lines += _one_disagreement(item)
    return _or_none(lines)


def _one_disagreement(item: ItemComparison) -> Iterator[str]:
    doubt = "" if item.sure else "（标注存疑）"
    review = f"；提请复核：{item.review}" if item.review else ""
    verdicts = f"标注 {_VERDICTS[item.labelled]}{doubt}，判定 {_VERDICTS[item.given]}{review}"
    yield f"  {item.report}  {item.item} {item.title}：{verdicts}"
    if item.note:
        yield f"    标注说明：{item.note}"
    yield from (f"    标注引文：{quote}" for quote in item.label_quotes)
    yield from (f"    判定引文：{quote}" for quote in item.quotes)
    yield from (f"    未采信（{_REASONS[one.reason]}）：{one.quote}" for one in item.refused)


def _ablation_lines(ablation: Sequence[AblatedReport]) -> list[str]:
    lines = ["去掉只在该报告出现的词语之后的一致率："]
    rows = [["报告", "去掉词语", "之前", "之后", "由对转错"]]
    for one in ablation:
        figures = [_number(one.before), _number(one.after), "、".join(one.lost)]
        rows.append([one.report, str(len(one.phrases)), *figures])
    lines += _table(rows)
    lines += [f"  {one.report}：{'、'.join(one.phrases)}" for one in ablation if one.phrases]
    return lines


def _or_none(lines: list[str]) -> list[str]:
    return lines if len(lines) > 1 else [lines[0] + "无"]


def _number(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:.3f}"


def _bounds(measure: Measure) -> str:
    if measure.interval is None:
        return _NOTHING
    return f"{measure.interval.low:.3f}–{measure.interval.high:.3f}"


def _aim(measure: Measure) -> str:
    if measure.aim is None:
        return ""
    return f"{'≤' if measure.at_most else '≥'} {measure.aim:.2f}"


def _change(labelled: object, given: object) -> str:
    return str(given) if labelled in (None, given) else f"{given}（标注 {labelled}）"


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def evaluation_json(evaluation: Evaluation) -> str:
    """The evaluation as one JSON document, UTF-8 letters kept, ending in a line break."""
    document = {
        "checklist": {
            "id": evaluation.checklist,
            "version": evaluation.version,
            "digest": evaluation.digest,
        },
        "measures": {measure.id: _measure_json(measure) for measure in evaluation.measures},
        "verdicts": {name: scores._asdict() for name, scores in evaluation.by_verdict.items()},
        "confusion": [
            {"labelled": labelled, "given": given, "items": count}
            for (labelled, given), count in evaluation.confusion.items()
        ],
        "reports": [_report_json(report) for report in evaluation.reports],
        "ablation": None
        if evaluation.ablation is None
        else [_ablation_json(one) for one in evaluation.ablation],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _measure_json(measure: Measure) -> dict[str, Any]:
    return {
        "title": measure.title.strip(),
        "value": measure.value,
        "low": measure.interval.low if measure.interval else None,
        "high": measure.interval.high if measure.interval else None,
        "aim": measure.aim,
        "at_most": measure.at_most,
        "reached": measure.reached,
    }


def _report_json(report: ReportComparison) -> dict[str, Any]:
    return {
        "report": report.report,
        "unit_kind": {"labelled": report.labelled_unit_kind, "given": report.given_unit_kind},
        "year": {"labelled": report.labelled_year, "given": report.given_year},
        "items": [
            item._asdict() | {"refused": [one._asdict() for one in item.refused]}
            for item in report.items
        ],
        "sentences": [one._asdict() for one in report.sentences],
        "extra_sentences": report.extra_sentences,
        "checks": [check.label._asdict() | {"found": check.found} for check in report.checks],
        "unlabelled_findings": [one._asdict() for one in report.unlabelled_findings],
    }


def _ablation_json(one: AblatedReport) -> dict[str, Any]:
    return {
        "report": one.report,
        "phrases": one.phrases,
        "before": one.before,
        "after": one.after,
        "lost": one.lost,
    }
