"""Taking back, editing, correcting: the history keeps what stood before."""

from collections.abc import AsyncIterator

import pytest

from plan_data.duty_state import DutyState
from plan_data.store.audit import audit_entries
from plan_data.store.progress import RecordedReport, reports_of
from tests.bot.conftest import DUC, LAN, TUAN
from tests.bot.waiting_world import digest_sent, duty
from tests.world import World


@pytest.fixture
async def world(sqlite_url: str) -> AsyncIterator[World]:
    async with digest_sent(sqlite_url) as running:
        yield running


async def history(world: World, code: str = "GN-01") -> list[RecordedReport]:
    async with world.database.reading() as session:
        return list(await reports_of(session, (await duty(world, code)).id))[::-1]


async def test_an_edited_message_amends_the_report_and_the_history_keeps_both(world: World) -> None:
    lan = world.chat(LAN)
    mine = await lan.reply(await lan.next_message(), "1 xong")
    await lan.next_message()

    await lan.edit(mine, "1 chưa xong, mới 60%")

    answer = await lan.wait_for_text("Đã thay bằng")
    assert "60%" in answer.text
    changed = await duty(world, "GN-01")
    assert (changed.state, changed.percent, changed.reported_at) == (DutyState.IN_PROGRESS, 60, None)
    assert [(each.status.value, each.is_revoked) for each in await history(world)] == [
        ("done", True),
        ("in_progress", False),
    ]


async def test_an_edited_list_amends_each_duty_by_its_number(world: World) -> None:
    lan = world.chat(LAN)
    mine = await lan.reply(await lan.next_message(), "1 xong, 2 60%")
    await lan.next_message()

    await lan.edit(mine, "1 40%, 2 xong")

    await lan.wait_for_text("Đã thay bằng")
    assert (await duty(world, "GN-01")).percent == 40
    assert (await duty(world, "GN-02")).state is DutyState.REPORTED


async def test_an_edited_command_amends_too(world: World) -> None:
    lan = world.chat(LAN)
    mine = await lan.send("/tiendo GN-01 xong")
    await lan.wait_for_text("Chờ Sở Lao động xác nhận")

    await lan.edit(mine, "/tiendo GN-01 chưa xong")

    await lan.wait_for_text("Đã thay bằng")
    assert (await duty(world, "GN-01")).state is DutyState.IN_PROGRESS


async def test_an_edit_that_says_the_same_changes_nothing(world: World) -> None:
    lan = world.chat(LAN)
    mine = await lan.reply(await lan.next_message(), "1 xong")
    await lan.next_message()

    await lan.edit(mine, "1 xong.")
    await lan.send("/thu")
    await lan.wait_for_text("Tin thử")

    assert len(await history(world)) == 1


async def test_an_edit_into_something_unclear_asks_and_changes_nothing(world: World) -> None:
    lan = world.chat(LAN)
    mine = await lan.reply(await lan.next_message(), "1 60%")
    await lan.next_message()

    await lan.edit(mine, "1 cái này sao nhỉ")

    await lan.wait_for_text("tôi chưa rõ ý nên báo cáo cũ giữ nguyên")
    assert (await duty(world, "GN-01")).percent == 60


async def test_an_edit_after_a_day_is_refused_with_a_sentence(world: World) -> None:
    lan = world.chat(LAN)
    mine = await lan.reply(await lan.next_message(), "1 60%")
    await lan.next_message()
    world.at("2018-01-09 07:31")

    await lan.edit(mine, "1 xong")

    await lan.wait_for_text("Đã quá 24 giờ")
    assert (await duty(world, "GN-01")).percent == 60


async def test_undo_brings_back_what_stood_before_and_clears_the_completion(world: World) -> None:
    lan = world.chat(LAN)
    digest = await lan.next_message()
    await lan.reply(digest, "1 30%")
    await lan.next_message()
    await lan.reply(digest, "1 xong")
    done = await lan.next_message()

    await lan.press("Hoàn tác", done)

    await lan.wait_for_text("Đã hoàn tác")
    back = await duty(world, "GN-01")
    assert (back.state, back.percent, back.reported_at) == (DutyState.IN_PROGRESS, 30, None)
    assert [each.is_revoked for each in await history(world)] == [False, True]


