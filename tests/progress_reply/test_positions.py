"""Duties named by their place in the list: their numbers where the list is known, else a question."""

from collections.abc import Sequence

import pytest

from bot.progress_reply import read_reply
from tests.progress_reply.corpus import TODAY, items_text

FOUR = (1, 2, 3, 4)


def read(text: str, listed: Sequence[int]) -> dict[str, str]:
    return {items_text(reply): reply.status.value for reply in read_reply(text, today=TODAY, listed=listed)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("việc đầu xong, việc cuối đang làm", {"1": "done", "4": "in_progress"}),
        ("viec dau tien da nop hom qua", {"1": "done"}),
        ("hai việc đầu xong rồi, hai việc sau đang làm", {"1,2": "done", "3,4": "in_progress"}),
        ("3 cái đầu xong, cái cuối chưa", {"1,2,3": "done", "4": "not_started"}),
        ("xong việc đầu, mấy việc còn lại đang làm", {"1": "done", "2,3,4": "in_progress"}),
        ("1 xong, 2 60%, còn lại chưa làm", {"1": "done", "2": "in_progress", "3,4": "not_started"}),
        ("1 xong, chưa làm mấy việc kia", {"1": "done", "2,3,4": "not_started"}),
        ("việc thứ tư xong rồi, ba việc còn lại đang làm", {"4": "done", "1,2,3": "in_progress"}),
        ("việc 2 và các việc còn lại xong", {"2,1,3,4": "done"}),
        ("việc đầu, việc 3 xong, còn lại vướng kinh phí", {"1,3": "done", "2,4": "blocked"}),
        ("việc áp chót xong, việc cuối chưa", {"3": "done", "4": "not_started"}),
        ("hai việc giữa đang làm", {"2,3": "in_progress"}),
        ("từ việc 2 trở đi chưa làm, việc đầu xong", {"2,3,4": "not_started", "1": "done"}),
        ("riêng việc cuối xin lùi đến 5/6, còn lại xong", {"4": "extension", "1,2,3": "done"}),
        ("xin lùi việc cuối đến 5/6", {"4": "extension"}),
        ("first two done, last one in progress", {"1,2": "done", "4": "in_progress"}),
        ("việc cuối cùng xong chưa?", {"4": "unclear"}),
        ("việc cuối ngày mai nộp", {"4": "in_progress"}),
    ],
)
def test_a_place_in_the_list_finds_its_number(text: str, expected: dict[str, str]) -> None:
    assert read(text, FOUR) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("xong tất, trừ số 2 đang chờ Bộ hướng dẫn", {"1,3,4": "done", "2": "blocked"}),
        ("trừ việc 4 chưa làm, còn lại xong hết", {"4": "not_started", "1,2,3": "done"}),
        ("ngoài việc cuối ra còn lại xong cả", {"4": "unclear", "1,2,3": "done"}),
        ("tất cả trừ việc 1 đã xong", {"2,3,4": "done", "1": "unclear"}),
        ("trừ 2 xong hết", {"2": "unclear", "1,3,4": "done"}),
        ("cả 4 đều xong trừ số 3", {"1,2,4": "done", "3": "unclear"}),
        ("cả 4 việc đều xong, trừ việc 3 chưa làm", {"1,2,4": "done", "3": "not_started"}),
        ("Tất cả đã xong, chỉ còn việc 4 đang làm", {"1,2,3": "done", "4": "in_progress"}),
        ("tất cả đều xong, riêng số 3 vướng", {"1,2,4": "done", "3": "blocked"}),
    ],
)
def test_an_exception_is_taken_from_all_of_them(text: str, expected: dict[str, str]) -> None:
    assert read(text, FOUR) == expected


@pytest.mark.parametrize(
    "text", ["xong hết rồi em", "đã nộp hết rồi ạ", "cả 4 việc xong", "bốn việc đều xong"]
)
def test_of_a_list_all_is_what_is_all_finished(text: str) -> None:
    assert read(text, FOUR) in ({"all": "done"}, {"1,2,3,4": "done"})


@pytest.mark.parametrize("text", ["xong hết rồi em", "nộp hết rồi ạ"])
def test_of_one_duty_it_names_no_items(text: str) -> None:
    assert read(text, ()) == read(text, (1,)) == {"-": "done"}


@pytest.mark.parametrize(
    "text",
    [
        "cả ba việc xong",
        "xong cả 3 việc",
        "hai việc đều xong",
        "năm việc đầu xong",
        "1 xong, 2 việc còn lại xong",
        "ba việc còn lại xong",
        "7 chưa, còn lại xong",
        "nộp hết báo cáo",
        "xong hết chưa",
        "chưa xong hết",
        "trừ việc 9, còn lại xong hết",
        "hai việc sau xong",
    ],
)
def test_what_does_not_fit_the_list_finishes_no_more_than_was_named(text: str) -> None:
    finished = [items for items, status in read(text, FOUR).items() if status == "done"]
    assert set(finished) <= {"1", "-"}


@pytest.mark.parametrize(
    "text",
    [
        "2 việc cuối xong",
        "hai việc đầu xong",
        "1 chưa, còn lại xong",
        "tất cả xong, trừ việc 3 chưa",
        "việc cuối xong",
    ],
)
def test_without_the_list_nothing_is_finished_that_nobody_can_name(text: str) -> None:
    assert "done" not in read(text, ()).values()


def test_the_numbers_of_a_list_may_begin_anywhere() -> None:
    assert read("việc đầu xong, còn lại chưa làm", (11, 12, 13)) == {"11": "done", "12,13": "not_started"}


@pytest.mark.parametrize(
    "text",
    ["việc đầu tư đang làm", "việc cuối tháng nộp", "việc cuối năm đang làm", "nội dung đầu ra đang làm"],
)
def test_other_words_name_no_place(text: str) -> None:
    assert set(read(text, FOUR)) == {"-"}
