"""Counted ends from a source to the export: every vector, what lacks, and how it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_digest.core.check import read_source
from sphinx_digest.core.due import count_deadline
from sphinx_digest.core.exports.digest_json import to_digest_json
from sphinx_digest.core.messages import Language, help_of, message_of, severity_of
from sphinx_digest.core.model import Count, Diagnostic, Document, Record
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.store import resolve
from sphinx_digest.core.times.calendar import Calendar
from sphinx_digest.core.times.counting_words import counted_words, how_words, last_day_words
from tests.cases.both import take_marks, to_rst
from tests.cases.test_records import HEAD
from tests.core.test_counting import VECTORS
from tests.exports.validation import validate
from tests.index.digests import deadline, record

PUBLIC = Calendar()


def source(within: str, *more: str, published: str = "2021-04-15", facts: str = "") -> str:
    lines = "\n".join(more)
    return (
        f"{HEAD}\n### 甲通知\n\n:::{{notice}}\n:id: a\n:type: 通知\n:issuer: 示例局\n"
        f"{f':published: {published}' if published else ''}\n{facts}".rstrip()
        + f"\n:::\n\n:::{{deadline}} 填报\n:id: d\n:within: {within}\n{lines}".rstrip()
        + "\n:::\n"
    )


def read(text: str, folder: Path, markup: str = "myst", calendar: Calendar = PUBLIC) -> Document:
    path = folder / ("issue.md" if markup == "myst" else "issue.rst")
    path.write_text(take_marks(text if markup == "myst" else to_rst(text)).text, encoding="utf-8")
    settings = Settings(str(folder), calendar=calendar)
    return read_source(str(path), "issue", settings, load_schemas(settings)[0])[1]


def exported(document: Document) -> dict[str, Any]:
    made = to_digest_json(
        resolve([document]), Settings("."), bodies={}, page_url=str, language="zh_CN"
    )
    validate(made)
    found: dict[str, Any] = made["issues"][0]["notices"][0]["deadlines"][0]
    return found


def found_in(document: Document) -> list[Diagnostic]:
    """Give the findings about fields and dates, not those of the rules."""
    return [d for d in document.diagnostics if d.code < "DGT200"]


@pytest.mark.parametrize("case", VECTORS["periods"], ids=lambda c: f"{c['start']}+{c['amount']}")
def test_every_vector_through_a_digest(case: dict[str, Any], tmp_path: Path) -> None:
    unit = case["unit"].replace("-", " ")
    document = read(source(f"{case['amount']} {unit}", published=case["start"]), tmp_path)
    made = exported(document)
    nominal, rolled = case["nominal"], case["rolled"]
    assert made.get("nominal_end", "undetermined") == made.get("due", "undetermined") == nominal
    assert made.get("rolled_end", "undetermined") == rolled
    assert made["counted"]["anchor"] == case["start"]
    assert made["counted"]["calendar"] == PUBLIC.source
    state = "undetermined" if rolled == "undetermined" else "computed"
    assert made["counted"]["state"] == state
    assert [d.code for d in found_in(document)] == ["DGT120"] * (state == "undetermined")


@pytest.mark.parametrize(
    ("more", "facts", "anchor"),
    [
        ([], "", "2021-04-15"),
        ([":from: published"], "", "2021-04-15"),
        ([":from: dated"], ":dated: 2021-04-09", "2021-04-09"),
        ([":from: effective"], ":effective: 2021-06-01", "2021-06-01"),
        ([":from: effective"], ":effective: published", "2021-04-15"),
        ([":from: 2021-05-20"], "", "2021-05-20"),
    ],
)
@pytest.mark.parametrize("markup", ["myst", "rst"])
def test_what_a_period_is_counted_from(
    markup: str, more: list[str], facts: str, anchor: str, tmp_path: Path
) -> None:
    document = read(source("3 days", *more, facts=facts), tmp_path, markup)
    end = (date.fromisoformat(anchor) + timedelta(3)).isoformat()
    count = document.notices[0].deadlines[0].count
    assert count and (count.anchor, count.nominal_end, count.state) == (anchor, end, "computed")
    assert not found_in(document)


def test_an_event_has_no_day(tmp_path: Path) -> None:
    document = read(source("3 days", ":from: event", ":event: 收到发文"), tmp_path)
    assert document.notices[0].deadlines[0].count == Count("3 days", None, "", "event")
    assert not found_in(document)


NOTHING = [
    ("unknown", "", [], "help", "发布日期却是 unknown", ":published:"),
    ("unknown", ":dated: 2021-04-09", [], "help_dated", "发布日期却是 unknown", ":from: dated"),
    ("unknown", ":dated: 2021-04", [], "help", "发布日期却是 unknown", ":published:"),
    ("2021-04", "", [], "help", "发布日期只写到 2021-04", ":published:"),
    ("2021-04-15", "", [":from: dated"], "help", "成文日期却没有写", ":dated:"),
    ("2021-04-15", "", [":from: effective"], "help", "施行日期却没有写", ":effective:"),
    ("unknown", ":effective: published", [":from: effective"], "help", "发布日期却是", ":published:"),
]  # fmt: skip


@pytest.mark.parametrize(("published", "facts", "more", "help_name", "zh", "mend"), NOTHING)
@pytest.mark.parametrize("markup", ["myst", "rst"])
def test_nothing_else_is_taken_where_there_is_nothing_to_count_from(  # noqa: PLR0917
    markup: str, published: str, facts: str, more: list[str], help_name: str, zh: str, mend: str,
    tmp_path: Path,
) -> None:  # fmt: skip
    text = source("⟦15 日⟧", *more, published=published, facts=facts)
    document = read(text, tmp_path, markup)
    assert document.notices[0].deadlines[0].count == Count("15 days", None, "", "undetermined")
    (finding,) = found_in(document)
    assert (finding.code, finding.help, severity_of(finding)) == ("DGT121", help_name, "info")
    assert zh in message_of(finding, "zh")
    assert mend in (help_of(finding, "zh") or "") and mend in (help_of(finding, "en") or "")
    (mark,) = take_marks(text if markup == "myst" else to_rst(text)).marks
    span = finding.place.span
    assert (span.line, span.column, span.end_line, span.end_column) == mark


def test_what_could_not_be_read_has_its_own_finding_alone(tmp_path: Path) -> None:
    bad = [
        source("15 days", published="2021-04-31"),
        source("15 days", published=""),
        source("15 days", ":from: dated", facts=":dated: 2021-04-31"),
    ]
    for text in bad:
        document = read(text, tmp_path)
        assert len(found_in(document)) == 1
        assert not {"DGT120", "DGT121"} & {d.code for d in found_in(document)}
    from_nothing = read(source("15 days", ":from: 2021-04-31"), tmp_path)
    assert from_nothing.notices[0].deadlines[0].count is None
    assert [d.code for d in found_in(from_nothing)] == ["DGT102"]


def test_a_year_not_announced_is_told_and_given_by_the_settings(tmp_path: Path) -> None:
    text = source("10 working days", ":from: 2026-12-25")
    (finding,) = found_in(read(text, tmp_path))
    assert (finding.code, severity_of(finding)) == ("DGT120", "info")
    assert message_of(finding, "zh") == (
        "从 2026-12-25 数 10 个工作日，止日定不下来：日历里没有 2027 年的放假安排。"
    )
    assert "years 写 2027" in (help_of(finding, "zh") or "")
    known = Calendar(rest=frozenset({date(2027, 1, 1)}), years=frozenset({2027}))
    document = read(text, tmp_path, calendar=known)
    count = document.notices[0].deadlines[0].count
    assert count and (count.rolled_end, count.calendar) == ("2027-01-11", known.source)
    assert not found_in(document)
    (other,) = found_in(read(source("1 day", ":from: 2026-12-31"), tmp_path))
    assert "数到 2027-01-01，要不要顺延定不下来" in message_of(other, "zh")


@given(st.dates(), st.integers(1, 9999), st.sampled_from(["day", "week", "month", "year"]))
def test_no_length_and_no_day_fails(start: date, amount: int, unit: str) -> None:
    one = deadline("d", "事", within=f"{amount} {unit}{'s' * (amount > 1)}", from_=str(start))
    count = count_deadline(one, record("notice", "a"), PUBLIC)
    assert count.anchor == start.isoformat()
    assert (count.state == "computed") == (count.rolled_end is not None) == (not count.unknown)
    for language in ("zh", "en"):
        assert last_day_words(told(one, count), language) and how_words(told(one, count), language)


@given(st.dates(date(2006, 1, 1), date(2024, 6, 30)), st.integers(1, 120))
def test_both_ends_by_stepping(start: date, days: int) -> None:
    one = deadline("d", "事", within=f"{days} days")
    count = count_deadline(one, record("notice", "a", published=str(start)), PUBLIC)
    end = start
    for _ in range(days):
        end += timedelta(1)
    assert count.nominal_end == str(end)
    while not chinese_calendar.is_workday(end):
        end += timedelta(1)
    assert count.rolled_end == str(end)


def told(one: Record, count: Count) -> Record:
    return replace(one, count=count)


TOLD: list[tuple[dict[str, str], Language, str, str, str]] = [
    ({"within": "10 working days"}, "zh", "自发布之日起 10 个工作日",
     "自 2021-04-15（发布日期）起算，当天不计入，只数工作日，含调休上班的周末。",
     "2021-04-28 止（推算）"),
    ({"within": "1 month"}, "zh", "自发布之日起 1 个月",
     "自 2021-04-15（发布日期）起算，当天不计入，止于对应的那一天；2021-05-15 休息，顺延到下一个工作日。",
     "2021-05-15 止（推算，顺延到 2021-05-17）"),
    ({"within": "1 month"}, "en", "Within 1 month from publication",
     "From 2021-04-15, the day of publication, which is not counted; the end is the corresponding "
     "day; 2021-05-15 is a day of rest, so it moves to the next working day.",
     "until 2021-05-15 (computed; moved to 2021-05-17)"),
    ({"within": "15 days", "from": "dated", "except": "公休日除外"}, "zh",
     "自成文之日起 15 日",
     "按成文日期推算，自 2021-04-09 起，当天不计入，中间的休息日照数；2021-04-24 休息，"
     "顺延到下一个工作日。“公休日除外”没有扣除。", "2021-04-24 止（推算，顺延到 2021-04-25）"),
    ({"within": "1 month", "from": "2021-01-31"}, "zh",
     "自 2021-01-31 起 1 个月",
     "自 2021-01-31 起算，当天不计入，没有对应的那一天，止于月末；2021-02-28 休息，顺延到下一个工作日。",
     "2021-02-28 止（推算，顺延到 2021-03-01）"),
    ({"within": "1 week", "start": "published"}, "zh", "自发布之日起 1 周",
     "自 2021-04-15（发布日期）起算，当天不计入，中间的休息日照数。", "2021-04-22 止（推算）"),
    ({"within": "1 day", "from": "2026-12-31"}, "zh",
     "自 2026-12-31 起 1 日",
     "自 2026-12-31 起算，当天不计入，中间的休息日照数；最后一天休息的，顺延到下一个工作日。",
     "2027-01-01 止（推算，是否顺延不知）"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "language", "period", "how", "short"), TOLD)
def test_how_an_end_is_told(
    values: dict[str, str], language: Language, period: str, how: str, short: str
) -> None:
    facts = record("notice", "a", published="2021-04-15", dated="2021-04-09")
    one = deadline("d", "填报", **values)
    one = told(one, count_deadline(one, facts, PUBLIC))
    last = {
        "zh": "放假安排据国务院办公厅通知。",
        "en": " Holidays as the State Council announces them.",
    }[language]
    assert counted_words(one, language) == how + last
    assert last_day_words(one, language) == short
    colon = "：" if language == "zh" else ". "
    assert how_words(one, language).startswith(period + colon + how + last)


def test_no_day_is_told_of_what_nobody_can_count() -> None:
    facts = record("notice", "a", published="unknown")
    one = deadline("d", "填报", within="15 days")
    one = told(one, count_deadline(one, facts, PUBLIC))
    assert last_day_words(one, "zh") == "自发布之日起 15 日：止日定不下来，没有写明发布日期"
    assert how_words(one, "zh").startswith("起算的那天未知，没有推算；那天不计入")
    event = deadline("d", "填报", within="15 days", from_="event", event="收到发文")
    event = told(event, count_deadline(event, facts, PUBLIC))
    assert last_day_words(event, "zh") == "自收到发文起 15 日内"
    assert counted_words(event, "en").startswith("The start is not known, so nothing is computed")


def test_why_it_is_not_known_whether_an_end_moves() -> None:
    one = deadline("d", "填报", within="1 day", from_="2026-12-31")
    one = told(one, count_deadline(one, record("notice", "a"), PUBLIC))
    assert how_words(one, "zh").endswith("是否顺延定不下来，日历里没有 2027 年的放假安排。")
    assert how_words(one, "en").endswith(
        "It may move: the calendar does not have the holidays of 2027."
    )


def test_a_period_that_starts_on_a_day_is_told_from_it() -> None:
    facts = record("notice", "a", published="2021-04-15")
    one = deadline("d", "填报", within="10 working days", start="2021-04-16")
    one = told(one, count_deadline(one, facts, PUBLIC))
    assert last_day_words(one, "zh") == "2021-04-16 至 2021-04-28（推算）"
    assert last_day_words(one, "en") == "2021-04-16 to 2021-04-28 (computed)"


def test_the_settings_beside_the_calendar_are_named_for_a_reader() -> None:
    own = Calendar(rest=frozenset({date(2021, 4, 16)}))
    facts = record("notice", "a", published="2021-04-15")
    one = deadline("d", "填报", within="1 working day")
    shown = counted_words(told(one, count_deadline(one, facts, own)), "zh")
    assert shown.endswith("放假安排据国务院办公厅通知，另加本刊设置的日子。")
