"""A whole season of a made-up district: review, reviewers' edits in Word and Excel, collect,
resubmissions, compare; and every number that is shown, reckoned again from the results' JSON."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pypdfium2", reason="a district has PDFs: extra docs")
pytest.importorskip("selectolax", reason="a district has web pages: extra docs")
pytest.importorskip("docxtpl", reason="extra report")
pytest.importorskip("openpyxl", reason="extra report")
pytest.importorskip("xlsxwriter", reason="extra report")
pytest.importorskip("sqlalchemy", reason="extra ledger")

from scorer.ledger import open_ledger
from scorer.ledger.standing import standings
from scorer.loader import load_checklist
from tests.district import BAD, COPIES, MISSING, UNITS, YEAR
from tests.season_figures import (
    DECISIONS,
    JUDGED,
    SEVERITIES,
    SYMBOLS,
    UNPROVEN,
    WORDS,
    Figures,
    Unit,
    grade,
)
from tests.season_figures import (
    MISSING as LACKING,
)
from tests.season_outputs import (
    page,
    page_table,
    plain,
    sheet_rows,
    word_tables,
    word_text,
    words,
    workbook,
)
from tests.season_story import (
    AGREES,
    ALTERS,
    BY_EXCEL,
    BY_WORD,
    DISPUTED,
    FAULTY,
    GOOD,
    KEEPS,
    MENDED,
    MENDS,
    POOR,
    STAGES,
    SWINGS,
    Story,
    play,
)

GROUPS = load_checklist().groups


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return play(tmp_path_factory)


@pytest.fixture(params=STAGES)
def stage(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def known(story: Story, stage: str) -> Figures:
    return story.figures(stage)


@pytest.fixture
def out(story: Story, stage: str) -> Path:
    return story.stage(stage)


def rows(*lines: list[Any]) -> list[list[Any]]:
    return [[plain(value) for value in line] for line in lines]


def test_every_unit_is_scored_or_told_why_not(story: Story) -> None:
    first = story.figures("first")
    named = {unit.name: unit for unit in first.units}
    assert list(named) == [one.unit for one in story.district.units]
    assert len(named) == UNITS == 120
    for one in story.district.units:
        row = named[one.unit].row
        state = "not_submitted" if one.number in MISSING else "unread" if one.bad else "scored"
        assert (row["state"], row["file"], row["in_register"]) == (state, one.file or None, True)
        assert row["received"] == (one.received.isoformat() if one.received else None)
        assert row["due"] == f"{YEAR + 1}-03-01"
        assert bool(row["outputs"]) == (state == "scored")
    reasons = [unit.row["reason"] for unit in first.unread]
    assert len(set(reasons)) == len(BAD) == 6 and all(reasons)
    assert len(first.absent) == 9 and len(first.scored) == 105
    assert not any(unit.row["reason"] for unit in (*first.absent, *first.scored))
    assert first.listed["other_files"] == [] and first.listed["register_notices"] == []


def test_every_copy_is_found_with_both_places(story: Story) -> None:
    told = sheet_rows(story.stage("first") / "汇总表.xlsx", "雷同")
    own = re.compile(r"走访群众\d+人次")
    found = {frozenset((row[4], row[8])): row for row in told if own.search(row[7])}
    assert len(COPIES) == 3
    pairs = [frozenset(story.district.unit(n).unit for n in pair) for pair in COPIES]
    assert set(found) == set(pairs)
    for row in found.values():
        assert own.search(row[11]) and (row[1], row[3]) == ("与其他单位", 1.0)
        assert re.fullmatch(r"第\d+段", row[6]) and re.fullmatch(r"第\d+段", row[10])


def test_the_overview_has_the_units_figures(out: Path, known: Figures) -> None:
    book = workbook(out / "汇总表.xlsx")["总表"]
    assert plain_row(book, 3) == [
        *("名次", "单位", "类别", "收到日期", "报送期限", "报送情况", "总分", "等次", "程序总分"),
        *("程序等次", "得分", "满分", *(group.title for group in GROUPS)),
        *("有实据", "泛泛", "仅计划", "缺失", "应改正", "应核对", "供参考"),
        *(
            "改判项数",
            "有效意见",
            "须重新审查",
            "意见不一",
            "已判定/适用",
            "说明",
            "文件",
            "报告摘要",
        ),
    ]
    scored = [overview_row(*told) for told in zip(known.places, known.scored, strict=True)]
    unread = [unread_row(unit) for unit in known.unread]
    assert sheet_rows(out / "汇总表.xlsx", "总表") == rows(*scored, *unread)
    opinions = known.opinion_counts
    decided = f"总分已计入有效的审查意见（{opinions}）。" if opinions else "得分衡量的"
    assert book["A2"].value.startswith(
        f"应报 120 份，已评 105 份，未能评分 6 份，未报送 9 家；"
        f"平均 {known.mean:.1f} 分，中位数 {known.median:.1f} 分。{decided}"
    )


def overview_row(place: int, unit: Unit) -> list[Any]:
    severities = Counter(finding["severity"] for _, finding in unit.kept_findings)
    applicable = len(unit.marks) - unit.counts["not_applicable"]
    return [
        place,
        unit.name,
        kind_of(unit),
        unit.row["received"],
        unit.row["due"],
        f"逾期 {unit.late} 天" if unit.late > 0 else "按期",
        unit.percent,
        grade(unit.percent),
        unit.program,
        grade(unit.program),
        unit.points,
        unit.most,
        *(points if most else None for points, most in unit.groups.values()),
        *(unit.counts[verdict] for verdict in reversed(JUDGED)),
        *(severities[severity] for severity in SEVERITIES),
        unit.changed,
        *(unit.holds[hold] for hold in ("holds", "reopened", "conflict")),
        f"{applicable - unit.counts['unreadable']}/{applicable}",
        None,
        unit.file,
        unit.result["report"]["digest"] if unit.result else None,
    ]


def unread_row(unit: Unit) -> list[Any]:
    late = f"逾期 {unit.late} 天" if unit.late > 0 else "按期"
    days = [unit.row["received"], unit.row["due"], late]
    blank = [None] * (6 + len(GROUPS) + 12)
    return [None, unit.name, None, *days, *blank, unit.row["reason"], unit.file, None]


def kind_of(unit: Unit) -> str:
    assert unit.result is not None
    kinds = {kind.id: kind.title for kind in load_checklist().unit_kinds}
    return kinds[unit.result["report"]["unit_kind"]]


def plain_row(sheet: Any, number: int) -> list[Any]:
    return [plain(cell.value) for cell in sheet[number]]


def test_the_matrix_has_every_verdict(out: Path, known: Figures) -> None:
    verdicts = [{m.item["id"]: m.verdict for m in unit.marks} for unit in known.scored]
    assert sheet_rows(out / "汇总表.xlsx", "项目与单位", first=3) == rows(
        ["编号", "项目", "缺失率", *(unit.name for unit in known.scored)],
        *(
            [
                share.id,
                share.title,
                share.missing if share.judged else None,
                *(SYMBOLS[told[share.id]] for told in verdicts),
            ]
            for share in known.shares
        ),
    )


def test_the_common_gaps_have_their_shares_and_lead_to_their_rows(
    out: Path, known: Figures
) -> None:
    expected = [
        [
            share.id,
            share.title,
            share.group,
            share.points,
            share.judged,
            *(share.counts[verdict] for verdict in JUDGED),
            share.missing,
            share.unproven,
            share.lost,
            "、".join(f"{SYMBOLS[verdict]}{name}" for verdict, name in share.gaps),
        ]
        for share in known.common
    ]
    assert len(expected) > 10
    assert sheet_rows(out / "汇总表.xlsx", "共性问题") == rows(*expected)
    book = workbook(out / "汇总表.xlsx")
    for at, share in enumerate(known.common, 4):
        place = book["共性问题"].cell(at, 1).hyperlink.location
        sheet, _, cell = place.partition("!")
        assert sheet == "'逐项审查'" and book["逐项审查"][cell].value == share.id


def test_the_charts_stand_on_the_districts_figures(out: Path, known: Figures) -> None:
    top = [share for share in known.common[:12] if share.missing]
    expected = [
        ["图表", None],
        ["分数段", "单位数"],
        *([f"{low}～{low + 10}{' 以下' if low < 90 else ''}", n] for low, n in known.bands),
        ["等次", "单位数"],
        *([title, count] for title, count in known.grades),
        ["组别", "得分率"],
        *([title, sum(rates) / len(rates)] for title, rates in known.group_rates if rates),
        ["项目", "缺失率"],
        *([f"{share.id} {share.title}", share.missing] for share in top),
    ]
    assert sheet_rows(out / "汇总表.xlsx", "图表", first=1) == rows(*expected)
    assert sum(count for _, count in known.bands) == sum(n for _, n in known.grades) == 105


def test_who_has_not_submitted_is_listed(out: Path, known: Figures) -> None:
    expected = [
        [
            number,
            unit.name,
            None,
            unit.row["due"],
            "未能评分" if unit.file else "未报送",
            unit.row["contact"],
            unit.file,
            unit.row["reason"],
        ]
        for number, unit in enumerate((*known.absent, *known.unread), 1)
    ]
    assert sheet_rows(out / "汇总表.xlsx", "未报送") == rows(*expected)
    note = workbook(out / "汇总表.xlsx")["未报送"]["A2"].value
    assert note.startswith("未报送 9 家；已报送但未能评分 6 份")


def test_every_copied_passage_adds_up(out: Path, known: Figures) -> None:
    sheet = workbook(out / "汇总表.xlsx")["雷同"]
    told = list(sheet.iter_rows(min_row=4, values_only=True))
    assert [row[0] for row in told] == list(range(1, len(told) + 1))
    assert [row[2] for row in told] == sorted((row[2] for row in told), reverse=True)
    units = {unit.name: unit for unit in known.scored}
    for row in told:
        texts = [runs_of(row[7]), runs_of(row[11])]
        assert row[4] in units and row[8] in units and row[4] != row[8]
        assert row[5] == row[9] == str(YEAR)
        marked = [[run for run, same in text if same] for text in texts]
        assert marked[0] == marked[1] and all(len(run) >= 6 for run in marked[0])
        shortest = min(heard("".join(run for run, _ in text)) for text in texts)
        assert 24 <= row[2] <= shortest
        # Fixed terms do not count on either side, so the share may be of a shorter text.
        assert row[2] / shortest <= row[3] + 5e-5 <= 1.00005


def heard(text: str) -> int:
    """Characters that a comparison sees."""
    return len(re.sub(r"[\W\d_]+", "", text))


def runs_of(cell: Any) -> list[tuple[str, bool]]:
    """A cell's text in runs, with whether each is marked."""
    if isinstance(cell, str):
        return [(str(cell), True)]
    return [(run.text, bool(run.font.b)) for run in cell]


