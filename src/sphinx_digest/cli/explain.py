"""``sphinx-digest explain``: what a code means and how to mend it, in both languages."""

from __future__ import annotations

import argparse
import re
from difflib import get_close_matches
from textwrap import indent

from sphinx_digest.cli.words import UsageError, reader_language, speaker
from sphinx_digest.core.messages import Finding, Language, catalogue, examples
from sphinx_digest.core.rules import documented

_PLACEHOLDER = re.compile(r"\{\w+\}")
_SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}


def _lines(finding: Finding, language: Language, about: str) -> list[str]:
    say = speaker(language)
    meaning = _PLACEHOLDER.sub("…", finding.words[language])
    mends = [_PLACEHOLDER.sub("…", words[language]) for words in finding.helps.values()]
    kind = say(_SEVERITIES[finding.severity], finding.severity)
    lines = [f"{kind}{say('：', ': ')}{meaning}"]
    lines += [f"  {say('怎么改：', 'mend: ')}{mend}" for mend in mends]
    return [*lines, f"  {about}"] if about else lines


def _shown(bad: str, good: str, settings: str, language: Language) -> list[str]:
    say = speaker(language)
    heads = (say("设置：", "settings:"), say("写错了：", "wrong:"), say("这样写：", "right:"))
    lines: list[str] = []
    for head, example in zip(heads, (settings, bad, good), strict=True):
        if example:
            lines += ["", head, "", indent(example.strip("\n"), "    ")]
    return lines


def _family(found: list[Finding], language: Language) -> list[str]:
    """List codes that begin alike, each with what it says."""
    return [
        f"{one.code} {one.name} ({one.severity})  {_PLACEHOLDER.sub('…', one.words[language])}"
        for one in found
    ]


def _near(wanted: str) -> list[str]:
    """Give codes with the same number, or with a name much like it."""
    found = re.fullmatch(r"[A-Za-z]{0,4}[\s-]?([0-9]{1,3})", wanted)
    if found:
        code = f"DGT{found[1]:0>3}"
        return [code] if code in catalogue() else []
    names = {finding.name: code for code, finding in catalogue().items()}
    return [names[name] for name in get_close_matches(wanted.lower(), names, n=3, cutoff=0.7)]


def run(arguments: argparse.Namespace) -> int:
    """Explain the code or the name."""
    wanted: str = arguments.code.strip()
    language = reader_language()
    say = speaker(language)
    named = {finding.name: finding for finding in catalogue().values()}
    family = [found for code, found in catalogue().items() if code.startswith(wanted.upper())]
    if len(family) > 1 and wanted.upper().startswith("DGT"):
        print("\n".join(_family(family, language)))
        return 0
    finding = catalogue().get(wanted.upper()) or named.get(wanted.lower())
    if finding is None:
        near = "；".join(f"{code} {catalogue()[code].name}" for code in _near(wanted))
        asked = say(f"是不是 {near}？", f" Did you mean {near}?") if near else ""
        raise UsageError(say(f"没有代码“{wanted}”。", f"there is no code “{wanted}”.") + asked)
    other: Language = "en" if language == "zh" else "zh"
    example, rule = examples().get(finding.code), documented().get(finding.code)
    about = {"zh": rule.zh, "en": rule.en} if rule else {"zh": "", "en": ""}
    lines = [
        f"{finding.code} {finding.name} ({finding.severity})", "",
        *_lines(finding, language, about[language]), "",
        *_lines(finding, other, about[other]),
    ]  # fmt: skip
    if rule:
        lines += _shown(rule.wrong, rule.right, rule.settings, language)
    elif example:
        lines += _shown(example.bad, example.good, "", language)
    print("\n".join(lines))
    return 0
