"""Cleans lines of any input: radicals become characters, invisible characters go.

PDF makers write ⼀ (U+2F00) or ⺠ (U+2EA0) for 一 and 民, which no phrase matches. NFKC is not the
cure: it leaves the U+2E80 block alone, turns ⼾ into 戶 and rewrites ，：；（） to ASCII.
"""

from __future__ import annotations

import re
from typing import Final

_KANGXI: Final = (
    "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干"
    "幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋"
    "疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝"
    "赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽"
    "鼎鼓鼠鼻齊齒龍龜龠"
)
"""U+2F00 to U+2FD5 in order; ⼾ and ⾭ in the form that mainland fonts draw."""

_SUPPLEMENT: Final = (
    "⺀厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尢巳幺彑彐忄㣺扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒罓"
    "网罒羊羊羊耂肀聿月臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食飠飠饣首马骨鬼鱼鸟卤"
    "麦黄黾斉齐歯齿竜龙龟亀龟"
)
"""U+2E80 to U+2EF3 in order; ⺀ has no character of its own, U+2E9A is unassigned."""

_INVISIBLE: Final = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
    "\ufeff\ufff9\ufffa\ufffb"
)
_CONTROL: Final = "".join(map(chr, (*range(9), *range(14, 32), *range(127, 160))))
_BLANK: Final = "\u00a0\u2002\u2003\u2009\u202f"

_TABLE: Final[dict[int, str]] = (
    {0x2F00 + i: c for i, c in enumerate(_KANGXI)}
    | {0x2E80 + i: c for i, c in enumerate(_SUPPLEMENT)}
    | {ord(c): "" for c in _INVISIBLE + _CONTROL}
    | {ord(c): " " for c in _BLANK}
)
_DIRTY: Final = re.compile("[" + re.escape("".join(map(chr, _TABLE))) + "]")


def clean(text: str) -> str:
    """The text with radicals folded, invisible characters dropped and odd blanks made plain."""
    return text.translate(_TABLE) if _DIRTY.search(text) else text


def clean_lines(text: str) -> list[str]:
    """Non-empty lines, cleaned and without blanks at both ends."""
    return [line for raw in clean(text).splitlines() if (line := raw.strip())]
