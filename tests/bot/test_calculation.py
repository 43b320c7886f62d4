"""/visao: the whole calculation behind a deadline."""

from datetime import date

from bot.texts.calculation import calculation
from plan_data.deadlines import WorkingCalendar
from plan_data.duty_state import DutyState
from plan_data.store.duties import Duty
from plan_data.timeliness import Today
from tests.bot.conftest import LAN, TUAN
from tests.world import World

TODAY = Today(date(2018, 1, 8), WorkingCalendar())


def duty(phrase: str | None, rule: str | None, starts_on: date | None, due_on: date | None) -> Duty:
    return Duty(
        id=1,
        code="GN-07",
        unit_code="385",
        unit_name="UBND huyện Quan Hóa",
        role="lead",
        title="Kế hoạch",
        sentence="Lập kế hoạch.",
        section="III.1.3",
        phrase=phrase,
        rule=rule,
        note=None,
        starts_on=starts_on,
        due_on=due_on,
        planned_due_on=due_on,
        report_to=(),
        via=None,
        confirm_by=None,
        evidence_required=False,
        state=DutyState.OPEN,
        percent=None,
        state_at=None,
        obligation_id=1,
        occurrence=1,
        plan_title="Kế hoạch",
    )


def test_a_deadline_on_a_day_off_shows_both_dates() -> None:
    text = calculation(
        duty("trong quý I năm 2018", "within_quarter", date(2018, 1, 1), date(2018, 3, 31)),
        "exclusive",
        TODAY,
        "vi",
    ).text
    assert "Kế hoạch ghi (mục III.1.3): “trong quý I năm 2018”." in text
    assert "Ngày cuối: thứ Bảy, ngày 31/3/2018, là ngày nghỉ." in text
    assert "đúng ngày 30/3/2018" in text
    assert "Tính đúng hạn đến hết thứ Hai, ngày 02/4/2018" in text


def test_a_holiday_is_named() -> None:
    text = calculation(
        duty("đến hết ngày 30/4/2018", "until_date", None, date(2018, 4, 30)), "exclusive", TODAY, "vi"
    ).text
    assert "là ngày nghỉ (Ngày" in text


def test_the_plans_choice_for_before_is_told() -> None:
    before = duty("trước ngày 15/8/2018", "before_date", None, date(2018, 8, 15))
    assert "tính cả ngày X" in calculation(before, "inclusive", TODAY, "vi").text
    assert "mốc đó không tính" in calculation(before, "exclusive", TODAY, "vi").text


def test_no_date_is_made_up() -> None:
    text = calculation(duty(None, None, None, None), "exclusive", TODAY, "vi").text
    assert "không tự đặt ngày" in text


async def test_visao_answers_in_chat_within_what_one_may_see(world: World) -> None:
    chat = world.chat(LAN)
    await chat.send("/visao GN-02")
    assert "Vì sao có hạn này? GN-02" in (await chat.next_message()).text

    await world.chat(TUAN).send("/visao GN-02")
    assert "Không có việc nào" in (await world.chat(TUAN).next_message()).text
