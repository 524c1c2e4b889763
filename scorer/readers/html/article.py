"""The article of a portal's page: where the sentences are, without what stands around it."""

from __future__ import annotations

import re
from typing import Final

from scorer.readers.html.tree import Node, count_marks

_SHARE: Final = 0.85
"""An element that holds this share of the sentences holds the article."""
_FURNITURE: Final = re.compile(
    r"分享到|打印本页|【打印】|关闭窗口|【关闭】|字体：|浏览次数|阅读次数|点击数|点击量|访问量|发布日期：|发布时间：|发布人：|"
    r"信息来源：|责任编辑|当前位置|您的位置|上一篇|下一篇|上一条|下一条|扫一扫|相关文章|相关链接|相关阅读|相关稿件|相关新闻|"
    r"相关附件|延伸阅读|推荐阅读|热点推荐|返回顶部|版权所有|网站标识码|网站地图|ICP备|公网安备"
)
_LONGEST_FURNITURE: Final = 150
_NAMED: Final = re.compile(
    r"(?:^|[\s_-])(?:share|bdshare\w*|breadcrumb|crumbs?|related|relate|recommend|sidebar|toolbar|"
    r"copyright|pagination|watermark|print|qrcode|position|footer|xgwz|xglj|xgxx)(?:$|[\s_-])"
)
_LIST_LINKS: Final = 0.6
"""A part whose characters are links to this share is a list of other pages."""
_FEW_LINES: Final = 3
_BLOCKS: Final = re.compile(r"div|table|ul|ol|dl|section|article|td|tr|tbody|p|h[2-6]|li")
_INNER: Final = re.compile(r"tr|td|th|li|p|span|font|b|strong")
"""One cell or list item may hold most of a short text; the rest belongs to it too."""


def article(body: Node) -> Node:
    """The smallest element that holds nearly all sentences, with its furniture taken out."""
    _drop_furniture(body)
    _count_again(body)
    if not body.marks:
        return body
    node = body
    while True:
        inner = next((c for c in node.elements() if c.marks >= _SHARE * body.marks), None)
        if inner is None or _INNER.fullmatch(inner.tag):
            return node
        node = inner


def _drop_furniture(body: Node) -> None:
    stack = [body]
    while stack:
        node = stack.pop()
        kept: list[Node | str] = []
        for child in node.children:
            if isinstance(child, Node) and _is_furniture(child, body):
                continue
            kept.append(child)
        node.children = kept
        stack.extend(node.elements())


def _count_again(body: Node) -> None:
    """Sums of what was kept; a node's own text is what its children do not account for."""
    order = [body]
    for node in order:
        order.extend(node.elements())
    for node in reversed(order):
        node.marks = count_marks(node) + sum(child.marks for child in node.elements())


def _is_furniture(node: Node, body: Node) -> bool:
    if not _BLOCKS.fullmatch(node.tag) or node.marks > body.marks / 3:
        return False
    if _NAMED.search(node.name) and node.marks < max(3, body.marks / 20):
        return True
    if node.length <= _LONGEST_FURNITURE and _FURNITURE.search(node.text()):
        return True
    return node.linked > _LIST_LINKS * node.length and _is_list(node)


def _is_list(node: Node) -> bool:
    """Whether it holds several links; a single link may be a name inside the report."""
    links, stack = 0, [node]
    while stack and links < _FEW_LINES:
        item = stack.pop()
        links += item.tag == "a"
        stack.extend(item.elements())
    return links >= _FEW_LINES
