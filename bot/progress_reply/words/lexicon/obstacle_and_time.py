"""Words for obstacles, missing means, waiting, and requests for more time."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.progress_reply.words.lexicon.progress import NEXT_SPANS
from bot.progress_reply.words.signs import Sign, phrases

_NOT_EXTENDED = frozenset(
    f"{denied} {act}{end}"
    for denied in phrases("không, khỏi, không cần, khỏi cần, không phải, chưa cần, không còn, thôi khỏi")
    for act in ("gia hạn", "xin gia hạn", "lùi", "xin lùi", "lùi hạn", "khất", "xin thêm thời gian")
    for end in ("", " nữa", " đâu", " nữa đâu")
)
_ASKED_TO_BE_GIVEN = frozenset(
    f"{asked} được {given}"
    for asked in phrases("xin, xin phép, mong, đề nghị, cho em, cho xã, kính mong, mong muốn")
    for given in phrases(
        "gia hạn, gia hạn thêm, lùi, lùi hạn, lùi lại, nộp chậm, nộp muộn, gửi chậm, gửi muộn"
    )
)

PHRASES: Mapping[Sign, frozenset[str]] = MappingProxyType(
    {
        Sign.OBSTACLE: phrases(
            """
            dừng thi công, tạm dừng thi công, ngừng thi công, ngưng thi công, đình chỉ thi công, bỏ dở, bỏ
            dở dang, vướng, vướng mắc, kẹt, mắc, khó khăn, gặp khó, gặp khó khăn, trở ngại, ách tắc,
            blocked, stuck, bị vướng, bị kẹt, mạng hỏng, bị hỏng, mất mạng, mất điện, hỏng mạng, máy hỏng,
            hỏng máy, hệ thống lỗi, lỗi hệ thống, phần mềm lỗi, lỗi phần mềm, mưa lũ, bão lũ, lũ, sạt lở,
            ngập, dịch bệnh, tạm dừng, tạm hoãn, bị hoãn, bế tắc, tồn đọng, không làm được, không triển khai
            được, không thực hiện được, chưa làm được vì, lỗi, rớt mạng, mạng lỗi, nghẽn mạng, mạng yếu,
            không vào được, không truy cập được, không đăng nhập được, không thể làm, không thể thực hiện,
            không thể triển khai, problem, issue, obstacle, phát sinh vướng mắc, phát sinh khó khăn, chồng
            chéo, không đồng ý, không hợp tác, chưa thống nhất, không thống nhất, on hold, delayed by, phần
            mềm hỏng, mạng chập chờn, đường hỏng, sập mạng, đứt mạng, không đủ điều kiện, quá tải, bị ốm,
            nghỉ ốm, nghỉ thai sản, ốm, không chịu, bão số, do bão, vì bão, bí quá, bị bí, bị tắc, tắc ở,
            tắc rồi, tắc quá, đang tắc, tắc khâu, tắc nghẽn, bí rồi, khó quá, khó lắm, tắc đường, bị nghẽn,
            bị sập, rối quá, thiếu, chưa được giao, chưa được cấp, chưa được bố trí, chưa được phân bổ, chưa
            được hướng dẫn, không đủ, hỏng, chưa nhận được, không nhận được, chưa phản hồi, chưa thấy trả
            lời, chưa có phản hồi, chưa chuyển tiền, chưa cấp tiền, chưa chuyển kinh phí, chưa cho ý kiến,
            tài chính chưa trả lời, sở chưa trả lời, huyện chưa trả lời, tỉnh chưa trả lời, bộ chưa trả lời,
            chưa ban hành thông tư, chưa ban hành nghị định, chưa có thông tư, chưa có nghị định
            """
        ),
        Sign.NO_OBSTACLE: phrases(
            """
            không vướng, không vướng gì, không vướng mắc, không vướng mắc gì, không có vướng mắc, không có
            vướng mắc gì, không khó khăn, không khó khăn gì, không gặp khó khăn, không gặp khó khăn gì,
            không có khó khăn, hết vướng, không có vấn đề gì, không vấn đề gì, không vấn đề, no problem, no
            problems, no issue, no issues, không có khó khăn gì, không bị vướng, không bị vướng gì, không
            kẹt, không kẹt gì, không trở ngại, không có trở ngại, không có trở ngại gì, không có gì vướng,
            không có gì vướng mắc, không có gì khó khăn, chưa vướng gì, chưa có vướng mắc, chưa có vướng mắc
            gì, không còn vướng, không còn vướng mắc, không còn vướng gì, không còn vướng mắc gì, không phát
            sinh vướng mắc, chưa gặp khó khăn, chưa gặp khó khăn gì, chưa thấy vướng, chưa thấy vướng gì, no
            obstacle, no obstacles, not blocked, hết vướng mắc, đã gỡ vướng, gỡ vướng, chưa gặp vướng mắc,
            chưa gặp vướng mắc gì, không còn gì vướng, không gặp vướng mắc, không gặp vướng mắc gì, không
            gặp trở ngại gì, không có vấn đề, chưa có khó khăn gì, no blockers, không khó khăn vướng mắc gì,
            không có khó khăn vướng mắc, không có khó khăn vướng mắc gì, không còn gì, không còn gì nữa,
            không sót, không thiếu, không thiếu gì, không có ý kiến, không có ý kiến gì, không còn thiếu gì,
            không thiếu thứ gì, đã giải quyết, đã được giải quyết, đã tháo gỡ, đã được tháo gỡ, đã khắc
            phục, đã được khắc phục, đã gỡ xong, đã gỡ được, hết khó khăn, hết kẹt, đã tháo gỡ xong vướng
            mắc, đã tháo gỡ vướng mắc, đã giải quyết xong vướng mắc, đã giải quyết vướng mắc, đã hết vướng,
            đã gỡ xong vướng mắc, không còn việc nào tồn, không còn việc nào tồn đọng, không còn việc nào
            tồn cả, không còn việc nào tồn đọng cả, không còn việc nào chưa xong, không còn việc nào chưa
            làm, không còn việc nào dở dang, không còn gì tồn, không còn tồn việc nào, không tồn việc nào,
            không còn tồn đọng, không tồn đọng, không còn tồn đọng gì, không còn gì tồn đọng, không sót việc
            nào, không còn gì phải làm, không còn gì phải làm nữa, không còn việc gì phải làm
            """
        ),
        Sign.WAIT: phrases(
            """
            chờ, đợi, waiting for, wait for, waiting, chờ đợi, ngóng, phụ thuộc vào, phụ thuộc, awaiting
            """
        ),
        Sign.SIGNATURE: phrases(
            """
            ký, đóng dấu, ký duyệt, ký ban hành, signature, sign, trình ký, ký tên, lãnh đạo ký, lãnh đạo
            duyệt, sếp duyệt, sếp ký, chủ tịch ký, giám đốc ký, phát hành, ký nháy, lấy dấu, vào sổ, signed,
            văn thư, trình, đã trình, trình lên
            """
        ),
        Sign.LACK: phrases(
            """
            thiếu, hết, lack of, lack, lacking, no, without, chưa có, không có, chưa được cấp, chưa cấp,
            chưa bố trí, chưa đủ, không đủ, chưa nhận được, chưa được bố trí, chưa phân bổ, chưa được phân
            bổ, chưa thấy, không bố trí được, thiếu hụt, ko có, out of, không còn, hết sạch, chưa được giao,
            chưa giao, chưa được hướng dẫn, không được cấp, chưa xin được, haven't received, not received,
            not enough
            """
        ),
        Sign.RESOURCE: phrases(
            """
            kinh phí, vốn, tiền, nguồn, nguồn vốn, ngân sách, hướng dẫn, văn bản hướng dẫn, người, nhân lực,
            cán bộ, nhân sự, biên chế, máy, máy móc, thiết bị, số liệu, dữ liệu, mặt bằng, vật tư, budget,
            funds, funding, money, guidance, staff, people, thông tư, nghị định, ý kiến, phôi, biểu mẫu,
            mẫu, công văn, con người, nhân viên, phương tiện, xe, instructions, data, xăng xe, đất, giải
            phóng mặt bằng, nguồn lực, nguồn kinh phí, cán bộ chuyên trách, data from, quyết định, chủ
            trương, chỉ tiêu, giấy tờ
            """
        ),
        Sign.HAVE: phrases(
            """
            có, được, được cấp, cấp, bố trí, về, phân bổ, đủ, any, the, nhận được, thấy, a, giao
            """
        ),
        Sign.EXTEND: phrases(
            """
            gia hạn, xin gia hạn, lùi, xin lùi, lùi hạn, lùi thời hạn, lùi lại, giãn, giãn tiến độ, dời
            hạn, xin hoãn, khất, xin khất, thêm thời gian, xin thêm thời gian, kéo dài thời gian, kéo
            dài thời hạn, kéo dài, extension, extend, postpone, more time, delay đến, delay tới, delay
            sang, xin chậm, xin muộn, delay to, delay until, xin dời, đề nghị gia hạn, đề nghị lùi, rời
            hạn, rời sang, xin nộp sau, hoãn đến, hoãn sang, hoãn lại, xin giãn, chậm lại, trễ lại, xin
            trễ, cho trễ, nới hạn, nới thời gian, xin nới, cho muộn, cho chậm, lùi ngày, reschedule, gia
            hạn thêm, push back, push the deadline, dời sang, dời đến, dời tới, dời qua, dời lại, dời
            ngày, dời thời hạn, dời thời gian, dời thêm, cho dời, xin nộp chậm, xin nộp muộn, xin gửi
            chậm, xin gửi muộn, cho nộp chậm, cho nộp muộn, cho em nộp chậm, cho em nộp muộn, cho em gửi
            chậm, cho em gửi muộn, cho gửi chậm, cho gửi muộn, xin nộp trễ, xin phép nộp trễ, xin phép
            nộp muộn, xin phép nộp chậm, cho nộp trễ, cho em nộp trễ, điều chỉnh thời hạn, điều chỉnh
            hạn, điều chỉnh thời gian, give us until, give me until
            """
        )
        | _ASKED_TO_BE_GIVEN,
        Sign.MORE: phrases(
            """
            thêm, xin thêm, cho thêm, more, xin, cho em, another, cho tôi, cho mình, cho xin, cho cháu, cho
            đơn vị, cho chúng tôi, cho xã, cho bọn em, cho đến, cho tới, nộp muộn, nộp chậm, gửi muộn, gửi
            chậm
            """
        ),
        Sign.NO_EXTEND: phrases(
            """
            không gia hạn, không xin gia hạn, không cần gia hạn, không lùi, không cần lùi, không xin lùi, no
            extension, không được gia hạn, khỏi gia hạn, chưa cần gia hạn, không phải gia hạn, không cho gia
            hạn, không xin được gia hạn, no extension needed, không phải lùi
            """
        )
        | _NOT_EXTENDED,
        Sign.GRANTED: phrases(
            """
            đã được gia hạn, được gia hạn, đã gia hạn, đồng ý gia hạn, cho phép gia hạn, đã lùi, được lùi, xin
            được gia hạn rồi, đã xin được gia hạn
            """
        ),
        Sign.TO: phrases("đến, tới, sang, until, till, to, qua") | NEXT_SPANS,
    }
)
