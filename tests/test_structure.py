"""The six items that ask for a part of the report."""

from __future__ import annotations

import pytest

from scorer.checklist import Verdict
from scorer.loader import load_checklist
from scorer.pipeline import score_text
from scorer.result import ItemResult, NearMissReason

CHECKLIST = load_checklist()
TITLE = "某某区某某局2024年度法治政府建设情况报告"
OPENING = "现将2024年度法治政府建设情况报告如下："
MEASURES = [
    "一、主要举措和成效",
    "组织开展法治培训3次，培训干部120人次，干部依法行政能力得到提升。",
    "审查合同12件，提出法律意见30条，防范了合同风险。",
]
SIGNED = ["某某区某某局", "2025年1月10日"]


def judged(item: str, *lines: str) -> ItemResult:
    card = score_text("\n".join([TITLE, OPENING, *lines]), CHECKLIST)
    return next(result for result in card.items if result.item.id == item)


def verdict(item: str, *lines: str) -> Verdict:
    return judged(item, *lines).verdict


def test_measures_need_two_things_done() -> None:
    assert verdict("ST-01", *MEASURES) is Verdict.EVIDENCED
    assert verdict("ST-01", *MEASURES[:2]) is Verdict.STATED
    assert (
        verdict("ST-01", "一、下一步工作安排", "下一步，将加强法治培训，深化普法宣传。")
        is Verdict.ABSENT
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["一是普法形式较为单一，针对性不强。二是执法案卷制作不够规范。"], Verdict.EVIDENCED),
        (
            [
                "（一）普法形式单一。普法形式较为单一，针对性不强。",
                "（二）案卷不够规范。执法案卷制作不够规范。",
            ],
            Verdict.EVIDENCED,
        ),
        (["普法形式较为单一，针对性还不强。"], Verdict.STATED),
        (["还存在执法水平不高、普法针对性不强、监督机制不够健全等问题。"], Verdict.EVIDENCED),
        (
            ["普法形式不够丰富，执法案卷制作不够规范，法治培训覆盖面不足。"],
            Verdict.EVIDENCED,
        ),
        (["一方面普法形式较为单一，另一方面案卷制作不够规范。"], Verdict.EVIDENCED),
    ],
)
def test_shortcomings_need_two_points(lines: list[str], expected: Verdict) -> None:
    assert verdict("ST-02", *MEASURES, "二、存在的不足", *lines) is expected


def test_shortcomings_without_a_field_of_work_are_defective() -> None:
    found = judged("ST-02", *MEASURES, "二、存在的不足", "一是还有差距。二是仍有欠缺。")
    assert found.verdict is Verdict.STATED
    assert "哪一方面" in found.reason


def test_shortcomings_admitted_in_running_text_count() -> None:
    one = "但普法宣传的形式还较为单一，覆盖面不够广。"
    two = "执法案卷的制作仍不够规范，有待进一步加强。"
    assert verdict("ST-02", *MEASURES, one + two) is Verdict.EVIDENCED
    assert verdict("ST-02", *MEASURES, one) is Verdict.STATED
    assert verdict("ST-02", *MEASURES) is Verdict.ABSENT


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (
            "一是普法形式单一。主要原因是对新媒体研究不够。二是案卷不够规范。原因在于培训不够。",
            Verdict.EVIDENCED,
        ),
        (
            "一是普法形式单一。主要原因是对新媒体研究不够。二是案卷不够规范。三是培训覆盖面窄。",
            Verdict.STATED,
        ),
        (
            "一是普法形式单一。二是案卷不够规范。究其原因，主要是重视程度不够、培训机制不健全。",
            Verdict.EVIDENCED,
        ),
        ("一是普法形式单一，没有充分发挥主观能动性。二是案卷不够规范。", Verdict.STATED),
        ("一是普法形式单一。二是案卷不够规范。", Verdict.ABSENT),
    ],
)
def test_causes_are_told_for_all_points_for_some_or_hinted(points: str, expected: Verdict) -> None:
    assert verdict("ST-03", *MEASURES, "二、存在的不足和原因", points) is expected


def test_causes_of_other_peoples_conduct_are_none() -> None:
    text = "一是执法阻力较大。主要原因是行政相对人法律意识淡薄。二是案卷不够规范。"
    found = judged("ST-03", *MEASURES, "二、存在的不足和原因", text)
    assert found.verdict is Verdict.ABSENT
    assert [miss.reason for miss in found.near_misses] == [NearMissReason.OTHER_ACTOR]


LEADER = "二、主要负责人履行推进法治建设第一责任人职责情况"


def test_the_leaders_section_needs_two_sentences() -> None:
    one = "主持召开党组会4次，专题研究法治建设，听取法治工作情况汇报。"
    two = "带头讲法治课1次，带头学习宪法和民法典，推动依法行政。"
    assert verdict("ST-04", *MEASURES, LEADER, one + two) is Verdict.EVIDENCED
    assert verdict("ST-04", *MEASURES, LEADER, one) is Verdict.STATED


