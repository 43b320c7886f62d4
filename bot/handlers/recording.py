"""Writing down what was read out of a message: what is clear and allowed; the rest is asked."""

from collections.abc import Sequence

from bot.access import may_report
from bot.handlers import extension
from bot.handlers.refusal import or_say_why
from bot.handlers.telling import tell_of_waiting_report
from bot.progress_reply import ProgressReply, Status
from bot.texts import progress
from bot.turn import Turn
from plan_data.duty_state import ReportStatus
from plan_data.store.duties import Duty
from plan_data.store.officials import Official
from plan_data.store.progress import DutyReport, NewReport, RecordedReport, Source, revoke_report
from plan_data.store.recorded import record_message

Meant = Sequence[tuple[ProgressReply, Duty]]


def source_of(turn: Turn, list_message_id: int | None = None) -> Source:
    """Where the report of this turn comes from; a button's message is ours, not theirs."""
    message = turn.message
    is_theirs = message is not None and message.from_user is not None and not message.from_user.is_bot
    return Source(
        update_id=turn.update_id,
        chat_id=turn.chat.id,
        message_id=message.message_id if message and is_theirs else None,
        list_message_id=list_message_id,
    )


def new_report(reply: ProgressReply, words: str) -> NewReport:
    """What was read out of a reply, as it is recorded."""
    return NewReport(
        status=ReportStatus(reply.status.value),
        percent=reply.percent,
        note=reply.note,
        document=reply.document,
        document_on=reply.document_on,
        until=reply.until,
        words=words,
    )


async def record(
    turn: Turn,
    words: str,
    meant: Meant,
    *,
    source: Source,
    missing: Sequence[int] = (),
) -> None:
    """Record what is clear, tell who waits for it, and ask about what is not clear."""
    official, forbidden = turn.official, not_reportable(turn, meant)
    if official is None or forbidden:
        name = forbidden.unit_name if forbidden else ""
        await turn.answer(progress.may_not_report(name, turn.language))
        return
    unclear = unclear_duties(meant)
    reports = _reports(turn, official, words, [each for each in meant if each[1] not in unclear], source)
    done = await turn.grouped.progress.call(reports) if reports else ()
    for message in progress.recorded(done, turn.language, missing_numbers=missing) if done else ():
        await turn.answer(message, quote=True)
    if missing and not done:
        await turn.answer(progress.no_such_number(missing, turn.language))
    for reply, duty in meant:
        if duty not in unclear and reply.status is Status.EXTENSION:
            # What is refused for one duty must not keep the others from being asked for.
            await or_say_why(turn, extension.ask_for(turn, duty, reply, words, source))
    for duty in unclear[:1]:
        await turn.answer(progress.unclear(duty, words, turn.language), quote=True)
    for each in done:
        await tell_of_waiting_report(turn, each.duty)


async def replace_reports(
    turn: Turn,
    words: str,
    meant: Meant,
    old: Sequence[RecordedReport],
    *,
    source: Source,
    because: str,
) -> None:
    """Strike out reports and record others in their place, both in one transaction. All must be clear."""
    official, forbidden = turn.official, not_reportable(turn, meant)
    if official is None or forbidden:
        name = forbidden.unit_name if forbidden else ""
        await turn.answer(progress.may_not_report(name, turn.language))
        return
    async with turn.database.writing() as session:
        for report in old:
            await revoke_report(session, report.id, official.id, now=turn.now, reason=because)
        done = await record_message(session, _reports(turn, official, words, meant, source))
    for message in progress.replaced(done, turn.language) if done else ():
        await turn.answer(message, quote=True)
    for reply, duty in meant:
        if reply.status is Status.EXTENSION:
            await or_say_why(turn, extension.ask_for(turn, duty, reply, words, source))
    for each in done:
        await tell_of_waiting_report(turn, each.duty)


def not_reportable(turn: Turn, meant: Meant) -> Duty | None:
    """The first of the duties that this person may not report."""
    official = turn.official
    return next(
        (duty for _, duty in meant if official is None or not may_report(official, duty.unit_code)), None
    )


def unclear_duties(meant: Meant) -> list[Duty]:
    """Duties of which the message says nothing clear, or two things: which one holds is not ours to guess."""
    ids = [duty.id for _, duty in meant]
    return [duty for reply, duty in meant if reply.status is Status.UNCLEAR or ids.count(duty.id) > 1]


def _reports(
    turn: Turn, official: Official, words: str, meant: Meant, source: Source
) -> Sequence[DutyReport]:
    """What is recorded of a message at once; a later date is asked for in its own way."""
    return [
        DutyReport(duty.id, official.id, new_report(reply, words), source, turn.now)
        for reply, duty in meant
        if reply.status is not Status.EXTENSION
    ]
