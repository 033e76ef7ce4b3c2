"""One deliberately awful issue, and all that is said about it, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_digest.core.check import check
from sphinx_digest.core.report import render

HERE = Path(__file__).parent


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_whole_report(language: str, tmp_path: Path) -> None:
    source = (HERE / "issue.md").read_text(encoding="utf-8")
    (tmp_path / "issue.md").write_text(source, encoding="utf-8")
    (tmp_path / "digest.toml").write_text(f'language = "{language}"\n', encoding="utf-8")
    report = render(check([tmp_path]), "text", tmp_path)
    assert report == (HERE / f"report.{language}.txt").read_text(encoding="utf-8")
