"""CK-09: what Word and web editors leave behind. CK-10: personal data, not to be published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scorer.checks.inspection import Check, Inspection
from scorer.report import Span
from scorer.result import Finding

RESIDUE = Check("CK-09", "排版残留")
PERSONAL = Check("CK-10", "个人信息")

_FIELDS = (
    "HYPERLINK",
    "PAGEREF",
    "MERGEFIELD",
    "MACROBUTTON",
    "INCLUDEPICTURE",
    "FORMTEXT",
    "EMBED",
    "SEQ",
)
# Every alternative begins with a character of its own, so that the search skips to these; what
# must stand before one is asked for behind its first character, for the same reason.
_RESIDUE = re.compile(
    r"\[(?:bookmark|field|hyperlink|image|endif|if)[^\]\n]{0,60}\]|_GoBack|_Toc\d+|"
    + "".join(rf"{field}\s+[\"\\\w.]+|" for field in _FIELDS)
    + r"错误！(?:未找到引用源|未定义书签|未指定顺序)[。]?"
    r"|&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|emsp);"
    r"|</?(?:br|p|span|div|font|o:p|strong|td|tr|table)\b[^>\n]{0,80}>"
    r"|\ufffd\ufffd*|锟斤拷|烫烫烫|屯屯屯|Ã[\x80-\xbf]|Â[\x80-\xbf]|\{\{[^}\n]{1,40}\}\}"
    r"|□[□■]{2,}|■[□■]{2,}"
)
_IDENTITY = re.compile(
    r"([1-9](?<!\d\d)\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3})([\dXx])(?!\d)"
)
_MOBILE = re.compile(r"1(?<!\d1)[3-9]\d(?:[\s-]?\d{4}){2}(?!\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _is_identity_number(body: str, last: str) -> bool:
    """Check digit of a Chinese identity number (GB 11643-1999, ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == last.upper()


def find(inspection: Inspection) -> Iterator[Finding]:
    """Residue first, then identity and mobile numbers."""
    text = inspection.report.text
    for match in _RESIDUE.finditer(text):
        yield RESIDUE.finding(
            inspection,
            "warning",
            f"有排版残留“{match.group()[:30]}”。",
            suggestion="删去这段残留，再核对前后文字是否完整。",
            spans=[Span(*match.span())],
        )
    for match in _IDENTITY.finditer(text):
        if _is_identity_number(match.group(1), match.group(2)):
            yield PERSONAL.finding(
                inspection,
                "error",
                "出现公民身份号码。",
                suggestion="公开前删去或者作脱敏处理。",
                spans=[Span(*match.span())],
            )
    for match in _MOBILE.finditer(text):
        yield PERSONAL.finding(
            inspection,
            "warning",
            "出现手机号码。",
            suggestion="公开前删去；需要留联系方式的，用单位办公电话。",
            spans=[Span(*match.span())],
        )
