"""Counting standings: the one place where figures of reports, pictures, files and chat come from; pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Self, TypeVar

from plan_data.classification import Category, Standing

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Figures:
    """How many duties stand how.

    The first six are the categories and add up to ``total``. The others are parts of them: ``due`` those
    whose time is over, ``due_done`` and ``due_on_time`` the finished ones among them, ``done_undated`` the
    finished among those without a deadline, ``blocked`` and ``silent`` among the unfinished.
    """

    done_on_time: int = 0
    done_late: int = 0
    waiting: int = 0
    open_on_time: int = 0
    open_late: int = 0
    no_deadline: int = 0
    due: int = 0
    due_done: int = 0
    due_on_time: int = 0
    done_undated: int = 0
    blocked: int = 0
    silent: int = 0

    @classmethod
    def of(cls, standings: Iterable[Standing]) -> Self:
        """Count standings."""
        found = list(standings)
        categories = Counter(standing.category for standing in found)
        due = [standing for standing in found if standing.is_due]
        return cls(
            **{category.value: categories[category] for category in Category},
            due=len(due),
            due_done=sum(standing.is_done for standing in due),
            due_on_time=sum(standing.category is Category.DONE_ON_TIME for standing in due),
            done_undated=sum(
                standing.category is Category.NO_DEADLINE and standing.is_done for standing in found
            ),
            blocked=sum(standing.is_blocked for standing in found),
            silent=sum(standing.is_silent for standing in found),
        )

    def of_category(self, category: Category) -> int:
        count: int = getattr(self, category.value)
        return count

    @property
    def total(self) -> int:
        return sum(self.of_category(category) for category in Category)

    @property
    def done(self) -> int:
        """Finished and confirmed, with or without a deadline."""
        return self.done_on_time + self.done_late + self.done_undated

    @property
    def share_of_all(self) -> float | None:
        """Finished duties among all duties, 0 to 1; None without duties."""
        return self.done / self.total if self.total else None

    @property
    def share_of_due(self) -> float | None:
        """Finished duties among those whose time is over, 0 to 1; None when none is."""
        return self.due_done / self.due if self.due else None

    @property
    def share_on_time(self) -> float | None:
        """Duties finished on time among those whose time is over, 0 to 1; None when none is."""
        return self.due_on_time / self.due if self.due else None


def figures_by(standings: Iterable[Standing], key: Callable[[Standing], Key]) -> Mapping[Key, Figures]:
    """Figures of groups of standings, in the order in which the groups first appear."""
    groups: dict[Key, list[Standing]] = {}
    for standing in standings:
        groups.setdefault(key(standing), []).append(standing)
    return {name: Figures.of(group) for name, group in groups.items()}
