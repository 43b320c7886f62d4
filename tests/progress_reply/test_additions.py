"""Metamorphic tests: what people add to a plain report leaves its status as it is, however it is typed."""

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

import pytest

from bot.progress_reply import Status, read_reply
from plan_data.units import fold
from tests.progress_reply.additions import (
    AFTERWORD,
    AROUND,
    ENGLISH_AROUND,
    FINISHED,
    HANDED_IN,
    HANDING,
    IN_ENGLISH,
    ITEM_NAMES,
    ITEM_PARTINGS,
    NONE_OF_THEM,
    OF_ALL,
    OPEN,
    PAST_TIME,
    REQUESTS,
    SET_APART,
    STATUS_FIRST,
)
from tests.progress_reply.corpus import TODAY

SAMPLE = 700  # texts of each test; the whole product has more than a hundred thousand
LEAST_SHARE = 0.99
LEAST_SHARE_OF_LISTS = 0.99
LEAST_SHARE_HASTY = 0.95  # upper case hides names, and bare letters hide whole words: "da" is "đã" or "dạ"
# from the inside out: a quoted line stands above the greeting, a signature below the thanks
NESTING = (
    *("object", "receiver", "way", "time", "particle", "emoji", "politeness", "thanks", "signature"),
    *("greeting", "quote"),
)
LISTED = (1, 2, 3, 4)
LIST_KINDS = (Status.IN_PROGRESS, Status.NOT_STARTED, Status.BLOCKED)
ListCase = tuple[str, dict[int, Status]]  # an answer to the list, and what it says of each duty
TEENCODE = {"rồi": "r", "xong": "xog", "không": "ko", "được": "dc", "báo cáo": "bc", "anh": "a", "em": "e"}


def with_one() -> Iterator[tuple[Status, str]]:
    """Every report with every single addition that fits it."""
    handing = chain.from_iterable(HANDING.values())
    yield from joined(Status.DONE, HANDED_IN, (*handing, *PAST_TIME))
    yield from joined(Status.DONE, FINISHED, PAST_TIME)
    yield from joined(Status.DONE, HANDED_IN | FINISHED, AFTERWORD)
    yield from joined(Status.DONE, IN_ENGLISH, ENGLISH_AROUND)
    for status, reports in {Status.DONE: HANDED_IN | FINISHED, **OPEN}.items():
        yield from joined(status, reports, chain.from_iterable(AROUND.values()))


def joined(status: Status, reports: Iterable[str], additions: Iterable[str]) -> Iterator[tuple[Status, str]]:
    around = tuple(additions)
    return ((status, put(around_it, report)) for report in sorted(reports) for around_it in around)


def put(addition: str, report: str) -> str:
    return addition.replace("{}", report)


def with_two(chooser: random.Random) -> tuple[Status, str]:
    """One report with two additions of different tables."""
    status = chooser.choice([Status.DONE, Status.DONE, Status.DONE, *OPEN])
    reports = HANDED_IN | FINISHED if status is Status.DONE else OPEN[status]
    report = chooser.choice(sorted(reports))
    tables: dict[str, tuple[str, ...]] = dict(AROUND)
    if status is Status.DONE:
        tables["time"] = PAST_TIME
    if report in HANDED_IN:
        tables |= HANDING
    inner, outer = sorted(chooser.sample(sorted(tables), 2), key=NESTING.index)
    return status, put(chooser.choice(tables[outer]), put(chooser.choice(tables[inner]), report))


def sample_with_two(seed: int) -> list[tuple[Status, str]]:
    chooser = random.Random(seed)  # noqa: S311 - a sample, not a secret
    return [with_two(chooser) for _ in range(SAMPLE)]


def statuses(text: str) -> set[Status]:
    return {reply.status for reply in read_reply(text, today=TODAY, listed=(1,))}


def hold(cases: Iterable[tuple[Status, str]], least: float) -> None:
    """Assert that nearly all are read rightly, and that none becomes a finish."""
    read = [(expected, text, statuses(text)) for expected, text in cases]
    falsely_done = [
        text for expected, text, found in read if Status.DONE in found and expected is not Status.DONE
    ]
    wrong = [(text, expected, found) for expected, text, found in read if found != {expected}]
    assert falsely_done == []
    assert len(wrong) <= (1 - least) * len(read), wrong


def without_accents(text: str) -> str:
    return "\n".join(map(fold, text.split("\n")))


def in_teencode(text: str) -> str:
    words: Mapping[str, str] = TEENCODE
    return re.sub(rf"\b(?:{'|'.join(words)})\b", lambda found: words[found[0]], text)


def test_an_addition_leaves_the_status_as_it_is() -> None:
    chooser = random.Random(1)  # noqa: S311 - a sample, not a secret
    hold(chooser.sample(list(with_one()), SAMPLE), LEAST_SHARE)


def test_two_additions_leave_the_status_as_it_is() -> None:
    hold(sample_with_two(2), LEAST_SHARE)


