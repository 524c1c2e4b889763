"""Compiled templates, kept where and when Python itself keeps compiled modules (`__pycache__`).

Compiling a page's template takes longer than filling it. Whoever can write here can write the
program's own modules, so what is read back is trusted as those are.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterable
from importlib.util import cache_from_source
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache


class TemplateCache(BytecodeCache):
    """Keeps compiled templates of a folder. What was kept is found again only while the template
    and the files in `made_by`, which decide how it is compiled, are the same. Where nothing can
    be kept, nothing is and nothing is said."""

    def __init__(self, folder: Path, made_by: Iterable[Path]) -> None:
        self._folder = folder
        stats = [path.stat() for path in made_by]
        told = repr([(stat.st_size, stat.st_mtime_ns) for stat in stats])
        self._maker = hashlib.sha256(told.encode()).hexdigest()[:12]

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            bucket.bytecode_from_string(self._path(bucket).read_bytes())
        except Exception:
            # Absent or damaged, in whatever way: compile it afresh.
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        if sys.dont_write_bytecode:
            return
        with contextlib.suppress(OSError):
            path = self._path(bucket)
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(bucket.bytecode_to_string())
            # Another process may read meanwhile; it must find all of it or the one before.
            Path(temporary).replace(path)

    def _path(self, bucket: Bucket) -> Path:
        name = f"{bucket.key[:12]}-{self._maker}.py"
        return Path(cache_from_source(str(self._folder / name)))
