"""Checks on the whole text: each finds what it is for and keeps quiet about what is right."""

from __future__ import annotations

import pytest

from scorer.loader import load_checklist
from scorer.pipeline import score_text
from scorer.result import Finding

CHECKLIST = load_checklist()
TITLE = "某某区某某局2024年度法治政府建设情况报告"
OPENING = "现将2024年度法治政府建设情况报告如下："


def findings(*lines: str, title: str = TITLE, year: int | None = None) -> list[Finding]:
    text = "\n".join([title, OPENING, *lines])
    return list(score_text(text, CHECKLIST, year=year).findings)


def ids(*lines: str, **fields: str) -> set[str]:
    return {finding.id for finding in findings(*lines, **fields)}


def measures(*sentences: str) -> list[str]:
    return ["一、主要举措和成效", *sentences]


def test_a_clean_report_has_no_findings() -> None:
    assert (
        findings(
            *measures("组织开展法治培训3次，培训干部120人次。", "审查合同12件，提出意见30条。"),
            "二、存在的不足和原因",
            "一是普法形式较为单一。主要原因是对新媒体研究不够。",
            "二是案卷质量有待提高。主要原因是培训不够。",
            "三、2025年主要安排",
            "继续加强领导干部学法。",
        )
        == []
    )


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("二、2024年主要安排", True),
        ("二、2025年主要安排", False),
        ("二、下一步主要安排", False),
        ("二、下一步安排（2021—2025年规划收官）", False),
    ],
)
def test_ck01_the_plans_heading_names_the_next_year(heading: str, found: bool) -> None:
    assert (
        "CK-01" in ids(*measures("开展培训3次。", "审查合同2件。"), heading, "继续加强学习。")
    ) is found


def test_ck01_a_section_heading_of_another_year_is_told() -> None:
    assert "CK-01" in ids("一、2023年主要举措和成效", "开展培训3次。", "审查合同2件。")


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["（一）加强学习", "（二）规范执法", "（三）深化普法"], False),
        (["（一）加强学习", "（三）规范执法", "（四）深化普法"], True),
        (["（一）加强学习", "（二）规范执法", "（二）深化普法"], True),
        (["（一）加强学习", "规范执法。", "（三）深化普法"], True),
    ],
)
def test_ck02_numbers_of_headings_are_complete(headings: list[str], found: bool) -> None:
    lines = [
        part for heading in headings for part in (heading, "组织开展相关工作并取得成效，完成任务。")
    ]
    assert ("CK-02" in ids("一、主要举措和成效", *lines)) is found


def test_ck02_a_list_without_its_second_point_is_told() -> None:
    assert "CK-02" in ids(*measures("一是加强学习。三是规范执法。二是深化普法。"))
    assert "CK-02" not in ids(*measures("一是加强学习。二是规范执法。", "三是深化普法。"))


REPEATED = "坚持把学习宪法法律作为干部必修课，通过专题学习、集中研讨等方式组织全体干部学习法律法规，形成浓厚氛围。"


def test_ck03_repeated_sentences_are_shown_with_both_places() -> None:
    found = [
        f for f in findings(*measures(REPEATED, "审查合同12件。", REPEATED)) if f.id == "CK-03"
    ]
    assert len(found) == 1
    assert len(found[0].places) == 2
    assert "逐字" in found[0].message


def test_ck03_nearly_repeated_sentences_are_told_with_their_share() -> None:
    near = REPEATED.replace("全体干部", "全局党员干部")
    found = [f for f in findings(*measures(REPEATED, near)) if f.id == "CK-03"]
    assert len(found) == 1
    assert "%" in found[0].message


def test_ck03_stock_phrases_are_no_repetition() -> None:
    assert "CK-03" not in ids(
        *measures(
            "深入学习贯彻习近平法治思想，组织中心组学习3次，研讨交流发言12人次。",
            "深入学习贯彻习近平法治思想，举办宪法讲座1场，全体干部参加并撰写心得。",
        )
    )


def test_ck04_one_number_with_two_units_is_told() -> None:
    assert "CK-04" in ids(*measures("开展检查，发现安全隐患26处，已整改26份。"))
    assert "CK-04" not in ids(*measures("开展检查，发现安全隐患26处，已整改26处。"))


def test_ck04_two_totals_of_the_same_thing_are_told() -> None:
    lines = ["全年主动公开政府信息1200条。", "强化政务公开，累计公开政府信息1350条。"]
    assert "CK-04" in ids(*measures(*lines))
    assert "CK-04" not in ids(*measures(lines[0], "累计公开政府信息1200条。"))


