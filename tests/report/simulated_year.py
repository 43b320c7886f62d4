"""A year of 27 districts and 20 provincial units, played with seeded chance.

Each duty gets a fate. What the fate does to the database goes through the store's own functions; what the
duty must count as on a day is written down beside it as spans of days, without looking at any event. So the
expected figures do not come from the code that is tested.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.classification import Category
from plan_data.deadlines import WorkingCalendar
from plan_data.duty_state import ReportStatus
from plan_data.plan_file import Plan, expand
from plan_data.store.confirmation import decide_report
from plan_data.store.database import Database
from plan_data.store.extension import ask_extension, decide_extension, extension_by_id
from plan_data.store.officials import Role, enrol
from plan_data.store.plans import save_plan
from plan_data.store.progress import NewReport, Source, record_progress, report_by_id, revoke_report
from plan_data.store.roles import grant
from plan_data.store.tables import DutyRow
from plan_data.store.units import save_directory
from plan_data.units import Unit, UnitClass, UnitDirectory

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR = WorkingCalendar()
PLAN_CODE = "mo-phong-2018"
START = datetime(2018, 1, 2, 1, tzinfo=UTC)

DISTRICTS = (
    *("Mường Lát", "Quan Hóa", "Bá Thước", "Quan Sơn", "Lang Chánh", "Ngọc Lặc", "Cẩm Thủy", "Thạch Thành"),
    *("Hà Trung", "Vĩnh Lộc", "Yên Định", "Thọ Xuân", "Thường Xuân", "Triệu Sơn", "Thiệu Hóa", "Hoằng Hóa"),
    *("Hậu Lộc", "Nga Sơn", "Như Xuân", "Như Thanh", "Nông Cống", "Đông Sơn", "Quảng Xương", "Tĩnh Gia"),
    *("Bỉm Sơn", "Sầm Sơn", "Thanh Hóa"),
)
DEPARTMENTS = (
    *("Y tế", "Xây dựng", "Nội vụ", "Tư pháp", "Tài chính", "Công Thương", "Giao thông vận tải", "Ngoại vụ"),
    *("Khoa học và Công nghệ", "Giáo dục và Đào tạo", "Thông tin và Truyền thông", "Kế hoạch và Đầu tư"),
    *("Tài nguyên và Môi trường", "Nông nghiệp và PTNT", "Văn hóa và Du lịch", "Lao động", "Thanh tra"),
    *("Dân tộc", "Công an", "Kho bạc"),
)

UNITS = UnitDirectory(
    [
        Unit("TINH", "UBND tỉnh", "Tỉnh", "Tỉnh", "province"),
        *(
            Unit(f"S{number:02}", f"Sở {name}", f"Sở {name}", "Sở", "department", "TINH")
            for number, name in enumerate(DEPARTMENTS, start=1)
        ),
        *(
            Unit(f"H{number:02}", f"UBND huyện {name}", name, "Huyện", "district", "TINH")
            for number, name in enumerate(DISTRICTS, start=1)
        ),
    ],
    [UnitClass("cap-huyen", "UBND cấp huyện", level="district")],
)


@dataclass(slots=True)
class Reported:
    """From a day on, up to another, the unit's report stood; from ``confirmed_on`` on it counted."""

    on: date
    until: date = date.max
    confirmed_on: date | None = None


@dataclass(slots=True)
class Fate:
    """What must be true of a duty, by spans of days."""

    duty_id: int
    unit_code: str
    obligation_code: str
    due_on: date | None
    needs_confirmation: bool
    reports: list[Reported] = field(default_factory=list)
    words: list[tuple[date, date]] = field(default_factory=list)
    """From when to when something that the unit said stood."""
    blocked: tuple[date, date] = (date.max, date.max)
    extended: tuple[date, date] | None = None
    """The day it was granted and the new last day."""

    def last_day(self, on: date) -> date | None:
        due_on = self.extended[1] if self.extended and self.extended[0] <= on else self.due_on
        while due_on is not None and not CALENDAR.is_working_day(due_on):
            due_on += timedelta(days=1)
        return due_on

    def category(self, on: date) -> Category:
        """What it must count as at the end of a day."""
        last = self.last_day(on)
        standing = next((each for each in self.reports if each.on <= on < each.until), None)
        if standing is None:
            if last is None:
                return Category.NO_DEADLINE
            return Category.OPEN_LATE if on > last else Category.OPEN_ON_TIME
        if self.needs_confirmation and (standing.confirmed_on is None or standing.confirmed_on > on):
            return Category.WAITING
        if last is None:
            return Category.NO_DEADLINE
        return Category.DONE_LATE if standing.on > last else Category.DONE_ON_TIME


