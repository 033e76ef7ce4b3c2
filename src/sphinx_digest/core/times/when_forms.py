"""The words around the dates and lengths of a deadline that is written in one line."""

from __future__ import annotations

import re

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.times.periods import read_recurrence
from sphinx_digest.core.times.when_points import MONTH_NAME
from sphinx_digest.core.times.written_lengths import anchor_named

_I = re.IGNORECASE | re.ASCII

#: A day with dashes for hyphens.
DASHED = re.compile("(?<![0-9])[0-9]{4}[–—−][0-9]{1,2}[–—−][0-9]{1,2}(?![0-9])")

#: What a number starts with.
_DIGIT = "[0-9一二三四五六七八九十百两半]"

# Status

_MATTER = (
    "(?:公示|公告|征求意见|意见征集|意见反馈|反馈意见|反馈|申报|申请|受理|报名|征集|征稿|填报|提交|报送|活动|培训|会议|考试"
    "|答辩|评审|举办|材料|网上|的)*"
)
_OF_TBA = "(?:(?:时间|日期|时限|期限|地点|地址|方式|要求|安排|事项)[和及与、]?)*"
TBA = re.compile(
    f"{_MATTER}+(?:具体)?{_OF_TBA}将?另行?(?:通知|公布|公告|发布|确定|安排)(?:具体)?{_MATTER}+{_OF_TBA}"
    "|(?:时间|日期)?(?:待定|未定|待通知|待公布|待确定)|tba|tbd"
    f"|(?:具体)?{_OF_TBA}(?:以|按照?|根据|等待?)(?:(?:后续|另行|正式|最终|届时)的?){{1,2}}通知的?"
    "(?:为准|要求|执行|安排|办理|进行)*"
    "|(?:date )?to be (?:announced|determined|confirmed|decided)",
    _I,
)
CANCELLED = re.compile("(?:已经?|现已|活动已?)?取消|cancell?ed", _I)

# Labels in front, which only say that a time follows

LEAD = re.compile(
    rf"{_MATTER}(?:起止)?(?:日期|时间|时限|期限|期) *(?:定?为|是|定于|:) *"
    r"|(?:date|time|when|period|term) *: *"
    r"|(?:请|应当?|须|需|务必|务请|拟)?(?:于|在(?![线编校职册岗建研审外读任位场])) *",
    _I,
)
LABEL = re.compile(
    rf"{_MATTER}(?:起止)?(?:日期|时间|时限|期限|期)"
    rf"(?: +|(?=[自从]|{_DIGIT}|截[止至]|不[晚迟]于|最[晚迟]))"
    "|(?:公示|公告|为期|共计?) *"
    f"(?={_DIGIT})"
    "|on +(?=[^ ])",
    _I,
)
DUE_LABEL = re.compile(
    rf"{_MATTER}(?:截止|截至)(?:(?:日期|时间|期限|日|时点)"
    "(?: *(?:均|统一)?(?:为|是|在|到|至|于|:))?|到|至|于|在|:)? *"
    r"|(?:due|deadline|closing date|due date|closes|ends) *:? *(?:on |by |is )? *",
    _I,
)

# Bounds of a day

#: Words for a bound that leave the day itself out, for part of a month, and for its end.
STRICTLY_BEFORE = re.compile("前|\\bbefore\\b", re.IGNORECASE)
ABOUT = re.compile("初|旬|\\b(?:early|mid|late)\\b", re.IGNORECASE)
CLOSES = re.compile("底|末|\\bend\\b|\\bclose\\b", re.IGNORECASE)
UNTIL = re.compile(
    "(?:不[晚迟]于|最[晚迟](?:于|在)?|[至到])(?! *即) *"
    "|(?:(?:not|no) later than|on or before|by|before|until|till?|up to) +",
    _I,
)
EXTENDED = re.compile(
    "(?P<word>(?:已|现)?(?:延期|延长|顺延|推迟|延后|延))(?:至|到) *"
    "|(?P<en>extended|postponed) (?:to|until|till) +",
    _I,
)
UNTIL_END = re.compile(
    r" *(?:\(含[^()]{0,4}\))? *(?:下班|午夜|中午)?(?:之前|以前|前|为止|止|截止|到期|结束)"
    r" *(?:\(含[^()]{0,4}\))?\Z"
    r"|,? +(?:at the latest|deadline|\(?inclusive\)?)\Z",
    _I,
)
_DONE_OF = "[^\\W\\d_年月日号前后至到起每a-z]{0,6}"
#: A day and what is done by it, which says no more than that it is the last: 3月30日前完成.
DONE = re.compile(
    rf"(?P<before>.+?) *(?:之前|以前|前) *(?:网上|在线|统一)?(?:完成|提交|报送|报名){_DONE_OF}"
    rf"|(?P<day>.+?) *(?:完成|提交|截止){_DONE_OF}"
)
SINCE = re.compile(
    "[自从] *|(?:starting |beginning )?(?:from|since) +|(?:starting|as of) +(?:on +)?", _I
)
SINCE_END = re.compile(
    r" *(?:(?:之日|当日|次日)?(?:起|开始)(?:计算|算)?|(?:之后|以后|后))\Z| +(?:onwards?|on)\Z", _I
)

