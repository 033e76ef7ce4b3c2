"""What was published stays, in both markups: each break is told at its place, each mend is quiet."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_digest.cli import main
from sphinx_digest.core.check import check
from sphinx_digest.core.messages import help_of, message_of, severity_of
from sphinx_digest.core.model import Diagnostic
from tests.cases.both import take_marks, to_rst

NOTICE = """### 关于开展示例工作的通知

:::{notice}
:id: example-1
:type: circular
:number: 示办函〔2021〕304号
:issuer: 示例局
:published: 2021-04-07
:url: https://www.example.org/1.html
:::

正文第一段。

:::{deadline} 报送材料
:id: example-1-submission
:kind: submission
:end: 2021-05-01
:::

:::{contact} 张某
:id: example-1-zhang
:phone: 010-55500101
:::
"""
OTHER = """### 关于另一项工作的公告

:::{notice}
:id: example-2
:type: announcement
:issuer: 示例局
:published: 2021-04-08
:::

另一段。
"""


def issue(number: int, body: str = "", fields: str = "") -> str:
    days = f"2021-04-{number + 8:02}"
    head = f":::{{issue}}\n:number: {number}\n:period: {days}/{days}\n:published: {days}\n"
    return f"# 示例周报 第 {number} 期\n\n{head}{fields}:::\n\n## 示例篇\n\n{body}"


Write = Callable[..., Path]


@pytest.fixture(params=["md", "rst"])
def write(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a page in one of both markups."""
    (tmp_path / "digest.toml").write_text('[rules]\nselect = ["DGT0", "DGT1", "DGT2", "DGT397"]\n')
    monkeypatch.chdir(tmp_path)

    def written(name: str, text: str) -> Path:
        path = tmp_path / f"{name}.{request.param}"
        path.write_text(text if request.param == "md" else to_rst(text), encoding="utf-8")
        return path

    return written


def found(folder: Path) -> list[Diagnostic]:
    return list(check([folder]).diagnostics)


def published(write: Write, text: str = NOTICE + "\n" + OTHER) -> Path:
    path = write("first", issue(1, text))
    assert main(["publish", "1"]) == 0
    return path.parent


def correction(*rows: str) -> str:
    lines = "\n".join(f"- {row}" for row in rows or ("2021-05-08 | 改了 | 来源更正",))
    return f":::{{corrections}}\n{lines}\n:::\n\n"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("正文第一段", "正文第二段", "DGT215"),
        ("2021-05-01", "⟦2021-05-11⟧", "DGT215"),
        (":published: 2021-04-07", ":published: ⟦2021-04-06⟧", "DGT215"),
        ("示例工作", "示范工作", "DGT215"),
        ("010-55500101", "⟦010-55500102⟧", "DGT215"),
        (":id: example-1\n", ":id: example-9\n", "DGT211"),
        (":id: example-1-submission", ":id: example-1-report", "DGT211"),
        (":id: example-1-submission", ":id: ⟦example-1-zhang⟧", "DGT212"),
        (":number: 1\n", ":number: 1\n⟦:draft:⟧\n", "DGT224"),
    ],
)
def test_a_break_is_told(write: Write, old: str, new: str, code: str) -> None:
    folder = published(write)
    assert found(folder) == []
    before = issue(1, NOTICE + "\n" + OTHER)
    assert old in before
    path = write("first", before.replace(old, new, 1))
    marked = take_marks(path.read_text(encoding="utf-8"))
    path.write_text(marked.text, encoding="utf-8")
    told = {one.code: one for one in found(folder)}
    assert code in told, told
    if marked.marks and code != "DGT224":
        span = told[code].place.span
        assert (span.line, span.column, span.end_line, span.end_column) == marked.marks[0]
    assert main(["publish", "1"]) == (2 if code == "DGT224" else 1)


def test_a_change_is_named(write: Write) -> None:
    folder = published(write)
    text = NOTICE.replace("第一段", "第二段").replace(":url: https://www.example.org/1.html\n", "")
    write("first", issue(1, text + "\n" + OTHER))
    (one,) = found(folder)
    assert message_of(one, "zh") == "发布以后有改动（正文、原文链接），却没有更正。"
    assert "text, link" in message_of(one, "en")
    assert "“关于开展示例工作的通知”" in (help_of(one, "zh") or "")


