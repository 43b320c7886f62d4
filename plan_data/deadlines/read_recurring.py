"""Reading what comes back: "hằng quý", "định kỳ 6 tháng, 1 năm", "ngày 25 của tháng cuối quý"."""

from plan_data.deadlines.elements import Cadence, Recurring
from plan_data.deadlines.periods import LAST, UNKNOWN_MONTH, Period, a_date
from plan_data.deadlines.read_dates import read_month_number, skip_number_in_words
from plan_data.deadlines.read_periods import read_month_of_quarter, read_quarter
from plan_data.deadlines.tokens import Tokens

_UNITS = {
    "ngày": Cadence.DAILY,
    "tuần": Cadence.WEEKLY,
    "tháng": Cadence.MONTHLY,
    "quý": Cadence.QUARTERLY,
    "năm": Cadence.YEARLY,
}
_COUNTS = {
    (1, "ngày"): Cadence.DAILY,
    (1, "tuần"): Cadence.WEEKLY,
    (1, "tháng"): Cadence.MONTHLY,
    (1, "quý"): Cadence.QUARTERLY,
    (3, "tháng"): Cadence.QUARTERLY,
    (6, "tháng"): Cadence.HALF_YEARLY,
    (2, "quý"): Cadence.HALF_YEARLY,
    (9, "tháng"): Cadence.NINE_MONTHS,
    (12, "tháng"): Cadence.YEARLY,
    (1, "năm"): Cadence.YEARLY,
}
_NUMBER_WORDS = {"một": 1, "ba": 3, "sáu": 6, "chín": 9}
_MAX_LIST = 8


def read_recurring(t: Tokens, at: int) -> Recurring | None:
    """Read a rhythm without a day of its own: "hằng tháng", "định kỳ 6 tháng, 1 năm", "01 lần/quý"."""
    times = _read_times(t, at)
    if times:
        return times
    start = at
    after = t.skip(at, "định kỳ")
    marked = after > at
    after = _skip_report_words(t, after) if marked else after
    edges = _read_recurring_edge(t, after, marked=marked)
    if edges:
        return Recurring(
            start, edges[2], (edges[0],), None, a_date(edges[1], UNKNOWN_MONTH), None, edges[1], 0, marked
        )
    months = _read_month_of_each_quarter(t, after)
    if months:
        return Recurring(start, months[1], (Cadence.QUARTERLY,), month=months[0], marked=marked)
    first = _read_cadence(t, after, marked=marked) or _read_first_of_list(t, after)
    if first is None:
        return None
    several = first[1] + 2 if t.word(first[1] + 1) == "lần" and t.number(first[1]) is not None else 0
    if several:  # "mỗi năm 2 lần" says nothing about when the first time is due
        return Recurring(start, several, (), marked=True)
    cadences, end = [first[0]], first[1]
    while len(cadences) < _MAX_LIST:
        following = t.skip(end, ", và", ", hoặc", ",", "và", "hoặc", "/", "-")
        if following == end:
            break
        more = _read_cadence(t, t.skip(following, "định kỳ"), marked=True)
        if more is None or (t.word(more[1]) in {"trước", "đầu"} and t.word(more[1] - 1) == "tháng"):
            break
        cadences.append(more[0])
        end = more[1]
    return Recurring(start, end, tuple(cadences), marked=marked)


def _read_month_of_each_quarter(t: Tokens, at: int) -> tuple[int, int] | None:
    """Read "tháng cuối quý", "tháng đầu mỗi quý": (month of the quarter, place after)."""
    start = t.skip(t.skip(at, "vào", "trong"), "tháng")
    which = read_month_of_quarter(t, start) if t.word(start - 1) == "tháng" else None
    if which is None:
        return None
    quarter = t.skip(which[1], "hằng", "mỗi", "các")
    if t.word(quarter) != "quý" or read_quarter(t, quarter) is not None:
        return None
    return (LAST if which[0] == 3 else which[0]), quarter + 1


def _skip_report_words(t: Tokens, at: int) -> int:
    at = t.skip(at, "vào")
    at = t.skip(at, "báo cáo")
    return t.skip(at, "vào", "theo", ":", "(")


def _read_cadence(t: Tokens, at: int, *, marked: bool) -> tuple[Cadence, int] | None:
    after = t.skip(at, "hằng", "mỗi", "cả")
    said = after > at and t.word(at) != "cả"
    count, place = t.number(after), after + 1
    if count is None:
        count = _NUMBER_WORDS.get(t.word(after))
    else:
        place = skip_number_in_words(t, place)
    cadence = _COUNTS.get((count, t.word(place))) if count is not None else _UNITS.get(t.word(after))
    end = place + 1 if count is not None else after + 1
    if cadence is None:
        return None
    once = t.skip(end, "một lần", "/ lần", "lần")
    if (
        once == end
        and t.word(end) in {"/", ""} | {"("}
        and t.number(end + 1) == 1
        and t.word(end + 2) == "lần"
    ):
        once = end + 3
    if once == end and t.number(end) == 1 and t.word(end + 1) == "lần":
        once = end + 2
    if once > end:
        return cadence, once
    if not (said or marked):
        return None
    follower_is_number = t.number(end) is not None or t.word(end) in {
        "i",
        "ii",
        "iii",
        "iv",
        "nay",
        "sau",
        "học",
    }
    if follower_is_number and count is None and not said:
        return None
    # "6 tháng đầu năm" is one half of one year.
    return (
        None
        if count is not None and t.skip(end, "đầu năm", "cuối năm", "đầu", "cuối") > end
        else (cadence, end)
    )


