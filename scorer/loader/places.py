"""Where rule files are and what bytes they hold; knows no YAML, so a start from the cache is cheap.

A named part is looked for beside its checklist and then among the shipped ones, so that whoever
edits one file need not copy the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from scorer.errors import ChecklistError, Problem, SourcePlace
from scorer.paths import resource_folder

DEFAULT_CHECKLIST = "annual-report"
SUFFIXES = (".yaml", ".yml")
_PART_NAME = re.compile(r"[^\s\[\],:{}'\"#]+(?:\.ya?ml|/)(?=[\s\],}'\"]|$)", re.MULTILINE)

_VERSION = re.compile(r"^version:[ ]*[\"']?([^\"'\s#]+)", re.MULTILINE)


class SourceText(NamedTuple):
    """A file's name as messages give it, and its text."""

    name: str
    text: str


def checklist_folder() -> Path:
    """Folder of the shipped checklists."""
    return resource_folder("checklists")


def shipped_checklists() -> tuple[str, ...]:
    """Ids of the shipped checklists, in order of name."""
    return tuple(
        path.stem
        for path in sorted(checklist_folder().glob("*.yaml"))
        if any(line.startswith("groups:") for line in read_source(path).text.splitlines())
    )


def shipped_overlays() -> tuple[str, ...]:
    """Ids of the shipped overlays, in order of name."""
    return tuple(path.stem for path in sorted((checklist_folder() / "overlays").glob("*.yaml")))


def find_checklist(checklist: str | Path | None) -> Path:
    """File of a checklist by id or path. ChecklistError names what there is."""
    wanted = checklist or DEFAULT_CHECKLIST
    return _find(wanted, checklist_folder(), "检查单", shipped_checklists)


def find_overlay(overlay: str | Path) -> Path:
    """File of an overlay by id or path. ChecklistError names what there is."""
    return _find(overlay, checklist_folder() / "overlays", "补充规则", shipped_overlays)


def find_version(checklist: str | Path | None, version: str | None) -> str | Path | None:
    """The checklist itself, or the file of another version of it in `archive/` beside it.

    ChecklistError names the versions that there are."""
    if version is None:
        return checklist
    path = find_checklist(checklist)
    current = _VERSION.search(read_source(path).text)
    if current and current[1] == version:
        return path
    archive = path.parent / "archive"
    old = archive / f"{path.stem}-{version}.yaml"
    if old.is_file() and old.parent == archive:
        return old
    archived = sorted(one.stem for one in archive.glob(f"{path.stem}-*.yaml"))
    known = [stem.removeprefix(f"{path.stem}-") for stem in archived]
    known.extend(current.groups() if current else ())
    message = f"检查单“{path.stem}”没有版本“{version}”；现有版本：{'、'.join(known) or '无'}"
    raise ChecklistError([Problem(None, message)])


def _find(
    wanted: str | Path, folder: Path, what: str, shipped: Callable[[], tuple[str, ...]]
) -> Path:
    name = str(wanted)
    is_id = name == Path(name).name and not name.endswith(SUFFIXES)
    if is_id and not isinstance(wanted, Path) and (folder / f"{name}.yaml").is_file():
        return folder / f"{name}.yaml"
    if Path(name).is_file():
        return Path(name)
    from scorer.loader.intake import listed, suggestion

    if Path(name).is_dir():
        inside = Path(name, f"{DEFAULT_CHECKLIST}.yaml")
        hint = f"，如“{inside}”" if inside.is_file() else ""
        message = f"“{name}”是文件夹；请写其中的{what}文件{hint}"
        raise ChecklistError([Problem(None, message)])
    known = shipped()
    hint = suggestion(name, known)
    message = f"找不到{what}“{name}”；随附的{what}：{listed(known) or '无'}{hint}"
    raise ChecklistError([Problem(None, message)])


def find_part(name: str, folder: Path) -> tuple[Path, ...]:
    """Files of a part that a checklist in `folder` names; a folder gives all it holds, by name.
    Empty where there is none."""
    for place in (folder, checklist_folder()):
        path = place / name
        if path.is_dir():
            return tuple(sorted(path.glob("*.yaml")))
        if path.is_file():
            return (path,)
    return ()


def rule_bytes(
    checklist: str | Path | None, overlays: Iterable[str | Path]
) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file that may go into a checklist, without reading YAML.

    Files that are only mentioned, in a comment say, come too: more never makes two equal."""
    main = find_checklist(checklist)
    raw = _bytes(main)
    yield str(main), raw
    for name in dict.fromkeys(_PART_NAME.findall(raw.decode("utf-8", "replace"))):
        for path in find_part(name, main.parent):
            yield str(path), _bytes(path)
    for overlay in overlays:
        path = find_overlay(overlay)
        yield str(path), _bytes(path)


def read_source(path: Path) -> SourceText:
    """Text of a rule file under a name that does not depend on the machine for shipped ones."""
    name, raw = _shown(path), _bytes(path)
    try:
        return SourceText(name, raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = "不是 UTF-8 编码；请用记事本“另存为”，编码选 UTF-8"
        raise ChecklistError([Problem(SourcePlace(name, line, 1), message)]) from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{_shown(path)}：读不了这个文件（{error.strerror}）"
        raise ChecklistError([Problem(None, message)]) from error


def _shown(path: Path) -> str:
    folder = checklist_folder()
    if path.is_relative_to(folder):
        return (Path("checklists") / path.relative_to(folder)).as_posix()
    return str(path)
