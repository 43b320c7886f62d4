"""``python -m bot invite``: a link by which the first officials join."""

from datetime import timedelta

from telegram import Bot
from telegram.helpers import create_deep_linked_url

from plan_data.clock import Clock
from plan_data.store.database import Database
from plan_data.store.invitations import invite
from plan_data.store.officials import Role
from plan_data.store.units import load_directory


class UnknownUnitError(LookupError):
    """No unit has this code; the message offers those that are like it."""


async def make_invitation(
    database: Database,
    bot: Bot,
    *,
    unit_code: str,
    role: Role,
    uses: int,
    life: timedelta,
    clock: Clock,
) -> str:
    """A link to join as ``role`` of a unit. It is shown once; the database keeps only a hash of it.

    :raises UnknownUnitError: no unit has the code.
    :raises TelegramError: the Bot API does not tell the bot's name.
    """
    async with database.reading() as session:
        directory = await load_directory(session)
    unit = directory.get(unit_code)
    if unit is None:
        near = ", ".join(
            f"{match.unit.code} ({match.unit.name})" for match in directory.search(unit_code, limit=3)
        )
        raise UnknownUnitError(
            f"Không có đơn vị mang mã {unit_code}." + (f" Có phải: {near}?" if near else "")
        )
    username = (await bot.get_me()).username or ""
    async with database.writing() as session:
        code = await invite(
            session,
            unit_code=unit.code,
            role=role,
            created_by=None,
            now=clock(),
            uses=uses,
            life=life,
        )
    return create_deep_linked_url(username, code)
