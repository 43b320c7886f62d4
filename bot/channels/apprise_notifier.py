"""Reminders over apprise: one letter out, one outcome back.

apprise says True or False, and why only to its own log. So that log is listened to, and goes nowhere else: it
names the people who are written to.
"""

import asyncio
import contextvars
import logging
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from apprise import Apprise, AppriseAsset, NotifyBase, NotifyFormat
from apprise.plugins.email import NotifyEmail
from apprise.plugins.email.smtp import SMTP_EXCEPTIONS, AppriseSMTPController

from bot.channels.addresses import KINDS
from bot.channels.letter import Letter, letter_of
from bot.channels.outcomes import LOST, outcome_of, read_answer
from bot.texts.fallback import SENDER_NAME
from plan_data.channel import Channel, FallbackAddress
from plan_data.delivery_outcome import Outcome, Rejected, RenderedPart, RetryLater, Sent
from plan_data.store.claims import Recipient

log = logging.getLogger(__name__)

LETTER_SECONDS = 60.0
"""How long one letter may take; shorter than the lease of its digest."""
LETTERS_AT_ONCE = 4
NOBODY = "nobody@example.com"
"""Only to let apprise read the operator's address before there is anybody to write to."""

_failures: contextvars.ContextVar[list[BaseException] | None] = contextvars.ContextVar(
    "failures", default=None
)


class AppriseNotifier:
    """Sends letters to the fallback addresses of recipients, each kind over the operator's server for it.

    ``servers`` are apprise's addresses with their passwords, without a recipient.

    :raises ValueError: apprise cannot read one; the message does not repeat it.
    """

    def __init__(self, servers: Mapping[Channel, str], *, letter_seconds: float = LETTER_SECONDS) -> None:
        self._servers = servers
        self._letter_seconds = letter_seconds
        # Threads of its own: a mail server that hangs must not keep the others of this process from theirs.
        self._threads = ThreadPoolExecutor(LETTERS_AT_ONCE, thread_name_prefix="letter")
        _listen()
        for channel in servers:
            self._plugin(FallbackAddress(channel, NOBODY))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {', '.join(self._servers)}>"

    async def send(self, recipient: Recipient, part: RenderedPart) -> Outcome:
        """Send one part as a letter; whatever happens is an outcome, only cancelling raises."""
        if recipient.fallback is None or recipient.fallback.channel not in self._servers:
            return Rejected("no address that can be written to")
        return await self.write_to(recipient.fallback, letter_of(part.text))

    async def write_to(self, address: FallbackAddress, letter: Letter) -> Outcome:
        """Send a letter to an address."""
        heard: list[BaseException] = []
        context = contextvars.copy_context()
        context.run(_failures.set, heard)
        try:
            async with asyncio.timeout(self._letter_seconds):
                is_sent = await asyncio.get_running_loop().run_in_executor(
                    self._threads, context.run, self._notify, address, letter
                )
        except TimeoutError:
            # The thread cannot be stopped: it may still get the letter through.
            return outcome_of(LOST)
        except Exception as error:
            log.exception("A letter could not be made or sent")
            return outcome_of(read_answer(error))
        if is_sent:
            return Sent(None)
        outcome = outcome_of(read_answer(heard[-1] if heard else None))
        if isinstance(outcome, RetryLater):
            log.warning("A letter did not leave: %s", outcome.reason)
        return outcome

    def _notify(self, address: FallbackAddress, letter: Letter) -> bool:
        plugin = self._plugin(address)
        return bool(plugin.notify(body=letter.body, title=letter.subject, body_format=NotifyFormat.TEXT))

    def _plugin(self, address: FallbackAddress) -> NotifyBase:
        """apprise's sender for one address; made anew each time, for it pauses between its own letters."""
        url = KINDS[address.channel].url(self._servers[address.channel], address.address)
        plugin = Apprise.instantiate(url, asset=AppriseAsset(app_id=SENDER_NAME))
        if plugin is None:
            raise ValueError(f"apprise cannot read the server for {address.channel}")
        return plugin

    async def trouble(self) -> str | None:
        """Why letters would not leave now: connects and logs in, writes to nobody; None when all is well."""
        for channel in self._servers:
            plugin = self._plugin(FallbackAddress(channel, NOBODY))
            try:
                if isinstance(plugin, NotifyEmail):
                    await asyncio.get_running_loop().run_in_executor(self._threads, _log_in, plugin)
            except SMTP_EXCEPTIONS as error:
                return type(error).__name__
        return None


def _log_in(plugin: NotifyEmail) -> None:
    with AppriseSMTPController(
        host=plugin.smtp_host,
        port=int(plugin.port or 0),
        secure_mode=str(plugin.secure_mode),
        user=plugin.user,
        password=plugin.password,
        verify_certificate=plugin.verify_certificate,
    ):
        return


class _Listener(logging.Handler):
    """Keeps the exceptions that apprise is handling while it logs, for whoever waits for this letter."""

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - its words name people
        heard, error = _failures.get(), sys.exc_info()[1]
        if heard is not None and error is not None:
            heard.append(error)


def _listen() -> None:
    logger = logging.getLogger("apprise")
    logger.propagate = False
    logger.setLevel(logging.DEBUG)
    logger.handlers[:] = [_Listener()]
