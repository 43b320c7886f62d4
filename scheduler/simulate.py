"""Playing a plan ahead: every reminder that would go out between two days, to whom, when and why.

It is the scheduler's own planning that is played, in a temporary copy; nothing is written to the real data
and nothing is sent. Nobody reports anything while it is played.
"""

import csv
import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from plan_data.loading import load_plan
from plan_data.plan_file import find_plan
from plan_data.problems import InputError, InputProblem
from plan_data.store.backup import back_up, sqlite_file
from plan_data.store.chats import follow, keep_chat, set_digest_minute
from plan_data.store.database import Database
from plan_data.store.digests import open_duties
from plan_data.store.migrate import SchemaOutdatedError, require_current_schema, upgrade
from plan_data.store.move import move
from plan_data.store.plans import loaded_plan
from plan_data.store.reference import ReferenceCache
from plan_data.store.rehearsal import RehearsedReminder, plan_anew, rehearsed, take_as_sent
from plan_data.units import UnitDirectory
from scheduler.planning import QUIET_FROM_MINUTE, plan_day

DAY = timedelta(days=1)
LAST_MINUTE = time(QUIET_FROM_MINUTE // 60 - 1, 59)
"""By then the hour of every chat has come."""

EARLIEST_MINUTE, LATEST_MINUTE = 5 * 60, 19 * 60 + 30
CSV_COLUMNS = ("unit", "name", "hour")


@dataclass(frozen=True, slots=True)
class PlayedOfficial:
    """Somebody who follows a unit in the play; ``minute`` of the day is when they want to be written to."""

    unit_code: str
    name: str
    minute: int | None = None


def read_officials(path: Path, directory: UnitDirectory) -> tuple[PlayedOfficial, ...]:
    """Read a CSV with the columns unit (code), name and, if wanted, hour (07:30).

    :raises InputError: with every mistake and its line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise InputError((InputProblem(None, str(path), "Không đọc được tệp; cần CSV UTF-8."),)) from None
    officials, problems = [], []
    with io.StringIO(text, newline="") as file:
        rows = csv.DictReader(file)
        if rows.fieldnames is None or not {"unit", "name"} <= set(rows.fieldnames):
            wanted = ",".join(CSV_COLUMNS)
            raise InputError((InputProblem(1, str(path), f"Dòng đầu phải là {wanted} (hour có thể bỏ)."),))
        for row in rows:
            try:
                officials.append(_official(row, directory))
            except ValueError as error:
                problems.append(InputProblem(rows.line_num, str(path), str(error)))
    if problems:
        raise InputError(tuple(problems))
    return tuple(officials)


def _official(row: dict[str, str | None], directory: UnitDirectory) -> PlayedOfficial:
    code, name, hour = ((row.get(column) or "").strip() for column in CSV_COLUMNS)
    if directory.get(code) is None:
        raise ValueError(f"Không có đơn vị mã “{code}”. Hãy xem python -m plan_data show.")
    if not name:
        raise ValueError("Thiếu tên cán bộ.")
    if not hour:
        return PlayedOfficial(code, name)
    try:
        at = time.fromisoformat(hour.zfill(5))
    except ValueError:
        raise ValueError(f"Không đọc được giờ “{hour}”; hãy viết như 07:30.") from None
    minute = at.hour * 60 + at.minute
    if not EARLIEST_MINUTE <= minute <= LATEST_MINUTE:
        raise ValueError(f"Giờ “{hour}” phải từ 05:00 đến 19:30.")
    return PlayedOfficial(code, name, minute)


async def simulate(
    url: str, plan_code: str, first: date, last: date, zone: ZoneInfo, officials_csv: Path | None = None
) -> Sequence[RehearsedReminder]:
    """Every reminder of a plan from ``first`` to ``last``, by day, hour and recipient.

    With a CSV of officials they follow the plan as it is on disk, from the day before on. Without one it is
    played with the officials, reports and history in the database where the plan is loaded; else with one
    imagined official for each unit.

    :raises InputError: there is no such plan, or the CSV has mistakes.
    """
    with tempfile.TemporaryDirectory(prefix="nhac-han-") as folder:
        copy = Path(folder) / "play.sqlite3"
        is_real = officials_csv is None and await _copy_of_real_data(url, plan_code, copy)
        if not is_real:
            upgrade(f"sqlite:///{copy}")
        database = Database(f"sqlite:///{copy}")
        try:
            if not is_real:
                await _cast(database, plan_code, first, zone, officials_csv)
            return await _play(database, plan_code, first, last, zone)
        finally:
            await database.close()


async def _copy_of_real_data(url: str, plan_code: str, copy: Path) -> bool:
    """Copy the database, if there is one and the plan is loaded in it."""
    try:
        require_current_schema(url)
    except SchemaOutdatedError:
        return False
    real = Database(url)
    try:
        async with real.reading() as session:
            if await loaded_plan(session, plan_code) is None:
                return False
    finally:
        await real.close()
    source = sqlite_file(url)
    if source is None:
        move(url, f"sqlite:///{copy}")
    else:
        back_up(source, copy)
    return True


async def _cast(
    database: Database, plan_code: str, first: date, zone: ZoneInfo, officials_csv: Path | None
) -> None:
    """Load the plan, and let officials follow their units since the day before."""
    since = datetime.combine(first - DAY, time(12), zone)
    await load_plan(database, find_plan(plan_code), since)
    directory = (await ReferenceCache(database).get(since)).directory
    if officials_csv is None:
        async with database.reading() as session:
            units = {duty.unit_code for duty in await open_duties(session, date.max)}
        officials: Sequence[PlayedOfficial] = [
            PlayedOfficial(unit.code, unit.name) for unit in directory.units if unit.code in units
        ]
    else:
        officials = read_officials(officials_csv, directory)
    async with database.writing() as session:
        for number, official in enumerate(officials, start=1):
            chat = await keep_chat(
                session,
                telegram_chat_id=number,
                thread_id=0,
                kind="private",
                title=official.name,
                official_id=None,
                language="vi",
            )
            await follow(session, chat.id, official.unit_code, since)
            if official.minute is not None:
                await set_digest_minute(session, chat.id, official.minute)


async def _play(
    database: Database, plan_code: str, first: date, last: date, zone: ZoneInfo
) -> Sequence[RehearsedReminder]:
    found: list[RehearsedReminder] = []
    calendar = (await ReferenceCache(database).get(datetime.combine(first, LAST_MINUTE, zone))).calendar
    async with database.writing() as session:
        await plan_anew(session)
    for ahead in range((last - first).days + 1):
        day = first + ahead * DAY
        await plan_day(database, datetime.combine(day, LAST_MINUTE, zone), zone, calendar)
        async with database.writing() as session:
            found += await rehearsed(session, day, plan_code)
            await take_as_sent(session)
    return found
