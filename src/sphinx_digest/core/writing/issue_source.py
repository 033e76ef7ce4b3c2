"""An issue of a ``digest.json`` as a source: headings, blocks in full form, and text as it was.

An issue is written in the markup of its text: reStructuredText stays reStructuredText.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sphinx_digest.core.body import is_adornment
from sphinx_digest.core.digest_file import bodies_of
from sphinx_digest.core.model import Markup, MarkupSettings
from sphinx_digest.core.reading.myst import read_myst
from sphinx_digest.core.reports.text import width_of
from sphinx_digest.core.writing.notice_source import escape_title, is_aside
from sphinx_digest.core.writing.record_source import RecordSource, field_lines, one_line

_RULES = "=-~^\"'+*#:.`_!$%&,/;<>?@"
_MAY_STAY_OPEN = re.compile(r"```|~~~|:::|<!--|\$\$|::\s*$|^ {0,3}<[A-Za-z!?/]", re.MULTILINE)


def markup_of(issue: Mapping[str, Any]) -> Markup:
    """Give the markup that the text of an issue is written in; MyST where there is no text."""
    found = [body for _, body in bodies_of(issue)]
    body = next((body for body in found if body["source"]), found[0] if found else None)
    return "rst" if body and body["markup"] == "rst" else "myst"


def issue_source(issue: Mapping[str, Any], timezone: str) -> str:
    """Give the source of an issue; ``timezone`` is that of its times."""
    return _Writer(issue, timezone).source()


class _Writer:
    def __init__(self, issue: Mapping[str, Any], timezone: str) -> None:
        self.issue = issue
        self.markup = markup_of(issue)
        period = issue.get("period")
        span = f"{period['start']}/{period['end']}" if period else None
        self.records = RecordSource(timezone, span)
        self.parts = {part["id"]: part for part in issue["parts"]}
        self.texts: Sequence[Mapping[str, Any]] = issue.get("texts", ())
        self.pieces: list[str] = []
        self.rules = self._rules() if self.markup == "rst" else {}

    def source(self) -> str:
        issue = self.issue
        self.heading(1, issue["title"])
        self.block("issue", "", self.records.issue(issue))
        self.text(issue.get("body"))
        waiting = list(self.parts.values())
        open_: tuple[str | None, tuple[str, ...]] = (None, ())
        for notice in issue["notices"]:
            part = notice.get("part_id") if notice.get("part_id") in self.parts else None
            path = groups_of(notice)
            if part != open_[0]:
                while part and any(one["id"] == part for one in waiting):
                    self.part(waiting.pop(0))
                open_ = part, ()
            self.groups(notice["id"], open_[1], path, 2 + bool(part))
            open_ = part, path
            self.notice(notice, depth_of(notice, self.parts))
        for one in waiting:
            self.part(one)
        return "\n\n".join(self.pieces) + "\n"

    def part(self, part: Mapping[str, Any]) -> None:
        """Write a part, up to its first group."""
        self.heading(2, part["title"])
        self.block("part", "", self.records.part(part))
        self.text(part.get("body"))

    def groups(
        self, notice: str, before: tuple[str, ...], path: tuple[str, ...], depth: int
    ) -> None:
        """Write the headings of groups above a notice that are not open yet."""
        said = {
            tuple(text["groups"]): text["source"]
            for text in self.texts
            if "groups" in text and text.get("before") == notice
        }
        same = 0
        while same < min(len(before), len(path)) and before[same] == path[same]:
            if path[: same + 1] in said:
                break
            same += 1
        for index in range(same, len(path)):
            self.heading(depth + index, path[index])
            if source := said.get(path[: index + 1]):
                self.pieces.append(source)

    def notice(self, notice: Mapping[str, Any], depth: int) -> None:
        """Write a notice: its facts, its text, and what belongs to it."""
        self.heading(depth, notice["title"])
        self.block("notice", "", self.records.notice(notice))
        body, below = self._parted(notice["body"]["source"])
        closed = self._is_closed(body)
        if closed and body:
            self.pieces.append(body)
        for deadline in notice["deadlines"]:
            title = escape_title(one_line(deadline["title"]), self.markup)
            fields = self.records.deadline(deadline)
            self.block("deadline", title, fields, deadline.get("body"))
        for contact in notice["contacts"]:
            names = "；".join(one_line(person["name"]) for person in contact["persons"])
            self.block("contact", names, self.records.contact(contact), contact.get("body"))
        if notice["attachments"]:
            lines = [self.attachment(one) for one in notice["attachments"]]
            self.pieces.append(self._fenced("attachments", "", [], lines))
        if corrections := notice.get("corrections"):
            lines = [f"- {one['date']} | {one['what']} | {one['why']}" for one in corrections]
            self.pieces.append(self._fenced("corrections", "", [], map(one_line, lines)))
        if not closed:
            self.pieces.append(body)
        if below:
            self.pieces.append(below)
        self.pieces += [one["source"] for one in self.texts if one.get("after") == notice["id"]]

    def _parted(self, source: str) -> tuple[str, str]:
        """Part a text from the labels and comments at its end, which belong to what is below."""
        head, gap, tail = source.rpartition("\n\n")
        lines = tail.split("\n")
        if gap and all(is_aside(line, self.markup) for line in lines):
            return head, tail
        return source, ""

    def _is_closed(self, body: str) -> bool:
        """Say whether a block can stand below a text: whether no fence is left open in it."""
        if self.markup == "rst" or not _MAY_STAY_OPEN.search(body):
            return self.markup != "rst" or not body.rstrip().endswith("::")
        probe = f"{body}\n\n:::{{contacts}}\n- x\n:::\n"
        reading = read_myst(probe, "", MarkupSettings(), lambda _: None)
        return any(block.opening.line == probe.count("\n") - 2 for block in reading.blocks)

    def attachment(self, attachment: Mapping[str, Any]) -> str:
        """Give an attachment as an item of a list."""
        title = escape_title(one_line(str(attachment["title"])), self.markup)
        url = attachment.get("url")
        if url and self.markup == "myst":
            address = f"<{url}>" if re.search(r"[\s()]", url) else url
            title = f"[{title}]({address})"
        elif url:
            title = f"`{title} <{url}>`__"
        label = attachment.get("label")
        words = f"{label}：{title}" if label else title
        words += "（随文）" if attachment["embedded"] else ""
        indent = "  " * (int(attachment.get("level", 1)) - 1)
        return f"{indent}- {words}"

    def heading(self, depth: int, title: str) -> None:
        """Write a heading."""
        words = escape_title(one_line(title), self.markup)
        if self.markup == "myst":
            self.pieces.append(f"{'#' * depth} {words}")
        else:
            self.pieces.append(f"{words}\n{self.rules[depth] * max(4, width_of(words))}")

    def text(self, body: Mapping[str, str] | None) -> None:
        """Write the text below a title."""
        if body and body["source"]:
            self.pieces.append(body["source"])

    def block(
        self,
        name: str,
        title: str,
        fields: Mapping[str, str],
        body: Mapping[str, str] | None = None,
    ) -> None:
        """Write a block with its fields and the text in it."""
        lines = body["source"].split("\n") if body else []
        self.pieces.append(self._fenced(name, title, field_lines(fields, self.markup), lines))

    def _fenced(self, name: str, title: str, fields: Sequence[str], body: Iterable[str]) -> str:
        body = list(body)
        inner = [*fields, *([""] if fields and body else []), *body]
        if self.markup == "rst":
            gap = [] if fields else [""]
            lines = [*gap, *(f"   {line}" if line else "" for line in inner)]
            return "\n".join([f".. {name}:: {title}".rstrip(), *lines])
        longest = max(
            (len(found[0]) for line in body if (found := re.match(":{3,}", line))), default=2
        )
        fence = ":" * max(3, longest + 1)
        if "|" in title and inner[:1] == ["---"]:
            inner[0] = "--- #"  # or the title would be the head of a table
        return "\n".join([f"{fence}{{{name}}} {title}".rstrip(), *inner, fence])

    def _rules(self) -> dict[int, str]:
        """Give the sign that underlines each level; texts with headings keep theirs."""
        from sphinx_digest.core.reading.rst import read_rst  # few digests need it

        texts: list[tuple[int, str]] = [(1, self.issue.get("body", {}).get("source", ""))]
        texts += [(2, part.get("body", {}).get("source", "")) for part in self.issue["parts"]]
        for text in self.texts:
            depth = 2 + len(text["groups"]) if "groups" in text else 1
            texts.append((depth, text["source"]))
        texts += [
            (depth_of(notice, self.parts), notice["body"]["source"])
            for notice in self.issue["notices"]
        ]
        taken: dict[int, str] = {}
        for depth, source in texts:
            if not any(is_adornment(line) for line in source.split("\n")):
                continue
            lines = source.splitlines()
            for heading in read_rst(source, "", lambda _: None).headings:
                below = heading.title.lines[-1][0]
                if below < len(lines) and is_adornment(lines[below]):
                    taken.setdefault(depth + heading.level, lines[below].strip()[0])
        free = iter(sign for sign in _RULES if sign not in taken.values())
        return {depth: taken.get(depth) or next(free) for depth in range(1, 10)}


def groups_of(notice: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the headings of groups above a notice, inmost last."""
    if "groups" in notice:
        return tuple(notice["groups"])
    return (notice["group"],) if "group" in notice else ()


def depth_of(notice: Mapping[str, Any], parts: Collection[str]) -> int:
    """Give the level of a notice's heading, from 1 at the title of the issue."""
    return 2 + (str(notice.get("part_id")) in parts) + len(groups_of(notice))
