"""Counting lengths of time from the day of an event (BLDS 2015 Đ.147 and Đ.148)."""

from calendar import monthrange
from datetime import date, timedelta

from plan_data.deadlines.elements import Duration
from plan_data.deadlines.notes import missing_event_note, missing_year_note, no_such_day_note
from plan_data.deadlines.result import Deadline, DeadlineContext
from plan_data.deadlines.tokens import Tokens, spelling_key
from plan_data.deadlines.working_calendar import WorkingCalendar

_RULES = {
    "ngày": "days_after_event",
    "ngày làm việc": "working_days_after_event",
    "tuần": "weeks_after_event",
    "tháng": "months_after_event",
    "quý": "months_after_event",
    "năm": "years_after_event",
    "giờ": "hours_after_event",
    "giờ làm việc": "working_hours_after_event",
}
_ISSUING = ("ký ban hành", "ký", "ban hành")
_DOCUMENTS = (
    "kế hoạch",
    "quyết định",
    "văn bản",
    "công văn",
    "chỉ thị",
    "nghị quyết",
    "chương trình",
    "thông báo",
    "hướng dẫn",
    "lịch công tác",
    "lịch",
    "phương án",
    "công điện",
    "kết luận",
)


def reckon_duration(duration: Duration, phrase: str, year: int | None, context: DeadlineContext) -> Deadline:
    """Return the last day of the length of time; without days and with a note where the event's day is
    unknown.

    The first day is not counted. The end is the calendar's; a last day off is moved when it is judged, not
    here.
    """
    rule = _RULES[duration.unit]
    if duration.ahead:
        rule = rule.replace("_after_", "_before_")
    note = missing_event_note(duration.event)
    event_on = _event_day(duration.event, context)
    if duration.anchor is not None:
        if duration.anchor.year is None and year is None:
            return Deadline(phrase, None, None, rule, missing_year_note())
        window = duration.anchor.window(year or 0)
        day = -1 if duration.ahead else 0  # "trước khi kết thúc quý III" counts from its last day
        event_on, note = (window[day], note) if window else (None, no_such_day_note(phrase))
    due_on = _count(duration, event_on, context) if event_on else None
    if due_on is None:
        return Deadline(phrase, None, None, rule, note)
    return Deadline(phrase, event_on if duration.opens else None, due_on, rule, None)


def _event_day(event: str, context: DeadlineContext) -> date | None:
    if not event:
        return None
    words = _fold(event)
    known = [name for name in context.events if _fold(name) and f" {_fold(name)} " in f" {words} "]
    if known:
        return context.events[max(known, key=len)]
    return context.issued_on if _is_issue_of_plan(event) else None


def _fold(words: str) -> str:
    return " ".join(spelling_key(word) for word in words.split())


def _is_issue_of_plan(event: str) -> bool:
    """Tell "ký", "ban hành Kế hoạch", "ban hành văn bản này" from the issue of some other document."""
    t = Tokens(event)
    at = t.skip(0, *_DOCUMENTS)
    if at:
        at = t.skip(at, "này")
        at = t.skip(at, "được")
        return t.skip(at, *_ISSUING) == len(t) > at
    at = t.skip(0, *_ISSUING)
    if not at:
        return False
    document = t.skip(at, *_DOCUMENTS)
    if document in (at, t.skip(at, "kế hoạch")):
        # What is read is a plan: "the plan" without more is this one.
        return t.skip(document, "này") == len(t)
    return t.skip(document, "này") == len(t) > document


def _count(duration: Duration, event_on: date, context: DeadlineContext) -> date | None:
    amount = -duration.amount if duration.ahead else duration.amount
    calendar = context.calendar or WorkingCalendar()
    try:
        if duration.unit == "ngày làm việc":
            return calendar.add_working_days(event_on, amount)
        if duration.unit == "giờ":
            return event_on + timedelta(days=_whole(amount, 24))
        if duration.unit == "giờ làm việc":
            return calendar.add_working_days(event_on, _whole(amount, 8))
        if duration.unit in {"ngày", "tuần"}:
            return event_on + timedelta(days=amount * (7 if duration.unit == "tuần" else 1))
        return _add_months(event_on, amount * {"tháng": 1, "quý": 3, "năm": 12}[duration.unit])
    except (OverflowError, ValueError):
        return None


def _whole(hours: int, a_day: int) -> int:
    """Return the days that hours take, begun ones whole, in either direction."""
    return hours // a_day if hours < 0 else -(-hours // a_day)


def _add_months(day: date, months: int) -> date:
    """Return the same day months later, the last of a shorter month (Đ.148.3). Raises ValueError."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
