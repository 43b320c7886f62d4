"""``python -m scheduler escalations --on DATE``: who would be told of which silence that day, and why."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from plan_data.store.database import Database
from plan_data.store.reference import ReferenceCache
from scheduler.escalation import Level
from scheduler.situation import Due, escalations_due, look

LEVELS = {
    Level.LEADER: "lãnh đạo đơn vị",
    Level.COORDINATOR: "cơ quan thường trực",
    Level.LEADERSHIP: "bản tin tuần của lãnh đạo",
}


def preview_escalations(url: str, on: date, zone: ZoneInfo, write: Callable[[str], object]) -> int:
    """Print what would be escalated on a day, from the reports known now; sends and records nothing."""
    return asyncio.run(_preview(url, on, zone, write))


async def _preview(url: str, on: date, zone: ZoneInfo, write: Callable[[str], object]) -> int:
    database = Database(url)
    now = datetime.combine(on, time(12), zone)
    try:
        reference = await ReferenceCache(database).get(now)
        async with database.reading() as session:
            situation = await look(session, reference, on, now, zone)
            due = await escalations_due(session, situation)
    finally:
        await database.close()
    if not reference.calendar.is_working_day(on):
        write(f"{on:%d/%m/%Y} là ngày nghỉ: không báo ai.\n")
        return 0
    for each in due:
        _write_due(each, write)
    weekly = situation.silent_at(Level.LEADERSHIP)
    write(
        f"{on:%d/%m/%Y}: {len(due)} tin báo lên; {len(situation.silences)} việc quá hạn đang im lặng, "
        f"trong đó {len(weekly)} việc thuộc {LEVELS[Level.LEADERSHIP]}.\n"
    )
    return 0


def _write_due(due: Due, write: Callable[[str], object]) -> None:
    to = LEVELS[Level.LEADER if due.chat.units is not None else Level.COORDINATOR]
    write(f"{due.chat.official_name} ({to}), {len(due.duties)} việc:\n")
    for each in due.duties:
        why = f"im lặng {each.working_days} ngày làm việc từ {each.since:%d/%m/%Y}"
        if due.chat.units is None and due.level is Level.LEADER:
            why += ", đơn vị chưa có lãnh đạo trên hệ thống"
        duty = each.duty
        write(
            f"  {duty.code}  {duty.unit_name}: {duty.title}; quá hạn {duty.standing.days_late} ngày, {why}\n"
        )
