"""Sending files and pictures in answer to an update."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from telegram import InputMediaPhoto
from telegram.constants import ChatAction, ParseMode

from bot.texts.language import Html
from bot.turn import Turn

SHOWN_SECONDS = 4.0

MOST_IN_ALBUM = 10
"""Telegram shows 2 to 10 pictures as one album (Bot API, sendMediaGroup)."""


async def show_busy(turn: Turn, *, picture: bool) -> None:
    """Show under the bot's name that something takes a moment."""
    action = ChatAction.UPLOAD_PHOTO if picture else ChatAction.UPLOAD_DOCUMENT
    await turn.bot.send_chat_action(turn.chat.id, action, message_thread_id=turn.thread_id or None)


@asynccontextmanager
async def busy(turn: Turn) -> AsyncIterator[None]:
    """Show that a file is being made for as long as it takes: the sign fades after 5 seconds (Bot API)."""

    async def show() -> None:
        while True:
            await show_busy(turn, picture=False)
            await asyncio.sleep(SHOWN_SECONDS)

    showing = asyncio.create_task(show())
    try:
        yield
    finally:
        showing.cancel()
        await asyncio.gather(showing, return_exceptions=True)


async def send_file(turn: Turn, content: bytes, name: str, caption: Html) -> None:
    """Send a file that is ready."""
    await turn.bot.send_document(
        turn.chat.id,
        content,
        filename=name,
        caption=caption,
        parse_mode=ParseMode.HTML,
        message_thread_id=turn.thread_id or None,
    )


async def send_pictures(turn: Turn, pictures: Sequence[bytes], caption: Html) -> None:
    """Send PNGs, several as one album with the caption under the first."""
    thread_id = turn.thread_id or None
    if len(pictures) == 1:
        await turn.bot.send_photo(
            turn.chat.id,
            pictures[0],
            caption=caption,
            parse_mode=ParseMode.HTML,
            message_thread_id=thread_id,
        )
        return
    album = [
        InputMediaPhoto(picture, caption=None if number else caption, parse_mode=ParseMode.HTML)
        for number, picture in enumerate(pictures[:MOST_IN_ALBUM])
    ]
    await turn.bot.send_media_group(turn.chat.id, album, message_thread_id=thread_id)
