"""A message as the texts make it: words, buttons, and what its numbers stand for."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.texts.language import Html

ButtonArgument = int | str


class Action(StrEnum):
    """What a button asks for. The value stands in old messages for years: never give it another meaning."""

    OPEN_DUTY = "d"
    REPORT = "r"
    ASK_OBSTACLE = "ro"
    ASK_PERCENT = "rp"
    UNDO = "u"
    AMEND = "a"
    FOLLOW = "f"
    UNFOLLOW = "uf"
    DECIDE_ACCESS = "qd"
    LIST_DUE = "l"
    LIST_OVERDUE = "lo"
    LIST_UNIT = "lu"
    SET_LANGUAGE = "sl"
    SET_HOUR = "sh"
    PAUSE = "sp"
    CANCEL = "x"
    APPLY_WORDS = "w"
    CORRECT = "k"
    CONFIRM = "c"
    ASK_RETURN = "cr"
    RETURN = "ct"
    LIST_WAITING = "cl"
    ASK_EVIDENCE = "e"
    GET_EVIDENCE = "eg"
    TAKE_EVIDENCE = "et"
    WITHDRAW_EVIDENCE = "ew"
    ASK_EXTENSION = "ta"
    GRANT_EXTENSION = "tg"
    GRANT_UNWRITTEN = "tn"
    DENY_EXTENSION = "td"
    LIST_EXTENSIONS = "tl"
    ASK_REVOCATION = "tr"
    OFFER_SNOOZE = "z"
    SNOOZE = "zs"
    INVITE_UNIT = "iu"
    INVITE_ROLE = "ir"
    INVITE_USES = "in"
    INVITE_MAKE = "im"
    REVOKE_INVITATION = "ix"
    LIST_PEOPLE = "pl"
    OPEN_PERSON = "po"
    CHOOSE_ROLE = "pr"
    SET_ROLE = "ps"
    ASK_REMOVE_PERSON = "pa"
    REMOVE_PERSON = "px"
    OFFER_HANDOVER = "hq"
    HAND_OVER = "ho"
    REVOKE_HANDOVER = "hx"
    LEND_UNIT = "au"
    STOP_LENDING = "ax"
    OVERVIEW = "o"
    PREVIEW_NUDGE = "np"
    SEND_NUDGE = "ns"
    SEND_CHART = "bc"
    CHOOSE_REPORT = "br"
    SEND_REPORT = "bs"
    DOWNLOAD_MY_DATA = "gd"
    ASK_ERASE_ME = "ga"
    ERASE_ME = "gx"
    NEW_CALENDAR_FEED = "kn"
    END_CALENDAR_FEED = "kx"
    TAKE_PLAN = "j"
    TAKE_AS_EVIDENCE = "je"
    APPLY_PLAN = "ja"
    DROP_PLAN = "jx"
    EXPORT_PLAN = "jd"
    ASK_FALLBACK = "b"
    END_FALLBACK = "bx"


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    action: Action
    arguments: tuple[ButtonArgument, ...] = ()


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """``duty_ids[0]`` is behind ``first_number`` of the list in the text, and so on; empty without a list."""

    text: Html
    keyboard: Keyboard = ()
    duty_ids: tuple[int, ...] = field(default=())
    first_number: int = 1


def button(label: str, action: Action, *arguments: ButtonArgument) -> Button:
    return Button(label, action, arguments)


def rows_of(buttons: list[Button], width: int) -> Keyboard:
    """Buttons laid out in rows of ``width``."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))
