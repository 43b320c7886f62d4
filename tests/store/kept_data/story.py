"""What happens in an installation until every table holds something: one busy Monday, 8 January 2018."""

from datetime import date

from bot.sandbox import Person
from plan_data.channel import Channel, FallbackAddress
from plan_data.store.calendar_days import DecreedDay, decree_day
from plan_data.store.calendar_feeds import new_feed
from plan_data.store.confirmation import claim_notice, decide_report
from plan_data.store.database import Database
from plan_data.store.extension import decide_extension, extension_by_id, revoke_extension
from plan_data.store.fallback import keep_code, try_code
from plan_data.store.invitations import accept_invitation, invite
from plan_data.store.officials import Role
from plan_data.store.outages import begin_outage
from plan_data.store.progress import report_by_id
from plan_data.store.questions import ask
from plan_data.store.shared_clock import start_shared_clock
from plan_data.store.snooze import snooze
from plan_data.store.tables import UnitClassRow
from plan_data.store.unit_changes import UnitChange, UnitChangeKind, plan_unit_changes
from tests.bot.permission_scene import DAY, NOW, TODAY, USER_IDS, Scene, Who, furnish
from tests.factories import DutySpec, make_plan
from tests.world import running_world

MORNING = "2018-01-08 07:30"
REPORTER = USER_IDS[Who.REPORTER]


def everybody() -> list[Person]:
    """The people of the story, on their phones."""
    return [Person(number, who.name.title(), started=True) for who, number in USER_IDS.items()]


async def play(database: Database) -> None:
    """Fill a migrated, empty database."""
    scene = await furnish(database)
    await _amend_a_plan(database)
    async with running_world(database, everybody(), local=MORNING, briefs=True) as world:
        await world.tick()
        chat = world.chat(REPORTER)
        await chat.reply(await chat.next_message(), "1 60%")
        await chat.next_message()
    await _decide(database, scene)
    await _leave_things_open(database, scene)


async def _amend_a_plan(database: Database) -> None:
    for title, due_on in (("Kế hoạch khác", date(2018, 3, 1)), ("Kế hoạch sửa đổi", date(2018, 3, 15))):
        await make_plan(database, [DutySpec("Z-1", "SYT", due_on)], code="khac", title=title)


async def _decide(database: Database, scene: Scene) -> None:
    coordinator = scene.me(Who.COORDINATOR)
    async with database.writing() as session:
        report = await report_by_id(session, scene.waiting_report)
        extension = await extension_by_id(session, scene.extension)
        granted = await extension_by_id(session, scene.granted)
        if report is None or extension is None or granted is None:
            raise LookupError("the scene has nothing to decide")
        await decide_report(
            session, report, coordinator, is_confirmed=False, reason="Thiếu số liệu", today=TODAY, now=NOW
        )
        await decide_extension(session, extension, coordinator, is_granted=True, today=TODAY, now=NOW)
        await revoke_extension(session, granted, coordinator, reason="Cấp nhầm", today=TODAY, now=NOW)
        code = await invite(
            session, unit_code="SYT", role=Role.VIEWER, created_by=scene.me(Who.ADMIN), now=NOW
        )
        await accept_invitation(
            session,
            code,
            telegram_user_id=4001,
            name="Người được mời",
            language="en",
            today=TODAY,
            now=NOW,
        )


async def _leave_things_open(database: Database, scene: Scene) -> None:
    reporter = scene.me(Who.REPORTER)
    async with database.writing() as session:
        session.add(
            UnitClassRow(
                code="cap-huyen",
                position=0,
                name="UBND cấp huyện",
                aliases=[],
                level="district",
                members=[],
            )
        )
        await ask(session, REPORTER, REPORTER, kind="evidence", details={"duty": scene.duty}, now=NOW)
        await new_feed(session, reporter, NOW)
        await claim_notice(session, scene.me(Who.COORDINATOR), now=NOW, day_began_at=NOW - DAY)
        await snooze(session, 1, scene.duty, reporter, until_on=TODAY + 3 * DAY, today=TODAY, now=NOW)
        await decree_day(
            session, DecreedDay(date(2018, 2, 10), is_working=True, reason="Thông báo làm bù"), NOW
        )
        await plan_unit_changes(
            session,
            [UnitChange(date(2018, 7, 1), UnitChangeKind.RENAME, ("SXD",), ("SXD",), "Sở Xây dựng và Nhà ở")],
        )
        address = FallbackAddress(Channel.EMAIL, "phong-y-te@example.vn")
        await keep_code(session, reporter, address, "123456", NOW)
        await try_code(session, reporter, "123456", NOW)
        await begin_outage(session, "scheduler", NOW)
        await start_shared_clock(session, NOW, NOW)
