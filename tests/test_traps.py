"""Sentences that fool a keyword or cue matcher, judged by the real checklist as one would in a
report: what is done gets credit, what is only planned or lacking is `planned`, look-alikes nothing.
"""

from __future__ import annotations

import pytest

from scorer.checklist import Verdict
from scorer.loader import load_checklist
from scorer.pipeline import score_text

CREDIT = {Verdict.STATED, Verdict.EVIDENCED}
PLANNED = {Verdict.PLANNED}
ABSENT = {Verdict.ABSENT}
NOTHING = {Verdict.ABSENT, Verdict.NOT_APPLICABLE}
YEAR = 2024
REPORT = """某某区某某局{year}年度法治政府建设情况报告

现将{year}年度法治政府建设情况报告如下：
一、{year}年主要举措和成效
{measures}
二、存在的不足
{shortcomings}
三、主要负责人履行第一责任人职责情况
{leader}
四、{next_year}年主要安排
{plan}

某某区某某局
{next_year}年1月10日
"""
FILLERS = {
    "measures": "扎实做好各项业务工作。",
    "shortcomings": "一是调研不够深入。",
    "leader": "认真对待本职工作。",
    "plan": "改进工作作风。",
}


def verdict_of(item: str, sentence: str, *, kind: str, section: str = "measures") -> Verdict:
    """Verdict on one item of a report that holds the sentence in a section, and little else."""
    parts = FILLERS | {section: sentence}
    text = REPORT.format(year=YEAR, next_year=YEAR + 1, **parts)
    scorecard = score_text(text, load_checklist(), unit_kind=kind, year=YEAR)
    return next(result.verdict for result in scorecard.items if result.item.id == item)


# The act is 行政执法培训 (EN-05) of a bureau that enforces.
TRAINING = [
    ("全年开展行政执法培训12期。", CREDIT),
    ("尚未开展行政执法培训。", PLANNED),
    ("下一步将开展行政执法培训。", PLANNED),
    ("不断加强行政执法培训。", CREDIT),  # 不断 is no negation
    ("未成年人保护专项行政执法培训举办3期。", CREDIT),  # nor is 未成年人
    ("无一例行政复议被纠错，开展行政执法培训5期。", CREDIT),
    ("行政执法培训覆盖面不足。", PLANNED),
    ("通过行政执法培训解决执法能力不足问题。", CREDIT),
    ("将行政执法培训纳入年度计划并全部完成。", CREDIT),  # 将 = 把
    ("计划开展的行政执法培训12期已全部完成。", CREDIT),  # completion wins
    ("去年未完成的行政执法培训今年已完成。", CREDIT),
    ("切实解决行政执法培训不到位的问题，全年培训12期。", CREDIT),
    ("2025年，我局将持续开展行政执法培训。", PLANNED),
    ("力争行政执法培训全覆盖。", PLANNED),
    ("行政执法培训工作有待加强。", PLANNED),
    ("不少于60学时的行政执法培训全部落实。", CREDIT),
    ("行政执法培训从无到有、从有到优。", CREDIT),
    ("没有一名执法人员缺席行政执法培训。", CREDIT),  # double negation
    ("未组织行政执法培训。", PLANNED),
    ("行政执法培训尚处于起步阶段。", PLANNED),  # a lack without a negator
]


@pytest.mark.parametrize(("sentence", "verdicts"), TRAINING, ids=[row[0] for row in TRAINING])
def test_status_of_the_act_decides_the_verdict(sentence, verdicts):
    assert verdict_of("EN-05", sentence, kind="enforcement") in verdicts


# item, kind of unit, sentence, verdicts that are right
ACTS = [
    ("LL-01", "department", "把学习习近平法治思想作为必修课程。", CREDIT),
    ("MD-06", "office", "重大行政决策一律提交集体讨论决定，未经审查不得上会。", CREDIT),
    ("MD-01", "office", "草拟年度重大行政决策事项目录，将4项工作纳入。", {Verdict.EVIDENCED}),
    ("RD-01", "department", "本年度未制定行政规范性文件。", {Verdict.NOT_APPLICABLE}),
    ("SV-01", "government", "无行政复议、行政诉讼案件。", {Verdict.EVIDENCED}),
]


