"""Tesseract, through its command: images go in and text comes out over pipes, so that no page is written to disk."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from .ocr_engine import OcrFailure, Reading
from .ocr_image import PageImage

_WINDOWS: Final = r"C:\Program Files\Tesseract-OCR\tesseract.exe"  # its installer does not touch the PATH
_VERSION: Final = re.compile(r"tesseract v?(\d+(?:\.\d+)*)")
_WORD: Final = "5"  # the level of a word in Tesseract's tables
_WHOLE_PAGE: Final = ("--psm", "3")
_ONE_LINE: Final = ("--psm", "7")


class Tesseract:
    """Debian's tesseract-ocr, Homebrew's tesseract, the Windows installer."""

    name = "tesseract"

    def __init__(self, command: str, version: str) -> None:
        self._command = command
        self.version = version

    def read_page(self, image: PageImage, *, dpi: float, seconds: float) -> list[Reading]:
        """See `Engine`."""
        return [reading for _, reading in self._read([image], _WHOLE_PAGE, dpi, seconds)]

    def read_lines(self, images: Sequence[PageImage], *, dpi: float, seconds: float) -> list[tuple[str, float]]:
        """See `Engine`."""
        words: list[list[Reading]] = [[] for _ in images]
        if images:
            for page, reading in self._read(images, _ONE_LINE, dpi, seconds):
                words[page].append(reading)
        return [
            (" ".join(word.text for word in line), min((word.confidence for word in line), default=0.0))
            for line in words
        ]

    def _read(
        self, images: Sequence[PageImage], mode: Sequence[str], dpi: float, seconds: float
    ) -> list[tuple[int, Reading]]:
        command = [self._command, "stdin", "stdout", "-l", "eng", "--dpi", str(round(dpi)), *mode]
        table = _run([*command, "-c", "tessedit_create_tsv=1"], _tiff(images), seconds)
        found = []
        lines: dict[tuple[str, ...], int] = {}
        for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
            if row.get("level") != _WORD or not (row.get("text") or "").strip():
                continue
            try:
                left, top, width, height = (int(row[key]) for key in ("left", "top", "width", "height"))
                page, confidence = int(row["page_num"]) - 1, float(row["conf"]) / 100
            except (ValueError, TypeError, KeyError):
                continue
            line = lines.setdefault(
                tuple(row[key] for key in ("page_num", "block_num", "par_num", "line_num")), len(lines)
            )
            if not 0 <= page < len(images):
                continue
            found.append((page, Reading(row["text"].strip(), left, top, left + width, top + height, confidence, line)))
        return found


def find_tesseract() -> Tesseract | None:
    """The command on the PATH, or where Windows puts it; None without it or without its English data."""
    command = shutil.which("tesseract") or (_WINDOWS if Path(_WINDOWS).is_file() else None)
    if command is None:
        return None
    try:
        version = _VERSION.search(_run([command, "--version"], b"", 20))
        languages = _run([command, "--list-langs"], b"", 20).split()
    except OcrFailure:
        return None
    return Tesseract(command, version[1]) if version and "eng" in languages else None


def _run(command: Sequence[str], data: bytes, seconds: float) -> str:
    """What the command prints. One thread: the workers already use all cores, and the reading is the same each time."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, env=environment, check=True)
    except subprocess.TimeoutExpired as error:
        raise OcrFailure(f"longer than {seconds:g} seconds") from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise OcrFailure(f"Tesseract ended with {type(error).__name__}") from error
    return done.stdout.decode("utf-8", "replace")


def _tiff(images: Sequence[PageImage]) -> bytes:
    """The images as pages of one file."""
    from PIL import Image as Pictures

    pages = [Pictures.fromarray(image) for image in images]
    file = io.BytesIO()
    pages[0].save(file, "TIFF", save_all=True, append_images=pages[1:])
    return file.getvalue()
