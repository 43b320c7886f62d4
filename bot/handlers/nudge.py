"""Nudging the units that have not reported: first a preview, then the messages, one a unit a week."""

from dataclasses import dataclass

from bot.handlers.overview import may_nudge, overview_of
from bot.handlers.refusal import acting_official, not_allowed
from bot.texts import nudge as texts
from bot.texts.language import language_of
from bot.texts.nudge import NudgePreview
from bot.turn import Turn
from plan_data.report.overview import heads_of_shared
from plan_data.store import audit
from plan_data.store.duties import Duty, duties_by_ids
from plan_data.store.notices import (
    NewNotice,
    NoticeKind,
    ReachableChat,
    notices_with_key,
    plan_notices,
    reachable_followers,
)
from plan_data.store.obligations import ObligationHead


@dataclass(frozen=True, slots=True)
class _Nudge:
    """What is to be sent, worked out afresh at each press."""

    head: ObligationHead
    occurrence: int
    key: str
    duties: dict[str, Duty]
    chats: tuple[ReachableChat, ...]
    already: frozenset[str]
    unreached: tuple[str, ...]


async def preview_nudge(turn: Turn, obligation_id: int, occurrence: int) -> None:
    """Show who would get which message."""
    found = await _find(turn, obligation_id, occurrence)
    first = found.chats[0] if found.chats else None
    sample = (
        texts.nudge(found.duties[first.unit_code], _sender(turn), turn.today, turn.language)
        if first
        else None
    )
    units = dict.fromkeys(chat.unit_code for chat in found.chats)
    shown = NudgePreview(
        head=found.head,
        occurrence=occurrence,
        to=[_name(turn, code) for code in units],
        already=[_name(turn, code) for code in sorted(found.already)],
        unreached=[_name(turn, code) for code in found.unreached],
        sample=sample,
    )
    await turn.answer(texts.preview(shown, turn.language))


async def send_nudge(turn: Turn, obligation_id: int, occurrence: int) -> None:
    """Hand the messages to the scheduler; pressed twice, each unit still gets one."""
    by, found = acting_official(turn).id, await _find(turn, obligation_id, occurrence)
    notices = [
        NewNotice(
            chat.chat_id,
            NoticeKind.NUDGE,
            f"{found.key}:{chat.unit_code}",
            texts.nudge(found.duties[chat.unit_code], _sender(turn), turn.today, language_of(chat.language)),
            (found.duties[chat.unit_code].id,),
        )
        for chat in found.chats
    ]
    async with turn.database.writing() as session:
        planned = await plan_notices(session, notices, asked_by=by, now=turn.now)
        await audit.note(
            session,
            actor=by,
            action="nudge.send",
            subject=f"obligation {found.head.code}",
            before=None,
            after={"notices": planned, "units": ", ".join(sorted({chat.unit_code for chat in found.chats}))},
            now=turn.now,
        )
    await turn.replace(texts.sent(planned, found.head.code, turn.language))


async def _find(turn: Turn, obligation_id: int, occurrence: int) -> _Nudge:
    """What a nudge would be; raises RefusalError for who may not, and where units share no such duty."""
    duty = (await overview_of(turn, turn.today.on)).shared_duty(obligation_id, occurrence)
    if duty is None or not may_nudge(turn):
        raise not_allowed(turn)
    year, week, _ = turn.today.on.isocalendar()
    key = f"{obligation_id}.{occurrence}:{year}-{week}"
    missing = {standing.unit_code: standing.duty_id for standing in duty.missing}
    async with turn.database.reading() as session:
        (head,) = await heads_of_shared(session, [duty])
        with_fallback = turn.services.letters is not None
        followers = await reachable_followers(session, missing, with_fallback=with_fallback)
        told = await notices_with_key(session, NoticeKind.NUDGE, [f"{key}:{code}" for code in missing])
        duties = await duties_by_ids(session, missing.values())
    already = frozenset(code for code in missing if told.get(f"{key}:{code}"))
    by_unit = {duty.unit_code: duty for duty in duties.values()}
    chats = tuple(chat for chat in followers if chat.unit_code not in already and chat.unit_code in by_unit)
    reached = {chat.unit_code for chat in followers}
    return _Nudge(
        head=head,
        occurrence=occurrence,
        key=key,
        duties=by_unit,
        chats=chats,
        already=already,
        unreached=tuple(code for code in missing if code not in reached),
    )


def _sender(turn: Turn) -> str:
    """In whose name: the unit the coordinator acts for, else the person."""
    if turn.official is not None and turn.official.memberships:
        return turn.official.memberships[0].unit_name
    return turn.person.name


def _name(turn: Turn, unit_code: str) -> str:
    unit = turn.directory.get(unit_code)
    return unit.short_name if unit else unit_code
