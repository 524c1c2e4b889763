"""Which libraries of the extra `report` are there; asked only where one is about to be used."""

from __future__ import annotations

import importlib.util

from scorer.errors import UsageError


def needed(library: str, purpose: str) -> None:
    """UsageError, naming the extra, where the library is not installed."""
    if importlib.util.find_spec(library) is None:
        raise UsageError(
            f"{purpose}需要组件 {library}，这里没有安装。请运行："
            'pip install "rule-of-law-scorer[report]"'
        )
