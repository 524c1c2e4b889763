"""JSON Schemas of the rule files, made from the same classes that the loader reads.

For editors: completion, hover texts in Chinese, and red lines while one types. The loader stays
the judge, since it also knows what must hold between files.
"""

from __future__ import annotations

import collections.abc
import dataclasses
import typing
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from scorer.checklist import (
    ActorWords,
    Allowance,
    Basis,
    Checklist,
    Cue,
    Example,
    FactNeed,
    FixedTerm,
    Grade,
    Group,
    Item,
    LegalTitle,
    Outline,
    Pattern,
    Release,
    Term,
    UnitKind,
)
from scorer.loader.descriptions import DESCRIPTIONS
from scorer.loader.edits import EDITS
from scorer.loader.overlay import OVERLAY_KEYS, REPLACED
from scorer.loader.terms import FACT_KINDS, FACT_OPTIONS, TITLES

Json = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Json = {"type": "string", "minLength": 1}
_PHRASES: Json = {"type": "array", "items": _TEXT}
_TERM: Json = {"anyOf": [_TEXT, {**_PHRASES, "minItems": 1}]}
_RECORDS: Mapping[str, type] = {
    cls.__name__: cls
    for cls in (
        ActorWords,
        Allowance,
        Basis,
        Cue,
        Example,
        FixedTerm,
        Grade,
        Group,
        Item,
        LegalTitle,
        Outline,
        Pattern,
        Release,
        UnitKind,
    )
}
_GIVEN = {Checklist: {"digest", "overlays", "terms"}, Pattern: {"id"}}
"""Fields that the loader fills in; nobody writes them."""
_PARTS = ("items", "cues", "outline", "actors", "groups", "unit_kinds")
"""Keys of a checklist that may name files instead."""


def rule_schemas() -> dict[str, Json]:
    """The schemas by the name of the kind of file."""
    items = {"type": "array", "items": _reference(Item)}
    checklist = _checklist()
    properties = checklist["properties"]
    files = {
        "checklist": checklist,
        "items": items,
        "vocabulary": _vocabulary(),
        "cues": properties["cues"]["anyOf"][0],
        "outline": properties["outline"]["anyOf"][0],
        "actors": properties["actors"]["anyOf"][0],
        "fixed-terms": properties["fixed_terms"]["anyOf"][0],
        "legal-titles": properties["legal_titles"]["anyOf"][0],
        "overlay": _overlay(properties),
    }
    return {name: {"$schema": _DRAFT, **_with_parts(schema)} for name, schema in files.items()}


def _with_parts(schema: Json) -> Json:
    """The schema and, under `$defs`, the records that it refers to, each once."""
    parts: Json = {}
    waiting = [schema]
    while waiting:
        for name in _references(waiting.pop()):
            if name not in parts:
                parts[name] = _record(_RECORDS[name])
                waiting.append(parts[name])
    return {**schema, "$defs": dict(sorted(parts.items()))} if parts else schema


def _references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"].rpartition("/")[2]
        for one in value.values():
            yield from _references(one)
    elif isinstance(value, list):
        for one in value:
            yield from _references(one)


def _reference(cls: type) -> Json:
    return {"$ref": f"#/$defs/{cls.__name__}"}


def _checklist() -> Json:
    schema = _record(Checklist)
    named: Json = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
    properties: Json = schema["properties"]
    properties["vocabulary"] = {
        "description": "词汇表，或其所在的文件",
        "anyOf": [_vocabulary(), *named["anyOf"]],
    }
    for key in (*_PARTS, "fixed_terms", "legal_titles"):
        told = properties[key].pop("description")
        mixed = named
        if key == "items":
            element = properties[key]["items"]
            mixed = {"anyOf": [_TEXT, {"type": "array", "items": {"anyOf": [element, _TEXT]}}]}
        properties[key] = {"description": told, "anyOf": [properties[key], *mixed["anyOf"]]}
    return schema


def _vocabulary() -> Json:
    return {"type": "object", "additionalProperties": {**_PHRASES, "minItems": 1}}


