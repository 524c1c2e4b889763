"""What a single file may cost; past any of these reading stops with a message."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Upper bounds for one file. Sizes in bytes, times in seconds."""

    file_size: int = 50 * MEGABYTE
    unpacked_size: int = 300 * MEGABYTE
    """All entries of a zip container together, pictures included."""
    part_size: int = 40 * MEGABYTE
    """One XML part or page of a container."""
    ratio: int = 200
    """Unpacked to packed size; checked only above `ratio_from`, small parts pack well."""
    ratio_from: int = 5 * MEGABYTE
    entries: int = 5_000
    """Entries of a zip container."""
    pages: int = 300
    """Pages of a PDF or OFD."""
    seconds: float = 180.0
    """For one file; what is left of it then is a gap, or an error where nothing can be kept."""
    memory: int = 2048 * MEGABYTE
    """Address space of a converter that runs as a process of its own."""
    nesting: int = 40
    """Tables, text boxes and content controls inside each other."""


DEFAULT_LIMITS = Limits()
