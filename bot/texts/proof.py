"""What goes with the record of reminding."""

from collections.abc import Sequence

from bot.texts.language import Html, Language, Sentence, lines
from bot.texts.message import Message
from plan_data.channel import Channel
from plan_data.store.proof import Proof

_ASK = Sentence(
    vi="Gõ mã việc sau lệnh, thêm tên đơn vị nếu cần: <code>/chungminh GN-03 Quan Hóa</code>",
    en="Add the code, and a unit if you like: <code>/proof GN-03 Quan Hóa</code>",
)
_CAPTION = Sentence(
    vi="🧾 <b>Biên bản nhắc việc</b> <code>{code}</code>: {units} đơn vị, {told} tin đã đến, {failed} tin không đến, "
    "{answers} lần trả lời.",
    en="🧾 <b>Record of reminding</b> <code>{code}</code>: {units} units, {told} messages arrived, {failed} did not, "
    "{answers} answers.",
)
_BY_LETTER = Sentence(
    vi="✉️ Trong đó {n} tin đi qua thư điện tử, vì Telegram không đến được.",
    en="✉️ {n} of them went by e-mail, because Telegram did not get through.",
)
_CUT = Sentence(
    vi="Chỉ gồm {shown} trong {n} đơn vị; thêm tên đơn vị sau mã để lấy riêng.",
    en="Only {shown} of {n} units; add a unit's name to get its own.",
)


def ask_code(language: Language) -> Message:
    return Message(_ASK(language))


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
