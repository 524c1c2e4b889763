"""The sheets of items and of their patterns."""

from __future__ import annotations

from collections.abc import Mapping

from scorer.authoring import cells
from scorer.authoring.cells import Form, choice, choices, mapping
from scorer.authoring.columns import (
    ACTORS,
    LISTS,
    OTHERS,
    ROLES,
    SCOPES,
    STRUCTURES,
    WORDS_HOW,
    Column,
    Layout,
)

_NAME = (
    Column(
        "id",
        "编号",
        9,
        cells.TEXT,
        "要点编号，一经使用不能更改；删去整行即停用，编号不再给别的要点。",
    ),
)
_WORTH = (
    Column("title", "名称", 22, cells.TEXT, "要点名称。"),
    Column("points", "分值", 6, cells.NUMBER, "分值。组内要点之和应等于“分组”表里的分值。"),
)
_DUTY = (
    Column(
        "others",
        "其他单位",
        11,
        choice(OTHERS, "其他单位"),
        "不在“适用单位”里的单位怎么办；空着就是不适用。",
    ),
    Column("told_by", "随哪一要点", 9, cells.TEXT, "其他单位：写到了这个要点，本要点才判。"),
    Column("from_year", "从哪年起", 8, cells.YEAR, "从哪个报告年度起有这项义务，如2025。"),
    Column(
        "structure",
        "看报告结构",
        10,
        choice(STRUCTURES, "看报告结构"),
        "由报告结构判定的要点看哪一部分；写了就不能再有模式。",
    ),
    Column(
        "requirement",
        "要求",
        36,
        cells.TEXT,
        "报告应当写明什么，一两句话。印在审查表和补正通知书上。",
    ),
    Column(
        "advice",
        "怎样补",
        44,
        cells.TEXT,
        "写给报送单位：写什么，附可以套用的句子（X次、某某）。",
    ),
    Column(
        "look_alikes",
        "貌似的说法",
        30,
        cells.WORDS,
        f"字面相近、说的是另一件事；与它重叠的不算。{WORDS_HOW}",
    ),
    Column(
        "in_preamble",
        "开头也算",
        7,
        cells.FLAG,
        "报告开头套语里的话能不能算泛泛表述；空着就是不算。",
    ),
    Column(
        "defects",
        "缺陷怎样告诉读者",
        30,
        mapping("缺陷"),
        "只用于看报告结构的要点，每行写“名称：文字”；名称不能改。",
    ),
)
_PATTERN = (
    Column(
        "list",
        "判作",
        10,
        choice(LISTS, "判作"),
        "命中后判作什么：泛泛表述、有实据；只认主题的用来认出计划和不足；本年度没有的，本"
        "项不适用。",
    ),
    Column(
        "name",
        "名称",
        14,
        cells.TEXT,
        "模式的名称，同一要点里不要重复，用英文小写字母或中文都可以。",
    ),
    Column(
        "all",
        "都要出现的词",
        56,
        cells.TERMS,
        "每行一个条件，各行都要满足；第一行是锚，它所在的分句决定做没做、谁做的。同一行里"
        f"的说法有一个就行。{WORDS_HOW}",
    ),
    Column("none", "不能有的词", 26, cells.WORDS, f"锚所在的分句里不能出现。{WORDS_HOW}"),
    Column(
        "facts",
        "可核查的事实",
        30,
        cells.FACTS,
        "每行一种，有一种即可。如：数量（名；家）、文件（【普法规划】）、书名（2）、机构名"
        "称、人名、日期、会议、比率；后面可加“，含（…）”“，至少2个”“，不限本单位”。",
    ),
    Column(
        "within",
        "范围",
        10,
        choice(SCOPES, "范围"),
        "其他词和事实离锚多远；空着就是同一分句。",
    ),
    Column("ordered", "按次序", 7, cells.FLAG, "各行是否要按先后次序出现；空着就是不必。"),
    Column("near", "相隔", 6, cells.WHOLE, "相邻两个词之间最多隔几个字；空着就是不限。"),
    Column(
        "actors",
        "谁做的",
        16,
        choices(ACTORS, "谁做的"),
        f"必须是谁做的，用“；”隔开：{'、'.join(ACTORS.values())}；空着则除其他机关外都可以。",
    ),
    Column(
        "sections",
        "只在哪些部分",
        16,
        choices(ROLES, "部分"),
        f"用“；”隔开：{'、'.join(ROLES.values())}；空着则凡计分的部分都可以。",
    ),
    Column("under", "标题里有", 16, cells.TERM, f"上面的标题里要有其中一个。{WORDS_HOW}"),
    Column("in_titles", "书名号内", 7, cells.FLAG, "锚可不可以在《》“”里面；空着就是不可以。"),
    Column("pooled", "合计数", 7, cells.FLAG, "几件事合计的数字算不算事实；空着就是不算。"),
)
_UNTIL = (Column("to_year", "到哪年", 8, cells.YEAR, "这种说法到哪个报告年度为止还算。"),)


def items_sheet(kinds: Form, group: Form, groups: Mapping[str, str]) -> Layout:
    """The sheet of items; `groups` are titles by id."""
    titles = "；".join(f"{name} {title}" for name, title in groups.items())
    columns = (
        *_NAME,
        Column("group", "分组", 7, group, f"属于哪个分组：{titles}。"),
        *_WORTH,
        Column("applies_to", "适用单位", 18, kinds, "全部，或者几种单位类型，用“；”隔开。"),
        *_DUTY,
    )
    required = ("id", "group", "title", "points", "applies_to", "requirement", "advice")
    return Layout("要点", columns, required=required)


def patterns_sheet(item: Column, kinds: Form) -> Layout:
    """The sheet of patterns."""
    columns = (
        item,
        *_PATTERN,
        Column("kinds", "只对单位", 14, kinds, "只对哪些单位类型，用“；”隔开；空着就是都可以。"),
        *_UNTIL,
    )
    return Layout("模式", columns, place=("item", "list"), required=("item", "list", "name", "all"))
