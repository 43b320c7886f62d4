"""/visao: how a deadline was worked out, step by step."""

from bot.texts.language import Html, Language, Sentence, day, day_with_weekday, days, lines
from bot.texts.message import Message
from bot.texts.plan_words import clause, note_line
from plan_data.deadlines import BeforeDate
from plan_data.stages import stage_day, stages_before
from plan_data.store.duties import Duty
from plan_data.timeliness import Today

_HEAD = Sentence(
    vi="🧮 <b>Vì sao có hạn này?</b> <code>{code}</code>\n{title}",
    en="🧮 <b>Why this deadline?</b> <code>{code}</code>\n{title}",
)
_PHRASE = Sentence(vi="Kế hoạch ghi{where}: “{phrase}”.", en="The plan says{where}: “{phrase}”.")
_NO_PHRASE = Sentence(
    vi="Câu giao việc{where} không ghi thời hạn.",
    en="The clause{where} names no deadline.",
)
_RULE = Sentence(vi="Cách đọc: {rule}.", en="How it is read: {rule}.")
_NO_DATE = Sentence(
    vi="Không tính được ngày nào, nên việc này được theo dõi không hạn; không tự đặt ngày.",
    en="No day follows from this, so it is followed without a deadline; none is made up.",
)
_START = Sentence(vi="Thực hiện từ {day}.", en="To be done from {day}.")
_LAST_WORKED = Sentence(vi="Ngày cuối: {day}, là ngày làm việc.", en="Last day: {day}, a working day.")
_LAST_OFF = Sentence(vi="Ngày cuối: {day}, là ngày nghỉ{name}.", en="Last day: {day}, a day off{name}.")
_EXTENDED = Sentence(vi="Được gia hạn: {old} → {new}.", en="Extended: {old} → {new}.")
_REMINDED = Sentence(
    vi="Nhắc trước (ngày nghỉ thì lùi về ngày làm việc trước đó): {days}.",
    en="Reminded before (a day off moves to the working day before it): {days}.",
)
_JUDGED = Sentence(
    vi="Tính đúng hạn đến hết {day}; quá hạn từ hôm sau (Bộ luật Dân sự 2015, Điều 148: hạn rơi vào ngày nghỉ thì kết thúc ở ngày làm việc kế tiếp).",
    en="On time until the end of {day}, overdue after it (Civil Code 2015, article 148: a last day off ends with the next working day).",
)
_ASK_CODE = Sentence(
    vi="Gõ mã việc sau lệnh, ví dụ: /visao GN-03.", en="Add the code, for example: /why GN-03."
)

_BEFORE_EXCLUSIVE = Sentence(
    vi="“trước” một mốc là chậm nhất ngày liền trước; mốc đó không tính",
    en="“before” a day means the day before it at the latest; the day itself does not count",
)
_BEFORE_INCLUSIVE = Sentence(
    vi="kế hoạch này cho “trước ngày X” tính cả ngày X", en="in this plan “before day X” includes day X"
)
_BY_RULE: tuple[tuple[str, Sentence], ...] = (
    (
        "after_event",
        Sentence(
            vi="đếm từ ngày của sự kiện, ngày đầu không tính (Bộ luật Dân sự 2015, Điều 147)",
            en="counted from the day of the event, the first day not counted (Civil Code 2015, article 147)",
        ),
    ),
    (
        "continuous",
        Sentence(vi="việc thường xuyên, không có ngày kết thúc", en="continuous work, without an end"),
    ),
    ("periodic_", Sentence(vi="việc định kỳ, mỗi kỳ một hạn", en="periodic: one deadline a period")),
    (
        "within_",
        Sentence(
            vi="“trong” một khoảng thời gian là từ ngày đầu đến hết ngày cuối của khoảng đó",
            en="“within” a period is from its first day to the end of its last",
        ),
    ),
    (
        "between_",
        Sentence(
            vi="từ ngày đầu đến hết ngày cuối đã ghi",
            en="from the first day to the end of the last day named",
        ),
    ),
    (
        "until_",
        Sentence(
            vi="“đến”, “chậm nhất”, “hết” một ngày là tính cả ngày đó",
            en="“until”, “at the latest”, “by the end of” a day include that day",
        ),
    ),
    (
        "on_",
        Sentence(
            vi="đúng ngày đã ghi; đầu, giữa, cuối tháng, quý, năm theo Bộ luật Dân sự 2015, Điều 146",
            en="the day named; start, middle and end of a month, quarter or year by Civil Code 2015, article 146",
        ),
    ),
    ("from_", Sentence(vi="chỉ có ngày bắt đầu, không có ngày cuối", en="a first day only, no last one")),
    ("after_", Sentence(vi="chỉ có ngày bắt đầu, không có ngày cuối", en="a first day only, no last one")),
)
_OTHER = Sentence(vi="theo đúng ngày đã ghi", en="as written")
_ON_THE_DAY = Sentence(vi="đúng ngày {day}", en="on the day, {day}")
_DAYS_BEFORE = Sentence(vi="{days}: {day}", en="{days}: {day}")


