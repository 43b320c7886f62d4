"""Messages that are no commands: replies to reminders, answers to our questions, questions, reports."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType

from bot.handlers import confirm, correct, evidence, extension, undo
from bot.handlers.asking import ask, choices_in, stop_asking
from bot.handlers.due import answer_question
from bot.handlers.duty_access import duty_to_report
from bot.handlers.progress_buttons import OBSTACLE_QUESTION, PERCENT_QUESTION
from bot.handlers.recording import record, source_of
from bot.handlers.refusal import old_button
from bot.handlers.reply_targets import read_answer, targets_of
from bot.handlers.report_by_code import read_coded
from bot.progress_reply import ProgressReply, Status, read_reply
from bot.questions import read_question
from bot.sent_files import is_forwarded
from bot.texts import general, progress
from bot.texts.language import Html
from bot.texts.message import Message
from bot.turn import Turn
from plan_data.store.progress import Source
from plan_data.store.questions import Question, open_question
from plan_data.store.sent_messages import ListQuestion, NumberedMessage

WHICH_QUESTION = "which"

LONGEST_TEXT = 2000
LIST_HOLDS = timedelta(hours=24)
"""After that a report that replies to nothing is not taken to mean the newest list."""
QUESTION_HOLDS = timedelta(hours=24)
"""After that the next message is no answer any more."""


async def read_message(turn: Turn, text: str) -> None:
    """A message that is no command: a reply to a reminder, an answer to us, a question, or a report."""
    if len(text) > LONGEST_TEXT:
        await turn.answer(general.too_long(LONGEST_TEXT, turn.language))
        return
    if is_forwarded(turn) or general.begins_as_ours(text):
        await turn.answer(general.not_own_words(turn.language))
        return
    numbered = await _list_replied_to(turn)
    question = None if numbered else turn.question
    if question is not None and not _holds(turn, question):
        question = None
    if numbered is not None:
        await _read_reply_to(turn, text, numbered)
    elif question is not None and question.kind in ANSWERS:
        await ANSWERS[question.kind](turn, question, text, source_of(turn))
    elif await read_coded(turn, text, list_message_id=None):
        return
    elif asked := read_question(text, turn.today.on, turn.reference.finder):
        await answer_question(turn, asked)
    else:
        await _record_unquoted(turn, text)


async def may_answer(turn: Turn, question: Question) -> bool:
    """Whether the message may be meant as the answer: the question is fresh, and no list is replied to."""
    return _holds(turn, question) and await _list_replied_to(turn) is None


def _holds(turn: Turn, question: Question) -> bool:
    return turn.now - question.asked_at <= QUESTION_HOLDS


async def read_edited_message(turn: Turn, text: str) -> None:
    """An edited message amends what was recorded from it.

    Nothing was recorded from it before: then it counts as new where it replies to one of our lists.
    """
    if len(text) > LONGEST_TEXT or await undo.read_edited(turn, text):
        return
    numbered = None if text.startswith("/") else await _list_replied_to(turn)
    if numbered is not None:
        await _read_reply_to(turn, text, numbered)


async def _read_reply_to(turn: Turn, text: str, numbered: NumberedMessage) -> None:
    """A reply names duties by code, or by their numbers in the list."""
    if not await read_coded(turn, text, list_message_id=numbered.message_id):
        await _record_reply(turn, text, numbered)


async def _list_replied_to(turn: Turn) -> NumberedMessage | None:
    """The list of ours that this message replies to."""
    replied = turn.message.reply_to_message if turn.message else None
    return (
        await turn.grouped.numbered.call(ListQuestion(turn.chat.id, replied.message_id)) if replied else None
    )


async def _record_unquoted(turn: Turn, text: str) -> None:
    """A report that replies to nothing means the newest list while that is fresh; else ask."""
    latest = await turn.grouped.numbered.call(ListQuestion(turn.chat.id, None, turn.thread_id))
    today = turn.today.on
    replies = read_answer(text, today, latest) if latest else read_reply(text, today=today)
    if all(reply.status is Status.UNCLEAR for reply in replies):
        await turn.answer(general.not_understood(turn.language))
        return
    if latest is None:
        await turn.answer(progress.no_list(turn.language))
    elif turn.now - latest.sent_at > LIST_HOLDS:
        await _ask_which(turn, text, latest)
    else:
        await _record_read(turn, text, replies, latest)


async def _record_reply(turn: Turn, text: str, numbered: NumberedMessage) -> None:
    """Record what a reply says of the duties of one of our messages."""
    await _record_read(turn, text, read_answer(text, turn.today.on, numbered), numbered)


async def _record_read(
    turn: Turn, text: str, replies: Sequence[ProgressReply], numbered: NumberedMessage
) -> None:
    targets = targets_of(replies, numbered)
    if targets.is_open:
        await _ask_which(turn, text, numbered)
        return
    duties = await turn.grouped.by_ids.call({duty_id for _, duty_id in targets.meant})
    known = [(reply, duties[duty_id]) for reply, duty_id in targets.meant if duty_id in duties]
    if known:
        source = source_of(turn, numbered.message_id)
        await record(turn, text, known, source=source, missing=targets.missing)
    elif targets.missing:
        await turn.answer(progress.no_such_number(targets.missing, turn.language))
    else:
        await turn.answer(Message(Html(general.gone(turn.language))))


async def _ask_which(turn: Turn, text: str, numbered: NumberedMessage) -> None:
    """Only the person knows which duty is meant: ask, and keep the words until the number is pressed."""
    await ask(
        turn,
        WHICH_QUESTION,
        progress.which_duty(text, await choices_in(turn, numbered), turn.language),
        quote=True,
        words=text,
        message_id=turn.message.message_id if turn.message else None,
        list_message_id=numbered.message_id,
    )


async def apply_words(turn: Turn, duty_id: int) -> None:
    """A number was pressed under "which one?": what was written before is about this duty."""
    async with turn.database.reading() as session:
        question = await open_question(session, turn.chat.id, turn.person.id)
    if question is None or question.kind != WHICH_QUESTION:
        raise old_button(turn)
    duty = await duty_to_report(turn, duty_id)
    await stop_asking(turn)
    await turn.drop_buttons()
    words = str(question.details["words"])
    replies = read_reply(words, today=turn.today.on)
    if len(replies) != 1:
        await turn.answer(progress.unclear(duty, words, turn.language))
        return
    source = Source(
        turn.update_id,
        turn.chat.id,
        question.details["message_id"],
        question.details["list_message_id"],
    )
    await record(turn, words, [(replies[0], duty)], source=source)


async def _answer_about_duty(turn: Turn, question: Question, text: str, source: Source) -> None:
    """The message after "how far?", "what is in the way?" or "send evidence"."""
    duty = await duty_to_report(turn, int(question.details["duty_id"]))
    reply = read_reply(text, today=turn.today.on)[0]
    if question.kind == OBSTACLE_QUESTION and reply.status not in (Status.DONE, Status.EXTENSION):
        # Whatever is written now is what is in the way.
        reply = ProgressReply(items=(), status=Status.BLOCKED, percent=reply.percent, note=text.strip())
    if reply.status is not Status.UNCLEAR:
        await stop_asking(turn)
    await record(turn, text, [(reply, duty)], source=source)


Answer = Callable[[Turn, Question, str, Source], Awaitable[None]]

ANSWERS: Mapping[str, Answer] = MappingProxyType(
    {
        OBSTACLE_QUESTION: _answer_about_duty,
        PERCENT_QUESTION: _answer_about_duty,
        evidence.EVIDENCE_QUESTION: _answer_about_duty,
        undo.AMEND_QUESTION: undo.answer_amend,
        correct.CORRECT_QUESTION: correct.answer_correction,
        confirm.RETURN_QUESTION: confirm.answer_reason,
        extension.EXTENSION_QUESTION: extension.answer_until,
        extension.DOCUMENT_QUESTION: extension.answer_document,
        extension.DENIAL_QUESTION: extension.answer_denial,
        extension.REVOCATION_QUESTION: extension.answer_revocation,
    }
)
"""What reads the next message, by what was asked."""
