"""The files of a checklist ↔ the rows of its workbook's sheets.

A row stands for an item, a pattern, a phrase, an example …; its key tells where it stood when it
was exported, by names and not by numbers, so that rows which others add do not move it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from scorer.authoring.columns import Layout
from scorer.authoring.comments import comments_above, comments_inside
from scorer.authoring.files import RuleFile, RuleFiles
from scorer.authoring.layout import layouts
from scorer.authoring.spans import Value
from scorer.checklist import PATTERN_LISTS

Fields = dict[str, Value]


class Entity(NamedTuple):
    """What a row says: `place` tells to what it belongs, `home` in which file it stands."""

    key: str
    place: tuple[str, ...]
    fields: Fields
    home: Path
    comment: str = ""


Tables = Mapping[str, tuple[Entity, ...]]
"""Rows by sheet, in the order of the files."""

_NESTED = (*PATTERN_LISTS, "examples", "basis")
_PLAIN = {
    "要点": "items",
    "提示词": "cues",
    "分组": "groups",
    "单位类型": "unit_kinds",
    "等级": "grades",
}


def layouts_of(files: RuleFiles) -> tuple[Layout, ...]:
    """The sheets of this checklist."""
    return layouts(_titles(files, "unit_kinds"), _titles(files, "groups"))


def tables_of(files: RuleFiles) -> Tables:
    """All rows."""
    items = tuple(_listed(files, "items"))
    return {
        "要点": tuple(_keyed((_entity(one, _own(one.fields)) for one in items), _by("id"))),
        "模式": tuple(_keyed(_patterns(items), _pattern_key)),
        "短语": tuple(_keyed(_phrases(files), _phrase_key)),
        "例句": tuple(_keyed(_nested(items, "examples"), _by_digest("text"))),
        "依据": tuple(_keyed(_nested(items, "basis"), _by_digest("document", "article"))),
        "提示词": tuple(_keyed(_listed(files, "cues"), _by("id"))),
        "分组": tuple(_keyed(_listed(files, "groups"), _by("id"))),
        "单位类型": tuple(_keyed(_listed(files, "unit_kinds"), _by("id"))),
        "等级": tuple(_keyed(_listed(files, "grades"), _by("title"))),
    }


def cells_of(entity: Entity, layout: Layout) -> tuple[str, ...]:
    """What a row's cells say."""
    return tuple(_cell(entity, layout, column.key) for column in layout.columns)


def _cell(entity: Entity, layout: Layout, key: str) -> str:
    column = layout.column(key)
    if column.shown:
        return entity.comment
    if key in layout.place:
        return column.form.show(entity.place[layout.place.index(key)])
    if key not in entity.fields:
        return ""
    value = entity.fields[key]
    if value is None and not column.form.choices:
        return ""
    return column.form.show(value)


def with_tables(files: RuleFiles, tables: Tables, retired: Sequence[str] = ()) -> RuleFiles:
    """The files, changed so that they say what the tables say; `retired` are ids of items that
    are no more."""
    for sheet, part in _PLAIN.items():
        entities = tables[sheet]
        if sheet == "要点":
            entities = tuple(_whole_items(files, tables))
        files = _with_list(files, part, entities)
    files = _with_phrases(files, tables["短语"])
    if not retired:
        return files
    main = files.main.value
    if not isinstance(main, dict):
        return files
    old = main.get("retired")
    ids = [*(old if isinstance(old, list) else []), *retired]
    return files.with_file(files.main.with_value({**main, "retired": ids}))


def _whole_items(files: RuleFiles, tables: Tables) -> Iterator[Entity]:
    """Items with their patterns, examples and bases, and what no sheet shows."""
    rest = {str(one.fields.get("id")): one.fields for one in _listed(files, "items")}
    inner: dict[tuple[str, str], list[Value]] = {}
    for entity in tables["模式"]:
        inner.setdefault((entity.place[0], entity.place[1]), []).append(entity.fields)
    for sheet, name in (("例句", "examples"), ("依据", "basis")):
        for entity in tables[sheet]:
            inner.setdefault((entity.place[0], name), []).append(entity.fields)
    for entity in tables["要点"]:
        item = str(entity.fields.get("id"))
        old = rest.get(item, {})
        lists: Fields = {}
        for name in _NESTED:
            elements = inner.get((item, name), [])
            if elements or old.get(name) == []:
                lists[name] = list(elements)
        yield entity._replace(fields={**entity.fields, **lists})


