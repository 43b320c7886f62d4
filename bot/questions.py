"""Reading plain questions: "tuần này có gì đến hạn?", "quý I", "Sở Y tế tháng 6".

Pure. A text that does not clearly ask is not a question: it may be a progress reply.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot import spans
from bot.texts.lists import DueSpan
from plan_data.units import fold
from plan_data.units.in_sentence import UnitFinder

DEFAULT_DAYS = 30
LONGEST_QUESTION = 200


@dataclass(frozen=True, slots=True)
class PlainQuestion:
    """What somebody wants to know: a span, or what is overdue; of one unit, or of all they may see."""

    span: DueSpan | None
    is_overdue: bool
    unit_code: str | None


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_OVERDUE = re.compile(r"\b(qua han|tre han|cham tre|bi tre|overdue|late)\b")
_ASKS = re.compile(
    r"\b(co gi|co viec|viec gi|viec nao|nhung gi|nhung viec|den han|sap han|toi han|han nao|bao gio|khi nao"
    r"|phai lam|phai nop|due|deadlines?|what|which)\b"
)
_DAYS = re.compile(r"\b(\d{1,3}) (?:ngay|days?)\b")
_QUARTER = re.compile(r"\b(?:qu[yi]|quarter|q) ?(iv|i{1,3}|[1-4])\b")
_MONTH = re.compile(r"\b(?:thang|month) ?(1[0-2]|0?[1-9])\b")
_YEAR = re.compile(r"\b(?:nam |/ ?|, ?)?(20\d\d)\b")
_WEEK = re.compile(r"\b(tuan|thang|qu[yi]|nam) (nay|sau|toi)\b|\b(this|next) (week|month|quarter|year)\b")
_DAY = re.compile(r"\b(hom nay|ngay mai|today|tomorrow)\b")
_FILLER = re.compile(
    r"\b(viec|cac|cua|trong|cho|toi|minh|em|anh|chi|hoi|xem|la|thi|a|nhe|voi|don vi|danh sach|liet ke|con"
    r"|khong|va|o|tai|is|are|the|of|in|for|my|me|show|list|please|there|anything)\b|[?.,!:;]"
)
_MONTH_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_ENGLISH_MONTH = re.compile(rf"\b({'|'.join(_MONTH_NAMES)})\b")


def read_question(text: str, today: date, finder: UnitFinder) -> PlainQuestion | None:
    """What a text asks for; None when it does not ask about deadlines."""
    if len(text) > LONGEST_QUESTION:
        return None
    found = finder.find(text)
    units = [each for each in found if not each.is_class and len(each.codes) == 1]
    rest = text
    for each in reversed(found):
        rest = f"{rest[: each.start]} {rest[each.end :]}"
    words = fold(rest)
    span, left = _span(words, today)
    is_overdue = bool(_OVERDUE.search(left))
    left = _OVERDUE.sub(" ", left)
    asks = bool(_ASKS.search(left))
    left = _FILLER.sub(" ", _ASKS.sub(" ", left)).strip()
    unit_code = units[0].codes[0] if len(units) == 1 else None
    if not (span or is_overdue or asks or unit_code):
        return None
    if left and not (asks or "?" in text):
        # Words remain that are no question: rather a report such as "tháng 6 nộp xong".
        return None
    if is_overdue:
        return PlainQuestion(None, is_overdue=True, unit_code=unit_code)
    if span is None and unit_code is None and not asks:
        return None
    return PlainQuestion(span or spans.next_days(DEFAULT_DAYS, today), is_overdue=False, unit_code=unit_code)


def _span(words: str, today: date) -> tuple[DueSpan | None, str]:
    """The stretch of days that is named, and the words without it."""
    year_found = _YEAR.search(words)
    year = int(year_found[1]) if year_found else today.year
    without_year = _YEAR.sub(" ", words)
    if found := _QUARTER.search(without_year):
        number = _ROMAN.get(found[1]) or int(found[1])
        return spans.quarter(year, number), _QUARTER.sub(" ", without_year)
    if found := _MONTH.search(without_year):
        return spans.month(year, int(found[1])), _MONTH.sub(" ", without_year)
    if found := _ENGLISH_MONTH.search(without_year):
        return spans.month(year, _MONTH_NAMES.index(found[1]) + 1), _ENGLISH_MONTH.sub(" ", without_year)
    if found := _DAYS.search(words):
        return spans.next_days(min(int(found[1]), 366), today), _DAYS.sub(" ", words)
    if found := _WEEK.search(words):
        return _named_stretch(found, today), _WEEK.sub(" ", words)
    if found := _DAY.search(words):
        ahead = 1 if found[1] in ("ngay mai", "tomorrow") else 0
        return spans.single_day(today + timedelta(days=ahead)), _DAY.sub(" ", words)
    if year_found:
        return spans.whole_year(year), without_year
    return None, words


def _named_stretch(found: re.Match[str], today: date) -> DueSpan:
    kind = found[1] or {"week": "tuan", "month": "thang", "quarter": "quy", "year": "nam"}[found[4]]
    is_next = (found[2] or found[3]) in ("sau", "toi", "next")
    match kind:
        case "tuan":
            return spans.week(today, 1 if is_next else 0)
        case "thang":
            following = today.year * 12 + today.month - 1 + is_next
            return spans.month(following // 12, following % 12 + 1)
        case "quy" | "qui":
            following = today.year * 4 + (today.month + 2) // 3 - 1 + is_next
            return spans.quarter(following // 4, following % 4 + 1)
        case _:
            return spans.whole_year(today.year + is_next)
