"""Putting the bot's parts together from settings."""

from asyncio import Semaphore
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram.ext import ExtBot

from bot.attempts import MOST_WRONG_CODES, WRONG_CODES_WITHIN, AttemptLimit
from bot.inbox import UPDATES_AT_ONCE
from bot.settings import BotSettings
from bot.telegram.bulk_bot import QuietBot, SendingRequest
from bot.telegram.callback_data import CallbackSigner
from bot.telegram.link_codes import LinkCodes
from bot.telegram.transport import AiohttpRequest
from bot.turn import Services
from plan_data.channel import Channel
from plan_data.document.reading_process import ReadingProcesses
from plan_data.evidence_files import EvidenceFiles
from plan_data.shared_time import SharedTime
from plan_data.store.database import Database
from plan_data.store.grouped_store import GroupedStore
from plan_data.store.reference import ReferenceCache

if TYPE_CHECKING:
    from bot.channels.apprise_notifier import AppriseNotifier

FILES_AT_ONCE = 4
"""Files that people send, in memory at once: at most 4 times 20 MB."""


class AnsweringBot(QuietBot, ExtBot[None]):
    """The bot that answers people and keeps its token to itself."""


def answering_bot(settings: BotSettings) -> AnsweringBot:
    """The bot that answers people.

    It has no rate limiter: an answer to a button must not wait behind anything.

    :raises ValueError: no token is set.
    """
    return AnsweringBot(
        settings.token,
        base_url=f"{settings.telegram_api_url}/bot",
        base_file_url=f"{settings.telegram_api_url}/file/bot",
        request=SendingRequest(connections=UPDATES_AT_ONCE, proxy=settings.proxy),
        get_updates_request=AiohttpRequest(connections=1, proxy=settings.proxy),
    )


def fallback_notifier(settings: BotSettings) -> "AppriseNotifier | None":
    """What writes to officials whom Telegram does not reach; None where no server is set.

    apprise is imported only then: most installations need not wait for it at every start.

    :raises ValueError: the server's address cannot be read; the sentence names the variable alone.
    """
    if settings.fallback_email_url is None:
        return None
    from bot.channels.apprise_notifier import AppriseNotifier  # noqa: PLC0415

    try:
        return AppriseNotifier({Channel.EMAIL: settings.fallback_email_url.get_secret_value()})
    except ValueError:
        raise ValueError(
            "FALLBACK_EMAIL_URL: apprise cannot read this address (is from=… missing?)"
        ) from None


def services_of(settings: BotSettings, database: Database, time: SharedTime) -> Services:
    """What handlers need."""
    return Services(
        database=database,
        time=time,
        zone=settings.zone,
        signer=CallbackSigner.from_token(settings.token),
        reference=ReferenceCache(database),
        admin_ids=settings.admin_ids,
        evidence=EvidenceFiles(settings.evidence_dir),
        downloads=Semaphore(FILES_AT_ONCE),
        reading=ReadingProcesses(),
        keep_messages=timedelta(days=settings.keep_messages_days),
        web_public_url=settings.web_public_url,
        link_codes=LinkCodes.from_token(settings.token),
        letters=fallback_notifier(settings),
        wrong_codes=AttemptLimit(MOST_WRONG_CODES, WRONG_CODES_WITHIN),
        messages_per_minute=settings.messages_per_minute,
        grouped=GroupedStore.on(database),
    )
