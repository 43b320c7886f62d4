"""Evidence in chat: kept, handed out to who may see it, and completing what lacked it."""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox import Upload
from plan_data.duty_state import DutyState
from plan_data.store.evidence import Evidence, evidence_of
from tests.bot.conftest import DUC, LAN, STRANGER, TUAN
from tests.bot.waiting_world import digest_sent, duty
from tests.world import World

PDF = Upload("Báo cáo.pdf", "application/pdf", b"%PDF-1.7 bao cao")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63"
    "f8cfc0f01f0005000201a5f645400000000049454e44ae426082"
)
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0000b080001000101011100ffd9")


@pytest.fixture
async def world(sqlite_url: str) -> AsyncIterator[World]:
    async with digest_sent(sqlite_url, evidence="required") as running:
        yield running


async def files(world: World, code: str = "GN-01") -> list[Evidence]:
    async with world.database.reading() as session:
        return list(await evidence_of(session, (await duty(world, code)).id))


async def test_done_without_evidence_is_not_done_and_says_what_is_missing(world: World) -> None:
    lan = world.chat(LAN)

    await lan.reply(await lan.next_message(), "1 xong")

    answer = await lan.next_message()
    assert "📎 Báo xong, thiếu minh chứng" in answer.text
    assert "Việc này chỉ hoàn thành khi có văn bản hoặc tệp kèm theo" in answer.text
    assert (await duty(world, "GN-01")).state is DutyState.UNPROVEN


async def test_a_document_number_is_evidence_enough(world: World) -> None:
    lan = world.chat(LAN)

    await lan.reply(await lan.next_message(), "1 xong, BC 12/BC-SYT")

    await lan.next_message()
    assert (await duty(world, "GN-01")).state is DutyState.REPORTED


async def test_a_file_in_reply_completes_what_lacked_it(world: World) -> None:
    lan = world.chat(LAN)
    await lan.reply(await lan.next_message(), "1 xong")
    answer = await lan.next_message()
    world.at("2018-01-09 10:00")

    await lan.send_files(PDF, reply_to=answer)

    kept = await lan.next_message()
    assert "📎 Đã lưu minh chứng: Báo cáo.pdf" in kept.text
    assert "✅ Đã đủ: báo xong, chờ Sở Lao động xác nhận." in kept.text
    now = await duty(world, "GN-01")
    assert now.state is DutyState.REPORTED
    assert now.reported_at is not None
    assert now.reported_at.day == 9
    assert [each.file.name for each in await files(world)] == ["Báo cáo.pdf"]


async def test_a_file_alone_is_kept_and_never_taken_for_done(world: World) -> None:
    lan = world.chat(LAN)
    await lan.reply(await lan.next_message(), "1 30%")
    answer = await lan.next_message()

    await lan.send_files(PDF, reply_to=answer)

    assert "Việc này đã xong chưa?" in (await lan.next_message()).text
    assert (await duty(world, "GN-01")).state is DutyState.IN_PROGRESS


async def test_the_caption_says_which_duty_and_how_it_stands(world: World) -> None:
    lan = world.chat(LAN)

    await lan.send_files(PDF, caption="2 xong, BC 7/BC-SYT", reply_to=await lan.next_message())

    await lan.next_message()
    assert (await duty(world, "GN-02")).state is DutyState.REPORTED
    assert len(await files(world, "GN-02")) == 1


async def test_an_album_is_kept_whole_and_answered_once(world: World) -> None:
    lan = world.chat(LAN)
    await lan.reply(await lan.next_message(), "1 xong")
    answer = await lan.next_message()

    await lan.send_files(
        Upload("1.png", "image/png", PNG), Upload("2.png", "image/png", PNG), PDF, reply_to=answer
    )

    kept = await lan.next_message()
    assert "Các tệp khác trong cùng album" in kept.text
    await lan.send("/thu")
    await lan.wait_for_text("Tin thử")
    assert [each.file.name for each in await files(world)] == ["1.png", "2.png", "Báo cáo.pdf"]
    assert sum("Đã lưu minh chứng" in text for text in lan.texts()) == 1


async def test_a_file_for_nothing_in_particular_is_asked_about(world: World) -> None:
    lan = world.chat(LAN)
    await lan.next_message()
    await lan.send_files(PDF)
    asked = await lan.next_message()
    assert "Tệp này là minh chứng của việc nào?" in asked.text
    assert "\n2. Báo cáo chỉ tiêu y tế GN-02" in asked.text, "a number alone says nothing"
    assert await files(world) == []

    await lan.press("1", asked)

    await lan.wait_for_text("Đã lưu minh chứng")
    assert len(await files(world)) == 1


async def test_the_button_waits_for_the_next_file(world: World) -> None:
    lan = world.chat(LAN)
    await lan.press("1", await lan.next_message())
    await lan.press("Gửi minh chứng", await lan.next_message())
    await lan.wait_for_text("Hãy gửi ảnh")

    await lan.send_files(Upload("anh.jpg", "image/jpeg", JPEG), media="photo")

    await lan.wait_for_text("Đã lưu minh chứng")
    (kept,) = await files(world)
    assert (kept.file.media_type, kept.file.size) == ("image/jpeg", len(JPEG))


async def test_who_may_see_the_duty_gets_the_file_back(world: World) -> None:
    lan, duc = world.chat(LAN), world.chat(DUC)
    await lan.send_files(PDF, caption="1 xong", reply_to=await lan.next_message())
    await lan.wait_for_text("Đã lưu minh chứng")
    await duc.send("/chitiet GN-01")
    await duc.press("Sở Y tế", await duc.wait_for_text("Chọn đơn vị"))

    await duc.press("Tải minh chứng (1)", await duc.wait_for_text("Lịch sử"))

    sent = duc.answers[-1]
    assert sent.file is not None
    assert (sent.file.name, sent.file.content) == (PDF.name, PDF.content)


async def test_a_file_that_is_not_what_its_name_says_is_refused(world: World) -> None:
    lan = world.chat(LAN)

    await lan.send_files(
        Upload("bao-cao.pdf", "application/pdf", b"MZ virus"), caption="1", reply_to=await lan.next_message()
    )
    await lan.wait_for_text("Tệp này là minh chứng của việc nào?")
    await lan.press("1")

    await lan.wait_for_text("Không nhận tệp bao-cao.pdf")
    assert await files(world) == []


@pytest.mark.parametrize("name", ["virus.exe", "luu-tru.zip", "../../etc/passwd"])
async def test_kinds_that_are_not_taken_are_refused_at_once(world: World, name: str) -> None:
    lan = world.chat(LAN)

    await lan.send_files(Upload(name, "application/pdf", b"x"), reply_to=await lan.next_message())

    assert "Không nhận tệp" in (await lan.next_message()).text


async def test_a_file_taken_back_opens_what_it_completed(world: World) -> None:
    lan = world.chat(LAN)
    await lan.reply(await lan.next_message(), "1 xong")
    await lan.send_files(PDF, reply_to=await lan.next_message())
    kept = await lan.next_message()

    await lan.press("Bỏ tệp này", kept)

    await lan.wait_for_text("Đã bỏ tệp Báo cáo.pdf")
    assert (await duty(world, "GN-01")).state is DutyState.UNPROVEN
    assert await files(world) == []


@pytest.mark.parametrize("person", [TUAN, STRANGER])
async def test_a_file_of_who_may_not_report_is_not_kept(world: World, person: int) -> None:
    chat = world.chat(person)

    await chat.send_files(PDF, caption="xong")

    await chat.next_message()
    assert await files(world) == []
