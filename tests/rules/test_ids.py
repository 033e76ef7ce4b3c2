"""Ids that are inserted where two records cannot be told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.cli import main
from sphinx_digest.core.check import check, read_source
from sphinx_digest.core.schema import load_schemas
from sphinx_digest.core.settings import read_settings
from tests.rules.test_contacts import head_in_rst
from tests.rules.test_documentation import ISSUE, NOTICE

DEADLINE = ":::{deadline} 填报\n:kind: filing\n:end: 2021-05-28\n:::\n\n"
IN_RST = ".. deadline:: 填报\n   :kind: filing\n   :end: 2021-05-28\n\n"


def several(count: int, one: str = DEADLINE) -> str:
    """Give deadlines that differ in nothing but their ends."""
    return "".join(one.replace("05-28", f"05-{28 - number}") for number in range(count))


@pytest.mark.parametrize(
    ("suffix", "text", "line"),
    [
        (".md", ISSUE + NOTICE + several(3), ":id: example-1-filing-2"),
        (".md", ISSUE + NOTICE.replace(":id: example-1\n", "") + several(2), ":id: "),
        (".rst", head_in_rst() + several(3, IN_RST), "   :id: example-1-filing-2"),
    ],
)
def test_the_id_is_written_as_the_first_field(
    tmp_path: Path, suffix: str, text: str, line: str
) -> None:
    (tmp_path / "digest.toml").touch()
    source = tmp_path / f"issue{suffix}"
    source.write_text(text, encoding="utf-8")
    found = [one for one in check([tmp_path]).diagnostics if one.code == "DGT204"]
    assert found
    main(["check", "--fix", str(tmp_path)])
    lines = source.read_text(encoding="utf-8").splitlines()
    (at,) = [i for i, one in enumerate(lines) if one.startswith(line) and one.endswith("-2")]
    assert "deadline" in lines[at - 1]
    assert ":kind: filing" in lines[at + 1]
    assert check([tmp_path]).diagnostics == ()


def test_fields_that_stand_otherwise_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").touch()
    wide = IN_RST.replace("   :", "     :")
    (tmp_path / "issue.rst").write_text(head_in_rst() + several(2, wide), encoding="utf-8")
    (found,) = check([tmp_path]).diagnostics
    assert (found.code, found.fixes) == ("DGT204", ())


ROWS = ":::{deadlines}\n- 2021-05-27 前 | 第一讲培训\n- 2021-05-28 前 | 第二讲培训\n:::\n"


def ids_of(folder: Path, text: str) -> dict[str, str]:
    """Give the ids of a notice's deadlines by title."""
    (folder / "digest.toml").touch()
    source = folder / "issue.md"
    source.write_text(text, encoding="utf-8")
    settings, _ = read_settings(folder / "digest.toml")
    _, document = read_source(str(source), "issue", settings, load_schemas(settings)[0])
    return {one.title: one.id for one in document.notices[0].deadlines}


def test_deadlines_of_one_kind_are_told_apart_by_title(tmp_path: Path) -> None:
    ids = ids_of(tmp_path, ISSUE + NOTICE + ROWS)
    assert [id_[:19] for id_ in ids.values()] == ["example-1-training-"] * 2
    assert len(set(ids.values())) == 2
    first, *rows = ROWS.splitlines(keepends=True)
    turned = "".join([first, *rows[1::-1], *rows[2:]])
    assert ids_of(tmp_path, ISSUE + NOTICE + turned) == ids
    assert check([tmp_path]).diagnostics == ()
    main(["check", "--fix", str(tmp_path)])
    text = (tmp_path / "issue.md").read_text(encoding="utf-8")
    assert "第二讲培训 | id=example-1-training\n" in text
    assert "第一讲培训 | id=example-1-training-2\n" in text


def test_one_of_its_kind_keeps_it(tmp_path: Path) -> None:
    text = ROWS.replace("第二讲培训", "网上报送材料")
    ids = ids_of(tmp_path, ISSUE + NOTICE + text)
    assert ids == {"第一讲培训": "example-1-training", "网上报送材料": "example-1-submission"}


def test_same_title_and_kind_is_an_error(tmp_path: Path) -> None:
    ids_of(tmp_path, ISSUE + NOTICE + ROWS.replace("第二讲", "第一讲"))
    assert [one.code for one in check([tmp_path]).diagnostics] == ["DGT204"]


def test_what_is_not_read_is_not_told_twice(tmp_path: Path) -> None:
    row = "- 到时候再说吧 | 网上申报\n"
    ids_of(tmp_path, ISSUE + NOTICE + f":::{{deadlines}}\n{row}{row}:::\n")
    assert {one.code for one in check([tmp_path]).diagnostics} == {"DGT110"}
