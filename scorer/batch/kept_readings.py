"""Readings as plain values: for the journal, for the ledger, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from scorer.report import Block, BlockKind, Reading, ReadingGap


def packed_reading(reading: Reading) -> dict[str, Any]:
    """The reading as plain JSON values."""
    return asdict(reading)


def unpacked_reading(kept: Mapping[str, Any]) -> Reading:
    """The reading again. KeyError, TypeError or ValueError where it was kept otherwise."""
    return Reading(
        source=kept["source"],
        format=kept["format"],
        digest=kept["digest"],
        blocks=tuple(
            Block(**{**block, "kind": BlockKind(block["kind"])}) for block in kept["blocks"]
        ),
        warnings=tuple(kept["warnings"]),
        gaps=tuple(ReadingGap(**gap) for gap in kept["gaps"]),
    )


def reading_text(kept: Mapping[str, Any]) -> str:
    """A packed reading as the ledger keeps it: JSON without the file's name, so that the same
    file under two names is kept once. Lone surrogates become JSON's own escapes."""
    told = {key: value for key, value in kept.items() if key != "source"}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def reading_of_text(text: str, source: str) -> Reading:
    """The reading of a file called `source`. Raises as `unpacked_reading` does."""
    return unpacked_reading({**json.loads(text), "source": source})
