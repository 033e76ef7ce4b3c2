"""Images and figures."""

from __future__ import annotations

import re

from docutils import nodes

from sphinx_digest.pdf.frames import _
from sphinx_digest.pdf.tables import Tables

_LENGTH = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(px|pt|cm|mm|in|em|pc|%)?")
_POINTS = {"px": 0.75, "": 0.75, "pc": 12.0}


def length(value: str) -> str:
    """Write a docutils measure in Typst, ``auto`` where it is none."""
    match = _LENGTH.fullmatch(value.strip())
    if match is None:
        return "auto"
    number, unit = float(match[1]), match[2] or ""
    if unit in _POINTS:
        number, unit = number * _POINTS[unit], "pt"
    return f"{number:g}{unit}" if number else "auto"


class Images(Tables):
    """Write images and figures."""

    def visit_image(self, node: nodes.Element) -> None:
        """Write an image, or its description where there is no file to show."""
        uri = str(node.get("uri", ""))
        alt = " ".join(str(node.get("alt", "")).split())
        if "://" in uri:
            self.warn(_("The remote image %s stays a link in the PDF.") % uri, node)
            self.emit(self.link(uri, self.text(alt or uri)))
            raise nodes.SkipNode
        path = self.builder.image_path(uri)
        if path is None:
            self.warn(
                _("The image %s cannot be read; the PDF shows only its description.") % uri, node
            )
            self.named(node, f"no-image({self.text(alt or uri)})")
            raise nodes.SkipNode
        alt = alt or self._caption(node) or path
        sizes = f"{length(str(node.get('width', '')))}, {length(str(node.get('height', '')))}"
        scale = int(node.get("scale", 100))
        inline = isinstance(node.parent, nodes.TextElement) and len(node.parent) > 1
        function = "inline-picture" if inline else "picture"
        align = str(node.get("align", ""))
        place = align if align in ("left", "center", "right") else "none"
        self.named(
            node,
            f"{function}({self.text(path)}, {self.text(alt)}, {sizes}, {scale}%, {place})",
        )
        raise nodes.SkipNode

    @staticmethod
    def _caption(node: nodes.Element) -> str:
        figure = node.parent
        while figure is not None and not isinstance(figure, nodes.figure):
            figure = figure.parent
        if figure is None:
            return ""
        return " ".join(
            child.astext() for child in figure.children if isinstance(child, nodes.caption)
        )

    def visit_figure(self, _node: nodes.Element) -> None:
        """Begin a figure."""
        self.open()

    def depart_figure(self, node: nodes.Element) -> None:
        """Emit the figure, kept together."""
        self.named(node, f"figure-block({self.close()})")

    def visit_caption(self, node: nodes.Element) -> None:
        """Begin a caption with its number."""
        self.open(node)
        kind = "figure" if isinstance(node.parent, nodes.figure) else "code-block"
        number = self.figure_number(node.parent, kind)
        if number:
            self.emit(self.text(number))

    def depart_caption(self, node: nodes.Element) -> None:
        """Emit the caption."""
        above = "false" if isinstance(node.parent, nodes.figure) else "true"
        self.shut("caption-line", above)
