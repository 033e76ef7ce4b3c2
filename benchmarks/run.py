"""Time builds of a generated archive: plain, written out, with sphinx-digest, with sphinx-needs.

Every round builds each form in turn, so that a change in the machine's speed meets them all.
Each command is a process of its own, measured by the operating system's account of it.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

from generate import FORMS, Form, generate

BUILDS = ("full", "null", "one file")
#: Archives of so many notices are checked, to see whether a notice costs more in the larger one.
SIZES = (1000, 20000)
CHECK = "import sys; from sphinx_digest.cli import main; sys.exit(main())"


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took: processor seconds, seconds on the clock, peak memory in MiB."""

    cpu: float
    wall: float
    memory: float


@dataclass(slots=True)
class Results:
    """The runs by form and what was run; equal positions belong to one round."""

    runs: dict[tuple[str, str], list[Run]] = field(default_factory=dict)

    def add(self, form: str, what: str, run: Run) -> None:
        """Note a run."""
        self.runs.setdefault((form, what), []).append(run)

    def ratio(self, form: str, what: str, figure: str, base: tuple[str, str]) -> float:
        """Give the median of the ratios to ``base``, round by round."""
        pairs = zip(self.runs[form, what], self.runs[base], strict=True)
        return median(getattr(a, figure) / getattr(b, figure) for a, b in pairs)


def run(command: Sequence[str], log: Path) -> Run:
    """Run a command to its end; what it prints goes to ``log``."""
    started = time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    if process.returncode:
        sys.exit(f"{' '.join(command)}\n{log.read_text(encoding='utf-8')}")
    unit = 2**20 if platform.system() == "Darwin" else 2**10
    return Run(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / unit)


def edit(issue: Path, round_: int) -> None:
    """Change one sentence of one issue."""
    text = issue.read_text(encoding="utf-8")
    head, found, rest = text.partition("本次工作")
    assert found, issue
    issue.write_text(f"{head}第 {round_} 次修改。{found}{rest}", encoding="utf-8")


