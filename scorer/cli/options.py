"""Options that several commands share."""

from __future__ import annotations

import click

checklist_option = click.option(
    "--checklist", metavar="编号或文件", help="用哪一份检查单；不写则用随附的年度报告检查单。"
)
overlay_option = click.option(
    "--overlay",
    "overlays",
    multiple=True,
    metavar="编号或文件",
    help="补充规则（地方或某类单位的），可写多次，依次生效。",
)
version_option = click.option(
    "--checklist-version", metavar="版本", help="用检查单的旧版本（存档在 archive 文件夹里）。"
)
