#!/usr/bin/env python3
"""Writes templates/review_sheet.docx and templates/notice.docx, the same bytes every time.

Run it after changing the layout here: `python scripts/make_word_templates.py`. It needs python-docx
(extra `report`). Fonts are named, never shipped.
"""

from __future__ import annotations

import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scorer.renderers.word_package import with_fixed_dates  # noqa: E402

BODY, HEAD = "仿宋", "黑体"
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
MADE = datetime(2026, 11, 1)


def set_font(run, name=BODY, size=None, bold=None):
    run.font.name = name
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(script), name)
    if size:
        run.font.size = Pt(size)
    run.font.bold = bold


def new_document(title, size):
    document = Document()
    for style in document.styles:
        if style.type == 1 and style.name == "Normal":
            style.font.name = BODY
            style.font.size = Pt(size)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for script in ("w:eastAsia", "w:ascii", "w:hAnsi", "w:cs"):
                fonts.set(qn(script), BODY)
            for theme in ("w:asciiTheme", "w:eastAsiaTheme", "w:hAnsiTheme", "w:cstheme"):
                fonts.attrib.pop(qn(theme), None)
            style.paragraph_format.space_after = Pt(0)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.created = properties.modified = MADE
    properties.last_modified_by = ""
    properties.language = "zh-CN"
    return document


def page(section, *, landscape=False, margins=(2.2, 2.0, 2.0, 2.0)):
    wide, high = Cm(29.7), Cm(21.0)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (wide, high) if landscape else (high, wide)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Cm(margin) for margin in margins
    )
    section.header_distance = section.footer_distance = Cm(1.1)


def paragraph(
    holder,
    text="",
    *,
    font=BODY,
    size=None,
    bold=None,
    align=None,
    indent=None,
    before=0,
    after=0,
    line=None,
    keep=False,
):
    made = holder.add_paragraph()
    shape = made.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    if line:
        shape.line_spacing = Pt(line)
    if align is not None:
        made.alignment = align
    if indent:
        shape.first_line_indent = Pt(indent)
    shape.keep_with_next = keep
    if text:
        set_font(made.add_run(text), font, size, bold)
    return made


def element(tag, **attributes):
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def table(document, widths):
    made = document.add_table(rows=0, cols=len(widths))
    made.style = "Table Grid"
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    margins = element("w:tblCellMar")
    for side, width in (("top", 20), ("left", 70), ("bottom", 20), ("right", 70)):
        margins.append(element(f"w:{side}", w=width, type="dxa"))
    made._tbl.tblPr.append(margins)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    made.widths = widths
    return made


def fill(cell, lines, *, font=BODY, size=10.5, align=None, bold=None, shade=None, middle=True):
    """Lines are texts, or (text, options) pairs."""
    cell.paragraphs[0]._p.getparent().remove(cell.paragraphs[0]._p)
    for line in [lines] if isinstance(lines, str) else lines:
        text, options = line if isinstance(line, tuple) else (line, {})
        settings = {"font": font, "size": size, "align": align, "bold": bold, **options}
        settings.setdefault("line", round(settings["size"] * 1.35, 1))
        paragraph(cell, text, **settings)
    properties = cell._tc.get_or_add_tcPr()
    if shade:
        properties.append(element("w:shd", val="clear", color="auto", fill=shade))
    if middle:
        properties.append(element("w:vAlign", val="center"))


def row(made, cells, *, spans=None, header=False, height=None, split=False, **options):
    """One row; `spans` gives how many columns each text takes."""
    new = made.add_row()
    spans = spans or [1] * len(cells)
    if header:
        new._tr.get_or_add_trPr().append(element("w:tblHeader"))
    if not split:
        new._tr.get_or_add_trPr().append(element("w:cantSplit"))
    if height:
        new._tr.get_or_add_trPr().append(
            element("w:trHeight", val=int(height * 567), hRule="atLeast")
        )
    at = 0
    for text, span in zip(cells, spans, strict=True):
        cell = new.cells[at]
        if span > 1:
            cell = cell.merge(new.cells[at + span - 1])
            for spare in cell.paragraphs[1:]:
                spare._p.getparent().remove(spare._p)
        cell.width = Cm(sum(made.widths[at : at + span]))
        settings = dict(options)
        if isinstance(text, dict):
            settings.update(text["options"])
            text = text["text"]
        fill(cell, text, **settings)
        at += span
    return new


