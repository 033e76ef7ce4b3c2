"""``digest.json`` as scripts outside read it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from sphinx_digest.core.due import count_deadline
from sphinx_digest.core.exports.digest_json import to_digest_json
from sphinx_digest.core.model import Attachment, Document, Record
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.times.calendar import Calendar
from sphinx_digest.core.times.counting_words import counted_words
from tests.exports.validation import validate
from tests.index.digests import SPAN, contact, deadline, digest, issue, notice

ONE = {"number": "+861055500101"}
TWO = {"number": "+861055500202", "extension": "232"}

CDE = "国家药品监督管理局药品审评中心"


def export(*documents: Document, **values: Any) -> dict[str, Any]:
    bodies = values.pop("bodies", {})
    exported = to_digest_json(
        digest(*documents),
        values.pop("settings", Settings(root=".")),
        bodies=bodies,
        page_url=lambda docname: f"https://www.example.org/{docname}.html",
        language="zh_CN",
    )
    validate(exported)
    assert json.loads(json.dumps(exported)) == exported
    return exported


def one(*deadlines: Record, **values: Any) -> dict[str, Any]:
    values.setdefault("published", "2021-04-07")
    made = notice("a", "通知", type="circular", issuer=["甲局"], deadlines=deadlines, **values)
    found: dict[str, Any] = export(issue(158, made))["issues"][0]["notices"][0]
    return found


def test_an_issue_with_everything() -> None:
    made = notice(
        "cde-27", "境外已上市药品的通告", type="notification", number="2021年第27号",
        issuer=[CDE], published="2021-04-12", dated="2021-04-09", effective="published",
        url="https://www.example.org/27.html", addressees=["各单位"], topics=["仿制药"],
        repeals=["2018年第1号"], group="国家级", text="现予发布", extra={"owner": "知识产权部"},
        attachments=[Attachment("申报书.doc", "附件 1", "https://www.example.org/1.doc", False, 1, SPAN),
                     Attachment("清单", None, None, True, 1, SPAN)],
        cites=["国知办发服字〔2020〕46号", "2021年第3号"],
        deadlines=[deadline("cde-27-comments", "征求意见", kind="comments", within="1 month",
                            text="一个月", contact=["office", "elsewhere", "nobody"],
                            extra={"weight": 3})],
        contacts=[contact("office", "张某", "李样例", phone=[ONE, TWO],
                          email=["office@example.org"], role="联系人", qq=["100000001"])],
    )  # fmt: skip
    cited = notice(
        "cde-3", "公告", type="announcement", number="2021年第3号", issuer=[CDE],
        published="2021-04-01", contacts=[contact("elsewhere", email=["b@example.org"])],
    )  # fmt: skip
    exported = export(
        issue(157, cited), issue(158, made, published="2021-04-16"),
        bodies={"cde-27": "<p>正文</p>"},
        settings=Settings(root=".", base_url="https://www.example.org/"),
    )  # fmt: skip
    assert {k: v for k, v in exported.items() if k != "issues"} == {
        "format_version": 1,
        "language": "zh_CN",
        "timezone": "Asia/Shanghai",
        "base_url": "https://www.example.org/",
    }
    office = {
        "id": "office",
        "persons": [
            {"name": "张某", "phones": [ONE], "emails": []},
            {"name": "李样例", "phones": [TWO], "emails": []},
        ],
        "role": "联系人",
        "qq": ["100000001"],
        "phones": [],
        "emails": ["office@example.org"],
    }
    assert exported["issues"][1] == {
        "id": "issue-158",
        "number": 158,
        "title": "科技信息周报 第 158 期",
        "period": {"start": "2021-04-10", "end": "2021-04-16"},
        "published": "2021-04-16",
        "docname": "issues/158",
        "page_url": "https://www.example.org/issues/158.html",
        "parts": [{"id": "p", "title": "知识产权信息篇", "department": "知识产权部"}],
        "notices": [
            {
                "id": "cde-27",
                "title": "境外已上市药品的通告",
                "part_id": "p",
                "group": "国家级",
                "type": "notification",
                "number": "2021年第27号",
                "issuers": [CDE],
                "published": "2021-04-12",
                "dated": "2021-04-09",
                "effective": "published",
                "source_url": "https://www.example.org/27.html",
                "page_url": "https://www.example.org/issues/158.html",
                "anchor": "cde-27",
                "addressees": ["各单位"],
                "topics": ["仿制药"],
                "repeals": ["2018年第1号"],
                "text": "现予发布",
                "attachments": [
                    {
                        "label": "附件 1",
                        "title": "申报书.doc",
                        "url": "https://www.example.org/1.doc",
                        "embedded": False,
                        "level": 1,
                    },
                    {"title": "清单", "embedded": True, "level": 1},
                ],
                "cites": [
                    {"number": "国知办发服字〔2020〕46号"},
                    {
                        "number": "2021年第3号",
                        "issuer": CDE,
                        "id": "cde-3",
                    },
                ],
                "cited_by": [],
                "body": {"markup": "myst", "source": "正文 cde-27", "html": "<p>正文</p>"},
                "extra": {"owner": "知识产权部"},
                "deadlines": [
                    {
                        "id": "cde-27-comments",
                        "title": "征求意见",
                        "kind": "comments",
                        "anchor": "cde-27-comments",
                        "within": "1 month",
                        "from": "published",
                        "text": "一个月",
                        "nominal_end": "2021-05-12",
                        "rolled_end": "2021-05-12",
                        "due": "2021-05-12",
                        "precision": "day",
                        "counted": {
                            "rule": "months",
                            "anchor": "2021-04-12",
                            "calendar": Calendar().source,
                            "state": "computed",
                            "words": "自 2021-04-12（发布日期）起算，当天不计入，止于对应的那一天。"
                            "放假安排据国务院办公厅通知。",
                        },
                        "extra": {"weight": 3},
                        "contacts": [
                            office,
                            {
                                "id": "elsewhere",
                                "persons": [],
                                "phones": [],
                                "emails": ["b@example.org"],
                            },
                        ],
                    }
                ],
                "contacts": [office],
            }
        ],
    }
    assert exported["issues"][0]["notices"][0]["cited_by"] == ["cde-27"]


def test_absent_is_not_given_and_unknown_stays() -> None:
    found = export(
        issue(1, notice("a", "资讯", type="news", source="知产前沿", published="unknown"))
    )
    assert "base_url" not in found
    assert "published" not in found["issues"][0]
    made = found["issues"][0]["notices"][0]
    assert (made["published"], made["source"], made["issuers"]) == ("unknown", "知产前沿", [])
    assert not {"number", "dated", "effective", "addressees", "extra", "note"} & set(made)
    assert "html" not in made["body"]
    unknown = one(effective="unknown")
    assert unknown["effective"] == "unknown"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"end": "2021-04-30"}, {"end": "2021-04-30", "due": "2021-04-30", "precision": "day"}),
        ({"on": "2021-04-30"}, {"on": "2021-04-30", "due": "2021-04-30", "precision": "day"}),
        ({"on": "2021-02"}, {"on": "2021-02", "due": "2021-02-28", "precision": "month"}),
        ({"on": "2021"}, {"on": "2021", "due": "2021-12-31", "precision": "year"}),
        (
            {"on": "2021-Q4"},
            {"start": "2021-10-01", "end": "2021-12-31", "due": "2021-12-31", "precision": "quarter"},
        ),
        (
            {"start": "2021-Q2", "end": "2021-Q3"},
            {"start": "2021-04-01", "end": "2021-09-30", "due": "2021-09-30", "precision": "quarter"},
        ),
        (
            {"start": "2021-03-19T09:00:00+08:00", "end": "2021-03-19T11:00:00+08:00"},
            {
                "start": "2021-03-19T09:00:00+08:00",
                "end": "2021-03-19T11:00:00+08:00",
                "due": "2021-03-19T11:00:00+08:00",
                "precision": "minute",
            },
        ),
        ({"start": "2021-08"}, {"start": "2021-08", "precision": "month"}),
        ({"start": "published"}, {"start": "2021-04-07", "precision": "day"}),
        ({"within": "7 days", "from": "event", "event": "公示开始"},
         {"within": "7 days", "from": "event", "event": "公示开始",
          "counted": {"rule": "calendar days", "state": "event",
                      "words": "起算的那天未知，没有推算；那天不计入，中间的休息日照数；最后一天休息的，顺延到下一个工作日。"}}),
        ({"every": "FREQ=MONTHLY", "occurrence": "window"},
         {"every": "FREQ=MONTHLY", "occurrence": "window"}),
        ({"status": "tba"}, {"status": "tba"}),
    ],
)  # fmt: skip
def test_dates_of_a_deadline(values: dict[str, str], expected: dict[str, str]) -> None:
    found = one(deadline("d", "事项", **values))["deadlines"][0]
    assert found == {"id": "d", "title": "事项", "anchor": "d", "contacts": [], **expected}


@pytest.mark.parametrize(
    ("values", "facts", "expected", "counted"),
    [
        ({"within": "10 working days"}, {},
         {"nominal_end": "2021-04-21", "rolled_end": "2021-04-21", "due": "2021-04-21"},
         {"rule": "working days", "anchor": "2021-04-07", "state": "computed"}),
        ({"within": "3 weeks", "from": "dated"}, {"dated": "2021-04-10"},
         {"nominal_end": "2021-05-01", "rolled_end": "2021-05-06", "due": "2021-05-01"},
         {"rule": "weeks", "anchor": "2021-04-10", "state": "computed"}),
        ({"within": "1 year", "from": "effective"}, {"effective": "published"},
         {"nominal_end": "2022-04-07", "rolled_end": "2022-04-07", "due": "2022-04-07"},
         {"rule": "years", "anchor": "2021-04-07", "state": "computed"}),
        ({"within": "1 day", "from": "2026-12-31"}, {},
         {"nominal_end": "2027-01-01", "due": "2027-01-01"},
         {"rule": "calendar days", "anchor": "2026-12-31", "state": "undetermined"}),
        ({"within": "1 working day", "from": "2026-12-31"}, {}, {},
         {"rule": "working days", "anchor": "2026-12-31", "state": "undetermined"}),
        ({"within": "15 days"}, {"published": "unknown", "dated": "2021-04-10"}, {},
         {"rule": "calendar days", "state": "undetermined"}),
        ({"within": "15 days"}, {"published": "2021-04"}, {},
         {"rule": "calendar days", "state": "undetermined"}),
    ],
)  # fmt: skip
def test_both_ends_of_a_period_and_how_they_were_counted(
    values: dict[str, str], facts: dict[str, str], expected: dict[str, str], counted: dict[str, str]
) -> None:
    found = one(deadline("d", "事项", **values), **facts)["deadlines"][0]
    ends = {"nominal_end", "rolled_end", "due", "precision"}
    precision = {"precision": "day"} if expected else {}
    assert {k: v for k, v in found.items() if k in ends} == {**expected, **precision}
    calendar = {"calendar": Calendar().source} if "anchor" in counted else {}
    assert found["counted"].pop("words") == counted_words(count_of(values, facts), "zh")
    assert found["counted"] == {**counted, **calendar}


def count_of(values: dict[str, str], facts: dict[str, str]) -> Record:
    given: dict[str, Any] = {"published": "2021-04-07", **facts}
    own = notice("a", "通知", **given).record
    made = deadline("d", "事项", **values)
    return replace(made, count=count_deadline(made, own, Calendar()))


def test_how_a_period_was_counted_is_told_in_the_digest_s_language() -> None:
    made = notice(
        "a", "通知", published="2021-04-07", deadlines=[deadline("d", "x", within="2 weeks")]
    )
    exported = to_digest_json(
        digest(issue(1, made)), Settings(root="."), bodies={}, page_url=str, language="en"
    )
    words = exported["issues"][0]["notices"][0]["deadlines"][0]["counted"]["words"]
    assert words.startswith("From 2021-04-07, the day of publication, which is not counted; ")


def test_an_extension_names_what_it_replaces() -> None:
    found = one(deadline("d", "填报", end="2021-05-14", status="extended", replaces="old"))
    assert found["deadlines"][0]["replaces"] == "old"


def test_dates_whose_year_was_not_written_are_named() -> None:
    made = deadline("d", "填报", start="2021-07-01", end="2021-07-31")
    found = one(replace(made, inferred=frozenset({"start", "end"})))["deadlines"][0]
    assert found["inferred"] is True
    assert found["inferred_fields"] == ["end", "start"]
    made_issue = issue(1, notice("a", "通知", dated="2021-04-09"))
    record = replace(made_issue.notices[0].record, inferred=frozenset({"dated"}))
    made_issue = replace(made_issue, notices=(replace(made_issue.notices[0], record=record),))
    found = export(made_issue)["issues"][0]["notices"][0]
    assert (found["inferred"], found["inferred_fields"]) == (True, ["dated"])


def test_a_quarter_of_a_notice_is_its_interval() -> None:
    assert one(published="2021-Q2")["published"] == "2021-04-01/2021-06-30"


def test_drafts_stay_out_and_the_order_is_that_of_the_issues() -> None:
    exported = export(issue(2), issue(3, draft=True), issue(1))
    assert [made["number"] for made in exported["issues"]] == [1, 2]
    assert json.dumps(exported) == json.dumps(export(issue(1), issue(2)))
