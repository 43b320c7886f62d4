"""Reading what somebody says who wants a later date: until when, and why."""

import re
from dataclasses import replace
from datetime import date

from bot.progress_reply.model import ProgressReply, Status
from bot.progress_reply.reader import read_reply

_REASON = re.compile(r"\b(?:vì|vi|do|bởi|because|lý do|ly do|reason)\b[\s:]*(.+)", re.IGNORECASE | re.DOTALL)
_STARTS_WITH_DAY = re.compile(r"\s*\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b")


def read_until(text: str, *, today: date) -> ProgressReply:
    """Read the answer to "until when?": a request, with ``until`` or ``extra_days`` where it names either."""
    reply = read_reply(f"xin lùi {text}" if _STARTS_WITH_DAY.match(text) else text, today=today)[0]
    if reply.until is None and reply.extra_days is None:
        reply = read_reply(f"xin gia hạn {text}", today=today)[0]
    return replace(reply, status=Status.EXTENSION)


def reason_in(text: str) -> str | None:
    """What stands after "vì", "do", "lý do"; None without such a word."""
    found = _REASON.search(text)
    return found[1].strip() if found else None
