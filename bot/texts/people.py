"""The officials, as administrators look them over."""

from collections.abc import Sequence

from bot.texts.joining import ROLE
from bot.texts.language import Language, Sentence, day, language_of, lines
from bot.texts.message import Action, Button, Message, button, rows_of
from plan_data.store.officials import Membership, Official, Role
from plan_data.store.people import PersonCard, UnitWithPeople

UNITS_A_PAGE = 12
PEOPLE_SHOWN = 40

_UNITS = Sentence(
    vi="<b>Người dùng</b> theo đơn vị. Hoặc gõ /nguoidung kèm tên đơn vị.",
    en="<b>People</b> by unit. Or send /people with the name of a unit.",
)
_NOBODY_ANYWHERE = Sentence(
    vi="Chưa có ai. Gõ /moi kèm tên đơn vị để mời.",
    en="Nobody yet. Send /invite with the name of a unit.",
)
_OF_UNIT = Sentence(vi="<b>{unit}</b>: {n} người", en="<b>{unit}</b>: {n}")
_NOBODY = Sentence(
    vi="<b>{unit}</b> chưa có ai. Gõ /moi để mời.", en="<b>{unit}</b> has nobody yet. Send /invite."
)
_CARD = Sentence(vi="👤 <b>{name}</b> (Telegram {user})", en="👤 <b>{name}</b> (Telegram {user})")
_ROLE = Sentence(vi="• {role} của {unit}", en="• {role} of {unit}")
_ROLE_UNTIL = Sentence(
    vi="• {role} của {unit}, làm thay đến {day}", en="• {role} of {unit}, standing in until {day}"
)
_ADMIN = Sentence(vi="• quản trị hệ thống", en="• administrator of the system")
_NO_ROLE = Sentence(vi="• chưa có vai trò nào", en="• no role")
_REMOVED_MARK = Sentence(vi="❌ Đã bị xóa khỏi hệ thống", en="❌ Removed")
_UNREACHABLE = Sentence(vi="⚠️ Bot không nhắn được cho người này", en="⚠️ The bot cannot reach this person")
_CHANGE = Sentence(vi="Đổi vai trò", en="Change role")
_HAND_OVER = Sentence(vi="Bàn giao", en="Hand over")
_REMOVE = Sentence(vi="Xóa khỏi hệ thống", en="Remove")
_BACK = Sentence(vi="« Quay lại", en="« Back")
_CHOOSE_ROLE = Sentence(
    vi="Vai trò của <b>{name}</b> ở <b>{unit}</b>:", en="Role of <b>{name}</b> for <b>{unit}</b>:"
)
_NO_ROLE_BUTTON = Sentence(vi="Bỏ vai trò này", en="No role any more")
_ASK_REMOVE = Sentence(
    vi="Xóa <b>{name}</b>? Mọi vai trò và đăng ký nhận tin chấm dứt ngay; lịch sử báo cáo vẫn giữ.",
    en="Remove <b>{name}</b>? All roles and reminders end at once; what was reported stays.",
)
_REMOVE_SURELY = Sentence(vi="❌ Xóa", en="❌ Remove")
_REMOVED = Sentence(vi="❌ Đã xóa {name}.", en="❌ {name} was removed.")
_REMOVED_ALREADY = Sentence(vi="Người này đã bị xóa.", en="This person was removed already.")
_LAST_ADMIN = Sentence(
    vi="Đây là quản trị cuối cùng. Hãy cấp quyền quản trị cho người khác trước.",
    en="This is the last administrator. Make somebody else one first.",
)
_YOUR_ROLE = Sentence(vi="Bạn nay là {role} của {unit}.", en="You are now {role} of {unit}.")
_YOUR_ROLE_ENDED = Sentence(vi="Vai trò của bạn ở {unit} đã kết thúc.", en="Your role for {unit} has ended.")
_PREVIOUS = "◀️"
_NEXT = "▶️"


