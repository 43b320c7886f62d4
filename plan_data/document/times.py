"""What the cell of a table or the value of a label says of time."""

import re
from typing import Final

from plan_data.deadlines import Deadline, DeadlineContext, find_deadline_phrases, read_deadlines

_LONGEST: Final = 90
_MOST_WORDS_BESIDE: Final = 3


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
