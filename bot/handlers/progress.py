"""Progress reports: by replies, by buttons, by /tiendo; taking back and correcting."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import may_report, may_see
from bot.handlers.due import answer_question
from bot.progress_reply import ProgressReply, Status, read_reply
from bot.questions import read_question
from bot.texts import card, general, progress
from bot.texts.duties import duty_buttons, duty_state
from bot.texts.language import Html, Language
from bot.texts.message import Message
from bot.texts.progress import Recorded
from bot.turn import Turn
from plan_data.duty_state import ReportStatus
from plan_data.store.duties import Duty, duties_by_code, duties_by_ids, duty_by_id
from plan_data.store.progress import (
    NewReport,
    RecordedReport,
    Source,
    record_progress,
    report_by_id,
    revoke_report,
)
from plan_data.store.questions import Question, ask, close_question, open_question
from plan_data.store.sent_messages import NumberedMessage, latest_numbered_message, numbered_message

OBSTACLE_QUESTION = "obstacle"
PERCENT_QUESTION = "percent"
AMEND_QUESTION = "amend"
PROGRESS_QUESTIONS = frozenset({OBSTACLE_QUESTION, PERCENT_QUESTION, AMEND_QUESTION})

UNDO_WITHIN = timedelta(hours=24)
LONGEST_TEXT = 2000
NUMBERS_OFFERED = 30


async def read_message(turn: Turn, text: str) -> None:
    """A message that is no command: a reply to a reminder, an answer to us, a question, or a report."""
    if len(text) > LONGEST_TEXT:
        await turn.answer(general.too_long(LONGEST_TEXT, turn.language))
        return
    replied = turn.message.reply_to_message if turn.message else None
    async with turn.database.reading() as session:
        numbered = await numbered_message(session, turn.chat.id, replied.message_id) if replied else None
        question = None if numbered else await open_question(session, turn.chat.id, turn.person.id)
    if numbered is not None:
        await _record_reply(turn, text, numbered)
    elif question is not None and question.kind in PROGRESS_QUESTIONS:
        await _answer_to_question(turn, question, text)
    elif asked := read_question(text, turn.today.on, turn.reference.finder):
        await answer_question(turn, asked)
    else:
        await _record_unquoted(turn, text)


async def _record_unquoted(turn: Turn, text: str) -> None:
    """A report that replies to nothing means the newest list, if it says so beyond doubt."""
    replies = read_reply(text, today=turn.today.on)
    if all(reply.status is Status.UNCLEAR for reply in replies):
        await turn.answer(general.not_understood(turn.language))
        return
    async with turn.database.reading() as session:
        latest = await latest_numbered_message(session, turn.chat.id)
    if latest is None:
        await turn.answer(progress.no_list(turn.language))
    else:
        await _record_reply(turn, text, latest)


async def _record_reply(turn: Turn, text: str, numbered: NumberedMessage) -> None:
    """Record what a reply says of the duties of one of our messages."""
    replies = read_reply(text, today=turn.today.on)
    meant: list[tuple[ProgressReply, int]] = []
    missing: list[int] = []
    for reply in replies:
        if reply.items == "all":
            meant += [(reply, duty_id) for duty_id in numbered.all_duty_ids]
        elif reply.items:
            for number in reply.items:
                duty_id = numbered.duty_at(number)
                if duty_id is None:
                    missing.append(number)
                else:
                    meant.append((reply, duty_id))
        elif len(numbered.all_duty_ids) == 1:
            meant.append((reply, numbered.all_duty_ids[0]))
        else:
            await turn.answer(_which(turn, text, numbered))
            return
    async with turn.database.reading() as session:
        duties = await duties_by_ids(session, {duty_id for _, duty_id in meant})
    known = [(reply, duties[duty_id]) for reply, duty_id in meant if duty_id in duties]
    if not known:
        await turn.answer(
            progress.no_such_number(missing, turn.language)
            if missing
            else Message(Html(general.gone(turn.language)))
        )
        return
    await _record(turn, text, known, missing)


def _which(turn: Turn, text: str, numbered: NumberedMessage) -> Message:
    ids = numbered.all_duty_ids[:NUMBERS_OFFERED]
    return progress.which_duty(text, duty_buttons(ids, numbered.lowest_number), turn.language)


async def _record(
    turn: Turn, text: str, meant: Sequence[tuple[ProgressReply, Duty]], missing: Sequence[int]
) -> None:
    """Record what is clear and allowed; ask about what is not clear."""
    official = turn.official
    forbidden = [duty for _, duty in meant if official is None or not may_report(official, duty.unit_code)]
    if official is None or forbidden:
        await turn.answer(progress.may_not_report(forbidden[0].unit_name, turn.language))
        return
    said_twice = _said_twice([duty.id for _, duty in meant])
    unclear = [duty for reply, duty in meant if reply.status is Status.UNCLEAR or duty.id in said_twice]
    done: list[Recorded] = []
    asks_extension = False
    async with turn.database.writing() as session:
        for reply, duty in meant:
            if duty in unclear:
                continue
            asks_extension |= reply.status is Status.EXTENSION
            report_id = await record_progress(
                session,
                duty.id,
                official.id,
                new_report(reply, text),
                source=Source(turn.update_id, turn.chat.id),
                now=turn.now,
            )
            if report_id is not None:
                done += await _recorded(session, report_id)
    if done:
        await turn.answer(progress.recorded(done, turn.language, missing_numbers=missing), quote=True)
    if asks_extension:
        await turn.answer(progress.extension_noted(turn.language))
    for duty in unclear[:1]:
        await turn.answer(progress.unclear(duty, text, turn.language), quote=True)


def _said_twice(duty_ids: Sequence[int]) -> set[int]:
    """Duties that one message says two things of: which one holds is not ours to guess."""
    return {duty_id for duty_id in duty_ids if duty_ids.count(duty_id) > 1}


async def _recorded(session: AsyncSession, report_id: int) -> list[Recorded]:
    report = await report_by_id(session, report_id)
    duty = await duty_by_id(session, report.duty_id) if report else None
    return [Recorded(report, duty)] if report and duty else []


def new_report(reply: ProgressReply, words: str) -> NewReport:
    """What was read out of a reply, as it is recorded."""
    return NewReport(
        status=ReportStatus(reply.status.value),
        percent=reply.percent,
        note=reply.note,
        document=reply.document,
        until=reply.until,
        words=words,
    )


async def report_by_button(turn: Turn, duty_id: int, status: str, percent: int | None) -> str | None:
    """A status button was pressed; returns what to show when nothing was recorded."""
    duty, refusal = await _duty_to_report(turn, duty_id)
    if duty is None or turn.official is None:
        return refusal
    async with turn.database.writing() as session:
        report_id = await record_progress(
            session,
            duty.id,
            turn.official.id,
            NewReport(ReportStatus(status), percent=percent),
            source=Source(turn.update_id, turn.chat.id),
            now=turn.now,
        )
        done = await _recorded(session, report_id) if report_id is not None else []
        await close_question(session, turn.chat.id, turn.person.id)
    await turn.drop_buttons()
    await turn.answer(progress.recorded(done, turn.language))
    return None


async def ask_percent(turn: Turn, duty_id: int) -> str | None:
    """How far? By button or by a number in the next message."""
    return await _ask(turn, duty_id, PERCENT_QUESTION, progress.ask_percent)


async def ask_obstacle(turn: Turn, duty_id: int) -> str | None:
    """What is in the way? In the next message."""
    return await _ask(turn, duty_id, OBSTACLE_QUESTION, progress.ask_obstacle)


async def _ask(turn: Turn, duty_id: int, kind: str, text: Callable[[Duty, Language], Message]) -> str | None:
    duty, refusal = await _duty_to_report(turn, duty_id)
    if duty is None:
        return refusal
    async with turn.database.writing() as session:
        await ask(
            session, turn.chat.id, turn.person.id, kind=kind, details={"duty_id": duty_id}, now=turn.now
        )
    await turn.answer(text(duty, turn.language))
    return None


async def _duty_to_report(turn: Turn, duty_id: int) -> tuple[Duty | None, str | None]:
    """The duty if it stands and this person may report it, else why not."""
    async with turn.database.reading() as session:
        duty = await duty_by_id(session, duty_id)
    if duty is None:
        return None, general.gone(turn.language)
    if turn.official is None or not may_see(turn.official, duty.unit_code, turn.directory):
        return None, general.not_allowed(turn.language)
    if not may_report(turn.official, duty.unit_code):
        return None, str(progress.may_not_report(duty.unit_name, turn.language).text)
    return duty, None


async def _answer_to_question(turn: Turn, question: Question, text: str) -> None:
    """The next message after the bot asked something about one duty."""
    duty, refusal = await _duty_to_report(turn, int(question.details["duty_id"]))
    if duty is None:
        await turn.answer(Message(Html(refusal or "")))
        return
    reply = read_reply(text, today=turn.today.on)[0]
    if question.kind == OBSTACLE_QUESTION and reply.status not in (Status.DONE, Status.EXTENSION):
        # Whatever is written now is what is in the way.
        reply = ProgressReply(items=(), status=Status.BLOCKED, percent=reply.percent, note=text.strip())
    if reply.status is Status.UNCLEAR:
        await turn.answer(progress.unclear(duty, text, turn.language), quote=True)
        return
    async with turn.database.writing() as session:
        await close_question(session, turn.chat.id, turn.person.id)
        if question.kind == AMEND_QUESTION and turn.official:
            await revoke_report(session, int(question.details["report_id"]), turn.official.id, now=turn.now)
    await _record(turn, text, [(reply, duty)], ())


async def undo(turn: Turn, report_id: int) -> str | None:
    """[Hoàn tác]: strike out one's own report; returns what to show when that is not possible."""
    report = await _own_recent_report(turn, report_id)
    if report is None or turn.official is None:
        return str(progress.undo_too_late(turn.language).text)
    async with turn.database.writing() as session:
        struck = await revoke_report(session, report_id, turn.official.id, now=turn.now)
        duty = await duty_by_id(session, report.duty_id)
    if not struck or duty is None:
        return str(progress.undo_too_late(turn.language).text)
    await turn.drop_buttons()
    await turn.answer(progress.undone(duty, duty_state(duty, turn.language), turn.language))
    return None