def cell(text, **options):
    return {"text": text, "options": options}


def label(text):
    return cell(text, font=HEAD, align=CENTRE, shade="F2F2F2")


def mark(made, tag):
    """A row that only opens or closes a loop; docxtpl removes it."""
    row(made, [tag] + [""] * (len(made.widths) - 1), size=8)


def heading(document, text):
    paragraph(document, text, font=HEAD, size=14, before=12, after=5, keep=True)


def footer(section, text):
    section.footer.is_linked_to_previous = False
    line = section.footer.paragraphs[0]
    line.alignment = CENTRE
    set_font(line.add_run(text + "　第 "), size=9)
    for code, after in (("PAGE", " 页，共 "), ("NUMPAGES", " 页")):
        for kind in ("begin", None, "end"):
            run = line.add_run()
            set_font(run, size=9)
            if kind:
                run._r.append(element("w:fldChar", fldCharType=kind))
            else:
                instruction = OxmlElement("w:instrText")
                instruction.text = code
                run._r.append(instruction)
        set_font(line.add_run(after), size=9)


def review_sheet():
    document = new_document("法治政府建设年度报告审查表", 10.5)
    page(document.sections[0])
    paragraph(document, "法治政府建设年度报告审查表", font=HEAD, size=20, align=CENTRE, after=2)
    paragraph(document, "（{{ 年度 }}）", size=14, align=CENTRE, after=8)

    facts = table(document, [2.8, 5.7, 2.8, 5.7])
    row(facts, [label("报告单位"), "{{ 单位 }}", label("单位类别"), "{{ 单位类别 }}"], height=0.7)
    row(facts, [label("报告标题"), "{{ 报告标题 }}"], spans=[1, 3], height=0.7)
    row(
        facts,
        [
            label("报告年度"),
            "{{ 年度 }}{% if 年度推断 %}（{{ 年度推断 }}）{% endif %}",
            label("落款"),
            "{{ 落款 }}",
        ],
        height=0.7,
    )
    row(
        facts,
        [
            label("收到日期"),
            "{{ 收到日期 }}",
            label("报送期限"),
            "{{ 报送期限 }}{% if 报送情况 %}（{{ 报送情况 }}）{% endif %}",
        ],
        height=0.7,
    )
    row(facts, [label("公开期限"), "{{ 公开期限 }}", label("篇幅"), "{{ 篇幅 }}"], height=0.7)
    row(facts, [label("原文件"), "{{ 原文件 }}"], spans=[1, 3], height=0.7)
    row(
        facts,
        [
            label("审查结果"),
            [
                (
                    "得 {{ 得分 }} 分，适用项满分 {{ 满分 }} 分，折合百分制 {{ 总分 }} 分，{{ 等次 }}",
                    {"font": HEAD, "size": 12},
                ),
                "{%p if 审查意见情况 %}",
                (
                    "审查后：得 {{ 审查后得分 }} 分，满分 {{ 审查后满分 }} 分，折合百分制 {{ 审查后总分 }} 分，{{ 审查后等次 }}",
                    {"font": HEAD, "size": 12},
                ),
                ("审查意见：{{ 审查意见情况 }}。", {"size": 9}),
                "{%p endif %}",
                (
                    "已判定 {{ 已判定项数 }}/{{ 适用项数 }} 项，检查单共 {{ 总项数 }} 项。{% if 扣分 %}全文核查扣 {{ 扣分 }} 分。{% endif %}{{ 等次标准 }}。",
                    {"size": 9},
                ),
            ],
        ],
        spans=[1, 3],
        height=1.3,
    )

    reading(document)
    structure(document)
    scores_by_group(document)
    supplements(document)
    whole_text(document)
    conclusion(document)
    footer(document.sections[0], "{{ 单位 }} {{ 年度 }}报告审查表")
    every_item(document)
    return document