@pytest.mark.parametrize(
    ("sentence", "suggested"),
    [
        ("增强“四个意识”，坚定“四个目信”。", "四个自信"),
        ("有效应对重大风验。", "重大风险"),
        ("党组理论中心组开展学习。", "理论学习中心组"),
        ("截止目前，办结案件3件。", "截至目前"),
        ("开展尊法学法守法用活动，遵法学法氛围浓厚。", "尊法学法守法用法"),
        ("落实第一责任职责。", "第一责任人职责"),
    ],
)
def test_ck05_a_wrong_character_in_a_fixed_term_is_told(sentence: str, suggested: str) -> None:
    found = [f for f in findings(*measures(sentence)) if f.id == "CK-05"]
    assert any(suggested in f.message for f in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        "深入学习贯彻习近平法治思想，运用法治思维推动工作。",
        "防范化解重大风险，党委（党组）理论学习中心组开展学习。",
        "坚持以习近平新时代中国特色社会主义思想为指导，依法行政。",
        "坚持把学法作为必修课，坚持依法执政。",
        "实现学习的目的，推进法治化营商环境建设。",
        "使用执法记录设备，牢牢树立法治意识。",
    ],
)
def test_ck05_right_wording_is_left_alone(sentence: str) -> None:
    assert "CK-05" not in ids(*measures(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "坚持以习近平新时代中国特色社会主义思想，认真学习法律。",
        "存在在执法领域存在能力不足问题。",
        "深入贯彻把依法执政。",
        "组织培训，，开展检查。",
    ],
)
def test_ck05_broken_sentences_are_told(sentence: str) -> None:
    assert "CK-05" in ids(*measures(sentence))


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        ("认真贯彻《法制政府建设实施纲要（2021—2025年）》。", "名称有误"),
        ("严格落实《重大行政决策暂行条例》。", "名称有误"),
        ("严格执行《信访条例》。", "废止"),
        ("认真落实《中华人民共和国法治宣传教育法》。", "施行"),
        ("学习《某某区关于贯彻落实<优化营商环境条例>》。", "不完整"),
        ("落实《某某区普法工作方案，组织开展培训。", "一半"),
    ],
)
def test_ck06_wrong_untimely_and_broken_titles_are_told(sentence: str, message: str) -> None:
    found = [f for f in findings(*measures(sentence, "开展培训3次。")) if f.id == "CK-06"]
    assert any(message in f.message for f in found), found


@pytest.mark.parametrize(
    "sentence",
    [
        "认真贯彻《法治政府建设实施纲要（2021—2025年）》。",
        "落实《中华人民共和国行政处罚法》《优化营商环境条例》。",
        "转发《某某区关于贯彻<优化营商环境条例>的通知》。",
        "组织学习《民法典》和《某某区某某局议事规则》。",
    ],
)
def test_ck06_right_titles_are_left_alone(sentence: str) -> None:
    assert "CK-06" not in ids(*measures(sentence))


def test_ck07_party_matters_under_the_heading_of_decisions_are_told() -> None:
    heading = "（一）规范重大行政决策"
    told = "人事任免、大额资金使用均由党组会集体研究，会议记录完整。"
    assert "CK-07" in ids(
        "一、主要举措和成效", heading, told, "（二）加强学习", "开展学习活动3次，效果良好。"
    )
    assert "CK-07" not in ids(
        "一、主要举措和成效",
        "（一）坚持民主集中制",
        told,
        "（二）加强学习",
        "开展学习3次，效果良好。",
    )


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("认真落实党风廉政建设第一责任人责任。", True),
        ("扛起全面从严治党“第一责任人”职责。", True),
        ("我局切实履行推进法治建设第一责任人职责。", True),
        ("局主要负责人切实履行推进法治建设第一责任人职责。", False),
    ],
)
def test_ck08_the_first_responsible_person_is_a_person_and_of_this_field(
    sentence: str, found: bool
) -> None:
    assert (
        "CK-08"
        in ids(
            *measures(
                "组织开展法治培训3次，培训干部120人次。",
                f"{sentence[:-1]}，与业务工作同部署、同推进、同落实，推动法治政府建设各项工作取得实效。",
            )
        )
    ) is found


def test_ck09_residue_of_editors_is_told() -> None:
    assert "CK-09" in ids(*measures("[bookmark: _GoBack]开展培训3次。"))
    assert "CK-09" in ids(*measures("错误！未找到引用源。开展培训3次。"))


def test_ck10_identity_and_mobile_numbers_are_told() -> None:
    assert "CK-10" in ids(*measures("联系电话13800138000。"))
    assert "CK-10" in ids(*measures("当事人身份证号11010519491231002X。"))
    assert "CK-10" not in ids(*measures("编号110105194912310021，热线12345。"))


def test_ck12_a_shortcoming_that_denies_a_claim_is_told() -> None:
    shortcomings = ["二、存在的不足", "一是法治宣传氛围不浓厚。二是案卷质量不高。"]
    assert "CK-12" in ids(
        *measures("广泛开展宣传，营造浓厚法治氛围。", "开展培训3次。"), *shortcomings
    )
    assert "CK-12" not in ids(*measures("广泛开展宣传。", "开展培训3次。"), *shortcomings)


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ("公众参与、专家论证、风险评估、合法性审查、集体讨论决定", False),
        ("公众参与、专家论证、风险评估、合法性审查", True),
        ("决策启动、公众参与、专家论证、风险评估、合法性审查、集体讨论决定", True),
        ("公众参与、专家论证", False),
    ],
)
def test_ck13_the_five_steps_are_complete(steps: str, found: bool) -> None:
    assert ("CK-13" in ids(*measures(f"严格履行{steps}等程序。", "开展培训3次。"))) is found


def test_ck14_another_organs_work_is_told() -> None:
    assert "CK-14" in ids(*measures("区人民法院审结行政案件36件。", "开展培训3次。"))
    assert "CK-14" not in ids(*measures("联合区人民法院开展讲座3场。", "开展培训3次。"))


@pytest.mark.parametrize(
    "sentence",
    ["建议提案办复率达到100%。", "2021年以来，累计开展培训36次。", "上半年开展检查12次。"],
)
def test_ck15_rates_without_a_base_and_numbers_of_other_periods_are_told(sentence: str) -> None:
    assert "CK-15" in ids(*measures(sentence, "审查合同2件。"))


def test_findings_cost_nothing_unless_the_checklist_says_so_and_quote_their_places() -> None:
    card = score_text("\n".join([TITLE, OPENING, *measures("坚定“四个目信”。")]), CHECKLIST)
    assert [f.deduction for f in card.findings] == [0.0]
    assert card.report.quote(card.findings[0].places[0].span) == "四个目信"
