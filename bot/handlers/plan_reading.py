"""Fetching the file of a plan and reading it, at its arrival and again when it is applied."""

import hashlib
import logging
from dataclasses import dataclass

from telegram.error import TelegramError

from bot.access import may_administer
from bot.attachments import busy
from bot.handlers.refusal import RefusalError, acting_official
from bot.sent_files import SentFile, fetch
from bot.texts import groups
from bot.texts import plan_files as texts
from bot.turn import Turn
from plan_data.document.received import Received, Unusable
from plan_data.evidence_files import LARGEST_BYTES, clean_name
from plan_data.store.officials import Official

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PlanFile:
    """What was read, and the SHA-256 of the file it was read from."""

    received: Received
    sha256: str


def acting_plan_editor(turn: Turn) -> Official:
    """Who does this, an administrator where nobody reads along.

    :raises RefusalError: somebody else, or a group; it says who may, and where.
    """
    if not turn.is_private:
        raise RefusalError(groups.only_private(turn.bot.username, turn.language).text)
    official = acting_official(turn)
    if not may_administer(official):
        raise RefusalError(texts.only_admins(turn.language))
    return official


async def read_plan_file(turn: Turn, sent: SentFile) -> PlanFile:
    """Read a file in a process of its own, while the chat shows that it takes a moment; nothing is kept.

    :raises RefusalError: it is too large, or Telegram does not hand it out.
    """
    name = clean_name(sent.name)
    if sent.size > LARGEST_BYTES:
        raise RefusalError(texts.too_large(name, turn.language))
    async with busy(turn), turn.services.downloads:
        try:
            content = await fetch(turn, sent)
        except TelegramError as error:
            log.warning("A plan could not be fetched: %s", type(error).__name__)
            raise RefusalError(texts.not_fetched(name, turn.language)) from None
        received = await turn.services.reading.read(content, name, turn.directory)
    return PlanFile(received, hashlib.sha256(content).hexdigest())


async def say_why_not(turn: Turn, sent: SentFile, unusable: Unusable) -> None:
    """Tell what is wrong with a file."""
    say = texts.secret if unusable.is_secret else texts.mistakes if unusable.is_plan else texts.unreadable
    message = say(clean_name(sent.name), unusable.problems, turn.language)
    await turn.answer(message, reply_to=sent.message_id)
