"""What a rehearsal's page, JSON and text promise: every text only text, a bounded size, and nothing
left out without a word."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest
from lxml import html

from scorer.checklist import Verdict
from scorer.rehearsal.summing import score_bands
from scorer.rehearsed import (
    DecidedVerdict,
    DecidedVerdicts,
    GradeCount,
    ItemMove,
    ItemSide,
    LineCrossing,
    NotRehearsed,
    QuotedPiece,
    QuotedSentence,
    Rehearsal,
    RehearsedItem,
    RehearsedReport,
    RuleVersion,
    ScoreMiddle,
    Total,
)
from scorer.renderers import rehearsal_items, rehearsal_page, rehearsal_text
from scorer.renderers.rehearsal_items import direction, verdict_word
from scorer.renderers.rehearsal_json import rehearsal_schema, render_rehearsal_json
from scorer.renderers.rehearsal_page import render_rehearsal_page
from scorer.renderers.rehearsal_text import render_rehearsal_text

HOSTILE = '<script>alert("x")</script>\u202e'
LONGEST_PAGE = 3_000_000


def quote(words: str, *, fact: str = "", refused: str = "") -> QuotedSentence:
    pieces = [QuotedPiece("全年聘请", ""), QuotedPiece(words, "word")]
    if fact:
        pieces.append(QuotedPiece(fact, "fact"))
    return QuotedSentence(tuple(pieces), "第3段", "told", refused)


def moved(number: int, item: str = "LA-01", words: str = "") -> RehearsedReport:
    old = ItemSide(
        Verdict.STATED, 2.0, 4.0, "概括表述。", quote(words or f"某{number}所", refused="no_fact")
    )
    new = ItemSide(
        Verdict.EVIDENCED, 4.0, 4.0, "有事实。", quote(words or f"某{number}所", fact="2名")
    )
    return RehearsedReport(
        name=f"某某区第{number}局（2024年度）",
        unit=f"某某区第{number}局",
        year=2024,
        unit_kind="department",
        source=f"{number}.txt",
        digest=f"{number:064x}",
        old=Total(50.0, 100.0, 50.0, "需补充"),
        new=Total(52.0, 100.0, 52.0 + number % 7, "良好" if number % 7 else "需补充"),
        old_verdicts={item: Verdict.STATED},
        new_verdicts={item: Verdict.EVIDENCED},
        moves=(ItemMove(item, old, new),),
        requoted=(),
    )


def item(id_: str, moved_: int, **changes: object) -> RehearsedItem:
    values: dict[str, object] = {
        "id": id_,
        "title": "聘请法律顾问",
        "old_points": 4.0,
        "new_points": 4.0,
        "old_counts": {Verdict.STATED: moved_} if moved_ else {},
        "new_counts": {Verdict.EVIDENCED: moved_} if moved_ else {},
        "ways": {(Verdict.STATED, Verdict.EVIDENCED): moved_} if moved_ else {},
        "requoted": 0,
    }
    return RehearsedItem(**{**values, **changes})  # type: ignore[arg-type]


def rehearsal(*reports: RehearsedReport, **changes: object) -> Rehearsal:
    version = RuleVersion("检查单", "2026.1", "a" * 64, (), "随附的检查单")
    values: dict[str, object] = {
        "old": version,
        "new": version._replace(digest="b" * 64, overlays=("tianjin",), place="new.yaml"),
        "archive": "往年",
        "reports": reports,
        "items": (item("LA-01", len(reports)),),
        "bands": score_bands(reports),
        "old_middle": ScoreMiddle(50.0, 50.0),
        "new_middle": ScoreMiddle(55.0, 55.5),
        "grades": (GradeCount("良好", 0, 1), GradeCount("需补充", len(reports), 0)),
        "grade_moves": {("需补充", "良好"): 1},
        "crossings": (
            LineCrossing(70.0, "良好", tuple(one.name for one in reports), ()),
            LineCrossing(60.0, "", (), ()),
        ),
        "decided": None,
        "failures": (),
        "left_out": (),
        "tool_version": "0.1.0",
    }
    return Rehearsal(**{**values, **changes})  # type: ignore[arg-type]


def decided(count: int, *, old: Verdict | None, new: Verdict | None) -> DecidedVerdicts:
    one = DecidedVerdict("某局（2024年度）", "LA-01", Verdict.EVIDENCED, old, new, "甲", "看了附件")
    return DecidedVerdicts(verdicts=(one,) * count, disputed=2)


def page_text(found: Rehearsal) -> str:
    tree = html.fromstring(render_rehearsal_page(found).decode())
    return " ".join(tree.xpath("//body")[0].text_content().split())


def test_the_json_satisfies_its_schema_and_is_complete() -> None:
    found = rehearsal(
        *(moved(number) for number in range(30)),
        items=(item("LA-01", 30), item("LA-09", 0, old_points=None, requoted=2)),
        decided=decided(3, old=None, new=Verdict.EVIDENCED),
        failures=("LA-01：误判",),
        left_out=(NotRehearsed("坏.docx", "坏了"),),
    )
    content = render_rehearsal_json(found)
    told = json.loads(content)
    jsonschema.Draft202012Validator(rehearsal_schema()).validate(told)
    assert content == render_rehearsal_json(found)
    assert len(told["reports"]) == 30
    move = told["reports"][3]["moves"][0]
    assert move["new"]["quote"]["pieces"][-1] == {"text": "2名", "look": "fact"}
    assert (move["old"]["quote"]["refused"], move["new"]["quote"]["refused"]) == ("no_fact", None)
    assert told["decisions"]["gained"][0]["old"] is None
    assert told["summary"]["moved"] == 30


def test_the_schema_refuses_what_is_not_in_it() -> None:
    told = json.loads(render_rehearsal_json(rehearsal(moved(1))))
    validator = jsonschema.Draft202012Validator(rehearsal_schema())
    for broken in ({**told, "more": 1}, {**told, "reports": [{}]}, {**told, "schema": 2}):
        assert not validator.is_valid(broken)
    empty = rehearsal(old_middle=None, new_middle=None, items=())
    assert validator.is_valid(json.loads(render_rehearsal_json(empty)))


def test_no_text_of_a_report_or_rule_becomes_markup() -> None:
    bad = quote(HOSTILE, fact=HOSTILE)
    side = ItemSide(Verdict.STATED, 0.0, 4.0, HOSTILE, bad)
    report = replace(
        moved(1),
        name=HOSTILE,
        source=HOSTILE,
        moves=(ItemMove("LA-01", side, side._replace(verdict=Verdict.EVIDENCED)),),
    )
    found = rehearsal(
        report,
        archive=HOSTILE,
        items=(item("LA-01", 1, title=HOSTILE),),
        decided=DecidedVerdicts(
            verdicts=(
                DecidedVerdict(HOSTILE, "LA-01", Verdict.STATED, None, Verdict.STATED, HOSTILE, ""),
            ),
            disputed=0,
        ),
        failures=(HOSTILE,),
        left_out=(NotRehearsed(HOSTILE, HOSTILE),),
    )
    content = render_rehearsal_page(found).decode()
    tree = html.fromstring(content)
    assert len(tree.xpath("//script")) == 1
    assert "\u202e" not in content and 'alert("x")' not in content.split("<script>")[0]
    assert "\u202e" not in render_rehearsal_text(found)
    assert "http" not in content.replace("http-equiv", "")


def test_both_sentences_stand_side_by_side_with_what_the_rule_looked_for() -> None:
    tree = html.fromstring(render_rehearsal_page(rehearsal(moved(1))).decode())
    (example,) = tree.xpath("//div[@class='example']")
    old, new = example.xpath(".//q")
    assert old.xpath(".//mark/text()") == new.xpath(".//mark/text()") == ["某1所"]
    assert new.xpath(".//b/text()") == ["2名"] and old.xpath(".//b") == []
    told = " ".join(example.text_content().split())
    assert "没有次数、日期、名称等可核查的事实" in told and "有事实。" in told
    assert tree.xpath("//a[@href='#LA-01']") and tree.xpath("//article[@id='LA-01']")


def test_a_side_without_a_sentence_says_why() -> None:
    side = ItemSide(None, 0.0, 0.0, "", None)
    report = replace(moved(1), moves=(ItemMove("LA-01", side, moved(1).moves[0].new),))
    found = rehearsal(
        report,
        items=(item("LA-01", 1, ways={(None, Verdict.EVIDENCED): 1}, old_points=None),),
    )
    told = page_text(found)
    assert "无此项 → √ 有实据 1 份" in told and "新增要点，4 分" in told
    assert "无此项 → √ 有实据 1" in render_rehearsal_text(found)


def test_equal_sentences_are_shown_once_whatever_their_numbers() -> None:
    reports = [moved(number, words=f"第{number}号律所") for number in range(5)]
    told = page_text(rehearsal(*reports))
    assert told.count("现行：") == 1
    assert "某某区第0局（2024年度），另有 4 份句子相同" in told


def test_a_page_of_a_thousand_changed_reports_is_bounded_and_says_what_it_leaves_out() -> None:
    letters = "甲乙丙丁戊己庚辛壬癸"
    words = [
        "".join(letters[int(digit)] for digit in f"{number:04}") * 30 for number in range(1200)
    ]
    ids = [f"LA-{number:02}" for number in range(44)]
    reports = [
        replace(
            moved(number),
            moves=tuple(m for one in ids for m in moved(number, one, words[number]).moves),
        )
        for number in range(1200)
    ]
    found = rehearsal(
        *reports,
        items=tuple(item(one, 1200) for one in ids),
        decided=decided(1200, old=Verdict.EVIDENCED, new=Verdict.STATED),
        failures=("误判",) * 50,
        left_out=(NotRehearsed("a", "b"),) * 500,
    )
    content = render_rehearsal_page(found)
    assert len(content) < LONGEST_PAGE
    told = page_text(found)
    assert f"其余 {1200 - rehearsal_page.REPORTS_SHOWN} 份见 JSON" in told
    assert f"其余 {1200 - rehearsal_items.EXAMPLES_SHOWN} 份见 JSON" in told
    assert f"其余 {1200 - rehearsal_page.NAMES_SHOWN} 份见 JSON" in told
    assert f"其余 {1200 - rehearsal_page.DECIDED_SHOWN} 个见 JSON" in told
    assert f"其余 {500 - rehearsal_page.LEFT_OUT_SHOWN} 份见 JSON" in told
    assert f"其余 {50 - rehearsal_page.FAILURES_SHOWN} 个用 scorer check 列出" in told
    assert "等 44 项" in told
    text = render_rehearsal_text(found)
    assert len(text.splitlines()) < 80
    assert f"……其余{44 - rehearsal_text.ITEMS_SHOWN}项" in text
    assert "改错1200个" in text and "另有2个审查人意见不一，不计" in text


@pytest.mark.parametrize(
    ("told", "page", "text"),
    [
        (None, "", ""),
        (
            DecidedVerdicts(verdicts=(), disputed=0),
            "这些报告还没有审查人已定的判定。",
            "这些报告还没有已定的判定",
        ),
        (
            decided(2, old=Verdict.STATED, new=Verdict.EVIDENCED),
            "改后才相符的 2 个",
            "现行规则相符0个，改后相符2个（改对2个，改错0个）",
        ),
    ],
)
def test_decisions_come_first_and_are_told_from_none(
    told: DecidedVerdicts | None, page: str, text: str
) -> None:
    found = rehearsal(moved(1), decided=told)
    assert page in page_text(found) and text in render_rehearsal_text(found)
    assert ("与审查人意见的吻合" in page_text(found)) == (told is not None)


def test_where_nothing_moved_that_is_said() -> None:
    still = replace(moved(1), moves=(), new=Total(50.0, 100.0, 50.0, "需补充"), requoted=("LA-01",))
    found = rehearsal(still, items=(item("LA-01", 0, requoted=1, new_points=6.0),), grade_moves={})
    told = page_text(found)
    assert "没有一处判定改变。" in told and "没有一份报告的判定、得分或等次改变。" in told
    assert "LA-01 聘请法律顾问：分值 4 → 6；另有 1 份判定不变而依据的句子变了" in told
    assert "判定有变0处、0份，得分有变0份" in render_rehearsal_text(found)


def test_an_item_that_is_gone_is_told_as_gone() -> None:
    found = rehearsal(
        moved(1), items=(item("LA-01", 1), item("LA-02", 0, new_points=None, requoted=0))
    )
    assert "要点已删去，原 4 分" in page_text(found)


def test_a_score_that_only_the_weights_moved_is_told_as_such() -> None:
    found = rehearsal(replace(moved(1), moves=()), items=(), old_middle=None, new_middle=None)
    assert "只有分值有变" in render_rehearsal_text(found)
    assert "平均得分率—" in page_text(found)


@pytest.mark.parametrize(
    ("old", "new", "way"),
    [
        (Verdict.ABSENT, Verdict.STATED, "up"),
        (Verdict.EVIDENCED, Verdict.PLANNED, "down"),
        (None, Verdict.STATED, "aside"),
        (Verdict.NOT_APPLICABLE, Verdict.ABSENT, "aside"),
    ],
)
def test_directions_are_those_of_credit(old: Verdict | None, new: Verdict | None, way: str) -> None:
    assert direction(old, new) == way
    assert verdict_word(old).text


def test_rows_can_be_filtered_by_which_way_the_score_went() -> None:
    falling = replace(moved(2), new=Total(40.0, 100.0, 40.0, "需补充"))
    level = replace(moved(3), new=Total(50.0, 100.0, 50.0, "需补充"))
    tree = html.fromstring(render_rehearsal_page(rehearsal(moved(1), falling, level)).decode())
    assert tree.xpath("//button/text()") == ["全部", "上升 1", "下降 1", "分数不变 1"]
    assert tree.xpath("//tr/@data-k") == ["下降", "上升", "分数不变"]
    assert "－10" in tree.xpath("//tr[@data-k='下降']/td/text()")


def test_the_same_rehearsal_gives_the_same_bytes() -> None:
    made = [rehearsal(moved(1), moved(2)) for _ in range(2)]
    assert render_rehearsal_page(made[0]) == render_rehearsal_page(made[1])
