"""What a notice has twice, and what only looks alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.cli import main
from sphinx_digest.core.check import check
from tests.rules.day_pages import due, page, told

ROW = "- 2021-05-14 前 | 网上申报"
CALL = "- 张某 010-5550 1234 | 示例处"


def rows(*written: str, of: str = "deadlines") -> str:
    return f":::{{{of}}}\n" + "\n".join(written) + "\n:::\n"


@pytest.mark.parametrize(
    "text",
    [
        rows(ROW, ROW),
        rows("- 2021-05-20 前 | 报送材料", ROW, "- 2021-05-14 前 |  网上申报 "),
        rows(CALL, CALL, of="contacts"),
    ],
)
def test_a_row_that_is_there_twice_is_deleted(tmp_path: Path, text: str) -> None:
    source = page(text)
    (shown,) = told(tmp_path, source)
    assert shown.startswith("DGT324 w ")
    main(["check", "--fix", str(tmp_path)])
    left = (tmp_path / "issue.md").read_text(encoding="utf-8")
    assert left == source.replace(text, "\n".join([*text.splitlines()[:-2], ":::\n"]))
    assert check([tmp_path]).diagnostics == ()


def test_a_block_that_is_there_twice_is_left_to_the_editor(tmp_path: Path) -> None:
    one = due(":end: 2021-05-14")
    assert told(tmp_path, page(one + "\n" + one)) == ["DGT324 w deadline"]
    assert not check([tmp_path]).diagnostics[0].fixes
    main(["check", "--fix", str(tmp_path)])
    assert [one.code for one in check([tmp_path]).diagnostics] == ["DGT324"]


@pytest.mark.parametrize(
    "text",
    [
        rows(ROW, "- 2021-05-14 前 | 网上申报（第二批）"),
        rows(ROW, f"{ROW} | 示例企业"),
        rows("- 看情况 | 网上申报", "- 再说吧 | 网上申报"),
        rows(CALL, "- 张某 010-5550 1235 | 示例处", of="contacts"),
    ],
)
def test_what_differs_is_left_alone(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, page(text), "DGT324") == []
