"""What the words of a notice say of time, against what its deadlines say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sphinx_digest.core.messages import Language, twin
from sphinx_digest.core.model import Diagnostic, Notice, Place, Record, Related, Severity
from sphinx_digest.core.rules.agreement import (
    ONE_DAY,
    agrees,
    anchor_days,
    in_year_of,
    lies_within,
    same_length,
)
from sphinx_digest.core.rules.cues import Mention
from sphinx_digest.core.rules.pairing import own_times, pairs_of
from sphinx_digest.core.rules.shape import Page, place_of, rule
from sphinx_digest.core.times.calendar import Calendar
from sphinx_digest.core.times.counting import fits_length
from sphinx_digest.core.times.dates import last_day, precision_of
from sphinx_digest.core.times.wording import date_words, length_words
from sphinx_digest.core.times.written_times import WrittenTime

_LABELS: Mapping[str, Mapping[Language, str]] = {
    "start": {"zh": "开始日", "en": "start"},
    "end": {"zh": "截止日", "en": "end"},
    "on": {"zh": "日期", "en": "day"},
    "within": {"zh": "期限", "en": "period"},
    "length": {"zh": "原文期限", "en": "stated length"},
    "from": {"zh": "起算日", "en": "day it is counted from"},
}


@rule("DGT321")
def wording_differs(page: Page) -> Iterator[Diagnostic]:
    """Find a deadline that says another time than the words it was taken from.

    按 text（原文表述）和正文再读一遍时间，与这条截止填的不一样：日期、时刻、期限、起算日都比。原文
    没写年份的只比月、日。“5 月 14 日前”按本刊的读法就是到 5 月 14 日。

    The wording in ``text`` and the notice's own text are read again and say another day, time,
    length or start of a period than the fields do. Where the year is not written, only month and
    day are compared.

    Wrong::

        :::{deadline} 网上申报
        :kind: application
        :end: 2021-05-13
        :text: 申报截止时间为 2021 年 5 月 14 日
        :::

    Right::

        :::{deadline} 网上申报
        :kind: application
        :end: 2021-05-14
        :text: 申报截止时间为 2021 年 5 月 14 日
        :::
    """
    for notice in page.document.notices:
        for deadline in notice.deadlines:
            if "when" not in deadline.places:  # its fields are its wording
                yield from _against_text(page, notice, deadline)
    for pairs in pairs_of(page):
        for record, mention in pairs:
            if record is not None:
                related = Related(mention.place, mention.words)
                name = "end" if "end" in record.values else "on"
                yield _differs(record, name, mention.time, related)


@rule("DGT322")
def deadline_without_record(page: Page) -> Iterator[Diagnostic]:
    """Find a day in a notice's text that reads like a deadline, and that no record has.

    正文里写着“请于某日前报送”“申报截止时间”“公示期”之类，却没有一条截止有这一天，读者在截止一览里就看不到。
    统计、目标、有效期、申报条件里的日期不算。没有把握的只作提示。

    The text asks for something by a day, and no deadline of the notice has that day: readers do
    not see it among the deadlines. Days of statistics, aims, validity and eligibility are none.
    What is less than sure is only an info.

    Wrong::

        请各单位于 2021 年 5 月 20 日前将申报书报送我局。

    Right::

        请各单位于 2021 年 5 月 20 日前将申报书报送我局。

        :::{deadline} 报送申报书
        :kind: submission
        :end: 2021-05-20
        :::
    """
    rows = any(one.row for notice in page.document.notices for one in notice.deadlines)
    for pairs in pairs_of(page):
        told: set[str] = set()
        for record, mention in pairs:
            what = f"{mention.time.last} {mention.time.length}"
            if record is None and what not in told:
                told.add(what)
                mend = _row(mention) if rows else _fields(mention)
                yield Diagnostic(
                    "DGT322",
                    mention.place,
                    {"words": mention.words, **twin("mend", mend)},
                    "help_list" if rows else "help",
                    severity=None if mention.sure else "info",
                )


def _row(mention: Mention) -> dict[Language, str]:
    """Write the first cell of the row that a mention lacks."""
    time = mention.time
    if time.length and time.last is None:
        return {"zh": length_words(time.length, "zh"), "en": time.length}
    last = _shown(time.last or "").replace("T", " ")
    if time.first is not None:
        first = _shown(time.first).replace("T", " ")
        return {"zh": f"{first} 至 {last}", "en": f"{first} to {last}"}
    if mention.concern == "event":
        return {"zh": last, "en": last}
    return {"zh": f"{last} 前", "en": f"by {last}"}


def _fields(mention: Mention) -> dict[Language, str]:
    """Write the fields of the record that a mention lacks."""
    time = mention.time
    if time.length and time.last is None:
        return {
            "zh": f":within: {length_words(time.length, 'zh')}",
            "en": f":within: {time.length}",
        }
    last = _shown(time.last or "")
    if time.first is None:
        single = f":on: {last}" if mention.concern == "event" else f":end: {last}"
        return {"zh": single, "en": single}
    first = f":start: {_shown(time.first)}"
    return {"zh": f"{first}、:end: {last}", "en": f"{first} and :end: {last}"}


def _shown(value: str) -> str:
    return value[:16]


def _differs(
    record: Record, name: str, time: WrittenTime, related: Related, help_: str = "help"
) -> Diagnostic:
    """Make the finding that a field says another time than the words it points to."""
    value = record.values.get(name, "published")
    values = {"words": related.message, "mend": _shown(time.last or ""), "name": name}
    values |= twin("value", {"zh": _value_words(value, "zh"), "en": _value_words(value, "en")})
    values |= twin("label", _LABELS[name])
    severity: Severity | None = "info" if help_ == "help_before" else None
    place = place_of(record, name)
    return Diagnostic("DGT321", place, values, help_, (related,), severity)


def _value_words(value: str, language: Language) -> str:
    if value in ("published", "dated", "effective"):
        return value
    return length_words(value, language) if " " in value else date_words(value, language)


# --- the wording that a deadline keeps ---------------------------------------------------------


def _against_text(page: Page, notice: Notice, deadline: Record) -> Iterator[Diagnostic]:
    """Compare a deadline with its own wording; at most one finding a field."""
    own = own_times(page, notice, deadline)
    if own is None:
        return
    field, times = own
    text, calendar = field.text.value, page.settings.calendar
    for name, time, help_ in _differences(deadline, notice, times, calendar):
        words = " ".join(text[time.start : time.end].split())
        place = Place(deadline.file, field.text.span(time.start, time.end))
        yield _differs(deadline, name, time, Related(place, words), help_)


def _differences(
    deadline: Record, notice: Notice, times: tuple[WrittenTime, ...], calendar: Calendar
) -> Iterator[tuple[str, WrittenTime, str]]:
    values = deadline.values
    for name in ("end", "on"):
        if name in values:
            yield from _end_differs(name, deadline, notice, times, calendar)
    start = values.get("start", "published")
    ranges = [time for time in times if time.first]
    if start != "published" and len(ranges) == 1 and "end" in values:
        starts = [t.first or t.last for t in times if t.first or t.bound in ("from", "on")]
        if not any(v and agrees(start, v, inferred=True) for v in starts):
            yield "start", ranges[0], "help"
    if "within" in values:
        lengths = [time for time in times if time.length]
        if lengths and not any(same_length(values["within"], t.length) for t in lengths):
            yield "within", lengths[0], "help"
        elif lengths and "from" in values:
            yield from _anchor_differs(values["from"], lengths, notice)
    if "length" in values:
        lengths = [time for time in times if time.length]
        if lengths and not any(same_length(values["length"], t.length) for t in lengths):
            yield "length", lengths[0], "help"


def _end_differs(
    name: str, deadline: Record, notice: Notice, times: tuple[WrittenTime, ...], calendar: Calendar
) -> Iterator[tuple[str, WrittenTime, str]]:
    value: str = deadline.values[name]
    dated = [t for t in times if t.last and t.bound != "from"]
    inferred = bool(deadline.inferred)
    if any(agrees(value, t.last or "", t.inferred or inferred) for t in dated):
        return
    if any(name == "on" and t.first and lies_within(value, t) for t in dated):
        return
    if dated:
        bounded = [t for t in dated if t.bound != "on"] or dated
        time = min(bounded, key=lambda t: abs(last_day(t.last or "") - last_day(value)))
        moved = time.bound == "before" and in_year_of(time, value) - last_day(value) == ONE_DAY
        yield name, time, "help_before" if moved else "help"
        return
    lengths = [t for t in times if t.length and t.bound == "within" and t.anchor != "event"]
    if len(lengths) == 1 and len(times) == 1 and precision_of(value) in ("day", "minute"):
        starts = anchor_days(lengths[0].anchor, notice, deadline)
        fits = [
            fits_length(day, last_day(value), lengths[0].length or "", calendar) for day in starts
        ]
        if fits and all(fit == "neither" for fit in fits):
            yield name, lengths[0], "help"


def _anchor_differs(
    origin: str, lengths: list[WrittenTime], notice: Notice
) -> Iterator[tuple[str, WrittenTime, str]]:
    """Compare two days that a length is counted from, where both are sure."""
    said = lengths[0].anchor
    if len(lengths) > 1 or said in (None, "event") or origin in ("event", said):
        return
    if {said, origin} == {"published", "dated"}:
        return  # 印发之日 is either
    days = {
        notice.record.values.get(name, name)
        if name in ("published", "dated", "effective")
        else name
        for name in (str(said), origin)
    }
    if len(days) > 1 and not days & {"published", "dated", "effective", "unknown"}:
        yield "from", lengths[0], "help"
