"""Divide the marks of a reply into statements: which items of the digest, and what is said of them.

Officials write "1 xong, 2 60%", "việc 2 và 3 đã xong", "Xong: 1, 2. Đang làm: 3", "1. xong 2. 60%", or
nothing but the status. A number is an item only where its neighbours allow no other reading: "18/24 xã",
"xong 2 việc", "BC số 45" are none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.progress_reply.marks.mark import Mark, any_has, with_followers
from bot.progress_reply.model import Items
from bot.progress_reply.statements.numbers import PREDICATE, STATUS_BEFORE_ITEM
from bot.progress_reply.statements.references import (
    DOUBT_AHEAD,
    Reference,
    ends_clause,
    leads_to_status,
    reference_at,
)
from bot.progress_reply.words.signs import Sign

_PREPOSITIONS = frozenset({"tai", "o", "cua", "ve"})
_LIST_MARKS = 32  # between the items of one list, so that reading stays linear
_WITHIN_CLAUSE = frozenset(":(=>→-–/")


@dataclass(slots=True)
class Statement:
    """Some marks that speak of the same items; ``rest`` is "the remaining ones", which have no numbers."""

    items: Items = ()
    marks: list[Mark] = field(default_factory=list)
    rest: bool = False
    count: int | None = None  # how many duties were said to be meant: "cả ba việc"
    contested: bool = False  # "xong 1, 2, 3 60%": nobody can tell where 2 belongs
    status_first: bool = False
    said_first: int = 0  # how many marks stood before the items
    led_over: list[Mark] = field(default_factory=list)  # "còn", "riêng" between the one before and this one


def divide(marks: Sequence[Mark]) -> list[Statement]:
    """Return the statements in the order of the text; at least one."""
    statements = [Statement()]
    listing = False  # an item has been named before
    clause_start = 0  # index into the current statement's marks
    at = 0
    while at < len(marks):
        current = statements[-1]
        reference = reference_at(marks, at, listing=listing)
        if reference is None:
            current.marks.append(marks[at])
            if marks[at].has(Sign.BREAK) and marks[at].source not in _WITHIN_CLAUSE:
                clause_start = len(current.marks)
            at += 1
            continue
        listing = listing or bool(reference.items)
        clause = current.marks[clause_start:]
        is_own_clause = clause_start > 0 or not current.items
        counts = any(mark.has(Sign.NUMBER) for mark in clause)  # "5 việc xong 2"
        if _closes(marks, reference) and is_own_clause and not counts and _is_status(clause):
            del current.marks[clause_start:]
            while clause[-1].folded == "moi":  # "vướng mỗi việc 3"
                clause.pop()
            statements.append(_of(reference, clause, status_first=True))
            clause_start = len(clause)
        elif reference.items == "all" and reference.end == len(marks) and _is_of_one_duty(statements):
            statements = [_of(reference, current.marks)]  # "xong hết rồi, tất cả các việc"
        elif _is_asked_for(statements) or _ends_with_place(marks, reference, statements):
            statements = [_of(reference, current.marks)]  # "xin lùi việc 3 đến 20/6", "hỏi cách tính ở mục 1"
        elif _continues(marks, reference, current):
            current.items = _join(current.items, reference.items)
        else:
            led_in = _doubts_only(clause) if is_own_clause else []
            says_first = is_own_clause and _leads_in(clause, current, starts_at=clause_start)
            if says_first:
                led_in = clause
            del current.marks[len(current.marks) - len(led_in) :]
            opened = _opened(reference, current)
            opened[0].led_over = _drop_connectives(current.marks)
            statements.extend(opened)
            statements[-1].marks.extend(led_in)
            clause_start = len(led_in) if says_first else 0
        at = reference.end
    return [statement for statement in statements if _says_something(statement, alone=len(statements) == 1)]


def _is_of_one_duty(statements: Sequence[Statement]) -> bool:
    """Tell whether a finish without items is all that was said so far."""
    return len(statements) == 1 and not statements[0].items and any_has(statements[0].marks, Sign.DONE)


def _is_asked_for(statements: Sequence[Statement]) -> bool:
    """Tell whether the items follow directly on a request for time, the first thing said."""
    said = statements[0]
    return len(statements) == 1 and not said.items and any_has(said.marks[-1:], Sign.EXTEND)


def _ends_with_place(marks: Sequence[Mark], reference: Reference, statements: Sequence[Statement]) -> bool:
    """Tell whether the items end the text as the place of what was said: "… cách tính điểm tại mục 1"."""
    said = statements[0]
    led_in = any(mark.folded in _PREPOSITIONS for mark in said.marks[-1:])
    is_last = all(
        mark.has(Sign.COURTESY, Sign.PERSON, Sign.BREAK, Sign.ASK) for mark in marks[reference.end :]
    )
    return len(statements) == 1 and not said.items and led_in and is_last


def _closes(marks: Sequence[Mark], reference: Reference) -> bool:
    """Tell whether the items end their clause, so that their status stood before them: "xong 1, 2"."""
    return ends_clause(marks, reference.end)


def _continues(marks: Sequence[Mark], reference: Reference, current: Statement) -> bool:
    """Tell whether the items belong to the list that the current statement began: "1, 2 và 3 xong"."""
    if current.status_first:
        return ends_clause(marks, reference.end) and not leads_to_status(marks, reference.end)
    return (
        bool(current.items)
        and len(current.marks) <= _LIST_MARKS
        and not (reference.rest or reference.contested or any_has(current.marks, Sign.EXCEPT))
        and not (_has_predicate(current.marks) or any_has(current.marks, Sign.ASK, Sign.IF))
        and not _counts_rest(current.marks)
    )


def _counts_rest(marks: Sequence[Mark]) -> bool:
    """Tell whether "còn 2 xã nữa" is said, where "1 còn 2" may go on with the items."""
    return any(
        mark.has(Sign.REMAINDER) and any_has(after[:1], Sign.NUMBER) and any_has(after[1:], Sign.COUNTED)
        for mark, after in with_followers(marks, 2)
    )


def _doubts_only(marks: list[Mark]) -> list[Mark]:
    """Return the clause before an item if it only casts doubt on it: "trừ 2 …", "hình như 2 xong"."""
    heading = max((place + 1 for place, mark in enumerate(marks) if mark.source == ":"), default=0)
    marks = marks[heading:]  # "Đính chính: trừ 2 …"
    told = [mark for mark in marks if not mark.has(Sign.COURTESY, Sign.PERSON)]
    return list(marks) if told and all(mark.has(*DOUBT_AHEAD) for mark in told) else []


def _leads_in(clause: Sequence[Mark], current: Statement, *, starts_at: int) -> bool:
    """Tell whether a status belongs to the items after it that get more: "chưa nộp số 3 đang hoàn thiện".

    A finish does so only where the clause before was written that way: "đã nộp 1; đã gửi 3 hôm qua".
    """
    goes_on = current.status_first and starts_at > current.said_first
    return (goes_on or any_has(clause, Sign.NOT_YET)) and _is_status(clause)


def _drop_connectives(marks: list[Mark]) -> list[Mark]:
    """Take "còn", "và", "riêng" off the end and return them: they lead over to the next item."""
    start = len(marks)
    while start and marks[start - 1].has(Sign.ALSO, Sign.AND, Sign.BUT, Sign.BREAK):
        start -= 1
    dropped = marks[start:]
    del marks[start:]
    return dropped


def _opened(reference: Reference, before: Statement) -> list[Statement]:
    """Open the statement of a reference; after "xong 1, " only the last of several is surely its own."""
    items = reference.items
    directly_after = before.status_first and all(
        mark.source == "," for mark in before.marks[before.said_first :]
    )
    if directly_after and items != "all" and len(items) > 1:
        return [Statement(items[:-1], contested=True), Statement(items[-1:])]
    return [_of(reference, [])]


def _of(reference: Reference, marks: list[Mark], *, status_first: bool = False) -> Statement:
    """Make the statement that says ``marks`` of the items referred to."""
    return Statement(
        reference.items,
        marks,
        reference.rest,
        reference.count,
        reference.contested,
        status_first,
        said_first=len(marks) if status_first else 0,
    )


def _says_something(statement: Statement, *, alone: bool) -> bool:
    names_some = bool(statement.items) or statement.rest or statement.contested
    return alone or names_some or _has_predicate(statement.marks)


def _join(left: Items, right: Items) -> Items:
    if left == "all" or right == "all":
        return "all"
    return tuple(dict.fromkeys((*left, *right)))


def _has_predicate(marks: Sequence[Mark]) -> bool:
    return any(mark.has(*PREDICATE) and not _is_filler(mark) for mark in marks)


def _is_filler(mark: Mark) -> bool:
    return mark.has(Sign.ALSO, Sign.AND) and not mark.has(Sign.DONE)


def _is_status(marks: Sequence[Mark]) -> bool:
    told = [mark for mark in marks if not mark.has(Sign.COURTESY, Sign.PERSON, Sign.BREAK)]
    while told and told[-1].folded in ("duoc", "moi"):  # "xong được 1", "vướng mỗi việc 3"
        told.pop()
    if any_has(told, Sign.EXTEND) and any_has(told[-1:], Sign.DATE, Sign.DURATION):
        return True  # "xin lùi đến 20/6 việc 3"
    return bool(told) and told[-1].has(*STATUS_BEFORE_ITEM)
