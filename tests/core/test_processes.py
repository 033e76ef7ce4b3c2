"""Several processes give what one gives, in the same order, and none is left behind."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sphinx_digest.core import check as check_module
from sphinx_digest.core import processes
from sphinx_digest.core.check import check
from sphinx_digest.core.processes import work_through
from sphinx_digest.core.report import render
from tests.benchmarks.test_generate import GENERATE

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform cannot fork")

HERE = os.getpid()


@dataclass(frozen=True, slots=True)
class Made:
    number: int
    words: tuple[str, ...]
    process: int = 0


@dataclass(frozen=True, slots=True)
class One:
    made: Made


def _make(number: int) -> One:
    return One(Made(number, ("通知", str(number)), os.getpid()))


def _assert_no_child() -> None:
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize("count", [0, 1, 2, 50])
@pytest.mark.parametrize("others", [0, 1, 3])
def test_results_are_in_order(count: int, others: int) -> None:
    ready: list[int] = []
    made = [one.made for one in work_through(_make, range(count), others, ready.append)]
    assert [(one.number, one.words) for one in made] == [
        (number, ("通知", str(number))) for number in range(count)
    ]
    assert ready == list(range(1, count + 1))
    assert len({one.process for one in made}) == min(others + 1, count)
    _assert_no_child()


def test_an_exception_is_raised_wherever_it_happened() -> None:
    def work(number: int) -> int:
        if number == 7:
            raise LookupError("第 7 个")
        return number

    with pytest.raises(LookupError, match="第 7 个"):
        work_through(work, range(20), 1)
    _assert_no_child()


def test_an_exception_that_cannot_be_sent_is_named() -> None:
    class HereOnlyError(Exception):
        pass

    def work(number: int) -> int:
        if os.getpid() != HERE:
            raise HereOnlyError
        return number

    with pytest.raises(RuntimeError, match="HereOnlyError"):
        work_through(work, range(20), 1)
    _assert_no_child()


def test_what_a_lost_process_was_to_do_is_done_here() -> None:
    def work(number: int) -> int:
        if os.getpid() != HERE and number > 5:
            os.kill(os.getpid(), signal.SIGKILL)
        return number * 2

    assert work_through(work, range(30), 2) == [number * 2 for number in range(30)]
    _assert_no_child()


def test_an_interruption_ends_all_processes() -> None:
    def work(number: int) -> int:
        if os.getpid() == HERE and number == 4:
            raise KeyboardInterrupt
        return number

    with pytest.raises(KeyboardInterrupt):
        work_through(work, range(1000), 1)
    _assert_no_child()


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Hear SIGINT also where the tests were started in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interruption_of_all_processes_is_heard_by_the_first_alone() -> None:
    def work(number: int) -> int:
        if number < 2:
            os.kill(os.getpid(), signal.SIGINT)
        return number

    with pytest.raises(KeyboardInterrupt):
        work_through(work, range(100), 1)
    _assert_no_child()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_without_a_process_to_spare_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def fork() -> int:
        raise BlockingIOError("no process is left")

    monkeypatch.setattr(os, "fork", fork)
    assert work_through(abs, [-1, 2, -3], 2) == [1, 2, 3]


def test_no_process_is_forked_beside_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert processes.spare_processors() == 0


def test_a_big_digest_is_judged_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in GENERATE["generate"](tmp_path, 150, "digest"):
        text = path.read_text(encoding="utf-8")
        text = text.replace(":type: circular", ":type: circulair").replace("2012-01-2", "2012-13-2")
        path.write_text(text.replace(":::{deadline}", ":::{dedline}", 3), encoding="utf-8")
    (tmp_path / "old.md").write_bytes("# 公告".encode("gbk"))

    def judged(others: int) -> str:
        monkeypatch.setattr(check_module, "_helpers", lambda sources: others)
        return render(check([tmp_path]), "json", tmp_path)

    alone = judged(0)
    assert alone.count('"code"') > 50
    assert judged(1) == alone
    assert judged(3) == alone
