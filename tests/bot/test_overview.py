"""/tonghop, /bieudo, /baocao, /lich and nudging, played in the sandbox."""

from collections.abc import AsyncIterator
from datetime import date
from io import BytesIO

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from bot.sandbox import Message, Person
from plan_data.store.database import Database
from plan_data.store.officials import Role
from tests.factories import DutySpec, make_official, make_plan
from tests.world import World, running_world

LAN, TUAN, DUC, MINH = 1001, 1002, 1003, 1004
PEOPLE = (
    Person(LAN, "Lan", started=True),
    Person(TUAN, "Tuấn", started=True),
    Person(DUC, "Đức", started=True),
    Person(MINH, "Minh", started=True),
)


@pytest.fixture
async def world(sqlite_url: str) -> AsyncIterator[World]:
    """Tuesday 20 February 2018 is a holiday; Monday 5 March, 09:00, is not."""
    database = Database(sqlite_url)
    await make_plan(
        database,
        [
            DutySpec("GN-01", "SYT", date(2018, 2, 28), title="Báo cáo chung"),
            DutySpec("GN-01", "SXD", date(2018, 2, 28), title="Báo cáo chung"),
            DutySpec("GN-01", "385", date(2018, 2, 28), title="Báo cáo chung"),
            DutySpec("GN-02", "SYT", date(2018, 6, 15), title="Kế hoạch y tế"),
            DutySpec("GN-03", "SYT", None, title="Tuyên truyền"),
        ],
    )
    await make_official(database, LAN, "SYT", name="Lan")
    await make_official(database, TUAN, "385", name="Tuấn")
    await make_official(database, DUC, "THUONGTRUC", role=Role.COORDINATOR, name="Đức", follows=False)
    await make_official(database, MINH, "385", role=Role.LEADER, name="Minh", follows=False)
    async with running_world(database, PEOPLE, local="2018-03-05 09:00") as running:
        yield running
    await database.close()


async def test_the_overview_counts_everything_and_names_both_denominators(world: World) -> None:
    lan, duc = world.chat(LAN), world.chat(DUC)
    await lan.send("/tiendo GN-01 xong")
    await lan.next_message()

    await duc.send("/tonghop")

    answer = await duc.next_message()
    assert answer.text.startswith(
        "📊 Tổng hợp đến hết thứ Hai, ngày 05/3/2018\n3 đơn vị · 5 nhiệm vụ chủ trì"
    )
    assert "🟠 Hoàn thành quá hạn: 1" in answer.text
    assert "🔴 Đang thực hiện quá hạn: 2" in answer.text
    assert "⚪ Không hạn: 1" in answer.text
    assert "Hoàn thành trên tổng số: 20,0% (1/5)" in answer.text
    assert "Hoàn thành trên số đã đến hạn: 33,3% (1/3); đúng hạn 0,0%" in answer.text


async def test_the_overview_of_a_past_day_knows_nothing_of_later_reports(world: World) -> None:
    lan, duc = world.chat(LAN), world.chat(DUC)
    await lan.send("/tiendo GN-01 xong")
    await lan.next_message()

    await duc.send("/tonghop 28/2/2018")

    answer = await duc.next_message()
    assert "đến hết thứ Tư, ngày 28/02/2018" in answer.text
    assert "🔵 Đang thực hiện trong hạn: 4" in answer.text


async def test_a_day_that_has_not_come_or_is_none_is_told_and_not_taken_for_today(world: World) -> None:
    duc = world.chat(DUC)
    await duc.send("/tonghop 30/6/2018")
    await duc.wait_for_text("Ngày 30/6/2018 chưa đến. Hãy chọn một ngày đến hôm nay (05/3/2018)")
    await duc.send("/baocao zzz")
    await duc.wait_for_text("Không có đơn vị nào tên “zzz”")


