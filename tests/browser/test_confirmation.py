"""Two people on their phones, in a real browser: a report is returned, proven and confirmed.

With ``SCREENSHOTS`` set to a folder, each step leaves a picture there.
"""

import os
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Page, expect

from plan_data.duty_state import DutyState
from tests.bot.waiting_world import digest_sent, duty
from tests.browser.test_page import CHROMIUM, write

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]

LAN, DUC = 0, 2
"""Their places in the list of people."""


class Pictures:
    """What the phone showed, step by step."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken = 0

    async def take(self, page: Page, name: str) -> None:
        self._taken += 1
        await page.wait_for_timeout(300)  # scrolling to the newest message is animated
        await page.screenshot(path=self._folder / f"{self._taken}-{name}.png")


async def become(page: Page, place: int) -> None:
    """Take another person's phone."""
    if await page.locator("#back").is_visible():
        await page.click("#back")
    await page.click(f".entry >> nth={place}")
    await expect(page.locator("#log")).to_be_visible()


async def reply_to(page: Page, part: str) -> None:
    """Hold the newest message of the bot that shows ``part``: the next message answers it."""
    bubble = page.locator(".theirs", has_text=part).last.locator(".bubble")
    await bubble.dispatch_event("pointerdown", {"pointerType": "touch", "bubbles": True})
    await expect(page.locator("#reply-bar")).to_be_visible()


async def test_a_report_is_returned_proven_and_confirmed(
    sqlite_url: str, phone: Page, tmp_path: Path
) -> None:
    pictures = Pictures(Path(os.environ.get("SCREENSHOTS", tmp_path)))
    async with digest_sent(sqlite_url) as world:
        await phone.goto(world.page_url)
        await phone.wait_for_selector("body[data-ready]")

        await become(phone, LAN)
        await reply_to(phone, "Nhắc hạn")
        await write(phone, "1 xong rồi ạ")
        await expect(phone.locator(".theirs").last).to_contain_text("Chờ Sở Lao động xác nhận")
        await pictures.take(phone, "lan-bao-xong")

        await become(phone, DUC)
        await phone.click(".key:has-text('Mở danh sách')")
        await expect(phone.locator(".theirs").last).to_contain_text("Chờ xác nhận: 1 việc")
        await pictures.take(phone, "duc-hang-cho")
        await phone.click(".key:has-text('Trả lại')")
        await expect(phone.locator(".theirs").last).to_contain_text("Vì sao?")
        await pictures.take(phone, "duc-ly-do")
        await write(phone, "Thiếu phụ lục số liệu")
        await expect(phone.locator(".theirs").last).to_contain_text("Đã trả lại")

        world.at("2018-01-09 09:15")
        await become(phone, LAN)
        await expect(phone.locator(".theirs").last).to_contain_text("Lý do: Thiếu phụ lục số liệu")
        await pictures.take(phone, "lan-bi-tra-lai")
        await reply_to(phone, "Bị trả lại")
        proof = FilePayload(name="Phụ lục số liệu.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7")
        await phone.set_input_files("#files", proof)
        await phone.click("#send")
        await expect(phone.locator(".theirs").last).to_contain_text("Đã đủ: báo xong, chờ Sở Lao động")
        await pictures.take(phone, "lan-minh-chung")

        await become(phone, DUC)
        await write(phone, "/choxacnhan")
        await expect(phone.locator(".theirs").last).to_contain_text("📎 1 tệp")
        await pictures.take(phone, "duc-co-tep")
        await phone.locator(".theirs").last.locator(".key", has_text="Xác nhận").click()
        await expect(phone.locator(".theirs").last).to_contain_text("Không có báo cáo nào chờ bạn")

        await become(phone, LAN)
        await expect(phone.locator(".theirs").last).to_contain_text("Đức đã xác nhận hoàn thành")
        await pictures.take(phone, "lan-duoc-xac-nhan")
        await write(phone, "/chitiet GN-01")
        await expect(phone.locator(".theirs").last).to_contain_text("Lịch sử")
        await pictures.take(phone, "lan-lich-su")
        done = await duty(world, "GN-01")
    assert done.state is DutyState.DONE
    assert done.reported_at is not None
    assert done.reported_at.day == 9
