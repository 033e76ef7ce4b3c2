"""The defaults for ``-b latex``."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest
from sphinx.application import Sphinx

from sphinx_digest.latex import apply_latex_defaults
from tests.build.conftest import EXAMPLE
from tests.build.conftest import build as build_real

from .conftest import Build

FILES = {"index.rst": "样例周报\n========\n\n甲节\n----\n\n正文。\n"}


def extend(app: Sphinx) -> None:
    app.connect("config-inited", apply_latex_defaults)


def source(build: Build, **conf: object) -> str:
    built = build(FILES, builder="latex", extend=extend, **conf)
    assert built.warnings == ""
    return next(built.out.glob("*.tex")).read_text(encoding="utf-8")


def test_chinese_gets_a4_noto_and_copied_text(build: Build) -> None:
    text = source(build)
    assert "a4paper" in text
    assert "letterpaper" not in text
    assert r"\usepackage{xeCJK}" in text
    assert r"\setCJKmainfont{Noto Serif CJK SC}" in text
    assert r"\XeTeXgenerateactualtext=1" in text
    assert "xindy" not in text
    assert r"\date{}\sphinxmaketitle" in text


def test_what_conf_py_says_comes_first(build: Build) -> None:
    text = source(build, latex_elements={"papersize": "a5paper", "pointsize": "12pt"})
    assert "a5paper,12pt" in text.replace("\n", "")
    assert r"\usepackage{xeCJK}" in text


def test_another_engine_is_left_alone(build: Build) -> None:
    assert "xeCJK" not in source(build, latex_engine="lualatex")


def test_english_is_left_alone(build: Build) -> None:
    assert "xeCJK" not in source(build, language="en")


def test_the_example_compiles_to_latex_without_a_warning(tmp_path: Path) -> None:
    built = build_real(EXAMPLE, tmp_path / "latex", "latex", strict=True)
    text = built.text("*.tex")
    for words in (
        "要办的事和期限",
        "往期未到期",
        "来龙去脉",
        "科技信息周报 第 158 期",
        "对我司的影响",
        "文件索引",
        "被引用",
    ):
        assert words in text, words
    # What is the project's own bears its name, and facts have label and value in one line.
    assert r"\begin{sphinxuseclass}{digest-extra}" in text
    assert r"\csname sphinxclassdigest-extra\endcsname" in text
    assert r"\let\sphinxlineitem\digestfact" in text


@pytest.mark.skipif(shutil.which("xelatex") is None, reason="xelatex is not installed")
def test_xelatex_takes_what_is_written(build: Build) -> None:
    extra = "\n.. container:: digest-extra\n\n   :甲: 乙\n   :丙: 丁\n"
    built = build({"index.rst": FILES["index.rst"] + extra}, builder="latex", extend=extend)
    (tex,) = built.out.glob("*.tex")
    run = subprocess.run(
        ["xelatex", "-interaction=nonstopmode", "-halt-on-error", tex.name],
        cwd=built.out, capture_output=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout.decode("utf-8", "replace")[-2000:]
    pages = pypdf.PdfReader(tex.with_suffix(".pdf")).pages
    text = "".join("".join(page.extract_text() for page in pages).split())
    assert "本刊补充甲乙丙丁" in text
