"""Telephone numbers as editors write them, stored as E.164 with an extension, shown one way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
#: What stands between two numbers, and how many digits make one.
_CUT = re.compile("[/、,]")
_WHOLE = 7
#: What an editor copies along: 电话：, （转）, （转 8012）; a remark in brackets is none of these.
_NAME = re.compile(
    r"\s*(?:(?:联系|咨询|办公|值班|固定|服务|举报|监督)?(?:电话|手机|座机|传真)(?:号码)?"
    r"|Tel(?:ephone)?|Phone|Fax)\.?\s*:\s*",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\(\s*((?:转|分机|ext\.?)\s*:?\s*[0-9/、,\s]*)\s*\)", re.IGNORECASE)
_REMARK = re.compile(
    r"\((?!\s*(?:转|分机|ext\.?)\s*:?[0-9/、,\s]*\))[^()]*[^\W\d_][^()]*\)", re.IGNORECASE
)
_SIGNS = re.compile(r"\(?\+?[0-9()\s.\-]+")

# The numbers of the mainland. phonenumbers takes lengths there that are never dialled, and
# drops a carrier's code from the front; what is wrong by a digit would be shown as another.
_SERVICE = re.compile(
    "1[12][0-9]|1(?:00|1[468]|2[0-9])[0-9]{2,3}|1010[0-9]{4}|9[56][0-9]{3,4}|951[0-9]{5}"
)
_LOCAL = re.compile("[2-9][0-9]{6,7}")
_AREA = re.compile("(10|2[0-9]|[3-9][0-9]{2})([0-9]*)")
_MOBILE = re.compile("1[3-9][0-9]*")
_TOLL_FREE = re.compile("[48]00[0-9]*")
_BARE_COUNTRY = re.compile(
    r"\(?86\)?[\s.-]*(?:1[3-9]|0?(?:10|2[0-9]|[3-9][0-9]{2})[)\s.-]|[48]00[\s.-])"
)


@dataclass(frozen=True, slots=True)
class _Miscount:
    """What kind of number it would be with ``expected`` digits."""

    kind: Mapping[str, str]
    expected: tuple[int, ...]
    found: int

    def values(self) -> dict[str, str]:
        """Give the values of the message."""
        numbers = [str(number) for number in self.expected]
        return {
            **self.kind,
            "expected": " 或 ".join(numbers),
            "expected.en": " or ".join(numbers),
            "found": str(self.found),
        }


def read_telephones(text: str, country: str, area_code: str | None) -> list[dict[str, str]]:
    """Read numbers with their extensions; each extension gives a number of its own.

    ``area_code`` completes a local number, and so does the number before it; without one the
    bare digits are kept.
    """
    folded = fold(text).replace("–", "-").replace("—", "-")
    start = found.end() if (found := _NAME.match(folded)) else 0
    if remark := _REMARK.search(folded, start):
        at = remark.span()
        values = {"value": text[at[0] : at[1]]}
        raise UnreadableError("DGT026", values, "help_remark", *at)
    read: list[dict[str, str]] = []
    pieces = list(_apart(folded, start))
    for first, last in pieces:
        try:
            read += _read_one(folded[first:last], text[first:last], country, area_code)
        except UnreadableError as error:
            raise error.moved(first, last - first) if len(pieces) > 1 else error from None
        area_code = area_of(read[-1]["number"]) or area_code
    return read


def area_of(number: str) -> str | None:
    """Give the area code of a stored number of the mainland, which those after it share."""
    digits = number.removeprefix("+86")
    if digits == number or any(
        other.fullmatch(digits) for other in (_SERVICE, _MOBILE, _TOLL_FREE)
    ):
        return None
    match = _AREA.fullmatch(digits)
    return f"0{match[1]}" if match else None


def _apart(folded: str, start: int) -> Iterator[tuple[int, int]]:
    """Give start and end of each number between slashes and commas; extensions stay together."""
    first = last = start
    for cut in [*_CUT.finditer(folded, start), None]:
        end = cut.start() if cut else len(folded)
        whole = folded[first:end]
        digits = sum(map(str.isdigit, folded[last:end]))
        extends = _NAMED_EXTENSION.fullmatch(whole) or _HYPHENED.fullmatch(whole)
        if last > first and not (extends and digits < _WHOLE):
            yield first, last - 1
            first = last
        if cut is None:
            yield first, end
        else:
            last = cut.end()


def _read_one(folded: str, text: str, country: str, area_code: str | None) -> list[dict[str, str]]:
    folded = _IN_BRACKETS.sub(lambda found: found[1], folded).strip()
    extensions = [""]
    if match := _NAMED_EXTENSION.fullmatch(folded) or _HYPHENED.fullmatch(folded):
        folded = match[1]
        extensions = re.findall("[0-9]+", match[2])
    number = _number(folded, country, area_code)
    if isinstance(number, str):
        return [
            {"number": number, "extension": extension} if extension else {"number": number}
            for extension in extensions
        ]
    if number:
        raise UnreadableError("DGT026", {"value": text, **number.values()}, "help_digits")
    raise UnreadableError("DGT026", {"value": text})


@lru_cache(maxsize=8192)
def _number(text: str, country: str, area_code: str | None) -> str | _Miscount | None:
    if not _SIGNS.fullmatch(text):
        return None
    digits = re.sub("[^0-9+]", "", text)
    mainland = country == "CN"
    if digits.startswith("+86"):
        return _national(digits[3:].removeprefix("0"))
    if mainland and digits.startswith("0086"):
        return _national(digits[4:].removeprefix("0"))
    if mainland and digits.startswith("00"):
        digits = f"+{digits[2:]}"
    if mainland and not digits.startswith("+"):
        return _domestic(text, digits, area_code)
    return _foreign(digits, country, area_code)


def _domestic(text: str, digits: str, area_code: str | None) -> str | _Miscount | None:
    """Read a number as it is dialled in the mainland; a service's takes no area code."""
    if _SERVICE.fullmatch(digits):
        return digits
    if _LOCAL.fullmatch(digits):
        area = re.sub("[^0-9]", "", area_code or "").removeprefix("0")
        return _national(area + digits) if area else digits
    if _BARE_COUNTRY.match(text):
        number = _national(digits[2:].removeprefix("0"))
        if isinstance(number, str):
            return number
    if _MOBILE.fullmatch(digits) or _TOLL_FREE.fullmatch(digits):
        return _national(digits)
    if digits.startswith("0"):
        return None if _TOLL_FREE.fullmatch(digits[1:]) else _national(digits[1:])
    if digits[:1] > "1":
        return _miscount("不带区号的号码", "a number without area code", (7, 8), digits)
    return None


