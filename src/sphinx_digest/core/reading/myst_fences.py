"""Mend the fences of a region before it is read: what is never closed, or closed early.

MyST pairs fences by their length alone. This pass pairs them as the editor plainly meant,
reports where the two differ, and gives lines that MyST's rules read as meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sphinx_digest.core.reading.damage import Opening, Slip, may_open, opens_nothing, read_opening
from sphinx_digest.core.reading.lines import Line
from sphinx_digest.core.reading.myst_ends import (
    FIELD_LIKE,
    HEADING,
    Fence,
    label,
    mended,
    natural_end,
    swallowed_by,
    text_ends,
)
from sphinx_digest.core.reading.myst_literal import (
    COMMENT,
    COMMENT_LABEL,
    LITERAL,
    code_label,
    end_of_code,
    end_of_comment,
)
from sphinx_digest.core.reading.myst_rst import opens_as_rst, read_rst_block

_LIST = re.compile(r"( {0,3}(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)\S")

#: Blocks that begin something new wherever they stand.
_BOUNDARIES = frozenset({"issue", "part", "notice"})


class _Mender:
    def __init__(self, lines: Sequence[Line], code: bool) -> None:
        self.lines = lines
        self.code = code
        self.slips: list[Slip] = []
        self.changed: dict[int, str] = {}
        self.closers: dict[int, list[str]] = {}
        self.stack: list[Fence] = []
        self.text_ends: list[int] = []  # by line: where the text before it ends
        self.at: dict[str, list[int]] = {}  # places in the stack, by marker
        self.counts: Counter[tuple[str, int]] = Counter()
        self.given_up: list[tuple[str, int]] = []  # marker and length of fences never closed

    def run(self) -> list[Line]:
        texts = [line.text for line in self.lines]
        index, total, list_width = 0, len(texts), 0
        while index < total:
            text = texts[index]
            if not text or opens_nothing(text):
                index, list_width = index + 1, 0 if text else list_width  # text ends a list
                continue
            opening = read_opening(text) if may_open(text) else None
            if opening is not None:
                width = list_width if not self.stack else 0
                if opening.prefixed or (width and opening.indent >= width):
                    self._report(index, opening)
                    index = self._skip_nested(index, opening)
                elif opening.indent >= 4 and self.code:
                    index += 1
                else:
                    self._report(index, opening)
                    index = self._fence(index, opening)
                continue
            if not self.stack and (block := read_rst_block(self.lines, index)) is not None:
                self.slips.append(block.slip)
                self.changed[index] = block.opening
                self.closers.setdefault(block.end, []).append(":::")
                index = block.end
                continue
            index += 1
            if text.isspace():
                continue
            if text[0] == "#" or text.startswith((" #", "  #", "   #")):
                if HEADING.match(text):
                    self._boundary(index - 1)
                    list_width = 0
                    continue
            elif COMMENT.match(text):
                index = self._skip_comment(index)
            if found := _LIST.match(text):
                list_width = len(found[1].expandtabs(4))
            elif list_width and len(text) - len(text.lstrip(" ")) < list_width:
                list_width = 0
        while self.stack:
            self._unclosed(self._pop(), total)
        return mended(self.lines, self.changed, self.closers)

    def _report(self, index: int, opening: Opening) -> None:
        if opening.slip is None:
            return
        code = opening.slip.code
        if code in {"DGT003", "DGT019"} and not self.stack:
            return
        self.changed[index] = opening.mended
        if code == "DGT003" and "：" in self.lines[self.stack[-1].index].text.split("{")[0]:
            return  # one slip with the opening fence
        slip = opening.slip.in_line(self.lines[index])
        if code in {"DGT003", "DGT019"} and opening.marker != self.stack[-1].opening.marker:
            slip = replace(slip, mend=None)
        inside = label("label", self.stack[-1].opening) if code == "DGT019" else {}
        self.slips.append(replace(slip, values={**slip.values, **inside}))

    def _skip_nested(self, index: int, opening: Opening) -> int:
        # A fence in a list or a quote ends with it; it is mended when that content is read.
        index += 1
        while index < len(self.lines):
            text = self.lines[index].text
            if text.strip():
                quoted = opening.prefixed and text.lstrip().startswith(">")
                if not quoted and len(text) - len(text.lstrip()) < max(opening.indent, 1):
                    return index
                inner = read_opening(text) if may_open(text) else None
                if inner is not None:
                    self._report(index, inner)
                    if not inner.name and not inner.block and inner.count >= opening.count:
                        return index + 1
            index += 1
        return index

    def _fence(self, index: int, opening: Opening) -> int:
        if not opening.name and opening.block is None:
            top = self.stack[-1] if self.stack else None
            if top is not None and self._other_end(index, opening, top):
                return index + 1
            if opening.marker == ":" or (top is not None and top.opening.marker == opening.marker):
                self._close(index, opening)
                return index + 1
            if (opening.marker, opening.count) in self.given_up:
                self.given_up.remove((opening.marker, opening.count))
                self.changed[index] = ""  # the end of a fence that was given up above
                return index + 1
        literal = opening.name.removeprefix("digest:") in LITERAL
        braced = "{" in (opening.mended if opening.slip else self.lines[index].text)
        if literal or (opening.marker != ":" and not braced):
            return self._skip_literal(index, opening)
        self._open(index, opening)
        return index + 1

    def _other_end(self, index: int, opening: Opening, top: Fence) -> bool:
        """Take a line of the other sign, right below the fields of a block, for its end."""
        marker = top.opening.marker
        if marker == opening.marker or top.block is None or self.at.get(opening.marker):
            return False
        if not FIELD_LIKE.match(self.lines[index - 1].text) or opening.slip is not None:
            return False
        written, mend = self.lines[index].piece(), marker * top.opening.count
        values = {"written": written.value, "mend": mend}
        self.slips.append(Slip("DGT011", written.span(), values))
        self.changed[index] = mend
        self._close(index, replace(opening, marker=marker, count=top.opening.count))
        return True

    def _skip_literal(self, index: int, opening: Opening) -> int:
        """Skip code; a fence around it still ends at its own closing line, as in MyST."""
        closing = re.compile(rf"[ \t]*{opening.marker}{{{opening.count},}}[ \t]*$")
        outer = None if opening.marker == ":" else self._around(":")
        depth, longest, first = 0, 0, len(self.lines)
        cut = end_of_code(self.lines, index, opening)
        if cut is not None:
            self._end_literal(index, cut, opening.marker * opening.count, code_label(opening))
            return cut
        for after in range(index + 1, len(self.lines)):
            text = self.lines[after].text
            if closing.match(text):
                shown = replace(opening, count=longest, marker=":") if longest else opening
                self._closed(Fence(index, shown, shown.count))
                return after + 1
            inner = read_opening(text) if outer is not None and ":::" in text else None
            if outer is not None and inner is not None and inner.count >= outer.count:
                if inner.name:
                    depth += 1
                    continue
                first = min(first, after)
                if depth == 0:
                    return after
                depth, longest = depth - 1, max(longest, inner.count)
        return first

    def _skip_comment(self, index: int) -> int:
        """Skip a comment that opens on the line before ``index``."""
        end, cut = end_of_comment(self.lines, index)
        if cut is None:
            return end
        self._end_literal(index - 1, cut, "-->", COMMENT_LABEL)
        return cut

    def _end_literal(self, index: int, cut: int, fence: str, words: Mapping[str, str]) -> None:
        """Close what is no markup before line ``cut``, which it was not meant to hold."""
        end = max(self._text_end(cut), index + 1)
        values = {
            "line": str(self.lines[index].number),
            "end": str(self.lines[end].number),
            "fence": fence,
            **words,
            **swallowed_by(self.lines, cut, end),
        }
        place = self.lines[end].source().piece().span()
        self.slips.append(Slip("DGT001", place, values, "help_end"))
        self.closers.setdefault(end, []).append(fence)

    def _open(self, index: int, opening: Opening) -> None:
        fence = Fence(index, opening, opening.count)
        while self.stack and opening.block is not None:
            top = self.stack[-1]
            if not top.opening.name and top.count <= opening.count:
                self._pop()
                self._stray(top)
                continue
            clash = top.opening.marker == opening.marker and top.count <= opening.count
            ours = top.block is not None and (not top.holds_blocks or opening.block in _BOUNDARIES)
            if not (clash and ours):
                break
            self._pop()
            self._unclosed(top, index)
        if opening.block in _BOUNDARIES:
            self._swallow(index)
        self._push(fence)

    def _boundary(self, index: int) -> None:
        while self.stack and not self.stack[-1].opening.name:
            self._stray(self._pop())
        self._swallow(index)

    def _swallow(self, index: int) -> None:
        for fence in reversed(self.stack):
            if fence.swallowed is not None:
                break
            fence.swallowed = index

    def _close(self, index: int, closing: Opening) -> None:
        marker, count = closing.marker, closing.count
        same = self.at.get(marker)
        if not same:
            self._push(Fence(index, closing, count))
            return
        if not any(self.counts[marker, size] for size in self._sizes(marker) if size <= count):
            self.stack[same[-1]].stray = index
            return
        exact = self.counts[marker, count] > 0
        target = next(
            at
            for at in reversed(same)
            if (self.stack[at].opening.count == count)
            or (not exact and self.stack[at].opening.count < count)
        )
        while len(self.stack) > target + 1:
            self._unclosed(self._pop(), index)
        fence = self._pop()
        if fence.late is not None and (fence.inner is None or fence.inner.count < fence.late.count):
            fence.inner = fence.late
        self._lengthen(fence, index)
        self._closed(fence)

    def _sizes(self, marker: str) -> list[int]:
        return [size for (kind, size), number in self.counts.items() if kind == marker and number]

    def _push(self, fence: Fence) -> None:
        self.at.setdefault(fence.opening.marker, []).append(len(self.stack))
        self.counts[fence.opening.marker, fence.opening.count] += 1
        self.stack.append(fence)

    def _pop(self) -> Fence:
        fence = self.stack.pop()
        self.at[fence.opening.marker].pop()
        self.counts[fence.opening.marker, fence.opening.count] -= 1
        return fence

    def _around(self, marker: str) -> Fence | None:
        """Give the innermost open fence of a marker."""
        places = self.at.get(marker)
        return self.stack[places[-1]] if places else None

    def _closed(self, fence: Fence) -> None:
        outer = self._around(fence.opening.marker)
        if outer is not None:
            before = outer.inner if outer.swallowed is None else outer.late
            if before is None or before.count < fence.count:
                if outer.swallowed is None:
                    outer.inner = fence
                else:
                    outer.late = fence

    def _lengthen(self, fence: Fence, closer: int | None, *, report: bool = True) -> None:
        inner = fence.inner
        if inner is None:
            return
        foreign = fence.block is None and inner.block is None
        if inner.count < fence.count or (foreign and inner.count == inner.opening.count):
            return
        marker, start = fence.opening.marker, self._start(fence)
        if report and inner.opening.count >= fence.opening.count:
            longer = marker * (inner.opening.count + 1)
            values = {
                "line": str(self.lines[fence.index].number),
                "mark": marker * fence.opening.count,
                "longer": longer,
                **label("label", fence.opening),
                **label("inner", inner.opening),
            }
            line = self.lines[fence.index]
            self.slips.append(Slip("DGT002", line.span(start, start + fence.opening.count), values))
        fence.count = inner.count + 1
        text = self.changed.get(fence.index, self.lines[fence.index].text)
        more = marker * (fence.count - fence.opening.count)
        self.changed[fence.index] = text[:start] + more + text[start:]
        if closer is not None:
            self.changed[closer] = marker * fence.count

    def _start(self, fence: Fence) -> int:
        text = self.changed.get(fence.index, self.lines[fence.index].text)
        return len(text) - len(text.lstrip())

    def _unclosed(self, fence: Fence, limit: int) -> None:
        if not fence.opening.name and fence.block is None:
            return  # a plain container that ends with the region
        marker = fence.opening.marker
        if fence.stray is not None and fence.stray < limit:
            self._report_unclosed(fence, fence.stray, "help_longer")
            self._lengthen(fence, None, report=False)
            self.changed[fence.stray] = marker * fence.count
            fence.unclosed = True
            self._closed(fence)
            return
        inner = fence.inner
        clash = inner is not None and inner.count >= fence.count and not inner.unclosed
        end = fence.swallowed if fence.swallowed is not None else limit
        if clash and fence.holds_blocks and fence.block is not None:
            self._lengthen(fence, None)
        elif fence.block is None and fence.swallowed is None:
            return
        elif not fence.holds_blocks:
            end = natural_end(self.lines, fence.block, fence.index, end)
            if any(line.text.strip() for line in self.lines[end:limit]) or limit < len(self.lines):
                self._report_unclosed(fence, end)
            elif fence.swallowed is None:
                return
        elif fence.swallowed is not None or limit < len(self.lines):
            self._report_unclosed(fence, self._before(fence, end))
        else:
            return
        self._lengthen(fence, None, report=False)
        end = self._before(fence, end)
        self.closers.setdefault(end, []).append(marker * fence.count)
        fence.unclosed = True
        self._closed(fence)

    def _before(self, fence: Fence, end: int) -> int:
        return max(self._text_end(end), fence.index + 1)

    def _text_end(self, end: int) -> int:
        self.text_ends = self.text_ends or text_ends(self.lines)
        return self.text_ends[end]

    def _report_unclosed(self, fence: Fence, end: int, help_name: str = "help") -> None:
        marker = fence.opening.marker
        self.given_up.append((marker, fence.opening.count))
        if end < len(self.lines):
            line = self.lines[end]
            place, number = line.span(0, len(line.text.rstrip())), line.number
        else:
            line = self.lines[-1]
            place, number = line.span(len(line.text)), line.number + 1
        values = {
            "line": str(self.lines[fence.index].number),
            "end": str(number),
            "fence": marker * fence.opening.count,
            "longer": marker * (fence.opening.count + 1),
            **label("label", fence.opening),
            **swallowed_by(self.lines, fence.swallowed, end),
        }
        self.slips.append(Slip("DGT001", place, values, help_name))

    def _stray(self, fence: Fence) -> None:
        line = self.lines[fence.index]
        start = self._start(fence)
        end = start + fence.opening.count
        written = line.text.strip()
        span = line.span(start, end)
        self.slips.append(Slip("DGT011", span, {"written": written, "mend": ""}, "help_delete"))
        self.changed[fence.index] = ""


def mend_fences(lines: Sequence[Line], code: bool) -> tuple[list[Line], list[Slip]]:
    """Give the lines as they were meant, and what was wrong; ``code``: indented code is on."""
    texts = [line.text for line in lines]
    if not any((may_open(t) or opens_as_rst(t)) for t in texts if t and not opens_nothing(t)):
        return list(lines), []
    mender = _Mender(lines, code)
    return mender.run(), mender.slips
