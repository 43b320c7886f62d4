"""Every reason for a silence is named, and where there is none, that is said."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, date, datetime

import pytest

from bot.sandbox import Person
from plan_data.channel import Channel, FallbackAddress
from plan_data.store.chats import pause_until, unfollow
from plan_data.store.database import Database
from plan_data.store.deliveries import mark_unreachable
from plan_data.store.fallback import keep_code, try_code
from plan_data.store.snooze import snooze
from scheduler.__main__ import main
from tests.factories import DutySpec, OfficialIds, make_official, make_plan
from tests.world import World, running_world

LAN = 1001
NOW = datetime(2018, 1, 8, 3, tzinfo=UTC)
Ask = Callable[..., Awaitable[str]]


@pytest.fixture
async def world(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    """Lan follows Sở Y tế and Sở Xây dựng; it is Monday 8 January 2018, 07:30, and the digests went out."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    database = Database(sqlite_url)
    duties = [
        DutySpec("GN-01", "SYT", date(2018, 1, 15)),
        DutySpec("GN-02", "SYT", None),
        DutySpec("GN-03", "385", date(2018, 1, 15)),
        DutySpec("GN-04", "SYT", date(2018, 12, 14)),
    ]
    await make_plan(database, duties)
    async with running_world(database, [Person(LAN, "Lan", started=True)]) as running:
        yield running
    await database.close()


@pytest.fixture
async def lan(world: World) -> OfficialIds:
    return await make_official(world.database, LAN, "SYT", name="Lan")


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    async def ask_(code: str, on: str, who: str = str(LAN)) -> str:
        # The command runs a loop of its own.
        assert await asyncio.to_thread(main, ["why-not", code, who, on]) == 0
        return capsys.readouterr().out

    return ask_


async def test_on_a_day_with_a_reminder_the_ledger_speaks(world: World, lan: OfficialIds, ask: Ask) -> None:
    world.at("2018-01-08 07:30")
    await world.tick()
    said = await ask("GN-01", "2018-01-08")
    assert "trước hạn 7 ngày, trạng thái “sent” lúc 07:30 08/01/2018" in said
    assert lan.chat


async def test_a_second_address_is_named_beside_a_chat_that_was_lost(
    world: World, lan: OfficialIds, ask: Ask
) -> None:
    async with world.database.writing() as session:
        await mark_unreachable(session, lan.chat, "blocked", NOW)
        await keep_code(session, lan.official, FallbackAddress(Channel.EMAIL, "lan@syt.vn"), "123456", NOW)
        await try_code(session, lan.official, "123456", NOW)
    assert "được nhắc qua thư điện tử khi FALLBACK_EMAIL_URL được đặt" in await ask("GN-01", "2018-01-08")


@pytest.mark.usefixtures("lan")
async def test_without_a_reason_it_says_so(ask: Ask) -> None:
    assert "không có lý do nào để im lặng" in await ask("GN-01", "2018-01-08", "Lan")


async def test_what_was_told_is_not_told_again_before_the_next_stage(
    world: World, lan: OfficialIds, ask: Ask
) -> None:
    world.at("2018-01-08 07:30")
    await world.tick()
    assert "(trước hạn 7 ngày) đã báo ngày 08/01/2018" in await ask("GN-01", "2018-01-09")
    assert lan.chat


@pytest.mark.usefixtures("lan")
@pytest.mark.parametrize(
    ("code", "on", "sentence"),
    [
        ("GN-02", "2018-01-08", "việc không có thời hạn"),
        ("GN-03", "2018-01-08", "không theo dõi đơn vị nào có việc GN-03 (UBND huyện Quan Hóa)"),
        ("GN-04", "2018-01-08", "chưa đến mốc nhắc nào: hạn 14/12/2018, còn 340 ngày"),
        ("GN-01", "2018-01-13", "13/01/2018 là ngày nghỉ (cuối tuần)"),
        ("GN-01", "2018-02-16", "16/02/2018 là ngày nghỉ (Tết Nguyên Đán)"),
        ("GN-01", "2017-11-20", "đến 01/12/2017 mới theo dõi đơn vị này"),
    ],
)
async def test_a_reason_that_lies_in_duty_or_day_is_named(
    code: str, on: str, sentence: str, ask: Ask
) -> None:
    assert sentence in await ask(code, on)


async def test_reasons_that_lie_with_the_person_are_all_named(
    world: World, lan: OfficialIds, ask: Ask
) -> None:
    async with world.database.writing() as session:
        await pause_until(session, lan.chat, date(2018, 1, 10))
        await mark_unreachable(session, lan.chat, "bot was blocked by the user", NOW)
        await snooze(
            session, lan.chat, 1, lan.official, until_on=date(2018, 1, 12), today=date(2018, 1, 8), now=NOW
        )
        await unfollow(session, lan.chat, "SYT", "left", NOW)

    said = await ask("GN-01", "2018-01-09")

    for part in (
        "đã tạm dừng nhắc đến hết 10/01/2018",
        "không gửi được vào chat từ 08/01/2018: bot was blocked by the user",
        "đã hoãn nhắc việc này đến 12/01/2018",
        "đã thôi theo dõi từ 08/01/2018",
    ):
        assert part in said


async def test_a_duty_that_is_done_is_named(world: World, lan: OfficialIds, ask: Ask) -> None:
    world.at("2018-01-08 07:30")
    await world.tick()
    digest = await world.chat(LAN).next_message()
    await world.chat(LAN).reply(digest, "xong")
    await world.chat(LAN).next_message()
    assert "việc đã báo hoàn thành từ 08/01/2018 (trạng thái “done”)" in await ask("GN-01", "2018-01-12")
    assert lan.chat


@pytest.mark.usefixtures("lan")
@pytest.mark.parametrize("arguments", [("GN-99", str(LAN)), ("GN-01", "Nobody"), ("GN-01", "99999")])
async def test_who_or_what_is_not_known_is_said(
    arguments: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert await asyncio.to_thread(main, ["why-not", *arguments, "2018-01-08"]) == 1
    assert "Không có" in capsys.readouterr().out
