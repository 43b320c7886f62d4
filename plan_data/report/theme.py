"""The look of each category in chat, pictures and files: icon, colour, word. Never a colour without its word.

No colour code is official (the provinces' trackers differ). These colours are of Okabe and Ito's palette,
which people with the common kinds of colour blindness can tell apart; the icons are the nearest that chats
have.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from plan_data.classification import Category


@dataclass(frozen=True, slots=True)
class Look:
    """``colour`` is RRGGBB; ``vi`` and ``en`` are the word that always goes with it."""

    icon: str
    colour: str
    vi: str
    en: str


LOOKS: Final[Mapping[Category, Look]] = {
    Category.DONE_ON_TIME: Look("🟢", "009E73", "Hoàn thành đúng hạn", "Done on time"),
    Category.DONE_LATE: Look("🟠", "E69F00", "Hoàn thành quá hạn", "Done late"),
    Category.WAITING: Look("🟣", "CC79A7", "Chờ xác nhận", "To be confirmed"),
    Category.OPEN_ON_TIME: Look("🔵", "56B4E9", "Đang thực hiện trong hạn", "Under way, in time"),
    Category.OPEN_LATE: Look("🔴", "C1272D", "Đang thực hiện quá hạn", "Under way, overdue"),
    Category.NO_DEADLINE: Look("⚪", "BBBBBB", "Không hạn", "No deadline"),
}
"""In the order in which they are listed and stacked."""

BLOCKED: Final = Look("⚫", "000000", "Vướng mắc", "Blocked")
SILENT: Final = Look("🔇", "666666", "Chưa báo gì", "Silent")
"""Marks beside a category: a duty can be overdue, blocked and silent at once."""
