"""/caidat, [Kênh dự phòng]: an address counts once the code that was sent there was typed in the chat."""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from bot.sandbox import Person
from plan_data.store.database import Database
from plan_data.store.fallback import fallback_of
from plan_data.store.tables import AuditRow, Base, FallbackAddressRow, FallbackCodeRow, OfficialRow
from tests.channels.mail_server import MailServer, mail_server
from tests.factories import DutySpec, make_official, make_plan
from tests.sandbox.driver import Chat
from tests.world import World, running_world

LAN = 1001
DUC = 1003
ADDRESS = "lan@syt.example.vn"


@dataclass
class Setting:
    world: World
    mail: MailServer
    chat: Chat
    official: int

    async def name(self, address: str) -> str:
        """Name an address; the bot's answer."""
        await self.chat.send("/caidat")
        await self.chat.next_message()
        await self.chat.press("✉️ Kênh dự phòng")
        await self.chat.next_message()
        await self.chat.send(address)
        return (await self.chat.next_message()).text

    async def say(self, text: str) -> str:
        await self.chat.send(text)
        return (await self.chat.next_message()).text

    def code(self) -> str:
        """The code in the newest letter."""
        found = re.search(r"Mã của bạn: (\d{6})", self.mail.letters[-1].text)
        assert found is not None
        return found[1]

    async def address(self) -> str | None:
        async with self.world.database.reading() as session:
            fallback = await fallback_of(session, self.official)
        return fallback.address.address if fallback else None


@pytest.fixture
async def setting(sqlite_url: str) -> AsyncIterator[Setting]:
    database = Database(sqlite_url)
    await make_plan(database, [DutySpec("GN-01", "SYT")])
    lan = await make_official(database, LAN, "SYT", name="Lan")
    await make_official(database, DUC, "THUONGTRUC", name="Đức", is_admin=True)
    people = [Person(LAN, "Lan", started=True), Person(DUC, "Đức", started=True)]
    async with (
        mail_server() as mail,
        running_world(database, people, fallback_email_url=mail.url_with_password) as world,
    ):
        yield Setting(world, mail, world.chat(LAN), lan.official)
    await database.close()


async def test_an_address_is_used_once_its_code_was_typed(setting: Setting) -> None:
    said = await setting.name(f" {ADDRESS.upper()} ")
    assert "l…@syt.example.vn" in said
    (letter,) = setting.mail.letters
    assert letter.recipients == (ADDRESS,)
    assert letter.subject == "Mã xác nhận của Nhắc Hạn"
    assert await setting.address() is None

    assert "✅" in await setting.say(setting.code())
    assert await setting.address() == ADDRESS
    assert "thư tới l…@syt.example.vn" in await setting.say("/caidat")


async def test_a_wrong_code_may_be_typed_again_but_not_for_ever(setting: Setting) -> None:
    await setting.name(ADDRESS)
    right = setting.code()
    wrong = f"{(int(right) + 1) % 10**6:06}"
    answers = [await setting.say(wrong) for _ in range(5)]
    assert ["chưa đúng" in answer for answer in answers] == [True] * 4 + [False]
    await setting.chat.send(right)
    await setting.chat.next_message()
    assert await setting.address() is None


async def test_a_code_is_good_for_an_hour(setting: Setting) -> None:
    await setting.name(ADDRESS)
    setting.world.at("2018-01-08 08:29")
    assert "không còn hiệu lực" in await setting.say(setting.code())
    assert await setting.address() is None


async def test_nobody_can_have_a_mailbox_flooded(setting: Setting) -> None:
    for number in range(3):
        await setting.name(ADDRESS if number else "tuan@syt.example.vn")
    assert "Mỗi ngày" in await setting.name(ADDRESS)
    assert len(setting.mail.letters) == 3

    other = Setting(setting.world, setting.mail, setting.world.chat(DUC), 2)
    await other.name(ADDRESS)
    assert len(setting.mail.letters) == 4
    assert "Mỗi ngày" in await other.name(ADDRESS), "three in a day, whoever asks for them"
    setting.world.at("2018-01-09 07:30")
    assert "l…@syt.example.vn" in await setting.name(ADDRESS)


