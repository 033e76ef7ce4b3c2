"""The indexes of documents, issuers and issues."""

from __future__ import annotations

import pytest

from sphinx_digest.core.index import (
    COLUMNS,
    HEADS,
    Filter,
    Group,
    columns,
    documents,
    issuers,
    issues,
)
from sphinx_digest.core.index.documents import By
from sphinx_digest.core.index.options import KNOWN_COLUMNS
from sphinx_digest.core.pinyin import Collator
from sphinx_digest.core.store import Digest

from .digests import deadline, digest, issue, notice

COLLATOR = Collator()


@pytest.fixture(scope="module")
def archive() -> Digest:
    return digest(
        issue(
            159,
            notice(
                "cde-27", "境外已上市药品的通告", type="notification", number="2021年第27号",
                issuer=["国家药品监督管理局药品审评中心"], published="2021-04-20",
                cites=["2021年第3号", "国知办发服字〔2020〕46号"],
            ),
            published="2021-04-23", period="2021-04-17/2021-04-23",
        ),
        issue(
            158,
            notice(
                "cnipa-304", "网点备案工作的通知", type="circular",
                number="国知办函服字〔2021〕304号", issuer=["国家知识产权局办公室"],
                published="2021-04-07", cites=["国知办发服字〔2020〕46号"], extra={"owner": "知识产权部"},
            ),
            notice(
                "cde-3", "第二批公告", type="announcement", number="2021年第3号",
                issuer=["国家药品监督管理局药品审评中心", "重庆市药品监督管理局"], published="2021-04",
            ),
            notice("news", "专利资讯", type="news", source="知产前沿", published="unknown"),
            notice("bare", "无名公示", type="publicity", number="unknown", published="2021-Q1"),
            published="2021-04-16",
        ),
        issue(160, notice("hidden", "草稿", type="news", source="某网"), draft=True),
    )  # fmt: skip


def listed(groups: tuple[Group, ...]) -> list[tuple[str, list[str]]]:
    return [(group.title, [entry.text for entry in group.entries]) for group in groups]


def test_by_issuer(archive: Digest) -> None:
    groups = documents(archive, collator=COLLATOR)
    assert listed(groups) == [
        ("重庆市药品监督管理局", ["第二批公告"]),
        ("国家药品监督管理局药品审评中心", ["第二批公告", "境外已上市药品的通告"]),
        ("国家知识产权局办公室", ["网点备案工作的通知"]),
        ("知产前沿", ["专利资讯"]),
        ("Without issuer", ["无名公示"]),
    ]
    anchors = [group.anchor for group in groups]
    assert all(anchor.isascii() for anchor in anchors)
    assert anchors[-1] == "digest-documents-issuer-no-issuer"
    entry = groups[1].entries[1]
    assert (entry.links[0].docname, entry.links[0].anchor) == ("issues/159", "cde-27")
    assert entry.cells["number"] == entry.detail == "2021年第27号"
    assert entry.cells["issue"] == "159"
    own = groups[2].entries[0].cells
    assert (own["owner"], own["part"], own["type"]) == ("知识产权部", "知识产权信息篇", "circular")


def test_by_number(archive: Digest) -> None:
    groups = documents(archive, by="number", collator=COLLATOR)
    assert [
        (group.title, [(e.level, e.text, e.detail, len(e.links)) for e in group.entries])
        for group in groups
    ] == [
        (
            "G",
            [
                (0, "国家药品监督管理局药品审评中心 2021年第3号", "第二批公告", 1),
                (1, "境外已上市药品的通告", "cited in", 1),
                (0, "国家药品监督管理局药品审评中心 2021年第27号", "境外已上市药品的通告", 1),
                (0, "国知办发服字〔2020〕46号", "", 0),
                (1, "网点备案工作的通知", "cited in", 1),
                (1, "境外已上市药品的通告", "cited in", 1),
                (0, "国知办函服字〔2021〕304号", "网点备案工作的通知", 1),
            ],
        ),
        ("Without number", [(0, "无名公示", "", 1), (0, "专利资讯", "", 1)]),
    ]
    cited = groups[0].entries[0]
    assert cited.cells["cited-by"] == "境外已上市药品的通告"
    assert cited.cells["number"] == "2021年第3号"


