"""The methods of the Bot API that the sandbox answers, by name in lower case (Telegram's names ignore case).

``getUpdates`` is missing here: it waits, so the HTTP side (bot_api.py) asks the queue itself.
"""

from collections.abc import Callable, Mapping

from bot.sandbox.methods import account, buttons, chat_info, editing, menus, sending
from bot.sandbox.state import SandboxState
from bot.sandbox.wire import Json, Params

Method = Callable[[SandboxState, Params], Json]

METHODS: Mapping[str, Method] = {
    name.lower(): method
    for family in (account, buttons, chat_info, editing, menus, sending)
    for name, method in family.METHODS.items()
}