def _national(digits: str) -> str | _Miscount | None:
    """Check a number of the mainland without the 0 in front, and give it as E.164."""
    number = f"+86{digits}"
    if _SERVICE.fullmatch(digits):
        return number if TELEPHONE.fullmatch(number) else None
    if _MOBILE.fullmatch(digits):
        wrong = _miscount("手机号", "a mobile number", (11,), digits)
    elif _TOLL_FREE.fullmatch(digits):
        kind = digits[:3]
        wrong = _miscount(f" {kind} 开头的号码", f"a {kind} number", (10,), digits)
    elif match := _AREA.fullmatch(digits):
        area, rest = match.groups()
        if _SERVICE.fullmatch(rest):
            return number
        expected = (8,) if len(area) == 2 else (7, 8)
        zh, en = f"区号 0{area} 后面的号码", f"the number after the area code 0{area}"
        wrong = _miscount(zh, en, expected, rest)
    else:
        return None
    return wrong or number


def _miscount(zh: str, en: str, expected: tuple[int, ...], digits: str) -> _Miscount | None:
    if len(digits) in expected:
        return None
    return _Miscount({"kind": zh, "kind.en": en}, expected, len(digits))


def _foreign(digits: str, country: str, area_code: str | None) -> str | _Miscount | None:
    if not digits.startswith("+") and _is_local(digits, country):
        if not area_code:
            return digits if TELEPHONE.fullmatch(digits) else None
        digits = re.sub("[^0-9]", "", area_code) + digits
    try:
        parsed = phonenumbers.parse(digits, country)
        number = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
        stays = phonenumbers.parse(number) == parsed  # not so with zeros too many
    except NumberParseException:
        return None
    if number.startswith("+86"):
        return _national(number[3:])
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    fits = reason == ValidationResult.IS_POSSIBLE and TELEPHONE.fullmatch(number)
    return number if fits and stays else None


def _is_local(digits: str, country: str) -> bool:
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
        return _in_fours(number)
    if number.startswith("+86"):
        return _shown_national(number[3:])
    try:
        parsed = phonenumbers.parse(number)
    except NumberParseException:
        return number
    return phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL)


def _shown_national(digits: str) -> str:
    if _SERVICE.fullmatch(digits):
        return digits
    if _MOBILE.fullmatch(digits):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    if _TOLL_FREE.fullmatch(digits):
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    match = _AREA.fullmatch(digits)
    return f"0{match[1]}-{_in_fours(match[2])}" if match else digits


def _in_fours(digits: str) -> str:
    return f"{digits[:-4]} {digits[-4:]}" if len(digits) in (7, 8) else digits
