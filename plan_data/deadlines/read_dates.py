"""Reading one day: "15/8/2018", "ngày 15 tháng 8 năm 2018", "31-01-2018", "ngày 15"."""

from dataclasses import replace
from typing import Final

from plan_data.deadlines.periods import LAST, UNKNOWN_MONTH, Period, a_date
from plan_data.deadlines.tokens import Tokens, word_set

Read = tuple[Period, int]
_YEARS = range(1900, 2200)
_FIRST_OF_1900S = 70  # of two digits: "15/8/98" is long past
_DAY_WORDS = frozenset({"ngày", "tháng", "quý", "mùng", "thời", "khi"})
_CLOSINGS = frozenset({"", ",", ";", ".", ")"})
_PARTS_OF_DAY = ("sáng", "trưa", "chiều", "tối")
_WEEKDAYS: Final = ("hai", "ba", "tư", "năm", "sáu", "bảy")
_SUNDAY: Final = 6
# "trước ngày bầu cử (15/3/2026)" says the day's name before its number.
_CALLED = ("quốc khánh", "bầu cử", "khai giảng năm học mới", "khai giảng", "khai mạc", "bế mạc", "lễ")
# "3/4 số xã" is a share of something, not the third of April.
_COUNTED = word_set("số tổng hộ xã huyện thôn bản diện thành đại ủy uỷ người đơn cơ dân")


def read_year_number(t: Tokens, at: int) -> int | None:
    """Return the four-digit year that stands there."""
    value = t.number(at)
    return value if value in _YEARS and t[at].digits == 4 else None


def read_year(t: Tokens, at: int) -> tuple[int | None, int, int] | None:
    """Read the year that follows a period: (year, shift, place after it); shift +1 is "năm sau"."""
    word = t.word(at)
    if word in {"/", "-", "."}:
        year = read_year_number(t, at + 1)
        if year is None or (t.word(at + 2) in {"/", "-"} and t[at + 2].glued):
            return None
        return year, 0, at + 2
    start = t.skip(at, ",")
    start = t.skip(start, "của")
    after = t.skip(start, "năm")
    if after == start:
        return None
    year = read_year_number(t, after)
    if year is not None:
        return year, 0, after + 1
    return _read_named_year(t, after)


def _read_named_year(t: Tokens, at: int) -> tuple[None, int, int] | None:
    after = t.skip(at, "nay", "báo cáo", "kế hoạch")
    if after > at:
        return None, 0, after
    if t.word(at) == "đến" and t.word(at + 1) in _CLOSINGS and t.number(at + 1) is None:
        return None, 1, at + 1  # "năm tới"
    after = t.skip(at, "sau", "tiếp theo", "kế tiếp", "liền kề", "kế")
    if after > at:
        return None, 1, t.skip(after, "liền kề", "tiếp theo", "của năm báo cáo", "năm báo cáo")
    if t.word(at) == "trước" and t.word(at + 1) not in _DAY_WORDS and t.number(at + 1) is None:
        return None, -1, at + 1
    return None


def with_year(t: Tokens, period: Period, at: int) -> Read:
    """Attach the year that follows, if one does."""
    year = read_year(t, at)
    if year is None:
        return period, at
    return replace(period, year=year[0], year_shift=year[1]), year[2]


def read_date(t: Tokens, at: int) -> Read | None:
    """Read a day with its month; a bare "15/8" only where it cannot be a share of something."""
    after_clock = skip_clock(t, at)
    start = t.skip(after_clock, ",")
    start = t.skip(start, "của")
    start = _skip_weekday(t, start)
    named = t.skip(start, "ngày", "mùng")
    called = t.skip(named, *_CALLED) if named > start else named
    read = _read_numbers(
        t,
        _skip_weekday(t, t.skip(called, "(") if called > named else named),
        named=named > start or t.word(start - 1) == "trước",
    )
    if read is None:
        return None
    period, end = read
    if t.word(end) == "(" and t.skip(end + 1, "thứ", "chủ nhật") > end + 1:
        closing = _skip_weekday(t, end + 1)
        end = t.skip(closing, ")") if t.word(closing) == ")" else end
    return replace(period, clock=after_clock > at and not _is_midnight(t, at)), end


def _read_numbers(t: Tokens, at: int, *, named: bool) -> Read | None:
    year_first = _read_year_first(t, at)
    if year_first:
        return year_first
    day = t.number(at)
    if day is None or t[at].digits > 2:
        return None
    at = skip_number_in_words(t, at + 1)
    in_words = t.skip(at, "tháng")
    if in_words > at:
        month = read_month_number(t, in_words)
        return with_year(t, a_date(day, month[0]), month[1]) if month else None
    sign = t.word(at)
    month_number = t.number(at + 1)
    if sign not in {"/", "-", "."} or month_number is None or t[at + 1].digits > 2:
        return None
    return _finish_numbers(t, at, day, month_number, named=named)


