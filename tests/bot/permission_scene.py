"""The people and things of the permission matrix: one of each kind, in a database that is made once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.duty_state import ReportStatus
from plan_data.evidence_files import EvidenceFile
from plan_data.store.acting import lend, turn_periods
from plan_data.store.chats import follow, keep_chat
from plan_data.store.database import Database
from plan_data.store.duties import duties_by_code
from plan_data.store.evidence import add_evidence
from plan_data.store.extension import ask_extension, decide_extension, extension_by_id
from plan_data.store.handovers import offer_handover
from plan_data.store.invitations import invitation_of_code, invite
from plan_data.store.joining import request_access
from plan_data.store.officials import Role
from plan_data.store.progress import NewReport, Source, record_progress
from plan_data.store.roles import remove_official
from tests.factories import DutySpec, make_official, make_plan

NOW = datetime(2018, 1, 8, 0, 30, tzinfo=UTC)
TODAY = date(2018, 1, 8)
DAY = timedelta(days=1)

GROUP = -1005001
"""Follows Sở Y tế."""
ELSEWHERE = 424242
"""A chat whose buttons are pressed in another."""


class Who(StrEnum):
    """Who does something, and where: in private unless the name says a group.

    The group follows Sở Y tế, whose duties most rows are about.
    """

    STRANGER = "stranger"
    VIEWER = "viewer of the unit"
    OTHER_VIEWER = "viewer of another unit"
    REPORTER = "reporter of the unit"
    LEADER = "leader of the district"
    COORDINATOR = "coordinator"
    ADMIN = "admin"
    REMOVED = "removed official"
    ACTING_BEFORE = "acting, before the period"
    ACTING = "acting, in the period"
    ACTING_AFTER = "acting, after the period"
    GROUP_MEMBER = "reporter in the unit's group"
    GROUP_ADMIN = "reporter who is admin of the unit's group"
    GROUP_OTHER = "reporter of another unit in the group"
    GROUP_COORDINATOR = "coordinator in the group"
    GROUP_STRANGER = "stranger who is admin of the group"
    FORGER = "admin with a forged button"
    COPIER = "admin with a button of another chat"


IN_GROUP = frozenset(
    {Who.GROUP_MEMBER, Who.GROUP_ADMIN, Who.GROUP_OTHER, Who.GROUP_COORDINATOR, Who.GROUP_STRANGER}
)
GROUP_ADMINS = frozenset({Who.GROUP_ADMIN, Who.GROUP_STRANGER})
ONLY_PRESS = frozenset({Who.FORGER, Who.COPIER})

USER_IDS = {who: 2000 + number for number, who in enumerate(Who)}


@dataclass(frozen=True, slots=True)
class Scene:
    """Our numbers of the things that rows name."""

    duty: int
    commune_duty: int
    shared_obligation: int
    report: int
    waiting_report: int
    extension: int
    granted: int
    evidence: int
    request: int
    invitation: int
    victim: int
    offer: int
    loan: int
    officials: dict[Who, int]

    def me(self, who: Who) -> int:
        """Our number of somebody; one that nobody has for a stranger."""
        return self.officials.get(who, 0)


Arguments = Callable[[Scene, Who], tuple[int | str, ...]]


async def furnish(database: Database) -> Scene:
    """Everybody and everything, on Monday 8 January 2018."""
    await make_plan(
        database,
        [
            DutySpec("Y-1", "SYT", date(2018, 1, 15), title="Kế hoạch y tế"),
            DutySpec("Y-2", "SYT", date(2018, 1, 2), title="Báo cáo y tế trễ"),
            DutySpec("Y-3", "SYT", date(2018, 1, 15), title="Việc chờ xác nhận"),
            DutySpec("X-1", "SXD", date(2018, 1, 15), title="Kế hoạch xây dựng"),
            DutySpec("C-1", "14869", date(2018, 1, 15), title="Việc của xã"),
            DutySpec("N-1", "SYT", date(2018, 1, 15), title="Việc chung"),
            DutySpec("N-1", "SXD", date(2018, 1, 15), title="Việc chung"),
        ],
        confirmed_by="THUONGTRUC",
    )
    officials = await _people(database)
    async with database.writing() as session:
        group = await keep_chat(
            session,
            telegram_chat_id=GROUP,
            thread_id=0,
            kind="supergroup",
            title="Sở Y tế",
            official_id=None,
            language="vi",
        )
        await follow(session, group.id, "SYT", NOW - 9 * DAY)
        (duty,) = await duties_by_code(session, "Y-1", None)
        shared = await duties_by_code(session, "N-1", None)
        (commune_duty,) = await duties_by_code(session, "C-1", None)
        report = await record_progress(
            session,
            duty.id,
            officials[Who.REPORTER],
            NewReport(ReportStatus.IN_PROGRESS, percent=10),
            source=Source(),
            now=NOW,
        )
        waiting, extension, evidence = await _words_of_the_unit(session, duty.id, officials[Who.REPORTER])
        (shared_duty,) = (each for each in shared if each.unit_code == "SYT")
        granted = await _asked_for(session, shared_duty.id, officials[Who.REPORTER])
        await _grant(session, granted, officials[Who.COORDINATOR])
        request = await request_access(
            session,
            telegram_user_id=3001,
            name="Người xin",
            language="vi",
            unit_code="SYT",
            role=Role.REPORTER,
            now=NOW,
        )
        admin, reporter = officials[Who.ADMIN], officials[Who.REPORTER]
        code = await invite(session, unit_code="SYT", role=Role.VIEWER, created_by=admin, now=NOW)
        invitation = await invitation_of_code(session, code)
    victim = await make_official(database, 3002, "SYT", role=Role.VIEWER, name="Người bị xét")
    async with database.writing() as session:
        offer = await offer_handover(session, victim.official, "offered", offered_by=admin, now=NOW)
        loan = await lend(
            session,
            victim.official,
            "SYT",
            Role.REPORTER,
            acting_for=reporter,
            starts_on=TODAY + 30 * DAY,
            until=TODAY + 40 * DAY,
            now=NOW,
        )
    if None in (report, waiting, evidence) or request is None or invitation is None:
        raise AssertionError("the scene could not be furnished")
    return Scene(
        duty=duty.id,
        commune_duty=commune_duty.id,
        shared_obligation=shared[0].obligation_id,
        report=report or 0,
        waiting_report=waiting or 0,
        extension=extension,
        granted=granted,
        evidence=evidence or 0,
        request=request,
        invitation=invitation.id,
        victim=victim.official,
        offer=offer,
        loan=loan,
        officials=officials,
    )


async def _words_of_the_unit(
    session: AsyncSession, duty_id: int, reporter: int
) -> tuple[int | None, int, int | None]:
    """A report that waits for confirmation, a request for a later date, and a file."""
    (done,) = await duties_by_code(session, "Y-3", None)
    waiting = await record_progress(
        session, done.id, reporter, NewReport(ReportStatus.DONE), source=Source(), now=NOW
    )
    extension = await _asked_for(session, duty_id, reporter)
    evidence = await add_evidence(
        session,
        duty_id,
        reporter,
        EvidenceFile("0" * 64, 1000, "application/pdf", "bao-cao.pdf"),
        chat_id=USER_IDS[Who.REPORTER],
        message_id=50,
        album=None,
        now=NOW,
    )
    return waiting, extension, evidence


async def _asked_for(session: AsyncSession, duty_id: int, reporter: int) -> int:
    """A request for a later date."""
    request = await ask_extension(
        session,
        duty_id,
        reporter,
        NewReport(ReportStatus.EXTENSION),
        until=date(2018, 2, 15),
        is_late=False,
        source=Source(),
        now=NOW,
    )
    if request is None:
        raise AssertionError("nothing could be asked for")
    return request


async def _grant(session: AsyncSession, request_id: int, coordinator: int) -> None:
    request = await extension_by_id(session, request_id)
    if request is None:
        raise AssertionError("what was asked for is gone")
    await decide_extension(session, request, coordinator, is_granted=True, today=TODAY, now=NOW)


async def _people(database: Database) -> dict[Who, int]:
    roles = {
        Who.VIEWER: ("SYT", Role.VIEWER),
        Who.OTHER_VIEWER: ("SXD", Role.VIEWER),
        Who.REPORTER: ("SYT", Role.REPORTER),
        Who.LEADER: ("385", Role.LEADER),
        Who.COORDINATOR: ("THUONGTRUC", Role.COORDINATOR),
        Who.ADMIN: ("TINH", Role.ADMIN),
        Who.FORGER: ("TINH", Role.ADMIN),
        Who.COPIER: ("TINH", Role.ADMIN),
        Who.REMOVED: ("SYT", Role.REPORTER),
        Who.GROUP_MEMBER: ("SYT", Role.REPORTER),
        Who.GROUP_ADMIN: ("SYT", Role.REPORTER),
        Who.GROUP_OTHER: ("SXD", Role.REPORTER),
        Who.GROUP_COORDINATOR: ("THUONGTRUC", Role.COORDINATOR),
    }
    found: dict[Who, int] = {}
    for who, (unit, role) in roles.items():
        made = await make_official(
            database,
            USER_IDS[who],
            unit,
            role=role,
            name=f"Cán bộ {who.name}",
            # Who follows nothing is shown all that they may see.
            follows=role in (Role.VIEWER, Role.REPORTER),
        )
        found[who] = made.official
    periods = {
        Who.ACTING_BEFORE: (TODAY + DAY, TODAY + 5 * DAY),
        Who.ACTING: (TODAY, TODAY),
        Who.ACTING_AFTER: (TODAY - 5 * DAY, TODAY - DAY),
    }
    for who, (first, last) in periods.items():
        made = await make_official(database, USER_IDS[who], name=f"Cán bộ {who.name}")
        found[who] = made.official
        async with database.writing() as session:
            membership = await lend(
                session,
                made.official,
                "SYT",
                Role.REPORTER,
                acting_for=found[Who.REPORTER],
                starts_on=first,
                until=last,
                now=NOW - 9 * DAY,
            )
            await turn_periods(session, [membership], TODAY, NOW)
    async with database.writing() as session:
        await remove_official(session, found[Who.REMOVED], NOW)
    return found
