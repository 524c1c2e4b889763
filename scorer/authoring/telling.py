"""What changed, in words."""

from __future__ import annotations

from collections.abc import Iterator

from scorer.authoring.cells import TERM, WORDS
from scorer.authoring.columns import Column, Layout
from scorer.authoring.tables import Entity, cells_of
from scorer.authoring.wordings import APART

_LONG = 40
_NAMING = ("title", "name", "phrase", "text", "document")


def label_of(layout: Layout, entity: Entity) -> str:
    """A row as it is named in a sentence: LA-01“told”."""
    cells = dict(zip((one.key for one in layout.columns), cells_of(entity, layout), strict=True))
    places = [cells[key] for key in layout.place]
    if "id" in cells and not places:
        places = [cells["id"]]
    name = next((cells[key] for key in _NAMING if cells.get(key)), "")
    return f"{'·'.join(places)}“{short(name)}”" if name else "·".join(places)


def tell_change(layout: Layout, old: Entity, new: Entity) -> Iterator[str]:
    """A line for each cell that says something else than before."""
    named = label_of(layout, old)
    pairs = zip(layout.columns, cells_of(old, layout), cells_of(new, layout), strict=True)
    for column, before, after in pairs:
        if before != after:
            yield f"{layout.name}　{named}：{column.title}{_told(column, before, after)}"


def _told(column: Column, before: str, after: str) -> str:
    if column.form in (WORDS, TERM):
        old, new = before.split(APART), after.split(APART)
        added = [word for word in new if word and word not in old]
        removed = [word for word in old if word and word not in new]
        told = [
            f"{what}{'、'.join(f'“{word}”' for word in words)}"
            for what, words in (("增加", added), ("删去", removed))
            if words
        ]
        return "，".join(told) or "次序变了"
    return f" {short(before) or '（空）'} → {short(after) or '（空）'}"


def short(text: str) -> str:
    """A text on one line, cut where it is long."""
    line = text.replace("\n", " / ")
    return line if len(line) <= _LONG else line[: _LONG - 1] + "…"
