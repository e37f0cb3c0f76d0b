"""Five real public documents, where they are at hand: what the tables must hold of them. Figures, none of their sentences."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Command

Row = dict[str, Any]


@pytest.fixture(scope="module")
def run(goldenthread: Command, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sources") / "run"
    done = goldenthread("run", shared / "sources", "--out", out)
    assert done.returncode in (0, 1), done.stderr
    return out


def rows(run: Path, table: str, document: str = "") -> list[Row]:
    """Rows of a table, of the document whose file name begins with `document`."""
    lines = (run / f"{table}.jsonl").read_text("utf-8").splitlines()
    names = {
        row["id"]: row["path"] for row in map(json.loads, (run / "documents.jsonl").read_text("utf-8").splitlines())
    }
    found = [json.loads(line) for line in lines]
    if table == "findings":
        return [row for row in found if names[row["documents"][0]].startswith(document)]
    return [row for row in found if names[row["document"]].startswith(document)]


def period(row: Row) -> tuple[str | None, str | None] | None:
    return (row["period"]["start"], row["period"]["end"]) if row["period"] else None


def test_dudley_contacts_by_team(run: Path) -> None:
    figures = rows(run, "figures", "001")
    table = next(row["locator"]["table"] for row in figures if row["value"] == 1511)
    contacts = [row for row in figures if row["locator"]["table"] == table]
    assert [row["value"] for row in contacts] == [1511, 1903, 1795, 1242, 1159, 145, 7755]
    teams = [list(row["breakdown"].values()) for row in contacts[:6]]
    assert [team[0].split(" FC")[0] for team in teams] == [
        "Brierley Hill", "Dudley Central", "Dudley North", "Halesowen", "Stourbridge", "Unknown"
    ]  # fmt: skip
    assert contacts[6]["breakdown"] is None
    assert {period(row) for row in contacts} == {("2021-01-01", "2021-12-31")}
    assert "contacts" in contacts[0]["measure"].lower()
    checks = json.loads((run / "run.json").read_text("utf-8"))["checks"]
    assert sum(checks[code]["held"] for code in checks if code.startswith("SUM")) >= 2


def test_dudley_re_referrals_keep_both_header_rows(run: Path) -> None:
    figures = rows(run, "figures", "001")
    share = next(row for row in figures if row["value"] == 90.99)
    assert share["unit_kind"] == "percent"
    header = share["locator"]["column_header"]
    assert "Not" in header and "Percentage" in header
    assert share["locator"]["row_header"].startswith("Brierley Hill")


def test_dudley_contradiction_is_found(run: Path) -> None:
    found = [row for row in rows(run, "findings", "001") if "54" in row["message"]]
    assert found
    assert "289" in found[0]["message"] and "235" in found[0]["message"]
    assert found[0]["severity"] == "error"


def test_west_sussex_shares_and_resolutions(run: Path) -> None:
    shares = [row for row in rows(run, "figures", "002") if row["unit_kind"] == "percent"]
    assert [row["value"] for row in shares] == [43, 18, 15, 11]
    for row, source in zip(shares, ("school", "self", "police", "health"), strict=True):
        assert source in json.dumps([row["breakdown"], row["measure"]]).lower()
    resolutions = [row for row in rows(run, "decisions", "002") if row["kind"] == "resolution"]
    assert [row["number"] for row in resolutions] == ["1", "2", "3", "4", "5"]


def test_sunderland_open_plans_and_their_parts(run: Path) -> None:
    figures = rows(run, "figures", "004")
    plans = next(row for row in figures if row["value"] == 646)
    assert period(plans) is not None and period(plans)[1] == "2017-12-31"
    parts = [row for row in figures if row["value"] in (475, 171) and row["start"] < plans["start"] + 200]
    assert [row["value"] for row in parts] == [475, 171]
    baseline = next(row for row in figures if row["value"] == 2 and row["role"] == "baseline")
    assert period(baseline) == ("2017-04-01", "2017-04-30")
    assert parts[1]["change"]["baseline"] == 2


def test_sandwell_increases_and_their_periods(run: Path) -> None:
    increases = [row for row in rows(run, "figures", "000") if row["change"] and row["value"] in (3, 2)]
    assert [(row["value"], row["change"]["direction"]) for row in increases] == [(3, "increase"), (2, "increase")]
    assert [period(row)[0] for row in increases] == ["2022-07-01", "2022-11-01"]


def test_no_number_that_is_no_figure(run: Path) -> None:
    """No paragraph number, date, year, telephone number, threshold level or age band is a figure."""
    for row in rows(run, "figures"):
        around = row["evidence"]["quote"]
        assert not re.search(rf"(?:Level|Threshold Level|ages|aged|Telephone:?)\s*{re.escape(row['text'])}", around), (
            around
        )
        year_like = row["unit_kind"] == "count" and row["origin"] != "table"
        assert not (year_like and re.fullmatch(r"(?:19|20)\d\d", row["text"])), (row["text"], around)
        if row["locator"]["paragraph"]:
            assert not around.startswith(f"{row['locator']['paragraph']} "), around
    values = {Decimal(str(row["value"])) for row in rows(run, "figures", "001")}
    assert Decimal("14.1") not in values  # a stray paragraph number inside paragraph 51


def test_no_error_where_there_is_none(run: Path) -> None:
    errors = [row for row in rows(run, "findings") if row["severity"] == "error"]
    assert [row["message"] for row in errors if "54" not in row["message"]] == []
    assert [row for row in rows(run, "findings") if row["severity"] == "not_run"] == []