def calculation(duty: Duty, before_date: BeforeDate, today: Today, language: Language) -> Message:
    """The whole calculation of a duty's deadline: phrase, rule, days off, reminders, when it is late."""
    head = _HEAD(language, code=duty.code, title=duty.title)
    found = clause(duty.section, language)
    where = Html(f" ({found})") if found else ""
    phrase = (
        _PHRASE(language, where=where, phrase=duty.phrase)
        if duty.phrase
        else _NO_PHRASE(language, where=where)
    )
    note = note_line(duty.note, language) if duty.note else None
    if duty.due_on is None and duty.starts_on is None:
        steps = [phrase, _NO_DATE(language)]
    else:
        rule = _RULE(language, rule=_rule(duty.rule, before_date, language))
        steps = [phrase, rule, *(step for step in _days(duty, today, language) if step)]
    numbered = (f"{number}. {step}" for number, step in enumerate(steps, start=1))
    return Message(lines(head, "", *numbered, note))


def _rule(rule: str | None, before_date: BeforeDate, language: Language) -> Html:
    if rule is not None and rule.startswith("before_"):
        is_inclusive = rule == "before_date" and before_date == "inclusive"
        return (_BEFORE_INCLUSIVE if is_inclusive else _BEFORE_EXCLUSIVE)(language)
    for part, sentence in _BY_RULE:
        if rule is not None and (rule.startswith(part) or rule.endswith(part)):
            return sentence(language)
    return _OTHER(language)


def _days(duty: Duty, today: Today, language: Language) -> list[Html | None]:
    calendar, due_on = today.calendar, duty.due_on
    start = _START(language, day=day_with_weekday(duty.starts_on, language)) if duty.starts_on else None
    if due_on is None:
        return [start]
    name = calendar.holiday_name(due_on, language)
    last = (
        _LAST_WORKED(language, day=day_with_weekday(due_on, language))
        if calendar.is_working_day(due_on)
        else _LAST_OFF(language, day=day_with_weekday(due_on, language), name=f" ({name})" if name else "")
    )
    is_extended = duty.planned_due_on is not None and duty.planned_due_on != due_on
    extended = (
        _EXTENDED(language, old=day(duty.planned_due_on, language), new=day(due_on, language))
        if is_extended and duty.planned_due_on
        else None
    )
    reminders = "; ".join(
        (_DAYS_BEFORE if stage else _ON_THE_DAY)(
            language, days=days(stage, language), day=day(stage_day(due_on, stage, calendar), language)
        )
        for stage in stages_before(is_lead=duty.is_lead)
    )
    judged = calendar.next_working_day(due_on)
    return [
        start,
        last,
        extended,
        _REMINDED(language, days=reminders),
        _JUDGED(language, day=day_with_weekday(judged, language)) if duty.is_lead else None,
    ]


def ask_code(language: Language) -> Message:
    return Message(_ASK_CODE(language))
