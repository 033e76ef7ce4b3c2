"""The pages in two themes, and the PDF that LaTeX makes."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from .conftest import EXAMPLE, ROOT, Built, build, issue, notice

Project = Callable[[Mapping[str, str]], Path]
Example = Callable[[str], Built]

BODY = """\
见{notice}`two`。

:::{deadline} 网上申报
:kind: application
:end: 2021-05-14
:contact: one-office
:::

:::{contact} 张某
:id: one-office
:phone: 010-55501234
:::

:::{attachments}
- 附件 1：[甲.doc](https://www.example.org/one.doc)
:::
"""


def shape(page: str) -> list[str]:
    """Return the classes of ours on a page, in their order."""
    found = re.findall(
        r'<(?:section|div|dl|ul|table|p|dt|dd)[^>]* class="([^"]*digest-[^"]*)"', page
    )
    return [
        name
        for names in found
        if "table-wrapper" not in names
        for name in names.split()
        if name.startswith("digest-")
    ]


def test_alabaster_and_furo_show_the_same(
    example: Example, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("themes")
    plain = build(EXAMPLE, folder / "alabaster", strict=True, html_theme="alabaster")
    furo = example("html")
    for page in ("issues/2021-158.html", "issues/2021-159.html", "dates.html"):
        assert shape(plain.main(page)) == shape(furo.main(page)) != []
    for built in (plain, furo):
        page = built.text("issues/2021-158.html")
        assert re.search(r"<link[^>]*_static/digest\.css", page)
        assert (built.out / "_static" / "digest.css").is_file()
    sidebar = furo.text("issues/2021-158.html").partition('class="toc-tree"')[2]
    assert 'href="#bjip-2021-pilot"' in sidebar


def test_no_rule_of_ours_touches_what_is_not_ours() -> None:
    sheet = (ROOT / "src" / "sphinx_digest" / "static" / "digest.css").read_text(encoding="utf-8")
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", bare):
        for selector in re.split(r",(?![^(]*\))", selectors):
            own = "digest-" in selector
            assert own or re.fullmatch(r"\s*(?:--digest-[a-z]+:[^;]*;\s*)+", body), selector
    assert "!important" not in bare


def _has_latex() -> bool:
    if not (shutil.which("xelatex") and shutil.which("kpsewhich") and shutil.which("fc-list")):
        return False
    style = subprocess.run(["kpsewhich", "xeCJK.sty"], capture_output=True, check=False)
    fonts = subprocess.run(["fc-list", ":", "family"], capture_output=True, check=False)
    return style.returncode == 0 and b"Noto Serif CJK SC" in fonts.stdout


@pytest.mark.skipif(not _has_latex(), reason="xelatex, xeCJK or the Noto fonts are missing")
def test_xelatex_compiles_what_is_written(project: Project, tmp_path: Path) -> None:
    number = ":number: 样发〔2021〕1号\n"
    source = project(
        {
            "issues/a.md": issue(
                1, notice("one", "第一条通知", BODY, number), notice("two", "第二条通知")
            )
        }
    )
    built = build(source, tmp_path / "latex", "latex", strict=True)
    tex = next(built.out.glob("*.tex"))
    for _ in range(2):
        run = subprocess.run(
            ["xelatex", "-interaction=nonstopmode", "-halt-on-error", tex.name],
            cwd=built.out,
            capture_output=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout[-2000:].decode(errors="replace")
    log = tex.with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    assert "undefined" not in log
    assert tex.with_suffix(".pdf").stat().st_size > 5000
