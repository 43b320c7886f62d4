"""Reading the day of each week: "trước 15 giờ thứ Sáu hằng tuần", "hằng tuần (vào thứ Năm)"."""

from plan_data.deadlines.elements import Cadence, Recurring, Relation
from plan_data.deadlines.read_dates import read_weekday, skip_clock
from plan_data.deadlines.read_timed import read_relation
from plan_data.deadlines.tokens import Tokens

_EACH_WEEK = ("hằng tuần", "mỗi tuần")


def read_weekly(t: Tokens, at: int) -> Recurring | None:
    """Read a day of the week together with the rhythm, in either order."""
    start = t.skip(at, *_EACH_WEEK)
    rhythm_first = start > at
    opened = t.skip(start, ",", "(") if rhythm_first else start
    relation, place = read_relation(t, opened)
    after_clock = t.skip(skip_clock(t, place), ",", "của")
    weekday = read_weekday(t, after_clock)
    if weekday is None:
        return None
    number, end = weekday
    if rhythm_first:
        end = t.skip(end, ")") if t.word(opened - 1) == "(" else end
    else:
        after = t.skip(t.skip(end, "của"), *_EACH_WEEK)
        if after == end:
            return None
        end = after
    if after_clock > place:  # "trước 17 giờ thứ Sáu" still allows Friday
        relation = Relation.UNTIL
    return Recurring(at, end, (Cadence.WEEKLY,), relation, marked=True, weekday=number)