async def test_the_overview_of_a_unit_may_be_asked_for_by_its_name(world: World) -> None:
    await world.chat(DUC).send("/tonghop so xay dung")
    await world.chat(DUC).wait_for_text("🏛 Sở Xây dựng, đến hết 05/3/2018")
    await world.chat(LAN).send("/tonghop Sở Xây dựng")
    await world.chat(LAN).wait_for_text("Bạn chưa có quyền xem Sở Xây dựng")


async def test_before_anything_is_due_no_share_is_made_of_nothing(world: World) -> None:
    await world.chat(DUC).send("/tonghop 2/1/2018")
    answer = await world.chat(DUC).wait_for_text("đến hết thứ Ba, ngày 02/01/2018")
    assert answer.text.endswith("Chưa nhiệm vụ nào đến hạn.")


async def test_officials_and_leaders_count_only_their_own(world: World) -> None:
    await world.chat(LAN).send("/overview")
    await world.chat(MINH).send("/tonghop")

    assert "1 đơn vị · 3 nhiệm vụ" in (await world.chat(LAN).next_message()).text
    assert "1 đơn vị · 1 nhiệm vụ" in (await world.chat(MINH).next_message()).text


async def test_buttons_lead_to_a_level_a_unit_and_back(world: World) -> None:
    duc = world.chat(DUC)
    await duc.send("/tonghop")
    await duc.next_message()

    await duc.press("Sở, ngành (2)")
    level = await duc.wait_for_text("Sở, ngành (2), đến hết")
    assert "1. Sở Y tế: 🔵1 🔴1 ⚪1 · 0,0%\n2. Sở Xây dựng: 🔴1 · 0,0%" in level.text
    await duc.press("SYT")
    unit = await duc.wait_for_text("🏛 Sở Y tế, đến hết 05/3/2018")
    assert "🔴 Quá hạn (1):" in unit.text
    assert "1. Báo cáo chung GN-01" in unit.text
    await duc.press("◀ Tổng hợp")
    await duc.wait_for_text("📊 Tổng hợp đến hết")


async def test_who_of_many_has_reported_and_who_is_missing(world: World) -> None:
    lan, tuan, duc = world.chat(LAN), world.chat(TUAN), world.chat(DUC)
    await lan.send("/tiendo GN-01 xong")
    await lan.next_message()
    await tuan.send("/tiendo GN-01 60%")
    await tuan.next_message()
    await duc.send("/tonghop")
    await duc.next_message()

    await duc.press("👥 Việc nhiều đơn vị cùng làm")
    await duc.wait_for_text("1. Báo cáo chung GN-01\n     1/3 đã báo cáo · hạn 28/02/2018")
    await duc.press("1")

    answer = await duc.wait_for_text("1/3 đơn vị đã báo cáo")
    assert "🔄 Đang làm: Quan Hóa (60%)" in answer.text
    assert "🔇 Chưa báo gì: SXD" in answer.text


async def _open_shared(world: World) -> None:
    duc = world.chat(DUC)
    await duc.send("/tonghop")
    await duc.next_message()
    await duc.press("👥 Việc nhiều đơn vị cùng làm")
    await duc.wait_for_text("Báo cáo chung GN-01")
    await duc.press("1")
    await duc.wait_for_text("0/3 đơn vị đã báo cáo")


async def test_a_nudge_is_previewed_and_reaches_each_missing_unit_once_a_week(world: World) -> None:
    duc, lan = world.chat(DUC), world.chat(LAN)
    await _open_shared(world)
    await duc.press("📣 Nhắc các đơn vị chưa báo cáo")
    preview = await duc.wait_for_text("Nhắc 2 đơn vị")
    assert "Không có ai nhận được tin: SXD" in preview.text
    assert "Sở Lao động nhắc: việc sau chưa có báo cáo hoàn thành" in preview.text

    await duc.press("📣 Gửi 2 tin")
    await duc.wait_for_text("Đã giao 2 tin nhắc")
    await world.tick()

    nudge = await lan.wait_for_text("Sở Lao động nhắc")
    await lan.reply(nudge, "xong, BC 12/BC-SYT")
    assert "✅ Xong" in (await lan.wait_for_text("Đã ghi nhận")).text
    await _open_again(world)
    again = await duc.wait_for_text("Đã nhắc trong tuần này")
    assert "Quan Hóa" in again.text


