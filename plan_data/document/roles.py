"""Who does what in a clause: who leads, who helps, who receives the report, and through whom it goes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from plan_data.document.body_words import PERSON
from plan_data.document.letters import pattern
from plan_data.document.mentions import Names
from plan_data.document.parties import Mention, Parties
from plan_data.document.unit_cells import names_only_units, parties_of_cell

_LEAD_IN = re.compile(
    r"(?:(?:và|đồng thời|trong đó|riêng|ngoài ra|cụ thể|bên cạnh đó)\s*,?\s*)?"
    r"(?:(?P<order>đề nghị|yêu cầu|giao(?:\s+(?:nhiệm vụ|trách nhiệm))?(?:\s+cho)?|phân công)\s+|"
    r"(?:đối với|trách nhiệm của|nhiệm vụ của|về phía)\s+)?(?:100%\s+)?(?:(?:mỗi|từng)\s+(?=xã|phường"
    r"|huyện|quận|thị))?",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"(?:thực hiện (?:công điện|chỉ thị|kế hoạch|quyết định|nghị quyết|công văn|ý kiến|kết luận)|trước"
    r"|trong|định kỳ|hằng|hàng|căn cứ|trên cơ sở|khi|nếu|sau|để|từ|đến|chậm nhất|muộn nhất|theo"
    r"|vào|ngay|hết|ngoài"
    r"|bên cạnh|quý|tháng|ngày|kịp thời|nhằm|đối với|hoàn thành|6 tháng|09 tháng|9 tháng|06 tháng)\b",
    re.IGNORECASE,
)
_LEADS_AFTER = re.compile(
    r"\s*(?:\([^()]*\))?\s*,?\s*(?:là\s+(?:cơ quan|đơn vị)\s+)?(?:chủ trì|có trách nhiệm chủ trì"
    r"|làm đầu mối|đầu mối)\b",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"\b(?:ubnd|[ủu][ỷy] ban nhân dân|chủ tịch|thủ tướng|chính phủ|ban chỉ đạo|ban thường vụ|thường trực"
    r"|bí thư)\b"
    r"[^,;:.]{0,40}?\s(?:yêu cầu|giao(?:\s+(?:nhiệm vụ\s+)?cho)?|đề nghị|chỉ đạo|phân công)\s+",
    re.IGNORECASE,
)
_BY = re.compile(r"\bdo\s+$", re.IGNORECASE)
_DOES_AFTER = re.compile(
    r"\s*(?:chủ trì|thực hiện|đảm nhiệm|làm|phụ trách|tham mưu|cung cấp)\b", re.IGNORECASE
)
_TOGETHER = re.compile(
    r"(?:phối\s*(?:kết\s*)?hợp(?:\s+(?:chặt chẽ|đồng bộ|thường xuyên|hiệu quả|tốt)){0,2}(?:\s+(?:với"
    r"|cùng(?:\s+với)?))?"
    r"|\bcùng(?:\s+với)?|\bvới sự (?:tham gia|phối hợp)\s+của|\bcó sự phối hợp của)\s*:?\s*",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\b(?:báo cáo|trình|gửi|nộp|tham mưu(?:\s+(?:cho|giúp|với))?|giúp|kiến nghị|đề xuất|xin ý kiến"
    r"|tham mưu,\s*trình"
    r"|đề nghị|cung cấp)\b(?P<between>[^;.]{0,90})$",
    re.IGNORECASE,
)
_SOFT_REPORT = re.compile(r"^(?:giúp|đề nghị|cung cấp|đề xuất|kiến nghị)", re.IGNORECASE)
_NOT_RECEIVER = re.compile(
    r"\b(?:của|tại|do|theo|thuộc|bởi|cho phép|đối với|hướng dẫn|chỉ đạo|phối hợp|với)\s*$", re.IGNORECASE
)
_THROUGH = re.compile(r"(?:\bthông\s+)?\bqua\s*(?:đầu mối\s+)?:?\s*$", re.IGNORECASE)
_GATHERS = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:trước [^,;]{4,30})?,?\s*(?:để\s+"
    r"|nhằm\s+)?(?:theo dõi,?\s*)?(?:kịp thời\s+)?tổng hợp\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"(?![^:]*\b(?:như|gồm|với|phối hợp|chủ trì)\b)[^:.;]{4,90}?:\s+", re.IGNORECASE)
_BEHIND_COMMA = re.compile(r"[,:]\s*(?:(?:đề nghị|giao|yêu cầu)\s+)?$", re.IGNORECASE)
_GIVEN = pattern(r",\s*giao(?:\s+(?:nhiệm vụ\s+)?cho)?\s+(?=<A>)")
_WITH = re.compile(r"\b(?:với|cùng)\s+[^;.]{0,80}$", re.IGNORECASE)
_BEFORE_LEAD = re.compile(r"(?:^|[,;:(]|\bdo|\bgiao|\blà|\bnghị|\bcầu)\s*$", re.IGNORECASE)
_NO_SUBJECT_BEFORE = re.compile(r"(?:và|của|hoặc|để)\b")
_IN_BRACKETS_LAST = re.compile(r"\(([^()]{4,200})\)\s*[.;]?\s*$")
_ROLE_WORDS = re.compile(
    r"(?:,\s*)?\b(?:là\s+(?:cơ quan|đơn vị)\s+)?(?:chủ trì|phối hợp(?:\s+(?:với|cùng))?|thực hiện|tham mưu"
    r"|phụ trách|đầu mối)\b(?:[,;]?\s*(?:thực hiện|tham mưu|phối hợp(?:\s+(?:với|cùng))?))*",
    re.IGNORECASE,
)
_SET_OFF = re.compile(r"[^\W\d_]{2}[^:;–]*(?::|;|\s[-–]|[-–]\s|\()\s*(?:giao|do)?\s*$", re.IGNORECASE)
_NOTHING_TO_DO = re.compile(
    r"(?:[\s,;.:()–-]|\b(?:chủ trì|thực hiện|tham mưu|đảm nhiệm|phụ trách|chịu trách nhiệm|hoàn thành"
    r"|xong|thời gian|thời hạn|hạn|trong|vào|và|liên quan)\b)*",
    re.IGNORECASE,
)
_HIGHER: Final = ("province",)


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles in one clause; ``lead`` is empty where the clause names nobody who leads.

    ``ordered``: the lead is the object of an order ("giao các phòng ..."), which under the heading of a unit
    is an act of that unit. ``local``: the sentences after this one go on with whoever led before it.
    ``task`` is the clause without the names before it.
    """

    lead: Parties
    ordered: bool
    local: bool
    cooperating: Parties
    report_to: tuple[str, ...]
    via: str | None
    task: str


