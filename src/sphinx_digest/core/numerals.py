"""Digits as they are typed in Chinese text: full-width ones and numerals."""

from __future__ import annotations

import re

#: Full-width ASCII to ASCII, one to one, so that offsets stay.
_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "两": 2,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}

#: A character class of everything that ``read_numeral`` understands.
NUMERAL = "[0-9〇零○一二两三四五六七八九十百千]"


def fold(text: str) -> str:
    """Turn full-width digits, letters and signs into ASCII, character by character."""
    return text if text.isascii() else text.translate(_FOLDED)


def read_numeral(text: str) -> int | None:
    """Read ``15``, ``十五``, ``二〇二一`` or ``一百二十``; None where it is no number."""
    if re.fullmatch(r"[0-9]{1,9}", text):
        return int(text)
    if re.fullmatch(r"[〇零○一二三四五六七八九]{1,9}", text):
        return int("".join(str(_DIGITS[character]) for character in text))
    if text == "两":
        return 2
    return _read_with_units(text)


def _read_with_units(text: str) -> int | None:
    total, digit, last_unit = 0, None, 10000
    for character in text:
        if character in _UNITS:
            unit = _UNITS[character]
            if unit >= last_unit or (digit is None and total and unit != 10):
                return None
            total += (1 if digit is None else digit) * unit
            digit, last_unit = None, unit
        elif character in _DIGITS and digit in (None, 0):
            digit = _DIGITS[character]
        else:
            return None
    return total + (digit or 0) if text and last_unit < 10000 else None
