"""The bot that sends reminders: many messages at once, and no updates."""

import telegram
from telegram.error import InvalidToken

from bot.telegram.transport import AiohttpRequest, Timeouts

TELEGRAM_API_URL = "https://api.telegram.org"
SENDING = Timeouts(connect=10.0, read=30.0, write=10.0, pool=10.0, media_write=60.0)
"""Seconds. An answer that comes late costs nothing; one given up on costs an official a repeated message."""

_IDENTITY = ("message_id", "date", "chat")


class QuietBot(telegram.Bot):
    """A bot that keeps its token to itself; the library's shows it in ``repr`` and when it is refused.

    It also mixes into the library's ``ExtBot``: ``class ChatBot(QuietBot, ExtBot)``.
    """

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    async def initialize(self) -> None:
        try:
            await super().initialize()
        except InvalidToken:
            pass
        else:
            return
        raise InvalidToken("Telegram does not accept this bot's token.")


class SendingRequest(AiohttpRequest):
    """Reads of a sent message only what identifies it.

    Telegram answers with the whole message, text, formatting and buttons; making the library's objects of
    them is half of the CPU time of a send, and nobody looks at them.
    """

    __slots__ = ()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, object]:
        answer = AiohttpRequest.parse_json_payload(payload)
        result = answer.get("result")
        if isinstance(result, dict) and "message_id" in result:
            answer["result"] = {name: result[name] for name in _IDENTITY if name in result}
        return answer


def bulk_bot(
    token: str, *, api_url: str | None = None, connections: int = 64, proxy: str | None = None
) -> QuietBot:
    """A bot for sending, not yet connected.

    ``api_url`` is your own Bot API server or the sandbox, without a slash at its end. At most
    ``connections`` messages are on their way at once.
    """
    url = (api_url or TELEGRAM_API_URL).rstrip("/")
    return QuietBot(
        token,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=SendingRequest(connections=connections, timeouts=SENDING, proxy=proxy),
        get_updates_request=AiohttpRequest(connections=1, proxy=proxy),
    )
