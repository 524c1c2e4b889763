"""File → `Reading`: one module or package per format, chosen by content."""

from __future__ import annotations

from scorer.readers.limits import Limits
from scorer.readers.many import read_many
from scorer.readers.opening import read, read_text

__all__ = ["Limits", "read", "read_many", "read_text"]
