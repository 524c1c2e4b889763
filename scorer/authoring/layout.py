"""The sheets of the rules' workbook: which key of a rule stands in which column, how it is shown,
and what the note on its heading tells a lawyer."""

from __future__ import annotations

from collections.abc import Mapping

from scorer.authoring import cells
from scorer.authoring.cells import Form, choice, choices
from scorer.authoring.columns import (
    CONFIDENCE,
    DIRECTIONS,
    ROLES,
    SCOPES,
    SHORT,
    STATUSES,
    VERDICTS,
    Column,
    Layout,
)
from scorer.authoring.item_sheets import items_sheet, patterns_sheet
from scorer.authoring.wordings import WordingError, read_term


def layouts(kinds: Mapping[str, str], groups: Mapping[str, str]) -> tuple[Layout, ...]:
    """All sheets, for the kinds of units and the groups of one checklist (titles by id)."""
    item = Column("item", "要点", 9, cells.TEXT, "要点编号，如 LA-01。新行也要写。")
    kind_list = choices(kinds, "单位类型", everything="全部")
    return (
        items_sheet(kind_list, choice({name: name for name in groups}, "分组"), groups),
        patterns_sheet(item, choices(kinds, "单位类型")),
        _phrases(),
        _examples(item, choice(kinds, "单位类型")),
        _basis(item),
        _cues(),
        _groups(),
        _kinds(choice(kinds, "单位类型")),
        _grades(),
    )


def _phrases() -> Layout:
    columns = (
        Column(
            "term", "词条", 18, cells.TEXT, "词条名：一组可以互换的说法。写新的名称就是新词条。"
        ),
        Column(
            "phrase",
            "说法",
            34,
            Form(cells.WORDS.show, _one_word),
            "一行一个说法。“…”表示中间可隔不超过12个字；【词条】把另一个词条包含进来。",
        ),
        Column(
            "comment",
            "注释（只供看）",
            50,
            cells.TEXT,
            "规则文件里这个词条上面的注释。要改请直接改规则文件。",
            shown=True,
        ),
    )
    return Layout("短语", columns, place=("term",), required=("term", "phrase"))


def _one_word(text: str) -> str:
    word = read_term(cells.plain_text(text))
    if not isinstance(word, str):
        raise WordingError(f"一行只写一个说法，现有“{text}”；请分成几行")
    return word


def _examples(item: Column, kind: Form) -> Layout:
    verdict = choice(VERDICTS, "判定", others=SHORT)
    columns = (
        item,
        Column(
            "text",
            "例句",
            70,
            cells.TEXT,
            "一句话，或者几行（当作一份小报告）。不要写真实单位和人名。",
        ),
        Column("verdict", "判定", 16, verdict, "应得的判定。导入时逐句试判，判得不对就不写。"),
        Column(
            "section",
            "放在哪一部分",
            16,
            choice(ROLES, "放在哪一部分"),
            "空着就放在主要举措和成效。",
        ),
        Column("heading", "小标题", 16, cells.TEXT, "例句上面的小标题，可以空着。"),
        Column("unit_kind", "单位类型", 14, kind, "空着就用要点适用的第一类。"),
        Column("year", "报告年度", 8, cells.YEAR, "如2025，可以空着。"),
    )
    return Layout("例句", columns, place=("item",), required=("item", "text", "verdict"))


def _basis(item: Column) -> Layout:
    columns = (
        item,
        Column("document", "文件", 56, cells.TEXT, "文件名称（文号）。"),
        Column("article", "条款", 22, cells.TEXT, "第几条，可以空着。"),
        Column(
            "confidence",
            "核实",
            12,
            choice(CONFIDENCE, "核实"),
            "已核对原文、间接核实，还是凭记忆待核。",
        ),
        Column("from_year", "从哪年起", 9, cells.YEAR, "从哪个报告年度起是依据。"),
        Column("to_year", "到哪年止", 9, cells.YEAR, "到哪个报告年度为止是依据。"),
    )
    return Layout("依据", columns, place=("item",), required=("item", "document", "confidence"))


def _cues() -> Layout:
    columns = (
        Column("id", "编号", 22, cells.TEXT, "线索的编号，不重复，不要改。"),
        Column(
            "words",
            "词语",
            70,
            cells.WORDS,
            "几个词用“；”隔开。“…”中间最多隔12个字，“……”中间不限但不出本分句，“|”隔"
            "开同一位置可以互换的词。词里本身有分号的，用「」括起来。",
        ),
        Column(
            "status",
            "表示",
            9,
            choice(STATUSES, "表示"),
            "说明一句话讲的是已做、计划、不足、原因还是要求。",
        ),
        Column(
            "direction",
            "管哪边",
            11,
            choice(DIRECTIONS, "管哪边"),
            "管后文、管前文、管前后；截断前面的线索；貌似线索的把它盖住的线索压下去。",
        ),
        Column("scope", "范围", 10, choice(SCOPES, "范围"), "空着就是同一分句。"),
        Column("strength", "强度", 6, cells.WHOLE, "同一分句里有几个线索时，强的胜；空着是0。"),
        Column("sections", "只在哪些部分", 18, choices(ROLES, "部分"), "空着就是处处有效。"),
        Column(
            "comment",
            "注释（只供看）",
            40,
            cells.TEXT,
            "规则文件里的注释。要改请直接改规则文件。",
            shown=True,
        ),
    )
    return Layout("提示词", columns, required=("id", "words", "direction"))


def _groups() -> Layout:
    columns = (
        Column("id", "编号", 9, cells.TEXT, "分组编号，要点编号以它开头。"),
        Column("title", "名称", 32, cells.TEXT, "分组名称。"),
        Column("points", "分值", 8, cells.NUMBER, "应等于组内要点的分值之和。"),
    )
    return Layout("分组", columns, required=("id", "title", "points"))


def _kinds(kind: Form) -> Layout:
    columns = (
        Column("id", "编号", 14, cells.TEXT, "类型编号，不要改。"),
        Column("title", "名称", 20, cells.TEXT, "类型名称。"),
        Column(
            "names",
            "单位名称的结尾或词",
            70,
            cells.WORDS,
            "用“；”隔开。按表里的先后，依次用来认单位的类型。",
        ),
        Column(
            "signs",
            "正文里的说法",
            60,
            cells.WORDS,
            "用“；”隔开。出现时，“由哪类细分”的那一类改判为本类。",
        ),
        Column("refines", "由哪类细分", 16, kind, "可以空着。"),
    )
    return Layout("单位类型", columns, required=("id", "title", "names"))


def _grades() -> Layout:
    columns = (
        Column("title", "等次", 20, cells.TEXT, "等次名称。"),
        Column("percent", "得分率从（%）", 14, cells.NUMBER, "从高到低，最后一档从0开始。"),
    )
    return Layout("等级", columns, required=("title", "percent"))
