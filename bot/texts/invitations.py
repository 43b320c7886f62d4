"""Making invitation links, step by step, and listing those that are open."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.texts.joining import ROLE
from bot.texts.language import Html, Language, Sentence, day, days, lines, moment
from bot.texts.message import Action, Message, button, rows_of
from plan_data.store.invitations import OpenInvitation
from plan_data.store.officials import Role

LISTED = 30

_ASK_UNIT = Sentence(
    vi="Mời cán bộ cho đơn vị nào? Nhắn tên hoặc một phần tên, không cần dấu. Ví dụ: “so y te”, “quan hoa”.",
    en="Invite for which unit? Write its name or a part of it, accents not needed: “so y te”, “quan hoa”.",
)
_MAY_NOT = Sentence(
    vi="Chỉ cơ quan thường trực và quản trị mới mời được cán bộ.",
    en="Only coordinators and administrators invite officials.",
)
_CHOOSE_ROLE = Sentence(vi="Mời làm gì cho <b>{unit}</b>?", en="Invite to be what of <b>{unit}</b>?")
_CHOOSE_USES = Sentence(
    vi="Mời làm {role} của <b>{unit}</b>. Liên kết dùng được cho bao nhiêu người?",
    en="Invite to be {role} of <b>{unit}</b>. For how many people?",
)
_CHOOSE_DAYS = Sentence(
    vi="Mời {uses} người làm {role} của <b>{unit}</b>. Liên kết còn hiệu lực bao lâu?",
    en="Invite {uses} to be {role} of <b>{unit}</b>. For how long?",
)
_USES = Sentence(vi="{n} người", en="{n}")
_LINK = Sentence(
    vi="🔗 Liên kết mời làm {role} của <b>{unit}</b>, cho {uses} người, đến {until}. Liên kết chỉ hiện ở đây, "
    "hãy gửi cho đúng người:\n{link}",
    en="🔗 Invitation to be {role} of <b>{unit}</b>, for {uses}, until {until}. It is shown only here; "
    "send it to the right people:\n{link}",
)
_REVOKE = Sentence(vi="Thu hồi", en="Revoke")
_OPEN = Sentence(vi="<b>Lời mời còn hiệu lực</b> ({n})", en="<b>Open invitations</b> ({n})")
_LINE = Sentence(
    vi="{number}. {unit}: {role}, còn {left}/{uses} lượt, đến {until}{by}",
    en="{number}. {unit}: {role}, {left} of {uses} left, until {until}{by}",
)
_LINE_ACTING = Sentence(
    vi="{number}. {unit}: làm thay đến hết {until}, chưa ai mở liên kết{by}",
    en="{number}. {unit}: standing in until {until}, link not opened yet{by}",
)
_BY = Sentence(vi=" · {name} tạo", en=" · by {name}")
_NONE = Sentence(
    vi="Không có lời mời nào còn hiệu lực. Gõ /moi kèm tên đơn vị để tạo.",
    en="No invitation is open. Send /invite with the name of a unit to make one.",
)
_REVOKED = Sentence(vi="Đã thu hồi lời mời.", en="The invitation was revoked.")
_NOT_OPEN = Sentence(
    vi="Lời mời này không còn hiệu lực hoặc không phải của bạn.",
    en="This invitation is no longer open, or not yours.",
)


def ask_unit(language: Language) -> Message:
    return Message(_ASK_UNIT(language))


def may_not(language: Language) -> str:
    return _MAY_NOT(language)


def choose_role(unit_code: str, unit_name: str, roles: Sequence[Role], language: Language) -> Message:
    return Message(
        _CHOOSE_ROLE(language, unit=unit_name),
        tuple((button(ROLE[role](language), Action.INVITE_ROLE, unit_code, role.value),) for role in roles),
    )


def choose_uses(
    unit_code: str, unit_name: str, role: Role, choices: Sequence[int], language: Language
) -> Message:
    buttons = [button(_USES(language, n=n), Action.INVITE_USES, unit_code, role.value, n) for n in choices]
    return Message(_CHOOSE_USES(language, role=ROLE[role](language), unit=unit_name), rows_of(buttons, 2))


def choose_days(
    unit_code: str, unit_name: str, role: Role, uses: int, choices: Sequence[int], language: Language
) -> Message:
    buttons = [button(days(n, language), Action.INVITE_MAKE, unit_code, role.value, uses, n) for n in choices]
    return Message(
        _CHOOSE_DAYS(language, uses=uses, role=ROLE[role](language), unit=unit_name),
        rows_of(buttons, 2),
    )


def link(made: OpenInvitation, address: str, zone: ZoneInfo, language: Language) -> Message:
    """The link itself; it is kept nowhere else."""
    return Message(
        _LINK(
            language,
            role=ROLE[made.role](language),
            unit=made.unit_name,
            uses=made.uses,
            until=moment(made.expires_at, zone, language),
            link=address,
        ),
        ((button(_REVOKE(language), Action.REVOKE_INVITATION, made.id),),),
    )


def open_list(found: Sequence[OpenInvitation], zone: ZoneInfo, language: Language) -> Message:
    """Open invitations, newest first, each with a button to revoke it."""
    if not found:
        return Message(_NONE(language))
    shown = found[:LISTED]
    rows = [_line(number, each, zone, language) for number, each in enumerate(shown, start=1)]
    buttons = [
        button(f"{_REVOKE(language)} {number}", Action.REVOKE_INVITATION, each.id)
        for number, each in enumerate(shown, start=1)
    ]
    return Message(lines(_OPEN(language, n=len(found)), *rows), rows_of(buttons, 3))


def _line(number: int, invitation: OpenInvitation, zone: ZoneInfo, language: Language) -> Html:
    by = _BY(language, name=invitation.creator_name) if invitation.creator_name else ""
    if invitation.until is not None:
        until = day(invitation.until, language)
        return _LINE_ACTING(language, number=number, unit=invitation.unit_name, until=until, by=by)
    return _LINE(
        language,
        number=number,
        unit=invitation.unit_name,
        role=ROLE[invitation.role](language),
        left=invitation.uses_left,
        uses=invitation.uses,
        until=moment(invitation.expires_at, zone, language),
        by=by,
    )


def revoked(language: Language) -> str:
    return _REVOKED(language)


def not_open(language: Language) -> str:
    return _NOT_OPEN(language)
