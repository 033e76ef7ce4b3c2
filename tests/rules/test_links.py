"""Links that lead nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.written import findings, slips


@pytest.mark.parametrize(
    ("text", "expected", "help_"),
    [
        ("[甲](javascript:void(0))", "1:5 javascript:void(0)", "help_script"),
        ("[甲](JavaScript:void(0);)", "1:5 JavaScript:void(0);", "help_script"),
        ("[甲](<javascript:;>)", "1:6 javascript:;", "help_script"),
        ("<javascript:void(0)>", "1:2 javascript:void(0)", "help_script"),
        ('<a href="javascript:;">甲</a>', "1:10 javascript:;", "help_script"),
        ("[甲]: javascript:void(0)", "1:6 javascript:void(0)", "help_script"),
        ("[甲](file:///C:/a.doc)", "1:5 file:///C:/a.doc", "help_file"),
        ("[甲](C:\\a.doc)", "1:5 C:\\a.doc", "help_file"),
        ("[甲](about:blank)", "1:5 about:blank", "help"),
        ("[甲](weixin://dl/a)", "1:5 weixin://dl/a", "help"),
    ],
)
def test_addresses_that_no_reader_can_follow(
    tmp_path: Path, text: str, expected: str, help_: str
) -> None:
    assert slips(tmp_path, "DGT381", text + "\n") == [expected]
    assert findings(tmp_path, "DGT381", text + "\n")[0].help == help_


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("见 `甲 <javascript:void(0)>`_ 。", "1:7 javascript:void(0)"),
        ("见 `甲 <javascript:;>`__ 。", "1:7 javascript:;"),
        (".. _甲: javascript:void(0)", "1:8 javascript:void(0)"),
        ("__ javascript:void(0)", "1:4 javascript:void(0)"),
    ],
)
def test_addresses_in_restructuredtext(tmp_path: Path, text: str, expected: str) -> None:
    assert slips(tmp_path, "DGT381", text + "\n", ".rst") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "[甲](https://www.example.org/)、<mailto:service@example.org>、[电话](tel:+861055500101)",
        "[甲](a.md)、[甲](../a.doc)、[甲](#a)、[甲](project:a.md)、[甲](doi:10.1000/1)",
        "`[甲](javascript:;)`，写成 javascript: 的链接",
        "```\n[甲](javascript:;)\n```",
        "```{code-block} md\n[甲](javascript:;)\n```",
        "<!-- [甲](javascript:;) -->",
        "% [甲](javascript:;)",
        "![甲](data:image/png;base64,AA)",
    ],
)
def test_addresses_that_are_right_or_code(tmp_path: Path, text: str) -> None:
    told = slips(tmp_path, "DGT381", text + "\n")
    assert told == []


def test_what_follows_code_is_read_again(tmp_path: Path) -> None:
    text = "~~~\n[甲]()\n~~~\n\n:::{note}\n[乙]()\n:::\n\n<!--\n[丙]()\n-->\n\n[丁]()\n"
    assert slips(tmp_path, "DGT382", text) == ["6:1 [乙]()", "13:1 [丁]()"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("见[附件]()。", "1:2 [附件]()"),
        ("见[附件]( )。", "1:2 [附件]( )"),
        ("见[附件](<>)。", "1:2 [附件](<>)"),
        ("见[附件](#)。", "1:2 [附件](#)"),
        ("见[甲[1]]()。", "1:2 [甲[1]]()"),
        ("见<a>附件</a>。", "1:2 <a>"),
        ('见<a href="#" class="b">附件</a>。', '1:2 <a href="#" class="b">'),
    ],
)
def test_links_without_an_address(tmp_path: Path, text: str, expected: str) -> None:
    assert slips(tmp_path, "DGT382", text + "\n") == [expected]


def test_links_without_an_address_in_restructuredtext(tmp_path: Path) -> None:
    text = "见 `附件 <>`_ 和 `附表 <#>`__ 。\n\n示例::\n\n   `甲 <>`_\n\n``乙 <>`_``\n"
    assert slips(tmp_path, "DGT382", text, ".rst") == ["1:3 `附件 <>`_", "1:14 `附表 <#>`__"]


@pytest.mark.parametrize(
    "text",
    [
        "[甲](#a)、[返回顶部](#)、[](a.md)、![图]()",
        '<a id="x"></a>、<a href="https://www.example.org/">甲</a>、<abbr>甲</abbr>',
        "- [ ] 甲\n- [x]（乙）",
        "`[甲]()`",
        ":::{attachments}\n- [甲]()\n:::",  # DGT024
    ],
)
def test_links_that_are_right_or_judged_elsewhere(tmp_path: Path, text: str) -> None:
    assert slips(tmp_path, "DGT382", text + "\n") == []


def test_a_script_as_the_address_of_a_notice_has_its_own_help(tmp_path: Path) -> None:
    text = ":::{contact} 张某\n:url: javascript:void(0)\n:phone: 010-55500101\n:::\n"
    assert [one.help for one in findings(tmp_path, "DGT024", text)] == ["help_script"]


def test_each_of_many_empty_links_in_a_line_is_told(tmp_path: Path) -> None:
    text = "[甲]() " * 200
    assert len(slips(tmp_path, "DGT382", text + "\n")) == 200
