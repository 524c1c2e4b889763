"""`scorer rules add-example`: one more example sentence for an item."""

from __future__ import annotations

import click

from scorer.checklist import Verdict
from scorer.cli.chinese import ChineseCommand, OneOf
from scorer.cli.options import checklist_option
from scorer.cli.output import say
from scorer.errors import UsageError
from scorer.report import SectionRole

_VERDICTS = [one.value for one in Verdict if one is not Verdict.UNREADABLE]


@click.command(
    "add-example",
    cls=ChineseCommand,
    help=(
        "给要点添一个例句，写进它所在的规则文件，注释和其他内容一个字也不动。"
        "写之前先试判：判得不对就不写，并说明实判是什么。"
    ),
)
@click.argument("item", metavar="要点编号")
@click.option("--text", required=True, metavar="句子", help="例句；写几行就当作一份小报告。")
@click.option("--verdict", required=True, type=OneOf(_VERDICTS), help="应得的判定。")
@click.option(
    "--section",
    type=OneOf([one.value for one in SectionRole]),
    help="放在报告的哪一部分；不写则放在主要举措。",
)
@click.option("--heading", metavar="标题", help="例句上面的小标题。")
@click.option("--unit-kind", metavar="类型", help="单位类型；不写则用要点适用的第一类。")
@click.option("--year", type=int, metavar="年度", help="报告年度。")
@click.option(
    "--keep-failing",
    is_flag=True,
    help="现在还判得不对也写进去；规则改到判对以前，这份检查单不能用来评分。",
)
@checklist_option
def add_example(
    item: str, checklist: str | None, keep_failing: bool, **example: str | int | None
) -> None:
    """Add an example to an item, tried first."""
    from scorer.authoring import load_rule_files, open_rule_files, save, with_example
    from scorer.selfcheck import failing_examples

    said = {key: value for key, value in example.items() if value is not None}
    text = str(said["text"]).replace("\r\n", "\n").strip()
    if not text:
        raise UsageError("例句是空的")
    before = open_rule_files(checklist)
    after = with_example(before, item, {**said, "text": text})
    failures = [
        one.message
        for one in failing_examples(load_rule_files(after).checklist)
        if one.item.id == item and one.example.text == text
    ]
    if failures and not keep_failing:
        raise UsageError(
            f"没有写：{failures[0]}。请先改规则，或加 --keep-failing 照样写进去再改规则"
        )
    for file in save(before, after):
        say(f"已写入 {file.target}：{item} 多了一个例句，应判 {said['verdict']}。")
    for message in failures:
        say(f"注意：{message}")
