"""Where the ids of the joined documents lead."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes


class Labels:
    """Every id of a tree as ``docname:id``; the further ids of a node lead to its first."""

    def __init__(self, tree: nodes.document, docname: str) -> None:
        self._alias: dict[str, str] = {}
        self.footnotes: dict[tuple[str, str], nodes.Element] = {}
        self.noted: set[tuple[str, str]] = set()
        for place, node in walk(tree, docname):
            ids = ids_of(node)
            if isinstance(node, (nodes.document, addnodes.start_of_file)):
                self._alias[f"{place}:"] = f"{place}:{_opening(node)}"
                continue
            if isinstance(node, nodes.footnote):
                self.footnotes.update(((place, name), node) for name in ids)
            elif isinstance(node, nodes.footnote_reference) and node.get("refid"):
                self.noted.add((place, node["refid"]))
            for name in ids:
                self._alias.setdefault(f"{place}:{name}", f"{place}:{ids[0]}")

    def find(self, docname: str, anchor: str) -> str | None:
        """Return the label for an id of a document (its start where the id is empty)."""
        return self._alias.get(f"{docname}:{anchor}")


def ids_of(node: nodes.Element) -> list[str]:
    """Return the ids of a node."""
    return list(node.get("ids", ()))


def classes_of(node: nodes.Element) -> list[str]:
    """Return the classes of a node."""
    return list(node.get("classes", ()))


def _opening(document: nodes.Element) -> str:
    first = document.children[0] if document.children else None
    joined = isinstance(document, addnodes.start_of_file)
    if joined and isinstance(first, nodes.section) and first.get("ids"):
        return str(first["ids"][0])
    return ""


def walk(node: nodes.Node, docname: str) -> Iterator[tuple[str, nodes.Element]]:
    """Go through the elements of a joined tree, each with the document it came from."""
    if isinstance(node, addnodes.start_of_file):
        docname = node["docname"]
    if isinstance(node, nodes.Element):
        yield docname, node
        for child in node.children:
            yield from walk(child, docname)
