"""A contact that calls an entry of contacts.toml names its id and nothing else."""

from __future__ import annotations

from pathlib import Path

from sphinx_digest.core.check import check
from tests.cases.test_records import HEAD, NOTICE


def test_an_id_beside_names_calls_nothing_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "contacts.toml").write_text('[desk-1]\nphone = "010-5550 0101"\n', encoding="utf-8")
    (tmp_path / "digest.toml").touch()
    text = (
        f"{HEAD}\n### 甲通知\n\n{NOTICE}\n" + "\n:::{contacts}\n- 张某；desk-1 010-5550 0108\n:::\n"
    )
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    found = [one for one in check([tmp_path]).diagnostics if one.code == "DGT089"]
    assert [(one.place.span.column, one.place.span.end_column) for one in found] == [(6, 12)]
