"""/choxacnhan: confirming reports of completion, or returning them with a reason."""

from bot.handlers.asking import ask, stop_asking
from bot.handlers.duty_access import duty_to_confirm
from bot.handlers.extension import pending_for
from bot.handlers.refusal import RefusalError, acting_official
from bot.handlers.telling import tell_followers, tell_official
from bot.texts import confirmation
from bot.texts.confirmation import PAGE, Setting
from bot.texts.language import Language
from bot.texts.message import Message
from bot.turn import Turn
from plan_data.store.confirmation import decide_report, note_queue_seen, waiting_reports
from plan_data.store.duties import Duty, duty_by_id
from plan_data.store.officials import Official, Role
from plan_data.store.progress import RecordedReport, Source, report_by_id
from plan_data.store.questions import Question

RETURN_QUESTION = "return"
LONGEST_REASON = 500


async def show_waiting(turn: Turn, _text: str) -> None:
    """The reports that wait for this person, longest waiting first."""
    await turn.answer(await _list(turn, 0))


async def turn_waiting_page(turn: Turn, page: int) -> None:
    """A button under the list, or under the news that something waits."""
    await turn.replace(await _list(turn, max(0, page)))


async def _list(turn: Turn, page: int) -> Message:
    official = acting_official(turn)
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


async def confirm(turn: Turn, report_id: int, page: int | None) -> str:
    """[Xác nhận]: in the list, of which ``page`` is shown again, or under a card."""
    duty, report = await _to_decide(turn, report_id)
    done = await _decide(turn, duty, report, is_confirmed=True)
    if page is None:
        await turn.drop_buttons()
        await turn.answer(confirmation.confirmed(done, Setting(turn.today, turn.language)))
    else:
        await turn.replace(await _list(turn, page))
    who = acting_official(turn).name

    def message(language: Language) -> Message:
        return confirmation.yours_confirmed(done, who, Setting(turn.today, language))

    await tell_official(turn, report.official_id, message)
    return confirmation.confirmed_toast(done, turn.language)


async def ask_return(turn: Turn, report_id: int) -> None:
    """[Trả lại]: why? By button or in the next message."""
    duty, _ = await _to_decide(turn, report_id)
    why = confirmation.why_return(duty, report_id, turn.language)
    await ask(turn, RETURN_QUESTION, why, report_id=report_id)


async def return_by_button(turn: Turn, report_id: int, number: int) -> None:
    """A ready reason was pressed."""
    await _return(turn, report_id, confirmation.ready_reason(number, turn.language))
    await turn.drop_buttons()


async def answer_reason(turn: Turn, question: Question, text: str, _source: Source) -> None:
    """The message after "why?"."""
    await _return(turn, int(question.details["report_id"]), text.strip()[:LONGEST_REASON])


async def _return(turn: Turn, report_id: int, reason: str) -> None:
    duty, report = await _to_decide(turn, report_id)
    await stop_asking(turn)
    await _decide(turn, duty, report, is_confirmed=False, reason=reason)
    await turn.answer(confirmation.returned(duty, reason, turn.language))
    who = acting_official(turn).name

    def message(language: Language) -> Message:
        return confirmation.yours_returned(duty, reason, who, turn.now, Setting(turn.today, language))

    await tell_followers(turn, duty, message, also=(report.official_id,))


async def _to_decide(turn: Turn, report_id: int) -> tuple[Duty, RecordedReport]:
    """The report, while it waits, and its duty, for who decides; raises RefusalError for others."""
    async with turn.database.reading() as session:
        report = await report_by_id(session, report_id)
    if report is None or report.is_revoked or report.is_decided:
        raise RefusalError(confirmation.not_waiting(turn.language))
    return await duty_to_confirm(turn, report.duty_id), report


async def _decide(
    turn: Turn, duty: Duty, report: RecordedReport, *, is_confirmed: bool, reason: str | None = None
) -> Duty:
    """Record the decision, unless somebody else was quicker; returns the duty as it stands then."""
    async with turn.database.writing() as session:
        after = await decide_report(
            session,
            report,
            acting_official(turn).id,
            is_confirmed=is_confirmed,
            reason=reason,
            today=turn.today.on,
            now=turn.now,
        )
        decided = await duty_by_id(session, duty.id)
    if after is None or decided is None:
        raise RefusalError(confirmation.not_waiting(turn.language))
    return decided


def units_confirmed_by(official: Official) -> frozenset[str] | None:
    """The units for which the official confirms; None for all of them."""
    if official.is_admin:
        return None
    return frozenset(
        membership.unit_code for membership in official.memberships if membership.role is Role.COORDINATOR
    )
