"""Scripted trouble, as the real bot library meets it."""

import asyncio
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.sandbox import Fault, FaultKind, Sandbox
from bot.sandbox.errors import BotApiError
from bot.sandbox.faults import Faults
from tests.sandbox.conftest import AN, BINH, Http
from tests.sandbox.driver import Chat


@pytest.mark.parametrize(
    ("kind", "error", "words"),
    [
        (FaultKind.BLOCKED, Forbidden, "bot was blocked by the user"),
        (FaultKind.DEACTIVATED, Forbidden, "user is deactivated"),
        (FaultKind.NOT_STARTED, Forbidden, "bot can't initiate conversation with a user"),
        (FaultKind.KICKED, Forbidden, "bot was kicked from the group chat"),
        (FaultKind.CHAT_NOT_FOUND, BadRequest, "(?i)chat not found"),
        (FaultKind.THREAD_NOT_FOUND, BadRequest, "(?i)message thread not found"),
        (FaultKind.SERVER_ERROR, NetworkError, "Bad Gateway"),
        (FaultKind.UNAUTHORIZED, InvalidToken, "Unauthorized"),
        (FaultKind.CONFLICT, Conflict, "terminated by other getUpdates"),
        (FaultKind.CLOSE_BEFORE, NetworkError, "httpx"),
    ],
)
async def test_a_refused_call_has_no_effect_and_the_next_goes_through(
    bot: Bot, sandbox: Sandbox, kind: FaultKind, error: type[TelegramError], words: str
) -> None:
    sandbox.faults.add(Fault(kind, method="sendMessage"))
    with pytest.raises(error, match=words) as refusal:
        await bot.send_message(AN, "a")
    assert type(refusal.value) is error
    assert Chat(sandbox, AN).texts() == []
    await bot.send_message(AN, "b")
    assert Chat(sandbox, AN).texts() == ["b"]


@pytest.mark.parametrize("kind", [FaultKind.CLOSE_AFTER, FaultKind.NOT_JSON])
async def test_a_lost_answer_does_not_undo_the_message(bot: Bot, sandbox: Sandbox, kind: FaultKind) -> None:
    sandbox.faults.add(Fault(kind))
    with pytest.raises(TelegramError):
        await bot.send_message(AN, "a")
    assert Chat(sandbox, AN).texts() == ["a"]


async def test_a_late_answer_times_out_though_the_message_arrived(bot: Bot, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault(FaultKind.DELAY, seconds=30))
    with pytest.raises(TimedOut):
        await bot.send_message(AN, "a", read_timeout=0.05)
    assert Chat(sandbox, AN).texts() == ["a"]


async def test_a_migrated_group_tells_its_new_id(bot: Bot, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault(FaultKind.MIGRATED, new_chat_id=-1001))
    with pytest.raises(ChatMigrated) as refusal:
        await bot.send_message(AN, "a")
    assert refusal.value.new_chat_id == -1001


async def test_a_flood_tells_how_long_to_wait(bot: Bot, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault(FaultKind.FLOOD, seconds=3))
    with pytest.raises(RetryAfter) as refusal:
        await bot.send_message(AN, "a")
    assert refusal.value.retry_after == timedelta(seconds=3)


def test_a_flood_that_holds_refuses_everything_until_its_time_is_over() -> None:
    faults = Faults()
    faults.add(Fault(FaultKind.FLOOD, seconds=3, hold=True))

    def answer(now: float) -> BotApiError | None:
        fault = faults.strike("sendmessage", AN, now)
        return fault.error(now) if fault else None

    answers = [answer(now) for now in (100.0, 101.5, 102.9, 103.0, 104.0)]
    assert [error.retry_after if error else None for error in answers] == [3, 2, 1, None, None]


def test_a_fault_skips_repeats_and_ends_as_written() -> None:
    faults = Faults()
    faults.add(Fault(FaultKind.BLOCKED, skip=2, every=3, times=2))
    struck = [faults.strike("sendmessage", AN, 0.0) is not None for _ in range(12)]
    assert [number for number, hit in enumerate(struck, 1) if hit] == [5, 8]


def test_a_fault_without_end_strikes_until_it_is_removed() -> None:
    faults = Faults()
    faults.add(Fault(FaultKind.BLOCKED, times=None))
    assert all(faults.strike("sendmessage", AN, 0.0) for _ in range(50))
    faults.clear()
    assert faults.strike("sendmessage", AN, 0.0) is None


@pytest.mark.parametrize(
    ("fault", "method", "chat", "struck"),
    [
        (Fault(FaultKind.BLOCKED, chat_id=AN), "sendmessage", AN, True),
        (Fault(FaultKind.BLOCKED, chat_id=AN), "sendmessage", BINH, False),
        (Fault(FaultKind.BLOCKED, chat_id=AN), "getme", None, False),
        (Fault(FaultKind.BLOCKED, method="sendMessage"), "sendmessage", BINH, True),
        (Fault(FaultKind.BLOCKED, method="sendMessage"), "sendphoto", BINH, False),
        (Fault(FaultKind.BLOCKED), "getme", None, True),
        (Fault(FaultKind.UNAUTHORIZED), "getupdates", None, False),
        (Fault(FaultKind.UNAUTHORIZED, method="getUpdates"), "getupdates", None, True),
    ],
)
def test_a_fault_strikes_its_method_and_chat_only(
    fault: Fault, method: str, chat: int | None, *, struck: bool
) -> None:
    faults = Faults()
    faults.add(fault)
    assert (faults.strike(method, chat, 0.0) is not None) == struck


@pytest.mark.parametrize(
    "script",
    [
        {"skip": -1},
        {"every": 0},
        {"times": 0},
        {"seconds": -1},
        {"seconds": 1e9},
        {"kind": "server_error", "status": 404},
        {"kind": "migrated"},
        {"kind": "nonsense"},
        {"seconds": "soon"},
    ],
)
async def test_a_script_that_cannot_be_played_is_refused(http: Http, script: dict[str, int | str]) -> None:
    status, answer = await http.post("/faults", **{"kind": "flood", **script})
    assert status == 400
    assert isinstance(answer, dict)
    assert answer["error"]


async def test_faults_are_scripted_from_outside(http: Http, sandbox: Sandbox) -> None:
    await http.post("/faults", kind="server_error", method="sendMessage", status=503, times=None)
    refused = await http.call("sendMessage", chat_id=AN, text="a")
    assert (refused["error_code"], refused["description"]) == (503, "Service Unavailable")
    _, listed = await http.get("/faults")
    assert isinstance(listed, list)
    assert isinstance(listed[0], dict)
    assert (listed[0]["struck"], listed[0]["times"]) == (1, None)
    async with http.session.delete(f"{http.url}/sandbox/faults"):
        assert sandbox.faults.script == []


async def test_a_delayed_answer_holds_up_nobody_else(http: Http, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault(FaultKind.DELAY, chat_id=AN, seconds=60))
    late = asyncio.create_task(http.call("sendMessage", chat_id=AN, text="a"))
    assert (await http.call("getMe"))["ok"] is True
    late.cancel()
