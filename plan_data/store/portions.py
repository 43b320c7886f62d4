"""Long lists of numbers, in portions that one statement can hold."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

MANY = 5000
"""In one statement; both databases allow at least six times as many."""


def portions(numbers: Iterable[int]) -> Iterator[Sequence[int]]:
    """The numbers in their order, so many at a time."""
    waiting = iter(numbers)
    while some := list(islice(waiting, MANY)):
        yield some
