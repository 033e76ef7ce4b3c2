"""Telephone numbers as editors write them, stored as E.164 with an extension, shown one way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.numerals import fold

#: A canonical number: E.164, or the bare digits of one whose area is not known.
TELEPHONE = re.compile(r"\+[1-9][0-9]{6,14}|[0-9]{3,10}")

_EXTENSIONS = r"([0-9]{1,8}(?:\s*[/、,]\s*[0-9]{1,8})*)"
_NAMED_EXTENSION = re.compile(
    rf"(.*[0-9)])\s*,?\s*(?:转(?:分机)?|分机(?:号)?|ext(?:ension)?\.?|x|#)\s*:?\s*{_EXTENSIONS}",
    re.IGNORECASE | re.DOTALL,
)
#: A hyphen starts an extension only after a whole local number: 82356358-232/231.
_HYPHENED = re.compile(
    r"(.*(?<![0-9])(?:[0-9]{7,8}|[0-9]{3,4}\s[0-9]{4}))\s*-\s*([0-9]{1,6}(?:/[0-9]{1,6})*)"
)
_SEVERAL = re.compile(r"((?:\(?0[0-9]{2,3}\)?[\s-]*)?)([0-9]{7,8})((?:/[0-9]{7,8})+)")
_SIGNS = re.compile(r"\+?[0-9()\s.\-]+")


def read_telephones(text: str, country: str, area_code: str | None) -> list[dict[str, str]]:
    """Read a number with its extensions; each extension gives a number of its own.

    ``area_code`` completes a local number; without one the bare digits are kept.
    """
    folded = fold(text).replace("–", "-").replace("—", "-").strip()
    extensions: list[str] = []
    if match := _NAMED_EXTENSION.fullmatch(folded) or _HYPHENED.fullmatch(folded):
        folded = match[1]
        extensions = re.findall("[0-9]+", match[2])
    if not extensions and (match := _SEVERAL.fullmatch(folded)):
        numbers = [match[1] + digits for digits in (match[2] + match[3]).split("/")]
    else:
        numbers = [folded]
    found = [_number(number, country, area_code) for number in numbers]
    if None in found:
        raise UnreadableError("DGT026", {"value": text})
    return [
        {"number": number, "extension": extension} if extension else {"number": number}
        for number in found
        if number
        for extension in extensions or [""]
    ]


@lru_cache(maxsize=8192)
def _number(text: str, country: str, area_code: str | None) -> str | None:
    if not _SIGNS.fullmatch(text):
        return None
    digits = re.sub("[^0-9+]", "", text)
    if not digits.startswith("+"):
        if _is_service(digits, country):
            return digits
        if _is_local(digits, country):
            if not area_code:
                return digits if TELEPHONE.fullmatch(digits) else None
            digits = re.sub("[^0-9]", "", area_code) + digits
    try:
        parsed = phonenumbers.parse(digits, country)
    except NumberParseException:
        return None
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    number = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
    fits = reason == ValidationResult.IS_POSSIBLE and TELEPHONE.fullmatch(number)
    return number if fits else None


def _is_service(digits: str, country: str) -> bool:
    """Tell 110, 12345 or 95533, which take no area code."""
    return country == "CN" and re.fullmatch("1[0-9]{2,5}|9[56][0-9]{3,4}", digits) is not None


def _is_local(digits: str, country: str) -> bool:
    if country == "CN":
        return re.fullmatch("[2-9][0-9]{6,7}", digits) is not None
    try:
        parsed = phonenumbers.parse(digits, country)
    except NumberParseException:
        return False
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    return reason == ValidationResult.IS_POSSIBLE_LOCAL_ONLY


def show_telephone(telephone: Mapping[str, str], language: str = "zh") -> str:
    """Show a stored number one way: ``010-5550 0101 转 232``, in English ``… ext. 232``.

    Numbers of the mainland are shown as they are dialled there, others with their country.
    """
    shown = _shown(telephone["number"])
    extension = telephone.get("extension")
    if not extension:
        return shown
    return f"{shown} {'转' if language.startswith('zh') else 'ext.'} {extension}"


@lru_cache(maxsize=8192)
def _shown(number: str) -> str:
    if not number.startswith("+"):
        return f"{number[:-4]} {number[-4:]}" if len(number) in (7, 8) else number
    try:
        parsed = phonenumbers.parse(number)
    except NumberParseException:
        return number
    if parsed.country_code != 86:
        return phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL)
    national = phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL)
    area, _, rest = national.partition(" ")
    if rest and area.startswith("0"):
        return f"{area}-{rest}"
    return national.replace(" ", "-") if area in ("400", "800") else national
