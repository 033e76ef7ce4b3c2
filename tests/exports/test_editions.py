"""An issue as text for messengers and as an e-mail."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_digest.core.exported.words import OwnField
from sphinx_digest.core.exports.email import to_eml
from sphinx_digest.core.exports.plain_text import MESSAGE, to_text, to_text_parts
from tests.exports.data import (
    BASE,
    PAGE,
    contact,
    deadline,
    digest,
    hostile_digests,
    issue,
    notice,
    person,
)


def sample(**values: Any) -> dict[str, Any]:
    one = notice(
        "n", "关于备案的通知", '<p>正文 <a href="#n">本文</a></p><img src="a.png" alt="流程">',
        part_id="p", group="国家级", number="国知办函服字〔2021〕304号",
        source_url="https://www.example.org/304.html",
        deadlines=[deadline("d", "填报", start="2021-07-01", end="2021-07-31", **{"for": "服务机构"})],
        contacts=[contact(persons=[person("张某", {"number": "+861055500101", "extension": "12"})],
                          organization="甲局", role="联系人", emails=["a@example.org"])],
    )  # fmt: skip
    other = notice("m", "办法", part_id="p", group="地方级", contacts=[])
    period = {"start": "2021-04-10", "end": "2021-04-16"}
    return digest(issue(158, one, other, period=period, published="2021-04-16"), **values)


def test_text_that_an_editor_pastes() -> None:
    assert (
        to_text(sample(), "issue-158")
        == f"""\
周报 第 158 期
2021-04-10 至 2021-04-16，2021-04-16 发布
{PAGE}

要办的事
· 2021-07-01 至 2021-07-31：填报（第 1 条）

【知识产权信息篇】
〔国家级〕
1. 关于备案的通知
甲局 · 国知办函服字〔2021〕304号 · 2021-04-12
期限：填报：2021-07-01 至 2021-07-31，服务机构
联系：张某 010-5550 0101 转 12，a@example.org
原文：https://www.example.org/304.html
{PAGE}#n

