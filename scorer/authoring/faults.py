"""What is wrong with a workbook that was edited, each with its sheet and cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scorer.errors import UsageError


class Fault(NamedTuple):
    """One mistake; `cell` is empty where the whole sheet or file is meant."""

    sheet: str
    cell: str
    message: str

    def __str__(self) -> str:
        place = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        return f"{place}：{self.message}" if place else self.message


class WorkbookError(UsageError):
    """The workbook cannot be taken back as it is; nothing was written."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        lines = "\n".join(str(fault) for fault in self.faults)
        number = len(self.faults)
        super().__init__(f"工作簿有{number}处问题，规则文件一处也没有改：\n{lines}")


def letter(column: int) -> str:
    """Letter of a column, counted from 1: A … Z, AA …"""
    head, last = divmod(column - 1, 26)
    return (letter(head) if head else "") + chr(ord("A") + last)
