"""The table row by row: an answer, what it becomes, and one beside it that becomes something else.

A real bot calls a raw server, over our transport and over the library's.
"""

import asyncio
import socket
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import telegram
from telegram.error import RetryAfter, TelegramError
from telegram.warnings import PTBDeprecationWarning

from bot.telegram.answers import read_answer
from bot.telegram.notifier import TelegramNotifier
from bot.telegram.outcomes import ROWS, markdown_table, outcome_of
from bot.telegram.transport import Timeouts
from plan_data.delivery_outcome import (
    Gone,
    Moved,
    Outcome,
    Refused,
    Rejected,
    RenderedPart,
    RetryLater,
    Sent,
    TopicGone,
    Unknown,
)
from plan_data.store.claims import Recipient
from tests.telegram.conftest import MakeBot
from tests.telegram.raw_bot_api import CLOSES, DONE, HANGS, RawBotApi, Reply, page, said

AN = Recipient(chat_id=1, telegram_chat_id=7, thread_id=0, is_group=False, language="vi")
PART = RenderedPart("Nhắc hạn", (1,), 1)


async def send(bot: telegram.Bot) -> Outcome:
    async with TelegramNotifier(bot, lambda _part, _recipient: None) as notifier:
        return await notifier.send(AN, PART)


def later(seconds: float, *, everywhere: bool = False, asked: bool = False) -> RetryLater:
    return RetryLater(timedelta(seconds=seconds), reason="", everywhere=everywhere, asked=asked)


REJECTED = Rejected("")
UNKNOWN = Unknown("")
REFUSED = Refused("")


@dataclass(frozen=True, slots=True)
class Case:
    """An answer with its outcome, and the twin that a careless table would treat alike."""

    reply: Reply
    outcome: Outcome
    twin: Reply
    twin_outcome: Outcome


def case_of(status: int, words: str, outcome: Outcome, twin: Reply, twin_outcome: Outcome) -> Case:
    return Case(said(status, words), outcome, twin, twin_outcome)


UNKNOWN_403 = said(403, "Forbidden: some new reason")
TOO_LONG = said(400, "Bad Request: message is too long")

