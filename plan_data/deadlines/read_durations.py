"""Reading lengths of time: "trong vòng 15 ngày làm việc kể từ ngày ký"."""

from plan_data.deadlines.elements import Duration
from plan_data.deadlines.read_dates import Read, read_date, read_year_number, skip_number_in_words
from plan_data.deadlines.read_periods import read_period, read_this_year
from plan_data.deadlines.tokens import Tokens

_OPENINGS = (
    "trong vòng",
    "trong thời hạn",
    "thời hạn",
    "trong thời gian",
    "trong khoảng thời gian",
    "trong khoảng",
    "trong",
)
_LIMITS = ("ít nhất", "tối thiểu", "chậm nhất", "muộn nhất", "không quá", "tối đa", "sau", "là")
_AT_LEAST = ("ít nhất", "tối thiểu")
_MEASURES = frozenset({"trên", "hơn", "quá", "dưới"})
_UNITS = ("ngày làm việc", "ngày", "giờ làm việc", "giờ", "tuần", "tháng", "quý", "năm")
_MAX_EVENT = 24


def read_duration(t: Tokens, at: int) -> Duration | None:
    """Read a length of time and, if something says so, from when it is counted."""
    if t.word(at) == "trước":
        return _read_ahead_of_day(t, at)
    after, opens = _read_opening(t, at)
    length = _read_length(t, after)
    if length is None:
        return None
    amount, unit, end = length
    # "báo cáo 6 tháng trước ngày 15/6" is the report of six months.
    may_be_a_name = after == at and (unit in {"quý", "năm"} or (unit == "tháng" and amount in {3, 6, 9, 12}))
    may_be_a_name = may_be_a_name or t.word(at - 1) in _MEASURES  # "nợ thuế trên 90 ngày"
    day = _read_day_ahead(t, end) if not (opens or may_be_a_name) else None
    if day:
        return Duration(at, day[1], amount, unit, "", day[0], opens=False, ahead=True)
    start_of_event = _skip_since(t, end)
    if (start_of_event == end and after == at) or read_year_number(t, start_of_event):
        return None
    if start_of_event == end:
        return Duration(at, end, amount, unit, "", None, opens)
    anchor = read_date(
        t, t.skip(start_of_event, "ngày") if t.word(start_of_event) != "ngày" else start_of_event
    )
    if anchor:
        return Duration(at, anchor[1], amount, unit, "", anchor[0], opens)
    end_of_event = start_of_event
    while end_of_event < min(len(t), start_of_event + _MAX_EVENT) and t.word(end_of_event) not in {
        ",",
        ";",
        ".",
        ")",
        ":",
    }:
        end_of_event += 1
    event = t.slice(t.skip(start_of_event, "ngày", "khi", "thời điểm"), end_of_event)
    return Duration(at, end_of_event, amount, unit, event, None, opens)


def _read_length(t: Tokens, at: int) -> tuple[int, str, int] | None:
    """Read "05 (năm) ngày làm việc": (amount, unit, place after it)."""
    amount = t.number(at)
    if amount is None:
        return None
    place = skip_number_in_words(t, at + 1)
    end = t.skip(place, *_UNITS)
    if end == place or amount == 0 or t.number(end) is not None:
        return None
    if t.word(end) in {"đầu", "cuối", "i", "ii", "iii", "iv"}:
        return None
    return amount, " ".join(t.word(n) for n in range(place, end)), end


def _read_day_ahead(t: Tokens, at: int) -> Read | None:
    """Read the "trước ngày 30/9" or "trước khi kết thúc quý III" that lengths are counted back from."""
    ended = t.skip(at, "trước khi kết thúc", "trước khi hết")
    if ended > at:
        return read_period(t, ended) or read_this_year(t, ended)
    return read_date(t, at + 1) if t.word(at) == "trước" else None


def _read_ahead_of_day(t: Tokens, at: int) -> Duration | None:
    """Read "trước ngày 30/9 ít nhất 15 ngày", "trước ngày 30/9 15 ngày": so long before that day."""
    day = read_date(t, at + 1)
    if day is None:
        return None
    said = t.skip(day[1], *_AT_LEAST)
    length = _read_length(t, said)
    if length is None or not (said > day[1] or t.word(length[2]) in {"", ".", ";", ","}):
        return None
    return Duration(at, length[2], length[0], length[1], "", day[0], opens=False, ahead=True)


def _read_opening(t: Tokens, at: int) -> tuple[int, bool]:
    opens = False
    for _ in range(4):
        after = t.skip(at, *_OPENINGS)
        if after > at:
            opens = opens or t.word(at) == "trong"
        else:
            after = t.skip(at, *_LIMITS)
            opens = opens and t.word(at) != "sau"
        if after == at:
            break
        at = after
    return at, opens


def _skip_since(t: Tokens, at: int) -> int:
    place = t.skip(at, ",")
    place = t.skip(place, "(")
    after = t.skip(place, "kể từ", "tính từ", "tính kể từ", "từ", "kể từ sau", "sau khi", "sau")
    return after if after > place else at
