"""Read a reply: text → tokens → marks → statements → evidence → decision."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.progress_reply.judgement.asking_back import names_none
from bot.progress_reply.judgement.decide import Rule, decide
from bot.progress_reply.judgement.evidence import weigh
from bot.progress_reply.judgement.finish import finishes_everything
from bot.progress_reply.judgement.note import MAX_NOTE, find_note
from bot.progress_reply.judgement.overtaken import takes_back
from bot.progress_reply.marks.find_marks import find_marks
from bot.progress_reply.marks.mark import Mark, with_followers
from bot.progress_reply.marks.names import with_names
from bot.progress_reply.marks.past_days import with_past_days
from bot.progress_reply.model import ProgressReply, Status
from bot.progress_reply.statements.divide import Statement, divide
from bot.progress_reply.statements.every_duty import counts_some, every_duty_place
from bot.progress_reply.statements.remaining import name_remaining
from bot.progress_reply.words.quotation import without_quotation
from bot.progress_reply.words.signs import Sign
from bot.progress_reply.words.tokens import tidy, tokenize
from bot.progress_reply.words.vni import undo_vni
from bot.progress_reply.words.vocabulary import expand

_WHEN = frozenset({"khi nao", "bao gio", "luc nao", "hom nao"})
_NO_DUTY = (" viec nao", " cai nao", " muc nao")
_NONE_OF_THEM = frozenset(f"{noun} nao {end}" for noun in ("viec", "cai", "muc") for end in ("ca", "het"))
MAX_TEXT = 4096  # characters; Telegram sends no longer message
_REASON = re.compile(r"\b(?:vì|vi|do|bởi|because|lý do|ly do|reason)\b[\s:]*(.+)", re.IGNORECASE | re.DOTALL)
_STARTS_WITH_DAY = re.compile(r"\s*\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b")


def read_reply(
    text: str, *, today: date | None = None, listed: Sequence[int] = ()
) -> tuple[ProgressReply, ...]:
    """Read what an official says of the duties in the message replied to; never empty, never raises.

    ``today`` is the official's day: "đến 15/6" is the next 15 June on or after it, and stays unknown without
    it. ``listed`` are the numbers of the list replied to, in its order; with them "việc cuối", "còn lại" and
    "xong hết" find their numbers, without them they stay open. A text above ``MAX_TEXT`` characters is
    ``unclear`` as a whole, for its end may deny its beginning.
    """
    if len(text) > MAX_TEXT:
        beginning = tidy(text[:MAX_NOTE]).strip() or None
        return (ProgressReply((), Status.UNCLEAR, note=beginning, because="longer than a message can be"),)
    tidied = tidy(text)
    marks = find_marks(expand(undo_vni(without_quotation(tokenize(tidied)))), today, listed)
    marks = with_past_days(with_names(marks))
    statements = _without_repeated(name_remaining(_without_taken_back(divide(marks)), listed))
    condition_at = next((mark.start for mark, after in with_followers(marks, 1) if _is_if(mark, after)), None)
    answers_list = len(listed) > 1
    replies = [
        _under_condition(
            _reply(tidied, statement, answers_list=answers_list, is_alone=len(statements) == 1),
            statement,
            condition_at,
        )
        for statement in statements
    ]
    if any(statement.items or statement.contested for statement in statements):
        replies = [_beside_items(reply) for reply in replies if not _is_greeting(reply)]
    return tuple(replies)


def _without_repeated(statements: list[Statement]) -> list[Statement]:
    """Drop items named again with nothing said of them: "1 xong, 3 xong, 2 việc này"."""
    told = {item for own in statements if own.marks and own.items != "all" for item in own.items}
    return [own for own in statements if own.marks or not own.items or not told.issuperset(own.items)]


def _without_taken_back(statements: list[Statement]) -> list[Statement]:
    """Drop a statement taken back in favour of the next one of the same items."""
    return [
        own
        for own, following in zip(statements, [*statements[1:], None], strict=True)
        if following is None or own.items != following.items or not own.items or not takes_back(own.marks)
    ]


def _under_condition(reply: ProgressReply, statement: Statement, condition_at: int | None) -> ProgressReply:
    """Ask about a finish that an earlier "nếu" may put under a condition: "nếu 1 xong thì 2 xong"."""
    said_at = min((mark.start for mark in statement.marks), default=0)
    if reply.status is not Status.DONE or condition_at is None or said_at < condition_at:
        return reply
    return replace(reply, status=Status.UNCLEAR, because="a finish after a condition")


def _is_if(mark: Mark, after: Sequence[Mark]) -> bool:
    """Tell whether a condition begins here: "khi nào xong …", against "việc 2 hạn khi nào, 1 xong rồi"."""
    asks = mark.folded in _WHEN and all(other.has(Sign.BREAK, Sign.ASK) for other in after)
    return mark.has(Sign.IF) and not asks


def _is_greeting(reply: ProgressReply) -> bool:
    """Tell whether a statement only opens or closes a list of items: "Đã nhận. 1 xong, 2 60%"."""
    return not reply.items and (
        reply.status is Status.ACKNOWLEDGED or reply.because == "nothing that can be read for sure"
    )


def _beside_items(reply: ProgressReply) -> ProgressReply:
    """Ask about a finish without items beside numbered ones: it may mean any of them."""
    if reply.items or reply.status is not Status.DONE:
        return reply
    return replace(reply, status=Status.UNCLEAR, because="a finish beside numbered items")


def _denies_each(marks: Sequence[Mark]) -> bool:
    """Tell whether none of the duties is said to be done: "chưa làm việc nào cả", "chưa xong việc nào"."""
    return any(
        mark.folded in _NONE_OF_THEM
        or names_none(marks, at)
        or (mark.has(Sign.NOT_YET, Sign.NOT) and mark.folded.endswith(_NO_DUTY))
        for at, mark in enumerate(marks)
    )


def _reply(text: str, statement: Statement, *, answers_list: bool, is_alone: bool) -> ProgressReply:
    """Judge one statement, perhaps of several duties, perhaps all that was said of them."""
    said = weigh(statement.marks, of_items=bool(statement.items))
    rule = decide(said)
    if statement.contested or (answers_list and not statement.items and counts_some(statement.marks)):
        rule = Rule("nobody can tell which items are meant", rule.applies, Status.UNCLEAR)
    items = statement.items
    is_of_list = answers_list and is_alone
    if not items and is_of_list and _denies_each(statement.marks):
        items = "all"  # "chưa làm việc nào cả"
    if not items and rule.status is Status.DONE:
        names_all = every_duty_place(statement.marks) is not None
        items = "all" if names_all or (is_of_list and finishes_everything(statement.marks)) else ()
    return ProgressReply(
        items=items,
        status=rule.status,
        # "100% xã đã họp, còn tổng hợp": the share of something else than the duty
        percent=None if rule.status is Status.IN_PROGRESS and said.percent == 100 else said.percent,
        document=said.document.document if said.document else None,
        document_on=said.document.day if said.document else None,
        until=said.until if rule.status is Status.EXTENSION else None,
        extra_days=said.extra_days if rule.status is Status.EXTENSION else None,
        note=find_note(text, statement.marks, rule.status),
        because=rule.reason,
    )


def read_until(text: str, *, today: date) -> ProgressReply:
    """Read the answer to "until when?": a request, with ``until`` or ``extra_days`` where it names either."""
    reply = read_reply(f"xin lùi {text}" if _STARTS_WITH_DAY.match(text) else text, today=today)[0]
    if reply.until is None and reply.extra_days is None:
        reply = read_reply(f"xin gia hạn {text}", today=today)[0]
    return replace(reply, status=Status.EXTENSION)


def reason_in(text: str) -> str | None:
    """What stands after "vì", "do", "lý do"; None without such a word."""
    found = _REASON.search(text)
    return found[1].strip() if found else None
