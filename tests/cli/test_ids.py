"""``check --fix`` writes the ids that are missing: readable, unique, and never changed again."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_digest.cli import main
from sphinx_digest.core.check import read_source
from sphinx_digest.core.formats import RECORD_ID
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import read_settings
from sphinx_digest.core.store import records_of
from tests.cases.both import to_rst

SETTINGS = '[issuers.cnipa]\nname = "国家知识产权局办公室"\n'
HEAD = """\
# 样例周报 第 158 期

:::{issue}
:number: 158
:period: 2021-04-10/2021-04-16
:published: 2021-04-16
:::
"""
NOTICE = """
## 关于示范单位的通知

:::{notice}
:type: 通知
:number: 国知办函服字〔2021〕304号
:issuer: 国家知识产权局办公室
:published: 2021-04-12
:::
"""
BARE = NOTICE.replace(":number: 国知办函服字〔2021〕304号\n", "")

Fixed = Callable[..., str]


def form(text: str, markup: str) -> str:
    return text if markup == "md" else to_rst(text)


@pytest.fixture
def fixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fixed:
    """Write a digest of one issue, have it fixed, and give the lines that were put in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "digest.toml").write_text(SETTINGS, encoding="utf-8")

    def fix(text: str, markup: str = "md", *arguments: str) -> str:
        for other in tmp_path.glob("a.*"):
            other.unlink()
        path = tmp_path / f"a.{markup}"
        path.write_bytes(text.encode())
        main(["check", "--fix", "-q", *arguments])
        return path.read_bytes().decode()

    return fix


def ids_in(text: str) -> list[str]:
    return re.findall(r"(?:\bid|编号)[:=] ?(\S+)", text)


@pytest.mark.parametrize("markup", ["md", "rst"])
def test_every_record_gets_an_id_that_says_what_it_is(fixed: Fixed, markup: str) -> None:
    text = HEAD + """
## 知识产权信息篇

:::{part}
:department: 知识产权部
:::
""" + NOTICE.replace("##", "###") + """
:::{deadline} 网上填报备案材料
:kind: filing
:end: 2021-07-31
:::

:::{contact} 曾示例
:phone: 010-55500101
:::

:::{contact}
:role: 监督
:phone: 010-55500102
:::

### 关于建设样例中心的公告

:::{notice}
:type: 公告
:issuer: 样例市知识产权局
:published: 2021-04-13
:::
"""  # fmt: skip
    told = fixed(form(text, markup), markup)
    assert ids_in(told) == [
        "zscqxxp-158", "cnipa-2021-304", "cnipa-2021-304-filing", "cnipa-2021-304-zengshili",
        "cnipa-2021-304-jd", "ylszscqj-2021-04-ylzx",
    ]  # fmt: skip
    lines = form(text, markup).split("\n")
    kept = [line for line in told.split("\n") if ":id:" not in line]
    assert kept == lines
    assert fixed(told, markup) == told


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (":::{deadline} 甲\n:end: 2021-05-01\n:::", ":::{deadline} 甲\n:id: I\n:end: 2021-05-01\n:::"),
        ("```{deadline} 甲\n:end: 2021-05-01\n```", "```{deadline} 甲\n:id: I\n:end: 2021-05-01\n```"),
        ("~~~~{deadline} 甲\n:end: 2021-05-01\n~~~~",
         "~~~~{deadline} 甲\n:id: I\n:end: 2021-05-01\n~~~~"),
        (":::{deadline} 甲\n:截止: 2021-05-01\n:::",
         ":::{deadline} 甲\n:编号: I\n:截止: 2021-05-01\n:::"),
        (":::{deadline} 甲\n---\nend: 2021-05-01\n---\n:::",
         ":::{deadline} 甲\n---\nid: I\nend: 2021-05-01\n---\n:::"),
        (":::{deadline} 甲\n---\n  end: 2021-05-01\n---\n正文。\n:::",
         ":::{deadline} 甲\n---\n  id: I\n  end: 2021-05-01\n---\n正文。\n:::"),
        ("- :::{deadline} 甲\n  :end: 2021-05-01\n  :::",
         "- :::{deadline} 甲\n  :id: I\n  :end: 2021-05-01\n  :::"),
        (":::{deadline} 甲\n:end: 2021-05-01\n\n正文。\n:::",
         ":::{deadline} 甲\n:id: I\n:end: 2021-05-01\n\n正文。\n:::"),
    ],
)  # fmt: skip
def test_an_id_is_the_first_field_of_a_block_of_myst(fixed: Fixed, before: str, after: str) -> None:
    head = HEAD + BARE.replace(":type:", ":id: n-1\n:type:") + "\n"
    after = after.replace("I", "n-1-jia")
    assert ids_in(after) == ["n-1-jia"]
    told = fixed(f"{head}{before}\n\n正文。\n")
    assert told == head + after.replace("n-1-jia", "n-1-j") + "\n\n正文。\n"


