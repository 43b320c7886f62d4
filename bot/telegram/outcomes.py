"""The one table of what Telegram's answers mean for a message, and so for its recipient.

The words are those of Telegram's own server (github.com/tdlib/telegram-bot-api, Client.cpp); it prefixes
them with "Bad Request: " and the like. Words that are not in the table never end a subscription: Telegram
changes them without notice, and an official who stops getting reminders does not notice.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import timedelta

from telegram.error import TelegramError

from bot.telegram.answers import Answer, Event, read_answer
from plan_data.delivery_outcome import (
    Gone,
    Moved,
    Outcome,
    Refused,
    Rejected,
    RetryLater,
    TopicGone,
    Unknown,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line: an answer of Telegram and what it becomes.

    ``answer`` names it in README; ``statuses`` and ``words`` (lower case, any of them; none: whatever it
    says) recognise it. ``reason`` is what the ledger keeps of a :class:`Gone` or :class:`TopicGone`; the
    other outcomes keep Telegram's own words. ``wait`` is the pause when Telegram names none.
    """

    answer: str
    becomes: type[Outcome]
    meaning: str
    event: Event = Event.REFUSED
    statuses: Container[int] = range(1000)
    words: tuple[str, ...] = ()
    reason: str = ""
    wait: timedelta = timedelta()
    everywhere: bool = False

    def covers(self, answer: Answer) -> bool:
        if answer.event is not self.event or answer.status not in self.statuses:
            return False
        said = answer.words.casefold()
        return not self.words or any(words in said for words in self.words)


_SERVER_ERRORS = range(500, 600)
SHORT = timedelta(seconds=1)
LONGER = timedelta(seconds=5)
LONG = timedelta(minutes=1)

