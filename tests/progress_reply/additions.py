"""Plain reports, and what people add to one without changing it: material for metamorphic tests.

``CORES`` are reports by status; each table of additions is written around "{}", where the report stands. A
report with one addition, or with two of different tables, has the status of the report alone.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.progress_reply import Status
from bot.progress_reply.words.signs import phrases

# what was handed in can have a time, a way, somebody who got it
HANDED_IN = phrases(
    """
    đã gửi, đã nộp, gửi rồi, nộp rồi, gửi rồi ạ, em nộp rồi, tui nộp rồi, mình đã gửi rồi, đã nộp đầy đủ,
    nop roi, da gui roi, e gui r, em gởi rồi, đã báo cáo rồi, xã đã nộp, đơn vị đã gửi
    """
)
FINISHED = phrases(
    """
    xong rồi, đã xong, đã hoàn thành, hoàn thành rồi, làm xong rồi, xong hết rồi, đã làm xong, hoàn tất rồi,
    xong roi, xong het roi, da hoan thanh, xog r, đã thực hiện xong, việc này xong rồi, đã xong xuôi,
    em làm xong rồi, xã đã hoàn thành, đã hoàn thành 5/5 thôn, đã ký và phát hành báo cáo
    """
)
IN_ENGLISH = phrases("done, submitted, already sent, finished, we have submitted it, completed")
OPEN: Mapping[Status, frozenset[str]] = MappingProxyType(
    {
        Status.IN_PROGRESS: phrases(
            """
            đang làm, em đang làm, đang thực hiện, chưa xong, sắp xong rồi, gần xong, đang tổng hợp số
            liệu, đang soạn báo cáo, làm được một nửa, được 60%, mới được 40%, đang trình ký, chưa nộp,
            chưa gửi được báo cáo, mai em nộp, còn 2 xã nữa, dang lam, chua xong, sap xong r, đang triển
            khai, chiều nay nộp, làm gần xong rồi
            """
        ),
        Status.NOT_STARTED: phrases(
            """
            chưa làm, chưa làm gì, chưa triển khai, chưa bắt đầu, chưa thực hiện, chưa đụng tới, chưa
            bắt tay vào làm, chưa đả động gì, chua lam, chưa mần chi, em chưa làm, chưa khởi động, chưa
            đâu vào đâu, chua trien khai, chưa làm được gì
            """
        ),
        Status.BLOCKED: phrases(
            """
            vướng mặt bằng, chưa có kinh phí, thiếu kinh phí, đang chờ hướng dẫn của Sở, vướng kinh phí,
            chưa được cấp vốn, không có người làm, chờ ý kiến của tỉnh, thiếu số liệu, gặp khó khăn về
            nhân lực, vuong kinh phi, chua co kinh phi, kẹt kinh phí, đang vướng thủ tục, chưa có hướng
            dẫn
            """
        ),
        Status.ACKNOWLEDGED: phrases(
            """
            đã nhận, đã rõ, em nhận được rồi, đã tiếp nhận, vâng, ok, em sẽ làm, da nhan
            """
        ),
        Status.EXTENSION: phrases(
            """
            xin lùi đến 31/5, xin gia hạn thêm 5 ngày, xin gia hạn, cho em xin thêm 1 tuần, xin lùi hạn,
            xin gia han den 30/5, cho em khất đến thứ sáu, đề nghị gia hạn đến 15/6/2018, em xin phép được
            gia hạn báo cáo này, mong được gia hạn thêm 5 ngày, xin được lùi đến 31/5
            """
        ),
    }
)
# asked for, or asked: no report at all
REQUESTS = (
    *(
        "gửi cho tôi mẫu báo cáo",
        "cho em xin file báo cáo",
        "gửi em biểu mẫu với",
        "gửi lại giúp em công văn",
    ),
    *(
        "cho xin mẫu báo cáo",
        "nộp ở đâu",
        "nộp cho ai",
        "gửi về đâu ạ",
        "gửi qua mail được không",
        "xong chưa",
    ),
    *("nộp rồi có cần nộp bản giấy không", "chị nộp chưa", "hạn nộp là bao giờ", "gửi mẫu cho em với"),
    *(
        "gui cho toi mau bao cao",
        "cho e xin file mau",
        "anh gửi em kế hoạch năm ngoái",
        "send me the report form",
    ),
    *("gửi giúp em báo cáo quý 1", "nhờ anh gửi báo cáo mẫu", "báo cáo nộp bản giấy hay bản mềm"),
    *("ai nộp rồi", "xong thì nộp ở đâu", "gửi mình file kế hoạch nhé", "phiền chị gửi lại hướng dẫn"),
)

AROUND: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "greeting": (
            *(
                "Dạ, {}",
                "Dạ anh, {}",
                "Chị ơi {}",
                "Kính gửi Văn phòng, {}",
                "Em chào anh, {}",
                "Chào chị, {}",
            ),
            *("Báo cáo anh, {}", "Kính thưa đồng chí, {}", "Em xin báo cáo: {}", "Thưa anh, {}", "Alo {}"),
            *(
                "Dạ em chào chị ạ, {}",
                "Kính gửi: Phòng Nội vụ\n{}",
                "A ơi {}",
                "Hi chị, {}",
                "Dạ thưa sếp {}",
            ),
            *("Kính gửi Phòng Nội vụ, {}", "Dạ {}", "Anh Tuấn ơi, {}", "Kính chào anh chị,\n{}"),
        ),
        "thanks": (
            *("{}. Cảm ơn anh", "{}, cảm ơn chị", "{}. Em cảm ơn ạ.", "{}. Trân trọng!", "{}. Xin cảm ơn."),
            *(
                "{}. Trân trọng cảm ơn!",
                "{}. Thanks",
                "{}, em cảm ơn anh nhiều ạ",
                "{}. Chúc anh cuối tuần vui vẻ",
            ),
            *(
                "{}. Tks a",
                "{}. Cám ơn đã nhắc",
                "{}. Cảm ơn chị đã nhắc ạ",
                "{}\nTrân trọng",
                "{}, c.ơn anh",
            ),
        ),
        "signature": (
            *("{}\nLan - STC", "{}. Minh - VHXH", "{}\nNguyễn Thị Lài - VP-TK", "{}\nLê Thị Mỹ Hạnh"),
            *("{}\nLê Thị Mỹ Hạnh - Phòng LĐTBXH", "{} - Tuấn VP", "{}\n--\nTrần Văn Nam\nUBND xã Nghi Phú"),
            *("{} (Hùng, Sở Y tế)", "{}\nNgười báo cáo: Nguyễn Văn An", "{}\nKT. Chủ tịch\nPhạm Văn Bình"),
            *(
                "{}. UBND xã Quan Hóa",
                "{}\nVăn phòng UBND huyện",
                "{}\nEm Hoa",
                "{}\nP. Tài chính",
                "{}.\nThu",
            ),
            *("{}\nLê Văn Tám - CT UBND xã", "{}\nTrần Văn Hai - Chủ tịch UBND xã", "{}\nĐỗ Thị Năm - PCT"),
            *("{}\nĐT: 0912345678", "{}\nSent from my iPhone", "Hoa STC: {}", "{}\n(Ký tên) Lò Văn Pánh"),
        ),
        "particle": (
            *(
                "{} ạ",
                "{} nhé",
                "{} nha",
                "{} nha em",
                "{} nghen",
                "{} nhen chị",
                "{} hen",
                "{} á",
                "{} rứa",
                "{} nờ",
            ),
            *(
                "{} nhé anh ơi",
                "{} đó anh",
                "{} nha em oi",
                "{} hỉ",
                "{} mà",
                "{} đó nghen",
                "{} luôn á",
                "{} nì",
            ),
            *("{} nghe chị", "{} anh nhé", "{} chị ạ", "{} đấy ạ", "{} nè", "{} thầy ạ", "{} ak", "{} nhaaa"),
        ),
        "emoji": (
            *(
                "{} 👍",
                "{} 😊",
                "{} 🙏",
                "🙏 {}",
                "{} ❤️",
                "{} =))",
                "{} :)",
                "{} ^^",
                "{} 😅",
                "{} hihi",
                "{} :D",
            ),
            *("{} 😂😂", "{} 🥰", "{} !!!", "{}...", "{} 🙇", "{} 🌹", "{} ~", "{} (y)"),
        ),
        "politeness": (
            *(
                "{}, mong anh thông cảm",
                "{} ạ, mong anh chị thông cảm",
                "{}. Anh yên tâm nhé",
                "{}, anh thông cảm",
            ),
            *(
                "{}. Xin lỗi vì trả lời muộn",
                "{}, em xin lỗi trả lời chậm",
                "{}. Anh chị thông cảm giúp em ạ",
            ),
            *(
                "Xin lỗi anh em trả lời muộn, {}",
                "{}. Có gì anh gọi em",
                "{}. Mong anh chị thông cảm giúp em",
            ),
            *("{}. Em báo để anh biết", "{}, báo cáo để chị nắm", "{}, anh biết giúp em", "{}. Kính báo cáo"),
        ),
        "quote": (
            *("> Nhắc: Báo cáo công tác cải cách hành chính tháng 5\n{}", "> Đến hạn: nộp kế hoạch\n{}"),
            *(
                "> 3 ngày nữa đến hạn nộp báo cáo\n> Báo cáo chưa nộp\n{}",
                ">> Nhắc việc: rà soát hộ nghèo\n{}",
            ),
        ),
    }
)
PAST_TIME = (
    *("{} sáng nay", "{} chiều qua", "{} hôm thứ Hai", "{} lúc 15h hôm qua", "{} từ hôm 4/5", "{} ngày 10/5"),
    *(
        "{} tuần trước",
        "{} hôm qua",
        "{} từ hôm qua",
        "{} lúc 14h ngày 15/5",
        "{} từ tuần trước",
        "{} sáng 15/5",
    ),
    *(
        "{} hôm kia",
        "{} hồi sáng",
        "{} lúc nãy",
        "{} từ thứ Sáu tuần trước",
        "{} từ đầu tháng",
        "{} hồi đầu tuần",
    ),
    *("{} vào ngày 12/5/2018", "{} bữa trước", "{} đúng hạn", "{} trước hạn", "{} từ lâu", "{} hôm nay"),
    *(
        "hôm qua {}",
        "sáng nay {}",
        "chiều qua {}",
        "Tuần trước {}",
        "bữa qua {}",
        "hồi sáng {}",
        "Hôm thứ Hai {}",
    ),
    *(
        "{} lúc 8h sáng nay",
        "{} cách đây 3 ngày",
        "{} ngày hôm qua",
        "{} tối qua",
        "{} hôm 10",
        "{} hôm 14/5",
    ),
    *(
        "{} vào sáng thứ Hai",
        "{} (hôm 11/5)",
        "{} hồi 9h",
        "{} lúc 16h30",
        "{} chiều thứ Sáu tuần trước",
        "nãy {}",
    ),
    *("Ngày 10/5 {}", "{} ngày 14 tháng 5", "vừa {}", "{} trưa nay", "{} mấy hôm trước", "hôm trước {}"),
)
# said beside a finish by somebody who was reminded all the same
AFTERWORD = (
    *("{} nhưng quên báo lại", "{} mà quên báo", "{}, quên nhắn lại", "{} mà sao còn nhắc hoài vậy"),
    *("{} mà sao còn nhắc hoài", "{} sao cứ hỏi mãi thế", "{} sao vẫn nhắc miết", "{}, sao cứ nhắc nữa"),
    *("{}, không còn thiếu gì", "{}, có biên nhận của văn thư", "{}, có ký nhận của văn thư"),
    *("Không phải chưa xong đâu, {}", "Đâu phải chưa làm, {}", "không phải chưa nộp đâu, {}"),
)
HANDING = MappingProxyType(
    {
        "way": (
            *(
                "{} qua email",
                "{} qua iOffice",
                "{} qua Zalo",
                "{} trên hệ thống",
                "{} qua mail",
                "{} bằng văn bản",
            ),
            *(
                "{} qua trục liên thông",
                "{} trực tiếp",
                "{} vào nhóm Zalo",
                "{} qua đường bưu điện",
                "{} qua bưu điện",
            ),
            *("{} trên phần mềm", "{} lên hệ thống", "{} qua hộp thư công vụ", "{} theo đường công văn"),
        ),
        "receiver": (
            *("{} về Phòng Nội vụ", "{} cho chị Hạnh", "{} về Sở", "{} UBND huyện", "{} cho Văn phòng"),
            *(
                "{} cho anh Tuấn",
                "{} lên huyện",
                "{} về tỉnh",
                "{} cho bên Tài chính",
                "{} cho bộ phận một cửa",
            ),
            *("{} VP huyện", "{} cho vp", "{} văn phòng huyện"),
            *("{} Sở Nội vụ", "{} về huyện", "{} cho c Hạnh", "{} tới Sở Y tế", "{} cho các anh"),
        ),
        "object": (
            *("{} báo cáo tháng 5", "{} báo cáo", "{} cả bản giấy lẫn bản mềm", "{} 2 bản", "{} file excel"),
            *(
                "{} cả file excel lẫn bản scan",
                "{} kế hoạch",
                "{} cả bản giấy và bản mềm",
                "{} bản có dấu đỏ",
            ),
            *(
                "{} báo cáo quý 2",
                "{}, cả file lẫn bản giấy",
                "báo cáo {}",
                "Báo cáo tháng 5 {}",
                "{} đủ hồ sơ",
            ),
            *("{} biểu mẫu", "{} số liệu", "{} BC số 45/BC-UBND", "{} báo cáo số 12/BC-UBND ngày 10/5"),
            *(
                "{} theo mẫu",
                "{} đầy đủ theo yêu cầu",
                "{} 02 bộ hồ sơ",
                "Kế hoạch {}",
                "{} báo cáo rà soát hộ nghèo",
            ),
        ),
    }
)
ENGLISH_AROUND = (
    *(
        "{} this morning",
        "{} yesterday",
        "{} last week",
        "{} on Monday",
        "{}, thanks",
        "Hi, {}",
        "{} by email",
    ),
    *(
        "{} on 10 May",
        "{} on time",
        "Dear all, {}",
        "{}. Regards, Lan",
        "{}. Best regards",
        "{} :)",
        "{} already",
    ),
    *("{} to the office", "{} earlier today", "{} last Friday", "yes, {}", "ok {}", "{} via email yesterday"),
)
# answers to a list: how an item is named before its report, what parts the items, who speaks of all of them
ITEM_NAMES = (
    "mục {}",
    "việc {}",
    "số {}",
    "mục {}:",
    "việc số {}",
    "mục {} em",
    "việc {} thì",
    "số {} xã",
    "{}.",
)
ITEM_PARTINGS = ("; ", "\n", ". ")
OF_ALL = (
    *("cả 4 việc đều {}", "cả 4 việc em đều {}", "4 việc em đều {}", "dạ 4 việc xã đều {}", "tất cả {}"),
    *("tất cả 4 việc đều {}", "cả bốn việc đều {}", "tất cả đều {}", "cả 4 mục đều {}", "các việc đều {}"),
)
NONE_OF_THEM = ("{}", "{}, chưa xong việc nào", "{}, chưa xong cái nào", "{}, chưa nộp được mục nào")
SET_APART = (
    ", trừ việc 3 {}",
    ", riêng việc 3 {}",
    ", riêng số 3 thì {}",
    ". Còn việc 3 {}",
    "; chỉ còn mục 3 {}",
)
# what stands before the items it is said of, and after them
STATUS_FIRST: Mapping[str, Status] = MappingProxyType(
    {
        **dict.fromkeys(("đã nộp {}", "xong {}", "đã xong {}", "đã hoàn thành {} rồi ạ"), Status.DONE),
        **dict.fromkeys(
            ("đang làm {}", "đang mần {} nghen chú", "chưa nộp {} đang hoàn thiện"), Status.IN_PROGRESS
        ),
        **dict.fromkeys(("chưa xong {}", "chưa nộp {} đang trình ký"), Status.IN_PROGRESS),
        **dict.fromkeys(("chưa làm {}", "chưa triển khai {} nhé anh"), Status.NOT_STARTED),
        **dict.fromkeys(("vướng {}", "đang vướng {} ạ"), Status.BLOCKED),
    }
)
