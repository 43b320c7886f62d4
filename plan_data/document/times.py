"""What the cell of a table or the value of a label says of time, and the years that days leave unsaid.

A school year runs over two calendar years; in a calendar, a column of months gives the year of the days
beside it. The year is written into the words, so that a loaded draft gives the same days.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from plan_data.deadlines import Deadline, DeadlineContext, find_deadline_phrases, read_deadlines
from plan_data.document.head import Head
from plan_data.units import fold

_LONGEST: Final = 90
_MOST_WORDS_BESIDE: Final = 3
_WITHOUT_YEAR: Final = r"(?:\d{1,2}/|[Tt]háng\s+)(\d{1,2})(?![\d/]|-\d{4}|\s+năm\s+\d)"
_IN_TIME: Final = re.compile(rf"(?<![\d/]){_WITHOUT_YEAR}")
_IN_TEXT: Final = re.compile(
    rf"\b(?:[Nn]gày|[Tt]rước|[Đđ]ến|[Tt]ừ|[Hh]ết|nhất|[Vv]ào|[Tt]rong)\s+{_WITHOUT_YEAR}"
)
_SCHOOL_YEAR: Final = re.compile(r"\bnăm học\s+(20\d\d)\s*[-–]\s*20\d\d", re.IGNORECASE)
_MONTH: Final = re.compile(r"(?:[Tt]háng\s+|[Tt])?(\d{1,2})(?:\s*[/-]\s*(20\d\d))?")
_DAYS: Final = re.compile(r"\d{1,2}(?:\s*[-–]\s*\d{1,2})?")
_WHOLE_MONTH: Final = {"", "trong thang", "ca thang", "trong ca thang"}
_HALF_A_YEAR: Final = 6

YearOf = Callable[[int], int]
"""Takes a month, 1 to 12, and returns the year it lies in."""


def time_of(value: str, context: DeadlineContext) -> tuple[str, tuple[Deadline, ...]]:
    """Return the phrase of a time cell or label and its deadlines; a bare year means that year."""
    phrase = " ".join(value.split()).strip(" .;")
    if re.fullmatch(r"(?:19|20)\d\d", phrase):
        phrase = f"Năm {phrase}"
    return phrase, read_deadlines(phrase, context)


def is_time(value: str, context: DeadlineContext) -> bool:
    """Tell whether a text is nothing but a time: "Quý II/2024", "trước ngày 15/3", "Thường xuyên"."""
    if not value or len(value) > _LONGEST:
        return False
    if is_continuous(value):
        return len(value.split()) <= _MOST_WORDS_BESIDE + 3
    phrase, deadlines = time_of(value, context)
    if not any(one.starts_on or one.due_on for one in deadlines):
        return False
    found = find_deadline_phrases(f"Thời gian: {phrase}", context)
    for one in found:
        phrase = phrase.replace(one.phrase, " ")
    return len(re.findall(r"[^\W\d_]+", phrase)) <= _MOST_WORDS_BESIDE


def is_continuous(text: str) -> bool:
    """Tell whether the text speaks of work without a last day."""
    return (
        re.search(r"(?<!chi )\b(?:thường xuyên|liên tục|hằng ngày|hàng ngày)\b", text.casefold()) is not None
    )


def school_year_of(head: Head) -> YearOf | None:
    """Return the years of the months of a plan of a school year, issued at its beginning; None for others."""
    found = _SCHOOL_YEAR.search(head.title)
    issued_on = head.issued_on
    if found is None or issued_on is None or issued_on.month <= _HALF_A_YEAR:
        return None
    year, first_month = int(found[1]), issued_on.month
    return (lambda month: year + (month < first_month)) if issued_on.year == year else None


def with_years(text: str, year_of: YearOf | None, *, only_times: bool = False) -> str:
    """Write the year behind days and months without one; in a sentence only where a word of time precedes."""
    if year_of is None:
        return text
    shape = _IN_TIME if only_times else _IN_TEXT
    return shape.sub(lambda found: f"{found[0]}/{year_of(int(found[1]))}", text)


def time_in_calendar(values: Sequence[str], school_year: YearOf | None) -> str | None:
    """Return the time of a row of a calendar, "9/2024" and "16 - 18/9"; None where no month comes first."""
    month = _MONTH.fullmatch(values[0]) if len(values) > 1 else None
    if month is None:
        return None
    number, day = int(month[1]), values[-1]
    year = int(month[2]) if month[2] else school_year(number) if school_year else None
    if is_continuous(day):
        return day
    whole = f"{number}/{year}" if year else str(number)
    if _DAYS.fullmatch(day):
        return f"{day}/{whole}"
    if fold(day) in _WHOLE_MONTH:
        return f"tháng {whole}"
    if not _IN_TIME.search(day):
        return f"{day} tháng {whole}"
    if year is None:
        return day
    return with_years(day, lambda each: year + (each < number - _HALF_A_YEAR), only_times=True)
