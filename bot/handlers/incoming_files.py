"""A file came: is it a plan, or evidence of a duty? When only the person knows, they are asked."""

from pathlib import PurePosixPath

from bot.access import may_administer
from bot.handlers import evidence, plan_files
from bot.handlers.plan_reading import acting_plan_editor
from bot.handlers.refusal import RefusalError
from bot.sent_files import SentFile, answered_file, sent_file
from bot.texts import plan_files as texts
from bot.texts.plan_changes import file_gone
from bot.turn import Turn
from plan_data.evidence_files import clean_name, is_taken

PLAN_SUFFIXES = frozenset({".docx", ".pdf", ".xlsx", ".md", ".txt", ".yaml", ".yml"})


async def take(turn: Turn) -> None:
    """A photo or a file, sent in private or in answer to the bot."""
    sent = sent_file(turn)
    if sent is None:
        return
    if plan_files.says_plan(sent):
        await plan_files.take(turn, sent)
    elif not _may_be_plan(turn, sent) or await evidence.is_for_duty(turn):
        await evidence.take(turn, sent)
    elif plan_files.is_awaited(turn):
        await plan_files.take(turn, sent)
    else:
        name = clean_name(sent.name)
        await turn.answer(
            texts.which_kind(name, turn.language, is_evidence=is_taken(name)), reply_to=sent.message_id
        )


def _may_be_plan(turn: Turn, sent: SentFile) -> bool:
    """Whether it has the form of a plan, from somebody who may load one; an album is evidence."""
    return (
        turn.is_private
        and turn.official is not None
        and may_administer(turn.official)
        and sent.album is None
        and PurePosixPath(clean_name(sent.name)).suffix.lower() in PLAN_SUFFIXES
    )


async def take_as_plan(turn: Turn) -> None:
    """[Kế hoạch]: the file that was asked about is a plan."""
    sent = _asked_about(turn)
    await turn.drop_buttons()
    await plan_files.take(turn, sent)


async def take_as_evidence(turn: Turn) -> None:
    """[Minh chứng]: it is not; ask of which duty."""
    sent = _asked_about(turn)
    await turn.drop_buttons()
    await evidence.take(turn, sent)


def _asked_about(turn: Turn) -> SentFile:
    acting_plan_editor(turn)
    sent = answered_file(turn)
    if sent is None:
        raise RefusalError(file_gone(turn.language))
    return sent
