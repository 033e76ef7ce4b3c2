"""What an event says: its title, and how the day was counted, where to go, whom to call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from sphinx_digest.core.exported import Object, link_of, one_line
from sphinx_digest.core.exported.words import (
    code_words,
    contact_words,
    correction_words,
    facts_words,
    joined,
    label,
    when_words,
)
from sphinx_digest.core.messages import Language
from sphinx_digest.core.times.wording import date_words, length_words, within_words

#: What a deadline's event tells of it, in the order of reading.
_FACTS = ("for", "actor", "channel", "place", "materials", "late", "except", "note")
_WORDS: Mapping[str, Mapping[Language, str]] = {
    "due": {"zh": "截止：", "en": "Due: "},
    "extended": {"zh": "截止（已延期）：", "en": "Due (extended): "},
    "ends": {"zh": "期满：", "en": "Ends: "},
    "starts": {"zh": "开始：", "en": "Starts: "},
    "effect": {"zh": "施行：", "en": "In force: "},
    "happens": {"zh": "", "en": ""},
    "cancelled": {"zh": "已取消：", "en": "Cancelled: "},
    "withdrawn": {"zh": "已撤回：", "en": "Withdrawn: "},
    "month": {"zh": "（{month}，未写明哪天）", "en": " ({month}, the day is not stated)"},
    "when": {"zh": "时间", "en": "When"},
    "counted": {"zh": "怎么数的", "en": "How counted"},
    "original": {"zh": "原定 {day}", "en": "until {day} then"},
    "alarm": {"zh": "还有 {length}：{title}", "en": "In {length}: {title}"},
    "undated": {
        "zh": "没写明日期、未收进日历的：{count} 条。",
        "en": "Left out, as no date is stated: {count}.",
    },
    "calendar": {"zh": "截止日期", "en": "Deadlines"},
}


def word(name: str, language: Language, **values: str) -> str:
    """Give words of the calendar's own."""
    return _WORDS[name][language].format(**values) if values else _WORDS[name][language]


def summary(prefix: str, title: str, notice: Object, month: str, language: Language) -> str:
    """Word the title of an event: what is due, of which notice."""
    what, whose = one_line(title), one_line(notice["title"])
    stated = word("month", language, month=date_words(month, language)) if month else ""
    of_whom = f" · {whose}" if whose and whose != what else ""
    return f"{word(prefix, language)}{what}{stated}{of_whom}"


def alarm_words(length: str, title: str, language: Language) -> str:
    """Word a reminder."""
    return word("alarm", language, length=length_words(length, language), title=title)


def deadline_text(
    digest: Object,
    notice: Object,
    deadline: Object,
    language: Language,
    before: Object | None = None,
) -> str:
    """Word the description of a deadline's event; ``before`` is the notice of what it replaces."""
    lines = chain(
        correction_words(notice, language),
        _source(notice, language),
        _times(deadline, language),
        _replaced(deadline, before, language),
        _facts(deadline, language),
        _contacts(deadline.get("contacts") or notice.get("contacts", ()), language),
        filter(None, [link_of(digest, deadline, notice.get("page_url"))]),
    )
    return "\n".join(filter(None, lines))


def effect_text(digest: Object, notice: Object, language: Language) -> str:
    """Word the description of the day on which a document comes into force."""
    lines = chain(
        correction_words(notice, language),
        _source(notice, language),
        [_fact(label("notice", "note", language), notice.get("note", ""), language)],
        _contacts(notice.get("contacts", ()), language),
        filter(None, [link_of(digest, notice)]),
    )
    return "\n".join(filter(None, lines))


def _source(notice: Object, language: Language) -> Iterator[str]:
    """Yield which document it is, and whose."""
    yield one_line(notice["title"])
    yield facts_words(notice, language)


def _times(deadline: Object, language: Language) -> Iterator[str]:
    """Yield when it is, in the words of the source too, and how that was counted."""
    yield _fact(word("when", language), when_words(deadline, language), language)
    within = within_words(deadline, language) if "within" in deadline else ""
    yield _fact(label("deadline", "within", language), within, language)
    yield _fact(label("deadline", "text", language), deadline.get("text", ""), language)
    counted = deadline.get("counted", {}).get("words", "")
    yield _fact(word("counted", language), counted, language)


def _replaced(deadline: Object, before: Object | None, language: Language) -> Iterator[str]:
    """Yield which document's deadline this one replaces, and the day that it had."""
    if before is None:
        return
    old = str(deadline.get("replaced_due", ""))
    day = word("original", language, day=date_words(old, language)) if old else ""
    said = [one_line(before["title"]), day]
    comma = "，" if language == "zh" else ", "
    yield _fact(label("deadline", "replaces", language), comma.join(filter(None, said)), language)


def _facts(deadline: Object, language: Language) -> Iterator[str]:
    for name in _FACTS:
        value = str(deadline.get(name, ""))
        if value and name == "actor":
            value = code_words("deadline", "actor", value, language)
        yield _fact(label("deadline", name, language), value, language)
    reasons = [one["reason"] for one in deadline.get("accepted", ())]
    yield _fact(label("deadline", "note", language), joined(reasons, language), language)


def _contacts(contacts: Iterable[Object], language: Language) -> Iterator[str]:
    name = label("deadline", "contact", language)
    return (_fact(name, contact_words(one, language), language) for one in contacts)


def _fact(name: str, value: str, language: Language) -> str:
    return f"{name}{'：' if language == 'zh' else ': '}{value}" if value else ""
