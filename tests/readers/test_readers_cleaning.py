"""Radicals become characters; what nobody sees goes; punctuation stays as typed."""

from __future__ import annotations

import unicodedata

from scorer.readers.cleaning import clean, clean_lines


def test_kangxi_radicals_fold_to_the_characters_of_the_mainland():
    kangxi = [chr(c) for c in range(0x2F00, 0x2FD6)]
    own_form = {"⼾": "户", "⾭": "青"}
    assert [clean(c) for c in kangxi] == [
        own_form.get(c) or unicodedata.normalize("NFKC", c) for c in kangxi
    ]


def test_radicals_that_nfkc_leaves_fold_too():
    assert clean("⺠⻅⻔⻛⻚⻋⻓⻢⻘") == "民见门风页车长马青"
    assert clean("⻳⺟⺀") == "龟母⺀"


def test_punctuation_and_full_width_forms_stay():
    assert clean("（一）法治，２０２３：；！") == "（一）法治，２０２３：；！"


def test_invisible_characters_go_and_odd_blanks_become_blanks():
    assert clean("法\u200b治\ufeff政\u00ad府\x07\x1f") == "法治政府"
    assert clean_lines("\u3000\u3000一\u00a02\r\n\r\n  \x0c乙\u2028丙 ") == ["一 2", "乙", "丙"]
