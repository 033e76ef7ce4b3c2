"""What stays with what follows it, told from where a node stands."""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes

from sphinx_digest.pdf.labels import classes_of

#: A notice leads through these from its title to its first deadline.
_LEADING = frozenset({"digest-extra", "digest-cited-by", "digest-corrections", "digest-withdrawn",
                      "digest-matter"})  # fmt: skip
#: So many contacts stand together; a longer row of them may break, but not after its first.
_TOGETHER = 5


def after(node: nodes.Node, *, ascend: bool = False) -> nodes.Node | None:
    """Give what is printed next."""
    follows = node.next_node(descend=False, siblings=True, ascend=ascend)
    while isinstance(follows, nodes.raw | nodes.Invisible):
        follows = follows.next_node(descend=False, siblings=True, ascend=ascend)
    return follows


def _before(node: nodes.Node) -> nodes.Node | None:
    siblings = node.parent.children if node.parent is not None else []
    earlier = siblings[: siblings.index(node)] if siblings else []
    shown = (one for one in reversed(earlier) if not isinstance(one, nodes.raw | nodes.Invisible))
    return next(shown, None)


def _is(node: nodes.Node | None, name: str) -> bool:
    return isinstance(node, nodes.container) and name in classes_of(node)


def signed_below(node: nodes.Node) -> bool:
    """Whether the sign-off of the part follows, which must not stand alone on a page."""
    return _is(after(node, ascend=True), "digest-signoff")


def leads_on(node: nodes.Node) -> bool:
    """Whether nothing stands between this head of a notice and its first deadline."""
    follows = after(node)
    while isinstance(follows, nodes.container) and _LEADING & set(classes_of(follows)):
        follows = after(follows)
    return _is(follows, "digest-deadline")


def extended(facts: nodes.Node) -> bool:
    """Whether the facts of a project follow."""
    return _is(after(facts), "digest-extra")


def kept(block: nodes.Node) -> bool:
    """Whether a contact stays with the next one, or what follows is its attachments."""
    follows = after(block)
    if not _is(block, "digest-contact"):
        return False
    if _is(follows, "digest-attachments"):
        return True
    if not _is(follows, "digest-contact"):
        return False
    earlier, later = _count(block, _before), _count(block, after)
    return earlier + 1 + later <= _TOGETHER or earlier == 0 or later == 1


def _count(block: nodes.Node, step: Callable[[nodes.Node], nodes.Node | None]) -> int:
    count, other = 0, step(block)
    while _is(other, "digest-contact"):
        assert other is not None
        count, other = count + 1, step(other)
    return count


def announces(paragraph: nodes.Element) -> bool:
    """Whether a paragraph ends in a colon and what it announces follows."""
    announced = nodes.bullet_list | nodes.enumerated_list | nodes.table | nodes.literal_block
    ends = paragraph.astext().rstrip().endswith(("：", ":"))
    return ends and isinstance(paragraph.next_node(descend=False, siblings=True), announced)


def before_attachments(paragraph: nodes.Node) -> bool:
    """Whether the attachments come right below a paragraph that bears no note.

    Typst leaves the notes of what goes to the next page with what stays on this one.
    """
    linked = any(paragraph.findall(nodes.reference)) or any(
        paragraph.findall(nodes.footnote_reference)
    )
    return not linked and _is(after(paragraph), "digest-attachments")