def _overlay(properties: Json) -> Json:
    """An overlay's keys; values that replace those of a checklist look like them."""
    told = DESCRIPTIONS["Overlay"]
    item = _record(Item)
    changes = {
        name: _changed(schema) for name, schema in item["properties"].items() if name != "id"
    }
    group = _record(Group)["properties"]
    phrases = _vocabulary()
    shapes: Json = {
        "drop": _PHRASES,
        "add": {"type": "array", "items": _reference(Item)},
        "change": {"type": "object", "additionalProperties": _closed(changes)},
        "vocabulary": phrases,
        "new_vocabulary": phrases,
        "cues": phrases,
        "groups": {
            "type": "object",
            "additionalProperties": _closed({key: group[key] for key in ("title", "points")}),
        },
    }
    keys = {name: {**shapes.get(name, _TEXT), "description": told[name]} for name in OVERLAY_KEYS}
    for name in REPLACED:
        keys[name] = _changed(properties[name])
    return {**_closed(keys), "required": ["id", "extends"]}


def _changed(schema: Json) -> Json:
    """A value, or for a list what is added to it, changed in it and dropped from it."""
    listed = schema if schema.get("type") == "array" else None
    for one in schema.get("anyOf", ()):
        listed = one if one.get("type") == "array" and listed is None else listed
    if listed is None:
        return schema
    shapes = {"add": listed, "drop": _PHRASES, "change": {"type": "object"}}
    edit = _closed({name: shapes[name] for name in EDITS})
    told = {"description": schema["description"]} if "description" in schema else {}
    return {**told, "anyOf": [schema, {**edit, "minProperties": 1}]}


def _closed(properties: Mapping[str, Json]) -> Json:
    return {"type": "object", "properties": dict(properties), "additionalProperties": False}


def _record(cls: type) -> Json:
    """A dataclass as a map with its fields as keys."""
    fields: Any = cls
    hints = typing.get_type_hints(fields)
    told = DESCRIPTIONS[cls.__name__]
    properties, required = {}, []
    for field in dataclasses.fields(fields):
        if field.name in _GIVEN.get(cls, ()):
            continue
        hint = hints[field.name]
        properties[field.name] = {**_value(hint), "description": told[field.name]}
        absent = dataclasses.MISSING
        bare = field.default is absent and field.default_factory is absent
        if bare and type(None) not in typing.get_args(hint):
            required.append(field.name)
    if cls is Item:
        kinds = {"anyOf": [{"const": "all"}, {**_PHRASES, "minItems": 1}]}
        properties["applies_to"] = {**kinds, "description": told["applies_to"]}
    return {**_closed(properties), "required": required}


def _value(hint: Any) -> Json:
    """A field's annotation as a schema."""
    simple: dict[Any, Json] = {
        str: _TEXT,
        float: {"type": "number"},
        int: {"type": "integer"},
        bool: {"type": "boolean"},
        Term: _TERM,
    }
    if hint in simple:
        return simple[hint]
    if hint is FactNeed:
        return _fact()
    if getattr(hint, "__name__", "") in _RECORDS:
        return _reference(hint)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if type(None) in arguments:
        present = next(one for one in arguments if one is not type(None))
        return {"anyOf": [_value(present), {"type": "null"}]}
    if origin is tuple:
        return {"type": "array", "items": _value(arguments[0])}
    if origin is collections.abc.Mapping:
        return _mapping(arguments[0], arguments[1])
    return {"enum": [member.value for member in hint]}


def _mapping(keys: Any, values: Any) -> Json:
    schema: Json = {"type": "object", "additionalProperties": _value(values)}
    return schema if keys is str else {**schema, "propertyNames": _value(keys)}


def _fact() -> Json:
    """The short forms in which a fact is asked for."""
    told = DESCRIPTIONS["FactNeed"]
    shapes: Json = {
        **{kind: _PHRASES for kind in FACT_KINDS},
        TITLES: {"type": "integer", "minimum": 1},
        "words": _TERM,
        "own": {"type": "boolean"},
        "at_least": {"type": "integer", "minimum": 1},
    }
    keys = (*FACT_KINDS, TITLES, *FACT_OPTIONS)
    properties = {name: {**shapes[name], "description": told[name]} for name in keys}
    heads = [{"required": [name]} for name in (*FACT_KINDS, TITLES)]
    return {"anyOf": [{"enum": list(FACT_KINDS)}, {**_closed(properties), "oneOf": heads}]}
