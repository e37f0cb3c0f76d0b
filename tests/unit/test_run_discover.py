"""Which files a run reads, and what it calls them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.errors import NothingToReadError, UsageError
from pipeline.run.discover import discover


def make(root: Path, *names: str) -> Path:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x", "utf-8")
    return root


def test_a_folder_is_searched_wholly_and_in_order(tmp_path: Path) -> None:
    make(tmp_path, "b/2.txt", "a.pdf", "b/1.txt", ".hidden.txt", "~$lock.docx", "Thumbs.db", ".DS_Store")
    assert [item.path for item in discover([tmp_path])] == [".hidden.txt", "a.pdf", "b/1.txt", "b/2.txt"]


def test_the_output_is_left_out(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "out/figures.jsonl")
    assert [item.path for item in discover([tmp_path], leave_out=tmp_path / "out")] == ["a.txt"]


def test_several_roots_keep_their_names(tmp_path: Path) -> None:
    make(tmp_path, "one/a.txt", "two/a.txt", "b.txt")
    found = discover([tmp_path / "one", tmp_path / "two", tmp_path / "b.txt"])
    assert [item.path for item in found] == ["b.txt", "one/a.txt", "two/a.txt"]


def test_two_files_of_one_name_are_both_read(tmp_path: Path) -> None:
    make(tmp_path, "one/a.txt", "two/a.txt")
    assert [item.path for item in discover([tmp_path / "one/a.txt", tmp_path / "two/a.txt"])] == ["a.txt", "a.txt (2)"]


def test_names_that_are_no_text_are_printable(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("x", "utf-8")
    except OSError:
        pytest.skip("this file system refuses names that are no UTF-8")
    name = discover([tmp_path])[0].path
    assert name == "caf\\udce9.txt"
    name.encode("utf-8")


def test_links_to_folders_are_named_and_not_followed(tmp_path: Path) -> None:
    make(tmp_path, "in/a.txt", "elsewhere/b.txt")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in", target_is_directory=True)
    assert [item.path for item in discover([tmp_path / "in"])] == ["a.txt", "loop"]


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(NothingToReadError):
        discover([tmp_path])
    with pytest.raises(UsageError, match="No such file"):
        discover([tmp_path / "nowhere"])
