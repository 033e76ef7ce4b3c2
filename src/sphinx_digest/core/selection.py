"""Which findings are told, and how grave they are: settings, comments, ``accept``.

What cannot be read or would be lost stays: only what the catalogue calls a warning or an info,
and the rules (3xx), can be left out.
"""

from __future__ import annotations

import fnmatch
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from sphinx_digest.core.messages import Language, can_be_left_out, catalogue, twin
from sphinx_digest.core.model import Diagnostic, Document, Mute, Severity
from sphinx_digest.core.settings import RuleSettings, Settings
from sphinx_digest.core.store import records_of

#: Says that the settings cannot be read at all.
_NO_SETTINGS = "DGT080"


def without_settings(problems: Iterable[Diagnostic]) -> bool:
    """Say whether the settings cannot be read: nothing can be judged without them."""
    return any(problem.code == _NO_SETTINGS for problem in problems)


def select(
    found: Iterable[Diagnostic], documents: Iterable[Document], settings: Settings
) -> list[Diagnostic]:
    """Give the findings that are told, with their severity; also of mutes that mute nothing."""
    documents = tuple(documents)
    mutes: defaultdict[str, list[Mute]] = defaultdict(list)
    for document in documents:
        for mute in document.mutes:
            mutes[mute.place.file].append(mute)
    rules = settings.rules
    used: set[Mute] = set()
    told: list[Diagnostic] = []
    rows = {
        (record.file, line)
        for document in documents
        for record in records_of(document)
        if record.row
        for line in range(record.opening.line, record.opening.end_line + 1)
    }
    for diagnostic in found:
        if (diagnostic.place.file, diagnostic.place.span.line) in rows:
            diagnostic = replace(diagnostic, in_row=True)
        if can_be_left_out(diagnostic.code):
            muting = [
                mute for mute in mutes.get(diagnostic.place.file, ()) if _covers(mute, diagnostic)
            ]
            used.update(muting)
            if muting or not _selected(diagnostic, rules, settings.root):
                continue
        told.append(_graded(diagnostic, rules))
    for mute in (mute for several in mutes.values() for mute in several):
        if mute not in used:
            for unused in _unused(mute):
                if _selected(unused, rules, settings.root):
                    told.append(_graded(unused, rules))
    return told


def _covers(mute: Mute, diagnostic: Diagnostic) -> bool:
    line = diagnostic.place.span.line
    return mute.first <= line <= mute.last and diagnostic.code.startswith(mute.code)


def _unused(mute: Mute) -> Iterator[Diagnostic]:
    """Tell that nothing was left out, and why: no such code, one that must be mended, or mended."""
    code = mute.code
    meant = [known for known in catalogue() if known.startswith(code)]
    words: dict[Language, str]
    if not meant:
        words = {"zh": f"没有 {code} 这个代码", "en": f"There is no code {code}"}
    elif not any(map(can_be_left_out, meant)):
        words = {"zh": f"{code} 只能改正，不能略过", "en": f"{code} must be mended"}
    elif mute.accepted:
        words = {"zh": f"这里已经没有 {code} 可以认可", "en": f"No {code} is here to accept"}
    else:
        words = {"zh": f"这里没有 {code} 可以略过", "en": f"No {code} is here to ignore"}
    values = {"code": code, **twin("what", words)}
    yield Diagnostic("DGT303" if mute.accepted else "DGT304", mute.place, values)


def _selected(diagnostic: Diagnostic, rules: RuleSettings, root: str) -> bool:
    code = diagnostic.code
    if not code.startswith(rules.select) or (rules.ignore and code.startswith(rules.ignore)):
        return False
    if not rules.files:
        return True
    try:
        name = Path(diagnostic.place.file).absolute().relative_to(Path(root).absolute()).as_posix()
    except ValueError:
        return True
    return not any(
        code.startswith(codes) for pattern, codes in rules.files if fnmatch.fnmatch(name, pattern)
    )


def _graded(diagnostic: Diagnostic, rules: RuleSettings) -> Diagnostic:
    severity: Severity | None = None
    longest = -1
    for code, wanted in rules.severity:
        if diagnostic.code.startswith(code) and len(code) > longest:
            severity, longest = wanted, len(code)
    if severity is None or not can_be_left_out(diagnostic.code):
        return diagnostic
    return replace(diagnostic, severity=severity)