def roles_of(text: str, names: Names, top: str | None, phrase: str | None = None) -> Roles:
    """Read the roles in a clause.

    :param top: the code of the body that issued the plan, whom "báo cáo" without a name means.
    :param phrase: the deadline phrase, left out of ``task``.
    """
    mentions = names.mentions(text)
    run, ordered = _subject(text, mentions, names, top)
    if not run and phrase and (opened := re.match(rf"{re.escape(phrase)}\s*[,:]\s*", text)):
        run = _others_from(text, opened.end(), names, opens=True)  # "Trước ngày 10, các xí nghiệp báo cáo"
    subject = names.parties_of(run)
    helpers, helper_ends = _helpers(text, mentions, names, run)
    taken = {one.start for one in (*run, *helpers)}
    in_brackets = Parties()
    receivers, via = _receivers(text, [one for one in mentions if one.start not in taken], names)
    if via and not receivers and top and top != via:
        receivers = (top,)
    if not subject and (named := _IN_BRACKETS_LAST.search(text)):
        subject, in_brackets = _in_brackets(named[1], names)
    if not subject:
        subject = names.parties_of(_named_last(text, mentions, names, phrase))
    own = set(subject.codes)
    cooperating = _without(in_brackets or names.helpers_of(helpers, text), own)
    return Roles(
        lead=subject,
        ordered=bool(ordered) and not ordered.lower().startswith("đề nghị"),
        local=ordered.lower().startswith("yêu cầu"),
        cooperating=cooperating,
        report_to=tuple(code for code in receivers if code not in own),
        via=via,
        task=task_of(text, run, helper_ends, phrase),
    )


def says_nothing_to_do(task: str) -> bool:
    """Tell whether a task is only words of roles and ends: "Sở Y tế tham mưu, hoàn thành trước 30/4"."""
    return _NOTHING_TO_DO.fullmatch(task) is not None


def _in_brackets(text: str, names: Names) -> tuple[Parties, Parties]:
    """Return who leads and who helps in brackets behind a task: "(Sở Nội vụ chủ trì; Sở Y tế phối hợp)".

    Both are empty where the brackets say anything else.
    """
    lead, signs, rest = _leader_and_rest(re.sub(r"^\s*(?:giao|do)\s+", "", text, flags=re.IGNORECASE))
    if not names_only_units(lead, names) or re.search(r"\d", lead):
        return Parties(), Parties()
    helpers = _ROLE_WORDS.sub(" ", rest).strip(" ,;:")
    return parties_of_cell(lead, names), parties_of_cell(helpers, names) if signs and helpers else Parties()


