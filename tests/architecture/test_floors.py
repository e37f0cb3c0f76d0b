"""The architecture, held by tests: floors, file sizes, what may be imported when."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "pipeline"
LONGEST_FILE = 400  # lines
HEAVY = ("spacy", "torch", "sklearn", "pdfplumber", "pypdfium2", "pikepdf", "lxml", "pyarrow", "xlsxwriter", "openpyxl")


def test_import_contract() -> None:
    """Rooms use only the floors below them; the contract is in pyproject.toml."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("folder", ["pipeline", "tests", "corpora/build"])
def test_no_file_is_too_long(folder: str) -> None:
    long = {
        str(file.relative_to(REPOSITORY)): lines
        for file in sorted((REPOSITORY / folder).rglob("*.py"))
        if (lines := len(file.read_text("utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys; from pipeline.cli import main; sys.argv=['goldenthread','--help']; main(); "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]"), done.stdout[-200:]


def test_help_is_quick() -> None:
    """`goldenthread --help` costs under 0.4 s of CPU."""
    code = (
        "import resource, subprocess, sys; "
        "subprocess.run([sys.executable, '-m', 'pipeline', '--help'], capture_output=True, check=True); "
        "use = resource.getrusage(resource.RUSAGE_CHILDREN); print(use.ru_utime + use.ru_stime)"
    )
    seconds = [
        float(
            subprocess.run(
                [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
            ).stdout
        )
        for _ in range(3)
    ]
    assert min(seconds) < 0.4


def test_no_path_of_a_machine_is_tracked() -> None:
    """Nothing tracked names the place it was written in."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=False).stdout.split(
        b"\0"
    )
    if tracked == [b""]:
        pytest.skip("not a git checkout")
    needles = [("/" + name + "/").encode() for name in ("root", "home", "work")]
    for name in filter(None, tracked):
        file = REPOSITORY / name.decode()
        if file.suffix in (".py", ".md", ".toml", ".txt", ".html", ".json", "") and file.is_file():
            data = file.read_bytes()
            assert not any(needle in data for needle in needles), file.name
