"""What goes with the record of reminding."""

from collections.abc import Sequence

from bot.texts.language import Html, Language, Sentence, lines, listed
from bot.texts.message import Message
from plan_data.channel import Channel
from plan_data.store.duties import Duty
from plan_data.store.proof import Proof

LEADS_SHOWN = 5

_ASK = Sentence(
    vi="Gõ mã việc sau lệnh, thêm tên đơn vị nếu cần: <code>/chungminh GN-03 Quan Hóa</code>",
    en="Add the code, and a unit if you like: <code>/proof GN-03 Quan Hóa</code>",
)
_CAPTION = Sentence(
    vi="🧾 <b>Biên bản nhắc việc</b> <code>{code}</code>: {units} đơn vị, {told} tin đã đến, {failed} tin không đến, "
    "{answers} lần trả lời.",
    en="🧾 <b>Record of reminding</b> <code>{code}</code>: units {units}, messages that arrived {told}, "
    "that did not {failed}, answers {answers}.",
)
_BY_LETTER = Sentence(
    vi="✉️ Trong đó {n} tin đi qua thư điện tử, vì Telegram không đến được.",
    en="✉️ {n} of them went by e-mail, because Telegram did not get through.",
)
_DOES_NOT_LEAD = Sentence(
    vi="{unit} không chủ trì việc {code}. Chủ trì: {leads}.",
    en="{unit} does not lead {code}. It is led by {leads}.",
)
_NOBODY_LEADS = Sentence(
    vi="Trong phần bạn được xem, không đơn vị nào chủ trì việc {code}.",
    en="Of the units you may see none leads {code}.",
)
_AND_MORE = Sentence(vi="{names} và {n} đơn vị khác", en="{names} and {n} more")
_CUT = Sentence(
    vi="Chỉ gồm {shown} trong {n} đơn vị; thêm tên đơn vị sau mã để lấy riêng.",
    en="Only {shown} of {n} units; add a unit's name to get its own.",
)


def ask_code(language: Language) -> Message:
    return Message(_ASK(language))


def does_not_lead(code: str, unit_name: str, duties: Sequence[Duty], language: Language) -> str:
    """The unit that was named has nothing to do with these duties."""
    names = list(dict.fromkeys(duty.unit_name for duty in duties))
    if not names:
        return nobody_leads(code, language)
    leads = listed(names[:LEADS_SHOWN], language)
    if len(names) > LEADS_SHOWN:
        leads = _AND_MORE(language, names=", ".join(names[:LEADS_SHOWN]), n=len(names) - LEADS_SHOWN)
    return _DOES_NOT_LEAD(language, unit=unit_name, code=code, leads=leads)


def nobody_leads(code: str, language: Language) -> str:
    return _NOBODY_LEADS(language, code=code)


def caption(proofs: Sequence[Proof], found: int, language: Language) -> Html:
    """``found`` is how many duties there are; the record may hold fewer."""
    letters = sum(told.channel is Channel.EMAIL for proof in proofs for told in proof.told)
    return lines(
        _CAPTION(
            language,
            code=proofs[0].duty.code,
            units=len(proofs),
            told=sum(len(proof.told) for proof in proofs),
            failed=sum(len(proof.not_told) for proof in proofs),
            answers=sum(len(proof.answered) for proof in proofs),
        ),
        _BY_LETTER(language, n=letters) if letters else None,
        _CUT(language, shown=len(proofs), n=found) if found > len(proofs) else None,
    )
