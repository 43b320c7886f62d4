"""How often a person may try something before nobody listens any more."""

from collections import deque
from datetime import datetime, timedelta

MOST_WRONG_CODES = 10
WRONG_CODES_WITHIN = timedelta(hours=1)


class AttemptLimit:
    """Counts failed attempts of people within a span of time; kept in memory, a restart forgets them.

    A code has 144 random bits: what is guarded here is the quiet of the process, not the code.
    """

    def __init__(self, most: int, within: timedelta) -> None:
        self._most = most
        self._within = within
        self._failures: dict[int, deque[datetime]] = {}

    def is_exhausted(self, person_id: int, now: datetime) -> bool:
        """Whether the person failed as often as is allowed; until the span is over nobody listens."""
        failures = self._failures.get(person_id)
        if failures is None:
            return False
        while failures and now - failures[0] >= self._within:
            failures.popleft()
        if not failures:
            del self._failures[person_id]
        return len(failures) >= self._most

    def note_failure(self, person_id: int, now: datetime) -> None:
        """The person failed once more."""
        self._failures.setdefault(person_id, deque(maxlen=self._most)).append(now)
