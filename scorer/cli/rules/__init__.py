"""`scorer rules`: what those who keep the rules need. Each command has a module of its own."""

from __future__ import annotations

import click

from scorer.cli.chinese import ChineseGroup

_COMMANDS = {
    "show": ("scorer.cli.rules.show:show", "显示生效的检查单或其中一个要点，可附每个值的出处。"),
    "format": ("scorer.cli.rules.format:form", "把规则文件排整齐，注释保留，意思不变。"),
    "lint": (
        "scorer.cli.rules.lint:lint",
        "查规则里不起作用、多余、没有例句或没有依据的地方。",
    ),
    "add-example": ("scorer.cli.rules.add_example:add_example", "给要点添一个例句，注释不动。"),
    "test": (
        "scorer.cli.rules.test:test",
        "跑要点的例句，列出漏判和误判、命中和未采纳的模式。",
    ),
    "diff": ("scorer.cli.rules.diff:diff", "用话说出两份检查单（或两个版本）有什么不同。"),
    "rehearse": (
        "scorer.cli.rules.rehearse:rehearse",
        "把改过的规则放到存档的报告上试跑，列出哪些判定、得分、等次会变。",
    ),
    "explain": (
        "scorer.cli.rules.explain:explain",
        "逐步说明一句话、一份报告为什么这样判，怎样改才会判得更高。",
    ),
    "health": (
        "scorer.cli.rules.health:health",
        "看每个要点采信多少、被审查人改判多少，把改判的句子变成例句。",
    ),
    "new": ("scorer.cli.rules.new:new", "问六个问题，写成一个带例句的新要点，写之前先试。"),
    "suggest": (
        "scorer.cli.rules.suggest:suggest",
        "从存档的报告里给要点找备选词，写明采用后会改变什么。",
    ),
    "export": (
        "scorer.cli.rules.workbook:export_rules",
        "把检查单导出成 Excel 工作簿，供人直接改。",
    ),
    "import": (
        "scorer.cli.rules.workbook:import_rules",
        "把改过的工作簿写回规则文件，注释不动。",
    ),
    "schema": (
        "scorer.cli.rules.schema:schema",
        "写出规则文件的 JSON Schema，供编辑器补全和提示。",
    ),
}


@click.group(
    cls=ChineseGroup,
    table=_COMMANDS,
    help="查看、检查、修改、试跑规则（检查单加上补充规则），看规则在审查中准不准。",
)
def rules() -> None:
    """Group of the commands for those who keep the rules."""
