"""Planning what coordinators and leaders are told: mornings, escalations, the leadership's week.

Once a working day for each chat, from its own hour on. Everything is worked out afresh from the tables; the
ledger of notices keeps a second scheduler, or this one after a restart, from saying it twice.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.deadlines import WorkingCalendar
from plan_data.report.briefing import Briefing, EscalationContents, MorningContents, WeeklyContents
from plan_data.report.figures import Figures, figures_by
from plan_data.report.overview import Overview, latest
from plan_data.store.coordination import (
    OfficialChat,
    Reach,
    coordinator_chats,
    leader_chats,
    unreached,
    words_since,
)
from plan_data.store.database import Database
from plan_data.store.notices import NewNotice, NoticeKind, last_planned, not_planned, plan_notices
from plan_data.store.reference import Reference, ReferenceCache
from scheduler.escalation import Level
from scheduler.planning import QUIET_FROM_MINUTE
from scheduler.situation import Situation, escalations_due, look

DUTIES_A_MESSAGE = 12
UNREACHED_AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class CoordinationWords:
    """The texts, each for contents in a language (its code); None when there is nothing to say."""

    escalation: Callable[[EscalationContents, str], Briefing]
    morning: Callable[[MorningContents, str], Briefing | None]
    weekly: Callable[[WeeklyContents, str], Briefing]


class CoordinationPlanner:
    """Plans the notices of coordinators and leaders as their hours come."""

    def __init__(
        self,
        database: Database,
        reference: ReferenceCache,
        zone: ZoneInfo,
        words: CoordinationWords,
        *,
        with_fallback: bool = False,
    ) -> None:
        self._database = database
        self._reference = reference
        self._zone = zone
        self._words = words
        self._with_fallback = with_fallback
        self._planned: dict[int, date] = {}

    async def plan(self, now: datetime) -> int:
        """Plan for the chats whose hour has come, once a day for each; returns how many notices."""
        ready, notices = await self._due(now, await self._reference.get(now))
        if not ready:
            return 0
        async with self._database.writing() as session:
            planned = await plan_notices(session, notices, asked_by=None, now=now)
        self._planned.update(dict.fromkeys(ready, now.astimezone(self._zone).date()))
        return planned

    async def next_at(self, now: datetime, before: datetime) -> datetime | None:
        """The first moment from ``now`` on and before another at which there will be something to plan.

        Nothing but time passes until then: nobody reports, nobody is told anything else.
        """
        reference = await self._reference.get(now)
        day = now.astimezone(self._zone).date()
        while datetime.combine(day, time(), self._zone) < before:
            minutes = sorted({chat.digest_minute for chat in await self._chats(day)})
            for hour in (datetime.combine(day, time(*divmod(each, 60)), self._zone) for each in minutes):
                moment = max(now, hour)
                if moment >= before:
                    return None
                _, notices = await self._due(moment, reference)
                async with self._database.reading() as session:
                    if await not_planned(session, notices):
                        return moment
            day += timedelta(days=1)
        return None

    async def _chats(self, today: date) -> Sequence[OfficialChat]:
        async with self._database.reading() as session:
            return [
                *await coordinator_chats(session, today, with_fallback=self._with_fallback),
                *await leader_chats(session, today, with_fallback=self._with_fallback),
            ]

    async def _due(self, now: datetime, reference: Reference) -> tuple[Collection[int], Sequence[NewNotice]]:
        """The chats whose hour has come, and what they are to be told."""
        local = now.astimezone(self._zone)
        today, minute = local.date(), local.hour * 60 + local.minute
        if minute >= QUIET_FROM_MINUTE or not reference.calendar.is_working_day(today):
            return (), ()
        ready = {chat.chat_id for chat in await self._chats(today) if self._is_ready(chat, today, minute)}
        if not ready:
            return (), ()
        async with self._database.reading() as session:
            situation = await look(
                session, reference, today, now, self._zone, with_fallback=self._with_fallback
            )
            notices = [
                *await self._escalations(session, situation, ready),
                *await self._mornings(session, situation, ready, reference.calendar),
                *self._weeks(situation, ready, reference),
            ]
        return ready, notices

    def _is_ready(self, chat: OfficialChat, today: date, minute: int) -> bool:
        is_paused = chat.paused_until is not None and chat.paused_until >= today
        return chat.digest_minute <= minute and not is_paused and self._planned.get(chat.chat_id) != today

    async def _escalations(
        self, session: AsyncSession, situation: Situation, ready: Collection[int]
    ) -> list[NewNotice]:
        notices = []
        for due in await escalations_due(session, situation):
            if due.chat.chat_id in ready:
                contents = EscalationContents(
                    situation.today,
                    due.duties[:DUTIES_A_MESSAGE],
                    max(0, len(due.duties) - DUTIES_A_MESSAGE),
                    is_for_leader=due.chat.units is not None,
                )
                text = self._words.escalation(contents, due.chat.language)
                key = f"{due.level}:{situation.today.isoformat()}"
                notices.append(
                    NewNotice(due.chat.chat_id, NoticeKind.ESCALATION, key, text.text, text.duty_ids)
                )
        return notices

    async def _mornings(
        self,
        session: AsyncSession,
        situation: Situation,
        ready: Collection[int],
        calendar: WorkingCalendar,
    ) -> list[NewNotice]:
        notices = []
        last = await last_planned(session, NoticeKind.MORNING)
        for chat in situation.coordinators:
            if chat.chat_id not in ready:
                continue
            since = last.get(chat.chat_id) or _hour_before(situation.today, chat, calendar, self._zone)
            contents = await morning(session, situation, since, calendar)
            text = self._words.morning(contents, chat.language)
            if text is not None:
                key = situation.today.isoformat()
                notices.append(NewNotice(chat.chat_id, NoticeKind.MORNING, key, text.text, text.duty_ids))
        return notices

    def _weeks(self, situation: Situation, ready: Collection[int], reference: Reference) -> list[NewNotice]:
        if not starts_a_week(situation.today, reference.calendar):
            return []
        year, week, _ = situation.today.isocalendar()
        notices = []
        for chat in situation.leaders:
            contents = week_of(situation, chat, reference)
            if chat.chat_id in ready and contents is not None:
                text = self._words.weekly(contents, chat.language)
                notices.append(
                    NewNotice(chat.chat_id, NoticeKind.WEEKLY, f"{year}-{week}", text.text, text.duty_ids)
                )
        return notices


def starts_a_week(today: date, calendar: WorkingCalendar) -> bool:
    """Whether the day is the first working day of its week."""
    return calendar.next_working_day(today - timedelta(days=today.weekday())) == today


def _hour_before(today: date, chat: OfficialChat, calendar: WorkingCalendar, zone: ZoneInfo) -> datetime:
    """The chat's hour on the working day before."""
    day_before = calendar.previous_working_day(today - timedelta(days=1))
    return datetime.combine(day_before, time(chat.digest_minute // 60, chat.digest_minute % 60), zone)


async def morning(
    session: AsyncSession, situation: Situation, since: datetime, calendar: WorkingCalendar
) -> MorningContents:
    """What a coordinator is told: everything since the last morning, also when some were left out."""
    today, overview = situation.today, situation.overview
    day_before = since.astimezone(situation.zone).date()
    is_weekly = starts_a_week(today, calendar)
    by_unit = figures_by(overview.standings, lambda each: each.unit_code)
    silent = [code for code, figures in by_unit.items() if figures.due and figures.silent == figures.total]
    return MorningContents(
        on=today,
        words=await words_since(session, since),
        waiting=overview.total.waiting,
        blocked=[situation.named[each.duty_id] for each in overview.standings if each.is_blocked],
        newly_late=[
            situation.named[each.duty_id]
            for each in latest(overview.standings)
            if 0 < each.days_late <= (today - day_before).days
        ],
        silent_units=[overview.directory.display_name(code) for code in silent] if is_weekly else (),
        unreached=await _unreached(session, overview, today, is_weekly=is_weekly),
    )


async def _unreached(
    session: AsyncSession, overview: Overview, today: date, *, is_weekly: bool
) -> Mapping[str, Reach]:
    """Units with open duties that nobody reachable follows, by name."""
    units = {
        each.unit_code
        for each in overview.standings
        if not each.has_reported
        and each.due_on is not None
        and (is_weekly or today <= each.due_on <= today + UNREACHED_AHEAD)
    }
    found = await unreached(session, units)
    return {overview.directory.display_name(code): found[code] for code in sorted(found)}


def week_of(situation: Situation, chat: OfficialChat, reference: Reference) -> WeeklyContents | None:
    """The week of somebody who leads more than one unit; None for others."""
    below = {unit.code for code in chat.units or () for unit in reference.directory.subtree(code)}
    if len(below) < 2:
        return None
    standings = [each for each in situation.overview.standings if each.unit_code in below]
    if not standings:
        return None
    silent = [each for each in situation.silent_at(Level.LEADERSHIP) if each.duty.standing.unit_code in below]
    return WeeklyContents(
        on=situation.today,
        unit_names=[reference.directory.display_name(code) for code in sorted(chat.units or ())],
        figures=Figures.of(standings),
        silent=silent[:DUTIES_A_MESSAGE],
        more=max(0, len(silent) - DUTIES_A_MESSAGE),
    )