def test_every_item_of_every_unit_has_its_row(out: Path, known: Figures) -> None:
    titles = [item.id for item in load_checklist().items]
    units = sorted(known.scored, key=lambda unit: unit.name)
    marks = [(u, {m.item["id"]: m for m in u.marks}[item]) for item in titles for u in units]
    told = sheet_rows(out / "汇总表.xlsx", "逐项审查")
    assert len(told) == len(marks) == 105 * 44
    for row, (unit, mark) in zip(told, marks, strict=True):
        item = mark.item
        places = item["evidence"] or item["near_misses"]
        quote = places[0]["quote"] if places else ""
        assert (
            row
            == rows(
                [
                    unit.result["report"]["digest"] if unit.result else None,
                    item["id"],
                    item["id"],
                    item["title"],
                    unit.name,
                    f"{SYMBOLS[item['verdict']]} {WORDS[item['verdict']]}",
                    *((mark.points, mark.most) if mark.most else (None, None)),
                    item["reason"],
                    quote if len(quote) <= 160 else f"{quote[:160]}……",
                    f"第{places[0]['paragraph'] + 1}段" if places else None,
                    item["review"],
                    *filled_in(unit, item["id"]),
                ]
            )[0]
        ), (unit.name, item["id"])


def test_every_finding_has_its_row(out: Path, known: Figures) -> None:
    expected = [
        [
            unit.result["report"]["digest"] if unit.result else None,
            key,
            finding["id"],
            finding["title"],
            unit.name,
            SEVERITIES[finding["severity"]],
            finding["message"],
            finding["suggestion"],
            *filled_in(unit, key),
        ]
        for unit in known.scored
        for key, finding in unit.findings
    ]
    assert len(expected) > 100
    assert sheet_rows(out / "汇总表.xlsx", "全文核查") == rows(*expected)


