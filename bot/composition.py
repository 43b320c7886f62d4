"""Putting the bot's parts together from settings."""

from telegram.ext import ExtBot

from bot.settings import BotSettings
from bot.telegram.callback_data import CallbackSigner
from bot.turn import Services
from plan_data.shared_time import SharedTime
from plan_data.store.database import Database
from plan_data.store.reference import ReferenceCache


def answering_bot(settings: BotSettings) -> ExtBot[None]:
    """The bot that answers people.

    It has no rate limiter: an answer to a button must not wait behind anything.

    :raises ValueError: no token is set.
    """
    return ExtBot(
        settings.token,
        base_url=f"{settings.telegram_api_url}/bot",
        base_file_url=f"{settings.telegram_api_url}/file/bot",
    )


def services_of(settings: BotSettings, database: Database, time: SharedTime) -> Services:
    """What handlers need."""
    return Services(
        database=database,
        time=time,
        zone=settings.zone,
        signer=CallbackSigner.from_token(settings.token),
        reference=ReferenceCache(database),
        admin_ids=settings.admin_ids,
    )
