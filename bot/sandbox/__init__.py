"""A Telegram of one's own: a local Bot API server, and the phones of the people who talk to the bot.

It lets the whole program run, be tried in a browser and be tested without Telegram, and without reaching
anybody. It listens on this machine only, and it knows neither plan nor database.

    sandbox = Sandbox(token="1234:secret", bot_username="nhac_han_bot", now=clock, people=[Person(7, "An")])
    async with sandbox.serve(port=8081) as server:
        ...  # Bot(token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot")

**The bot's side** is the Bot API: ``/bot<token>/<method>`` with JSON, forms, multipart or a query, and
``/file/bot<token>/<file_path>``. getUpdates keeps each update until a later offset confirms it; a second
poller ends the first with 409; setWebhook delivers to loopback addresses. Texts may be plain or HTML;
Markdown is refused. Telegram's limits hold (limits.py), Telegram's rates where ``limits`` is given (pace.py),
and any failure can be scripted (faults.py).

**The people's side** is ``/sandbox`` for any HTTP client; ``GET /sandbox`` describes every endpoint. In
short:

    POST /sandbox/chats/7/messages          {"text": "/start"}          → {"message": {"message_id": 1}}
    GET  /sandbox/chats/7/messages?after=1&wait=10                      → the bot's answers
    POST /sandbox/chats/7/messages/2/press  {"button": "Xong"}            → {"text": "Đã ghi"}
    POST /sandbox/chats/7/messages          {"text": "xong", "reply_to": 2}
    POST /sandbox/clock                     {"to": "next-reminder"}       → {"now": "2018-01-08T…"}
    POST /sandbox/faults                    {"kind": "flood", "method": "sendMessage", "seconds": 3}
    GET  /sandbox/calls?method=sendMessage           → what the bot has called

Ids of people are those of their private chats; a group's id is negative and its acts need ``from``.
Answers are JSON; a refusal is ``{"error": "a sentence"}`` with status 400 or 404. In Python the same acts
are ``sandbox.phones`` and ``sandbox.groups``. **The page** at ``/`` plays them all in a browser.
"""

from bot.sandbox.call_log import Call
from bot.sandbox.callbacks import CallbackAnswer
from bot.sandbox.chats import Chat, Message, Topic
from bot.sandbox.clock import ClockControl
from bot.sandbox.errors import PhoneError
from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.pace import RateLimits
from bot.sandbox.people import Person
from bot.sandbox.sandbox import Behaviour, RunningServer, Sandbox
from bot.sandbox.wire import Upload

__all__ = [
    "Behaviour",
    "Call",
    "CallbackAnswer",
    "Chat",
    "ClockControl",
    "Fault",
    "FaultKind",
    "Message",
    "Person",
    "PhoneError",
    "RateLimits",
    "RunningServer",
    "Sandbox",
    "Topic",
    "Upload",
]
