"""What a reply says besides its status: dates, documents, notes; and the command's output."""

import json
from datetime import date

import pytest

from bot.progress_reply import ProgressReply, Status, read_reply
from bot.progress_reply.command import run_reply

MONDAY = date(2018, 5, 21)


def only(text: str, today: date | None = MONDAY) -> ProgressReply:
    (reply,) = read_reply(text, today=today)
    return reply


@pytest.mark.parametrize(
    ("asked", "until"),
    [
        ("xin lùi đến 15/6", date(2018, 6, 15)),
        ("xin lùi đến 21/5", date(2018, 5, 21)),
        ("xin lùi đến 20/5", date(2019, 5, 20)),
        ("xin lùi đến ngày 15/6/2018", date(2018, 6, 15)),
        ("xin lùi đến 15/06/18", date(2018, 6, 15)),
        ("xin lùi đến 2018-06-15", date(2018, 6, 15)),
        ("xin lùi đến 15.6", date(2018, 6, 15)),
        ("xin lùi đến ngày 15 tháng 6 năm 2018", date(2018, 6, 15)),
        ("xin lùi đến mùng 5/6", date(2018, 6, 5)),
        ("xin lùi đến ngày 25", date(2018, 5, 25)),
        ("xin lùi đến ngày 5", date(2018, 6, 5)),
        ("xin lùi đến mai", date(2018, 5, 22)),
        ("xin lùi đến ngày kia", date(2018, 5, 23)),
        ("xin lùi đến thứ Sáu", date(2018, 5, 25)),
        ("xin lùi đến thứ 6 tuần sau", date(2018, 6, 1)),
        ("xin lùi đến chủ nhật", date(2018, 5, 27)),
        ("xin lùi đến cuối tháng", date(2018, 5, 31)),
        ("xin lùi đến hết tháng 6", date(2018, 6, 30)),
        ("xin lùi đến hết tháng 6/2019", date(2019, 6, 30)),
        ("xin lùi đến hết tháng 2", date(2019, 2, 28)),
        ("xin lùi đến hết quý III", date(2018, 9, 30)),
        ("xin lùi đến hết năm", date(2018, 12, 31)),
        ("need extension until June 15", date(2018, 6, 15)),
        ("xin lùi đến 31/6", None),
        ("xin lùi đến 29/2", date(2020, 2, 29)),
        ("xin lùi sang tháng 6", None),
        ("xin lùi đến ngày mười lăm tháng sáu", date(2018, 6, 15)),
        ("xin lùi đến ngày hai mươi lăm tháng mười hai năm 2018", date(2018, 12, 25)),
        ("xin lùi đến mùng năm tháng bảy", date(2018, 7, 5)),
        ("xin lùi đến cuối tháng tư", date(2019, 4, 30)),
        ("xin lùi đến ngày ba mươi hai tháng sáu", None),
        ("xin lùi sang tháng sau", None),
        ("xin gia hạn 1 tuần", None),
    ],
)
def test_the_day_asked_for_is_the_next_such_day(asked: str, until: date | None) -> None:
    reply = only(asked)
    assert (reply.status, reply.until) == (Status.EXTENSION, until)


def test_without_today_a_day_without_a_year_stays_unknown() -> None:
    assert only("xin lùi đến 15/6", today=None).until is None
    assert only("xin lùi đến thứ Sáu", today=None).until is None
    assert only("xin lùi đến 15/6/2018", today=None).until == date(2018, 6, 15)


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ("gia hạn 1 tuần", 7),
        ("xin thêm 5 ngày", 5),
        ("cho em thêm hai tuần nữa", 14),
        ("xin thêm nửa tháng", 15),
        ("please extend 2 weeks", 14),
        ("xin thêm vài ngày", None),
        ("xin thêm 10 ngày làm việc", None),
        ("xin lùi đến 15/6", None),
    ],
)
def test_time_counted_from_the_due_date_is_kept_in_days(asked: str, days: int | None) -> None:
    reply = only(asked)
    assert (reply.status, reply.extra_days) == (Status.EXTENSION, days)


