"""Unit, kind of unit and report year."""

from __future__ import annotations

import pytest

from scorer.checklist import UnitKind
from scorer.report import Block, Reading
from scorer.segment import segment
from tests.segmenting import outline, segmented

BODY = "组织培训三期，邀请专家讲授新修订的法律法规，取得良好效果。"


@pytest.mark.parametrize(
    ("title", "unit", "kind"),
    [
        ("某某区人民政府办公室2023年度法治政府建设情况报告", "某某区人民政府办公室", "office"),
        ("区政府办2023年度法治政府建设情况报告", "区政府办", "office"),
        ("某某县人民政府关于2023年度法治政府建设情况的报告", "某某县人民政府", "government"),
        ("某某区2023年度法治政府建设情况报告", "某某区", "government"),
        ("某某镇人民政府2023年法治政府建设工作总结", "某某镇人民政府", "township"),
        ("中共某某镇委员会 某某镇人民政府2023年法治政府建设情况报告", "中共某某镇委员会某某镇人民政府", "township"),
        ("某某街道办事处2023法治政府建设年度报告", "某某街道办事处", "township"),
        ("某某镇市场监督管理局2023年法治政府建设报告", "某某镇市场监督管理局", "enforcement"),
        ("2023年某某县农业农村局法治政府建设工作总结", "某某县农业农村局", "department"),
        ("关于某某县审计局2023年法治政府建设情况的报告", "某某县审计局", "department"),
        ("某某区合作办党组2023年度法治政府建设情况报告", "某某区合作办", "department"),
        ("某某县财政局推进法治政府建设情况报告", "某某县财政局", "department"),
        ("某某市场监督管理局某某分部2023年法治政府建设报告", "某某市场监督管理局某某分部", "enforcement"),
        ("关于2023年度法治政府建设情况的报告", "", "department"),
    ],
)  # fmt: skip
def test_unit_and_kind_from_the_title(title: str, unit: str, kind: str) -> None:
    report = segmented(f"{title}\n一、工作情况\n{BODY}")
    assert (report.unit, report.unit_kind, report.unit_kind_guessed) == (unit, kind, True)


@pytest.mark.parametrize(
    ("opening", "unit"),
    [
        ("现将某某县水利局2023年法治政府建设情况报告如下：", "某某县水利局"),
        ("2023年,某某街道坚持党的领导,现将情况报告如下:", "某某街道"),
        ("2023年，在县委领导下，某某镇认真学习，现将情况报告如下：", "某某镇"),
        ("现将我局2023年法治政府建设情况报告如下：", ""),
        ("2023年，全区坚持依法行政，现将情况报告如下：", ""),
    ],
)
def test_unit_from_the_opening(opening: str, unit: str) -> None:
    assert segmented(f"{opening}\n一、工作情况\n{BODY}").unit == unit


def test_unit_from_the_signature_before_the_opening() -> None:
    text = f"现将某某镇2023年情况报告如下：\n一、工作情况\n{BODY}\n某某县水利局\n2024年1月2日"
    assert segmented(text).unit == "某某县水利局"


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("全年开展93次行政执法检查。", "enforcement"),
        ("办理行政处罚案件12件。", "enforcement"),
        ("全局持有执法证人员8名。", "enforcement"),
        ("学习行政处罚法。", "department"),
        ("组织学法3次。", "department"),
    ],
)
def test_what_a_department_tells_refines_its_kind(told: str, kind: str) -> None:
    text = f"某某区合作办2023年法治政府建设报告\n一、工作情况\n{told}{BODY}"
    assert segmented(text).unit_kind == kind


def test_plans_refine_nothing_and_no_other_kind_is_refined() -> None:
    plan = (
        f"某某区合作办2023年法治政府建设报告\n一、情况\n{BODY}\n二、下步打算\n开展3次行政执法检查。"
    )
    assert segmented(plan).unit_kind == "department"
    town = f"某某镇2023年法治政府建设报告\n一、情况\n开展3次行政执法检查。{BODY}"
    assert segmented(town).unit_kind == "township"


def test_kind_without_refinement_falls_to_the_last() -> None:
    kinds = (UnitKind(id="a", title="甲", names=("厅",)), UnitKind(id="b", title="乙"))
    reading = Reading(source="r", format="txt", digest="", blocks=(Block(text="一句话。"),))
    assert segment(reading, outline(), kinds).unit_kind == "b"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (f"某局2023年度法治政府建设报告\n一、2022年工作情况\n{BODY}", 2023),
        (f"某局二〇二三年度法治政府建设报告\n一、工作情况\n{BODY}", 2023),
        (f"某局２０２３年度法治政府建设报告\n一、工作情况\n{BODY}", 2023),
        (f"某局2023年法治政府建设情况及2024年安排的报告\n一、工作情况\n{BODY}", 2023),
        (f"某局法治政府建设报告\n现将2023年情况报告如下：\n一、工作情况\n{BODY}", 2023),
        (f"一、2023年主要举措和成效\n{BODY}\n二、2023年存在不足\n{BODY}\n三、2024年安排\n{BODY}", 2023),
        (f"一、工作情况\n{BODY}\n某某县水利局\n2024年1月2日", 2023),
        (f"一、工作情况\n{BODY}", None),
    ],
)  # fmt: skip
def test_report_year(text: str, year: int | None) -> None:
    report = segmented(text)
    assert (report.year, report.year_guessed) == (year, True)


def test_caller_overrules_the_guesses() -> None:
    report = segmented(
        f"某局2023年度法治政府建设报告\n一、工作情况\n{BODY}", unit_kind="office", year=2022
    )
    assert (report.unit_kind, report.unit_kind_guessed) == ("office", False)
    assert (report.year, report.year_guessed) == (2022, False)