def test_the_leader_may_be_told_of_in_the_measures() -> None:
    first = "局主要负责人切实履行推进法治建设第一责任人职责，主持召开会议4次，研究法治建设工作。"
    second = "局长带头讲法治课1次，带头学习宪法、民法典等法律法规，推动全局依法行政。"
    assert verdict("ST-04", *MEASURES, first + second) is Verdict.EVIDENCED
    assert verdict("ST-04", *MEASURES, first) is Verdict.STATED


def test_the_unit_in_place_of_the_leader_is_a_defect_and_another_duty_a_look_alike() -> None:
    unit = "我局切实履行推进法治建设第一责任人职责，把法治建设摆在重要位置，与业务工作同部署、同推进、同落实。"
    assert verdict("ST-04", *MEASURES, unit) is Verdict.STATED
    party = "认真落实党风廉政建设第一责任人责任，严格执行中央八项规定精神，持续加强作风建设，营造良好政治生态。"
    found = judged("ST-04", *MEASURES, party)
    assert found.verdict is Verdict.ABSENT
    assert [miss.reason for miss in found.near_misses] == [NearMissReason.LOOK_ALIKE]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("二、2025年主要安排", Verdict.EVIDENCED),
        ("二、下一步工作打算", Verdict.EVIDENCED),
        ("二、2024年主要安排", Verdict.STATED),
    ],
)
def test_the_plan_is_for_the_next_year(heading: str, expected: Verdict) -> None:
    assert (
        verdict("ST-05", *MEASURES, heading, "继续加强领导干部学法，完善执法监督机制。") is expected
    )


def test_a_plan_in_running_text_counts() -> None:
    assert (
        verdict("ST-05", *MEASURES, "下一步，我局将继续加强领导干部学法，完善执法监督机制。")
        is Verdict.EVIDENCED
    )
    assert verdict("ST-05", *MEASURES) is Verdict.ABSENT


@pytest.mark.parametrize(
    ("lines", "expected", "word"),
    [
        (SIGNED, Verdict.EVIDENCED, ""),
        (["某某区某某局", "2025年3月1日"], Verdict.EVIDENCED, ""),
        (["某某区某某局", "2025年3月2日"], Verdict.STATED, "3月1日"),
        (["某某区某某局", "2025年2月"], Verdict.EVIDENCED, ""),
        (["某某区某某局", "2025年3月"], Verdict.STATED, "3月1日"),
        (["某某区某某局", "2024年12月30日"], Verdict.EVIDENCED, ""),
        (["某某区某某局", "2026年1月5日"], Verdict.STATED, "3月1日"),
        (["2025年1月10日"], Verdict.STATED, "没有落款单位"),
        (["某某区某某局"], Verdict.STATED, "没有日期"),
        ([], Verdict.ABSENT, ""),
    ],
)
def test_the_signature_has_unit_and_date_in_time(
    lines: list[str], expected: Verdict, word: str
) -> None:
    found = judged("ST-06", *MEASURES, *lines)
    assert found.verdict is expected
    assert word in found.reason


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        # One point of the unit's own paragraph is the leader's, and he has no second sentence.
        (
            "某某街道高度重视法治建设。一是主要负责人认真履行法治建设第一责任人职责，"
            "主持召开专题会议1次。二是完善法律顾问制度，形成主要领导负责抓的格局。",
            Verdict.STATED,
        ),
        (
            "局长认真履行法治建设第一责任人职责，主持召开党组会3次。"
            "分管副局长每季度调度一次法治工作。将任务分解到科室。",
            Verdict.STATED,
        ),
        (
            "一是局长认真履行法治建设第一责任人职责，主持召开党组会3次。"
            "二是坚持中心组学法，将行政复议法纳入学习计划。",
            Verdict.STATED,
        ),
        (
            "我局严格落实《党政主要负责人履行推进法治建设第一责任人职责清单》。"
            "一是健全组织架构。二是强化考核督导。",
            Verdict.STATED,
        ),
        (
            "局长认真履行法治建设第一责任人职责，主持召开党组会3次。带头到基层调研涉法问题。",
            Verdict.EVIDENCED,
        ),
    ],
)
def test_a_paragraph_is_the_leaders_as_far_as_it_tells_of_him(
    paragraph: str, expected: Verdict
) -> None:
    assert verdict("ST-04", *MEASURES, "（一）压实责任。" + paragraph) is expected


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (
            "一是执法能力不足，主要是因为培训跟不上。二是后评估尚未开展，原因在于认识不足。"
            "三是个别负责人出庭不发声。",
            Verdict.STATED,
        ),
        (
            "一是执法能力不足，主要是因为培训跟不上。二是后评估尚未开展，原因在于认识不足。"
            "三是普法形式单一，主要原因是经费不足。",
            Verdict.EVIDENCED,
        ),
        (
            "一是执法能力不足。二是后评估尚未开展。三是普法形式单一。"
            "究其原因，主要是认识不足、培训跟不上。",
            Verdict.EVIDENCED,
        ),
    ],
)
def test_every_numbered_shortcoming_wants_its_cause(points: str, expected: Verdict) -> None:
    assert verdict("ST-03", *MEASURES, "二、存在的问题和原因", points) is expected
