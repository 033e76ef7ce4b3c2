"""Settings of Sphinx for the example; parts, issuers and fields stand in digest.toml."""

project = "科技信息周报"
author = "示例药业信息部"
copyright = "示例药业"
version = "2021"
language = "zh_CN"

extensions = ["myst_parser", "sphinx_digest"]

html_theme = "furo"
html_title = project
