"""A real browser, and sites for it: started and built once for all tests."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.build.conftest import EXAMPLE, build, write

from .small_digest import sources

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
#: Without them the browser asks the network for things of its own.
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

#: Gives where a site is for the name of a theme.
SiteFolder = Callable[[str], Path]
Serve = Callable[[Path], str]


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and prints nothing."""

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a site: a page opened as a file may not read the others."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """Return a function that builds the example with a theme, once."""
    folder = tmp_path_factory.mktemp("sites")

    @cache
    def get(theme: str) -> Path:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the themes
            return build(EXAMPLE, folder / theme, html_theme=theme).out

    return get


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """Return a function that builds the small digest with a theme, once."""
    folder = tmp_path_factory.mktemp("small")
    write(folder / "source", sources())

    @cache
    def get(theme: str) -> Path:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the themes
            built = build(folder / "source", folder / theme, html_theme=theme)
        assert built.warnings == ""
        return built.out

    return get


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Return a function that serves a folder until the end of all tests."""
    with ExitStack() as stack:
        yield cache(lambda folder: stack.enter_context(served(folder)))
