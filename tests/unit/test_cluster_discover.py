from __future__ import annotations

import numpy as np
import pytest

from pipeline.cluster import discover as discover_module
from pipeline.cluster.discover import discover
from pipeline.cluster.features import Vectors, unit
from pipeline.cluster.stability import adjusted_rand


def _blobs(groups: int, members: int, *, spread: float = 0.25) -> tuple[Vectors, np.ndarray]:
    rng = np.random.default_rng(7)
    centres = unit(rng.normal(size=(groups, 32)))
    truth = np.repeat(np.arange(groups), members)
    return unit(centres[truth] + spread * rng.normal(size=(groups * members, 32)) / np.sqrt(32) * 2), truth


@pytest.mark.parametrize(("groups", "members"), [(3, 7), (8, 20), (20, 12)])
def test_finds_groups_and_their_number(groups: int, members: int) -> None:
    vectors, truth = _blobs(groups, members)
    found = discover(vectors, seed=1)
    assert adjusted_rand(truth, found) > 0.9
    assert groups / 1.5 <= found.max() + 1 <= groups * 1.5


def test_the_number_of_groups_can_be_given() -> None:
    vectors, _ = _blobs(6, 15)
    assert discover(vectors, seed=1, number=4).max() + 1 == 4


def test_the_same_seed_gives_the_same_groups_numbered_by_first_member() -> None:
    vectors, _ = _blobs(5, 9, spread=0.6)
    first, again = discover(vectors, seed=3), discover(vectors, seed=3)
    assert (first == again).all()
    assert list(dict.fromkeys(first.tolist())) == list(range(first.max() + 1))


@pytest.mark.parametrize("size", [0, 1, 5])
def test_few_statements_are_one_group(size: int) -> None:
    assert discover(np.ones((size, 4), dtype=np.float32), seed=1).tolist() == [0] * size


def test_statements_that_are_all_alike_do_not_break_it() -> None:
    found = discover(unit(np.ones((12, 4))), seed=1)
    assert len(found) == 12


def test_very_many_statements_join_the_groups_of_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discover_module, "LARGEST", 100)
    vectors, truth = _blobs(5, 80)
    assert adjusted_rand(truth, discover(vectors, seed=1)) > 0.9
