"""Checklists that were verified once, kept in the user's cache folder.

A kept checklist is found by a digest over every rule file, the scorer's own code and the Python
that runs it, so it cannot go stale. What is read back may name this project's value classes and
nothing else: a tampered file is refused, never run. Where the folder cannot be used, nothing is
kept and nothing is said.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from scorer.checklist import Checklist
from scorer.loader.places import rule_bytes
from scorer.unpickling import load_values

_MOST_KEPT = 16
_SUFFIX = ".checklist"
_MODULES = frozenset({"scorer.checklist", "scorer.kinds", "scorer.report", "scorer.wordlists"})
_DIGEST_BYTES = hashlib.sha256().digest_size


def key_of(checklist: str | Path | None, overlays: Iterable[str | Path]) -> str:
    """Digest of all that decides whether a checklist was verified."""
    files = tuple(rule_bytes(checklist, overlays))
    return hashlib.sha256(repr((sys.version, _code_stamp(), files)).encode("utf-8")).hexdigest()


def recall(key: str, folder: Path) -> Checklist | None:
    """The checklist that was kept under a key, None where there is none."""
    try:
        raw = _path(key, folder).read_bytes()
    except OSError:
        return None
    digest, content = raw[:_DIGEST_BYTES], raw[_DIGEST_BYTES:]
    if hashlib.sha256(content).digest() != digest:
        return None
    try:
        found = load_values(content, modules=_MODULES)
    except Exception:
        # A pickle of another shape fails in many ways; all of them mean: load it afresh.
        return None
    return found if isinstance(found, Checklist) else None


def keep(checklist: Checklist, key: str, folder: Path) -> None:
    """Keep a verified checklist for the next start."""
    import tempfile

    content = pickle.dumps(checklist, protocol=5)
    path = _path(key, folder)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(content).digest() + content)
        Path(name).replace(path)
        _drop_oldest(folder)


def _drop_oldest(folder: Path) -> None:
    kept = sorted(folder.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime_ns)
    for path in kept[:-_MOST_KEPT]:
        path.unlink(missing_ok=True)


def _path(key: str, folder: Path) -> Path:
    return folder / f"{key}{_SUFFIX}"


@lru_cache(maxsize=1)
def _code_stamp() -> tuple[tuple[str, int, int], ...]:
    """Name, time and size of every module: other code may judge the examples otherwise."""
    package = Path(__file__).resolve().parents[1]
    found = []
    for path in sorted(package.rglob("*.py")):
        stat = path.stat()
        found.append((path.relative_to(package).as_posix(), stat.st_mtime_ns, stat.st_size))
    return tuple(found)
