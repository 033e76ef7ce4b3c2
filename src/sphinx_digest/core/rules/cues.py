"""What a notice's running text says of deadlines: days and periods that words mark as such."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from sphinx_digest.core.model import Notice, Place, Prose
from sphinx_digest.core.rules.days import is_usual, written_day
from sphinx_digest.core.rules.lines import Lines, lines_of
from sphinx_digest.core.rules.shape import Page
from sphinx_digest.core.times.dates import last_day, precision_of
from sphinx_digest.core.times.issue_days import shifted
from sphinx_digest.core.times.written_times import WrittenTime, find_times

#: What a deadline is about; "" where the words do not say.
Concern = Literal["hand-in", "views", "event", ""]


@dataclass(frozen=True, slots=True)
class Mention:
    """A time in the running text that reads like a deadline; ``sure`` says that it must be one."""

    time: WrittenTime
    words: str
    place: Place
    concern: Concern
    sure: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What a running text says of time; ``other_days`` are ISO days that are no mention.

    A day without its year stands among them as month and day.
    """

    mentions: tuple[Mention, ...]
    other_days: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Passage:
    """A stretch of running text, cut into sentences once for all the times in it."""

    prose: Prose
    lines: Lines
    starts: tuple[int, ...]  # of its sentences
    stops: tuple[int, ...]

    def around(self, time: WrittenTime) -> tuple[str, str]:
        """Give what stands in front of a time and behind it, in its sentence and near it."""
        text = self.prose.text.value
        start = self.starts[bisect_right(self.starts, time.start) - 1]
        at = bisect_left(self.stops, time.end)
        stop = self.stops[at] if at < len(self.stops) else len(text)
        return (
            text[max(start, time.start - _WINDOW) : time.start],
            text[time.end : min(stop, time.end + _WINDOW)],
        )


def _passage(prose: Prose) -> _Passage:
    ends = [match.span() for match in _ENDS.finditer(prose.text.value)]
    starts = (0, *(end for _, end in ends))
    return _Passage(prose, lines_of(prose.text), starts, tuple(stop for stop, _ in ends))


