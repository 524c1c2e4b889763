"""Word files as packages: what a template must not carry, and bytes that do not depend on the
time at which a file was written."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Final

from lxml import etree

from scorer.errors import UsageError

MOST_BYTES: Final = 20_000_000
"""Most bytes of a template's parts, unpacked."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_FORBIDDEN_PARTS: Final = re.compile(
    r"vbaproject|vbadata|/embeddings/|/activex/|/afchunk|\.(?:bin|html?|mht|rtf)$", re.IGNORECASE
)
_FORBIDDEN_FIELDS: Final = re.compile(
    r"\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|MACROBUTTON|RD)\b"
)
_WEB: Final = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


def checked_template(name: str, content: bytes) -> bytes:
    """The template, if it can only show what it is given: no macro, no embedded object, nothing
    that Word would fetch from elsewhere. UsageError otherwise, `name` being what it is called."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            if sum(part.file_size for part in package.infolist()) > MOST_BYTES:
                raise UsageError(f"Word 模板“{name}”太大，请去掉其中的图片后再用。")
            if "word/document.xml" not in package.namelist():
                raise UsageError(
                    f"“{name}”不是 Word 的 .docx 文件，请用 Word 或 WPS 另存为 .docx。"
                )
            for part in package.namelist():
                reason = _danger(part, package.read(part))
                if reason:
                    raise UsageError(f"Word 模板“{name}”{reason}，为安全起见不能使用。")
    except (zipfile.BadZipFile, etree.XMLSyntaxError, EOFError, RuntimeError) as error:
        raise UsageError(
            f"Word 模板“{name}”打不开，文件可能已损坏或者加了密码，请另存为 .docx 后再试。"
        ) from error
    return content


def _danger(part: str, content: bytes) -> str:
    if _FORBIDDEN_PARTS.search(part):
        return "含有宏或者嵌入的文件"
    if not part.endswith((".rels", ".xml")):
        return ""
    # As XML, not as bytes: a word can be spelt in many ways there.
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # not in the stubs
        return "含有外部定义"
    if any(map(_is_outside, root)):
        return "含有指向其他文件的链接"
    codes = [_field_code(element) for element in root.iter()]
    # Word joins the pieces of a field's code.
    if any(_FORBIDDEN_FIELDS.search(mark.join(codes).upper()) for mark in ("", " ")):
        return "含有引用其他文件的域"
    return ""


def _field_code(element: etree._Element) -> str:
    name = str(element.tag).rpartition("}")[2]
    if name == "instrText":
        return element.text or ""
    if name == "fldSimple":
        return " ".join(map(str, element.attrib.values()))
    return ""


def _is_outside(relation: etree._Element) -> bool:
    """Whether it is a relation that leads out of the package to anything but a web page."""
    if relation.get("TargetMode") != "External":
        return False
    is_link = str(relation.get("Type", "")).endswith("/hyperlink")
    return not is_link or not _WEB.match(str(relation.get("Target", "")))


def with_fixed_dates(content: bytes) -> bytes:
    """The same package with the parts in the same order and no trace of when it was made."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as package, zipfile.ZipFile(made, "w") as fixed:
        for part in package.infolist():
            entry = zipfile.ZipInfo(part.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = 0o600 << 16
            fixed.writestr(entry, package.read(part))
    return made.getvalue()
