"""A province's worth of chats that all have something due, written in bulk."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, update

from plan_data.plan_file import Obligation, Plan, PlannedDuty
from plan_data.store.database import Database
from plan_data.store.move import continue_numbering
from plan_data.store.plans import save_plan
from plan_data.store.tables import ChatRow, DeliveryRow, DigestRow, SentMessageRow, SubscriptionRow
from plan_data.store.units import save_directory
from plan_data.units import Unit, UnitDirectory

UNITS = 60
"""As many as a province has departments and districts; those who follow them are spread over them evenly."""

MORNING = "2018-01-08T07:30:00+07:00"
"""A Monday at the hour of digests; the first duty of each unit is a week away, the next ones a day later."""

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_CHAT = 1_000_000
LONG_AGO = datetime(2017, 12, 1, tzinfo=UTC)
ROWS_AT_ONCE = 5000


async def furnish(database: Database, officials: int, *, duties_a_unit: int = 2) -> None:
    """Units, a plan with duties that are at a stage on the morning, and officials who follow one unit each.

    Their chats have Telegram's ids from ``FIRST_CHAT`` on. ``duties_a_unit`` is at most 7.
    """
    directory = UnitDirectory(
        [Unit(f"U{number}", f"Sở số {number}", f"S{number}", "Sở", "department") for number in range(UNITS)]
    )
    codes = [f"V-{number}" for number in range(duties_a_unit)]
    obligations = [
        Obligation.model_validate(
            {
                "code": code,
                "section": "I",
                "title": f"Báo cáo kết quả thực hiện nhiệm vụ {code}",
                "sentence": f"Các sở báo cáo kết quả thực hiện nhiệm vụ {code}.",
                "lead": ["U0"],
            }
        )
        for code in codes
    ]
    plan = Plan.model_validate(
        {
            "code": "lon",
            "title": "Kế hoạch lớn",
            "issuer": "UBND tỉnh",
            "year": 2018,
            "obligations": obligations,
        }
    )
    duties = [
        _duty(code, unit, date(2018, 1, 15) + timedelta(days=later))
        for unit in directory.units
        for later, code in enumerate(codes)
    ]
    async with database.writing() as session:
        await save_directory(session, directory)
        await save_plan(session, plan, duties, LONG_AGO)
    for first in range(0, officials, ROWS_AT_ONCE):
        numbers = range(first, min(first + ROWS_AT_ONCE, officials))
        async with database.writing() as session:
            connection = await session.connection()
            await connection.execute(insert(ChatRow), [_chat(number) for number in numbers])
            await connection.execute(insert(SubscriptionRow), [_subscription(number) for number in numbers])
    async with database.writing() as session:
        # The chats brought their own numbers.
        await (await session.connection()).run_sync(continue_numbering)


async def unsend(database: Database) -> None:
    """Forget everything planned and sent, so that the same morning can begin again."""
    async with database.writing() as session:
        for table in (SentMessageRow, DeliveryRow, DigestRow):
            await session.execute(delete(table))
        await session.execute(update(ChatRow).values(planned_on=None))


def _duty(code: str, unit: Unit, due_on: date) -> PlannedDuty:
    return PlannedDuty(
        code=code,
        obligation_code=code,
        occurrence=1,
        unit_code=unit.code,
        unit_name=unit.name,
        is_class=False,
        role="lead",
        title="",
        sentence="",
        phrase=None,
        rule=None,
        starts_on=None,
        due_on=due_on,
        section="I",
        report_to=(),
        via=None,
        note=None,
    )


def _chat(number: int) -> Mapping[str, object]:
    return {
        "id": number + 1,
        "telegram_chat_id": FIRST_CHAT + number,
        "thread_id": 0,
        "kind": "private",
        "title": f"Cán bộ {number}",
        "language": "vi",
        "digest_minute": 7 * 60 + 30,
    }


def _subscription(number: int) -> Mapping[str, object]:
    return {"chat_id": number + 1, "unit_code": f"U{number % UNITS}", "started_at": LONG_AGO}
