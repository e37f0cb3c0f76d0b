"""Every command of the how-to pages is carried out as written, in order, with the files that the pages tell one to write."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Command

PAGES = sorted((REPOSITORY / "docs" / "how-to").glob("*.md"))
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "console" in page.read_text("utf-8")], ids=lambda page: page.stem
)
def test_the_commands_of_a_page_work(page: Path, goldenthread: Command, demo_run: Path, tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "corpora" / "demo", tmp_path / "papers")
    (tmp_path / "keys").mkdir()
    shutil.copytree(demo_run, tmp_path / "run")  # what has not changed is not read again: the same result, sooner
    for language, file, content in BLOCK.findall(page.read_text("utf-8")):
        if language == "toml" and file:
            (tmp_path / file).write_text(content, "utf-8")
        if language == "console":
            for line in content.splitlines():
                words = shlex.split(line.removeprefix("$ "))
                assert words[0] == "goldenthread", line
                done = goldenthread(*words[1:], folder=tmp_path)
                found_errors = words[1] == "check" and done.returncode == 1
                assert done.returncode == 0 or found_errors, (line, done.stderr)


@pytest.mark.parametrize(
    "page", sorted([*(REPOSITORY / "docs").rglob("*.md"), REPOSITORY / "README.md"]), ids=lambda page: page.stem
)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / target).exists(), target
