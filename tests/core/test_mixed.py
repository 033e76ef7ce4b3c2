"""The list in a notice's own block: of which kind each row is, and what is none."""

from __future__ import annotations

import pytest

from sphinx_digest.core.lists.mixed import is_list, sort_rows
from tests.core.test_rows import listed, underlined


def kinds(text: str) -> dict[str, str]:
    blocks, found = sort_rows(listed("notice", text), 3, {"office"}.__contains__)
    assert found == []
    return {block.name: block.body.value for block in blocks}


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("2021-04-30 前 | 网上填报", "deadlines"),
        ("自发布之日起一个月 | 征求意见", "deadlines"),
        ("2021-04-30 前 ∣ 网上填报", "deadlines"),
        ("网上填报 | 2021-04-30 前", "deadlines"),
        ("张某 010-5550 0101 | 示例局", "contacts"),
        ("规划处 | 张某 010-5550 0101", "contacts"),
        ("office | 身份=联系人", "contacts"),
        ("附件 1：申报书", "attachments"),
        ("[申报书](https://www.example.org/a.doc)", "attachments"),
        ("申报书.doc", "attachments"),
    ],
)
def test_a_row_says_its_kind(row: str, kind: str) -> None:
    assert kinds(f"- {row}") == {kind: f"- {row}"}


def test_rows_of_a_kind_make_one_list_with_their_places() -> None:
    text = "- 2021-04-30 前 | 填报\n- 附件 1：表\n  - 附件 1-1：丙\n- 2021-05-07 前 | 报送\n  材料"
    deadlines, attachments = sort_rows(listed("notice", text), 3, set().__contains__)[0]
    assert [line for line, _ in deadlines.body.lines] == [11, 14, 15]
    assert [line for line, _ in attachments.body.lines] == [12, 13]
    assert (deadlines.name, deadlines.parent, deadlines.row) == ("deadlines", 3, True)


@pytest.mark.parametrize("row", ["张某 | 示例处", "近日 | 填报", "请注意"])
def test_a_row_of_no_kind_is_told(row: str) -> None:
    blocks, (found,) = sort_rows(listed("notice", f"- {row}"), 3, set().__contains__)
    assert (blocks, found.code) == ([], "DGT068")
    assert underlined(f"- {row}", found.place.span) == row


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a | b", True),
        ("% 备忘\n\n- a", True),
        ("• a | b", True),
        ("• a ∣ b", True),
        ("正文\n- a | b", False),
        ("-a", False),
        ("", False),
    ],
)
def test_a_text_is_a_list_where_it_starts_as_one(text: str, expected: bool) -> None:
    assert is_list(listed("notice", text)) is expected
