"""What is hashed of a record is what it says: another form, markup or spacing changes nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_digest.core.ledger import Kept, Ledger
from sphinx_digest.core.model import Document
from sphinx_digest.core.settings import Settings, read_settings
from sphinx_digest.core.standing import Comparison, publish
from sphinx_digest.core.substance import words_of
from tests.cases.test_records import HEAD
from tests.short.test_same_records import MARKUPS, PAIRS, read

NOTICE = """
### 关于开展示例工作的通知

:::{notice}
:id: example-1
:type: circular
:number: 示办函〔2021〕304号
:issuer: 示例局
:published: 2021-04-07
:effective: 2021-05-01
:note: 编者注甲
:::

正文第一段，见 [附件](https://www.example.org/a.doc)，占 3.5%。

- 第一项
- 第二项

:::{deadline} 报送材料
:id: example-1-submission
:kind: submission
:end: 2021-05-01
:for: 申报单位
:::

:::{contact} 张某
:id: example-1-zhang
:organization: 示例局
:phone: 010-55500101 转 6011
:email: service@example.org
:::
"""


def kept(document: Document) -> dict[str, Kept]:
    return dict(publish(document, Ledger(), Settings(".")).records)


def of(text: str, folder: Path, markup: str = "myst", settings: str = "") -> dict[str, Kept]:
    return kept(read(HEAD + text, markup, folder, settings))


@pytest.mark.parametrize("pair", PAIRS, ids=[one["name"] for one in PAIRS])
def test_a_short_form_says_what_its_fields_say(pair: dict[str, str], tmp_path: Path) -> None:
    settings = pair.get("settings", "")
    all_kept = [
        of(pair[form], tmp_path / f"{form}-{markup}", markup, settings)
        for form in ("short", "full")
        for markup in MARKUPS
        if not (markup == "rst" and "rst" in pair)
    ]
    assert all(one == all_kept[0] for one in all_kept)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("正文第一段，见", "正文第一段,\n见  "),
        ("- 第一项\n- 第二项", "* 第一项\n\n* 第二项"),
        ("- 第一项", "% 备注\n- 第一项 <!-- digest: ignore DGT341 -->"),
        ("第二项", "**第二项**"),
        ("3.5%", "３.５％"),
        (":type: circular", ":文种: 通知"),
        (":published: 2021-04-07", ":发布日期: 2021 年 4 月 7 日"),
        ("示办函〔2021〕304号", "示办函[2021]304号"),
        (":kind: submission\n:end: 2021-05-01", ":截止: 2021年5月1日\n:事项: 报送"),
        ("010-55500101 转 6011", "(010) 5550 0101-6011"),
        (":note: 编者注甲", ":note: 编者注甲\n:accept: DGT354 原文如此"),
        (":for: 申报单位", ":for: 申报单位\n:actor: applicant"),
        ("- 第一项\n- 第二项", "1. 第一项\n1. 第二项"),
        ("占 3.5%", "占 **3.5**%"),
        (":end: 2021-05-01", ":end: 2021-05-01\n:text: 2021 年 5 月 1 日前"),
    ],
)
def test_how_it_is_written_is_nothing(old: str, new: str, tmp_path: Path) -> None:
    assert old in NOTICE
    assert of(NOTICE.replace(old, new, 1), tmp_path / "new") == of(NOTICE, tmp_path / "old")


@pytest.mark.parametrize(
    ("old", "new", "id_", "fields"),
    [
        ("第一段", "第二段", "example-1", {"body"}),
        ("3.5%", "35%", "example-1", {"body"}),
        ("3.5%", "3、5%", "example-1", {"body"}),
        ("3.5%", "-3.5%", "example-1", {"body"}),
        ("3.5%", "≥3.5%", "example-1", {"body"}),
        ("3.5%", ">3.5%", "example-1", {"body"}),
        ("3.5%", "￥3.5%", "example-1", {"body"}),
        ("org/a.doc)", "org/a-.doc)", "example-1", {"body"}),
        ("org/a.doc)", "org/a.doc/)", "example-1", {"body"}),
        ("service@example", "ser.vice@example", "example-1-zhang", {"email"}),
        ("3.5%", "3.5‰", "example-1", {"body"}),
        ("a.doc)", "b.doc)", "example-1", {"body"}),
        ("示例工作", "示范工作", "example-1", {"title"}),
        ("2021-04-07", "2021-04-08", "example-1", {"published"}),
        (":effective: 2021-05-01\n", "", "example-1", {"effective"}),
        (":end: 2021-05-01", ":end: 2021-05-10", "example-1-submission", {"end"}),
        ("报送材料", "提交材料", "example-1-submission", {"title"}),
        ("张某", "李某", "example-1-zhang", {"names"}),
        ("转 6011", "转 6012", "example-1-zhang", {"phone"}),
    ],
)
def test_what_is_said_is_named(
    old: str, new: str, id_: str, fields: set[str], tmp_path: Path
) -> None:
    before, after = of(NOTICE, tmp_path / "old"), of(NOTICE.replace(old, new, 1), tmp_path / "new")
    changed = {
        (other, name)
        for other in before
        for name in before[other].fields.keys() | after[other].fields.keys()
        if before[other].fields.get(name) != after[other].fields.get(name)
    }
    assert changed == {(id_, name) for name in fields}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("增长 ≥ 5", "增长 ≤ 5", False),
        ("第 1、2 项", "第 12 项", False),
        ("第 1、2 项", "第 1，2 项", True),
        ("-3 ℃", "3 ℃", False),
        ("−3 ℃", "-3 ℃", True),
        ("A+ 级", "A 级", False),
        ("￥100", "$100", False),
        ("￥100", "¥100", True),
        ("5 × 3", "5 3", False),
        ("＜5", "<5", True),
        ("5—10 人", "5-10 人", True),
        ("5～10 人", "510 人", False),
        ("[表](banshi/)", "[表](ban-shi/)", False),
        ("见 https://www.example.org/a-b，下载", "见 https://www.example.org/a-b 下载", True),
        ("**5**、6", "5、6", True),
        ("2. 甲\n2. 乙", "1. 甲\n2. 乙", True),
        ("> 5 项", "5 项", True),
        ("- 5 项\n- 6 项", "* 5 项\n* 6 项", True),
    ],
)
def test_a_sign_counts_where_it_says_something(one: str, other: str, same: bool) -> None:
    assert (words_of(one, "myst") == words_of(other, "myst")) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (":end: 2021-04-21\n:text: 申报截止日期 2021 年 4 月 21 日", ":end: 2021-04-21", True),
        (
            ":end: 2021-04-21\n:text: 截止 2021 年 4 月 21 日收到为准",
            ":end: 2021-04-21\n:text: 截止 2021-04-21 收到为准",
            True,
        ),
        (":when: 自发布之日起一个月", ":within: 1 month\n:from: published", True),
        (":when: 自发布之日起一个月", ":within: 2 months\n:from: published", False),
        (":start: published\n:end: 2021-05-01", ":start: 2021-04-07\n:end: 2021-05-01", True),
        (
            ":start: published\n:end: 2021-05-01\n:text: 自发布之日起至 2021 年 5 月 1 日",
            ":start: 2021-04-07\n:end: 2021-05-01\n:text: 自发布之日起至 2021 年 5 月 1 日",
            True,
        ),
        (":start: published\n:end: 2021-05-01", ":start: 2021-04-08\n:end: 2021-05-01", False),
    ],
)
def test_a_time_is_what_it_says(one: str, other: str, same: bool, tmp_path: Path) -> None:
    written = [NOTICE.replace(":end: 2021-05-01", fields, 1) for fields in (one, other)]
    before, after = (of(text, tmp_path / str(at)) for at, text in enumerate(written))
    assert (before == after) is same


def test_the_address_of_an_attachment_is_as_it_is_written(tmp_path: Path) -> None:
    url = "https://www.example.org/banshi/"
    text = f"{NOTICE}\n:::{{attachments}}\n- [表]({url})\n:::\n"
    other = text.replace("banshi", "ban-shi")
    before, after = of(text, tmp_path / "old"), of(other, tmp_path / "new")
    assert before["example-1"].fields["attachments"] != after["example-1"].fields["attachments"]


def test_an_issuer_that_gets_another_name_in_the_settings_has_not_changed(tmp_path: Path) -> None:
    ledger = Ledger().publish(
        "issue-158",
        publish(read(HEAD + NOTICE, "myst", tmp_path / "old"), Ledger(), Settings(".")),
    )
    renamed = '[issuers."国家示例局"]\naliases = ["示例局"]\n'
    document = read(HEAD + NOTICE, "myst", tmp_path / "new", renamed)
    (standing,) = Comparison(ledger, read_settings(tmp_path / "new")[0]).notices(document)
    assert document.notices[0].record.values["issuer"] == ["国家示例局"]
    assert standing.own.kept
    assert standing.own.changed == ()


@given(st.lists(st.sampled_from(["甲", "乙丙", "ABC", "12", "3.5", "%"]), max_size=8), st.data())
def test_spaces_signs_and_width_are_no_words(words: list[str], data: st.DataObject) -> None:
    between = st.sampled_from([" ", "\n", "，", "**", "　", "——", "\n\n- "])
    pieces = [word + ("甲" if re.search("[0-9.]$", word) else "") for word in words]
    loose = "".join(piece + data.draw(between) for piece in pieces)
    assert words_of(loose) == "".join(pieces)
