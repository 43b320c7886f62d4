"""The plan on a day: how duties stand, which are late and silent, and who is to hear of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.classification import Category, Standing
from plan_data.deadlines import WorkingCalendar
from plan_data.plan_file import Escalation
from plan_data.report.briefing import NamedDuty, SilentDuty
from plan_data.report.overview import Overview, latest, read_overview
from plan_data.report.plan_report import Reckoning
from plan_data.store.coordination import (
    OfficialChat,
    coordinator_chats,
    escalated_since,
    leader_chats,
)
from plan_data.store.duties import Duty, duties_by_ids
from plan_data.store.extension import pending_extensions
from plan_data.store.notices import NoticeKind, notices_since
from plan_data.store.obligations import obligation_heads
from plan_data.store.plans import loaded_plans
from plan_data.store.reference import Reference
from scheduler.escalation import Level, Silence, silence_about

MOST_A_WEEK = 2
"""Escalations a leader gets in seven days; what is left out comes with the next."""

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Due:
    """An escalation that is due: which silent duties go to which chat at which level."""

    chat: OfficialChat
    level: Level
    duties: Sequence[SilentDuty]


@dataclass(frozen=True, slots=True)
class Situation:
    """The plan on a day as far as it has gone: how duties stand, which are late and silent, who is told."""

    today: date
    now: datetime
    zone: ZoneInfo
    overview: Overview
    named: Mapping[int, NamedDuty]
    silences: Mapping[int, Silence]
    coordinators: Sequence[OfficialChat]
    leaders: Sequence[OfficialChat]

    def led(self) -> frozenset[str]:
        """The units that have a reachable leader of their own."""
        return frozenset(unit for chat in self.leaders for unit in chat.units or ())

    def silent_at(self, level: Level) -> Sequence[SilentDuty]:
        """Duties whose silence has reached a level, longest silent first."""
        led = self.led()
        found = [
            SilentDuty(
                self.named[duty_id],
                silence.since,
                silence.working_days,
                self.named[duty_id].standing.unit_code in led,
            )
            for duty_id, silence in self.silences.items()
            if level in silence.reached
        ]
        return sorted(found, key=lambda each: (each.since, each.duty.code, each.duty.unit_name))


async def look(
    session: AsyncSession,
    reference: Reference,
    today: date,
    now: datetime,
    zone: ZoneInfo,
    *,
    with_fallback: bool = False,
) -> Situation:
    """Read the situation of a day; ``with_fallback``: whoever has an address can be told there."""
    reckoning = Reckoning(zone, reference.calendar, reference.directory)
    overview = await read_overview(session, None, today, reckoning)
    heads = await obligation_heads(session, {each.obligation_id for each in overview.standings})
    rules = {plan.code: plan.escalation for plan in await loaded_plans(session)}
    asked = {request.duty_id for request in await pending_extensions(session)}
    duties: Mapping[int, Duty] = await duties_by_ids(
        session, [each.duty_id for each in overview.standings if _is_worth_naming(each)]
    )
    named = {
        each.duty_id: NamedDuty(each, duty.code, duty.title, duty.unit_name)
        for each in overview.standings
        if (duty := duties.get(each.duty_id))
    }
    silences = {}
    for each in latest(overview.standings):
        rule: Escalation | None = rules.get(heads[each.obligation_id].plan_code)
        if rule is not None and each.duty_id not in asked and each.duty_id in named:
            silence = _silence(each, today, rule, reference.calendar, zone)
            if silence is not None:
                silences[each.duty_id] = silence
    return Situation(
        today,
        now,
        zone,
        overview,
        named,
        silences,
        await coordinator_chats(session, today, with_fallback=with_fallback),
        await leader_chats(session, today, with_fallback=with_fallback),
    )


def _is_worth_naming(standing: Standing) -> bool:
    return standing.category is Category.OPEN_LATE or standing.is_blocked


def _silence(
    standing: Standing, today: date, rules: Escalation, calendar: WorkingCalendar, zone: ZoneInfo
) -> Silence | None:
    if standing.due_on is None:
        return None
    last_word = standing.last_word_at
    last_word_on = last_word.astimezone(zone).date() if last_word else None
    return silence_about(standing.due_on, last_word_on, today, rules, calendar)


async def escalations_due(session: AsyncSession, situation: Situation) -> Sequence[Due]:
    """Who is to be told of which silent duties and was not yet, within the weekly cap of leaders."""
    earliest = min(
        (day for silence in situation.silences.values() for day in silence.reached.values()),
        default=situation.today,
    )
    # A day early: the ledger keeps instants, and the levels are days in the plan's zone.
    told: dict[tuple[int, int, int], date] = {}
    since = situation.now - (situation.today - earliest + timedelta(days=1))
    for past in await escalated_since(session, since):
        key = (past.chat_id, past.duty_id, past.level)
        told[key] = max(told.get(key, date.min), past.at.astimezone(situation.zone).date())
    lately = await notices_since(session, NoticeKind.ESCALATION, situation.now - WEEK)

    def untold(chat: OfficialChat, level: Level, duties: Sequence[SilentDuty]) -> list[SilentDuty]:
        return [
            each
            for each in duties
            if told.get((chat.chat_id, each.duty.standing.duty_id, level), date.min)
            < situation.silences[each.duty.standing.duty_id].reached[level]
        ]

    found = []
    to_leaders = situation.silent_at(Level.LEADER)
    for chat in situation.leaders:
        own = [each for each in to_leaders if each.duty.standing.unit_code in (chat.units or ())]
        duties = untold(chat, Level.LEADER, own)
        if duties and lately.get(chat.chat_id, 0) < MOST_A_WEEK:
            found.append(Due(chat, Level.LEADER, duties))
    without_leader = [each for each in to_leaders if not each.has_leader]
    further = situation.silent_at(Level.COORDINATOR)
    for chat in situation.coordinators:
        if duties := untold(chat, Level.LEADER, without_leader):
            found.append(Due(chat, Level.LEADER, duties))
        if duties := untold(chat, Level.COORDINATOR, [each for each in further if each.has_leader]):
            found.append(Due(chat, Level.COORDINATOR, duties))
    return found
