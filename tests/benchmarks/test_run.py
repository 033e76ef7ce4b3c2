"""The benchmark's tables say what was measured."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "benchmarks"))
    return importlib.import_module("run")


def test_what_a_notice_costs_is_compared_between_sizes(run: ModuleType) -> None:
    runs = {
        1000: [run.Run(1.5, 2.0, 50.0), run.Run(1.0, 1.0, 40.0), run.Run(2.0, 3.0, 60.0)],
        20000: [run.Run(15.0, 10.0, 400.0)] * 3,
    }
    lines = run.report_checks(runs).splitlines()
    assert lines[0] == "### check, 3 rounds, medians"
    assert lines[4:6] == [
        "| 1000 | 1.50 | 1.500 | 2.00 | 2.000 | 50 |",
        "| 20000 | 15.00 | 0.750 | 10.00 | 0.500 | 400 |",
    ]
    assert lines[-1].endswith("costs 0.50 (cpu), 0.25 (wall) of one in the smallest.")


def test_archives_of_each_size_are_checked_in_turn(run: ModuleType, tmp_path: Path) -> None:
    found = run.measure_checks(tmp_path, [3, 5], 2, published=True)
    assert {size: len(runs) for size, runs in found.items()} == {3: 2, 5: 2}
    assert all(one.cpu > 0 and one.memory > 10 for runs in found.values() for one in runs)


def test_check_is_compared_with_the_builds(run: ModuleType) -> None:
    results = run.Results()
    for form, cpu in (("plain", 50.0), ("written", 80.0), ("digest", 60.0)):
        for what in run.BUILDS:
            results.add(form, what, run.Run(cpu, cpu, 600.0))
    results.add("digest", "check", run.Run(5.0, 4.0, 130.0))
    text = run.report(results, 5000, ["plain", "written", "digest"], 1)
    assert "| check | digest | 5.00 / 5.00 | 4.00 / 4.00 | 130 |" in text
    assert "`check` of the whole archive is 10.0 (CPU), 12.5 (wall) times as fast as" in text
    assert "is 16.0 (CPU), 20.0 (wall) times as fast as the written build." in text