@dataclass(frozen=True, slots=True)
class SimulatedYear:
    fates: Sequence[Fate]

    def counts(self, on: date) -> Counter[Category]:
        return Counter(fate.category(on) for fate in self.fates)

    def counts_of(self, unit_code: str, on: date) -> Counter[Category]:
        return Counter(fate.category(on) for fate in self.fates if fate.unit_code == unit_code)

    def silent(self, on: date) -> int:
        return sum(all(not since <= on < until for since, until in fate.words) for fate in self.fates)

    def blocked(self, on: date) -> int:
        return sum(fate.blocked[0] <= on < fate.blocked[1] for fate in self.fates)


def simulated_plan() -> Plan:
    """Twelve obligations for all districts, five for each provincial unit, some without a date."""
    months = (1, 3, 4, 6, 7, 9, 10, 12)
    obligations: list[dict[str, object]] = [
        {
            "code": f"HU-{number:02}",
            "section": "II",
            "title": f"Báo cáo giảm nghèo của huyện, lần {number}",
            "sentence": "UBND các huyện báo cáo kết quả thực hiện.",
            "lead": ["cap-huyen"],
            "deadline": f"trước ngày 15/{number}/2018",
            "report_to": ["TINH"],
            "confirm_by": "S16" if number % 3 == 0 else None,
        }
        for number in range(1, 13)
    ]
    for unit in range(1, len(DEPARTMENTS) + 1):
        obligations += [
            {
                "code": f"SO{unit:02}-{part}",
                "section": "I",
                "title": f"Nhiệm vụ {part} của ngành",
                "sentence": "Chủ trì thực hiện.",
                "lead": [f"S{unit:02}"],
                "cooperating": ["cap-huyen"],
                "deadline": None
                if part == 5
                else f"trước ngày {5 + 4 * part}/{months[(unit + part) % 8]}/2018",
                "confirm_by": "S16" if part == 2 else None,
            }
            for part in range(1, 6)
        ]
    return Plan.model_validate(
        {
            "code": PLAN_CODE,
            "title": "Kế hoạch giảm nghèo mô phỏng năm 2018",
            "issuer": "UBND tỉnh",
            "number": "12/KH-UBND",
            "year": 2018,
            "targets": [
                {
                    "name": "Giảm tỷ lệ hộ nghèo",
                    "value": "2,50%",
                    "sentence": "Giảm 2,50%.",
                    "obligations": ["HU-01", "HU-02"],
                }
            ],
            "obligations": obligations,
        }
    )


async def simulate_year(database: Database, seed: int) -> SimulatedYear:
    """Load the plan and play the whole year into the database."""
    chance = Random(seed)  # noqa: S311 - a story, not a secret
    plan = simulated_plan()
    async with database.writing() as session:
        await save_directory(session, UNITS)
        await save_plan(session, plan, expand(plan, UNITS, CALENDAR), START)
        official = await enrol(session, telegram_user_id=1, name="Lan", language="vi", now=START)
        await grant(session, official, "S16", Role.COORDINATOR, granted_by=None, now=START)
        rows = (
            await session.scalars(select(DutyRow).where(DutyRow.role == "lead").order_by(DutyRow.id))
        ).all()
        codes = {row.id: row.code.rsplit(".", 1)[0] for row in rows}
        needs = {each.code: each.confirmed_by is not None for each in plan.obligations}
        diligence = {unit.code: chance.uniform(0.35, 1.0) for unit in UNITS.units}
        fates = []
        for row in rows:
            fate = Fate(row.id, row.unit_code, codes[row.id], row.due_on, needs[codes[row.id]])
            await _Story(session, official, fate, chance).play(diligence[row.unit_code])
            fates.append(fate)
    return SimulatedYear(fates)


