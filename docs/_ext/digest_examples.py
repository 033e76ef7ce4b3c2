"""The manual's examples: found in its pages, put into an issue, and checked as an editor would.

An example is one fenced block or two (Markdown, then reStructuredText) below a remark::

    % example: good
    % example: DGT021
    % example: DGT011 in notice
    % example: good with example_docs

``in`` says where the lines stand: ``page`` (alone), ``issue`` (below the head of an issue) or
``notice`` (in a notice of an issue). It is seen from the blocks unless it is written. ``with``
names a folder beside the manual whose settings hold. Before the lines may stand other files of
the digest: ``toml`` blocks with the file's name as their caption.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_digest.core.check import Report, check
from sphinx_digest.core.report import render
from sphinx_digest.core.reports.text import width_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT = Path(__file__).parents[2]
_SUFFIX = {"markdown": ".md", "rst": ".rst"}

_MARK = re.compile(
    r"example: (?P<codes>good|DGT[0-9]{3}(?:, DGT[0-9]{3})*)"
    r"(?: in (?P<place>page|issue|notice))?(?: with (?P<project>\w+))?"
)
_SOURCE = re.compile(
    r"^% (?P<mark>example: .+)\n\n?"
    r"(?P<fences>(?:^(?P<fence>`{3,})\{code-block\} (?:markdown|rst|toml)\n"
    r"(?:.*\n)*?(?P=fence)\n+)+)",
    re.MULTILINE,
)
_FENCE = re.compile(
    r"^(?P<fence>`{3,})\{code-block\} (?P<language>markdown|rst)\n(?P<text>(?:.*\n)*?)(?P=fence)\n",
    re.MULTILINE,
)
_FILE = re.compile(
    r"^```\{code-block\} toml\n:caption: (?P<name>\S+)\n\n(?P<text>(?:.*\n)*?)```\n", re.MULTILINE
)
_HALF = 48  # columns that fit into half a page, or nearly
_OPENING = r"(?m)^\s*(?::{{3,}}\{{{name}\}}|\.\. {name}::)"

_ISSUE = {
    "markdown": """\
# 示例周报 第 1 期

:::{issue}
:number: 1
:period: 2021-04-10/2021-04-16
:published: 2021-04-16
:::

""",
    "rst": """\
示例周报 第 1 期
================

.. issue::
   :number: 1
   :period: 2021-04-10/2021-04-16
   :published: 2021-04-16

""",
}
_NOTICE = {
    "markdown": """\
## 关于示例专项的通知

:::{notice}
:type: circular
:issuer: 示例局
:published: 2021-04-12
:::

""",
    "rst": """\
关于示例专项的通知
------------------

.. notice::
   :type: circular
   :issuer: 示例局
   :published: 2021-04-12

""",
}


@dataclass(frozen=True, slots=True)
class Example:
    """Lines of the manual; ``codes`` are the findings they must give, in any order."""

    text: str
    language: str  # "markdown" or "rst"
    codes: tuple[str, ...] = ()
    place: str = ""
    project: str = ""
    line: int = 0  # of the fence in the page
    files: Mapping[str, str] = field(default_factory=dict)  # beside it, by name

    @property
    def frame(self) -> str:
        """The lines that stand before the example in its file."""
        place = self.place or _place_of(self.text)
        if place == "page":
            return ""
        return _ISSUE[self.language] + (_NOTICE[self.language] if place == "notice" else "")

    @property
    def name(self) -> str:
        """The name of the example's file."""
        return "issue" + _SUFFIX[self.language]


def _place_of(text: str) -> str:
    def holds(name: str) -> bool:
        return re.search(_OPENING.format(name=name), text) is not None

    if holds("issue") or holds("digest-index"):
        return "page"
    return "issue" if any(map(holds, ("notice", "part", "group"))) else "notice"


def example_of(mark: str) -> Example | None:
    """Read a remark; None for any other."""
    found = _MARK.fullmatch(mark.strip())
    if found is None:
        return None
    codes = () if found["codes"] == "good" else tuple(found["codes"].split(", "))
    return Example("", "", codes, found["place"] or "", found["project"] or "")