# Ranges

RANGE_SINCE = re.compile(f"{SINCE.pattern}|between +", _I)
STRONG = re.compile(
    " *(?:之日|当日)?(?:起|开始)? *,? *(?:截?至|截?止?到|截止至?) *| *[~〜∼]{1,2} *| *[—–−―]{1,2} *"
    "| +(?:to|until|till|through|thru|and) +",
    _I,
)
WEAK = re.compile(" *-{1,2} *| */ *")
DECLARED = re.compile(
    r"(?P<range>.*?[^ ,]) *(?:\( *(?:共计?|为期|计|合计)? *(?P<length>[^()]+?) *\)"
    r"|, *(?:共计?|为期|计|合计) *(?P<bare>[^()]+))"
)
#: What a remark behind a time belongs to.
REMARKS = (
    ("except", re.compile(r"除外|不含|\b(?:excluding|except(?:ing)?)\b", re.IGNORECASE)),
    ("late", re.compile(r"逾期|过期|过时|\blate\b", re.IGNORECASE)),
)
REMARK = re.compile(r"(?P<rest>.*[^ ,;]) *(?:\( *(?P<remark>[^()]+?) *\)|[,;] *(?P<bare>[^,;()]+))")
LENGTH_FIRST = re.compile(r"(?P<length>[^()]*[^() ]) *\( *(?P<range>[^()]+?) *\)")

# What a length is counted from

LENGTH_LABEL = re.compile(
    f"{_MATTER}(?:公示|公告|为期|共计?|(?<!日)期限?|时限) *(?:为|是|:)? *", _I
)
SINCE_EVENT = re.compile(
    "(?:[自从] *)?(?P<event>[^ ,].*?) *(?:[之即次] *日|当日)? *起 *(?:计算|算)?"
    " *,? *(?:的|为期|共计?|计)? *"
    f"(?P<length>{_DIGIT}.*)"
)
AFTER_EVENT = re.compile(
    f"(?:[自从] *)?(?P<event>[^ ,].*?)(?:之后|以后|后)(?:的|,)? *(?P<length>{_DIGIT}.*)"
)
SOON = re.compile(
    f"(?P<event>(?:收到|接到|签收).*?|.*?(?:发布|印发|公布)) *(?P<length>{_DIGIT}[^后起]*内)"
)
LENGTH_OF = re.compile(
    "(?:within +)?(?P<length>[0-9a-z]+(?:-| +)[a-z ]+?) +(?:of|from|after|following|since)"
    " +(?:the +)?(?P<event>.+)",
    _I,
)
LENGTH_SINCE = re.compile(
    r"(?P<length>[^()]*[^() ]) *\( *[自从]?(?P<event>.+?)(?:[之即次]日)?起(?:计算|算)? *\)"
)
WITHIN = re.compile("within +", _I)
_ENGLISH_ANCHORS = (
    ("published", "(?:publication|issue|issuance|release|announcement|promulgation|publishing)"),
    ("dated", "(?:signature|signing|the document)"),
    (
        "effective",
        "(?:(?:coming|entry|entering) into force|taking effect|implementation|commencement)",
    ),
)
_OF_THIS = "(?: of (?:this|the) (?:notice|circular|announcement|notification|measures|document))?"
_DATE_OF = re.compile("(?:the +)?(?:(?:date|day) +of +(?:the +)?)?", _I)