def reading(document):
    paragraph(document, "{%p if 未读出 %}")
    paragraph(
        document, "文件没有读全，下列内容请对照原件人工审查：", font=HEAD, size=10.5, before=8
    )
    paragraph(document, "{%p for 处 in 未读出 %}")
    paragraph(document, "· {{ 处 }}")
    paragraph(document, "{%p endfor %}")
    paragraph(document, "{%p endif %}")
    paragraph(document, "{%p for 提示 in 读取提示 %}")
    paragraph(document, "读取时的提示：{{ 提示 }}", size=9, before=4)
    paragraph(document, "{%p endfor %}")


def structure(document):
    heading(document, "一、报告结构")
    parts = table(document, [4.2, 8.2, 2.6, 2.0])
    row(parts, [label("部分"), label("标题"), label("位置"), label("字数")], header=True)
    mark(parts, "{%tr for 段 in 报告结构 %}")
    row(
        parts,
        [
            cell("{{ 段.部分 }}", align=CENTRE),
            "{{ 段.标题 }}",
            cell("{{ 段.位置 }}", align=CENTRE),
            cell("{{ 段.字数 }}", align=CENTRE),
        ],
    )
    mark(parts, "{%tr endfor %}")


def scores_by_group(document):
    heading(document, "二、得分情况")
    made = table(document, [8.6, 2.1, 2.1, 2.1, 2.1])
    row(made, [label(name) for name in ("判定", "项数", "满分", "得分率", "得分")], header=True)
    mark(made, "{%tr for 类 in 判定汇总 %}")
    fields = ("项数", "满分", "得分率", "得分")
    row(
        made,
        [["{{ 类.符号 }} {{ 类.判定 }}", ("{{ 类.含义 }}", {"size": 8.5})]]
        + [cell(f"{{{{ 类.{name} }}}}", align=CENTRE) for name in fields],
    )
    mark(made, "{%tr endfor %}")
    paragraph(document, "", size=6)
    scores = table(document, [4.8, 1.9, 1.7, 1.8, 1.5, 1.9, 1.5, 1.9])
    names = ("组别", "得分", "满分", "得分率", "有实据", "泛泛表述", "仅计划", "缺失")
    row(scores, [label(name) for name in names], header=True)
    mark(scores, "{%tr for 组 in 各组 %}")
    fields = ("得分", "满分", "得分率", "有实据数", "泛泛表述数", "仅计划数", "缺失数")
    row(scores, ["{{ 组.名称 }}"] + [cell(f"{{{{ 组.{name} }}}}", align=CENTRE) for name in fields])
    mark(scores, "{%tr endfor %}")
    row(
        scores,
        [label("合计"), cell("{{ 得分 }}", align=CENTRE), cell("{{ 满分 }}", align=CENTRE), ""],
        spans=[1, 1, 1, 5],
        font=HEAD,
    )


def supplements(document):
    heading(document, "三、需要补充的内容")
    paragraph(document, "{%p if 待补事项 %}")
    paragraph(
        document,
        "共 {{ 待补项数 }} 项，合计 {{ 待补分数 }} 分，请于{{ 补正期限 }}前补充后重新报送。只补确实做过的工作。",
        after=4,
        keep=True,
    )
    needs = table(document, [1.1, 1.5, 3.4, 2.1, 7.7, 1.2])
    row(
        needs,
        [label(name) for name in ("序号", "编号", "项目", "审查情况", "怎么补", "分值")],
        header=True,
    )
    mark(needs, "{%tr for 事 in 待补事项 %}")
    row(
        needs,
        [
            cell("{{ 事.序号 }}", align=CENTRE),
            cell("{{ 事.编号 }}", align=CENTRE),
            "{{ 事.名称 }}",
            cell("{{ 事.判定 }}", align=CENTRE),
            "{{ 事.怎么补 }}",
            cell("{{ 事.可补分数 }}", align=CENTRE),
        ],
        size=9.5,
    )
    mark(needs, "{%tr endfor %}")
    paragraph(document, "{%p else %}")
    paragraph(document, "已判定的适用项都有实据，没有需要补充的内容。")
    paragraph(document, "{%p endif %}")


