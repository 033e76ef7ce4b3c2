"""What stands in a comment of a list is no row, in either markup."""

from __future__ import annotations

import pytest

from sphinx_digest.core.check import read_source
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import Settings
from tests.cases.both import to_rst
from tests.cases.test_records import HEAD

SETTINGS = Settings("/nowhere")
SCHEMAS = load_schemas(SETTINGS)[0]
NOTICE = "\n### 甲通知\n\n:::{notice}\n:type: 通知\n:issuer: 示例局\n:published: 2021-04-12\n:::\n"


def titles(text: str, suffix: str) -> tuple[list[str], list[str]]:
    name = f"a.{suffix}"
    read = read_source(name, "a", SETTINGS, SCHEMAS, {name: text})[1]
    return [one.title for one in read.notices[0].deadlines], [d.code for d in read.diagnostics]


@pytest.mark.parametrize(
    "comment",
    ["% - 2021-06-03 前 | 草稿", "<!--\n- 2021-06-03 前 | 草稿\n-->", "<!-- - 甲 | 乙 -->"],
)
def test_comments_of_myst(comment: str) -> None:
    rows = (
        f"\n:::{{deadlines}}\n- 2021-06-01 前 | 报表\n{comment}\n- 2021-06-04 前 | 报\n  送\n:::\n"
    )
    assert titles(HEAD + NOTICE + rows, "md") == (["报表", "报送"], [])


@pytest.mark.parametrize("gap", ["", "\n"])
def test_comments_of_rst(gap: str) -> None:
    rows = (
        "\n.. deadlines::\n\n   - 2021-06-01 前 | 报表\n\n   ..\n"
        f"{gap}      - 2021-06-03 前 | 草稿\n\n   - 2021-06-04 前 | 报\n     送\n"
    )
    assert titles(to_rst(HEAD + NOTICE) + rows, "rst") == (["报表", "报送"], [])