def test_a_correction_explains_and_is_counted(write: Write) -> None:
    folder = published(write)
    text = NOTICE.replace("2021-05-01", "2021-05-11") + "\n" + correction()
    write("first", issue(1, text + OTHER))
    assert found(folder) == []
    assert main(["publish", "1"]) == 0
    records = json.loads((folder / "digest.lock").read_text(encoding="utf-8"))["issues"]["issue-1"][
        "records"
    ]
    assert {id_: one.get("sequence", 0) for id_, one in records.items() if "fields" in one} == {
        "example-1": 1, "example-1-submission": 1, "example-1-zhang": 0, "example-2": 0,
    }  # fmt: skip
    assert records["example-1"]["modified"] == "2021-05-08"
    assert found(folder) == []
    # What it explained it explains no more.
    write("first", issue(1, text.replace("第一段", "第二段") + OTHER))
    assert [one.code for one in found(folder)] == ["DGT215"]
    write("first", issue(1, NOTICE.replace("2021-05-01", "2021-05-11") + "\n" + OTHER))
    assert [one.code for one in found(folder)] == ["DGT219"]


def test_a_correction_without_a_change_and_one_too_early(write: Write) -> None:
    folder = published(write)
    write("first", issue(1, NOTICE + "\n" + correction() + OTHER))
    assert [one.code for one in found(folder)] == ["DGT218"]
    early = correction("2021-04-01 | 改了 | 来源更正")
    write("first", issue(1, NOTICE.replace("第一段", "第二段") + "\n" + early + OTHER))
    assert [one.code for one in found(folder)] == ["DGT216"]


def test_a_correction_of_what_is_not_published_is_told_mildly(write: Write) -> None:
    folder = published(write)
    text = NOTICE.replace("example-1", "example-5").replace("304号", "305号")
    write("second", issue(2, text.replace("示例工作", "后来的工作") + "\n" + correction()))
    told = [one for one in found(folder) if one.code == "DGT217"]
    assert len(told) == 1
    assert main(["publish", "2"]) == 0
    assert [one for one in found(folder) if one.code == "DGT217"] == []


def test_what_is_withdrawn_stays_and_may_change(write: Write) -> None:
    folder = published(write)
    text = NOTICE.replace(":type:", ":withdrawn: 2021 年 5 月 10 日，原文已撤回\n:type:")
    write("first", issue(1, text.replace("正文第一段。\n", "") + "\n" + OTHER))
    assert found(folder) == []
    assert main(["publish", "1"]) == 0
    write("first", issue(1, NOTICE.replace("正文第一段。\n", "") + "\n" + OTHER))
    assert [one.code for one in found(folder)] == ["DGT219"]


def test_a_contact_may_go_with_a_correction_and_its_id_stays_taken(write: Write) -> None:
    folder = published(write)
    start = NOTICE.index(":::{contact}")
    without = NOTICE[:start] + correction("2021-05-08 | 去掉联系人 | 对方要求")
    write("first", issue(1, NOTICE[:start] + "\n" + OTHER))
    assert [one.code for one in found(folder)] == ["DGT211"]
    write("first", issue(1, without + OTHER))
    assert found(folder) == []
    assert main(["publish", "1"]) == 0
    reused = ":::{contact} 李某\n:id: example-1-zhang\n:phone: 010-55500109\n:::\n"
    write("first", issue(1, without + OTHER + "\n" + reused))
    assert "DGT212" in {one.code for one in found(folder)}


def test_a_notice_in_another_issue_has_moved_and_another_document_has_its_id_reused(
    write: Write,
) -> None:
    folder = published(write)
    write("first", issue(1, OTHER))
    second = write("second", issue(2, NOTICE))
    told = {one.code: one for one in found(folder) if one.code.startswith("DGT21")}
    assert list(told) == ["DGT213"]
    assert Path(told["DGT213"].place.file) == second
    second.unlink()
    another = NOTICE.replace("示例工作", "不相干事项").replace("正文第一段", "说的是别的")
    another = another.replace("304号", "305号").replace("1.html", "2.html")
    write("first", issue(1, another + "\n" + OTHER))
    assert "DGT212" in {one.code for one in found(folder)}


def test_a_page_may_move_and_an_issue_may_not_vanish(write: Write) -> None:
    folder = published(write)
    path = folder / next(one.name for one in folder.iterdir() if one.stem == "first")
    path.rename(path.with_stem("moved"))
    (one,) = found(folder)
    assert (one.code, one.values["before"], one.values["now"]) == ("DGT214", "first", "moved")
    assert main(["publish", "1"]) == 0
    assert found(folder) == []
    lock = json.loads((folder / "digest.lock").read_text(encoding="utf-8"))["issues"]["issue-1"]
    assert (lock["docname"], lock["former"]) == ("moved", ["first"])
    path.with_stem("moved").unlink()
    (one,) = found(folder)
    assert one.code == "DGT211"
    assert Path(one.place.file).name == "digest.lock"
    assert one.place.span.line == 4