def test_a_block_without_fields_keeps_its_text(fixed: Fixed) -> None:
    head = HEAD + BARE.replace(":type:", ":id: n-1\n:type:") + "\n"
    told = fixed(f"{head}:::{{contact}} 张某\n电话 55500101。\n:::\n")
    assert told == f"{head}:::{{contact}} 张某\n:id: n-1-zhangmou\n\n电话 55500101。\n:::\n"
    told = fixed(f"{head}:::{{contact}} 张某\n:::\n")
    assert told == f"{head}:::{{contact}} 张某\n:id: n-1-zhangmou\n:::\n"
    head = to_rst(head)
    told = fixed(f"{head}.. contact:: 张某\n\n   电话 55500101。\n", "rst")
    assert told == f"{head}.. contact:: 张某\n   :id: n-1-zhangmou\n\n   电话 55500101。\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (".. deadline:: 甲\n  :end: 2021-05-01\n", ".. deadline:: 甲\n  :id: I\n  :end: 2021-05-01\n"),
        (".. deadline:: 甲\n   乙\n   :end: 2021-05-01\n",
         ".. deadline:: 甲\n   乙\n   :id: I\n   :end: 2021-05-01\n"),
        (".. deadline::\n   甲\n   :end: 2021-05-01\n",
         ".. deadline::\n   甲\n   :id: I\n   :end: 2021-05-01\n"),
        (".. contact:: 张某", ".. contact:: 张某\n   :id: I"),
        (".. contact:: 张某\n\n     电话。", ".. contact:: 张某\n     :id: I\n\n     电话。"),
        ("乙\n---\n\n.. notice:: 关于示例的通知\n   :issuer: 示例局\n   :published: 2021-04-12\n\n"
         "   .. deadline:: 乙\n      :end: 2021-05-01\n",
         "乙\n---\n\n.. notice:: 关于示例的通知\n   :id: N\n   :issuer: 示例局\n   :published: 2021-04-12\n\n"
         "   .. deadline:: 乙\n      :id: I\n      :end: 2021-05-01\n"),
    ],
)  # fmt: skip
def test_an_id_is_the_first_field_of_a_block_of_rst(fixed: Fixed, before: str, after: str) -> None:
    head = to_rst(HEAD + BARE.replace(":type:", ":id: n-1\n:type:") + "\n")
    told = fixed(head + before, "rst")
    assert re.sub(r":id: \S+", ":id: I", told[len(head) :]) == after.replace("N", "I")
    assert len(ids_in(told)) == len(ids_in(head)) + after.count(":id:")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_line_ends_and_a_byte_order_mark_stay(fixed: Fixed, ends: str) -> None:
    text = "\ufeff" + (HEAD + NOTICE).replace("\n", ends)
    told = fixed(text)
    assert told == text.replace(f"{{notice}}{ends}", f"{{notice}}{ends}:id: cnipa-2021-304{ends}")


@pytest.mark.parametrize(
    "damaged",
    [
        ":::{deadline} 甲\n:end: 2021-05-01\n",  # no closing
        ":::{deadline}\n:end: 2021-05-01\n:::\n",  # no title
        "::::{attachments}\n:::{deadline} 甲\n:end: 2021-05-01\n:::\n::::\n",
        ":::{deadline} 甲\n\n:id： 乙\n:end: 2021-05-01\n:::\n",
        ":::{deadline} 甲\n:id: 中文\n:end: 2021-05-01\n:::\n",
        ":::{deadline} 甲\n:end: 2021-05-01\n  接着\n:::\n",
    ],
)
def test_a_damaged_block_is_left_alone(fixed: Fixed, damaged: str) -> None:
    head = HEAD + BARE.replace(":type:", ":id: n-1\n:type:") + "\n"
    told = fixed(head + damaged)
    assert "n-1-" not in told


def test_an_id_waits_until_all_it_is_made_of_is_read(fixed: Fixed) -> None:
    for wrong in (
        NOTICE.replace("〔2021〕304号", "甲乙丙"),
        BARE.replace(":issuer: 国家知识产权局办公室\n", ""),
        BARE.replace(":published: 2021-04-12\n", ""),
    ):
        assert ids_in(fixed(HEAD + wrong)) == []


def test_mends_come_first(fixed: Fixed) -> None:
    text = HEAD + BARE.replace(":published: 2021-04-12", ":published： 2021-04-12")
    assert ids_in(fixed(text)) == ["cnipa-2021-04-sfdw"]


