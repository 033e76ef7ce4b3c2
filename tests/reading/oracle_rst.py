"""What docutils itself makes of a text: the blocks that really run, and the sections."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import docutils.core
from docutils import nodes
from docutils.parsers.rst import Directive, directives

from sphinx_digest.core.messages import BLOCK_LABELS


class _AnyOption(dict[str, Any]):
    def __bool__(self) -> bool:
        return True

    def __getitem__(self, key: str) -> Any:
        return lambda value: value or ""


Ran = tuple[str, str | None, dict[str, str]]


class _Recorder(Directive):
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = _AnyOption()
    has_content = True
    ran: ClassVar[list[Ran]] = []

    def run(self) -> list[nodes.Node]:
        name = self.name.lower().removeprefix("digest:")
        argument = self.arguments[0] if self.arguments else None
        self.ran.append((name, argument, dict(self.options)))
        node = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class _Condition(Directive):
    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        node = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


@contextmanager
def _registered() -> Iterator[None]:
    names = [prefix + name for name in BLOCK_LABELS for prefix in ("", "digest:")]
    known = directives._directives  # type: ignore[attr-defined]
    before = dict(known)
    for name in names:
        directives.register_directive(name, _Recorder)
    directives.register_directive("only", _Condition)
    try:
        yield
    finally:
        known.clear()
        known.update(before)


def run_docutils(text: str, path: str = "doc.rst") -> tuple[list[Ran], list[tuple[int, str]]]:
    """Give the blocks that run, in order, and the sections as level and title."""
    _Recorder.ran.clear()
    settings = {
        "report_level": 5,
        "halt_level": 6,
        "doctitle_xform": False,
        "docinfo_xform": False,
        "sectsubtitle_xform": False,
        "warning_stream": False,
        "line_length_limit": 1_000_000,
    }
    with _registered():
        tree = docutils.core.publish_doctree(text, source_path=path, settings_overrides=settings)
    return list(_Recorder.ran), list(_sections(tree, 1))


def _sections(node: nodes.Element, level: int) -> Iterator[tuple[int, str]]:
    for child in node.children:
        if isinstance(child, nodes.section):
            title = child.children[0]
            assert isinstance(title, nodes.title)
            yield level, title.rawsource.strip()
            yield from _sections(child, level + 1)
