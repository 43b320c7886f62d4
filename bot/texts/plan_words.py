"""What a plan's file says of a duty, in a chat: its own words stay as they are, ours are in the reader's language."""

import re
from collections.abc import Callable
from datetime import date

from bot.texts.language import Html, Language, Sentence, day
from plan_data.deadlines import notes

_CLAUSE = Sentence(vi="mục {section}", en="section {section}")
_PLACE = re.compile(r"(trang|dòng|bảng)(?: (\d+))?")
_PLACES = {
    "trang": Sentence(vi="trang {n}", en="page {n}"),
    "dòng": Sentence(vi="dòng {n}", en="row {n}"),
    "bảng": Sentence(vi="bảng {n}", en="table {n}"),
}
_NO_SECTION = "-"

_NOTE = Sentence(vi="ℹ️ {note}", en="ℹ️ Note: {note}")
_DAY = r"(\d{1,2}/\d{1,2}/\d{4})"
_SOMETHING = "\0"

_KINDS = {
    "tỉnh": "provinces",
    "thành phố": "cities",
    "thị xã": "towns",
    "huyện": "districts",
    "xã": "communes",
    "phường": "wards",
    "thị trấn": "townships",
    "đặc khu": "special zones",
    "sở": "departments",
    "ban": "boards",
}


def clause(section: str, language: Language) -> Html | None:
    """Where in the plan a duty stands: "section III.1", or "page 3" where the file numbers nothing."""
    if section == _NO_SECTION:
        return None
    parts = section.split(", ")
    places = [_PLACE.fullmatch(part) for part in parts]
    if not any(places):
        return _CLAUSE(language, section=section)
    return Html(
        ", ".join(
            _PLACES[place[1]](language, n=place[2] or "").strip() if place else Html(part)
            for place, part in zip(places, parts, strict=True)
        )
    )


def note_line(note: str, language: Language) -> Html:
    """The remark on a duty: the plan's, and what the program says of how it read a deadline."""
    return _NOTE(language, note=note if language == "vi" else _in_english(note))


def kind_of_units(kind: str, language: Language) -> str | None:
    """What several units of a kind are called; None where there is no word for that."""
    return kind if language == "vi" else _KINDS.get(kind)


def _in_english(note: str) -> str:
    """The program's own sentences in English; those of the plan stay."""
    for pattern, english in _OURS:
        note = pattern.sub(english, note)
    return note


def _read_day(text: str) -> str:
    number, month, year = map(int, text.split("/"))
    return day(date(year, month, number), "en")


def _ours(written: str, english: str) -> tuple[re.Pattern[str], Callable[[re.Match[str]], str]]:
    """A sentence of the program as it stands in a note, and how to say it; days are taken over as days."""
    placed = re.escape(written).replace(_SOMETHING, "(.+?)")
    pattern = re.compile(placed.replace(re.escape(notes.as_day(date.min)), _DAY))

    def say(found: re.Match[str]) -> str:
        gaps = (_read_day(gap) if re.fullmatch(_DAY, gap) else gap for gap in found.groups())
        return english.format(*gaps)

    return pattern, say


_OURS = (
    _ours(
        notes.no_such_day_note(_SOMETHING),
        "“{0}” is not in the calendar, so no day follows from it; please check the document.",
    ),
    _ours(notes.missing_year_note(), "The phrase names no year and the plan's is not known: no day follows."),
    _ours(notes.no_month_note(), "The phrase names a day without its month: no day follows."),
    _ours(
        notes.impossible_note(_SOMETHING, date.min, date.min),
        "“{0}” to the letter would be due {1}, before the plan can have been issued; so it is read as by the "
        "end of {2}.",
    ),
    _ours(
        notes.before_plan_note(date.min),
        "The deadline {0} lies before the time of the plan; please check the document.",
    ),
    _ours(
        notes.missing_event_note(""),
        "The phrase names a stretch of time but not where it begins: no day follows.",
    ),
    _ours(
        notes.missing_event_note(_SOMETHING),
        "The time counts from “{0}”, of which the day is not known; enter that day to have the deadline.",
    ),
    _ours(
        notes.not_computable_rhythm_note(), "The work repeats, but no certain day follows from the phrase."
    ),
    _ours(
        notes.lunar_note(),
        "Days of the lunar calendar are not converted; please give the day of the solar one.",
    ),
    _ours(f"Trước {notes.as_day(date.min)}: {_SOMETHING}.", "Before {0}: {1}."),
    _ours("Sản phẩm: ", "Product: "),
)
"""Those of readings, of units that changed, and of documents that became a plan."""