_NO_EVENT = re.compile(
    "(?:此|今|然|最|以|之|其|随|先|目|日|提|当|事|眼|生|空|近|往|向|上|今后)"
    "|.*(?:年|[^签检]月|周|季度?|旬|[天日]|底|初|末|时|点|班|上午|下午|中午|晚上?|节假日|小时|分钟|左右)"
    "|(?:截[止至]|请|应|须|需|不|最[晚迟]|本[月年周]|下[月年周]|上[月年周]|每|自|从|至|到|尽快|尽早).*"
    "|.*(?:(?<![关由低高等属对归])于|截止|截至|另行通知|待定).*"
    "|.*(?:(?<![来各独亲擅])[自从](?![行主动身己愿筹评])|[间限期](?:为|是)).*"
    "|(?:the )?(?:end|noon|midnight|today|tomorrow|next|this|last|now|then|long|early|late|mid)"
    "\\b.*"
    f"|{MONTH_NAME}|.*\\b(?:at|by|on|until|before|after|within)",
    _I,
)
_EVENT_CHARACTER = r"[^\s0-9,.;:!?|()\[\]<>=/\\~—–−@#*_\"、。！？…]"
_EVENT = re.compile(rf"{_EVENT_CHARACTER}(?:{_EVENT_CHARACTER}| (?! ))*")
_LONGEST_EVENT = {False: 24, True: 60}
BEFORE_EVENT = re.compile(
    "(?P<event>.+?) *(?:之前|以前|前)|(?:before|prior to) +(?:the +)?(?P<en>.+)", _I
)


def anchor_of(words: str) -> str | None:
    """Give the field that words name as what a length is counted from."""
    compact = re.sub(r"\s", "", words)
    if compact == "即日":
        return "published"
    compact = re.sub("(?:之日|当日|之次日|次日|日期|日)$", "", compact).removesuffix("的")
    if name := anchor_named(compact):
        return name
    for name, form in _ENGLISH_ANCHORS:
        if re.fullmatch(rf"(?:the )?{form}{_OF_THIS}|{name}", without_date_of(words), _I):
            return name
    return None


def without_date_of(words: str) -> str:
    """Leave out ``the date of`` in front of an event."""
    match = _DATE_OF.match(words)
    return words[match.end() :] if match else words


def is_event(words: str) -> bool:
    """Say whether words can name something that happens, and hold no time of their own."""
    return (
        len(words) <= _LONGEST_EVENT[words.isascii()]
        and _EVENT.fullmatch(words) is not None
        and _NO_EVENT.fullmatch(words) is None
    )


def is_event_of_notice(words: str) -> bool:
    """Say whether words name the publication of the notice, before which nothing is due."""
    return anchor_of(words) in ("published", "dated")


# What recurs

_QUARTERLY = "FREQ=MONTHLY;INTERVAL=3"
_ENGLISH_EVERY = {
    "day": "FREQ=DAILY", "week": "FREQ=WEEKLY", "month": "FREQ=MONTHLY", "quarter": _QUARTERLY,
    "half-year": "FREQ=MONTHLY;INTERVAL=6", "half year": "FREQ=MONTHLY;INTERVAL=6",
    "six months": "FREQ=MONTHLY;INTERVAL=6", "year": "FREQ=YEARLY",
    "working day": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
}  # fmt: skip
_EACH = "(?:every|each)"
_ENGLISH_PARTS = {
    f"(?:the )?last month of (?:{_EACH}|the) quarter": "FREQ=YEARLY;BYMONTH=3,6,9,12",
    f"(?:the )?first month of (?:{_EACH}|the) quarter": "FREQ=YEARLY;BYMONTH=1,4,7,10",
    f"(?:the )?(?:last day|end) of {_EACH} month": "FREQ=MONTHLY;BYMONTHDAY=-1",
    f"(?:the )?(?:last day|end) of {_EACH} quarter": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    f"(?:the )?(?:last day|end) of {_EACH} year": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1",
}
_ENGLISH_MONTH = re.compile(
    rf"(?:{_EACH} +({MONTH_NAME})"
    rf"|(?:in +)?({MONTH_NAME}),? +{_EACH} +year|{_EACH} +year +in +({MONTH_NAME}))",
    _I,
)
_ENGLISH_DAY = re.compile(rf"{_EACH} +((?:mon|tues|wednes|thurs|fri|satur|sun)day)", _I)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
RECURS = re.compile("每|every|each|ly|freq=|quarter", _I)
_CHINESE_MONTHS = re.compile("每年((?:[0-9]{1,2}月?[、,/和及])+[0-9]{1,2})月(?:份)?")
_LAST_DAY_WORD = re.compile("(?P<phrase>.+?) *(?P<word>之前|以前|前|止|截止)")
_BY = re.compile(
    "(?P<word>截[止至](?:到|至)?|不[晚迟]于|by|until|(?:not|no) later than)"
    " *(?:the +)?(?P<phrase>.+)",
    _I,
)
_WINDOW_WORD = re.compile("(?P<phrase>.+?) *(?P<word>以?内|期间|之内)")
MONTHS_IN_BRACKETS = re.compile(
    "(?P<phrase>.+?) *\\((?P<months>[0-9]{1,2}(?:月?[/、,] *[0-9]{1,2})* *月?)\\)"
)


