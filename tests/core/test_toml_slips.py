"""What is wrong with a TOML text is told in an editor's words, at its place, with its mend."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_digest.core.toml_slips import TomlSlip, read_slip


def slip_of(text: str) -> TomlSlip:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    return read_slip(str(caught.value), text.splitlines())


@pytest.mark.parametrize(
    ("text", "line", "said", "help_", "mend"),
    [
        ("[a]\nx = “甲”\n", 2, "这里用了中文的““”", "help_wide", '"'),
        ("［a］\nx = 1\n", 1, "这里用了中文的“［”", "help_wide", "["),
        ('[a]\nx ＝ "1"\n', 2, "这里用了中文的“＝”", "help_wide", "="),
        ('[a]\n姓名 = "甲"\n', 2, "“姓名”没有加引号", "help_quotes", '"姓名"'),
        ("[何样例]\n", 1, "方括号里的编号只用字母、数字和连字符", "help", ""),
        ("[a]\nx = 甲\n", 2, "等号后面的内容没有加引号", "help_value", ""),
        ("[a]\n[a]\n", 2, "“a”写了两次", "help", ""),
        ('[a]\nx = "1"\nx = "2"\n', 3, "同一项写了两次", "help", ""),
        ('[a\nx = "1"\n', 1, "方括号没有收尾", "help", ""),
        ('[a]\nx "1"\n', 2, "名称后面少了等号“=”", "help", ""),
        ('[a]\nx = ["1", "2"\n', 2, "方括号没有收尾", "help", ""),
        ('[a]\nx = "1\n', 2, "引号没有收尾", "help_value", ""),
    ],
)  # fmt: skip
def test_each_slip_is_named(text: str, line: int, said: str, help_: str, mend: str) -> None:
    slip = slip_of(text)
    assert (slip.line, slip.words["zh"], slip.mend) == (line, said, mend)
    assert slip.help in (help_, "help")
    if mend:
        rows = text.splitlines()
        row = rows[line - 1]
        rows[line - 1] = row[: slip.column - 1] + mend + row[slip.end - 1 :]
        again = "\n".join(rows)
        try:
            tomllib.loads(again)
        except tomllib.TOMLDecodeError as error:  # the other bracket, the other quotation mark
            assert read_slip(str(error), rows).mend == {"[": "]", '"': '"'}[mend]


@given(st.text(alphabet='ab="“”［］[]\n#＝ 甲1{},\\', max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        slip = read_slip(str(error), text.splitlines())
        assert slip.words["zh"]
        assert slip.words["en"]
        assert 1 <= slip.line <= max(len(text.splitlines()), 1)
        assert 1 <= slip.column < slip.end
