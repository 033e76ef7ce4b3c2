"""The page of an issue that is gone is gone as well."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path

import pytest

from sphinx_digest.core.check import check

from .conftest import EXAMPLE, build


@pytest.mark.parametrize(
    ("builder", "page"),
    [("html", "issues/2021-159.html"), ("dirhtml", "issues/2021-159/index.html")],
)
def test_a_deleted_issue_leaves_no_page(builder: str, page: str, tmp_path: Path) -> None:
    source = tmp_path / "src"
    shutil.copytree(EXAMPLE, source)
    first = build(source, tmp_path / "out", builder)
    assert (first.out / page).is_file()
    (source / "issues" / "2021-159.rst").unlink()
    second = build(source, tmp_path / "out", builder)
    assert not (second.out / page).exists()
    assert (second.out / "index.html").is_file()


def test_the_search_for_garbage_is_as_before(tmp_path: Path) -> None:
    before = gc.get_threshold()
    build(EXAMPLE, tmp_path / "out", "dummy")
    assert gc.get_threshold() == before


def test_title_and_address_of_the_settings_serve_where_conf_has_none(tmp_path: Path) -> None:
    source = tmp_path / "src"
    source.mkdir()
    (source / "conf.py").write_text(
        'extensions = ["sphinx_digest"]\nhtml_theme = "alabaster"\n', encoding="utf-8"
    )
    (source / "digest.toml").write_text(
        'title = "样例周报"\nbase_url = "https://digest.example.org/"\n', encoding="utf-8"
    )
    (source / "index.md").write_text("# 首页\n", encoding="utf-8")
    page = build(source, tmp_path / "out").text("index.html")
    assert "样例周报" in page
    assert '<link rel="canonical" href="https://digest.example.org/index.html"' in page


def test_a_digest_within_a_digest_is_left_to_itself(tmp_path: Path) -> None:
    source = tmp_path / "outer"
    shutil.copytree(EXAMPLE, source)
    shutil.copytree(EXAMPLE, source / "inner")
    built = build(source, tmp_path / "out", "dummy")
    assert built.codes == []
    assert check([source]).diagnostics == ()
    assert check([source]).files == 14
