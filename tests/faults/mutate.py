"""Files of our corpora, damaged at random but repeatably: bytes changed, lost, doubled; parts and attributes of their XML too."""

from __future__ import annotations

import io
import random
import re
import zipfile

_NUMBERS = (b"-1", b"0", b"99999999999999999999", b"2000000000", b"x", b"")
_TOKENS = re.compile(rb"<[^>]+>|[^<]+")
_PDF_NUMBER = re.compile(rb"(?<= )\d{1,6}(?= )")


def mutate(data: bytes, *, chance: random.Random) -> bytes:
    """`data` with a few faults."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _mutate_zip(data, chance)
    if data.startswith(b"%PDF") and chance.random() < 0.5:
        return _mutate_numbers(data, chance)
    return _mutate_bytes(data, chance)


def _mutate_bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 50))):
        if not changed:
            break
        at, other = chance.randrange(len(changed)), chance.randrange(len(changed))
        length = chance.randrange(1, 200)
        match chance.randrange(5):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length]
            case 3:
                changed[at : at + length] = changed[other : other + length]
            case _:
                if chance.random() < 0.1:
                    del changed[at:]
    return bytes(changed)


def _mutate_numbers(data: bytes, chance: random.Random) -> bytes:
    places = list(_PDF_NUMBER.finditer(data))
    for match in sorted(chance.sample(places, min(5, len(places))), key=lambda match: -match.start()):
        data = data[: match.start()] + chance.choice(_NUMBERS[:5]) + data[match.end() :]
    return data


def _mutate_zip(data: bytes, chance: random.Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        parts = old.namelist()
        chosen = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
        left_out = chance.random() < 0.05
        for name in parts:
            content = old.read(name)
            if name == chosen:
                if left_out:
                    continue
                content = _mutate_xml(content, chance) if chance.random() < 0.8 else _mutate_bytes(content, chance)
            new.writestr(name, content)
    return made.getvalue()


def _mutate_xml(data: bytes, chance: random.Random) -> bytes:
    tokens = _TOKENS.findall(data)
    for _ in range(chance.choice((1, 3, 8))):
        at = chance.randrange(len(tokens))
        token = tokens[at]
        match chance.randrange(4):
            case 0 if token.endswith(b"/>"):
                tokens[at] = b""
            case 1:
                tokens[at] = re.sub(rb'"\d+"', b'"' + chance.choice(_NUMBERS) + b'"', token)
            case 2 if token.endswith(b"/>"):
                tokens[at] = token * chance.choice((2, 50))
            case _:
                tokens[at] = re.sub(
                    rb'val="[^"]*"', b'val="' + chance.choice((b"", b"zz", b"-5", b"%9%9")) + b'"', token
                )
    return b"".join(tokens)
