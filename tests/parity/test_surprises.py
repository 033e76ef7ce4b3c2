"""What only a build can know is told by it alone, and only where the reader has not said why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.parity.test_parity import of_build, of_check

HEAD = """周报
====

.. issue::
   :number: 158
   :period: 2021-04-10/2021-04-16

甲通知
------

.. notice::
   :type: 通知
   :issuer: 示例局
   :published: 2021-04-12

"""
CASES = {
    "a figure drops what stands for its caption": (
        ".. figure:: a.png\n\n   .. deadline:: 报送\n      :end: 2021-05-01\n",
        ["DGT070"],
    ),
    "a list right below attachments": (".. attachments::\n   - 附件 1\n   - 附件 2\n", []),
    "a block in capitals": (".. Deadline:: 报送\n   :end: 2021-05-01\n", []),
    "a block inside a damaged one": (
        ".. note:: 丙\n\n.. deadline:: 报送\n   :end: 2021-05-01\n    :for: 某\n\n"
        "   .. contact:: 张某\n      :phone: 010-5550 1234\n",
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_the_build_adds(name: str, tmp_path: Path) -> None:
    text, added = CASES[name]
    source = tmp_path / "src"
    source.mkdir()
    (source / "conf.py").write_text('extensions = ["sphinx_digest"]\n', encoding="utf-8")
    (source / "digest.toml").write_text("", encoding="utf-8")
    (source / "index.rst").write_text(HEAD + text, encoding="utf-8")
    checked, built = of_check(source), of_build(source, tmp_path / "out")
    assert sorted(code for *_, code in built - checked) == added
    assert checked <= built
