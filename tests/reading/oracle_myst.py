"""What MyST-Parser really runs, to hold the reader against."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar
from unittest.mock import patch

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Directive, directives
from docutils.utils import new_document
from myst_parser.parsers.docutils_ import Parser

from sphinx_digest.core.reading.damage import BLOCKS


class AnyOption(dict[str, Any]):
    def __getitem__(self, name: str) -> Any:
        return lambda value: value or ""

    def __bool__(self) -> bool:
        return True


@dataclass
class Ran:
    name: str
    argument: str | None
    options: dict[str, str]
    line: int
    content: list[str] = field(default_factory=list)


class Recorder(Directive):
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = AnyOption()
    ran: ClassVar[list[Ran]] = []

    def run(self) -> list[nodes.Node]:
        argument = self.arguments[0] if self.arguments else None
        name = self.name.lower().removeprefix("digest:")
        options = {key: value.strip() for key, value in self.options.items()}
        self.ran.append(Ran(name, argument, options, self.lineno, list(self.content)))
        node = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class Foreign(Recorder):
    def run(self) -> list[nodes.Node]:
        node = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


def run_myst(text: str, disable: tuple[str, ...] = (), source: str = "a.md") -> list[Ran]:
    """Give the blocks of ours that MyST-Parser runs."""
    known: dict[str, type[Directive]] = {"only": Foreign}
    for name in BLOCKS:
        known |= {name: Recorder, f"digest:{name}": Recorder}
    Recorder.ran.clear()
    settings = get_default_settings(Parser)
    settings.myst_enable_extensions = ["colon_fence"]
    settings.myst_disable_syntax = list(disable)
    settings.report_level = 5
    settings.halt_level = 5
    settings.warning_stream = False
    # The registry is the whole process's: leave it as it was.
    with patch.dict(vars(directives)["_directives"], known):
        Parser().parse(text, new_document(source, settings))
    return list(Recorder.ran)
