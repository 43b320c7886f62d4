"""What loading a plan changes, as data: shown by a dry run, in chat and after loading."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class ChangedDuty:
    """A duty that loading changed, with its last good days before and after; None where it has none."""

    code: str
    unit_code: str
    old_due_on: date | None
    new_due_on: date | None


@dataclass(frozen=True, slots=True)
class ChangedCode:
    """The same change of the duties of several units."""

    code: str
    unit_codes: tuple[str, ...]
    old_due_on: date | None
    new_due_on: date | None


@dataclass(slots=True)
class LoadReport:
    """What loading changed; empty when the plan is what it was.

    ``base_version`` is the version it was compared with, 0 for a plan that is new. ``reworded`` are codes of
    obligations with another title, sentence or deadline phrase, ``edited`` those where only something else
    changed.
    """

    base_version: int = 0
    new: list[ChangedDuty] = field(default_factory=list)
    moved: list[ChangedDuty] = field(default_factory=list)
    reworded: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    gone: list[ChangedDuty] = field(default_factory=list)
    is_amendment: bool = False
    duties: int = 0
    obligations: int = 0
    dated: int = 0
    classes_without_units: list[str] = field(default_factory=list)

    @property
    def added(self) -> int:
        return len(self.new)

    @property
    def withdrawn(self) -> int:
        return len(self.gone)

    @property
    def is_unchanged(self) -> bool:
        return not (self.is_amendment or self.new or self.moved or self.reworded or self.edited or self.gone)

    @property
    def changed_units(self) -> frozenset[str]:
        """Codes of the units with a duty that came, moved or went."""
        return frozenset(duty.unit_code for duty in (*self.new, *self.moved, *self.gone))

    def digest(self) -> str:
        """The same for two reports exactly when they tell the same changes of the same version (SHA-256)."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def by_code(duties: Iterable[ChangedDuty]) -> Sequence[ChangedCode]:
    """Put together what changes in the same way for several units, in the order given."""
    units: dict[tuple[str, date | None, date | None], list[str]] = {}
    for duty in duties:
        units.setdefault((duty.code, duty.old_due_on, duty.new_due_on), []).append(duty.unit_code)
    return [ChangedCode(code, tuple(codes), old, new) for (code, old, new), codes in units.items()]
