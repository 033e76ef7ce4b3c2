"""Lengths of time as a running text states them, and what they are counted from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.numerals import NUMERAL
from sphinx_digest.core.times.periods import read_length
from sphinx_digest.core.times.times_of_day import GAP

SINCE = re.compile(rf"(?:[之即次]{GAP})?日{GAP}起")
_LENGTH = re.compile(
    rf"(?P<count>半|{NUMERAL}{{1,5}}){GAP}"
    rf"(?P<unit>个?{GAP}工作日|个?自然日|个?日历日|天|日|个月|个?星期|周(?!年)|年)"
)
_INSIDE = re.compile(rf"{GAP}(?:之内|以内|内)(?!容|部|外)")
_AFTER = re.compile(rf"{GAP}(?:之后|以后|后)(?!续)")
_COUNTED = re.compile(rf"{GAP}[,，]?{GAP}(?:的|公示期?|为期|共计?|计算|算起|计)?{GAP}")
_POINT_SINCE = re.compile(rf"{GAP}(?:(?:之日)?起|(?P<after>之?后|以后))(?:计算|算)?")
_DECLARED = re.compile(rf"{GAP}(?P<open>[(（])?{GAP}[,，]?{GAP}(?P<word>共计?|为期|计)?{GAP}")
_CLOSES = re.compile(rf"{GAP}[)）]")
#: In front of a length: what it is of, or what makes it none of ours.
_SPOKEN_FOR = re.compile(
    rf"(?:公示|公告|为期|(?:公示|公告|征求意见|反馈|申报|受理|报名|征集)的?"
    rf"(?:期限?|时间|时限|期间){GAP}(?:为|是|共|:|：)?){GAP}\Z"
)
_OTHER = re.compile(
    rf"(?:[近每满第隔过月年0-9.、,~—–−至到-]|前|最近|过去|连续|不少于|至少|最后){GAP}\Z"
)
_BEHIND = re.compile(rf"(?:之后|以后|后){GAP}的?{GAP}\Z")

# What a length is counted from.
_DOCUMENT = (
    "(?:本|该|此|上述)?(?:通知书?|通告|公告|公示|办法|规定|规则|细则|措施|意见|指南|条例|文件|决定|方案|"
    "标准|要求|征求意见稿|指导原则|函|《[^》]{1,60}》|信息|名单)?"
)
_VERBS = {
    "published": "(?:正式|公开|对外)?"
    "(?:发布|印发|公布|发文|下发|发出|刊登|刊发|公告|公示|颁布|挂网)",
    "dated": "(?:签发|成文|落款|签署)",
    "effective": "(?:正式)?(?:施行|实施|生效|执行)",
}
_ANCHORS = {name: re.compile(f"{_DOCUMENT}{verb}") for name, verb in _VERBS.items()}
_SINCE_WORD = re.compile("(?<![各独亲擅来])[自从](?![行主动查身己愿筹评])")
_CLAUSE_ENDS = re.compile("[,，。;；:：!！?？|(（)）]|\n[ \t]*\n")
_CUT = re.compile("[在于并将]|应当?|[须请]")
_NO_EVENT = frozenset({"", "此", "今", "然", "最", "以", "之", "其", "随", "先", "前"})
_LONGEST_EVENT = 20


@dataclass(frozen=True, slots=True)
class Length:
    """A length that ends at an offset; ``inside`` says 内, ``after`` 后."""

    end: int
    value: str
    inside: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a length is counted from; ``event`` is its wording where it has no date."""

    start: int
    name: str | None
    event: str | None = None


def length_since(text: str, at: int) -> Length | None:
    """Read the length behind ``起``: ``，15 日内``, ``30 日后``."""
    match = _COUNTED.match(text, at)
    return _length_at(text, match.end()) if match else None


def length_after(text: str, at: int) -> Length | None:
    """Read the length behind a day: ``起一个月``, ``后 10 日内``."""
    match = _POINT_SINCE.match(text, at)
    found = length_since(text, match.end()) if match else None
    if match is None or found is None or (match["after"] and not found.inside):
        return None
    return found


def declared_length(text: str, at: int) -> Length | None:
    """Read the length that is declared behind a range: ``（10 个工作日）``."""
    match = _DECLARED.match(text, at)
    if match is None or not (match["open"] or match["word"]):
        return None
    found = _length_at(text, match.end())
    if found is None or not match["open"]:
        return found
    closed = _CLOSES.match(text, found.end)
    return Length(closed.end(), found.value) if closed else None


def loose_length(text: str, told: int, at: int) -> tuple[Anchor, Length] | None:
    """Read a length with no day in front: ``公示 7 天``, ``驳回后 3 个工作日内``, ``10 日内``."""
    found = _length_at(text, at)
    if found is None or found.value.endswith(("year", "years")) or found.after:
        return None
    before = text[max(told, at - 40) : at]
    if _OTHER.search(before):
        return None
    if (behind := _BEHIND.search(before)) and found.inside:
        return _anchor(text, told, at - len(behind[0])) or Anchor(at, None), found
    if said := _SPOKEN_FOR.search(before):
        return Anchor(at - len(said[0]), None), found
    return (Anchor(at, None), found) if found.inside else None


def anchor_before(text: str, told: int, at: int) -> Anchor | None:
    """Read what stands in front of ``之日起``; 即日起 is the day of publication."""
    if text[at] != "即":
        return _anchor(text, told, at)
    before = re.search(rf"[自从]{GAP}\Z", text[max(told, at - 4) : at])
    return Anchor(at - len(before[0]) if before else at, "published")


def anchor_named(words: str) -> str | None:
    """Give the field of a notice that words such as 本通知印发 name; None for any other event."""
    return next((name for name, known in _ANCHORS.items() if known.fullmatch(words)), None)


def _anchor(text: str, told: int, at: int) -> Anchor | None:
    window = text[max(told, at - 60) : at]
    begin = max((end.end() for end in _CLAUSE_ENDS.finditer(window)), default=0)
    if since := _SINCE_WORD.search(window, begin):
        start, words = since.start(), window[since.end() :]
    else:
        start = max((cut.end() for cut in _CUT.finditer(window, begin)), default=begin)
        words = window[start:]
    start += len(window[start:]) - len(window[start:].lstrip())
    start += at - len(window)
    event = re.sub(r"\s", "", words).removesuffix("的").removesuffix("之")
    if name := anchor_named(event):
        return Anchor(start, name)
    if event in _NO_EVENT or len(event) > _LONGEST_EVENT or event[-1] in "0123456789":
        return None
    return Anchor(start, "event", event)


def _length_at(text: str, at: int) -> Length | None:
    match = _LENGTH.match(text, at)
    if match is None:
        return None
    try:
        value = read_length(re.sub(r"\s", "", match[0]))
    except UnreadableError:
        return None
    if inside := _INSIDE.match(text, match.end()):
        return Length(inside.end(), value, inside=True)
    after = _AFTER.match(text, match.end())
    return Length(after.end() if after else match.end(), value, after=after is not None)
