"""The words officials use, as data: which phrase is a sign of what.

A phrase is written with its accents; how typed words are compared with it is told in ``spelling``. Longer
phrases win over shorter ones that begin at the same word, so an exception is simply a longer phrase: "không
vướng" stands beside "vướng". A phrase may stand under several signs.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.progress_reply.signs import Sign


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


PHRASES: Mapping[Sign, frozenset[str]] = MappingProxyType(
    {
        Sign.DONE: _phrases(
            """
            xong, hoàn thành, hoàn tất, done, finished, finish, complete, completed, xong xuôi, đâu vào đấy,
            hoàn thành xong, thành công, là xong, là hoàn thành, thế là xong, vậy là xong, xong ngay, xong
            liền, xong sớm
            """
        ),
        Sign.SENT: _phrases(
            """
            gửi, nộp, ban hành, phát hành, gởi, sent, submitted, issued, đã ký ban hành, ký ban hành rồi, đã
            được ký ban hành
            """
        ),
        Sign.FINAL: _phrases(
            """
            báo cáo, kế hoạch, kết quả, report, the report, quyết định, hồ sơ, báo cáo kết quả, báo cáo tổng
            kết, văn bản báo cáo, file báo cáo, bản báo cáo, bản cứng, bản mềm, the plan
            """
        ),
        Sign.ALREADY: _phrases(
            """
            đã, rồi, already, have, has, been, đã được, was, were, rùi, rầu, roài, đã hoàn thiện và, đã ký
            ban hành, ký ban hành rồi, đã được ký ban hành
            """
        ),
        Sign.WHOLLY: _phrases(
            "hết, sạch, tất, toàn bộ, hết cả, hết sạch, tất tần tật, cả, tất cả, trọn vẹn, hết trơn, hết ráo"
        ),
        Sign.NOT_YET: _phrases(
            """
            chưa, not yet, haven't, hasn't, chửa, chưa hề, vẫn chưa, not all, yet, chưa có, chưa được cấp,
            chưa cấp, chưa bố trí, chưa đủ, chưa nhận được, chưa được bố trí, chưa phân bổ, chưa được phân
            bổ, chưa thấy, chưa được giao, chưa giao, chưa được hướng dẫn, chưa xin được, chưa ai, chưa có
            ai, chưa có báo cáo
            """
        ),
        Sign.NOT: _phrases(
            """
            không, chẳng, not, isn't, no, chả, don't, didn't, cannot, can't, never, chớ, không phải, aren't,
            wasn't, hổng, hông, hem, nỏ, chưa thể, khó, không có, không đủ, không bố trí được, không còn,
            không được cấp, không ai, không có ai
            """
        ),
        Sign.NEAR: _phrases(
            """
            gần, sắp, suýt, cơ bản, về cơ bản, almost, nearly, hầu hết, phần lớn, gần như, tương đối, đại bộ
            phận, phần nhiều, suýt soát, mostly, partly, partially, half, tàm tạm, sắp sửa, cơ bản đã, đa
            số, đa phần, chuẩn bị, sơ sơ, là xong, là hoàn thành
            """
        ),
        Sign.WILL: _phrases(
            """
            sẽ, dự kiến, phấn đấu, cố gắng, will, to be, định, hứa, quyết tâm, cam kết, expect, expected,
            kịp, có thể, should be, going to, ráng, gắng, dự định, dự tính, kế hoạch là, sẽ cố gắng, đảm
            bảo, bảo đảm, khả năng, by, trước ngày, trước thứ, trước hạn ngày, would, to finish, xin hứa,
            đang tính, định là, cố xong, cố làm, để em, để tôi, để mình, để xã, để đơn vị, để anh, để cháu,
            xong ngay, xong liền, xong sớm
            """
        ),
        Sign.FUTURE: _phrases(
            """
            mai, ngày mai, ngày kia, ngày mốt, tuần sau, tuần tới, tháng sau, tháng tới, tomorrow, next
            week, next month, lát nữa, tí nữa, chốc nữa, lát, cuối tuần, cuối tháng, cuối năm, cuối quý, đầu
            tuần sau, sáng mai, chiều mai, tối mai, mấy hôm nữa, vài hôm nữa, vài ngày nữa, mấy bữa nữa, vài
            bữa nữa, hôm sau, đầu tháng sau, thời gian tới, sắp tới, quý sau, soon, later, sau tết, năm sau,
            hết tuần, hết tháng, trong tuần, trong tháng, giữa tháng, giữa tuần, đầu tuần, sau, tonight,
            trong tuần này, trong tháng này, cuối tuần này, cuối buổi, đầu giờ chiều, trong thời gian sớm
            nhất, ngày nữa, hôm nữa, tuần nữa, bữa nữa, tháng nữa, ngày một ngày hai, nay mai, một hai hôm,
            cuối giờ, hôm tới, kỳ tới, dịp tới
            """
        ),
        Sign.TODAY: _phrases(
            """
            hôm nay, sáng nay, chiều nay, tối nay, trong ngày, today, nay, trưa nay, bữa nay, đêm nay, this
            week, tuần này, tháng này
            """
        ),
        Sign.PAST: _phrases(
            """
            hôm qua, hôm kia, tuần trước, tháng trước, hôm trước, từ lâu, lâu rồi, yesterday, last week,
            chiều qua, sáng qua, tối qua, vừa, just, vừa mới, bữa trước, bữa qua, hôm bữa, bữa hổm, mấy hôm
            trước, từ hôm qua, từ tuần trước, từ hôm, ngay từ, last month, hôm nọ, trước hạn, đúng hạn,
            trước thời hạn, đúng tiến độ, đúng thời hạn, on time, vượt tiến độ, đúng kế hoạch, theo đúng kế
            hoạch, theo kế hoạch, sớm rồi, từ sớm, sớm hơn, từ đời nào, từ hồi, từ đầu
            """
        ),
        Sign.PART: _phrases(
            """
            phần, một phần, bước, đợt, khâu, giai đoạn, một số, một vài, vài, vòng, đoạn, bước đầu, một ít,
            part, some, phase, từng, một mảng, mảng, một bên, lần, mục đầu, nửa đầu, đôi chút, chút ít, 1
            số, 1 ít, 1 vài, 1 phần, 1 nửa, part of, phân nửa đầu, stage, step, mỗi phần, mỗi khâu, sơ bộ,
            tạm thời, cuộc họp, buổi họp, cuộc, buổi
            """
        ),
        Sign.REMAINDER: _phrases(
            """
            còn, còn lại, chỉ còn, còn mỗi, còn thiếu, remaining, left, còn phải, vẫn còn, còn vài, tồn,
            sót, thiếu mỗi, chỉ thiếu, only need, còn mấy, còn nợ, nợ, trước khi, pending, outstanding,
            thiếu chữ ký, còn thiếu chữ ký, thiếu dấu
            """
        ),
        Sign.ONLY: _phrases("mới, chỉ, mới chỉ, chỉ mới, only, mỗi, mới được, chỉ được"),
        Sign.DOING: _phrases(
            """
            đang, in progress, working on, tiếp tục, vẫn đang, ongoing, in the process, under way, underway,
            đang tiến hành, đang hoàn thành, đang hoàn thiện, đang hoàn tất, hoàn thiện, on track, processing,
            is being, đương, đang làm, đang xử lý, đang triển khai, đang thực hiện, tiến hành, bắt tay vào, dở,
            dở dang, dang dở, finishing, completing, finalizing, chạy, đang chạy
            """
        ),
        Sign.STEP: _phrases(
            """
            khảo sát, trình, trình ký, họp bàn, cử, phân công, giao, chỉ đạo, đôn đốc, xin ý kiến, lấy ý kiến,
            soạn, soạn thảo, tham mưu, tổng hợp, thu thập, thành lập tổ, thẩm định, thẩm tra, rà soát, lấy
            phiếu, góp ý, đã trình, xây dựng, tập hợp, lập danh sách, started, begun, drafting, góp ý kiến, giao
            cho, chỉnh sửa, sửa, bổ sung, tiếp thu ý kiến, hướng dẫn các, họp triển khai, quán triệt, thống kê,
            nhập liệu, chuyển, trình lên
            """
        ),
        Sign.PREPARE: _phrases("bắt đầu, khởi động, start, begin, bắt tay"),
        Sign.WORK: _phrases(
            """
            làm, thực hiện, triển khai, xử lý, tiến hành, làm được, thực hiện được, triển khai được, thi hành,
            do, tổ chức, họp, đụng, động, đụng tới, động đến, động tới, đụng đến, mần, touch, động tay, đả động
            """
        ),
        Sign.NOTHING: _phrases(
            """
            gì, gì hết, gì cả, được gì, anything, tí gì, cái gì, chút gì, được tí nào, tí nào, gì đâu, nothing,
            chi, chi hết, chi cả
            """
        ),
        Sign.NOT_STARTED: _phrases(
            """
            not started, haven't started, hasn't started, chưa đến lượt, chưa tới lượt, chưa đâu vào đâu, not
            begun, chưa có gì, chưa làm gì, chưa tới đâu, chưa đến đâu, nothing yet, yet to start, mới làm, mới
            triển khai được đâu, not start, không làm gì, chưa đâu, didn't start, to do
            """
        ),
        Sign.BUT: _phrases(
            "nhưng, tuy nhiên, song, nhưng mà, but, however, dù, tuy, mặc dù, có điều, except that, chứ"
        ),
        Sign.IF: _phrases(
            """
            nếu, khi, khi nào, lúc nào, giá mà, if, when, once, sau khi, hễ, bao giờ, chừng nào, until,
            unless, xong mới, xong thì, để xong, cho xong, làm sao, sao cho, xong là, xong sẽ, xong để,
            mong, hi vọng, hy vọng, đã rồi em, cứ ghi, cứ cho là, cứ coi, ghi là
            """
        ),
        Sign.HEDGE: _phrases(
            """
            chắc, hình như, có lẽ, nghe nói, không rõ, maybe, probably, perhaps, chắc là, có vẻ, coi như,
            nghe đâu, tưởng, tưởng là, nghĩ là, i think, hầu như, chắc cũng, không chắc, chưa chắc, might,
            thấy bảo, nghe bảo, theo em biết, xem như, được coi là, dường như, không biết, để xem, để kiểm
            tra, think, hình như là, seems, giả sử, không nhớ, gọi là, đáng lẽ, lẽ ra, đáng ra, nhẽ ra, ước
            gì, phải chi, giả vờ, trên giấy tờ, trên danh nghĩa, tạm gọi, coi là
            """
        ),
        Sign.ASK: _phrases(
            """
            hả, à, sao, tại sao, vì sao, thế nào, như thế nào, bao giờ hết hạn, khi nào hết hạn, ở đâu, ai,
            được không, phải không, đúng không, có phải, what, which, who, how, why, is it, bao nhiêu, mấy
            giờ, có cần, cho hỏi, xin hỏi, không hiểu, chưa hiểu, chưa rõ, nghĩa là sao, là gì, thế ạ, hay
            chưa, hay không, hay là chưa, hử, ntn, không vậy, chưa vậy, chưa hả, chưa thế, chưa nhỉ, nhỉ, là
            sao, việc gì, việc nào, cái nào, when is, em hỏi, hỏi anh, hỏi chị, hỏi chút, hỏi tí, hỏi lại,
            tới đâu rồi, đến đâu rồi, xong bao giờ, ngày nào
            """
        ),
        Sign.HOW_COME: _phrases("đâu, thế nào được, sao được, nổi, làm gì có, mô"),
        Sign.EXCEPT: _phrases(
            "trừ, ngoại trừ, except, trừ ra, chỉ trừ, ngoài việc, ngoài mục, trừ mỗi, but not, apart from"
        ),
        Sign.OTHERS: _phrases(
            """
            các xã, các huyện, các đơn vị, các phòng, các thôn, các ngành, các sở, xã khác, các bản, các
            trường, các hội, các phòng ban, các địa phương, các sở ngành, mấy xã, mấy đơn vị, nhiều xã,
            nhiều đơn vị, other units, các sở, ban, xã bên, bên kia, người ta, họ, bên đó, huyện khác, các
            nơi, nơi khác, đơn vị khác, bên ấy, xã bạn, phòng khác, phía bên kia, nhà thầu, các thôn bản
            """
        ),
        Sign.DEMAND: _phrases(
            """
            yêu cầu, phải, cần, nên, hãy, must, need to, need, có trách nhiệm, muốn, want, should, giục, khẩn
            trương, nhắc, kêu, đề nghị các, hạn, thời hạn, chỉ tiêu, mục tiêu, deadline, due, bảo là, bảo em
            """
        ),
        Sign.UNDONE: _phrases(
            """
            trả lại, bị trả, làm lại, phải làm lại, bị hủy, bị bác, thu hồi, rút lại, trả về, sai, nhầm, xong
            đời, xong phim, bấm nhầm, nói nhầm, báo nhầm, returned, rejected, wrong, mistake, đính chính, hủy bỏ
            """
        ),
        Sign.REPORT_BACK: _phrases(
            """
            báo lại, báo sau, em báo, sẽ báo, báo anh, báo liền, báo ngay, báo chị, báo sếp, tôi báo, mình báo,
            cháu báo, báo cáo sau, báo cáo lại, let you know, tell you, nhắn lại, thông báo lại, con báo, thì
            báo, báo nhé, cập nhật sau
            """
        ),
        Sign.DRAFT: _phrases(
            """
            dự thảo, bản nháp, nháp, đề cương, draft, the draft, dự thảo báo cáo, báo cáo nhanh, báo cáo sơ bộ,
            dự thảo kế hoạch, báo cáo tạm, số liệu sơ bộ, công văn, tờ trình, giấy mời, phiếu, văn bản đôn đốc,
            báo cáo bước đầu, dự toán, bản thảo, khung
            """
        ),
        Sign.OTHER_ACT: _phrases(
            """
            ăn, uống, đọc, xem, nghe, ngủ, nghỉ, đi công tác, read, xem qua, ăn cơm, đám, họp giao ban, nghe
            điện, mở
            """
        ),
        Sign.OBSTACLE: _phrases(
            """
            vướng, vướng mắc, kẹt, mắc, khó khăn, gặp khó, gặp khó khăn, trở ngại, ách tắc, blocked, stuck,
            bị vướng, bị kẹt, mạng hỏng, bị hỏng, mất mạng, mất điện, hỏng mạng, máy hỏng, hỏng máy, hệ
            thống lỗi, lỗi hệ thống, phần mềm lỗi, lỗi phần mềm, mưa lũ, bão lũ, lũ, sạt lở, ngập, dịch
            bệnh, tạm dừng, tạm hoãn, bị hoãn, bế tắc, tồn đọng, không làm được, không triển khai được,
            không thực hiện được, chưa làm được vì, lỗi, rớt mạng, mạng lỗi, nghẽn mạng, mạng yếu, không vào
            được, không truy cập được, không đăng nhập được, không thể làm, không thể thực hiện, không thể
            triển khai, problem, issue, obstacle, phát sinh vướng mắc, phát sinh khó khăn, chồng chéo, không
            đồng ý, không hợp tác, chưa thống nhất, không thống nhất, on hold, delayed by, phần mềm hỏng,
            mạng chập chờn, đường hỏng, sập mạng, đứt mạng, không đủ điều kiện, quá tải, bị ốm, nghỉ ốm,
            nghỉ thai sản, ốm, không chịu, bão số, cơn bão, do bão, vì bão, bí quá, bị bí, bị tắc, tắc
            đường, bị nghẽn, bị sập, rối quá, thiếu, chưa được giao, chưa được cấp, chưa được bố trí, chưa
            được phân bổ, chưa được hướng dẫn, không đủ, hỏng, chưa nhận được, không nhận được
            """
        ),
        Sign.NO_OBSTACLE: _phrases(
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
            không thiếu thứ gì
            """
        ),
        Sign.WAIT: _phrases(
            "chờ, đợi, waiting for, wait for, waiting, chờ đợi, ngóng, phụ thuộc vào, phụ thuộc, awaiting"
        ),
        Sign.SIGNATURE: _phrases(
            """
            ký, đóng dấu, ký duyệt, ký ban hành, signature, sign, trình ký, ký tên, lãnh đạo ký, lãnh đạo duyệt,
            sếp duyệt, sếp ký, chủ tịch ký, giám đốc ký, phát hành, ký nháy, lấy dấu, vào sổ, signed, văn thư,
            trình, đã trình, trình lên
            """
        ),
        Sign.LACK: _phrases(
            """
            thiếu, hết, lack of, lack, lacking, no, without, chưa có, không có, chưa được cấp, chưa cấp, chưa bố
            trí, chưa đủ, không đủ, chưa nhận được, chưa được bố trí, chưa phân bổ, chưa được phân bổ, chưa
            thấy, không bố trí được, thiếu hụt, ko có, out of, không còn, hết sạch, chưa được giao, chưa giao,
            chưa được hướng dẫn, không được cấp, chưa xin được, haven't received, not received, not enough
            """
        ),
        Sign.RESOURCE: _phrases(
            """
            kinh phí, vốn, tiền, nguồn, nguồn vốn, ngân sách, hướng dẫn, văn bản hướng dẫn, người, nhân lực, cán
            bộ, nhân sự, biên chế, máy, máy móc, thiết bị, số liệu, dữ liệu, mặt bằng, vật tư, budget, funds,
            funding, money, guidance, staff, people, thông tư, nghị định, ý kiến, phôi, biểu mẫu, mẫu, công văn,
            con người, nhân viên, phương tiện, xe, instructions, data, xăng xe, đất, giải phóng mặt bằng, nguồn
            lực, nguồn kinh phí, cán bộ chuyên trách, data from
            """
        ),
        Sign.HAVE: _phrases(
            "có, được, được cấp, cấp, bố trí, về, phân bổ, đủ, any, the, nhận được, thấy, a, giao"
        ),
        Sign.EXTEND: _phrases(
            """
            gia hạn, xin gia hạn, lùi, xin lùi, lùi hạn, lùi thời hạn, lùi lại, giãn, giãn tiến độ, dời hạn, xin
            hoãn, khất, xin khất, thêm thời gian, xin thêm thời gian, kéo dài thời gian, kéo dài thời hạn, kéo
            dài, extension, extend, postpone, more time, nộp muộn, nộp chậm, gửi chậm, gửi muộn, xin chậm, xin
            muộn, delay to, delay until, xin dời, đề nghị gia hạn, đề nghị lùi, rời hạn, rời sang, xin nộp sau,
            hoãn đến, hoãn sang, hoãn lại, xin giãn, chậm lại, trễ lại, xin trễ, cho trễ, nới hạn, nới thời
            gian, xin nới, cho muộn, cho chậm, lùi ngày, reschedule, gia hạn thêm, nộp trễ, push back, push the
            deadline, dời sang, dời đến, dời tới, dời qua, dời lại, dời ngày, dời thời hạn, dời thời gian, dời
            thêm, cho dời
            """
        ),
        Sign.MORE: _phrases(
            """
            thêm, xin thêm, cho thêm, more, xin, cho em, another, cho tôi, cho mình, cho xin, cho cháu, cho đơn
            vị, cho chúng tôi, cho xã, cho bọn em, cho đến, cho tới
            """
        ),
        Sign.NO_EXTEND: _phrases(
            """
            không gia hạn, không xin gia hạn, không cần gia hạn, không lùi, không cần lùi, không xin lùi, no
            extension, không được gia hạn, khỏi gia hạn, chưa cần gia hạn, không phải gia hạn, không cho gia
            hạn, no extension needed, không phải lùi
            """
        ),
        Sign.GRANTED: _phrases(
            "đã được gia hạn, được gia hạn, đã gia hạn, đồng ý gia hạn, cho phép gia hạn, đã lùi, được lùi"
        ),
        Sign.TO: _phrases("đến, tới, sang, until, till, to, qua"),
        Sign.ACK: _phrases(
            """
            đã nhận, nhận được, đã nhận được, nhận rồi, ok, oke, okay, oki, okie, okê, rõ, đã rõ, vâng, biết
            rồi, đã biết, em nhận, nắm được, đã nắm, nắm rồi, nắm, tiếp nhận, đã tiếp nhận, tiếp thu, xin tiếp
            thu, noted, received, got it, roger, understood, copy, yes, nhất trí, đồng ý, ừ, uh, ờ, nghe rồi, đã
            nghe, hiểu rồi, đã hiểu, đã xem, đã đọc, xem rồi, đọc rồi, tuân lệnh, xin nhận, tôi nhận, thấy rồi,
            đã thấy, ghi nhận, chấp hành, nhận nhiệm vụ, nhận thông tin, nhận việc, copy that, will do, on it,
            sure, ok nhé, đã rõ nội dung, nghiêm túc tiếp thu, đã nhận thông báo, nhớ rồi, em nhớ, đã nhận nhiệm
            vụ, đã nhận việc, đã nhận văn bản, đã tiếp nhận văn bản, dạ vâng, hiểu, nhận, quán triệt rồi,
            acknowledged, uhm, uhm vâng, ừm, okela, okla, đọc xong, xem xong, nghe xong, nhận xong, đã đọc xong,
            đã xem xong, dạ rõ, biết rùi, bít rồi, bít rùi, nhận rùi, rõ rồi, rõ rùi
            """
        ),
        Sign.POLITE_YES: _phrases("dạ, dạ anh, dạ chị"),
        Sign.THANKS: _phrases(
            """
            cảm ơn, cám ơn, thanks, thank you, tks, xin cảm ơn, trân trọng cảm ơn, cảm ơn nhiều, thank, many
            thanks
            """
        ),
        Sign.COURTESY: _phrases(
            """
            ạ, nhé, nha, nhá, kính gửi, kính thưa, thưa, trân trọng, xin phép, please, xin, hi, hello, chào,
            kính, xin chào, kính báo, xin báo cáo, em báo cáo, báo cáo anh, báo cáo chị, báo cáo sếp, báo
            cáo lãnh đạo, báo cáo đồng chí, em xin báo cáo, tôi xin báo cáo, xin được báo cáo, thì, là, đấy,
            đó, luôn, nhen, hen, hihi, haha, hehe, kính trình, dear, vậy, thế, giúp, giúp em, hộ, với, thôi,
            nè, á, hì, ah, ơi, báo cáo anh chị, kính mong, cháu báo cáo, em xin phép báo cáo, báo cáo các
            anh, báo cáo các anh chị, good morning, hjhj, nhe, luôn rồi, nghen, hén, nghe, tê, hè, dạ em, dạ
            báo cáo, dạ thưa, it's, đừng nhắc nữa, không cần nhắc nữa, khỏi nhắc, khỏi nhắc nữa, không phải
            nhắc nữa, chờ em, đợi em, chờ chút, đợi chút, chờ tí, đợi tí, chờ em chút, chờ em tí, chờ em
            xíu, đợi em tí, đợi em chút, anh yên tâm, yên tâm, đã nhắc, đã nhắc nhở, nhắc nhở, mà, đi, cơ,
            cả, ấy, rứa, nớ, ni, nờ, hỉ, nhở, nhể
            """
        ),
        Sign.PERSON: _phrases(
            """
            em, anh, chị, tôi, mình, sếp, lãnh đạo, đồng chí, bác, chú, cô, cháu, đơn vị, chúng tôi, bọn em, bên
            em, cơ quan, i, we, you, xã em, huyện em, phòng, ban, sở, ubnd, văn phòng, bên tôi, các anh, các
            chị, anh chị, chúng em, tụi em, sir, con, phía em, đc, bọn tôi, my, our, us, xã tôi, huyện tôi,
            phòng em, đơn vị em, bên mình, ông, bà, quý cơ quan, các đồng chí, văn phòng ubnd, cấp trên, tỉnh,
            ubnd tỉnh, ubnd huyện, ubnd xã, huyện
            """
        ),
        Sign.CAUSE: _phrases(
            """
            vì, do, tại, bởi, lý do, because, due to, vì lý do, do đó, because of, bởi vì, lí do, since, nguyên
            nhân, lý do là
            """
        ),
        Sign.ALL: _phrases(
            """
            tất cả, toàn bộ, tất cả các việc, mọi việc, các việc, cả hai, cả ba, all, everything, tất cả việc,
            các mục, tất cả các mục, các nhiệm vụ, tất cả nhiệm vụ, tất cả các nhiệm vụ, toàn bộ nhiệm vụ, toàn
            bộ các nhiệm vụ, các nội dung, tất cả nội dung, tất cả các nội dung, cả hai việc, cả ba việc, cả bốn
            việc, các đầu việc, all items, all tasks, all of them, mọi thứ, tất tần tật, toàn bộ các việc, toàn
            bộ công việc, tất cả công việc, tất cả các đầu việc, cả hai mục, cả ba mục, both, tất cả mục, cả
            danh sách, tất cả đều, các việc đều, đều, các việc trên, các mục trên, all the items, all of it
            """
        ),
        Sign.THE_REST: _phrases(
            """
            còn lại, các việc còn lại, việc còn lại, những việc còn lại, các mục còn lại, mấy việc còn lại, mấy
            cái còn lại, the rest, số còn lại, các việc khác, các nhiệm vụ còn lại, các nội dung còn lại, mấy
            việc kia, những cái còn lại, mấy cái kia, others
            """
        ),
        Sign.ITEM_NOUN: _phrases(
            """
            việc, mục, số, stt, nhiệm vụ, nội dung, đầu việc, ý, điểm, câu, item, items, task, tasks,
            number, việc số, mục số, nhiệm vụ số, nội dung số, công việc, công việc số, đầu việc số, cái số,
            việc thứ, mục thứ, nhiệm vụ thứ, nội dung thứ, các việc số, các mục số, các việc, các mục, cái,
            dòng, gạch đầu dòng, no, riêng việc, riêng mục, hai việc, ý số, dòng số, câu số, ý thứ, cái thứ,
            số thứ tự, việc có số, từ, from, thứ
            """
        ),
        Sign.AND: _phrases("và, cùng, với, and, cùng với"),
        Sign.THROUGH: _phrases("đến, tới, to, through"),
        Sign.ALSO: _phrases(
            """
            thì, cũng, là, đều, cũng đã, is, are, riêng, còn, về, for, kia, this, that, nó, cái này, việc này,
            it
            """
        ),
        Sign.COUNTED: _phrases(
            """
            xã, huyện, thôn, hộ, bản, đơn vị, người, trường, công trình, dự án, lớp, nhà, phường, thị trấn,
            tỉnh, sở, ngành, cán bộ, mô hình, cuộc, buổi, tỷ, triệu, nghìn, đồng, km, chỉ tiêu, bộ, hồ sơ,
            việc, mục tiêu, lần, phòng, phần, bước, đợt, khâu, tháng, quý, năm, giờ, h, ngày, tuần, hôm,
            buổi, phút, communes, people, households, đồng chí, cái, suất, bò, thẻ, điểm, tờ, trang, văn
            bản, công văn, nhiệm vụ, nội dung, mục, cơ sở, tổ, ban, vị trí, villages, districts, units, tấn,
            kg, m, ý, trạm, trung tâm, hạng mục, thủ tục, tiêu chí, xóm, khu, khu phố, tiểu khu, lượt, lượt
            người, học sinh, đối tượng, gia đình, nhóm, week, weeks, day, days, month, months
            """
        ),
        Sign.NEUTRAL: _phrases(
            """
            được, khoảng, tầm, chừng, độ, cỡ, đạt, khối lượng, tiến độ, công việc, kế hoạch giao, việc này,
            nhiệm vụ này, việc, của, lên, cho, qua, trên, mail, email, zalo, trục, ioffice, hệ thống, được
            giao, theo, nhiệm vụ, nội dung, một cách, tốt, hơn, about, around, nearly about, it, the, up,
            to, this, task, work, giải ngân, thực tế, đến nay, tính đến nay, hiện nay, hiện, hiện tại, đến
            thời điểm này, tới giờ, đến giờ, bây giờ, now, so far, việc trên, về, vào, nó, này, trực tiếp,
            bản giấy, cái này, đầy đủ, đủ, nội dung này, phần mềm, is, are, in, on, at, of, via, by email,
            một, số, các, những, tổng kết, bằng, phản hồi, ra, kết thúc, thuận lợi, chương trình, quy trình,
            hội nghị, đặc biệt khó khăn, hộ khó khăn, vùng khó khăn, xã khó khăn, hoàn cảnh khó khăn, phòng
            chống dịch bệnh, phòng chống bão lũ, phòng chống lụt bão, vùng đặc biệt khó khăn, xã đặc biệt
            khó khăn, phòng chống thiên tai, one, two, three, four, five
            """
        ),
        Sign.RATE: _phrases(
            "giảm, tăng, tỷ lệ, tỉ lệ, hộ nghèo, lãi suất, xuống, tỷ lệ nghèo, cận nghèo, rate, phí"
        ),
    }
)