def test_a_number_that_several_notices_bear_is_an_entry_of_its_own() -> None:
    both = [
        notice(
            f"n-{one}", f"{one}公告", number="2018年第62号", issuer=[one], published="2018-01-01"
        )
        for one in ("甲局", "乙局")
    ]
    citing = notice("c", "引用", issuer=["丙局"], published="2021-01-01", cites=["2018年第62号"])
    groups = documents(digest(issue(1, *both, citing)), by="number", collator=COLLATOR)
    assert [(g.title, [(e.level, e.text, e.detail) for e in g.entries]) for g in groups] == [
        ("J", [(0, "甲局 2018年第62号", "甲局公告")]),
        ("Y", [(0, "乙局 2018年第62号", "乙局公告")]),
        ("0-9", [(0, "2018年第62号", ""), (1, "引用", "cited in")]),
        ("Without number", [(0, "引用", "")]),
    ]


def test_a_cited_number_in_a_year_stands_under_the_issuer_that_is_named() -> None:
    first = notice(
        "c", "引用", issuer=["丙局"], published="2021-01-01",
        cites=[
            ("2012年第4号", "甲税局 2012年第4号"),
            "2012年第4号",
            ("2012年第4号", "乙局 2012年第4号"),
            "国家税务总局公告2018年第61号",
        ],
    )  # fmt: skip
    second = notice(
        "d", "又引", issuer=["丙局"], published="2021-01-02",
        cites=["2019年第25号", ("2019年第25号", "乙局 2019年第25号")],
    )  # fmt: skip
    made = digest(issue(1, first, second))
    groups = documents(made, by="number", collator=COLLATOR)
    shown = {
        entry.text: (group.title, entry.cells.get("issuer"))
        for group in groups
        for entry in group.entries
        if not entry.level and group.title != "Without number"
    }
    assert shown == {
        "甲税局 2012年第4号": ("J", "甲税局"),
        "乙局 2012年第4号": ("Y", "乙局"),
        "2012年第4号": ("0-9", None),  # two offices have one: which is meant, nobody says
        "国家税务总局公告2018年第61号": ("G", "国家税务总局"),
        "乙局 2019年第25号": ("Y", "乙局"),
    }


def test_by_month_newest_first(archive: Digest) -> None:
    groups = documents(archive, by="month", collator=COLLATOR, labels=lambda key: f"<{key}>")
    assert listed(groups) == [
        ("<month:2021-04>", ["境外已上市药品的通告", "网点备案工作的通知", "第二批公告"]),
        ("<month:2021-01>", ["无名公示"]),
        ("<Undated>", ["专利资讯"]),
    ]


def test_by_type_in_the_order_of_their_words(archive: Digest) -> None:
    words = {"type:notification": "通告", "type:circular": "通知", "type:announcement": "公告"}
    groups = documents(archive, by="type", collator=COLLATOR, labels=lambda k: words.get(k, "其他"))
    assert [group.key for group in groups][:1] == ["announcement"]
    assert [group.title for group in groups][-2:] == ["通告", "通知"]


def test_by_letter(archive: Digest) -> None:
    assert listed(documents(archive, by="letter", collator=COLLATOR)) == [
        ("D", ["第二批公告"]),
        ("J", ["境外已上市药品的通告"]),
        ("W", ["网点备案工作的通知", "无名公示"]),
        ("Z", ["专利资讯"]),
    ]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filter(since="2021-04-08"), {"cde-27", "cde-3"}),
        (Filter(until="2021-04-01"), {"cde-3", "bare"}),
        (Filter(since="2021-03-01", until="2021-03-31"), {"bare"}),
        (Filter(issue=("159",)), {"cde-27"}),
        (Filter(issue=("issue-158",), type=("circular", "news")), {"cnipa-304", "news"}),
        (Filter(part=("知识产权部",), issuer=("重庆市药品监督管理局",)), {"cde-3"}),
        (Filter(part=("p",), issuer=("知产前沿",)), {"news"}),
        (Filter(part=("医药信息篇",)), set()),
        (Filter(kind=("comments",)), set()),
    ],
)
def test_filters(archive: Digest, filters: Filter, expected: set[str]) -> None:
    groups = documents(archive, by="month", filters=filters, collator=COLLATOR)
    assert {link.anchor for g in groups for e in g.entries for link in e.links} == expected


