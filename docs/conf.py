"""Settings of Sphinx for the manual; it is built with the extension that it describes."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "sphinx-digest"
author = "The sphinx-digest developers"
language = "zh_CN"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_digest", "digest_reference"]
exclude_patterns = ["_build"]
myst_heading_anchors = 3
autodoc_typehints = "description"

html_theme = "furo"
html_title = "sphinx-digest"
html_static_path = ["_static"]
html_css_files = ["manual.css"]
