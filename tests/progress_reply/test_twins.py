"""Replies that look like a finish or a correction but for a word or two: each beside the one it resembles."""

from datetime import date

import pytest

from bot.progress_reply import Status, read_reply
from tests.progress_reply.corpus import TODAY


def dones(text: str, today: date = TODAY) -> list[str]:
    return [str(reply.items) for reply in read_reply(text, today=today) if reply.status is Status.DONE]


@pytest.mark.parametrize(
    ("finish", "twins"),
    [
        (
            "Đã trồng đủ 50/50 ha rừng, hoàn thành.",
            ("50/50 ha xong chưa", "Đã trồng 50/60 ha, sắp hoàn thành", "xong rồi ha", "đã xong ha?"),
        ),
        (
            "Tiêm phòng gia súc xong 100% kế hoạch",
            (
                "sap xong 100% ke hoach",
                "xong 100% kế hoạch chưa",
                "lập xong 100% kế hoạch",
                "xong 100% kế hoạch đợt 1",
                "Tiêm phòng gia súc xong 90% kế hoạch",
                "phải xong 100% chỉ tiêu",
            ),
        ),
        (
            "đã ký và phát hành báo cáo",
            (
                "chưa ký và phát hành báo cáo",
                "đã ký và phát hành dự thảo",
                "đã ký và phát hành công văn đôn đốc các xã",
                "mai ký và phát hành báo cáo",
            ),
        ),
        (
            "Hoàn thành 5/5 thôn, đã gửi BC",
            (
                "Hoàn thành 4/5 thôn, đã gửi BC",
                "5/5 thôn đã gửi BC",
                "hoàn thành 5/5 thôn, các thôn đã gửi",
                "gần hoàn thành 5/5 thôn, đã gửi BC",
                "hoàn thành 5/5 thôn, chưa gửi BC",
            ),
        ),
        (
            "Đã nộp bổ sung đầy đủ, có biên nhận của văn thư",
            ("phải nộp bổ sung đầy đủ", "đang bổ sung", "đã nộp, chờ biên nhận", "đã có biên nhận hồ sơ"),
        ),
        ("đạt 100% chỉ tiêu", ("phải đạt 100% chỉ tiêu", "chỉ tiêu 100%", "chưa đạt 100% chỉ tiêu")),
        (
            "Xpng rồi nhé",
            (
                "chưa xpng",
                "xpng chưa",
                "sắp xpng rồi",
                "xpng đâu",
                "xpng răng được mà hỏi",
                "song rồi nhé",
                "cong roi",
            ),
        ),
        ("đã h/thành", ("chưa h/thành", "đang h/thành", "h/thành chưa", "sẽ h/thành", "h/thành 50%")),
        (
            "e gui bc r do, so 15/BC-UBND",
            ("chua gui bc r do, so 15/BC-UBND", "lam r do dang", "xong r do mang loi", "chua xong r do"),
        ),
        (
            "Đã báo cáo xong từ tuần trước rồi sao còn hỏi?",
            (
                "chưa xong, sao còn hỏi?",
                "xong đâu mà nhắc mãi",
                "Đã xong chưa mà nhắc mãi?",
                "Đã xong sao còn hỏi? Chưa gửi thôi",
                "Xong rồi sao?",
                "Xong rồi à, sao còn nhắc?",
                "nhắc mãi!",
                "đang làm, đừng hỏi nữa",
            ),
        ),
        (
            "hoàn thành hết rồi không còn việc nào tồn",
            ("không còn việc nào xong", "không còn việc nào tồn", "chưa xong, không còn việc nào tồn"),
        ),
        (
            "Công trình đã nghiệm thu, bàn giao đưa vào sử dụng",
            (
                "Chưa nghiệm thu, bàn giao",
                "đã nghiệm thu",
                "đã nghiệm thu, bàn giao mặt bằng",
                "đã nghiệm thu, bàn giao 2/5 công trình",
                "đã nghiệm thu, bàn giao chưa",
                "dự kiến đã nghiệm thu, bàn giao trong tháng sau",
                "chuẩn bị đã nghiệm thu, bàn giao",
                "nhà thầu đã nghiệm thu, bàn giao",
                "họp bàn việc bàn giao đưa vào sử dụng",
            ),
        ),
        (
            "Đã hoàn thành thẩm định, Tờ trình số 89/TTr-STC ngày 18/5/2018",
            (
                "Đã hoàn thành thẩm định, Tờ trình số 89/TTr-STC ngày 18/6/2018",
                "Đã hoàn thành dự thảo, Tờ trình số 89/TTr-STC ngày 18/5/2018",
                "Đã hoàn thành thẩm định, Tờ trình số 89/TTr-STC ngày 18/5/2018 xin kinh phí",
                "Sắp hoàn thành thẩm định, Tờ trình số 89/TTr-STC ngày 18/5/2018",
                "Phải hoàn thành thẩm định, Tờ trình số 89/TTr-STC ngày 18/5/2018",
                "Đã hoàn thành thẩm định, Tờ trình số 89/TTr-STC",
            ),
        ),
        (
            "Nhầm tin trước, việc này đã xong",
            (
                "Đã xong, à nhầm việc khác",
                "Đã xong, à nhầm, chưa",
                "Xong rồi, nhầm, của xã bên",
                "Xong rồi, à nhầm, việc đó chưa xong",
                "Xong rồi, à nhầm, mới được 60%",
                "đã nộp nhầm, đã xong",
                "Báo nhầm, đã xong",
                "Nhầm tin trước, việc này sắp xong rồi",
                "Nhầm tin trước, chắc xong rồi",
                "Nhầm tin trước, việc này đã xong chưa?",
                "Nhầm rồi",
            ),
        ),
        (
            "chưa xong, à không, đã xong rồi",
            ("chưa xong à không xong rồi", "xong rồi à không?", "Được 50% à không 100% mới đúng"),
        ),
        ("Đã nhận công văn, đã hoàn thành", ("Đã nhận công văn hoàn thành", "Đã nhận công văn")),
        (
            "xog roi nhe, may bi loi khong go dc dau",
            ("may bi loi khong go dc dau", "xog roi nhe, may bi loi khong gui dc", "đang họp, tí em gọi lại"),
        ),
        (
            "đã gặt 100 ha/100 ha, hoàn thành",
            (
                "đã gặt 30ha/100ha, hoàn thành",
                "Thu 1,2 tỷ trên 2 tỷ",
                "đã gặt 100 ha/100 ha chưa",
                "1.2/5 xã xong",
            ),
        ),
        (
            "Gửi rồi còn gì nữa",
            ("chưa gửi rồi còn gì nữa", "xong rồi còn gì nữa không?", "Gửi rồi còn gì vướng"),
        ),
        (
            "Công trình đã được bàn giao và đưa vào sử dụng từ tháng trước",
            ("đã bàn giao đưa vào sử dụng từ tháng sau", "đã bàn giao đưa vào sử dụng từ tháng 8"),
        ),
        (
            "Xong rồi nhé, chúc anh cuối tuần vui vẻ",
            ("chúc anh xong sớm", "Chúc anh khỏe, chưa xong", "Xong rồi nhé, cuối tuần này", "chúc xong rồi"),
        ),
        (
            "Đã gửi rồi mà, kiểm tra lại giúp em",
            ("Đã gửi rồi, để em kiểm tra lại", "gửi rồi, kiểm tra lại chưa xong"),
        ),
        (
            "Đã xong. Lan STC",
            ("Chưa xong. Lan", "Đã xong. Lần sau nộp", "Đã xong. Mai nộp", "Da xong. Chua Gui", "Xong. Chưa"),
        ),
        (
            "xong từ hôm 10 rồi",
            ("đến hôm 25 xong", "hôm 30 xong", "hôm 10 chưa xong", "từ hôm 10 đang làm", "xong trước hôm 30"),
        ),
        (
            "Da gui bao cao ve So hom thu 2",
            ("se gui So hom thu 2", "Da gui bao cao ve So hom thu 2 tuan toi", "đã xin gửi hôm thứ 2"),
        ),
        (
            "gửi rồi, kiểm tra lại mail giúp a",
            ("gửi rồi, em kiểm tra lại", "gửi rồi, sẽ kiểm tra lại mail", "chưa gửi, kiểm tra lại giúp"),
        ),
        (
            "Đã báo cáo bằng văn bản ngày 9/5 ạ, coi như xong",
            ("coi như xong", "gần nộp, coi như xong", "đã trình ký, coi như xong", "sẽ nộp, coi như xong"),
        ),
        (
            "Giám đốc đã ký, báo cáo đã gửi đi rồi ạ",
            ("đã ký, đang gửi", "sếp chưa ký nên chưa gửi", "giám đốc ký rồi, gửi sau", "đã trình ký rồi"),
        ),
        ("xong, không phải gia hạn đâu", ("không phải gia hạn đâu", "không xong, phải gia hạn")),
        ("dạ xong ùi ạ", ("sắp xong ùi", "chưa xong ùi", "mai xong oi", "chieu nay xong goi em")),
        (
            "chiều nay nộp rồi",
            ("chiều nộp", "toi nay e gui bc a", "sáng nay nộp", "2 hôm nữa nộp", "25/5 nộp"),
        ),
        (
            "đã gửi cho chị Hạnh qua bưu điện hôm thứ Hai",
            (
                *("đã gửi quà cho anh", "đã gửi xe", "nộp phạt rồi", "em đã nộp tiền", "đã gửi link"),
                *("đã gửi hỏi Sở", "đã gửi chị Hạnh duyệt", "đã gửi Phòng Nội vụ góp ý", "chị Hạnh gửi rồi"),
                *("đã hẹn gửi hôm thứ Hai", "đã gửi hôm thứ Hai, thứ Sáu gửi tiếp", "thứ hai gửi rồi nộp"),
                *("đã gửi lúc 15h ngày mai", "15h gửi", "to be submitted this morning", "xã Hà Long gửi rồi"),
            ),
        ),
        (
            "> Báo cáo chưa nộp\nĐã gửi",
            ("> Đã gửi\nchưa gửi", "> Đã gửi\nem nhận được rồi", "Chưa nộp\n> Đã gửi"),
        ),
        (
            "Gửi rồi, mong anh thông cảm",
            (
                "Gửi giúp em biểu mẫu",
                "gửi cho tôi mẫu báo cáo",
                "mong anh gửi",
                "sap gui, mong anh thong cam",
            ),
        ),
        (
            "Nộp trễ 1 ngày nhưng đã nộp rồi",
            ("nộp muộn 2 ngày nhưng chưa xong", "nộp trễ nhưng sẽ cố", "không phải chưa làm đâu, đang làm"),
        ),
        (
            "em nộp rồi chứ không phải đang làm đâu ạ",
            (
                *("sắp nộp chứ không phải chưa nộp", "gần xong chứ không phải xong rồi"),
                *("nộp rồi chứ không phải đang làm à?", "xã khác nộp rồi chứ không phải xã em chưa nộp"),
                *("Sở khác nộp rồi chứ không phải việc của em", "chưa nộp chứ không phải đã nộp"),
            ),
        ),
        (
            "em nhắn nhầm, em nộp rồi",
            (
                "em nhắn nhầm, nộp đâu",
                "gõ nhầm xong rồi",
                "nhắn nhầm, xong rồi là việc khác",
                "nói nhầm, xong rồi",
            ),
        ),
        (
            "chưa kịp báo lại, em nộp rồi",
            (
                *("chưa kịp báo lại, việc này chưa xong", "quên báo anh là chưa nộp", "quên nộp báo cáo rồi"),
                *("chưa báo cáo đồng chí: đã xong", "chưa kịp nộp, báo lại sau"),
            ),
        ),
        (
            "đã xong ạ, em xin lỗi báo muộn vì hôm qua mất mạng",
            (
                *("em xin lỗi báo muộn vì chưa xong", "nộp muộn vì đang làm", "nộp muộn vì mất mạng"),
                "báo muộn vì hôm qua mất mạng, việc chưa xong",
            ),
        ),
        (
            "làm xong đã gửi cho phòng rồi không thấy phòng nói gì",
            ("đã gửi xin ý kiến rồi không thấy Sở nói gì", "gửi công văn hỏi rồi không thấy trả lời gì"),
        ),
        (
            "hôm qua xin gia hạn nhưng nay làm xong và gửi rồi, khỏi gia hạn nữa ạ",
            ("hôm qua xin gia hạn nhưng nay chưa xong", "hôm qua xin gia hạn nhưng nay được một nửa rồi"),
        ),
        (
            "chủ tịch ký rồi, văn thư phát hành gửi huyện xong chiều qua",
            (
                *("chủ tịch ký rồi, chiều mai gửi huyện xong", "văn thư đang phát hành gửi huyện"),
                *("chủ tịch ký rồi, chiều qua chưa gửi", "đã gửi dự thảo hôm qua, chủ tịch ký chiều qua"),
            ),
        ),
        (
            'em up lên hệ thống rồi, trạng thái "đã tiếp nhận"',
            (
                'up lên rồi, trạng thái "chưa gửi"',
                "gửi rồi, trạng thái bị trả lại",
                "gửi rồi, hệ thống báo lỗi",
            ),
        ),
        (
            "Phòng đã tổng hợp và trình UBND huyện BC ngày 11/5. Nhiệm vụ hoàn thành.",
            (
                "Phòng đã tổng hợp và trình. Nhiệm vụ hoàn thành trong tuần.",
                "Đang tổng hợp. Nhiệm vụ hoàn thành.",
                "Đã họp. Đề nghị ghi nhiệm vụ hoàn thành khi có báo cáo",
            ),
        ),
        (
            "nộp hôm thứ 2 rồi",
            (
                *("hẹn nộp hôm thứ 2 rồi", "phải nộp hôm thứ 2 rồi", "nộp thứ 2 tuần sau"),
                *("nộp thứ 2 rồi em báo", "mai nộp hôm thứ 2 rồi"),
            ),
        ),
        (
            "em làm rồi ạ",
            (
                *("em làm rồi nhưng chưa nộp", "bên Tài chính làm rồi", "các xã làm rồi", "bắt đầu làm rồi"),
                *(
                    "em giao văn phòng làm rồi",
                    "làm rồi sao?",
                    "đang làm rồi",
                    "làm rồi phải làm lại",
                    "ai làm rồi",
                ),
            ),
        ),
        (
            "em gửi hôm 10",
            ("hẹn gửi hôm 10", "gửi hôm 25", "phải gửi hôm 10", "hôm 10 gửi", "em gửi hôm 10 nhưng bị trả"),
        ),
        ("gửi rồi, có gì anh xem giúp em", ("có gì anh xem giúp em", "chưa gửi, có gì anh xem giúp em")),
        ("mần xong rồi, có chi mô mà nhắc", ("xong đâu mà nhắc", "có gì đâu mà nhắc, đang làm")),
        (
            "cả 5 hộ xong rồi",
            ("5 hộ xong rồi", "xong mẫu số 3", "xong biểu 2", "biểu 1 xong rồi", "đợt 1 xong rồi"),
        ),
        ("báo cáo quý 1 xong rồi", ("báo cáo 1 xã xong rồi", "quý 1 chưa xong", "xong phần quý 1")),
        (
            "bên anh gửi từ hôm qua rồi, có dấu công văn đến đàng hoàng",
            ("bên kia gửi từ hôm qua rồi", "bên anh chưa gửi", "bên anh sắp gửi rồi"),
        ),
        (
            "d9a4 no65p ro6i2 nhe1",
            ("chu7a no65p", "sa81p xong ro6i2", "mai no65p nhe1", "d9ang la2m", "q1 xong, q2 chua"),
        ),
        (
            "dạ em xong rồi ạ em cảm ơn anh chúc anh buổi tối vui vẻ",
            ("chúc anh sớm xong", "xong hôm qua thì tốt", "xong rồi mới chúc được"),
        ),
        (
            "Không còn gì phải làm nữa, xong rồi",
            ("không còn ai chưa nộp ngoài xã em", "không phải xã em, xã bên xong rồi", "phải xong rồi"),
        ),
        ("làm xong rồi", ("công trình tạm dừng thi công", "nhà thầu bỏ dở, xong rồi", "Chưa t/khai xong")),
    ],
)
def test_what_looks_like_a_finish_is_none(finish: str, twins: tuple[str, ...]) -> None:
    assert dones(finish) == ["()"]
    assert [twin for twin in twins if dones(twin)] == []


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("1. Đã xong 2. Đang làm 3. Chưa làm", {1: "done", 2: "in_progress", 3: "not_started"}),
        ("1) Chưa xong 2) Xong 3) chưa", {1: "in_progress", 2: "done", 3: "not_started"}),
        ("xong 1. 2. đang làm", {1: "done", 2: "in_progress"}),
        ("2 xong, à nhầm, 2 chưa xong", {2: "in_progress"}),
        ("1 xong, 2 chưa, à nhầm, 2 xong rồi", {1: "done", 2: "done"}),
        ("Đính chính: hình như 2 xong", {2: "unclear"}),
        ("1 xong/2 xong", {1: "done", 2: "done"}),
        ("2 xong, à nhầm, 3 xong", {2: "unclear", 3: "done"}),
    ],
)
def test_each_number_keeps_what_is_said_of_it(text: str, statuses: dict[int, str]) -> None:
    read = [(reply.items, reply.status.value) for reply in read_reply(text, today=TODAY)]
    assert read == [((item,), status) for item, status in statuses.items()]


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("Diện tích lúa đã gặt 150/200 ha", 75),
        ("Mới gặt 30 ha/100 ha", 30),
        ("Tập huấn được 3 lớp trên 5 lớp", 60),
        ("rà soát được 5 xã trong tổng số 12 xã", 42),
        ("Được 50% à không 60% mới đúng", 60),
        ("Không phải 50% mà là 60%", 60),
        ("60% chứ không phải 50%", 60),
    ],
)
def test_the_share_is_the_one_that_counts(text: str, percent: int) -> None:
    (reply,) = read_reply(text, today=TODAY)
    assert (reply.status, reply.percent) == (Status.IN_PROGRESS, percent)


