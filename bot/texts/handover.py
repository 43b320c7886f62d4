"""Handing over to a successor, and letting somebody stand in for some days."""

from collections.abc import Sequence
from datetime import date

from bot.texts.joining import ROLE
from bot.texts.language import Html, Language, Sentence, day_with_weekday, lines
from bot.texts.message import Action, Message, button
from plan_data.store.acting import StandIn
from plan_data.store.chats import Followed
from plan_data.store.officials import Membership, Official

_OFFER = Sentence(
    vi="<b>Bàn giao</b> của {name}. Người nhận sẽ có:\n{roles}\n\ncùng các đơn vị đang theo dõi và câu hỏi đang chờ. "
    "Những gì đã báo vẫn mang tên {name}. Ngay khi người nhận mở liên kết, {name} hết quyền.",
    en="<b>Handover</b> of {name}. The successor gets:\n{roles}\n\nand the units followed and the open question. "
    "What was reported stays under the name of {name}, who loses access once the successor opens the link.",
)
_ROLE_LINE = Sentence(vi="• {role} của {unit}", en="• {role} of {unit}")
_ADMIN_LINE = Sentence(vi="• quyền quản trị hệ thống", en="• administration of the system")
_NOTHING_LINE = Sentence(vi="• (không có vai trò nào)", en="• (no role)")
_MAKE_LINK = Sentence(vi="🔗 Tạo liên kết bàn giao", en="🔗 Make the link")
_LINK = Sentence(
    vi="🔗 Liên kết bàn giao của {name}, dùng được một lần trong 7 ngày. Chỉ gửi cho đúng người kế nhiệm:\n{link}",
    en="🔗 Handover link of {name}, good once within 7 days. Send it to the successor only:\n{link}",
)
_REVOKE = Sentence(vi="Thu hồi", en="Revoke")
_REVOKED = Sentence(vi="Đã thu hồi liên kết bàn giao.", en="The handover link was revoked.")
_TAKEN = Sentence(
    vi="✅ Bạn đã nhận bàn giao từ <b>{name}</b>:\n{roles}\n\nĐang theo dõi: {units}. Gõ /denhan để xem việc sắp đến hạn.",
    en="✅ You took over from <b>{name}</b>:\n{roles}\n\nYou follow: {units}. Send /due for what is due.",
)
_NO_UNITS = Sentence(vi="chưa có đơn vị nào", en="no unit yet")
_LEFT = Sentence(
    vi="{name} đã nhận bàn giao từ bạn. Quyền của bạn đã hết; những gì bạn báo vẫn mang tên bạn. Cảm ơn bạn.",
    en="{name} took over from you. Your access has ended; what you reported stays under your name. Thank you.",
)
_NAMED_ADMIN = Sentence(
    vi="Người này được ghi là quản trị trong cấu hình (ADMIN_IDS). Hãy bỏ ở đó trước.",
    en="This person is an administrator by the settings (ADMIN_IDS). Remove the number there first.",
)
_NOTHING_TO_LEND = Sentence(
    vi="Chỉ đầu mối báo cáo hoặc cơ quan thường trực của một đơn vị mới ủy quyền được cho người khác.",
    en="Only a reporter or coordinator of a unit can let somebody stand in.",
)
_LEND_WHICH = Sentence(vi="Ủy quyền cho đơn vị nào?", en="For which unit?")
_LEND_WHEN = Sentence(
    vi="Ủy quyền của <b>{unit}</b> từ ngày nào đến ngày nào? Ví dụ: <code>10/1 - 20/1</code>.",
    en="From which day to which for <b>{unit}</b>? For example: <code>10/1 - 20/1</code>.",
)
_BAD_PERIOD = Sentence(
    vi="Tôi chưa đọc được khoảng ngày. Hãy viết như <code>10/1 - 20/1</code>; ngày cuối không ở quá khứ, dài nhất nửa năm.",
    en="I cannot read these days. Write them as <code>10/1 - 20/1</code>; not in the past, half a year at most.",
)
_LEND_LINK = Sentence(
    vi="🔗 Người mở liên kết này báo cáo thay bạn cho <b>{unit}</b> từ {first} đến hết {last}; sau đó quyền tự hết. "
    "Dùng được một lần:\n{link}",
    en="🔗 Whoever opens this link reports for you for <b>{unit}</b> from {first} to {last}; then it ends by itself. "
    "It works once:\n{link}",
)
_STAND_IN = Sentence(
    vi="• {name}: {unit}, {first} – {last}",
    en="• {name}: {unit}, {first} – {last}",
)
_STAND_INS = Sentence(vi="<b>Đang ủy quyền</b>", en="<b>Who stands in for you</b>")
_STOP = Sentence(vi="Dừng", en="Stop")
_STOPPED = Sentence(vi="Đã dừng ủy quyền.", en="This person no longer stands in.")


