"""Ids that are inserted where two records cannot be told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.cli import main
from sphinx_digest.core.check import check
from tests.rules.test_contacts import head_in_rst
from tests.rules.test_documentation import ISSUE, NOTICE

DEADLINE = ":::{deadline} 填报\n:kind: filing\n:end: 2021-05-28\n:::\n\n"
IN_RST = ".. deadline:: 填报\n   :kind: filing\n   :end: 2021-05-28\n\n"


@pytest.mark.parametrize(
    ("suffix", "text", "line"),
    [
        (".md", ISSUE + NOTICE + DEADLINE * 3, ":id: example-1-filing-2"),
        (".md", ISSUE + NOTICE.replace(":id: example-1\n", "") + DEADLINE * 2, ":id: "),
        (".rst", head_in_rst() + IN_RST * 3, "   :id: example-1-filing-2"),
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
    (tmp_path / "issue.rst").write_text(head_in_rst() + wide * 2, encoding="utf-8")
    (found,) = check([tmp_path]).diagnostics
    assert (found.code, found.fixes) == ("DGT204", ())
