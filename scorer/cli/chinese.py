"""click in Chinese: help pages, usage errors and their exit codes.

click's own words go through gettext catalogues that would have to be installed per machine; the
few that a user of this program can meet are worded here instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

import click

_HELP_WIDTH = 80
_PIECE = re.compile(r"[!-~]+|.", re.DOTALL)
_EXTRA_ARGUMENTS = re.compile(r"unexpected extra arguments? \((.*)\)")
# Marks that must not begin a line.
_CLOSING = "，。；：、！？）》”…"


class ChineseCommand(click.Command):
    """A command whose help page is Chinese."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.params.append(_help_option())
        self.add_help_option = False

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, what the command does, its options."""
        shown = [param for param in self.params if isinstance(param, click.Argument)]
        usage = [ctx.command_path, *(param.metavar or "" for param in shown), "[选项]"]
        formatter.write(f"用法：{' '.join(usage)}\n\n")
        formatter.write(f"{wrapped(self.help or '', 2)}\n\n选项：\n")
        formatter.write(_rows([_option_row(one) for one in _options(self)]))


class ChineseGroup(click.Group):
    """Commands that are imported only when they run; `table` gives place and line of help."""

    def __init__(self, *arguments: Any, table: dict[str, tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.params.append(_help_option())
        self.add_help_option = False
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command that is asked for."""
        if cmd_name not in self.table:
            return None
        module, _, name = self.table[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with a Chinese message for a command that does not exist."""
        if args[0] not in self.table and not args[0].startswith("-"):
            hint = _near(args[0], self.table)
            message = f"没有命令“{args[0]}”；可用的命令：{'、'.join(self.table)}{hint}"
            raise click.UsageError(message, ctx)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, what the program does, its commands and options."""
        formatter.write(f"用法：{ctx.command_path} 命令 [参数]…\n\n")
        formatter.write(f"{wrapped(self.help or '', 2)}\n\n命令：\n")
        formatter.write(_rows([(name, about) for name, (_, about) in self.table.items()]))
        formatter.write("\n选项：\n")
        formatter.write(_rows([_option_row(one) for one in _options(self)]))


class OneOf(click.ParamType[str]):
    """One of a few words."""

    name = "one_of"

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word, or a refusal that names the others."""
        if value in self.words:
            return str(value)
        hint = _near(str(value), self.words)
        self.fail(f"“{value}”不在可选的值之中：{'、'.join(self.words)}{hint}", param, ctx)


class Between(click.ParamType[float]):
    """A number in a range, both ends included."""

    name = "between"

    def __init__(self, lowest: int, highest: int, *, whole: bool) -> None:
        self.lowest, self.highest, self.whole = lowest, highest, whole

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | float:
        """The number, or a refusal that names the range."""
        try:
            number = int(value) if self.whole else float(value)
        except ValueError:
            number = None
        if number is None or not self.lowest <= number <= self.highest:
            kind = "整数" if self.whole else "数"
            self.fail(f"“{value}”不是{self.lowest}到{self.highest}之间的{kind}", param, ctx)
        return number


def worded(error: click.ClickException) -> str:
    """click's error in Chinese."""
    match error:
        case click.MissingParameter(param=click.Argument() as argument):
            return f"缺少参数：{argument.metavar}"
        case click.BadParameter(param=click.Parameter() as param, message=message):
            return f"{param.opts[0] if isinstance(param, click.Option) else ''}的值不对：{message}"
        case click.NoSuchOption(option_name=name):
            options = _options(error.ctx.command) if error.ctx else []
            known = [opt for one in options for opt in one.opts]
            return f"没有选项“{name}”{_near(name, known)}"
        case click.BadOptionUsage(option_name=name, message=message):
            if "does not take" in message:
                return f"选项“{name}”后面不带值"
            return f"选项“{name}”后面缺少值"
    extra = _EXTRA_ARGUMENTS.search(error.message)
    if extra:
        return f"多出了参数：{extra[1]}"
    return error.message


def wrapped(text: str, indent: int, *, width: int = _HELP_WIDTH) -> str:
    """Text in lines of at most `width` columns, where a Chinese character takes two."""
    lines = []
    for paragraph in text.split("\n"):
        line, used = "", indent
        for piece in _PIECE.findall(paragraph.strip()):
            room = columns(piece)
            if used + room > width and line and piece not in _CLOSING:
                lines.append(" " * indent + line.rstrip())
                line, used = "", indent
                piece = piece.lstrip()
                room = columns(piece)
            line += piece
            used += room
        lines.append((" " * indent + line).rstrip())
    return "\n".join(lines)


def columns(text: str) -> int:
    """Columns that a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _rows(rows: Iterable[tuple[str, str]]) -> str:
    """Two columns, the second one wrapped."""
    rows = list(rows)
    first = max(columns(name) for name, _ in rows) + 4
    lines = []
    for name, about in rows:
        text = wrapped(about, first).lstrip()
        lines.append(f"  {name}{' ' * (first - 2 - columns(name))}{text}\n")
    return "".join(lines)


def _options(command: click.Command) -> list[click.Option]:
    return [param for param in command.params if isinstance(param, click.Option)]


def _option_row(option: click.Option) -> tuple[str, str]:
    choices = "|".join(option.type.words) if isinstance(option.type, OneOf) else ""
    shown = option.metavar or choices
    metavar = f" {shown}" if shown else ""
    return ", ".join(option.opts) + metavar, option.help or ""


def _help_option() -> click.Option:
    return click.Option(
        ["--help"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        help="显示这份说明。",
        callback=_show_help,
    )


def _show_help(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


def _near(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"；是否想写“{near[0]}”？" if near else ""
