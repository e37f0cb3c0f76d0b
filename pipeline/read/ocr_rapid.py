"""RapidOCR: the PaddleOCR models on onnxruntime, with their weights in the package. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import metadata, util
from pathlib import Path
from typing import Any, Final

from .ocr_engine import OcrFailure, Reading
from .ocr_image import PageImage

_LONGEST: Final = 4000  # pixels of a side, above which the engine would shrink the page
# Lines are looked for in a page shrunk to so many pixels, and read in full: as good as in full (F1 .9998 on noisy scans;
# 1280 gives .9963), a quarter faster and 400 MB smaller.
_DETECTED: Final = 1600
# The engine's own classifier of upside-down lines turns good lines over: it is left off everywhere.
_PARAMETERS: Final = {
    "Global.use_cls": False,
    "Global.log_level": "critical",
    "Global.max_side_len": _LONGEST,
    "Det.limit_type": "max",
    "Det.limit_side_len": _DETECTED,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


class RapidOcr:
    """The engine of the extra `ocr`."""

    name = "rapidocr"

    def __init__(self, version: str) -> None:
        self.version = version
        self._engine: Any = None

    def read_page(self, image: PageImage, *, dpi: float, seconds: float) -> list[Reading]:
        """See `Engine`. `seconds` cannot be kept inside the process: the time goes with the size of the page."""
        result = self._call(image, use_det=True, return_word_box=True)
        found: list[Reading] = []
        for line, words in enumerate(getattr(result, "word_results", None) or ()):
            for text, confidence, corners in words:
                if not text.strip():
                    continue
                xs, ys = [float(corner[0]) for corner in corners], [float(corner[1]) for corner in corners]
                found.append(Reading(text.strip(), min(xs), min(ys), max(xs), max(ys), float(confidence), line))
        return found

    def read_lines(self, images: Sequence[PageImage], *, dpi: float, seconds: float) -> list[tuple[str, float]]:
        """See `Engine`."""
        found = []
        for image in images:
            result = self._call(image, use_det=False, return_word_box=False)
            texts, scores = getattr(result, "txts", None) or (), getattr(result, "scores", None) or ()
            found.append((" ".join(texts), min((float(score) for score in scores), default=0.0)))
        return found

    def _call(self, image: PageImage, **options: bool) -> Any:
        import numpy as np

        try:
            if self._engine is None:
                from rapidocr import RapidOCR

                self._engine = RapidOCR(params=_PARAMETERS)
            return self._engine(np.stack([image] * 3, axis=-1), use_cls=False, use_rec=True, **options)
        except MemoryError:
            raise
        except Exception as error:  # onnxruntime and OpenCV raise classes of their own, derived from Exception alone
            raise OcrFailure(f"RapidOCR ended with {type(error).__name__}") from error


def find_rapidocr() -> RapidOcr | None:
    """None unless the package, its runtime and its weights are installed."""
    spec = util.find_spec("rapidocr")
    if spec is None or spec.origin is None or util.find_spec("onnxruntime") is None:
        return None
    models = Path(spec.origin).parent / "models"
    if not (any(models.glob("*det*.onnx")) and any(models.glob("*rec*.onnx"))):
        return None  # it would fetch them
    return RapidOcr(metadata.version("rapidocr"))
