"""The command line: takes input, calls loader, pipeline and renderers, and writes.

Commands are imported when they run, and import what is heavy when they need it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from scorer import __version__
from scorer.cli.chinese import ChineseGroup, worded
from scorer.cli.output import prepare_console, say, told, warn
from scorer.errors import ScorerError

_INTERRUPTED = 130

_COMMANDS = {
    "score": ("scorer.cli.scoring:score", "给报告逐项判定，给出得分和缺项页。"),
    "review": (
        "scorer.cli.review:review",
        "评查一个文件夹里的全部报告，列出谁缺什么、谁没有报送。",
    ),
    "compare": (
        "scorer.cli.compare:compare",
        "对照前后两份报告：补了什么、丢了什么，得分为什么变，文字沿用多少。",
    ),
    "decide": ("scorer.cli.decide:decide", "登记审查人的意见，列出哪些意见有效。"),
    "collect": (
        "scorer.cli.collect:collect",
        "把填在审查表、汇总表里的意见读回来，登记到记录库。",
    ),
    "ledger": ("scorer.cli.ledger:ledger", "导出、导入审查记录库里的全部记录。"),
    "templates": (
        "scorer.cli.templates:templates",
        "复制随附的 Word 模板，改成本单位自己的。",
    ),
    "read": ("scorer.cli.reading:read", "显示程序从文件里读到的文字。"),
    "checklists": ("scorer.cli.checklists:checklists", "列出随附的检查单和补充规则。"),
    "check": (
        "scorer.cli.checklists:check",
        "检查一份检查单：写法、前后是否一致、例句判得对不对。",
    ),
    "rules": ("scorer.cli.rules:rules", "查看、检查、修改、试跑规则。"),
    "evaluate": ("scorer.cli.evaluation:evaluate", "把判定结果同人工标注逐项比较。"),
}


@click.group(
    cls=ChineseGroup,
    table=_COMMANDS,
    invoke_without_command=True,
    help=(
        "法治政府建设年度报告评分：逐项判定报告写没写、写得有没有依据，引出原句，说明怎样补。\n"
        "得分衡量的是报告文本是否完整、可核查，不评价单位工作本身；程序提出判定，由审核人员决定。"
    ),
)
@click.option("--version", is_flag=True, help="显示版本。")
@click.pass_context
def cli(ctx: click.Context, version: bool) -> None:
    """Entry of all commands."""
    if version:
        say(f"scorer {__version__}")
    elif ctx.invoked_subcommand is None:
        say(ctx.get_help())


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (None: that of the process) and return its exit code.

    0 done, 1 below `--fail-under`, 2 usage or checklist error, 3 a report could not be read.
    """
    prepare_console()
    try:
        code = cli.main(arguments, prog_name="scorer", standalone_mode=False)
    except click.exceptions.Abort:
        warn("已中断。")
        return _INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        say(error.message)
        return 0
    except click.ClickException as error:
        warn(f"错误：{worded(error)}")
        warn("用 scorer --help 或 scorer 命令 --help 查看用法。")
        return 2
    except ScorerError as error:
        warn(f"错误：{told(error)}")
        return error.exit_code
    except BrokenPipeError:
        # Whoever read our output has had enough; Python must not complain when it closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code if isinstance(code, int) else 0