async def amend(turn: Turn, report_id: int) -> str | None:
    """[Sửa]: ask for the right words; they replace the report."""
    report = await _own_recent_report(turn, report_id)
    if report is None:
        return str(progress.undo_too_late(turn.language).text)
    duty, refusal = await _duty_to_report(turn, report.duty_id)
    if duty is None:
        return refusal
    async with turn.database.writing() as session:
        await ask(
            session,
            turn.chat.id,
            turn.person.id,
            kind=AMEND_QUESTION,
            details={"duty_id": duty.id, "report_id": report_id},
            now=turn.now,
        )
    await turn.answer(progress.amend_how(duty, turn.language))
    return None


async def _own_recent_report(turn: Turn, report_id: int) -> RecordedReport | None:
    async with turn.database.reading() as session:
        report = await report_by_id(session, report_id)
    if report is None or report.is_revoked or turn.official is None:
        return None
    is_own = report.official_id == turn.official.id or turn.official.is_admin
    return report if is_own and turn.now - report.reported_at <= UNDO_WITHIN else None


async def cancel(turn: Turn) -> None:
    """[Bỏ qua]: nothing is recorded, and nothing is waited for."""
    async with turn.database.writing() as session:
        await close_question(session, turn.chat.id, turn.person.id)
    await turn.replace(progress.cancelled(turn.language))


async def report_by_command(turn: Turn, text: str) -> None:
    """/tiendo GN-03 60%: a report by the code of the duty."""
    code, _, words = text.strip().partition(" ")
    if not code:
        await turn.answer(progress.how_to_report(turn.language))
        return
    async with turn.database.reading() as session:
        duties = await duties_by_code(session, code, turn.units)
    if not duties:
        await turn.answer(card.unknown_code(code[:20], turn.language))
    elif len(duties) > 1:
        await turn.answer(card.choose_unit(code.upper(), duties[:NUMBERS_OFFERED], turn.language))
    elif not words.strip():
        await turn.answer(progress.how_does_it_stand(duties[0], turn.language))
    else:
        replies = read_reply(words, today=turn.today.on)
        if len(replies) == 1:
            await _record(turn, words, [(replies[0], duties[0])], ())
        else:
            await turn.answer(progress.unclear(duties[0], words, turn.language))
