"""/chungminh and its command: the record says when whom which message told, and what was answered."""

import asyncio
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from plan_data.__main__ import main
from tests.bot.conftest import DUC, LAN, TUAN
from tests.world import World


def texts_of(content: bytes) -> str:
    """Everything that stands in a document, cells parted by bars."""
    document = Document(BytesIO(content))
    rows = [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *rows])


async def test_the_record_has_each_message_with_its_number_and_each_answer(world: World) -> None:
    lan = world.chat(LAN)
    world.at("2018-01-08 07:30")
    await world.tick()
    digest = await lan.next_message()
    world.at("2018-01-09 10:15")
    await lan.reply(digest, "1 vướng: chưa có kinh phí")
    await lan.next_message()
    duc = world.chat(DUC)

    await duc.send("/chungminh GN-02")

    message = await duc.wait_for_text("Biên bản nhắc việc GN-02: 1 đơn vị, 1 tin đã đến")
    assert message.file is not None
    record = texts_of(message.file.content)
    assert f"1 | 07:30 08/01/2018 | Lan | {digest.id} | trước hạn 7 ngày (hạn 15/01/2018)" in record
    assert "10:15 09/01/2018 | Lan | Vướng mắc | 1 vướng: chưa có kinh phí" in record
    assert "1. Kế hoạch y tế GN-02\n     🟡 Còn 7 ngày" in record
    assert "Số: ……/BB-……" in record


async def test_a_message_that_did_not_arrive_is_in_the_record_with_its_reason(world: World) -> None:
    world.sandbox.phones.block(LAN)
    world.at("2018-01-08 07:30")
    await world.tick()

    await world.chat(DUC).send("/proof GN-02")

    message = await world.chat(DUC).wait_for_text("0 tin đã đến")
    assert message.file is not None
    record = texts_of(message.file.content)
    assert "Chưa có tin nhắc nào về việc này đến được đơn vị." in record
    assert "không gửi được tin cho Lan (Telegram trả lời:" in record
    assert "Đơn vị chưa trả lời lần nào." in record


async def test_nobody_gets_the_record_of_another_unit(world: World) -> None:
    await world.chat(TUAN).send("/chungminh GN-02")

    assert "Không có việc nào mang mã GN-02" in (await world.chat(TUAN).next_message()).text


async def test_a_unit_that_does_not_lead_the_duty_is_told_from_a_code_that_is_none(world: World) -> None:
    await world.chat(DUC).send("/chungminh GN-02 Quan Hóa")
    await world.chat(DUC).wait_for_text("UBND huyện Quan Hóa không chủ trì việc GN-02. Chủ trì: Sở Y tế.")


async def test_the_command_writes_the_same_record(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    world.at("2018-01-08 07:30")
    await world.tick()
    monkeypatch.setenv("DATABASE_URL", world.database.url.render_as_string(hide_password=False))
    path = tmp_path / "bien-ban.docx"

    code = await asyncio.to_thread(main, ["proof", "gn-02", "--unit", "SYT", "-o", str(path)])

    assert code == 0
    assert "1 đơn vị, 1 tin đã đến" in capsys.readouterr().out
    record = texts_of(path.read_bytes())
    assert "07:30 08/01/2018 | Lan" in record
    assert "giờ Việt Nam" in record


async def test_elsewhere_the_record_names_the_clock_it_goes_by(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.at("2018-01-08 07:30")
    await world.tick()
    monkeypatch.setenv("DATABASE_URL", world.database.url.render_as_string(hide_password=False))
    monkeypatch.setenv("TIME_ZONE", "Asia/Tokyo")
    path = tmp_path / "bien-ban.docx"

    await asyncio.to_thread(main, ["proof", "gn-02", "--unit", "SYT", "-o", str(path)])

    record = texts_of(path.read_bytes())
    assert "09:30 08/01/2018 | Lan" in record
    assert "giờ Asia/Tokyo" in record
