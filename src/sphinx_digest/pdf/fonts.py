"""Which fonts are there, and which of them set the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typst

STYLES = ("serif", "sans", "mono")
CHINESE: Mapping[str, tuple[str, ...]] = {
    "serif": ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC"),
    "sans": ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC"),
    "mono": ("Noto Sans Mono CJK SC", "DejaVu Sans Mono"),
}
LATIN: Mapping[str, tuple[str, ...]] = {
    "serif": ("Libertinus Serif",),
    "sans": ("Noto Sans CJK SC", "Noto Sans SC", "DejaVu Sans", "Libertinus Serif"),
    "mono": ("DejaVu Sans Mono",),
}
# Inside the compiler, so the same on every machine; tried last, glyph by glyph.
EMBEDDED = ("Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern Math")


class FontError(Exception):
    """No family of a style is installed; the names are what was looked for."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)


@dataclass(frozen=True, slots=True)
class Faces:
    """The family lists for Typst, in the order in which a glyph is looked for."""

    serif: tuple[str, ...]
    sans: tuple[str, ...]
    mono: tuple[str, ...]
    fonts: typst.Fonts
    paths: tuple[str, ...] = ()


def choose_faces(
    paths: Sequence[Path], wanted: Mapping[str, Sequence[str]], chinese: bool
) -> Faces:
    """Pick the families; raise FontError where a style has none or a wanted one is missing."""
    folders = tuple(str(path) for path in paths)
    fonts = typst.Fonts(font_paths=list(folders))
    installed = {family.casefold(): family for family in fonts.families()}
    picked: dict[str, list[str]] = {}
    for style in STYLES:
        if names := wanted.get(style):
            absent = [name for name in names if name.casefold() not in installed]
            if absent:
                raise FontError(absent)
            picked[style] = [installed[name.casefold()] for name in names]
            continue
        usual = (CHINESE if chinese else LATIN)[style]
        there = [installed[name.casefold()] for name in usual if name.casefold() in installed]
        if not there:
            raise FontError(usual)
        picked[style] = there[:1]
    reserve = [
        installed[name.casefold()]
        for style in STYLES
        for name in CHINESE[style]
        if name.casefold() in installed
    ]
    chains = {
        style: tuple(
            dict.fromkeys([*names, *picked["serif"], *picked["sans"], *reserve, *EMBEDDED])
        )
        for style, names in picked.items()
    }
    return Faces(chains["serif"], chains["sans"], chains["mono"], fonts, folders)