def units(found: Sequence[UnitWithPeople], page: int, language: Language) -> Message:
    """Units for which somebody acts, as buttons with how many do."""
    if not found:
        return Message(_NOBODY_ANYWHERE(language))
    pages = (len(found) + UNITS_A_PAGE - 1) // UNITS_A_PAGE
    page = min(max(page, 0), pages - 1)
    shown = found[page * UNITS_A_PAGE : (page + 1) * UNITS_A_PAGE]
    buttons = [
        button(f"{each.unit_name} ({each.people})", Action.LIST_PEOPLE, each.unit_code, 0) for each in shown
    ]
    turning: list[Button] = []
    if page > 0:
        turning.append(button(_PREVIOUS, Action.LIST_PEOPLE, "", page - 1))
    if page < pages - 1:
        turning.append(button(_NEXT, Action.LIST_PEOPLE, "", page + 1))
    keyboard = rows_of(buttons, 2)
    return Message(_UNITS(language), (*keyboard, tuple(turning)) if turning else keyboard)


def of_unit(unit_name: str, unit_code: str, found: Sequence[Official], language: Language) -> Message:
    """The people of a unit, as buttons with their role."""
    back = (button(_BACK(language), Action.LIST_PEOPLE, "", 0),)
    if not found:
        return Message(_NOBODY(language, unit=unit_name), (back,))
    rows = tuple(
        (button(_name_and_role(each, unit_code, language), Action.OPEN_PERSON, each.id),)
        for each in found[:PEOPLE_SHOWN]
    )
    return Message(_OF_UNIT(language, unit=unit_name, n=len(found)), (*rows, back))


def _name_and_role(official: Official, unit_code: str, language: Language) -> str:
    roles = [ROLE[each.role](language) for each in official.memberships if each.unit_code == unit_code]
    return f"{official.name} – {', '.join(roles)}"


def card(person: PersonCard, language: Language) -> Message:
    """One official, with what can be changed."""
    official = person.official
    rows = [_membership(each, language) for each in official.memberships]
    if official.is_admin:
        rows.append(_ADMIN(language))
    text = lines(
        _CARD(language, name=official.name, user=official.telegram_user_id),
        *(rows or [_NO_ROLE(language)]),
        _REMOVED_MARK(language) if person.is_removed else None,
        None if person.is_reachable or person.is_removed else _UNREACHABLE(language),
    )
    if person.is_removed:
        return Message(text)
    keyboard = [
        (button(f"{_CHANGE(language)}: {each.unit_name}", Action.CHOOSE_ROLE, official.id, each.unit_code),)
        for each in official.memberships
        if each.until is None
    ]
    return Message(
        text,
        (
            *keyboard,
            (
                button(_HAND_OVER(language), Action.OFFER_HANDOVER, official.id),
                button(_REMOVE(language), Action.ASK_REMOVE_PERSON, official.id),
            ),
        ),
    )


def _membership(membership: Membership, language: Language) -> str:
    role = ROLE[membership.role](language)
    if membership.until is None:
        return _ROLE(language, role=role, unit=membership.unit_name)
    return _ROLE_UNTIL(language, role=role, unit=membership.unit_name, day=day(membership.until, language))


def choose_role(official: Official, unit_code: str, unit_name: str, language: Language) -> Message:
    buttons = [
        button(ROLE[role](language), Action.SET_ROLE, official.id, unit_code, role.value) for role in Role
    ]
    return Message(
        _CHOOSE_ROLE(language, name=official.name, unit=unit_name),
        (
            *rows_of(buttons, 2),
            (button(_NO_ROLE_BUTTON(language), Action.SET_ROLE, official.id, unit_code, ""),),
            (button(_BACK(language), Action.OPEN_PERSON, official.id),),
        ),
    )


def ask_remove(official: Official, language: Language) -> Message:
    return Message(
        _ASK_REMOVE(language, name=official.name),
        (
            (
                button(_REMOVE_SURELY(language), Action.REMOVE_PERSON, official.id),
                button(_BACK(language), Action.OPEN_PERSON, official.id),
            ),
        ),
    )


def removed(official: Official, language: Language) -> Message:
    return Message(_REMOVED(language, name=official.name))


def removed_already(language: Language) -> str:
    return _REMOVED_ALREADY(language)


def last_admin(language: Language) -> str:
    return _LAST_ADMIN(language)


def your_role(unit_name: str, role: Role | None, official: Official) -> Message:
    """To the person whose role was changed, in their own language."""
    language = language_of(official.language)
    if role is None:
        return Message(_YOUR_ROLE_ENDED(language, unit=unit_name))
    return Message(_YOUR_ROLE(language, role=ROLE[role](language), unit=unit_name))
