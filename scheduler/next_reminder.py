"""When somebody is told something next, if nobody reports anything: for trying the program out."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from plan_data.deadlines import WorkingCalendar
from plan_data.store.database import Database
from plan_data.store.digests import (
    ChatWithHour,
    announced,
    chats_with_hours,
    open_duties,
)
from plan_data.store.snooze import snoozes_of_chats
from scheduler.due import HORIZON
from scheduler.planning import QUIET_FROM_MINUTE, digest_for, duties_at_stages

FURTHEST_DAYS = 800
FURTHEST_WITHOUT_DIGEST = timedelta(days=60)

Foresee = Callable[[datetime, datetime], Awaitable[datetime | None]]
"""The first moment from one on and before another at which there is something to tell; None without one."""


async def next_message_at(
    database: Database,
    now: datetime,
    zone: ZoneInfo,
    calendar: WorkingCalendar,
    others: Sequence[Foresee],
) -> datetime | None:
    """The first moment from ``now`` on at which a digest goes out, or one of the ``others`` has something."""
    found = await next_reminder_at(database, now, zone, calendar)
    before = found or now + FURTHEST_WITHOUT_DIGEST
    for foresee in others:
        earlier = await foresee(now, before)
        if earlier is not None:
            found = before = earlier
    return found


async def next_reminder_at(
    database: Database, now: datetime, zone: ZoneInfo, calendar: WorkingCalendar
) -> datetime | None:
    """The first moment from ``now`` on at which a chat gets a digest; None when none ever would."""
    local = now.astimezone(zone)
    async with database.reading() as session:
        chats = await chats_with_hours(session)
        if not chats:
            return None
        told = await announced(session, chats[0].chat.id, chats[-1].chat.id)
        snoozes = await snoozes_of_chats(session, chats[0].chat.id, chats[-1].chat.id)
        duties = await open_duties(session, local.date() + timedelta(days=FURTHEST_DAYS) + HORIZON)
    for ahead in range(FURTHEST_DAYS):
        day = local.date() + timedelta(days=ahead)
        if not calendar.is_working_day(day):
            continue
        at_stages = duties_at_stages(duties, day, calendar, zone)
        due = [
            chat
            for chat in chats
            if chat.may_get_one_on(day)
            and digest_for(
                chat.chat,
                at_stages,
                told.get(chat.chat.id, set()),
                snoozes.get(chat.chat.id, {}),
                day,
                zone,
            )
        ]
        if moment := _earliest(due, day, local, zone):
            return moment
    return None


def _earliest(chats: Sequence[ChatWithHour], day: date, local: datetime, zone: ZoneInfo) -> datetime | None:
    moments = [
        datetime.combine(day, time(chat.digest_minute // 60, chat.digest_minute % 60), zone) for chat in chats
    ]
    if day == local.date():
        if local.hour * 60 + local.minute >= QUIET_FROM_MINUTE:
            return None
        # Whose hour has come today but who has no digest yet gets it at once.
        moments = [max(moment, local) for moment in moments]
    return min(moments, default=None)