def filled_in(unit: Unit, subject: str) -> list[str]:
    """What the workbook has in the reviewer's cells already, then all that was said."""
    told = unit.on(subject)
    last = next((one.said for one in reversed(told) if one.decides), None)
    cells = [DECISIONS[last.new], last.reason, last.reviewer, last.day] if last else [""] * 4
    return [*cells, "\n".join(one.lines for one in told)]


def test_every_opinion_is_listed_with_its_standing(out: Path, known: Figures) -> None:
    titles = {item.id: item.title for item in load_checklist().items}
    expected = [
        [
            number,
            unit.name,
            one.said.subject,
            {**titles, **{key: f["title"] for key, f in unit.findings}}.get(one.said.subject),
            "附言" if not one.said.new else "全文核查" if "#" in one.said.subject else "判定",
            DECISIONS[one.said.old],
            DECISIONS[one.said.new],
            one.said.reason,
            one.said.reviewer,
            one.said.day,
            one.standing,
            one.said.before,
            one.said.after,
            "\n".join(one.lost),
            "\n".join(one.gained),
        ]
        for number, (unit, one) in enumerate(known.opinions, 1)
    ]
    assert sheet_rows(out / "汇总表.xlsx", "审查意见") == rows(*expected)


def test_the_legend_names_the_rules(out: Path, known: Figures) -> None:
    told = dict(map(tuple, sheet_rows(out / "汇总表.xlsx", "说明", first=1)))
    rules = known.listed["checklist"]
    assert told["检查单"].endswith(f"{rules['version']} 版，摘要 {rules['digest']}")
    assert all(
        f"{g.percent:g} 分以上为{g.title}" in told["等次"] for g in load_checklist().grades[:-1]
    )


