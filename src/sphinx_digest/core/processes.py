"""Do one thing with many items in several processes, where the platform can fork."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import fields, is_dataclass
from io import BytesIO
from operator import attrgetter
from queue import SimpleQueue
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
#: What a process sends: an item's place, what was made of it, and the exception if that failed.
_Sent = tuple[int, Any, BaseException | None]

#: More gain little, and each takes memory.
_MOST = 8
_SIZE = 8  # bytes before each message


def spare_processors() -> int:
    """Give how many processes may work besides this one; none where forking is not safe."""
    if not hasattr(os, "fork") or sys.platform == "darwin" or threading.active_count() > 1:
        return 0
    here = hasattr(os, "sched_getaffinity")
    count = len(os.sched_getaffinity(0)) if here else os.cpu_count() or 1
    return min(count, _MOST) - 1


def work_through(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    others: int,
    done: Callable[[int], None] | None = None,
) -> list[Result]:
    """Give what ``work`` makes of each item, in order; ``others``: further processes that help.

    ``done`` is told how many items are ready. An exception is raised here wherever it happened,
    and no process is left behind.
    """
    results: dict[int, Result] = {}
    messages: SimpleQueue[bytes] = SimpleQueue()  # the last of each process is empty
    share = others + 1
    helpers: list[int] = []
    listeners: list[threading.Thread] = []

    def take(index: int, result: Result) -> None:
        results[index] = result
        if done:
            done(len(results))

    def receive() -> bool:
        """Take in a message; say whether it is a process's last."""
        message = messages.get()
        if message:
            index, result, error = pickle.loads(message)
            if error is not None:
                raise error
            take(index, result)
        return not message

    try:
        with _undisturbed() if others else nullcontext():
            for number in range(1, min(share, len(items))):
                with suppress(OSError):  # what no process takes on is done here in the end
                    pid, pipe = _fork(work, items, range(number, len(items), share))
                    helpers.append(pid)
                    listeners.append(threading.Thread(target=_listen, args=(pipe, messages)))
        for listener in listeners:
            listener.start()
        waiting = len(listeners)
        for index in range(0, len(items), share):
            take(index, work(items[index]))
            while not messages.empty():
                waiting -= receive()
        while waiting:
            waiting -= receive()
        for index in range(len(items)):
            if index not in results:
                take(index, work(items[index]))
    finally:
        for pid in helpers:
            os.kill(pid, signal.SIGKILL)  # nothing is lost: all that it made is here, or unwanted
            os.waitpid(pid, 0)
        for listener in listeners:
            listener.join()
    return [results[index] for index in range(len(items))]


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let an interruption wait; processes that begin meanwhile never hear of it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _fork(work: Callable[[Any], Any], items: Sequence[Any], own: Iterable[int]) -> tuple[int, int]:
    """Begin a process that works on some of the items; give it and what it sends through."""
    reading, writing = os.pipe()
    try:
        pid = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        raise
    if pid:
        os.close(writing)
        return pid, reading
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as stream:
            for index in own:
                message = _message(work, items[index], index)
                stream.write(len(message).to_bytes(_SIZE, "big") + message)
                stream.flush()
    finally:
        os._exit(0)


def _message(work: Callable[[Any], Any], item: Any, index: int) -> bytes:
    try:
        return _pickled((index, work(item), None))
    except BaseException as error:
        error.add_note(traceback.format_exc())
        try:
            return _pickled((index, None, error))
        except Exception:
            return _pickled((index, None, RuntimeError(traceback.format_exc())))


def _listen(pipe: int, messages: SimpleQueue[bytes]) -> None:
    """Take what a process sends as it comes, so that it need not wait to go on."""
    with os.fdopen(pipe, "rb") as stream:
        while len(size := stream.read(_SIZE)) == _SIZE:
            message = stream.read(int.from_bytes(size, "big"))
            if len(message) < int.from_bytes(size, "big"):
                break
            messages.put(message)
    messages.put(b"")


class _Reducers(dict[type, Callable[[Any], Any]]):
    """How to pickle dataclasses: as calls, in half the time that their own way takes."""

    def __missing__(self, cls: type) -> Callable[[Any], Any]:
        names = [field.name for field in fields(cls)] if is_dataclass(cls) else []
        if not names or not all(field.init for field in fields(cls)):
            raise KeyError(cls)
        values = attrgetter(*names)
        one = len(names) == 1
        self[cls] = lambda made: (cls, (values(made),) if one else values(made))
        return self[cls]


_REDUCERS = _Reducers()


def _pickled(message: _Sent) -> bytes:
    buffer = BytesIO()
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(message)
    return buffer.getvalue()
