"""The parts of a .docx: which entry is the document, and which go with it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final, NamedTuple

from scorer.readers.archive import Archive
from scorer.readers.rawfile import RawFile
from scorer.readers.xmltree import parse

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_MAX_RELATIONS: Final = 512 * 1024


class Relation(NamedTuple):
    """One relation of the document part."""

    kind: str
    """Last piece of the relation's type: image, footnotes, oleObject …"""
    target: str
    """Entry name; an outside address where `outside`."""
    outside: bool


class Package:
    """Parts of an open .docx; each is parsed when first asked for."""

    def __init__(self, raw: RawFile) -> None:
        self.raw = raw
        self.archive = Archive(raw)
        self.document = self._document_name()
        self.relations = self._relations(self.document)

    def root(self, name: str) -> Element:
        """Root element of an entry, strict namespaces turned into the usual ones."""
        data = self.archive.read(name)
        if _STRICT in data[:4096]:
            for strict, usual in _TRANSITIONAL:
                data = data.replace(strict, usual)
        return parse(data, part=name, raw=self.raw)

    def related(self, kind: str) -> Element | None:
        """Root of the part that the document calls its `kind` (styles, numbering, footnotes …)."""
        for relation in self.relations.values():
            if relation.kind == kind and relation.target in self.archive:
                return self.root(relation.target)
        return None

    def _document_name(self) -> str:
        for relation in self._relations("").values():
            if relation.kind == "officeDocument" and relation.target in self.archive:
                return relation.target
        if "word/document.xml" in self.archive:
            return "word/document.xml"
        raise self.raw.error(
            "里面没有正文（word/document.xml），文件已损坏或不是 Word 文档。"
            "请用 Word 或 WPS 打开后另存为 .docx 再试。"
        )

    def _relations(self, part: str) -> dict[str, Relation]:
        """Relations of a part by id; an outside target is kept but never followed."""
        folder, name = posixpath.split(part)
        entry = posixpath.join(folder, "_rels", f"{name}.rels")
        if entry not in self.archive or self.archive.size(entry) > _MAX_RELATIONS:
            return {}
        relations = {}
        for item in self.root(entry):
            target = item.get("Target") or ""
            outside = item.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = (item.get("Type") or "").rpartition("/")[2]
            relations[item.get("Id") or ""] = Relation(kind, target, outside)
        return relations
