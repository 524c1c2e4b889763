"""Comments of a rule file as they are shown beside the rows of the workbook."""

from __future__ import annotations

from scorer.authoring.spans import ListSpan, MapSpan, spans_of
from scorer.authoring.splices import line_start


def comments_above(text: str, name: str) -> dict[str, str]:
    """By key of the file's map: the comment lines right above the key. With a wrapped part there
    are none."""
    root = spans_of(text, name)
    if not isinstance(root, MapSpan):
        return {}
    found = {entry.key.text: _above(text, entry.key.start) for entry in root.entries}
    return {key: comment for key, comment in found.items() if comment}


def comments_inside(text: str, name: str) -> dict[str, str]:
    """By id of the file's list: the comment lines between the first key and the second."""
    root = spans_of(text, name)
    found = {}
    for one in root.items if isinstance(root, ListSpan) else ():
        if isinstance(one, MapSpan) and len(one.entries) > 1 and not one.flow:
            comment = _above(text, one.entries[1].key.start)
            if comment:
                found[getattr(one.entries[0].value, "text", "")] = comment
    return found


def _above(text: str, at: int) -> str:
    lines: list[str] = []
    start = line_start(text, at)
    while start:
        above = line_start(text, start - 1)
        line = text[above:start].strip()
        if not line.startswith("#"):
            break
        lines.insert(0, line.lstrip("#").strip(" -─"))
        start = above
    return "\n".join(filter(None, lines))
