"""[Hoàn tác], [Sửa], edited messages: a report is struck out or replaced, within a day, by who made it."""

from bot.handlers.asking import ask, stop_asking
from bot.handlers.duty_access import duty_to_report
from bot.handlers.recording import Meant, replace_reports, source_of, unclear_duties
from bot.handlers.refusal import RefusalError, acting_official, old_button
from bot.handlers.reply_targets import read_answer, targets_of
from bot.handlers.report_by_code import meant_by_code
from bot.progress_reply import Status, read_reply
from bot.texts import progress
from bot.texts.duties import duty_state
from bot.texts.reports import AMENDED, EDITED
from bot.turn import Turn
from plan_data.store.duties import duties_by_ids, duty_by_id
from plan_data.store.progress import (
    RecordedReport,
    Source,
    report_by_id,
    reports_from_message,
    revoke_report,
)
from plan_data.store.questions import Question
from plan_data.store.sent_messages import numbered_message

AMEND_QUESTION = "amend"


async def undo(turn: Turn, report_id: int) -> None:
    """[Hoàn tác]: strike out one's own report."""
    report = await _to_undo(turn, report_id)
    async with turn.database.writing() as session:
        struck = await revoke_report(session, report_id, acting_official(turn).id, now=turn.now)
        duty = await duty_by_id(session, report.duty_id)
    if not struck or duty is None:
        raise RefusalError(progress.undone_already(turn.language))
    await turn.drop_buttons()
    await turn.answer(progress.undone(duty, duty_state(duty, turn.today, turn.language), turn.language))


async def amend(turn: Turn, report_id: int) -> None:
    """[Sửa]: ask for the right words; they replace the report."""
    report = await _to_undo(turn, report_id)
    duty = await duty_to_report(turn, report.duty_id)
    await ask(turn, AMEND_QUESTION, progress.amend_how(duty, turn.language), report_id=report_id)


async def answer_amend(turn: Turn, question: Question, text: str, source: Source) -> None:
    """The message after [Sửa]."""
    report = await _to_undo(turn, int(question.details["report_id"]))
    duty = await duty_to_report(turn, report.duty_id)
    replies = read_reply(text, today=turn.today.on)
    if len(replies) != 1 or not _is_clear([(replies[0], duty)]):
        await turn.answer(progress.unclear(duty, text, turn.language), quote=True)
        return
    await stop_asking(turn)
    await replace_reports(turn, text, [(replies[0], duty)], [report], source=source, because=AMENDED)


async def read_edited(turn: Turn, text: str) -> bool:
    """Somebody edited a message; False when nothing was recorded from it before."""
    if turn.official is None or turn.message is None:
        return False
    async with turn.database.reading() as session:
        known = await reports_from_message(session, turn.chat.id, turn.message.message_id, turn.official.id)
    if not known:
        return False
    standing = [report for report in known if not report.is_revoked]
    if not standing:
        await turn.answer(progress.edited_undone(turn.language), quote=True)
        return True
    stays = next((why for report in standing if (why := _why_it_stays(turn, report))), None)
    if stays:
        await turn.answer(progress.edit_refused(stays, turn.language), quote=True)
        return True
    words = _without_command(text)
    meant = await _meant_now(turn, words, standing)
    if meant is None or not _is_clear(meant):
        await turn.answer(progress.edit_unclear(words, standing, turn.language), quote=True)
    elif not _says_the_same(meant, standing):
        source = source_of(turn, standing[0].list_message_id)
        await replace_reports(turn, words, meant, standing, source=source, because=EDITED)
    return True


def _without_command(text: str) -> str:
    """/tiendo GN-03 60% → GN-03 60%."""
    return text.partition(" ")[2] if text.startswith("/") else text


async def _meant_now(turn: Turn, words: str, standing: list[RecordedReport]) -> Meant | None:
    """What the edited text says of which duties; None when that is open."""
    named = await meant_by_code(turn, words)
    if named:
        return named
    replies = read_reply(words, today=turn.today.on)
    duty_ids = {report.duty_id for report in standing}
    list_message_id = standing[0].list_message_id
    async with turn.database.reading() as session:
        if len(duty_ids) == 1 and len(replies) == 1 and replies[0].items in ((), "all"):
            pairs = [(replies[0], next(iter(duty_ids)))]
        elif list_message_id is not None and (
            numbered := await numbered_message(session, turn.chat.id, list_message_id)
        ):
            targets = targets_of(read_answer(words, turn.today.on, numbered), numbered)
            if targets.is_open or targets.missing:
                return None
            pairs = list(targets.meant)
        else:
            return None
        duties = await duties_by_ids(session, {duty_id for _, duty_id in pairs})
    return [(reply, duties[duty_id]) for reply, duty_id in pairs if duty_id in duties]


def _is_clear(meant: Meant) -> bool:
    """Whether all of it can take the place of what stands; a later date needs to be named."""
    has_dates = all(reply.until or reply.extra_days for reply, _ in meant if reply.status is Status.EXTENSION)
    return bool(meant) and not unclear_duties(meant) and has_dates


def _says_the_same(meant: Meant, standing: list[RecordedReport]) -> bool:
    """Whether an edit changed nothing that is recorded: a comma, a greeting."""
    said = {(duty.id, reply.status.value, reply.percent, reply.document, reply.note) for reply, duty in meant}
    known = {(each.duty_id, each.status.value, each.percent, each.document, each.note) for each in standing}
    return said == known and not any(reply.status is Status.EXTENSION for reply, _ in meant)


async def _to_undo(turn: Turn, report_id: int) -> RecordedReport:
    """The report, while this person may take it back; raises RefusalError else."""
    async with turn.database.reading() as session:
        report = await report_by_id(session, report_id)
    if report is None:
        raise old_button(turn)
    if report.official_id != acting_official(turn).id:
        raise RefusalError(progress.not_your_report(turn.language))
    if stays := _why_it_stays(turn, report):
        raise RefusalError(stays)
    return report


def _why_it_stays(turn: Turn, report: RecordedReport) -> str | None:
    """Why a report of one's own cannot be taken back."""
    if report.is_revoked:
        return progress.undone_already(turn.language)
    if report.is_decided:
        return progress.decided_already(turn.language)
    if turn.now - report.reported_at > progress.UNDO_WITHIN:
        return progress.undo_too_late(turn.language)
    return None
