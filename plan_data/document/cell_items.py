"""A cell that lists several tasks: one a line, each with its day in its words or in the line beside it."""

import re
from collections.abc import Callable, Iterator, Sequence

from plan_data.document.markers import read_marker

_CONTINUES = re.compile(r"[^\W\d_]")


def listed_tasks(task: str, time: str, has_time: Callable[[str], bool]) -> Sequence[tuple[str, str]]:
    """Return the tasks of a cell with their times, "" for one within the task; nothing for a single task.

    Bullets that only tell the parts of one task stay together: not each of them has a day of its own.
    """
    items = tuple(_items(task))
    if len(items) < 2:
        return ()
    times = [read_marker(line)[1] for line in time.split("\n") if line.strip()]
    if len(times) == len(items) and all(map(has_time, times)):
        return tuple(zip(items, times, strict=True))
    if not times and sum(map(has_time, items)) > 1:
        return tuple((item, "") for item in items)
    return ()


def _items(text: str) -> Iterator[str]:
    """Yield the items of a list in a cell, lines that go on with an item joined; nothing for other text."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines or read_marker(lines[0])[0] is None:
        return
    item = ""
    for line in lines:
        marker, rest = read_marker(line)
        if marker is None and _CONTINUES.match(line):
            item = f"{item} {line}"
            continue
        if item:
            yield item
        item = rest
    yield item