async def test_a_report_typed_instead_is_read_as_a_report(setting: Setting) -> None:
    await setting.chat.send("/caidat")
    await setting.chat.next_message()
    await setting.chat.press("✉️ Kênh dự phòng")
    await setting.chat.next_message()
    assert "địa chỉ" not in await setting.say("tuần này có gì đến hạn?")
    assert "không phải một địa chỉ" in await setting.name("lan@syt")
    assert setting.mail.letters == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [("550 5.1.1 unknown", "không có hộp thư này"), ("450 4.2.0 later", "chưa gửi được thư")],
)
async def test_what_the_mail_server_refuses_is_told(setting: Setting, answer: str, said: str) -> None:
    setting.mail.will("RCPT", answer)
    assert said in await setting.name(ADDRESS)


async def test_an_address_is_changed_only_by_a_new_code_and_taken_back_by_a_press(setting: Setting) -> None:
    await setting.name(ADDRESS)
    await setting.say(setting.code())
    await setting.name("phong.y-te@syt.example.vn")
    assert await setting.address() == ADDRESS
    await setting.say(setting.code())
    assert await setting.address() == "phong.y-te@syt.example.vn"

    await setting.say("/caidat")
    shown = await setting.chat.press("🗑 Bỏ p…@syt.example.vn")
    assert shown.text == "Đã bỏ địa chỉ"
    assert await setting.address() is None
    async with setting.world.database.reading() as session:
        assert (await session.scalars(select(FallbackCodeRow))).all() == []
        noted = (await session.scalars(select(AuditRow).where(AuditRow.action.like("fallback.%")))).all()
    first, second = (f'{{"address":"{letter}…@syt.example.vn","channel":"email"}}' for letter in "lp")
    assert [(each.action, each.before, each.after) for each in noted] == [
        ("fallback.set", None, first),
        ("fallback.set", first, second),
        ("fallback.end", second, None),
    ]


async def test_the_address_is_given_out_with_all_that_is_kept_and_erased_with_it(setting: Setting) -> None:
    await setting.name(ADDRESS)
    await setting.say(setting.code())
    await setting.say("/dulieu")
    await setting.chat.press("⬇️ Tải về")
    sent = await setting.chat.next_message()
    assert sent.file is not None
    kept = json.loads(sent.file.content)
    assert [each["address"] for each in kept["fallback_addresses"]] == [ADDRESS]
    assert "code_hash" not in kept["fallback_codes"][0]

    await setting.chat.press("🗑 Xóa tôi khỏi hệ thống")
    await setting.chat.press("🗑 Xóa hẳn")
    await setting.chat.wait_for_text("Đã xóa.")
    async with setting.world.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            if table.name != "inbox":  # what was written goes with the retention of the inbox
                rows = (await session.execute(select(table))).all()
                assert ADDRESS not in str(rows), table.name


async def test_without_a_mail_server_nothing_is_offered_but_an_old_address_can_be_taken_back(
    sqlite_url: str,
) -> None:
    database = Database(sqlite_url)
    lan = await make_official(database, LAN, name="Lan")
    async with running_world(database, [Person(LAN, "Lan", started=True)]) as world:
        chat = world.chat(LAN)
        await chat.send("/caidat")
        assert "Kênh dự phòng" not in str(chat.messages[-1].keyboard + (await chat.next_message()).keyboard)
        async with database.writing() as session:
            session.add(
                FallbackAddressRow(
                    official_id=lan.official, channel="email", address=ADDRESS, confirmed_at=world.clock.now
                )
            )
        await chat.send("/caidat")
        await chat.next_message()
        await chat.press("🗑 Bỏ l…@syt.example.vn")
        async with database.reading() as session:
            assert (await session.scalars(select(FallbackAddressRow))).all() == []
            assert len((await session.scalars(select(OfficialRow))).all()) == 1
    await database.close()
