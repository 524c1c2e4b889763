"""What a run has done so far, kept beside its results so that the next run need not do it again.

Every step leaves one small file below `.scorer/`, named by a digest over all that decides the
step's result. A file is whole or not there, so a run may be killed between any two of them; one
that is damaged counts as absent.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from scorer.batch.files import digest_of, put_aside, sweep, write_atomic

WORK_FOLDER: Final = ".scorer"
READINGS: Final = "readings"
IDENTITIES: Final = "identities"
FINISHED: Final = "finished"
EARLIER: Final = "earlier"
_WRITTEN: Final = "written"
_STEPS: Final = (READINGS, IDENTITIES, FINISHED, EARLIER, _WRITTEN)

Json = dict[str, Any]


def key_of(*parts: object) -> str:
    """Digest over the parts, which must be plain JSON values."""
    told = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return digest_of(told.encode("utf-8", "backslashreplace"))


@dataclass(frozen=True, slots=True)
class Journal:
    """The work folder of one results folder. Every process may use it at once."""

    root: Path
    """The results folder."""

    @property
    def folder(self) -> Path:
        """Where the steps are kept."""
        return self.root / WORK_FOLDER

    def recall(self, step: str, key: str) -> Json | None:
        """What was kept under a key, None where there is nothing whole."""
        try:
            kept = json.loads(self._path(step, key).read_bytes())
        except (OSError, ValueError):
            return None
        return kept if isinstance(kept, dict) else None

    def keep(self, step: str, key: str, value: Mapping[str, Any]) -> None:
        """Keep a step's result under its key."""
        content = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        write_atomic(self._path(step, key), content.encode("utf-8", "backslashreplace"))

    def deliver(self, name: str, content: bytes) -> str:
        """Write an output below the results folder; returns its digest.

        What stands there and was not written by a run was changed by a person: it is put aside
        where there is something new to write, and left alone otherwise. The same bytes are not
        written again.
        """
        path, digest = self.root / name, digest_of(content)
        record = key_of(name)
        standing = _digest_at(path)
        ours = (self.recall(_WRITTEN, record) or {}).get("digest")
        if standing is not None and standing != digest:
            if ours == digest:
                # Nothing new to say: what a person wrote into it stays where it is.
                return digest
            if standing != ours:
                put_aside(self.root, name)
        if standing != digest:
            write_atomic(path, content)
        self.keep(_WRITTEN, record, {"name": name, "digest": digest})
        return digest

    def keep_trace(self, trace: str) -> str:
        """Keep the trace of a fault; returns its name below the results folder."""
        content = trace.encode("utf-8", "replace")
        name = f"{WORK_FOLDER}/faults/{digest_of(content)[:12]}.txt"
        write_atomic(self.root / name, content)
        return name

    def stands(self, outputs: Mapping[str, str]) -> bool:
        """Whether outputs are all there; one that a person changed is there, an empty one is not.

        `outputs` has names and digests as they were written.
        """
        for name, digest in outputs.items():
            path = self.root / name
            try:
                content = path.read_bytes()
            except OSError:
                return False
            # After a power failure a file may have its length and nothing in it.
            if digest_of(content) != digest and not content.strip(b"\0"):
                return False
        return True

    def retire(self, wanted: Iterable[str]) -> tuple[str, ...]:
        """Put aside every output of earlier runs that this one does not have; their new names."""
        names = set(wanted)
        moved = []
        for path in sorted((self.folder / _WRITTEN).glob("*.json")):
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                name = json.loads(path.read_bytes())["name"]
                if name in names:
                    continue
                if (self.root / name).is_file():
                    moved.append(put_aside(self.root, name))
                path.unlink()
        return tuple(sorted(moved))

    def drop_others(self, step: str, keys: Iterable[str]) -> None:
        """Forget the steps of files and rules that are no more."""
        kept = {f"{key}.json" for key in keys}
        for path in (self.folder / step).glob("*.json"):
            if path.name not in kept:
                with contextlib.suppress(OSError):
                    path.unlink()

    def sweep(self) -> None:
        """Remove what a killed run left unfinished."""
        for folder in (self.root, self.folder, *(self.folder / step for step in _STEPS)):
            sweep(folder)
        for folder in self.root.glob("*/"):
            sweep(folder)

    def _path(self, step: str, key: str) -> Path:
        return self.folder / step / f"{key}.json"


def _digest_at(path: Path) -> str | None:
    """None where there is no file, or after a power failure one of nothing but zeros."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return digest_of(content) if content.strip(b"\0") else None
