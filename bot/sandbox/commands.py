"""The menu of commands by scope and language (Bot API section "Determining list of commands")."""

from collections.abc import Iterator

from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad_request
from bot.sandbox.wire import JsonObject

_SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)
_Key = tuple[str, int | None, int | None, str]


class CommandMenus:
    """What setMyCommands has set, and what one person sees in one chat."""

    def __init__(self) -> None:
        self._menus: dict[_Key, list[JsonObject]] = {}

    def set(self, scope: JsonObject | None, language: str, commands: list[JsonObject]) -> None:
        self._menus[_key(scope, language)] = commands

    def get(self, scope: JsonObject | None, language: str) -> list[JsonObject]:
        return self._menus.get(_key(scope, language), [])

    def delete(self, scope: JsonObject | None, language: str) -> None:
        self._menus.pop(_key(scope, language), None)

    def seen_by(self, person_id: int, language: str, chat: Chat) -> list[JsonObject]:
        """The narrowest menu that is set, in the person's language before the one for all languages."""
        for scope in _scopes(person_id, chat):
            for spoken in (language, ""):
                menu = self._menus.get((*scope, spoken))
                if menu:
                    return menu
        return []


def _scopes(person_id: int, chat: Chat) -> Iterator[tuple[str, int | None, int | None]]:
    if chat.kind == "private":
        yield "chat", chat.id, None
        yield "all_private_chats", None, None
    else:
        yield "chat_member", chat.id, person_id
        if chat.members.get(person_id) in {"creator", "administrator"}:
            yield "chat_administrators", chat.id, None
        yield "chat", chat.id, None
        if chat.members.get(person_id) in {"creator", "administrator"}:
            yield "all_chat_administrators", None, None
        yield "all_group_chats", None, None
    yield "default", None, None


def _key(scope: JsonObject | None, language: str) -> _Key:
    scope = scope or {"type": "default"}
    kind = scope.get("type")
    if not isinstance(kind, str) or kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: wrong type")
    return kind, _number(scope, "chat_id"), _number(scope, "user_id"), language


def _number(scope: JsonObject, name: str) -> int | None:
    value = scope.get(name)
    if value is None:
        return None
    try:
        return int(str(value))
    except ValueError:
        raise bad_request(f"can't parse BotCommandScope: wrong {name}") from None
