"""What ``python -m plan_data deadline`` prints: phrases in, one JSON object a line out."""

import json
from collections.abc import Callable, Iterable

from plan_data.deadlines.read import read_deadlines
from plan_data.deadlines.result import Deadline, DeadlineContext


def run_deadline(phrases: Iterable[str], context: DeadlineContext, write: Callable[[str], object]) -> None:
    """Write each phrase's deadlines as JSON lines with the keys ``phrase, starts_on, due_on, rule``.

    Every phrase gives at least one line, an empty one too, so that output can be matched with input; the
    phrase is echoed as typed, without the line break that ended it. Dates are ISO 8601 or null.
    """
    for line in phrases:
        phrase = line.rstrip("\r\n")
        for deadline in read_deadlines(phrase, context):
            write(json.dumps(_as_json(deadline), ensure_ascii=False) + "\n")


def _as_json(deadline: Deadline) -> dict[str, str | None]:
    return {
        "phrase": deadline.phrase,
        "starts_on": deadline.starts_on.isoformat() if deadline.starts_on else None,
        "due_on": deadline.due_on.isoformat() if deadline.due_on else None,
        "rule": deadline.rule,
    }