def test_the_page_tells_the_same_figures(out: Path, known: Figures) -> None:
    path = out / "汇总.html"
    facts = {
        words(cell[0]): words(cell[1]) for cell in page(path).xpath('//dl[@class="facts"]/div')
    }
    late = sum(unit.late > 0 for unit in (*known.scored, *known.unread))
    assert facts == {
        "应报": "120份",
        "已评分": "105份",
        "未能评分": "6份",
        "未报送": "9家",
        "逾期报送": f"{late}家",
        "平均与中位": f"{known.mean:.1f}分，{known.median:.1f}分",
        "审查意见": known.opinion_counts.replace(" ", "") or "还没有登记",
        "改判": f"{sum(unit.changed for unit in known.scored)}项",
        "总分": "已计入有效的审查意见" if known.opinions else "程序的初判",
    }
    assert page_table(path, "h-bands") == [
        [f"{low}～{low + 10}", "", str(count)] for low, count in reversed(known.bands)
    ]
    assert page_table(path, "h-groups") == [
        [
            title,
            "",
            f"{sum(rates) / len(rates):.0%}" if rates else "不计",
            f"{min(rates):.0%}～{max(rates):.0%}" if rates else "",
        ]
        for title, rates in known.group_rates
    ]
    grades = page(path).xpath('//p[@class="key"]')[0]
    assert words(grades) == "".join(f"{title}{count}家" for title, count in known.grades)


def test_the_page_tells_the_same_gaps(out: Path, known: Figures) -> None:
    expected = []
    for share in (share for share in known.common if len(share.gaps) > 1):
        names = "".join(f"{SYMBOLS[verdict]}{name}" for verdict, name in share.gaps)
        count = f"{len(share.gaps)}家" if len(share.gaps) > 8 else ""
        expected.append(
            [
                f"{share.id}{share.title}{share.group}，判定{share.judged}家",
                f"{share.missing:.0%}",
                f"{share.unproven:.0%}",
                f"{share.lost:.2f}".rstrip("0").rstrip("."),
                f"{count}{names}",
            ]
        )
    told = page_table(out / "汇总.html", "h-common")
    order = {row[0]: (row[1:3]) for row in expected}
    assert sorted(told) == sorted(expected) and [order[row[0]] for row in told] == [
        row[1:3] for row in told
    ]


def test_the_page_ranks_the_units(out: Path, known: Figures) -> None:
    expected = []
    for place, unit in zip(known.places, known.scored, strict=True):
        program = f"程序{unit.program:.1f}" if unit.opinions else ""
        lacking = sum(unit.counts[verdict] for verdict in LACKING)
        expected.append(
            [
                str(place),
                f"{unit.name}{kind_of(unit)}",
                f"{unit.percent:.1f}{program}",
                grade(unit.percent),
                *(f"{points / most:.0%}" if most else "" for points, most in unit.groups.values()),
                str(lacking),
                str(len(unit.kept_findings) or ""),
                f"逾期{unit.late}天" if unit.late > 0 else "按期",
            ]
        )
    for unit in known.unread:
        reason = re.sub(r"\s+", "", unit.row["reason"])
        late = f"逾期{unit.late}天" if unit.late > 0 else "按期"
        blank = [""] * (len(GROUPS) + 2)
        expected.append(["", f"{unit.name}{reason}", "—", "", *blank, late])
    assert page_table(out / "汇总.html", "h-ranking") == expected


def test_the_page_shows_every_verdict_and_finding(out: Path, known: Figures) -> None:
    path = out / "汇总.html"
    verdicts = [{m.item["id"]: m.verdict for m in unit.marks} for unit in known.scored]
    assert page_table(path, "h-heat") == [
        [f"{share.id}{share.title}", *(SYMBOLS[told[share.id]] for told in verdicts)]
        for share in known.shares
    ]
    checks: dict[str, list[tuple[str, str]]] = {}
    for unit in known.scored:
        for _, finding in unit.kept_findings:
            checks.setdefault(finding["id"], []).append((unit.name, finding["title"]))
    expected = []
    for check, found in sorted(checks.items(), key=lambda p: (-len({n for n, _ in p[1]}), p[0])):
        names = list(dict.fromkeys(name for name, _ in found))
        count = f"{len(names)}家" if len(names) > 8 else ""
        expected.append([check, found[0][1], str(len(found)), f"{count}{''.join(names)}"])
    assert page_table(path, "h-findings") == expected


