"""Telephones, addresses and their labels, as they stand in a line of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Full-width digits, letters and signs to ASCII, one to one; punctuation stays as it is.
_FLAT = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF5B))} | {
    ord("＠"): "@", ord("＋"): "+", ord("－"): "-", ord("–"): "-", ord("—"): "-", ord("．"): ".",
    ord("／"): "/", ord("＃"): "#", ord("\u3000"): " ", 0xA0: " ", ord("\t"): " ",
}  # fmt: skip


def _spaced(words: str) -> str:
    """Allow spaces inside the words of a label: 联 系 人."""
    return re.sub("([\u4e00-\u9fff])(?=[\u4e00-\u9fff])", r"\1[ ]{0,4}", words)


_SIGN = r"\s{0,8}[:：=＝]?\s{0,8}"
_ABOUT = _spaced("(?:联系|咨询|办公|值班|固定|服务|举报|监督|客服|热线|投诉|报名|技术支持)*")
_PHONE_NAME = _spaced(
    rf"(?:{_ABOUT}(?:电话|手机|座机|热线)(?:号码?)?|Tel(?:ephone)?\.?|Phone|Mobile)"
)
_FAX_NAME = _spaced(r"(?:传真(?:号码?)?|Fax\.?)")
_BOTH_NAME = rf"(?:{_PHONE_NAME}\s?[/、及和兼（(]\s?{_FAX_NAME}[)）]?)"
_EMAIL_NAME = _spaced(
    rf"(?:{_ABOUT}(?:电子)?(?:邮箱|邮件)(?:地址)?|电邮|E-?mail(?:\saddress)?|Mail)"
)
_QQ_NAME = r"QQ\s?(?:交流|工作|咨询|答疑)?群?(?:号码?)?"
_ADDRESS_NAME = _spaced(r"(?:通讯|通信|联系|办公|邮寄|寄送|报送|单位|详细)?地址|Address")
_URL_NAME = _spaced(r"(?:网址|网站|网页|链接|URL|Website)")
_PEOPLE_NAME = _spaced(
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
#: A number with a digit too few, or cut at other places: one number all the same.
_BROKEN = (
    r"(?:0[0-9]{2,3}[ -]{1,3}[0-9]{3,4}[ -][0-9]{1,3}(?![0-9]|[ -][0-9])"
    r"|(?:0[0-9]{2,3}[ -]{1,3})?[2-9][0-9]{2,3}[ -][0-9]{2}[ -][0-9]{2}(?![0-9]|[ -][0-9]))"
)
_NUMBER = (
    rf"(?:{_STRONG}|{_BROKEN}|[0-9]{{3,4}}[ -][0-9]{{4}}(?![0-9])"
    r"|[0-9]{3,}(?:[.-][0-9]+)*?(?:-[0-9]{1,6}(?:/[0-9]{1,6}(?![0-9]|-[0-9]))+)?(?![0-9])"
    r")"
)
_EXTENSION = (
    r"(?:\s{0,4}[,，]?\s{0,4}[(（]?\s?(?:转(?:分机)?|分机(?:号)?|ext(?:ension)?\.?|x|#)\s{0,4}[:：]?"
    r"\s{0,4}[0-9]{1,8}(?:\s?[/、,，]\s?[0-9]{1,6}(?![0-9]|[ -][0-9]))*(?:\s?[)）])?"
    r"|\s?-\s?[0-9]{1,6}(?:/[0-9]{1,6}(?![0-9]|-[0-9]))*(?![0-9]))"
)
#: What is typed for 转, and the last digits of a further number.
_SLIP = r"(?P<slip> {0,2}(?:[*＊] ?[0-9]{1,6}(?![0-9])|[(（][1-9][0-9]{1,5}[)）](?!\s?[0-9])))"
_TAIL = (
    r"(?P<tail>(?:(?<=[0-9]{7})|(?<=[0-9]{3}[ -][0-9]{4}))"
    r"(?:\s?[、/,，]\s?[0-9]{2,4}(?![0-9]|\s?[-.:：@A-Za-z年月日号楼室层元个]|[ ][0-9]))+)"
)
_OUT = r"\s@;；、，,/|<>()（）:：=＝\"“”\u3001-\u9fff"
_EMAIL = rf"(?<![A-Za-z0-9._%+-])[^{_OUT}]{{1,64}}@[^{_OUT}]{{1,255}}(?<![.])"
_EMAIL_SLIP = (
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{2,64}"
    r"(?:\s?#\s?|\s?[(（\[]at[)）\]]\s?|\s@\s?|@\s)(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,12}"
)
_HOUR = r"[0-2]?[0-9][:：][0-5][0-9]"
_WEEKDAYS = "周[一二三四五六日](?:[至到-]周?[一二三四五六日])?"
_DAYS = f"(?:每?(?:个?工作日|{_WEEKDAYS})|上午|下午|[和及、至到,，-])"
#: It belongs to an address; alone it is none of a contact's fields.
_POSTCODE = r"邮(?:编|政编码)\s?[:：]?\s?[0-9]{6}(?![0-9])"
_HOURS = (
    rf"[(（](?=[^()（）]*(?:{_HOUR}|工作日|周[一二三四五六日]|上午|下午))(?![^()（）]*[0-9]{{3}})"
    rf"[^()（）]*[)）]|(?:{_DAYS}\s?){{0,6}}(?<![0-9]){_HOUR}"
    rf"(?:\s?(?:[~～至到-]|{_DAYS})+\s?{_HOUR}){{0,4}}"
)
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
    rf"(?P<hours>{_HOURS}|{_POSTCODE})|(?P<people_name>(?:{_PEOPLE_NAME}){_SIGN}(?<=[:：=＝\s]))"
    rf"|(?<![A-Za-z])(?P<address_name>{_ADDRESS_NAME})\s{{0,8}}[:：=＝\s]\s{{0,8}}"
    rf"(?P<address>[^\s;；。].*?)(?={_ADDRESS_END})"
    rf"|(?:(?<![A-Za-z])(?P<url_name>{_URL_NAME}){_SIGN})?(?P<url>{_URL})"
    rf"|(?:(?<![A-Za-z])(?P<email_name>{_EMAIL_NAME}){_SIGN})?(?P<email>{_EMAIL}|{_EMAIL_SLIP})"
    rf"|(?P<qq_name>{_QQ_NAME}){_SIGN}(?P<qq>[0-9]{{4,12}}(?![0-9-]))"
    rf"|(?:(?:(?<![A-Za-z])(?:(?P<both_name>{_BOTH_NAME})|(?P<fax_name>{_FAX_NAME})"
    rf"|(?P<phone_name>{_PHONE_NAME})){_SIGN})|(?<![A-Za-z0-9@._-]))"
    rf"(?P<number>{_NUMBER}(?:{_EXTENSION}|{_SLIP}|{_TAIL})?)(?:\s?[(（](?P<behind>传真|Fax|电话|手机)[)）])?",
    re.IGNORECASE | re.DOTALL,
)
#: What stands between two values of one kind, and between everything else.
_GAP = re.compile(r"[\s;；、,，/]*(?:或者?|和|及|以及)?[\s;；、,，/]*")
_EDGE = re.compile(r"^[\s;；、,，。.:：=＝/／–—~～-]+|[\s;；、,，。:：=＝/／–—~～-]+$")

#: A hyphen before an extension, where none parts the area code from the number.
_GLUED = re.compile("(0[0-9]{9,11})-[0-9]{1,6}")
_LABEL_ALONE = re.compile(
    "|".join((
        _BOTH_NAME, _PHONE_NAME, _FAX_NAME, _EMAIL_NAME, _QQ_NAME, _ADDRESS_NAME, _URL_NAME,
        _PEOPLE_NAME,
    )),
    re.IGNORECASE,
)  # fmt: skip
_REACHES = re.compile(
    rf"{_EMAIL}|{_URL}|{_LABELLED}|(?<![0-9A-Za-z-])(?:{_STRONG}"
    r"|(?!(?:19|20)[0-9]{2}(?:[ -]|[0-9]{4}(?![0-9])))"
    r"[2-9](?:[0-9]{6,7}|[0-9]{2,3}[ -][0-9]{4})(?![0-9年月日./-]))",
    re.IGNORECASE,
)


def reaches_somebody(cell: str) -> bool:
    """Say whether a cell holds a telephone, an address, or what is called one."""
    return _REACHES.search(cell.translate(_FLAT)) is not None


def is_label(word: str) -> bool:
    """Say whether a word is what a value of a contact is called: 联系电话."""
    return _LABEL_ALONE.fullmatch(word) is not None


@dataclass(frozen=True, slots=True)
class Token:
    """A value with its label; ``kinds`` is empty where the label says who it is about."""

    kinds: tuple[str, ...]
    name: tuple[int, int] | None
    start: int
    end: int
    whole: tuple[int, int]
    leads: bool = False  # its label holds for the numbers behind it too
    slip: int | None = None  # where the extension starts that is written otherwise
    tail: int | None = None  # where the last digits of further numbers start


def tokens_of(text: str) -> Iterator[Token]:
    """Find the values in a text, with their labels."""
    before: Token | None = None
    for match in _TOKEN.finditer(text.translate(_FLAT)):
        before = _token(match, text, before)
        yield before


def _token(match: re.Match[str], text: str, before: Token | None) -> Token:
    whole = match.span()
    if match["people_name"]:
        return Token((), None, whole[1], whole[1], whole)
    for kind in ("hours", "address", "url", "email", "qq"):
        if match[kind] is not None:
            labelled = kind != "hours" and match[f"{kind}_name"]
            name = match.span(f"{kind}_name") if labelled else None
            start, end = match.span(kind)
            if kind == "address":
                start, end = bare(text, start, end)
            return Token((kind,), name, start, end, (whole[0], end), kind == "qq")
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
    slip, tail = match.start("slip"), match.start("tail")
    if slip < 0 and (glued := _GLUED.fullmatch(match["number"])):
        slip = start + glued.end(1)
    if tail >= 0:
        end = tail
    return Token(
        kinds, name, start, end, whole, leads,
        slip if slip >= 0 else None, tail if tail >= 0 else None,
    )  # fmt: skip


def bare(text: str, start: int, end: int) -> tuple[int, int]:
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
