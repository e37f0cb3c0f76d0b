"""A workbook of 50,000 figures, in a process of its own: what it costs is promised."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

MAKE = """
import re, sys, time
from dataclasses import replace
from pathlib import Path
from pipeline.export.xlsx import export_xlsx
from tests.unit.sample_run import MAY, REPORT, empty_run, figure

quote = "At 31 May 2023 there were {} open Early Help plans across the county, most of them led by schools in the {} cluster."
figures = tuple(
    figure(REPORT, at * 300, quote.format(at, at % 37), str(at), str(at), unit="plans", measure="open Early Help plans",
           period=MAY, breakdown={"cluster": str(at % 37)}, geography="Wexcombe", organisation="Wexcombe Council")
    for at in range(50_000)
)
pages = Path(sys.argv[1], "evidence")
pages.mkdir()
(pages / f"{REPORT}.html").write_text("a page for every row to be linked to")
start = time.process_time()
export_xlsx(replace(empty_run(), figures=figures), Path(sys.argv[1]))
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(time.process_time() - start, int(peak.group(1)) / 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from Linux's /proc")
def test_fifty_thousand_figures(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MAKE, str(tmp_path)], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    seconds, megabytes = map(float, done.stdout.split())
    assert megabytes < 300
    assert seconds < 20  # 9 where the machine is idle; a busy one counts more
