"""What coordinators and leaders are told without asking: contents, not words; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from plan_data.classification import Standing
from plan_data.report.figures import Figures
from plan_data.store.coordination import NewWord, Reach


@dataclass(frozen=True, slots=True)
class NamedDuty:
    """A duty as a line of a briefing names it."""

    standing: Standing
    code: str
    title: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class SilentDuty:
    """A late duty of which nothing was heard for ``working_days`` working days, since ``since``."""

    duty: NamedDuty
    since: date
    working_days: int
    has_leader: bool


@dataclass(frozen=True, slots=True)
class EscalationContents:
    """Late and silent duties for somebody further up; ``more`` did not fit and come another day."""

    on: date
    duties: Sequence[SilentDuty]
    more: int
    is_for_leader: bool


@dataclass(frozen=True, slots=True)
class MorningContents:
    """A coordinator's morning: what happened since the last one, what waits, what is wrong.

    ``unreached`` are units with open duties that nobody reachable follows: all of them on the first working
    day of a week, otherwise only those with a deadline near.
    """

    on: date
    words: Sequence[NewWord]
    waiting: int
    blocked: Sequence[NamedDuty]
    newly_late: Sequence[NamedDuty]
    silent_units: Sequence[str]
    unreached: Mapping[str, Reach]

    @property
    def is_empty(self) -> bool:
        return not (
            self.words
            or self.waiting
            or self.blocked
            or self.newly_late
            or self.silent_units
            or self.unreached
        )


@dataclass(frozen=True, slots=True)
class WeeklyContents:
    """The leadership's week: figures of all units below, and what has been silent longest."""

    on: date
    unit_names: Sequence[str]
    figures: Figures
    silent: Sequence[SilentDuty]
    more: int


@dataclass(frozen=True, slots=True)
class Briefing:
    """A message ready to go: its text, and the duties behind its numbers."""

    text: str
    duty_ids: tuple[int, ...] = ()