@pytest.mark.parametrize(
    "variant", [without_accents, str.upper, in_teencode], ids=["no accents", "upper case", "teencode"]
)
def test_additions_typed_in_haste_leave_the_status_as_it_is(variant: Callable[[str], str]) -> None:
    cases = [(status, variant(text)) for status, text in sample_with_two(3)]
    hold(cases[: SAMPLE // 2], LEAST_SHARE_HASTY)


def test_what_is_asked_for_is_never_done_whatever_is_added() -> None:
    cases = [
        put(addition, request) for request in REQUESTS for addition in chain.from_iterable(AROUND.values())
    ]
    chooser = random.Random(4)  # noqa: S311 - a sample, not a secret
    sampled = chooser.sample(cases, SAMPLE)
    assert [text for text in sampled if Status.DONE in statuses(text)] == []


def item_by_item(chooser: random.Random) -> ListCase:
    """Each item of the list named before its own report: "mục 1 đã gửi; mục 2 đang làm; …"."""
    name, parting = chooser.choice(ITEM_NAMES), chooser.choice(ITEM_PARTINGS)
    kinds = {Status.DONE: HANDED_IN | FINISHED, **OPEN}
    told = {number: chooser.choice([*LIST_KINDS, Status.DONE]) for number in LISTED}
    reports = (
        f"{put(name, str(number))} {chooser.choice(sorted(filter(bears_subject, kinds[status])))}"
        for number, status in told.items()
    )
    return parting.join(reports), told


def bears_subject(report: str) -> bool:
    """Tell whether a report can follow the one who speaks: not "em đang làm", "việc này xong rồi"."""
    subject = report.split(" ", maxsplit=1)[0]
    return subject not in ("em", "e", "tui", "mình", "xã", "đơn", "việc") and "/" not in report


def status_first(chooser: random.Random) -> ListCase:
    """The status before its items: "đã nộp số 1, 2; chưa nộp số 3 đang hoàn thiện"."""
    first, second = chooser.sample(sorted(STATUS_FIRST), 2)
    noun = chooser.choice(("số ", "việc ", "việc số ", ""))
    joiner = chooser.choice((", ", " và ", " với số "))
    told = dict.fromkeys((1, 2), STATUS_FIRST[first]) | {3: STATUS_FIRST[second]}
    parting = chooser.choice(ITEM_PARTINGS)
    return f"{put(first, f'{noun}1{joiner}2')}{parting}{put(second, f'{noun}3')}", told


def of_all(chooser: random.Random) -> ListCase:
    """One report of all duties: "cả 4 việc đều vướng kinh phí, chưa làm được việc nào"."""
    status = chooser.choice(LIST_KINDS)
    report = chooser.choice(sorted(filter(bears_subject, OPEN[status])))
    end = chooser.choice(NONE_OF_THEM) if status is Status.IN_PROGRESS else "{}"
    return put(end, put(chooser.choice(OF_ALL), report)), dict.fromkeys(LISTED, status)


def of_all_but_one(chooser: random.Random) -> ListCase:
    """A finish of all duties, one of which is set apart: "cả 4 việc đều xong, trừ việc 3 chưa làm"."""
    status = chooser.choice(LIST_KINDS)
    finish = chooser.choice(("xong", "xong rồi", "đã xong", "đã nộp", "gửi rồi", "hoàn thành rồi ạ"))
    report = chooser.choice(sorted(filter(bears_subject, OPEN[status])))
    apart = put(chooser.choice(SET_APART), report)
    return put(chooser.choice(OF_ALL), finish) + apart, dict.fromkeys(LISTED, Status.DONE) | {3: status}


@pytest.mark.parametrize("layout", [item_by_item, status_first, of_all, of_all_but_one])
@pytest.mark.parametrize("variant", [str, without_accents], ids=["as typed", "no accents"])
def test_each_duty_of_a_list_keeps_its_own_status(
    layout: Callable[[random.Random], ListCase], variant: Callable[[str], str]
) -> None:
    chooser = random.Random(5)  # noqa: S311 - a sample, not a secret
    cases = [layout(chooser) for _ in range(SAMPLE // 4)]
    read = [(text, told, by_item(variant(text))) for text, told in cases]
    falsely_done = [
        text
        for text, told, found in read
        if any(status is Status.DONE and told.get(item) is not status for item, status in found.items())
    ]
    wrong = [(text, told, found) for text, told, found in read if found != told]
    assert falsely_done == []
    assert len(wrong) <= (1 - LEAST_SHARE_OF_LISTS) * len(read), wrong


def by_item(text: str) -> dict[int, Status]:
    """Return the status of each duty that is named; a finish without items stands under 0."""
    return {
        item: reply.status
        for reply in read_reply(text, today=TODAY, listed=LISTED)
        for item in (LISTED if reply.items == "all" else reply.items or (0,))
    }