class _Story:
    """Plays one duty: the same thing into the database and into its fate."""

    def __init__(self, session: AsyncSession, official: int, fate: Fate, chance: Random) -> None:
        self._session = session
        self._official = official
        self._fate = fate
        self._chance = chance

    async def play(self, diligence: float) -> None:
        around = self._fate.due_on or date(2018, self._chance.randint(2, 11), 15)
        if self._chance.random() > diligence:
            await self._play_negligent(around)
        else:
            await self._play_diligent(around)

    async def _play_negligent(self, around: date) -> None:
        match self._chance.randint(0, 3):
            case 0:
                return
            case 1:
                await self._say(around - timedelta(days=3), ReportStatus.ACKNOWLEDGED)
            case 2:
                await self._say(around - timedelta(days=1), ReportStatus.IN_PROGRESS, percent=60)
            case _:
                begin = around - timedelta(days=5)
                end = begin + timedelta(days=self._chance.randint(2, 30))
                await self._say(begin, ReportStatus.BLOCKED, note="=chưa có kinh phí")
                await self._say(end, ReportStatus.IN_PROGRESS, percent=30)
                self._fate.blocked = (begin, end)

    async def _play_diligent(self, around: date) -> None:
        day = around + timedelta(days=self._chance.randint(-25, 12))
        match self._chance.randint(0, 9):
            case 0:
                report_id = await self._say(day, ReportStatus.DONE)
                until = day + timedelta(days=self._chance.randint(0, 4))
                await revoke_report(self._session, report_id, self._official, now=_at(until, 17))
                self._fate.reports.append(Reported(day, until))
                self._fate.words = [(day, until)]
            case 1 if self._fate.needs_confirmation:
                await self._report_twice(day)
            case 2 if self._fate.due_on is not None:
                await self._extend(self._fate.due_on)
                await self._report(self._fate.due_on + timedelta(days=self._chance.randint(-2, 25)))
            case _:
                await self._say(day - timedelta(days=4), ReportStatus.IN_PROGRESS, percent=40)
                await self._report(day)

    async def _report(self, day: date) -> None:
        """Report done, be confirmed some days later or, now and then, never."""
        report_id = await self._say(day, ReportStatus.DONE, document=f"{day.day}/BC-UBND")
        reported = Reported(day)
        self._fate.reports.append(reported)
        if self._fate.needs_confirmation and self._chance.random() < 0.8:
            reported.confirmed_on = day + timedelta(days=self._chance.randint(0, 20))
            await self._decide(report_id, reported.confirmed_on, confirmed=True)

    async def _report_twice(self, day: date) -> None:
        """Report, get it back, report again."""
        report_id = await self._say(day, ReportStatus.DONE)
        returned_on = day + timedelta(days=self._chance.randint(1, 6))
        await self._decide(report_id, returned_on, confirmed=False)
        self._fate.reports.append(Reported(day, returned_on))
        await self._report(returned_on + timedelta(days=self._chance.randint(1, 9)))

    async def _extend(self, due_on: date) -> None:
        asked_on, granted_on = due_on - timedelta(days=6), due_on - timedelta(days=2)
        until = due_on + timedelta(days=14)
        request_id = await ask_extension(
            self._session,
            self._fate.duty_id,
            self._official,
            NewReport(ReportStatus.EXTENSION),
            until=until,
            is_late=False,
            source=Source(),
            now=_at(asked_on, 9),
        )
        assert request_id is not None
        extension = await extension_by_id(self._session, request_id)
        assert extension is not None
        await decide_extension(
            self._session,
            extension,
            self._official,
            is_granted=True,
            today=granted_on,
            now=_at(granted_on, 10),
        )
        self._fate.words.append((asked_on, date.max))
        self._fate.extended = (granted_on, until)

    async def _say(
        self,
        day: date,
        status: ReportStatus,
        *,
        percent: int | None = None,
        note: str | None = None,
        document: str | None = None,
    ) -> int:
        report = NewReport(status, percent=percent, note=note, document=document)
        report_id = await record_progress(
            self._session,
            self._fate.duty_id,
            self._official,
            report,
            source=Source(),
            now=_at(day, self._chance.randint(8, 16)),
        )
        assert report_id is not None
        self._fate.words.append((day, date.max))
        return report_id

    async def _decide(self, report_id: int, day: date, *, confirmed: bool) -> None:
        report = await report_by_id(self._session, report_id)
        assert report is not None
        decided = await decide_report(
            self._session,
            report,
            self._official,
            is_confirmed=confirmed,
            reason=None if confirmed else "Thiếu số liệu",
            today=day,
            now=_at(day, 17),
        )
        assert decided is not None


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ZONE).astimezone(UTC)
