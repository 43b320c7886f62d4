"""An administrator at a phone, in a real browser: a Word document in, a workbook out and back, [Áp dụng].

With ``SCREENSHOTS`` set to a folder, each step leaves a picture there.
"""

import os
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Page, expect

from plan_data.store.database import Database
from plan_data.store.plans import plans_in_use
from tests.bot.conftest import DUC, PEOPLE
from tests.bot.test_plan_files import CODE, EXCEL_TYPE, corrected, word
from tests.browser.test_confirmation import Pictures, become
from tests.browser.test_page import CHROMIUM, write
from tests.factories import make_official
from tests.world import running_world

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]

DUCS_PLACE = 2
READING_MS = 30_000
"""Longest wait for a file to be read, on a busy machine."""


async def send_file(page: Page, file: FilePayload) -> None:
    await page.set_input_files("#files", file)
    await page.click("#send")


async def test_a_document_goes_in_and_a_plan_comes_out(sqlite_url: str, phone: Page, tmp_path: Path) -> None:
    pictures = Pictures(Path(os.environ.get("SCREENSHOTS", tmp_path)))
    database, upload = Database(sqlite_url), word()
    await make_official(database, DUC, name="Đức", is_admin=True)
    newest = phone.locator(".theirs").last
    async with running_world(database, PEOPLE) as world:
        await phone.goto(world.page_url)
        await phone.wait_for_selector("body[data-ready]")
        await become(phone, DUCS_PLACE)
        await write(phone, "/kehoach")
        await expect(newest).to_contain_text("Chưa có kế hoạch nào đang dùng")
        await pictures.take(phone, "cach-lam")

        await send_file(
            phone, FilePayload(name=upload.name, mimeType=upload.mime_type, buffer=upload.content)
        )
        await expect(newest).to_contain_text("Bản nháp, chưa nạp gì", timeout=READING_MS)
        await pictures.take(phone, "ban-nhap")
        async with phone.expect_download() as started:
            await newest.locator("a.file").click()
        download = await started.value
        assert download.suggested_filename == f"{CODE}.xlsx"

        edited = corrected({("Thời hạn", 2): "quý II năm 2018"}, (await download.path()).read_bytes())
        await send_file(phone, FilePayload(name="sửa.xlsx", mimeType=EXCEL_TYPE, buffer=edited.content))
        await expect(newest).to_contain_text("Kế hoạch mới: 3 nghĩa vụ", timeout=READING_MS)
        await pictures.take(phone, "se-doi-gi")
        await newest.locator(".key", has_text="Áp dụng").click()
        await expect(newest).to_contain_text("Đã áp dụng", timeout=READING_MS)
        await pictures.take(phone, "da-ap-dung")

        async with database.reading() as session:
            assert [(plan.code, plan.version) for plan in await plans_in_use(session)] == [(CODE, 1)]
    await database.close()
