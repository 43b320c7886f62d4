"""Evidence: photos and files that officials send, kept by us and handed out to who may see the duty."""

import asyncio
import logging
from dataclasses import asdict

from telegram.error import TelegramError

from bot.handlers.asking import ask, choices_in, stop_asking
from bot.handlers.duty_access import duty_to_report, duty_to_see
from bot.handlers.recording import new_report, source_of
from bot.handlers.refusal import RefusalError, acting_official, old_button
from bot.handlers.reply_targets import read_answer, targets_of
from bot.handlers.report_by_code import meant_by_code
from bot.handlers.telling import tell_of_waiting_report
from bot.progress_reply import ProgressReply, Status, read_reply
from bot.sent_files import SentFile, fetch
from bot.texts import evidence, general, progress
from bot.turn import Turn
from plan_data.duty_state import DutyState, ReportStatus
from plan_data.evidence_files import (
    LARGEST_BYTES,
    EvidenceFile,
    UnacceptableFileError,
    clean_name,
    is_taken,
)
from plan_data.store import questions
from plan_data.store.duties import Duty, duty_by_id
from plan_data.store.evidence import (
    Evidence,
    add_evidence,
    evidence_by_id,
    evidence_in_album,
    evidence_of,
    link_to_report,
    withdraw_evidence,
)
from plan_data.store.officials import Official
from plan_data.store.progress import NewReport, record_progress, report_by_id, revoke_report
from plan_data.store.questions import close_question, open_question
from plan_data.store.sent_messages import NumberedMessage, latest_numbered_message, numbered_message

log = logging.getLogger(__name__)

EVIDENCE_QUESTION = "evidence"
WHICH_FILE_QUESTION = "evidence_which"

MOST_PENDING = 10
"""Files of an album that wait until somebody says what they are for; an album has no more (Bot API)."""
MOST_SENT_BACK = 10

_INCOMPLETE = frozenset({DutyState.UNPROVEN, DutyState.RETURNED})
"""Reported done before, and not accepted as that: what is sent now completes it."""


async def take(turn: Turn, sent: SentFile) -> None:
    """A photo or file: find out what it is evidence of, then keep it."""
    if not is_taken(sent.name):
        await turn.answer(evidence.not_taken(clean_name(sent.name), turn.language), quote=True)
        return
    if sent.size > LARGEST_BYTES:
        await turn.answer(evidence.too_large(clean_name(sent.name), turn.language), quote=True)
        return
    duty_id, reply = await _meant(turn, sent)
    if duty_id is not None:
        await _keep(turn, sent, duty_id, reply)
    elif not await _joined_waiting_album(turn, sent):
        await _ask_which(turn, sent)


async def is_for_duty(turn: Turn) -> bool:
    """Whether the file answers a list of duties, or the bot's question for evidence."""
    replied = turn.message.reply_to_message if turn.message else None
    async with turn.database.reading() as session:
        if replied and await numbered_message(session, turn.chat.id, replied.message_id):
            return True
    return turn.question is not None and turn.question.kind == EVIDENCE_QUESTION


async def _meant(turn: Turn, sent: SentFile) -> tuple[int | None, ProgressReply | None]:
    """Which duty a file is for, and what its caption says; None when only the person knows."""
    replied = turn.message.reply_to_message if turn.message else None
    official_id = turn.official.id if turn.official else 0
    async with turn.database.reading() as session:
        album = await evidence_in_album(session, turn.chat.id, sent.album, official_id) if sent.album else ()
        numbered = await numbered_message(session, turn.chat.id, replied.message_id) if replied else None
        question = await open_question(session, turn.chat.id, turn.person.id)
    if album:
        return album[0].duty_id, None
    if numbered is not None:
        return _in_list(numbered, read_answer(sent.caption, turn.today.on, numbered) if sent.caption else ())
    replies = read_reply(sent.caption, today=turn.today.on) if sent.caption else ()
    if question is not None and question.kind == EVIDENCE_QUESTION:
        return int(question.details["duty_id"]), replies[0] if len(replies) == 1 else None
    named = await meant_by_code(turn, sent.caption)
    return (named[0][1].id, named[0][0]) if len(named) == 1 else (None, None)


