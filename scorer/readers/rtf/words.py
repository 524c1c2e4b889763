"""Tokens and control words of RTF, as far as they decide what a person sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\'(?P<byte>[0-9a-fA-F]{2})"
    r"|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)


class Token(NamedTuple):
    """One piece of RTF; exactly one of the fields but `number` is set."""

    word: str | None
    number: int | None
    byte: str | None
    sign: str | None
    brace: str | None
    text: str | None


def tokens(data: bytes) -> Iterator[Token]:
    """Pieces of a file in order; embedded binary data is jumped over."""
    source = data.decode("latin-1")
    place = 0
    while match := _TOKEN.search(source, place):
        place = match.end()
        number = match["number"]
        token = Token(
            match["word"],
            None if number is None else int(number),
            match["byte"],
            match["sign"],
            match["brace"],
            match["text"],
        )
        if token.word == "bin" and token.number:
            place += max(0, token.number)
        yield token


UNSEEN: Final = frozenset(
    {
        *("colortbl", "info", "pict", "header", "headerl", "headerr", "headerf", "footer"),
        *("footerl", "footerr", "footerf", "ftnsep", "ftnsepc", "aftnsep", "fldinst", "sp"),
        *("objdata", "annotation", "shprslt", "nonshppict", "nonesttables", "stylesheet"),
        *("bkmkstart", "bkmkend", "atnid", "atnauthor", "tc", "tcn", "xe", "listtable", "ftncn"),
        *("listoverridetable", "revtbl", "rsidtbl", "generator", "datafield", "docvar", "pgptbl"),
        *("objclass", "objname", "pgdsctbl", "upr"),
    }
)
"""Groups whose text is not part of the page's running text."""

SHOWN: Final = frozenset({"shpinst", "footnote", "shppict", "ud"})
"""Groups marked as optional (`\\*`) that hold text; any other optional group is skipped."""

ASIDE: Final = {"footnote": "note", "shptxt": "box"}
"""Groups whose text stands apart from the line that they are written in."""

LABELS: Final = frozenset({"listtext", "pntext"})
"""Groups that hold the automatic number as last shown."""

BREAKS: Final = frozenset({"par", "line", "page", "sect", "column", "softline"})
SIGNS: Final = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\u3000",
    "enspace": " ",
    "qmspace": " ",
}
CHARSETS: Final = {134: "gb18030", 136: "big5", 128: "shift_jis", 129: "cp949"}
CODEPAGES: Final = {
    936: "gb18030",
    54936: "gb18030",
    950: "big5",
    932: "shift_jis",
    949: "cp949",
    65001: "utf-8",
}
LATIN: Final = "cp1252"