async def test_a_confirmed_report_is_not_taken_back(world: World) -> None:
    lan, duc = world.chat(LAN), world.chat(DUC)
    await lan.reply(await lan.next_message(), "1 xong")
    done = await lan.next_message()
    await duc.send("/choxacnhan")
    await duc.press("Xác nhận", await duc.wait_for_text("Chờ xác nhận: 1 việc"))

    said = await lan.press("Hoàn tác", done)

    assert "đã được xử lý" in said.text
    assert (await duty(world, "GN-01")).state is DutyState.DONE


async def test_an_administrator_corrects_with_a_reason_and_the_reporter_is_told(world: World) -> None:
    lan, duc = world.chat(LAN), world.chat(DUC)
    await lan.reply(await lan.next_message(), "2 xong")
    await lan.next_message()

    await duc.send("/suatiendo GN-02 60%; lý do: đơn vị báo nhầm")

    told = await lan.wait_for_text("Quản trị đã sửa báo cáo")
    assert "Trước: ✅ Xong\nNay: 🔄 Đang làm · 60%\nLý do: đơn vị báo nhầm" in told.text
    corrected = await duty(world, "GN-02")
    assert (corrected.state, corrected.percent, corrected.reported_at) == (DutyState.IN_PROGRESS, 60, None)
    assert [each.revoked_because for each in await history(world, "GN-02")] == ["đơn vị báo nhầm", None]


async def test_a_correction_without_a_reason_changes_nothing(world: World) -> None:
    lan, duc = world.chat(LAN), world.chat(DUC)
    await lan.reply(await lan.next_message(), "2 xong")
    await lan.next_message()

    await duc.send("/suatiendo GN-02 60%")

    await duc.wait_for_text("cần cả tiến độ đúng và lý do")
    assert (await duty(world, "GN-02")).state is DutyState.REPORTED


async def test_a_report_that_replies_to_nothing_means_a_fresh_list_only(world: World) -> None:
    lan = world.chat(LAN)
    await lan.next_message()
    world.at("2018-01-09 07:31")

    await lan.send("1 xong")

    asked = await lan.wait_for_text("“1 xong” là về việc nào?")
    assert (await duty(world, "GN-01")).state is DutyState.OPEN
    assert "1. Kế hoạch y tế GN-01\n2. Báo cáo chỉ tiêu y tế GN-02" in asked.text


async def test_the_words_are_recorded_once_the_number_is_pressed(world: World) -> None:
    lan = world.chat(LAN)
    await lan.next_message()
    await lan.send("xong")
    asked = await lan.wait_for_text("“xong” là về việc nào?")

    await lan.press("2", asked)

    await lan.wait_for_text("Chờ Sở Lao động xác nhận")
    assert (await duty(world, "GN-02")).state is DutyState.REPORTED
    assert (await duty(world, "GN-01")).state is DutyState.OPEN


async def test_every_act_is_in_the_audit_log(world: World) -> None:
    lan, duc = world.chat(LAN), world.chat(DUC)
    await lan.reply(await lan.next_message(), "1 xong")
    await lan.press("Hoàn tác", await lan.next_message())
    assert "Đã hoàn tác" in (await lan.next_message()).text
    await lan.send("/tiendo GN-01 xong")
    await lan.next_message()
    await duc.send("/choxacnhan")
    await duc.press("Xác nhận", await duc.wait_for_text("Chờ xác nhận: 1 việc"))

    async with world.database.reading() as session:
        entries = [entry async for entry in audit_entries(session)]

    acts = [(entry.actor_name, entry.action) for entry in entries if entry.subject.startswith("duty ")]
    assert acts == [
        ("Lan", "progress.report"),
        ("Lan", "progress.strike"),
        ("Lan", "progress.report"),
        ("Đức", "report.confirm"),
    ]


async def test_who_only_helps_elsewhere_cannot_undo_for_others(world: World) -> None:
    lan, tuan = world.chat(LAN), world.chat(TUAN)
    await lan.reply(await lan.next_message(), "1 xong")
    await lan.next_message()

    await tuan.send("/suatiendo GN-01 60%; lý do: thử")

    await tuan.wait_for_text("Chỉ quản trị mới làm được")
    assert (await duty(world, "GN-01")).state is DutyState.REPORTED
