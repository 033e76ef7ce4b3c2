"""Where a notice goes in an issue, and that any title stays what it is."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sphinx_digest.core.body import plain_title
from sphinx_digest.core.check import read_source
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import read_settings
from sphinx_digest.core.writing.notice_source import IssueSource, NoticeText, escape_title
from tests.cli.issue_sources import SOURCES

ORDER = ("国家级", "地方级", "资讯")

AWKWARD = st.lists(
    st.sampled_from(
        [*"|`*[](){}\\#:=-+_~<>!&$%^\"'./1aA ", ":::", "```", "**", "关于", "通知", "{x}`y`", "[a](b)",
         "1. ", "(1) ", "a. ", "::", "<b>", "&amp;", "$x$", "{{x}}", "http://www.example.org", "|x|", "x_", "——"]
    ),
    min_size=1,
    max_size=9,
)  # fmt: skip


@pytest.mark.parametrize("suffix", ["md", "rst"])
@given(pieces=AWKWARD)
@settings(max_examples=100, deadline=None)
def test_any_title_reads_as_it_was_given(suffix: str, pieces: list[str]) -> None:
    title = " ".join("".join(pieces).split())
    assume(title.strip("\\"))  # backslashes alone look like a rule; the command refuses them
    path = f"/digest/issue.{suffix}"
    configured, _ = read_settings("/digest")
    schemas, _ = load_schemas(configured)
    source = SOURCES[suffix]
    reading, document = read_source(path, "issue", configured, schemas, {path: source})
    desk = IssueSource(reading, document, {path: source})
    part = desk.parts()[0]
    fields = {"type": "other", "issuer": "示例局", "published": "2021-04-14"}
    put = desk.inserted(NoticeText(title, fields), part, desk.groups(part)[0], ORDER)
    assert put
    _, after = read_source(path, "issue", configured, schemas, {path: put[1]})
    titles = [notice.record.title for notice in after.notices]
    assert titles == ["关于甲的通知", title, "关于丁的通知"], put[1]
    assert [n.body for n in after.notices] == ["甲的摘要。", "", "丁的摘要。"]
    assert [n.group for n in after.notices] == ["国家级"] * 3


@pytest.mark.parametrize(
    ("title", "myst", "rst"),
    [
        ("关于甲的通知", "关于甲的通知", "关于甲的通知"),
        ("甲*乙*_丙_", r"甲\*乙\*\_丙\_", r"甲\*乙\*\_丙\_"),
        ("甲 ##", r"甲 \#\#", "甲 ##"),
        ("1. 甲", "1. 甲", r"1\. 甲"),
        ("- 甲", "- 甲", r"\- 甲"),
        ("甲|乙", "甲|乙", r"甲\|乙"),
        ("[甲](乙)", r"\[甲\](乙)", r"\[甲](乙)"),
    ],
)
def test_no_more_is_escaped_than_must_be(title: str, myst: str, rst: str) -> None:
    assert (escape_title(title, "myst"), escape_title(title, "rst")) == (myst, rst)
    assert plain_title(myst) == plain_title(rst) == title