ROWS: tuple[Row, ...] = (
    Row(
        "no connection: refused, unknown host, TLS, no connection in time",
        RetryLater,
        "Nothing left this machine; nobody else can be reached either.",
        event=Event.NOT_CONNECTED,
        wait=LONGER,
        everywhere=True,
    ),
    Row(
        "all our connections are busy",
        RetryLater,
        "Nothing left this machine.",
        event=Event.NO_FREE_CONNECTION,
        wait=SHORT,
    ),
    Row(
        "no answer in time, connection closed, an answer that cannot be read",
        Unknown,
        "Telegram may have taken the message; it is sent once more, marked as repeated.",
        event=Event.ANSWER_LOST,
    ),
    Row(
        "4xx with a page instead of JSON",
        RetryLater,
        "A proxy or a firewall answered, not Telegram; it says nothing about the chat.",
        event=Event.NOT_TELEGRAM,
        wait=LONG,
        everywhere=True,
    ),
    Row(
        "429 with retry_after",
        RetryLater,
        "Too fast for this chat, or altogether: wait as long as Telegram says.",
        event=Event.PAUSE_ASKED,
        wait=SHORT,
    ),
    Row(
        "400 with migrate_to_chat_id",
        Moved,
        "The group became a supergroup: the new id is saved and the message sent there.",
        event=Event.CHAT_MOVED,
    ),
    Row(
        "403 bot was blocked by the user",
        Gone,
        "The person blocked the bot.",
        statuses=(403,),
        words=("bot was blocked", "user_is_blocked"),
        reason="blocked",
    ),
    Row(
        "403 or 400 user is deactivated",
        Gone,
        "The account was deleted.",
        statuses=(400, 403),
        words=("user is deactivated", "input_user_deactivated"),
        reason="deactivated",
    ),
    Row(
        "403 bot can't initiate conversation with a user",
        Gone,
        "The person never started the bot, or deleted the chat with it.",
        statuses=(403,),
        words=("can't initiate conversation", "can't send messages to the user"),
        reason="not started",
    ),
    Row(
        "403 bot was kicked, bot is not a member",
        Gone,
        "The bot is not in the group any more.",
        statuses=(403,),
        words=("bot was kicked", "bot is not a member"),
        reason="removed from group",
    ),
    Row(
        "403 the group chat was deleted; 400 group chat was deactivated",
        Gone,
        "The group is no more.",
        statuses=(400, 403),
        words=("group chat was deleted", "group chat was deactivated", "channel_private"),
        reason="group deleted",
    ),
    Row(
        "400 chat not found, PEER_ID_INVALID",
        Gone,
        "There is no such chat, or the bot never met it.",
        statuses=(400,),
        words=("chat not found", "peer_id_invalid", "chat_id_invalid", "user not found"),
        reason="chat not found",
    ),
    Row(
        "400 message thread not found, TOPIC_DELETED, TOPIC_CLOSED",
        TopicGone,
        "The topic is gone, the group is not: the message goes to the group.",
        statuses=(400,),
        words=("message thread not found", "topic_deleted", "topic_closed", "topic_id_invalid"),
        reason="topic gone",
    ),
    Row(
        "400 have no rights to send a message, not enough rights, CHAT_WRITE_FORBIDDEN",
        Gone,
        "The group's administrators do not let the bot write.",
        statuses=(400, 403),
        words=(
            "no rights to send",
            "not enough rights to send",
            "need administrator rights",
            "chat_write_forbidden",
            "chat_restricted",
            "chat_send_plain_forbidden",
            "chat_guest_send_forbidden",
        ),
        reason="no right to write",
    ),
    Row(
        "401, 404",
        Refused,
        "The token is wrong or was revoked: sending stops.",
        statuses=(401,),
    ),
    Row(
        "400 logged out",
        Refused,
        "The bot was logged out of this server to move to another: sending stops.",
        statuses=(400,),
        words=("logged out",),
    ),
    Row(
        "403 with other words",
        Rejected,
        "Unknown words end no subscription: this message failed, the next is tried.",
        statuses=(403,),
    ),
    Row(
        "400 with other words: can't parse entities, message is too long …",
        Rejected,
        "A fault of ours; repeating it would fail again.",
        statuses=(400,),
    ),
    Row(
        "413",
        Rejected,
        "Too large; repeating it would fail again.",
        statuses=(413,),
    ),
    Row(
        "429 without a time",
        RetryLater,
        "Too fast.",
        statuses=(429,),
        wait=SHORT,
    ),
    Row(
        "500 sent message was immediately deleted, request aborted",
        Unknown,
        "Telegram took it, or may have, before it failed.",
        statuses=_SERVER_ERRORS,
        words=("sent message was", "request aborted"),
    ),
    Row(
        "5xx, with JSON or a page",
        RetryLater,
        "Telegram has trouble and did not take the message.",
        statuses=_SERVER_ERRORS,
        wait=LONGER,
    ),
    Row(
        "any other status",
        RetryLater,
        "Not an answer of sendMessage: something stands between us and Telegram.",
        wait=LONG,
    ),
)


def outcome_of(error: TelegramError) -> Outcome:
    """What an error that sending raised means for the message."""
    answer = read_answer(error)
    return _outcome(next(row for row in ROWS if row.covers(answer)), answer)


def _outcome(row: Row, answer: Answer) -> Outcome:
    kind = row.becomes
    if kind is RetryLater:
        asked = answer.event is Event.PAUSE_ASKED
        return RetryLater(max(answer.pause, row.wait), answer.words, everywhere=row.everywhere, asked=asked)
    if kind is Moved:
        return Moved(answer.new_chat_id)
    if kind is Gone:
        return Gone(row.reason)
    if kind is TopicGone:
        return TopicGone(row.reason)
    if kind is Refused:
        return Refused(answer.words)
    return Rejected(answer.words) if kind is Rejected else Unknown(answer.words)


def markdown_table() -> str:
    """The table as README shows it."""
    lines = ["| Telegram's answer | Becomes | Because |", "|---|---|---|"]
    lines += [f"| {row.answer} | {_becomes(row)} | {row.meaning} |" for row in ROWS]
    return "\n".join(lines) + "\n"


def _becomes(row: Row) -> str:
    if row.becomes is not RetryLater:
        return row.becomes.__name__
    seconds = int(row.wait.total_seconds())
    wait = "as told" if row.event is Event.PAUSE_ASKED else f"{seconds} s"
    return f"RetryLater, {wait}{', everything waits' if row.everywhere else ''}"