@pytest.mark.parametrize(
    ("text", "number", "day"),
    [
        ("đã nộp BC số 45/BC-UBND ngày 18/5", "45/BC-UBND", date(2018, 5, 18)),
        ("BC 123/BC-SYT ngày 29/12", "123/BC-SYT", date(2017, 12, 29)),
        ("xong, bc 7/bc-ubnd", "7/BC-UBND", None),
        ("xong, BC 12 / BC - UBND", "12/BC-UBND", None),
        ("đã gửi 15-BC/HU", "15-BC/HU", None),
        (
            "đã ban hành Quyết định số 1122/2018/QĐ-UBND ngày 2 tháng 5 năm 2018",
            "1122/2018/QĐ-UBND",
            date(2018, 5, 2),
        ),
        ("đã gửi báo cáo số 45", "45", None),
        ("đã có Tờ trình số 88/TTr-STC ngày 11/5/2018", "88/TTr-STC", date(2018, 5, 11)),
        ("Đã có Hướng dẫn số 12/HD-SNN&PTNT", "12/HD-SNN&PTNT", None),
        ("xong 18/24 xã", None, None),
        ("hạn 15/6", None, None),
    ],
)
def test_the_documents_number_and_day_are_found(text: str, number: str | None, day: date | None) -> None:
    reply = only(text)
    assert (reply.document, reply.document_on) == (number, day)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("xong rồi ạ", None),
        ("60%", None),
        ("chưa xong", None),
        ("đã nhận", None),
        ("đã gửi báo cáo", None),
        ("5 vướng: chưa có kinh phí", "chưa có kinh phí"),
        ("3 vướng kinh phí", "kinh phí"),
        ("số 5 xin lùi đến 15/6 vì mưa lũ", "mưa lũ"),
        ("chờ Sở Tài chính", "chờ Sở Tài chính"),
        ("đang chờ xác nhận của sở", "chờ xác nhận của sở"),
        ("đang chờ xác nhận của sở anh ạ", "chờ xác nhận của sở"),
        ("18/24 xã", "18/24 xã"),
        ("Dạ em báo cáo anh, xong phần kế hoạch, còn báo cáo ạ", "xong phần kế hoạch, còn báo cáo"),
        ("mai xong nhé", "mai xong"),
        ("blocked: no budget", "no budget"),
    ],
)
def test_the_note_holds_only_what_the_other_fields_do_not_say(text: str, note: str | None) -> None:
    assert only(text).note == note


def test_each_item_of_a_list_keeps_its_own_note() -> None:
    replies = read_reply("1 xong, 2 60%, 3 vướng kinh phí", today=MONDAY)
    assert [(reply.items, reply.note) for reply in replies] == [
        ((1,), None),
        ((2,), None),
        ((3,), "kinh phí"),
    ]


def test_the_command_writes_one_array_of_objects_a_line() -> None:
    written: list[str] = []
    run_reply(["1 xong, 2 xin lùi đến 15/6\n", "tất cả xong\r\n", "\n"], MONDAY, written.append)
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in written)
    assert [json.loads(line) for line in written] == [
        [
            {"items": [1], "status": "done", "percent": None, "document": None, "until": None, "note": None},
            {
                "items": [2],
                "status": "extension",
                "percent": None,
                "document": None,
                "until": "2018-06-15",
                "note": None,
            },
        ],
        [{"items": "all", "status": "done", "percent": None, "document": None, "until": None, "note": None}],
        [{"items": [], "status": "unclear", "percent": None, "document": None, "until": None, "note": None}],
    ]


def test_the_command_leaves_vietnamese_letters_as_they_are() -> None:
    written: list[str] = []
    run_reply(["vướng: chưa có kinh phí"], MONDAY, written.append)
    assert "chưa có kinh phí" in written[0]
