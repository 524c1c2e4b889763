"""What the Word sheets promise: all of the gap page, a bureau's own template, nothing hostile."""

from __future__ import annotations

import dataclasses
import re
import zipfile
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from io import BytesIO

import pytest

docx = pytest.importorskip("docx", reason="extra report")
pytest.importorskip("docxtpl", reason="extra report")

from scorer.checklist import Verdict  # noqa: E402
from scorer.errors import UsageError  # noqa: E402
from scorer.opinions import Hold  # noqa: E402
from scorer.paths import resource_folder  # noqa: E402
from scorer.renderers import extras, word_values  # noqa: E402
from scorer.renderers.gap_page import gap_page  # noqa: E402
from scorer.renderers.notice import needs_notice, notice, render_notice  # noqa: E402
from scorer.renderers.page_values import GapPage, ItemView  # noqa: E402
from scorer.renderers.review_sheet import render_review_sheet, review_sheet  # noqa: E402
from scorer.renderers.word_package import MOST_BYTES, with_fixed_dates  # noqa: E402
from scorer.renderers.word_values import NAMES, Notice, ReviewSheet  # noqa: E402
from scorer.renderers.wording import VERDICT_WORDS  # noqa: E402
from scorer.report import ReadingGap  # noqa: E402
from scorer.season import RegisterEntry, ReviewedReport, Season  # noqa: E402
from tests.cards import every_verdict, make_item, make_report, make_scorecard, result_for  # noqa: E402
from tests.opinions import every_opinion, opinion  # noqa: E402

SEASON = Season(
    year=2023,
    bureau="青禾区司法局",
    contact="王同志 0000-0000",
    issued=date(2024, 3, 10),
    supplement_by=date(2024, 3, 25),
)


def reviewed(scorecard=None, **changes) -> ReviewedReport:
    values = {
        "entry": RegisterEntry(unit="青禾区档案局"),
        "scorecard": scorecard or every_verdict(),
        "file": "青禾区档案局.docx",
        "received": date(2024, 3, 4),
    }
    return ReviewedReport(**(values | changes))


def text_of(content: bytes) -> str:
    """All text of the file: body and tables in order, footers after them, blanks dropped."""
    made = docx.Document(BytesIO(content))
    parts = [made.element.body, *(section.footer._element for section in made.sections)]
    nodes = [node for part in parts for node in part.iter() if node.tag.endswith("}t")]
    return re.sub(r"\s", "", "".join(node.text or "" for node in nodes))


