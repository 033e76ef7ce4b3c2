"""What is rendered here, in many forms, reads back as it was; and no text breaks the reader."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sphinx_digest.core.errors import UnreadableError
from sphinx_digest.core.messages import catalogue
from sphinx_digest.core.times.dates import is_before, read_moment
from sphinx_digest.core.times.periods import read_length, read_recurrence
from sphinx_digest.core.times.when import When, WhenContext, read_when

CONTEXT = WhenContext("Asia/Shanghai", lambda name: lambda month, day: 2021)
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
HAN = "〇一二三四五六七八九"
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else HAN[tens] + "十") + (HAN[ones] * (ones > 0))


def rendered(day: date, form: int) -> str:
    wide = day.isoformat().translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    return [
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month:02}.{day.day:02}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month:02} 月 {day.day:02} 号",
        "".join(HAN[int(digit)] for digit in str(day.year))
        + f"年{han(day.month)}月{han(day.day)}日",
        wide.replace("-", "－"),
        day.strftime("%Y%m%d"),
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{MONTHS[day.month - 1][:3]} {day.day}, {day.year}",
    ][form]


FORMS = st.integers(0, 9)
AROUND = st.sampled_from([("", ""), (" ", "。"), ("时间：", ""), ("于", ""), ("　", " ；")])


def check(text: str, values: dict[str, str], parts: dict[str, str]) -> When:
    when = read_when(text, CONTEXT)
    assert when.values == values
    assert {name: text[a:b] for name, (a, b) in when.parts.items()} == parts
    return when


@given(DAYS, FORMS, AROUND)
def test_a_day(day: date, form: int, around: tuple[str, str]) -> None:
    written = rendered(day, form)
    when = check(f"{around[0]}{written}{around[1]}", {"on": day.isoformat()}, {"on": written})
    assert not when.inferred


ENDS = st.sampled_from(
    [("", "前"), ("", " 之前"), ("", "以前"), ("截至 ", ""), ("", "止"), ("截止日期：", ""), ("不晚于", ""),
     ("by ", ""), ("until ", ""), ("not later than ", ""), ("请于", "前"), ("截止时间为", "前")]
)  # fmt: skip


@given(DAYS, FORMS, ENDS)
def test_an_end(day: date, form: int, words: tuple[str, str]) -> None:
    written = rendered(day, form)
    check(f"{words[0]}{written}{words[1]}", {"end": day.isoformat()}, {"end": written})


@given(
    DAYS,
    FORMS,
    st.sampled_from([("自", "起"), ("", "起"), ("自 ", ""), ("from ", ""), ("", " onwards")]),
)
def test_a_start(day: date, form: int, words: tuple[str, str]) -> None:
    written = rendered(day, form)
    check(f"{words[0]}{written}{words[1]}", {"start": day.isoformat()}, {"start": written})


SIGNS = st.sampled_from(
    [
        "至",
        "到",
        "~",
        "～",
        "—",
        "－",
        "-",
        "–",
        " 至 ",
        " - ",
        "起至",
        " to ",
        " until ",
        " through ",
    ]
)


@given(
    DAYS,
    st.integers(0, 400),
    st.tuples(FORMS, FORMS),
    SIGNS,
    st.sampled_from([("", ""), ("自", "止"), ("", "前")]),
)
def test_a_range(
    first: date, days: int, forms: tuple[int, int], sign: str, words: tuple[str, str]
) -> None:
    last = first + timedelta(days)
    left, right = rendered(first, forms[0]), rendered(last, forms[1])
    check(
        f"{words[0]}{left}{sign}{right}{words[1]}",
        {"start": first.isoformat(), "end": last.isoformat()},
        {"start": left, "end": right},
    )


ELIDED = st.sampled_from(["chinese", "iso", "dots", "slashes", "english"])


@given(DAYS, st.integers(0, 150), ELIDED, st.sampled_from(["至", " 至 ", "~", "–"]))
def test_the_end_of_a_range_leaves_out_what_its_start_says(
    first: date, days: int, form: str, sign: str
) -> None:
    last = first + timedelta(days)
    if last.year > first.year and first.month - last.month < 6:
        return  # so much of a year is not taken for granted
    same = (last.year, last.month) == (first.year, first.month)
    left, right = {
        "chinese": (rendered(first, 3), f"{last.day}日" if same else f"{last.month}月{last.day}日"),
        "iso": (first.isoformat(), last.isoformat()[5:]),
        "dots": (f"{first.year}.{first.month}.{first.day}", f"{last.month}.{last.day}"),
        "slashes": (f"{first.year}/{first.month}/{first.day}", f"{last.month}/{last.day}"),
        "english": (rendered(first, 8), f"{last.day} {MONTHS[last.month - 1]}"),
    }[form]
    check(
        f"{left}{sign}{right}",
        {"start": first.isoformat(), "end": last.isoformat()},
        {"start": left, "end": right},
    )


UNITS = st.sampled_from(
    [
        ("个工作日", "working day"),
        ("天", "day"),
        ("个月", "month"),
        ("周", "week"),
        ("个自然日", "day"),
    ]
)
ANCHORS = st.sampled_from(
    [("自发布之日起", "published"), ("本通知印发后", "published"), ("成文之日起", "dated"),
     ("自施行之日起", "effective"), ("自2021年4月15日起", "2021-04-15"), ("收到发文后", "event"),
     ("", None)]
)  # fmt: skip


@given(st.integers(1, 999), UNITS, ANCHORS, st.sampled_from(["", "内", "之内", " 以内"]))
def test_a_length(
    count: int, unit: tuple[str, str], anchor: tuple[str, str | None], inside: str
) -> None:
    chinese, english = unit
    values = {"within": f"{count} {english}{'' if count == 1 else 's'}"}
    if anchor[1]:
        values["from"] = anchor[1]
    if anchor[1] == "event":
        values["event"] = "收到发文"
    when = read_when(f"{anchor[0]}{count} {chinese}{inside}", CONTEXT)
    assert when.values == values
    if anchor[1] in (None, "published"):
        words = {None: "", "published": " from publication"}[anchor[1]]
        assert read_when(f"{values['within']}{words}", CONTEXT).values == values


@given(DAYS, st.integers(0, 23), st.integers(0, 59), st.integers(1, 3), FORMS)
def test_times_of_one_day(day: date, hour: int, minute: int, hours: int, form: int) -> None:
    zone = WhenContext("UTC", CONTEXT.year_of)
    written, last = rendered(day, form), min(hour + hours, 23)
    when = read_when(f"{written} {hour}:{minute:02}至{last}:59", zone)
    assert when.values == {
        "start": f"{day.isoformat()}T{hour:02}:{minute:02}:00+00:00",
        "end": f"{day.isoformat()}T{last:02}:59:00+00:00",
    }


def canonical(name: str, value: str) -> bool:
    """Say whether the full form of a deadline would store a value as it is."""
    if name in ("within", "length"):
        return read_length(value) == value
    if name == "every":
        return read_recurrence(value) == value
    if name in ("event", "occurrence", "status"):
        return value == value.strip() != ""
    words = {"start": ["published"], "from": ["published", "dated", "effective", "event"]}
    return value in words.get(name, []) or read_moment(value) == value


PIECES = st.sampled_from(
    [*"0123456789年月日号季度时点分一二十〇零半两个周天至到~—-/.:： \n（）()，、。；前后内起止自从之即次第每于在",
     "2021", "4月", "30日", "工作日", "之日起", "截止日期为", "上午", "下午", "以内", "T17:00", "公示", "发布",
     "收到", "另行通知", "另行", "上半年", "Q2", " to ", "by ", "within ", " of ", "July", "every ", " month",
     "before ", "pm", "FREQ=", "ſ", "İ", "²", "\u200b", "١"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=40))


@settings(max_examples=600, deadline=None)
@given(TEXTS)
@example("ſept 2021")
@example("9999年12月30日至1月5日")
@example("0001年1月1日至12月31日")
@example("9999-12-31 24:30")
@example("9999-12-31T24:00+00:00")
@example("1月1日至0001年1月1日")
def test_any_text_is_read_or_refused_in_its_own_place(text: str) -> None:
    try:
        when = read_when(text, CONTEXT)
    except UnreadableError as error:
        assert error.code in catalogue()
        assert error.help in catalogue()[error.code].helps
        assert error.end is not None
        assert 0 <= error.start <= error.end <= len(text)
        return
    assert when.values
    assert when.values.keys() == when.parts.keys() >= when.inferred
    assert all(0 <= start < end <= len(text) for start, end in when.parts.values())
    assert all(canonical(name, value) for name, value in when.values.items())
    assert not ("on" in when.values and {"start", "end", "within"} & when.values.keys())
    assert not {"end", "within"} <= when.values.keys()
    if {"start", "end"} <= when.values.keys() and when.values["start"] != "published":
        assert not is_before(when.values["end"], when.values["start"])


@pytest.mark.parametrize(
    "piece", ["1-", "至1", "每", "自1起", "的", " ", "a ", "4月10日", "A后1", "("]
)
def test_a_long_text_comes_to_an_end(piece: str) -> None:
    for length in (29, 80, 10_000):
        with pytest.raises(UnreadableError):
            read_when((piece * length)[:length] + "x", CONTEXT)
