"""Which role every part of a report gets, in good shape and in bad."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scorer.report import Report
from tests.segmenting import roles, segmented

BODY = "区司法局组织全区行政执法人员参加业务培训三期，邀请专家讲授新修订的法律法规，取得良好效果。"
TITLE = "某某区司法局2023年度法治政府建设情况报告"
OPENING = "按照通知要求，现将我局2023年法治政府建设情况报告如下："


def sections(text: str, year: int | None = None) -> list[tuple[str, str]]:
    """Role and title of the sections after the preamble."""
    report = segmented(text, year=year)
    return [(s.role.value, s.title) for s in report.sections if s.role.value != "preamble"]


def report_of(*lines: str) -> str:
    return "\n".join((TITLE, OPENING, *lines))


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("2023年推进法治政府建设的主要举措和成效", "measures"),
        ("工作开展情况", "measures"),
        ("总体情况", "measures"),
        ("存在的不足和原因", "shortcomings"),
        ("当前法治政府建设存在的主要问题", "shortcomings"),
        ("短板弱项", "shortcomings"),
        ("困难和问题", "shortcomings"),
        ("党政主要负责人履行推进法治建设第一责任人职责情况", "leader"),
        ("某某局党组书记履行推进法治建设第一责任人职责的有关情况", "leader"),
        ("第一责任职责情况", "leader"),
        ("2024年推进法治政府建设的主要安排", "plan"),
        ("下一步工作打算", "plan"),
        ("下步工作措施", "plan"),
        ("整改措施", "plan"),
        ("努力方向", "plan"),
        ("2024年工作", "plan"),
        ("其他需要报告的事项", "other"),
    ],
)
@pytest.mark.parametrize("number", ["三、", "3.", "（三）", "第三部分 ", "", "## 三、"])
def test_section_heading_gives_the_role(heading: str, role: str, number: str) -> None:
    first = "一、".replace("一、", number.replace("三", "一").replace("3", "1"))
    text = report_of(f"{first}强化学习", BODY, number + heading, BODY)
    found = sections(text)
    if role == "measures":
        assert [role for role, _ in found] == ["measures"]
    else:
        assert found[-1][0] == role
        assert heading in found[-1][1]


@pytest.mark.parametrize(
    "heading",
    [
        "（二）抓好巡察反馈问题整改",
        "（二）紧盯薄弱环节，强化执法监督",
        "（二）履行党风廉政建设第一责任人职责",
        "（二）落实安全生产第一责任人职责",
        "（二）完成重点任务，提升执法水平",
        "（二）制定年度工作计划",
    ],
)
def test_look_alike_headings_stay_measures(heading: str) -> None:
    assert sections(report_of("一、主要举措和成效", BODY, heading, BODY)) == [
        ("measures", "一、主要举措和成效")
    ]


def test_leader_first_then_themes() -> None:
    text = report_of(
        "一、主要负责人履行推进法治建设第一责任人职责情况", BODY,
        "二、强化组织领导，压实工作责任", BODY,
        "三、规范行政执法", BODY,
    )  # fmt: skip
    assert sections(text) == [
        ("leader", "一、主要负责人履行推进法治建设第一责任人职责情况"),
        ("measures", "二、强化组织领导，压实工作责任"),
    ]


def test_leader_subsection_is_a_section_and_measures_go_on_after_it() -> None:
    text = report_of(
        "一、主要举措和成效", f"（一）加强学习。{BODY}",
        f"（二）党政主要负责人履行推进法治建设第一责任人职责情况。{BODY}", BODY,
        f"（三）规范行政决策。{BODY}",
        "二、存在问题", BODY,
        "三、下步打算", f"（一）落实第一责任人职责。{BODY}",
    )  # fmt: skip
    assert sections(text) == [
        ("measures", "一、主要举措和成效"),
        ("leader", "（二）党政主要负责人履行推进法治建设第一责任人职责情况"),
        ("measures", "（三）规范行政决策"),
        ("shortcomings", "二、存在问题"),
        ("plan", "三、下步打算"),
    ]


def test_subsections_below_the_leaders_own_belong_to_it() -> None:
    text = report_of(
        "一、主要举措和成效",
        "（一）加强领导，主要负责人履行第一责任人职责",
        f"1.强化领导干部学法。{BODY}", f"2.健全机制。{BODY}",
        "（二）依法履职", f"1.优化服务。{BODY}",
    )  # fmt: skip
    assert [role for role, _ in sections(text)] == ["measures", "leader", "measures"]


def test_thematic_report_without_shortcomings() -> None:
    text = report_of(
        "一、坚持党的领导", BODY, "二、依法履行职能", "（一）深化改革", BODY,
        "三、聚焦重点任务，强化执法监督", BODY, "四、当前工作中存在的短板", BODY,
        "五、2024年重点工作", BODY,
    )  # fmt: skip
    assert sections(text) == [
        ("measures", "一、坚持党的领导"),
        ("shortcomings", "四、当前工作中存在的短板"),
        ("plan", "五、2024年重点工作"),
    ]


def test_heading_after_the_shortcomings_opens_the_plan_when_it_plans() -> None:
    lines = ["一、主要举措和成效", BODY, "二、存在问题", BODY, "三、持续提升法治水平"]
    assert [r for r, _ in sections(report_of(*lines, f"2024年，将{BODY}"))][-1] == "plan"
    assert [r for r, _ in sections(report_of(*lines, BODY))][-1] == "measures"


def test_themes_after_the_plan_stay_in_the_plan() -> None:
    text = report_of("一、主要举措和成效", BODY, "二、下步打算", BODY, "三、加强学习", BODY)
    assert [role for role, _ in sections(text)] == ["measures", "plan"]


def test_subsections_with_other_roles_are_sections() -> None:
    text = report_of(
        "一、法治政府建设工作情况", "（一）主要做法", BODY, "（二）存在的问题", BODY,
        "（三）下一步打算", BODY,
    )  # fmt: skip
    assert [role for role, _ in sections(text)] == ["measures", "shortcomings", "plan"]


def test_shortcoming_told_as_a_numbered_line_is_body() -> None:
    report = segmented(
        report_of("一、工作情况", BODY, "二、存在问题", "（一）法治意识有待提高。", BODY,
                  "（二）原因分析", BODY)
    )  # fmt: skip
    kinds = {report.quote(s.span): s.kind.value for s in report.sentences}
    assert kinds["（一）法治意识有待提高。"] == "body"
    assert kinds["（二）原因分析"] == "heading"


def test_stray_heading_of_a_higher_style_does_not_end_a_section() -> None:
    text = report_of(
        "1. 工作开展情况", f"（1）落实责任。{BODY}", f"（二）严格执法。{BODY}", "2. 存在问题", BODY,
        "3. 下步打算", BODY,
    )  # fmt: skip
    assert [role for role, _ in sections(text)] == ["measures", "shortcomings", "plan"]


def test_preamble_ends_at_the_first_heading() -> None:
    report = segmented(report_of("区政府：", BODY, "一、工作情况", BODY))
    assert report.sections[0].role.value == "preamble"
    assert report.sections[1].title == "一、工作情况"


def test_measures_told_before_the_first_heading_are_measures() -> None:
    text = report_of(BODY * 3, BODY * 8, "二、存在问题", BODY, "三、下步打算", BODY)
    assert sections(text)[0] == ("measures", "")
    long = report_of(*[BODY * 5] * 3, "一、规范执法", BODY)
    assert sections(long) == [("measures", "")]


def test_salutation_ends_the_preamble_of_a_report_without_opening() -> None:
    report = segmented("县政府：\n全年开展培训3次。")
    assert roles(report) == ["preamble", "measures"]
    assert report.quote(report.sections[1].span) == "全年开展培训3次。"


def test_lone_sentence_is_measures() -> None:
    assert roles(segmented("下一步将聘请法律顾问。")) == ["measures"]


def test_empty_text_has_no_parts() -> None:
    report = segmented("")
    assert (report.sections, report.sentences, report.text) == ((), (), "")


# Metamorphic: what does not change the meaning does not change the roles.

SHARED = Path(__file__).parent.parent.parent / "shared" / "reports"
OWN = "\n".join(
    [
        TITLE, "区政府：", OPENING,
        "一、2023年推进法治政府建设的主要举措和成效",
        "（一）深入学习贯彻习近平法治思想", BODY * 3,
        "（二）严格规范公正文明执法", BODY * 3,
        "二、2023年推进法治政府建设存在的不足和原因",
        f"一是法治意识有待增强。{BODY}二是执法力量薄弱。{BODY}",
        "三、2023年党政主要负责人履行推进法治建设第一责任人职责的有关情况",
        "（一）带头学习", BODY * 2, "（二）带头执法", BODY * 2,
        "四、2024年推进法治政府建设的主要安排",
        "（一）加强学习", BODY * 2, "（二）加强执法", BODY * 2,
        "某某区司法局", "2024年1月10日",
    ]
)  # fmt: skip
TEXTS = {"own": OWN} | {
    path.stem: path.read_text(encoding="utf-8") for path in sorted(SHARED.glob("*.txt"))
}
NUMBER = re.compile(r"(?:\[[^\]]*\])?(?:[一二三四五六七八九]+、|（[一二三四五六七八九]+）)")


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def without_numbers(text: str) -> str:
    return "\n".join(NUMBER.sub("", line, count=1) for line in lines_of(text))


def renumbered(text: str) -> str:
    result = []
    first = second = 0
    for line in lines_of(text):
        number = re.match(r"[一二三四五]、", line)
        if number:
            first, second = first + 1, 0
            line = f"{first}. {line[number.end() :]}"
        number = re.match(r"（[一二三四五六]）", line)
        if number:
            second += 1
            line = f"（{second}）{line[number.end() :]}"
        result.append(line)
    return "\n".join(result)


CHANGES = {
    "without numbers": without_numbers,
    "renumbered": renumbered,
    "all first": lambda text: re.sub(r"(?m)^([二三四五])、", "一、", text),
    "parts": lambda text: re.sub(r"(?m)^\s*([一二三四五])、", r"第\1部分 ", text),
    "one line": lambda text: "".join(lines_of(text)),
    "one line with blanks": lambda text: " ".join(lines_of(text)),
    "one line without numbers": lambda text: " ".join(lines_of(without_numbers(text))),
    "full-width digits": lambda text: text.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "half-width punctuation": lambda text: text.translate(str.maketrans("，。；：（）", ",.;:()")),
}  # fmt: skip


def shares(report: Report) -> list[tuple[str, str]]:
    """Role and the last words of every section, which no change touches."""
    ends = []
    for section in report.sections:
        words = re.sub(r"[\W\d]", "", report.quote(section.span))
        ends.append((section.role.value, words[-8:]))
    return ends


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_sections_survive(change: object, text: str) -> None:
    assert callable(change)
    before, after = segmented(text), segmented(change(text))
    assert shares(after) == shares(before)
    assert (after.unit, after.year, after.signed_on) == (before.unit, before.year, before.signed_on)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("二、存在问颗", "shortcomings"),
        ("二、存在的不足和原囚", "shortcomings"),
        ("三、主要负责人末行推进法治建设第一责任入职责情况", "leader"),
        ("四、下一步工件打算", "plan"),
        ("四、学习存在问颗的通报", "measures"),
        ("四、推进行政复议工作", "measures"),
    ],
)
def test_section_heading_with_a_misread_character_keeps_its_role(heading: str, role: str) -> None:
    found = sections(report_of("一、主要举措和成效", BODY, heading, BODY))
    assert found[-1][0] == role