@pytest.mark.parametrize("markup", ["md", "rst"])
def test_rows_get_an_id_only_where_two_would_be_one(fixed: Fixed, markup: str) -> None:
    text = (
        HEAD
        + NOTICE
        + """
:::{deadlines}
- 2021-07-01 至 07-31 | 网上填报备案材料 | 服务机构 | kind=filing
- 2021-04-30 前 | 报送联系人信息表 | kind=submission
- 2021-05-30 前 | 报送总结 | 省局 | kind=submission
:::

:::{contacts}
- 张某 010-55500101
- 李样例 010-55500102
:::
"""
    )
    told = fixed(form(text, markup), markup)
    assert ids_in(told) == [
        "cnipa-2021-304", "cnipa-2021-304-submission", "cnipa-2021-304-submission-2",
    ]  # fmt: skip
    assert "kind=submission | id=cnipa-2021-304-submission\n" in told
    assert fixed(told, markup) == told
    assert fixed(re.sub(r" \| id=.*", "", told), markup) == told


@pytest.mark.parametrize("markup", ["md", "rst"])
def test_links_to_what_stood_in_for_an_id_are_changed(
    fixed: Fixed, tmp_path: Path, markup: str
) -> None:
    notice = NOTICE + "\n:::{deadlines}\n- 2021-04-30 前 | 报送 | kind=submission\n:::\n"
    fixed(form(HEAD + notice, markup), markup, "--ignore", "DGT397")
    loaded, _ = read_settings(tmp_path)
    document = read_source(str(tmp_path / f"a.{markup}"), "a", loaded, load_schemas(loaded)[0])[1]
    (old,) = document.notices
    other = f"""
## 关于样例的公告

:::{{notice}}
:id: n-1
:type: 公告
:issuer: 示例局
:published: 2021-04-13
:follows: {old.record.id}
:::

见{{notice}}`{old.record.id}`，{{notice}}`甲 <{old.record.id}>`，{{deadline}}`{old.deadlines[0].id}`。
"""
    told = fixed(form(HEAD + notice + other, markup), markup)
    assert old.record.id not in told
    for link in ("`cnipa-2021-304`", "<cnipa-2021-304>", "`cnipa-2021-304-submission`"):
        assert link in told
    assert ":follows: cnipa-2021-304\n" in told


def test_no_id_is_given_twice(fixed: Fixed, tmp_path: Path) -> None:
    draft = HEAD.replace("158", "157").replace(":number:", ":draft:\n:number:")
    (tmp_path / "z.md").write_text(
        draft + BARE.replace(":type:", ":id: cnipa-2021-04-sfdw\n:type:"), encoding="utf-8"
    )
    (tmp_path / "part.inc").write_text(BARE, encoding="utf-8")
    text = HEAD + "\n```{include} part.inc\n```\n" + BARE.replace("公示", "公告")
    told = fixed(text)
    assert ids_in(told) == ["cnipa-2021-04-sfdw-3"]
    included = (tmp_path / "part.inc").read_text(encoding="utf-8")
    assert ids_in(included) == ["cnipa-2021-04-sfdw-2"]


def test_an_id_of_contacts_toml_is_taken(fixed: Fixed, tmp_path: Path) -> None:
    (tmp_path / "contacts.toml").write_text(
        '[cnipa-2021-304]\nphone = "010-55500101"\n', encoding="utf-8"
    )
    call = "\n:::{contact} cnipa-2021-304\n:::\n"
    assert ids_in(fixed(HEAD + NOTICE + call)) == [
        "cnipa-2021-304-2", "cnipa-2021-304-2-cnipa-2021-304",
    ]  # fmt: skip


def test_equal_ids_become_readable_ones(fixed: Fixed) -> None:
    due = "\n:::{deadline} 申报\n:kind: filing\n:end: 2021-05-12\n:::\n"
    told = fixed(HEAD + NOTICE + due + due.replace("05-12", "05-13"))
    assert ids_in(told) == [
        "cnipa-2021-304", "cnipa-2021-304-filing", "cnipa-2021-304-filing-2",
    ]  # fmt: skip


def test_a_link_that_may_not_be_changed_keeps_its_id(fixed: Fixed, tmp_path: Path) -> None:
    text = HEAD + BARE
    fixed(text, "md", "--ignore", "DGT397")
    loaded, _ = read_settings(tmp_path)
    path = tmp_path / "a.md"
    (old,) = read_source(str(path), "a", loaded, load_schemas(loaded)[0])[1].notices
    (tmp_path / "index.md").write_text(f"# 首页\n\n{{notice}}`{old.record.id}`\n", encoding="utf-8")
    main(["check", "--fix", "-q", str(path)])
    assert path.read_text(encoding="utf-8") == text
    main(["check", "--fix", "-q"])
    assert ids_in(path.read_text(encoding="utf-8")) == ["cnipa-2021-04-sfdw"]
    assert "`cnipa-2021-04-sfdw`" in (tmp_path / "index.md").read_text(encoding="utf-8")