def read_examples(page: str) -> Iterator[Example]:
    """Find the examples in the source of a page; raises ValueError for a remark without one."""
    found = list(_SOURCE.finditer(page))
    if len(found) != len(re.findall(r"(?m)^% example:", page)):
        raise ValueError("a remark “% example:” has no fenced block below it")
    for match in found:
        example = example_of(match["mark"])
        if example is None:
            raise ValueError(f"not a remark about an example: {match['mark']}")
        files = {file["name"]: file["text"] for file in _FILE.finditer(match["fences"])}
        for fence in _FENCE.finditer(match["fences"]):
            line = page.count("\n", 0, match.start("fences") + fence.start()) + 1
            text = re.sub(r"\A(?::[a-z-]+:.*\n)+\n?", "", fence["text"])
            language = fence["language"]
            yield replace(example, text=text, language=language, line=line, files=files)


def write_example(example: Example, folder: Path, language: str = "zh_CN") -> Path:
    """Write the example's file with its settings into an empty folder."""
    if example.project:
        source = ROOT / example.project
        shutil.copy(source / "digest.toml", folder)
        shutil.copytree(source / "schemas", folder / "schemas")
    else:
        settings = f'language = "{language}"\n[markup]\ndisable_syntax = ["code", "lheading"]\n'
        settings += example.files.get("digest.toml", "")
        for name, text in {**example.files, "digest.toml": settings}.items():
            (folder / name).write_text(text, encoding="utf-8")
    path = folder / example.name
    path.write_text(example.frame + example.text, encoding="utf-8")
    return path


def check_example(example: Example, folder: Path, language: str = "zh_CN") -> Report:
    """Check an example in an empty folder."""
    return check([write_example(example, folder, language)])


class ShowExamples(SphinxTransform):
    """Sets the two markups side by side; below a mistake stands what ``check`` says of it."""

    default_priority = 500

    def apply(self, **_kwargs: Any) -> None:
        """Show every example of the page."""
        for remark in list(self.document.findall(nodes.comment)):
            example = example_of(remark.astext())
            if example is not None:
                self.show(remark, example)

    def show(self, remark: nodes.comment, example: Example) -> None:
        """Show one example in the place of its remark."""
        box = nodes.container("", classes=["example"])
        following = remark.next_node(descend=False, siblings=True)
        remark.parent.remove(remark)
        files: dict[str, str] = {}
        while isinstance(following, nodes.container) and following.get("literal_block"):
            name, block = following
            files[name.astext()] = f"{block.rawsource}\n"
            following = following.next_node(descend=False, siblings=True)
        shown: list[Example] = []
        while isinstance(following, nodes.literal_block) and following["language"] in _SUFFIX:
            block, following = following, following.next_node(descend=False, siblings=True)
            text = block.rawsource + "\n"
            one = replace(example, text=text, language=block["language"], files=files)
            if not shown:
                block.parent.insert(block.parent.index(block), box)
            shown.append(one)
            block.parent.remove(block)
            if one.codes:
                block["linenos"] = True
                start = one.frame.count("\n") + 1
                block["highlight_args"] = {**block.get("highlight_args", {}), "linenostart": start}
            box += block
        lines = "".join(one.text for one in shown).split("\n")
        if len(shown) > 1 and max(map(width_of, lines)) <= _HALF:
            box["classes"].append("pair")
        if example.codes and shown:
            box.parent.insert(box.parent.index(box) + 1, self.report(shown[0]))

    def report(self, example: Example) -> nodes.literal_block:
        """Give what ``sphinx-digest check`` prints."""
        language = "en" if self.env.docname.startswith("en/") else "zh_CN"
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            text = render(check_example(example, folder, language), "text", folder)
        return nodes.literal_block(text, text, language="text", classes=["report"])


def setup(app: Sphinx) -> None:
    """Show the examples."""
    app.add_transform(ShowExamples)
