"""Files that people send: what Telegram announces, and fetching them."""

from dataclasses import dataclass

from telegram import Document, Message, PhotoSize

from bot.turn import Turn


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as Telegram announces it; ``size`` in bytes is its word, checked again after the download."""

    file_id: str
    name: str
    size: int
    message_id: int
    caption: str
    album: str | None


def is_forwarded(turn: Turn) -> bool:
    """Whether the message was said by somebody, somewhere else."""
    return turn.message is not None and turn.message.forward_origin is not None


def sent_file(turn: Turn) -> SentFile | None:
    """The photo or file that came with the message; None without one."""
    return _file_of(turn.message) if turn.message else None


def answered_file(turn: Turn) -> SentFile | None:
    """The file that the pressed message answers; None when either is gone or too old to be told of.

    Telegram keeps the file and hands its id out with every press (Bot API, Message.reply_to_message), so
    neither a restart nor another process loses it.
    """
    replied = turn.message.reply_to_message if turn.message else None
    return _file_of(replied) if replied else None


def _file_of(message: Message) -> SentFile | None:
    # The last size of a photo is the largest (Bot API, Message).
    file: Document | PhotoSize | None = message.document or (message.photo[-1] if message.photo else None)
    if file is None:
        return None
    return SentFile(
        file_id=file.file_id,
        # Photos come without a name, and always as JPEG (Bot API, PhotoSize).
        name=file.file_name or "" if isinstance(file, Document) else f"anh-{message.message_id}.jpg",
        size=file.file_size or 0,
        message_id=message.message_id,
        # Words under a forwarded file are somebody else's.
        caption="" if message.forward_origin else (message.caption or "").strip(),
        album=message.media_group_id,
    )


async def fetch(turn: Turn, sent: SentFile) -> bytes:
    """The file itself; whoever calls bounds how many are in memory (``Services.downloads``).

    :raises TelegramError: it cannot be had.
    """
    file = await turn.bot.get_file(sent.file_id)
    return bytes(await file.download_as_bytearray())
