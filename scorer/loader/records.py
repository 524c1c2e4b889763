"""Maps → frozen dataclasses, driven by the classes' own annotations.

A class's fields are the allowed keys, so file, class and message cannot differ.
"""

from __future__ import annotations

import collections.abc
import dataclasses
import typing
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from scorer.checklist import FactNeed, Term
from scorer.loader.intake import (
    Intake,
    Path,
    Reader,
    RefusedError,
    check_keys,
    entries_of,
    read_choice,
    read_flag,
    read_list,
    read_map,
    read_number,
    read_text,
    read_whole,
)
from scorer.loader.nodes import Node, ScalarNode
from scorer.loader.terms import read_fact, read_term

T = TypeVar("T")
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_READERS: Mapping[object, Reader] = MappingProxyType(
    {
        str: read_text,
        float: read_number,
        int: read_whole,
        bool: read_flag,
        Term: read_term,
        FactNeed: read_fact,
    }
)


def read_record(
    cls: type[T],
    node: Node,
    path: Path,
    intake: Intake,
    *,
    given: Mapping[str, object] = _NOTHING,
    readers: Mapping[str, Reader] = _NOTHING,
    others: tuple[str, ...] = (),
) -> T:
    """A dataclass from a map. `given` fields are set by the caller and are no keys;
    `readers` replace what a field's annotation would choose; `others` are keys for the caller."""
    mapping = entries_of(node, path, intake)
    fields: Any = cls
    plan = {name: slot for name, slot in _plan(fields).items() if name not in given}
    values: dict[str, object] = {
        **{name: None for name, slot in plan.items() if slot.nothing},
        **given,
    }
    before = len(intake.problems)
    check_keys(mapping, (*plan, *others), path, intake)
    for entry in mapping.entries:
        name = entry.key.text
        if name not in plan:
            continue
        intake.origins[(*path, name)] = entry.value.place
        try:
            reader = readers.get(name) or plan[name].reader
            values[name] = reader(entry.value, (*path, name), intake)
        except RefusedError:
            continue
    for name, slot in plan.items():
        if slot.required and mapping.get(name) is None:
            intake.note(node.place, path, f"缺少必填的键“{name}”")
    if len(intake.problems) > before:
        raise RefusedError
    return cls(**values)


class _Slot(typing.NamedTuple):
    """How a field is read; `nothing`: None stands for it where the map is silent."""

    reader: Reader
    required: bool
    nothing: bool


@lru_cache(maxsize=64)
def _plan(cls: Any) -> Mapping[str, _Slot]:
    hints = typing.get_type_hints(cls)
    plan = {}
    for field in dataclasses.fields(cls):
        hint = hints[field.name]
        absent = dataclasses.MISSING
        bare = field.default is absent and field.default_factory is absent
        optional = type(None) in typing.get_args(hint)
        plan[field.name] = _Slot(reader_for(hint), bare and not optional, bare and optional)
    return plan


@lru_cache(maxsize=256)
def reader_for(hint: Any) -> Reader:
    """The reader of an annotation: text, number, choice, list, map or record."""
    if hint in _READERS:
        return _READERS[hint]
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return partial(read_choice, arguments)
    if type(None) in arguments:
        present = next(one for one in arguments if one is not type(None))
        return partial(_read_optional, reader_for(present))
    if origin is tuple:
        return partial(read_list, reader_for(arguments[0]))
    if origin is collections.abc.Mapping:
        return partial(read_map, reader_for(arguments[0]), reader_for(arguments[1]))
    if issubclass(hint, StrEnum):
        return partial(_read_member, hint)
    return partial(_read_part, hint)


def _read_optional(reader: Reader, node: Node, path: Path, intake: Intake) -> Any:
    if isinstance(node, ScalarNode) and node.plain and node.text == "null":
        return None
    return reader(node, path, intake)


def _read_member(members: type[StrEnum], node: Node, path: Path, intake: Intake) -> StrEnum:
    return members(read_choice(tuple(member.value for member in members), node, path, intake))


def _read_part(cls: type, node: Node, path: Path, intake: Intake) -> object:
    return read_record(cls, node, path, intake)
