"""Updates that Telegram sends to us, and sharing them among several bots.

The web server only writes an update down; the inbox table then says which bot handles it. So it does not
matter to which of several bots behind one address an update goes, and one that dies loses nothing.
"""

import asyncio
import hmac
import json
import logging
from contextlib import suppress
from datetime import timedelta
from urllib.parse import urlsplit

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError
from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot.application import ALLOWED_UPDATES, set_menus
from bot.inbox import UPDATES_AT_ONCE, DurableQueue, keep
from bot.serve import RefusedError
from plan_data.shared_time import SharedTime
from plan_data.store.database import Database
from plan_data.store.inbox import claim_updates, has_unclaimed_updates, renew_claims

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LEASE = timedelta(seconds=60)
RENEW_SECONDS = 15.0
LOOK_SECONDS = 1.0
"""How often a bot looks for what others left; what it received itself it looks for at once."""

SETTING_PAUSE_SECONDS = 10.0


class Webhook:
    """Takes updates at the path of ``url`` from whoever knows ``secret``, and shares them with other bots.

    ``owner`` names this process among them.
    """

    def __init__(self, database: Database, time: SharedTime, *, url: str, secret: str, owner: str) -> None:
        self.path = urlsplit(url).path or "/"
        self._url = url
        self._database = database
        self._time = time
        self._secret = secret.encode()
        self._owner = owner
        self._in_hand: set[int] = set()
        self._arrived = asyncio.Event()

    async def receive(self, request: web.Request) -> web.Response:
        """Write an update down; 200 says that Telegram may forget it, other answers that it repeats it."""
        said = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(said, self._secret):
            return web.Response(status=403)
        update = _read_update(await request.read())
        if update is None:
            # Not from Telegram; to have it repeated would change nothing.
            log.warning("A request with the right secret held no update")
            return web.Response(status=400)
        try:
            async with self._database.writing() as session:
                await keep(session, update, self._time())
        except SQLAlchemyError as error:
            log.warning("An update could not be written down: %s", type(error).__name__)
            return web.Response(status=503)
        self._arrived.set()
        return web.Response()

    async def work(self, bot: ExtBot[None], queue: DurableQueue, stop: asyncio.Event) -> None:
        """Tell Telegram our address, then take updates from the inbox to the queue until ``stop`` is set.

        :raises RefusedError: Telegram does not accept the token.
        """
        renewing = asyncio.create_task(self._renew(), name="claims")
        setting = asyncio.create_task(self._set_webhook(bot), name="webhook")
        try:
            while not stop.is_set():
                if setting.done():
                    setting.result()
                with suppress(SQLAlchemyError):
                    await self._take(bot, queue)
                await self._wait(stop)
        finally:
            for task in (renewing, setting):
                task.cancel()
            await asyncio.gather(renewing, setting, return_exceptions=True)

    async def _take(self, bot: ExtBot[None], queue: DurableQueue) -> None:
        """Queue what nobody handles, no more than can be handled soon: the rest is for other bots."""
        self._arrived.clear()
        room = UPDATES_AT_ONCE - queue.qsize()
        if room <= 0:
            return
        now = await self._time.refresh()
        async with self._database.reading() as session:
            if not await has_unclaimed_updates(session, now):
                return
        async with self._database.writing() as session:
            claimed = await claim_updates(
                session, owner=self._owner, now=now, lease=LEASE, limit=room, in_hand=self._in_hand
            )
        self._in_hand.update(each.update_id for each in claimed)
        await queue.put_kept(claimed, bot)

    async def _wait(self, stop: asyncio.Event) -> None:
        waiting = {asyncio.create_task(stop.wait()), asyncio.create_task(self._arrived.wait())}
        await asyncio.wait(waiting, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    async def _renew(self) -> None:
        """Go on holding what takes longer than a lease: a held-back message, a pause of Telegram."""
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            asked = frozenset(self._in_hand)
            with suppress(SQLAlchemyError):
                async with self._database.writing() as session:
                    until = self._time() + LEASE
                    still = await renew_claims(session, self._owner, asked, until)
                self._in_hand -= asked - still

    async def _set_webhook(self, bot: ExtBot[None]) -> None:
        """Every bot says the same; the address stays when one of them ends."""
        while True:
            try:
                await bot.set_webhook(
                    self._url,
                    secret_token=self._secret.decode(),
                    allowed_updates=ALLOWED_UPDATES,
                    drop_pending_updates=False,
                )
                await set_menus(bot)
            except InvalidToken:
                raise RefusedError("Telegram no longer accepts TELEGRAM_BOT_TOKEN") from None
            except TelegramError as error:
                log.warning("Telegram does not know our address yet: %s", error.message)
                await asyncio.sleep(SETTING_PAUSE_SECONDS)
            else:
                log.info("Telegram sends updates to us")
                return


def _read_update(body: bytes) -> Update | None:
    """An update of Telegram; None for anything else."""
    try:
        update = Update.de_json(json.loads(body), None)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None
    is_number = isinstance(update.update_id, int) and 0 <= update.update_id < 2**63
    return update if is_number else None