def test_the_page_shows_copies_and_who_is_missing(out: Path, known: Figures) -> None:
    path = out / "汇总.html"
    told = sheet_rows(out / "汇总表.xlsx", "雷同")
    shown = page(path).xpath('//article[@class="copy"]/h3')
    assert [words(title) for title in shown] == [
        f"与其他单位的报告相同{int(row[2])}字·相似度{row[3]:.0%}" for row in told[:50]
    ]
    lead = page(path).xpath('//*[@id="h-copied"]/following::p[1]')[0]
    assert words(lead).startswith(f"共{len(told)}处")
    missing = page_table(path, "h-missing")
    assert [row[0] for row in missing] == [u.name for u in (*known.absent, *known.unread)]
    assert {row[2] for row in missing} == {"2025年3月1日"}
    assert [row[3] for row in missing] == [
        (unit.row["contact"] or "").replace(" ", "") for unit in (*known.absent, *known.unread)
    ]


def test_every_review_sheet_has_the_units_figures(out: Path, known: Figures) -> None:
    for unit in known.scored:
        path = out / f"审查表/{unit.name}.docx"
        text, tables = word_text(path), word_tables(path)
        assert unit.result is not None
        program, items = unit.result, unit.result["items"]
        score = program["score"]
        judged = f"已判定{score['judged']}/{score['applicable']}项，检查单共{len(items)}项"
        assert total(score["points"], score["max_points"], unit.program) in text, unit.name
        assert judged in text, unit.name
        if unit.changed:
            after = f"得{number(unit.points)}分，满分{number(unit.most)}分，折合百分制{unit.percent:.1f}分"
            assert f"审查后：{after}，{grade(unit.percent)}" in text, unit.name
        told = table_of(tables, "判定", "项数")
        assert [row[1:3] + row[4:] for row in told] == tally_of(items), unit.name
        told = table_of(tables, "组别", "得分")
        assert told[-1][1:3] == [number(score["points"]), number(score["max_points"])]
        assert [row[:3] for row in told[:-1]] == [
            [
                g["title"],
                number(g["points"]),
                number(g["max_points"]) if g["max_points"] else "不计",
            ]
            for g in program["groups"]
        ], unit.name
        told = table_of(tables, "编号", "程度")
        assert sorted(row[0] for row in told) == sorted(key for key, _ in unit.findings)
        items_told = {row[0]: row for row in table_of(tables, "编号", "项目") if len(row) > 3}
        assert list(items_told) == [item["id"] for item in items]
        for mark in unit.marks:
            check_item(items_told[mark.item["id"]][3], mark)
        check_gaps(unit, text, table_of(tables, "序号", "编号"))


def check_item(cell: str, mark: Any) -> None:
    item = mark.item
    program = f"{SYMBOLS[item['verdict']]}{WORDS[item['verdict']]}"
    most = item["max_points"]
    told = f"{number(item['points'])}/{number(most)}分" if most else "不计"
    assert cell.startswith(f"{program}{told}"), item["id"]
    if mark.verdict != item["verdict"]:
        after = f"{number(mark.points)}/{number(mark.most)}分" if mark.most else "不计"
        assert cell == f"{program}{told}审查改判{SYMBOLS[mark.verdict]}{WORDS[mark.verdict]}{after}"
    else:
        assert cell == f"{program}{told}"


def check_gaps(unit: Unit, text: str, told: list[list[str]]) -> None:
    """What is to be supplemented, the weightiest first."""
    lacking = [mark for mark in unit.marks if mark.verdict in UNPROVEN and mark.most > mark.points]
    lacking.sort(key=lambda mark: -(mark.most - mark.points))
    assert [(row[1], row[3], row[-1]) for row in told] == [
        (mark.item["id"], WORDS[mark.verdict], number(mark.most - mark.points)) for mark in lacking
    ], unit.name
    if lacking:
        points = number(sum(mark.most - mark.points for mark in lacking))
        assert f"共{len(lacking)}项，合计{points}分" in text, unit.name


def test_every_notice_asks_for_what_is_missing(out: Path, known: Figures) -> None:
    wanted = set()
    for unit in known.scored:
        lacking = [m for m in unit.marks if m.verdict in UNPROVEN and m.most > m.points]
        if not any(mark.verdict in LACKING for mark in lacking):
            continue
        path = out / f"补正通知书/{unit.name}.docx"
        wanted.add(path.name)
        assert f"有{len(lacking)}个事项没有写到" in word_text(path)
        lacking.sort(key=lambda mark: -(mark.most - mark.points))
        told = table_of(word_tables(path), "序号", "事项")
        assert [row[1:3] for row in told] == [
            [
                re.sub(
                    r"\s", "", f"{m.item['title']}（{m.item['id']}，{number(m.most - m.points)}分）"
                ),
                WORDS[m.verdict],
            ]
            for m in lacking
        ]
    assert {path.name for path in (out / "补正通知书").iterdir()} == wanted
    assert len(wanted) > 60


