"""Words around the news: courtesies, persons, acceptance, list items and counted things."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.progress_reply.words.signs import Sign, phrases

_COMPLAINTS = phrases(
    """
    sao vẫn nhắc, sao vẫn báo, sao còn nhắc, sao còn báo, sao cứ nhắc, sao cứ báo, sao lại nhắc, sao hệ
    thống vẫn nhắc, sao máy vẫn nhắc, sao vẫn bị nhắc, sao bot vẫn nhắc, sao còn hỏi, sao vẫn hỏi, sao cứ
    hỏi, sao lại hỏi, sao còn nhắc nữa, sao còn hỏi nữa, sao nhắc hoài, sao nhắc mãi, sao nhắc nữa, sao
    hỏi nữa, nhắc mãi, nhắc hoài, nhắc suốt, cứ nhắc mãi, cứ nhắc hoài, hỏi mãi, hỏi hoài, cứ hỏi mãi, cứ
    hỏi hoài, nhắc gì nữa, hỏi gì nữa, nhắc gì lắm thế, nhắc lắm thế, nhắc nhiều thế,
    đừng có nhắc nữa, đừng có nhắc, đừng có hỏi nữa, nhắc hoài à, nhắc miết, hỏi miết, đừng hỏi nữa,
    đừng hỏi, khỏi hỏi, khỏi hỏi nữa, không cần hỏi nữa, đừng nhắc
    """
) | frozenset(
    [
        *(
            f"sao {still} {act} {on}"
            for still in ("vẫn", "còn", "cứ", "lại")
            for act in ("nhắc", "hỏi")
            for on in ("hoài", "mãi", "miết", "suốt", "nữa", "hoài vậy", "mãi thế")
        ),
        *(
            f"{have} {what} mà {act}"
            for have in ("có", "còn")
            for what in ("gì đâu", "gì nữa", "chi mô", "chi nữa", "chi đâu", "gì", "chi")
            for act in ("nhắc", "hỏi", "giục", "réo", "nhắc nữa", "hỏi nữa", "nhắc hoài", "hỏi hoài")
        ),
    ]
)
# how somebody calls himself and his house: whoever is senior to the bot's voice is "anh", "chú" or "bác"
_OWN_HOUSES = frozenset(
    f"{house} {own}"
    for house in phrases("bên, phía, xã, phòng, đơn vị, trường, trạm, cơ quan")
    for own in phrases("em, anh, chị, tôi, tui, mình, cháu, chú, bác, cô, tau, tớ, thầy, chúng tôi, chúng em")
)
_DEPARTMENTS = frozenset(
    f"{head} {name}"
    for head in ("phòng", "sở", "ban")
    for name in phrases(
        """
        nội vụ, tư pháp, tài chính, tài chính kế hoạch, kế hoạch đầu tư, kế hoạch và đầu tư, tài nguyên,
        tài nguyên môi trường, tài nguyên và môi trường, lao động, lao động thương binh xã hội, văn hóa,
        văn hóa thông tin, văn hóa và thông tin, giáo dục, giáo dục đào tạo, giáo dục và đào tạo, y tế,
        nông nghiệp, kinh tế, kinh tế hạ tầng, dân tộc, công thương, giao thông, giao thông vận tải,
        khoa học công nghệ, khoa học và công nghệ, thông tin truyền thông, ngoại vụ, văn xã, tổng hợp,
        hành chính
        """
    )
)
PHRASES: Mapping[Sign, frozenset[str]] = MappingProxyType(
    {
        Sign.ACK: phrases(
            """
            đã nhận, nhận được, đã nhận được, nhận rồi, ok, oke, okay, oki, okie, okê, rõ, đã rõ, vâng,
            biết rồi, đã biết, em nhận, nắm được, đã nắm, nắm rồi, nắm, tiếp nhận, đã tiếp nhận, tiếp thu,
            xin tiếp thu, noted, received, got it, roger, understood, copy, yes, nhất trí, đồng ý, ừ, uh,
            ờ, nghe rồi, đã nghe, hiểu rồi, đã hiểu, đã xem, đã đọc, xem rồi, đọc rồi, tuân lệnh, xin
            nhận, tôi nhận, thấy rồi, đã thấy, ghi nhận, chấp hành, nhận nhiệm vụ, nhận thông tin, nhận
            việc, copy that, will do, on it, sure, ok nhé, đã rõ nội dung, nghiêm túc tiếp thu, đã nhận
            thông báo, nhớ rồi, em nhớ, đã nhận nhiệm vụ, đã nhận việc, đã nhận văn bản, đã nhận công văn,
            đã nhận được công văn, nhận được công văn, đã tiếp nhận công văn, đã nhận cv, đã nhận giấy
            mời, đã nhận được giấy mời, đã tiếp nhận văn bản, dạ vâng, hiểu, nhận, quán triệt rồi,
            acknowledged, uhm, uhm vâng, ừm, okela, okla, đọc xong, xem xong, nghe xong, nhận xong, đã đọc
            xong, đã xem xong, dạ rõ, biết rùi, bít rồi, bít rùi, nhận rùi, rõ rồi, rõ rùi, nghe rõ,
            biên nhận hồ sơ, có biên nhận hồ sơ
            """
        ),
        Sign.RECORD: phrases("ghi nhận, công nhận, xác nhận, cập nhật, đánh dấu"),
        Sign.POLITE_YES: phrases("dạ, dạ anh, dạ chị"),
        Sign.THANKS: phrases(
            """
            cảm ơn, cám ơn, thanks, regards, best regards, kind regards, thank you, tks, xin cảm ơn,
            trân trọng cảm ơn, cảm ơn nhiều, thank, many thanks
            """
        ),
        Sign.COURTESY: phrases(
            """
            ạ, nhé, nha, nhá, kính gửi, kính thưa, thưa, trân trọng, xin phép, please, xin, hi, hello,
            chào, kính, xin chào, kính báo, xin báo cáo, em báo cáo, báo cáo anh, báo cáo chị, báo cáo
            sếp, báo cáo lãnh đạo, báo cáo đồng chí, em xin báo cáo, tôi xin báo cáo, xin được báo cáo,
            thì, là, đấy, đó, luôn, nhen, hen, hihi, haha, hehe, kính trình, dear, vậy, thế, giúp, giúp
            em, hộ, với, thôi, nè, á, hì, ah, ơi, báo cáo anh chị, kính mong, cháu báo cáo, em xin phép
            báo cáo, báo cáo các anh, báo cáo các anh chị, good morning, hjhj, nhe, luôn rồi, nghen,
            hén, nghe, tê, hè, dạ em, dạ báo cáo, dạ thưa, it's, đừng nhắc nữa, không cần nhắc nữa, khỏi
            nhắc, khỏi nhắc nữa, không phải nhắc nữa, chờ em, đợi em, chờ chút, đợi chút, chờ tí, đợi
            tí, chờ em chút, chờ em tí, chờ em xíu, đợi em tí, đợi em chút, anh yên tâm, yên tâm, đã
            nhắc, đã nhắc nhở, nhắc nhở, mà, đi, cơ, cả, ấy, rứa, nớ, ni, nờ, hỉ, nhở, nhể, alo, a lô,
            kiểm tra giúp, kiểm tra giúp em, xem giúp, xem giúp em, check giúp, kiểm tra hộ, kiểm tra
            lại giúp, kiểm tra lại giúp em, xem lại giúp, xem lại giúp em, xem hộ, nì, nớ hè, nghen chị,
            đó nghen, nhen, nghe đây, thông cảm, anh thông cảm, chị thông cảm, thật, thật rồi, thật
            tình, thật ra, thực tình, đề nghị xóa khỏi danh sách, xóa khỏi danh sách, xóa khỏi danh sách
            nhắc việc, đề nghị xóa khỏi danh sách nhắc việc, đề nghị không nhắc nữa, đề nghị dừng nhắc,
            tắt nhắc giúp, trả lời muộn, trả lời chậm, trả lời trễ, phản hồi muộn, phản hồi chậm, xin
            lỗi vì, xin lỗi, em xin lỗi, tôi xin lỗi, cháu xin lỗi, sorry, gọi lại, điện lại, không gõ
            được dấu, máy không gõ được dấu, máy lỗi không gõ được dấu, máy bị lỗi không gõ được dấu,
            điện thoại không gõ được dấu, không đánh được dấu, máy lỗi không đánh được dấu, nhưng quên
            báo, mà quên báo, quên báo, nhưng quên báo lại, mà quên báo lại, quên báo lại, nhưng quên nhắn
            lại, quên nhắn lại, nhưng quên phản hồi, quên phản hồi, nhưng quên trả lời, quên trả lời, nhưng
            chưa kịp báo lại, mà chưa kịp báo lại, nhưng quên chưa báo, quên chưa báo
            """
        )
        | _COMPLAINTS,
        Sign.COMPLAINT: _COMPLAINTS,
        Sign.PERSON: phrases(
            """
            em, anh, chị, tôi, mình, sếp, lãnh đạo, đồng chí, bác, chú, cô, cháu, đơn vị, chúng tôi, bọn
            em, bên em, cơ quan, i, we, you, xã em, huyện em, phòng, ban, sở, ubnd, văn phòng, bên tôi,
            các anh, các chị, anh chị, chúng em, tụi em, sir, con, phía em, đc, bọn tôi, my, our, us, xã
            tôi, huyện tôi, phòng em, đơn vị em, bên mình, ông, bà, quý cơ quan, các đồng chí, văn phòng
            ubnd, cấp trên, tỉnh, ubnd tỉnh, ubnd huyện, ubnd xã, huyện, chi cục, phường, phường em,
            trạm, trường em, nhà trường, tui, tau, choa, bọn mình, tụi mình, thầy, kho bạc, kho bạc nhà
            nước, sở xây dựng, phòng xây dựng
            """
        )
        | _DEPARTMENTS
        | _OWN_HOUSES,
        Sign.CAUSE: phrases(
            """
            vì, do, tại, bởi, lý do, because, due to, vì lý do, do đó, because of, bởi vì, lí do, since,
            nguyên nhân, lý do là
            """
        ),
        Sign.ALL: phrases(
            """
            tất cả, toàn bộ, tất cả các việc, mọi việc, các việc, cả hai, cả ba, all, everything, tất cả
            việc, các mục, tất cả các mục, các nhiệm vụ, tất cả nhiệm vụ, tất cả các nhiệm vụ, toàn bộ nhiệm
            vụ, toàn bộ các nhiệm vụ, các nội dung, tất cả nội dung, tất cả các nội dung, cả hai việc, cả ba
            việc, cả bốn việc, các đầu việc, all items, all tasks, all of them, mọi thứ, tất tần tật, toàn
            bộ các việc, toàn bộ công việc, tất cả công việc, tất cả các đầu việc, cả hai mục, cả ba mục,
            both, tất cả mục, cả danh sách, tất cả đều, các việc đều, đều, các việc trên, các mục trên, all
            the items, all of it, hai việc đều, ba việc đều, hai mục đều, ba mục đều, hai nhiệm vụ đều, cả
            hai đều, cả ba đều
            """
        ),
        Sign.THE_REST: phrases(
            """
            còn lại, các việc còn lại, việc còn lại, những việc còn lại, các mục còn lại, mấy việc còn lại,
            mấy cái còn lại, the rest, số còn lại, các việc khác, các nhiệm vụ còn lại, các nội dung còn
            lại, mấy việc kia, những cái còn lại, mấy cái kia, others
            """
        ),
        Sign.ITEM_NOUN: phrases(
            """
            việc, mục, số, stt, nhiệm vụ, nội dung, đầu việc, ý, điểm, câu, item, items, task, tasks,
            number, việc số, mục số, nhiệm vụ số, nội dung số, công việc, công việc số, đầu việc số, cái số,
            việc thứ, mục thứ, nhiệm vụ thứ, nội dung thứ, các việc số, các mục số, các việc, các mục, cái,
            dòng, gạch đầu dòng, no, hai việc, ý số, dòng số, câu số, ý thứ, cái thứ,
            số thứ tự, việc có số, từ, from, thứ
            """
        ),
        Sign.AND: phrases("và, cùng, với, and, cùng với, lẫn"),
        Sign.THROUGH: phrases("đến, tới, to, through"),
        Sign.ALSO: phrases(
            """
            thì, cũng, là, đều, cũng đã, mới là việc, mới là cái, mới là mục, is, are, riêng, còn, về, for,
            kia, this, that, nó, cái này, việc này, it
            """
        ),
        Sign.COUNTED: phrases(
            """
            héc ta, hecta, xã, huyện, thôn, hộ, bản, đơn vị, người, trường, công trình, dự án, lớp, nhà,
            phường, thị trấn, tỉnh, sở, ngành, cán bộ, mô hình, cuộc, buổi, tỷ, triệu, nghìn, đồng, km,
            chỉ tiêu, bộ, hồ sơ, việc, mục tiêu, lần, phòng, phần, bước, đợt, khâu, tháng, quý, năm, giờ,
            h, ngày, tuần, hôm, buổi, phút, communes, people, households, đồng chí, cái, suất, bò, thẻ,
            điểm, tờ, trang, văn bản, công văn, nhiệm vụ, nội dung, mục, cơ sở, tổ, ban, vị trí, villages,
            districts, units, tấn, kg, m, ý, trạm, trung tâm, hạng mục, thủ tục, tiêu chí, xóm, khu, khu
            phố, tiểu khu, lượt, lượt người, học sinh, đối tượng, gia đình, nhóm, week, weeks, day, days,
            month, months
            """
        ),
        Sign.NEUTRAL: phrases(
            """
            được, khoảng, tầm, chừng, độ, cỡ, đạt, khối lượng, tiến độ, công việc, kế hoạch giao, việc
            này, nhiệm vụ này, việc, của, lên, cho, qua, trên, mail, email, zalo, trục, ioffice, hệ
            thống, được giao, theo, nhiệm vụ, nội dung, một cách, tốt, hơn, about, around, nearly about,
            it, the, up, to, this, task, work, giải ngân, thực tế, đến nay, tính đến nay, hiện nay,
            hiện, hiện tại, đến thời điểm này, tới giờ, đến giờ, bây giờ, now, so far, việc trên, về,
            vào, nó, này, trực tiếp, bản giấy, cái này, đầy đủ, đủ, nội dung này, phần mềm, is, are, in,
            on, at, of, via, by email, một, số, các, những, tổng kết, bằng, phản hồi, ra, kết thúc,
            thuận lợi, chương trình, quy trình, hội nghị, đặc biệt khó khăn, hộ khó khăn, vùng khó khăn,
            xã khó khăn, hoàn cảnh khó khăn, phòng chống dịch bệnh, phòng chống bão lũ, phòng chống lụt
            bão, vùng đặc biệt khó khăn, xã đặc biệt khó khăn, phòng chống thiên tai, one, two, three,
            four, five, nhận trách nhiệm, xin nhận trách nhiệm, nhận lỗi, xin nhận lỗi, nhận khuyết
            điểm, xin nhận khuyết điểm, bà con, đúng, kèm, ảnh, hình ảnh, job, chi, chi trả, tạm ứng,
            tạm trú, tạm cấp, bản gốc, bản đỏ, bản dấu đỏ, bản có dấu đỏ, bản chính, bản sao, dấu đỏ,
            bản có dấu, bản đóng dấu, bản ký, bản photo, bản scan, hard copy, paper copy, the original,
            kịp hạn, kịp thời hạn, thời gian, trục liên thông, bưu điện, đường bưu điện, hộp thư, hộp
            thư công vụ, mail công vụ, đường công văn, theo đường công văn, theo mẫu, theo yêu cầu, theo
            đúng yêu cầu, nhóm zalo, nhóm, scan, excel, file, file excel, file word, file scan, bản
            word, bản excel, bản file, đúng mẫu, gmail, facebook, messenger, fax, telegram, cổng, cổng
            dịch vụ công, bộ phận một cửa, một cửa, văn thư huyện, biên nhận,
            giấy biên nhận, có biên nhận, biên nhận của văn thư, có biên nhận của văn thư, ký nhận, có
            ký nhận, có ký nhận của văn thư, dấu công văn đến
            """
        ),
    }
)
