"""The defaults for ``-b latex``."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_digest.latex import apply_latex_defaults

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
