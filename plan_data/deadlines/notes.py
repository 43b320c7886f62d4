"""The Vietnamese sentences that a reading carries when it needs an explanation."""

from datetime import date


def as_day(day: date) -> str:
    """Return the day as plans write it: 15/8/2018 has its zeros, 01/02/2018 too."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def no_such_day_note(written: str) -> str:
    """Say that the calendar has no such day, month or quarter."""
    return f"“{written}” không có trong lịch nên không tính được ngày; đề nghị kiểm tra lại văn bản."


def missing_year_note() -> str:
    """Say that neither the phrase nor the plan names a year."""
    return "Cụm từ không nêu năm và chưa biết năm của kế hoạch nên không tính được ngày."


def no_month_note() -> str:
    """Say that a day of the month is named without its month."""
    return "Cụm từ nêu ngày nhưng không nêu tháng nên không tính được ngày."


def impossible_note(written: str, literal: date, read_as: date) -> str:
    """Say that the phrase as written would end before the plan can exist, and how it is read instead."""
    return (
        f"“{written}” hiểu theo câu chữ thì hạn là {as_day(literal)}, trước khi kế hoạch có thể được "
        f"ban hành; vì vậy hiểu là đến hết ngày {as_day(read_as)}."
    )


def before_plan_note(due_on: date) -> str:
    """Say that the day as written lies before the plan."""
    return f"Hạn {as_day(due_on)} nằm trước thời điểm của kế hoạch; đề nghị kiểm tra lại văn bản."


def missing_event_note(event: str) -> str:
    """Name the event whose day must be known first."""
    if not event:
        return "Cụm từ nêu khoảng thời gian nhưng không nêu tính từ ngày nào nên không tính được ngày."
    return f"Thời hạn tính từ “{event}” nhưng chưa biết ngày này; cần nhập ngày để tính hạn."


def not_computable_rhythm_note() -> str:
    """Say that a rhythm names no day that could be computed."""
    return "Việc lặp lại nhưng cụm từ không xác định được ngày cụ thể."


def lunar_note() -> str:
    """Say that a day of the lunar calendar is not computed."""
    return "Ngày âm lịch không được quy đổi; đề nghị ghi ngày dương lịch."