def test_eval_rst_has_its_own_form(fixed: Fixed) -> None:
    text = HEAD + NOTICE + "\n```{eval-rst}\n.. contact:: 张某\n   :phone: 010-55500101\n```\n"
    told = fixed(text)
    assert ".. contact:: 张某\n   :id: cnipa-2021-304-zhangmou\n   :phone:" in told


def test_only_what_is_asked_for_is_written(fixed: Fixed, tmp_path: Path) -> None:
    text = HEAD + NOTICE
    assert fixed(text, "md", "--select", "DGT34") == text
    assert fixed(text, "md", "--ignore", "DGT397") == text
    assert ids_in(fixed(text, "md", "--select", "DGT397")) == ["cnipa-2021-304"]
    (tmp_path / "digest.toml").write_text('[rules]\nignore = ["DGT397"]\n', encoding="utf-8")
    assert fixed(text) == text


def test_nothing_is_said_of_ids(
    fixed: Fixed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fixed(HEAD + NOTICE.replace(":::{notice}", "> :::{notice}"))
    capsys.readouterr()
    for arguments in ([], ["--fix"], ["--diff"]):
        main(["check", *arguments])
        assert "DGT397" not in capsys.readouterr().out
    (tmp_path / "a.md").write_text(HEAD + NOTICE, encoding="utf-8")
    assert main(["check", "--strict"]) == 0
    assert main(["check", "--diff"]) == 1
    assert "+:id: cnipa-2021-304" in capsys.readouterr().out


KINDS = ("", ":kind: comments\n", ":kind: filing\n")
TITLES = (
    "关于示范单位的通知",
    "关于示范单位申报工作的通知",
    "样例",
    "A call for units",
    "2021",
    "……",
)
ISSUERS = ("国家知识产权局办公室", "示例局", "The Office", "甲；乙")
BLOCKS = st.one_of(
    st.builds(
        ":::{{deadline}} {}\n{}:end: 2021-05-01\n:::\n".format,
        st.sampled_from(TITLES), st.sampled_from(KINDS),
    ),
    st.builds(":::{{contact}} {}\n:phone: 010-55500101\n:::\n".format, st.sampled_from(["张某", ""])),
    st.builds(
        ":::{{deadlines}}\n- 2021-05-01 | {}\n- 2021-05-02 | {}\n:::\n".format,
        st.sampled_from(TITLES), st.sampled_from(TITLES),
    ),
    st.just("正文。\n"),
)  # fmt: skip
NOTICES = st.builds(
    "\n## {}\n\n:::{{notice}}\n{}:type: 通知\n:issuer: {}\n:published: 2021-04-12\n:::\n\n{}".format,
    st.sampled_from(TITLES),
    st.sampled_from(["", ":number: 示发〔2021〕1号\n", ":number: 2021年第2号\n"]),
    st.sampled_from(ISSUERS),
    st.lists(BLOCKS, max_size=3).map("\n".join),
)


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(notices=st.lists(NOTICES, min_size=1, max_size=4), markup=st.sampled_from(["md", "rst"]))
def test_ids_are_read_as_written_and_stay(
    fixed: Fixed, tmp_path: Path, notices: list[str], markup: str
) -> None:
    numbers = count(1)  # no two say the same, else the second has no id
    apart = re.sub(
        "(?<=05-)0[12]|(?<=010-555001)01", lambda _: f"{next(numbers):02}", "".join(notices)
    )
    text = form(HEAD + "\n## 样例篇\n\n:::{part}\n:::\n" + apart, markup)
    text = text.replace("\n## 关", "\n### 关") if markup == "md" else text
    told = fixed(text, markup)
    loaded, _ = read_settings(tmp_path)
    _, document = read_source(str(tmp_path / f"a.{markup}"), "a", loaded, load_schemas(loaded)[0])
    records = list(records_of(document))
    ids = [record.id for record in records]
    assert len(ids) == len(set(ids))
    written = [record.id for record in records if record.written_id]
    assert sorted(written) == sorted(ids_in(told))
    assert all(RECORD_ID.fullmatch(id_) for id_ in written)
    assert fixed(told, markup) == told
    changed = (
        told.replace("示范", "试点").replace("2021年第2号", "2021年第3号").replace("示例局", "乙局")
    )
    assert ids_in(fixed(changed, markup)) == ids_in(changed)