@pytest.mark.parametrize(
    ("status", "texts"),
    [
        (
            "in_progress",
            ("chiều nộp", "sẽ gửi vào sáng mai", "cuối tuần nộp nhé", "dạ mai em nộp ạ", "25/5 nộp"),
        ),
        ("acknowledged", ("mai làm", "sẽ triển khai", "ok mai gửi", "đã rõ, cuối tuần nộp")),
        (
            "unclear",
            ("Anh đang họp", "đang đi công tác ở Hà Nội", "Em ăn cơm chưa", "anh về chưa", "em làm chưa"),
        ),
        (
            "in_progress",
            ("đang họp triển khai nhiệm vụ", "Đang tổng hợp số liệu, chưa xong", "chỉ còn báo cáo"),
        ),
        (
            "blocked",
            ("đang họp nhưng thiếu số liệu", "số liệu chưa có", "kinh phí, chưa có", "tắc ở khâu thẩm định"),
        ),
        ("not_started", ("chưa lám", "chưa kịp", "tuần sau mới bắt đầu làm")),
        # a cause keeps somebody from it; work that goes on is none
        (
            "blocked",
            (
                *("chưa cấp được vì BHXH chưa in thẻ", "chua co the ve nen chua cap duoc"),
                *(
                    "không gửi được gì hết",
                    "ko xuất đc số liệu",
                    "các xã chưa gửi xong nên chưa tổng hợp được",
                ),
            ),
        ),
        (
            "in_progress",
            (
                *("chưa nộp được vì đang chờ lãnh đạo ký", "chưa nộp được vì đang bổ sung"),
                *("chưa xong nên chưa gửi được", "đang làm, hôm nào xong em báo", "em gửi ngay bây giờ đây"),
            ),
        ),
        # time is asked for by whoever is to be given some, also by somebody senior
        (
            "extension",
            (
                *("15/6 không kịp đâu, cho anh đến 18/6", "k kịp, cho e 20/6 nha", "cho chú 2 hôm"),
                *("cho em xin sang tuần mới nộp được không", "cho anh mai nộp nhé"),
            ),
        ),
        ("in_progress", ("gửi cho anh 18/6", "sang tuần em nộp")),
        (
            "unclear",
            (
                *("xã đã được huyện cho lùi đến 30/6 rồi", "nghe kế toán bảo gửi rồi, chưa dám chắc"),
                *("không phải của đơn vị em, chuyển cho tư pháp", "việc này đâu phải bên tui"),
                *("không thuộc thẩm quyền xã, huyện đã hoàn thành", "Đề nghị hướng dẫn cách tính điểm"),
            ),
        ),
    ],
)
def test_promises_small_talk_and_work_are_told_apart(status: str, texts: tuple[str, ...]) -> None:
    assert {text: read_reply(text, today=TODAY)[0].status for text in texts} == dict.fromkeys(texts, status)
