"""The files of a checklist as they are opened for an edit: their texts, what they hold, and where
an edited one is written.

A part that a checklist borrows from the shipped ones is never changed there: its edited copy goes
beside the checklist, where the loader looks first.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scorer.authoring.saving import finish_saving
from scorer.authoring.spans import ListSpan, MapSpan, ScalarSpan, Value, spans_of, value_of
from scorer.authoring.splicing import rewritten
from scorer.loader.loading import EffectiveChecklist, load_sources
from scorer.loader.places import (
    SUFFIXES,
    SourceText,
    find_checklist,
    find_part,
    read_source,
)
from scorer.loader.sources import Sources

_BOM = b"\xef\xbb\xbf"
_ABOUT = frozenset({"id", "title", "version", "date"})


class RuleFile(NamedTuple):
    """One file."""

    path: Path
    target: Path
    """Where it is written once it is edited."""
    key: str
    """The key of the checklist whose value it holds; empty for the checklist itself."""
    source: SourceText
    raw: bytes
    """What the file held when it was opened."""
    folder: Path | None = None
    """The folder beside the checklist where it will stand with all others of a borrowed folder."""

    @property
    def value(self) -> Value:
        """What the file says; a part that repeats its key above its content, without the key."""
        said = value_of(spans_of(self.source.text, self.source.name))
        if self.key and isinstance(said, dict) and list(said) == [self.key]:
            return said[self.key]
        return said

    def with_value(self, value: Value) -> RuleFile:
        """The file, changed so that it says `value`. ChecklistError where that cannot be."""
        said = value_of(spans_of(self.source.text, self.source.name))
        if self.key and isinstance(said, dict) and list(said) == [self.key]:
            value = {self.key: value}
        text = rewritten(self.source.text, value, self.source.name)
        return self._replace(source=self.source._replace(text=text))

    @property
    def content(self) -> bytes:
        """The file's bytes as they are now."""
        mark = _BOM if self.raw.startswith(_BOM) else b""
        return mark + self.source.text.encode("utf-8")


class RuleFiles(NamedTuple):
    """All files of one checklist; the checklist itself comes first."""

    files: tuple[RuleFile, ...]

    @property
    def main(self) -> RuleFile:
        return self.files[0]

    def holding(self, key: str) -> tuple[RuleFile, ...]:
        """The files in which a part of the checklist stands, the checklist itself if it may."""
        inline = self.main.value
        said = inline.get(key) if isinstance(inline, dict) else None
        own = isinstance(said, dict) or (
            isinstance(said, list) and any(not isinstance(one, str) for one in said)
        )
        parts = tuple(one for one in self.files if one.key == key)
        return (self.main, *parts) if own or not parts else parts

    def with_file(self, changed: RuleFile) -> RuleFiles:
        """The same with one file as it was changed."""
        return RuleFiles(tuple(changed if one.path == changed.path else one for one in self.files))


def open_rule_files(checklist: str | Path | None = None) -> RuleFiles:
    """The files of a checklist by its id or path. A save that was cut off is finished first.
    ChecklistError where one is missing or cannot be read."""
    main = find_checklist(checklist)
    finish_saving(main.parent)
    first = _opened(main, main, "")
    root = spans_of(first.source.text, first.source.name)
    return RuleFiles((first, *(_parts(root, main.parent) if isinstance(root, MapSpan) else ())))


def load_rule_files(files: RuleFiles) -> EffectiveChecklist:
    """The checklist as the files now say it, none of them written. ChecklistError holds every
    mistake with its place in the texts as they are now."""
    keys = dict.fromkeys(one.key for one in files.files[1:])
    parts = tuple((key, tuple(one.source for one in files.files if one.key == key)) for key in keys)
    return load_sources(Sources(files.main.source, parts, ()))


def _parts(root: MapSpan, folder: Path) -> Iterator[RuleFile]:
    for entry in root.entries:
        named = entry.value.items if isinstance(entry.value, ListSpan) else (entry.value,)
        for one in named:
            if entry.key.text in _ABOUT or not isinstance(one, ScalarSpan):
                continue
            if one.text.endswith((*SUFFIXES, "/")):
                yield from _part(entry.key.text, one.text, folder)


def _part(key: str, name: str, folder: Path) -> Iterator[RuleFile]:
    beside = folder / name
    for path in find_part(name, folder):
        if path == beside or path.parent == beside:
            yield _opened(path, path, key)
        elif name.endswith("/"):
            yield _opened(path, beside / path.name, key)._replace(folder=beside)
        else:
            yield _opened(path, beside, key)


def _opened(path: Path, target: Path, key: str) -> RuleFile:
    return RuleFile(path, target, key, read_source(path), path.read_bytes())
