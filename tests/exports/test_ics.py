"""``deadlines.ics``: which events there are, when, and what they say."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_digest.core.exports.ics import events_of, to_ics
from sphinx_digest.core.settings.events import EventSettings
from tests.exports.calendars import (
    calendar,
    day,
    deadline,
    digest,
    events,
    lines,
    notice,
    unescaped,
)

EVERYBODY = EventSettings(actors=frozenset({"applicant", "forwarder", "authority"}))
MOMENT = "2021-03-19T09:00:00+08:00"


def one(*deadlines: dict[str, Any], **values: Any) -> dict[str, str]:
    (found,) = events(calendar(*deadlines, **values).data)
    return found


def test_a_deadline_is_a_whole_day_with_an_exclusive_end() -> None:
    found = one(day("2021-07-31", start="2021-07-01", kind="filing", place="政务大厅, 2 楼"))
    assert found["DTSTART;VALUE=DATE"] == "20210731"
    assert found["DTEND;VALUE=DATE"] == "20210801"
    assert found["SUMMARY"] == "截止：填报 · 关于备案的通知"
    assert found["CATEGORIES"] == "填报"
    assert found["LOCATION"] == "政务大厅\\, 2 楼"
    assert found["UID"] == "d@www.example.org"
    assert found["URL"] == "https://www.example.org/digest/158.html#d"
    assert found["STATUS"] == "CONFIRMED"


def test_a_time_stands_with_its_zone() -> None:
    found = one(deadline(end=MOMENT, due=MOMENT, precision="minute"))
    assert found["DTSTART;TZID=Asia/Shanghai"] == "20210319T090000"
    assert not any(name.startswith("DTEND") for name in found)
    elsewhere = one(
        deadline(end=MOMENT, due=MOMENT, precision="minute"), digest={"timezone": "Europe/Berlin"}
    )
    assert elsewhere["DTSTART;TZID=Europe/Berlin"] == "20210319T020000"


def test_what_happens_takes_its_days_and_what_closes_its_last_one() -> None:
    week = {"start": "2021-04-20", "end": "2021-04-26", "due": "2021-04-26", "precision": "day"}
    fair = one(deadline(title="宣传周", kind="event", **week))
    assert (fair["DTSTART;VALUE=DATE"], fair["DTEND;VALUE=DATE"]) == ("20210420", "20210427")
    assert fair["SUMMARY"].startswith("宣传周 · ")
    closing = one(deadline(kind="application", **week))
    assert (closing["DTSTART;VALUE=DATE"], closing["DTEND;VALUE=DATE"]) == ("20210426", "20210427")
    hours = {"start": MOMENT, "end": MOMENT.replace("T09", "T11"), "precision": "minute"}
    talk = one(deadline(kind="training", due=hours["end"], **hours))
    assert talk["DTEND;TZID=Asia/Shanghai"] == "20210319T110000"
    year = {"start": "2021-01-01", "end": "2021-12-31", "due": "2021-12-31", "precision": "day"}
    assert one(deadline(kind="event", **year))["DTSTART;VALUE=DATE"] == "20211231"


def test_what_only_begins_begins_on_its_day() -> None:
    found = one(deadline(start="2021-07-01", precision="day"))
    assert found["DTSTART;VALUE=DATE"] == "20210701"
    assert found["SUMMARY"].startswith("开始：")


def test_a_month_is_a_month_and_no_day_is_guessed() -> None:
    found = one(deadline("d", "评审答辩", on="2021-08", due="2021-08-31", precision="month"))
    assert (found["DTSTART;VALUE=DATE"], found["DTEND;VALUE=DATE"]) == ("20210801", "20210901")
    assert found["SUMMARY"] == "评审答辩（2021 年 8 月，未写明哪天） · 关于备案的通知"


@pytest.mark.parametrize(
    "values",
    [
        {"status": "tba"},
        {"event": "批准"},
        {"start": "published", "event": "驳回"},
        {"within": "3 days", "from": "event", "event": "驳回",
         "counted": {"rule": "calendar days", "state": "event"}},
        {"start": "2021-04-01", "end": "2021-06-30", "due": "2021-06-30", "precision": "quarter"},
        {"end": "2021", "due": "2021-12-31", "precision": "year"},
        {"start": "2021", "precision": "year"},
        {"every": "FREQ=WEEKLY;INTERVAL=2"},  # nobody can say in which week it begins
    ],
)  # fmt: skip
def test_what_has_no_day_is_left_out_and_counted(values: dict[str, Any]) -> None:
    made = calendar(deadline(**values), day("2021-07-31", id_="e"))
    assert (made.events, made.undated) == (1, 1)
    assert "DESCRIPTION:没写明日期、未收进日历的：1 条。" in lines(made.data)
    gone = calendar(deadline(**{**values, "status": "cancelled"}))
    assert (gone.events, gone.undated) == (0, 0)
    assert not any(line.startswith("DESCRIPTION") for line in lines(gone.data))


def test_only_what_binds_applicants_unless_the_settings_say_otherwise() -> None:
    made = [
        day("2021-07-01", id_="a"),
        day("2021-07-02", id_="b", actor="applicant"),
        day("2021-07-03", id_="c", actor="forwarder"),
        day("2021-07-04", id_="d", actor="authority"),
        deadline("e", actor="authority", status="tba"),
    ]
    assert calendar(*made).events == 2
    assert calendar(*made).undated == 0
    everybody = calendar(*made, settings=EVERYBODY)
    assert (everybody.events, everybody.undated) == (4, 1)


def test_days_of_effect_are_events_unless_the_settings_say_otherwise() -> None:
    found = one(effective="2021-05-01")
    assert found["UID"] == "n.effective@www.example.org"
    assert found["DTSTART;VALUE=DATE"] == "20210501"
    assert found["SUMMARY"] == "施行：关于备案的通知"
    assert found["URL"].endswith("158.html#n")
    assert one(effective="published")["DTSTART;VALUE=DATE"] == "20210407"
    assert calendar(effective="2021-04-01/2021-06-30").undated == 1
    assert calendar(effective="unknown").undated == 0
    assert calendar(effective="2021-05-01", settings=EventSettings(effect=False)).events == 0


def test_sequence_and_last_modified_only_where_the_record_changed() -> None:
    plain = one(day("2021-07-31"))
    assert "SEQUENCE" not in plain
    assert "LAST-MODIFIED" not in plain
    assert plain["DTSTAMP"] == "20210415T160000Z"  # the day of the issue, in Shanghai
    changed = one(day("2021-07-31", sequence=2, modified="2021-05-01T10:00:00+08:00"))
    assert changed["SEQUENCE"] == "2"
    assert changed["LAST-MODIFIED"] == changed["DTSTAMP"] == "20210501T020000Z"
    beside = one(day("2021-07-31"), sequence=3, modified="2021-06-01")
    assert beside == plain


def test_what_was_cancelled_or_withdrawn_says_so_and_reminds_nobody() -> None:
    alarms = EventSettings(alarms={"default": ("1 day",)})
    cancelled = one(day("2021-07-31", status="cancelled"), settings=alarms)
    assert cancelled["STATUS"] == "CANCELLED"
    assert cancelled["SUMMARY"].startswith("已取消：填报")
    assert "ALARM TRIGGER" not in cancelled
    made = calendar(
        day("2021-07-31", sequence=1), effective="2021-05-01", settings=alarms,
        status="withdrawn", sequence=2, modified="2021-06-01",
    )  # fmt: skip
    due, effect = events(made.data)
    assert due["STATUS"] == effect["STATUS"] == "CANCELLED"
    assert (due["SEQUENCE"], effect["SEQUENCE"]) == ("3", "2")
    assert due["LAST-MODIFIED"] == effect["LAST-MODIFIED"] == "20210531T160000Z"
    assert due["SUMMARY"].startswith("已撤回：填报")


def test_an_extension_is_the_same_event_changed() -> None:
    first = day("2021-04-30", id_="a", sequence=1)
    second = day("2021-05-14", id_="b", status="extended", replaces="a")
    third = day("2021-05-31", id_="c", status="extended", replaces="b", sequence=1)
    found = one(first, second)
    assert (found["UID"], found["SEQUENCE"]) == ("a@www.example.org", "2")
    assert found["SUMMARY"].startswith("截止（已延期）：填报")
    assert found["URL"].endswith("#b")
    again = one(first, second, third)
    assert (again["UID"], again["SEQUENCE"]) == ("a@www.example.org", "4")
    assert again["DTSTART;VALUE=DATE"] == "20210531"
    alone = one(second)
    assert (alone["UID"], alone["SEQUENCE"]) == ("a@www.example.org", "1")


def test_extensions_that_contradict_each_other_lose_nothing() -> None:
    rivals = calendar(
        day("2021-04-30", id_="a"),
        day("2021-05-14", id_="b", replaces="a"),
        day("2021-05-15", id_="c", replaces="a"),
    )
    assert [found["UID"][0] for found in events(rivals.data)] == ["a", "c"]
    circle = calendar(
        day("2021-05-14", id_="b", replaces="c"),
        day("2021-05-15", id_="c", replaces="b"),
        day("2021-05-16", id_="d", replaces="d"),
    )
    assert [found["UID"][0] for found in events(circle.data)] == ["b", "c", "d"]


def test_the_id_of_an_event_outlives_title_page_and_address() -> None:
    before = one(day("2021-07-31"))
    page = "https://www.example.net/new/158.html"
    after = one(
        day("2021-07-31", title="网上填报"), title="通知", page_url=page,
        digest={"base_url": "https://www.example.net/new/"},
        settings=EventSettings(domain="www.example.org"),
    )  # fmt: skip
    assert after["UID"] == before["UID"]
    assert one(day("2021-07-31"), digest={"base_url": ""})["UID"] == "d@digest.invalid"


def test_two_records_with_one_id_are_two_events() -> None:
    made = calendar(day("2021-07-30"), day("2021-07-31"), day("2021-08-31"))
    uids = [found["UID"].partition("@")[0] for found in events(made.data)]
    assert uids == ["d", "d.2", "d.3"]


def test_the_description_says_how_it_was_counted_where_to_go_and_whom_to_call() -> None:
    person = {
        "name": "张某",
        "phones": [{"number": "+861055500101", "extension": "6011"}],
        "emails": ["a@example.org"],
    }
    office = {"id": "c", "persons": [person], "phones": [], "emails": [], "organization": "服务处"}
    counted = {
        "rule": "months",
        "state": "computed",
        "anchor": "2021-04-07",
        "words": "当天不计入。",
    }
    found = one(
        day("2021-05-07", within="1 month", from_="published", nominal_end="2021-05-07",
            rolled_end="2021-05-07", counted=counted, end=None, text="一个月内", for_="申报单位",
            channel="政务网", materials="备案表", late="逾期不再受理", contacts=[office]),
        number="示办〔2021〕4号",
    )  # fmt: skip
    assert unescaped(found["DESCRIPTION"]).split("\n") == [
        "关于备案的通知",
        "示例局 · 示办〔2021〕4号 · 2021-04-07",
        "时间：2021-05-07 止（推算）",
        "期限：自发布之日起 1 个月",
        "原文表述：一个月内",
        "怎么数的：当天不计入。",
        "对象：申报单位",
        "渠道：政务网",
        "材料：备案表",
        "逾期：逾期不再受理",
        "联系人：服务处，张某 010-5550 0101 转 6011 a@example.org",
        "https://www.example.org/digest/158.html#d",
    ]
    assert found["CONTACT"] == "服务处，张某 010-5550 0101 转 6011 a@example.org"


def test_the_notice_s_contacts_are_called_where_the_deadline_has_none() -> None:
    office = {"id": "c", "persons": [], "phones": [], "emails": ["a@example.org"]}
    assert one(day("2021-05-07"), contacts=[office])["CONTACT"] == "a@example.org"


def test_an_english_digest_speaks_english() -> None:
    made = calendar(
        day("2021-05-07", title="Apply", status="extended", kind="application"),
        title="Circular", digest={"language": "en", "title": "Weekly"},
    )  # fmt: skip
    (found,) = events(made.data)
    assert found["SUMMARY"] == "Due (extended): Apply · Circular"
    assert found["CATEGORIES"] == "Application"
    assert "NAME:Weekly" in lines(made.data)


def test_the_calendar_says_what_it_is_and_where_it_comes_from() -> None:
    made = digest(notice(day("2021-07-31")))
    head = lines(to_ics(made, name="kind-filing.ics", title="填报").data)
    head = head[: head.index("BEGIN:VEVENT")]
    for line in (
        "VERSION:2.0",
        "NAME:科技信息周报：填报",
        "X-WR-CALNAME:科技信息周报：填报",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "SOURCE;VALUE=URI:https://www.example.org/digest/digest/kind-filing.ics",
    ):
        assert line in head
    nowhere = lines(to_ics({**made, "base_url": ""}).data)
    assert not any(
        line.startswith(("SOURCE", "URL:https://www.example.org/digest/d")) for line in nowhere
    )


def test_a_calendar_of_some_events_holds_those_and_counts_those() -> None:
    made = digest(
        notice(day("2021-07-31", kind="filing"), day("2021-08-31", id_="e", kind="training"),
               deadline("f", kind="filing", status="tba")),
    )  # fmt: skip
    chosen = [e for e in events_of(made) if e.deadline and e.deadline["kind"] == "filing"]
    held = to_ics(made, chosen)
    assert (held.events, held.undated) == (1, 1)
    assert [found["UID"] for found in events(held.data)] == ["d@www.example.org"]


def test_a_zone_is_described_only_where_a_time_needs_it() -> None:
    assert "BEGIN:VTIMEZONE" not in lines(calendar(day("2021-07-31")).data)
    timed = deadline(end=MOMENT, due=MOMENT, precision="minute")
    assert lines(calendar(timed).data).count("BEGIN:VTIMEZONE") == 1


def test_equal_input_gives_equal_bytes() -> None:
    made = [day("2021-07-31"), deadline("e", end=MOMENT, due=MOMENT, precision="minute")]
    assert calendar(*made).data == calendar(*made).data
