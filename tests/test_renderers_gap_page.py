"""What the gap page promises: everything that a reviewer needs, safe, small, the same every time."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from jinja2 import UndefinedError, meta, nodes
from lxml import html

from scorer.checklist import Basis, Verdict
from scorer.paths import resource_folder
from scorer.renderers import page_values
from scorer.renderers.gap_page import gap_page, render_gap_page
from scorer.renderers.marked_text import MarkedParagraph, Piece, Reference
from scorer.renderers.page_values import GapPage
from scorer.renderers.pages import Shell, environment
from scorer.renderers.wording import DISCLAIMER, REASON_WORDS, VERDICT_WORDS
from scorer.report import ReadingGap, Span
from scorer.result import NearMissReason, Scorecard
from tests.cards import (
    every_verdict,
    evidence_at,
    make_item,
    make_report,
    make_scorecard,
    miss_at,
    result_for,
    sentence_with,
)

TEMPLATES = ("base.html", "gap_page.html")
HOSTILE = "一、主要举措\n学法6次<script>alert(1)</script>\"'>&lt;\u202e\x00公职律师参训120人次=cmd|' /C calc'!A0审查合同14份责任清单宪法日"


def tree(scorecard: Scorecard) -> html.HtmlElement:
    return html.fromstring(render_gap_page(scorecard).decode("utf-8"))


def words(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


@pytest.fixture(scope="module")
def page() -> html.HtmlElement:
    return tree(every_verdict())


def test_the_template_uses_every_field_of_its_context_and_no_other() -> None:
    used: set[str] = set()
    for name in TEMPLATES:
        source = (resource_folder("templates") / name).read_text(encoding="utf-8")
        parsed = environment().parse(source)
        used |= meta.find_undeclared_variables(parsed)
        # A block does not count a macro of its own file as declared.
        used -= {macro.name for macro in parsed.find_all(nodes.Macro)}
    fields = {f.name for value in (GapPage, Shell) for f in dataclasses.fields(value)}
    assert used == fields


def test_the_template_uses_every_field_of_the_values_within_and_no_other() -> None:
    used: set[str] = set()
    for name in TEMPLATES:
        source = (resource_folder("templates") / name).read_text(encoding="utf-8")
        parsed = environment().parse(source)
        used |= {node.attr for node in parsed.find_all(nodes.Getattr)}
        used |= {str(node.arg.value) for node in parsed.find_all(nodes.Getitem)}  # type: ignore[attr-defined]
    views = [v for v in vars(page_values).values() if hasattr(v, "_fields")]
    fields = {field for view in (*views, Piece, Reference) for field in view._fields}
    assert MarkedParagraph in views
    assert used == fields


def test_an_unknown_name_in_a_template_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ unknown }}").render()


def test_the_policy_allows_the_pages_own_style_and_script_and_nothing_else() -> None:
    source = render_gap_page(every_verdict()).decode("utf-8")
    element = html.fromstring(source)
    policy = element.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    for tag in ("style", "script"):
        (inner,) = re.findall(f"<{tag}>(.*?)</{tag}>", source, re.S)
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert not element.xpath("//*[@style or @onclick or @onload]")


def test_the_page_asks_for_nothing_from_outside(page: html.HtmlElement) -> None:
    assert not page.xpath("//link | //img | //iframe | //object | //*[@src]")
    assert all(href.startswith("#") for href in page.xpath("//@href"))
    style = page.xpath("string(//style)")
    assert "url(" not in style
    assert "@import" not in style
    assert "@font-face" not in style


def test_ids_are_unique_and_every_link_has_its_target(page: html.HtmlElement) -> None:
    ids = Counter(page.xpath("//@id"))
    assert max(ids.values()) == 1
    assert {href[1:] for href in page.xpath("//@href")} <= set(ids)


def test_quotes_lead_into_the_text_and_the_text_leads_back(page: html.HtmlElement) -> None:
    for link in page.xpath("//article[@class='item']//a[@data-e]"):
        item = link.xpath("ancestor::article/@id")[0]
        (target,) = page.xpath(f"//mark[@id='{link.get('href')[1:]}']")
        back = target.xpath("following::a[starts-with(@class, 'ref')]/@href")
        assert f"#{item}" in back


def test_every_item_is_there_with_all_that_a_reviewer_needs() -> None:
    scorecard = every_verdict()
    page = tree(scorecard)
    assert page.xpath("//article[@class='item']/@id") == [
        result.item.id for result in scorecard.items
    ]
    for result in scorecard.items:
        (article,) = page.xpath(f"//article[@id='{result.item.id}']")
        told = words(article)
        assert VERDICT_WORDS[result.verdict] in told
        assert result.reason in told
        assert result.item.requirement in told
        for miss in result.near_misses:
            assert scorecard.report.quote(miss.span) in told
            assert REASON_WORDS[miss.reason] in told
        for found in result.evidence:
            assert scorecard.report.quote(found.span) in told
        assert (result.review or "") in told
        assert (result.item.advice in told) == (
            result.points_at_stake > 0 or result.verdict is Verdict.UNREADABLE
        )


def test_a_verdict_is_told_in_words_beside_its_colour_and_symbol(page: html.HtmlElement) -> None:
    for verdict in page.xpath("//*[contains(concat(' ', @class), ' v ')]"):
        assert words(verdict) in VERDICT_WORDS.values()
        assert verdict.xpath(".//*[local-name()='svg' and @aria-hidden='true']")


def test_a_quote_shows_its_fact_its_headings_and_its_paragraph(page: html.HtmlElement) -> None:
    (quote,) = page.xpath("//article[@id='LL-01']//li")
    assert quote.xpath("string(.//q/b)") == "6次"
    assert words(quote.xpath("./a")[0]) == "一、主要举措和成效 / （一）加强学法用法 · 第6段"


def test_a_long_heading_is_shortened_and_a_page_number_is_given() -> None:
    report = make_report("一、" + "长" * 40 + "\n学法6次。")
    paged = tuple(p._replace(page=2) for p in report.paragraphs)
    report = dataclasses.replace(report, paragraphs=paged)
    result = result_for(
        make_item("LL-01"),
        Verdict.EVIDENCED,
        evidence=[evidence_at(report, "LL-01", "学法6次")],
    )
    place = tree(make_scorecard(report, [result])).xpath("string(//article//a[@data-e])")
    assert place == "一、" + "长" * 14 + "… · 第2页，第2段"


def test_a_quote_without_heading_is_placed_by_its_sections_role() -> None:
    report = make_report()
    result = result_for(
        make_item("LL-01"), Verdict.STATED, evidence=[evidence_at(report, "LL-01", "报告如下")]
    )
    place = tree(make_scorecard(report, [result])).xpath("string(//article//a[@data-e])")
    assert place == "开头 · 第3段"


def test_word_processor_residue_is_no_part_of_a_headings_name() -> None:
    report = make_report()
    titled = report.sections[0]._replace(title="[bookmark: _GoBack] [x]一、举措")
    report = dataclasses.replace(report, sections=(titled, *report.sections[1:]))
    result = result_for(
        make_item("LL-01"), Verdict.STATED, evidence=[evidence_at(report, "LL-01", "报告如下")]
    )
    place = tree(make_scorecard(report, [result])).xpath("string(//article//a[@data-e])")
    assert place == "一、举措 · 第3段"


def test_words_refused_as_better_evidence_are_quoted_once_with_the_reason() -> None:
    report = make_report()
    result = result_for(
        make_item("LA-01"),
        Verdict.STATED,
        evidence=[evidence_at(report, "LA-01", "公职律师", verdict=Verdict.STATED)],
        near_misses=[miss_at(report, "LA-01", "公职律师", NearMissReason.NO_FACT)],
    )
    (quote,) = tree(make_scorecard(report, [result])).xpath("//article//li")
    assert words(quote.xpath("./span")[0]) == REASON_WORDS[NearMissReason.NO_FACT]


def test_what_is_too_much_to_quote_is_still_named() -> None:
    lines = [f"学法第{number}回。" for number in range(7)]
    lines[6] += "学法第7回。"
    report = make_report("\n".join(["一、主要举措", *lines]))
    result = result_for(
        make_item("LL-01"),
        Verdict.STATED,
        evidence=[evidence_at(report, "LL-01", line) for line in lines[:4]],
        near_misses=[
            miss_at(report, "LL-01", f"第{number}回", NearMissReason.NO_FACT)
            for number in (4, 5, 6, 7)
        ],
    )
    article = tree(make_scorecard(report, [result])).xpath("//article")[0]
    assert len(article.xpath(".//li")) == 3
    assert [words(p) for p in article.xpath(".//p[@class='also']")] == [
        "另见第4段第5段",
        "另见第7段第8段",
    ]


def test_a_long_quote_is_cut_with_its_facts_before_the_cut() -> None:
    report = make_report("一、主要举措\n学法6次，" + "很" * 300 + "参训120人次。")
    result = result_for(
        make_item("LL-01"),
        Verdict.EVIDENCED,
        evidence=[evidence_at(report, "LL-01", "学法6次", facts=["6次", "120人次"])],
    )
    (quote,) = tree(make_scorecard(report, [result])).xpath("//article//q")
    assert quote.xpath("./b/text()") == ["6次"]
    assert words(quote).endswith("很……")
    assert len(words(quote)) == 162


def test_sources_to_be_verified_say_so(page: html.HtmlElement) -> None:
    sources = page.xpath("//article[@id='LL-01']//dd[@class='basis']/span")
    assert [words(source) for source in sources] == [
        "某某条例（2019年）第30条",
        "某某意见第2条待核",
    ]
    item = make_item("LL-01", basis=(Basis(document="某某办法", confidence="secondary"),))
    second = tree(make_scorecard(make_report(), [result_for(item, Verdict.ABSENT)]))
    assert words(second.xpath("//dd[@class='basis']")[0]) == "某某办法间接核实"


def test_the_score_is_told_with_how_it_comes_about(page: html.HtmlElement) -> None:
    told = words(page.xpath("//section[@class='result']")[0])
    assert "57.1 分" in told
    assert "得 10 分，适用项满分 17.5 分" in told
    assert "已判定 5/6 项" in told
    assert "70 分以上为良好，其余为需补充完善" in told
    rows = [
        [words(cell) for cell in row.xpath("./td")]
        for row in page.xpath("//table[@class='tally']//tr[td]")
    ]
    assert rows == [
        ["2", "8", "100%", "8"],
        ["1", "4", "50%", "2"],
        ["1", "3", "0%", "0"],
        ["1", "2.5", "0%", "0"],
        ["1", "—", "不计", "—"],
        ["1", "—", "不计", "—"],
        ["", "", "", "\N{MINUS SIGN}1"],
        ["7", "17.5", "", "10"],
    ]
    assert DISCLAIMER in told


def test_bars_are_as_long_as_a_group_weighs_and_as_full_as_it_scored(
    page: html.HtmlElement,
) -> None:
    drawn = {
        row.xpath("string(./th)"): [float(w) for w in row.xpath(".//*[local-name()='rect']/@width")]
        for row in page.xpath("//table[@class='bars']/tbody/tr")
    }
    assert drawn == {
        "学法用法": [100.0, 100.0, 0.0],
        "法律顾问与公职律师": [50.0, 0.0, 25.0],
        "普法": [68.8, 0.0, 0.0],
        "行政执法": [0.0, 0.0, 0.0],
    }


def test_what_to_mend_first_is_ordered_by_points_at_stake(page: html.HtmlElement) -> None:
    first = page.xpath("//ol[@class='first']/li")
    assert [item.xpath(".//a/@href")[0] for item in first] == ["#PU-01", "#PU-02", "#LA-01"]
    assert [words(item.xpath(".//b")[0]) for item in first] == ["3", "2.5", "2"]
    lead = words(page.xpath("//section[.//ol[@class='first']]/p[@class='lead']")[0])
    assert lead.startswith("共 3 项可以补强，合计 7.5 分")


def test_nothing_to_mend_is_said() -> None:
    report = make_report()
    done = result_for(make_item("LL-01"), Verdict.EVIDENCED)
    page = tree(make_scorecard(report, [done]))
    assert not page.xpath("//ol[@class='first']")
    assert "没有需要补的项" in words(page)


def test_guesses_are_shown_as_guesses_with_the_way_to_overrule_them(page: html.HtmlElement) -> None:
    cells = {
        words(c.xpath("./dt")[0]): words(c.xpath("./dd")[0])
        for c in page.xpath("//dl[@class='facts']/div")
    }
    assert cells["单位类别"] == "其他部门 推断"
    assert cells["报告年度"] == "2023年度"
    assert cells["落款"] == "青禾区档案局 2024年1月10日"
    (note,) = page.xpath("//p[@class='note']")
    assert "--unit-kind" in words(note)
    assert "office（政府办公室）" in words(note)
    guessed = tree(every_verdict(make_report(year_guessed=True, unit_kind_guessed=False)))
    assert ["--year" in words(n) for n in guessed.xpath("//p[@class='note']")] == [True]


def test_an_unknown_unit_and_year_are_said_not_invented() -> None:
    report = make_report(
        unit="", year=None, year_guessed=True, signed_by=None, signed_on=None, unit_kind="odd"
    )
    page = tree(make_scorecard(report, []))
    assert words(page.xpath("//h1")[0]) == "（未识别出报告单位） 法治政府建设年度报告核查意见"
    told = words(page.xpath("//header")[0])
    assert told.count("未识别出") == 4
    assert "没有识别出报告年度。" in told and "加 --year 指定" in told
    assert "odd" in told
    assert words(page.xpath("//p[@class='figure']")[0]) == "—分"
    assert "未能判定" in words(page.xpath("//p[@class='grade']")[0])


def test_what_could_not_be_read_comes_before_the_score() -> None:
    report = make_report(
        complete=False,
        gaps=(ReadingGap(message="整页是图片", page=3), ReadingGap(message="附件打不开")),
        warnings=("有批注未读。",),
    )
    page = tree(every_verdict(report))
    sections = page.xpath("//main/section/@class")
    assert sections[:3] == ["alert", "alert mild", "result"]
    assert [words(li) for li in page.xpath("//section[@class='alert']//li")] == [
        "第3页：整页是图片",
        "附件打不开",
    ]
    assert not tree(every_verdict()).xpath("//section[starts-with(@class, 'alert')]")


def test_findings_are_ordered_by_severity_and_lead_to_their_places(page: html.HtmlElement) -> None:
    checks = page.xpath("//article[starts-with(@class, 'check')]")
    assert [check.get("class") for check in checks] == [
        "check error",
        "check warning",
        "check hint",
    ]
    assert [words(check.xpath(".//*[@class='sev']")[0]) for check in checks] == [
        "应改正 · 扣 1 分",
        "应核对",
        "供参考",
    ]
    places = checks[1].xpath(".//a[@data-e]")
    assert [words(place) for place in places] == ["第8段", "第1段"]
    back = page.xpath("//a[starts-with(@class, 'ref') and @href='#f2']")
    assert [words(link) for link in back] == ["CK-03", "CK-03"]


def test_a_report_without_findings_says_so() -> None:
    page = tree(make_scorecard(make_report(), []))
    assert "没有发现需要提示的问题" in words(page.xpath("//section[@id='checks']")[0])


def test_a_place_behind_the_last_paragraph_is_put_at_the_end() -> None:
    report = make_report()
    scorecard = every_verdict(report)
    end = len(report.text)
    place = scorecard.findings[1].places[0]._replace(span=Span(end, end))
    finding = dataclasses.replace(scorecard.findings[1], places=(place,))
    page = gap_page(dataclasses.replace(scorecard, findings=(finding,)))
    assert page.findings[0].places[0].place == "第14段"


def test_the_filter_offers_the_verdicts_that_occur_and_needs_a_script(
    page: html.HtmlElement,
) -> None:
    (bar,) = page.xpath("//div[@class='filter']")
    assert bar.get("hidden") is not None
    choices = [words(button) for button in bar.xpath("./button[@data-f]")]
    assert choices == [
        "全部 7",
        "缺失 1",
        "仅计划 1",
        "泛泛表述 1",
        "有实据 2",
        "未能判定 1",
        "不适用 1",
        "建议复核 2",
    ]
    plain = make_scorecard(make_report(), [result_for(make_item("LL-01"), Verdict.ABSENT)])
    assert [f.word for f in gap_page(plain).filters] == ["缺失"]


def test_the_footer_names_checklist_and_tool_by_version_and_digest() -> None:
    scorecard = every_verdict()
    checklist = dataclasses.replace(scorecard.checklist, overlays=("某某区",))
    told = words(tree(dataclasses.replace(scorecard, checklist=checklist)).xpath("//footer")[0])
    for part in (
        "annual-report",
        "2026.1",
        "cd" * 32,
        "ab" * 32,
        "9.9.9",
        "叠加 某某区",
        DISCLAIMER,
    ):
        assert part in told


def test_the_page_is_a_chinese_document_with_headings_in_order(page: html.HtmlElement) -> None:
    assert page.get("lang") == "zh-CN"
    assert page.xpath("string(//title)") == "青禾区档案局2023年度法治政府建设年度报告核查意见"
    levels = [int(h.tag[1]) for h in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_hostile_text_stays_text() -> None:
    report = make_report(HOSTILE, unit="<b>某局</b>", source="<img src=x>.txt", warnings=("<i>",))
    rendered = render_gap_page(every_verdict(report)).decode("utf-8")
    page = html.fromstring(rendered)
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img")
    assert "\u202e" not in rendered
    assert "\x00" not in rendered
    shown = words(page.xpath("//div[@class='sheet']")[0])
    assert "<script>alert(1)</script>\"'>&lt;" in shown
    assert words(page.xpath("//h1/span")[0]) == "<b>某局</b>"


def test_a_lone_surrogate_does_not_break_the_page() -> None:
    assert b"<main>" in render_gap_page(every_verdict(make_report(HOSTILE + "\ud800")))


def test_the_same_scorecard_gives_the_same_bytes() -> None:
    assert render_gap_page(every_verdict()) == render_gap_page(every_verdict())


def long_report() -> tuple[str, list[str]]:
    sentences = [
        f"全年第{number:02d}项工作由本单位会同有关部门按照年度计划组织实施，"
        "结合单位实际细化措施、明确责任、按月调度、按季通报，共组织活动12场次。"
        for number in range(78)
    ]
    paragraphs = ["".join(sentences[at : at + 3]) for at in range(0, 78, 3)]
    return "\n".join(
        ["青禾区档案局2023年度法治政府建设情况报告", "一、主要举措和成效", *paragraphs]
    ), sentences


def test_a_report_of_5000_characters_with_44_items_stays_within_150_kb() -> None:
    text, sentences = long_report()
    assert len(text) > 5000
    report = make_report(text)
    results = [
        result_for(
            make_item(
                f"PU-{number:02d}",
                requirement="本单位写明报告年度做了什么，" * 4,
                advice="写明时间、次数、参加人员和内容，" * 4,
                basis=tuple(
                    Basis(
                        document="关于某某工作的某某规定（某发〔2019〕28号）",
                        article="第30条",
                        confidence="recalled",
                    )
                    for _ in range(2)
                ),
            ),
            Verdict.STATED,
            evidence=[evidence_at(report, f"PU-{number:02d}", sentences[number])],
            near_misses=[
                miss_at(
                    report, f"PU-{number:02d}", sentences[number + more], NearMissReason.NO_FACT
                )
                for more in (7, 19, 33)
            ],
        )
        for number in range(44)
    ]
    rendered = render_gap_page(make_scorecard(report, results))
    assert len(results) == 44
    assert len(rendered) <= 150_000


def test_text_of_a_sentence_is_marked_in_the_report(page: html.HtmlElement) -> None:
    told = sentence_with(make_report(), "学法6次")
    (mark,) = page.xpath(f"//mark[@id='c{told.span.start}']")
    assert words(mark) == make_report().quote(told.span)
    assert mark.get("class") == "e"


def test_assets_have_no_end_tag_that_would_close_them_early() -> None:
    for name in ("gap_page.css", "gap_page.js"):
        assert "</" not in (Path(resource_folder("templates")) / name).read_text(encoding="utf-8")


def test_passages_that_were_hardly_recognised_are_marked_in_the_text() -> None:
    from scorer.loader import load_checklist
    from scorer.pipeline import score_reading
    from scorer.report import Block, Reading

    def block(text: str, confidence: float) -> Block:
        return Block(text=text, page=1, confidence=confidence)

    reading = Reading(
        source="扫描.pdf",
        format="pdf",
        digest="0" * 64,
        blocks=(
            block("某某区某某局2024年度法治政府建设情况报告", 0.99),
            block("一、主要举措和成效", 0.99),
            block("组织开展法治培训3次，培训干部120人次，效果良好。", 0.7),
        ),
    )
    page = render_gap_page(score_reading(reading, load_checklist())).decode("utf-8")
    assert page.count("识别把握不大，请对照原件") == 1
