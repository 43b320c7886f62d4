"""Which date of an amended obligation is which of the one before; pure."""

from collections.abc import Mapping
from datetime import date


def renumbered(before: Mapping[int, date | None], after: Mapping[int, date | None]) -> Mapping[int, int]:
    """New numbers for the occurrences that have others now, by their old ones.

    ``before`` and ``after`` give the last good day of each occurrence as the plan had and has it. A day that
    both have stays the same duty, whatever its number: where "15/6 và 15/12" becomes "15/3, 15/6 và 15/12",
    what was reported by 15/6 was not reported by 15/3. Where no day is the same the number says it. Whose
    number another has taken gets one that nobody has.
    """
    kept = {number: number for number, day in after.items() if number in before and before[number] == day}
    for number, day in after.items():
        if number in kept.values() or day is None:
            continue
        same = [old for old, old_day in before.items() if old_day == day and old not in kept]
        kept |= dict.fromkeys(same[:1], number)
    free = max((*before, *after), default=0) + 1
    taken = set(kept.values())
    for old in before:
        if old not in kept:
            kept[old] = old if old not in taken else free
            free += old in taken
    return {old: number for old, number in kept.items() if old != number}