def whole_text(document):
    heading(document, "四、全文核查")
    paragraph(document, "{%p if 全文核查 %}")
    found = table(document, [1.9, 1.6, 8.5, 1.7, 3.3])
    names = ("编号", "程度", "问题和建议", "处理", "审查意见")
    row(found, [label(name) for name in names], header=True)
    mark(found, "{%tr for 条 in 全文核查 %}")
    row(
        found,
        [
            cell("{{ 条.核查编号 }}", align=CENTRE),
            cell(["{{ 条.程度 }}", "{% if 条.扣分 %}扣 {{ 条.扣分 }} 分{% endif %}"], align=CENTRE),
            [
                "{{ 条.名称 }}：{{ 条.问题 }}{{ 条.建议 }}",
                "{%p for 句 in 条.原句 %}",
                "{{ 句.位置 }}：“{{ 句.文字 }}”",
                "{%p endfor %}",
                *opinions("条"),
            ],
            cell("", align=CENTRE),
            "",
        ],
        size=9.5,
        split=True,
    )
    mark(found, "{%tr endfor %}")
    paragraph(
        document,
        "在“处理”中填“采纳”或者“不采纳”；不采纳的，在“审查意见”中写明理由。编号供程序读回，请勿改动。",
        size=9,
        before=3,
    )
    paragraph(document, "{%p else %}")
    paragraph(document, "没有发现需要提示的问题。")
    paragraph(document, "{%p endif %}")


def opinions(owner):
    """What reviewers decided before; the open column beside it is for what they decide now."""
    return [
        f"{{%p for 见 in {owner}.审查意见 %}}",
        (
            "已登记的审查意见：{{ 见.审查决定 }}。{{ 见.理由 }}（{{ 见.审查人 }}，{{ 见.审查时间 }}{% if 见.总分变化 %}，总分 {{ 见.总分变化 }}{% endif %}）{% if 见.效力 %}【{{ 见.效力 }}】{% endif %}",
            {"font": HEAD},
        ),
        "{%p for 句 in 见.原来的句子 %}",
        "原来的句子：“{{ 句 }}”",
        "{%p endfor %}",
        "{%p for 句 in 见.现在的句子 %}",
        "现在的句子：“{{ 句 }}”",
        "{%p endfor %}",
        "{%p endfor %}",
    ]


def conclusion(document):
    heading(document, "五、审查结论")
    ending = table(document, [2.8, 5.7, 2.8, 5.7])
    row(ending, [label("审查意见"), ""], spans=[1, 3], height=2.4)
    row(ending, [label("最终得分"), "", label("最终等次"), ""], height=0.8)
    row(
        ending,
        [label("审查人"), "", label("日期"), cell("　　　　年　　月　　日", align=CENTRE)],
        height=0.9,
    )
    row(
        ending,
        [label("复核人"), "", label("日期"), cell("　　　　年　　月　　日", align=CENTRE)],
        height=0.9,
    )
    together(ending.rows)
    paragraph(document, "{{ 说明 }}", size=9, before=6)


def together(lines):
    """Keep rows on the page of what follows: nobody signs a page without what is signed, and no
    group's title stands alone at the foot."""
    for line in lines:
        for box in line.cells:
            for text in box.paragraphs:
                text.paragraph_format.keep_with_next = True


