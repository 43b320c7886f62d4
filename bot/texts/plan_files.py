"""Plans sent in chat: how it goes, what was read out of a document, what is wrong with a workbook."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.texts.language import Html, Language, Sentence, lines, moment
from bot.texts.message import Action, Button, Message, button, rows_of
from plan_data.document.received import Drafted
from plan_data.evidence_files import LARGEST_BYTES
from plan_data.problems import InputProblem
from plan_data.store.plans import LoadedPlan

MOST_PROBLEMS = 15
MOST_PLACES = 8
MOST_PLANS = 9
LONGEST_LINE = 220
"""Characters of what is quoted from a file; 15 such lines fit a message (Bot API: 4096)."""

_HOW = Sentence(
    vi="📋 <b>Nạp và sửa kế hoạch trong chat</b>\n"
    "1. Gửi văn bản kế hoạch (.docx, .pdf, .xlsx, .md, .txt; tối đa {limit} MB) vào đây. Tôi gửi lại bản nháp Excel.\n"
    "2. Xem, sửa bản nháp trong Excel rồi gửi lại tệp đó. Tôi báo lỗi theo dòng, hoặc cho xem sẽ đổi gì.\n"
    "3. Bấm <b>Áp dụng</b>; trước đó chưa có gì thay đổi.\n"
    "🔒 Không gửi văn bản mật.",
    en="📋 <b>Loading and amending a plan in chat</b>\n"
    "1. Send the plan document (.docx, .pdf, .xlsx, .md, .txt; up to {limit} MB) here. You get a draft in Excel.\n"
    "2. Correct the draft in Excel and send that file back. You are told its mistakes by row, or what would change.\n"
    "3. Press <b>Apply</b>; nothing changes before.\n"
    "🔒 Do not send secret documents.",
)
_NO_PLANS = Sentence(vi="Chưa có kế hoạch nào đang dùng.", en="No plan is in use yet.")
_IN_USE = Sentence(
    vi="<b>Đang dùng</b> (bấm nút để lấy Excel mà sửa):",
    en="<b>In use</b> (tap to get one as Excel, to amend it):",
)
_PLAN = Sentence(
    vi="<b>{number}.</b> {title} <code>{code}</code>\n     bản {version}, nạp {at}: {obligations} nghĩa vụ",
    en="<b>{number}.</b> {title} <code>{code}</code>\n     version {version}, loaded {at}; obligations: {obligations}",
)
_MORE_PLANS = Sentence(vi="… và {n} kế hoạch cũ hơn.", en="… and {n} older plans.")
_ROLLBACK = Sentence(
    vi="Trở lại một bản cũ: người vận hành máy chủ chạy <code>python -m plan_data rollback MÃ --to SỐ_BẢN</code>",
    en="To return to an older version the operator runs <code>python -m plan_data rollback CODE --to VERSION</code>",
)
_EXCEL = Sentence(vi="📥 {number}. Excel", en="📥 {number}. Excel")
_ONLY_ADMINS = Sentence(
    vi="Chỉ quản trị mới nạp hoặc sửa được kế hoạch. Bạn xem việc trong kế hoạch bằng /denhan, /donvi, /tonghop.",
    en="Only administrators load or amend plans. See what is in a plan with /due, /unit, /overview.",
)
_WHICH_KIND = Sentence(
    vi="📄 {name}\nĐây là kế hoạch mới (hoặc bản đã sửa), hay minh chứng của một việc?",
    en="📄 {name}\nIs this a new or amended plan, or evidence of an obligation?",
)
_IS_IT_PLAN = Sentence(
    vi="📄 {name}\nĐây là kế hoạch mới (hoặc bản đã sửa)?", en="📄 {name}\nIs this a new or amended plan?"
)
_IS_PLAN = Sentence(vi="📋 Kế hoạch", en="📋 A plan")
_IS_EVIDENCE = Sentence(vi="📎 Minh chứng", en="📎 Evidence")
_NEVER_MIND = Sentence(vi="Bỏ qua", en="Never mind")
_TOO_LARGE = Sentence(
    vi="Tệp {name} lớn hơn {limit} MB nên không nhận được. Hãy bỏ bớt ảnh, hoặc tách phần giao nhiệm vụ.",
    en="{name} is larger than {limit} MB and cannot be taken. Leave out pictures, or send the part with the tasks.",
)
_NOT_FETCHED = Sentence(
    vi="Không tải được tệp {name} từ Telegram. Hãy gửi lại.",
    en="{name} could not be fetched from Telegram. Please send it again.",
)
_UNREADABLE = Sentence(vi="⚠️ <b>{name}</b>\n{why}", en="⚠️ <b>{name}</b>\n{why}")
_SECRET = Sentence(
    vi="🔒 <b>{name}</b>\n{why} Tôi không giữ lại gì của tệp này. Hãy xóa tin vừa gửi khỏi cuộc trò chuyện.",
    en="🔒 <b>{name}</b>\n{why} Nothing of this file was kept. Please delete your message from this chat.",
)
_MISTAKES = Sentence(
    vi="❌ <b>{name}</b> còn {n} lỗi nên chưa nạp gì:",
    en="❌ <b>{name}</b> has {n} mistakes; nothing was loaded:",
)
_MORE_MISTAKES = Sentence(vi="… và {n} lỗi nữa.", en="… and {n} more.")
_MEND = Sentence(
    vi="Hãy sửa ngay trong tệp này rồi gửi lại. Số dòng là dòng trong bảng tính.",
    en="Mend them in this file and send it again. Rows are those of the spreadsheet.",
)
_LINE = Sentence(vi="– {text}", en="– {text}")

_DRAFTED = Sentence(
    vi="📄 <b>{title}</b>\nĐọc được <b>{obligations}</b> nghĩa vụ, {dated} có thời hạn. Độ tin cậy: {confident}.",
    en="📄 <b>{title}</b>\n<b>{obligations}</b> obligations were read, {dated} with a deadline. Confidence: {confident}.",
)
_CONFIDENCE = {
    "cao": Sentence(vi="cao {n}", en="high {n}"),
    "vừa": Sentence(vi="vừa {n}", en="middling {n}"),
    "thấp": Sentence(vi="thấp {n}", en="low {n}"),
}
_NO_YEAR = Sentence(
    vi="⚠️ Không rõ năm của kế hoạch: hãy ghi ô “Năm” ở trang tính “Kế hoạch”, để thời hạn không ghi năm được tính đúng.",
    en="⚠️ The year is not clear: fill in “Năm” on the sheet “Kế hoạch”, so that deadlines without a year come right.",
)
_NEW_UNITS = Sentence(
    vi="🏛 <b>{n} đơn vị chưa có trong danh sách</b>, tạm thêm vào trang tính “Đơn vị”:",
    en="🏛 <b>Units not in the list: {n}</b>; added to the sheet “Đơn vị” for now:",
)
_DOUBTFUL = Sentence(vi="🔎 <b>{n} dòng cần xem trước</b>:", en="🔎 <b>Rows to look at first: {n}</b>")
_MISSED = Sentence(
    vi="❓ <b>{n} chỗ chưa hiểu</b>, không có trong bản nháp:",
    en="❓ <b>Not understood, and not in the draft: {n}</b>",
)
_MORE_LINES = Sentence(vi="… và {n} chỗ nữa, xem trong tệp.", en="… and {n} more, see the file.")
_DRAFT_CAPTION = Sentence(
    vi="Bản nháp, chưa nạp gì. Sửa trong Excel (dòng tô màu cần xem trước), rồi <b>gửi lại chính tệp này</b>.",
    en="A draft; nothing was loaded. Correct it in Excel (coloured rows first), then <b>send this file back</b>.",
)
_EXPORT_CAPTION = Sentence(
    vi="{title}: bản {version} đang dùng. Sửa trong Excel, <b>giữ nguyên cột Mã</b>, rồi gửi lại tệp này: tôi cho xem sẽ "
    "đổi gì trước khi áp dụng.",
    en="{title}: version {version}, in use. Amend it in Excel, <b>keep the codes</b>, then send this file back: you see "
    "what would change before it is applied.",
)


def how_to(plans: Sequence[LoadedPlan], zone: ZoneInfo, language: Language) -> Message:
    """What /kehoach answers: the way of a plan through the chat, and the plans in use."""
    shown = plans[-MOST_PLANS:]
    buttons = [
        button(_EXCEL(language, number=number), Action.EXPORT_PLAN, plan.id)
        for number, plan in enumerate(shown, start=1)
    ]
    text = lines(
        _HOW(language, limit=LARGEST_BYTES >> 20),
        "",
        _IN_USE(language) if shown else _NO_PLANS(language),
        *(_in_use(number, plan, zone, language) for number, plan in enumerate(shown, start=1)),
        _MORE_PLANS(language, n=len(plans) - len(shown)) if len(plans) > len(shown) else None,
        *(("", _ROLLBACK(language)) if shown else ()),
    )
    return Message(text, rows_of(buttons, 3))


def _in_use(number: int, plan: LoadedPlan, zone: ZoneInfo, language: Language) -> Html:
    return _PLAN(
        language,
        number=number,
        title=cut(plan.title),
        code=plan.code,
        version=plan.version,
        at=moment(plan.loaded_at, zone, language),
        obligations=plan.obligations,
    )


def only_admins(language: Language) -> Html:
    return _ONLY_ADMINS(language)


def which_kind(name: str, language: Language, *, is_evidence: bool) -> Message:
    """A file that may be a plan; ``is_evidence`` where its kind is also taken as evidence."""
    choices: list[Button] = [button(_IS_PLAN(language), Action.TAKE_PLAN)]
    if is_evidence:
        choices.append(button(_IS_EVIDENCE(language), Action.TAKE_AS_EVIDENCE))
    ask = _WHICH_KIND if is_evidence else _IS_IT_PLAN
    return Message(
        ask(language, name=name), (tuple(choices), (button(_NEVER_MIND(language), Action.CANCEL),))
    )


def too_large(name: str, language: Language) -> Html:
    return _TOO_LARGE(language, name=name, limit=LARGEST_BYTES >> 20)


def not_fetched(name: str, language: Language) -> Html:
    return _NOT_FETCHED(language, name=name)


def unreadable(name: str, problems: Sequence[InputProblem], language: Language) -> Message:
    return Message(_UNREADABLE(language, name=name, why=cut(" ".join(map(str, problems)), 600)))


def secret(name: str, problems: Sequence[InputProblem], language: Language) -> Message:
    return Message(_SECRET(language, name=name, why=problems[0].message))


def mistakes(name: str, problems: Sequence[InputProblem], language: Language) -> Message:
    """A plan cannot be used as it is: the first mistakes, and how many there are."""
    hidden = len(problems) - MOST_PROBLEMS
    return Message(
        lines(
            _MISTAKES(language, name=name, n=len(problems)),
            *(_LINE(language, text=cut(str(problem))) for problem in problems[:MOST_PROBLEMS]),
            _MORE_MISTAKES(language, n=hidden) if hidden > 0 else None,
            _MEND(language),
        )
    )


def drafted(draft: Drafted, language: Language) -> Message:
    """What was read out of a document, how surely, and where a person must look."""
    confident = ", ".join(
        word(language, n=draft.confident[key])
        for key, word in _CONFIDENCE.items()
        if draft.confident.get(key)
    )
    return Message(
        lines(
            _DRAFTED(
                language,
                title=cut(draft.title),
                obligations=draft.obligations,
                dated=draft.dated,
                confident=confident,
            ),
            None if draft.has_year else _NO_YEAR(language),
            *_places(_NEW_UNITS, draft.new_units, language),
            *_places(_DOUBTFUL, draft.doubtful, language),
            *_places(_MISSED, draft.missed, language),
        )
    )


def draft_caption(language: Language) -> Html:
    return _DRAFT_CAPTION(language)


def export_caption(plan: LoadedPlan, language: Language) -> Html:
    return _EXPORT_CAPTION(language, title=cut(plan.title), version=plan.version)


def _places(heading: Sentence, places: Sequence[str], language: Language) -> Sequence[str]:
    if not places:
        return ()
    hidden = len(places) - MOST_PLACES
    more = (_MORE_LINES(language, n=hidden),) if hidden > 0 else ()
    shown = (_LINE(language, text=cut(place, 140)) for place in places[:MOST_PLACES])
    return ("", heading(language, n=len(places)), *shown, *more)


def cut(text: str, most: int = LONGEST_LINE) -> str:
    """A text of at most ``most`` characters, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
