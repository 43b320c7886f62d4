"""sendMessage, sendPhoto, sendDocument, sendMediaGroup, sendChatAction."""

from bot.sandbox.chats import MediaKind, Message
from bot.sandbox.composing import Place, chat_of, compose, field_file, file_of, formatted, markup_of, place_of
from bot.sandbox.entities import FormattedText
from bot.sandbox.errors import bad_request
from bot.sandbox.files import StoredFile
from bot.sandbox.limits import check_caption, check_text
from bot.sandbox.state import SandboxState
from bot.sandbox.wire import Json, Params

_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(state: SandboxState, params: Params) -> Json:
    content = formatted(params.text("text") or "", params, "entities")
    check_text(content.text)
    markup_of(params)
    return compose(state, place_of(state, params), content, params).wire()


def send_photo(state: SandboxState, params: Params) -> Json:
    return _send_file(state, params, "photo")


def send_document(state: SandboxState, params: Params) -> Json:
    return _send_file(state, params, "document")


def _send_file(state: SandboxState, params: Params, media: MediaKind) -> Json:
    caption = _caption(params)
    markup_of(params)
    place = place_of(state, params)
    file = field_file(state, params, media, f"{media}s")
    _check_picture(media, file)
    return compose(state, place, caption, params, media=media, file=file).wire()


def send_media_group(state: SandboxState, params: Params) -> Json:
    """Sends all or nothing: every item is read before the first message appears."""
    items = params.sequence("media") or []
    if not 2 <= len(items) <= 10:
        raise bad_request("wrong number of media: an album holds 2 to 10")
    place = place_of(state, params, messages=len(items))
    read = [_album_item(state, params, item) for item in items]
    if len({media for media, _, _ in read}) > 1:
        raise bad_request("can't use the media of the specified type in the album")
    album = state.next_album()
    messages = [_compose_item(state, place, params, album, *parts) for parts in read]
    return [message.wire() for message in messages]


def _compose_item(
    state: SandboxState,
    place: Place,
    params: Params,
    album: str,
    media: MediaKind,
    caption: FormattedText,
    file: StoredFile,
) -> Message:
    return compose(state, place, caption, params, media=media, file=file, album=album)


def _album_item(
    state: SandboxState, params: Params, item: Json
) -> tuple[MediaKind, FormattedText, StoredFile]:
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    media: MediaKind
    match item.get("type"):
        case "photo":
            media = "photo"
        case "document":
            media = "document"
        case _:
            raise bad_request("can't parse InputMedia: the sandbox takes photo and document")
    caption = _caption(Params(item))
    file = file_of(state, params, item.get("media"), f"{media}s")
    _check_picture(media, file)
    return media, caption, file


def _caption(params: Params) -> FormattedText:
    caption = formatted(params.text("caption") or "", params, "caption_entities")
    check_caption(caption.text)
    return caption


def _check_picture(media: MediaKind, file: StoredFile) -> None:
    if media == "photo" and file.width is None:
        raise bad_request("IMAGE_PROCESS_FAILED")


def send_chat_action(state: SandboxState, params: Params) -> Json:
    if params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = chat_of(state, params)
    chat.check_bot_may_write()
    state.feed.publish("typing", chat.id)
    return True


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendMediaGroup": send_media_group,
    "sendChatAction": send_chat_action,
}
