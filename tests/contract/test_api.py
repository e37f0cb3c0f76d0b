"""The public Python interface, and its page in the docs run word for word."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
from pipeline.errors import DocumentError, UsageError
from tests.conftest import REPOSITORY

EXAMPLES = re.findall(r"```python\n(.*?)```", (REPOSITORY / "docs" / "api.md").read_text("utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_the_examples_of_the_docs_run(number: int, tmp_path: Path) -> None:
    code = EXAMPLES[number].replace("outputs/api", (tmp_path / "run").as_posix())
    script = tmp_path / "example.py"
    script.write_text(f"import sys\nsys.path.insert(0, {str(REPOSITORY)!r})\n{code}", "utf-8")
    done = subprocess.run(
        [sys.executable, str(script)], cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= 1


def test_everything_public_is_there() -> None:
    for name in pipeline.__all__:
        assert getattr(pipeline, name) is not None
    with pytest.raises(AttributeError):
        _ = pipeline.nothing  # type: ignore[attr-defined]


def test_what_cannot_be_done_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="Not a regular file"):
        pipeline.open_document(tmp_path / "gone.pdf")
    with pytest.raises(UsageError, match="Not a finished run"):
        pipeline.load_rows(tmp_path, "figures")
    with pytest.raises(UsageError, match="No such table"):
        pipeline.load_rows(tmp_path, "feelings")
    with pytest.raises(UsageError, match="rows of one table"):
        pipeline.to_frame([])
