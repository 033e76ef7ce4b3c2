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
        deadline("d1", "征求意见", within="1 month", from_="dated", text="一个月内"),
        deadline("d2", "公示", within="7 days", from_="event", event="公示开始"),
        deadline("d3", "补充", event="批准"),
        deadline("d4", "报告", every="FREQ=MONTHLY;INTERVAL=5", occurrence="window"),
        deadline("d5", "会议", status="tba"),
        deadline("d6", "取消的会", status="cancelled"),
        deadline("d7", "复核", within="1 working day", from_="2026-12-31"),
    )
    assert (groups[-1].key, groups[-1].title) == ("undated", "Undated")
    known = {e.text: e.cells for e in groups[-1].entries}
    assert set(known) == {"征求意见", "公示", "补充", "报告", "会议", "取消的会", "复核"}
    assert {k: known["征求意见"][k] for k in ("what", "within", "from", "text")} == {
        "what": "Due", "within": "1 month", "from": "dated", "text": "一个月内",
    }  # fmt: skip
    assert [known[one].get("counted") for one in ("征求意见", "公示", "复核", "补充")] == [
        "undetermined", "event", "undetermined", None,
    ]  # fmt: skip
    assert known["公示"]["event"] == "公示开始"
    assert known["报告"]["every"] == "FREQ=MONTHLY;INTERVAL=5"
    assert known["会议"]["status"] == "tba"
    assert all(not {"date", "nominal_end", "rolled_end"} & set(cells) for cells in known.values())
    counts = {e.text: e.deadline.count for e in groups[-1].entries if e.deadline}
    assert counts["复核"] and counts["复核"].unknown == "2027-01-01"


def test_a_counted_deadline_stands_at_its_nominal_end() -> None:
    groups = index(
        deadline("d1", "甲", within="1 month"),
        deadline("d2", "乙", within="3 weeks", from_="2021-04-10"),
        deadline("d3", "丙", within="1 day", from_="2026-12-31"),
        deadline("d4", "丁", start="published", within="1 month"),
    )
    assert rows(groups) == [
        ("2021-04", [("2021-04-07", "Published", "通知"), ("2021-04-07", "Starts", "丁")]),
        ("2021-05", [("2021-05-01", "Ends", "乙"), ("2021-05-07", "Ends", "丁"),
                     ("2021-05-07", "Ends", "甲")]),
        ("2027-01", [("2027-01-01", "Ends", "丙")]),
    ]  # fmt: skip
    cells = {e.text: e.cells for g in groups for e in g.entries}
    shown = {
        name: tuple(cells[name].get(cell) for cell in ("nominal_end", "rolled_end", "counted"))
        for name in ("甲", "乙", "丙")
    }
    assert shown == {
        "甲": ("2021-05-07", "2021-05-07", "computed"),
        "乙": ("2021-05-01", "2021-05-06", "computed"),
        "丙": ("2027-01-01", None, "undetermined"),
    }


def recurring(**values: Any) -> list[tuple[str, str]]:
    groups = index(deadline("d", "报告", **values))
    return [(date, what) for _, held in rows(groups) for date, what, text in held if text == "报告"]


def test_what_recurs_is_listed_from_its_notice_to_the_end_of_the_year() -> None:
    assert recurring(every="FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1") == [
        ("2021-06-30", "On"), ("2021-09-30", "On"), ("2021-12-31", "On"),
    ]  # fmt: skip
    windows = [("2021-06", "On"), ("2021-09", "On"), ("2021-12", "On")]
    every = "FREQ=YEARLY;BYMONTH=3,6,9,12"
    assert recurring(every=every) == recurring(every=every, occurrence="window") == windows
    assert recurring(every=every, occurrence="last-day") == [
        ("2021-06-30", "Ends"), ("2021-09-30", "Ends"), ("2021-12-31", "Ends"),
    ]  # fmt: skip
    assert recurring(every="FREQ=MONTHLY;INTERVAL=3")[0] == ("2021-Q2", "On")
    assert recurring(every="FREQ=YEARLY") == [("2021", "On")]
    assert recurring(every="FREQ=MONTHLY;INTERVAL=6") == [
        ("2021-06-30", "Ends"), ("2021-12-31", "Ends"),
    ]  # fmt: skip


def test_what_recurs_often_has_one_row_a_month() -> None:
    months = [(f"2021-{month:02}", "On") for month in range(4, 13)]
    for every in ("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY"):
        assert recurring(every=every) == months
    assert recurring(every="FREQ=SECONDLY") == [("", "Due")]
    assert recurring(every="FREQ=DAILY;COUNT=999999") == [("", "Due")]
    assert recurring(every="FREQ=DAILY;COUNT=999999", start="2021-12-30") == [
        ("2021-12", "On"), ("2021-12-30", "Starts"),
    ]  # fmt: skip


def test_what_recurs_has_its_bounds() -> None:
    every = "FREQ=MONTHLY;BYMONTHDAY=10"
    assert recurring(every=every, start="2021-06", end="2021-08-15") == [
        ("2021-06", "Starts"), ("2021-06-10", "On"), ("2021-07-10", "On"), ("2021-08-10", "On"),
        ("2021-08-15", "Ends"),
    ]  # fmt: skip
    assert recurring(every="FREQ=YEARLY;BYMONTH=2") == [("", "Due")]
    late = index(deadline("d", "报告", every="FREQ=YEARLY;BYMONTH=2"), published="2020-12-30")
    assert rows(late)[-1] == ("2021-02", [("2021-02", "On", "报告")])
    filtered = index(deadline("d", "报告", every=every), filters=Filter(since="2021-11-01"))
    assert rows(filtered) == [
        ("2021-11", [("2021-11-10", "On", "报告")]), ("2021-12", [("2021-12-10", "On", "报告")]),
    ]  # fmt: skip


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
        ("2021-04-21", None, {"within": "10 working days"}, True),
        ("2021-04-22", None, {"within": "10 working days"}, False),
        ("2021-05-03", "2021-05-04", {"within": "3 weeks", "from": "2021-04-10"}, True),
        ("2021-05-07", None, {"within": "3 weeks", "from": "2021-04-10"}, False),
        ("2027-01-09", None, {"within": "1 day", "from": "2026-12-31"}, True),
        ("2026-12-01", "2026-12-30", {"within": "1 working day", "from": "2026-12-31"}, False),
        ("2027-01-20", None, {"within": "1 working day", "from": "2026-12-31"}, False),
        ("2030-01-01", None, {"within": "1 month", "from": "dated"}, True),
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