def template(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        names = old.namelist()
        for part in names:
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
        if name not in names:
            new.writestr(name, change(b""))
    return made.getvalue()


def test_everything_that_the_gap_page_shows_is_in_the_sheet() -> None:
    seen = set()
    cases = ((every_verdict(), every_opinion()), (more_places(), ()), (half_read(), ()))
    for card, opinions in cases:
        shown = text_of(render_review_sheet(reviewed(card, opinions=opinions), SEASON))
        page = gap_page(card, opinions)
        items = [item for group in page.groups for item in group.items]
        for name, value in [(f.name, getattr(page, f.name)) for f in fields(page)]:
            for text in texts(name, value):
                assert re.sub(r"\s", "", text) in shown, (name, text)
        for item in items:
            seen |= {name for name in ItemView._fields if texts(name, getattr(item, name))}
        seen |= {f.name for f in fields(page) if texts(f.name, getattr(page, f.name))}
    assert seen == set(ItemView._fields) | {f.name for f in fields(GapPage)} - NOT_EXPORTED


NOT_EXPORTED = {
    # How to score again, and what only leads about on a screen.
    *("notes", "filters", "priority_note", "checklist_id"),
    # The report itself lies beside its sheet.
    "paragraphs",
}
"""Fields of the page that the sheet need not tell."""
LOOKS = {"anchor", "href", "end", "state", "severity", "width", "evidenced", "stated"}
LOOKS |= {"meaning", "guess", "value"}
"""Fields of the values within that tell nothing by themselves, or that repeat what is told."""


def texts(field: str, value) -> list[str]:
    """What must be read of a field's value; the verdict's id is told by its word."""
    if field in NOT_EXPORTED or field in LOOKS:
        return []
    if field == "verdict":
        return [VERDICT_WORDS[Verdict(value)]]
    if hasattr(value, "_fields") and not hasattr(value, "pieces"):
        return [text for name in value._fields for text in texts(name, getattr(value, name))]
    if isinstance(value, tuple) and hasattr(value, "pieces"):
        facts = [piece.text for piece in value.pieces if piece.fact]
        quote = "".join(piece.text for piece in value.pieces)
        return [quote, value.place, value.why, *facts]
    if hasattr(value, "paragraph"):
        return [value.paragraph]
    if isinstance(value, tuple):
        return [text for inner in value for text in texts("", inner)]
    return [str(value)] if value else []


def half_read():
    """A card of a report that was not read to the end, by a checklist with an overlay."""
    gaps = (ReadingGap(message="有图片没有识别", page=2),)
    card = every_verdict(make_report(complete=False, gaps=gaps, warnings=("编码有误",)))
    checklist = dataclasses.replace(card.checklist, overlays=("某市补充规则",))
    return dataclasses.replace(card, checklist=checklist)


def more_places():
    report = make_report()
    card = every_verdict(report)
    first = card.items[0]
    many = dataclasses.replace(
        first,
        evidence=tuple(
            first.evidence[0]._replace(span=report.sentences[n].span, sentence=n)
            for n in (5, 6, 8, 9)
        ),
        near_misses=tuple(
            card.items[2].near_misses[0]._replace(span=report.sentences[n].span, sentence=n)
            for n in (11, 12, 13, 14)
        ),
    )
    return make_scorecard(report, [many, *card.items[1:]])


def test_a_sentence_refused_twice_is_quoted_once_and_referred_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("scorer.renderers.review_sheet._WORTH_SHORTENING", 5)
    report = make_report()
    card = every_verdict(report)
    longest = max(report.sentences, key=lambda one: one.span.end - one.span.start)
    miss = card.items[2].near_misses[0]._replace(span=longest.span, sentence=longest.number)
    same = [dataclasses.replace(item, near_misses=(miss,)) for item in card.items[:2]]
    made = review_sheet(
        reviewed(make_scorecard(report, [*same, *card.items[2:]]), opinions=()), SEASON
    )
    items = [item for group in made.groups for item in group.items]
    first, second = (item.misses[0] for item in items[:2])
    assert (first.full_at, second.full_at) == ("", items[0].id)
    assert second.text == first.text and first.text.startswith(second.start.removesuffix("……"))


def test_the_place_to_sign_is_not_torn_apart() -> None:
    made = docx.Document(BytesIO(render_review_sheet(reviewed(), SEASON)))
    ending = next(one for one in made.tables if one.rows[-1].cells[0].text == "复核人")
    words = [text for line in ending.rows for box in line.cells for text in box.paragraphs]
    assert words and all(text.paragraph_format.keep_with_next for text in words)


def test_the_items_table_refers_to_what_is_to_be_supplemented() -> None:
    made = review_sheet(reviewed(opinions=()), SEASON)
    numbers = {item.id: item.gap_number for group in made.groups for item in group.items}
    assert {gap.id: gap.number for gap in made.gaps} == {k: n for k, n in numbers.items() if n}


def test_the_sheet_tells_dates_findings_gaps_and_leaves_room_to_sign() -> None:
    shown = text_of(render_review_sheet(reviewed(), SEASON))
    for words in (
        "收到日期2024年3月4日",
        "报送期限2024年3月1日（逾期3天）",
        "公开期限2024年4月1日",
        "审查人",
        "复核人",
        "审查意见",
        "请于2024年3月25日前补充",
        "标题年度与报告年度不符。改为报告年度。",
        "扣1分",
        "某某意见第2条（待核）",
        "一、主要举措和成效第4段起",
    ):
        assert words in shown
    assert "{" not in shown


def test_reviewers_words_come_back_into_the_sheet() -> None:
    shown = text_of(render_review_sheet(reviewed(opinions=every_opinion()), SEASON))
    for words in (
        "审查后：得8.5分，满分17.5分，折合百分制48.6分，需补充完善",
        "审查意见：有效5条，须重新审查1条，意见不一2条，已无此项1条。",
        "审查改判√有实据2.5/2.5分",
        "由缺失改判为有实据。附件有合同（审查人甲，2024-03-0610:20，总分61.2→64.0）【有效】",
        "由泛泛表述改判为缺失。没有合同（审查人甲，",
        "（审查人乙，2024-03-0610:20，总分61.2→64.0）【意见不一，按程序的判定】",
        "【须重新审查（原句有变）】原来的句子：“原来写了清单。”现在的句子：“现在写了制度。”",
        "同意判为有实据。同意判定",
        "附言。请核对权责清单",
        "不采纳。已更正",
    ):
        assert words in shown
    assert "先前看漏了" not in shown


def test_the_sheet_and_the_notice_ask_for_what_reviewers_left_open() -> None:
    made = reviewed(opinions=every_opinion())
    assert [gap.id for gap in review_sheet(made, SEASON).gaps] == ["LL-01", "PU-01", "LA-01"]
    value = notice(made, SEASON)
    assert [gap.id for gap in value.gaps] == ["LL-01", "PU-01", "LA-01"]
    assert value.gaps[0].reason == "审查意见：引用的不是本单位的会议"
    assert [finding.id for finding in value.findings] == ["CK-03"]
    assert value.percent == "48.6"
    shown = text_of(render_notice(made, SEASON))
    assert "审查人甲" not in shown
    assert "标题年度与报告年度不符" not in shown


def test_reviewers_decide_whether_a_notice_is_needed() -> None:
    card = make_scorecard(make_report(), [result_for(make_item("LL-01"), Verdict.ABSENT)])
    assert not needs_notice(card, [opinion("LL-01", "evidenced")])
    kept = make_scorecard(make_report(), [result_for(make_item("LL-01"), Verdict.EVIDENCED)])
    assert needs_notice(kept, [opinion("LL-01", "absent", old="evidenced")])
    assert not needs_notice(kept, [opinion("LL-01", "absent", old="evidenced", hold=Hold.REOPENED)])


def test_the_file_knows_its_report_and_rows_their_items() -> None:
    made = docx.Document(BytesIO(render_review_sheet(reviewed(), SEASON)))
    assert made.core_properties.identifier == "ab" * 32
    ids = {row.cells[0].text for table in made.tables for row in table.rows}
    assert {"LL-01", "LA-01", "EN-02", "CK-03#1"} <= ids


def test_each_item_and_finding_has_an_empty_place_for_another_verdict_and_for_words() -> None:
    made = docx.Document(BytesIO(render_review_sheet(reviewed(), SEASON)))
    tables = {tuple(cell.text for cell in table.rows[0].cells)[-2:]: table for table in made.tables}
    for columns, row in ((("改判为", "审查意见"), "LL-01"), (("处理", "审查意见"), "CK-01#1")):
        cells = {row.cells[0].text: row.cells for row in tables[columns].rows}
        assert [cell.text for cell in cells[row][-2:]] == ["", ""]


@pytest.mark.parametrize("render", [render_review_sheet, render_notice])
def test_the_same_values_give_the_same_bytes(render) -> None:
    first = render(reviewed(), SEASON)
    assert render(reviewed(), SEASON) == first
    with zipfile.ZipFile(BytesIO(first)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_report_without_anything_known_leaves_blanks() -> None:
    report = make_report(
        unit="", title="", year=None, signed_by=None, signed_on=None, complete=False,
        gaps=(ReadingGap(message="有图片没有识别", page=2),), warnings=("编码有误",), year_guessed=True,
    )  # fmt: skip
    card = make_scorecard(report, [result_for(make_item("LL-01"), Verdict.EVIDENCED)])
    bare = reviewed(card, entry=RegisterEntry(unit=""), received=None, file="")
    sheet = text_of(render_review_sheet(bare, Season()))
    assert "未识别出报告单位" in sheet
    assert "第2页：有图片没有识别" in sheet
    assert "编码有误" in sheet
    assert "已判定的适用项都有实据" in sheet
    assert "没有发现需要提示的问题" in sheet
    letter = text_of(render_notice(bare, Season()))
    assert "请另报可以复制文字的" in letter
    assert "附件" not in letter
    assert "{" not in sheet + letter


def test_hostile_text_is_shown_as_text() -> None:
    nasty = "一、主要举措\n学法6次\x00\x0b\ufffe{{ 7*7 }}{% for %}<w:p/>&amp;\u202e公职律师参训120人次审查合同14份责任清单宪法日"
    card = every_verdict(make_report(nasty))
    shown = text_of(render_review_sheet(reviewed(card), SEASON))
    assert "{{7*7}}" in shown
    assert "<w:p/>&amp;" in shown
    assert "49" not in shown
    assert "\x00" not in shown


def test_a_huge_quote_and_name_stay_small() -> None:
    report = make_report(
        "报告\n一、主要举措\n学法6次公职律师参训120人次审查合同14份责任清单宪法日" + "学" * 200_000
    )
    card = every_verdict(dataclasses.replace(report, title="题" * 100_000, unit="局" * 100_000))
    bare = reviewed(card, entry=RegisterEntry(unit=""))
    assert len(render_review_sheet(bare, SEASON)) < 200_000
    assert len(render_notice(bare, SEASON)) < 200_000


def test_the_notice_lists_gaps_by_weight_with_basis_and_due_date() -> None:
    value = notice(reviewed(), SEASON)
    assert [gap.id for gap in value.gaps] == ["PU-01", "PU-02", "LA-01"]
    assert [finding.id for finding in value.findings] == ["CK-01"]
    shown = text_of(render_notice(reviewed(), SEASON))
    for words in (
        "青禾区档案局：",
        "于2024年3月25日前重新报送",
        "王同志0000-0000",
        "青禾区司法局2024年3月10日",
        "写明时间、次数和内容",
        "某某条例（2019年）第30条；某某意见第2条（待核）",
        "标题年度与报告年度不符。",
    ):
        assert words in shown
    assert "有两处相同" not in shown


@pytest.mark.parametrize(
    ("verdict", "complete", "wanted"),
    [
        (Verdict.ABSENT, True, True),
        (Verdict.PLANNED, True, True),
        (Verdict.STATED, True, False),
        (Verdict.EVIDENCED, True, False),
        (Verdict.EVIDENCED, False, True),
    ],
)
def test_a_notice_is_needed_when_something_is_missing(verdict, complete, wanted) -> None:
    report = make_report(complete=complete, gaps=() if complete else (ReadingGap(message="缺页"),))
    card = make_scorecard(report, [result_for(make_item("LL-01"), verdict)])
    assert needs_notice(card) is wanted


@pytest.mark.parametrize("render", [render_review_sheet, render_notice])
def test_a_report_without_scorecard_has_no_sheet(render) -> None:
    with pytest.raises(ValueError, match="scorecard"):
        render(ReviewedReport(entry=RegisterEntry(unit="某局")), SEASON)


@pytest.mark.parametrize(
    ("name", "value"), [("review_sheet.docx", ReviewSheet), ("notice.docx", Notice)]
)
def test_the_shipped_templates_use_every_field(name: str, value: type) -> None:
    content = (resource_folder("templates") / name).read_bytes()
    document = docx.Document(BytesIO(content))
    parts = [document.element.body, document.sections[0].footer._element]
    source = "".join(n.text or "" for part in parts for n in part.iter() if n.tag.endswith("}t"))
    used = set(re.findall(r"[\w.]+", " ".join(re.findall(r"\{[{%].*?[%}]\}", source))))
    words = {word for path in used for word in path.split(".")}
    unused = {f.name for f in dataclasses.fields(value) if NAMES[f.name] not in words}
    # The notice's letter leaves these to a bureau's own template.
    assert unused <= (
        {"due", "on_time", "percent", "grade", "year", "key"} if value is Notice else {"bureau"}
    )


def test_every_field_has_one_chinese_name() -> None:
    views = [v for v in vars(word_values).values() if isinstance(v, type)]
    fields = {name for view in views for name in getattr(view, "__annotations__", {})}
    assert fields == set(NAMES)
    assert len(set(NAMES.values())) == len(NAMES)


def test_a_bureaus_own_template_is_filled() -> None:
    own = template(
        "{{ 单位 }}得{{ 总分 }}分",
        "{%p for 组 in 各组 %}",
        "{% for 项 in 组.各项 if 项.怎么补 %}{{ loop.index }}{{ 项['名称'] }}{% if not loop.last %}、{% endif %}{% endfor %}",
        "{%p endfor %}",
        "{{ 年度 | trim if 单位 == '' else 年度 ~ '完' }}",
    )
    shown = text_of(render_review_sheet(reviewed(), SEASON, template=own))
    assert shown.startswith("青禾区档案局得")
    assert "1PU-01的要求、2PU-02的要求" in shown
    assert shown.count("2023年度完") == 1


def test_wrong_field_names_are_told_with_the_right_ones() -> None:
    own = template(
        "{{ 单位名 }}",
        "{% for 项 in 待补事项 %}{{ 项.怎么 }}{{ 项.序号.长 }}{% endfor %}",
        "{{ 各组.名称 }}",
    )
    with pytest.raises(UsageError) as caught:
        render_review_sheet(reviewed(), SEASON, template=own)
    told = str(caught.value)
    assert "4 处要改" in told
    assert "没有“单位名”这个字段。这里可用的字段：单位、" in told
    assert "没有“项.怎么”这个字段。这里可用的字段：序号、编号、" in told
    assert "没有“项.序号.长”这个字段" in told
    assert "“各组”是列表" in told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{{ 单位.__class__.__mro__ }}", "__class__"),
        ("{{ ''.__class__ }}", "只能用字段名取值"),
        ("{% include '/etc/passwd' %}", "不能使用这种写法"),
        ("{% import '/etc/passwd' as x %}", "不能使用这种写法"),
        ("{% extends '/etc/passwd' %}", "不能使用这种写法"),
        ("{{ range(9) }}", "不能使用这种写法"),
        ("{{ 单位.format(1) }}", "不能使用这种写法"),
        ("{{ 'a' * 1000000000 }}", "不能使用这种写法"),
        ("{% set x = 1 %}", "不能使用这种写法"),
        ("{% macro f() %}{% endmacro %}", "不能使用这种写法"),
        ("{{ 单位 | map('attr') }}", "过滤器"),
        ("{{ 单位 | safe }}", "过滤器"),
        ("{{ 各组[0] }}", "只能用字段名取值"),
        ("{% for 甲 in 单位 %}{% endfor %}", "不是列表"),
        ("{% for 甲 in 无此 %}{{ 甲.乙.丙 }}{% else %}空{% endfor %}", "没有“无此”"),
        ("{% for 甲, 乙 in 各组 %}{% endfor %}", "只用一个名字"),
        ("{% for 甲 in 各组 recursive %}{% endfor %}", "只用一个名字"),
        ("{% for 甲 in 各组 %}{% for 乙 in 各组 %}{% endfor %}{% endfor %}", "放到循环外面"),
        ("{% for 甲 in 各组 %}{% for 乙 in [1] %}{% endfor %}{% endfor %}", "放到循环外面"),
        ("{% if 单位 %}", "是否成对"),
        ("{{ 单位 is 某 }}", "不能使用"),
    ],
)
def test_a_template_can_only_show_what_it_is_given(line: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        render_review_sheet(reviewed(), SEASON, template=template(line))
    assert told in str(caught.value)


@pytest.mark.parametrize("where", ["word/footer1.xml", "docProps/core.xml"])
def test_footers_and_properties_obey_the_same_grammar(where: str) -> None:
    shipped = (resource_folder("templates") / "notice.docx").read_bytes()
    changed = with_part(
        shipped, where, lambda xml: xml.replace("补正通知书".encode(), b"{{ lipsum() }}")
    )
    with pytest.raises(UsageError, match="不能使用这种写法"):
        render_notice(reviewed(), SEASON, template=changed)


FIELD = '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:instrText>{}</w:instrText><w:fldSimple w:instr="{}"/></w:p>'
RELATION = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}" TargetMode="{}"/></Relationships>'