def every_item(document):
    wide = document.add_section(WD_SECTION.NEW_PAGE)
    page(wide, landscape=True, margins=(1.9, 1.7, 1.7, 1.7))
    footer(wide, "{{ 单位 }} {{ 年度 }}报告审查表")
    paragraph(document, "附表：逐项审查", font=HEAD, size=16, align=CENTRE, after=6)
    items = table(document, [1.5, 2.4, 7.2, 2.1, 8.7, 1.7, 2.7])
    names = ("编号", "项目", "要求和依据", "判定和得分", "理由、原句和位置", "改判为", "审查意见")
    row(items, [label(name) for name in names], header=True)
    mark(items, "{%tr for 组 in 各组 %}")
    row(
        items,
        [
            cell(
                "{{ 组.名称 }}（{{ 组.得分 }}/{{ 组.满分 }} 分，另有不计分的 {{ 组.不计数 }} 项）",
                font=HEAD,
                shade="E4EAF2",
            )
        ],
        spans=[7],
    )
    together(items.rows[-1:])
    mark(items, "{%tr for 项 in 组.各项 %}")
    row(
        items,
        [
            cell("{{ 项.编号 }}", align=CENTRE),
            "{{ 项.序号 }}. {{ 项.名称 }}",
            [
                "{{ 项.要求 }}",
                "{%p for 据 in 项.依据 %}",
                (
                    "依据：{{ 据.文件 }}{{ 据.条款 }}{% if 据.核实情况 %}（{{ 据.核实情况 }}）{% endif %}",
                    {"size": 8.5},
                ),
                "{%p endfor %}",
            ],
            cell(
                [
                    "{{ 项.符号 }} {{ 项.判定 }}",
                    "{{ 项.得分 }}{% if 项.满分 %}/{{ 项.满分 }} 分{% endif %}",
                    "{%p if 项.审查后判定 %}",
                    ("审查改判", {"font": HEAD, "before": 4}),
                    ("{{ 项.审查后符号 }} {{ 项.审查后判定 }}", {"font": HEAD}),
                    (
                        "{{ 项.审查后得分 }}{% if 项.审查后满分 %}/{{ 项.审查后满分 }} 分{% endif %}",
                        {"font": HEAD},
                    ),
                    "{%p endif %}",
                ],
                align=CENTRE,
            ),
            [
                "{{ 项.判定理由 }}",
                "{%p if 项.复核提示 %}",
                ("请复核：{{ 项.复核提示 }}", {"font": HEAD}),
                "{%p endif %}",
                "{%p for 句 in 项.原句 %}",
                "原句：“{{ 句.文字 }}”（{{ 句.位置 }}{% if 句.事实 %}；事实：{{ 句.事实 }}{% endif %}{% if 句.未采信原因 %}；{{ 句.未采信原因 }}{% endif %}）",
                "{%p endfor %}",
                "{%p if 项.原句另见 %}",
                "另见：{{ 项.原句另见 }}",
                "{%p endif %}",
                "{%p for 句 in 项.未采信 %}",
                "未采信：“{% if 句.全句见 %}{{ 句.开头 }}”（全句见 {{ 句.全句见 }}{% else %}{{ 句.文字 }}”（{{ 句.位置 }}{% endif %}；{{ 句.未采信原因 }}）",
                "{%p endfor %}",
                "{%p if 项.未采信另见 %}",
                "未采信的另见：{{ 项.未采信另见 }}",
                "{%p endif %}",
                "{%p if 项.怎么补 %}",
                "怎么补：{% if 项.待补序号 %}见“三、需要补充的内容”第 {{ 项.待补序号 }} 项{% else %}{{ 项.怎么补 }}{% endif %}",
                "{%p endif %}",
                *opinions("项"),
            ],
            cell("", align=CENTRE),
            "",
        ],
        size=9,
        split=True,
        middle=False,
    )
    mark(items, "{%tr endfor %}")
    mark(items, "{%tr endfor %}")
    paragraph(
        document,
        "待核：条号凭记载列出，引用前请核对原文。间接核实：见过官方转述，未见该条原文。未标注的已核对条文。"
        "需要改判的，在“改判为”中填改为哪一种判定（有实据、泛泛表述、仅计划、缺失、不适用），并在“审查意见”中写明理由；"
        "判定不变的不必填。只写审查意见的，作为意见登记，不改变判定。编号供程序读回，请勿改动。",
        size=9,
        before=5,
    )
    paragraph(
        document,
        "{{ 检查单 }}；检查单摘要 {{ 检查单摘要 }}；原文件摘要 {{ 报告摘要 }}（均为 SHA-256）；评分程序 {{ 程序版本 }} 版。",
        size=8,
        before=2,
    )


SOURCE = "{{ 说明 }}（{{ 检查单 }}；原文件：{{ 原文件 }}，摘要 {{ 报告摘要 }}）"


