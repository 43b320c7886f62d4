"""What a reply to a list says, and which of its duties the parts are about; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.progress_reply import ProgressReply, read_reply
from plan_data.store.sent_messages import NumberedMessage


@dataclass(frozen=True, slots=True)
class Targets:
    """Each part of the reply with its duty; ``missing`` numbers are not in the list.

    ``is_open`` says that a part names no number and the list has several duties: only the person knows.
    """

    meant: tuple[tuple[ProgressReply, int], ...]
    missing: tuple[int, ...] = ()
    is_open: bool = False


def read_answer(text: str, today: date, numbered: NumberedMessage) -> tuple[ProgressReply, ...]:
    """Read an answer to a list: "việc cuối" and "còn lại" are counted in it.

    Not in a list that went out in several messages: its end, or the end of the message replied to?
    """
    listed = tuple(numbered.duty_by_number) if numbered.is_in_one_message else ()
    return read_reply(text, today=today, listed=listed)


def targets_of(replies: Sequence[ProgressReply], numbered: NumberedMessage) -> Targets:
    """Find the duties that a reply to a list is about."""
    meant: list[tuple[ProgressReply, int]] = []
    missing: list[int] = []
    for reply in replies:
        if reply.items == "all":
            meant += [(reply, duty_id) for duty_id in numbered.all_duty_ids]
        elif reply.items:
            for number in reply.items:
                duty_id = numbered.duty_at(number)
                if duty_id is None:
                    missing.append(number)
                else:
                    meant.append((reply, duty_id))
        elif len(numbered.all_duty_ids) == 1:
            meant.append((reply, numbered.all_duty_ids[0]))
        else:
            return Targets((), (), is_open=True)
    return Targets(tuple(meant), tuple(missing))
