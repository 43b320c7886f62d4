"""Sentences in both languages, and how dates and counts are said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Literal
from zoneinfo import ZoneInfo

Language = Literal["vi", "en"]


def language_of(code: str | None) -> Language:
    """The language for somebody whose Telegram is set to ``code`` (an IETF tag): English if asked for."""
    return "en" if code is not None and code.lower().startswith("en") else "vi"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text in both languages with named gaps. It is HTML; what fills the gaps is plain text.

    A value that is HTML itself, made by another sentence, is passed as :class:`Html`.
    """

    vi: str
    en: str

    def __call__(self, language: Language, **values: object) -> "Html":
        template = self.en if language == "en" else self.vi
        filled = {
            name: value if isinstance(value, Html) else escape(str(value), quote=False)
            for name, value in values.items()
        }
        return Html(template.format(**filled))


class Html(str):
    """Text that may go into a message as it is."""

    __slots__ = ()


def quoted(text: str) -> Html:
    """What somebody wrote, made safe."""
    return Html(escape(text, quote=False))


def shortened(text: str, room: int) -> str:
    """What somebody wrote, on one line of at most ``room`` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= room else flat[: room - 1].rstrip() + "…"


def lines(*parts: str | None) -> Html:
    """The parts one below the other; what is None is left out."""
    return Html("\n".join(part for part in parts if part is not None))


_WEEKDAYS_VI = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date, language: Language) -> str:
    """A date as officials write it: 05/8/2018, 30/01/2018 (Decree 30/2020: 0 before day < 10, month < 3)."""
    if language == "en":
        return f"{value.day} {_MONTHS_EN[value.month - 1]} {value.year}"
    month = f"{value.month:02}" if value.month < 3 else str(value.month)
    return f"{value.day:02}/{month}/{value.year}"


def weekday(value: date, language: Language) -> str:
    return (_WEEKDAYS_EN if language == "en" else _WEEKDAYS_VI)[value.weekday()]


def day_with_weekday(value: date, language: Language) -> str:
    """thứ Ba, ngày 30/01/2018."""
    separator = " " if language == "en" else ", ngày "
    return f"{weekday(value, language)}{separator}{day(value, language)}"


def near_day(value: date, language: Language) -> str:
    """thứ Ba, ngày 30/01: a day so near that its year goes without saying."""
    year = f"{' ' if language == 'en' else '/'}{value.year}"
    return day_with_weekday(value, language).removesuffix(year)


def moment(value: datetime, zone: ZoneInfo, language: Language) -> str:
    """07:30 30/01/2018, in the plan's zone."""
    local = value.astimezone(zone)
    return f"{local:%H:%M} {day(local.date(), language)}"


def clock_time(minute: int) -> str:
    """A minute of the day as 07:30."""
    return f"{minute // 60:02}:{minute % 60:02}"


_ONE_DAY = Sentence(vi="1 ngày", en="1 day")
_DAYS = Sentence(vi="{n} ngày", en="{n} days")


def days(count: int, language: Language) -> Html:
    """A number of days: 1 day, 3 days."""
    return (_ONE_DAY if count == 1 else _DAYS)(language, n=count)


_AND = Sentence(vi=" và ", en=" and ")


def listed(names: Sequence[str], language: Language) -> str:
    """a, b và c."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + _AND(language) + names[-1]
