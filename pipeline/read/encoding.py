"""Bytes to text, whatever the encoding: byte order marks, UTF-8, UTF-16, and what Windows programs of the UK save."""

from __future__ import annotations

import codecs
from typing import Final

from ..records.document import Note

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What English papers hold beyond ASCII when they are saved as Windows-1252.
_ENGLISH: Final = frozenset("‘’“”–—•…£€©®™°·½¼¾²³±×§¶«»†‡ \xadéèêëàâäáãåçîïíôöóòùûüúñøæœÉÈÀÂÖÜÄØŁšžŠŽ¹ºªß")


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, list[Note]]:
    """The text of `data` with line feeds as line ends, and a note where characters had to be guessed or given up.

    `declared` is the encoding the file itself names; it is used where the bytes agree.
    """
    text, notes = _decoded(data, declared)
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes


def _decoded(data: bytes, declared: str | None) -> tuple[str, list[Note]]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _with_replacements(data, name)
    if unmarked := utf16_without_mark(data):
        return _with_replacements(data, unmarked)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    if declared and (text := _try(data, declared)) is not None:
        return text, []
    mended = _mended_utf8(data)
    if mended is not None:
        return mended, [
            Note(code="mixed_encoding", message="A few bytes are not UTF-8 as the rest is; read as Windows-1252.")
        ]
    text = _try(data, "cp1252")
    if text is not None and _is_english(text):
        return text, []
    return _guessed(data)


def _with_replacements(data: bytes, name: str) -> tuple[str, list[Note]]:
    text = data.decode(name, "replace")
    if "\ufffd" not in text:
        return text, []
    return text, [Note(code="undecodable", message=f"Some bytes are not {name} and stand as \ufffd.")]


def utf16_without_mark(data: bytes) -> str | None:
    """The name of UTF-16 that has no byte order mark: western text has a zero in every other byte. Else None."""
    head = data[:4000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 0.4 * len(head) / 2 and even == 0:
        return "utf-16-le"
    if even > 0.4 * len(head) / 2 and odd == 0:
        return "utf-16-be"
    return None


def _try(data: bytes, name: str) -> str | None:
    # Browsers and Word mean Windows-1252 where a page says Latin-1: 0x80-0x9F are quotes, not control characters.
    if name.lower().replace("_", "-") in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"):
        name = "cp1252"
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _mended_utf8(data: bytes) -> str | None:
    """UTF-8 with at most one stray byte for each four good sequences, as when two files were pasted together."""
    text = data.decode("utf-8", "surrogateescape")
    stray = sum(1 for letter in text if "\udc80" <= letter <= "\udcff")
    good = sum(1 for letter in text if letter > "\x7f") - stray
    if not good or stray * 4 > good:
        return None
    return "".join(
        bytes([ord(letter) - 0xDC00]).decode("cp1252", "replace") if "\udc80" <= letter <= "\udcff" else letter
        for letter in text
    )


def _is_english(text: str) -> bool:
    high = [letter for letter in text if letter > "\x7f"]
    return sum(letter in _ENGLISH for letter in high) >= 0.9 * len(high)


def _guessed(data: bytes) -> tuple[str, list[Note]]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    name = best.encoding if best else "cp1252"
    return data.decode(name, "replace"), [
        Note(code="guessed_encoding", message=f"The encoding is not declared; read as {name}.")
    ]
