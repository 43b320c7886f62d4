"""``python -m scheduler simulate``: the play as lines, as a workbook, or only as figures of each day."""

import argparse
import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from plan_data.store.rehearsal import RehearsedDay, RehearsedReminder
from scheduler.pace import all_left_at, bulk_rate
from scheduler.planning import QUIET_FROM_MINUTE
from scheduler.simulate import Play, count_ahead, simulate

COLUMNS = ("Ngày", "Giờ", "Người nhận", "Đơn vị", "Mã", "Việc", "Vai trò", "Hạn", "Vì sao")
WIDTHS = (12, 8, 34, 34, 10, 70, 12, 12, 28)
ROLES = {"lead": "chủ trì", "cooperating": "phối hợp"}

LIMITS = (30, 1000)
"""Messages a second that Telegram takes of a bot, without and with paid broadcasts."""

Message = Sequence[RehearsedReminder]
"""The reminders that one chat gets together on a day."""

Write = Callable[[str], object]


def add_simulate_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command; its options are for :func:`simulate_command`."""
    parser = commands.add_parser("simulate", help="diễn thử: mọi tin nhắc sẽ gửi, cho ai, lúc nào, vì sao")
    parser.add_argument("--plan", required=True, metavar="MÃ", help="mã kế hoạch, ví dụ thanh-hoa-2018")
    parser.add_argument("--from", dest="first", required=True, type=date.fromisoformat, metavar="NGÀY")
    parser.add_argument("--to", dest="last", required=True, type=date.fromisoformat, metavar="NGÀY")
    who = parser.add_mutually_exclusive_group()
    who.add_argument(
        "--officials", type=Path, metavar="CSV", help="cán bộ để diễn thử: unit,name,hour (hour có thể bỏ)"
    )
    who.add_argument("--per-unit", type=_number, metavar="SỐ", help="diễn thử với chừng ấy cán bộ mỗi đơn vị")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("-o", "--output", type=Path, metavar="XLSX", help="ghi thành bảng tính thay vì in")
    how.add_argument(
        "--count-only", action="store_true", help="chỉ in mỗi ngày bao nhiêu tin và gửi xong lúc nào"
    )


def _number(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 1_000_000:
        raise argparse.ArgumentTypeError("từ 1 đến 1000000")
    return number


def simulate_command(options: argparse.Namespace, url: str, zone: ZoneInfo, write: Write) -> int:
    """Play and print; the real data stay as they are.

    :raises InputError: there is no such plan, or the CSV has mistakes.
    """
    if options.last < options.first:
        write("Ngày --to phải không trước ngày --from.\n")
        return 1
    play = Play(options.plan, options.first, options.last, zone, options.officials, per_unit=options.per_unit)
    if options.count_only:
        messages, reminders = asyncio.run(_count(url, play, write))
    elif options.output is None:
        messages, reminders = asyncio.run(_tell(url, play, lambda message: _write_message(message, write)))
    else:
        table = _Table()
        messages, reminders = asyncio.run(_tell(url, play, table.add))
        table.save(options.output)
    write(
        f"{play.first:%d/%m/%Y} – {play.last:%d/%m/%Y}: {_dotted(messages)} tin nhắn, "
        f"{_dotted(reminders)} lời nhắc.\n"
    )
    return 0


async def _tell(url: str, play: Play, tell: Callable[[Message], object]) -> tuple[int, int]:
    """Hand over each message as the play comes to it; how many messages and reminders there were."""
    messages = reminders = 0
    async for message in _messages(url, play):
        tell(message)
        messages += 1
        reminders += len(message)
    return messages, reminders


async def _messages(url: str, play: Play) -> AsyncIterator[Message]:
    message: list[RehearsedReminder] = []
    async for reminder in simulate(url, play):
        if message and (reminder.on, reminder.chat_id) != (message[0].on, message[0].chat_id):
            yield message
            message = []
        message.append(reminder)
    if message:
        yield message


async def _count(url: str, play: Play, write: Write) -> tuple[int, int]:
    messages = reminders = 0
    async for day in count_ahead(url, play):
        if day.messages:
            write(f"{day.on:%d/%m/%Y}: {_day_in_figures(day)}\n")
        messages += day.messages
        reminders += day.reminders
    return messages, reminders


def _day_in_figures(day: RehearsedDay) -> str:
    """How much it brings, and when the last of it has left at the pace that leaves room for answers."""
    ends = [
        f"{_dotted(limit)}/giây: {_end(all_left_at(day.messages_by_minute, bulk_rate(limit)))}"
        for limit in LIMITS
    ]
    return f"{_dotted(day.messages)} tin, {_dotted(day.reminders)} lời nhắc; gửi xong ở mức {', '.join(ends)}"


def _end(minute: float) -> str:
    if minute > QUIET_FROM_MINUTE:
        return f"không kịp trước {_hour(QUIET_FROM_MINUTE)}, phần còn lại sang ngày làm việc sau"
    return f"{_hour(int(minute))}:{int(minute * 60) % 60:02}"


def _write_message(message: Message, write: Write) -> None:
    head = message[0]
    write(f"{head.on:%d/%m/%Y} {_hour(head.minute)}  {head.recipient}\n")
    for each in message:
        due = f"hạn {each.due_on:%d/%m/%Y}, {why(each)}"
        write(f"    {each.duty_code}  {each.unit_name}: {each.title} – {due}\n")


def why(reminder: RehearsedReminder) -> str:
    """Why it goes out on that day: the stage it is at."""
    if reminder.stage > 0:
        return f"mốc trước hạn {reminder.stage} ngày"
    if reminder.stage == 0:
        return "đến hạn"
    return f"quá hạn {-reminder.stage} ngày"


def _hour(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


class _Table:
    """The workbook, a row a reminder."""

    def __init__(self) -> None:
        self._book = Workbook()
        sheet = self._book.active
        if not isinstance(sheet, Worksheet):
            raise TypeError("a new workbook has a worksheet")
        sheet.title = "Tin nhắc"
        sheet.append(COLUMNS)
        for number, width in enumerate(WIDTHS, start=1):
            sheet.cell(1, number).font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.freeze_panes = "A2"
        self._sheet = sheet

    def add(self, message: Message) -> None:
        for each in message:
            role = ROLES.get(each.role, each.role)
            texts = (each.recipient, each.unit_name, each.duty_code, each.title, role)
            self._sheet.append((each.on, _hour(each.minute), *map(_clean, texts), each.due_on, why(each)))
            for cell in self._sheet[self._sheet.max_row]:
                # Names are typed by people: none of them becomes a formula.
                if cell.data_type == "f":
                    cell.data_type = "s"

    def save(self, path: Path) -> None:
        self._sheet.auto_filter.ref = self._sheet.dimensions
        self._book.save(path)


def _clean(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)
