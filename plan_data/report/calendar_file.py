"""Deadlines as an iCalendar file (RFC 5545): all-day events with alarms.

The UID of a duty never changes and its SEQUENCE grows whenever its date moves, so a calendar that reads a
newer file moves the event instead of adding another.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from plan_data.store.calendar_entries import CalendarEntry
from plan_data.store.duties import Duty

ALARMS = (timedelta(days=-7, hours=8), timedelta(days=-1, hours=8), timedelta(hours=8))
"""Reckoned from the midnight that begins the last day: at eight a week before, the day before, that day."""


def calendar_bytes(entries: Iterable[CalendarEntry], now: datetime) -> bytes:
    """A calendar of duties; finished ones stay, marked and without alarms."""
    calendar = Calendar()
    calendar.add("prodid", "-//Nhac Han//VN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Nhắc Hạn")
    for entry in entries:
        calendar.add_component(_event(entry, now))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: CalendarEntry, now: datetime) -> Event:
    duty = entry.duty
    event = Event()
    # Our own number: an amendment may give the duty another code, a merger another unit.
    event.add("uid", f"{entry.plan_code}.{duty.id}@nhac-han")
    event.add("sequence", entry.times_moved)
    event.add("dtstamp", now)
    if duty.due_on is not None:
        event.add("dtstart", duty.due_on)
        event.add("dtend", duty.due_on + timedelta(days=1))
    event.add("summary", f"{'✅' if duty.is_finished else 'Hạn'}: {duty.title} ({duty.code})")
    event.add("description", _description(duty))
    event.add("transp", "TRANSPARENT")
    if not duty.is_finished:
        for trigger in ALARMS:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", f"{duty.code}: {duty.title}")
            alarm.add("trigger", trigger)
            event.add_component(alarm)
    return event


def _description(duty: Duty) -> str:
    parts = [
        duty.unit_name,
        f"Thời hạn ghi trong kế hoạch: {duty.phrase}" if duty.phrase else None,
        f"Gia hạn từ {duty.planned_due_on:%d/%m/%Y}"
        if duty.planned_due_on and duty.planned_due_on != duty.due_on
        else None,
        duty.sentence,
    ]
    return "\n".join(part for part in parts if part)