def test_kind_and_status_must_hold_of_one_deadline() -> None:
    one = notice(
        "a", "甲", type="news", source="网",
        deadlines=[deadline("a-1", "评论", kind="comments", end="2021-05-01"),
                   deadline("a-2", "培训", kind="training", status="tba")],
    )  # fmt: skip
    archive = digest(issue(1, one))

    def found(**asked: tuple[str, ...]) -> int:
        return len(documents(archive, filters=Filter(**asked), collator=COLLATOR))  # type: ignore[arg-type]

    assert found(kind=("comments",)) == 1
    assert found(kind=("training",), status=("tba",)) == 1
    assert found(kind=("comments",), status=("tba",)) == 0


def test_limit_keeps_what_belongs_to_an_entry(archive: Digest) -> None:
    groups = documents(archive, by="number", filters=Filter(limit=1), collator=COLLATOR)
    assert [e.level for g in groups for e in g.entries] == [0, 1]
    many = documents(archive, by="number", filters=Filter(limit=99), collator=COLLATOR)
    assert many == documents(archive, by="number", collator=COLLATOR)


@pytest.mark.parametrize("by", ["issuer", "number", "type", "month", "letter"])
def test_no_notice_is_lost_and_anchors_differ(archive: Digest, by: By) -> None:
    groups = documents(archive, by=by, collator=COLLATOR)
    found = {link.anchor for g in groups for e in g.entries for link in e.links}
    assert found == set(archive.notices)
    assert len({group.anchor for group in groups}) == len(groups)


def test_issuers(archive: Digest) -> None:
    groups = issuers(archive, collator=COLLATOR)
    assert listed(groups) == [
        ("C", ["重庆市药品监督管理局"]),
        ("G", ["国家药品监督管理局药品审评中心", "国家知识产权局办公室"]),
        ("Z", ["知产前沿"]),
    ]
    entry = groups[1].entries[0]
    assert dict(entry.cells) == {
        "issuer": entry.text, "count": "2", "first": "2021-04", "last": "2021-04-20",
    }  # fmt: skip
    assert [link.anchor for link in entry.links] == ["cde-3", "cde-27"]


def test_issues(archive: Digest) -> None:
    groups = issues(archive, collator=COLLATOR)
    assert listed(groups) == [("2021", ["科技信息周报 第 159 期", "科技信息周报 第 158 期"])]
    assert groups[0].anchor == "digest-issues-year-2021"
    assert groups[0].entries[1].cells["count"] == "4"
    assert listed(issues(archive, filters=Filter(until="2021-04-12"), collator=COLLATOR)) == [
        ("2021", ["科技信息周报 第 158 期"])
    ]
    assert issues(archive, filters=Filter(type=("measures",)), collator=COLLATOR) == ()


def test_columns() -> None:
    assert columns("dates")[0] == ("date", "Date")
    asked = Filter(columns=("cited-by", "owner"))
    assert columns("documents", asked) == (("cited-by", "Cited by"), ("owner", "owner"))


def test_the_number_of_a_document_and_of_an_issue_have_heads_of_their_own() -> None:
    assert [columns(index)[0][1] for index in ("documents", "issues")] == [
        "Document number",
        "Number",
    ]
    dated = columns("dates", Filter(columns=("number",)))
    assert dated == (("number", "Document number"),)


def test_every_column_has_a_head_and_every_default_is_known() -> None:
    for index, known in KNOWN_COLUMNS.items():
        assert set(COLUMNS[index]) <= set(known)
        assert set(known) <= set(HEADS)
