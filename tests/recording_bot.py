"""A bot whose calls to Telegram end here: for tests that look at what would leave the building.

Where a whole conversation matters, use ``tests.world`` and the sandbox; this is for thousands of small cases.
"""

import json
import re
from collections.abc import Collection
from html import unescape
from typing import Any

from telegram.request import BaseRequest, RequestData

from bot.composition import AnsweringBot

TOKEN = "1000000:test-token-of-nobody"  # noqa: S105 - opens nothing
USERNAME = "nhac_han_bot"


class RecordingRequest(BaseRequest):
    """Answers every method of the Bot API as if it had worked, and keeps what was said."""

    def __init__(self, group_admins: Collection[int] = ()) -> None:
        super().__init__()
        self.said: list[str] = []
        self._group_admins = group_admins
        self._message_id = 1000

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002
        request_data: RequestData | None = None,
        read_timeout: Any = None,  # noqa: ARG002
        write_timeout: Any = None,  # noqa: ARG002
        connect_timeout: Any = None,  # noqa: ARG002
        pool_timeout: Any = None,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        called = url.rsplit("/", 1)[-1]
        parameters = request_data.parameters if request_data else {}
        self.said += [_plain(str(parameters[name])) for name in ("text", "caption") if name in parameters]
        keyboard = parameters.get("reply_markup")
        if isinstance(keyboard, dict):
            self.said += [button["text"] for row in keyboard["inline_keyboard"] for button in row]
        if called in {"sendDocument", "sendPhoto", "sendMediaGroup"}:
            self.said.append(called)
        return 200, json.dumps({"ok": True, "result": self._result(called, parameters)}).encode()

    def _result(self, called: str, parameters: dict[str, Any]) -> Any:
        match called:
            case "getMe":
                return {"id": 1000000, "is_bot": True, "first_name": "Nhắc Hạn", "username": USERNAME}
            case "getChatMember":
                user_id = int(parameters["user_id"])
                status = "administrator" if user_id in self._group_admins else "member"
                user = {"id": user_id, "is_bot": False, "first_name": "x"}
                return {"status": status, "user": user} | (_RIGHTS if status == "administrator" else {})
            case "getFile":
                return {"file_id": "f", "file_unique_id": "u", "file_path": "documents/a.pdf"}
            case "sendMediaGroup":
                return [self._message(parameters)]
            case _ if called.startswith(("send", "edit")):
                return self._message(parameters)
            case _:
                return True

    def _message(self, parameters: dict[str, Any]) -> dict[str, Any]:
        self._message_id += 1
        chat_id = int(parameters.get("chat_id", 1))
        chat = {"id": chat_id, "type": "private" if chat_id > 0 else "supergroup", "title": "x"}
        return {"message_id": self._message_id, "date": 1515371400, "chat": chat}


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


_RIGHTS = dict.fromkeys(
    [
        "can_be_edited",
        "is_anonymous",
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
    ],
    False,
)


def recording_bot(group_admins: Collection[int] = ()) -> tuple[AnsweringBot, RecordingRequest]:
    """A bot, and where its calls are kept. Initialize it before use."""
    request = RecordingRequest(group_admins)
    return AnsweringBot(TOKEN, request=request, get_updates_request=RecordingRequest()), request
