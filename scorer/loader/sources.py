"""Which files make up a checklist, and their text.

A checklist names its parts (`vocabulary: vocabulary.yaml`, `items: items/`) or holds them itself.
A named part is looked for beside the checklist and then among the shipped ones, so that whoever
edits one file need not copy the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from scorer.errors import ChecklistError, Problem, SourcePlace
from scorer.loader.intake import listed, suggestion
from scorer.loader.nodes import Entry, ListNode, MapNode, Node, ScalarNode
from scorer.loader.parsing import parse
from scorer.paths import resource_folder

DEFAULT_CHECKLIST = "annual-report"
_NO_PARTS = frozenset({"id", "title", "version", "date"})
"""Keys of a checklist that never stand in files of their own."""
_SUFFIXES = (".yaml", ".yml")


class SourceText(NamedTuple):
    """A file's name as messages give it, and its text."""

    name: str
    text: str


class Sources(NamedTuple):
    """Everything that a checklist is made of; equal sources give the same checklist."""

    checklist: SourceText
    parts: tuple[tuple[str, tuple[SourceText, ...]], ...]
    overlays: tuple[SourceText, ...]


def checklist_folder() -> Path:
    """Folder of the shipped checklists."""
    return resource_folder("checklists")


def shipped_checklists() -> tuple[str, ...]:
    """Ids of the shipped checklists, in order of name."""
    return tuple(
        path.stem
        for path in sorted(checklist_folder().glob("*.yaml"))
        if any(line.startswith("groups:") for line in _read(path).text.splitlines())
    )


def shipped_overlays() -> tuple[str, ...]:
    """Ids of the shipped overlays, in order of name."""
    return tuple(path.stem for path in sorted((checklist_folder() / "overlays").glob("*.yaml")))


def gather(checklist: str | Path | None, overlays: Iterable[str | Path]) -> Sources:
    """Read the files of a checklist. ChecklistError where one is missing or is no text."""
    main = _find_checklist(checklist)
    source = _read(main)
    root, _ = parse_source(source)
    entries = root.entries if isinstance(root, MapNode) else ()
    parts = tuple(
        (entry.key.text, tuple(_read_parts(entry, main.parent)))
        for entry in entries
        if entry.key.text not in _NO_PARTS
    )
    found = [_read(_find_overlay(overlay)) for overlay in overlays]
    return Sources(source, parts, tuple(found))


@lru_cache(maxsize=64)
def parse_source(source: SourceText) -> tuple[Node | None, tuple[Problem, ...]]:
    """Tree and mistakes of a file's text."""
    return parse(source.text, source.name)


def assemble(sources: Sources, problems: list[Problem]) -> MapNode | None:
    """The checklist's map with its parts in their place; None where it cannot be read."""
    root = _root_map(sources.checklist, "检查单", problems)
    if root is None:
        return None
    parts = dict(sources.parts)
    return root._replace(
        entries=tuple(
            entry._replace(value=_with_files(entry, parts.get(entry.key.text, ()), problems))
            for entry in root.entries
        )
    )


def overlay_root(source: SourceText, problems: list[Problem]) -> MapNode | None:
    """The map of an overlay, None where the file cannot be read."""
    return _root_map(source, "补充规则", problems)


def _root_map(source: SourceText, what: str, problems: list[Problem]) -> MapNode | None:
    root, found = parse_source(source)
    problems.extend(found)
    if isinstance(root, MapNode):
        return root
    if not found:
        place = SourcePlace(source.name, 1, 1)
        problems.append(Problem(place, f"{what}应由“键: 值”组成"))
    return None


