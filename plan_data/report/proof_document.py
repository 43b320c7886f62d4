"""The record of reminding ("biên bản nhắc việc") as a Word draft: how a unit was told, what it said."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from plan_data.channel import Channel
from plan_data.duty_state import ReportStatus
from plan_data.plain_text import plain
from plan_data.report.official_document import OfficialDocument
from plan_data.report.wording import day
from plan_data.store.notices import NoticeKind
from plan_data.store.proof import Answered, Decided, NotTold, Proof, Told
from plan_data.timeliness import VIETNAM

_NOTICES = {
    NoticeKind.NUDGE: "nhắc riêng theo yêu cầu của cơ quan thường trực",
    NoticeKind.ESCALATION: "báo lên cấp trên",
    NoticeKind.MORNING: "điểm tin sáng",
    NoticeKind.WEEKLY: "bản tin tuần của lãnh đạo",
    NoticeKind.EXTENSION: "báo quyết định về hạn",
}
_OTHER_WAYS = {Channel.EMAIL: "qua thư điện tử"}
_STATUS = {
    ReportStatus.DONE: "Báo hoàn thành",
    ReportStatus.UNPROVEN: "Báo hoàn thành, chưa có minh chứng",
    ReportStatus.IN_PROGRESS: "Đang thực hiện",
    ReportStatus.BLOCKED: "Vướng mắc",
    ReportStatus.NOT_STARTED: "Chưa thực hiện",
    ReportStatus.ACKNOWLEDGED: "Đã nhận",
    ReportStatus.EXTENSION: "Xin lùi hạn",
}
_STATES = {
    "failed": "không gửi được",
    "missed": "không gửi (đã có tin sau thay)",
    "unknown": "không rõ đã đến hay chưa",
}


def proof_document(proofs: Sequence[Proof], now: datetime, zone: ZoneInfo) -> bytes:
    """The record of one duty, or of the same duty of several units, as it stands at ``now``."""
    first = proofs[0].duty
    draft = OfficialDocument(
        title="BIÊN BẢN NHẮC VIỆC",
        subject=f"Về việc nhắc thực hiện nhiệm vụ {first.code}: {first.title}",
        author=None,
        mark="BB",
    )
    clock = "giờ Việt Nam" if zone == VIETNAM else f"giờ {zone.key}"
    draft.paragraph(
        f"Lập lúc {_moment(now, zone)} từ sổ gửi tin và sổ báo cáo của hệ thống Nhắc Hạn; {clock}. "
        f"Mỗi tin qua Telegram có số tin do Telegram cấp khi nhận; thư điện tử do máy chủ thư nhận."
    )
    draft.paragraph(f"Kế hoạch: {first.plan_title}. Mục {first.section}: “{first.sentence}”")
    messages: list[Told] = []
    for number, proof in enumerate(proofs, start=1):
        _write_duty(draft, proof, f"{number}. " if len(proofs) > 1 else "", messages, zone)
    draft.sign_off(["Đơn vị được nhắc", "Cơ quan thường trực"])
    if messages:
        draft.appendix("PHỤ LỤC", "Nguyên văn các tin đã gửi")
        draft.table(
            ("Tin", "Gửi lúc", "Người nhận", "Nguyên văn"),
            [
                (str(number), _moment(told.at, zone), told.recipient, plain(told.text))
                for number, told in enumerate(messages, start=1)
            ],
            (14, 34, 40, 169),
        )
    return draft.to_bytes()


def _write_duty(
    draft: OfficialDocument, proof: Proof, number: str, messages: list[Told], zone: ZoneInfo
) -> None:
    duty = proof.duty
    due = f"hạn {day(duty.due_on)}" if duty.due_on else "không ghi thời hạn"
    draft.heading(f"{number}{duty.unit_name} ({duty.code}, {due})")
    if proof.told:
        draft.paragraph(f"Đã nhắc {len(proof.told)} lần:")
        rows = []
        for told in proof.told:
            messages.append(told)
            rows.append(
                (
                    str(len(messages)),
                    _moment(told.at, zone),
                    told.recipient,
                    _number_there(told),
                    _occasion(told),
                )
            )
        draft.table(
            ("Tin", "Gửi lúc", "Người nhận", "Số tin Telegram", "Lần nhắc"), rows, (14, 36, 40, 28, 42)
        )
    else:
        draft.paragraph("Chưa có tin nhắc nào về việc này đến được đơn vị.")
    if proof.not_told:
        draft.paragraph("Tin nhắc không đến được:")
        draft.table(
            ("Ngày", "Người nhận", "Lần nhắc", "Kết quả"),
            [_failure(each) for each in proof.not_told],
            (28, 44, 42, 46),
        )
    for lost in proof.unreachable:
        draft.paragraph(
            f"Từ {_moment(lost.since, zone)} không gửi được tin cho {lost.recipient} (Telegram trả lời: "
            f"{lost.reason or 'không rõ'})."
        )
    if proof.answered or proof.decided:
        draft.paragraph("Đơn vị trả lời và cơ quan thường trực quyết định:")
        draft.table(("Lúc", "Ai", "Nội dung", "Nguyên văn"), _replies(proof, zone), (34, 36, 46, 44))
    else:
        draft.paragraph("Đơn vị chưa trả lời lần nào.")


def _number_there(told: Told) -> str:
    return _OTHER_WAYS.get(told.channel) or str(told.message_id)


def _occasion(told: Told) -> str:
    if told.notice is not None:
        return _NOTICES[told.notice]
    return stage_name(told.stage or 0, told.due_on)


def stage_name(stage: int, due_on: date | None) -> str:
    """Which reminder it was: so many days before or after the deadline that stood then."""
    of = f" (hạn {day(due_on)})" if due_on else ""
    if stage > 0:
        return f"trước hạn {stage} ngày{of}"
    return f"đúng ngày hạn{of}" if stage == 0 else f"quá hạn {-stage} ngày{of}"


def _failure(each: NotTold) -> tuple[str, str, str, str]:
    state = _STATES.get(each.state, each.state)
    return (
        day(each.on),
        each.recipient,
        stage_name(each.stage, None),
        f"{state}: {each.reason}" if each.reason else state,
    )


def _replies(proof: Proof, zone: ZoneInfo) -> list[tuple[str, str, str, str]]:
    entries: list[Answered | Decided] = [*proof.answered, *proof.decided]
    return [_reply(each, zone) for each in sorted(entries, key=lambda each: each.at)]


def _reply(each: Answered | Decided, zone: ZoneInfo) -> tuple[str, str, str, str]:
    if isinstance(each, Decided):
        if each.until is not None:
            decision = "Đồng ý" if each.is_positive else "Không đồng ý"
            said = f"{'Thu hồi đồng ý' if each.is_revocation else decision} lùi hạn đến {day(each.until)}"
        else:
            said = "Xác nhận hoàn thành" if each.is_positive else "Trả lại báo cáo"
        return (_moment(each.at, zone), each.official_name, said, each.reason or "")
    parts = [
        _STATUS[each.status],
        f"{each.percent}%" if each.percent is not None else None,
        f"văn bản {each.document}" if each.document else None,
        each.note if each.words is None else None,
        f"rút lại lúc {_moment(each.taken_back_at, zone)}" if each.taken_back_at else None,
    ]
    said = "; ".join(part for part in parts if part)
    return (_moment(each.at, zone), each.official_name, said, each.words or "(bấm nút)")


def _moment(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local:%H:%M} {day(local.date())}"
