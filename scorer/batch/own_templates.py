"""A bureau's own Word templates: read once before a run, tried before anything is written."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from scorer.errors import UsageError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

MOST_BYTES: Final = 5_000_000
"""Most bytes of a template's file."""
_OLD_WORD: Final = b"\xd0\xcf\x11\xe0"


class OwnTemplates(NamedTuple):
    """What the review sheets and the notices are made from; None: from the shipped template."""

    sheet: bytes | None = None
    notice: bytes | None = None

    @property
    def digests(self) -> tuple[str, ...]:
        """What tells these templates from others."""
        return tuple(hashlib.sha256(one).hexdigest() if one else "" for one in self)


def read_own_templates(sheet: Path | None, notice: Path | None) -> OwnTemplates:
    """The templates at these paths. UsageError, with the file's name and what is to be changed in
    it, where one cannot be used."""
    if sheet is None and notice is None:
        return OwnTemplates()
    from scorer.renderers.word_values import Notice, ReviewSheet

    return OwnTemplates(
        sheet=_template(sheet, ReviewSheet, "审查表") if sheet else None,
        notice=_template(notice, Notice, "补正通知书") if notice else None,
    )


def _template(path: Path, kind: type[DataclassInstance], made: str) -> bytes:
    from scorer.renderers.word_template import try_template

    content = _content(path, made)
    try:
        try_template(kind, content, name=path.name)
    except UsageError as error:
        raise UsageError(f"{made}的模板不能用。{error}") from error
    return content


def _content(path: Path, made: str) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UsageError(f"找不到{made}的模板“{path}”。") from None
    except OSError as error:
        raise UsageError(
            f"打不开{made}的模板“{path}”：没有读取权限，是文件夹，或正被 Word、WPS 打开着。"
        ) from error
    if len(content) > MOST_BYTES:
        raise UsageError(
            f"{made}的模板“{path.name}”超过{MOST_BYTES // 1_000_000}MB，请去掉其中的图片后再用。"
        )
    if content.startswith(_OLD_WORD):
        raise UsageError(
            f"{made}的模板“{path.name}”是旧格式（.doc）或加了密码，"
            "请用 Word 或 WPS 另存为不加密码的 .docx。"
        )
    return content