〔地方级〕
2. 办法
甲局 · 2021-04-12
{PAGE}#m
"""
    )


def test_what_an_applicant_must_do_comes_first_the_soonest_above() -> None:
    def due(id_: str, day: str, **values: Any) -> dict[str, Any]:
        return deadline(id_, id_, end=day, due=day, precision="day", **values)

    several = notice(
        "a",
        deadlines=[
            due("晚的", "2021-06-01"),
            due("别人的", "2021-04-20", actor="forwarder"),
            due("禁止", "2021-04-21", kind="restriction"),
            due("取消的", "2021-04-22", status="cancelled"),
            due("早的", "2021-05-01", actor="applicant"),
            deadline("没有日子", "没有日子", status="tba"),
        ],
    )
    gone = notice("b", deadlines=[due("撤回的", "2021-04-25")], status="withdrawn")
    said = digest(issue(1, several, gone), language="zh_CN")
    text = to_text(said, "issue-1")
    first, _, rest = text.partition("\n\n1. ")
    rows = [row.partition("：")[2] for row in first.splitlines() if row.startswith("· ")]
    assert rows == ["早的（第 1 条）", "晚的（第 1 条）", "没有日子（第 1 条）"]
    assert all(word in rest for word in ("别人的", "禁止", "取消的", "撤回的"))
    message = message_from_bytes(to_eml(said, "issue-1"), policy=default)
    html = message.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert html.index("早的") < html.index("晚的") < html.index("别人的")


def test_what_the_project_adds_is_said_by_its_labels() -> None:
    own = {
        "owner": OwnField("责任部门"),
        "action": OwnField("处理要求", {"act": "须办"}),
    }
    said = digest(issue(1, notice("a", extra={"owner": "注册部", "action": "act", "x": True})))
    text = to_text(said, "issue-1", own)
    assert "\n责任部门：注册部\n处理要求：须办\nx：是\n" in text
    message = message_from_bytes(to_eml(said, "issue-1", own=own), policy=default)
    assert "<strong>处理要求</strong>：须办" in message.get_body(("html",)).get_content()  # type: ignore[union-attr]


def test_text_in_english_and_without_an_address() -> None:
    given = sample(language="en")
    del given["base_url"]
    for one in (given["issues"][0], *given["issues"][0]["notices"]):
        one["page_url"] = "issues/158.html"
    text = to_text(given, "issue-158")
    assert "Deadline: 填报: 2021-07-01 to 2021-07-31, 服务机构" in text
    assert "Contact: 张某 010-5550 0101 ext. 12, a@example.org" in text
    assert "158.html" not in text
    assert "Original: https://www.example.org/304.html" in text


def test_parts_fit_into_messages_and_lose_nothing() -> None:
    notices = [notice(f"n{number}", f"关于第 {number} 项的通知") for number in range(40)]
    given = digest(issue(1, *notices))
    parts = to_text_parts(given, "issue-1")
    assert len(parts) > 2
    assert all(len(part.encode()) <= MESSAGE for part in parts)
    assert [part.split("\n")[0] for part in parts] == [
        f"周报 第 1 期（{number}/{len(parts)}）" for number in range(1, len(parts) + 1)
    ]
    # A notice is not cut.
    titles = [re.findall("(?m)^[0-9]+[.] (.+)\n.+\n(.+)$", part) for part in parts]
    assert [one for found in titles for one in found] == [
        (one["title"], f"{PAGE}#{one['id']}") for one in notices
    ]
    assert to_text_parts(given, "issue-1", 100_000) == [to_text(given, "issue-1")]
    with pytest.raises(ValueError, match="256"):
        to_text_parts(given, "issue-1", 10)
    with pytest.raises(KeyError):
        to_text(given, "issue-2")


@settings(max_examples=60, deadline=None)
@given(hostile_digests(), st.integers(256, 600))
def test_no_text_breaks_the_parts(given: dict[str, Any], limit: int) -> None:
    parts = to_text_parts(given, "issue-1", limit)
    assert all(len(part.encode()) <= limit for part in parts)
    whole = "".join(to_text(given, "issue-1").split())
    assert len("".join(parts)) >= len(whole)


def read(message: bytes) -> EmailMessage:
    lines = message.split(b"\r\n")
    assert max(map(len, lines)) <= 78  # RFC 5322, 2.1.1
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert message.isascii()
    return message_from_bytes(message, policy=default)


def test_a_message_is_a_draft_with_text_and_html() -> None:
    message = to_eml(sample(), "issue-158")
    assert message == to_eml(sample(), "issue-158")
    got = read(message)
    assert got["Subject"] == "周报 第 158 期"
    assert got["Date"].datetime.isoformat() == "2021-04-16T00:00:00+08:00"
    assert got["Message-ID"] == "<issue-158.2021@digest.example.org>"
    assert (got["X-Unsent"], got["From"], got["To"]) == ("1", None, None)
    assert got["Content-Language"] == "zh-CN"
    parts = list(got.iter_parts())
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    assert {part["Content-Transfer-Encoding"] for part in parts} == {"base64"}
    text = parts[0].get_content()
    assert "期限：填报：2021-07-01 至 2021-07-31" in text
    assert "正文 本文" in text
    assert got.defects == []


def test_the_html_of_a_message_stands_alone() -> None:
    body = read(to_eml(sample(), "issue-158")).get_body(("html",))
    assert body is not None
    html = body.get_content()
    assert "<style" not in html and "class=" not in html
    links = re.findall('(?:href|src)="([^"]*)"', html)
    assert f"{BASE}issues/a.png" in links
    assert f"{PAGE}#d" in links
    assert all(link.startswith("https://") for link in links)
    assert '<img style="' in html or re.search('<img [^>]*style="', html)
    assert "max-width:600px" in html


def test_a_sender_and_an_address_of_nobody() -> None:
    given = sample()
    del given["base_url"]
    for one in (given["issues"][0], *given["issues"][0]["notices"]):
        one["page_url"] = "issues/158.html"
    got = read(to_eml(given, "issue-158", "digest@example.org"))
    assert got["From"].addresses[0].addr_spec == "digest@example.org"
    assert got["From"].addresses[0].display_name == "科技信息周报"
    assert got["Message-ID"] == "<issue-158.2021@sphinx-digest.invalid>"
    body = got.get_body(("html",))
    assert body is not None
    assert "流程" in body.get_content()
    assert "<img" not in body.get_content()


@settings(max_examples=60, deadline=None)
@given(hostile_digests())
def test_no_text_breaks_a_message(given: dict[str, Any]) -> None:
    got = read(to_eml(given, "issue-1", "digest@example.org"))
    assert set(got.keys()) == {
        "Subject", "From", "Date", "Message-ID", "X-Unsent", "MIME-Version", "Content-Type",
        "Content-Language",
    }  # fmt: skip
    body = got.get_body(("html",))
    assert body is not None
    tags = re.findall("<[^>]*>", body.get_content().lower())
    assert [tag for tag in tags if re.match('<script|.*"javascript:', tag)] == []
