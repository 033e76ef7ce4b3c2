"""The documents of one PDF, joined into one tree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.nodes import inline_all_toctrees

from sphinx_digest.pdf.writer import sole_section

if TYPE_CHECKING:
    from sphinx_digest.pdf.builder import DigestPdfBuilder


def assemble(
    builder: DigestPdfBuilder, root: str, further: Iterable[str] = (), without: Iterable[str] = ()
) -> nodes.document:
    """Join a document, what its toctrees name and the further ones; resolve all references.

    ``without`` names documents that toctrees do not bring in, so that the further ones stand in
    their own order.
    """
    further = list(further)
    seen = {root, *without}
    tree = inline_all_toctrees(builder, seen, root, builder.env.get_doctree(root), str, [*seen])
    home = sole_section(tree) or tree
    for docname in further:
        if docname == root:
            continue
        part = inline_all_toctrees(
            builder, seen, docname, builder.env.get_doctree(docname), str, [*seen, docname]
        )
        seen.add(docname)
        joined = addnodes.start_of_file(docname=docname)
        joined.children = part.children
        home.append(joined)
    for joined in tree.findall(addnodes.start_of_file):
        for child in joined.children:
            child.parent = joined
    tree["docname"] = root
    builder.env.resolve_references(tree, root, builder)
    builder.post_process_images(tree)
    return tree


def places(tree: nodes.document, chars: frozenset[str]) -> dict[str, list[nodes.Node]]:
    """Find the blocks whose text holds one of the characters."""
    found: dict[str, list[nodes.Node]] = {char: [] for char in chars}
    for text in tree.findall(nodes.Text):
        for char in chars.intersection(text.astext()):
            block: nodes.Node = text
            while block.parent is not None and getattr(block, "line", None) is None:
                block = block.parent
            if block not in found[char]:
                found[char].append(block)
    return found
