"""Bodies that stand under another title already."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from sphinx_digest.core.check import read_source
from sphinx_digest.core.messages import help_of, message_of
from sphinx_digest.core.model import Span
from sphinx_digest.core.rules.bodies import pasted_body
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.store import resolve
from tests.rules.archives import findings, issue, notice, told

LONG = (
    "注册不满五年的科技型企业可以申领创新券，用于向高校院所购买检测服务，每家每年不超过十万元。\n"
    "企业先在平台上注册，经所在区审核后领券，用券时须与机构签订合同，合同额不低于券面金额的两倍。\n"
    "机构每季度末凭券和合同到市局兑付，材料不全的一次告知，逾期未补的本季度不再受理。\n"
)
VOUCHER, DEMAND = "关于组织申报创新券的通知", "关于征集技术需求的通知"


def test_an_equal_body_is_told_at_the_later_notice(tmp_path: Path) -> None:
    text = issue(notice(VOUCHER, LONG, id="one") + notice(DEMAND, LONG, id="two"))
    (found,) = findings(tmp_path, text)
    assert found.code == "DGT331"
    assert (found.place.span.line, found.related[0].place.span.line) == (23, 9)
    assert message_of(found, "zh") == f"正文与第 9 行的《{VOUCHER}》相同，标题却不同。"
    assert help_of(found, "zh") == "可能贴错了正文，请对照原文；截止日和联系人也一并核对。"


@pytest.mark.parametrize(
    "changed",
    [
        LONG.replace("\n", ""),
        LONG.replace("十万元", "二十万元"),
        LONG.replace("逾期未补的本季度不再受理", "逾期不再受理") + "特此通知。\n",
        LONG.replace("，", " ，\n", 2),
    ],
)
def test_a_body_that_was_touched_up_is_nearly_the_same(tmp_path: Path, changed: str) -> None:
    text = issue(notice(VOUCHER, LONG, id="one") + notice(DEMAND, changed, id="two"))
    assert told(tmp_path, text) == [f"DGT331 w {DEMAND}"]


def test_other_issues_and_drafts_are_compared(tmp_path: Path) -> None:
    files = {
        "b.md": issue(notice(VOUCHER, LONG, id="one"), 3),
        "a.md": issue(notice(DEMAND, LONG, id="two"), 12, ":draft:\n"),
    }
    (found,) = findings(tmp_path, files)
    assert Path(found.place.file).name == "a.md"
    assert message_of(found, "zh").startswith(f"正文与 b 第 9 行的《{VOUCHER}》")


@pytest.mark.parametrize(
    ("first", "second", "bodies"),
    [
        # short words that two notices share, and set phrases that many do
        (VOUCHER, DEMAND, ("详见附件，请按要求办理。",) * 2),
        (VOUCHER, DEMAND, (LONG, "企业把急需解决的技术难题报给所在区，市局汇总后向院所发布。")),
        # each body speaks of its own title
        (
            "关于《甲乙胶囊指导原则》征求意见的通知",
            "关于《丙丁口服液指导原则》征求意见的通知",
            (
                "我中心起草了《甲乙胶囊指导原则》，现公开征求意见。" + LONG,
                "我中心起草了《丙丁口服液指导原则》，现公开征求意见。" + LONG,
            ),
        ),
        # one text for two documents that it names
        (
            "关于印发《创新券管理办法》的通知",
            "关于印发《孵化器认定办法》的通知",
            ("《创新券管理办法》《孵化器认定办法》同时施行。" + LONG,) * 2,
        ),
        # a series that differs in numbers, and one whose text holds none
        (
            "关于第四十一批目录的公示",
            "关于第四十二批目录的公示",
            ("第四十一批现予公示。" + LONG, "第四十二批现予公示。" + LONG),
        ),
        ("关于2020年度创新券的通知", "关于2021年度创新券的通知", (LONG, LONG)),
        # the same title is another finding
        (VOUCHER, f" {VOUCHER}", (LONG, LONG)),
    ],
)
def test_what_is_alike_by_right(
    tmp_path: Path, first: str, second: str, bodies: tuple[str, str]
) -> None:
    text = issue(
        notice(first, bodies[0], id="one", published="2021-02-01")
        + notice(second, bodies[1], id="two")
    )
    assert told(tmp_path, text) == []


@pytest.mark.parametrize("added", ["第四十一批现予公示。", "公示期至 2021 年 4 月 20 日。"])
def test_a_series_with_equal_numbers_is_told(tmp_path: Path, added: str) -> None:
    text = issue(
        notice("关于第四十一批目录的公示", added + LONG, id="one")
        + notice("关于第四十二批目录的公示", added + LONG, id="two")
    )
    assert told(tmp_path, text) == ["DGT331 w 关于第四十二批目录的公示"]


def test_a_phrase_of_many_notices_is_no_paste(tmp_path: Path) -> None:
    phrase = "本件全文见官方网站，请相关单位自行下载查阅并遵照执行。"
    titles = (VOUCHER, DEMAND, "关于公布孵化器名单的公告")
    three = "".join(notice(t, phrase, id=f"n{i}") for i, t in enumerate(titles))
    assert told(tmp_path, issue(three)) == []
    two = "".join(notice(t, phrase, id=f"n{i}") for i, t in enumerate(titles[:2]))
    assert told(tmp_path, issue(two)) == [f"DGT331 w {DEMAND}"]


def test_a_text_of_very_many_notices_is_no_paste(tmp_path: Path) -> None:
    names = "甲乙丙丁戊己庚辛壬癸子丑"
    for end in ("", "负责人为{}某。"):
        several = [
            notice(f"关于{n * 4}的通知", LONG + end.format(n), id=f"n{ord(n)}") for n in names
        ]
        assert told(tmp_path, issue("".join(several))) == []
        assert told(tmp_path, issue("".join(several[:3]))) == [
            "DGT331 w 关于乙乙乙乙的通知",
            "DGT331 w 关于丙丙丙丙的通知",
        ]


def test_the_blocks_of_a_notice_are_no_body(tmp_path: Path) -> None:
    block = ":::{deadline} 报送\n:end: 2021-05-14\n:text: 截止时间为 2021 年 5 月 14 日\n:::\n"
    text = issue(notice(VOUCHER, block, id="one") + notice(DEMAND, block, id="two"))
    assert told(tmp_path, text) == []


def test_it_works_in_restructuredtext(tmp_path: Path) -> None:
    pieces = ["示例周报\n====\n\n.. issue::\n   :number: 1\n   :period: 2021-04-10/2021-04-16\n\n"]
    for at, title in enumerate((VOUCHER, DEMAND)):
        pieces.append(
            f"{title}\n{'-' * 40}\n\n.. notice::\n   :id: n{at}\n   :type: 通知\n"
            f"   :issuer: 示例局\n   :published: 2021-04-12\n\n{LONG}\n"
        )
    (tmp_path / "a").mkdir()
    assert told(tmp_path / "a", {"a.rst": "".join(pieces)}) == [f"DGT331 w {DEMAND}"]


def long_body(number: int) -> str:
    """Write some 1,500 characters out of few words, so that clauses recur all over the archive."""
    random = Random(number)
    who = ("申报单位", "推荐单位", "主管部门", "受托机构", "评审专家", "服务窗口")
    what = ("应当如实填写申请表", "须上传盖章扫描件", "要安排专人答复咨询", "负责核对基本情况")
    then = ("不列入本批次安排", "由受理部门告知补正内容", "结果在网站上公开", "可以优先推荐")
    return "".join(
        f"{random.choice(who)}{random.choice(what)}，{random.choice(then)}，"
        f"第{random.randrange(400)}项除外。"
        for _ in range(55)
    )


def archive(folder: Path, size: int) -> list[int]:
    """Run the rule over an archive with two pastes; give seconds and which notices it told of."""
    settings = Settings(str(folder))
    path = folder / "a.md"
    path.write_text(issue(notice(VOUCHER, LONG, id="one")), encoding="utf-8")
    document = read_source(str(path), "a", settings, load_schemas(settings)[0])[1]
    (one,) = document.notices
    bodies = [long_body(number) for number in range(size)]
    bodies[size - 1] = bodies[3]
    bodies[size - 2] = bodies[size // 2].replace("。", "。另行说明。", 3)
    notices = tuple(
        replace(
            one,
            record=replace(
                one.record,
                title=f"关于{'甲乙丙丁戊己庚辛'[at % 8]}事项{'子丑寅卯辰巳午'[at % 7]}的通知",
                opening=Span(at + 1, 1, at + 1, 2),
                places={},
            ),
            body=body,
        )
        for at, body in enumerate(bodies)
    )
    documents = (replace(document, notices=notices),)
    digest = resolve(documents)
    found = pasted_body.find(documents, digest, settings)
    return [diagnostic.place.span.line - 1 for diagnostic in found]


def test_pastes_are_found_in_a_large_archive(tmp_path: Path) -> None:
    assert archive(tmp_path, 500) == [498, 499]
    assert archive(tmp_path, 4000) == [3998, 3999]