def _in_list(
    numbered: NumberedMessage, replies: tuple[ProgressReply, ...]
) -> tuple[int | None, ProgressReply | None]:
    if not replies:
        ids = numbered.all_duty_ids
        return (ids[0], None) if len(ids) == 1 else (None, None)
    targets = targets_of(replies, numbered)
    if targets.is_open or targets.missing or len({duty_id for _, duty_id in targets.meant}) != 1:
        return None, None
    reply, duty_id = targets.meant[0]
    return duty_id, reply if len(targets.meant) == 1 else None


async def _joined_waiting_album(turn: Turn, sent: SentFile) -> bool:
    """Put a further file of an album to those that wait for an answer already."""
    if sent.album is None:
        return False
    async with turn.database.writing() as session:
        question = await open_question(session, turn.chat.id, turn.person.id)
        if question is None or question.kind != WHICH_FILE_QUESTION:
            return False
        files = question.details["files"]
        if files[0]["album"] != sent.album or len(files) >= MOST_PENDING:
            return False
        await questions.ask(
            session,
            turn.chat.id,
            turn.person.id,
            kind=WHICH_FILE_QUESTION,
            details={"files": [*files, asdict(sent)]},
            now=turn.now,
        )
    return True


async def _ask_which(turn: Turn, sent: SentFile) -> None:
    replied = turn.message.reply_to_message if turn.message else None
    async with turn.database.writing() as session:
        numbered = await numbered_message(session, turn.chat.id, replied.message_id) if replied else None
        numbered = numbered or await latest_numbered_message(session, turn.chat.id)
        if numbered is not None:
            await questions.ask(
                session,
                turn.chat.id,
                turn.person.id,
                kind=WHICH_FILE_QUESTION,
                details={"files": [asdict(sent)]},
                now=turn.now,
            )
    if numbered is None:
        await turn.answer(evidence.no_list(turn.language), quote=True)
        return
    choices = await choices_in(turn, numbered)
    await turn.answer(evidence.which_duty(choices, turn.language), quote=True)


async def take_for(turn: Turn, duty_id: int) -> None:
    """The number of a duty was pressed: the files that waited are for it."""
    async with turn.database.reading() as session:
        question = await open_question(session, turn.chat.id, turn.person.id)
    if question is None or question.kind != WHICH_FILE_QUESTION:
        raise old_button(turn)
    await duty_to_report(turn, duty_id)
    await turn.drop_buttons()
    for details in question.details["files"]:
        sent = SentFile(**details)
        replies = read_reply(sent.caption, today=turn.today.on) if sent.caption else ()
        reply = replies[0] if len(replies) == 1 and not replies[0].items else None
        await _keep(turn, sent, duty_id, reply)
    await stop_asking(turn)


async def _keep(turn: Turn, sent: SentFile, duty_id: int, reply: ProgressReply | None) -> None:
    """Fetch a file, keep it, and record what it completes or what its caption says."""
    duty, official = await duty_to_report(turn, duty_id), acting_official(turn)
    file = await _fetch(turn, sent)
    if file is None:
        return
    report = _report(duty, reply, sent.caption)
    async with turn.database.writing() as session:
        evidence_id = await add_evidence(
            session,
            duty.id,
            official.id,
            file,
            chat_id=turn.chat.id,
            message_id=sent.message_id,
            album=sent.album,
            now=turn.now,
        )
        if evidence_id is None:
            return
        if report is not None:
            report_id = await record_progress(
                session, duty.id, official.id, report, source=source_of(turn), now=turn.now
            )
            if report_id is not None:
                await link_to_report(session, evidence_id, report_id)
        duty = await duty_by_id(session, duty.id) or duty
        question = await open_question(session, turn.chat.id, turn.person.id)
        if question is not None and question.kind == EVIDENCE_QUESTION:
            await close_question(session, turn.chat.id, turn.person.id)
        earlier = (
            await evidence_in_album(session, turn.chat.id, sent.album, official.id) if sent.album else ()
        )
    if len(earlier) <= 1:
        completed = report is not None and report.status is ReportStatus.DONE
        await turn.answer(
            evidence.kept(
                file, evidence_id, duty, turn.language, in_album=sent.album is not None, completed=completed
            ),
            quote=True,
        )
    if report is not None:
        await tell_of_waiting_report(turn, duty)


