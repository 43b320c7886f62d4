"""getMe, the webhook's settings, logOut and close."""

import re

from bot.sandbox.errors import bad_request
from bot.sandbox.state import SandboxState
from bot.sandbox.webhook import is_deliverable
from bot.sandbox.wire import Json, Params

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def get_me(state: SandboxState, _: Params) -> Json:
    return state.bot.me()


def set_webhook(state: SandboxState, params: Params) -> Json:
    url = params.text("url") or ""
    if not url:
        return delete_webhook(state, params)
    if not is_deliverable(url):
        raise bad_request("bad webhook: the sandbox delivers to this machine only")
    secret = params.text("secret_token") or None
    if secret is not None and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = params.integer("max_connections") or 40
    if not 1 <= connections <= 100:
        raise bad_request("max_connections must be between 1 and 100")
    allow_updates(state, params)
    _drop_pending(state, params)
    state.updates.stop_poller("Conflict: terminated by setWebhook request")
    state.webhook.use(url, secret, connections)
    return True


def delete_webhook(state: SandboxState, params: Params) -> Json:
    _drop_pending(state, params)
    state.webhook.remove()
    return True


def get_webhook_info(state: SandboxState, _: Params) -> Json:
    return state.webhook.info(len(state.updates), state.updates.allowed)


def log_out(state: SandboxState, params: Params) -> Json:
    """Ends the session: the webhook is forgotten, as on a move to another Bot API server."""
    return delete_webhook(state, params)


def close(state: SandboxState, _: Params) -> Json:
    """Ends the poll that waits now, as an instance does before it moves elsewhere."""
    state.updates.stop_poller("Conflict: terminated by close request")
    return True


def allow_updates(state: SandboxState, params: Params) -> None:
    """Remember ``allowed_updates``; where it is not given, the previous setting stays (getUpdates,
    setWebhook).
    """
    kinds = params.sequence("allowed_updates")
    if kinds is not None:
        state.updates.allow(kinds)


def _drop_pending(state: SandboxState, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        state.updates.clear()


METHODS = {
    "getMe": get_me,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "logOut": log_out,
    "close": close,
}
