"""What a reply says: the public shape of the reader's answer."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, TypedDict

Items = tuple[int, ...] | Literal["all"]


class Status(StrEnum):
    """What the official reports; ``UNCLEAR`` means that the bot has to ask."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    NOT_STARTED = "not_started"
    EXTENSION = "extension"
    ACKNOWLEDGED = "acknowledged"
    UNCLEAR = "unclear"


class ReplyJson(TypedDict):
    """The published JSON object of one reply; exactly these keys."""

    items: list[int] | Literal["all"]
    status: str
    percent: int | None
    document: str | None
    until: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class ProgressReply:
    """One statement about one duty, or about several that stand together in a digest.

    ``items`` are numbers of the digest's list; empty means the message that was replied to, ``"all"`` every
    duty of it. ``percent`` (0 to 100) is what was said, never inferred from "xong". ``document`` is the
    number of the document named ("123/BC-SYT"), ``document_on`` its date. For an extension, ``until`` is the
    day asked for; "gia hạn 1 tuần" counts from a due date the reader does not know and gives ``extra_days``
    instead. ``note`` holds the official's own words beyond what the other fields say. ``because`` names the
    rule that decided, for logs and tests.
    """

    items: Items
    status: Status
    percent: int | None = None
    document: str | None = None
    until: date | None = None
    note: str | None = None
    document_on: date | None = None
    extra_days: int | None = None
    because: str = ""

    def as_json(self) -> ReplyJson:
        """Return the published object; dates are ISO 8601."""
        return {
            "items": "all" if self.items == "all" else list(self.items),
            "status": self.status.value,
            "percent": self.percent,
            "document": self.document,
            "until": self.until.isoformat() if self.until else None,
            "note": self.note,
        }
