"""``python -m scheduler simulate``: the play as lines, or as a workbook."""

import argparse
import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from plan_data.store.rehearsal import RehearsedReminder
from scheduler.simulate import simulate

COLUMNS = ("Ngày", "Giờ", "Người nhận", "Đơn vị", "Mã", "Việc", "Vai trò", "Hạn", "Vì sao")
WIDTHS = (12, 8, 34, 34, 10, 70, 12, 12, 28)
ROLES = {"lead": "chủ trì", "cooperating": "phối hợp"}


def add_simulate_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command; its options are for :func:`simulate_command`."""
    parser = commands.add_parser("simulate", help="diễn thử: mọi tin nhắc sẽ gửi, cho ai, lúc nào, vì sao")
    parser.add_argument("--plan", required=True, metavar="MÃ", help="mã kế hoạch, ví dụ thanh-hoa-2018")
    parser.add_argument("--from", dest="first", required=True, type=date.fromisoformat, metavar="NGÀY")
    parser.add_argument("--to", dest="last", required=True, type=date.fromisoformat, metavar="NGÀY")
    parser.add_argument(
        "--officials", type=Path, metavar="CSV", help="cán bộ để diễn thử: unit,name,hour (hour có thể bỏ)"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="XLSX", help="ghi thành bảng tính thay vì in")


def simulate_command(
    options: argparse.Namespace, url: str, zone: ZoneInfo, write: Callable[[str], object]
) -> int:
    """Play and print; the real data stay as they are.

    :raises InputError: there is no such plan, or the CSV has mistakes.
    """
    if options.last < options.first:
        write("Ngày --to phải không trước ngày --from.\n")
        return 1
    reminders = asyncio.run(simulate(url, options.plan, options.first, options.last, zone, options.officials))
    messages = [list(group) for _, group in groupby(reminders, key=_message)]
    if options.output is None:
        for message in messages:
            _write_message(message, write)
    else:
        _save(reminders, options.output)
    write(
        f"{options.first:%d/%m/%Y} – {options.last:%d/%m/%Y}: {len(messages)} tin nhắn, "
        f"{len(reminders)} lời nhắc.\n"
    )
    return 0


def _message(reminder: RehearsedReminder) -> tuple[date, int, str]:
    """A recipient gets one message a day."""
    return reminder.on, reminder.minute, reminder.recipient


def _write_message(message: Sequence[RehearsedReminder], write: Callable[[str], object]) -> None:
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


def _save(reminders: Sequence[RehearsedReminder], path: Path) -> None:
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a worksheet")
    sheet.title = "Tin nhắc"
    sheet.append(COLUMNS)
    for number, width in enumerate(WIDTHS, start=1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    for each in reminders:
        texts = (each.recipient, each.unit_name, each.duty_code, each.title, ROLES.get(each.role, each.role))
        sheet.append((each.on, _hour(each.minute), *map(_clean, texts), each.due_on, why(each)))
        for cell in sheet[sheet.max_row]:
            # Names are typed by people: none of them becomes a formula.
            if cell.data_type == "f":
                cell.data_type = "s"
    sheet.auto_filter.ref = sheet.dimensions
    book.save(path)


def _clean(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)
