"""Openings of lists and groups that are none: nothing below them is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.core.check import check, read_source
from sphinx_digest.core.messages import help_of
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import read_settings

RST = """示例周报
========

.. issue::
   :number: 1
   :period: 2021-04-10/2021-04-16

关于示例专项的通知
------------------

.. notice::
   :id: example-1
   :type: 通知
   :issuer: 示例局
   :published: 2021-04-12

"""
MYST = """# 示例周报

:::{issue}
:number: 1
:period: 2021-04-10/2021-04-16
:::

## 关于示例专项的通知

:::{notice}
:id: example-1
:type: 通知
:issuer: 示例局
:published: 2021-04-12
:::

"""
CONTACT = "- 张某 010-5550 1234 | 示例处"
DEADLINE = "- 2021-05-10 前 | 网上申报"


def found_in(folder: Path, name: str, source: str) -> tuple[list[str], int, list[str]]:
    """Give the codes of the reader, the number of records of the notice, and the helps."""
    (folder / "digest.toml").write_text("", encoding="utf-8")
    (folder / name).write_text(source, encoding="utf-8")
    settings, _ = read_settings(folder / "digest.toml")
    schemas, _ = load_schemas(settings)
    _, document = read_source(str(folder / name), "issue", settings, schemas)
    notice = document.notices[0]
    told = [one for one in check([folder]).diagnostics if one.code < "DGT020"]
    helps = [help_of(one, "zh") or "" for one in told]
    return [one.code for one in told], len(notice.deadlines) + len(notice.contacts), helps


@pytest.mark.parametrize(
    ("opening", "meant"),
    [
        (".. contacts:", "contacts"),
        (".. contacts：", "contacts"),
        (".. contact s::", "contacts"),
        (".. contact s:", "contacts"),
        (".. contacst:", "contacts"),
        (".. 联系人清单：", "contacts"),
        ("..contacts::", "contacts"),
        ("contacts::", "contacts"),
        (".. deadlines:", "deadlines"),
        (".. deadline s::", "deadlines"),
        (".. deadliness:", "deadlines"),
    ],
)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_rst_lists(tmp_path: Path, opening: str, meant: str, gap: str) -> None:
    row = CONTACT if meant == "contacts" else DEADLINE
    source = f"{RST}{opening}\n{gap}   {row}\n"
    codes, records, helps = found_in(tmp_path, "issue.rst", source)
    assert (codes, records) == (["DGT011"], 1)
    assert f".. {meant}::" in helps[0]


@pytest.mark.parametrize("comment", [".. contents:", ".. see below:", ".. 待办："])
def test_rst_comments_stay(tmp_path: Path, comment: str) -> None:
    codes, records, _ = found_in(tmp_path, "issue.rst", f"{RST}{comment}\n\n   {CONTACT}\n")
    assert (codes, records) == ([], 0)


def test_rst_group(tmp_path: Path) -> None:
    heading = "关于示例专项的通知\n"
    group = "国家级\n------\n\n.. group:\n   :issuer: 示例局\n\n"
    source = RST.replace(heading, group + heading, 1)
    codes, _, _ = found_in(tmp_path, "issue.rst", source)
    assert codes == ["DGT011"]


@pytest.mark.parametrize(
    ("opening", "code", "meant"),
    [
        (":::{contacts }", "DGT011", "contacts"),
        (":::{contact s}", "DGT011", "contacts"),
        (":::{deadline s}", "DGT011", "deadlines"),
        ("::: contacts", "DGT011", "contacts"),
        ("::contacts", "DGT011", "contacts"),
        (":::contacts:", "DGT011", "contacts"),
        (":::{contacst}", "DGT013", "contacts"),
        (":::{联系人清单}", "DGT013", "contacts"),
        (":::{deadliens}", "DGT013", "deadlines"),
    ],
)
def test_myst_lists(tmp_path: Path, opening: str, code: str, meant: str) -> None:
    row = CONTACT if meant == "contacts" else DEADLINE
    codes, records, helps = found_in(tmp_path, "issue.md", f"{MYST}{opening}\n{row}\n:::\n")
    assert (codes, records) == ([code], 1)
    assert meant in helps[0]
