"""Web pages (.html, .mht, renamed to .doc): the article without the portal around it."""

from __future__ import annotations

import email
import re
from email import policy
from email.message import EmailMessage
from typing import Final

from scorer.readers.html.article import article
from scorer.readers.html.lines import blocks_of, collapsed
from scorer.readers.html.tree import PageTree, page_tree
from scorer.readers.plain import Decoded, decode, decode_warnings, known_encoding
from scorer.readers.rawfile import Content, RawFile
from scorer.report import Block, BlockKind, ReadingGap

_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.-]+)", re.I)
_HEAD: Final = 4096
_SHORT: Final = 200
"""An article with fewer characters beside attachments or pictures is a cover sheet."""
_TITLE_LINES: Final = 4
_OWN_TITLE: Final = re.compile(r".{2,60}(?:报告|总结|汇报|情况)$")


def read_html(raw: RawFile) -> Content:
    """The article's blocks; a title that stands above the article comes first."""
    decoded = _decode(raw)
    page = page_tree(decoded.text, raw)
    blocks = tuple(blocks_of(article(page.body)))
    return Content(_titled(blocks, page), decode_warnings(decoded), _gaps(blocks, page))


def read_mht(raw: RawFile) -> Content:
    """The page inside a single-file web page as Word and browsers save it."""
    message = email.message_from_bytes(raw.data, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html" and isinstance(part, EmailMessage):
            data = part.get_payload(decode=True)
            if isinstance(data, bytes) and data.strip():
                return read_html(raw.with_data(data))
    raise raw.error("网页存档（.mht）里没有网页正文。请用浏览器或 Word 打开后另存为 .docx 再试。")


def _decode(raw: RawFile) -> Decoded:
    """The fixed order for text; a page that is no UTF-8 is believed what it declares."""
    if raw.encoding is None:
        declared = _CHARSET.search(raw.data[:_HEAD])
        name = known_encoding(declared[1].decode("ascii")) if declared else None
        if name not in (None, "gb18030", "utf-8") and not _is_utf8(raw.data):
            return decode(RawFile(name=raw.name, data=raw.data, encoding=name))
    return decode(raw)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _titled(blocks: tuple[Block, ...], page: PageTree) -> tuple[Block, ...]:
    if any(_OWN_TITLE.match(block.text) for block in blocks[:_TITLE_LINES]):
        return blocks
    beginning = "".join("".join(block.text.split()) for block in blocks[:_TITLE_LINES])
    for title in page.titles:
        text = collapsed(title)
        if "".join(text.split()) in beginning:
            return blocks
        if len(text) > 4 and blocks:
            return (Block(text=text, kind=BlockKind.HEADING), *blocks)
    return blocks


def _gaps(blocks: tuple[Block, ...], page: PageTree) -> tuple[ReadingGap, ...]:
    if sum(len(block.text) for block in blocks) >= _SHORT:
        return ()
    if page.attachments:
        message = "网页上只有附件链接，报告在附件里。请下载附件后再评。"
    elif page.images:
        message = "网页正文是图片，没有可读的文字。请换成可以复制文字的电子版。"
    else:
        return ()
    return (ReadingGap(message=message),)
