"""Work out which numbers "the remaining ones" are: "1 xong, còn lại chưa làm", "xong hết, trừ việc 2".

Both need the list that was replied to. Where it is not known, or where what was said does not fit it ("cả ba
việc" of four), nobody can tell which duties are meant, and the statement is contested.
"""

from collections.abc import Sequence
from itertools import pairwise

from bot.progress_reply.marks.mark import Mark, any_has
from bot.progress_reply.statements.divide import Statement
from bot.progress_reply.statements.every_duty import count_of_all, every_duty_place
from bot.progress_reply.words.signs import Sign

_SETS_APART = (Sign.EXCEPT, Sign.REMAINDER, Sign.ONLY)
_AROUND = (Sign.COURTESY, Sign.PERSON, Sign.BREAK)


def name_remaining(statements: list[Statement], listed: Sequence[int]) -> list[Statement]:
    """Give the statements about "the rest" and "all but …" their numbers, or mark them as contested."""
    if len(statements) > 1 and len(listed) > 1:
        _call_all(statements, listed)
    statements = _with_exceptions_parted(statements)
    named = {item for own in statements if own.items != "all" for item in own.items}
    rests = [own for own in statements if own.rest]
    is_known = len(listed) > 1 and named <= set(listed)
    left = tuple(item for item in listed if item not in named) if is_known else ()
    whole = _whole(statements)
    if len(rests) == 1 and whole is None:
        # "ba việc trên" of a list of three
        _name(rests[0], left if named or rests[0].count == len(listed) else ())
        return _with_leading_items_joined(statements, rests[0])
    if rests:
        for own in rests:
            _name(own, ())
    elif whole is not None:
        miscounts = len(listed) > 1 and whole.count not in (None, len(listed))
        whole.count = None  # of all of them, of which some are set apart
        if (is_known and named) or any(map(_is_excepted, statements)):
            _name(whole, left)
        whole.contested = whole.contested or miscounts
    elif len(listed) > 1:
        _contest_miscounts(statements, len(listed))
    if is_known:
        for own in filter(_is_excepted, statements):
            own.marks = [mark for mark in own.marks if not mark.has(Sign.EXCEPT)]
    return statements


def _call_all(statements: Sequence[Statement], listed: Sequence[int]) -> None:
    """Call every number of the list "all", so that others can be set apart: "cả 4 việc đều xong, trừ 3"."""
    for own in statements:
        if own.items == tuple(listed):
            own.items = "all"


def _contest_miscounts(statements: Sequence[Statement], listed: int) -> None:
    """Contest "xong cả ba việc" of a list that is longer."""
    for own in statements:
        place = None if own.items else every_duty_place(own.marks)
        if place is not None and count_of_all(own.marks, place) not in (None, listed):
            own.contested = True


def _with_leading_items_joined(statements: list[Statement], rest: Statement) -> list[Statement]:
    """Join "việc 2 và các việc còn lại" where nothing was said of the first items alone."""
    at = statements.index(rest)
    before = statements[at - 1] if at else None
    if before is None or before.marks or not any_has(rest.led_over, Sign.AND) or rest.items in ((), "all"):
        return statements
    rest.items = (*before.items, *rest.items)
    return [own for own in statements if own is not before]


def _name(statement: Statement, items: tuple[int, ...]) -> None:
    statement.contested = not items or (statement.count or len(items)) != len(items)
    statement.rest = False
    if items:
        statement.items = items


def _whole(statements: Sequence[Statement]) -> Statement | None:
    """Return the one statement about all duties; with exceptions beside it, "xong" alone is of all others."""
    every = [own for own in statements if own.items == "all"]
    if every:
        return every[0] if len(every) == 1 else None
    apart = [own for own in statements if _is_excepted(own)]
    unnamed = [own for own in statements if not (own.items or own.rest) and any_has(own.marks, *_FINISH)]
    if not apart or len(unnamed) != 1:
        return None
    by_name = any_has([mark for own in apart for mark in (*own.led_over, *own.marks[:1])], Sign.EXCEPT)
    return unnamed[0] if by_name or any_has(unnamed[0].marks, Sign.WHOLLY, Sign.ALL) else None


_FINISH = (Sign.DONE, Sign.SENT)


def _is_excepted(statement: Statement) -> bool:
    """Tell whether "trừ", "chỉ còn" or "riêng" sets these items apart from all others."""
    is_numbered = bool(statement.items) and statement.items != "all"
    led_in = [*statement.led_over, *statement.marks[:1]]
    return is_numbered and (
        any_has(statement.marks[:1], Sign.EXCEPT)
        or any_has(statement.led_over, *_SETS_APART)
        or any(mark.folded == "rieng" for mark in led_in)
    )


def _with_exceptions_parted(statements: Sequence[Statement]) -> list[Statement]:
    """Move "trừ", "chỉ còn" from the end of a statement to the next; part "trừ 2 / xong hết"."""
    parted: list[Statement] = []
    for own in statements:
        if parted and own.items and own.items != "all" and parted[-1].items in ((), "all"):
            own.led_over = [*_cut_off_end(parted[-1].marks), *own.led_over]
        parted.append(own)
    for whole, own in pairwise(parted):
        if whole.items == "all" and not whole.marks and any_has(own.led_over, Sign.EXCEPT):
            whole.marks, own.marks = own.marks, []  # "tất cả trừ việc 1 / đã xong"
    lone = [own for own in parted if _is_excepted(own)]
    if len(parted) == len(lone) == 1 and any_has(lone[0].marks, Sign.WHOLLY, Sign.ALL):
        (own,) = lone
        told = [mark for mark in own.marks if not mark.has(Sign.EXCEPT)]
        own.marks = own.marks[: len(own.marks) - len(told)]
        parted.append(Statement(marks=told))
    return parted


def _cut_off_end(marks: list[Mark]) -> list[Mark]:
    start = len(marks)
    while start and marks[start - 1].has(*_SETS_APART, *_AROUND):
        start -= 1
    apart = marks[start:]
    if not any_has(apart, *_SETS_APART):
        return []
    del marks[start:]
    return apart
