"""/caidat, [Kênh dự phòng]: where an official is written to when Telegram does not reach them."""

import re

from bot.channels.addresses import read_address
from bot.channels.letter import Letters, letter_of
from bot.handlers import progress
from bot.handlers.asking import ask
from bot.handlers.preferences import current_preferences
from bot.handlers.refusal import acting_in_private, old_button
from bot.texts import fallback as texts
from bot.texts.preferences import preferences
from bot.turn import Turn
from plan_data.delivery_outcome import Gone, Sent, Unknown
from plan_data.store.fallback import CodeCheck, end_fallback, fallback_of, keep_code, try_code
from plan_data.store.questions import Question

ADDRESS_QUESTION = "fallback_address"
CODE_QUESTION = "fallback_code"
_CODE = re.compile(r"\d{6}")


async def ask_address(turn: Turn) -> None:
    """[Kênh dự phòng]: the next message is an address."""
    acting_in_private(turn)
    _letters(turn)
    await ask(turn, ADDRESS_QUESTION, texts.ask_address(turn.language))


async def answer_address(turn: Turn, _question: Question, text: str) -> None:
    """Send a code to the address that was typed; what is none at all may be a report."""
    official = acting_in_private(turn)
    letters = _letters(turn)
    address = read_address(text)
    if address is None and "@" in text:
        await ask(turn, ADDRESS_QUESTION, texts.no_address(text, turn.language))
    elif address is None:
        await progress.read_message(turn, text)
    else:
        code = turn.services.link_codes.digits("fallback", turn.update_id, turn.person.id)
        async with turn.database.writing() as session:
            may_send = await keep_code(session, official.id, address, code, turn.now)
        if not may_send:
            await turn.answer(texts.too_many_codes(turn.language))
            return
        outcome = await letters.write_to(address, letter_of(texts.code_letter(code, turn.language)))
        if isinstance(outcome, Sent | Unknown):
            await ask(turn, CODE_QUESTION, texts.code_sent(address.masked, turn.language))
        elif isinstance(outcome, Gone):
            await ask(turn, ADDRESS_QUESTION, texts.no_mailbox(turn.language))
        else:
            await turn.answer(texts.cannot_send(turn.language))


async def answer_code(turn: Turn, _question: Question, text: str) -> None:
    """Confirm the address with the code that was typed; what is none at all may be a report."""
    official = acting_in_private(turn)
    code = re.sub(r"\s", "", text)
    if not _CODE.fullmatch(code):
        await progress.read_message(turn, text)
        return
    async with turn.database.writing() as session:
        check = await try_code(session, official.id, code, turn.now)
        fallback = await fallback_of(session, official.id)
    if check is CodeCheck.RIGHT and fallback is not None:
        await turn.answer(texts.confirmed(fallback.address.masked, turn.language))
    elif check is CodeCheck.WRONG:
        await ask(turn, CODE_QUESTION, texts.wrong_code(turn.language))
    else:
        await turn.answer(texts.code_is_over(turn.language))


async def end(turn: Turn) -> str:
    """[Bỏ …]: forget the address; also where letters were turned off since."""
    official = acting_in_private(turn)
    async with turn.database.writing() as session:
        await end_fallback(session, official.id, ended_by=official.id, now=turn.now)
    await turn.replace(preferences(await current_preferences(turn), turn.today.on, turn.language))
    return texts.ended(turn.language)


def _letters(turn: Turn) -> Letters:
    if turn.services.letters is None:
        raise old_button(turn)
    return turn.services.letters