def _finish_numbers(t: Tokens, at: int, day: int, month: int, *, named: bool) -> Read | None:
    sign, end = t.word(at), at + 2
    if t.word(end) == sign or (t.word(end) == "/" and sign == "-"):
        year = read_year_number(t, end + 1)
        if sign == t.word(end) == "/" and end + 1 < len(t) and t[end + 1].digits == 2:
            short = t.number(end + 1)
            year = None if short is None else short + (2000 if short < _FIRST_OF_1900S else 1900)
        if year is not None and sign == "-" and t.word(end) == "/":
            return None  # "10-12/2018" is a run of months
        if year is not None:
            return (a_date(day, month, year), end + 2) if not _goes_on(t, end + 2) else None
        if sign == "/" or t[end].glued:
            return None
    if sign != "/" and not (named and month <= 12):
        return None
    if sign != "/" and t.word(end) == "/":
        return None
    if sign == "/" and (t.word(end) in _COUNTED or (t.word(end) == "ngày" and not named)):
        return None
    return with_year(t, a_date(day, month), end)


def _goes_on(t: Tokens, at: int) -> bool:
    """Tell whether a document's number goes on ("15/8/2018/NQ-HĐND"); a dash before a number ends a span."""
    if t.word(at) not in {"/", "-"} or not t[at].glued or at + 1 >= len(t) or not t[at + 1].glued:
        return False
    return t.word(at) == "/" or t.number(at + 1) is None


def _read_year_first(t: Tokens, at: int) -> Read | None:
    year = read_year_number(t, at)
    sign = t.word(at + 1)
    month, day = t.number(at + 2), t.number(at + 4)
    if year is None or sign not in {"-", "/"} or t.word(at + 3) != sign or month is None or day is None:
        return None
    return (a_date(day, month, year), at + 5) if t[at + 2].digits == t[at + 4].digits == 2 else None


def read_day_of_month(t: Tokens, at: int) -> Read | None:
    """Read "ngày 15" or "ngày cuối cùng" without a month."""
    after_clock = skip_clock(t, at)
    start = t.skip(after_clock, "của")
    after = t.skip(start, "ngày", "mùng")
    if after == start:
        return None
    last = t.skip(after, "cuối cùng", "cuối")
    if last > after:
        return a_date(LAST, UNKNOWN_MONTH), last
    working = t.skip(after, "làm việc cuối cùng")
    if working > after:
        return replace(a_date(LAST, UNKNOWN_MONTH), working_day=True), working
    day = t.number(after)
    if day is None or t[after].digits > 2 or t.word(after + 1) in {"/", "%"}:
        return None
    return replace(a_date(day, UNKNOWN_MONTH), clock=after_clock > at), skip_number_in_words(t, after + 1)


def read_month_number(t: Tokens, at: int) -> tuple[int, int] | None:
    """Read the number after "tháng", in figures or words: (number, place after it)."""
    value = t.number(at)
    if value is not None:
        return (value, skip_number_in_words(t, at + 1)) if t[at].digits <= 2 else None
    names = (
        "mười hai",
        "mười một",
        "mười",
        "giêng",
        "một",
        "hai",
        "ba",
        "tư",
        "bốn",
        "sáu",
        "bảy",
        "tám",
        "chín",
    )
    numbers = (12, 11, 10, 1, 1, 2, 3, 4, 4, 6, 7, 8, 9)
    for name, number in zip(names, numbers, strict=True):
        after = t.skip(at, name)
        if after > at:
            return number, after
    if t.word(at) == "năm" and read_year_number(t, at + 1) is None and t.word(at + 1) in {"năm", "/"}:
        return 5, at + 1
    return None


def skip_number_in_words(t: Tokens, at: int) -> int:
    """Skip the "(mười lăm)" that documents write after a number."""
    if t.word(at) != "(":
        return at
    end = at + 1
    while end < at + 6 and (t.word(end) in _NUMBER_WORDS):
        end += 1
    return end + 1 if end > at + 1 and t.word(end) == ")" else at


_NUMBER_WORDS = word_set("một hai ba bốn tư năm lăm sáu bảy tám chín mười mươi mốt trăm linh lẻ không")


def read_weekday(t: Tokens, at: int) -> tuple[int, int] | None:
    """Read "thứ Sáu", "ngày thứ 6", "chủ nhật": (0 for Monday to 6, place after it)."""
    at = t.skip(at, "ngày") if t.word(at + 1) in {"thứ", "chủ"} else at
    end = t.skip(at, "chủ nhật")
    if end > at:
        return _SUNDAY, end
    if t.word(at) != "thứ":
        return None
    if t.word(at + 1) in _WEEKDAYS:
        return _WEEKDAYS.index(t.word(at + 1)), at + 2
    number = t.number_in(at + 1, 2, 7)
    return (number - 2, at + 2) if number is not None else None


def _skip_weekday(t: Tokens, at: int) -> int:
    weekday = read_weekday(t, at)
    if weekday is None:
        return at
    end = t.skip(weekday[1], ",")
    return t.skip(end, "(") if t.word(end + 1) in {"ngày", ""} else end


def skip_clock(t: Tokens, at: int) -> int:
    """Skip an hour of the day: "17 giờ 00", "16h30", "7:30"."""
    hour = t.number(at)
    if hour not in range(25):
        return at
    if t.word(at + 1) == ":" and t.number(at + 2) in range(60):
        return t.skip(at + 3, *_PARTS_OF_DAY)
    after = t.skip(at + 1, "giờ", "h", "g")
    if after == at + 1:
        return at
    if t.number(after) in range(60) and t.word(after + 1) not in {"/", "tháng"}:
        after = t.skip(after + 1, "phút", "'", "’", "p")
    return t.skip(after, *_PARTS_OF_DAY)


def _is_midnight(t: Tokens, at: int) -> bool:
    return t.number(at) == 0
