"""/suatiendo: an administrator corrects what was reported, with a reason; the history keeps both."""

import re

from bot.duty_references import split_code
from bot.handlers.asking import NUMBERS_OFFERED, ask
from bot.handlers.duty_access import duties_of_code, duty_to_see
from bot.handlers.recording import new_report, source_of
from bot.handlers.refusal import acting_administrator, acting_official
from bot.handlers.telling import tell_followers
from bot.progress_reply import Status, read_reply
from bot.texts import card, correction
from bot.turn import Turn
from plan_data.duty_state import ReportStatus
from plan_data.store.duties import Duty, duty_by_id
from plan_data.store.progress import (
    RecordedReport,
    Source,
    record_progress,
    report_by_id,
    reports_of,
    revoke_report,
)
from plan_data.store.questions import Question, close_question

CORRECT_QUESTION = "correct"
LONGEST_REASON = 300

_PARTS = re.compile(
    r"(?P<words>.*?)[\s;,.]*\b(?:lý do|lí do|ly do|li do|reason)\b[\s:]*(?P<reason>.+)",
    re.IGNORECASE | re.DOTALL,
)
_STRIKE = re.compile(r"bỏ|bo|xóa|xoá|xoa|hoàn tác|hoan tac|strike|remove|undo", re.IGNORECASE)
_ABOUT_WORK = frozenset(set(ReportStatus) - {ReportStatus.ACKNOWLEDGED, ReportStatus.EXTENSION})


async def correct_by_command(turn: Turn, text: str) -> None:
    """/suatiendo GN-03 60%; lý do: đơn vị báo nhầm."""
    code, rest = split_code(text)
    acting_administrator(turn)
    if not code:
        await turn.answer(correction.how_to_correct(turn.language))
        return
    duties = await duties_of_code(turn, code)
    if len(duties) > 1:
        await turn.answer(card.choose_unit(code.upper(), duties[:NUMBERS_OFFERED], turn.language))
    elif not rest:
        await _ask(turn, duties[0])
    else:
        await _correct(turn, duties[0], rest, source_of(turn))


async def ask_correction(turn: Turn, duty_id: int) -> None:
    """[Sửa báo cáo]: what is right, and why, in the next message."""
    acting_administrator(turn)
    await _ask(turn, await duty_to_see(turn, duty_id))


async def answer_correction(turn: Turn, question: Question, text: str, source: Source) -> None:
    """The message after that."""
    acting_administrator(turn)
    await _correct(turn, await duty_to_see(turn, int(question.details["duty_id"])), text, source)


async def _ask(turn: Turn, duty: Duty) -> None:
    newest = await _newest(turn, duty)
    await ask(turn, CORRECT_QUESTION, correction.ask(duty, newest, turn.language), duty_id=duty.id)


async def _newest(turn: Turn, duty: Duty) -> RecordedReport | None:
    """The newest report about the work that stands."""
    async with turn.database.reading() as session:
        reports = await reports_of(session, duty.id)
    return next((each for each in reports if not each.is_revoked and each.status in _ABOUT_WORK), None)


async def _correct(turn: Turn, duty: Duty, text: str, source: Source) -> None:
    found = _PARTS.fullmatch(text.strip())
    words = found["words"].strip() if found else ""
    replies = read_reply(words, today=turn.today.on)
    only_strike = bool(_STRIKE.fullmatch(words))
    is_clear = len(replies) == 1 and replies[0].status not in (Status.UNCLEAR, Status.EXTENSION)
    if found is None or not (only_strike or is_clear):
        await turn.answer(correction.needs_reason(turn.language))
        return
    reason = found["reason"].strip()[:LONGEST_REASON]
    official = acting_official(turn)
    before, after = await _newest(turn, duty), None
    if before is None and only_strike:
        await turn.answer(correction.needs_reason(turn.language))
        return
    async with turn.database.writing() as session:
        await close_question(session, turn.chat.id, turn.person.id)
        if before is not None:
            await revoke_report(session, before.id, official.id, now=turn.now, reason=reason)
        if not only_strike:
            report_id = await record_progress(
                session,
                duty.id,
                official.id,
                new_report(replies[0], text),
                source=source,
                now=turn.now,
            )
            after = await report_by_id(session, report_id) if report_id is not None else None
        duty = await duty_by_id(session, duty.id) or duty
    corrected, who = duty, official.name
    await turn.answer(correction.corrected(corrected, before, after, reason, who, turn.language))
    await tell_followers(
        turn,
        corrected,
        lambda language: correction.corrected(corrected, before, after, reason, who, language),
        also=(before.official_id,) if before else (),
    )