def _leader_and_rest(text: str) -> tuple[str, str, str]:
    """Split "Sở Y tế chủ trì, phối hợp Công an tỉnh" at the first word of a role."""
    found = _ROLE_WORDS.search(text)
    if found is None or not text[: found.start()].strip():
        return text, "", ""
    return text[: found.start()].strip(" ,;"), found[0], text[found.end() :]


def _named_last(
    text: str, mentions: Sequence[Mention], names: Names, phrase: str | None
) -> tuple[Mention, ...]:
    """Return who stands at the end, behind the task and a sign: "Đề án rừng: Sở Y tế (Quý II)"."""
    for one in mentions:
        if not _SET_OFF.search(text[: one.start]):
            continue
        run = names.run_at(text, one.start, mentions)
        rest = text[run[-1].end :]
        if phrase:
            rest = rest.replace(phrase, " ", 1)
        if _NOTHING_TO_DO.fullmatch(rest):
            return run
    return ()


def _subject(
    text: str, mentions: Sequence[Mention], names: Names, top: str | None
) -> tuple[tuple[Mention, ...], str]:
    """Return who the clause is about, and the word of order before them, empty where there is none."""
    lead_in = _LEAD_IN.match(text)
    start = lead_in.end() if lead_in else 0
    order_word = (lead_in["order"] or "") if lead_in else ""
    if run := _run_from(text, start, mentions, names):
        if run[0].codes == (top,) and len(run) == 1:
            order = re.match(
                r"\s*(?:đề nghị|yêu cầu|giao)(?:\s+(?:nhiệm vụ\s+)?cho)?\s+",
                text[run[0].end :],
                re.IGNORECASE,
            )
            if order and (given := _run_from(text, run[0].end + order.end(), mentions, names)):
                return given, ""
        return run, order_word
    if named := _named_as_leading(text, mentions, names):
        return named, ""
    if others := _others_from(text, start, names):
        return others, order_word
    if ordered := _ordered_inside(text, mentions, names):
        return ordered, ""
    order = _GIVEN.search(text)  # "Hội nghị họp ngày 02/11, giao Văn phòng chuẩn bị tài liệu"
    if order and (run := _run_from(text, order.end(), mentions, names)):
        return run, "giao"
    return _named_after_comma(text, mentions, names), ""


def _named_as_leading(text: str, mentions: Sequence[Mention], names: Names) -> tuple[Mention, ...]:
    """Return who stands before "chủ trì", or behind "do": "do Sở Y tế chủ trì", "giao Sở Y tế chủ trì"."""
    for at, one in enumerate(mentions):
        before = text[: one.start]
        if _WITH.search(before):
            continue
        if _LEADS_AFTER.match(text, one.end) and _BEFORE_LEAD.search(before):
            return _list_ending_at(text, mentions, at)
        run = names.run_at(text, one.start, mentions)
        if _BY.search(before) and _DOES_AFTER.match(text, run[-1].end):
            return run
    return ()


def _ordered_inside(text: str, mentions: Sequence[Mention], names: Names) -> tuple[Mention, ...]:
    """Return whom an authority orders within a sentence: "..., UBND tỉnh yêu cầu các sở, ngành ..."."""
    for order in _ORDERS.finditer(text):
        if found := _run_from(text, order.end(), mentions, names) or _others_from(text, order.end(), names):
            return found
    return ()


def _named_after_comma(text: str, mentions: Sequence[Mention], names: Names) -> tuple[Mention, ...]:
    """Return the subject behind words about time or grounds: "Trước ngày 15/12, UBND các xã báo cáo"."""
    topic = _TOPIC.match(text)
    start = next((at for at in (0, topic.end() if topic else 0) if _ADVERBIAL.match(text, at)), None)
    if start is None:
        return ()
    for one in mentions:
        if one.start > start + 3 and _BEHIND_COMMA.search(text[: one.start]):
            run = names.run_at(text, one.start, mentions)
            link = re.match(r"\s*(?:,|và)\s+", text[run[-1].end :])
            group = names.group_at(text, run[-1].end + link.end()) if link else None
            after = names.without_own_place(text[run[-1].end :].lstrip())
            if group is not None or (after[:1].islower() and not _NO_SUBJECT_BEFORE.match(after)):
                return (*run, group) if group is not None else run
    return ()


def _run_from(text: str, start: int, mentions: Sequence[Mention], names: Names) -> tuple[Mention, ...]:
    """Return the units in one list that begins at ``start``, behind a person's office or a topic."""
    person = PERSON.match(text, start)
    topic = _TOPIC.match(text, start)
    ends = (start, person.end() if person else start, topic.end() if topic else start)
    for at in dict.fromkeys(ends):
        if run := names.run_at(text, at, mentions):
            unknown = _unknown_after(text, run[-1].end, names, opens=start == 0)
            return (*run, unknown) if unknown else run
    return ()


