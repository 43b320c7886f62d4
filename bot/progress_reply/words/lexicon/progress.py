"""Words that say how far the work is: finished, denied, near, ahead, in part, going on."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.progress_reply.words.signs import Sign, phrases

# "cho em sang tuần nộp"
NEXT_SPANS = phrases(
    "sang tuần, qua tuần, sang tháng, qua tháng, sang quý, sang tuần sau, sang tuần tới, sang tháng sau"
)

PHRASES: Mapping[Sign, frozenset[str]] = MappingProxyType(
    {
        Sign.DONE: phrases(
            """
            xong, hoàn thành, hoàn tất, done, finished, finish, complete, completed, xong xuôi, đâu vào đấy,
            hoàn thành xong, thành công, là xong, là hoàn thành, thế là xong, vậy là xong, xong ngay, xong
            liền, xong sớm, bế mạc
            """
        ),
        Sign.SENT: phrases(
            """
            gửi, nộp, ban hành, phát hành, gởi, sent, submitted, issued, đã ký ban hành, ký ban hành rồi, đã
            được ký ban hành, upload, up lên, nộp muộn, nộp chậm, gửi muộn, gửi chậm, đã ký và ban hành, đã
            ký phát hành, đã ký và phát hành, đã được ký và ban hành, đã được ký phát hành, đã được ký và
            phát hành, nộp bổ sung đầy đủ, nộp bổ sung đủ, gửi bổ sung đầy đủ, gửi bổ sung đủ
            """
        ),
        Sign.FINAL: phrases(
            """
            báo cáo, kế hoạch, kết quả, report, the report, quyết định, hồ sơ, báo cáo kết quả, báo cáo tổng
            kết, văn bản báo cáo, file báo cáo, bản báo cáo, bản cứng, bản mềm, the plan
            """
        ),
        Sign.ALREADY: phrases(
            """
            đã, rồi, already, have, has, been, đã được, was, were, rùi, rầu, roài, đã hoàn thiện và, đã ký
            ban hành, ký ban hành rồi, đã được ký ban hành, ròi, ròy, dã, đã giải quyết, đã được giải quyết,
            đã tháo gỡ, đã được tháo gỡ, đã khắc phục, đã được khắc phục, đã gỡ xong, đã gỡ được, rồi nghe,
            rồi còn gì, rồi còn gì nữa, submitted, sent, issued, đã ký và ban hành, đã ký phát hành, đã ký
            và phát hành, đã được ký và ban hành, đã được ký phát hành, đã được ký và phát hành
            """
        ),
        Sign.WHOLLY: phrases(
            """
            hết, tất, toàn bộ, hết cả, hết sạch, tất tần tật, cả, tất cả, trọn vẹn, hết trơn, hết ráo, hết
            sạch rồi, sạch rồi, sạch sẽ, hết trọi, hết trọi trơn
            """
        ),
        Sign.NOT_YET: phrases(
            """
            chưa, chưa kịp, not yet, haven't, hasn't, chửa, chưa hề, vẫn chưa, not all, yet, chưa có, chưa
            được cấp, chưa cấp, chưa bố trí, chưa đủ, chưa nhận được, chưa được bố trí, chưa phân bổ, chưa
            được phân bổ, chưa thấy, chưa được giao, chưa giao, chưa được hướng dẫn, chưa xin được, chưa ai,
            chưa có ai, chưa có báo cáo, chưa có việc nào, chưa việc nào, chưa có cái nào, chưa cái nào,
            chưa mục nào, chưa xã nào, chưa có tiến triển, không có tiến triển, chưa có chuyển biến
            """
        ),
        Sign.NOT: phrases(
            """
            không, chẳng, not, isn't, no, chả, don't, didn't, cannot, can't, never, chớ, không phải, aren't,
            wasn't, hổng, hông, hem, nỏ, chưa thể, khó, không có, không đủ, không bố trí được, không còn,
            không được cấp, không ai, không có ai, đừng, không việc nào, không có việc nào, không cái nào,
            không mục nào
            """
        ),
        Sign.NEAR: phrases(
            """
            gần, sắp, suýt, cơ bản, về cơ bản, almost, nearly, hầu hết, phần lớn, gần như, tương đối, đại bộ
            phận, phần nhiều, suýt soát, mostly, partly, partially, half, tàm tạm, sắp sửa, cơ bản đã, đa
            số, đa phần, chuẩn bị, sơ sơ, là xong, là hoàn thành, hầu như, tạm, tạm ổn, xấp xỉ
            """
        ),
        Sign.WILL: phrases(
            """
            sẽ, dự kiến, phấn đấu, cố gắng, will, to be, hứa, quyết tâm, cam kết, expect, expected, kịp, có
            thể, should be, going to, ráng, gắng, dự định, dự tính, kế hoạch là, sẽ cố gắng, khả năng, by,
            would, to finish, xin hứa, đang tính, định là, cố xong, cố làm, để em, để tôi, để mình, để xã,
            để đơn vị, để anh, để cháu, xong ngay, xong liền, xong sớm, em định, định làm, định xong, đang
            định, sẽ báo cáo, sẽ có báo cáo, sẽ gửi báo cáo, làm ngay, làm ngay đây, làm liền
            """
        ),
        Sign.FUTURE: phrases(
            """
            mai, ngày mai, ngày kia, ngày mốt, tuần sau, tuần tới, tháng sau, tháng tới, tomorrow, next
            week, next month, lát nữa, tí nữa, chốc nữa, lát, cuối tuần, cuối tháng, cuối năm, cuối quý, đầu
            tuần sau, sáng mai, chiều mai, tối mai, mấy hôm nữa, vài hôm nữa, vài ngày nữa, mấy bữa nữa, vài
            bữa nữa, hôm sau, đầu tháng sau, thời gian tới, sắp tới, quý sau, soon, later, sau tết, năm sau,
            hết tuần, hết tháng, trong tuần, trong tháng, giữa tháng, giữa tuần, đầu tuần, sau, tonight,
            trong tuần này, trong tháng này, cuối tuần này, cuối buổi, đầu giờ chiều, trong thời gian sớm
            nhất, ngày nữa, hôm nữa, tuần nữa, bữa nữa, tháng nữa, ngày một ngày hai, nay mai, một hai hôm,
            cuối giờ, hôm tới, kỳ tới, dịp tới, chút nữa, xíu nữa, tí em, tí anh, tí chị,
            tí tôi, tí mình, tẹo nữa, lúc nữa, ngay bây giờ, ngay đây, ngay lập tức, liền đây, ngay và luôn
            """
        )
        | NEXT_SPANS,
        Sign.TODAY: phrases(
            """
            hôm nay, sáng nay, chiều nay, tối nay, trong ngày, today, nay, trưa nay, bữa nay, đêm nay, this
            week, tuần này, tháng này
            """
        ),
        Sign.PAST: phrases(
            """
            hôm qua, hôm kia, tuần trước, tháng trước, hôm trước, từ lâu, lâu rồi, yesterday, last week,
            chiều qua, sáng qua, tối qua, trưa qua, đêm qua, chiều hôm qua, sáng hôm qua, tối hôm qua,
            trưa hôm qua, chiều hôm kia, sáng hôm kia, hôm rồi, tuần rồi, tháng rồi, bữa rồi, vừa, just,
            vừa mới, bữa trước, bữa qua, hôm bữa, bữa hổm, mấy hôm trước, từ hôm qua, từ tuần trước, từ
            hôm, ngay từ, last month, hôm nọ, trước hạn, đúng hạn, trước thời hạn, đúng tiến độ, đúng
            thời hạn, on time, vượt tiến độ, đúng kế hoạch, theo đúng kế hoạch, theo kế hoạch, sớm rồi,
            từ sớm, sớm hơn, từ đời nào, từ hồi, từ đầu, từ tháng trước, từ hôm trước, từ hôm kia, từ
            năm ngoái, từ bữa trước, từ lâu rồi, từ tám đời, từ sáng, từ chiều, hồi sáng, hồi chiều, hồi
            trưa, hồi tối, hồi hôm qua, lúc nãy, ban nãy, hồi nãy, nãy, bựa qua, hồi hôm, bữa kia, bữa
            tê, bựa tê, bựa trước, bựa hổm, hôm tê, hồi đầu tuần, hồi đầu tháng, hồi tuần trước, từ đầu
            tháng, từ đầu tuần, từ cuối tuần trước, cuối tuần trước, đầu tuần này, mấy bữa trước, mấy
            ngày trước, vài hôm trước, vài ngày trước, cách đây, ngày hôm qua, ngày hôm kia, ngày trước,
            tối hôm trước, this morning, earlier today, earlier, earlier this week, ago, a while ago,
            last friday, last monday, last tuesday, last wednesday, last thursday, last night, on
            schedule, hồi khuya, khi nãy, khi sáng, khi hôm, lúc sáng, lúc chiều, lúc trưa, lúc tối
            """
        ),
        Sign.EARLIER: phrases(
            """
            trước, trước đây, trước đó, trước kia, hôm trước, lúc trước, hồi trước, bữa trước, đợt trước,
            lần trước, lúc đầu, ban đầu, lúc nãy, ban nãy, hồi nãy, hôm nọ, hôm bữa, hôm qua, hôm kia, tuần
            trước, tháng trước, trước thì, hồi đầu, thời gian trước, before, earlier, previously, lúc sáng
            """
        ),
        Sign.NOW: phrases(
            """
            nay, giờ, bây giờ, giờ thì, nay thì, hiện, hiện nay, hiện tại, đến nay, tới nay, đến giờ, tới
            giờ, hôm nay, bữa nay, sáng nay, chiều nay, hóa ra, té ra, ai ngờ, thì ra, thực ra, now, tuần
            này, tháng này
            """
        ),
        Sign.COPY: phrases(
            """
            bản giấy, bản cứng, bản gốc, bản đỏ, bản dấu đỏ, bản có dấu, bản đóng dấu, bản ký,
            bản photo, bản scan, hard copy, paper copy, the original, bản mềm, file mềm, bản điện tử
            """
        ),
        Sign.PART: phrases(
            """
            phần, một phần, bước, đợt, khâu, giai đoạn, một số, một vài, vài, vòng, đoạn, bước đầu, một ít,
            part, some, phase, từng, một mảng, mảng, một bên, lần, mục đầu, nửa đầu, đôi chút, chút ít, 1
            số, 1 ít, 1 vài, 1 phần, 1 nửa, part of, phân nửa đầu, stage, step, mỗi phần, mỗi khâu, sơ bộ,
            tạm thời, cuộc họp, buổi họp, cuộc, buổi, third, thirds, quarter, quarters, fifths, portion, a
            few, bits
            """
        ),
        Sign.REMAINDER: phrases(
            """
            còn, còn lại, chỉ còn, còn mỗi, còn thiếu, remaining, left, còn phải, vẫn còn, còn vài, tồn,
            sót, thiếu mỗi, chỉ thiếu, only need, còn mấy, còn nợ, nợ, trước khi, pending, outstanding,
            thiếu chữ ký, còn thiếu chữ ký, thiếu dấu, quên gửi, quên nộp, quên trình, chưa kịp gửi
            """
        ),
        Sign.ONLY: phrases("mới, chỉ, mới chỉ, chỉ mới, only, mỗi, mới được, chỉ được"),
        Sign.DOING: phrases(
            """
            đang, pending, in progress, working on, tiếp tục, vẫn đang, ongoing, in the process, under way,
            underway, đang tiến hành, đang hoàn thành, đang hoàn thiện, đang hoàn tất, hoàn thiện, on track,
            processing, is being, đương, đang làm, đang xử lý, đang triển khai, đang thực hiện, tiến hành,
            dở, dở dang, dang dở, finishing, completing, finalizing, chạy, đang chạy, được kha
            khá, được phần lớn, được một ít, được một phần, được nhiều rồi
            """
        ),
        Sign.STEP: phrases(
            """
            khảo sát, trình, trình ký, họp bàn, cử, phân công, giao, chỉ đạo, đôn đốc, xin ý kiến, lấy ý
            kiến, soạn, soạn thảo, tham mưu, tổng hợp, thu thập, thành lập tổ, thẩm định, thẩm tra, rà soát,
            lấy phiếu, góp ý, đã trình, xây dựng, tập hợp, lập danh sách, started, begun, drafting, góp ý
            kiến, giao cho, chỉnh sửa, sửa, bổ sung, tiếp thu ý kiến, hướng dẫn các, họp triển khai, quán
            triệt, thống kê, nhập liệu, chuyển, trình lên, xin kinh phí, xin vốn, xin chủ trương, xin hướng
            dẫn, xin cấp, xin bổ sung, xin cấp kinh phí, xin tiền, xin phê duyệt, xin chỉ đạo, xin thẩm
            định, hỏi ý kiến, đề nghị cấp, đề nghị bố trí, đề nghị thẩm định, đề nghị phê duyệt, đề nghị
            hướng dẫn, đề nghị hỗ trợ, đề nghị góp ý, đề nghị phối hợp
            """
        ),
        Sign.PREPARE: phrases(
            "bắt đầu, khởi động, khởi công, start, begin, bắt tay, bắt tay vào, bắt tay vào làm"
        ),
        Sign.WORK: phrases(
            """
            làm, thực hiện, triển khai, xử lý, tiến hành, làm được, thực hiện được, triển khai được, thi
            hành, do, tổ chức, họp, đụng, động, đụng tới, động đến, động tới, đụng đến, mần, touch, động
            tay, đả động, rờ, rờ tới, rờ đến, sờ, sờ tới, sờ đến, mó, mó tới, mó đến, ngó, ngó tới,
            nhúng tay
            """
        ),
        Sign.NOTHING: phrases(
            """
            gì, gì hết, gì cả, được gì, anything, tí gì, cái gì, chút gì, việc nào cả, việc nào hết, cái
            nào cả, cái nào hết, mục nào cả, mục nào hết, được tí nào, tí nào, gì đâu, nothing, chi hết,
            chi cả, làm chi
            """
        ),
        Sign.NOT_STARTED: phrases(
            """
            not started, haven't started, hasn't started, chưa đến lượt, chưa tới lượt, chưa đâu vào đâu,
            not begun, chưa có gì, chưa làm gì, chưa tới đâu, chưa đến đâu, nothing yet, yet to start, mới
            triển khai được đâu, not start, không làm gì, chưa đâu, didn't start, to do, no progress, no
            progress yet
            """
        ),
        Sign.DRAFT: phrases(
            """
            dự thảo, bản nháp, nháp, đề cương, draft, the draft, dự thảo báo cáo, báo cáo nhanh, báo cáo sơ
            bộ, dự thảo kế hoạch, báo cáo tạm, số liệu sơ bộ, công văn, tờ trình, giấy mời, văn bản đôn đốc,
            báo cáo bước đầu, dự toán, bản thảo, khung
            """
        ),
    }
)
