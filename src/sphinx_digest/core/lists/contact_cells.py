"""The first cell of a row of contacts: persons, telephones, addresses as they stand in a notice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sphinx_digest.core.formats import RECORD_ID
from sphinx_digest.core.messages import twin
from sphinx_digest.core.model import Diagnostic, Field, Place, Text
from sphinx_digest.core.reading.lines import cut, joined

#: Full-width digits, letters and signs to ASCII, one to one; punctuation stays as it is.
_FLAT = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF5B))} | {
    ord("＠"): "@", ord("＋"): "+", ord("－"): "-", ord("–"): "-", ord("—"): "-", ord("．"): ".",
    ord("／"): "/", ord("＃"): "#", ord("\u3000"): " ", 0xA0: " ", ord("\t"): " ",
}  # fmt: skip

_SIGN = r"\s{0,8}[:：=＝]?\s{0,8}"
_ABOUT = "(?:联系|咨询|办公|值班|固定|服务|举报|监督|客服|热线|投诉|报名|技术支持)*"
_PHONE_NAME = rf"(?:{_ABOUT}(?:电话|手机|座机|热线)(?:号码?)?|Tel(?:ephone)?\.?|Phone|Mobile)"
_FAX_NAME = r"(?:传真(?:号码?)?|Fax\.?)"
_BOTH_NAME = rf"(?:{_PHONE_NAME}\s?[/、及和兼（(]\s?{_FAX_NAME}[)）]?)"
_EMAIL_NAME = rf"(?:{_ABOUT}(?:电子)?(?:邮箱|邮件)(?:地址)?|电邮|E-?mail(?:\saddress)?|Mail)"
_QQ_NAME = r"QQ\s?(?:交流|工作|咨询|答疑)?群?(?:号码?)?"
_ADDRESS_NAME = r"(?:通讯|通信|联系|办公|邮寄|寄送|报送|单位|详细)?地址|Address"
_URL_NAME = r"(?:网址|网站|网页|链接|URL|Website)"
_PEOPLE_NAME = (
    r"(?:联系人|姓名|负责人|经办人|联系方式)(?:(?:及|和|、|/)?(?:联系)?(?:电话|方式))?|Contact"
)

#: Whole numbers first, by their kind, so that a space inside one is not taken for its end.
_AREA_NUMBER = r"[(（]?0[0-9]{2,3}[)）]?[ -]{0,3}(?:[0-9]{7,8}|[0-9]{3,4}[ -][0-9]{4})(?![0-9])"
_MOBILE = r"1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])"
_TOLL_FREE = r"[48]00[ -]?(?:[0-9]{7}|[0-9]{3}[ -][0-9]{4}|[0-9]{4}[ -][0-9]{3})(?![0-9])"
_STRONG = (
    rf"(?:(?:(?:\+|00)86[ -]?|[(（]\+?86[)）][ -]?)?(?:{_MOBILE}|{_AREA_NUMBER}|{_TOLL_FREE})"
    r"|\+[0-9]{1,3}(?:[ .-]?[(（]?[0-9]{1,8}[)）]?){1,6}(?![0-9]))"
)
_NUMBER = (
    rf"(?:{_STRONG}|[0-9]{{3,4}}[ -][0-9]{{4}}(?![0-9])"
    r"|[0-9]{3,}(?:[.-][0-9]+)*?(?:-[0-9]{1,6}(?:/[0-9]{1,6}(?![0-9]|-[0-9]))+)?(?![0-9])"
    r"|(?<=/)[0-9]{1,2}(?![0-9]))"
)
_EXTENSION = (
    r"(?:\s{0,4}[,，]?\s{0,4}[(（]?\s?(?:转(?:分机)?|分机(?:号)?|ext(?:ension)?\.?|x|#)\s{0,4}[:：]?"
    r"\s{0,4}[0-9]{1,8}(?:\s?[/、,，]\s?[0-9]{1,6}(?![0-9]|[ -][0-9]))*(?:\s?[)）])?"
    r"|\s?-\s?[0-9]{1,6}(?:/[0-9]{1,6}(?![0-9]|-[0-9]))*(?![0-9]))"
)
_OUT = r"\s@;；、，,/|<>()（）:：=＝\"“”\u3001-\u9fff"
_EMAIL = rf"(?<![A-Za-z0-9._%+-])[^{_OUT}]{{1,64}}@[^{_OUT}]{{1,255}}(?<![.])"
_URL = r"(?:https?://|www\.)[^\s；，、。（）<>|\"“”\u4e00-\u9fff]+(?<![.,;)])"

_LABELLED = (
    rf"(?:{_BOTH_NAME}|{_PHONE_NAME}|{_FAX_NAME}){_SIGN}[(（+0-9]"
    rf"|{_QQ_NAME}{_SIGN}[0-9]|{_URL_NAME}{_SIGN}(?:http|www)|{_EMAIL_NAME}{_SIGN}[A-Za-z0-9_]"
    rf"|(?:{_PEOPLE_NAME}){_SIGN}(?<=[:：=＝\s])|(?:{_ADDRESS_NAME})[:：=＝]"
)
_ADDRESS_END = (
    rf"[;；。](?!\s?(?:邮编|邮政编码))|[(（]?(?:{_LABELLED})|{_EMAIL}|{_URL}"
    rf"|(?<![0-9A-Za-z-]){_STRONG}|\Z"
)
_TOKEN = re.compile(
    rf"(?P<people_name>(?:{_PEOPLE_NAME}){_SIGN}(?<=[:：=＝\s]))"
    rf"|(?<![A-Za-z])(?P<address_name>{_ADDRESS_NAME})\s{{0,8}}[:：=＝\s]\s{{0,8}}"
    rf"(?P<address>[^\s;；。].*?)(?={_ADDRESS_END})"
    rf"|(?:(?<![A-Za-z])(?P<url_name>{_URL_NAME}){_SIGN})?(?P<url>{_URL})"
    rf"|(?:(?<![A-Za-z])(?P<email_name>{_EMAIL_NAME}){_SIGN})?(?P<email>{_EMAIL})"
    rf"|(?P<qq_name>{_QQ_NAME}){_SIGN}(?P<qq>[0-9]{{4,12}}(?![0-9-]))"
    rf"|(?:(?:(?<![A-Za-z])(?:(?P<both_name>{_BOTH_NAME})|(?P<fax_name>{_FAX_NAME})"
    rf"|(?P<phone_name>{_PHONE_NAME})){_SIGN})|(?<![A-Za-z0-9@._-]))"
    rf"(?P<number>{_NUMBER}{_EXTENSION}?)(?:\s?[(（](?P<behind>传真|Fax|电话|手机)[)）])?",
    re.IGNORECASE | re.DOTALL,
)
#: What stands between two values of one kind, and between everything else.
_GAP = re.compile(r"[\s;；、,，/]*(?:或者?|和|及|以及)?[\s;；、,，/]*")
_PLAIN_GAP = re.compile(r"\s*[;；]\s*")
_EDGE = re.compile(r"^[\s;；、,，。.:：=＝/／–—~～-]+|[\s;；、,，。:：=＝/／–—~～-]+$")
_BETWEEN = re.compile("或者?|和|及|以及|or|and")
_TOLD = re.compile(r"(?:^|[\s；;、,，])(?P<what>[^\s；;、,，:：=＝]*[:：=＝].*)", re.DOTALL)
_WORD = re.compile(r"[^\W_]")
#: What the name of an office ends with.
_OFFICE_ENDS = "局部委办院厅司处署会府站所组心校"
_OURS = re.compile(
    "|".join((_PHONE_NAME, _FAX_NAME, _EMAIL_NAME, _QQ_NAME, _ADDRESS_NAME, _URL_NAME)),
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"[\u4e00-\u9fff·]{2,4}(?:[\s、,，]{1,4}[\u4e00-\u9fff·]{2,4}){0,3}(?:[(（][^()（）]*[)）])?"
    r"|[A-Z][A-Za-z.'-]*(?:\s[A-Z][A-Za-z.'-]*){0,3}"
)


_REACHES = re.compile(
    rf"{_EMAIL}|{_URL}|{_LABELLED}|(?<![0-9A-Za-z-])(?:{_STRONG}"
    r"|(?!(?:19|20)[0-9]{2}(?:[ -]|[0-9]{4}(?![0-9])))"
    r"[2-9](?:[0-9]{6,7}|[0-9]{2,3}[ -][0-9]{4})(?![0-9年月日./-]))",
    re.IGNORECASE,
)


def reaches_somebody(cell: str) -> bool:
    """Say whether a cell holds a telephone, an address, or what is called one."""
    return _REACHES.search(cell.translate(_FLAT)) is not None


@dataclass(frozen=True, slots=True)
class _Token:
    """A value with its label; ``kinds`` is empty where the label says who it is about."""

    kinds: tuple[str, ...]
    name: tuple[int, int] | None
    start: int
    end: int
    whole: tuple[int, int]
    leads: bool = False  # its label holds for the numbers behind it too


@dataclass(frozen=True, slots=True)
class Reached:
    """What the first cell says: whom, how to reach them, and what could not be read."""

    names: Text | None
    fields: tuple[Field, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def read_persons(cell: Text, file: str) -> Reached:
    """Read persons, telephones and addresses, with or without a label in front of each."""
    if RECORD_ID.fullmatch(cell.value):
        return Reached(cell, ())
    tokens = list(_tokens(cell.value))
    fields = tuple(_fields(cell, tokens))
    names: list[tuple[int, int]] = []
    strangers: list[tuple[int, int]] = []
    labelled = False
    for index, (start, end) in enumerate(_words(cell.value, tokens)):
        written = cell.value[start:end]
        if not written or _BETWEEN.fullmatch(written):
            continue
        if told := _TOLD.search(written):  # a label that is none of ours
            strangers.append((start + told.start("what"), end))
            start, end = _bare(cell.value, start, start + told.start("what"))
            written = cell.value[start:end]
        if not written:
            continue
        if not _WORD.search(written):
            strangers.append((start, end))
        elif index and not tokens[index - 1].kinds:
            if not any(token.kinds for token in tokens[:index]) and not labelled:
                strangers += names  # whose office it is
                names = []
            labelled = True
            names.append((start, end))
        elif not index or (names and index < len(tokens) and _PERSON.fullmatch(written)):
            names.append((start, end))
        else:
            strangers.append((start, end))
    found = [_stranger(cell, file, *span) for span in sorted(strangers)]
    if any(token.kinds and names[0][1] <= token.start < names[-1][0] for token in tokens if names):
        found.append(_apart(cell, file, names))
    return Reached(_list_of(cell, names) if names else None, fields, tuple(found))


def _tokens(text: str) -> Iterator[_Token]:
    before: _Token | None = None
    for match in _TOKEN.finditer(text.translate(_FLAT)):
        before = _token(match, text, before)
        yield before


def _token(match: re.Match[str], text: str, before: _Token | None) -> _Token:
    whole = match.span()
    if match["people_name"]:
        return _Token((), None, whole[1], whole[1], whole)
    for kind in ("address", "url", "email", "qq"):
        if match[kind] is not None:
            name = match.span(f"{kind}_name") if match[f"{kind}_name"] else None
            start, end = match.span(kind)
            if kind == "address":
                start, end = _bare(text, start, end)
            return _Token((kind,), name, start, end, (whole[0], end), kind == "qq")
    start, end = match.span("number")
    label = next((k for k in ("both", "fax", "phone") if match[f"{k}_name"]), None)
    behind = (match["behind"] or "").lower()
    kinds = {"both": ("phone", "fax"), "fax": ("fax",)}.get(label or "", ("phone",))
    leads = label in ("both", "fax")
    if behind in ("传真", "fax"):
        kinds = ("fax",)
    elif not label and not behind and before and before.leads:
        gap = text[before.whole[1] : start]
        if before.kinds == ("qq",):
            listed = bool(re.fullmatch(r"[\s、,，/]*", gap) and match["number"].isdigit())
        else:
            listed = bool(_GAP.fullmatch(gap)) and not re.match(_MOBILE, match["number"])
        kinds, leads = (before.kinds, True) if listed else (kinds, False)
    name = match.span(f"{label}_name") if label else None
    if name is None and behind:
        name = match.span("behind")
    return _Token(kinds, name, start, end, whole, leads)


def _words(text: str, tokens: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """Give what stands before, between and behind the values, without the signs around it."""
    starts = [0, *(token.whole[1] for token in tokens)]
    ends = [*(token.whole[0] for token in tokens), len(text)]
    for start, end in zip(starts, ends, strict=True):
        yield _bare(text, start, end)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out signs at both ends, and a bracket whose other half stands elsewhere."""
    while start < end:
        piece = text[start:end]
        if edge := _EDGE.search(piece):
            first, last = edge.span()
        elif piece[0] in ")）" or (piece[0] in "(（" and not re.search("[)）]", piece)):
            first, last = 0, 1
        elif piece[-1] in "(（" or (piece[-1] in ")）" and not re.search("[(（]", piece)):
            first, last = len(piece) - 1, len(piece)
        else:
            break
        start, end = (start + last, end) if first == 0 else (start, start + first)
    return start, end


