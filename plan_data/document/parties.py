"""Who is named: one name in a text, and units named together."""

from dataclasses import dataclass
from typing import Literal

Sort = Literal["unit", "class", "vague", "unknown"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text. ``codes`` of a unit or class; a vague or unknown name has none."""

    sort: Sort
    text: str
    start: int
    end: int
    codes: tuple[str, ...] = ()
    narrowed: bool = False


@dataclass(frozen=True, slots=True)
class Parties:
    """Units named together. ``unknown`` are names of no known unit, ``vague`` groups without members."""

    codes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.codes or self.unknown or self.vague)
