"""``python -m bot reply``: replies on stdin, one a line; one JSON array a line on stdout."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from bot.progress_reply.reader import read_reply


def run_reply(
    lines: Iterable[str], today: date, write: Callable[[str], object], *, listed: Sequence[int] = ()
) -> None:
    """Read each line and write its statements as one line of JSON; an empty line gives an ``unclear`` too.

    ``listed`` are the numbers of the list that every line answers; empty where that is not known.
    """
    for line in lines:
        replies = [reply.as_json() for reply in read_reply(line.rstrip("\r\n"), today=today, listed=listed)]
        write(json.dumps(replies, ensure_ascii=False) + "\n")