async def _open_again(world: World) -> None:
    duc = world.chat(DUC)
    await duc.send("/tonghop")
    await duc.press("👥 Việc nhiều đơn vị cùng làm", await duc.wait_for_text("🟠 Hoàn thành quá hạn: 1"))
    await duc.press("1", await duc.wait_for_text("1/3 đã báo cáo · hạn"))
    await duc.press("📣 Nhắc các đơn vị chưa báo cáo", await duc.wait_for_text("1/3 đơn vị đã báo cáo"))


async def test_a_plan_without_targets_says_so(world: World) -> None:
    duc = world.chat(DUC)
    await duc.send("/tonghop")
    await duc.next_message()

    await duc.press("🎯 Chỉ tiêu")

    shown = await duc.wait_for_text("🎯 Chỉ tiêu của kế hoạch")
    assert "Không có chỉ tiêu nào" in shown.text


async def test_only_who_steers_the_plan_may_nudge(world: World) -> None:
    lan = world.chat(LAN)
    await lan.send("/tonghop")
    await lan.next_message()

    await lan.press("👥 Việc nhiều đơn vị cùng làm")

    await lan.wait_for_text("Không có việc nào giao chung cho nhiều đơn vị.")


def content_of(message: Message) -> bytes:
    """The file that came with a message."""
    assert message.file is not None
    return message.file.content


async def test_the_chart_comes_as_pictures(world: World) -> None:
    duc = world.chat(DUC)

    await duc.send("/bieudo")

    pictures = await duc.wait_for(2)
    assert "Đến hết 05/3/2018: 5 nhiệm vụ" in pictures[0].text
    assert all(picture.media is not None for picture in pictures)


async def test_the_report_comes_as_a_file_within_what_one_may_see(world: World) -> None:
    lan = world.chat(LAN)
    await lan.send("/baocao")
    await lan.next_message()

    await lan.press("📊 Excel")

    message = await lan.wait_for_text("Kế hoạch thử")
    book = load_workbook(BytesIO(content_of(message)))
    rows = list(book["Danh mục nhiệm vụ"].iter_rows(min_row=6, values_only=True))
    assert [row[1] for row in rows] == ["GN-01", "GN-02", "GN-03"]


async def test_the_calendar_has_a_lasting_name_for_each_deadline(world: World) -> None:
    lan = world.chat(LAN)

    await lan.send("/lich")

    message = await lan.wait_for_text("🗓 2 thời hạn (2 chưa xong)")
    events = Calendar.from_ical(content_of(message)).walk("VEVENT")
    assert [str(event["UID"]) for event in events] == [
        "ke-hoach.1@nhac-han",
        "ke-hoach.4@nhac-han",
    ]
    assert events[0].decoded("DTSTART") == date(2018, 2, 28)
    assert events[0]["SEQUENCE"] == 0
    assert len(events[0].walk("VALARM")) == 3


async def test_a_moved_deadline_raises_the_sequence_under_the_same_name(world: World) -> None:
    await make_plan(
        world.database,
        [
            DutySpec("GN-01", "SYT", date(2018, 3, 30), title="Báo cáo chung"),
            DutySpec("GN-02", "SYT", date(2018, 6, 15), title="Kế hoạch y tế"),
        ],
    )
    lan = world.chat(LAN)

    await lan.send("/calendar")

    message = await lan.wait_for_text("🗓 2 thời hạn")
    events = Calendar.from_ical(content_of(message)).walk("VEVENT")
    moved = next(event for event in events if event["UID"] == "ke-hoach.1@nhac-han")
    assert (moved["SEQUENCE"], moved.decoded("DTSTART")) == (1, date(2018, 3, 30))
