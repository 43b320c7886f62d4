"""What goes with reports, pictures and calendars: choices and captions."""

from collections.abc import Sequence
from datetime import date

from bot.texts.language import Html, Language, Sentence, day, lines
from bot.texts.message import Action, Message, button
from bot.texts.overview import month_before, share
from plan_data.report.figures import Figures
from plan_data.report.plan_report import PlanReport
from plan_data.store.obligations import PlanHead

_CHOOSE = Sentence(
    vi="📄 <b>Báo cáo đến hết {day}</b>\nChọn loại tệp: Excel (phụ lục, lọc được), Word (dự thảo theo Nghị định 30/2020) "
    "hay CSV.\nNgày khác: <code>/baocao {before}</code>",
    en="📄 <b>Report, end of {day}</b>\nChoose: Excel (all duties, with filters), Word (a draft to sign) or CSV.\n"
    "Another day: <code>/report {before}</code>",
)
_PLAN = Sentence(vi="{number}. {title}", en="{number}. {title}")
_FORMS = {"xlsx": "📊 Excel", "docx": "📝 Word", "csv": "🧾 CSV"}
_NO_PLAN = Sentence(vi="Chưa có kế hoạch nào được nạp.", en="No plan is loaded.")
_CAPTION = Sentence(
    vi="<b>{title}</b>\nĐến hết {day}: {total} nhiệm vụ; hoàn thành {done} ({all}); {of_due}.",
    en="<b>{title}</b>\nEnd of {day}: {total} duties; done {done} ({all}); {of_due}.",
)
_OF_DUE = Sentence(
    vi="trên số đã đến hạn {share} ({done}/{due}); quá hạn {late}",
    en="of those already due {share} ({done}/{due}); overdue {late}",
)
_NOTHING_DUE = Sentence(vi="chưa nhiệm vụ nào đến hạn", en="nothing has fallen due yet")
_DRAFT = Sentence(
    vi="Bản dự thảo: số, ngày ký, người ký để trống.", en="A draft: number, day and signature are left blank."
)
_NO_DEADLINES = Sentence(
    vi="Không có việc nào có hạn để đưa vào lịch. Hãy theo dõi một đơn vị trước: /theodoi",
    en="There is no deadline for a calendar. Follow a unit first: /follow",
)
_CALENDAR = Sentence(
    vi="🗓 {n} thời hạn ({open} chưa xong). Mở tệp bằng ứng dụng lịch để thêm vào; mở tệp mới sau này thì hạn đã dời "
    "được sửa, không bị nhân đôi.",
    en="🗓 {n} deadlines ({open} open). Open the file with your calendar; a newer file corrects what has moved and "
    "doubles nothing.",
)


def choose(plans: Sequence[PlanHead], on: date, language: Language) -> Message:
    """A row of forms for each plan."""
    if not plans:
        return Message(_NO_PLAN(language))
    names = [_PLAN(language, number=number, title=plan.title) for number, plan in enumerate(plans, start=1)]
    text = lines(
        _CHOOSE(language, day=day(on, language), before=day(month_before(on), "vi")),
        *(names if len(plans) > 1 else ()),
    )
    return Message(
        text,
        tuple(
            tuple(
                button(
                    f"{number}. {label}" if len(plans) > 1 else label,
                    Action.SEND_REPORT,
                    plan.id,
                    form,
                    on.toordinal(),
                )
                for form, label in _FORMS.items()
            )
            for number, plan in enumerate(plans, start=1)
        ),
    )


def no_plan(language: Language) -> str:
    return _NO_PLAN(language)


def chart_caption(report: PlanReport, language: Language) -> Html:
    total = report.total
    return _CAPTION(
        language,
        title=report.plan.title,
        day=day(report.on, language),
        total=total.total,
        done=total.done,
        all=share(total.share_of_all, language),
        of_due=_of_due(total, language),
    )


def _of_due(total: Figures, language: Language) -> Html:
    if not total.due:
        return _NOTHING_DUE(language)
    share_of_due = share(total.share_of_due, language)
    return _OF_DUE(language, share=share_of_due, done=total.due_done, due=total.due, late=total.open_late)


def file_caption(report: PlanReport, form: str, language: Language) -> Html:
    return lines(chart_caption(report, language), _DRAFT(language) if form == "docx" else None)


def no_deadlines(language: Language) -> Message:
    return Message(_NO_DEADLINES(language))


def calendar_caption(count: int, unfinished: int, language: Language) -> Html:
    return _CALENDAR(language, n=count, open=unfinished)
