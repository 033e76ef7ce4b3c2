"""The index of dates."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_digest.core.index import EVERYTHING, Filter, Group, dates
from sphinx_digest.core.model import Record
from sphinx_digest.core.pinyin import Collator

from .digests import deadline, digest, issue, notice

COLLATOR = Collator()


def rows(groups: tuple[Group, ...]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    return [
        (g.key, [(e.cells.get("date", ""), e.cells["what"], e.text) for e in g.entries])
        for g in groups
    ]


def index(*deadlines: Record, filters: Filter = EVERYTHING, **values: Any) -> tuple[Group, ...]:
    values.setdefault("published", "2021-04-07")
    one = notice("a", "通知", type="circular", issuer=["甲局"], deadlines=deadlines, **values)
    return dates(digest(issue(1, one)), filters=filters, collator=COLLATOR)


def test_every_date_stands_in_its_month() -> None:
    groups = index(
        deadline("d1", "填报", kind="filing", start="2021-07-01", end="2021-07-31"),
        deadline("d2", "公示", start="published", end="2021-04-13T17:00:00+08:00"),
        deadline("d3", "培训", on="2021-04-13"),
        effective="2021-07-01",
    )
    assert rows(groups) == [
        (
            "2021-04",
            [
                ("2021-04-07", "Published", "通知"),
                ("2021-04-07", "Starts", "公示"),
                ("2021-04-13", "On", "培训"),
                ("2021-04-13T17:00:00+08:00", "Ends", "公示"),
            ],
        ),
        (
            "2021-07",
            [
                ("2021-07-01", "Effective", "通知"),
                ("2021-07-01", "Starts", "填报"),
                ("2021-07-31", "Ends", "填报"),
            ],
        ),
    ]
    assert [group.anchor for group in groups] == ["digest-dates-2021-04", "digest-dates-2021-07"]
    entry = groups[1].entries[2]
    assert entry.links[0].anchor == "d1"
    assert (entry.cells["notice"], entry.cells["kind"], entry.detail) == ("通知", "filing", "Ends")


def test_reduced_dates_stand_before_the_days_of_their_start_and_say_so() -> None:
    groups = index(
        deadline("d1", "日", on="2021-04-01"),
        deadline("d2", "月", on="2021-04"),
        deadline("d3", "季", on="2021-Q2"),
        deadline("d4", "年", on="2021"),
        deadline("d5", "时", on="2021-04-01T09:00:00+08:00"),
        published="2020-12-31",
    )
    assert rows(groups)[1:] == [
        ("2021-01", [("2021", "On", "年")]),
        (
            "2021-04",
            [
                ("2021-Q2", "On", "季"),
                ("2021-04", "On", "月"),
                ("2021-04-01", "On", "日"),
                ("2021-04-01T09:00:00+08:00", "On", "时"),
            ],
        ),
    ]
    precisions = [e.cells.get("precision") for e in groups[2].entries]
    assert precisions == ["quarter", "month", None, None]


def test_a_range_within_one_day_is_one_entry() -> None:
    start, end = "2021-03-19T09:00:00+08:00", "2021-03-19T11:00:00+08:00"
    entries = index(deadline("d", "答辩", start=start, end=end), published="2021-03-01")[0].entries
    assert [(e.cells["what"], e.cells.get("start"), e.cells.get("end")) for e in entries] == [
        ("Published", None, None), ("On", start, end),
    ]  # fmt: skip


def test_what_has_no_date_stands_last_with_what_is_known() -> None:
    groups = index(
        deadline("d1", "征求意见", within="1 month", from_="published", text="一个月内"),
        deadline("d2", "公示", within="7 days", from_="event", event="公示开始"),
        deadline("d3", "补充", event="批准"),
        deadline("d4", "报告", every="FREQ=MONTHLY", occurrence="window"),
        deadline("d5", "会议", status="tba"),
        deadline("d6", "取消的会", status="cancelled"),
    )
    assert (groups[-1].key, groups[-1].title) == ("undated", "Undated")
    known = {e.text: e.cells for e in groups[-1].entries}
    assert set(known) == {"征求意见", "公示", "补充", "报告", "会议", "取消的会"}
    assert {k: known["征求意见"][k] for k in ("what", "within", "from", "text")} == {
        "what": "Due", "within": "1 month", "from": "published", "text": "一个月内",
    }  # fmt: skip
    assert known["公示"]["event"] == "公示开始"
    assert known["报告"]["every"] == "FREQ=MONTHLY"
    assert known["会议"]["status"] == "tba"
    assert all("date" not in cells for cells in known.values())


def test_a_start_and_an_end_without_a_date_are_both_listed() -> None:
    groups = index(deadline("d", "意见", start="published", within="1 month"))
    assert rows(groups) == [
        ("2021-04", [("2021-04-07", "Published", "通知"), ("2021-04-07", "Starts", "意见")]),
        ("undated", [("", "Due", "意见")]),
    ]


def test_what_is_unknown_is_listed_as_such() -> None:
    groups = index(published="unknown", effective="published")
    assert rows(groups) == [
        ("undated", [("unknown", "Published", "通知"), ("unknown", "Effective", "通知")])
    ]
    only_dated = index(published="unknown", dated="2021-03-30")
    assert rows(only_dated) == [("2021-03", [("2021-03-30", "Dated", "通知")])]
    broken = index(deadline("d", "坏日期", end="2021-02-31"))
    assert rows(broken)[-1] == ("undated", [("2021-02-31", "Ends", "坏日期")])


def test_effect_on_publication_is_a_date() -> None:
    assert rows(index(effective="published")) == [
        ("2021-04", [("2021-04-07", "Published", "通知"), ("2021-04-07", "Effective", "通知")])
    ]


def test_the_days_asked_for_are_those_of_the_entries() -> None:
    filters = Filter(since="2021-06-15", until="2021-07-15")
    groups = index(
        deadline("d1", "填报", start="2021-07-01", end="2021-07-31"),
        deadline("d2", "季", on="2021-Q3"),
        filters=filters,
    )
    assert rows(groups) == [
        ("2021-07", [("2021-Q3", "On", "季"), ("2021-07-01", "Starts", "填报")])
    ]


@pytest.mark.parametrize(
    ("since", "until", "values", "stays"),
    [
        ("2021-05-01", None, {"within": "1 month"}, True),
        ("2021-07-01", None, {"within": "1 month"}, False),
        ("2021-05-01", None, {"within": "10 working days"}, True),
        (None, "2021-04-06", {"within": "1 month"}, False),
        ("2021-07-01", None, {"within": "1 month", "from": "2021-06-15"}, True),
        ("2021-07-01", None, {"within": "1 month", "from": "effective"}, True),
        ("2030-01-01", None, {"within": "7 days", "from": "event", "event": "公示"}, True),
        ("2030-01-01", None, {"status": "tba"}, True),
        (None, "2021-04-06", {"status": "tba"}, False),
    ],
)
def test_what_may_fall_into_the_days_asked_for_stays(
    since: str | None, until: str | None, values: dict[str, str], stays: bool
) -> None:
    one = deadline("d", "事项", **values)
    groups = index(one, filters=Filter(since=since, until=until), effective="2021-06-20")
    assert any(e.text == "事项" for g in groups for e in g.entries) is stays


def test_kind_and_status_ask_for_deadlines_alone() -> None:
    both = (
        deadline("d1", "甲", kind="training", on="2021-05-01"),
        deadline("d2", "乙", kind="report", status="tba"),
    )
    assert rows(index(*both, filters=Filter(kind=("training",)))) == [
        ("2021-05", [("2021-05-01", "On", "甲")])
    ]
    assert rows(index(*both, filters=Filter(status=("tba",)))) == [("undated", [("", "Due", "乙")])]
