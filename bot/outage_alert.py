"""Telling coordinators that a process fell silent, or is back."""

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from time import monotonic
from zoneinfo import ZoneInfo

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.settings import BotSettings
from bot.texts.language import language_of
from bot.texts.outage import outage
from plan_data.clock import Clock
from plan_data.store.database import Database
from plan_data.store.unreachable import coordinators
from plan_data.watch import Silence, Watch

log = logging.getLogger(__name__)


def outage_alert(database: Database, bot: Bot, zone: ZoneInfo) -> Callable[[Silence], Awaitable[None]]:
    """What a watch calls: it writes to every coordinator's and administrator's private chat.

    Who cannot be reached is passed over: the next has to hear of it.
    """

    async def tell(silence: Silence) -> None:
        async with database.reading() as session:
            recipients = await coordinators(session)
        for recipient in recipients:
            try:
                await bot.send_message(
                    recipient.telegram_chat_id,
                    outage(silence, zone, language_of(recipient.language)),
                    parse_mode=ParseMode.HTML,
                )
            except TelegramError as error:
                log.warning("A coordinator could not be told: %s", type(error).__name__)

    return tell


def watch_over(process: str, database: Database, bot: Bot, settings: BotSettings, clock: Clock) -> Watch:
    """A watch over another process that tells coordinators, with the operator's patience."""
    return Watch(
        database,
        process,
        patience=timedelta(minutes=settings.alert_minutes),
        tell=outage_alert(database, bot, settings.zone),
        clock=clock,
        stopwatch=monotonic,
    )
