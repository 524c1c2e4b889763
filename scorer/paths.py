"""Where checklists/ and templates/ are (beside the package in the repo, inside it in the wheel),
and where a user's cache is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_WHEEL_DATA = _PACKAGE / "_data"
_CACHE_NAME = "rule-of-law-scorer"


def resource_folder(name: str) -> Path:
    """Folder `checklists` or `templates`, whichever way the project is installed."""
    inside = _WHEEL_DATA / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def is_installed(path: Path) -> bool:
    """Whether a file came with the installed package, so that an upgrade replaces it."""
    return path.resolve().is_relative_to(_WHEEL_DATA)


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The user's folder for what can be made again, None where there is none.

    It need not exist yet nor be writable."""
    for variable, below in (("XDG_CACHE_HOME", ""), ("LOCALAPPDATA", ""), ("HOME", ".cache")):
        folder = environment.get(variable, "")
        if folder and Path(folder).is_absolute():
            return Path(folder, below, _CACHE_NAME)
    return None
