"""Where checklists/ and templates/ are: beside the package in the repo, inside it in the wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_WHEEL_DATA = _PACKAGE / "_data"


def resource_folder(name: str) -> Path:
    """Folder `checklists` or `templates`, whichever way the project is installed."""
    inside = _WHEEL_DATA / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
