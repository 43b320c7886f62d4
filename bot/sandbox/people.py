"""Who takes part: the people one can play, and the bot they talk to."""

from dataclasses import dataclass

from bot.sandbox.wire import JsonObject


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a phone. ``id`` is also the id of the private chat with the bot.

    ``about`` is shown beside the name on the page (a unit, say) and never sent to the bot. ``started``
    people have pressed START before the sandbox came up, so that the bot may write to them first.
    """

    id: int
    name: str
    about: str = ""
    language: str = "vi"
    username: str | None = None
    started: bool = False

    def wire(self) -> JsonObject:
        """Bot API object User."""
        user: JsonObject = {
            "id": self.id,
            "is_bot": False,
            "first_name": self.name,
            "language_code": self.language,
        }
        if self.username:
            user["username"] = self.username
        return user


@dataclass(frozen=True, slots=True)
class BotAccount:
    """The one bot of this server. With ``privacy`` it sees only what is meant for it in groups, as by
    default.
    """

    id: int
    username: str
    name: str
    privacy: bool = True

    def wire(self) -> JsonObject:
        """Bot API object User, as in messages."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}

    def me(self) -> JsonObject:
        """Bot API object User, as answered by getMe."""
        return {
            **self.wire(),
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