@pytest.mark.parametrize("text", ["# 别的页面\n", issue(2)])
def test_no_page_may_take_the_address_of_a_published_issue(write: Write, text: str) -> None:
    folder = published(write)
    path = next(one for one in folder.iterdir() if one.stem == "first")
    path.rename(path.with_stem("moved"))
    assert main(["publish", "1"]) == 0
    taking = write("first", text)
    (one,) = found(folder)
    assert (one.code, one.place.file, one.values["former"]) == ("DGT225", str(taking), "first")
    taking.rename(taking.with_stem("second"))
    assert found(folder) == []


FIRST = "2021-05-08 | 截止改为 5 月 11 日 | 来源更正"


def test_a_published_correction_stays_as_it_is(write: Write) -> None:
    folder = published(write)
    later = NOTICE.replace("2021-05-01", "2021-05-11")
    write("first", issue(1, f"{later}\n{correction(FIRST)}{OTHER}"))
    assert main(["publish", "1"]) == 0
    again = later.replace("2021-05-11", "2021-05-12")
    other = "2021-05-09 | 截止改为 5 月 12 日 | 来源更正"
    write("first", issue(1, f"{again}\n{correction(other)}{OTHER}"))
    assert [one.code for one in found(folder)] == ["DGT219"]
    withdrawn = later.replace(":type:", ":withdrawn: 2021-05-10 原文已撤回\n:type:")
    write("first", issue(1, f"{withdrawn}\n{OTHER}"))
    assert [one.code for one in found(folder)] == ["DGT219"]
    write("first", issue(1, f"{again}\n{correction(FIRST, other)}{OTHER}"))
    assert found(folder) == []


def test_a_withdrawal_changes_with_a_correction_alone(write: Write) -> None:
    folder = published(write)
    withdrawn = NOTICE.replace(":type:", ":withdrawn: 2021-05-10 原文已撤回\n:type:")
    write("first", issue(1, f"{withdrawn}\n{OTHER}"))
    assert main(["publish", "1"]) == 0
    assert found(folder) == []
    reason = withdrawn.replace("原文已撤回", "原文有误")
    row = correction("2021-05-11 | 撤回的事 | 原来写错")
    for text in (reason, NOTICE):
        write("first", issue(1, f"{text}\n{OTHER}"))
        assert [one.code for one in found(folder)] == ["DGT219"]
        write("first", issue(1, f"{text}\n{row}{OTHER}"))
        assert found(folder) == []
    assert main(["publish", "1"]) == 0
    lock = json.loads((folder / "digest.lock").read_text(encoding="utf-8"))
    records = lock["issues"]["issue-1"]["records"]
    assert "withdrawn" not in records["example-1"]
    assert (records["example-1"]["sequence"], records["example-1-submission"]["sequence"]) == (2, 2)


def test_a_row_whose_id_moved_is_pointed_at_and_mended(write: Write) -> None:
    rows = "- 2021-05-01 | 报送材料 | 事项=报送\n"
    start, end = NOTICE.index(":::{deadline}"), NOTICE.index(":::{contact}")
    listed = f"{NOTICE[:start]}:::{{deadlines}}\n{rows}:::\n\n{NOTICE[end:]}"
    folder = published(write, listed + "\n" + OTHER)
    more = listed.replace(rows, rows + "- 2021-05-20 | 报送总结 | 事项=报送\n")
    path = write("first", issue(1, f"{more}\n{correction(FIRST)}{OTHER}"))
    (one,) = found(folder)
    line = path.read_text(encoding="utf-8").splitlines()[one.place.span.line - 1]
    assert (one.code, line.strip()) == ("DGT211", rows.strip())
    assert "id=example-1-submission" in (help_of(one, "zh") or "")
    mended = path.read_text(encoding="utf-8").replace(line, line + one.fixes[0].text)
    path.write_text(mended, encoding="utf-8")
    assert found(folder) == []


def test_a_notice_with_another_id_is_pointed_at(write: Write) -> None:
    folder = published(write)
    text = OTHER.replace(":id: example-2", ":id: ⟦example-9⟧")
    path = write("first", issue(1, NOTICE + "\n" + text))
    marked = take_marks(path.read_text(encoding="utf-8"))
    path.write_text(marked.text, encoding="utf-8")
    (one,) = found(folder)
    span = one.place.span
    assert (span.line, span.column, span.end_line, span.end_column) == marked.marks[0]
    assert one.values["mend"] == "example-2"


