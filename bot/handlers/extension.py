"""Later dates: asked for in chat, decided and taken back by who confirms the duty, told to all concerned."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.handlers.asking import ask, stop_asking
from bot.handlers.duty_access import confirms, duty_to_confirm, duty_to_report
from bot.handlers.refusal import RefusalError, acting_official
from bot.handlers.telling import notify_followers, tell_deciders
from bot.progress_reply import ProgressReply, read_reply, read_until, reason_in
from bot.texts import extension, general
from bot.texts.language import Language
from bot.texts.message import Message
from bot.turn import Turn
from plan_data.duty_state import ReportStatus
from plan_data.store.duties import Duty, duties_by_ids
from plan_data.store.extension import (
    Extension,
    ask_extension,
    decide_extension,
    extension_by_id,
    extensions_of,
    pending_extensions,
    revocable,
    revoke_extension,
)
from plan_data.store.notices import NoticeKind
from plan_data.store.progress import NewReport, Source
from plan_data.store.questions import Question

EXTENSION_QUESTION = "extension"
DOCUMENT_QUESTION = "extension_document"
DENIAL_QUESTION = "extension_denial"
REVOCATION_QUESTION = "extension_revocation"

LONGEST = timedelta(days=366)
REQUESTS_SHOWN = 5
LONGEST_REASON = 300


async def ask_by_button(turn: Turn, duty_id: int) -> None:
    """[Xin gia hạn]: until when, in the next message."""
    duty = await duty_to_report(turn, duty_id)
    await _ask_until(turn, duty, _extensible(turn, duty))


async def _ask_until(turn: Turn, duty: Duty, due_on: date) -> None:
    until_when = extension.ask_until(duty, due_on, _example(turn, due_on), turn.language)
    await ask(turn, EXTENSION_QUESTION, until_when, duty_id=duty.id)


async def answer_until(turn: Turn, question: Question, text: str, source: Source) -> None:
    """The message after "until when?"."""
    duty = await duty_to_report(turn, int(question.details["duty_id"]))
    await ask_for(turn, duty, read_until(text, today=turn.today.on), text, source)


async def ask_for(turn: Turn, duty: Duty, reply: ProgressReply, words: str, source: Source) -> None:
    """Record a request and hand it to who decides; ask for a date where none was named."""
    due_on = _extensible(turn, duty)
    until = wished_date(reply, due_on)
    if until is None:
        await _ask_until(turn, duty, due_on)
        return
    if not is_possible(until, due_on, turn.today.on):
        await turn.answer(extension.not_later(due_on, _example(turn, due_on), turn.language))
        return
    reason = reason_in(words) or reply.note
    note = reason[:LONGEST_REASON] if reason else None
    report = NewReport(ReportStatus.EXTENSION, note=note, words=words)
    async with turn.database.writing() as session:
        request_id = await ask_extension(
            session,
            duty.id,
            acting_official(turn).id,
            report,
            until=until,
            is_late=turn.today.days_overdue(due_on) > 0,
            source=source,
            now=turn.now,
        )
        request = await extension_by_id(session, request_id) if request_id is not None else None
    await stop_asking(turn)
    if request is None:
        raise RefusalError(general.gone(turn.language))
    await turn.answer(extension.asked(duty, request, turn.language), quote=True)
    await tell_deciders(
        turn, duty, lambda language: extension.request(duty, request, turn.services.zone, language)
    )


def wished_date(reply: ProgressReply, due_on: date) -> date | None:
    """The day asked for; "one week more" counts from the deadline."""
    if reply.until is not None:
        return reply.until
    return due_on + timedelta(days=reply.extra_days) if reply.extra_days else None


def is_possible(until: date, due_on: date, today: date) -> bool:
    """Whether a deadline may be moved to a day at all."""
    return max(due_on, today) < until <= max(due_on, today) + LONGEST


def _extensible(turn: Turn, duty: Duty) -> date:
    """The deadline that is to move; raises RefusalError where none can."""
    if duty.due_on is None:
        raise RefusalError(extension.no_deadline(turn.language).text)
    if duty.is_finished:
        raise RefusalError(extension.finished(turn.language).text)
    if not duty.is_lead:
        raise RefusalError(extension.only_lead(turn.language).text)
    return duty.due_on


def _example(turn: Turn, due_on: date) -> date:
    return turn.today.calendar.next_working_day(max(due_on, turn.today.on) + timedelta(days=14))


async def pending_for(turn: Turn) -> Sequence[tuple[Duty, Extension]]:
    """The requests that this person decides here, oldest first."""
    async with turn.database.reading() as session:
        requests = await pending_extensions(session)
        duties = await duties_by_ids(session, {request.duty_id for request in requests})
    return [
        (duty, request)
        for request in requests
        if (duty := duties.get(request.duty_id)) is not None and confirms(turn, duty)
    ]


async def list_requests(turn: Turn) -> None:
    """[Đề nghị lùi hạn]: each with its buttons."""
    pending = await pending_for(turn)
    for duty, request in pending[:REQUESTS_SHOWN]:
        await turn.answer(extension.request(duty, request, turn.services.zone, turn.language))
    if not pending:
        raise RefusalError(extension.none_waiting(turn.language))


async def ask_document(turn: Turn, request_id: int) -> None:
    """[Đồng ý]: by which document? Nothing moves before that is answered."""
    duty, request = await _to_decide(turn, request_id)
    which = extension.which_document(duty, request, turn.language)
    await ask(turn, DOCUMENT_QUESTION, which, request_id=request_id)


async def answer_document(turn: Turn, question: Question, text: str, _source: Source) -> None:
    """The message after "by which document?"."""
    reply = read_reply(text, today=turn.today.on)[0]
    if reply.document is None:
        await turn.answer(extension.not_a_document(turn.language))
        return
    await _decide(
        turn,
        int(question.details["request_id"]),
        is_granted=True,
        document=reply.document,
        document_on=reply.document_on,
    )


async def grant_unwritten(turn: Turn, request_id: int) -> None:
    """[Đồng ý, chưa có văn bản]."""
    await _decide(turn, request_id, is_granted=True)
    await turn.drop_buttons()


async def ask_denial(turn: Turn, request_id: int) -> None:
    """[Từ chối]: why, in the next message; without a reason nothing is denied."""
    duty, _ = await _to_decide(turn, request_id)
    await ask(turn, DENIAL_QUESTION, extension.why_deny(duty, turn.language), request_id=request_id)


async def answer_denial(turn: Turn, question: Question, text: str, _source: Source) -> None:
    """The message after "why?"."""
    reason = text.strip()[:LONGEST_REASON]
    await _decide(turn, int(question.details["request_id"]), is_granted=False, reason=reason)


async def _to_decide(turn: Turn, request_id: int) -> tuple[Duty, Extension]:
    """A request, while it waits, and its duty, for who decides; raises RefusalError for others."""
    async with turn.database.reading() as session:
        request = await extension_by_id(session, request_id)
    if request is None:
        raise RefusalError(extension.moot(turn.language))
    duty = await duty_to_confirm(turn, request.duty_id)
    if not request.is_pending or duty.due_on != request.from_on or duty.is_finished:
        raise RefusalError(extension.moot(turn.language))
    return duty, request


async def _decide(
    turn: Turn,
    request_id: int,
    *,
    is_granted: bool,
    reason: str | None = None,
    document: str | None = None,
    document_on: date | None = None,
) -> None:
    duty, request = await _to_decide(turn, request_id)
    await stop_asking(turn)
    async with turn.database.writing() as session:
        moved = await decide_extension(
            session,
            request,
            acting_official(turn).id,
            is_granted=is_granted,
            reason=reason,
            document=document,
            document_on=document_on,
            today=turn.today.on,
            now=turn.now,
        )
        if moved is None:
            raise RefusalError(extension.moot(turn.language))
        duty, request = await _notify(session, turn, duty, request, moved, extension.decided)
    await turn.answer(extension.decided(duty, request, turn.language))


async def ask_revocation(turn: Turn, request_id: int) -> None:
    """[Thu hồi gia hạn]: why, in the next message; without a reason nothing is taken back."""
    duty, request = await _to_revoke(turn, request_id)
    why = extension.why_revoke(duty, request, turn.language)
    await ask(turn, REVOCATION_QUESTION, why, request_id=request_id)


async def answer_revocation(turn: Turn, question: Question, text: str, _source: Source) -> None:
    """The message after "why?"."""
    duty, request = await _to_revoke(turn, int(question.details["request_id"]))
    await stop_asking(turn)
    async with turn.database.writing() as session:
        moved = await revoke_extension(
            session,
            request,
            acting_official(turn).id,
            reason=text.strip()[:LONGEST_REASON],
            today=turn.today.on,
            now=turn.now,
        )
        if moved is None:
            raise RefusalError(extension.nothing_to_revoke(turn.language))
        duty, request = await _notify(session, turn, duty, request, moved, extension.revoked)
    await turn.answer(extension.revoked(duty, request, turn.language))


async def _to_revoke(turn: Turn, request_id: int) -> tuple[Duty, Extension]:
    """A grant that can be taken back, and its duty, for who decides; raises RefusalError for others."""
    async with turn.database.reading() as session:
        request = await extension_by_id(session, request_id)
        asked = await extensions_of(session, request.duty_id) if request else ()
    if request is None:
        raise RefusalError(extension.nothing_to_revoke(turn.language))
    duty = await duty_to_confirm(turn, request.duty_id)
    granted = revocable(asked, due_on=duty.due_on, planned_due_on=duty.planned_due_on)
    if granted is None or granted.id != request.id or duty.is_finished:
        raise RefusalError(extension.nothing_to_revoke(turn.language))
    return duty, granted


async def _notify(
    session: AsyncSession,
    turn: Turn,
    duty: Duty,
    request: Extension,
    moved: Sequence[int],
    message: Callable[[Duty, Extension, Language], Message],
) -> tuple[Duty, Extension]:
    """Put what was decided into the ledger of notices, for all whose date it is; both as they are now."""
    request = await extension_by_id(session, request.id) or request
    duties = await duties_by_ids(session, {duty.id, *moved})
    for each in duties.values():
        await notify_followers(
            session,
            turn,
            each,
            partial(message, each, request),
            kind=NoticeKind.EXTENSION,
            key=f"{request.id}:{each.id}:{'revoked' if request.revocation else 'decided'}",
            also=(request.official_id,) if each.id == duty.id else (),
        )
    return duties.get(duty.id, duty), request
