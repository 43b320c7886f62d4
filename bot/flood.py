"""How fast one person is answered: so many messages a minute, some more in a burst; administrators too.

Beyond that a command or a press is refused, the first time with a sentence, then in silence until the person
may write again. What may be a report of progress is never dropped for being sent too fast: it waits its turn,
in the order it came, and stays in the inbox until then. Only who has ten minutes of waiting messages is told
that what follows is not taken.
"""

from dataclasses import dataclass
from enum import Enum, auto

from telegram import Message, MessageEntity, Update
from telegram.constants import ChatType

from bot.turn import is_addressed

BURST = 30
LONGEST_WAIT_SECONDS = 600.0
_FORGET_ABOVE = 10_000
REPORTING_COMMANDS = ("/tiendo", "/progress")


class Pace(Enum):
    """What happens to a message."""

    NOW = auto()
    LATER = auto()
    REFUSED = auto()
    """And the person is to be told."""
    IGNORED = auto()


@dataclass(frozen=True, slots=True)
class Admission:
    """``wait_seconds`` is for :attr:`Pace.LATER` alone."""

    pace: Pace
    wait_seconds: float = 0.0


class FloodGate:
    """A token bucket for each person, kept as the moment at which it would be full (GCRA).

    ``per_minute`` 0 lets everything through. Moments are seconds of any clock that does not jump.
    """

    def __init__(self, per_minute: int, burst: int = BURST) -> None:
        self._interval = 60.0 / per_minute if per_minute else 0.0
        self._slack = self._interval * (burst - 1)
        self._full_at: dict[int, float] = {}
        self._told: set[int] = set()

    def admit(self, person_id: int, at: float, *, may_wait: bool) -> Admission:
        """Take a token, or say what to do without one."""
        full_at = max(self._full_at.get(person_id, at), at)
        wait = max(full_at - self._slack - at, 0.0)
        if wait == 0.0 or (may_wait and wait <= LONGEST_WAIT_SECONDS):
            self._full_at[person_id] = full_at + self._interval
            self._forget(at)
            if wait == 0.0:
                self._told.discard(person_id)
                return Admission(Pace.NOW)
            return Admission(Pace.LATER, wait)
        if person_id in self._told:
            return Admission(Pace.IGNORED)
        self._told.add(person_id)
        return Admission(Pace.REFUSED)

    def _forget(self, at: float) -> None:
        """People whose bucket is full again need no entry."""
        if len(self._full_at) > _FORGET_ABOVE:
            self._full_at = {person: full for person, full in self._full_at.items() if full > at}
            self._told &= self._full_at.keys()


def person_who_writes(update: Update) -> int | None:
    """Whose bucket an update draws on; None for what is not said to the bot."""
    user, message = update.effective_user, update.effective_message
    if user is None or (update.callback_query is None and message is None):
        return None
    if update.callback_query is None and isinstance(message, Message):
        is_talk = message.chat.type != ChatType.PRIVATE and not is_addressed(message, message.get_bot())
        if is_talk or message.new_chat_members or message.left_chat_member:
            return None
    return user.id


def may_wait(update: Update) -> bool:
    """Whether an update may be a report: everything somebody writes or sends but other commands."""
    message = update.effective_message
    if update.callback_query is not None or not isinstance(message, Message):
        return False
    text = message.text or ""
    is_command = any(
        entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0 for entity in message.entities
    )
    return not is_command or text.lower().startswith(REPORTING_COMMANDS)
