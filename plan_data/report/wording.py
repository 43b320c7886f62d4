"""How days, shares and assessments are written in files that people print and sign. Vietnamese only: the
files go into the administration's own correspondence."""

from datetime import date

from plan_data.classification import Category, Standing
from plan_data.report.theme import LOOKS


def day(value: date) -> str:
    """05/8/2018, 30/01/2018 (Decree 30/2020: a 0 before days below 10 and months below 3)."""
    month = f"{value.month:02}" if value.month < 3 else str(value.month)
    return f"{value.day:02}/{month}/{value.year}"


def share(value: float | None) -> str:
    """73,2%; a dash where there is nothing to divide by."""
    return "–" if value is None else f"{value * 100:.1f}%".replace(".", ",")


def assessment(standing: Standing) -> str:
    """The class of a duty with the days it is late."""
    look = LOOKS[standing.category]
    if standing.category is Category.NO_DEADLINE and standing.is_done:
        return "Hoàn thành (không hạn)"
    return f"{look.vi} {standing.days_late} ngày" if standing.days_late else look.vi


def deadline(standing: Standing, planned_due_on: date | None, phrase: str | None) -> str:
    """The phrase of the plan with the day it means, and the first day where it was extended."""
    if standing.due_on is None:
        return phrase or "Không ghi thời hạn"
    text = day(standing.due_on)
    if planned_due_on is not None and planned_due_on != standing.due_on:
        text += f", gia hạn từ {day(planned_due_on)}"
    return f"{phrase} ({text})" if phrase else text
