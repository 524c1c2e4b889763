"""Rich text (.rtf, often named .doc), read directly: numbers as last shown, no deletions."""

from __future__ import annotations

from scorer.readers.rawfile import Content, RawFile
from scorer.readers.rtf.story import Story
from scorer.readers.rtf.words import tokens

_DEEPEST = 2_000


def read_rtf(raw: RawFile) -> Content:
    """Body text with tables, text boxes and notes; a cut-off file is read as far as it goes."""
    story = Story()
    depth = deepest = 0
    for token in tokens(raw.data):
        story.take(token)
        depth += {"{": 1, "}": -1}.get(token.brace or "", 0)
        deepest = max(deepest, depth)
        if deepest > _DEEPEST:
            raise raw.error("RTF 内部嵌套过深，不像正常的文档。请另存为 .docx 再试。")
    story.close()
    warnings = ("RTF 文件没有完整结束，可能没有传完整，请核对原文。",) if depth > 0 else ()
    return Content(tuple(story.blocks), warnings)


__all__ = ["read_rtf"]
