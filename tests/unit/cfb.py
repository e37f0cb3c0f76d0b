"""A compound file as Outlook writes them, made in the tests: streams and storages in one FAT, small streams in the mini FAT."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
Tree = Mapping[str, "bytes | Tree"]


def compound(tree: Tree) -> bytes:
    """The bytes of a compound file with the streams (bytes) and storages (mappings) of `tree`."""
    return _Writer().write(tree)


class _Writer:
    def __init__(self) -> None:
        self.entries: list[list[object]] = []  # name, kind, left, right, child, start, size
        self.mini = b""
        self.mini_fat: list[int] = []
        self.sectors: list[bytes] = []
        self.fat: list[int] = []

    def write(self, tree: Tree) -> bytes:
        self.entries.append(["Root Entry", 5, _FREE, _FREE, _FREE, _END, 0])
        self.entries[0][4] = self._add(tree)
        self.entries[0][5], self.entries[0][6] = self._chain(self.mini), len(self.mini)
        mini_fat = self._chain(struct.pack(f"<{len(self.mini_fat)}I", *self.mini_fat), fill=b"\xff")
        directory = self._chain(b"".join(_entry(*entry) for entry in self.entries))  # type: ignore[arg-type]
        fat_sectors = 1
        while fat_sectors * 128 < len(self.fat) + fat_sectors:
            fat_sectors += 1
        first_fat = len(self.sectors)
        table = [*self.fat, *[_FAT] * fat_sectors]
        table += [_FREE] * (fat_sectors * 128 - len(table))
        header = struct.pack(
            "<8s16sHHHHH6sIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, fat_sectors,
            directory, 0, _CUTOFF, mini_fat, 1 if self.mini_fat else 0, _END, 0,
        )  # fmt: skip
        places = [first_fat + index for index in range(fat_sectors)]
        header += struct.pack("<109I", *places, *[_FREE] * (109 - fat_sectors))
        return header + b"".join(self.sectors) + struct.pack(f"<{len(table)}I", *table)

    def _add(self, tree: Tree) -> int:
        """The entries of a storage as a chain of right siblings in the order of names; the first one's number."""
        before = _FREE
        first = _FREE
        for name in sorted(tree, key=lambda name: (len(name), name.upper())):
            value = tree[name]
            number = len(self.entries)
            self.entries.append([name, 2 if isinstance(value, bytes) else 1, _FREE, _FREE, _FREE, _END, 0])
            if isinstance(value, bytes):
                self.entries[number][5], self.entries[number][6] = self._stream(value), len(value)
            else:
                self.entries[number][4] = self._add(value)
            if before != _FREE:
                self.entries[before][3] = number
            else:
                first = number
            before = number
        return first

    def _stream(self, data: bytes) -> int:
        if len(data) >= _CUTOFF:
            return self._chain(data)
        if not data:
            return _END
        start, count = len(self.mini_fat), -(-len(data) // _MINI)
        self.mini += data.ljust(count * _MINI, b"\x00")
        self.mini_fat += [*range(start + 1, start + count), _END]
        return start

    def _chain(self, data: bytes, fill: bytes = b"\x00") -> int:
        if not data:
            return _END
        start, count = len(self.sectors), -(-len(data) // _SECTOR)
        padded = data.ljust(count * _SECTOR, fill)
        self.sectors += [padded[index * _SECTOR : (index + 1) * _SECTOR] for index in range(count)]
        self.fat += [*range(start + 1, start + count), _END]
        return start


def _entry(name: str, kind: int, left: int, right: int, child: int, start: int, size: int) -> bytes:
    encoded = (name + "\x00").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ", encoded, len(encoded), kind, 1, left, right, child, b"", 0, 0, 0, start, size
    )
