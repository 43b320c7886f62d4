"""Recording what messages say of duties, and reading back how it stands then."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.duties import Duty, duties_by_ids
from plan_data.store.progress import DutyReport, RecordedReport, record_reports, reports_by_ids


@dataclass(frozen=True, slots=True)
class Recorded:
    """A report that was just recorded, and the duty after it."""

    report: RecordedReport
    duty: Duty


async def record_message(session: AsyncSession, reports: Sequence[DutyReport]) -> Sequence[Recorded]:
    """Record what one message says; what it says of duties that do not stand is left out."""
    (done,) = await record_messages(session, [reports])
    return done


async def record_messages(
    session: AsyncSession, messages: Sequence[Sequence[DutyReport]]
) -> Sequence[Sequence[Recorded]]:
    """Record what several messages say, in their order, each as if it were alone."""
    numbers = iter(await record_reports(session, [report for message in messages for report in message]))
    of_messages = [[next(numbers) for _ in message] for message in messages]
    found = await _recorded(
        session, {number for some in of_messages for number in some if number is not None}
    )
    return [[found[number] for number in some if number in found] for some in of_messages]


async def _recorded(session: AsyncSession, numbers: Collection[int]) -> Mapping[int | None, Recorded]:
    reports = await reports_by_ids(session, numbers)
    duties = await duties_by_ids(session, {report.duty_id for report in reports})
    return {
        report.id: Recorded(report, duties[report.duty_id]) for report in reports if report.duty_id in duties
    }