def _report(duty: Duty, reply: ProgressReply | None, caption: str) -> NewReport | None:
    """What is reported along with a file: the caption's word, else that it completes what lacked it."""
    if reply is not None and reply.status not in (Status.UNCLEAR, Status.EXTENSION):
        return new_report(reply, caption)
    if duty.state in _INCOMPLETE:
        document, on = (reply.document, reply.document_on) if reply else (None, None)
        return NewReport(ReportStatus.DONE, document=document, document_on=on, words=caption or None)
    return None


async def _fetch(turn: Turn, sent: SentFile) -> EvidenceFile | None:
    """Download and keep a file; says why not when that fails."""
    name = clean_name(sent.name)
    try:
        async with turn.services.downloads:
            content = await fetch(turn, sent)
            return await asyncio.to_thread(turn.services.evidence.keep, sent.name, content)
    except UnacceptableFileError:
        await turn.answer(evidence.not_genuine(name, turn.language), quote=True)
    except (TelegramError, OSError) as error:
        log.warning("Evidence could not be kept: %s", type(error).__name__)
        await turn.answer(evidence.failed(name, turn.language), quote=True)
    return None


async def ask_for_evidence(turn: Turn, duty_id: int) -> None:
    """[Gửi minh chứng]: the next file, or document number, is for this duty."""
    duty = await duty_to_report(turn, duty_id)
    await ask(turn, EVIDENCE_QUESTION, evidence.ask(duty, turn.language), duty_id=duty.id)


async def send_back(turn: Turn, duty_id: int) -> None:
    """[Tải minh chứng]: the newest files of a duty, to who may see it."""
    await duty_to_see(turn, duty_id)
    async with turn.database.reading() as session:
        files = await evidence_of(session, duty_id)
    if not files:
        raise RefusalError(evidence.none_yet(turn.language))
    for each in files[-MOST_SENT_BACK:]:
        await _send(turn, each.file)


async def _send(turn: Turn, file: EvidenceFile) -> None:
    async with turn.services.downloads:
        content = await asyncio.to_thread(turn.services.evidence.read, file)
        if content is None:
            log.error("Evidence %s is missing or damaged", file.sha256)
            await turn.answer(evidence.lost(file.name, turn.language))
            return
        await turn.bot.send_document(
            turn.chat.id,
            document=content,
            filename=file.name,
            message_thread_id=turn.thread_id or None,
            disable_content_type_detection=True,
        )


async def withdraw(turn: Turn, evidence_id: int) -> None:
    """[Bỏ tệp này]: a file of one's own, within a day; what it completed is open again."""
    async with turn.database.reading() as session:
        found = await evidence_by_id(session, evidence_id)
    official = acting_official(turn)
    if found is None or not await _may_withdraw(turn, official, found):
        raise RefusalError(evidence.cannot_withdraw(turn.language))
    async with turn.database.writing() as session:
        if not await withdraw_evidence(session, found, official.id, now=turn.now):
            raise RefusalError(evidence.cannot_withdraw(turn.language))
        if found.report_id is not None:
            await revoke_report(session, found.report_id, official.id, now=turn.now)
        duty = await duty_by_id(session, found.duty_id)
    if duty is None:
        raise RefusalError(general.gone(turn.language))
    await turn.drop_buttons()
    await turn.answer(evidence.withdrawn(found.file, duty, turn.language))


async def _may_withdraw(turn: Turn, official: Official, found: Evidence) -> bool:
    if found.official_id != official.id or found.is_withdrawn:
        return False
    if turn.now - found.received_at > progress.UNDO_WITHIN:
        return False
    if found.report_id is None:
        return True
    async with turn.database.reading() as session:
        report = await report_by_id(session, found.report_id)
    return report is not None and not report.is_decided


async def refuse_other_media(turn: Turn) -> None:
    """A voice message, a video, a sticker: say what is taken."""
    await turn.answer(evidence.only_files(turn.language), quote=True)
