"""Embeddings that a run folder remembers, so that the next run of the folder loads no model for words it has seen.

The file holds vectors and hashes, no words: a sha256 of all that follows, then one array of (key, vector) without pickle. A
file that is damaged or of another make is as if it were not there. It is kept out of editions to hand on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..export.files import atomic_write, make_folder

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vector = npt.NDArray[np.float32]

STATE: Final = ".state"
_FILE: Final = "embeddings.npy"
_DIGEST: Final = 32  # bytes of a sha256


class EmbeddingMemory:
    """The embeddings of one run folder. Read when first asked, written by `save` with only what was asked for or put.

    What other folders (`also`) remember is used too; nothing is written to them.
    """

    def __init__(self, folder: Path, *, also: Sequence[Path] = ()) -> None:
        self._file = folder / STATE / _FILE
        self._also = [other / STATE / _FILE for other in also if other != folder]
        self._stored: dict[str, Vector] | None = None
        self._used: dict[str, Vector] = {}

    def get(self, key: str) -> Vector | None:
        """The vector kept under `key` (a sha256 in hexadecimal), None where there is none."""
        if self._stored is None:
            self._stored = {}
            for file in (*self._also, self._file):
                self._stored |= _read(file)
        vector = self._used.get(key)
        if vector is None:
            vector = self._stored.get(key)
        if vector is not None:
            self._used[key] = vector
        return vector

    def put(self, key: str, vector: Vector) -> None:
        """Keep a vector. All vectors of a folder have one length; those of another are forgotten when it is written."""
        self._used[key] = vector

    def save(self) -> None:
        """Write what this run used, in the order of keys: the same bytes for the same use. Raises WriteError."""
        if not self._used:
            return
        import numpy as np

        length = len(next(reversed(self._used.values())))
        kept = sorted((key, vector) for key, vector in self._used.items() if len(vector) == length)
        table = np.empty(len(kept), dtype=[("key", "S64"), ("vector", "<f4", (length,))])
        table["key"] = [key.encode("ascii") for key, _ in kept]
        table["vector"] = [vector for _, vector in kept]
        make_folder(self._file.parent)
        body = BytesIO()
        np.save(body, table, allow_pickle=False)
        with atomic_write(self._file) as stream:
            stream.write(hashlib.sha256(body.getbuffer()).digest())
            stream.write(body.getbuffer())


def _read(file: Path) -> dict[str, Vector]:
    """What the file holds; nothing where it is missing or not what was written."""
    import numpy as np

    try:
        content = file.read_bytes()
        if hashlib.sha256(memoryview(content)[_DIGEST:]).digest() != content[:_DIGEST]:
            return {}
        table = np.load(BytesIO(content[_DIGEST:]), allow_pickle=False)
        return {key.decode("ascii"): vector for key, vector in zip(table["key"].tolist(), table["vector"], strict=True)}
    except (OSError, ValueError):
        return {}
