"""Which record belongs where: parts, groups, owners, ids, bodies."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.core.check import read_source
from sphinx_digest.core.model import Document
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import Settings
from tests.cases.both import take_marks, to_rst
from tests.cases.test_records import HEAD, NOTICE

TITLE = HEAD.partition("\n## ")[0] + "\n"


def read(text: str, folder: Path, markup: str = "myst") -> Document:
    path = folder / ("issue.md" if markup == "myst" else "issue.rst")
    path.write_text(take_marks(text if markup == "myst" else to_rst(text)).text, encoding="utf-8")
    settings = Settings(str(folder))
    document = read_source(str(path), "issue", settings, load_schemas(settings)[0])[1]
    assert not document.diagnostics
    return document


@pytest.mark.parametrize("markup", ["myst", "rst"])
def test_a_heading_below_the_title_is_a_part_also_without_a_block(
    markup: str, tmp_path: Path
) -> None:
    text = (
        f"{TITLE}\n## 甲篇\n\n### 国家级\n\n#### 甲通知\n\n{NOTICE}\n\n## 乙篇\n\n"
        f":::{{part}}\n:id: second\n:department: 乙部\n:::\n\n### 乙通知\n\n{NOTICE}\n"
    )
    document = read(text, tmp_path, markup)
    assert [part.title for part in document.parts] == ["甲篇", "乙篇"]
    assert [part.id for part in document.parts][1] == "second"
    first, second = document.notices
    assert (first.part, first.group) == (document.parts[0].id, "国家级")
    assert (second.part, second.group) == ("second", None)


def test_a_notice_right_below_the_title_has_no_part(tmp_path: Path) -> None:
    document = read(f"{TITLE}\n## 甲通知\n\n{NOTICE}\n", tmp_path)
    assert document.parts == ()
    assert (document.notices[0].part, document.notices[0].group) == (None, None)


def test_derived_ids_do_not_depend_on_the_place(tmp_path: Path) -> None:
    first = f"### 甲通知\n\n{NOTICE}\n"
    second = "### 乙通知\n\n" + NOTICE.replace("示例局", "另一局") + "\n"
    ids = [
        {n.record.title: n.record.id for n in read(f"{HEAD}\n{text}", tmp_path).notices}
        for text in (f"{first}\n{second}", f"{second}\n{first}")
    ]
    assert ids[0] == ids[1]
    assert len(set(ids[0].values())) == 2


@pytest.mark.parametrize("markup", ["myst", "rst"])
def test_a_body_is_the_text_without_our_blocks(markup: str, tmp_path: Path) -> None:
    text = (
        f"{HEAD}\n### 甲通知\n\n{NOTICE}\n\n第一段。\n\n:::{{deadline}} 报送\n:end: 2021-05-14\n:::\n\n"
        f"第二段。\n\n### 乙通知\n\n{NOTICE.replace('示例局', '另一局')}\n"
    )
    document = read(text, tmp_path, markup)
    assert [notice.body for notice in document.notices] == ["第一段。\n\n第二段。", ""]
    assert [len(notice.deadlines) for notice in document.notices] == [1, 0]
