"""The words of the built pages: message catalogues for ours, the schemas for fields."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sphinx.locale import get_translation

from sphinx_digest.core.messages import Language
from sphinx_digest.core.properties import Property

CATALOGUE = "sphinx_digest"
LOCALE_DIR = str(Path(__file__).parent.parent / "locale")

_ = get_translation(CATALOGUE)


def in_language(words: Mapping[Any, str], language: Language) -> str:
    """Choose the word of a language; English ones go through the message catalogue."""
    return words["zh"] if language == "zh" and "zh" in words else str(_(words.get("en", "")))


def label_of(known: Property, language: Language) -> str:
    """Give the label of a field."""
    return in_language(known.label, language)


def code_label(known: Property, code: str, language: Language) -> str:
    """Give the label of an enumeration's code; a code without one is shown as it is."""
    labels = known.labels.get(code)
    if not labels:
        return code
    return in_language({key: names[0] for key, names in labels.items() if names}, language)