#: How much of a sentence is looked at, on either side of a time.
_WINDOW = 240
#: A day, or the start of a period.
_HAS_DATE = re.compile(
    "[日号](?:起|(?<=[0-9０-９一二三四五六七八九十][日号])|(?<=[0-9０-９] [日号]))"
    "|20[0-9]{2}[-/.][0-9]"
)
_HAND_IN = (
    "申报|申请|受理|报名|报送|填报|填写|提交|递交|征集|征稿|投稿|推荐|上报|注册|登记|缴费|预约|办理|备案|"
    "领取|回执|材料|投标|上传|供稿|缴纳"
)
_VIEWS = "征求意见|意见|反馈|公示|异议"
_EVENT = "评审|答辩|考试|培训|会议|活动|举办|比赛|竞赛|宣讲|授课|审核|审查|初审|复审|咨询"
_CONCERNS: tuple[tuple[Concern, re.Pattern[str]], ...] = (
    ("views", re.compile(_VIEWS)),
    ("hand-in", re.compile(_HAND_IN)),
    ("event", re.compile(_EVENT)),
)
_LABEL = (
    rf"(?:(?P<what>{_HAND_IN}|{_VIEWS}|{_EVENT})[^，,。；;：:（(\n]{{0,8}}?"
    "(?:起止|截止|有效)?(?:时间|日期|期限|时限|截止日?|期间?)|截止(?:时间|日期|期限|时点|日|期)?)"
)
#: Right in front of a time.
_LABEL_BEFORE = re.compile(
    rf"{_LABEL}(?:[（(][^（）()]{{0,12}}[)）])?[\s为是:：自从于在均延长至到，,“”]*(?:暂定|统一|一律)?\Z"
)
#: A heading, or a line of its own, that the time stands below.
_LABEL_ABOVE = re.compile(rf"{_LABEL}(?:和|及|与|、|安排|要求|地点|地址|方式|如下|[:：\s])*\Z")
_LONGEST_LABEL = 24
_VERBS = re.compile(
    "报送|报[至到市省区县国我局委厅]|提交|递交|送[交达至到]|寄[送至到]|邮寄|发[送至到给市省我]|上报|申报|填报|"
    "填写|上传|反馈|回复|推荐|推送|缴纳|缴费|办理|报名|登记|注册|登录|领取|上交|交[至到]|供稿|投稿|备案|提出|联系"
    "|[将把][^。；;]{1,60}?[报发送寄交传]"
)
_ASKED = re.compile("请|务必|须|应|需|逾期|不再受理|不予受理|[将把]")
_AT_BEFORE = re.compile(r"[于在]\s*\Z")
_BY_AUTHORITY = re.compile(r"将[于在]\s*\Z")
_LATE = re.compile(r"[^。；;]{0,80}(?:逾期|过期|不再受理|不予受理|不予补报)")
_DONE = re.compile(r"[\s，,]*(?:全部|全面|统一)?完成")
_AIM = re.compile(
    "力争|争取|目标|预计|计划|规划|有望|拟于|确保|累计|有效期|执行期|实施期|建设期|服务期|任期|已于|曾于|免收|免征|减免|减半"
)
#: Behind a day: it says which cases are meant, or from when something holds.
_CONDITION = re.compile(
    r"[^，,。；;将把请]{0,10}(?:成立|设立|出生|到期|届满|期满|存续|投产|竣工|建成)"
    r"|[\s已经均正式继续]{0,4}(?:施行|实施|执行|生效|废止|失效|有效)"
    r"|[^，,。；;将把请]{0,10}(?:取得|获得|获批|通过|认定|签订|发表|授权|立项|结题|发生|购置|毕业)"
    r"[^，,。；;将把请]{0,6}的"
    rf"|[^，,。；;将把请]{{0,12}}(?:{_HAND_IN}|缴纳|提出)(?:完成|完毕|成功)?的"
    r"|[^，,。；;]{0,40}的(?:[，,]|\Z)"
)
#: 前上市的品种: what the day is said of, unless something is to be handed in first.
_SAID_OF = re.compile("([^，,。；;将把请]{1,14}?)的")
_ENDS = re.compile(r"[。！？!?；;]|\n\s*\n")
_CLAUSE_END = re.compile("[，,。；;！？!?]")
_VAGUE = re.compile("左右|前后|大约|大概")
#: What stands before a day that another one has replaced, and behind it: 原定 … 延至 ….
_REPLACED = re.compile(
    r"原(?:定|先|来|计划|拟|截止|申报|报名|报送|受理|征集|通知|公告|规定)[^，,。；;：:\n]{0,16}\Z"
    r"|[由从]\s*\Z"
)
_REPLACES = re.compile(
    r"[^。；;\n]{0,24}?(?:顺延|延[至到后长期]|推迟|提前[至到]|调整[为至到]|改[为至到在期]|变更为)"
)
#: How far ahead of its notice a deadline may lie.
_FURTHEST = timedelta(550)


def told_in(page: Page, notice: Notice) -> Told:
    """Find the times in the running text of a notice, and which read like deadlines of it."""
    since: date | None = None
    above = ""
    mentions: list[Mention] = []
    other_days: set[str] = set()
    for prose in page.prose.get(notice.record.block, ()):
        text = prose.text.value
        below = False
        # Most of a text has no date; to look for a character is far cheaper than to search.
        if ("日" in text or "20" in text or "号" in text) and _HAS_DATE.search(text):
            since = since or _reference(page, notice)
            if since is None:
                break
            passage = _passage(prose)
            for time in times_near(text, since, page.settings.timezone):
                found = _read(page, passage, time, above)
                below = below or (found is not None and bool(above))
                if found and _may_be_due(time, since, notice):
                    mentions.append(found)
                elif time.last and time.bound != "from":
                    other_days.add(time.last[5:10] if time.inferred else time.last[:10])
        if not below:  # else the next line may stand below the same label
            above = text if len(text) <= _LONGEST_LABEL else ""
    return Told(tuple(mentions), frozenset(other_days))


@lru_cache(maxsize=512)
def times_near(text: str, since: date, zone: str) -> tuple[WrittenTime, ...]:
    """Find the times in a text; a year that is not written is that of the next such day."""

    def year_of(month: int, _day: int | None) -> int | None:
        # A month or two back is told of, what lies longer ago comes again.
        year = since.year + (since.month - month > 2)
        return year if year <= date.max.year else None

    return find_times(text, year_of, zone)


