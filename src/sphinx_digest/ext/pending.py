"""The node that stands for what can be rendered only when every document is known."""

from __future__ import annotations

from docutils import nodes


class digest_pending(nodes.General, nodes.Element):  # noqa: N801
    """What can be rendered only when every document is known; see ``ext.pages``."""
