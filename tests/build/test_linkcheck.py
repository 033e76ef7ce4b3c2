"""``-b linkcheck`` tries every link that a field holds."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from .conftest import build, issue, notice

Project = Callable[[Mapping[str, str]], Path]


class _Pages(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self.send_response(404 if "gone" in self.path else 200)
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Pages) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_every_link_of_a_field_is_tried(project: Project, tmp_path: Path, server: str) -> None:
    body = (
        f"正文有[链接]({server}/body)。\n\n"
        f":::{{contact}} 张某\n:url: {server}/contact\n:email: zhang@example.org\n"
        ":phone: 010-55501234\n:::\n\n"
        f":::{{attachments}}\n- 附件 1：[甲.doc]({server}/one.doc)\n  - [乙.doc]({server}/gone.doc)\n:::\n"
    )
    more = f":url: {server}/notice\n:related: {server}/first; {server}/second\n"
    source = project({"issues/a.md": issue(1, notice("one", "第一条通知", body, more))})
    built = build(source, tmp_path / "out", "linkcheck", linkcheck_retries=1)
    lines = [json.loads(line) for line in built.text("output.json").splitlines()]
    status = {line["uri"].removeprefix(server): line["status"] for line in lines}
    names = ("/body", "/contact", "/one.doc", "/notice", "/first", "/second")
    assert {name: status.get(name) for name in names} == dict.fromkeys(names, "working")
    assert status["/gone.doc"] == "broken"
    broken = next(line for line in lines if line["uri"].endswith("gone.doc"))
    assert broken["filename"] == "issues/a.md"