def recurrence(phrase: str) -> str | None:
    """Read a phrase that says how often, in Chinese, English or RFC 5545; None where it is none."""
    folded = " ".join(phrase.split()).lower()
    match = re.fullmatch(f"{_EACH} (.+)", folded)
    if match and match[1] in _ENGLISH_EVERY:
        return _ENGLISH_EVERY[match[1]]
    for form, rule in _ENGLISH_PARTS.items():
        if re.fullmatch(form, folded):
            return rule
    if match := _ENGLISH_MONTH.fullmatch(folded):
        name = next(group for group in match.groups() if group)
        return f"FREQ=YEARLY;BYMONTH={_MONTHS.index(name[:3]) + 1}"
    if match := _ENGLISH_DAY.fullmatch(folded):
        return f"FREQ=WEEKLY;BYDAY={match[1][:2].upper()}"
    compact = phrase.replace(" ", "")
    if match := _CHINESE_MONTHS.fullmatch(compact):
        compact = f"FREQ=YEARLY;BYMONTH={','.join(re.findall('[0-9]+', match[1]))}"
    plain = re.sub("^每个(?!工作日|月|季度)", "每", compact.replace("的", "").removesuffix("一次"))
    plain = re.sub("^每年年(?=[底末])", "每年", plain).replace("月份", "月")
    for one in dict.fromkeys((compact, plain)):
        try:
            return read_recurrence(one)
        except UnreadableError:
            continue
    return None


def occurrence_of(phrase: str) -> tuple[str, str, re.Match[str]] | None:
    """Read a phrase with the word for its bound: the rule, the occurrence, and what says it."""
    for form, occurrence in (
        (_LAST_DAY_WORD, "last-day"), (_BY, "last-day"), (_WINDOW_WORD, "window"),
    ):  # fmt: skip
        match = form.fullmatch(phrase)
        rule = recurrence(match["phrase"]) if match else None
        if match and rule and (occurrence == "window" or re.search("BY(?:MONTH)?DAY", rule)):
            return rule, occurrence, match
    return None


# What is no time that can be read, and why

#: A day that only the day of writing explains: 26日前, 月底, 本周五前.
_PARTIAL = re.compile(
    "(?:[本这当下上]?个?月)?(?:[0-9]{1,2} *[日号]|[年月旬][底初末中])"
    "|[本这当下上]个?(?:月|周|星期|礼拜)[初中底末]?(?:[一二三四五六日天末]|[上中下]旬)?"
    "|(?:周|星期|礼拜)[一二三四五六日天末]|[今明后次即当][天日]"
)
_BOUND = re.compile(" *(?:之前|以前|前|止|为止|截止|起|左右)$")
#: What says that it is not settled when.
_UNSETTLED = re.compile(
    "原则上|不定期|适时|择[期机]|尽快|尽早|当年|年内|近期|常年|长[期年]|随时|及时|届时|视情|根据|按照"
    "|[^0-9](?:之后|以后|后)$"
)
_YEAR_OF_TWO = re.compile("(?<![0-9])[1-4][0-9](?= *年 *[0-9]{1,2} *月)")
DAY_BEHIND = re.compile(" *年 *[0-9]{1,2} *月(?: *[0-9]{1,2} *[日号]?)?")
_WITH_LETTERS = re.compile(
    "(?<![0-9A-Za-z])(?=[0-9/.-]*[OoIl])[0-9OoIl]{4}(?P<sign>[-/.])[0-9OoIl]{1,2}(?P=sign)"
    "[0-9OoIl]{1,2}(?![0-9A-Za-z])"
    "|(?<![0-9A-Za-z])(?=[0-9 年月]*[OoIl])[0-9OoIl]{4} *年 *[0-9OoIl]{1,2} *月"
    "(?: *[0-9OoIl]{1,2} *[日号])?"
)
_FIGURES = str.maketrans("OoIl", "0011")


def help_of(words: str) -> str:
    """Say which help fits words that are no time."""
    if _PARTIAL.fullmatch(_BOUND.sub("", words)):
        return "help_whole"
    return "help_tba" if _UNSETTLED.search(words) else "help"


def slip_of(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """Find a year of two figures, or letters that look like figures, and give what was meant."""
    if match := _YEAR_OF_TWO.search(text, start, end):
        return match.start(), match.end(), f"20{match[0]}"
    if match := _WITH_LETTERS.search(text, start, end):
        return match.start(), match.end(), match[0].translate(_FIGURES)
    return None
