"""Fixtures every test may use."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]

Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def goldenthread() -> Command:
    """Run the command line as a user would: `goldenthread("run", folder, "--out", out)`, from the repository or another folder."""

    def run(*arguments: str | Path, check: bool = False, folder: Path = REPOSITORY) -> subprocess.CompletedProcess[str]:
        words = [str(argument) for argument in arguments]
        return subprocess.run(
            [sys.executable, "-m", "pipeline", *words],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            capture_output=True,
            text=True,
            check=check,
            timeout=900,
        )

    return run


@pytest.fixture(scope="session")
def shared() -> Path:
    """Public documents that developers may have beside the project; tests that use them skip where they are absent."""
    folder = Path(os.environ.get("GOLDENTHREAD_SHARED", REPOSITORY.parent / "shared"))
    if not (folder / "sources").is_dir():
        pytest.skip("the shared public documents are not here")
    return folder


@pytest.fixture(scope="session")
def demo_run(goldenthread: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run folder of corpora/demo, made once for all tests."""
    out = tmp_path_factory.mktemp("demo") / "run"
    done = goldenthread("run", REPOSITORY / "corpora" / "demo", "--out", out)
    assert done.returncode == 0, done.stderr
    return out