def offer(official: Official, language: Language) -> Message:
    """What a handover gives, before the link is made."""
    return Message(
        _OFFER(language, name=official.name, roles=_roles(official, language)),
        ((button(_MAKE_LINK(language), Action.HAND_OVER, official.id),),),
    )


def _roles(official: Official, language: Language) -> Html:
    rows: list[str] = [_role_line(each, language) for each in official.memberships if each.until is None]
    if official.is_admin:
        rows.append(_ADMIN_LINE(language))
    return lines(*(rows or [_NOTHING_LINE(language)]))


def _role_line(membership: Membership, language: Language) -> str:
    return _ROLE_LINE(language, role=ROLE[membership.role](language), unit=membership.unit_name)


def link(name: str, address: str, offer_id: int, language: Language) -> Message:
    return Message(
        _LINK(language, name=name, link=address),
        ((button(_REVOKE(language), Action.REVOKE_HANDOVER, offer_id),),),
    )


def revoked(language: Language) -> Message:
    return Message(_REVOKED(language))


def taken(
    predecessor_name: str, successor: Official, followed: Sequence[Followed], language: Language
) -> Message:
    units = ", ".join(unit.unit_name for unit in followed) or _NO_UNITS(language)
    return Message(_TAKEN(language, name=predecessor_name, roles=_roles(successor, language), units=units))


def left(successor_name: str, language: Language) -> Message:
    return Message(_LEFT(language, name=successor_name))


def named_admin(language: Language) -> Message:
    return Message(_NAMED_ADMIN(language))


def nothing_to_lend(language: Language) -> Message:
    return Message(_NOTHING_TO_LEND(language))


def lend_which(units: Sequence[tuple[str, str]], language: Language) -> Message:
    """``units`` are codes with names."""
    return Message(
        _LEND_WHICH(language), tuple((button(name, Action.LEND_UNIT, code),) for code, name in units)
    )


def lend_when(unit_name: str, language: Language) -> Message:
    return Message(_LEND_WHEN(language, unit=unit_name))


def bad_period(language: Language) -> Message:
    return Message(_BAD_PERIOD(language))


def lend_link(
    unit_name: str, first: date, last: date, address: str, invitation_id: int, language: Language
) -> Message:
    return Message(
        _LEND_LINK(
            language,
            unit=unit_name,
            first=day_with_weekday(first, language),
            last=day_with_weekday(last, language),
            link=address,
        ),
        ((button(_REVOKE(language), Action.REVOKE_INVITATION, invitation_id),),),
    )


def stand_ins(found: Sequence[StandIn], language: Language) -> Message:
    """Who stands in now or will, with buttons to stop it."""
    rows = [
        _STAND_IN(
            language,
            name=each.name,
            unit=each.unit_name,
            first=day_with_weekday(each.starts_on, language),
            last=day_with_weekday(each.until, language),
        )
        for each in found
    ]
    return Message(
        lines(_STAND_INS(language), *rows),
        tuple(
            (
                button(
                    f"{_STOP(language)}: {each.name}, {each.unit_name}",
                    Action.STOP_LENDING,
                    each.membership_id,
                ),
            )
            for each in found
        ),
    )


def stopped(language: Language) -> Message:
    return Message(_STOPPED(language))