def test_a_withdrawal_before_publication_and_a_correction_twice(write: Write) -> None:
    folder = published(write)
    early = NOTICE.replace(":type:", ":withdrawn: 2020-05-10 原文已撤回\n:type:")
    write("first", issue(1, f"{early}\n{OTHER}"))
    assert [one.code for one in found(folder)] == ["DGT226"]
    text = NOTICE.replace("2021-05-01", "2021-05-11")
    path = write("first", issue(1, f"{text}\n{correction(FIRST, FIRST)}{OTHER}"))
    (one,) = found(folder)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert one.code == "DGT227"
    assert FIRST in lines[one.place.span.line - 1] == lines[one.place.span.line - 2]


def test_the_mend_shows_the_block_in_the_markup_of_the_source(write: Write) -> None:
    folder = published(write)
    changed = NOTICE.replace("第一段", "第二段")
    path = write("first", issue(1, changed + "\n" + OTHER))
    block = ":::{corrections}" if path.suffix == ".md" else ".. corrections::"
    assert block in (help_of(found(folder)[0], "zh") or "")


def test_what_is_no_row_is_told_in_its_cell(write: Write) -> None:
    rows = [
        "⟦2021-05-38⟧ | 甲 | 乙",
        "⟦5 月 8 日⟧ | 甲 | 乙",
        "2021-05-08 | 只有两⟦格⟧",
        "2021-05-08 | 甲 | 乙 | ⟦丙⟧",
    ]
    path = write("first", issue(1, NOTICE + "\n" + correction(*rows)))
    marked = take_marks(path.read_text(encoding="utf-8"))
    path.write_text(marked.text, encoding="utf-8")
    spans = [one.place.span for one in found(path.parent)]
    assert [(s.line, s.column, s.end_line, s.end_column) for s in spans] == list(marked.marks)
    codes = [one.code for one in found(path.parent)]
    assert codes == ["DGT102", "DGT101", "DGT221", "DGT222"]


@pytest.mark.parametrize(
    ("written", "code"),
    [("原文撤回", "DGT223"), ("2021-05-10", "DGT223"), ("2021-05-38 原文撤回", "DGT102")],
)
def test_a_withdrawal_has_a_day_and_a_reason(write: Write, written: str, code: str) -> None:
    path = write("first", issue(1, NOTICE.replace(":type:", f":撤回: {written}\n:type:")))
    assert [one.code for one in found(path.parent)] == [code]


def test_fixing_ids_keeps_those_that_were_published(write: Write) -> None:
    bare = NOTICE.replace(":id: example-1\n", "").replace(":id: example-1-submission\n", "")
    folder = published(write, bare.replace(":id: example-1-zhang\n", "") + "\n" + OTHER)
    assert main(["check", "--fix", "."]) == 0
    text = next(one for one in folder.iterdir() if one.stem == "first").read_text(encoding="utf-8")
    assert ":id: n-" in text
    assert found(folder) == []


def test_a_digest_without_a_lock_is_free(write: Write) -> None:
    path = write("first", issue(1, NOTICE + "\n" + correction("2021-04-01 | 改了 | 更正")))
    assert found(path.parent) == []
    write("second", issue(2, OTHER))  # but it was there, if what is corrected is no longer new
    assert [(one.code, severity_of(one)) for one in found(path.parent)] == [("DGT217", "info")]


@pytest.mark.parametrize("corrected", [False, True])
def test_an_issue_that_is_lost_from_the_lock_is_told(write: Write, corrected: bool) -> None:
    bodies = [NOTICE.replace("example-1", f"example-{n}1").replace("示例工作", f"工作{n}")
              .replace("304", f"30{n}") for n in range(1, 4)]  # fmt: skip
    for number, body in enumerate(bodies, 1):
        write(f"issue{number}", issue(number, body))
    folder = write("issue3", issue(3, bodies[2])).parent
    assert main(["publish", "1", "2", "3"]) == 0
    lock = folder / "digest.lock"
    whole = json.loads(lock.read_text(encoding="utf-8"))
    lost = 1 if corrected else 2
    del whole["issues"][f"issue-{lost}"]
    lock.write_text(json.dumps(whole), encoding="utf-8")
    if corrected:
        assert found(folder) == []  # whoever began later need not go back
        write("issue1", issue(1, f"{bodies[0]}\n{correction()}"))
    (one,) = found(folder)
    assert (one.code, Path(one.place.file).stem) == ("DGT228", f"issue{lost}")
    assert main(["publish", str(lost)]) == 0
    assert found(folder) == []