def _read_first_of_list(t: Tokens, at: int) -> tuple[Cadence, int] | None:
    """Read the "6 tháng" of "6 tháng, năm": nothing marks it, but another rhythm follows."""
    first = _read_cadence(t, at, marked=True)
    following = t.skip(first[1], ", và", ",", "và") if first else at
    if first is None or following == first[1]:
        return None
    second = _read_cadence(t, following, marked=True)
    known = {Cadence.QUARTERLY, Cadence.HALF_YEARLY, Cadence.NINE_MONTHS, Cadence.YEARLY}
    return first if second and first[0] in known - {Cadence.YEARLY} and second[0] in known else None


def _read_times(t: Tokens, at: int) -> Recurring | None:
    """Read "01 lần/quý", "mỗi năm một lần": once in each, so by the end of each."""
    count = t.number(at) or _NUMBER_WORDS.get(t.word(at))
    after = t.skip(at + 1, "lần / ", "lần mỗi", "lần trong")
    if count is None or t.word(at + 1) != "lần":
        return None
    after = t.skip(at + 2, "/", "mỗi", "hằng", "trong một")
    cadence = _UNITS.get(t.word(after))
    if cadence is None or after == at + 2:
        return None
    # Twice a year says nothing about when the first time is due.
    cadences = (cadence,) if count == 1 else ()
    return Recurring(at, after + 1, cadences, marked=True)


def _read_recurring_edge(t: Tokens, at: int, *, marked: bool) -> tuple[Cadence, int, int] | None:
    """Read "cuối mỗi quý", "đầu hằng tháng"; if marked "cuối quý": (rhythm, 1 or -1, place after)."""
    start = t.skip(t.skip(at, "vào"), "ngày")
    which = t.skip(start, "cuối cùng của", "đầu tiên của", "cuối", "đầu")
    if which == start:
        return None
    said = t.skip(which, "hằng", "mỗi", "các")
    cadence = _UNITS.get(t.word(said))
    if cadence not in {Cadence.MONTHLY, Cadence.QUARTERLY, Cadence.YEARLY} or not (said > which or marked):
        return None
    if t.number(said + 1) is not None or t.word(said + 1) in {"i", "ii", "iii", "iv"}:
        return None
    return cadence, LAST if t.word(start) == "cuối" else 1, said + 1


def read_rhythm_of_day(
    t: Tokens, at: int, *, is_last: bool = False
) -> tuple[Cadence, int | None, int, int] | None:
    """Read what says in which months "ngày 15" comes back: (rhythm, month in it, shift, place after)."""
    start = t.skip(at, ",")
    start = t.skip(start, "của", "trong")
    after = t.skip(start, "hằng", "mỗi", "tất cả các", "các")
    if after > start and t.word(after) in {"tháng", "quý"} and t.number(after + 1) is None:
        which = read_month_of_quarter(t, after + 1) if t.word(after) == "tháng" else None
        if which and (of_quarters := _read_rhythm_of_quarter(t, *which)):
            return of_quarters  # "ngày 20 các tháng cuối quý"
        cadence = _UNITS[t.word(after)]
        return cadence, None, 0, t.skip(after + 1, "trong năm")
    if is_last and t.word(start) in {"tháng", "quý"} and t.number(start + 1) is None:
        return _UNITS[t.word(start)], None, 0, start + 1
    if t.word(start) != "tháng" or read_month_number(t, start + 1) is not None:
        return None  # "ngày 15 của tháng 4" does not come back
    shifted = _read_shift(t, start + 1)
    if shifted:
        return Cadence.MONTHLY, None, shifted[0], shifted[1]
    which = read_month_of_quarter(t, start + 1)
    if which:
        return _read_rhythm_of_quarter(t, *which)
    reported = t.skip(start + 1, "báo cáo", "đó", "này")
    if reported > start + 1 or (start > at and t.word(start - 1) == "của"):
        return Cadence.MONTHLY, None, 0, reported
    return None


def _read_rhythm_of_quarter(t: Tokens, month: int, at: int) -> tuple[Cadence, int | None, int, int] | None:
    place = LAST if month == 3 else month
    period = t.skip(at, "kỳ báo cáo", "kỳ", "kỳ hạn")
    if period > at:
        return Cadence.HALF_YEARLY, place, 0, period
    at = t.skip(at, "hằng", "mỗi", "các")
    if t.word(at) != "quý":
        return None
    shifted = _read_shift(t, at + 1)
    shift, end = shifted or (0, t.skip(at + 1, "báo cáo", "đó", "này"))
    return Cadence.QUARTERLY, place, shift, end


def _read_shift(t: Tokens, at: int) -> tuple[int, int] | None:
    after = t.skip(at, "liền kề sau", "sau", "tiếp theo", "kế tiếp", "liền kề")
    if after > at:
        return 1, t.skip(after, "liền kề", "tháng báo cáo", "của tháng báo cáo", "quý báo cáo", "kỳ báo cáo")
    after = t.skip(at, "trước")
    return (-1, after) if after > at else None


def is_day_of_month(period: Period) -> bool:
    """Tell whether the period is a day of a month that is still unknown."""
    return period.first[0] == UNKNOWN_MONTH
