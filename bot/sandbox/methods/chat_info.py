"""What the bot may ask about a chat: getChat, its members, its files; and leaving it."""

from bot.sandbox.chats import PRESENT, Chat
from bot.sandbox.composing import chat_of
from bot.sandbox.errors import bad_request
from bot.sandbox.files import MAX_FILE_BYTES
from bot.sandbox.state import SandboxState, chat_member, members_wire
from bot.sandbox.wire import Json, JsonObject, Params

_NO_GIFTS: JsonObject = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


def get_chat(state: SandboxState, params: Params) -> Json:
    """Bot API object ChatFullInfo."""
    chat = _readable_chat(state, params)
    info: JsonObject = {
        **chat.wire(),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": _NO_GIFTS,
    }
    if chat.kind != "private":
        info["permissions"] = dict.fromkeys(_PERMISSIONS, True)
    return info


_PERMISSIONS: tuple[str, ...] = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


def get_chat_member(state: SandboxState, params: Params) -> Json:
    chat = _readable_chat(state, params)
    user_id = params.integer("user_id")
    if user_id == state.bot.id:
        return chat_member(state.bot.wire(), chat.bot_status)
    person = state.chats.people.get(user_id or 0)
    if person is None:
        raise bad_request("user not found")
    return chat_member(person.wire(), chat.members.get(person.id, "left"))


def get_chat_administrators(state: SandboxState, params: Params) -> Json:
    chat = _readable_chat(state, params)
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    return members_wire(state.chats, chat, frozenset({"creator", "administrator"}))


def get_chat_member_count(state: SandboxState, params: Params) -> Json:
    chat = _readable_chat(state, params)
    return sum(1 for _ in chat.people()) + (chat.bot_status in PRESENT)


def leave_chat(state: SandboxState, params: Params) -> Json:
    chat = _readable_chat(state, params)
    if chat.kind == "private":
        raise bad_request("can't leave a private chat")
    chat.check_bot_may_write()
    before, chat.bot_status = chat.bot_status, "left"
    state.push_bot_membership(chat, state.bot.wire(), before, "left")
    state.feed.publish("chats", chat.id)
    return True


def get_file(state: SandboxState, params: Params) -> Json:
    file = state.files.find(params.text("file_id") or "")
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > MAX_FILE_BYTES:
        raise bad_request("file is too big")
    return {**file.summary(), "file_path": file.path}


def _readable_chat(state: SandboxState, params: Params) -> Chat:
    chat = chat_of(state, params)
    if chat.kind != "private":
        chat.check_bot_may_write()
    return chat


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "getFile": get_file,
}