CASES = [
    case_of(
        403,
        "Forbidden: bot was blocked by the user",
        Gone("blocked"),
        said(400, "Bad Request: bot was blocked by the user's settings"),
        REJECTED,
    ),
    case_of(403, "Forbidden: user is deactivated", Gone("deactivated"), UNKNOWN_403, REJECTED),
    case_of(400, "Bad Request: user is deactivated", Gone("deactivated"), TOO_LONG, REJECTED),
    case_of(400, "Bad Request: INPUT_USER_DEACTIVATED", Gone("deactivated"), TOO_LONG, REJECTED),
    case_of(
        403,
        "Forbidden: bot can't initiate conversation with a user",
        Gone("not started"),
        said(403, "Forbidden: bot can't send messages to bots"),
        REJECTED,
    ),
    case_of(
        403,
        "Forbidden: bot was kicked from the group chat",
        Gone("removed from group"),
        said(500, "Internal Server Error: bot was kicked from the group chat"),
        later(5),
    ),
    case_of(
        403,
        "Forbidden: bot was kicked from the supergroup chat",
        Gone("removed from group"),
        UNKNOWN_403,
        REJECTED,
    ),
    case_of(
        403,
        "Forbidden: bot is not a member of the supergroup chat",
        Gone("removed from group"),
        UNKNOWN_403,
        REJECTED,
    ),
    case_of(403, "Forbidden: the group chat was deleted", Gone("group deleted"), UNKNOWN_403, REJECTED),
    case_of(
        400,
        "Bad Request: group chat was deactivated",
        Gone("group deleted"),
        said(400, "Bad Request: group chat was upgraded to a supergroup chat"),
        REJECTED,
    ),
    case_of(
        400,
        "Bad Request: chat not found",
        Gone("chat not found"),
        said(400, "Bad Request: message to be replied not found"),
        REJECTED,
    ),
    case_of(
        400,
        "Bad Request: PEER_ID_INVALID",
        Gone("chat not found"),
        said(400, "Bad Request: ENTITY_INVALID"),
        REJECTED,
    ),
    case_of(
        400,
        "Bad Request: message thread not found",
        TopicGone("topic gone"),
        said(400, "Bad Request: message to reply not found"),
        REJECTED,
    ),
    case_of(
        400,
        "Bad Request: TOPIC_DELETED",
        TopicGone("topic gone"),
        said(400, "Bad Request: TOPIC_NOT_MODIFIED"),
        REJECTED,
    ),
    case_of(400, "Bad Request: TOPIC_CLOSED", TopicGone("topic gone"), said(502, "Bad Gateway"), later(5)),
    case_of(
        400,
        "Bad Request: have no rights to send a message",
        Gone("no right to write"),
        said(400, "Bad Request: not enough rights to pin a message"),
        REJECTED,
    ),
    case_of(
        400,
        "Bad Request: not enough rights to send text messages to the chat",
        Gone("no right to write"),
        TOO_LONG,
        REJECTED,
    ),
    case_of(
        400,
        "Bad Request: CHAT_WRITE_FORBIDDEN",
        Gone("no right to write"),
        said(400, "Bad Request: VOICE_MESSAGES_FORBIDDEN"),
        REJECTED,
    ),
    Case(
        said(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-100123),
        Moved(-100123),
        said(400, "Bad Request: group chat was upgraded to a supergroup chat"),
        REJECTED,
    ),
    Case(
        said(429, "Too Many Requests: retry after 17", retry_after=17),
        later(17, asked=True),
        said(429, "Too Many Requests: retry after 0", retry_after=0),
        later(1),
    ),
    Case(said(429, "Too Many Requests"), later(1), said(400, "Bad Request: too many buttons"), REJECTED),
    case_of(401, "Unauthorized", REFUSED, page(401), later(60, everywhere=True)),
    case_of(404, "Not Found", REFUSED, page(404), later(60, everywhere=True)),
    case_of(400, "Logged out", REFUSED, said(400, "Bad Request: LOGIN_URL_INVALID"), REJECTED),
    Case(UNKNOWN_403, REJECTED, page(403), later(60, everywhere=True)),
    case_of(
        400,
        "Bad Request: can't parse entities: Unclosed start tag",
        REJECTED,
        page(400),
        later(60, everywhere=True),
    ),
    Case(said(413, "Request Entity Too Large"), REJECTED, page(403), later(60, everywhere=True)),
    Case(page(413), REJECTED, page(503), later(5)),
    case_of(500, "Internal Server Error", later(5), DONE, Sent(41)),
    case_of(
        500,
        "Internal Server Error: sent message was immediately deleted",
        UNKNOWN,
        said(500, "Internal Server Error: database is full"),
        later(5),
    ),
    case_of(
        500, "Internal Server Error: Request aborted", UNKNOWN, said(503, "Service Unavailable"), later(5)
    ),
    case_of(502, "Bad Gateway", later(5), CLOSES, UNKNOWN),
    Case(page(451), later(60, everywhere=True), TOO_LONG, REJECTED),
    Case(page(502), later(5), page(200), UNKNOWN),
    Case(page(504), later(5), HANGS, UNKNOWN),
    Case(page(302), later(60), page(200), UNKNOWN),
    case_of(
        409,
        "Conflict: terminated by other getUpdates request",
        later(60),
        said(400, "Bad Request: conflict"),
        REJECTED,
    ),
    Case(CLOSES, UNKNOWN, DONE, Sent(41)),
    Case(Reply(200, b'{"ok": true}'), UNKNOWN, DONE, Sent(41)),
    Case(Reply(200, b'{"ok": true, "result": {"message_id": 41}}'), UNKNOWN, DONE, Sent(41)),
    Case(Reply(200, b"[]"), UNKNOWN, DONE, Sent(41)),
    Case(Reply(200, b""), UNKNOWN, page(502), later(5)),
]


def same(outcome: Outcome, expected: Outcome) -> bool:
    """Equal but for Telegram's words where the table hands them on."""
    if isinstance(outcome, RetryLater) and isinstance(expected, RetryLater):
        return (outcome.after, outcome.everywhere) == (expected.after, expected.everywhere)
    if isinstance(expected, Rejected | Unknown | Refused):
        return type(outcome) is type(expected)
    return outcome == expected


def name(case: Case) -> str:
    return f"{case.reply.status} {case.reply.body[:100].decode()}"


@pytest.mark.parametrize("case", CASES, ids=name)
async def test_an_answer_becomes_its_outcome_and_its_twin_does_not(
    case: Case, api: RawBotApi, make_bot: MakeBot
) -> None:
    quick = Timeouts(read=0.2)
    api.replies.append(case.reply)
    outcome = await send(make_bot(timeouts=quick))
    assert same(outcome, case.outcome), outcome

    api.replies.append(case.twin)
    twin = await send(make_bot(timeouts=quick))
    assert same(twin, case.twin_outcome), twin
    assert len(api.received) == 2


