"""Rule files put in order on the disk: only where it is certain that they still say the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from scorer.authoring.files import open_rule_files
from scorer.authoring.formatting import formatted
from scorer.authoring.keys import order_of
from scorer.authoring.saving import Edit, save_edits
from scorer.authoring.spans import MapSpan, Value, spans_of, value_of
from scorer.errors import ChecklistError, Problem, UsageError
from scorer.loader.loading import load_sources
from scorer.loader.places import SourceText, read_source
from scorer.loader.sources import Sources, gather


class Tidied(NamedTuple):
    """A file as it is and as it would be in order."""

    path: Path
    edit: Edit
    source: SourceText
    text: str

    @property
    def changes(self) -> bool:
        """Whether the file is not in order yet."""
        return self.edit.before != self.edit.after


def files_of(checklist: str | Path | None) -> tuple[Path, ...]:
    """The files that are a checklist's own, and the overlays beside it; not those it borrows."""
    files = open_rule_files(checklist).files
    own = [one.path for one in files if one.path == one.target]
    return (*own, *sorted((files[0].path.parent / "overlays").glob("*.yaml")))


def tidied(paths: Iterable[Path]) -> tuple[Tidied, ...]:
    """The files in order, none of them written. ChecklistError holds every mistake in all that
    cannot be read; UsageError where order would not keep what a file says."""
    found = []
    problems: list[Problem] = []
    for path in dict.fromkeys(paths):
        try:
            found.append(_tidied(path))
        except ChecklistError as error:
            problems.extend(error.problems)
    if problems:
        raise ChecklistError(problems)
    return tuple(found)


def _tidied(path: Path) -> Tidied:
    source, raw = read_source(path), path.read_bytes()
    text = formatted(source.text, source.name)
    before, after = (value_of(spans_of(one, source.name)) for one in (source.text, text))
    if not _same(before, after) or formatted(text, source.name) != text:
        raise UsageError(f"“{source.name}”排了以后意思可能会变，没有动它；请把这个文件发给开发者")
    return Tidied(path, Edit(path, raw, text.encode("utf-8")), source, text)


def _same(before: Value, after: Value) -> bool:
    """Whether both say the same; keys stand as before or in their order."""
    if isinstance(before, dict) and isinstance(after, dict):
        keys = list(before)
        ordered = [keys[place] for place in order_of(keys)]
        return ordered == list(after) and all(_same(before[key], after[key]) for key in keys)
    if isinstance(before, list) and isinstance(after, list):
        pairs = zip(before, after, strict=False)
        return len(before) == len(after) and all(_same(*pair) for pair in pairs)
    return type(before) is type(after) and before == after


def save_tidied(files: Sequence[Tidied], checklist: str | Path | None) -> int:
    """Write what is not in order yet, all or nothing; how many checklists were loaded to make sure
    that their digest stays. UsageError where one would change."""
    changed = [one for one in files if one.changes]
    if not changed:
        return 0
    texts = {one.source.name: one.text for one in changed}
    loaded = sum(_keeps_digest(whole, texts) for whole in _wholes(changed, checklist))
    save_edits(changed[0].path.parent, [one.edit for one in changed])
    return loaded


def _wholes(files: Sequence[Tidied], checklist: str | Path | None) -> list[Sources]:
    """Every checklist that one of the files goes into, as it stands on the disk."""
    names = {one.source.name for one in files}
    tried: list[tuple[str | Path | None, list[Path]]] = [(checklist, [])]
    for one in files:
        root = spans_of(one.source.text, one.source.name)
        keys = {entry.key.text for entry in root.entries} if isinstance(root, MapSpan) else set()
        if "extends" in keys:
            tried.append((checklist, [one.path]))
        elif "groups" in keys:
            tried.append((one.path, []))
    wholes = []
    for main, overlays in tried:
        try:
            whole = gather(main, overlays)
        except ChecklistError:
            # What cannot be loaded has no digest; that the files say the same was seen before.
            continue
        if names & {source.name for source in _texts(whole)}:
            wholes.append(whole)
    return list(dict.fromkeys(wholes))


def _texts(whole: Sources) -> tuple[SourceText, ...]:
    parts = (source for _, sources in whole.parts for source in sources)
    return (whole.checklist, *parts, *whole.overlays)


def _keeps_digest(whole: Sources, texts: Mapping[str, str]) -> bool:
    """Whether the checklist could be loaded; UsageError where its digest would change."""
    try:
        before = load_sources(whole).checklist
    except ChecklistError:
        return False
    after = load_sources(_with_texts(whole, texts)).checklist
    if before.digest != after.digest or before.allow != after.allow:
        raise UsageError(f"排了以后检查单“{before.id}”会变，一个文件也没有改；请告知开发者")
    return True


def _with_texts(whole: Sources, texts: Mapping[str, str]) -> Sources:
    def new(source: SourceText) -> SourceText:
        return source._replace(text=texts.get(source.name, source.text))

    parts = tuple((key, tuple(map(new, sources))) for key, sources in whole.parts)
    return Sources(new(whole.checklist), parts, tuple(map(new, whole.overlays)))
