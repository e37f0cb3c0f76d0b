"""Pictures of pages, made by a process of their own and kept in memory for a while. Nothing is written to disk."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from ...records.span import Box

SCALE: Final = 1.5  # pixels a point: 108 dots an inch
_KEPT_BYTES: Final = 24_000_000
_SECONDS: Final = 20  # a page may take


class PageImages:
    """Renders pages of PDFs. Safe to use from several threads; close it at the end."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    def picture(self, file: Path, page: int) -> bytes | None:
        """The WebP picture of a page, counted from 1; None where it cannot be made."""
        key = (str(file), page)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            picture = self._ask({"file": str(file), "page": page, "scale": SCALE})
            if picture:
                self._kept[key] = picture
                while sum(map(len, self._kept.values())) > _KEPT_BYTES and len(self._kept) > 1:
                    self._kept.popitem(last=False)
            return picture or None

    def boxes(self, file: Path, page: int, wanted: Sequence[tuple[str, Box]]) -> list[Box | None]:
        """The exact box of each text that stands inside the box given with it, in points; None where it is not found."""
        with self._lock:
            find = [{"text": text, "box": box} for text, box in wanted]
            answer = self._ask({"file": str(file), "page": page, "find": find}) if wanted else b""
        found = json.loads(answer) if answer else [None] * len(wanted)
        return [None if box is None else (box[0], box[1], box[2], box[3]) for box in found]

    def warm(self) -> None:
        """Start the process, so that the first page need not wait for it."""
        with self._lock:
            self._running()

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _ask(self, request: dict[str, object]) -> bytes:
        process = self._running()
        timer = threading.Timer(_SECONDS, process.kill)
        timer.start()
        try:
            assert process.stdin is not None and process.stdout is not None
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            length = struct.unpack(">I", _exactly(process.stdout, 4))[0]
            return _exactly(process.stdout, length)
        except (OSError, EOFError):  # the page ended the process, or took too long
            self._end()
            return b""
        finally:
            timer.cancel()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", f"{__package__}.page_worker"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                with suppress(OSError):
                    if stream is not None:
                        stream.close()


def _exactly(stream: IO[bytes], length: int) -> bytes:
    found = stream.read(length)
    if len(found) != length:
        raise EOFError
    return found