@pytest.mark.parametrize(("item", "kind", "sentence", "verdicts"), ACTS, ids=[f"{row[0]} {row[2]}" for row in ACTS])  # fmt: skip
def test_a_rule_followed_or_a_zero_told_counts_as_done(item, kind, sentence, verdicts):
    assert verdict_of(item, sentence, kind=kind) in verdicts


COLUMNS = "在网站开设“行政规范性文件”“行政执法”“行政复议”栏目。"
LOOK_ALIKES = [
    ("PU-04", "enforcement", "依据《关于建立以案释法工作制度的通知》要求。", ABSENT),
    ("RD-02", "office", "设计制作《人防工程竣工验收备案工作指南》。", ABSENT),
    ("LL-03", "office", "编制《建设使用管理负面清单》。", ABSENT),
    ("LL-03", "office", "制定任务清单。", ABSENT),
    ("SV-01", "government", "宣讲行政复议法1次。", ABSENT),
    ("RD-01", "office", COLUMNS, ABSENT),
    ("RD-02", "office", COLUMNS, ABSENT),
    ("EN-06", "office", COLUMNS, ABSENT),
    ("SV-01", "office", COLUMNS, ABSENT),
    ("EN-01", "enforcement", COLUMNS, ABSENT),
    ("EN-01", "enforcement", "进一步完善信息公开公示。", ABSENT),
    ("RD-01", "office", "起草印发《办公用房安全管理暂行规定》等各类公文153件。", ABSENT),
    ("SV-01", "department", "宣讲行政复议法1次。", NOTHING),
]


@pytest.mark.parametrize(("item", "kind", "sentence", "verdicts"), LOOK_ALIKES, ids=[f"{row[0]} {row[2]}" for row in LOOK_ALIKES])  # fmt: skip
def test_what_only_looks_like_the_act_is_absent(item, kind, sentence, verdicts):
    assert verdict_of(item, sentence, kind=kind) in verdicts


@pytest.mark.parametrize("item", ["LL-04", "EN-05"])
def test_training_granted_in_a_shortcoming_gives_no_credit(item):
    sentence = "一是虽然组织了各种培训，但与要求仍有差距。"
    verdict = verdict_of(item, sentence, kind="enforcement", section="shortcomings")
    assert verdict not in CREDIT


INTEGRITY = "履行党风廉政建设“第一责任人”责任。"


@pytest.mark.parametrize("item", ["FR-01", "FR-02", "FR-03", "FR-04"])
@pytest.mark.parametrize("section", ["measures", "leader"])
def test_the_first_responsible_person_for_integrity_is_not_the_one_for_law(item, section):
    assert verdict_of(item, INTEGRITY, kind="department", section=section) is Verdict.ABSENT


def test_a_paragraph_on_integrity_is_no_account_of_the_leader():
    text = f"一、主要工作\n扎实做好业务工作。\n{INTEGRITY}严格执行廉洁纪律。\n二、下一步安排\n改进作风。"
    scorecard = score_text(text, load_checklist(), unit_kind="department", year=YEAR)
    verdicts = {result.item.id: result.verdict for result in scorecard.items}
    assert verdicts["ST-04"] is Verdict.ABSENT


def test_what_is_deployed_and_carried_out_together_is_done():
    sentence = "将法治建设与业务工作同部署、同落实。"
    text = REPORT.format(year=YEAR, next_year=YEAR + 1, **(FILLERS | {"measures": sentence}))
    scorecard = score_text(text, load_checklist(), unit_kind="department", year=YEAR)
    statuses = {
        scorecard.report.quote(one.span): result.status
        for one, result in zip(scorecard.report.sentences, scorecard.sentences, strict=True)
    }
    assert statuses[sentence] == "done"
