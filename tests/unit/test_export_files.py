"""Files are whole or not there, whatever the system does in between."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.export import EXPORTERS, export
from pipeline.export.files import WriteError, atomic_path, atomic_write, make_folder, move_file, remove_file
from pipeline.export.options import ExportOptions
from tests.unit.sample_run import sample_run

FULL = OSError(errno.ENOSPC, "No space left on device")


def write(target: Path) -> None:
    with atomic_write(target) as stream:
        stream.write(b"new")


def write_at_path(target: Path) -> None:
    with atomic_path(target) as file:
        file.write_bytes(b"new")


WRITERS = pytest.mark.parametrize("writer", [write, write_at_path])


@WRITERS
def test_a_file_is_its_owners_alone(writer: Callable[[Path], None], tmp_path: Path) -> None:
    os.umask(0o022)
    writer(tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


@WRITERS
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file(
    writer: Callable[[Path], None], call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")

    def fail(*arguments: object) -> None:
        raise FULL

    monkeypatch.setattr(os if call == "fsync" else Path, call, fail)
    with pytest.raises(WriteError) as error:
        writer(tmp_path / "a.txt")
    assert error.value.message == (
        "The output cannot be written (No space left on device): a.txt. "
        "Check that there is space and that the folder is writable."
    )
    assert error.value.exit_code == 2
    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


@WRITERS
def test_a_fault_in_the_middle_leaves_nothing(
    writer: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise ValueError

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ValueError):
        writer(tmp_path / "a.txt")
    assert list(tmp_path.iterdir()) == []


def test_a_link_laid_in_the_way_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_bytes(b"precious")
    (tmp_path / ".a.txt.part").symlink_to(tmp_path / "precious.txt")
    write(tmp_path / "a.txt")
    assert (tmp_path / "precious.txt").read_bytes() == b"precious"
    assert (tmp_path / "a.txt").read_bytes() == b"new"


@pytest.mark.parametrize("target", ["missing/a.txt", "folder"])
def test_a_place_that_cannot_be_written_is_told(target: str, tmp_path: Path) -> None:
    (tmp_path / "folder" / "inside").mkdir(parents=True)
    with pytest.raises(WriteError):
        write(tmp_path / target)


def test_an_open_file_is_told_to_be_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*arguments: object, **options: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    for call, act in (("unlink", remove_file), ("rename", lambda file: move_file(file, tmp_path / "b"))):
        with monkeypatch.context() as patch, pytest.raises(WriteError) as error:
            patch.setattr(Path, call, locked)
            act(tmp_path / "run.json")
        assert "Close run.json if it is open in Excel or another program" in error.value.message


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WriteError):
        make_folder(tmp_path / "file" / "inner")


def test_run_json_comes_last_and_means_that_the_run_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = ExportOptions(formats=("csv", "html"))
    written = export(sample_run(), tmp_path, options=options)
    assert written[-1] == tmp_path / "run.json"
    assert all(file.is_file() for file in written)
    assert sorted(EXPORTERS) == ["csv", "evidence", "html", "parquet", "sqlite", "xlsx"]

    def fail(run: object, **_: object) -> str:
        raise FULL

    monkeypatch.setattr("pipeline.export.html.report_page", fail)
    with pytest.raises(WriteError):
        export(sample_run(), tmp_path, options=options)
    assert not (tmp_path / "run.json").exists()
