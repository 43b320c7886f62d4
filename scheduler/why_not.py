"""``python -m scheduler why-not CODE OFFICIAL DATE``: why somebody was, or was not, reminded on a day.

The same rules as planning's, one after the other, on the data as they are now; nothing is written.
"""

import argparse
import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from plan_data.channel import Channel
from plan_data.deadlines import WorkingCalendar
from plan_data.duty_state import FINISHED
from plan_data.store.database import Database
from plan_data.store.digests import open_duties
from plan_data.store.reference import ReferenceCache
from plan_data.store.silence import (
    DutyFound,
    FollowFound,
    PersonFound,
    PersonsChat,
    ToldFound,
    find_duties,
    find_follow,
    find_person,
    find_told,
    snoozed_on,
)
from scheduler.due import HORIZON, reached_stages

Write = Callable[[str], object]


def add_why_not_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command; its options are for :func:`why_not_command`."""
    parser = commands.add_parser("why-not", help="vì sao một người được nhắc hay không được nhắc một việc")
    parser.add_argument("code", metavar="MÃ_VIỆC", help="ví dụ GN-03 hoặc GN-03.1")
    parser.add_argument("official", metavar="CÁN_BỘ", help="số Telegram, hoặc đủ họ tên")
    parser.add_argument("on", metavar="NGÀY", type=date.fromisoformat, help="YYYY-MM-DD")


def why_not_command(options: argparse.Namespace, url: str, zone: ZoneInfo, write: Write) -> int:
    """Explain; 1 when person or duty are not known."""
    return asyncio.run(_explain(options.code, options.official, options.on, url, zone, write))


@dataclass(frozen=True, slots=True)
class Facts:
    """All that decides about one duty for one chat on one day."""

    duty: DutyFound
    person: PersonFound
    chat: PersonsChat
    follow: FollowFound | None
    told: tuple[ToldFound, ...]
    snoozed_until: date | None
    is_open: bool
    calendar: WorkingCalendar
    on: date
    zone: ZoneInfo


async def _explain(code: str, who: str, on: date, url: str, zone: ZoneInfo, write: Write) -> int:
    database = Database(url)
    try:
        calendar = (await ReferenceCache(database).get(datetime.combine(on, time(12), zone))).calendar
        async with database.reading() as session:
            people, duties = await find_person(session, who), await find_duties(session, code)
            if len(people) != 1:
                write(
                    f"Không có cán bộ “{who}”.\n"
                    if not people
                    else f"Có {len(people)} cán bộ “{who}”: ghi số Telegram.\n"
                )
                return 1
            (person,) = people
            if not duties:
                write(f"Không có việc mã “{code}”.\n")
                return 1
            if person.chat is None:
                write(f"{person.name}: chưa bao giờ mở chat riêng với bot, nên không có nơi để gửi.\n")
                return 0
            open_ids = {duty.id for duty in await open_duties(session, on + HORIZON)}
            chat = person.chat
            all_facts = [
                Facts(
                    duty=duty,
                    person=person,
                    chat=chat,
                    follow=await find_follow(session, chat.id, duty.unit_code),
                    told=tuple(await find_told(session, chat.id, duty.id)),
                    snoozed_until=await snoozed_on(session, chat.id, duty.id, on),
                    is_open=duty.id in open_ids,
                    calendar=calendar,
                    on=on,
                    zone=zone,
                )
                for duty in duties
            ]
    finally:
        await database.close()
    followed = [facts for facts in all_facts if facts.follow is not None]
    if not followed:
        units = ", ".join(dict.fromkeys(facts.duty.unit_name for facts in all_facts))
        write(f"{person.name} không theo dõi đơn vị nào có việc {code} ({units}).\n")
        return 0
    for facts in followed:
        write(f"{facts.duty.unit_name}, {code}: {facts.duty.title}\n")
        for reason in reasons(facts):
            write(f"  - {reason}\n")
    return 0


def reasons(facts: Facts) -> Iterator[str]:
    """What the ledger says of the day; else every reason for silence, or that there is none."""
    sent = [told for told in facts.told if told.on == facts.on]
    if sent:
        yield from (_of_ledger(told, facts) for told in sent)
        return
    found = [*_of_person(facts), *_of_duty(facts), *_of_day(facts)]
    yield from found or ["không có lý do nào để im lặng: ngày này người này được nhắc việc này"]


def _of_ledger(told: ToldFound, facts: Facts) -> str:
    what = f"sổ gửi tin ghi: {stage_name(told.stage)}, trạng thái “{told.state}”"
    if told.settled_at is not None:
        what += f" lúc {told.settled_at.astimezone(facts.zone):%H:%M %d/%m/%Y}"
    if told.channel == Channel.EMAIL:
        what += " qua thư điện tử"
    return what + (f" ({told.reason})" if told.reason else "")


def _of_person(facts: Facts) -> Iterator[str]:
    chat, follow, on = facts.chat, facts.follow, facts.on
    if facts.person.removed_at is not None:
        yield f"{facts.person.name} không còn là người dùng từ {_day(facts.person.removed_at, facts)}"
    if chat.unreachable_at is not None:
        since = _day(chat.unreachable_at, facts)
        yield f"không gửi được vào chat từ {since}: {chat.unreachable_reason or '?'}"
        if chat.has_fallback:
            yield "có địa chỉ dự phòng: được nhắc qua thư điện tử khi FALLBACK_EMAIL_URL được đặt"
    if chat.paused_until is not None and chat.paused_until >= on:
        yield f"đã tạm dừng nhắc đến hết {chat.paused_until:%d/%m/%Y}"
    if follow is not None and follow.ended_at is not None and _on(follow.ended_at, facts) <= on:
        yield f"đã thôi theo dõi từ {_day(follow.ended_at, facts)} ({follow.end_reason or '?'})"
    if follow is not None and _on(follow.started_at, facts) > on:
        yield f"đến {_day(follow.started_at, facts)} mới theo dõi đơn vị này"
    if facts.snoozed_until is not None:
        yield f"đã hoãn nhắc việc này đến {facts.snoozed_until:%d/%m/%Y}"


def _of_duty(facts: Facts) -> Iterator[str]:
    duty = facts.duty
    if duty.withdrawn_at is not None:
        yield f"việc đã rút khỏi kế hoạch từ {_day(duty.withdrawn_at, facts)}"
    elif duty.state in FINISHED:
        since = f" từ {_day(duty.state_at, facts)}" if duty.state_at is not None else ""
        yield f"việc đã báo hoàn thành{since} (trạng thái “{duty.state}”)"
    elif duty.due_on is None:
        yield "việc không có thời hạn"
    elif not duty.is_lead and duty.due_on <= facts.on + HORIZON and not facts.is_open:
        yield "đơn vị chủ trì đã xong, nên đơn vị phối hợp không còn được nhắc"


def _of_day(facts: Facts) -> Iterator[str]:
    duty, on = facts.duty, facts.on
    if not facts.calendar.is_working_day(on):
        name = facts.calendar.holiday_name(on) or "cuối tuần"
        yield f"{on:%d/%m/%Y} là ngày nghỉ ({name})"
        return
    if duty.due_on is None:
        return
    stages = reached_stages(duty.due_on, on, facts.calendar, is_lead=duty.is_lead)
    if stages is None:
        yield f"chưa đến mốc nhắc nào: hạn {duty.due_on:%d/%m/%Y}, còn {(duty.due_on - on).days} ngày"
        return
    told = [each for each in facts.told if each.stage == stages.current and each.due_on == duty.due_on]
    if told and (told[-1].on is None or told[-1].on < on):
        when = f" ngày {told[-1].on:%d/%m/%Y}" if told[-1].on is not None else ""
        yield f"mốc gần nhất ({stage_name(stages.current)}) đã báo{when}; chưa đến mốc sau"


def stage_name(stage: int) -> str:
    """A stage in words."""
    if stage > 0:
        return f"trước hạn {stage} ngày"
    return "đúng hạn" if stage == 0 else f"quá hạn {-stage} ngày"


def _on(at: datetime, facts: Facts) -> date:
    return at.astimezone(facts.zone).date()


def _day(at: datetime, facts: Facts) -> str:
    return f"{_on(at, facts):%d/%m/%Y}"