async def test_every_row_of_the_table_is_reached(api: RawBotApi, make_bot: MakeBot) -> None:
    reached: Counter[str] = Counter()
    for case in CASES:
        if case.reply.closed:
            continue
        api.replies.append(case.reply)
        bot = make_bot(timeouts=Timeouts(read=5))
        await bot.request.initialize()
        try:
            await bot.send_message(7, "Nhắc hạn")
        except TelegramError as error:
            answer = read_answer(error)
            reached[next(row.answer for row in ROWS if row.covers(answer))] += 1
        except (TypeError, KeyError, AttributeError):
            continue  # not the table's: the notifier's
    network = {row.answer for row in ROWS[:2]}
    assert {row.answer for row in ROWS} - set(reached) == network


async def test_connection_refused_holds_everything_back(make_bot: MakeBot) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        outcome = await send(make_bot(f"http://127.0.0.1:{port}"))
    assert same(outcome, later(5, everywhere=True)), outcome


async def test_a_failed_tls_handshake_was_surely_not_sent(api: RawBotApi, make_bot: MakeBot) -> None:
    outcome = await send(make_bot(api.url.replace("http:", "https:")))
    assert same(outcome, later(5, everywhere=True)), outcome
    assert api.received == []


async def test_a_connection_that_does_not_come_about_in_time_was_surely_not_sent(make_bot: MakeBot) -> None:
    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with await asyncio.start_server(say_nothing, "127.0.0.1", 0) as silent:
        port = silent.sockets[0].getsockname()[1]
        outcome = await send(make_bot(f"https://127.0.0.1:{port}", timeouts=Timeouts(connect=0.1)))
    assert same(outcome, later(5, everywhere=True)), outcome


async def test_no_answer_in_time_is_unknown_not_unsent(api: RawBotApi, make_bot: MakeBot) -> None:
    api.replies.append(HANGS)
    outcome = await send(make_bot(timeouts=Timeouts(read=0.1)))
    assert isinstance(outcome, Unknown)
    assert len(api.received) == 1


async def test_busy_connections_delay_one_message_and_send_nothing(api: RawBotApi, make_bot: MakeBot) -> None:
    bot = make_bot(connections=1, timeouts=Timeouts(pool=0.05))
    api.replies.append(HANGS)
    async with TelegramNotifier(bot, lambda _part, _recipient: None) as notifier:
        first = asyncio.create_task(notifier.send(AN, PART))
        await api.has_received(1)
        second = await notifier.send(AN, PART)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        third = await notifier.send(AN, PART)
    assert same(second, later(1)), second
    assert third == Sent(41)
    assert len(api.received) == 2


@pytest.mark.parametrize("setting", ["0", "1"])
async def test_a_pause_is_read_whatever_the_library_makes_of_it(
    api: RawBotApi, setting: str, monkeypatch: pytest.MonkeyPatch, make_bot: MakeBot, transport: str
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", setting)
    if setting == "0" and transport != "ours":
        with pytest.warns(PTBDeprecationWarning):
            error = RetryAfter(17)
        outcome = outcome_of(error)
    else:
        api.replies.append(said(429, "Too Many Requests: retry after 17", retry_after=17))
        outcome = await send(make_bot())
    assert same(outcome, later(17, asked=True)), outcome


async def test_reasons_hold_telegrams_words_and_never_the_token(api: RawBotApi, make_bot: MakeBot) -> None:
    api.replies.append(said(400, "Bad Request: can't parse entities: Unclosed start tag"))
    outcome = await send(make_bot())
    assert isinstance(outcome, Rejected)
    assert "can't parse entities" in outcome.reason.casefold()

    api.replies.append(
        page(
            403, "<p>The address /bot123456789:AAE-secret_secret_secret_secret_123/sendMessage is blocked</p>"
        )
    )
    outcome = await send(make_bot())
    assert isinstance(outcome, RetryLater)
    assert "secret" not in outcome.reason


def test_the_table_in_readme_is_this_one() -> None:
    readme = Path(__file__).parents[2] / "README.md"
    text = readme.read_text(encoding="utf-8") if readme.exists() else ""
    if "| Telegram's answer |" not in text:
        pytest.skip("README has no table of outcomes")
    assert markdown_table() in text


def test_the_table_has_one_line_a_row_and_no_broken_cell() -> None:
    lines = markdown_table().splitlines()
    assert len(lines) == len(ROWS) + 2
    assert {line.count("|") for line in lines} == {4}


def test_answers_are_named_once() -> None:
    assert max(Counter(row.answer for row in ROWS).values()) == 1
