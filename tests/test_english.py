"""In an English chat everything but the plan's own words is English."""

import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.texts.calculation import calculation
from bot.texts.card import Rights, duty_card
from bot.texts.confirmation import Setting
from bot.texts.digest import sample_digest
from bot.texts.lists import unit_list
from bot.texts.message import Message
from bot.texts.plan_words import clause, kind_of_units, note_line
from bot.texts.reports import DutyEvents
from plan_data.deadlines import WorkingCalendar, notes
from plan_data.duty_state import DutyState, ReportStatus
from plan_data.store.confirmation import RecordedDecision
from plan_data.store.duties import Duty
from plan_data.store.extension import Extension, ExtensionDecision, ExtensionRevocation
from plan_data.store.progress import RecordedReport
from plan_data.timeliness import Today
from tests.world import ZONE

VIETNAMESE = re.compile(r"[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
TODAY = Today(date(2018, 1, 8), WorkingCalendar(), ZONE)
AT = datetime(2018, 1, 5, tzinfo=UTC)
DUTY = Duty(
    id=1,
    code="GN-01",
    unit_code="U",
    unit_name="UNIT",
    role="lead",
    title="TITLE",
    sentence="SENTENCE",
    section="III.1",
    phrase="PHRASE",
    rule="before_date",
    note="NOTE",
    starts_on=date(2018, 1, 2),
    due_on=date(2018, 1, 31),
    planned_due_on=date(2018, 1, 15),
    report_to=("A", "B"),
    via="C",
    confirm_by="V",
    evidence_required=True,
    state=DutyState.OPEN,
    percent=None,
    state_at=AT,
    obligation_id=1,
    occurrence=1,
    plan_title="PLAN",
    confirmer_name="CONFIRMER",
)


def extension(*, is_granted: bool, revoked: bool = False) -> Extension:
    return Extension(
        id=1,
        duty_id=1,
        report_id=1,
        official_id=1,
        official_name="LAN",
        from_on=date(2018, 1, 15),
        until=date(2018, 1, 31),
        is_late=True,
        reason="REASON",
        asked_at=AT,
        is_withdrawn=False,
        decision=ExtensionDecision(is_granted, "WHY", "DOCUMENT", date(2018, 1, 3), "DUC", AT),
        revocation=ExtensionRevocation("WHY", "DUC", AT) if revoked else None,
    )


def events() -> DutyEvents:
    reports = [
        RecordedReport(
            id=number,
            duty_id=1,
            official_id=1,
            official_name="LAN",
            status=status,
            percent=50,
            note="NOTE",
            document="DOCUMENT",
            document_on=date(2018, 1, 3),
            until=None,
            reported_at=AT,
            list_message_id=None,
            is_revoked=number == 1,
            revoked_because="edited",
            is_decided=False,
        )
        for number, status in enumerate(ReportStatus, start=1)
    ]
    return DutyEvents(
        reports=reports,
        decisions=[
            RecordedDecision(1, False, "REASON", "DUC", AT),
            RecordedDecision(1, True, None, "DUC", AT),
        ],
        extensions=[
            extension(is_granted=False),
            extension(is_granted=True, revoked=True),
            extension(is_granted=True),
        ],
    )


def shown(message: Message) -> str:
    return "\n".join([message.text, *(each.label for row in message.keyboard for each in row)])


@pytest.mark.parametrize("state", list(DutyState))
@pytest.mark.parametrize("due_on", [date(2018, 1, 31), date(2018, 1, 7), date(2018, 1, 2), None])
@pytest.mark.parametrize("section", ["III.1", "-", "trang 3", "Sheet1, dòng 12"])
def test_a_card_and_a_list_hold_no_vietnamese_word_of_ours(
    state: DutyState, due_on: date | None, section: str
) -> None:
    duty = replace(DUTY, state=state, due_on=due_on, section=section, reported_at=AT)
    rights = Rights(report=True, confirm=True, correct=True)
    setting = Setting(TODAY, "en")
    messages = [
        duty_card(duty, events(), setting, rights, snoozed_until=TODAY.on, waiting_report_id=1),
        unit_list("UNIT", "U", [duty, replace(duty, role="cooperating")], 0, TODAY, "en"),
        sample_digest([duty, replace(duty, unit_code="W", unit_name="OTHER")], TODAY, "en"),
        calculation(duty, "exclusive", TODAY, "en"),
    ]
    for message in messages:
        assert VIETNAMESE.findall(shown(message)) == []


@pytest.mark.parametrize("due_on", [date(2018, 2, 16), date(2018, 9, 2)])
def test_a_day_off_has_its_english_name(due_on: date) -> None:
    text = calculation(replace(DUTY, due_on=due_on), "exclusive", TODAY, "en").text
    assert VIETNAMESE.findall(text) == []
    assert re.search(r"a day off \((Lunar New Year|National Day)\)", text)


NOTES = [made for name, made in inspect.getmembers(notes, inspect.isfunction) if name.endswith("_note")]


def arguments(made: Callable[..., str]) -> Sequence[object]:
    kinds = [each.annotation for each in inspect.signature(made).parameters.values()]
    return [date(2018, 2, 3) if kind is date else "X" for kind in kinds]


@pytest.mark.parametrize("made", NOTES)
def test_what_the_program_says_of_a_reading_is_said_in_english_beside_the_plans_own(
    made: Callable[..., str],
) -> None:
    text = note_line(f"Việc của xã. {made(*arguments(made))}", "en")
    assert text.startswith("ℹ️ Note: Việc của xã. ")
    assert VIETNAMESE.findall(text.removeprefix("ℹ️ Note: Việc của xã. ")) == []
    assert ("3 Feb 2018" in text) == (date(2018, 2, 3) in arguments(made))
    assert note_line("Việc của xã.", "vi") == "ℹ️ Việc của xã."


@pytest.mark.parametrize(
    ("note", "english"),
    [
        (notes.missing_event_note(""), "where it begins"),
        ("Trước 01/07/2025: UBND huyện Quan Hóa.", "Before 1 Jul 2025: UBND huyện Quan Hóa."),
        ("Sản phẩm: báo cáo", "Product: báo cáo"),
    ],
)
def test_other_notes_of_ours_are_english_too(note: str, english: str) -> None:
    assert english in note_line(note, "en")


@pytest.mark.parametrize(
    ("section", "vietnamese", "english"),
    [
        ("III.1.1", "mục III.1.1", "section III.1.1"),
        ("trang 3", "trang 3", "page 3"),
        ("trang 2, bảng", "trang 2, bảng", "page 2, table"),
        ("Nhiệm vụ, dòng 7", "Nhiệm vụ, dòng 7", "Nhiệm vụ, row 7"),
        ("-", None, None),
    ],
)
def test_where_a_duty_stands_in_the_plan(section: str, vietnamese: str | None, english: str | None) -> None:
    assert (clause(section, "vi"), clause(section, "en")) == (vietnamese, english)


def test_units_of_a_kind_have_an_english_name_or_none() -> None:
    assert kind_of_units("huyện", "vi") == "huyện"
    assert kind_of_units("huyện", "en") == "districts"
    assert kind_of_units("văn phòng", "en") is None
