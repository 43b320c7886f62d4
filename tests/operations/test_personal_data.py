"""/dulieu: a person gets everything that is kept of them, and can be forgotten."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from bot.sandbox import Person
from plan_data.store.database import Database
from plan_data.store.inbox import keep_update, mark_handled
from plan_data.store.notices import NewNotice, NoticeKind, plan_notices
from plan_data.store.officials import Role
from plan_data.store.personal_data import erase_person
from plan_data.store.questions import ask
from plan_data.store.roles import LastAdminError, remove_official
from plan_data.store.tables import AuditRow, Base, InboxRow, OfficialRow, ProgressReportRow
from plan_data.store.unreachable import untold_losses
from tests.factories import DutySpec, make_official, make_plan
from tests.world import World, running_world

NAME = "Nguyễn Thị Hương Lan"
LAN = 7_654_321_098
TUAN = 7_654_321_011
DUC = 7_654_321_012
NOW = datetime(2018, 1, 8, tzinfo=UTC)


@pytest.fixture
async def world(sqlite_url: str) -> AsyncIterator[World]:
    """Lan was reminded and reported something; Tuấn did nothing yet; Đức is the only administrator."""
    database = Database(sqlite_url)
    await make_plan(database, [DutySpec("GN-02", "SYT", date(2018, 1, 15), title="Kế hoạch y tế")])
    await make_official(database, LAN, "SYT", name=NAME)
    await make_official(database, TUAN, "385", name="Tuấn")
    await make_official(database, DUC, "THUONGTRUC", role=Role.COORDINATOR, name="Đức", is_admin=True)
    people = [
        Person(LAN, NAME, started=True),
        Person(TUAN, "Tuấn", started=True),
        Person(DUC, "Đức", started=True),
    ]
    async with running_world(database, people) as running:
        running.at("2018-01-08 07:30")
        await running.tick()
        digest = await running.chat(LAN).next_message()
        await running.chat(LAN).reply(digest, "60%")
        await running.chat(LAN).next_message()
        yield running
    await database.close()


async def test_everything_kept_is_given_out_as_a_file(world: World) -> None:
    chat = world.chat(LAN)
    await chat.send("/dulieu")
    await chat.next_message()
    await chat.press("⬇️ Tải về")
    sent = await chat.next_message()

    assert sent.file is not None
    kept = json.loads(sent.file.content)
    assert [each["name"] for each in kept["officials"]] == [NAME]
    assert [each["percent"] for each in kept["progress_reports"]] == [60]
    assert [each["unit_code"] for each in kept["memberships"]] == ["SYT"]
    assert [each["unit_code"] for each in kept["subscriptions"]] == ["SYT"]
    assert kept["sent_messages"]
    assert kept["deliveries"]
    assert any("60%" in each["payload"] for each in kept["inbox"])


async def test_nothing_of_others_is_in_the_file(world: World) -> None:
    chat = world.chat(TUAN)
    await chat.send("/mydata")
    await chat.next_message()
    await chat.press("⬇️ Tải về")
    sent = await chat.next_message()

    assert sent.file is not None
    text = sent.file.content.decode()
    assert NAME not in text
    assert str(LAN) not in text


async def test_an_erased_person_is_in_no_table_but_the_report_stays(world: World) -> None:
    chat = world.chat(LAN)
    await chat.send("/dulieu")
    await chat.next_message()
    await chat.press("🗑 Xóa tôi khỏi hệ thống")
    await chat.press("🗑 Xóa hẳn")
    await chat.wait_for_text("Đã xóa.")

    async with world.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            if table in (AuditRow.__table__, InboxRow.__table__):
                continue
            for row in await session.execute(select(table)):
                assert NAME not in str(row), table.name
                assert str(LAN) not in str(row), table.name
        (report,) = (await session.scalars(select(ProgressReportRow))).all()
        assert (report.percent, report.words) == (60, "60%")
        handled = await session.scalars(select(InboxRow.payload).where(InboxRow.handled_at.is_not(None)))
        assert sum(NAME in payload for payload in handled) <= 1  # the press that asked for it
        erasing = await session.scalar(select(AuditRow).where(AuditRow.action == "official.erase"))
        assert erasing is not None
        assert NAME not in str(erasing.before)


async def test_neither_numbers_of_chats_nor_questions_nor_notices_lead_back_to_who_was_erased(
    database: Database,
) -> None:
    """Nor do coordinators hear of a lost chat: nobody is missed there."""
    await make_plan(database, [DutySpec("GN-02", "SYT", date(2018, 1, 15))])
    lan = await make_official(database, LAN, "SYT", name=NAME)
    async with database.writing() as session:
        await remove_official(session, lan.official, NOW)
        # A stranger again, who is asked which unit it is.
        await ask(session, LAN, LAN, kind="join", details={"name": NAME}, now=NOW)
        await keep_update(session, 1, f'{{"message": {{"from": {{"id": {LAN}}}}}}}', NOW, LAN)
        await mark_handled(session, 1, NOW, f"{NAME}?")
        notice = NewNotice(lan.chat, NoticeKind.NUDGE, "1", f"{NAME}: nhắc việc")
        await plan_notices(session, [notice], asked_by=None, now=NOW)

        await erase_person(session, lan.official, NOW)

    async with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            if table is AuditRow.__table__:
                continue
            for row in await session.execute(select(table)):
                assert NAME not in str(row), table.name
                assert str(LAN) not in str(row), table.name
        assert await untold_losses(session) == ()


async def test_an_erased_person_is_a_stranger_and_hears_nothing_more(world: World) -> None:
    chat = world.chat(LAN)
    await chat.send("/dulieu")
    await chat.next_message()
    await chat.press("🗑 Xóa tôi khỏi hệ thống")
    await chat.press("🗑 Xóa hẳn")
    await chat.wait_for_text("Đã xóa.")
    count = len(chat.answers)

    world.at("2018-01-12 07:30")
    await world.tick()
    assert len(chat.answers) == count
    await chat.send("/denhan")
    answer = await chat.next_message()
    assert "mời" in answer.text


async def test_the_last_administrator_cannot_vanish(world: World) -> None:
    chat = world.chat(DUC)
    await chat.send("/dulieu")
    await chat.next_message()
    await chat.press("🗑 Xóa tôi khỏi hệ thống")
    await chat.press("🗑 Xóa hẳn")
    await chat.wait_for_text("quản trị duy nhất")

    async with world.database.reading() as session:
        duc = await session.scalar(select(OfficialRow).where(OfficialRow.telegram_user_id == DUC))
        assert duc is not None
        assert duc.name == "Đức"
    with pytest.raises(LastAdminError):
        async with world.database.writing() as session:
            await erase_person(session, duc.id, world.clock.now)


async def test_nothing_is_erased_without_being_asked_again(world: World) -> None:
    chat = world.chat(LAN)
    await chat.send("/dulieu")
    await chat.next_message()
    await chat.press("🗑 Xóa tôi khỏi hệ thống")
    await chat.press("Thôi")

    async with world.database.reading() as session:
        kept = await session.scalar(select(OfficialRow).where(OfficialRow.telegram_user_id == LAN))
        assert kept is not None
        assert kept.name == NAME
