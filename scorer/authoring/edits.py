"""Edits of a checklist's files: values replaced, entries put in and taken out, examples and items
added. Each gives new files; nothing is written before `save`."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, NamedTuple

from scorer.authoring.files import RuleFile, RuleFiles, load_rule_files
from scorer.authoring.keys import in_order
from scorer.authoring.saving import Edit, save_edits
from scorer.authoring.spans import Value
from scorer.errors import UsageError


class Place(NamedTuple):
    """A value in one of the files: keys of maps and numbers of list elements, from 0."""

    file: RuleFile
    keys: tuple[str | int, ...]

    def inside(self, *keys: str | int) -> Place:
        """A place further in."""
        return Place(self.file, (*self.keys, *keys))


def item_place(files: RuleFiles, item: str) -> Place:
    """Where an item stands. UsageError where there is none of that id."""
    known = []
    for file in files.holding("items"):
        value = file.value
        inline = isinstance(value, dict)
        listed = value.get("items") if isinstance(value, dict) else value
        for number, one in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(one, dict) and one.get("id") == item:
                return Place(file, ("items", number) if inline else (number,))
            if isinstance(one, dict):
                known.append(str(one.get("id")))
    raise UsageError(f"检查单里没有要点“{item}”；现有：{'、'.join(known)}")


def value_at(place: Place) -> Value:
    """What stands at a place."""
    value = place.file.value
    for key in place.keys:
        value = value[key]  # type: ignore[index]
    return value


def with_value(files: RuleFiles, place: Place, value: Value) -> RuleFiles:
    """The files with a value replaced, or a key added where the map has none of that name."""
    *above, last = place.keys
    root, parent = _copied(place, above)
    parent[last] = _ordered(value)
    return files.with_file(place.file.with_value(root))


def with_entry(files: RuleFiles, place: Place, value: Value) -> RuleFiles:
    """The files with an element put into a list; the place's last number is the one it gets."""
    *above, at = place.keys
    root, parent = _copied(place, above)
    if not isinstance(at, int):
        raise AssertionError("elements of a list have numbers")
    parent.insert(at, _ordered(value))
    return files.with_file(place.file.with_value(root))


def without_entry(files: RuleFiles, place: Place) -> RuleFiles:
    """The files without an element of a list or a key of a map."""
    *above, last = place.keys
    root, parent = _copied(place, above)
    del parent[last]
    return files.with_file(place.file.with_value(root))


def with_example(files: RuleFiles, item: str, example: Mapping[str, Value]) -> RuleFiles:
    """The files with one more example at the end of an item's. UsageError where there is no such
    item, or it has that sentence already."""
    place = item_place(files, item).inside("examples")
    holder = value_at(Place(place.file, place.keys[:-1]))
    old = holder.get("examples") if isinstance(holder, dict) else None
    examples = list(old) if isinstance(old, list) else []
    for one in examples:
        if isinstance(one, dict) and one.get("text") == example["text"]:
            message = f"{item} 已有这句例句，判定是 {one.get('verdict')}"
            raise UsageError(f"{message}；要改判定，请直接改那一句")
    return with_value(files, place, [*examples, dict(example)])


def with_item(files: RuleFiles, item: Mapping[str, Value]) -> RuleFiles:
    """The files with one more item, behind the last one of its group. UsageError where its id is
    taken or was."""
    main = files.main.value
    retired = main.get("retired") if isinstance(main, dict) else None
    if isinstance(retired, list) and item["id"] in retired:
        raise UsageError(f"编号“{item['id']}”已停用，不能再用；请另取一个")
    place = _place_of_new(files, item)
    return with_entry(files, place, dict(item))


def _place_of_new(files: RuleFiles, item: Mapping[str, Value]) -> Place:
    found = None
    for file in files.holding("items"):
        value = file.value
        above: tuple[str, ...] = ("items",) if isinstance(value, dict) else ()
        listed = value.get("items") if isinstance(value, dict) else value
        items = listed if isinstance(listed, list) else []
        for number, one in enumerate(items, start=1):
            if isinstance(one, dict) and one.get("id") == item["id"]:
                raise UsageError(f"编号“{item['id']}”已有要点使用；请另取一个")
            if isinstance(one, dict) and one.get("group") == item["group"]:
                found = Place(file, (*above, number))
        last = Place(file, (*above, len(items)))
    return found or last


def changed_files(before: RuleFiles, after: RuleFiles) -> tuple[RuleFile, ...]:
    """The files that an edit changed, as they are after it."""
    pairs = zip(before.files, after.files, strict=True)
    return tuple(new for old, new in pairs if new.source.text != old.source.text)


def save(before: RuleFiles, after: RuleFiles) -> tuple[RuleFile, ...]:
    """Write what was changed, all of it or nothing, and give the files that were. ChecklistError
    where the edited checklist would not load, UsageError where a file cannot be written."""
    changed = changed_files(before, after)
    if not changed:
        return ()
    load_rule_files(after)
    folders = {one.folder for one in changed if one.folder}
    # One file of a borrowed folder beside the checklist would hide the others there.
    written = [one for one in after.files if one in changed or one.folder in folders]
    edits = [
        Edit(one.target, one.raw if one.target == one.path else None, one.content)
        for one in written
    ]
    save_edits(before.main.target.parent, edits)
    return changed


def _copied(place: Place, above: list[str | int]) -> tuple[Value, Any]:
    root = copy.deepcopy(place.file.value)
    parent = root
    for key in above:
        parent = parent[key]  # type: ignore[index]
    return root, parent


def _ordered(value: Value) -> Value:
    if isinstance(value, dict):
        return {key: _ordered(one) for key, one in in_order(value).items()}
    return [_ordered(one) for one in value] if isinstance(value, list) else value