def notice():
    document = new_document("补正通知书", 16)
    page(document.sections[0], margins=(3.2, 2.8, 2.7, 2.5))
    paragraph(
        document,
        "{% if 审查机关 %}{{ 审查机关 }}{% else %}　{% endif %}",
        font=HEAD,
        size=18,
        align=CENTRE,
        after=4,
    )
    paragraph(
        document, "法治政府建设年度报告补正通知书", font=HEAD, size=22, align=CENTRE, after=18
    )
    line = {"line": 28, "size": 16}
    paragraph(document, "{{ 单位 }}：", **line)
    paragraph(
        document,
        "你单位报送的《{{ 报告标题 }}》（{{ 收到日期 }}收到）收悉。经对照法治政府建设年度报告的有关规定和检查单审查，"
        "{% if 待补事项 %}有 {{ 待补项数 }} 个事项没有写到，或者缺少可以核查的事实{% else %}报告有需要改正的地方{% endif %}。"
        "请{% if 待补事项 %}对照附件{% endif %}补充完善后，于{{ 补正期限 }}前重新报送。",
        indent=32,
        **line,
    )
    paragraph(document, "{%p if 未读出 %}")
    paragraph(
        document,
        "你单位报送的文件有内容无法读出，请另报可以复制文字的 Word 或者 PDF 文件：",
        indent=32,
        **line,
    )
    paragraph(document, "{%p for 处 in 未读出 %}")
    paragraph(document, "· {{ 处 }}", indent=32, **line)
    paragraph(document, "{%p endfor %}")
    paragraph(document, "{%p endif %}")
    notice_findings(document, line)
    paragraph(
        document,
        "补充时只写报告年度确实做过的工作，写明时间、次数和内容；没有开展的，请在不足部分如实说明。"
        "本年度报告应当于{{ 公开期限 }}前向社会公开，涉及党和国家秘密的除外。",
        indent=32,
        before=10,
        keep=True,
        **line,
    )
    paragraph(
        document,
        "联系人和电话：{% if 联系方式 %}{{ 联系方式 }}{% else %}　　　　　　　　{% endif %}",
        indent=32,
        keep=True,
        **line,
    )
    paragraph(document, "{%p if 待补事项 %}")
    paragraph(document, "附件：需要补充的事项", indent=32, before=8, keep=True, **line)
    paragraph(document, "{%p endif %}")
    paragraph(document, "{{ 审查机关 }}", align=RIGHT, before=30, keep=True, **line)
    paragraph(document, "{{ 发文日期 }}", align=RIGHT, after=10, **line)
    paragraph(document, SOURCE, size=9)
    notice_gaps(document)
    footer(document.sections[0], "{{ 单位 }} 补正通知书")
    return document


def notice_gaps(document):
    paragraph(document, "{%p if 待补事项 %}")
    title = paragraph(document, "附件：需要补充的事项", font=HEAD, size=16, after=6, keep=True)
    title.paragraph_format.page_break_before = True
    needs = table(document, [1.1, 3.3, 1.9, 6.7, 3.6])
    row(
        needs,
        [label(name) for name in ("序号", "事项", "审查情况", "怎样补充", "依据")],
        header=True,
    )
    mark(needs, "{%tr for 事 in 待补事项 %}")
    row(
        needs,
        [
            cell("{{ 事.序号 }}", align=CENTRE),
            "{{ 事.名称 }}（{{ 事.编号 }}，{{ 事.可补分数 }} 分）",
            cell("{{ 事.判定 }}", align=CENTRE),
            ["要求：{{ 事.要求 }}", ("补充：{{ 事.怎么补 }}", {"font": HEAD})],
            cell("{{ 事.依据说明 }}", size=9),
        ],
        size=10.5,
    )
    mark(needs, "{%tr endfor %}")
    paragraph(document, "{%p endif %}")


def notice_findings(document, line):
    paragraph(document, "{%p if 全文核查 %}")
    paragraph(document, "报告中还有下列地方需要改正：", indent=32, keep=True, **line)
    paragraph(document, "{%p for 条 in 全文核查 %}")
    paragraph(
        document, "{{ 条.序号 }}. {{ 条.名称 }}：{{ 条.问题 }}{{ 条.建议 }}", indent=32, **line
    )
    paragraph(document, "{%p for 句 in 条.原句 %}")
    paragraph(document, "{{ 句.位置 }}：“{{ 句.文字 }}”", indent=28, size=14, line=24)
    paragraph(document, "{%p endfor %}")
    paragraph(document, "{%p endfor %}")
    paragraph(document, "{%p endif %}")


def main():
    for name, build in (("review_sheet.docx", review_sheet), ("notice.docx", notice)):
        made = BytesIO()
        build().save(made)
        (ROOT / "templates" / name).write_bytes(with_fixed_dates(made.getvalue()))
        print(f"templates/{name}")


if __name__ == "__main__":
    main()
