"""Reports that name their duties by code: /tiendo GN-03 60%, or "GN-03 xong" in any message."""

import re
from collections.abc import Sequence

from bot.duty_references import CodedPart, codes_in, may_name_codes, parts_of, split_code
from bot.handlers.asking import NUMBERS_OFFERED
from bot.handlers.detail import open_duty
from bot.handlers.duty_access import duties_of_code, reports
from bot.handlers.recording import Meant, record, source_of
from bot.progress_reply import ProgressReply, Status, read_reply
from bot.questions import read_question
from bot.texts import card, progress
from bot.turn import Turn
from plan_data.duty_codes import code_key
from plan_data.store.duties import Duty
from plan_data.units import fold

_LOOKS = re.compile(
    r"(?:\b(?:cho|toi|minh|em|xin|xem|mo|hoi|ve|chi tiet|thong tin|giup|voi|a|nhe|show|me|open|details?|about"
    r"|please)\b\W*)*"
)
"""Words that ask to see a duty and say nothing of it."""


async def report_by_command(turn: Turn, text: str) -> None:
    """/tiendo GN-03 60%: a report by the code of the duty."""
    code, words = split_code(text)
    if not code:
        await turn.answer(progress.how_to_report(turn.language))
        return
    duties = await _reportable(turn, code)
    if len(duties) > 1:
        await turn.answer(card.choose_unit(code.upper(), duties[:NUMBERS_OFFERED], turn.language))
    elif not words:
        await turn.answer(progress.how_does_it_stand(duties[0], turn.language))
    else:
        await record(turn, words, [(_reply(turn, words), duties[0])], source=source_of(turn))


async def read_coded(turn: Turn, text: str, *, list_message_id: int | None) -> bool:
    """Record what a message says of duties that it names; False when it names none.

    A code alone, or a question about one, shows the duty.
    """
    parts = await coded_parts(turn, text)
    if not parts:
        return False
    found = [(part, await _reportable(turn, code)) for part in parts for code in part.codes]
    several = next((duties for _, duties in found if len(duties) > 1), None)
    if several:
        code = several[0].code
        await turn.answer(card.choose_unit(code, several[:NUMBERS_OFFERED], turn.language))
    elif len(found) == 1 and _only_asks(turn, text, parts[0]):
        await open_duty(turn, found[0][1][0].id)
    else:
        meant = [(_reply(turn, part.words), duties[0]) for part, duties in found]
        await record(turn, text, meant, source=source_of(turn, list_message_id))
    return True


async def meant_by_code(turn: Turn, text: str) -> Meant:
    """What a text says of the duties that it names by code; empty where it names none, or not one alone.

    :raises RefusalError: a code is not among those that this person may see.
    """
    meant = []
    for part in await coded_parts(turn, text):
        for code in part.codes:
            duties = await _reportable(turn, code)
            if len(duties) > 1:
                return ()
            meant.append((_reply(turn, part.words), duties[0]))
    return meant


async def coded_parts(turn: Turn, text: str) -> Sequence[CodedPart]:
    """What a text says of which codes; empty where it names none."""
    if not may_name_codes(text):
        return ()
    known = {code_key(code) for code in await turn.grouped.known_codes.call(turn.units)}
    found = codes_in(text, known)
    return parts_of(text, found) if found else ()


async def _reportable(turn: Turn, code: str) -> Sequence[Duty]:
    """The duties of a code: those that this person reports, or where there are none, those they see."""
    duties = await duties_of_code(turn, code)
    return [duty for duty in duties if reports(turn, duty)] or duties


def _reply(turn: Turn, words: str) -> ProgressReply:
    """What is said of one duty; two things at once are unclear."""
    replies = read_reply(words, today=turn.today.on)
    return replies[0] if len(replies) == 1 else ProgressReply(items=(), status=Status.UNCLEAR)


def _only_asks(turn: Turn, text: str, part: CodedPart) -> bool:
    if _LOOKS.fullmatch(fold(part.words)):
        return True
    return read_question(text, turn.today.on, turn.reference.finder) is not None
