"""What the doctor says of a whole installation and of one with parts missing or broken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.config import load_settings
from pipeline.run import doctor
from pipeline.run.doctor import diagnose
from tests.conftest import Command


def test_a_whole_installation_is_well(goldenthread: Command) -> None:
    done = goldenthread("doctor", "--json")
    assert done.returncode == 0, done.stdout
    states = {item["part"]: item["state"] for item in json.loads(done.stdout)}
    assert states.pop("old Office files") in ("ok", "missing")
    assert set(states.values()) == {"ok"}


def test_what_is_missing_comes_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "installed", lambda name: None if name == "sentence-transformers" else "9.9")
    monkeypatch.setattr("pipeline.read.office.find_soffice", lambda: None)
    found = {item.part: item for item in diagnose(load_settings(overrides={"read.ocr": "off"}))}
    for part in ("embeddings", "scanned pages", "old Office files"):
        assert found[part].state == "missing" and found[part].remedy, part
    assert found["packages"].state == "broken" and "9.9 (wanted" in found["packages"].said


def test_a_wrong_vocabulary_and_a_wrong_model_are_told(tmp_path: Path) -> None:
    asked = {"vocabulary.needs": str(tmp_path / "gone.toml"), "cluster.model": str(tmp_path)}
    found = {item.part: item for item in diagnose(load_settings(overrides=asked))}
    assert found["vocabularies"].state == "broken"
    assert found["embeddings"].state == "broken" and found["embeddings"].remedy
