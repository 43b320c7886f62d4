"""Small worlds for tests: units, a plan with the duties a test needs, officials who follow them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from plan_data.plan_file import Obligation, Plan, PlannedDuty
from plan_data.store.chats import follow, keep_chat
from plan_data.store.database import Database
from plan_data.store.officials import Role, enrol
from plan_data.store.plans import save_plan
from plan_data.store.roles import grant
from plan_data.store.units import save_directory
from plan_data.units import Unit, UnitDirectory

LONG_AGO = datetime(2017, 12, 1, tzinfo=UTC)

UNITS = UnitDirectory(
    [
        Unit("TINH", "UBND tỉnh", "Tỉnh", "Tỉnh", "province"),
        Unit("SYT", "Sở Y tế", "SYT", "Sở", "department", "TINH", ("Y tế",)),
        Unit("SXD", "Sở Xây dựng", "SXD", "Sở", "department", "TINH"),
        Unit("THUONGTRUC", "Sở Lao động", "SLĐ", "Sở", "department", "TINH"),
        Unit("385", "UBND huyện Quan Hóa", "Quan Hóa", "Huyện", "district", "TINH"),
        Unit("14869", "UBND xã Thành Sơn", "Thành Sơn", "Xã", "commune", "385"),
    ]
)


@dataclass(frozen=True, slots=True)
class DutySpec:
    """A duty as a test wants it; obligations are made from the codes."""

    code: str
    unit: str = "SYT"
    due_on: date | None = None
    role: str = "lead"
    starts_on: date | None = None
    title: str | None = None
    via: str | None = None


async def make_plan(
    database: Database,
    duties: Sequence[DutySpec],
    *,
    code: str = "ke-hoach",
    title: str = "Kế hoạch thử",
    now: datetime = LONG_AGO,
    confirmed_by: str | None = None,
    evidence: str = "optional",
) -> None:
    """Load a plan with exactly these duties; again with others it is an amendment."""
    codes = list(dict.fromkeys(duty.code for duty in duties))
    leads = {duty.code: duty.unit for duty in reversed(duties)}
    plan = Plan.model_validate(
        {
            "code": code,
            "title": title,
            "issuer": "UBND tỉnh",
            "year": 2018,
            "obligations": [
                Obligation.model_validate(
                    {
                        "code": each,
                        "section": "I",
                        "title": _title(each, duties),
                        "sentence": f"Câu giao việc {each}.",
                        "lead": [leads[each]],
                        "confirm_by": confirmed_by,
                        "evidence": evidence,
                    }
                )
                for each in codes
            ],
        }
    )
    async with database.writing() as session:
        await save_directory(session, UNITS)
        await save_plan(session, plan, [_planned(duty, confirmed_by) for duty in duties], now)


def _title(code: str, duties: Sequence[DutySpec]) -> str:
    return next(duty.title for duty in duties if duty.code == code) or f"Việc {code}"


def _planned(duty: DutySpec, confirmed_by: str | None) -> PlannedDuty:
    return PlannedDuty(
        code=duty.code,
        obligation_code=duty.code,
        occurrence=1,
        unit_code=duty.unit,
        unit_name=duty.unit,
        is_class=False,
        role="lead" if duty.role == "lead" else "cooperating",
        title=duty.title or f"Việc {duty.code}",
        sentence=f"Câu giao việc {duty.code}.",
        phrase=None,
        rule=None,
        starts_on=duty.starts_on,
        due_on=duty.due_on,
        section="I",
        report_to=(),
        via=duty.via,
        note=None,
        confirm_by=confirmed_by,
    )


@dataclass(frozen=True, slots=True)
class OfficialIds:
    """Our number, our number of the private chat, and Telegram's number of both."""

    official: int
    chat: int
    telegram: int


async def make_official(
    database: Database,
    telegram_id: int,
    *units: str,
    role: Role = Role.REPORTER,
    name: str = "Lan",
    is_admin: bool = False,
    follows: bool = True,
    now: datetime = LONG_AGO,
    language: str = "vi",
) -> OfficialIds:
    """An official with a private chat who acts for the units and follows them."""
    async with database.writing() as session:
        official = await enrol(
            session,
            telegram_user_id=telegram_id,
            name=name,
            language=language,
            now=now,
            is_admin=is_admin,
        )
        chat = await keep_chat(
            session,
            telegram_chat_id=telegram_id,
            thread_id=0,
            kind="private",
            title=name,
            official_id=official,
            language=language,
        )
        for unit in units:
            await grant(session, official, unit, role, granted_by=None, now=now)
            if follows:
                await follow(session, chat.id, unit, now)
    return OfficialIds(official, chat.id, telegram_id)
