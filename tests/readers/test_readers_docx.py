"""A .docx is read as a person sees it in Word."""

from __future__ import annotations

import pytest
from docx_builder import (
    cell,
    document,
    docx,
    lvl,
    numbered,
    p,
    r,
    row,
    table,
    text_box,
    zipped,
)

from scorer.errors import ReadError
from scorer.readers.docx import read_docx
from scorer.readers.limits import Limits
from scorer.readers.rawfile import RawFile
from scorer.report import BlockKind


def blocks(body: str, **parts):
    return read_docx(RawFile(name="报告.docx", data=docx(body, **parts))).blocks


def lines(body: str, **parts) -> list[str]:
    return [block.text for block in blocks(body, **parts)]


CHINESE = (
    '<w:abstractNum w:abstractNumId="7">'
    + lvl(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>')
    + lvl(1, "chineseCounting", "（%2）", '<w:suff w:val="nothing"/>')
    + lvl(2, "decimal", "%3.")
    + lvl(3, "decimalEnclosedCircle", "%4")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)


def test_chinese_numbers_of_four_levels_are_counted_and_begin_anew():
    body = "".join(numbered("甲", level=level) for level in (0, 1, 1, 2, 2, 3, 1, 2, 0, 1))
    labels = ["一、", "（一）", "（二）", "1.", "2.", "①", "（三）", "1.", "二、", "（一）"]
    assert lines(body, numbering=CHINESE) == [label + "甲" for label in labels]


def test_numbers_come_through_a_style_and_the_style_it_is_based_on():
    styles = (
        '<w:style w:type="paragraph" w:styleId="一级"><w:name w:val="一级"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="子"><w:name w:val="子"/><w:basedOn w:val="一级"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="二级"><w:name w:val="二级"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = CHINESE.replace("（%2）", "（%2）").replace(
        '<w:lvl w:ilvl="1"><w:start w:val="1"/>',
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:pStyle w:val="二级"/>',
    )
    body = p("甲", style="一级") + p("乙", style="二级") + p("丙", style="子")
    assert lines(body, styles=styles, numbering=numbering) == ["一、甲", "（一）乙", "二、丙"]


def test_list_id_zero_takes_the_number_of_the_style_away():
    styles = (
        '<w:style w:type="paragraph" w:styleId="s"><w:name w:val="s"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = p("甲", style="s") + numbered("乙", 0, style="s") + p("丙", style="s")
    assert lines(body, styles=styles, numbering=CHINESE) == ["一、甲", "乙", "二、丙"]


def test_a_list_with_its_own_start_begins_there_and_others_share_the_counter():
    numbering = CHINESE + (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        + lvl(0, "decimal", "第%1条 ")
        + "</w:lvlOverride></w:num>"
    )
    body = "".join(numbered("甲", n) for n in (1, 1, 3, 2, 2, 4))
    assert lines(body, numbering=numbering) == [
        "一、甲", "二、甲", "三、甲", "一、甲", "二、甲", "第3条 甲",
    ]  # fmt: skip


def test_levels_may_refuse_to_restart_or_restart_at_a_given_level():
    numbering = (
        '<w:abstractNum w:abstractNumId="1">'
        + lvl(0, "decimal", "%1.")
        + lvl(1, "decimal", "(%2)", '<w:lvlRestart w:val="0"/>')
        + lvl(2, "decimal", "[%3]", '<w:lvlRestart w:val="1"/>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    body = "".join(numbered("甲", level=level) for level in (0, 1, 2, 1, 2, 0, 1, 2))
    labels = ["1.", "(1)", "[1]", "(2)", "[2]", "2.", "(3)", "[1]"]
    assert lines(body, numbering=numbering) == [label + "甲" for label in labels]


def test_number_and_text_do_not_run_together():
    numbering = (
        '<w:abstractNum w:abstractNumId="1">'
        + lvl(0, "chineseCounting", "%1、")
        + lvl(1, "decimal", "%1.%2", "<w:isLgl/>")
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    body = numbered("总则") + numbered("2023年", level=1)
    assert lines(body, numbering=numbering) == ["一、总则", "1.1 2023年"]


def test_a_list_style_is_followed_to_the_list_that_holds_the_levels():
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="列表"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2">' + lvl(0, "decimal", "%1．") + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="列表"><w:name w:val="列表"/>'
        '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    assert lines(numbered("甲"), numbering=numbering, styles=styles) == ["1．甲"]


@pytest.mark.parametrize(
    ("form", "text", "label"),
    [
        ("bullet", "•", ""),
        ("none", "附件", "附件"),
        ("unheardOf", "%1)", "1)"),
    ],
)
def test_bullets_are_no_text(form, text, label):
    numbering = (
        '<w:abstractNum w:abstractNumId="1">'
        + lvl(0, form, text)
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert lines(numbered("甲"), numbering=numbering) == [label + "甲"]


def test_a_list_without_an_id_is_no_list():
    nameless = '<w:num><w:abstractNumId w:val="7"/></w:num>'
    assert lines(p("甲") + numbered("乙", ""), numbering=CHINESE + nameless) == ["甲", "乙"]


def test_a_number_of_an_unknown_list_or_level_is_no_number():
    body = numbered("甲", 99) + numbered("乙", 1, 8) + numbered("丙", "x")
    assert lines(body, numbering=CHINESE) == ["甲", "乙", "丙"]


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="小节"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="3"><w:name w:val="条"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="4"><w:name w:val="正文缩进"/><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="5"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="6"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="7"><w:name w:val="循环"/><w:basedOn w:val="7"/></w:style>'
)


@pytest.mark.parametrize(
    ("paragraph", "kind", "level"),
    [
        (p("甲"), BlockKind.PARAGRAPH, None),
        (p("甲", style="1"), BlockKind.HEADING, 1),
        (p("甲", style="2"), BlockKind.HEADING, 1),
        (p("甲", style="3"), BlockKind.HEADING, 3),
        (p("甲", style="4"), BlockKind.PARAGRAPH, None),
        (p("甲", style="5"), BlockKind.HEADING, None),
        (p("甲", style="7"), BlockKind.PARAGRAPH, None),
        (p("甲", style="nosuch"), BlockKind.PARAGRAPH, None),
        (p("甲", properties='<w:outlineLvl w:val="1"/>'), BlockKind.HEADING, 2),
        (p("甲", style="1", properties='<w:outlineLvl w:val="9"/>'), BlockKind.PARAGRAPH, None),
        (p("一句完整的话。" * 12, style="1"), BlockKind.PARAGRAPH, None),
    ],
)
def test_headings_are_what_style_and_outline_say(paragraph, kind, level):
    (block,) = blocks(paragraph, styles=STYLES)
    assert (block.kind, block.level) == (kind, level)


def test_a_table_of_contents_is_left_out():
    control = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        f"<w:sdtContent>{p('目录')}</w:sdtContent></w:sdt>"
    )
    assert lines(control + p("一、举措\t3", style="6") + p("正文"), styles=STYLES) == ["正文"]


HIDING = (
    '<w:style w:type="character" w:styleId="hid"><w:name w:val="hid"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="hp"><w:name w:val="hp"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        (f"<w:ins w:id='1'>{r('增')}</w:ins>", "增"),
        ("<w:del w:id='1'><w:r><w:delText>删</w:delText></w:r></w:del>", None),
        (
            f"<w:moveFrom w:id='1'>{r('旧')}</w:moveFrom><w:moveTo w:id='2'>{r('新')}</w:moveTo>",
            "新",
        ),
        (r("藏", properties="<w:vanish/>"), None),
        (r("现", properties='<w:vanish w:val="0"/>'), "现"),
        (r("藏", properties='<w:rStyle w:val="hid"/>'), None),
        (r("现", properties='<w:rStyle w:val="hid"/><w:vanish w:val="false"/>'), "现"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('控')}</w:sdtContent></w:sdt>", "控"),
        (f"<w:smartTag w:uri='u' w:element='e'>{r('标')}</w:smartTag>", "标"),
        (f"<w:hyperlink>{r('链')}</w:hyperlink>", "链"),
        (f"<w:fldSimple w:instr='DATE'>{r('2024年')}</w:fldSimple>", "2024年"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + r("甲"), "甲"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙"),
        ("<w:r><w:t>三</w:t><w:noBreakHyphen/><w:t>五</w:t></w:r>", "三-五"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t>是</w:t></w:r>", "☑是"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F04A'/><w:t>是</w:t></w:r>", "是"),
        (
            f"<w:r><w:ruby><w:rt>{r('fǎ')}</w:rt><w:rubyBase>{r('法')}</w:rubyBase></w:ruby></w:r>",
            "法",
        ),
        ("<m:oMath><m:r><m:t>95%</m:t></m:r></m:oMath>", "95%"),
        (r("&#x2EA0;&#x2F00;&#x200B;法"), "民一法"),
    ],
)
def test_what_is_seen_inside_a_paragraph(markup, seen):
    assert lines(p(markup), styles=HIDING) == ([seen] if seen else [])


def test_a_paragraph_style_hides_its_text():
    assert lines(p("藏", style="hp") + p("现"), styles=HIDING) == ["现"]


def test_a_manual_line_break_begins_a_new_line():
    assert lines(p("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t><w:br w:type='page'/></w:r>")) == [
        "上",
        "下",
    ]


@pytest.mark.parametrize(
    "mark",
    [
        "<w:rPr><w:del w:id='1'/></w:rPr>",
        "<w:rPr><w:vanish/><w:specVanish/></w:rPr>",
        '<w:framePr w:dropCap="drop"/>',
    ],
)
def test_a_paragraph_without_a_visible_mark_runs_on_into_the_next(mark):
    assert lines(p("一、举措。", properties=mark) + p("区政府办……") + p("下一段")) == [
        "一、举措。区政府办……",
        "下一段",
    ]


def test_a_deleted_paragraph_takes_no_number():
    deleted = p(
        "<w:del w:id='1'><w:r><w:delText>旧</w:delText></w:r></w:del>",
        properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="2"/></w:rPr>',
    )
    assert lines(numbered("甲") + deleted + numbered("乙"), numbering=CHINESE) == [
        "一、甲",
        "二、乙",
    ]


def test_rows_of_a_table_keep_their_cells_together():
    merged = table(
        row(
            cell("案件", "<w:vMerge w:val='restart'/>"),
            cell("12件"),
            cell("办结100%", "<w:gridSpan w:val='2'/>"),
        ),
        row(cell("案件", "<w:vMerge/>"), cell("3件")),
        row(cell("删"), cell("删"), properties="<w:del w:id='1'/>"),
        row(cell("藏"), properties="<w:hidden/>"),
        row(cell("并", "<w:cellDel w:id='1'/>"), cell("留"), cell("下")),
        row(cell(p("")), cell(p(""))),
    )
    found = blocks(merged)
    assert [block.text for block in found] == ["案件\t12件\t办结100%", "3件", "留\t下"]
    assert found[0].kind is BlockKind.TABLE_ROW
    assert found[1].kind is BlockKind.PARAGRAPH  # one filled cell is a layout, not a row


def test_a_table_used_as_layout_gives_paragraphs_with_their_headings():
    whole = table(row(cell(p("一、举措", style="1") + p("正文一") + p("正文二"))))
    assert [(b.text, b.kind.value) for b in blocks(whole, styles=STYLES)] == [
        ("一、举措", "heading"),
        ("正文一", "paragraph"),
        ("正文二", "paragraph"),
    ]


def test_long_cells_stay_paragraphs_between_short_ones():
    mixed = table(row(cell("1"), cell("举措"), cell(p("甲。") + p("乙。")), cell("完成")))
    assert [(b.text, b.kind.value) for b in blocks(mixed)] == [
        ("1\t举措", "table_row"),
        ("甲。", "paragraph"),
        ("乙。", "paragraph"),
        ("完成", "table_row"),
    ]


def test_nested_tables_content_controls_and_wrapped_rows_are_read_once():
    inner = table(row(cell("内一"), cell("内二")))
    wrapped = f"<w:sdt><w:sdtContent>{row(cell('外'), cell(inner + p('')))}</w:sdtContent></w:sdt>"
    assert lines(table(wrapped)) == ["外\t内一\t内二"]
    assert lines(f"<w:sdt><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt><w:sdt/>") == ["控件"]
    assert lines(f"<w:customXml>{p('甲')}</w:customXml><w:sectPr/>") == ["甲"]


def test_text_boxes_are_read_once_after_their_paragraph():
    assert lines(p(r("前") + text_box(p("框内")) + r("后"))) == ["前后", "框内"]
    without_drawing = text_box(p("框")).replace(p("框"), "", 1)
    fallback_only = without_drawing.replace("w:txbxContent", "w:none", 2)
    assert lines(p(fallback_only)) == ["框"]
    art = "<w:r><w:pict><v:shape><v:textpath string='某某区人民政府文件'/></v:shape></w:pict></w:r>"
    assert lines(p(art)) == ["某某区人民政府文件"]
    block_level = f"<mc:AlternateContent><mc:Choice Requires='x'>{p('新')}</mc:Choice><mc:Fallback>{p('旧')}</mc:Fallback></mc:AlternateContent>"
    assert lines(block_level) == ["新"]
    assert lines("<mc:AlternateContent/>" + p("甲")) == ["甲"]


def test_notes_follow_the_paragraph_or_row_and_headers_stay_out():
    notes = f'<w:footnote w:id="0" w:type="separator">{p("线")}</w:footnote><w:footnote w:id="2">{p("数据来源")}</w:footnote>'
    ends = f'<w:endnote w:id="2">{p("尾注")}</w:endnote>'
    reference = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    body = p(r("甲") + reference) + p(
        r("乙") + reference + "<w:r><w:endnoteReference w:id='2'/></w:r>"
    )
    found = blocks(body, footnotes=notes, endnotes=ends, header=p("页眉"))
    assert [(b.text, b.kind.value) for b in found] == [
        ("甲", "paragraph"),
        ("数据来源", "note"),
        ("乙", "paragraph"),
        ("尾注", "note"),
    ]
    in_table = table(row(cell(p(r("件数") + reference)), cell("3")))
    assert [b.text for b in blocks(in_table, footnotes=notes)] == ["件数\t3", "数据来源"]
    assert lines(p(r("甲") + reference)) == ["甲"]  # the note's part is missing


def test_strict_documents_are_read_too():
    strict = document(p("严格")).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    raw = RawFile(name="a.docx", data=zipped({"word/document.xml": strict.encode()}))
    assert [block.text for block in read_docx(raw).blocks] == ["严格"]


@pytest.mark.parametrize(
    ("files", "word"),
    [
        ({"word/other.xml": b"<a/>"}, "没有正文"),
        ({"word/document.xml": b"<a/>"}, "没有正文"),
        ({"word/document.xml": b""}, "损坏"),
        ({"word/document.xml": b"<a><b></a>"}, "损坏"),
        ({"word/document.xml": b"<a>" * 300 + b"</a>" * 300}, "嵌套过深"),
        ({"word/document.xml": b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'}, "外部实体"),
        (
            {
                "word/document.xml": b"<!--"
                + b" " * 5000
                + b'--><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
            },
            "外部实体",
        ),
    ],
)
def test_damaged_and_hostile_parts_are_refused(files, word):
    with pytest.raises(ReadError, match=word) as caught:
        read_docx(RawFile(name="坏.docx", data=zipped(files)))
    assert str(caught.value).startswith("坏.docx：")


def test_tables_inside_tables_end_at_a_limit():
    nested = p("芯")
    for _ in range(12):
        nested = table(row(cell(nested)))
    with pytest.raises(ReadError, match="嵌套"):
        read_docx(RawFile(name="a.docx", data=docx(nested), limits=Limits(nesting=10)))
    assert lines(nested) == ["芯"]


def test_outside_relations_are_never_followed():
    relation = '<Relationship Id="x" Type="t/styles" Target="http://example.invalid/a" TargetMode="External"/>'
    assert lines(p("甲"), relations=relation) == ["甲"]
