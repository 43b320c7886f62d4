"""Answers to a list of four duties, each beside one that looks alike and means something else."""

from datetime import date

import pytest

from bot.progress_reply import read_reply

TODAY = date(2018, 9, 12)
LISTED = (1, 2, 3, 4)

DONE, GOES_ON, NOT_BEGUN, STUCK, OPEN = "done", "in_progress", "not_started", "blocked", "unclear"


def by_item(text: str) -> dict[int, str]:
    """Return the status of each duty; what names none stands under 0."""
    return {
        item: reply.status.value
        for reply in read_reply(text, today=TODAY, listed=LISTED)
        for item in (LISTED if reply.items == "all" else reply.items or (0,))
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # "rồi" is the whole answer of a numbered duty
        ("1 rồi, 2 rồi", {1: DONE, 2: DONE}),
        ("1 rồi 2 chưa", {1: DONE, 2: NOT_BEGUN}),
        ("việc 1 rồi còn việc 2 chưa", {1: DONE, 2: NOT_BEGUN}),
        ("1 rồi sao?", {1: OPEN}),
        ("nếu 1 rồi thì 2 rồi", {1: OPEN, 2: OPEN}),
        ("đang làm số 2 rồi", {2: GOES_ON}),
        ("được 1 rồi", {0: OPEN}),
        # glued and framed numbers, ticks and crosses
        ("cv1 done, cv2 done luôn nha", {1: DONE, 2: DONE}),
        ("CV 12 xong", {0: DONE}),
        ("1️⃣ ✅ 3️⃣ ✅ xong 2 việc này", {1: DONE, 3: DONE}),
        ("1 ✅ 2 ✅ 3 ❌ 4 ✅", {1: DONE, 2: DONE, 3: NOT_BEGUN, 4: DONE}),
        ("vie65c 1 xong, vie65c 2 d9ang la2m", {1: DONE, 2: GOES_ON}),
        # a number opens each part of the answer, whatever follows it
        ("1 nộp hôm qua; 3 mở lớp xong rồi; 4 phát được 80% thẻ", {1: DONE, 3: DONE, 4: GOES_ON}),
        ("1 nộp hôm qua; 3 xã chưa nộp", {1: GOES_ON}),
        ("cái 2 xong, cái 4 thẻ in sai tên không phát được", {2: DONE, 4: STUCK}),
        # the numbers of parts are no duties
        ("việc 1 xong biểu 1 còn biểu 2 đang làm", {1: GOES_ON}),
        ("mẫu số 01 nộp rồi, mẫu 02 đang làm", {0: GOES_ON}),
        # all of them, or none
        ("hết cả 4 đầu việc huyện giao xã tôi làm xong rồi", dict.fromkeys(LISTED, DONE)),
        ("hết cả 4 việc chưa xong", dict.fromkeys(LISTED, GOES_ON)),
        ("đang làm hết cả 4", dict.fromkeys(LISTED, GOES_ON)),
        ("chưa việc nào xong cả, đang làm hết", dict.fromkeys(LISTED, GOES_ON)),
        # so many of them, but which?
        ("xong một việc rồi nhé", {0: OPEN}),
        ("xong 2/4 việc", {0: OPEN}),
        ("hai việc xong, hai việc đang làm", {0: OPEN}),
        ("đã xong 3/4 việc, còn việc 2", {0: OPEN, 2: OPEN}),
        # what is set apart, named twice, contrasted, or somebody else's
        ("tất cả xong ngoại trừ 2, 2 thuộc phòng khác", {1: DONE, 3: DONE, 4: DONE, 2: OPEN}),
        ("việc 3 của phòng Tài chính, mấy việc còn lại xong rồi", {3: OPEN, 1: DONE, 2: DONE, 4: DONE}),
        ("cái số 2 không phải của đơn vị em nhé, chuyển cho tư pháp", {2: OPEN}),
        ("em nhắn nhầm, việc 2 mới là việc xong ạ", {2: DONE}),
        ("việc 2 hạn khi nào, việc 1 xong rồi", {2: OPEN, 1: DONE}),
        ("việc 2 khi nào xong, việc 1 xong rồi", {2: OPEN, 1: OPEN}),
        # the place a question is about
        ("Đề nghị hướng dẫn cách tính điểm tại mục 1", {1: OPEN}),
        ("chưa xong ở mục 1", {1: GOES_ON}),
    ],
)
def test_each_duty_named_gets_what_is_said_of_it(text: str, expected: dict[int, str]) -> None:
    assert by_item(text) == expected