def total(points: float, most: float, percent: float) -> str:
    return f"得{number(points)}分，适用项满分{number(most)}分，折合百分制{percent:.1f}分，{grade(percent)}"


def tally_of(items: list[dict[str, Any]]) -> list[list[str]]:
    """Number, most and points of the items of each verdict, the best first."""
    found = []
    for verdict in (*reversed(JUDGED), "unreadable", "not_applicable"):
        of_it = [item for item in items if item["verdict"] == verdict]
        sums = [number(sum(item[key] for item in of_it)) for key in ("max_points", "points")]
        if of_it:
            found.append([str(len(of_it)), *(sums if verdict in JUDGED else ("—", "—"))])
    return found


def table_of(tables: list[list[list[str]]], *head: str) -> list[list[str]]:
    """Rows of the table whose header begins so; none where there is no such table."""
    return next((rows[1:] for rows in tables if tuple(rows[0][: len(head)]) == head), [])


def number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def test_what_two_reviewers_wrote_is_taken_once(story: Story) -> None:
    first, after = story.figures("first"), story.figures("decided")
    calls = story.noted("calls")["collect"]
    said = story.said("decided")
    code, told, _ = calls[0]
    assert (code, told["taken"], told["known"], len(said)) == (1, 17, 0, 17)
    (fault,) = told["faults"]
    assert re.fullmatch("工作表“逐项审查”第\\d+行", fault["place"])
    assert story.district.unit(FAULTY).unit in fault["message"] and "没有写理由" in fault["message"]
    taken = [
        (unit["unit"], *(one[name] for name in ("subject", "new", "reviewer", "reason", "old")))
        for unit in told["units"]
        for one in unit["taken"]
    ]
    assert sorted(taken) == sorted((*one[:5], one.old) for one in said)
    before, now = ({u.name: u.percent for u in known.scored} for known in (first, after))
    assert {unit["unit"]: (unit["before"], unit["after"]) for unit in told["units"]} == {
        one.unit: (before[one.unit], now[one.unit]) for one in said
    }
    (conflict,) = [
        (unit["unit"], [side["reviewer"] for side in one["sides"]])
        for unit in told["units"]
        for one in unit["conflicts"]
    ]
    assert conflict == (story.district.unit(DISPUTED).unit, ["审查人甲", "审查人乙"])
    assert before[conflict[0]] == now[conflict[0]]


def test_what_is_read_again_is_not_taken_again(story: Story) -> None:
    _, everything, changed = story.noted("calls")["collect"]
    code, told, _ = everything
    assert (code, told["files"], told["taken"]) == (1, 105 + 1 + 5 + 1, 0)
    assert [fault["file"] for fault in told["faults"]] == ["旧版/汇总表.xlsx"], "as it was told"
    code, told, _ = changed
    decided = [one for _, one in story.figures("decided").opinions if one.decides]
    assert (code, told["taken"], told["known"], told["faults"]) == (0, 1, len(decided) - 1, [])


def test_only_what_changed_is_made_again(story: Story) -> None:
    told = [call[2] for call in story.noted("calls")["review"]]
    assert [re.findall(r"评查：105/105(?:，其中(\d+)份上次已完成)?", one)[-1] for one in told] == [
        *("", "95", "100", "104")
    ]
    edited = {*BY_WORD, *BY_EXCEL}
    handed = {KEEPS, ALTERS, MENDS, SWINGS}
    for one, two, numbers in (
        ("first", "decided", edited),
        ("decided", "resubmitted", handed | {AGREES}),
        ("resubmitted", "reverted", {SWINGS}),
    ):
        rows = [{u.name: u.row for u in story.figures(name).units} for name in (one, two)]
        changed = {name for name in rows[0] if rows[0][name] != rows[1][name]}
        assert changed == {story.district.unit(number).unit for number in numbers}


def test_decisions_hold_as_long_as_their_evidence(story: Story) -> None:
    def holds(stage: str) -> dict[tuple[int, str], list[str]]:
        numbers = {one.unit: one.number for one in story.district.units}
        found: dict[tuple[int, str], list[str]] = {}
        for unit, one in story.figures(stage).opinions:
            if one.said.new and numbers[unit.name] not in {POOR, GOOD, FAULTY}:
                found.setdefault((numbers[unit.name], one.said.subject[:2]), []).append(one.hold)
        return found

    decided = holds("decided")
    assert decided.pop((DISPUTED, "ST")) == ["conflict", "conflict"]
    assert set(map(tuple, decided.values())) == {("holds",)}
    resubmitted = {number: holds for (number, _), holds in holds("resubmitted").items()}
    assert resubmitted[KEEPS] == ["holds"]
    assert resubmitted[ALTERS] == resubmitted[SWINGS] == ["reopened"]
    assert resubmitted[AGREES] == ["superseded", "holds"]
    assert holds("resubmitted")[MENDS, "CK"] == ["gone"]
    assert holds("resubmitted")[MENDS, "ST"] == ["holds"]
    reopened = [one for _, one in story.figures("resubmitted").opinions if one.hold == "reopened"]
    assert len(reopened) == 2
    assert all(one.lost and one.gained for one in reopened)
    assert all("各项工作有序开展" in "".join(one.gained) for one in reopened)
    reverted = {number: holds for (number, _), holds in holds("reverted").items()}
    assert reverted == {**resubmitted, SWINGS: ["holds"]}


