"""The worker processes: every job gives one result, whatever becomes of its worker."""

from __future__ import annotations

from pathlib import Path

from pipeline.config import load_settings
from pipeline.run.engine import LocalEngine
from pipeline.run.job import Job


def jobs(folder: Path, count: int) -> list[Job]:
    made = []
    for number in range(count):
        file = folder / f"{number}.txt"
        file.write_text(f"1.1 There were {100 + number} open plans in March 2023.\n", "utf-8")
        made.append(Job(file=str(file), path=file.name))
    return made


def test_results_of_several_workers(tmp_path: Path) -> None:
    with LocalEngine(load_settings(overrides={"run.workers": 2})) as engine:
        results = list(engine.map(jobs(tmp_path, 5)))
    assert sorted(result.row.path for result in results) == [f"{number}.txt" for number in range(5)]
    assert {result.row.status for result in results} == {"done"}
    values = sorted(figure.value for result in results for figure in result.extraction.figures)  # type: ignore[union-attr]
    assert values == [100, 101, 102, 103, 104]


def test_a_document_that_takes_too_long(tmp_path: Path) -> None:
    slow = tmp_path / "slow.txt"
    slow.write_text("There were 12 open plans in March 2023 and 14 in May.\n\n" * 40_000, "utf-8")
    settings = load_settings(overrides={"run.workers": 1, "run.timeout_seconds": 2})
    with LocalEngine(settings) as engine:
        results = list(engine.map([Job(file=str(slow), path="slow.txt"), *jobs(tmp_path, 1)]))
    assert [(result.row.path, result.row.status) for result in results] == [
        ("slow.txt", "timed_out"),
        ("0.txt", "done"),
    ]
    assert results[0].row.error and results[0].row.remedy


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with LocalEngine(load_settings(overrides={"run.workers": 1})) as engine:
        (result,) = engine.map([Job(file=str(tmp_path / "gone.txt"), path="gone.txt")])
    assert result.row.status == "unsupported"