def _with_files(entry: Entry, files: tuple[SourceText, ...], problems: list[Problem]) -> Node:
    if not files:
        return entry.value
    inline = entry.value.items if isinstance(entry.value, ListNode) else ()
    pieces: list[Node] = [node for node in inline if not isinstance(node, ScalarNode)]
    lists: list[Node] = []
    for source in files:
        root, found = parse_source(source)
        problems.extend(found)
        key = entry.key.text
        if isinstance(root, MapNode) and [one.key.text for one in root.entries] == [key]:
            # A file may name what it holds: `items:` above the items.
            root = root.entries[0].value
        if root is None:
            if not found:
                problems.append(Problem(SourcePlace(source.name, 1, 1), "文件是空的"))
        elif isinstance(root, ListNode):
            pieces.extend(root.items)
        else:
            lists.append(root)
    if lists and not pieces:
        return _merged([node for node in lists if isinstance(node, MapNode)], entry, problems)
    return ListNode(entry.value.place, (*pieces, *lists))


def _merged(maps: list[MapNode], entry: Entry, problems: list[Problem]) -> MapNode:
    entries: dict[str, Entry] = {}
    for one in maps:
        for new in one.entries:
            old = entries.setdefault(new.key.text, new)
            if old is not new:
                message = f"“{new.key.text}”重复，{old.key.place}已有"
                problems.append(Problem(new.key.place, message))
    return MapNode(maps[0].place if maps else entry.value.place, tuple(entries.values()))


def _read_parts(entry: Entry, folder: Path) -> Iterable[SourceText]:
    """Texts of the files that a part names; nothing where it stands in the checklist itself."""
    named = entry.value.items if isinstance(entry.value, ListNode) else (entry.value,)
    for one in named:
        if isinstance(one, ScalarNode) and one.text.endswith((*_SUFFIXES, "/")):
            yield from _read_part(entry.key.text, one, folder)


def _read_part(key: str, node: ScalarNode, folder: Path) -> Iterable[SourceText]:
    for place in (folder, checklist_folder()):
        path = place / node.text
        if path.is_dir():
            yield from (_read(one) for one in sorted(path.glob("*.yaml")))
            return
        if path.is_file():
            yield _read(path)
            return
    message = f"{key}：找不到文件“{node.text}”，它应在检查单旁边"
    raise ChecklistError([Problem(node.place, message)])


def _find_checklist(checklist: str | Path | None) -> Path:
    name = str(checklist or DEFAULT_CHECKLIST)
    shipped = checklist_folder() / f"{name}.yaml"
    if not isinstance(checklist, Path) and _is_id(name) and shipped.is_file():
        return shipped
    path = Path(name)
    if path.is_file():
        return path
    known = shipped_checklists()
    hint = suggestion(name, known)
    message = f"找不到检查单“{name}”；随附的检查单：{listed(known) or '无'}{hint}"
    raise ChecklistError([Problem(None, message)])


def _find_overlay(overlay: str | Path) -> Path:
    name = str(overlay)
    shipped = checklist_folder() / "overlays" / f"{name}.yaml"
    if _is_id(name) and shipped.is_file():
        return shipped
    path = Path(name)
    if path.is_file():
        return path
    known = shipped_overlays()
    hint = suggestion(name, known)
    message = f"找不到补充规则“{name}”；随附的补充规则：{listed(known) or '无'}{hint}"
    raise ChecklistError([Problem(None, message)])


def _is_id(name: str) -> bool:
    return name == Path(name).name and not name.endswith(_SUFFIXES)


def _read(path: Path) -> SourceText:
    """Text of a rule file under a name that does not depend on the machine for shipped ones."""
    name = _shown(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ChecklistError(
            [Problem(None, f"{name}：读不了这个文件（{error.strerror}）")]
        ) from error
    try:
        return SourceText(name, raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = "不是 UTF-8 编码；请用记事本“另存为”，编码选 UTF-8"
        raise ChecklistError([Problem(SourcePlace(name, line, 1), message)]) from error


def _shown(path: Path) -> str:
    folder = checklist_folder()
    if path.is_relative_to(folder):
        return (Path("checklists") / path.relative_to(folder)).as_posix()
    return str(path)
