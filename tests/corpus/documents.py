"""Writes the example documents of Word from their sources, with automatic numbering as Word keeps it.

usage: python tests/corpus/documents.py

A line of a source says by its first mark what it becomes: `#` the title, `=` the salutation, `1` a
heading numbered 一、, `2` one numbered （一）, `3` a paragraph numbered 1., `-` a paragraph, `>` a line
of the signature. The numbers stand nowhere in the text: Word, and the reader, count them. The same
source always gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCES: Final = Path(__file__).resolve().parent / "sources"
EXAMPLES: Final = ROOT / "examples"

_LONG_AGO: Final = (2025, 1, 1, 0, 0, 0)
_MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLE_OF: Final = {
    "#": "Title",
    "=": "Salutation",
    "1": "Heading1",
    "2": "Heading2",
    "3": "Numbered",
    "-": "Body",
    ">": "Signature",
}
_LEVEL_OF: Final = {"1": 0, "2": 1, "3": 2}
# Style id, name, typeface, size in half points, alignment, first line indented by two characters.
_STYLES: Final = (
    ("Title", "Title", "方正小标宋简体", 44, "center", False),
    ("Salutation", "Salutation", "仿宋_GB2312", 32, "left", False),
    ("Heading1", "heading 1", "黑体", 32, "both", True),
    ("Heading2", "heading 2", "楷体_GB2312", 32, "both", True),
    ("Numbered", "List Number", "仿宋_GB2312", 32, "both", True),
    ("Body", "Body Text", "仿宋_GB2312", 32, "both", True),
    ("Signature", "Signature", "仿宋_GB2312", 32, "right", False),
)
# Number format of Word and the text around the number, by level.
_LEVELS: Final = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
)
_PAGE: Final = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" '
    'w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
)


def document_bytes(source: str) -> bytes:
    """The .docx of a source; ValueError for a line without a known mark."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships([("officeDocument", "word/document.xml")]),
        "word/document.xml": _document(source),
        "word/_rels/document.xml.rels": _relationships(
            [("styles", "styles.xml"), ("numbering", "numbering.xml")]
        ),
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system = 0  # the same bytes from Windows and Linux
            archive.writestr(entry, (_DECLARATION + text).encode())
    return written.getvalue()


def _document(source: str) -> str:
    paragraphs = "".join(_paragraph(line) for line in source.splitlines() if line.strip())
    return f'<w:document xmlns:w="{_MAIN}"><w:body>{paragraphs}{_PAGE}</w:body></w:document>'


def _paragraph(line: str) -> str:
    mark, _, text = line.partition(" ")
    if mark not in _STYLE_OF:
        raise ValueError(f"no such mark: {line[:20]}")
    level = _LEVEL_OF.get(mark)
    number = (
        "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    )
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{_STYLE_OF[mark]}"/>{number}</w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(text.strip())}</w:t></w:r></w:p>'
    )


def _styles() -> str:
    return (
        f'<w:styles xmlns:w="{_MAIN}">'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "</w:style>" + "".join(_style(*row) for row in _STYLES) + "</w:styles>"
    )


def _style(id: str, name: str, face: str, size: int, alignment: str, indented: bool) -> str:
    indent = '<w:ind w:firstLineChars="200" w:firstLine="640"/>' if indented else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:line="560" '
        f'w:lineRule="exact"/>{indent}<w:jc w:val="{alignment}"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
        f'w:eastAsia="{face}"/><w:sz w:val="{size}"/></w:rPr></w:style>'
    )


def _numbering() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for level, (form, text) in enumerate(_LEVELS)
    )
    return (
        f'<w:numbering xmlns:w="{_MAIN}"><w:abstractNum w:abstractNumId="0">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def _relationships(targets: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _content_types() -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{word}.{kind}+xml"/>'
        for part, kind in (
            ("document", "document.main"),
            ("styles", "styles"),
            ("numbering", "numbering"),
        )
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def main() -> None:
    for source in sorted(SOURCES.glob("*.md")):
        target = EXAMPLES / f"{source.stem}.docx"
        target.write_bytes(document_bytes(source.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