def test_the_list_tells_decisions_as_they_stand(known: Figures) -> None:
    for unit in known.scored:
        told = unit.row["figures"]
        assert (told["percent"], told["grade"]) == (unit.program, grade(unit.program))
        after = told["after_review"]
        if not unit.said:
            assert after is None
            continue
        assert (after["percent"], after["grade"]) == (unit.percent, grade(unit.percent))
        assert (after["points"], after["max_points"]) == (unit.points, unit.most)
        assert after["verdicts"] == {
            m.item["id"]: m.verdict for m in unit.marks if m.verdict != m.item["verdict"]
        }
        assert {hold: n for hold, n in after["decisions"].items() if n} == dict(unit.holds)


def test_the_page_lists_what_is_open(out: Path, known: Figures) -> None:
    asking = [(u, one) for u, one in known.opinions if one.hold in {"reopened", "conflict"}]
    told = page(out / "汇总.html").xpath('//*[@id="h-opinions"]/following::p[1]')[0]
    if not asking:
        assert "没有须重新审查" in words(told)
        return
    assert words(told).startswith(f"共{len(asking)}条")
    rows = page_table(out / "汇总.html", "h-opinions")
    assert sorted((row[0], row[1][:5]) for row in rows) == sorted(
        (unit.name, one.said.subject) for unit, one in asking
    )


def test_a_resubmission_is_compared_by_the_ledger_and_by_files(story: Story) -> None:
    for number in (KEEPS, ALTERS):
        name = story.district.unit(number).unit
        both = [
            story.call("compare", "--ledger", story.ledger, name, "--format", "json"),
            story.call(
                *("compare", story.first_file(number), story.noted(f"补正{number}")),
                *("--format", "json"),
            ),
        ]
        assert [(call.code, call.err) for call in both] == [(0, "")] * 2
        recorded, files = (json.loads(call.out) for call in both)
        for side in ("old", "new"):
            del recorded[side]["source"], files[side]["source"]
        assert recorded == files
        old, new = (
            next(unit.result for unit in story.figures(stage).scored if unit.name == name)
            for stage in ("first", "resubmitted")
        )
        assert old and new
        check_comparison(recorded, old, new)
        if number == KEEPS:
            assert {one["id"]: one["outcome"] for one in recorded["mendings"]}[MENDED] == "mended"
            assert recorded["moved"]["points"]["total"] > 0


def check_comparison(told: dict[str, Any], old: dict[str, Any], new: dict[str, Any]) -> None:
    """Every sum of the comparison is that of the two results."""
    assert [told[side]["digest"] for side in ("old", "new")] == [
        result["report"]["digest"] for result in (old, new)
    ]
    for measure in ("points", "percent"):
        move = round(new["score"][measure] - old["score"][measure], 6)
        assert told["moved"][measure] == {"total": move, "rules": 0.0, "text": move}
    points = told["moved"]["points"]["total"]
    assert round(sum(item["points"]["total"] for item in told["items"]), 6) == points
    groups = [group["points"]["total"] for group in told["moved"]["groups"]]
    assert groups == [
        round(two["points"] - one["points"], 6)
        for one, two in zip(old["groups"], new["groups"], strict=True)
    ]
    assert round(sum(groups), 6) == points
    verdicts = [{item["id"]: item["verdict"] for item in result["items"]} for result in (old, new)]
    moved = {item["id"] for item in told["items"] if item["kind"] != "requoted"}
    assert moved == {item for item in verdicts[0] if verdicts[0][item] != verdicts[1][item]}
    assert len(told["items"]) + told["unchanged"] <= len(verdicts[0])


def test_what_was_taken_back_is_the_newest(story: Story) -> None:
    name = story.district.unit(SWINGS).unit
    call = story.call("compare", "--ledger", story.ledger, name, "--format", "json")
    told = json.loads(call.out)
    digests = {
        stage: next(
            u.row["figures"]["digest"] for u in story.figures(stage).scored if u.name == name
        )
        for stage in STAGES
    }
    assert digests["first"] == digests["reverted"] != digests["resubmitted"]
    assert told["old"]["digest"] == digests["resubmitted"]
    assert told["new"]["digest"] == digests["first"]