def _fields(cell: Text, tokens: Sequence[_Token]) -> Iterator[Field]:
    """Give one field a kind, in order of their first values."""
    of: dict[str, list[_Token]] = {}
    for token in tokens:
        for kind in token.kinds:
            of.setdefault(kind, []).append(token)
    for kind, own in of.items():
        span = cell.span(own[0].start, own[0].start)
        name = Text(kind, ((span.line, span.column),))
        if label := own[0].name:
            name = cut(cell, *label)
        yield Field(name, _list_of(cell, [(token.start, token.end) for token in own]), kind)


def _list_of(cell: Text, spans: Sequence[tuple[int, int]]) -> Text:
    """Give the stretch as it was written, or its pieces where other signs stand between them."""
    gaps = pairwise(spans)
    if all(_PLAIN_GAP.fullmatch(cell.value, one[1], other[0]) for one, other in gaps):
        return cut(cell, spans[0][0], spans[-1][1])
    pieces = [cut(cell, *span) for span in spans]
    listed = [Text(f"{piece.value}；", piece.lines) for piece in pieces[:-1]]
    return joined([*listed, pieces[-1]])


def _stranger(cell: Text, file: str, start: int, end: int) -> Diagnostic:
    value = " ".join(cell.value[start:end].split())
    said = re.sub(r"^[(（](.*)[)）]$", r"\1", value).replace(":", "：").replace("＝", "：")
    kind, _, rest = said.replace("=", "：").partition("：")
    zh, en, mend = "身份", "role", rest or kind
    if rest and _OURS.fullmatch(kind):
        zh = en = kind
    elif mend[-1:] in _OFFICE_ENDS:
        zh, en = "单位", "organization"
    words = {"value": value, **twin("mend", {"zh": f"{zh}={mend}", "en": f"{en}={mend}"})}
    help_ = "help_person" if en == "role" and _PERSON.fullmatch(value) else "help"
    return Diagnostic("DGT048", Place(file, cell.span(start, end)), words, help_)


def _apart(cell: Text, file: str, names: Sequence[tuple[int, int]]) -> Diagnostic:
    """Report persons between their numbers, with the first two rows as they should be."""
    ends = [start for start, _ in names[1:]] + [len(cell.value)]
    rows = []
    for (start, _), end in zip(names[:2], ends, strict=False):
        first, last = _bare(cell.value, start, end)
        row = " ".join(cell.value[first:last].split())
        rows.append(re.sub(rf"[\s；;、,，]*(?:{_PEOPLE_NAME})$", "", row))
    words = {"value": " ".join(cell.value.split()), "mend": rows[0], "other": rows[1]}
    return Diagnostic("DGT049", Place(file, cell.span()), words)