@pytest.mark.parametrize(
    ("part", "content", "told"),
    [
        ("word/vbaProject.bin", "x", "宏"),
        ("word/embeddings/a.xlsx", "x", "嵌入"),
        (
            "word/a.rels",
            RELATION.format("attachedTemplate", "http://x.test/a.dotm", "External"),
            "链接",
        ),
        ("word/a.rels", RELATION.format("image", "file:///etc/passwd", "External"), "链接"),
        ("word/a.rels", RELATION.format("hyperlink", "file:///etc/passwd", "External"), "链接"),
        ("word/a.xml", FIELD.format("&#73;NCLUDETEXT c", ""), "域"),
        ("word/a.xml", FIELD.format("PAGE", " DDEAUTO c "), "域"),
        (
            "word/a.xml",
            FIELD.format("INCL</w:instrText><w:instrText>UDEPICTURE a", ""),
            "域",
        ),
        (
            "word/a.xml",
            "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
            "外部定义",
        ),
    ],
)
def test_a_dangerous_file_is_refused(part: str, content: str, told: str) -> None:
    own = with_part(template("{{ 单位 }}"), part, lambda _: content.encode())
    with pytest.raises(UsageError) as caught:
        render_review_sheet(reviewed(), SEASON, template=own)
    assert told in str(caught.value)