def _others_from(text: str, start: int, names: Names, *, opens: bool = False) -> tuple[Mention, ...]:
    """Return the body or group at ``start`` that the directory does not have; ``opens``: the clause does."""
    opens = opens or start == 0
    person, topic = PERSON.match(text, start), _TOPIC.match(text, start)
    for at in dict.fromkeys(found.end() if found else start for found in (None, person, topic)):
        if unknown := names.unknown_at(text, at, opens=opens):
            return (unknown,)
    for at in dict.fromkeys((start, person.end() if person else start)):
        if opens and (group := names.group_at(text, at)):
            return (group,)
    return ()


def _unknown_after(text: str, end: int, names: Names, *, opens: bool) -> Mention | None:
    """Return a body we do not know that closes a list: "Sở Y tế và Công ty Cấp nước chủ trì"."""
    link = re.match(r"\s*(?:,|và)\s+", text[end:])
    return names.unknown_at(text, end + link.end(), opens=opens) if link else None


def _list_ending_at(text: str, mentions: Sequence[Mention], at: int) -> tuple[Mention, ...]:
    first = at
    while first and re.fullmatch(r"\s*(?:,|và|;)\s*", text[mentions[first - 1].end : mentions[first].start]):
        first -= 1
    return tuple(mentions[first : at + 1])


def _helpers(
    text: str, mentions: Sequence[Mention], names: Names, subject: Sequence[Mention]
) -> tuple[tuple[Mention, ...], int]:
    helpers: list[Mention] = []
    last = 0
    taken = {one.start for one in subject}
    for found in _TOGETHER.finditer(text):
        run = names.run_at(text, found.end(), [one for one in mentions if one.start not in taken])
        if not run and text[found.end() : found.end() + 1].isupper():
            unknown = names.unknown_at(text, found.end())
            run = (unknown,) if unknown else ()
        if run:
            helpers += run
            last = last or run[-1].end
    return tuple(dict.fromkeys(helpers)), last


def _receivers(text: str, mentions: Sequence[Mention], names: Names) -> tuple[tuple[str, ...], str | None]:
    receivers: list[str] = []
    via: str | None = None
    covered = -1
    for one in mentions:
        if not one.codes or one.start < covered:
            continue
        before = text[: one.start]
        single = one.sort == "unit" and len(one.codes) == 1
        if single and via is None and _THROUGH.search(before):
            via = one.codes[0]
            continue
        found = _REPORTS.search(before)
        if found is None or _NOT_RECEIVER.search(before) or _THROUGH.search(before):
            continue
        unit = names.directory.get(one.codes[0])
        higher = unit is not None and (unit.level in _HIGHER or unit.code in {"HDND-TINH", "TINH-UY"})
        between = found["between"]
        if not higher and (_SOFT_REPORT.match(found[0]) or len(between.split()) > 8):
            continue
        if one.sort == "class" and not re.search(
            r"(?:gửi|báo cáo)(?:\s+\w+){0,3}\s*$", before, re.IGNORECASE
        ):
            continue
        run = names.run_at(text, one.start, mentions)
        covered = run[-1].end
        if single and not higher and via is None and _GATHERS.match(text, run[-1].end):
            via = one.codes[0]
            continue
        receivers += [code for each in run for code in each.codes if code not in receivers]
    return tuple(receivers), via


def _without(parties: Parties, codes: set[str]) -> Parties:
    """Leave out who leads already; classes beside a vague group are part of that group's words."""
    return Parties(tuple(code for code in parties.codes if code not in codes), parties.unknown, parties.vague,
                   parties.doubts)  # fmt: skip


def task_of(text: str, subject: Sequence[Mention], helpers_end: int, phrase: str | None) -> str:
    """Return what is to be done, without the names in front: the beginnings of a short title."""
    start = max([one.end for one in subject if one.start < 80], default=0)
    head = text[start:]
    if helpers_end > start and re.match(
        r"[\s,:]*(?:có trách nhiệm\s+)?(?:chủ trì,?\s*)?(?:phối|cùng)", head, re.IGNORECASE
    ):
        head = text[helpers_end:]
    head = re.sub(r"^\s*(?:(?:có\s+)?liên quan)", "", head)
    head = re.sub(
        r"^[\s,:;.–-]*(?:(?:có trách nhiệm|chủ trì|chịu trách nhiệm|phải|đồng thời|trong đó|tiếp tục"
        r"|khẩn trương|chủ động)\b[\s,]*)*",
        "", head, flags=re.IGNORECASE,
    )  # fmt: skip
    if phrase and phrase in head:
        before, after = head.split(phrase, 1)
        head = (
            f"{before.rstrip(' ,;(')} {after.lstrip(' ,;)')}" if len(before) > 15 else after.lstrip(" ,;:)")
        )
    return head.strip(" ,;.:")
