"""A web page as a light tree of what is shown: no scripts, no hidden parts, no form fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from scorer.readers.rawfile import RawFile

_DEEPEST: Final = 400
"""Real pages nest below 100; tags never closed add some hundreds."""
_MOST_NODES: Final = 500_000
_UNSEEN: Final = re.compile(
    r"script|style|noscript|template|head|nav|select|option|button|input|textarea|iframe|svg|object"
    r"|embed|audio|video|map|del|header|footer|aside|rt|rp"
)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_NOTE_MARK: Final = re.compile(r"sdfootnote(?:anc|sym)|^#_(?:ftn|edn)")
_PUNCTUATION: Final = re.compile(r"[，。；：、]")


@dataclass(slots=True)
class Node:
    """An element; `length` counts characters below it, `linked` those inside links."""

    tag: str
    name: str = ""
    """Class and id, lower case."""
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)
    marks: int = 0
    """Punctuation marks of Chinese sentences below it, outside links."""
    length: int = 0
    linked: int = 0

    def elements(self) -> Iterator[Node]:
        """Children that are elements."""
        return (child for child in self.children if isinstance(child, Node))

    def text(self) -> str:
        """All text below it."""
        pieces: list[str] = []
        stack: list[Node | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                pieces.append(item)
            else:
                stack.extend(reversed(item.children))
        return "".join(pieces)


@dataclass(slots=True)
class PageTree:
    """The shown body, and what the head says of the title."""

    body: Node
    titles: tuple[str, ...]
    """What the page calls itself, best first."""
    images: int
    attachments: int
    """Links to documents and embedded documents."""


def page_tree(markup: str, raw: RawFile) -> PageTree:
    """Parse a page; `ReadError` for one that nests or repeats beyond all sense."""
    parser = LexborHTMLParser(markup)
    body = Node("body")
    if parser.body is not None:
        body = _build(parser.body, raw)
    links = [link.attributes.get("href") or "" for link in parser.css("a[href]")]
    frames = [frame.attributes.get("src") or "" for frame in parser.css("iframe[src],embed[src]")]
    documents = re.compile(r"\.(?:docx?|wps|pdf|ofd|rtf|zip|rar)(?:$|[?#])", re.I)
    return PageTree(
        body,
        _titles(parser),
        len(parser.css("img")),
        sum(bool(documents.search(link)) for link in links + frames),
    )


def _titles(parser: LexborHTMLParser) -> tuple[str, ...]:
    found: list[str] = []
    for meta in parser.css("meta[name][content]"):
        if (meta.attributes.get("name") or "").lower() == "articletitle":
            found.append(meta.attributes.get("content") or "")
    found += [heading.text() for heading in parser.css("h1")]
    title = parser.css_first("title")
    if title is not None:
        found.append(re.split(r"[_|\-—–]", title.text())[0])
    return tuple(squeezed for text in found if (squeezed := " ".join(text.split())))


def _build(start: Any, raw: RawFile) -> Node:
    """Copy what is shown, without recursion: pages with tags never closed nest deep."""
    root = Node("body")
    stack: list[tuple[Node, Iterator[Any], bool]] = [(root, _children(start), False)]
    count = 0
    while stack:
        parent, rest, linked = stack[-1]
        node = next(rest, None)
        if node is None:
            stack.pop()
            if stack:
                _add_sums(stack[-1][0], parent)
            continue
        count += 1
        if len(stack) > _DEEPEST or count > _MOST_NODES:
            raise raw.error(
                "网页结构异常（嵌套过深或元素过多），没有读取。请把正文另存为 .docx 再试。"
            )
        if node.tag == "-text":
            _add_text(parent, node.text_content or "", linked=linked)
        elif node.is_element_node and not _is_unseen(node):
            child = _node(node)
            parent.children.append(child)
            stack.append((child, _children(node), linked or node.tag == "a"))
    return root


def _children(node: Any) -> Iterator[Any]:
    return iter(node.iter(include_text=True, skip_empty=False))


def _node(node: Any) -> Node:
    attributes = dict(node.attributes)
    name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower().strip()
    return Node(str(node.tag), name, attributes)


def _is_unseen(node: Any) -> bool:
    if _UNSEEN.fullmatch(node.tag):
        return True
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if _HIDDEN.search(attributes.get("style") or ""):
        return True
    if node.tag == "a" and _NOTE_MARK.search(
        f"{attributes.get('class') or ''}{attributes.get('href') or ''}"
    ):
        return True
    # LibreOffice and Word write a page's header and footer so when they save as a web page.
    return node.tag == "div" and attributes.get("title") in ("header", "footer")


def count_marks(node: Node) -> int:
    """Punctuation marks of the node's own text, outside links."""
    if node.linked == node.length:
        return 0
    return sum(len(_PUNCTUATION.findall(c)) for c in node.children if isinstance(c, str))


def _add_text(parent: Node, text: str, *, linked: bool) -> None:
    parent.children.append(text)
    length = len("".join(text.split()))
    parent.length += length
    if linked:
        parent.linked += length
    else:
        parent.marks += len(_PUNCTUATION.findall(text))


def _add_sums(parent: Node, child: Node) -> None:
    parent.marks += child.marks
    parent.length += child.length
    parent.linked += child.linked
