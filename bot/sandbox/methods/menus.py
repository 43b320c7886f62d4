"""Menus of commands, the menu button, and what the bot says about itself."""

from bot.sandbox.composing import chat_of
from bot.sandbox.errors import bad_request
from bot.sandbox.limits import MAX_DESCRIPTION, MAX_SHORT_DESCRIPTION, check_commands
from bot.sandbox.state import SandboxState
from bot.sandbox.wire import Json, JsonObject, Params

_MAX_NAME = 64


def set_my_commands(state: SandboxState, params: Params) -> Json:
    commands = check_commands(params.sequence("commands") or [])
    state.commands.set(params.mapping("scope"), _language(params), commands)
    state.feed.publish("commands", 0)
    return True


def get_my_commands(state: SandboxState, params: Params) -> Json:
    return [*state.commands.get(params.mapping("scope"), _language(params))]


def delete_my_commands(state: SandboxState, params: Params) -> Json:
    state.commands.delete(params.mapping("scope"), _language(params))
    state.feed.publish("commands", 0)
    return True


def set_chat_menu_button(state: SandboxState, params: Params) -> Json:
    button = params.mapping("menu_button") or {"type": "default"}
    if button.get("type") not in {"commands", "web_app", "default"}:
        raise bad_request("can't parse menu button: wrong type")
    chat_id = chat_of(state, params).id if params.has("chat_id") else None
    state.profile.menu_buttons[chat_id] = button
    return True


def get_chat_menu_button(state: SandboxState, params: Params) -> Json:
    buttons = state.profile.menu_buttons
    default: JsonObject = {"type": "default"}
    chat_id = chat_of(state, params).id if params.has("chat_id") else None
    return buttons.get(chat_id, buttons.get(None, default))


def set_my_name(state: SandboxState, params: Params) -> Json:
    return _set(state.profile.names, params, "name", _MAX_NAME)


def get_my_name(state: SandboxState, params: Params) -> Json:
    return {"name": _get(state.profile.names, params) or state.bot.name}


def set_my_description(state: SandboxState, params: Params) -> Json:
    return _set(state.profile.descriptions, params, "description", MAX_DESCRIPTION)


def get_my_description(state: SandboxState, params: Params) -> Json:
    return {"description": _get(state.profile.descriptions, params)}


def set_my_short_description(state: SandboxState, params: Params) -> Json:
    return _set(state.profile.short_descriptions, params, "short_description", MAX_SHORT_DESCRIPTION)


def get_my_short_description(state: SandboxState, params: Params) -> Json:
    return {"short_description": _get(state.profile.short_descriptions, params)}


def _set(texts: dict[str, str], params: Params, name: str, longest: int) -> Json:
    text = params.text(name) or ""
    if len(text) > longest:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    texts[_language(params)] = text
    return True


def _get(texts: dict[str, str], params: Params) -> str:
    return texts.get(_language(params)) or texts.get("", "")


def _language(params: Params) -> str:
    language = params.text("language_code") or ""
    if language and not (len(language) == 2 and language.isascii() and language.isalpha()):
        raise bad_request("invalid language code specified")
    return language.lower()


METHODS = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "setMyName": set_my_name,
    "getMyName": get_my_name,
    "setMyDescription": set_my_description,
    "getMyDescription": get_my_description,
    "setMyShortDescription": set_my_short_description,
    "getMyShortDescription": get_my_short_description,
}