def build_all(folder: Path, form: Form, issues: list[Path], round_: int, results: Results) -> None:
    """Build a form from nothing, again without a change, and again with one file changed."""
    source, out, log = folder / form, folder / f"{form}-html", folder / f"{form}.log"
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", str(source), str(out)]
    results.add(form, "full", run(command, log))
    results.add(form, "null", run(command, log))
    edit(issues[len(issues) // 2], round_)
    results.add(form, "one file", run(command, log))


def measure(folder: Path, notices: int, forms: Sequence[Form], rounds: int) -> Results:
    """Build every form ``rounds`` times, each round in another order."""
    issues = {form: generate(folder / form, notices, form) for form in forms}
    results = Results()
    for round_ in range(rounds):
        turn = round_ % len(forms)
        for form in (*forms[turn:], *forms[:turn]):
            build_all(folder, form, issues[form], round_, results)
        results.add("digest", "check", check(folder / "digest"))
    return results


def check(source: Path) -> Run:
    """Check an archive."""
    command = [sys.executable, "-c", CHECK, "check", str(source)]
    return run(command, source.with_suffix(".log"))


def publish(source: Path, issues: int) -> None:
    """Publish every issue of an archive, so that checks compare it with its digest.lock."""
    command = [sys.executable, "-c", CHECK, "publish", "--config", str(source / "digest.toml")]
    run([*command, *map(str, range(1, issues + 1))], source.with_suffix(".log"))


def measure_checks(
    folder: Path, sizes: Sequence[int], rounds: int, *, published: bool
) -> dict[int, list[Run]]:
    """Check archives of several sizes, in turn."""
    for size in sizes:
        issues = generate(folder / str(size), size, "digest")
        if published:
            publish(folder / str(size), len(issues))
    runs: dict[int, list[Run]] = {size: [] for size in sizes}
    for _ in range(rounds):
        for size in sizes:
            runs[size].append(check(folder / str(size)))
    return runs


def report_checks(runs: dict[int, list[Run]]) -> str:
    """Give what a notice costs in archives of several sizes as a table in Markdown."""
    rounds = len(next(iter(runs.values())))
    lines = [f"### check, {rounds} round{'s' * (rounds != 1)}, medians", ""]
    lines += ["| notices | CPU s | CPU ms a notice | wall s | wall ms a notice | peak MiB |"]
    lines += ["| --- | --- | --- | --- | --- | --- |"]
    each: dict[str, list[float]] = {"cpu": [], "wall": []}
    for size, found in runs.items():
        cells = []
        for figure, costs in each.items():
            taken = median(getattr(one, figure) for one in found)
            costs.append(taken / size * 1000)
            cells.append(f"{taken:.2f} | {costs[-1]:.3f}")
        memory = median(one.memory for one in found)
        lines.append(f"| {size} | {' | '.join(cells)} | {memory:.0f} |")
    ratios = [f"{costs[-1] / costs[0]:.2f} ({name})" for name, costs in each.items()]
    lines += ["", f"A notice in the largest archive costs {', '.join(ratios)} of one in the "]
    lines[-1] += "smallest."
    return "\n".join(lines)


def report(results: Results, notices: int, forms: Sequence[Form], rounds: int) -> str:
    """Give the results as tables in Markdown."""
    lines = [f"### {notices} notices, {rounds} round{'s' * (rounds != 1)}", ""]
    lines += ["| what | form | CPU s, min / median | wall s, min / median | peak MiB |"]
    lines += ["| --- | --- | --- | --- | --- |"]
    for (form, what), runs in sorted(results.runs.items(), key=lambda item: item[0][::-1]):
        cpu, wall = [r.cpu for r in runs], [r.wall for r in runs]
        memory = median(r.memory for r in runs)
        lines.append(
            f"| {what} | {form} | {min(cpu):.2f} / {median(cpu):.2f} "
            f"| {min(wall):.2f} / {median(wall):.2f} | {memory:.0f} |"
        )
    compared = [form for form in forms if form != "plain"]
    lines += ["", "| to plain | " + " | ".join(f"{form} CPU | {form} wall" for form in compared)]
    lines[-1] += " |"
    lines.append("| --- |" + " --- | --- |" * len(compared))
    for what in BUILDS:
        cells = [
            f"{results.ratio(form, what, figure, ('plain', what)):.2f}"
            for form in compared
            for figure in ("cpu", "wall")
        ]
        lines.append(f"| {what} | " + " | ".join(cells) + " |")
    cells = [f"{results.ratio(form, 'full', 'memory', ('plain', 'full')):.2f}" for form in compared]
    lines.append("| peak memory, full | " + " |  | ".join(cells) + " |  |")
    if "written" in forms:
        ratios = [f"{results.ratio('digest', w, 'cpu', ('written', w)):.2f}" for w in BUILDS]
        memory = f"{results.ratio('digest', 'full', 'memory', ('written', 'full')):.2f}"
        lines += ["", "sphinx-digest to the same records written out as Markdown lists, CPU: "]
        lines[-1] += ", ".join(f"{w} {r}" for w, r in zip(BUILDS, ratios, strict=True))
        lines[-1] += f"; peak memory, full {memory}."
    for base in ("plain", "written"):
        if base in forms:
            faster = [
                f"{1 / results.ratio('digest', 'check', figure, (base, 'full')):.1f} ({name})"
                for figure, name in (("cpu", "CPU"), ("wall", "wall"))
            ]
            lines += ["", f"`check` of the whole archive is {', '.join(faster)} times as fast as "]
            lines[-1] += f"the {base} build."
    return "\n".join(lines)


def main() -> None:
    """Measure the sizes asked for and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notices", type=int, nargs="*", default=[1000, 5000])
    parser.add_argument("--rounds", type=int, help="3 up to 1,000 notices, else 1")
    parser.add_argument("--forms", nargs="*", choices=FORMS[1:], default=FORMS[1:])
    parser.add_argument("--check", type=int, nargs="*", default=SIZES, metavar="NOTICES")
    parser.add_argument(
        "--published", action="store_true", help="check archives with a digest.lock"
    )
    wanted = parser.parse_args()
    forms: list[Form] = [form for form in FORMS if form == "plain" or form in wanted.forms]
    if "digest" not in forms:
        parser.error("--forms must name digest")
    names = {"written": "sphinx", "digest": "sphinx-digest", "needs": "sphinx-needs"}
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors")
    print(f"Sphinx {version('sphinx')}, MyST-Parser {version('myst-parser')}", flush=True)
    for form in forms[1:]:
        try:
            print(f"{names[form]} {version(names[form])}", flush=True)
        except PackageNotFoundError:
            if form == "needs":
                forms = [f for f in forms if f != form]
                print("sphinx-needs is not installed: left out", flush=True)
    for notices in wanted.notices:
        rounds = wanted.rounds or (3 if notices <= 1000 else 1)
        with tempfile.TemporaryDirectory(prefix="digest-bench-") as folder:
            results = measure(Path(folder), notices, forms, rounds)
        print("\n" + report(results, notices, forms, rounds), flush=True)
    if wanted.check:
        with tempfile.TemporaryDirectory(prefix="digest-bench-") as folder:
            checked = measure_checks(
                Path(folder), wanted.check, wanted.rounds or 3, published=wanted.published
            )
        print("\n" + report_checks(checked), flush=True)


if __name__ == "__main__":
    main()
