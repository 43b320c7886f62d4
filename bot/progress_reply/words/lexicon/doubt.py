"""Words that make a finish unsure: conditions, questions, hearsay, other people's work, denials after it."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.progress_reply.words.signs import Sign, phrases

PHRASES: Mapping[Sign, frozenset[str]] = MappingProxyType(
    {
        Sign.BUT: phrases(
            """
            nhưng, tuy nhiên, song, nhưng mà, but, however, dù, tuy, mặc dù, có điều, except that, chứ
            """
        ),
        Sign.IF: phrases(
            """
            nếu, thì tốt, thì tốt quá, thì hay, thì hay quá, thì mừng, thì đỡ, khi, khi nào, lúc nào, giá
            mà, if, when, once, sau khi, hễ, bao giờ, chừng nào, until, unless, xong mới, xong thì, để xong,
            cho xong, làm sao, sao cho, xong là, xong sẽ, xong để, mong, hi vọng, hy vọng, đã rồi em, cứ
            ghi, cứ cho là, cứ coi, ghi là, hôm nào, lúc nào xong, ngày nào xong
            """
        ),
        Sign.HEDGE: phrases(
            """
            chưa dám chắc, không dám chắc, chưa chắc chắn, chắc, hình như, có lẽ, nghe nói, không rõ, maybe,
            probably, perhaps, chắc là, có vẻ, coi như, nghe đâu, tưởng, tưởng là, nghĩ là, i think, chắc
            cũng, không chắc, chưa chắc, might, thấy bảo, nghe bảo, theo em biết, xem như, được coi là,
            dường như, không biết, để xem, để kiểm tra, think, hình như là, seems, giả sử, không nhớ, gọi
            là, đáng lẽ, lẽ ra, đáng ra, nhẽ ra, ước gì, phải chi, giả vờ, trên giấy tờ, trên danh nghĩa,
            tạm gọi, coi là, đảm bảo, bảo đảm, bảo xong, nói xong, kêu xong, báo xong, báo là xong, việc
            đầu, việc đầu tiên, việc cuối, việc cuối cùng, mục cuối, cái đầu, cái cuối, cái đầu tiên, cái
            cuối cùng, việc kia, cái kia
            """
        ),
        Sign.ASK: phrases(
            """
            hả, à, sao, tại sao, vì sao, thế nào, như thế nào, bao giờ hết hạn, khi nào hết hạn, ở đâu, ai,
            được không, phải không, đúng không, có phải, what, which, who, how, why, is it, bao nhiêu, mấy
            giờ, có cần, cho hỏi, xin hỏi, không hiểu, chưa hiểu, chưa rõ, nghĩa là sao, là gì, thế ạ, hay
            chưa, hay không, hay là chưa, hử, ntn, không vậy, chưa vậy, chưa hả, chưa thế, chưa nhỉ, nhỉ, là
            sao, việc gì, việc nào, cái nào, mục nào, when is, em hỏi, hỏi anh, hỏi chị, hỏi chút, hỏi tí,
            hỏi lại, tới đâu rồi, đến đâu rồi, xong bao giờ, ngày nào
            """
        ),
        Sign.HOW_COME: phrases(
            """
            đâu, thế nào được, sao được, nổi, làm gì có, mô, có mà, đời nào, còn khuya, sao mà, làm sao mà
            """
        ),
        Sign.EXCEPT: phrases(
            """
            trừ, ngoài, ngoại trừ, except, trừ ra, chỉ trừ, trừ mỗi, but not, apart from
            """
        ),
        Sign.OTHERS: phrases(
            """
            các xã, các huyện, các đơn vị, các phòng, các thôn, các ngành, các sở, xã khác, các bản, các
            trường, các hội, các phòng ban, các địa phương, các sở ngành, mấy xã, mấy đơn vị, nhiều xã,
            nhiều đơn vị, other units, các sở, ban, xã bên, bên kia, người ta, họ, bên đó, huyện khác, các
            nơi, nơi khác, đơn vị khác, bên ấy, xã bạn, phòng khác, phía bên kia, nhà thầu, các thôn bản
            """
        ),
        Sign.DEMAND: phrases(
            """
            yêu cầu, phải, cần, nên, hãy, must, need to, need, có trách nhiệm, muốn, want, should, giục,
            khẩn trương, nhắc, kêu, đề nghị các, hạn, thời hạn, chỉ tiêu, mục tiêu, deadline, due, bảo là,
            bảo em, đề nghị chuyển
            """
        ),
        Sign.UNDONE: phrases(
            """
            trả lại, bị trả, làm lại, phải làm lại, bị hủy, bị bác, thu hồi, rút lại, trả về, sai, nhầm,
            xong đời, xong phim, bấm nhầm, nhắn nhầm, gõ nhầm, viết nhầm, nhắn lộn, gõ lộn, nói nhầm, báo
            nhầm, returned, rejected, wrong, mistake, đính chính, hủy bỏ, thôi xong, xong rồi toi, giao
            nhầm, gửi nhầm
            """
        ),
        Sign.REPORT_BACK: phrases(
            """
            báo lại, báo sau, em báo, sẽ báo, báo anh, báo liền, báo ngay, báo chị, báo sếp, tôi báo, mình
            báo, cháu báo, báo cáo sau, báo cáo lại, let you know, tell you, nhắn lại, thông báo lại, thì
            báo, báo nhé, cập nhật sau
            """
        ),
        Sign.STRANGER: phrases(
            """
            nhắn nhầm người, gửi nhầm người, nhầm người, nhầm người rồi, wrong person, không được giao nhiệm
            vụ này, không được giao việc này, giao nhầm đơn vị, gửi nhầm đơn vị, nhầm đơn vị, nhầm xã, giao
            nhầm cho, không thuộc thẩm quyền, không thuộc trách nhiệm, không thuộc nhiệm vụ, không thuộc
            chức năng, không thuộc phạm vi, không thuộc mảng, không thuộc lĩnh vực, không thuộc phần, không
            thuộc phòng, không thuộc bên, không phụ trách, không còn phụ trách, không liên quan, chuyển đúng
            đơn vị, đề nghị chuyển đúng đơn vị, not ours, not our task, not our job
            """
        ),
        Sign.OTHER_ACT: phrases(
            """
            chuyển công tác, nghỉ hưu, ăn, uống, đọc, xem, nghe, ngủ, nghỉ, đi công tác, read, xem qua, ăn
            cơm, đám, họp giao ban, nghe điện, mở tin, mở file, mở mail, mở thư, mở xem, mở ra, mở máy, mở
            link, mở văn bản, mở đọc, mở zalo
            """
        ),
        Sign.RATE: phrases(
            """
            giảm, tăng, tỷ lệ, tỉ lệ, hộ nghèo, lãi suất, xuống, tỷ lệ nghèo, cận nghèo, rate, phí
            """
        ),
    }
)
