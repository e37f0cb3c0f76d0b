"""A run needs no network, leaves no temporary file, tells no word of a document, and writes for its owner alone."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

NAMES = ("Kestrel", "Ambleforth", "Oyinkansola")
PAPER = """Closure summary

Child: Kestrel Ambleforth
Mother: Oyinkansola Ambleforth
Reason for closure: needs met
Presenting needs: Kestrel was not attending school. No bedtime routine.
"""


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """Case papers that name people: one that is read, one cut short, one that is no document at all."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.txt").write_text(PAPER, "utf-8")
    (folder / "b.docx").write_bytes(b"PK\x03\x04" + PAPER.encode() * 20)
    (folder / "c.pdf").write_bytes(b"%PDF-1.7\n" + PAPER.encode() * 20)
    shutil.copy(REPOSITORY / "corpora" / "demo" / "saltmead-fh-3306-closure.pdf", folder / "d.pdf")
    return folder


def test_a_run_needs_no_network_and_leaves_nothing_behind(papers: Path, tmp_path: Path) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("no network namespaces here")
    alone = ["unshare", "--map-root-user", "--net"] if os.getuid() else ["unshare", "--net"]
    if subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("network namespaces are not allowed here")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    out = tmp_path / "out"
    done = subprocess.run(
        [*alone, sys.executable, "-m", "pipeline", "run", str(papers), "--out", str(out)],
        cwd=REPOSITORY,
        env={**os.environ, "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 3, done.stderr
    assert "Read 2 of 4 documents" in done.stderr
    said = done.stdout + done.stderr + (out / "run.json").read_text("utf-8") + (out / "failures.csv").read_text("utf-8")
    assert not any(name in said for name in NAMES)
    assert list(temporary.rglob("*")) == []
    for file in out.rglob("*"):
        assert stat.S_IMODE(file.stat().st_mode) == (0o700 if file.is_dir() else 0o600), file.name
