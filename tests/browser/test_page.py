"""A person plays the page in a real browser, against a bot written with python-telegram-bot."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Browser, ConsoleMessage, FilePayload, Page, async_playwright, expect
from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackContext,
    CallbackQueryHandler,
    CommandHandler,
    ExtBot,
    MessageHandler,
    filters,
)

from bot.sandbox import Person, RunningServer, Sandbox
from bot.sandbox.wire import JsonObject

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
BOT_ID = 4242
TOKEN = f"{BOT_ID}:letters"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
EVIL = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
Context: TypeAlias = "CallbackContext[ExtBot[None], JsonObject, JsonObject, JsonObject]"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


class SteppingClock:
    """07:29 on 8 January 2018, until somebody presses a button."""

    def __init__(self) -> None:
        self.instant = datetime(2018, 1, 8, 7, 29, tzinfo=ZONE)

    async def now(self) -> datetime:
        return self.instant

    async def next_day(self) -> datetime:
        return await self.set(self.instant + timedelta(days=1))

    async def next_reminder(self) -> datetime:
        raise ValueError("Không còn lời nhắc nào.")

    async def set(self, instant: datetime) -> datetime:
        self.instant = instant
        return instant


async def greet(update: Update, _: Context) -> None:
    assert update.effective_message is not None
    buttons = [
        [
            InlineKeyboardButton("Xong", callback_data="done"),
            InlineKeyboardButton("Báo", callback_data="alert"),
        ]
    ]
    await update.effective_message.reply_html(
        "<b>Chào</b> anh/chị. Xem /trogiup", reply_markup=InlineKeyboardMarkup(buttons)
    )


async def pressed(update: Update, _: Context) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer("Đã ghi nhận", show_alert=query.data == "alert")
    if query.data == "done":
        await query.edit_message_text("Đã xong việc này")


async def echo(update: Update, _: Context) -> None:
    message = update.effective_message
    assert message is not None
    replied = message.reply_to_message.text if message.reply_to_message else None
    kind = (
        "sửa" if update.edited_message else "ảnh" if message.photo else "tệp" if message.document else "chữ"
    )
    await message.reply_text(f"[{kind}] {message.text or message.caption} | {replied}", do_quote=True)


@asynccontextmanager
async def running_bot(server: RunningServer) -> AsyncIterator[None]:
    application = (
        Application.builder()
        .token(TOKEN)
        .base_url(f"{server.url}/bot")
        .base_file_url(f"{server.url}/file/bot")
        .build()
    )
    application.add_handler(CommandHandler("start", greet))
    application.add_handler(CallbackQueryHandler(pressed))
    application.add_handler(MessageHandler(filters.ALL & ~filters.StatusUpdate.ALL, echo))
    async with application:
        await application.bot.set_my_commands(
            [BotCommand("trogiup", "Trợ giúp"), BotCommand("start", "Bắt đầu")]
        )
        assert application.updater is not None
        await application.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        await application.start()
        try:
            yield
        finally:
            await application.updater.stop()
            await application.stop()


@pytest.fixture
async def sandbox() -> Sandbox:
    clock = SteppingClock()
    return Sandbox(
        token=TOKEN,
        bot_username="nhac_han_bot",
        now=lambda: clock.instant.astimezone(UTC),
        clock=clock,
        time_zone=ZONE,
        people=[Person(7, "Nguyễn Thị Hà", "Sở Y tế"), Person(8, EVIL, EVIL, started=True)],
    )


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        await browser.close()


@asynccontextmanager
async def opened(
    sandbox: Sandbox, browser: Browser, *, phone: bool = False, may_refuse: bool = False
) -> AsyncIterator[Page]:
    """The page with a bot behind it; any complaint of the browser fails the test.

    With ``may_refuse`` it is no complaint that the server answers 400, which every browser notes.
    """
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type != "log" and not (may_refuse and "status of 400" in message.text):
            complaints.append(message.text)

    size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 800}
    async with sandbox.serve() as server, running_bot(server):
        page = await browser.new_page(
            viewport={"width": size["width"], "height": size["height"]}, has_touch=phone
        )
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(server.page_url)
        await page.wait_for_selector("body[data-ready]")
        yield page
        await page.close()
    assert complaints == []


async def write(page: Page, text: str) -> None:
    await page.fill("#text", text)
    await page.press("#text", "Enter")


async def test_start_a_button_a_reply_and_the_answers(sandbox: Sandbox, browser: Browser) -> None:
    async with opened(sandbox, browser) as page:
        await page.click("#start")
        greeting = page.locator(".theirs", has_text="Chào anh/chị")
        await expect(greeting.locator("strong")).to_have_text("Chào")
        await page.click(".key:has-text('Xong')")
        await expect(page.locator(".toast")).to_have_text("Đã ghi nhận")
        edited = page.locator(".theirs", has_text="Đã xong việc này")
        await expect(edited.locator(".stamp")).to_have_text("đã sửa 07:29")
        await expect(page.locator(".key")).to_have_count(0)
        await edited.hover()
        await edited.get_by_label("Trả lời tin này").click()
        await expect(page.locator("#reply-text")).to_have_text("Đã xong việc này")
        await write(page, "2 xong")
        await expect(page.locator(".theirs").last).to_contain_text("[chữ] 2 xong | Đã xong việc này")
        await expect(page.locator("#reply-bar")).to_be_hidden()


async def test_an_alert_must_be_acknowledged(sandbox: Sandbox, browser: Browser) -> None:
    async with opened(sandbox, browser) as page:
        await page.click("#start")
        await page.click(".key:has-text('Báo')")
        await expect(page.locator("#alert")).to_contain_text("Đã ghi nhận")
        await page.click("#alert button")
        await expect(page.locator("#alert")).to_be_hidden()


async def test_own_messages_are_edited_with_the_keyboard(sandbox: Sandbox, browser: Browser) -> None:
    async with opened(sandbox, browser) as page:
        await page.click("#start")
        await write(page, "1 xong")
        mine = page.locator(".mine", has_text="1 xong")
        await mine.get_by_label("Sửa tin này").focus()
        await page.keyboard.press("Enter")
        await page.fill("#text", "1 chưa xong")
        await page.keyboard.press("Enter")
        await expect(page.locator(".mine").last).to_contain_text("1 chưa xong")
        await expect(page.locator(".theirs").last).to_contain_text("[sửa] 1 chưa xong")


async def test_commands_are_offered_and_sent(sandbox: Sandbox, browser: Browser) -> None:
    async with opened(sandbox, browser) as page:
        await page.click("#start")
        await expect(page.locator("#commands")).to_be_visible()
        await page.locator("#text").press_sequentially("/tro")
        await expect(page.locator("#command-menu button")).to_have_count(1)
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
        await expect(page.locator(".theirs").last).to_contain_text("[chữ] /trogiup")


async def test_what_people_write_is_never_read_as_html(sandbox: Sandbox, browser: Browser) -> None:
    async with opened(sandbox, browser) as page:
        await page.click(".entry >> nth=1")
        await write(page, EVIL)
        await expect(page.locator(".theirs").last).to_contain_text(EVIL)
        await expect(page.locator(".mine").last).to_contain_text(EVIL)
        assert await page.locator("main img, main script").count() == 0
        assert (await page.title()).startswith(EVIL)


async def test_a_picture_and_a_file_go_to_the_bot(sandbox: Sandbox, browser: Browser) -> None:
    async with opened(sandbox, browser) as page:
        await page.click("#start")
        picture = await page.screenshot(clip={"x": 0, "y": 0, "width": 40, "height": 30})
        await page.set_input_files("#files", FilePayload(name="a.png", mimeType="image/png", buffer=picture))
        await write(page, "minh chứng")
        await expect(page.locator(".theirs").last).to_contain_text("[ảnh] minh chứng")
        shown = page.locator(".mine img")
        assert await shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 40
        await page.set_input_files("#files", FilePayload(name="Báo cáo.pdf", mimeType="", buffer=b"%PDF"))
        await page.click("#send")
        await expect(page.locator(".theirs").last).to_contain_text("[tệp]")
        async with page.expect_download() as download:
            await page.click(".file")
        assert (await download.value).suggested_filename == "Báo cáo.pdf"


async def test_the_time_moves_and_refusals_are_shown(sandbox: Sandbox, browser: Browser) -> None:
    async with opened(sandbox, browser, may_refuse=True) as page:
        await expect(page.locator("#clock-time")).to_contain_text("Thứ Hai, 08/01/2018")
        await page.click("#next-day")
        await expect(page.locator("#clock-time")).to_contain_text("Thứ Ba, 09/01/2018")
        await page.click("#next-reminder")
        await expect(page.locator(".toast.problem")).to_have_text("Không còn lời nhắc nào.")


async def test_unread_messages_of_others_are_counted(sandbox: Sandbox, browser: Browser) -> None:
    async with opened(sandbox, browser) as page:
        await page.click("#start")
        sandbox.phones.send_text(8, "hỏi")
        await expect(page.locator(".entry >> nth=1").locator(".badge")).to_have_text("1")
        await page.click(".entry >> nth=1")
        await expect(page.locator(".badge")).to_have_count(0)


async def test_blocking_replaces_the_line_to_write_in(sandbox: Sandbox, browser: Browser) -> None:
    async with opened(sandbox, browser) as page:
        await page.click("#start")
        await page.click("#more")
        await page.click("#toggle-block")
        await expect(page.locator("#writing")).to_be_hidden()
        await page.click("#unblock")
        await expect(page.locator("#writing")).to_be_visible()


async def test_a_new_person_opens_an_invitation(sandbox: Sandbox, browser: Browser) -> None:
    async with opened(sandbox, browser) as page:
        await page.click("#add-person")
        await page.fill("#person-form [name=name]", "Lò Văn Pín")
        await page.fill("#person-form [name=about]", "UBND huyện Quan Hóa")
        await page.click("#person-form .primary")
        await expect(page.locator("#chat-subtitle")).to_have_text("Lò Văn Pín · UBND huyện Quan Hóa")
        await page.click("#more")
        await page.click("#open-link")
        await page.fill("#link-form [name=link]", "https://t.me/nhac_han_bot?start=inv-1")
        await page.keyboard.press("Enter")
        await expect(page.locator(".mine").last).to_contain_text("/start inv-1")


async def test_a_group_shows_its_topics_and_who_wrote(sandbox: Sandbox, browser: Browser) -> None:
    room = sandbox.groups.create("Nhóm Sở Y tế", 7, members=[8], topics=["Giảm nghèo", "Khác"])
    sandbox.groups.set_status(room.id, "bot", "member", by=7)
    first, second = room.topics
    sandbox.phones.send_text(8, "một", chat_id=room.id, thread=first)
    sandbox.phones.send_text(8, "hai", chat_id=room.id, thread=second)
    async with opened(sandbox, browser) as page:
        await page.click(".nested .entry >> nth=0")
        await expect(page.locator(".sender").last).to_have_text(EVIL)
        await page.click("#topics button:has-text('Giảm nghèo')")
        await expect(page.locator(".message")).to_have_count(1)
        await write(page, "ba")
        await expect(page.locator(".message")).to_have_count(2)
    assert [message.thread_id for message in room.messages.values() if message.text == "ba"] == [first]


async def test_on_a_phone_the_list_and_the_chat_take_turns(sandbox: Sandbox, browser: Browser) -> None:
    async with opened(sandbox, browser, phone=True) as page:
        await expect(page.locator("#log")).to_be_hidden()
        await page.click(".entry >> nth=0")
        await page.click("#start")
        await expect(page.locator(".theirs")).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        bubble = page.locator(".theirs .bubble")
        await bubble.dispatch_event("pointerdown", {"pointerType": "touch", "bubbles": True})
        await expect(page.locator("#reply-name")).to_have_text("Trả lời Nhắc Hạn")
        await page.click("#back")
        await expect(page.locator("#people")).to_be_visible()
