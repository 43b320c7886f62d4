"""editMessageText, editMessageCaption, editMessageReplyMarkup, deleteMessage, deleteMessages."""

from bot.sandbox.chats import Chat, Message
from bot.sandbox.composing import chat_of, formatted, markup_of
from bot.sandbox.entities import FormattedText
from bot.sandbox.errors import bad_request
from bot.sandbox.limits import check_caption, check_text, not_modified
from bot.sandbox.state import SandboxState
from bot.sandbox.wire import Json, JsonObject, Params

_DELETABLE_SECONDS = 48 * 3600  # deleteMessage: others' messages and own ones in private chats


def edit_message_text(state: SandboxState, params: Params) -> Json:
    content = formatted(params.text("text") or "", params, "entities")
    check_text(content.text)
    message = _own_message(state, params)
    if message.media is not None:
        raise bad_request("there is no text in the message to edit")
    return _change(state, message, content, markup_of(params))


def edit_message_caption(state: SandboxState, params: Params) -> Json:
    content = formatted(params.text("caption") or "", params, "caption_entities")
    check_caption(content.text)
    message = _own_message(state, params)
    if message.media is None:
        raise bad_request("there is no caption in the message to edit")
    return _change(state, message, content, markup_of(params))


def edit_message_reply_markup(state: SandboxState, params: Params) -> Json:
    markup = markup_of(params)
    message = _own_message(state, params)
    return _change(state, message, FormattedText(message.text, message.entities), markup)


def _own_message(state: SandboxState, params: Params) -> Message:
    chat = chat_of(state, params)
    chat.check_bot_may_write()
    message = chat.messages.get(params.integer("message_id") or 0)
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot or message.service is not None:
        raise bad_request("message can't be edited")
    return message


def _change(state: SandboxState, message: Message, content: FormattedText, markup: JsonObject | None) -> Json:
    if (message.text, message.entities, message.markup) == (content.text, content.entities, markup):
        raise not_modified()
    message.text, message.entities, message.markup = content.text, content.entities, markup
    message.edited = state.timestamp()
    state.feed.publish("edited", message.chat.id, message)
    return message.wire()


def delete_message(state: SandboxState, params: Params) -> Json:
    chat = chat_of(state, params)
    chat.check_bot_may_write()
    message = chat.messages.get(params.integer("message_id") or 0)
    if message is None:
        raise bad_request("message to delete not found")
    _check_deletable(state, chat, message)
    _delete(state, chat, message)
    return True


def delete_messages(state: SandboxState, params: Params) -> Json:
    """Deletes those that can be deleted and skips the others, as Telegram does."""
    chat = chat_of(state, params)
    chat.check_bot_may_write()
    wanted = params.sequence("message_ids") or []
    if not 1 <= len(wanted) <= 100:
        raise bad_request("wrong number of message identifiers: 1 to 100 are allowed")
    for message_id in wanted:
        message = chat.messages.get(message_id) if isinstance(message_id, int) else None
        if message is not None and _may_delete(state, chat, message):
            _delete(state, chat, message)
    return True


def _may_delete(state: SandboxState, chat: Chat, message: Message) -> bool:
    young = state.timestamp() - message.date <= _DELETABLE_SECONDS
    if chat.bot_status == "administrator":
        return True
    return young and (message.from_bot or chat.kind == "private")


def _check_deletable(state: SandboxState, chat: Chat, message: Message) -> None:
    if not _may_delete(state, chat, message):
        raise bad_request("message can't be deleted")


def _delete(state: SandboxState, chat: Chat, message: Message) -> None:
    del chat.messages[message.id]
    state.feed.publish("deleted", chat.id, message)


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
