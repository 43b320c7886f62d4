"""``python -m plan_data calendar``: decreed days off and working days, which win over published holidays."""

import argparse
import asyncio
from collections.abc import Sequence
from datetime import date

from plan_data.clock import system_clock
from plan_data.deadlines import WorkingCalendar
from plan_data.load_command import print_changes
from plan_data.load_report import LoadReport
from plan_data.loading import expand_again
from plan_data.plan_file import Plan
from plan_data.settings import Settings
from plan_data.store.calendar_days import DecreedDay, decree_day, decreed_days, forget_day
from plan_data.store.database import Database
from plan_data.store.migrate import require_current_schema

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def add_calendar_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``calendar add``, ``calendar remove`` and ``calendar list``."""
    calendar = commands.add_parser("calendar", help="ngày nghỉ, ngày làm bù theo quyết định").add_subparsers(
        required=True, metavar="LỆNH"
    )
    add = calendar.add_parser("add", help="ghi một ngày nghỉ hoặc làm bù")
    add.add_argument("day", type=date.fromisoformat, metavar="NGÀY", help="YYYY-MM-DD")
    kind = add.add_mutually_exclusive_group(required=True)
    kind.add_argument("--off", action="store_true", help="ngày nghỉ")
    kind.add_argument("--working", action="store_true", help="ngày làm việc (làm bù)")
    add.add_argument("--reason", default="", help="văn bản quy định")
    add.set_defaults(run=lambda options: _change(DecreedDay(options.day, options.working, options.reason)))

    remove = calendar.add_parser("remove", help="bỏ một ngày đã ghi")
    remove.add_argument("day", type=date.fromisoformat, metavar="NGÀY", help="YYYY-MM-DD")
    remove.set_defaults(run=lambda options: _change(options.day))

    listing = calendar.add_parser("list", help="các ngày nghỉ và làm bù của một năm")
    listing.add_argument("--year", type=_year, required=True, metavar="NĂM")
    listing.set_defaults(run=lambda options: _list(options.year))


def _year(text: str) -> int:
    year = int(text)
    if not 1976 <= year <= 2999:
        raise argparse.ArgumentTypeError("năm từ 1976 đến 2999")
    return year


def _change(change: DecreedDay | date) -> int:
    """Write or forget a day, then reckon every plan's deadlines in working days again.

    Reminders that were not sent yet need nothing more: each morning plans them by the calendar as it is.
    """
    url = Settings().database_url
    require_current_schema(url)

    now = system_clock()

    async def run() -> Sequence[tuple[Plan, LoadReport]]:
        database = Database(url)
        try:
            async with database.writing() as session:
                if isinstance(change, DecreedDay):
                    await decree_day(session, change, now)
                else:
                    await forget_day(session, change, now)
            return await expand_again(database, now)
        finally:
            await database.close()

    plans = asyncio.run(run())
    day = change.day if isinstance(change, DecreedDay) else change
    print(f"Đã ghi {_WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}. Tin nhắc từ nay tính theo lịch mới.")
    for plan, report in plans:
        if report.moved:
            print(plan.title)
            print_changes(report)
    return 0


def _list(year: int) -> int:
    url = Settings().database_url
    require_current_schema(url)

    async def run() -> Sequence[DecreedDay]:
        database = Database(url)
        try:
            async with database.reading() as session:
                return await decreed_days(session)
        finally:
            await database.close()

    decreed = {each.day: each for each in asyncio.run(run())}
    calendar = WorkingCalendar({day: each.is_working for day, each in decreed.items()})
    day = date(year, 1, 1)
    while day.year == year:
        name = calendar.holiday_name(day)
        is_swapped = day.weekday() >= 5 and calendar.is_working_day(day)
        if name or is_swapped or day in decreed:
            kind = "làm việc" if calendar.is_working_day(day) else "nghỉ"
            reason = decreed[day].reason if day in decreed else name or "làm bù"
            mark = "*" if day in decreed else " "
            print(f"{mark} {day:%d/%m/%Y} {_WEEKDAYS[day.weekday()]}: {kind} ({reason})")
        day = date.fromordinal(day.toordinal() + 1)
    print("* ghi theo quyết định; còn lại theo lịch đã công bố")
    return 0
