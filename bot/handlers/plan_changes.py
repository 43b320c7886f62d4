"""A plan without mistakes: what it would change is shown, then applied or dropped by a button.

Nothing is kept between the two: the button is sealed with the file and with the changes that were shown, and
Telegram keeps the file. What is applied is read again, and applied only when it has the same seal.
"""

import hashlib
from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncSession

from bot.handlers.plan_reading import acting_plan_editor, read_plan_file
from bot.handlers.refusal import RefusalError
from bot.sent_files import SentFile, answered_file
from bot.texts import plan_changes as texts
from bot.texts import plan_files
from bot.texts.message import Message
from bot.turn import Turn
from plan_data.document.received import ReceivedPlan
from plan_data.evidence_files import clean_name
from plan_data.load_report import LoadReport
from plan_data.loading import LoadOrigin, load_read_plan, refuse_other_zone
from plan_data.problems import InputError
from plan_data.stages import STAGES_BEFORE, stage_day
from plan_data.store.plan_changes import concerned_chats
from plan_data.store.plans import first_deadline, loaded_plan
from plan_data.units import UnitDirectory

SEAL_LETTERS = 24
"""96 bits in hexadecimal; a button holds 64 bytes in all."""


async def show(turn: Turn, sent: SentFile, received: ReceivedPlan, sha256: str) -> None:
    """Show what a plan would change, with buttons to apply or to drop it."""
    try:
        async with turn.database.writing() as session:
            shown = await _load(turn, session, received, LoadOrigin())
            await session.rollback()
    except InputError as error:
        message = plan_files.mistakes(clean_name(sent.name), error.problems, turn.language)
    else:
        message = _message(turn, shown, sha256)
    await turn.answer(message, reply_to=sent.message_id)


async def apply(turn: Turn, seal: str) -> None:
    """[Áp dụng]: load exactly what was shown; when the plan has moved on meanwhile, show it anew instead."""
    official = acting_plan_editor(turn)
    sent = answered_file(turn)
    if sent is None:
        raise RefusalError(texts.file_gone(turn.language))
    file = await read_plan_file(turn, sent)
    if not isinstance(file.received, ReceivedPlan):
        # It was one when it was shown: since then a unit that it names ended, or the machine is too busy.
        raise RefusalError(texts.no_plan_any_more(turn.language))
    follow_up = None
    try:
        async with turn.database.writing() as session:
            shown = await _load(turn, session, file.received, LoadOrigin(official.id, file.sha256))
            if _seal(shown.report, file.sha256) == seal:
                follow_up = await _follow_up(turn, session, shown)
            else:
                await session.rollback()
    except InputError as error:
        raise RefusalError(str(error.problems[0])) from None
    if follow_up is not None:
        turn.services.reference.forget()
        await turn.replace(texts.what_changed(shown, turn.language))
        await turn.answer(texts.applied(shown, follow_up, turn.language))
    elif shown.report.is_unchanged:
        await turn.drop_buttons()
        raise RefusalError(texts.already_applied(turn.language))
    else:
        await turn.replace(_message(turn, shown, file.sha256, has_moved_on=True))


async def drop(turn: Turn) -> None:
    """[Bỏ]: take the buttons away; nothing else was kept."""
    acting_plan_editor(turn)
    await turn.drop_buttons()
    await turn.answer(texts.dropped(turn.language))


async def _load(
    turn: Turn, session: AsyncSession, received: ReceivedPlan, origin: LoadOrigin
) -> texts.Difference:
    """Load a plan, and say what that changed."""
    plan, units = received.plan, received.units.directory()
    refuse_other_zone(plan, turn.services.zone)
    in_use = await loaded_plan(session, plan.code)
    report = await load_read_plan(session, plan, units, turn.now, origin)
    obligations = (*(in_use.obligations if in_use else ()), *plan.obligations)
    titles = {obligation.code.upper(): obligation.title for obligation in obligations}
    return texts.Difference(plan, report, titles, _names(turn.directory, units), received.warnings)


def _message(turn: Turn, shown: texts.Difference, sha256: str, *, has_moved_on: bool = False) -> Message:
    if shown.report.is_unchanged:
        return texts.unchanged(shown, turn.language)
    seal = _seal(shown.report, sha256)
    return texts.difference(shown, seal, turn.language, has_moved_on=has_moved_on)


def _seal(report: LoadReport, sha256: str) -> str:
    """What a button carries: the same only for the same file and the same changes of the same version."""
    return hashlib.sha256(f"{sha256} {report.digest()}".encode()).hexdigest()[:SEAL_LETTERS]


def _names(*directories: UnitDirectory) -> Callable[[str], str]:
    """Names of units, by the first directory that knows them."""

    def name(code: str) -> str:
        return next((each.display_name(code) for each in directories if each.get(code)), code)

    return name


async def _follow_up(turn: Turn, session: AsyncSession, shown: texts.Difference) -> texts.FollowUp:
    """Whom it reaches, and when the first reminder leaves."""
    units = shown.report.changed_units
    with_fallback = turn.services.letters is not None
    chats = await concerned_chats(session, sorted(units), with_fallback=with_fallback)
    first = await first_deadline(session, shown.plan.code, turn.today.on)
    reminded = stage_day(first[1], STAGES_BEFORE[0], turn.today.calendar) if first else turn.today.on
    return texts.FollowUp(
        chats=len({chat.chat_id for chat in chats}),
        units_without=[shown.unit_name(code) for code in sorted(units - {chat.unit_code for chat in chats})],
        first=first,
        reminded_on=max(reminded, turn.today.on),
    )
