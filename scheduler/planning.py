"""Planning the day's digests: whose hour has come, and what reached a stage."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from plan_data.deadlines import WorkingCalendar
from plan_data.store.database import Database
from plan_data.store.digests import (
    Announcement,
    ChatToPlan,
    OpenDuty,
    PlannedDigest,
    announced,
    chats_to_plan,
    drop_stale_digests,
    has_chats_to_plan,
    has_stale_digests,
    mark_planned,
    open_duties,
    plan_digests,
)
from plan_data.store.snooze import snoozes_of_chats
from scheduler.due import HORIZON, ReachedStages, reached_stages
from scheduler.rounds import is_snoozed, rounds_of_chat, rounds_of_duty

CHATS_A_TRANSACTION = 1000

QUIET_UNTIL_MINUTE = 7 * 60
"""Before this minute of the day nobody is written to but who chose an earlier hour."""

QUIET_FROM_MINUTE = 20 * 60
"""From this minute of the day on nobody is written to; what was not sent by then waits for a working day."""


@dataclass(frozen=True, slots=True)
class DutyAtStage:
    """``round`` counts how often the stage was opened again for every chat."""

    duty: OpenDuty
    stages: ReachedStages
    round: int


def first_by_day(now: datetime, zone: ZoneInfo) -> datetime:
    """The first moment from ``now`` on at which people may be written to without having been asked when."""
    local = now.astimezone(zone)
    minute = local.hour * 60 + local.minute
    if QUIET_UNTIL_MINUTE <= minute < QUIET_FROM_MINUTE:
        return now
    day = local.date() + timedelta(days=minute >= QUIET_FROM_MINUTE)
    return datetime.combine(day, time(QUIET_UNTIL_MINUTE // 60), zone)


def duties_at_stages(
    duties: Iterable[OpenDuty], today: date, calendar: WorkingCalendar, zone: ZoneInfo
) -> Mapping[str, Sequence[DutyAtStage]]:
    """The duties that have reached a stage by ``today``, by unit."""
    by_unit: dict[str, list[DutyAtStage]] = {}
    for duty in duties:
        stages = reached_stages(duty.due_on, today, calendar, is_lead=duty.is_lead)
        if stages is not None:
            again = rounds_of_duty(duty, today, calendar, zone)
            by_unit.setdefault(duty.unit_code, []).append(DutyAtStage(duty, stages, again))
    return by_unit


def digest_for(
    chat: ChatToPlan,
    at_stages: Mapping[str, Sequence[DutyAtStage]],
    told: set[Announcement],
    snoozes: Mapping[int, Sequence[date]],
    today: date,
    zone: ZoneInfo,
) -> PlannedDigest | None:
    """What a chat is to be told: of each duty the stage it is at, unless it was told; None when nothing.

    ``snoozes`` gives for a duty the days on which the chat's snoozes end: before that it is passed over.

    Stages that passed unannounced while the chat already followed the unit are missed: the scheduler was
    down, or the chat paused or unreachable.
    """
    reminders, missed = [], []
    for followed in chat.follows:
        since = followed.since_at.astimezone(zone).date()
        for at_stage in at_stages.get(followed.unit_code, ()):
            duty, stages = at_stage.duty, at_stage.stages
            ends = snoozes.get(duty.id, ())
            again = at_stage.round + rounds_of_chat(ends, today)
            current = Announcement(duty.id, stages.current, duty.due_on, again)
            if current in told or is_snoozed(ends, today):
                continue
            reminders.append(current)
            missed += [
                passed
                for stage in stages.overtaken
                if stages.since[stage] > since
                and (passed := Announcement(duty.id, stage, duty.due_on)) not in told
            ]
    if not reminders:
        return None
    return PlannedDigest(
        chat_id=chat.id,
        urgency=min(reminder.stage for reminder in reminders),
        reminders=tuple(reminders),
        missed=tuple(missed),
    )


async def plan_day(
    database: Database,
    now: datetime,
    zone: ZoneInfo,
    calendar: WorkingCalendar,
    *,
    with_fallback: bool = False,
) -> int:
    """Plan today's digest of every chat whose hour has come and that has none yet; returns how many.

    Repeating it changes nothing. On a free day, and at night, nothing is planned. ``with_fallback`` says that
    whoever has an address is reached there, also when the chat is unreachable.
    """
    local = now.astimezone(zone)
    today, minute = local.date(), local.hour * 60 + local.minute
    if minute >= QUIET_FROM_MINUTE or not calendar.is_working_day(today):
        return 0
    async with database.reading() as session:
        has_stale = await has_stale_digests(session, today)
    if has_stale:
        async with database.writing() as session:
            await drop_stale_digests(session, today)
    async with database.reading() as session:
        if not await has_chats_to_plan(session, today, minute, with_fallback=with_fallback):
            return 0
        at_stages = duties_at_stages(await open_duties(session, today + HORIZON), today, calendar, zone)
    planned, last_id = 0, 0
    while True:
        async with database.writing() as session:
            chats = await chats_to_plan(
                session,
                today=today,
                minute=minute,
                after_id=last_id,
                limit=CHATS_A_TRANSACTION,
                with_fallback=with_fallback,
            )
            if not chats:
                return planned
            last_id = chats[-1].id
            told = await announced(session, chats[0].id, last_id)
            snoozes = await snoozes_of_chats(session, chats[0].id, last_id)
            digests = [
                digest
                for chat in chats
                if (
                    digest := digest_for(
                        chat,
                        at_stages,
                        told.get(chat.id, set()),
                        snoozes.get(chat.id, {}),
                        today,
                        zone,
                    )
                )
            ]
            planned += await plan_digests(session, digests, today=today, now=now)
            await mark_planned(session, [chat.id for chat in chats], today)