def _with_list(files: RuleFiles, part: str, entities: Sequence[Entity]) -> RuleFiles:
    for file in files.holding(part):
        listed: list[Value] = [one.fields for one in entities if one.home == file.path]
        root = file.value
        if file.key:
            files = files.with_file(file.with_value(listed))
        elif isinstance(root, dict) and part in root:
            old = root[part]
            names = [one for one in old if isinstance(one, str)] if isinstance(old, list) else []
            files = files.with_file(file.with_value({**root, part: [*names, *listed]}))
    return files


def _with_phrases(files: RuleFiles, entities: Sequence[Entity]) -> RuleFiles:
    words: dict[tuple[Path, str], list[Value]] = {}
    for entity in entities:
        words.setdefault((entity.home, entity.place[0]), []).append(entity.fields["phrase"])
    for file in files.holding("vocabulary"):
        new: Fields = {term: said for (home, term), said in words.items() if home == file.path}
        root = file.value
        if file.key:
            files = files.with_file(file.with_value(new))
        elif isinstance(root, dict) and isinstance(root.get("vocabulary"), dict):
            files = files.with_file(file.with_value({**root, "vocabulary": new}))
    return files


def _titles(files: RuleFiles, part: str) -> dict[str, str]:
    listed = (one.fields for one in _listed(files, part))
    return {str(one.get("id")): str(one.get("title")) for one in listed}


def _listed(files: RuleFiles, part: str) -> Iterator[Entity]:
    """The maps of a part that is a list, from all of its files."""
    for file in files.holding(part):
        value = _content(file, part)
        comments = comments_inside(file.source.text, file.source.name) if part == "cues" else {}
        for one in value if isinstance(value, list) else ():
            if isinstance(one, dict):
                comment = comments.get(str(one.get("id")), "")
                yield Entity("", (), one, file.path, comment)


def _content(file: RuleFile, part: str) -> Value:
    value = file.value
    if file.key or not isinstance(value, dict):
        return value
    return value.get(part)


def _own(fields: Fields) -> Fields:
    return {key: value for key, value in fields.items() if key not in _NESTED}


def _entity(entity: Entity, fields: Fields) -> Entity:
    return entity._replace(fields=fields)


def _patterns(items: Iterable[Entity]) -> Iterator[Entity]:
    for item in items:
        for name in PATTERN_LISTS:
            yield from _nested([item], name, name)


def _nested(items: Iterable[Entity], key: str, *place: str) -> Iterator[Entity]:
    for item in items:
        listed = item.fields.get(key)
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict):
                yield Entity("", (str(item.fields.get("id")), *place), one, item.home)


def _phrases(files: RuleFiles) -> Iterator[Entity]:
    for file in files.holding("vocabulary"):
        value = _content(file, "vocabulary")
        comments = comments_above(file.source.text, file.source.name)
        for term, words in value.items() if isinstance(value, dict) else ():
            comment = comments.get(term, "")
            for one in words if isinstance(words, list) else ():
                yield Entity("", (term,), {"phrase": one}, file.path, comment)
                comment = ""


def _keyed(entities: Iterable[Entity], name: Callable[[Entity], str]) -> Iterator[Entity]:
    """Each with its key; those of the same name are numbered."""
    seen: Counter[str] = Counter()
    for entity in entities:
        key = name(entity)
        seen[key] += 1
        yield entity._replace(key=f"{key}#{seen[key]}" if seen[key] > 1 else key)


def _by(field: str) -> Callable[[Entity], str]:
    return lambda entity: str(entity.fields.get(field))


def _pattern_key(entity: Entity) -> str:
    return "/".join((*entity.place, str(entity.fields.get("name"))))


def _phrase_key(entity: Entity) -> str:
    return f"{entity.place[0]}/{entity.fields['phrase']}"


def _by_digest(*fields: str) -> Callable[[Entity], str]:
    def name(entity: Entity) -> str:
        said = "\n".join(str(entity.fields.get(field)) for field in fields)
        return f"{entity.place[0]}/{hashlib.sha256(said.encode('utf-8')).hexdigest()[:12]}"

    return name