def _reference(page: Page, notice: Notice) -> date | None:
    """Give the day that deadlines of a notice come after."""
    own = written_day(notice.record, "published") or written_day(notice.record, "dated")
    if own and is_usual(page, notice.record, "published"):
        return own
    return page.published or own


def _may_be_due(time: WrittenTime, since: date, notice: Notice) -> bool:
    """Say whether a day lies ahead of a notice, near enough, and is not its own date."""
    if time.last is None:
        return True
    if precision_of(time.last) not in ("day", "minute"):
        return False
    day = last_day(time.last)
    if time.bound == "on" and day in (
        written_day(notice.record, "published"),
        written_day(notice.record, "dated"),
        written_day(notice.record, "effective"),
    ):
        return False
    return since <= day <= shifted(since, _FURTHEST)


def _read(page: Page, passage: _Passage, time: WrittenTime, above: str) -> Mention | None:
    """Read the words around a time; None where they do not mark a deadline."""
    if time.bound == "from":
        return None
    before, after = passage.around(time)
    wording = passage.prose.text.value[time.start : time.end]
    if _VAGUE.search(wording) or (_REPLACED.search(before) and _REPLACES.match(after)):
        return None
    label = _LABEL_BEFORE.search(before + _said_in(wording))
    if label is None and len(before.strip()) <= 12 and not _VERBS.search(before):
        label = _LABEL_ABOVE.search(above) or _LABEL_ABOVE.search(_heading(page, passage, time))
    if label is not None:
        sure = True
    else:
        stated = wording.startswith(("截至", "截止")) and before.rstrip().endswith("时间")
        judged = True if stated else _judge(time, before, after)
        if judged is None:
            return None
        sure = judged
    said = (label["what"] or "") if label is not None else ""
    concern = _concern(said) or _concern(before[-20:] + wording + after[:40])
    words = " ".join(wording.split())
    place = Place(passage.prose.file, passage.lines.span(time.start, time.end))
    return Mention(time, words, place, concern, sure and concern != "event")


def _judge(time: WrittenTime, before: str, after: str) -> bool | None:
    """Say whether a time without a label is due for sure (True), probably (False), or not."""
    if _AIM.search(before[-30:]) or _AIM.search(after[:30]) or _is_condition(after):
        return None
    if time.bound == "within":
        clause = _CLAUSE_END.split(before)[-1]
        return True if time.anchor == "published" and _VIEWS_OR_VERBS.search(clause) else None
    if time.bound in ("before", "until", "range") and _LATE.match(after):
        return True
    verb = _VERBS.search(after[:120])
    if time.bound in ("before", "until") and verb:
        asked = _AT_BEFORE.search(before) or _ASKED.search(before + after)
        return bool(asked) and not _BY_AUTHORITY.search(before)
    if time.bound == "range" and (verb := _VERBS.search(_CLAUSE_END.split(after)[0])):
        return bool(_ASKED.search(before + after))
    return False if time.bound in ("before", "until", "on") and _DONE.match(after) else None


def _is_condition(after: str) -> bool:
    if _CONDITION.match(after):
        return True
    said = _SAID_OF.match(after)
    return said is not None and not (_VERBS.search(said[1]) or "完成" in said[1])


_VIEWS_OR_VERBS = re.compile(f"{_VIEWS}|{_VERBS.pattern}")


def _said_in(wording: str) -> str:
    """Give the word for a bound that a wording starts with: 截止时间为."""
    found = re.match("截止(?:时间|日期|期限)?|截至", wording)
    return found[0] if found and found[0].startswith("截止") else ""


def _heading(page: Page, passage: _Passage, time: WrittenTime) -> str:
    """Give the heading that a time stands below, where nothing but a number comes between."""
    prose = passage.prose
    if prose.heading is None:
        return ""
    heading = page.reading.headings[prose.heading]
    title = heading.title.value
    line = passage.lines.locate(time.start)[0]
    near = heading.file == prose.file and line - heading.title.span().end_line <= _NEAR_LINES
    return title if near and len(title) <= _LONGEST_LABEL else ""


_NEAR_LINES = 6


def _concern(words: str) -> Concern:
    for concern, pattern in _CONCERNS:
        if pattern.search(words):
            return concern
    return ""
