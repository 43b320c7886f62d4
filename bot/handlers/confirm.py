"""/choxacnhan: confirming reports of completion, or returning them with a reason."""

from bot.handlers.duty_access import duty_to_confirm
from bot.handlers.extension import pending_for
from bot.handlers.telling import tell_followers, tell_official
from bot.texts import confirmation, general
from bot.texts.confirmation import PAGE, Setting
from bot.texts.language import Html, Language
from bot.texts.message import Message
from bot.turn import Turn
from plan_data.store.confirmation import decide_report, note_queue_seen, waiting_reports
from plan_data.store.duties import Duty, duty_by_id
from plan_data.store.officials import Official, Role
from plan_data.store.progress import RecordedReport, Source, report_by_id
from plan_data.store.questions import Question, ask, close_question

RETURN_QUESTION = "return"
LONGEST_REASON = 500


async def show_waiting(turn: Turn, _text: str) -> None:
    """The reports that wait for this person, longest waiting first."""
    await turn.answer(await _list(turn, 0))


async def turn_waiting_page(turn: Turn, page: int) -> None:
    """A button under the list, or under the news that something waits."""
    await turn.replace(await _list(turn, max(0, page)))


async def _list(turn: Turn, page: int) -> Message:
    official = turn.official
    if official is None:
        return Message(Html(general.not_allowed(turn.language)))
    units, only_of = units_confirmed_by(official), official.only_units
    async with turn.database.writing() as session:
        queue = await waiting_reports(session, units, first=page * PAGE, count=PAGE, only_of=only_of)
        if not queue.reports and queue.total:
            # The last page emptied while somebody looked at it.
            page = (queue.total - 1) // PAGE
            queue = await waiting_reports(session, units, first=page * PAGE, count=PAGE, only_of=only_of)
        if units is None or units:
            await note_queue_seen(session, official.id, turn.now)
    extensions = len(await pending_for(turn))
    return confirmation.waiting_list(queue, page, extensions, Setting(turn.today, turn.language))


async def confirm(turn: Turn, report_id: int, page: int | None) -> str | None:
    """[Xác nhận]: in the list, of which ``page`` is shown again, or under a card."""
    duty, report, refusal = await _to_decide(turn, report_id)
    if duty is None or report is None or turn.official is None:
        return refusal
    who = turn.official.name
    async with turn.database.writing() as session:
        after = await decide_report(
            session,
            report,
            turn.official.id,
            is_confirmed=True,
            reason=None,
            today=turn.today.on,
            now=turn.now,
        )
        duty = await duty_by_id(session, duty.id)
    if after is None or duty is None:
        return confirmation.not_waiting(turn.language)
    done = duty
    if page is None:
        await turn.drop_buttons()
        await turn.answer(confirmation.confirmed(done, Setting(turn.today, turn.language)))
    else:
        await turn.replace(await _list(turn, page))

    def message(language: Language) -> Message:
        return confirmation.yours_confirmed(done, who, Setting(turn.today, language))

    await tell_official(turn, report.official_id, message)
    return confirmation.confirmed_toast(done, turn.language)


async def ask_return(turn: Turn, report_id: int) -> str | None:
    """[Trả lại]: why? By button or in the next message."""
    duty, report, refusal = await _to_decide(turn, report_id)
    if duty is None or report is None:
        return refusal
    async with turn.database.writing() as session:
        await ask(
            session,
            turn.chat.id,
            turn.person.id,
            kind=RETURN_QUESTION,
            details={"report_id": report_id},
            now=turn.now,
        )
    await turn.answer(confirmation.why_return(duty, report_id, turn.language))
    return None


async def return_by_button(turn: Turn, report_id: int, number: int) -> str | None:
    """A ready reason was pressed."""
    refusal = await _return(turn, report_id, confirmation.ready_reason(number, turn.language))
    if refusal is None:
        await turn.drop_buttons()
    return refusal


async def answer_reason(turn: Turn, question: Question, text: str, _source: Source) -> None:
    """The message after "why?"."""
    refusal = await _return(turn, int(question.details["report_id"]), text.strip()[:LONGEST_REASON])
    if refusal:
        await turn.answer(Message(Html(refusal)))


async def _return(turn: Turn, report_id: int, reason: str) -> str | None:
    duty, report, refusal = await _to_decide(turn, report_id)
    if duty is None or report is None or turn.official is None:
        return refusal
    who = turn.official.name
    async with turn.database.writing() as session:
        await close_question(session, turn.chat.id, turn.person.id)
        after = await decide_report(
            session,
            report,
            turn.official.id,
            is_confirmed=False,
            reason=reason,
            today=turn.today.on,
            now=turn.now,
        )
    if after is None:
        return confirmation.not_waiting(turn.language)
    returned = duty
    await turn.answer(confirmation.returned(returned, reason, turn.language))

    def message(language: Language) -> Message:
        return confirmation.yours_returned(returned, reason, who, turn.now, Setting(turn.today, language))

    await tell_followers(turn, returned, message, also=(report.official_id,))
    return None


async def _to_decide(turn: Turn, report_id: int) -> tuple[Duty | None, RecordedReport | None, str | None]:
    async with turn.database.reading() as session:
        report = await report_by_id(session, report_id)
    if report is None or report.is_revoked or report.is_decided:
        return None, None, confirmation.not_waiting(turn.language)
    duty, refusal = await duty_to_confirm(turn, report.duty_id)
    return duty, report if duty else None, refusal


def units_confirmed_by(official: Official) -> frozenset[str] | None:
    """The units for which the official confirms; None for all of them."""
    if official.is_admin:
        return None
    return frozenset(
        membership.unit_code for membership in official.memberships if membership.role is Role.COORDINATOR
    )
