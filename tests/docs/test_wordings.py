"""Every wording of a time that the manual lists is read, as the fields beside it say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sphinx_digest.core.check import read_source
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import Settings
from sphinx_digest.core.times.inferred_years import year_rule
from sphinx_digest.core.times.when import WhenContext, read_when

DOCS = Path(__file__).parents[2] / "docs"
PERIOD = "2021-04-10/2021-04-16"
CONTEXT = WhenContext("Asia/Shanghai", lambda name: year_rule(name, PERIOD))
HEAD = f"""\
# 示例周报 第 1 期

:::{{issue}}
:number: 1
:period: {PERIOD}
:published: 2021-04-16
:::

## 关于示例专项的通知

:::{{notice}}
:issuer: 示例局
:published: 2021-04-12
:dated: 2021-04-09
:effective: 2021-05-01
:::

"""


def rows(page: str, head: str) -> Iterator[tuple[list[str], list[str]]]:
    """Give the code of both cells of each row of the table that begins with a head."""
    text = (DOCS / page).read_text(encoding="utf-8")
    (table,) = re.findall(
        rf"^{re.escape(head)}\n\| --- \| --- \|\n((?:\|.*\n)+)", text, re.MULTILINE
    )
    for line in table.splitlines():
        written, same = line.strip("| ").split(" | ")
        yield re.findall("`([^`]+)`", written), re.findall("`([^`]+)`", same)


LISTED = [
    pytest.param(wordings, fields, id=wordings[0])
    for page, head in (
        ("guide/deadline.md", "| 写 | 就是 |"), ("en/guide.md", "| Written | Is |"),
    )
    for wordings, fields in rows(page, head)
]  # fmt: skip


def deadlines(tmp_path: Path, text: str) -> list[dict[str, object]]:
    path = tmp_path / "issue.md"
    path.write_text(HEAD + text, encoding="utf-8")
    settings = Settings(str(tmp_path))
    schemas, _ = load_schemas(settings)
    (notice,) = read_source(str(path), "issue", settings, schemas)[1].notices
    return [
        {name: value for name, value in deadline.values.items() if name != "text"}
        for deadline in notice.deadlines
    ]


@pytest.mark.parametrize(("wordings", "fields"), LISTED)
def test_a_wording_is_what_the_manual_says(
    wordings: list[str], fields: list[str], tmp_path: Path
) -> None:
    written = "".join(f":{field}\n" for field in fields)
    full = deadlines(tmp_path, f":::{{deadline}} 甲\n{written}:::\n")
    rows_ = "".join(f"- {wording} | 甲\n" for wording in wordings)
    assert deadlines(tmp_path, f":::{{deadlines}}\n{rows_}:::\n") == full * len(wordings)
    for wording in wordings:
        assert dict(read_when(wording, CONTEXT).values) == full[0]