def test_a_moved_ledger_stands_as_the_first(story: Story, tmp_path: Path) -> None:
    lines, copy, again = (tmp_path / name for name in ("a.jsonl", "b.sqlite", "c.jsonl"))
    assert story.call("ledger", "export", story.ledger, "--out", lines).code == 0
    assert story.call("ledger", "import", copy, lines).code == 0
    assert story.call("ledger", "export", copy, "--out", again).code == 0
    assert lines.read_bytes() == again.read_bytes()
    assert "新导入0条" in story.call("ledger", "import", copy, lines).out
    with open_ledger(story.ledger) as one, open_ledger(copy) as two:
        decided = one.decisions()
        assert len(decided) == 18
        for unit in sorted({decision.unit for decision in decided if decision.new}):
            both = [
                standings(ledger.runs(unit, YEAR)[-1], ledger.decisions(unit, YEAR))
                for ledger in (one, two)
            ]
            assert both[0] == both[1] != ()
            known = next(u for u in story.figures("reverted").scored if u.name == unit)
            holds = Counter(one.hold.value for one in both[0])
            assert holds == known.holds - Counter(superseded=known.holds["superseded"])


def test_a_decision_on_an_item_that_is_dropped_is_kept_aside(story: Story, tmp_path: Path) -> None:
    name = story.district.unit(POOR).unit
    (tmp_path / "一份").mkdir()
    shutil.copy(story.district.folder / story.district.unit(POOR).file, tmp_path / "一份")
    shutil.copy(story.ledger, ledger := tmp_path / "审查记录.sqlite")
    dropped = next(one for one in story.said("decided") if one.unit == name and one.old == "absent")
    overlay = overlay_without(dropped.subject, tmp_path)
    arguments = ("--out", tmp_path / "结果", "--ledger", ledger, "--overlay", overlay)
    call = story.call("review", tmp_path / "一份", *arguments, "--workers", 1)
    assert (call.code, "已无此项 1 条" in call.out) == (0, True)
    (row,) = [
        row
        for row in sheet_rows(tmp_path / "结果/汇总表.xlsx", "审查意见")
        if row[2] == dropped.subject
    ]
    assert row[10] == "已无此项"


def overlay_without(item: str, folder: Path) -> Path:
    overlay = folder / "less.yaml"
    overlay.write_text(
        f"id: less\ntitle: 少一项\nextends: annual-report\ndrop: [{item}]\n", "utf-8"
    )
    return overlay


def test_an_edit_of_the_rules_is_rehearsed_on_the_season(story: Story, tmp_path: Path) -> None:
    known = story.figures("reverted")
    overlay = overlay_without(MENDED, tmp_path)
    call = story.call(
        *("rules", "rehearse", "--against", story.out, "--overlay", overlay),
        *("--format", "json", "--workers", 2),
    )
    told = json.loads(call.out)
    assert call.code == 0
    assert told["summary"]["reports"] == len(told["reports"]) == len(known.scored)
    assert told["decisions"]["settled"] > 0 and told["decisions"]["disputed"] == 1
    units = {unit.name: unit for unit in known.scored}
    for report in told["reports"]:
        unit = units[report["unit"]]
        items = [mark.item for mark in unit.marks]
        assert report["old"]["percent"] == unit.program
        rest = [item for item in items if item["id"] != MENDED]
        assert report["new"]["points"] == round(sum(item["points"] for item in rest), 6)
        assert report["new"]["max_points"] == round(sum(item["max_points"] for item in rest), 6)


def test_the_rules_health_counts_the_seasons_decisions(story: Story) -> None:
    known = story.figures("reverted")
    call = story.call("rules", "health", "--ledger", story.ledger, "--format", "json")
    told = json.loads(call.out)
    assert (call.code, told["reports"]) == (0, len(known.scored))
    judged = {share.id: share for share in known.shares}
    verdicts = Counter((m.item["id"], m.item["verdict"]) for u in known.scored for m in u.marks)
    for item in told["items"]:
        assert item["judged"] == sum(verdicts[item["id"], verdict] for verdict in JUDGED)
        assert (
            item["credited"] == verdicts[item["id"], "evidenced"] + verdicts[item["id"], "stated"]
        )
    assert set(judged) == {item["id"] for item in told["items"]}
    last = {(o.unit, o.subject, o.reviewer): o for o in story.said("reverted") if o.new}
    of_items = [one for one in last.values() if "#" not in one.subject]
    sides = Counter((one.unit, one.subject) for one in of_items)
    assert sum(item["disputed"] for item in told["items"]) == sum(n > 1 for n in sides.values())
    assert sum(item["reviewed"] for item in told["items"]) == sum(n == 1 for n in sides.values())
