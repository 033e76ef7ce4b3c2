"""Document numbers (发文字号): read from a field, found in running text, compared.

Three forms exist: an agency's code with year and number (国知办发服字〔2020〕46号), a number
in a year (2021年第27号, with its issuer before it: 国家税务总局公告2018年第61号), and a number
in a series (主席令第六十三号). How a code is written: GB/T 9704-2012, section 7.2.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.formats import RECORD_ID
from sphinx_digest.core.numerals import fold, read_numeral

_OPEN, _CLOSE = r"[〔\[(【﹝❲〖「〈<]", r"[〕\])】﹞❳〗」〉>]"
_HAN_DIGITS = "[一二三四五六七八九十百千〇零]"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_CODED = re.compile(
    rf"([{_HAN}A-Za-z]{{1,40}}){_OPEN}([0-9]{{4}}){_CLOSE}(第?)0*([1-9][0-9]{{0,5}})号"
)
_YEARLY = re.compile(
    rf"([{_HAN}]{{0,40}})([0-9]{{4}})年第?(0*[1-9][0-9]{{0,5}}|{_HAN_DIGITS}{{1,9}})号"
)
_SERIAL = re.compile(rf"([{_HAN}]{{1,40}})第(0*[1-9][0-9]{{0,5}}|{_HAN_DIGITS}{{1,9}})号")

#: What is written where a document has no number.
_NONE = re.compile(r"(?:无|没有|暂无|无文号|没有文号|空|none|n/?a|nil|[-—–/\\―－]+)", re.IGNORECASE)
#: A code, a year and a number without the signs between them.
_NEAR = re.compile(
    rf"([{_HAN}A-Za-z]{{2,40}})[^\w〇]*((?:19|20)[0-9]{{2}})(?:年?[^\w第]+第?)([0-9]{{1,5}})\s*号?"
)


def read_document_number(text: str) -> str:
    """Read a document number; brackets become 〔〕, spaces and zero padding go."""
    folded = re.sub(r"\s", "", fold(text))
    if match := _CODED.fullmatch(folded):
        code, year, prefix, serial = match.groups()
        return f"{code}〔{year}〕{prefix}{serial}号"
    if match := _YEARLY.fullmatch(folded):
        issuer, year, serial = match.groups()
        if "第" in folded[match.end(2) :]:
            return f"{issuer}{year}年第{serial.lstrip('0')}号"
    if match := _SERIAL.fullmatch(folded):
        series, serial = match.groups()
        return f"{series}第{serial.lstrip('0')}号"
    if _NONE.fullmatch(folded):
        raise UnreadableError("DGT028", {"value": text}, "help_none")
    if (match := _NEAR.fullmatch(fold(text))) and match[3].lstrip("0"):
        code, year, serial = match.groups()
        mend = f"{code}〔{year}〕{serial.lstrip('0')}号"
        raise UnreadableError("DGT028", {"value": text, "mend": mend}, "help_mend")
    raise UnreadableError("DGT028", {"value": text})


def read_number(text: str) -> str | None:
    """Give the document number that ``text`` is, or None."""
    try:
        return read_document_number(text)
    except UnreadableError:
        return None


def read_document_reference(text: str) -> str:
    """Read a document number or the id of a notice."""
    return text if RECORD_ID.fullmatch(text) else read_document_number(text)


def document_key(number: str) -> str:
    """Give a form by which equal numbers compare equal: digits for numerals, no 第."""
    number = re.sub(r"\s", "", fold(number))
    match = _CODED.fullmatch(number)
    if match:
        return f"{match[1]}〔{match[2]}〕{match[4]}"
    match = _YEARLY.fullmatch(number)
    if match:
        return f"{match[1]}{match[2]}年{read_numeral(match[3].lstrip('0')) or match[3]}"
    match = _SERIAL.fullmatch(number)
    if match:
        return f"{match[1]}{read_numeral(match[2].lstrip('0')) or match[2]}"
    return number


def split_issuer(number: str) -> tuple[str | None, str]:
    """Part 国家税务总局公告2018年第61号 into its issuer and 2018年第61号; else give no issuer."""
    match = _YEARLY.fullmatch(number)
    if not match or not match[1]:
        return None, number
    issuer = re.sub(r"(?:公告|通告|通知|令)\Z", "", match[1])
    return issuer or None, number[match.end(1) :]


def says_no_issuer(number: str) -> bool:
    """Say whether a number names a year and nobody: 2018年第61号."""
    match = _YEARLY.fullmatch(number)
    return match is not None and not match[1]


# In running text a number starts where its words do, and nothing says where that is: the
# Chinese characters before the year are taken up to the last of these, or any other sign.
_BEFORE = re.compile(
    "(?:根据|依据|依照|按照|参照|遵照|按|见|以及|及其|及|和|与|或|的|为|是|由|经|将|以|自|于|在"
    "|废止|修改|修订|替代|代替|取代|执行|落实|贯彻|印发|发布|转发|下发|文号|通过|原|对|到|有关|关于|即|如|同)"
)
_SPACE = r"[ \t\u3000]{0,3}"
_DIGIT = "[0-9０-９]"
#: What 号 counts when it does not end a document number: 号楼, 号线, 号台风 …
_NOT_A_DOCUMENT = r"(?![楼线门院厅房室桥机井台仓馆区段洞口坑罐炉船车])"
_FOUND = re.compile(
    rf"(?P<bracket>[〔\[(（【［﹝]){_SPACE}(?:19|20|１９|２０){_DIGIT}{{2}}{_SPACE}[〕\])）】］﹞]"
    rf"{_SPACE}第?{_SPACE}{_DIGIT}{{1,5}}{_SPACE}号{_NOT_A_DOCUMENT}"
    rf"|(?P<year>(?<![0-9０-９])(?:19|20|１９|２０){_DIGIT}{{2}}){_SPACE}年{_SPACE}第{_SPACE}"
    rf"(?:{_DIGIT}{{1,4}}|{_HAN_DIGITS}{{1,7}}){_SPACE}号{_NOT_A_DOCUMENT}"
    rf"|(?P<series>(?:主席|国务院|[部委局署院会行府厅办])(?:令|公告|通告)){_SPACE}第{_SPACE}"
    rf"(?:{_DIGIT}{{1,4}}|{_HAN_DIGITS}{{1,7}}){_SPACE}号{_NOT_A_DOCUMENT}"
)
_RUN = re.compile(rf"[{_HAN}]+(?:[ \t]*\n[ \t]*[{_HAN}]+)*{_SPACE}\n?{_SPACE}\Z")
_LONGEST = 60
#: The words that join an issuer and its number in a year: 国家税务总局公告2018年第61号.
_JOINS = re.compile(r"(?:公告|通告|令)\s*\Z")


def find_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """Find document numbers in running text, each normalised, with its start and end."""
    done = 0
    for match in _FOUND.finditer(text):
        start = _first_word(text, done, match)
        if start is None:
            continue
        try:
            number = read_document_number(text[start : match.end()])
        except UnreadableError:  # a numeral that is none, a number 0
            continue
        yield number, start, match.end()
        done = match.end()


def _first_word(text: str, done: int, match: re.Match[str]) -> int | None:
    anchor = match.end("series") if match["series"] else match.start()
    run = _RUN.search(text, max(done, anchor - _LONGEST), anchor)
    if match["year"] and not (run and _JOINS.search(run[0])):
        return match.start()
    if run is None:
        return None
    start = run.start()
    for word in _BEFORE.finditer(text, start, anchor):
        # A leading 和 or 原 may belong to the code (和政发), a last word always does.
        if word.end() < anchor - 1 and word.start() >= start:
            start = word.end()
    start += len(text[start:anchor]) - len(text[start:anchor].lstrip())
    written = len(re.sub(r"\s", "", text[start:anchor]))
    return start if written >= 2 else match.start() if match["year"] else None
