"""Registries: how a room knows its parts.

A room makes one `Registry`, its parts register with the decorator, and the room's `__init__` imports them by name. Other
packages add parts by entry point in the group `goldenthread.<room>`; they are loaded only when the configuration names them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from typing import Generic, TypeVar

from .errors import ConfigurationError, InternalError

Part = TypeVar("Part")


class Registry(Generic[Part]):
    """Parts of one room by name, in the order they were registered."""

    def __init__(self, room: str) -> None:
        self.room = room
        self._parts: dict[str, Part] = {}

    def register(self, name: str) -> Callable[[Part], Part]:
        """Decorator that adds a part under `name`. Raises InternalError if the name is taken."""

        def add(part: Part) -> Part:
            if name in self._parts:
                raise InternalError("Two parts have one name", where=f"{self.room}: {name}")
            self._parts[name] = part
            return part

        return add

    def load_plugins(self, names: list[str]) -> None:
        """Load the entry points of other packages that the configuration names."""
        found = {point.name: point for point in entry_points(group=f"goldenthread.{self.room}")}
        for name in names:
            if name not in found:
                raise ConfigurationError(
                    "No such plug-in",
                    where=f"{self.room}: {name}",
                    remedy=f"Installed plug-ins: {', '.join(sorted(found)) or 'none'}.",
                )
            self.register(name)(found[name].load())

    def __getitem__(self, name: str) -> Part:
        try:
            return self._parts[name]
        except KeyError:
            raise ConfigurationError(
                "No such part", where=f"{self.room}: {name}", remedy=f"There are: {', '.join(self._parts)}."
            ) from None

    def __contains__(self, name: object) -> bool:
        return name in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def items(self) -> list[tuple[str, Part]]:
        """Name and part, in the order of registration."""
        return list(self._parts.items())
