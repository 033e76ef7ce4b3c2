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