def test_links_to_the_web_and_page_numbers_are_no_danger() -> None:
    relations = RELATION.format("hyperlink", "https://x.test/", "External")
    own = with_part(template("{{ 单位 }}"), "word/a.rels", lambda _: relations.encode())
    assert render_review_sheet(reviewed(), SEASON, template=own)
    inside = RELATION.format("image", "media/a.png", "Internal")
    own = with_part(template("{{ 单位 }}"), "word/a.rels", lambda _: inside.encode())
    assert render_review_sheet(reviewed(), SEASON, template=own)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no zip", "打不开"),
        (b"", "打不开"),
        (with_part(template("x"), "word/a.rels", lambda _: b"<broken"), "打不开"),
        (with_fixed_dates(with_part(template("x"), "big", lambda _: b"0" * MOST_BYTES)), "太大"),
    ],
    ids=["text", "empty", "broken", "bomb"],
)
def test_a_file_that_is_no_template_is_refused(content: bytes, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        render_review_sheet(reviewed(), SEASON, template=content)
    assert told in str(caught.value)


def test_an_excel_file_is_no_template() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("xl/workbook.xml", "<a/>")
    with pytest.raises(UsageError, match="不是 Word"):
        render_review_sheet(reviewed(), SEASON, template=made.getvalue())


def test_a_missing_library_is_named_with_its_extra() -> None:
    with pytest.raises(UsageError, match=r"docx_absent.*rule-of-law-scorer\[report\]"):
        extras.needed("docx_absent", "生成 Word 文件")


def test_no_font_is_shipped_and_only_two_are_named() -> None:
    for name in ("review_sheet.docx", "notice.docx"):
        content = (resource_folder("templates") / name).read_bytes()
        with zipfile.ZipFile(BytesIO(content)) as package:
            assert not [part for part in package.namelist() if "fonts/" in part]
            body = package.read("word/document.xml").decode()
        assert set(re.findall(r'w:eastAsia="([^"]+)"', body)) == {"仿宋", "黑体"}


def test_the_templates_are_what_the_script_writes() -> None:
    import importlib.util
    from pathlib import Path

    path = Path(__file__).parent.parent / "scripts" / "make_word_templates.py"
    spec = importlib.util.spec_from_file_location("make_word_templates", path)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    for name, build in (("review_sheet.docx", script.review_sheet), ("notice.docx", script.notice)):
        made = BytesIO()
        build().save(made)
        shipped = docx.Document(resource_folder("templates") / name)
        fresh = docx.Document(BytesIO(made.getvalue()))
        assert fresh.element.xml == shipped.element.xml


def test_values_come_from_the_gap_page() -> None:
    sheet = review_sheet(reviewed(), SEASON)
    page = gap_page(every_verdict())
    assert (sheet.percent, sheet.points, sheet.grade) == (page.percent, page.points, page.grade)
    assert [item.id for group in sheet.groups for item in group.items] == [
        item.id for group in page.groups for item in group.items
    ]
