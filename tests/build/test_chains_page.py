"""The matter of a notice on its page: drafts and what came of them, batch after batch."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from .conftest import CONF, INDEX, Built, build, issue, notice, touch_later, write

COMMENTS = ":::{deadline} 征求意见\n:kind: comments\n:end: 2021-05-10\n:::\n"


def dated(id_: str, title: str, day: str, more: str = "", body: str = "正文。") -> str:
    return notice(id_, title, body, more).replace("2021-04-07", day)


def sources() -> dict[str, str]:
    batches = [
        dated(f"batch-{at}", f"第{name}批参比制剂目录", f"2021-0{at}-08", follows)
        for at, name, follows in (
            (1, "一", ""),
            (2, "二", ":follows: batch-1\n"),
            (3, "三", ":follows: 样发〔2021〕9号\n"),
        )
    ]
    batches[1] = batches[1].replace(":type:", ":number: 样发〔2021〕9号\n:type:")
    return {
        "conf.py": CONF,
        "index.md": INDEX,
        "digest.toml": 'title = "样例周报"\n',
        "issues/1.md": issue(
            1,
            dated("old", "样例管理暂行办法", "2011-02-01", ":number: 样发〔2011〕1号\n"),
            dated("draft", "样例管理办法（征求意见稿）", "2021-04-08", body=COMMENTS),
            *batches,
        ),
        "issues/8.md": issue(
            8,
            dated(
                "law",
                "样例管理办法",
                "2021-06-01",
                ":follows: draft\n:repeals: 样发〔2011〕1号\n:effective: 2021-07-01\n",
            ),
        ),
        "issues/15.md": issue(
            15,
            dated("change", "关于修改样例管理办法的决定", "2022-01-05", ":amends: law\n"),
            dated(
                "end",
                "关于废止样例管理办法的决定",
                "2023-01-05",
                ":repeals: law；样发〔1999〕7号\n:effective: 2023-02-01\n",
            ),
        ),
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("chains")
    return build(write(folder / "source", sources()), folder / "html")


def matter(built: Built, page: str, id_: str) -> list[str]:
    """Return the steps as a reader sees them."""
    text = built.main(f"issues/{page}.html")
    section = text[text.index(f'id="{id_}"') :].partition("<section")[0]
    chain = section.partition('<ol class="digest-chain">')[2].partition("</ol>")[0]
    steps = re.findall(r"<li.*?</li>", chain, re.DOTALL)
    return [" ".join(html.unescape(re.sub(r"<[^>]*>", " ", one)).split()) for one in steps]


LAW = [
    "2021-04-08 征求意见 本文承接： 样例管理办法（征求意见稿） 第 1 期",
    "2021-06-01 发布 本文",
    "2021-06-01 废止 样例管理暂行办法 第 1 期",
    "2021-07-01 施行 本文",
    "2022-01-05 修改 关于修改样例管理办法的决定 第 15 期",
    "2023-02-01 废止 关于废止样例管理办法的决定 第 15 期",
]


def test_a_law_tells_how_it_came_and_went(built: Built) -> None:
    assert matter(built, "8", "law") == LAW


def test_its_draft_tells_what_came_of_it(built: Built) -> None:
    steps = matter(built, "1", "draft")
    assert steps[0] == "2021-04-08 征求意见 本文"
    assert steps[1] == "2021-05-10 截止 征求意见"
    assert steps[2] == "2021-06-01 发布 承接本文： 样例管理办法 第 8 期"
    assert steps[-1] == "2023-02-01 废止 关于废止样例管理办法的决定 第 15 期"


def test_what_was_repealed_says_by_what(built: Built) -> None:
    assert matter(built, "1", "old") == [
        "2011-02-01 发布 本文",
        "2021-07-01 废止 样例管理办法 第 8 期",
    ]


def test_what_repeals_names_also_what_the_digest_never_had(built: Built) -> None:
    assert matter(built, "15", "end") == [
        "2023-01-05 发布 本文",
        "2023-01-05 废止 样例管理办法 第 8 期",
        "2023-01-05 废止 样发〔1999〕7号",
        "2023-02-01 施行 本文",
    ]


def test_batches_follow_each_other_on_each_of_them(built: Built) -> None:
    days, names = ("2021-01-08", "2021-02-08", "2021-03-08"), "一二三"
    for here in range(3):
        related = {here - 1: "本文承接： ", here + 1: "承接本文： "}
        assert matter(built, "1", f"batch-{here + 1}") == [
            f"{day} 发布 "
            + ("本文" if at == here else f"{related.get(at, '')}第{names[at]}批参比制剂目录")
            for at, day in enumerate(days)
        ]


def test_a_notice_without_a_day_stands_where_it_comes_in_the_row(tmp_path: Path) -> None:
    due = (
        ":::{deadline} 名单公示\n:kind: public-notice\n:start: 2021-03-12\n:end: 2021-03-25\n:::\n"
    )
    rows = [
        dated("one", "第一批", "2021-02-01"),
        dated("two", "第二批", "unknown", ":follows: one\n", due),
        dated("three", "第三批", "2021-04-15", ":follows: two\n"),
    ]
    files = {**sources(), "issues/1.md": issue(1, *rows)}
    del files["issues/8.md"], files["issues/15.md"]
    made = build(write(tmp_path / "source", files), tmp_path / "html")
    assert matter(made, "1", "two") == [
        "2021-02-01 发布 本文承接： 第一批",
        "发布 本文 （日期：原文未写明）",
        "2021-03-25 截止 名单公示",
        "2021-04-15 发布 承接本文： 第三批",
    ]
    assert matter(made, "1", "three") == [
        "2021-02-01 发布 第一批",
        "发布 本文承接： 第二批 （日期：原文未写明）",
        "2021-04-15 发布 本文",
    ]


def test_a_step_leads_to_its_notice_and_marks_this_one(built: Built) -> None:
    page = built.main("issues/8.html")
    chain = page[page.index('<ol class="digest-chain">') :].partition("</ol>")[0]
    assert 'href="1.html#draft"' in chain
    before = page[: page.index('<ol class="digest-chain">')].rpartition("<p")[2]
    assert 'role="heading"' in before
    assert "来龙去脉" in before
    assert 'href="15.html#change"' in chain
    assert chain.count('aria-current="true"') == 2
    assert '<time class="digest-token" datetime="2021-07-01">' in chain


def test_a_notice_alone_has_no_matter(tmp_path: Path) -> None:
    files = {**sources(), "issues/1.md": issue(1, dated("draft", "办法", "2021-04-08"))}
    del files["issues/8.md"], files["issues/15.md"]
    made = build(write(tmp_path / "source", files), tmp_path / "html")
    assert "digest-chain" not in made.main("issues/1.html")


def test_what_follows_later_appears_on_the_pages_before(tmp_path: Path) -> None:
    files = sources()
    late = {name: files.pop(name) for name in ("issues/15.md",)}
    source = write(tmp_path / "source", files)
    assert len(matter(build(source, tmp_path / "html"), "8", "law")) == 4
    write(source, late)
    touch_later(source / "issues" / "15.md")
    again = build(source, tmp_path / "html")
    assert matter(again, "8", "law") == LAW
