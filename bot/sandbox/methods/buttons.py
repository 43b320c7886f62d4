"""answerCallbackQuery."""

from bot.sandbox.callbacks import CallbackAnswer
from bot.sandbox.errors import bad_request
from bot.sandbox.limits import MAX_CALLBACK_ANSWER
from bot.sandbox.state import SandboxState
from bot.sandbox.wire import Json, Params


def answer_callback_query(state: SandboxState, params: Params) -> Json:
    text = params.text("text") or ""
    if len(text) > MAX_CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = CallbackAnswer(text, params.flag("show_alert"), params.text("url"))
    state.callbacks.answer(params.text("callback_query_id") or "", answer)
    return True


METHODS = {"answerCallbackQuery": answer_callback_query}
